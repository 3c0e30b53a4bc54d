"""Which files of a folder are releases: found without following links, in the order of their path's bytes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pressextract.errors import InputError, UsageError
from pressextract.readers import assign_ids, display_path, media_type, printable

__all__ = ["Entry", "Listing", "Skipped", "list_inputs"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One input: its path below the root as bytes, its record id, and why it cannot be read when that is known.

    A folder that cannot be listed is an input too, with its error and a path that ends in "/": what stands in it is
    not lost in silence.
    """

    path: bytes
    id: str
    error: InputError | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that looks like an input and is not read, with the reason's code."""

    path: bytes
    code: str


@dataclass(frozen=True, slots=True)
class Listing:
    """What a run reads and what it leaves out, both sorted by path; `root` is what the paths are relative to.

    Links are followed when the caller named the file itself.
    """

    root: Path
    entries: tuple[Entry, ...]
    skipped: tuple[Skipped, ...]
    follow_symlinks: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    path: bytes
    error: InputError | None = None
    skipped: str | None = None


def list_inputs(folder: Path, output: Path) -> Listing:
    """Listing of the .txt and .md files below a folder, or of one file.

    Hidden files and folders and the output folder are left out; symbolic links are listed as skipped.

    Raises:
        UsageError: there is no such folder, or it cannot be listed.
    """
    if folder.is_file():
        path = os.fsencode(folder.name)
        named = (Entry(path, assign_ids([path])[0]),) if media_type(folder.name) else ()
        return Listing(folder.parent, named, (), follow_symlinks=True)
    if not folder.is_dir():
        raise UsageError(f"{printable(str(folder))}: no such folder. Give the folder that holds the releases.")
    found = sorted(_walk(folder, _identity(output)), key=lambda item: item.path)
    inputs = [item for item in found if item.skipped is None]
    ids = assign_ids([item.path for item in inputs])
    entries = tuple(Entry(item.path, id_, item.error) for item, id_ in zip(inputs, ids, strict=True))
    return Listing(folder, entries, tuple(Skipped(item.path, item.skipped) for item in found if item.skipped))


def _identity(path: Path | bytes) -> tuple[int, int] | None:
    try:
        status = os.stat(path)  # noqa: PTH116 (bytes)
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _walk(folder: Path, output: tuple[int, int] | None) -> Iterator[_Found]:
    root = os.fsencode(folder)
    waiting = [b""]  # a stack, not recursion: folders may be nested deeper than Python's
    while waiting:
        below = waiting.pop()
        try:
            with os.scandir(os.path.join(root, below)) as children:  # noqa: PTH118 (bytes)
                shown = [child for child in children if not child.name.startswith(b".")]
        except OSError as error:
            if not below:
                raise UsageError(f"{printable(str(folder))}: cannot be listed ({error.strerror}).") from error
            yield _Found(below, _unlisted(below, error))
            continue
        for child in shown:
            path = below + child.name
            looks_right = media_type(display_path(child.name)[0]) is not None
            if child.is_symlink():
                if looks_right or os.path.isdir(child.path):  # noqa: PTH112 (bytes)
                    yield _Found(path, skipped="symlink_skipped")
            elif child.is_dir(follow_symlinks=False):
                if output is None or _identity(child.path) != output:
                    waiting.append(path + b"/")
            elif looks_right:
                yield _Found(path)


def _unlisted(path: bytes, error: OSError) -> InputError:
    name = printable(display_path(path)[0])
    return InputError("unreadable", f"{name}: folder cannot be listed ({error.strerror}). Check its permissions.")
