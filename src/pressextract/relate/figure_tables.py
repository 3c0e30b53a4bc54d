"""Tables in running text: which date and which words head the column of an amount, the label of its row, its title."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from pressextract.mention import Label, Mention
from pressextract.offsets import View

__all__ = ["FigureTables"]

_ROWS = 25  # lines looked up from a row for the heading of its table
_WIDE = 300  # characters of a row; longer lines are paragraphs
_TITLE = 160  # characters of a table's title
_CELLS = 2  # cells that make a row: a label and a value
_ASIDE = 14  # characters between the middles of an amount and of the words above it, in columns of spaces
_BAR, _TAB = "|", "\t"
_SPACED = re.compile(r"\S(?: ?\S)*")
_RULE = frozenset("|-:=+ ")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a table, in offsets of the source: its cells, its amounts, the cells of the heading, where that begins."""

    cells: tuple[Span, ...]
    figures: tuple[int, ...]
    heading: tuple[Span, ...]
    above: int


class FigureTables:
    """Reads the tables of one release: rows of amounts below a line without amounts that has as many cells.

    Lines are those of the text as received: the view joins lines that look like one paragraph.

    Args:
        view: the match view.
        mentions: resolved mentions, in text order.
    """

    def __init__(self, view: View, mentions: Sequence[Mention]) -> None:
        self.view, self.text, self.mentions = view, view.source, mentions
        self._starts = [view.to_source(mention.start, mention.start + 1)[0] for mention in mentions]
        self._rows: dict[int, _Row | None] = {}

    def _line(self, position: int) -> Span:
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

    def _row(self, number: int) -> _Row | None:
        """The row of a table that holds the amount."""
        start, end = self._line(self._starts[number])
        if start not in self._rows:
            cells = self._cells(start, end) if end - start < _WIDE else ()
            figures = self._inside(start, end, Label.FIGURE)
            head = self._heading(start) if len(cells) >= _CELLS and figures else None
            self._rows[start] = _Row(cells, figures, self._cells(*head), head[0]) if head else None
        return self._rows[start]

    def _heading(self, start: int) -> Span | None:
        """The line above that holds cells and no amounts: the one on a rule, else the topmost of the table's."""
        below, blank = "", 0
        top: Span | None = None
        for _ in range(_ROWS):
            if start == 0:
                return top
            above, stop = self._line(start - 1)
            line = self.text[above:stop]
            blank += not line.strip()
            if blank > 1 or stop - above >= _WIDE:
                return top
            if line.strip() and not _is_rule(line):
                if len(self._cells(above, stop)) < _CELLS or (blank and top is not None):
                    return top
                if not self._inside(above, stop, Label.FIGURE):
                    top = above, stop
                if _is_rule(below):
                    return top
            start, below = above, line
        return top

    def _head(self, number: int) -> tuple[_Row, Span | None] | None:
        """The row of the amount and the cell that heads its column."""
        row = self._row(number)
        if row is None:
            return None
        at = self._at(row, number)
        if at is None:
            return row, None
        if len(row.cells) == len(row.heading):
            return row, row.heading[at]
        if len(row.cells) == len(row.heading) + 1 and at:
            return row, row.heading[at - 1]
        return row, self._over(row, at)

    def _over(self, row: _Row, at: int) -> Span | None:
        """The cell of the heading that stands over a cell, by the middle of both."""
        start = row.cells[0][0] - len(self.text[self._line(row.cells[0][0])[0] : row.cells[0][0]])
        middle = sum(row.cells[at]) / 2 - start
        best = min(row.heading, key=lambda cell: abs(sum(cell) / 2 - row.above - middle))
        return best if abs(sum(best) / 2 - row.above - middle) <= _ASIDE else None

    # --- what the columns and rows say --------------------------------------------------------------------------------

    def column(self, number: int) -> int | None:
        """Number of the DATE that heads the column of the amount, else that of the table's title."""
        found = self._head(number)
        if found is None:
            return None
        row, cell = found
        start, end = self._line(row.cells[0][0])
        if self._inside(start, end, Label.DATE):
            return None
        dates = self._inside(*cell, Label.DATE) if cell else ()
        if dates:
            return dates[0]
        return None if self._inside(row.above, self._line(row.above)[1], Label.DATE) else self._title(row)

    def _title(self, row: _Row) -> int | None:
        """The one date of the line above the table."""
        start = row.above
        for _ in range(2):
            if start == 0:
                return None
            start, end = self._line(start - 1)
            line = self.text[start:end].strip()
            if line:
                dates = self._inside(start, end, Label.DATE)
                return dates[0] if len(line) < _TITLE and len(dates) == 1 else None
        return None

    def label(self, number: int) -> Span | None:
        """View span of the label of the amount's row, None outside tables."""
        row = self._row(number)
        if row is None or not row.figures:
            return None
        start = row.cells[0][0]
        end = self._starts[row.figures[0]]
        while start < end and not self.text[start].isalnum():
            start += 1
        return (self.view.from_source(start), self.mentions[row.figures[0]].start) if start < end else None

    def heading(self, number: int) -> Span | None:
        """View span of the words that head the amount's column, None outside tables or when they are a date."""
        found = self._head(number)
        if found is None or found[1] is None:
            return None
        filled = sum(bool(self.text[slice(*cell)].strip()) for cell in found[0].cells)
        if filled <= _CELLS and not self._named(
            next(cell for cell in found[0].cells if self.text[slice(*cell)].strip())
        ):
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
        if row is None or row.cells[0][0] == 0:
            return None
        start, end = self._line(self._line(row.cells[0][0])[0] - 1)
        cells, at = self._cells(start, end), self._at(row, number)
        if at is None or len(cells) != len(row.cells):
            return None
        return next(iter(self._inside(*cells[at], Label.FIGURE)), None)

    def _at(self, row: _Row, number: int) -> int | None:
        """Which cell of its row holds the amount."""
        position = self._starts[number]
        return next((index for index, (first, last) in enumerate(row.cells) if first <= position < last), None)


def _is_rule(line: str) -> bool:
    """Whether a line only rules a table off: "|---|---|"."""
    return bool(line.strip()) and _RULE.issuperset(line)
