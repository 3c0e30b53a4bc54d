"""Files that are either the old or the complete new one, whenever the program ends."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from pressextract.errors import OutputError, UsageError
from pressextract.readers import printable

if TYPE_CHECKING:
    from pressextract.record import Record

__all__ = ["Draft", "json_line", "prepare_folder", "replacing"]

# Line ends to str.splitlines() and to many editors, though not to JSON: escaped so that one record is one line for all.
_LINE_ENDS = (("\x85", r"\u0085"), ("\u2028", r"\u2028"), ("\u2029", r"\u2029"))


def json_line(record: Record) -> str:
    """The record as one line of JSON, without its line end."""
    line = record.model_dump_json()
    for character, escape in _LINE_ENDS:  # str.translate takes 7 ms for a record of 60 kB, this 7 µs
        line = line.replace(character, escape)
    return line


class Draft:
    """A file being written beside its final name; counts and hashes what went in."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self._path = path
        self._file = file
        self._hash = sha256()
        self.bytes = 0

    def write(self, text: str) -> None:
        """Append the text as UTF-8.

        Raises:
            OutputError: it cannot be written (disk full, quota).
        """
        data = text.encode("utf-8")
        with _as_output_error(self._path):
            self._file.write(data)
        self._hash.update(data)
        self.bytes += len(data)

    @property
    def sha256(self) -> str:
        """SHA-256 of everything written so far, in hex."""
        return self._hash.hexdigest()


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Draft]:
    """Draft that takes the place of the file when the block ends, and vanishes when it raises.

    Raises:
        OutputError: the draft cannot be made, written or put in place; then the old file is as it was.
    """
    # Our own name rather than tempfile's: the published file gets the permissions that the user's umask says.
    temporary = path.with_name(f".{path.name}.{os.getpid()}-{secrets.token_hex(4)}.tmp")
    with _as_output_error(path):
        file = os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666), "wb")
    try:
        yield Draft(path, file)
        with _as_output_error(path):
            file.flush()
            _sync(file.fileno())
            file.close()
            temporary.replace(path)
            _sync_folder(path.parent)
    except BaseException:
        with contextlib.suppress(OSError):
            file.close()  # flushes once more, which fails again on a full disk
        temporary.unlink(missing_ok=True)
        raise


def prepare_folder(folder: Path, names: tuple[str, ...]) -> None:
    """Make the folder, and show that the files of these names can be written in it, before any work is done.

    Raises:
        UsageError: the folder is a file.
        OutputError: it cannot be made or written.
    """
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{printable(str(folder))}: the output is a file. Name a folder with -o.")
    with _as_output_error(folder):
        folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        if (folder / name).is_dir():
            raise OutputError(f"{printable(str(folder / name))}: is a folder. Move it, or name another output with -o.")
    trial = folder / f".trial.{os.getpid()}-{secrets.token_hex(4)}.tmp"
    with _as_output_error(folder):
        try:
            trial.write_bytes(b"\n" * 4096)
        finally:
            trial.unlink(missing_ok=True)


@contextlib.contextmanager
def _as_output_error(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = f"{printable(str(path))}: cannot be written ({error.strerror}). "
        advice = "Check the space and the permissions there, or name another output with -o."
        raise OutputError(reason + advice) from error


def _sync(descriptor: int) -> None:
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:  # file systems that cannot
            raise


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        _sync(descriptor)
    finally:
        os.close(descriptor)
