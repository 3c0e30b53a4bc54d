"""One run: every input of a folder becomes one line, in the order of the listing."""

from __future__ import annotations

import logging
import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from pressextract.batch.listing import Entry, Listing, list_inputs
from pressextract.batch.manifest import manifest
from pressextract.batch.writing import json_line, prepare_folder, replacing
from pressextract.errors import InputError, NothingToRead, UsageError
from pressextract.readers import Limits, RawFile, check_encoding, display_path, printable, read_file, to_release
from pressextract.release import Notice, Provenance, Release

if TYPE_CHECKING:
    from pressextract.record import Record

__all__ = [
    "MANIFEST",
    "RECORDS",
    "RunSettings",
    "RunSummary",
    "SupportsExtract",
    "default_extractor",
    "record_of",
    "run_folder",
]

RECORDS = "records.jsonl"
MANIFEST = "manifest.json"

_log = logging.getLogger(__name__)


class SupportsExtract(Protocol):
    """What a run needs of `pressextract.Extractor`."""

    @property
    def fingerprint(self) -> str:
        """Name of everything that decides what the records say."""

    def extract(self, release: Release, /) -> Record:
        """Record of one release."""

    def failed_record(self, id: str, source: Provenance, problems: Iterable[Notice], /) -> Record:
        """Record of a document that could not be read."""


@dataclass(frozen=True, slots=True)
class RunSettings:
    """What the caller knows of every release of a folder, and how much of each is read."""

    published: str | None = None
    issuer: str | None = None
    language: str | None = None
    encoding: str | None = None
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class RunSummary:
    """Counts of a finished run: `ok + partial + failed + skipped` is what was found."""

    records: Path
    ok: int
    partial: int
    failed: int
    skipped: int
    seconds: float

    @property
    def discovered(self) -> int:
        """How many inputs were found, links included."""
        return self.ok + self.partial + self.failed + self.skipped

    @property
    def exit_code(self) -> int:
        """0 when every document was read, 3 when one failed."""
        return 3 if self.failed else 0


def run_folder(
    folder: Path,
    output: Path,
    settings: RunSettings,
    *,
    extractor: SupportsExtract | None = None,
    on_record: Callable[[Record, int, int], None] | None = None,
) -> RunSummary:
    """Summary of a run that wrote `output/records.jsonl` and `output/manifest.json`.

    Args:
        folder: folder of .txt and .md files, or one such file.
        output: folder of the results, made when it is not there; it may lie inside the input.
        settings: what is known of the releases.
        extractor: what makes the records; None makes a `pressextract.Extractor`.
        on_record: called after each record with the record, its number (from 1) and how many there will be.

    Raises:
        UsageError: no such folder, the output is the input or a file, an unknown encoding.
        NothingToRead: no .txt or .md file in it.
        OutputError: the output cannot be written; what stood there before is unchanged.
    """
    started, begun = time.time(), time.monotonic()
    listing = _checked_listing(folder, output, settings)
    prepare_folder(output, (RECORDS, MANIFEST))
    chosen = default_extractor() if extractor is None else extractor
    status: Counter[str] = Counter()
    codes: Counter[str] = Counter()
    with replacing(output / RECORDS) as draft:
        for number, record in enumerate(_records(listing, settings, chosen), 1):
            draft.write(json_line(record) + "\n")
            status[record.status] += 1
            codes.update({problem.code for problem in record.problems})
            if on_record is not None:
                on_record(record, number, len(listing.entries))
    counts = status["ok"], status["partial"], status["failed"], len(listing.skipped)
    summary = RunSummary(output / RECORDS, *counts, time.monotonic() - begun)
    with replacing(output / MANIFEST) as page:
        page.write(manifest(listing, settings, summary, codes=codes, draft=draft, made=(chosen.fingerprint, started)))
    return summary


def _checked_listing(folder: Path, output: Path, settings: RunSettings) -> Listing:
    if settings.encoding is not None:
        check_encoding(settings.encoding)
    if folder.exists() and output.exists() and folder.samefile(output):
        raise UsageError(f"{printable(str(output))}: input and output are the same. Name another folder with -o.")
    listing = list_inputs(folder, output)
    if not listing.entries:
        raise NothingToRead(f"{printable(str(folder))}: no .txt or .md file in it. Give a folder that holds releases.")
    return listing


def default_extractor() -> SupportsExtract:
    """`pressextract.Extractor` as it comes."""
    from pressextract.pipeline import Extractor  # imports spaCy: only when there is something to read

    return Extractor()


def _records(listing: Listing, settings: RunSettings, extractor: SupportsExtract) -> Iterator[Record]:
    """Records in the order of the listing; the one place to change for workers."""
    for entry in listing.entries:
        shown, path_b64 = display_path(entry.path)
        source = Provenance(path=shown, path_b64=path_b64, encoding=None)
        yield record_of(entry.id, source, partial(_read, entry, listing, settings), settings, extractor)


def _read(entry: Entry, listing: Listing, settings: RunSettings) -> RawFile:
    if entry.error is not None:
        raise entry.error
    path = listing.root / os.fsdecode(entry.path)
    return read_file(path, root=listing.root, limits=settings.limits, follow_symlinks=listing.follow_symlinks)


def record_of(
    id: str,
    source: Provenance,
    read: Callable[[], RawFile],
    settings: RunSettings,
    extractor: SupportsExtract,
) -> Record:
    """Record of one input, `failed` when it cannot be read or extracted: no document ends the run of the others.

    Args:
        id: of the record.
        source: what is known of it before it is read.
        read: gives its bytes, or raises.
        settings: what is known of the release.
        extractor: what makes the record.

    Raises:
        UsageError: settings or knowledge files that would fail every document.
    """
    try:
        raw = read()
        source = raw.source
        release = to_release(raw, limits=settings.limits, encoding=settings.encoding)
        source = release.source
        known = (settings.published, settings.issuer, settings.language)
        return extractor.extract(Release(release.text, id, source, *known, release.notices))
    except InputError as error:
        problem = Notice(error.code, error.stage, error.message, error.retryable)
    except UsageError:
        raise
    except Exception as error:  # the batch boundary: a bug met in one document must not cost the others
        name = printable(source.path or id)
        _log.debug("%s", name, exc_info=True)
        # The type alone: messages of unforeseen errors may hold addresses and paths, and records must not.
        reason = f"{name}: internal error ({type(error).__name__}). Run with --debug and report what it prints."
        problem = Notice("internal_error", "extract", reason)
    return extractor.failed_record(id, source, (problem,))
