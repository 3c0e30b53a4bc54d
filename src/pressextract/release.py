"""A release before anything is known about it: its text, where it came from, and what the caller knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from types import MappingProxyType

__all__ = ["Notice", "Provenance", "Release", "release_from_text"]


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader of the record must know: a guess, a loss, a conflict (a `problem` of the record)."""

    code: str
    stage: str
    message: str
    retryable: bool = False


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a release came from; the `source` of its record.

    `path` is relative to the input folder, with "/" separators; `path_b64` is set when the name is not UTF-8;
    `bytes` and `sha256` are those of the file as read.
    """

    path: str | None = None
    path_b64: str | None = None
    part: str | None = None
    media_type: str = "text/plain"
    encoding: str | None = "utf-8"
    bytes: int = 0
    sha256: str = ""
    extra: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Release:
    """One release: decoded text (no BOM, LF line ends) and what the caller knows about it.

    `published` is an ISO date, `issuer` a name, `language` an ISO 639-1 code; each beats the text's own guess.
    """

    text: str
    id: str = "text"
    source: Provenance = Provenance()
    published: str | None = None
    issuer: str | None = None
    language: str | None = None
    notices: tuple[Notice, ...] = ()


def release_from_text(
    text: str,
    *,
    id: str = "text",
    published: str | None = None,
    issuer: str | None = None,
    language: str | None = None,
) -> Release:
    r"""Release made of a string: line ends become LF, a leading BOM goes, the source is the string's UTF-8 bytes.

    Raises:
        ValueError: the text holds lone surrogates and so cannot be written as UTF-8 (`not_encodable`).

    >>> release_from_text("\ufeffA\r\nB").text
    'A\nB'
    """
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError as error:
        message = f"not_encodable: lone surrogate at character {error.start}; decode the bytes before you pass them"
        raise ValueError(message) from error
    clean = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    source = Provenance(bytes=len(data), sha256=sha256(data).hexdigest())
    return Release(clean, id, source, published, issuer, language)
