"""The wheel holds all that is needed: installed alone, it runs from another folder. The locks pin what is asked for."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = folder.glob("*.whl")
    return built


def test_contents(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
        metadata = archive.read(next(name for name in inside if name.endswith(".dist-info/METADATA"))).decode()
    source = ROOT / "src"
    code = {path.relative_to(source).as_posix() for path in source.rglob("*.py")} | {"pressextract/py.typed"}
    models = {f"pressextract/{path.relative_to(ROOT).as_posix()}" for path in (ROOT / "models").rglob("*.*")}
    assert {name for name in inside if ".dist-info/" not in name} == code | models
    assert "License-Expression: MIT" in metadata
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in inside)


def test_installed_alone_it_extracts_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(site)]
    subprocess.run([*command, str(wheel)], check=True, capture_output=True)
    (tmp_path / "release.txt").write_text(
        "PARIS – 4 October 2022. The CNRS opens a centre in Tokyo.\n", encoding="utf-8"
    )
    where = "import pressextract, sys; print(pressextract.__file__, file=sys.stderr); "
    run = "sys.argv[0] = 'pressextract'; from pressextract.cli import main; main()"
    # -P keeps the folder we stand in off the path, PYTHONPATH puts the wheel before a checkout's editable install.
    command = [sys.executable, "-P", "-c", where + run, "extract", "release.txt"]
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONPATH": str(site)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == f"{site}/pressextract/__init__.py\n"
    record = json.loads(done.stdout)
    assert (record["status"], record["source"]["path"]) == ("ok", "release.txt")
    assert [mention["text"] for mention in record["mentions"] if mention["label"] == "INSTITUTION"] == ["CNRS"]


def pinned(path: Path) -> dict[str, list[str]]:
    """Versions by package of a locked requirements file; each has a hash, and nothing else stands in it."""
    found: dict[str, list[str]] = {}
    for entry in path.read_text(encoding="utf-8").replace("\\\n", " ").splitlines():
        match = re.fullmatch(r"([a-z0-9-]+)==(\S+)( +; [^#]*?)?((?: +--hash=sha256:[0-9a-f]{64})+) *", entry)
        assert match, entry[:80]
        found.setdefault(match[1], []).append(match[2])
    return found


def test_locks_pin_what_is_asked_for_and_name_no_host() -> None:
    run, test = (pinned(ROOT / "requirements" / f"{name}.txt") for name in ("run", "test"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [*project["project"]["dependencies"], *wanted("run.in")]
    assert [line for line in asked if not satisfied(line, run)] == []
    assert [line for line in wanted("test.in") if not satisfied(line, test)] == []
    assert [name for name in run.keys() & test.keys() if run[name] != test[name]] == []


def wanted(name: str) -> list[str]:
    lines = (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith(("#", "-c"))]


def satisfied(line: str, lock: dict[str, list[str]]) -> bool:
    requirement = Requirement(line)
    versions = lock.get(canonicalize_name(requirement.name), [])
    return bool(versions) and all(requirement.specifier.contains(version) for version in versions)
