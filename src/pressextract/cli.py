"""The command line: data to standard output, talk to standard error, exit codes as in docs/cli.md.

Every import of weight stands inside the command that needs it: `--help`, `schema` and `score` start without spaCy.
"""

from __future__ import annotations

import contextlib
import functools
import logging
import os
import re
import signal
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pressextract import __version__
from pressextract.errors import OutputError, PressExtractError, UsageError

if TYPE_CHECKING:
    from pressextract.batch import RunSettings, RunSummary
    from pressextract.record import Record

__all__ = ["app", "main"]

_log = logging.getLogger("pressextract")

_INTERNAL_ERROR = 7
_INTERRUPTED = 130
_PIPE_CLOSED = 141
_TERMINATED = 143

app = typer.Typer(
    name="pressextract",
    help="Facts from press releases about research collaborations, each value pointing at the characters that say it.",
    rich_markup_mode=None,  # plain help: typer with rich's would load a third more modules
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Published = Annotated[str | None, typer.Option(metavar="DATE", help="Day of publication, YYYY-MM-DD.")]
Issuer = Annotated[str | None, typer.Option(metavar="NAME", help="Organisation that published the releases.")]
Language = Annotated[str | None, typer.Option(metavar="CODE", help="ISO 639-1 code of the language, e.g. en.")]
Encoding = Annotated[str | None, typer.Option(metavar="NAME", help="Encoding of the files; nothing is guessed then.")]
MaxChars = Annotated[int, typer.Option(min=1, metavar="N", help="Longest text that is read, in characters.")]


def main() -> None:
    """Run the command line and exit with its code."""
    app(prog_name="pressextract")


def _guarded(command: Callable[..., None]) -> Callable[..., None]:
    """Command whose errors become one line on standard error and an exit code."""

    @functools.wraps(command)
    def guarded(*args: Any, **options: Any) -> None:
        try:
            command(*args, **options)
        except PressExtractError as error:
            _log.debug("%s", type(error).__name__, exc_info=True)
            code = getattr(error, "code", None)
            _say(f"{error} [{code}]" if code else str(error))
            raise typer.Exit(error.exit_code) from error
        except BrokenPipeError as error:
            _mute(sys.stdout)
            raise typer.Exit(_PIPE_CLOSED) from error
        except KeyboardInterrupt as error:
            _say("interrupted; nothing was published")
            raise typer.Exit(_INTERRUPTED) from error
        except (typer.Exit, typer.Abort):
            raise
        except Exception as error:
            _log.debug("internal error", exc_info=True)
            _say(f"internal error: {type(error).__name__}: {error}. Run with --debug and report what it prints.")
            raise typer.Exit(_INTERNAL_ERROR) from error

    return guarded


def _say(message: str) -> None:
    from pressextract.readers import printable

    typer.echo(f"pressextract: {printable(message, keep_lines=True)}", err=True)


def _emit(text: str) -> None:
    """Write data to standard output: UTF-8 whatever the locale says."""
    try:
        sys.stdout.buffer.write(text.encode("utf-8"))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        _mute(sys.stdout)
        raise OutputError(f"standard output cannot be written ({error.strerror})") from error


def _mute(stream: Any) -> None:
    """Send what the stream still holds to nowhere, or Python would complain when it flushes at the end."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"pressextract {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[  # noqa: ARG001 (typer calls back)
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Print tracebacks to standard error.")] = False,
) -> None:
    """Facts from press releases about research collaborations, each value pointing at the characters that say it."""
    if debug:
        logging.basicConfig(stream=sys.stderr, format="%(name)s: %(message)s")
        _log.setLevel(logging.DEBUG)


@app.command()
@_guarded
def run(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Folder of .txt and .md files, or one such file.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="Folder of the results.")] = Path(
        "output"
    ),
    published: Published = None,
    issuer: Issuer = None,
    language: Language = None,
    encoding: Encoding = None,
    max_chars: MaxChars = 200_000,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")] = False,
) -> None:
    """Read every release of a folder and write records.jsonl, one record per release."""
    from pressextract.batch import run_folder

    settings = _settings(published, issuer, language, encoding=encoding, max_chars=max_chars)
    with _ended_by_sigterm(), _progress(shown=not quiet and sys.stderr.isatty()) as advance:

        def on_record(record: Record, number: int, total: int) -> None:
            if record.status == "failed":
                _say_problems(record)
            advance(number, total)

        summary = run_folder(folder, output, settings, on_record=on_record)
    if not quiet:
        _say_summary(summary)
    raise typer.Exit(summary.exit_code)


@app.command()
@_guarded
def extract(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A .txt or .md file; - reads standard input.")],
    pretty: Annotated[
        bool | None,
        typer.Option("--pretty/--json", help="Indented, or one line. [default: indented on a terminal]"),
    ] = None,
    published: Published = None,
    issuer: Issuer = None,
    language: Language = None,
    encoding: Encoding = None,
    max_chars: MaxChars = 200_000,
) -> None:
    """Print the record of one release as JSON."""
    from pressextract.batch import json_line

    record = _record_of(file, _settings(published, issuer, language, encoding=encoding, max_chars=max_chars))
    wide = sys.stdout.isatty() if pretty is None else pretty
    _emit((record.model_dump_json(indent=2) if wide else json_line(record)) + "\n")
    if record.status == "failed":
        _say_problems(record)
        raise typer.Exit(3)


@app.command()
@_guarded
def show(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A .txt or .md file; - reads standard input.")],
    published: Published = None,
    issuer: Issuer = None,
    language: Language = None,
    encoding: Encoding = None,
    max_chars: MaxChars = 200_000,
) -> None:
    """Print the text of one release with its mentions marked, in colour on a terminal."""
    from pressextract.show import print_record

    record = _record_of(file, _settings(published, issuer, language, encoding=encoding, max_chars=max_chars))
    _say_problems(record)
    if record.status == "failed":
        raise typer.Exit(3)
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")
    print_record(record, sys.stdout)
    _emit("")


@app.command()
@_guarded
def schema() -> None:
    """Print the JSON Schema of a record."""
    import json

    from pressextract.record import json_schema

    _emit(json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n")


@app.command()
@_guarded
def score(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Gold, a JSONL file.")],
    records: Annotated[Path, typer.Argument(metavar="RECORDS", help="Records, a JSONL file.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")] = False,
    errors: Annotated[bool, typer.Option("--errors", help="List what was missed, spurious or wrong.")] = False,
    fail_under: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=VALUE", help="Exit with 8 when this figure is below the value; may be repeated."),
    ] = None,
) -> None:
    """Compare records with gold."""
    from pressextract.score import FloorMissed, run_score

    try:
        _emit(run_score(gold, records, as_json=as_json, errors=errors, fail_under=fail_under or ()))
    except FloorMissed as missed:
        _emit(missed.report)
        raise


def _settings(
    published: str | None, issuer: str | None, language: str | None, *, encoding: str | None, max_chars: int
) -> RunSettings:
    from pressextract.batch import RunSettings
    from pressextract.readers import Limits, check_encoding

    if published is not None and not _is_day(published):
        raise UsageError(f"--published {published!r}: no such day. Write it as YYYY-MM-DD.")
    if language is not None and not re.fullmatch("[a-z]{2}", language):
        raise UsageError(f"--language {language!r}: no ISO 639-1 code. Write two small letters, e.g. en.")
    codec = None if encoding is None else check_encoding(encoding)
    return RunSettings(published, issuer, language, codec, Limits.of_characters(max_chars))


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _record_of(file: Path, settings: RunSettings) -> Record:
    """Record of one file that the user named, or of standard input; links are followed."""
    from pressextract.batch import default_extractor, record_of
    from pressextract.readers import assign_ids, display_path, read_bytes, read_named
    from pressextract.release import Provenance

    if str(file) == "-":
        read = functools.partial(read_bytes, sys.stdin.buffer, id="stdin", limits=settings.limits)
        return record_of("stdin", Provenance(encoding=None), read, settings, default_extractor())
    name = os.fsencode(file.name)
    path, path_b64 = display_path(name)
    source = Provenance(path, path_b64, encoding=None)
    read = functools.partial(read_named, file, limits=settings.limits)
    return record_of(assign_ids([name])[0], source, read, settings, default_extractor())


def _say_problems(record: Record) -> None:
    for problem in record.problems:
        _say(f"{problem.message} [{problem.code}]")


def _say_summary(summary: RunSummary) -> None:
    read = f"{summary.ok} ok, {summary.partial} partial, {summary.failed} failed, {summary.skipped} skipped"
    _say(f"{summary.discovered} found: {read}; records in {summary.records} ({summary.seconds:.1f} s)")


@contextlib.contextmanager
def _progress(*, shown: bool) -> Iterator[Callable[[int, int], None]]:
    """Function to call with how many are done of how many; draws a bar on standard error."""
    if not shown:
        yield lambda number, total: None  # noqa: ARG005
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("releases", total=None)
        yield lambda number, total: bar.update(task, completed=number, total=total)


@contextlib.contextmanager
def _ended_by_sigterm() -> Iterator[None]:
    """Let SIGTERM unwind the block, so that no draft is left behind."""

    def leave(_signal: int, _frame: object) -> None:
        raise SystemExit(_TERMINATED)

    before = signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
