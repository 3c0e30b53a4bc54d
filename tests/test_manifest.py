"""models/MANIFEST.toml names every file of the folder, with the sum it has and the licence it comes under."""

from __future__ import annotations

import sys
import tomllib
from hashlib import sha256
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))

from manifest import MANIFEST, MODELS, manifest

REFRESH = "models/ changed: run python benchmarks/manifest.py"


def test_it_is_what_the_command_writes() -> None:
    same = MANIFEST.read_text(encoding="utf-8") == manifest()
    assert same, REFRESH


def test_sums_agree() -> None:
    page = tomllib.loads(MANIFEST.read_text(encoding="utf-8"))
    files = {path.relative_to(MODELS).as_posix(): path for path in MODELS.rglob("*.*") if path != MANIFEST}
    assert [entry["path"] for entry in page["file"]] == sorted(files), REFRESH
    wrong = [name["path"] for name in page["file"] if sum_of(files[name["path"]]) != name["sha256"]]
    assert wrong == [], REFRESH
    assert {entry["licence"] for entry in page["file"]} == {page["licence"]} == {"MIT"}


def sum_of(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def test_a_file_that_nobody_described_is_refused(tmp_path: Path) -> None:
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon/names.bin").write_bytes(b"x")
    with pytest.raises(KeyError, match=r"lexicon/names\.bin"):
        manifest(tmp_path)


def test_rules_are_counted(tmp_path: Path) -> None:
    (tmp_path / "xx").mkdir()
    (tmp_path / "xx/date.toml").write_text("[[rule]]\nid = 'a'\n[[rule]]\nid = 'b'\n", encoding="utf-8")
    (entry,) = tomllib.loads(manifest(tmp_path))["file"]
    assert (entry["path"], entry["rules"], entry["sha256"]) == ("xx/date.toml", 2, sum_of(tmp_path / "xx/date.toml"))
