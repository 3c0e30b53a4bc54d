"""When a figure holds, by what stands elsewhere: the amount before, the whole it is a part of, its source, list or story."""

from __future__ import annotations

import re

from pressextract.mention import Label, Mention
from pressextract.offsets import FILLER
from pressextract.relate.statement import Statements

__all__ = ["BULLETS", "ContextPeriods", "dates"]

BULLETS = ("-", "*", "•", "–", "|", "·")
"""Marks that open an item of a list or a cell of a table."""

_LIST_LINES = 12  # lines of a list looked back for the one that dates it
_BACK = 4  # figures looked back for one with a period
_GAPPED = 4  # words of "and industry 29 per cent", whose verb is left out
_COMPARED = 30  # characters of "than in", "from £5.2m in"
_STORY = 60  # words of a sentence looked at for its tense
_ITEM = 600  # characters of a list's item or of a sentence that goes on; longer ones are no such thing
_HEADING = 90  # characters of a list's heading; longer ones are paragraphs
_OPENERS = (",", "(")
_NUMBERED = re.compile(rf"\(?(?:{FILLER}{{1,6}}|[ivxIVX]{{1,5}}|[a-z0-9]{{1,2}})[.)] ")


def dates(mention: Mention) -> bool:
    """Whether the mention is a DATE that is no recurrence."""
    return mention.label is Label.DATE and mention.date is not None and mention.date.type != "SET"


