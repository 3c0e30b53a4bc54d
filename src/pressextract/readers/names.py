"""Names of files: as shown, as stored, and as record ids."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from types import MappingProxyType

__all__ = ["MEDIA_TYPES", "assign_ids", "display_path", "media_type", "printable"]

MEDIA_TYPES = MappingProxyType({".txt": "text/plain", ".md": "text/markdown"})

# What a terminal would obey rather than show: C0, DEL, C1, line and paragraph separators, bidi overrides and
# isolates; lone surrogates because they cannot be written as UTF-8.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_UNSAFE_IN_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: str, *, keep_lines: bool = False) -> str:
    r"""Text with control and bidi characters spelled out, so that a terminal shows them instead of obeying.

    Args:
        text: a name, a message, a release.
        keep_lines: leave newlines and tabs as they are.

    >>> printable("a\x1b[31m.txt"), printable("é – 29\u00a0%")
    ('a\\x1b[31m.txt', 'é – 29\xa0%')
    """
    return (_UNSAFE_IN_TEXT if keep_lines else _UNSAFE).sub(_spelled, text)


def _spelled(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode("ascii")


def display_path(path: bytes) -> tuple[str, str | None]:
    r"""Path as a string that can be written as UTF-8, and its bytes in base64 when they are not UTF-8.

    >>> display_path(b"a/b.txt"), display_path(b"\xe9.txt")
    (('a/b.txt', None), ('\\xe9.txt', '6S50eHQ='))
    """
    try:
        return path.decode("utf-8"), None
    except UnicodeDecodeError:
        return path.decode("utf-8", "backslashreplace"), b64encode(path).decode("ascii")


def media_type(name: str) -> str | None:
    """Media type of a file that pressextract reads, by its suffix in any case; None for other files.

    >>> media_type("a/B.TXT"), media_type("a.pdf"), media_type("a")
    ('text/plain', None, None)
    """
    return MEDIA_TYPES.get("." + name.rpartition(".")[2].lower()) if "." in name else None


def assign_ids(paths: Sequence[bytes]) -> list[str]:
    """Record ids of a listing, in its order: the relative path without suffix.

    Where several files would get one id, each of them keeps its suffix; and a file whose plain id equals a kept one
    keeps its suffix too, until all differ. The order of the listing does not matter. Names that are not UTF-8 may
    look like another name when shown: those get the first characters of the SHA-256 of their bytes.

    >>> assign_ids([b"a.txt", b"b.txt", b"b.md", b"c/a.txt"])
    ['a', 'b.txt', 'b.md', 'c/a']
    """
    full = [display_path(path)[0] for path in paths]
    ids = [_without_suffix(name) for name in full]
    while True:
        seen = Counter(ids)
        longer = [name if seen[id_] > 1 else id_ for name, id_ in zip(full, ids, strict=True)]
        if longer == ids:
            break
        ids = longer
    return [
        id_ if seen[id_] == 1 or not _needs_base64(path) else f"{id_}~{sha256(path).hexdigest()[:12]}"
        for path, id_ in zip(paths, ids, strict=True)
    ]


def _needs_base64(path: bytes) -> bool:
    return display_path(path)[1] is not None


def _without_suffix(name: str) -> str:
    return name.rpartition(".")[0] if media_type(name) else name
