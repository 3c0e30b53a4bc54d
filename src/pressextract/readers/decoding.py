"""Bytes to text by a fixed ladder, without statistics: the same bytes always give the same text.

Detectors guess wrong on short texts (charset-normalizer reads "Créé à Évry" in Windows-1252 as Mac Latin 2), and a
wrong guess is silent corruption. So: byte order mark, strict UTF-8, UTF-16 that gives itself away by its zero bytes,
Windows-1252 with a notice, or a refusal that names the byte.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper

from pressextract.errors import InputError, UsageError
from pressextract.release import Notice

__all__ = ["Decoded", "check_encoding", "decode"]


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text without byte order mark and with LF line ends, the codec that read it, and what was guessed.

    `encoding` is a Python codec name: the bytes decoded by it, less a leading U+FEFF and with CRLF and CR made LF,
    are the text.
    """

    text: str
    encoding: str
    notices: tuple[Notice, ...] = ()


# UTF-32 LE before UTF-16 LE: its mark begins with the other's.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_SIGNATURES = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP or DOCX"),
    (b"PK\x05\x06", "ZIP"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word 97 (OLE)"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh91AY&SY", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"\x7fELF", "ELF"),
    (b"SQLite format 3\x00", "SQLite"),
)

# What no text is made of; tab, line ends, VT, FF and ESC (ANSI colours) do occur in texts.
_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\v\f\r\x1b")
# Texts with stray NULs stay far below; UTF-16 and UTF-32 in any script, and archives, lie above.
_MAX_CONTROL_SHARE = 0.3
# Random bytes hold 10 % of control characters; a text in an 8-bit encoding next to none.
_MAX_CONTROL_SHARE_8BIT = 0.03

# UTF-8 sequences in the wide sense: also overlong forms, surrogates and values above U+10FFFF.
_SEQUENCE = re.compile(rb"[\xc0-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf7][\x80-\xbf]{3}")
# UTF-8 of « é ’ € and the like, which Windows-1252 would show as "Â«", "Ã©", "â€™", "â‚¬". Other sequences do occur
# in Windows-1252: "é\u00a0»" closes a French quotation and is one three-byte sequence.
_CLEARLY_UTF8 = re.compile(rb"[\xc2\xc3][\x80-\xbf]|\xe2\x80[\x80-\xbf]|\xe2\x82\xac")
_HIGH = re.compile(rb"[\x80-\xff]")

# Python calls these text encodings too, but no file is written in them.
_NOT_OF_FILES = frozenset({"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"})

_SAVE_AS_UTF8 = "Save it as UTF-8, or name its encoding with --encoding."


def decode(data: bytes, *, name: str, encoding: str | None = None) -> Decoded:
    r"""Text of the bytes, by the ladder or in the encoding that the caller names.

    Args:
        data: the whole file.
        name: what messages call it.
        encoding: a codec name; then nothing is guessed.

    Raises:
        InputError: `empty`, `binary` or `bad_encoding`, with the byte where it fails.
        UsageError: no such encoding.

    >>> decode(b"\xef\xbb\xbfCNRS\r\n", name="a.txt")
    Decoded(text='CNRS\n', encoding='utf-8', notices=())
    >>> decoded = decode(b"Universit\xe9", name="a.txt")
    >>> decoded.text, [notice.code for notice in decoded.notices]
    ('Université', ['encoding_guessed'])
    """
    decoded = _climb(data, name) if encoding is None else _named(data, name, encoding)
    text = decoded.text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not any(char.isprintable() and not char.isspace() for char in text):
        raise InputError("empty", f"{name}: nothing to read in this file. Remove it or put its text in.")
    return Decoded(text, decoded.encoding, decoded.notices)


def check_encoding(encoding: str) -> str:
    """Python's own name of a text encoding.

    Raises:
        UsageError: no such encoding, or one that is not of text.

    >>> check_encoding("Latin1")
    'iso8859-1'
    """
    reason = f"unknown encoding {encoding!r}: give a name such as utf-8, cp1252 or utf-16"
    try:
        TextIOWrapper(BytesIO(), encoding=encoding)  # unlike the lookup, refuses codecs that are not of text
        codec = codecs.lookup(encoding).name
    except (LookupError, ValueError) as error:
        raise UsageError(reason) from error
    if codec in _NOT_OF_FILES:
        raise UsageError(reason)
    return codec


