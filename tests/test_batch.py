"""Runs over folders: what is listed, that every input is one line, and that the output is whole or untouched."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fakes import FakeExtractor
from pressextract.batch import RunSettings, RunSummary, json_line, list_inputs, run_folder
from pressextract.errors import NothingToRead, OutputError, UsageError
from pressextract.readers import Limits
from pressextract.record import Record
from pressextract.recordfile import read_records
from pressextract.release import Release

GOOD = "The CNRS and the University of Tokyo create a centre."


def fill(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def run(folder: Path, output: Path, chosen: RunSettings | None = None) -> RunSummary:
    return run_folder(folder, output, chosen or RunSettings(), extractor=FakeExtractor())


def records(output: Path) -> list[Record]:
    return list(read_records(output / "records.jsonl"))


def manifest(output: Path) -> dict[str, Any]:
    page: dict[str, Any] = json.loads((output / "manifest.json").read_text(encoding="utf-8"))
    return page


def names(output: Path) -> list[str]:
    return sorted(path.name for path in output.iterdir())


def test_listing_order_and_what_is_left_out(tmp_path: Path) -> None:
    files = [
        "b.txt",
        "a.md",
        "B.TXT",
        "sub/é.txt",
        "sub.txt",
        "a.pdf",
        "notes",
        ".hidden.txt",
        ".git/x.txt",
        "out/o.txt",
    ]
    fill(tmp_path, dict.fromkeys(files, GOOD))
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "link.txt").symlink_to("b.txt")
    (tmp_path / "linked").symlink_to("sub")
    (tmp_path / "loop").symlink_to(".")
    (tmp_path / "other.pdf").symlink_to("a.pdf")
    listing = list_inputs(tmp_path, tmp_path / "out")
    assert [entry.path.decode() for entry in listing.entries] == ["B.TXT", "a.md", "b.txt", "sub.txt", "sub/é.txt"]
    assert [entry.id for entry in listing.entries] == ["B", "a", "b", "sub", "sub/é"]
    assert [item.path.decode() for item in listing.skipped] == ["link.txt", "linked", "loop"]


MIXED = [
    ("a", "ok", []),
    ("b", "failed", ["empty"]),
    ("c", "failed", ["binary"]),
    ("d", "failed", ["bad_encoding"]),
    ("e", "failed", ["too_large"]),
    ("f", "ok", ["encoding_guessed"]),
    ("g", "failed", ["internal_error"]),
    ("h", "failed", ["internal_error"]),
    ("i", "failed", ["internal_error"]),
    ("j", "partial", []),
    ("k", "ok", []),
    ("l", "failed", ["not_regular"]),
]


def test_every_input_is_one_line(tmp_path: Path) -> None:
    folder = fill(
        tmp_path / "in",
        {
            "a.txt": GOOD,
            "b.txt": "",
            "c.txt": b"\x89PNG\r\n\x1a\n",
            "d.txt": b"a\x81",
            "e.txt": "x" * 200_001,
            "f.txt": b"caf\xe9 du CNRS",
            "g.txt": "raise:ValueError",
            "h.txt": "raise:MemoryError",
            "i.txt": "raise:RecursionError",
            "j.txt": "a partial text",
            "k.md": GOOD,
        },
    )
    os.mkfifo(folder / "l.txt")
    (folder / "m.txt").symlink_to("a.txt")
    summary = run(folder, tmp_path / "out")
    found = records(tmp_path / "out")
    assert [(record.id, str(record.status), [problem.code for problem in record.problems]) for record in found] == MIXED
    assert (summary.ok, summary.partial, summary.failed, summary.skipped) == (3, 1, 8, 1)
    assert (summary.discovered, summary.exit_code) == (13, 3)
    page = manifest(tmp_path / "out")
    assert page["counts"] == {"discovered": 13, "ok": 3, "partial": 1, "failed": 8, "skipped": 1}
    assert page["skipped"] == [{"path": "m.txt", "path_b64": None, "code": "symlink_skipped"}]
    assert page["problems"]["internal_error"] == 3
    data = (tmp_path / "out/records.jsonl").read_bytes()
    assert page["records"] == {"file": "records.jsonl", "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def test_failed_records_keep_what_is_known_of_their_source(tmp_path: Path) -> None:
    run(fill(tmp_path / "in", {"sub/a.txt": b"a\x81", "b.md": "x" * 9}), tmp_path / "out", limited(8))
    large, bad = records(tmp_path / "out")
    assert (bad.source.path, bad.source.bytes) == ("sub/a.txt", 2)
    assert bad.source.sha256 == hashlib.sha256(b"a\x81").hexdigest()
    assert bad.problems[0].message.startswith("sub/a.txt: byte 1 (0x81) ")
    assert (large.source.path, large.source.media_type, large.problems[0].code) == (
        "b.md",
        "text/markdown",
        "too_large",
    )


def limited(characters: int) -> RunSettings:
    return RunSettings(limits=Limits(1000, characters))


def test_a_bug_says_its_type_and_nothing_of_the_machine(tmp_path: Path) -> None:
    run(fill(tmp_path / "in", {"a.txt": "raise:ValueError"}), tmp_path / "out")
    (record,) = records(tmp_path / "out")
    message = "a.txt: internal error (ValueError). Run with --debug and report what it prints."
    assert [(item.stage, item.message) for item in record.problems] == [("extract", message)]


def test_settings_reach_the_release_and_the_manifest(tmp_path: Path) -> None:
    seen: list[Release] = []

    class Spy(FakeExtractor):
        def extract(self, release: Release, /) -> Record:
            seen.append(release)
            return super().extract(release)

    folder = fill(tmp_path / "in", {"a.txt": "Łódź, CNRS".encode("cp1250")})
    chosen = RunSettings("2022-10-04", "CNRS", "en", "cp1250", Limits(5000, 100))
    run_folder(folder, tmp_path / "out", chosen, extractor=Spy())
    assert [(item.text, item.id, item.published, item.issuer, item.language) for item in seen] == [
        ("Łódź, CNRS", "a", "2022-10-04", "CNRS", "en")
    ]
    page = manifest(tmp_path / "out")
    assert page["settings"] == {
        "published": "2022-10-04",
        "issuer": "CNRS",
        "language": "en",
        "encoding": "cp1250",
        "max_bytes": 5000,
        "max_characters": 100,
    }
    assert page["fingerprint"] == "fake"


def test_two_runs_give_the_same_bytes_wherever_they_stand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files: dict[str, str | bytes] = {"c.txt": GOOD, "a.txt": GOOD, "b.txt": GOOD, "bad.txt": b"\x81", "é/ü.md": GOOD}
    first = fill(tmp_path / "one", files)
    second = fill(tmp_path / "other/place", dict(reversed(files.items())))
    run(first, tmp_path / "out")
    monkeypatch.chdir(second)
    run(Path(), Path("out"))
    run(Path(), Path("out"))  # over the old output, which lies inside the input
    assert (second / "out/records.jsonl").read_bytes() == (tmp_path / "out/records.jsonl").read_bytes()
    assert names(second / "out") == ["manifest.json", "records.jsonl"]
    assert str(tmp_path).encode() not in (second / "out/records.jsonl").read_bytes()


def test_one_record_is_one_line_for_every_reader(tmp_path: Path) -> None:
    text = "CNRS \x85 a \u2028 b \u2029 c \x0b d \x1c e \x00 f \u202e g, and much more so that it is no binary"
    run(fill(tmp_path / "in", {"a.txt": text, "b.txt": GOOD}), tmp_path / "out")
    page = (tmp_path / "out/records.jsonl").read_text(encoding="utf-8")
    assert len(page.splitlines()) == 2
    assert records(tmp_path / "out")[0].text == text
    assert json_line(records(tmp_path / "out")[0]) == page.splitlines()[0]


def test_strange_names(tmp_path: Path) -> None:
    odd = ["a\nb.txt", "-rf.txt", "'\"`.txt", "=cmd|.txt", "<script>.txt", "CON.txt", "🧪.txt", "e\u0301.txt", "é.txt"]
    fill(tmp_path / "in", dict.fromkeys(odd, GOOD))
    raw = os.fsencode(tmp_path) + b"/in/caf\xe9.txt"
    with open(raw, "wb") as file:  # noqa: PTH123 (bytes)
        file.write(b"CNRS")
    summary = run(tmp_path / "in", tmp_path / "out")
    assert summary.ok == 10
    found = {record.id: record.source for record in records(tmp_path / "out")}
    assert sorted(found) == sorted([*(name.removesuffix(".txt") for name in odd), "caf\\xe9"])
    assert (found["caf\\xe9"].path, found["caf\\xe9"].path_b64) == ("caf\\xe9.txt", "Y2Fm6S50eHQ=")


def test_same_stems_and_same_contents(tmp_path: Path) -> None:
    run(fill(tmp_path / "in", dict.fromkeys(["a.txt", "a.md", "sub/a.txt", "b.txt"], GOOD)), tmp_path / "out")
    assert [record.id for record in records(tmp_path / "out")] == ["a.md", "a.txt", "b", "sub/a"]


def test_one_file_as_input(tmp_path: Path) -> None:
    fill(tmp_path, {"a.txt": GOOD, "b.txt": GOOD, "c.pdf": b"%PDF-"})
    (tmp_path / "link.txt").symlink_to("a.txt")
    run(tmp_path / "a.txt", tmp_path / "out")
    assert [record.id for record in records(tmp_path / "out")] == ["a"]
    run(tmp_path / "link.txt", tmp_path / "out")  # named by the user, so followed
    assert [(record.id, str(record.status)) for record in records(tmp_path / "out")] == [("link", "ok")]
    with pytest.raises(NothingToRead):
        run(tmp_path / "c.pdf", tmp_path / "out")


def test_a_deep_folder(tmp_path: Path) -> None:
    here = tmp_path / "in"
    here.mkdir()
    descriptor = os.open(here, os.O_RDONLY)
    depth = 200
    for _ in range(depth):  # longer than PATH_MAX as a whole
        os.mkdir("d" * 25, dir_fd=descriptor)
        below = os.open("d" * 25, os.O_RDONLY, dir_fd=descriptor)
        os.close(descriptor)
        descriptor = below
    os.close(descriptor)
    fill(here, {"a.txt": GOOD})
    summary = run(here, tmp_path / "out")
    good, lost = records(tmp_path / "out")
    assert (summary.ok, summary.failed, good.id, lost.problems[0].code) == (1, 1, "a", "unreadable")
    assert lost.source.path is not None
    assert lost.source.path.endswith("d/")


def test_nothing_to_read_costs_nothing(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    with pytest.raises(NothingToRead, match=r"no \.txt or \.md file"):
        run(tmp_path / "in", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_inputs_and_outputs_that_make_no_sense(tmp_path: Path) -> None:
    folder = fill(tmp_path / "in", {"a.txt": GOOD})
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    (tmp_path / "link").symlink_to(folder)
    with pytest.raises(UsageError, match="no such folder"):
        run(tmp_path / "none", tmp_path / "out")
    with pytest.raises(UsageError, match="the same"):
        run(folder, folder)
    with pytest.raises(UsageError, match="the same"):
        run(folder, tmp_path / "link")
    with pytest.raises(UsageError, match="is a file"):
        run(folder, tmp_path / "file")
    with pytest.raises(UsageError, match="unknown encoding"):
        run(folder, tmp_path / "out", RunSettings(encoding="no-such"))
    with pytest.raises(OutputError):
        run(folder, tmp_path / "file/below")
    (tmp_path / "taken/records.jsonl").mkdir(parents=True)
    with pytest.raises(OutputError, match="is a folder"):
        run(folder, tmp_path / "taken")
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "out").exists()


def test_an_output_that_cannot_be_written_is_known_before_any_work(tmp_path: Path) -> None:
    class Never(FakeExtractor):
        def extract(self, _: Release, /) -> Record:
            raise AssertionError("worked before the output was tried")

    folder = fill(tmp_path / "in", {"a.txt": GOOD})
    with pytest.raises(OutputError, match="cannot be written"):
        run_folder(folder, Path("/proc/pressextract"), RunSettings(), extractor=Never())
    with pytest.raises(OutputError, match="cannot be written"):
        run_folder(folder, Path("/proc/self"), RunSettings(), extractor=Never())


def fail_fsync(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)


def fail_replace(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, target: Path) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO), str(self), None, str(target))

    monkeypatch.setattr(Path, "replace", full)


def fail_write(monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.fdopen

    class Full:
        def __init__(self, *args: Any) -> None:
            self.file = real(*args)

        def write(self, data: bytes) -> None:
            self.file.write(data[: len(data) // 2])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        def __getattr__(self, name: str) -> Any:
            return getattr(self.file, name)

    monkeypatch.setattr(os, "fdopen", Full)


@pytest.mark.parametrize("fail", [fail_write, fail_fsync, fail_replace])
def test_the_old_output_survives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fail: Callable[[pytest.MonkeyPatch], None]
) -> None:
    folder = fill(tmp_path / "in", {"a.txt": GOOD})
    run(folder, tmp_path / "out")
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    fill(folder, {"b.txt": GOOD})
    with monkeypatch.context() as patch:
        fail(patch)
        with pytest.raises(OutputError, match=r"records\.jsonl: cannot be written"):
            run(folder, tmp_path / "out")
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit])
def test_an_interrupted_run_publishes_nothing(tmp_path: Path, error: type[BaseException]) -> None:
    class Interrupted(FakeExtractor):
        def extract(self, release: Release, /) -> Record:
            if release.id == "b":
                raise error
            return super().extract(release)

    folder = fill(tmp_path / "in", {"a.txt": GOOD, "b.txt": GOOD})
    with pytest.raises(error):
        run_folder(folder, tmp_path / "out", RunSettings(), extractor=Interrupted())
    assert names(tmp_path / "out") == []


def test_a_file_system_without_fsync(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unsupported(_: int) -> None:
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))

    monkeypatch.setattr(os, "fsync", unsupported)
    run(fill(tmp_path / "in", {"a.txt": GOOD}), tmp_path / "out")
    assert names(tmp_path / "out") == ["manifest.json", "records.jsonl"]


QUOTA = """
import resource, sys
from pathlib import Path
from fakes import FakeExtractor
from pressextract.batch import RunSettings, run_folder
from pressextract.errors import OutputError
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    run_folder(Path(sys.argv[1]), Path(sys.argv[2]), RunSettings(), extractor=FakeExtractor())
except OutputError as error:
    sys.exit(error.exit_code)
