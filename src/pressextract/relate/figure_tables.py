"""Tables in running text: which date heads the column of an amount, where the label of its row ends, what it is part of."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from pressextract.mention import Label, Mention
from pressextract.offsets import View

__all__ = ["FigureTables"]

_ROWS = 25  # lines looked up from a row for the heading of its table
_WIDE = 300  # characters of a row; longer lines are paragraphs
_COLUMNS = 2  # dates that make a heading where no bars mark the cells
_RULE = frozenset("|-:= ")


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a table: its span in the source, its amounts, the dates that head their columns."""

    start: int
    end: int
    figures: tuple[int, ...]
    heading: tuple[int, ...]


class FigureTables:
    """Reads the tables of one release: rows of as many amounts as a line above them has dates.

    Lines are those of the text as received: the view joins lines that look like one paragraph.

    Args:
        view: the match view.
        mentions: resolved mentions, in text order.
    """

    def __init__(self, view: View, mentions: Sequence[Mention]) -> None:
        self.view, self.text, self.mentions = view, view.source, mentions
        self._starts = [view.to_source(mention.start, mention.start + 1)[0] for mention in mentions]
        self._rows: dict[int, _Row] = {}

    def _line(self, position: int) -> tuple[int, int]:
        start = self.text.rfind("\n", max(0, position - _WIDE), position) + 1
        end = self.text.find("\n", position, position + _WIDE)
        return start, end if end >= 0 else min(len(self.text), position + _WIDE)

    def _inside(self, start: int, end: int, label: Label) -> tuple[int, ...]:
        """Numbers of the mentions of a label that begin between two positions of the source."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return tuple(number for number in range(first, last) if self.mentions[number].label is label)

    def _row(self, number: int) -> _Row | None:
        """The row of a table that holds the amount."""
        start, end = self._line(self._starts[number])
        row = self._rows.get(start)
        if row is None:
            figures = self._inside(start, end, Label.FIGURE) if end - start < _WIDE else ()
            heading = self._heading(start, len(figures), "|" in self.text[start:end])
            row = self._rows[start] = _Row(start, end, figures, heading)
        return row if row.heading and number in row.figures else None

    def _heading(self, start: int, columns: int, barred: bool) -> tuple[int, ...]:
        """The dates of the nearest line above that has one for each amount of the row; empty when there is none."""
        if columns < (1 if barred else _COLUMNS) or self._inside(start, self._line(start)[1], Label.DATE):
            return ()
        below = ""
        for _ in range(_ROWS):
            if start == 0:
                return ()
            above, end = self._line(start - 1)
            line = self.text[above:end]
            if not line.strip() or end - above >= _WIDE:
                return ()
            dates = self._inside(above, end, Label.DATE)
            if dates and not self._inside(above, end, Label.FIGURE) and (not barred or _is_rule(below)):
                return dates if len(dates) == columns else ()
            start, below = above, line
        return ()

    def column(self, number: int) -> int | None:
        """Number of the DATE that heads the column of the amount."""
        row = self._row(number)
        return row.heading[row.figures.index(number)] if row else None

    def label(self, number: int) -> tuple[int, int] | None:
        """View span of the label of the amount's row, None outside tables."""
        row = self._row(number)
        if row is None:
            return None
        start = row.start
        while start < row.end and not self.text[start].isalnum():
            start += 1
        return self.view.from_source(start), self.mentions[row.figures[0]].start

    def above(self, number: int) -> int | None:
        """The amount in the same column of the row above, None at the top of the table."""
        row = self._row(number)
        if row is None or row.start == 0:
            return None
        start, end = self._line(row.start - 1)
        figures = self._inside(start, end, Label.FIGURE)
        return figures[row.figures.index(number)] if len(figures) == len(row.figures) else None


def _is_rule(line: str) -> bool:
    """Whether a line only rules a table off: "|---|---|"."""
    return bool(line.strip()) and _RULE.issuperset(line)
