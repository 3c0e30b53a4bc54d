"""The command line: exit codes, what goes to which stream, and what is not imported."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from fakes import FakeExtractor
from pressextract import __version__
from pressextract.cli import app
from pressextract.record import json_schema
from pressextract.recordfile import read_records

GOOD = "The CNRS and the University of Tokyo create a centre.\n"
ENVIRONMENT = {
    "PATH": os.environ["PATH"],
    "HOME": os.environ.get("HOME", "/"),
    "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
    "NO_COLOR": "1",
}
MAIN = "from pressextract.cli import main; main()"


@pytest.fixture(autouse=True)
def fake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pressextract.batch.default_extractor", FakeExtractor)
    monkeypatch.setattr("pressextract.batch.run.default_extractor", FakeExtractor)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.txt").write_text(GOOD, encoding="utf-8")
    return tmp_path / "in"


def call(*arguments: str | Path, stdin: bytes = b"") -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin, prog_name="pressextract")


def spawn(*arguments: str | Path, code: str = MAIN, **variables: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(
        command, env=ENVIRONMENT | variables, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )


def test_version_and_help() -> None:
    assert call("--version").stdout == f"pressextract {__version__}\n"
    for command in ("run", "extract", "show", "schema", "score"):
        assert f"\n  {command} " in call("--help").stdout
        assert call(command, "--help").stdout.startswith(f"Usage: pressextract {command}")
        assert call(command, "-h").exit_code == 0


def test_run_writes_records_and_talks_on_stderr(folder: Path, tmp_path: Path) -> None:
    result = call("run", folder, "-o", tmp_path / "out")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith("pressextract: 1 found: 1 ok, 0 partial, 0 failed, 0 skipped; records in ")
    assert [record.id for record in read_records(tmp_path / "out/records.jsonl")] == ["a"]
    assert call("run", folder, "-o", tmp_path / "out", "--quiet").output == ""


def test_run_with_a_bad_file(folder: Path, tmp_path: Path) -> None:
    (folder / "e\x1b[31m.txt").write_bytes(b"")
    result = call("run", folder, "-o", tmp_path / "out", "-q")
    line = "pressextract: e\\x1b[31m.txt: nothing to read in this file. Remove it or put its text in. [empty]\n"
    assert (result.exit_code, result.stdout, result.stderr) == (3, "", line)


def test_run_passes_on_what_the_caller_knows(folder: Path, tmp_path: Path) -> None:
    known = ["--published", "2022-10-04", "--issuer", "CNRS", "--language", "en", "--encoding", "latin1"]
    assert call("run", folder, "-o", tmp_path / "out", *known, "--max-chars", "1000").exit_code == 0
    page = json.loads((tmp_path / "out/manifest.json").read_text(encoding="utf-8"))
    assert page["settings"] == {
        "published": "2022-10-04",
        "issuer": "CNRS",
        "language": "en",
        "encoding": "iso8859-1",
        "max_bytes": 2_000_000,
        "max_characters": 1000,
    }


def test_max_chars(folder: Path, tmp_path: Path) -> None:
    result = call("run", folder, "-o", tmp_path / "out", "--max-chars", "10")
    assert result.exit_code == 3
    assert "a.txt: too large (54 characters, the limit is 10)." in result.stderr


EXITS = [
    ("a missing folder", ["run", "{tmp}/none"], 2, "none: no such folder."),
    ("output is input", ["run", "{tmp}/in", "-o", "{tmp}/in"], 2, "input and output are the same."),
    ("output is a file", ["run", "{tmp}/in", "-o", "{tmp}/in/a.txt"], 2, "the output is a file."),
    ("nothing to read", ["run", "{tmp}/empty"], 4, "no .txt or .md file in it."),
    ("output not writable", ["run", "{tmp}/in", "-o", "/proc/none"], 5, "/proc/none: cannot be written"),
    ("no such day", ["run", "{tmp}/in", "--published", "2023-02-29"], 2, "no such day."),
    ("a day in another form", ["run", "{tmp}/in", "--published", "20220401"], 2, "no such day."),
    ("no language", ["run", "{tmp}/in", "--language", "English"], 2, "no ISO 639-1 code."),
    ("no encoding", ["run", "{tmp}/in", "--encoding", "x"], 2, "unknown encoding 'x'"),
    ("unknown option", ["run", "{tmp}/in", "--jobs"], 2, "--jobs"),
    ("a missing file", ["extract", "{tmp}/none.txt"], 2, "none.txt: no such file."),
    ("a folder as file", ["extract", "{tmp}/in"], 2, "in: a folder."),
    ("show: a missing file", ["show", "{tmp}/none.txt"], 2, "none.txt: no such file."),
    ("show: a bad file", ["show", "{tmp}/bad.txt"], 3, "bad.txt: byte 1 (0x81) cannot be read as cp1252."),
    ("another format", ["show", "{tmp}/a.pdf"], 3, "a.pdf: .pdf files are not read."),
    ("score: no gold", ["score", "{tmp}/none.jsonl", "{tmp}/none.jsonl"], 6, "none.jsonl"),
]


@pytest.mark.parametrize(("arguments", "code", "says"), [row[1:] for row in EXITS], ids=[row[0] for row in EXITS])
def test_exit_codes(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int, says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.pdf").write_bytes(b"%PDF-")
    (tmp_path / "bad.txt").write_bytes(b"a\x81")
    result = call(*(argument.replace("{tmp}", str(folder.parent)) for argument in arguments))
    assert (result.exit_code, result.stdout) == (code, "")
    assert says in result.stderr
    assert "Traceback" not in result.stderr


def test_extract_prints_one_record(folder: Path) -> None:
    result = call("extract", folder / "a.txt", "--issuer", "CNRS")
    assert (result.exit_code, result.stderr, result.stdout.count("\n")) == (0, "", 1)
    record = json.loads(result.stdout)
    assert (record["id"], record["source"]["path"], record["text"]) == ("a", "a.txt", GOOD)
    pretty = call("extract", folder / "a.txt", "--pretty")
    assert pretty.stdout.startswith('{\n  "schema": "pressextract/1",\n')
    assert json.loads(pretty.stdout) == json.loads(call("extract", folder / "a.txt", "--json").stdout)


def test_extract_reads_standard_input() -> None:
    result = call("extract", "-", stdin=b"\xef\xbb\xbfCNRS\r\n")
    record = json.loads(result.stdout)
    assert (record["id"], record["source"]["path"], record["text"]) == ("stdin", None, "CNRS\n")
    assert call("extract", "-", "--max-chars", "3", stdin=b"CNRS").exit_code == 3


def test_extract_follows_the_link_it_is_given(folder: Path) -> None:
    (folder / "link.md").symlink_to("a.txt")
    source = json.loads(call("extract", folder / "link.md").stdout)["source"]
    assert (source["path"], source["media_type"]) == ("link.md", "text/markdown")


@pytest.mark.parametrize(
    ("content", "code"), [(b"", "empty"), (b"a\x81", "bad_encoding"), (b"raise:ValueError", "internal_error")]
)
def test_extract_prints_a_failed_record_too(tmp_path: Path, content: bytes, code: str) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    result = call("extract", tmp_path / "a.txt")
    record = json.loads(result.stdout)
    assert (result.exit_code, record["status"], record["id"]) == (3, "failed", "a")
    assert [problem["code"] for problem in record["problems"]] == [code]
    assert result.stderr == f"pressextract: {record['problems'][0]['message']} [{code}]\n"


def test_show_marks_mentions_without_colour(folder: Path) -> None:
    (folder / "a.txt").write_text("The CNRS\x1b[31m and\n\u202eCNRS.", encoding="utf-8")
    result = call("show", folder / "a.txt")
    assert result.stdout == "The [CNRS|INSTITUTION]\\x1b[31m and\n\\u202e[CNRS|INSTITUTION].\n"
    assert "[control_chars]" in result.stderr
    assert "\x1b" not in result.output


def test_schema() -> None:
    result = call("schema")
    assert json.loads(result.stdout) == json_schema()
    assert (result.exit_code, result.stderr) == (0, "")


def test_score_against_itself(folder: Path, tmp_path: Path) -> None:
    call("run", folder, "-o", tmp_path / "out")
    records = tmp_path / "out/records.jsonl"
    result = call("score", records, records, "--fail-under", "INSTITUTION=1")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("1 releases in gold, 1 scored\n")
    assert json.loads(call("score", records, records, "--json").stdout)["documents"]["scored"] == ["a"]
    assert call("score", records, records, "--errors").stdout.endswith("\n0 mistakes\n")


def test_a_score_below_its_floor_is_printed_and_exit_8(folder: Path, tmp_path: Path) -> None:
    call("run", folder, "-o", tmp_path / "out")
    records = tmp_path / "out/records.jsonl"
    result = call("score", records, records, "--fail-under", "core=0.5", "--fail-under", "PERSON=0.5")
    assert result.exit_code == 8
    assert result.stdout.startswith("1 releases in gold, 1 scored\n")
    assert result.stderr.startswith("pressextract: PERSON has no gold to be measured on")
    assert call("score", records, records, "--fail-under", "beauty=1").exit_code == 2


WATCH = """
import atexit, sys
heavy = {"spacy", "dateparser", "re2", "thinc", "numpy", "ahocorasick_rs", "pressextract.pipeline"}
atexit.register(lambda: print(sorted(heavy & sys.modules.keys()), file=sys.stderr))
from pressextract.cli import main
main()
"""


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], ["run", "--help"], ["schema"], ["run", "none"], ["score", "none", "none"]]
)
def test_what_needs_no_extractor_does_not_load_it(arguments: list[str]) -> None:
    assert spawn(*arguments, code=WATCH).stderr.splitlines()[-1] == b"[]"


def test_scoring_does_not_load_the_extractor(tmp_path: Path) -> None:
    golden = json.loads((Path(__file__).parent / "golden/full_record.json").read_text(encoding="utf-8"))
    (tmp_path / "r.jsonl").write_text(json.dumps(golden) + "\n", encoding="utf-8")
    result = spawn("score", tmp_path / "r.jsonl", tmp_path / "r.jsonl", code=WATCH)
    assert (result.returncode, result.stderr) == (0, b"[]\n")


def test_importing_the_package_is_cheap() -> None:
    code = "import sys, pressextract; print(sorted({'spacy', 'pydantic', 'typer', 'dateparser'} & sys.modules.keys()))"
    assert spawn(code=code).stdout == b"[]\n"


def test_help_starts_fast() -> None:
    def seconds() -> float:  # of the processor: a busy machine must not turn this red
        before = os.times()
        assert spawn("--help").returncode == 0
        after = os.times()
        return after.children_user - before.children_user + after.children_system - before.children_system

    assert min(seconds() for _ in range(5)) < 0.4


FAKE = """
import sys
import pressextract.batch, pressextract.batch.run
from fakes import FakeExtractor
class Fake(FakeExtractor):
    def extract(self, release, /):
        if "wait" in release.text:
            import time
            print("waiting", flush=True)
            time.sleep(60)
        return super().extract(release)
