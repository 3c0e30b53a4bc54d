"""The main job, with the real extractor in processes of its own: same bytes anywhere, no network, no stray writes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pressextract.recordfile import read_records

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "corpus/releases"

# Reports on standard error what a run must not do: talk to the network, or open anything for writing elsewhere.
WATCH = """
import os, sys
allowed = os.path.abspath(sys.argv[sys.argv.index("-o") + 1])
def watch(event, arguments):
    # Not socket.bind: urllib3, which spaCy imports, tries at import whether it could bind to ::1, and sends nothing.
    if event in {"socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname", "subprocess.Popen"}:
        print("FORBIDDEN", event, arguments, file=sys.stderr)
    if event == "open" and isinstance(arguments[0], (str, bytes)):
        path, flags = os.path.abspath(os.fsdecode(arguments[0])), arguments[2]
        writes = flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND)
        if writes and path != allowed and not path.startswith(allowed + os.sep):
            print("FORBIDDEN", event, path, file=sys.stderr)
sys.addaudithook(watch)
from pressextract.cli import main
main()
"""

BASE = {
    "PATH": os.environ["PATH"],
    "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
    "PYTHONDONTWRITEBYTECODE": "1",
}
PLACES = {
    "plain": {"PYTHONHASHSEED": "0", "TZ": "UTC", "LANG": "C.UTF-8", "HOME": "/nonexistent"},
    "far away": {
        "PYTHONHASHSEED": "1",
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONOPTIMIZE": "1",
    },
}


def run(folder: Path, output: Path, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-bb", "-c", WATCH, "run", str(folder), "-o", str(output)]
    return subprocess.run(command, cwd=cwd, env=BASE | variables, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    found = {}
    for place, variables in PLACES.items():
        cwd = tmp_path_factory.mktemp("cwd")
        output = cwd / "out"
        done = run(CORPUS, output, cwd, **variables)
        assert done.returncode == 0, done.stderr
        assert "FORBIDDEN" not in done.stderr, done.stderr
        found[place] = output
    return found


def test_the_corpus_gives_one_whole_record_a_release(outputs: dict[str, Path]) -> None:
    records = list(read_records(outputs["plain"] / "records.jsonl"))
    assert [record.id for record in records] == sorted(path.stem for path in CORPUS.iterdir())
    assert {str(record.status) for record in records} == {"ok"}
    assert [record.id for record in records if not record.mentions] == []


def test_the_same_bytes_anywhere(outputs: dict[str, Path]) -> None:
    plain, far = ((outputs[place] / "records.jsonl").read_bytes() for place in PLACES)
    assert plain == far


def test_bad_neighbours_change_nothing(outputs: dict[str, Path], tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    good = sorted(CORPUS.iterdir())[0]
    (folder / good.name).write_bytes(good.read_bytes())
    for name, content in {"0.txt": b"", "1.txt": b"\x81", "z.txt": b"(" * 200_000, "zz.md": b"\x00" * 50}.items():
        (folder / name).write_bytes(content)
    done = run(folder, tmp_path / "out", tmp_path)
    assert done.returncode == 3
    lines = (tmp_path / "out/records.jsonl").read_bytes().splitlines()
    assert len(lines) == 5
    assert (outputs["plain"] / "records.jsonl").read_bytes().splitlines()[0] == lines[2]
