"""What a release says of itself: title, dateline, publication date, kind, e-mail addresses, telephone numbers."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from pressextract.knowledge.rules import Rules
from pressextract.matchers.date import DateMatcher
from pressextract.mention import Label, Mention
from pressextract.offsets import FILLER, View
from pressextract.parsed import Parsed, ZoneSpan
from pressextract.release import Release
from pressextract.zones import Line, front_matter, is_dateline

__all__ = ["Contacts", "Stated", "find_contacts", "find_issue_month", "find_kind", "find_published", "title_span"]

_EMAIL = re.compile(
    r"(?<![\w.+-])[A-Za-z0-9][\w.+-]{0,63}@[A-Za-z0-9](?:[A-Za-z0-9-]{0,60}\.){1,6}[A-Za-z]{2,24}(?![\w-])"
    r"|(?<![\w.+-])[A-Za-z0-9][\w.+-]{0,63}\s?[(\[]at[)\]]\s?[A-Za-z0-9](?:[A-Za-z0-9-]{0,60}\.){1,6}[A-Za-z]{2,24}(?![\w-])"
)
_PHONE = re.compile(
    r"(?<![\w.+/])(?:\(?\+\d{1,3}\)?[\s.\u00a0\u202f-]{0,2}(?:\(0\)[\s.-]?)?(?:\(?\d{1,5}\)?[\s.\u00a0\u202f/-]{0,2}){2,7}\d{2,5}"
    r"|\(?0\d{1,5}\)?[\s.\u00a0/-]\d{2,4}(?:[\s.\u00a0-]?\d{2,4}){1,3}"
    r"|\(\d{2,4}\)\s?\d{3,5}[-.\s]\d{3,4}|\b(?:1[-.\s])?\d{3}[-.]\d{3}[-.]\d{4})(?![\w-])"
)


# Shapes that nothing but a telephone number has: 604-555-0172, (11) 5555-0143, 020 7946 0155.
_NATIONAL = re.compile(
    r"(?:1[-.\s])?\d{3}[-.]\d{3}[-.]\d{4}|\(\d{2,4}\)\s?\d{3,5}[-.\s]\d{3,4}|0\d{2,4}\s\d{3,4}\s\d{3,4}"
)


# Cheap: where a run of digits long enough for a telephone number stands at all.
_DIGITS = re.compile(r"[+(]{0,2}\d[\d\s().+/\u00a0\u202f-]{5,40}\d")
_AT = re.compile(r"@|at[)\]]")
_LONGEST_LOCAL_PART = 70  # characters, with a space and a bracket behind it
_ANY_DIGIT = re.compile(r"[0-9]")
_CUE_REACH = 18  # characters before a telephone number in which its cue stands
_LAST_DATELINE = 2500  # characters; behind it a place before a dash is running text


@dataclass(frozen=True, slots=True)
class Stated:
    """A value stated in the text: view span."""

    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Contacts:
    """Addresses with their spans in the source text."""

    emails: tuple[tuple[str, int, int], ...]
    phones: tuple[tuple[str, int, int], ...]


def find_contacts(text: str, phone_zones: list[tuple[int, int]], cues: Iterable[str]) -> Contacts:
    """E-mail addresses anywhere and telephone numbers, source offsets, each value once, in text order.

    A number without "+" counts only inside `phone_zones` (contact blocks, notes) or behind one of `cues`, such as "tel".

    >>> find_contacts("T +33 1 44 96 46 06 | press@cnrs.example", [], ("tel",)).phones
    (('+33 1 44 96 46 06', 2, 19),)
    """
    emails = _once(_emails(text))
    phones = _once(_phones(text, phone_zones, tuple(cues)))
    return Contacts(tuple(emails), tuple(phones))


def _emails(text: str) -> Iterator[tuple[str, int, int]]:
    """E-mail addresses with their spans, in text order; looked for where a sign of one stands, for most texts hold few."""
    at = 0
    for sign in _AT.finditer(text):
        if sign.start() < at:
            continue
        match = _EMAIL.search(text, max(at, sign.start() - _LONGEST_LOCAL_PART))
        if match is None:
            return
        yield match.group(), *match.span()
        at = match.end()


def _phones(text: str, zones: list[tuple[int, int]], cues: tuple[str, ...]) -> Iterator[tuple[str, int, int]]:
    """Telephone numbers with their spans, in text order."""
    for stretch in _DIGITS.finditer(text):
        for match in _PHONE.finditer(text, max(0, stretch.start() - 1), stretch.end()):
            value = match.group()
            digits = sum(character.isdigit() for character in value)
            if not 7 <= digits <= 15 or "\n" in value:
                continue
            before = text[max(0, match.start() - _CUE_REACH) : match.start()].casefold()
            cued = any(cue in before for cue in cues)
            inside = any(start <= match.start() < end for start, end in zones)
            if "+" in value or cued or inside or _NATIONAL.fullmatch(value):
                yield value, match.start(), match.end()


def _once(found: Iterator[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """The first occurrence of each value."""
    kept: dict[str, tuple[str, int, int]] = {}
    for value, start, end in found:
        kept.setdefault(value, (value, start, end))
    return list(kept.values())


def find_kind(lines: list[Line], zones: tuple[ZoneSpan, ...], rules: Rules) -> str | None:
    """Kind of release, as its first and last lines say: press release, interview, newsletter; else None."""
    head = " | ".join(line.text for line in lines[:6])[:600].casefold()
    for kind, key in (
        ("interview", "kinds_interview"),
        ("newsletter", "kinds_newsletter"),
        ("press release", "kinds_press"),
    ):
        if any(opening in head for opening in rules.lists[key]):
            return kind
    foot = {zone.kind for zone in zones}
    ended = any(line.text.casefold() in rules.lists["ends"] for line in lines)
    return "press release" if ended or "contact" in foot else None


def title_span(lines: list[Line], title: int, rules: Rules) -> tuple[int, int] | None:
    """View span of the headline: the heading line, or the value of `title:` in front matter when there is no heading."""
    if title >= 0:
        last = title
        while (
            last + 1 < len(lines)
            and not lines[last + 1].after_blank
            and not lines[last].heading
            and lines[title].text.isupper()
            and lines[last + 1].text.isupper()
        ):
            last += 1
        return lines[title].start, lines[last].end
    for line in lines[: front_matter(lines)]:
        key, _, value = line.text.partition(":")
        if key.strip().casefold() in rules.lists["title"] and value.strip(" \"'"):
            stripped = value.strip(" \"'")
            start = line.start + line.text.index(stripped, len(key))
            return start, start + len(stripped)
    return None


def find_published(release: Release, lines: list[Line], dates: DateMatcher, rules: Rules, title: int) -> Stated | None:
    """Publication day that the text states: front matter, "Published on", dateline, bare date line, embargo, trailing date.

    Only a full day counts; the first of these places that states one wins, in that order.
    """
    skip = front_matter(lines)
    for line in lines[:skip]:
        key, _, value = line.text.partition(":")
        if key.strip().casefold() in rules.lists["date"] and value.strip():
            found = _day(line, dates, release)
            if found:
                return found
    top = lines[skip : max(skip + 10, title + 5)]
    for line in (*top, *lines[-4:]):
        folded = line.text.casefold().lstrip("(*_ ")
        if any(folded.startswith(opening) or f"| {opening}" in folded for opening in rules.lists["published"]):
            found = _day(line, dates, release)
            if found:
                return found
    for line in top:
        found = _day(line, dates, release)
        if found and _at_head(line, found):
            return found
    for line in lines[-3:]:
        found = _day(line, dates, release) if len(line.text) < 60 else None
        if found and is_dateline(line.text):
            return found
    return None


def find_issue_month(release: Release, lines: list[Line], dates: DateMatcher) -> date | None:
    """Middle of the month (or months) that a masthead names instead of a day ("No. 41, July/August 2019"); for resolving only."""
    for line in lines[front_matter(lines) :][:8]:
        if len(line.text) > 100 or not is_dateline(line.text):
            continue
        stretch = line.text[:220]
        for mention in dates(Parsed(release, View(stretch, stretch, []), "en")):
            value = mention.date.value if mention.date else None
            if value and re.fullmatch(r"\d{4}-(?:0[1-9]|1[0-2])(?:/\d{4}-\d{2})?", value):
                return date.fromisoformat(f"{value[:7]}-15")
    return None


def _at_head(line: Line, found: Stated) -> bool:
    """Whether a day stands where a dateline has it: in a short line of place and date, or before the dash of the first sentence."""
    if len(line.text) < 140 and is_dateline(line.text):
        return True
    around = (line.text[: found.start - line.start] + line.text[found.end - line.start :]).split()
    if len(line.text) < 70 and len(around) <= 6 and sum(word.isalpha() and word.islower() for word in around) <= 1:
        return True
    before = line.text[: found.start - line.start]
    behind = line.text[found.end - line.start :][:60]
    words = before.replace(",", " ").strip("(*_ ").split()
    small = sum(word.isalpha() and word.islower() for word in words)
    dashed = re.match(r"[\w\s,./()*|]{0,45}?\s?(?:---?|–|—|-|:|\||[.;)])\s", behind) is not None
    return len(before) < 70 and small <= 1 and dashed


def _day(line: Line, dates: DateMatcher, release: Release) -> Stated | None:
    """First full day in a line, with its view span."""
    stretch = line.text[:220]
    if not _ANY_DIGIT.search(stretch):
        return None
    parsed = Parsed(release, View(stretch, stretch, []), "en")
    for mention in dates(parsed):
        if (
            mention.date is not None
            and mention.date.value
            and _is_day(mention.date.value)
            and FILLER not in stretch[mention.start : mention.end]
        ):
            return Stated(mention.date.value, line.start + mention.start, line.start + mention.end)
    return None


def _is_day(value: str) -> bool:
    """Whether an EDTF value is a full day."""
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return len(value) == 10


def dateline_place(
    parsed: Parsed, mentions: tuple[Mention, ...], published: tuple[int, int] | None, joins: Container[str]
) -> tuple[int, int] | None:
    """View span of the dateline's place, whole ("LA SERENA, Chile"): the places that open the line of the publication date, or the
    first paragraph before a dash; None when the text has no dateline with a place. `joins`: what stands between places.
    """
    places = [mention for mention in mentions if mention.label is Label.PLACE]
    last = -1
    for number, mention in enumerate(places):
        if mention.start > _LAST_DATELINE:
            break
        if number <= last:
            continue  # inside the run of places that was looked at
        last = number
        while last + 1 < len(places) and parsed.text[places[last].end : places[last + 1].start] in joins:
            last += 1
        span = (mention.start, places[last].end)
        if _opens_dateline(parsed, span, published):
            return span
    return None


def _opens_dateline(parsed: Parsed, span: tuple[int, int], published: tuple[int, int] | None) -> bool:
    """Whether the places at `span` stand where a dateline has them: before the date of their line, or before a dash."""
    start, end = span
    line_start = parsed.text.rfind("\n", 0, start) + 1
    line_end = parsed.text.find("\n", start)
    line = parsed.text[line_start : line_end if line_end >= 0 else len(parsed.text)]
    before = line[: start - line_start].strip(" (*_")
    if published and line_start <= published[0] < line_start + len(line) and start < published[0]:
        opening = all(not word.isalpha() or not word.islower() for word in before.split())
        return opening and published[0] - end < 40
    behind = line[end - line_start :]
    dash = re.match(r"(?:,[\w\s.]{2,30}){0,2}[\w\s,./()]{0,30}\s?(?:--|–|—|-)\s", behind) is not None
    return not before and dash and parsed.zone_at(start) in ("dateline", "lede", "body")