pressextract.batch.default_extractor = pressextract.batch.run.default_extractor = Fake
from pressextract.cli import main
main()
"""


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_signals_leave_nothing_behind(folder: Path, tmp_path: Path, number: signal.Signals, code: int) -> None:
    (folder / "b.txt").write_text("wait", encoding="utf-8")
    command = [sys.executable, "-c", FAKE, "run", str(folder), "-o", str(tmp_path / "out")]
    with subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        if process.stdout is None or process.stderr is None:
            pytest.fail("no pipes")
        assert process.stdout.readline() == b"waiting\n"
        process.send_signal(number)
        assert process.wait(timeout=20) == code
        assert b"Traceback" not in process.stderr.read()
    assert list((tmp_path / "out").iterdir()) == []


def test_debug_shows_the_traceback(folder: Path, tmp_path: Path) -> None:
    (folder / "a.txt").write_text("raise:ValueError", encoding="utf-8")
    result = spawn("--debug", "run", folder, "-o", tmp_path / "out", code=FAKE)
    assert result.returncode == 3
    assert b"Traceback (most recent call last)" in result.stderr
    assert b"internal error (ValueError)" in result.stderr
    assert b"Traceback" not in spawn("run", folder, "-o", tmp_path / "out", code=FAKE).stderr


def test_a_bug_outside_the_documents_is_exit_7(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise ZeroDivisionError("no")

    monkeypatch.setattr("pressextract.batch.run.default_extractor", broken)
    result = call("run", folder, "-o", folder.parent / "out")
    assert result.exit_code == 7
    assert result.stderr.startswith("pressextract: internal error: ZeroDivisionError: no. Run with --debug")


def test_standard_output_closed_or_full() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as closed, Path("/dev/full").open("wb") as full:
        for stream, code, says in [(closed, 141, b""), (full, 5, b"pressextract: standard output cannot be written")]:
            command = [sys.executable, "-c", MAIN, "schema"]
            done = subprocess.run(command, env=ENVIRONMENT, stdout=stream, stderr=subprocess.PIPE, check=False)
            assert done.returncode == code
            assert done.stderr.startswith(says)
            assert len(done.stderr) == 0 or done.stderr.count(b"\n") == 1


def test_output_is_utf8_in_any_locale(folder: Path) -> None:
    (folder / "a.txt").write_text("CNRS à Évry", encoding="utf-8")
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    for command in ("extract", "show"):
        results = [spawn(command, folder / "a.txt", code=FAKE, **variables) for variables in ({}, plain)]
        assert [(result.returncode, result.stderr) for result in results] == [(0, b""), (0, b"")]
        assert results[0].stdout == results[1].stdout
        assert "à Évry".encode() in results[0].stdout
