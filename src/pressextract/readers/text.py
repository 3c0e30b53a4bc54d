"""Plain text and Markdown files to releases: opened so that nothing blocks, follows a link or reads past the limit."""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from pressextract.errors import InputError, UsageError
from pressextract.readers.decoding import decode
from pressextract.readers.names import assign_ids, display_path, media_type, printable
from pressextract.readers.notices import text_notices
from pressextract.release import Provenance, Release

__all__ = ["Limits", "RawFile", "read_bytes", "read_file", "read_named", "read_release", "to_release"]


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of one release is read: bytes of the file, characters (code points) of its text."""

    bytes: int = 2_000_000
    characters: int = 200_000

    @classmethod
    def of_characters(cls, characters: int) -> Limits:
        """Limits for texts of that many characters: at least the default bytes, and room for UTF-32.

        >>> Limits.of_characters(1_000_000)
        Limits(bytes=4000004, characters=1000000)
        """
        return cls(max(cls().bytes, 4 * characters + 4), characters)


@dataclass(frozen=True, slots=True)
class RawFile:
    """The bytes of one file and where they came from; `source.encoding` is not known yet."""

    id: str
    data: bytes
    source: Provenance

    @property
    def name(self) -> str:
        """What messages call the file."""
        return printable(self.source.path or self.id)


def read_release(path: Path, *, root: Path, limits: Limits, encoding: str | None = None) -> Release:
    """Release in a .txt or .md file (or one without suffix), its source described relative to the root.

    Args:
        path: the file; a symbolic link is refused.
        root: the input folder, of which `path` is below.
        limits: bytes and characters.
        encoding: codec name; None climbs the ladder of `decoding.decode`.

    Raises:
        InputError: `unsupported_format`, `not_regular`, `symlink_skipped`, `unreadable`, `too_large`,
            `changed_during_read`, `empty`, `binary`, `bad_encoding`.
        UsageError: no such encoding.
    """
    return to_release(read_file(path, root=root, limits=limits), limits=limits, encoding=encoding)


def read_file(path: Path, *, root: Path, limits: Limits, follow_symlinks: bool = False) -> RawFile:
    """Bytes of one file, with their count and SHA-256; see `read_release` for errors.

    The id is the relative path without suffix; a folder with colliding ids gives its files ids of `assign_ids`.
    """
    relative = os.fsencode(path.relative_to(root))
    shown, path_b64 = display_path(relative)
    name = printable(shown)
    kind = media_type(path.name)
    if path.suffix and kind is None:
        reason = f"{name}: {printable(path.suffix)} files are not read. Give the release as .txt or .md."
        raise InputError("unsupported_format", reason)
    data = _bytes_of(path, name, limits, follow_symlinks=follow_symlinks)
    source = Provenance(
        path=shown,
        path_b64=path_b64,
        media_type=kind or "text/plain",
        encoding=None,
        bytes=len(data),
        sha256=sha256(data).hexdigest(),
    )
    return RawFile(assign_ids([relative])[0], data, source)


def read_named(path: Path, *, limits: Limits) -> RawFile:
    """Bytes of a file that the user named: links are followed, the source is its name without the folder.

    Raises:
        UsageError: no such file, or a folder.
        InputError: see `read_release`.
    """
    if path.is_dir():
        raise UsageError(f"{printable(str(path))}: a folder. Read it with: pressextract run")
    if not path.exists():
        raise UsageError(f"{printable(str(path))}: no such file.")
    return read_file(path, root=path.parent, limits=limits, follow_symlinks=True)


def read_bytes(stream: BinaryIO, *, id: str, limits: Limits) -> RawFile:
    """All bytes of a stream such as standard input, as a file without path.

    Raises:
        InputError: `too_large`, after one byte more than the limit.
    """
    data = stream.read(limits.bytes + 1)
    if len(data) > limits.bytes:
        raise _too_large(id, f"more than {limits.bytes:,} bytes")
    return RawFile(id, data, Provenance(encoding=None, bytes=len(data), sha256=sha256(data).hexdigest()))


def to_release(raw: RawFile, *, limits: Limits, encoding: str | None = None) -> Release:
    """Release of the bytes: decoded, measured against the limit, with notices about its characters.

    Raises:
        InputError: `empty`, `binary`, `bad_encoding`, `too_large`.
        UsageError: no such encoding.
    """
    decoded = decode(raw.data, name=raw.name, encoding=encoding)
    if len(decoded.text) > limits.characters:
        raise _too_large(raw.name, f"{len(decoded.text):,} characters, the limit is {limits.characters:,}")
    source = replace(raw.source, encoding=decoded.encoding)
    return Release(decoded.text, raw.id, source, notices=decoded.notices + text_notices(decoded.text))


def _too_large(name: str, size: str) -> InputError:
    return InputError("too_large", f"{name}: too large ({size}). Split it, or raise the limit with --max-chars.")


def _bytes_of(path: Path, name: str, limits: Limits, *, follow_symlinks: bool) -> bytes:
    # O_NONBLOCK: opening a FIFO must not wait for a writer. It changes nothing for regular files.
    flags = os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC | (0 if follow_symlinks else os.O_NOFOLLOW)
    try:
        descriptor = os.open(path, flags)
        try:
            return _read(descriptor, name, limits)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise _refusal(error, name) from error


def _read(descriptor: int, name: str, limits: Limits) -> bytes:
    before = os.fstat(descriptor)
    if not stat.S_ISREG(before.st_mode):
        raise _not_regular(name)
    if before.st_size > limits.bytes:
        raise _too_large(name, f"{before.st_size:,} bytes, the limit is {limits.bytes:,}")
    pieces = []
    room = before.st_size + 1  # one more than expected, to see a file that grows
    while room and (piece := os.read(descriptor, room)):
        pieces.append(piece)
        room -= len(piece)
    data = b"".join(pieces)
    after = os.fstat(descriptor)
    if len(data) != before.st_size or (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
        raise _changed(name)
    return data


def _not_regular(name: str) -> InputError:
    return InputError("not_regular", f"{name}: not a regular file. Give the file that holds the text.")


def _changed(name: str) -> InputError:
    reason = f"{name}: changed or removed while it was read. Run again when nobody writes to it."
    return InputError("changed_during_read", reason, retryable=True)


def _refusal(error: OSError, name: str) -> InputError:
    if error.errno == errno.ELOOP:
        return InputError("symlink_skipped", f"{name}: a symbolic link. Give the file itself.")
    if error.errno in {errno.ENOENT, errno.ENOTDIR}:
        return _changed(name)
    if error.errno in {errno.ENXIO, errno.ENODEV}:  # a socket, a device that is not there
        return _not_regular(name)
    transient = error.errno in {errno.EIO, errno.EMFILE, errno.ENFILE, errno.ESTALE, errno.EAGAIN}
    reason = f"{name}: cannot be read ({error.strerror}). Check the file and its permissions."
    return InputError("unreadable", reason, retryable=transient)