"""


def test_a_quota(tmp_path: Path) -> None:
    folder = fill(tmp_path / "in", {f"{number}.txt": GOOD * 20 for number in range(30)})
    command = [sys.executable, "-c", QUOTA, str(folder), str(tmp_path / "out")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (5, "")
    assert names(tmp_path / "out") == []


def test_permissions_follow_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        run(fill(tmp_path / "in", {"a.txt": GOOD}), tmp_path / "out")
    finally:
        os.umask(before)
    assert {oct(path.stat().st_mode & 0o777) for path in (tmp_path / "out").iterdir()} == {"0o640"}


def test_inputs_are_left_as_they_were(tmp_path: Path) -> None:
    folder = fill(tmp_path / "in", {"a.txt": GOOD, "b.txt": b"\x81"})
    before = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}
    run(folder, tmp_path / "out")
    assert {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()} == before


def test_memory_does_not_grow_with_the_folder(tmp_path: Path) -> None:
    text = GOOD + " filler" * 8000
    folder = fill(tmp_path / "in", {f"{number}.txt": text for number in range(20)})
    run(folder, tmp_path / "out")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    fill(folder, {f"more/{number}.txt": text for number in range(400)})
    run(folder, tmp_path / "out2")
    kibibytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert (tmp_path / "out2/records.jsonl").stat().st_size > 20_000_000
    assert kibibytes < 10_000


FILES = st.dictionaries(
    st.from_regex(r"[ab]{1,2}(/[ab])?\.(txt|md|TXT|pdf)", fullmatch=True),
    st.one_of(st.binary(max_size=40), st.sampled_from([b"", GOOD.encode(), b"raise:ValueError", b"x" * 200])),
    max_size=6,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(FILES)
def test_accounting_and_isolation(tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes]) -> None:
    folder = tmp_path_factory.mktemp("in")
    alone = tmp_path_factory.mktemp("alone")
    wanted = {name for name in files if not name.endswith(".pdf")}
    fill(folder, files)
    fill(folder, {"good.txt": GOOD})
    fill(alone, {"good.txt": GOOD})
    out = tmp_path_factory.mktemp("out")
    summary = run(folder, out / "a", limited(100))
    run(alone, out / "b", limited(100))
    lines = (out / "a/records.jsonl").read_text(encoding="utf-8").splitlines()
    ids = [json.loads(line)["id"] for line in lines]
    assert summary.discovered == len(ids) == len(set(ids)) == len(wanted) + 1
    assert (out / "b/records.jsonl").read_text(encoding="utf-8").splitlines() == [lines[ids.index("good")]]
