"""Tables in running text: which date and which words head the column of an amount, the label of its row, its title."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from pressextract.mention import Label, Mention
from pressextract.offsets import View

__all__ = ["FigureTables"]

_ROWS = 25  # lines looked up from a row for the heading of its table
_WIDE = 300  # characters of a row; longer lines are paragraphs
_TITLE = 160  # characters of a table's title
_TITLE_LINES = 2  # lines above a table in which its title stands, a blank one counted in
_CELLS = 2  # cells that make a row: a label and a value
_ASIDE = 14  # characters between the middles of an amount and of the words above it, in columns of spaces
_BAR, _TAB = "|", "\t"
_COLUMNS = re.compile(r"[|\t]|  |[^\S \n]")  # no line is cut into cells without one of these
_SPACED = re.compile(r"\S(?: ?\S)*")
_RULE = frozenset("|-:=+ ")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line in offsets of the source, its cells and amounts; a line that is blank or rules a table off has none."""

    start: int
    end: int
    blank: bool
    rule: bool
    cells: tuple[Span, ...]
    figures: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a table and the line that heads it."""

    line: _Line
    heading: _Line


_PARAGRAPH = _Line(-1, -1, False, False, (), ())
"""Stands for every line that is too wide for a row."""


class FigureTables:
    """Reads the tables of one release: rows of amounts below a line without amounts that has as many cells.

    Lines are those of the text as received: the view joins lines that look like one paragraph.

    Args:
        view: the match view.
        mentions: resolved mentions, in text order.
    """

    def __init__(self, view: View, mentions: Sequence[Mention]) -> None:
        self.view, self.text, self.mentions = view, view.source, mentions
        self._lines: dict[int, _Line] = {}
        self._rows: dict[int, _Row | None] = {}
        self._rows_of: dict[int, _Row | None] = {}
        self._titles: dict[int, int | None] = {}
        self._possible = _COLUMNS.search(view.source) is not None

    @cached_property
    def _starts(self) -> Sequence[int]:
        """Where the mentions start in the source."""
        return [self.view.to_source(mention.start, mention.start + 1)[0] for mention in self.mentions]

    def _span(self, position: int) -> Span:
        """The line that holds a position; cut, and wider than a row, when it is a paragraph."""
        start = self.text.rfind("\n", max(0, position - _WIDE), position) + 1
        end = self.text.find("\n", position, position + _WIDE)
        return start, end if end >= 0 else min(len(self.text), position + _WIDE)

    def _inside(self, start: int, end: int, label: Label) -> tuple[int, ...]:
        """Numbers of the mentions of a label that begin between two positions of the source."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return tuple(number for number in range(first, last) if self.mentions[number].label is label)

    def _cells(self, start: int, end: int) -> tuple[Span, ...]:
        """The cells of a line: between bars or tabs, else runs of words with two spaces and more between."""
        line = self.text[start:end]
        mark = next((mark for mark in (_BAR, _TAB) if mark in line), "")
        if not mark:
            return tuple((start + found.start(), start + found.end()) for found in _SPACED.finditer(line))
        spans, at = [], 0
        for cell in line.split(mark):
            spans.append((start + at, start + at + len(cell)))
            at += len(cell) + 1
        return tuple(spans)

    def _line_at(self, position: int) -> _Line:
        """The line that holds a position, read once; a paragraph is not read at all."""
        start, end = self._span(position)
        if end - start >= _WIDE:
            return _PARAGRAPH
        line = self._lines.get(start)
        if line is None:
            text = self.text[start:end]
            blank, rule = not text.strip(), _is_rule(text)
            empty = blank or rule
            cells = () if empty else self._cells(start, end)
            figures = () if empty else self._inside(start, end, Label.FIGURE)
            line = self._lines[start] = _Line(start, end, blank, rule, cells, figures)
        return line

    def _row(self, number: int) -> _Row | None:
        """The row of a table that holds the amount."""
        if not self._possible:
            return None
        if number not in self._rows_of:
            line = self._line_at(self._starts[number])
            if line.start not in self._rows:
                self._rows[line.start] = self._read_row(line)
            self._rows_of[number] = self._rows[line.start]
        return self._rows_of[number]

    def _read_row(self, line: _Line) -> _Row | None:
        heading = self._heading(line.start) if len(line.cells) >= _CELLS and line.figures else None
        return _Row(line, heading) if heading else None

    def _heading(self, start: int) -> _Line | None:
        """The line above that holds cells and no amounts: the one on a rule, else the topmost of the table's."""
        below: _Line | None = None
        top: _Line | None = None
        blank = 0
        for _ in range(_ROWS):
            if start == 0:
                return top
            line = self._line_at(start - 1)
            blank += line.blank
            if blank > 1 or line is _PARAGRAPH:
                return top
            if not line.blank and not line.rule:
                if len(line.cells) < _CELLS or (blank and top is not None):
                    return top
                if not line.figures:
                    top = line
                if below is not None and below.rule:
                    return top
            start, below = line.start, line
        return top

    def _head(self, number: int) -> tuple[_Row, Span | None] | None:
        """The row of the amount and the cell that heads its column."""
        row = self._row(number)
        if row is None:
            return None
        at, cells, heading = self._at(row, number), row.line.cells, row.heading.cells
        if at is None:
            return row, None
        if len(cells) == len(heading):
            return row, heading[at]
        if len(cells) == len(heading) + 1 and at:
            return row, heading[at - 1]
        return row, self._over(row, at)

    def _over(self, row: _Row, at: int) -> Span | None:
        """The cell of the heading that stands over a cell, by the middle of both."""
        middle = sum(row.line.cells[at]) / 2 - row.line.start
        aside = {cell: abs(sum(cell) / 2 - row.heading.start - middle) for cell in row.heading.cells}
        best = min(aside, key=lambda cell: aside[cell])
        return best if aside[best] <= _ASIDE else None

    # --- what the columns and rows say --------------------------------------------------------------------------------

    def column(self, number: int) -> int | None:
        """Number of the DATE that heads the column of the amount, else that of the table's title."""
        found = self._head(number)
        if found is None:
            return None
        row, cell = found
        if self._inside(row.line.start, row.line.end, Label.DATE):
            return None
        dates = self._inside(*cell, Label.DATE) if cell else ()
        if dates:
            return dates[0]
        if self._inside(row.heading.start, row.heading.end, Label.DATE):
            return None
        if row.heading.start not in self._titles:
            self._titles[row.heading.start] = self._title(row.heading.start)
        return self._titles[row.heading.start]

    def _title(self, start: int) -> int | None:
        """The one date of the line above the table that begins at `start`."""
        for _ in range(_TITLE_LINES):
            if start == 0:
                return None
            start, end = self._span(start - 1)
            if end - start > 2 * _WIDE:
                return None
            line = self.text[start:end].strip()
            if line:
                dates = self._inside(start, end, Label.DATE)
                return dates[0] if len(line) < _TITLE and len(dates) == 1 else None
        return None

    def label(self, number: int) -> Span | None:
        """View span of the label of the amount's row, None outside tables."""
        row = self._row(number)
        if row is None:
            return None
        start, first = row.line.cells[0][0], row.line.figures[0]
        end = self._starts[first]
        while start < end and not self.text[start].isalnum():
            start += 1
        return (self.view.from_source(start), self.mentions[first].start) if start < end else None

    def heading(self, number: int) -> Span | None:
        """View span of the words that head the amount's column, None outside tables or when they are a date."""
        found = self._head(number)
        if found is None or found[1] is None:
            return None
        filled = [cell for cell in found[0].line.cells if self.text[slice(*cell)].strip()]
        if len(filled) <= _CELLS and not self._named(filled[0]):
            return None
        start, end = found[1]
        while start < end and not self.text[start].isalpha():
            start += 1
        if start >= end or self._inside(start, end, Label.DATE) == self._inside(start, start + 1, Label.DATE) != ():
            return None
        return self.view.from_source(start), self.view.from_source(end)

    def _named(self, cell: Span) -> bool:
        """Whether a cell holds nothing but a name."""
        first, last = bisect_left(self._starts, cell[0]), bisect_left(self._starts, cell[1])
        return last - first == 1 and self._end(first) - self._starts[first] + 2 >= len(self.text[slice(*cell)].strip())

    def _end(self, number: int) -> int:
        return self._starts[number] + self.mentions[number].end - self.mentions[number].start

    def above(self, number: int) -> int | None:
        """The amount in the same column of the row above, None at the top of the table."""
        row = self._row(number)
        if row is None or row.line.start == 0:
            return None
        start, end = self._span(row.line.start - 1)
        cells, at = self._cells(start, end) if end - start <= 2 * _WIDE else (), self._at(row, number)
        if at is None or len(cells) != len(row.line.cells):
            return None
        return next(iter(self._inside(*cells[at], Label.FIGURE)), None)

    def _at(self, row: _Row, number: int) -> int | None:
        """Which cell of its row holds the amount."""
        position = self._starts[number]
        return next((index for index, (first, last) in enumerate(row.line.cells) if first <= position < last), None)


def _is_rule(line: str) -> bool:
    """Whether a line only rules a table off: "|---|---|"."""
    return bool(line.strip()) and _RULE.issuperset(line)
