"""Tables in running text: which date heads the column of an amount, and where the label of its row ends."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from pressextract.mention import Label, Mention

__all__ = ["FigureTables"]

_ROWS = 25  # lines looked up from a row for the heading of its table
_WIDE = 300  # characters of a row; longer lines are paragraphs
_COLUMNS = 2  # dates that make a heading where no bars mark the cells


class FigureTables:
    """Reads the tables of one release: rows of as many amounts as the line above them has dates.

    Args:
        text: the view's text.
        mentions: resolved mentions, in text order.
    """

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        self.text, self.mentions = text, mentions
        self._starts = [mention.start for mention in mentions]
        self._headings: dict[int, tuple[int, ...]] = {}

    def _line(self, position: int) -> tuple[int, int]:
        start = self.text.rfind("\n", max(0, position - _WIDE), position) + 1
        end = self.text.find("\n", position, position + _WIDE)
        return start, end if end >= 0 else min(len(self.text), position + _WIDE)

    def _inside(self, start: int, end: int, label: Label) -> tuple[int, ...]:
        """Numbers of the mentions of a label that begin between two positions."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return tuple(number for number in range(first, last) if self.mentions[number].label is label)

    def column(self, number: int) -> int | None:
        """Number of the DATE that heads the column of the amount."""
        start, end = self._line(self.mentions[number].start)
        if end - start > _WIDE:
            return None
        row = self._inside(start, end, Label.FIGURE)
        heading = self._heading(start, row, barred="|" in self.text[start:end])
        return heading[row.index(number)] if heading else None

    def _heading(self, start: int, row: Sequence[int], barred: bool) -> tuple[int, ...]:
        """The dates of the nearest line above that has one for each amount of the row; empty when there is none."""
        known = self._headings.get(start)
        if known is None:
            known = self._headings[start] = self._find(start, len(row), barred)
        return known

    def _find(self, start: int, columns: int, barred: bool) -> tuple[int, ...]:
        if columns < (1 if barred else _COLUMNS) or self._inside(start, self._line(start)[1], Label.DATE):
            return ()
        for _ in range(_ROWS):
            if start == 0:
                return ()
            above, end = self._line(start - 1)
            if not self.text[above:end].strip() or end - above > _WIDE:
                return ()
            dates = self._inside(above, end, Label.DATE)
            if dates and not self._inside(above, end, Label.FIGURE):
                return dates if len(dates) == columns else ()
            start = above
        return ()

    def label_end(self, number: int) -> int | None:
        """Where the label of the amount's row ends, None outside tables."""
        if self.column(number) is None:
            return None
        start, end = self._line(self.mentions[number].start)
        return self.mentions[self._inside(start, end, Label.FIGURE)[0]].start
