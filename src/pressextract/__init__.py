"""Facts from press releases about research collaborations, each value pointing at the characters that say it.

>>> from pressextract import extract
>>> record = extract("PARIS – 4 October 2022. The CNRS and the University of Tokyo create a joint centre.")
>>> [(mention.label.value, mention.text) for mention in record.mentions if mention.label == "INSTITUTION"]
[('INSTITUTION', 'CNRS'), ('INSTITUTION', 'University of Tokyo')]
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pressextract.errors import (
        BelowFloor,
        GoldMismatch,
        InputError,
        KnowledgeError,
        NothingToRead,
        OutputError,
        PressExtractError,
        RecordFileError,
        UsageError,
    )
    from pressextract.pipeline import Extractor
    from pressextract.record import Record
    from pressextract.recordfile import read_records
    from pressextract.release import Release

__version__ = "0.1.0"

__all__ = [
    "BelowFloor",
    "Extractor",
    "GoldMismatch",
    "InputError",
    "KnowledgeError",
    "NothingToRead",
    "OutputError",
    "PressExtractError",
    "Record",
    "RecordFileError",
    "Release",
    "UsageError",
    "extract",
    "extract_file",
    "read_records",
]

_MODULES = {"Extractor": "pipeline", "Record": "record", "Release": "release", "read_records": "recordfile"}


def __getattr__(name: str) -> object:
    """The public names, imported when they are asked for: `import pressextract` must not import spaCy (PEP 562)."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES.get(name, 'errors')}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


@lru_cache(maxsize=1)
def _default_extractor() -> Extractor:
    from pressextract.pipeline import Extractor

    return Extractor()


def extract(
    text: str, *, published: str | None = None, issuer: str | None = None, language: str | None = None
) -> Record:
    """Record of one release, given as a string.

    Args:
        text: the release; offsets of the record count its code points, after CRLF and CR became LF.
        published: day of publication, ISO; beats what the text says.
        issuer: name of the publishing organisation; beats what the text says.
        language: ISO 639-1 code; beats the guess.

    Raises:
        ValueError: the text holds lone surrogates (`not_encodable`).
    """
    return _default_extractor().extract(text, published=published, issuer=issuer, language=language)


def extract_file(
    path: str | Path,
    *,
    published: str | None = None,
    issuer: str | None = None,
    language: str | None = None,
    encoding: str | None = None,
) -> Record:
    """Record of the release in one .txt or .md file.

    Args:
        path: the file; its name is the source of the record, without its folder.
        published: day of publication, ISO; beats what the text says.
        issuer: name of the publishing organisation; beats what the text says.
        language: ISO 639-1 code; beats the guess.
        encoding: codec name; None goes by byte order mark, then UTF-8, then Windows-1252 with a problem in the record.

    Raises:
        UsageError: no such file or encoding.
        InputError: it cannot be read: `empty`, `binary`, `bad_encoding`, `too_large` and so on.
    """
    from dataclasses import replace

    from pressextract.readers import Limits, read_named, to_release

    limits = Limits()
    release = to_release(read_named(Path(path), limits=limits), limits=limits, encoding=encoding)
    known = replace(release, published=published, issuer=issuer, language=language)
    return _default_extractor().extract(known)