class ContextPeriods:
    """Reads the periods that figures of one release take over from elsewhere.

    Args:
        seen: the release and what was found so far; periods and bases of earlier figures are read from it.
    """

    def __init__(self, seen: Statements) -> None:
        self.seen, self.grammar = seen, seen.grammar
        self.mentions, self.lists, self.text = seen.mentions, seen.lists, seen.text
        self._that_is = [[[","], phrase] for phrase in seen.lists["period_that_is"]]
        self._lists_dated: dict[int, int | None] = {}

    def _elsewhere(self, number: int, sentence: tuple[int, int], source: tuple[int, int] | None) -> int | None:
        """The date that what stands elsewhere gives the figure, the surest sign first."""
        found = self._then(number, sentence[0])
        if found is None:
            found = self._of_base(number)
        if found is None and source is not None:
            found = self._of_source(number, source)
        if found is None:
            found = self._of_list(number)
        return found if found is not None else self._of_story(number, sentence)

    def _acts(self, token: str) -> bool:
        """Whether a word is a verb."""
        return token in self.grammar.acting

    # --- from the amount before -----------------------------------------------------------------------------------

    def _carried_on(self, number: int, start: int) -> int | None:
        """The period of the amount before, which this one goes on with: "in 2020, or 29% of", "from 2025, enough for 55"."""
        previous = self.seen.previous_figure(number, start)
        date = self.seen.periods.get(previous) if previous is not None else None
        if previous is None or date is None:
            return None
        listed = self.seen.kinds[number] not in ("measure", "ordinal") and ";" in self.seen.between(previous, number)
        if listed and not any(at > date and dates(self.mentions[at]) for at in range(previous + 1, number)):
            return date
        if date < previous and self._joined(previous, number):
            return date
        begin = max(self.mentions[previous].end, self.mentions[date].end)
        if begin > self.mentions[number].start:
            return None
        text = self.text[begin : self.mentions[number].start].casefold().replace(",", " , ").replace("(", " ( ")
        return date if self._goes_on(number, text.split()) else None

    def _joined(self, first: int, second: int) -> bool:
        """Whether two amounts are members of one coordination ("214 applications and 8 grants in 2023")."""
        between = self.seen.between(first, second)
        tokens = between.casefold().replace(",", " , ").split()
        while tokens and tokens[-1] in self.grammar.lead:
            tokens.pop()
        if not tokens or tokens[-1] not in self.lists["period_joiner"] or any(mark in between for mark in ";:()\n"):
            return False
        return self.grammar.acting.isdisjoint(tokens)

    def _goes_on(self, number: int, tokens: list[str]) -> bool:
        """Whether the words between two amounts lead from one to the other without a verb of their own."""
        comma = max((at for at, token in enumerate(tokens) if token in _OPENERS), default=-1)
        tail = tokens[comma + 1 :]
        if comma == len(tokens) - 1 and [tokens[-4:-3], " ".join(tokens[-3:-1])] in self._that_is:
            return True
        if not self.grammar.acting.isdisjoint(tail):
            return False
        if comma >= 0 and tail and tail[0] in self.lists["period_continues"]:
            return True
        if comma >= 0 and all(token in self.grammar.lead_words for token in tail):
            return self.seen.kinds[number] in ("percent", "ratio") and tokens[comma] == ","
        return comma < 0 and len(tail) <= _GAPPED and not self.lists["and"].isdisjoint(tail)

    def _of_base(self, number: int) -> int | None:
        """The period of the whole, for a part of it: "34.7 million for 2023-2028, of which 29.9", "half of them"."""
        base = self.seen.bases.get(number)
        return self.seen.periods.get(base) if base is not None else None

    def _of_source(self, number: int, source: tuple[int, int]) -> int | None:
        """The date of the survey or ranking itself: "according to the 2023 listing"."""
        for at in (*self.seen.before(number, source[0]), *self.seen.behind(number, source[1])):
            if source[0] <= self.mentions[at].start < source[1] and dates(self.mentions[at]):
                return at
        return None

    # --- from the sentence before ---------------------------------------------------------------------------------

    def _then(self, number: int, start: int) -> int | None:
        """The last date of the sentence before, for "Since then, 503 people"."""
        if not start or self.seen.word(self.seen.word_at(start) + 1) not in self.lists["period_then"]:
            return None
        for at in self.seen.before(number, self.seen.sentence_before(start)):
            if self.mentions[at].start < start and dates(self.mentions[at]):
                return at
        return None

    def _of_story(self, number: int, sentence: tuple[int, int]) -> int | None:
        """The period that the sentence before set, when this one goes on in the past tense without a date of its own."""
        start, end = sentence
        if not start or end - start > _ITEM or self.text[start - 1] == "\n":
            return None
        if self.seen.kinds[number] in ("measure", "ordinal") or not self._tells_on(start, end):
            return None
        first = None
        for previous in self.seen.figures_before(number, self.seen.sentence_before(start), _BACK):
            date = self.seen.periods.get(previous)
            if self.mentions[previous].start < start and date is not None and self._set(date):
                first = date
        return first

    def _tells_on(self, start: int, end: int) -> bool:
        """Whether a sentence without a date of its own is in the past tense or opens with "That"."""
        if any(map(self._timed, self.seen.within(start, end))):
            return False
        words = self.seen.lower[self.seen.word_at(start) : self.seen.word_at(end)][:_STORY]
        if words and words[0] in self.lists["story_this"]:
            return True
        return self.lists["story_not"].isdisjoint(words) and any(map(self._past, words))

    def _timed(self, mention: Mention) -> bool:
        """Whether the mention says when or how long, and is not only what an amount is compared with."""
        if not dates(mention):
            return False
        before = self.text[max(0, mention.start - _COMPARED) : mention.start].casefold().split()
        return self.lists["story_than"].isdisjoint(before)

    def _past(self, token: str) -> bool:
        phrases = self.grammar.phrases
        return token in self.lists["story_past"] or (phrases.is_verb(token) and phrases.is_passive(token))

    def _set(self, date: int) -> bool:
        """Whether the date is a stretch of the calendar that more than one amount may hold for."""
        value = self.mentions[date].date
        return value is not None and value.type == "DATE" and bool(value.value) and "X" not in (value.value or "")

    # --- from a list ----------------------------------------------------------------------------------------------

    def _of_list(self, number: int) -> int | None:
        """The date that the first line of a list, or the heading above it, gives for all of it."""
        position = self.mentions[number].start
        start = self.text.rfind("\n", max(0, position - _ITEM), position) + 1
        if (not start and position > _ITEM) or not self._itemised(start):
            return None
        if start not in self._lists_dated:
            self._lists_dated[start] = self._list_date(start)
        return self._lists_dated[start]

    def _list_date(self, start: int) -> int | None:
        """The date of the list whose item begins at `start`."""
        first = start
        for _ in range(_LIST_LINES):
            above = self._line_above(first)
            if above == first or not self._itemised(above):
                break
            first = above
        end = self.text.find("\n", first)
        for at in self.seen.numbers(self._heading(first), end if end >= 0 else len(self.text)):
            if dates(self.mentions[at]) and self._for_all(self.mentions[at], first):
                return at
        return None

    def _line_above(self, start: int) -> int:
        """Start of the line above, `start` when it is too long to be an item."""
        far = max(0, start - _ITEM)
        above = self.text.rfind("\n", far, max(far, start - 1)) + 1
        return above if above or far == 0 else start

    def _heading(self, first: int) -> int:
        """Start of the short line above a list, over one blank line; `first` when there is none."""
        above = self._line_above(first)
        if above < first and not self.text[above:first].strip():
            above = self._line_above(above)
        line = self.text[above:first].rstrip()
        return above if len(line) <= _HEADING and not line.endswith((".", "!", "?", ",")) else first

    def _itemised(self, start: int) -> bool:
        """Whether a line is an item of a list: a bullet, or a number or letter in brackets."""
        return self.text[start : start + 1] in BULLETS or _NUMBERED.match(self.text, start) is not None

    def _for_all(self, date: Mention, first: int) -> bool:
        """Whether the date stands in the heading, or in the first line before its amount ("Applications in 2023: 3,186")."""
        published = self.seen.parsed.published
        if date.start >= first:
            return self.text[date.end : date.end + 1] == ":"
        return date.date is not None and (published is None or date.date.value != published.isoformat())