def _named(data: bytes, name: str, encoding: str) -> Decoded:
    codec = check_encoding(encoding)
    decoded = _strict(data, name, codec)
    try:
        decoded.text.encode("utf-8")  # utf-7 lets lone surrogates through
    except UnicodeEncodeError as error:
        reason = f"{name}: read as {codec}, character {error.start} is half of a surrogate pair. {_SAVE_AS_UTF8}"
        raise InputError("bad_encoding", reason, stage="decode") from error
    return decoded


def _climb(data: bytes, name: str) -> Decoded:
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _strict(data, name, codec)
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise _binary(name, f"a {kind} file")
    utf16 = _utf16_without_mark(data)
    if utf16 is not None:
        return _guessed(_strict(data, name, utf16), "no byte order mark, but zero bytes as in UTF-16")
    share = _control_share(data)
    if share > _MAX_CONTROL_SHARE:
        raise _binary(name, f"{share:.0%} control characters")
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        first_bad = error.start
    if share > _MAX_CONTROL_SHARE_8BIT or b"\x00" in data:
        raise _binary(name, "neither UTF-8 nor text in another encoding")
    _refuse_damaged_utf8(data, name, first_bad)
    return _guessed(_strict(data, name, "cp1252"), f"byte {first_bad} is not UTF-8")


def _strict(data: bytes, name: str, codec: str) -> Decoded:
    try:
        return Decoded(data.decode(codec), codec)
    except UnicodeDecodeError as error:
        bad = data[error.start : error.start + 1].hex()
        reason = f"{name}: byte {error.start} (0x{bad}) cannot be read as {codec}. {_SAVE_AS_UTF8}"
        raise InputError("bad_encoding", reason, stage="decode") from error


def _guessed(decoded: Decoded, why: str) -> Decoded:
    message = f"{why}; read as {decoded.encoding}. If letters look wrong, name the encoding with --encoding"
    return Decoded(decoded.text, decoded.encoding, (Notice("encoding_guessed", "decode", message),))


def _binary(name: str, why: str) -> InputError:
    return InputError("binary", f"{name}: not plain text ({why}). Give its text as UTF-8.", stage="decode")


def _control_share(data: bytes) -> float:
    return (len(data) - len(data.translate(None, _CONTROLS))) / max(len(data), 1)


def _utf16_without_mark(data: bytes) -> str | None:
    """Codec of Latin text in UTF-16 without a mark: every other byte is zero, the bytes between are not."""
    if len(data) < 4 or len(data) % 2:
        return None
    units = len(data) // 2
    zeros = data[0::2].count(0) / units, data[1::2].count(0) / units
    if min(zeros) > 0.05 or max(zeros) < 0.5:
        return None
    codec = "utf-16-le" if zeros[1] > zeros[0] else "utf-16-be"
    text = data.decode(codec, "replace")
    return codec if _control_share(text.encode("utf-8")) <= _MAX_CONTROL_SHARE_8BIT else None


def _refuse_damaged_utf8(data: bytes, name: str, first_bad: int) -> None:
    """Raise when the bytes are UTF-8 with damage, or lines of two encodings: as Windows-1252 they would be mojibake."""
    sequences = sum(1 for _ in _SEQUENCE.finditer(data))
    alone = len(_HIGH.findall(_SEQUENCE.sub(b"", data)))
    clear = _CLEARLY_UTF8.search(data)
    if clear is None and sequences <= alone:
        return
    good = "" if clear is None else f" while byte {clear.start()} begins a UTF-8 character"
    reason = f"{name}: byte {first_bad} (0x{data[first_bad]:02x}) is not UTF-8{good}: damaged or mixed encodings. "
    raise InputError("bad_encoding", reason + _SAVE_AS_UTF8, stage="decode")
