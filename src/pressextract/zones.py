"""Zones of a release: what each line is for. Later stages read a number in a contact block otherwise than in the lede."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pressextract.knowledge.rules import Rules
from pressextract.offsets import FILLER, View
from pressextract.parsed import Note, ZoneSpan

__all__ = ["Line", "find_lines", "find_notes", "find_zones", "front_matter"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the view that is not blank: its span without outer spaces, Markdown heading level (0: none)."""

    start: int
    end: int
    text: str
    heading: int
    after_blank: bool


def find_lines(view: View) -> list[Line]:
    """Lines of the view that are not blank, in order."""
    lines: list[Line] = []
    at = 0
    blank = True
    for raw in view.text.split("\n"):
        text = raw.strip()
        if text:
            start = at + len(raw) - len(raw.lstrip())
            heading = view.headings.get(at, view.headings.get(start, 0))
            lines.append(Line(start, start + len(text), text, heading, blank))
        blank = not text
        at += len(raw) + 1
    return lines


def front_matter(lines: list[Line]) -> int:
    """Number of lines at the top that are YAML front matter, its fences included; 0 when there is none."""
    if not lines or lines[0].text != "---":
        return 0
    for index, line in enumerate(lines[1:40], 1):
        if line.text == "---":
            return index + 1
        if ":" not in line.text and not line.text.startswith("-"):
            return 0
    return 0


def find_zones(lines: list[Line], rules: Rules) -> tuple[ZoneSpan, ...]:
    """Zones of the lines, one per run of lines of the same kind (a paragraph, a list item, a block)."""
    zones: list[ZoneSpan] = []
    title = find_title(lines, rules)
    block = ""
    lede = False
    skip = front_matter(lines)
    for index, line in enumerate(lines):
        opened = _opens(line, rules) if index > title else ""
        if opened:
            block = opened
        elif block and (line.heading or (block in ("contact", "boilerplate", "notes") and _ends(line, rules))):
            block = ""
        kind = "dateline" if index < skip else _kind(line, index, title, rules, block)
        if kind == "body" and not lede and index > title and not line.heading and len(line.text) > 80:
            kind, lede = "lede", True
        zones.append(ZoneSpan(kind, line.start, line.end))
    return tuple(_merged(zones))


def find_title(lines: list[Line], rules: Rules) -> int:
    """Index of the headline among the lines, -1 when the text has none: it starts with a running paragraph.

    A Markdown heading of the highest level wins; without one, of the short lines above the first paragraph the one that
    reads most like a headline: many words, no masthead's word, no date.
    """
    skip = front_matter(lines)
    headings = [(line.heading, index) for index, line in enumerate(lines[skip : skip + 12], skip) if line.heading]
    if headings:
        return min(headings)[1]
    best, found = 0, -1
    for index, line in enumerate(lines[skip : skip + 10], skip):
        if len(line.text) > 160:
            break
        score = _headline_score(line, lines, index, rules)
        if score > best:
            best, found = score, index
        if len(line.text) > 60 and line.text.endswith((".", '."', ".”")) and found >= 0:
            break
    return found


def _headline_score(line: Line, lines: list[Line], index: int, rules: Rules) -> int:
    """How much a line reads like a headline; 0: not at all."""
    text = line.text
    words = text.split()
    if len(text) < 12 or len(words) < 4 or index + 1 >= len(lines):
        return 0
    if text.endswith((",", ";", ":")) or (text.endswith(".") and not text.endswith("...")):
        return 0
    folded = text.casefold()
    opened = any(
        folded.startswith(opening)
        for key in ("published", "kinds_press", "caption", "byline")
        for opening in rules.lists[key]
    )
    if opened or is_dateline(text) or not (text[0].isupper() or text[0] in "\"'“‘«0123456789"):
        return 0
    masthead = (
        any(word.strip(",.:") in rules.lists["masthead"] for word in folded.split())
        + text.count(" / ")
        + text.count(" | ")
    )
    return max(1, min(len(words), 12) - 5 * masthead - (index > 0 and not line.after_blank and 2))


def is_dateline(text: str) -> bool:
    """Whether a short line is made of place, date and publisher rather than of a headline: it holds a year and few small words."""
    words = text.replace(",", " ").replace("|", " ").split()
    year = any(
        len(word.strip("().:")) == 4 and word.strip("().:").isdigit() and word.strip("().:")[:2] in ("19", "20")
        for word in words
    )
    small = sum(word.isalpha() and word.islower() for word in words)
    return year and len(words) <= 14 and small <= 2


def _opens(line: Line, rules: Rules) -> str:
    """Block that a line opens: "contact", "notes", "boilerplate" or ""."""
    folded = line.text.casefold().lstrip("*#_ ")
    labelled = folded.endswith(":") or ":" in folded[:40]
    short = len(folded) < 90 and (not folded.endswith(".") or labelled)
    if line.heading or short or labelled:
        for kind in ("contact", "notes", "boilerplate"):
            for opening in rules.lists[kind]:
                if not folded.startswith(opening):
                    continue
                rest = folded[len(opening) :]
                if kind == "notes" and rest.strip(": ") and not line.heading:
                    continue
                if rest[:1].isalpha():
                    continue
                return kind
    running = folded.startswith(tuple(rules.lists["about"])) and len(folded.split(".")[0]) < 60
    return "boilerplate" if running and folded[:60].count(".") else ""  # "About Valmera. Valmera was ..."


def _ends(line: Line, rules: Rules) -> bool:
    """Whether a line is a closing mark such as "# # #"."""
    return line.text.casefold() in rules.lists["ends"]


def _kind(line: Line, index: int, title: int, rules: Rules, block: str) -> str:
    """Kind of a line by its place, the `block` it stands in, and how it begins."""
    folded = line.text.casefold()
    if index == title:
        return "headline"
    if index < max(title, 0) or (index <= title + 3 and len(line.text) < 120 and is_dateline(line.text)):
        return "dateline"
    if block:
        return block
    if any(folded.startswith(opening) for opening in rules.lists["caption"]) or (
        "©" in line.text and len(line.text) < 250
    ):
        return "caption"
    if (line.text[0] in "-*+•·▪■‣–" and line.text[1:2] == " ") or line.text[0] == FILLER or line.text[0] == "|":
        return "list"
    if line.text[0] in '"“«' or (line.text[0] == ">" and len(line.text) > 1):
        return "quote"
    return "body"


def _merged(zones: list[ZoneSpan]) -> Iterator[ZoneSpan]:
    """Contact, notes and boilerplate lines that follow each other are one zone; paragraphs stay apart."""
    held: ZoneSpan | None = None
    for zone in zones:
        if held is not None and zone.kind == held.kind and zone.kind in ("contact", "boilerplate"):
            held = ZoneSpan(held.kind, held.start, zone.end)
            continue
        if held is not None:
            yield held
        held = zone
    if held is not None:
        yield held


def find_notes(view: View, zones: tuple[ZoneSpan, ...]) -> tuple[Note, ...]:
    """Numbered notes: lines that begin with a footnote mark (the view left the mark out)."""
    marks = {mark.position: mark.label for mark in view.marks}
    notes = []
    for zone in zones:
        label = next(
            (marks[position] for position in range(max(0, zone.start - 2), zone.start + 1) if position in marks), None
        )
        line_start = view.text.rfind("\n", 0, zone.start) + 1
        if label is not None and not view.text[line_start : zone.start].strip():
            notes.append(Note(label, zone.start, zone.end))
    return tuple(notes)
