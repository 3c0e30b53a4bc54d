r"""The match view: the text as matchers see it, and the way back to the text as received.

Markup, soft hyphens, no-break spaces and hard line wraps disturb matching. The view is the text with some characters
deleted and others replaced one for one, so the way back is a table of deletions. This module is the only place that
does that arithmetic.

>>> view = View.of("**The** CNRS<sup>1</sup> opened its 4<sup>th</sup> office")
>>> view.text
'The CNRS opened its 4th office'
>>> view.to_source(20, 23)
(36, 50)
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import re2

__all__ = ["FILLER", "FootnoteMark", "View"]

FILLER = "\ue000"
"""Stands in the view for every character of a URL, an e-mail address, a file name or a list number: no letter, no
space, no punctuation, so that no pattern matches it."""

# One for one: the view speaks one kind of space, apostrophe, hyphen.
_FOLD = {
    **dict.fromkeys(
        "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\f\v",
        " ",
    ),
    **dict.fromkeys("\u2018\u2019\u02bc\u2032\u201b\u00b4", "'"),
    **dict.fromkeys("\u2010\u2011\ufe63\uff0d", "-"),
    **dict.fromkeys("\u2028\u2029\u0085", "\n"),
}

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_SUPERSCRIPT_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")

_SPECIAL = re.compile(r"[<>&\\\[\]*_#⁰¹²³⁴-⁹†‡\u0300-\u036f" + _INVISIBLE + r"]|(?<=[ \u00a0\t])[ \u00a0\t]+")
_SUP = re.compile(r"<sup>\s{0,3}\[?([^<>\[\]]{1,12})\]?\s{0,3}</sup>", re.ASCII | re.I)
_TEN = re.compile(r"(?:^|[^0-9.,])10$")  # not the end of "2010"
_EXPONENT = re.compile(r"[-+−–][0-9]{1,2}")
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9-]{0,15}(?:\s[^<>]{0,400})?/?>")
_ENTITY = re.compile(r"&(amp|nbsp|quot|lt|gt|apos|ndash|mdash|rsquo|lsquo|eacute|egrave|#\d{2,5}|#x[0-9a-fA-F]{2,5});")
_ENTITY_CHARACTER = {
    "amp": "&", "nbsp": " ", "quot": '"', "lt": "<", "gt": ">", "apos": "'", "ndash": "–", "mdash": "—",
    "rsquo": "'", "lsquo": "'", "eacute": "é", "egrave": "è",
}  # fmt: skip
_LINK_OPEN = re.compile(r"\[(?=[^\[\]\n]{0,300}\]\([^()\s]{0,600}(?:\s\"[^\"\n]{0,200}\")?\))")
_LINK_CLOSE = re.compile(r"\]\([^()\s]{0,600}(?:\s\"[^\"\n]{0,200}\")?\)")
_REFERENCE = re.compile(r"\[\^?(\d{1,3})\](?!\()")
_MARKUP_RUN = re.compile(r"\*{1,3}|_{1,3}")
_HEADING = re.compile(r"#{1,6}[ \t]+")
_OPENING_TAG = re.compile(r"<(sup|sub|i|b|em|strong|u)>", re.I)

# Addresses, file names, handles: matchers must not look inside (GUIDELINES.md).
# RE2 is linear without bounds on the repeats, and bounds would blow its program up. One pattern each: in an alternation
# a long kind that fails is tried again behind every short match, which is quadratic ("aa.pdf+aa.pdf+...").
_MASKED = tuple(
    re2.compile(pattern)
    for pattern in (
        r"(?:https?://|ftp://|www\.)[^\s<>\"\x{201d}\x{bb})\]}|*]+"
        r"|@[A-Za-z_][A-Za-z0-9_]+|#[A-Za-z][A-Za-z0-9_]+"
        r"|10\.[0-9][0-9][0-9][0-9]+/[^\s<>\"]+|arXiv:[0-9]+\.[0-9]+(?:v[0-9]+)?",
        r"[A-Za-z0-9][A-Za-z0-9_.+-]*@[A-Za-z0-9][A-Za-z0-9.-]*\.[A-Za-z]+",
        r"(?:[a-z0-9][a-z0-9-]*\.)+(?:com|org|edu|net|gov|int|info|eu|example|ac\.[a-z][a-z]|co\.[a-z][a-z]|[a-z][a-z])"
        r"(?:/[^\s<>\"\x{201d})\]}|*]*)?",
        r"[A-Za-z0-9_-]+\.(?:pdf|docx?|xlsx?|pptx?|jpe?g|png|gif|svg|html?|zip|csv|txt|md|mp4)",
    )
)
_LIST_NUMBER = re.compile(r"^[ \t]{0,6}(?:\(?\d{1,3}[.)]|\(\d{1,3}\)|[a-z]\))(?=[ \t])", re.M)
_UNIT_BEFORE = re.compile(r"(?:^|[^A-Za-z])(?:[kcmdnµμ]?m|ha|s|in|ft|yd)$")
_LIST_ITEM = re.compile(r"[ \t]{0,8}(?:[-*+•·▪■‣–—o]|\(?\d{1,3}[.)]|[a-z]\))[ \t]+\S")
_NEVER_JOINED = re.compile(
    r"[ \t]{0,3}(?:#|>|\||---|===|\*\*\*|```|:|[A-Za-z][\w -]{0,24}:(?:\s|$)|[\[(]?\d{1,2}\]|<sup>)"
)


@dataclass(frozen=True, slots=True)
class FootnoteMark:
    """A footnote mark that the view leaves out: where it stood in the view, and its label ("1", "*")."""

    position: int
    label: str


@dataclass(frozen=True, slots=True)
class _Edit:
    start: int
    end: int
    replacement: str = ""
    note: str | None = None
    heading: int = 0


class View:
    """The cleaned text and its way back.

    Attributes:
        source: the text as received.
        text: the match view; never longer than the source.
        marks: footnote marks left out of the view, in order.
        headings: view position of each heading line -> its level (Markdown).
    """

    __slots__ = ("__dict__", "_deltas", "_positions", "_tagged", "headings", "marks", "source", "text")

    def __init__(
        self,
        source: str,
        text: str,
        deletions: list[tuple[int, int]],
        marks: tuple[FootnoteMark, ...] = (),
        headings: dict[int, int] | None = None,
    ) -> None:
        """`deletions`: (view position, characters deleted from the source so far), ascending."""
        self.source = source
        self.text = text
        self._positions = [position for position, _ in deletions]
        self._deltas = [delta for _, delta in deletions]
        self._tagged = "<" in source
        self.marks = marks
        self.headings = headings or {}

    @classmethod
    def of(cls, source: str) -> View:
        """Match view of a text, any text: never raises, linear in its length."""
        edits = _edits(source)
        pieces: list[str] = []
        deletions: list[tuple[int, int]] = []
        marks: list[FootnoteMark] = []
        headings: dict[int, int] = {}
        at = length = deleted = 0
        for edit in edits:
            if edit.start < at:
                continue
            pieces.append(source[at : edit.start])
            length += edit.start - at
            if edit.note is not None:
                marks.append(FootnoteMark(length, edit.note))
            if edit.heading:
                headings[length] = edit.heading
            pieces.append(edit.replacement)
            length += len(edit.replacement)
            gone = edit.end - edit.start - len(edit.replacement)
            at = edit.end
            if gone:
                deleted += gone
                if deletions and deletions[-1][0] == length:
                    deletions[-1] = (length, deleted)
                else:
                    deletions.append((length, deleted))
        pieces.append(source[at:])
        return cls(source, _folded("".join(pieces)), deletions, tuple(marks), headings)

    def source_position(self, position: int) -> int:
        """Source offset of the view character at `position`."""
        at = bisect_right(self._positions, position)
        return position + (self._deltas[at - 1] if at else 0)

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """Source span of the view span `start`..`end` (end exclusive, `start < end`), a tag opened inside it closed."""
        if not self._positions:
            return start, end
        first, last = self.source_position(start), self.source_position(end - 1) + 1
        if self._tagged and "<" in self.source[first:last]:
            last = _close_tags(self.source, first, last)
        return first, last

    def from_source(self, position: int) -> int:
        """View offset of a source offset: of the next character kept when that one was left out."""
        low, high = 0, len(self.text)
        while low < high:
            middle = (low + high) // 2
            if self.source_position(middle) < position:
                low = middle + 1
            else:
                high = middle
        return low

    @cached_property
    def encoded(self) -> bytes:
        """The view as UTF-8, for RE2."""
        return self.text.encode("utf-8", "surrogatepass")

    @cached_property
    def _wide(self) -> tuple[list[int], list[int]]:
        """Byte offsets behind each non-ASCII character; the surplus of bytes over characters in front of the first, and
        behind each.
        """
        ends: list[int] = []
        surplus = [0]
        extra = 0
        for match in _NON_ASCII.finditer(self.text):
            extra += len(match.group().encode("utf-8", "surrogatepass")) - 1
            ends.append(match.end() + extra)
            surplus.append(extra)
        return ends, surplus

    @cached_property
    def _wide_characters(self) -> list[int]:
        """Character offsets behind each non-ASCII character."""
        ends, surplus = self._wide
        return [end - extra for end, extra in zip(ends, surplus[1:], strict=True)]

    def bytes_at(self, position: int) -> int:
        """Byte offset in `encoded` of a character offset."""
        return position + self._wide[1][bisect_right(self._wide_characters, position)]

    def characters(self, offset: int) -> int:
        """Character offset of a byte offset of `encoded`."""
        ends, surplus = self._wide
        return offset - surplus[bisect_right(ends, offset)]


_GAP = re.compile(r"(?<=[^\s.!?:|])(?:[ \u00a0]{2,}|[ \u00a0]*\t[ \u00a0\t]*)(?=[^\s|])")
_NON_ASCII = re.compile(r"[^\x00-\x7f]")


def _folded(text: str) -> str:
    # One search for each kind: on text that is not ASCII, str.translate looks every character up and takes 20 times longer.
    for character, plain in _FOLD.items():
        text = text.replace(character, plain)
    return text


def _close_tags(source: str, start: int, end: int) -> int:
    inside = source[start:end]
    last: dict[str, int] = {}  # where each closing tag stands last, looked for once
    for tag in _OPENING_TAG.finditer(inside):
        closing = f"</{tag.group(1)}>"
        if closing not in last:
            last[closing] = inside.rfind(closing)
        if last[closing] < tag.end() and source[end : end + len(closing)].lower() == closing.lower():
            end += len(closing)
    return end


def _edits(source: str) -> list[_Edit]:
    found = _masked(source)
    tabular = _tabular(source)
    found.extend(_newlines(source, tabular))
    found.extend(edit for start, line in tabular.items() for edit in _columns(start, line))
    found.extend(_specials(source))
    found.sort(key=lambda edit: (edit.start, -edit.end))
    return found


def _masked(source: str) -> list[_Edit]:
    edits = []
    for start, end in (match.span() for pattern in _MASKED for match in pattern.finditer(source)):
        before = source[start - 1] if start else " "
        after = source[end] if end < len(source) else " "
        if (
            before.isalnum()
            or before in "_./+@-"
            or (source[start] == "#" and before == "&")
            or after.isalnum()
            or after in "_@"
        ):
            continue
        while source[end - 1] in ".,;:!?'*_":
            end -= 1
        edits.append(_Edit(start, end, FILLER * (end - start)))
    for match in _LIST_NUMBER.finditer(source):
        edits.append(_Edit(match.start(), match.end(), FILLER * (match.end() - match.start())))
    return edits


def _tabular(source: str) -> dict[int, str]:
    """The rows of tables set in columns: start in the source -> line.

    A row has two gaps of two spaces or a tab and more, or one beside another row that has one; the wide space behind a
    full stop is no gap.
    """
    if not _GAP.search(source):
        return {}
    rows: dict[int, str] = {}
    at, before = 0, (0, "", 0)
    for line in source.split("\n"):
        gaps = len(_GAP.findall(line))
        if gaps > 1 or (gaps and before[2]):
            rows[at] = line
        if gaps and before[2]:
            rows[before[0]] = before[1]
        if line.strip():
            before = (at, line, gaps)
        at += len(line) + 1
    return rows


def _columns(start: int, line: str) -> Iterator[_Edit]:
    """Edits that put a bar into the gaps of a row."""
    for gap in _GAP.finditer(line):
        size = gap.end() - gap.start()
        bar = " | " if size > 2 else " |" if size > 1 else "|"
        yield _Edit(start + gap.start(), start + gap.end(), bar)


def _newlines(source: str, tabular: Mapping[int, str]) -> list[_Edit]:
    """Edits that join the lines of a hard-wrapped paragraph; other line breaks stay, those of tables too."""
    blocks: list[list[tuple[int, str]]] = []
    at = 0
    block: list[tuple[int, str]] = []
    for line in [*source.split("\n"), ""]:
        if line.strip() and at not in tabular:
            block.append((at, line))
        elif block:
            if len(block) > 1:
                blocks.append(block)
            block = []
        at += len(line) + 1
    # The width at which the text is wrapped, if it is: that of its blocks of three lines and more.
    widths = [max(len(line) for _, line in block) for block in blocks if len(block) > 2]
    width = max((wide for wide in widths if 50 <= wide <= 110), default=0)
    return [edit for block in blocks for edit in _joined(block, width)]


def _joined(block: list[tuple[int, str]], page: int) -> list[_Edit]:
    width = max(len(line) for _, line in block)
    wrapped = page - 14 <= width <= page
    edits = []
    for (start, line), (_, following) in pairwise(block):
        if _LIST_ITEM.match(following) or _NEVER_JOINED.match(following) or line.lstrip().startswith(("#", "|", "---")):
            continue
        text, rest = line.rstrip(), following.lstrip()
        # A wrapped line is full: the next word would not have fitted into the width.
        full = wrapped and len(line) + 1 + len(rest.split(" ", 1)[0]) > min(width, page) - 2 and len(line) >= page * 0.6
        runs_on = rest[:1].islower() and not text.endswith((".", "!", "?", ":", ";", "|")) and len(text) > 20
        if not (full or runs_on):
            continue
        newline = start + len(line)
        begin = newline - (len(line) - len(text))
        end = newline + 1 + len(following) - len(rest)
        hyphenated = text.endswith("-") and text[-2:-1].isalnum()
        edits.append(_Edit(begin, end, "" if hyphenated else " "))
    return edits


def _specials(source: str) -> list[_Edit]:
    edits: list[_Edit] = []
    skip = 0
    for match in _SPECIAL.finditer(source):
        start = match.start()
        if start < skip:
            continue
        edit = _special(source, start, match.end())
        if edit is not None:
            edits.append(edit)
            skip = edit.end
    return edits


def _special(source: str, start: int, end: int) -> _Edit | None:
    """The edit that the special character at `start` asks for; None: it is plain text."""
    character = source[start]
    if character == "<":
        return _tag(source, start)
    if character == "&":
        entity = _ENTITY.match(source, start)
        return _Edit(start, entity.end(), _entity_character(entity.group(1))) if entity else None
    if character == "\\":
        escaped = start + 1 < len(source) and source[start + 1] in "\\_*`#[]()<>.!|~+-"
        return _Edit(start, start + 1) if escaped else None
    if character in "[]":
        return _bracket(source, start)
    if character in "*_":
        return _emphasis(source, start)
    if character == "#":
        heading = _HEADING.match(source, start) if start == 0 or source[start - 1] == "\n" else None
        return _Edit(start, heading.end(), heading=len(heading.group().strip())) if heading else None
    if character == ">":
        quoted = (start == 0 or source[start - 1] == "\n") and source[start + 1 : start + 2] == " "
        return _Edit(start, start + 2) if quoted else None
    if "\u0300" <= character <= "\u036f":
        return _composed(source, start)
    if character in _INVISIBLE:
        stop = start + 1
        while stop < len(source) and source[stop] in _INVISIBLE:
            stop += 1
        if character == "\u00ad" and source[stop : stop + 1] == "\n":
            stop += 1
        return _Edit(start, stop)
    if character in "†‡":
        return _Edit(start, end, note=character)
    if character in " \u00a0\t":
        return None if start == 0 or "\n" in source[max(0, start - 2) : start] else _Edit(start, end)
    return _superscript(source, start)


def _entity_character(name: str) -> str:
    if name.startswith("#"):
        code = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
        return chr(code) if 32 <= code < 0xD800 else " "
    return _ENTITY_CHARACTER[name]


def _tag(source: str, start: int) -> _Edit | None:
    raised = _SUP.match(source, start)
    if raised:
        content = raised.group(1).strip()
        if re.fullmatch(r"[0-9]{1,3}(?:[,;\s]+[0-9]{1,3}){0,4}|[*†‡§]{1,3}|[a-z]", content):
            before = source[max(0, start - 6) : start]
            if content in "23" and _UNIT_BEFORE.search(before):
                return _Edit(start, raised.start(1))
            if _TEN.search(before) and content.isdigit():
                return _Edit(start, raised.start(1), "^")
            return _Edit(start, raised.end(), note=content)
        if _TEN.search(source[max(0, start - 6) : start]) and _EXPONENT.fullmatch(content):
            return _Edit(start, raised.start(1), "^")  # "10<sup>-9</sup>"
    tag = _TAG.match(source, start)
    if tag is None:
        return None
    line_break = (
        tag.group().lower().startswith(("<br", "<p", "</p", "<div", "</div", "<li", "</li", "<h", "</h", "<tr", "</tr"))
    )
    return _Edit(start, tag.end(), "\n" if line_break else "")


def _bracket(source: str, start: int) -> _Edit | None:
    if source[start] == "]":
        close = _LINK_CLOSE.match(source, start)
        return _Edit(start, close.end()) if close else None
    reference = _REFERENCE.match(source, start)
    if reference:
        return _Edit(start, reference.end(), note=reference.group(1))
    if _LINK_OPEN.match(source, start):
        image = start > 0 and source[start - 1] == "!"
        return _Edit(start - image, start + 1)
    return None


def _emphasis(source: str, start: int) -> _Edit | None:
    run = _MARKUP_RUN.match(source, start)
    if run is None:
        return None
    before = source[start - 1] if start else "\n"
    after = source[run.end()] if run.end() < len(source) else "\n"
    if before.isspace() and after.isspace():
        return None  # a bullet, a rule, a lone star
    if run.group()[0] == "_" and before.isalnum() and after.isalnum():
        return None  # snake_case
    lone_mark = run.group() == "*" and (before.isalnum() or before in ')”"') and not after.isalnum()
    opened = lone_mark and source.rfind("*", max(0, start - 300), start) < 0
    return _Edit(start, run.end(), note="*" if opened else None)


def _composed(source: str, start: int) -> _Edit | None:
    stop = start + 1
    while stop < len(source) and "\u0300" <= source[stop] <= "\u036f" and stop - start < 30:
        stop += 1
    if start == 0:
        return None
    composed = unicodedata.normalize("NFC", source[start - 1 : stop])
    return _Edit(start - 1, stop, composed) if len(composed) == 1 else _Edit(start, stop)


def _superscript(source: str, start: int) -> _Edit | None:
    stop = start + 1
    while stop < len(source) and source[stop] in "⁰¹²³⁴⁵⁶⁷⁸⁹":
        stop += 1
    digits = source[start:stop].translate(_SUPERSCRIPT_DIGITS)
    before = source[max(0, start - 6) : start]
    if (digits in ("2", "3") and _UNIT_BEFORE.search(before)) or before.endswith(("10", "⁻")):
        return None  # a unit's or a power's exponent
    return _Edit(start, stop, note=digits)
