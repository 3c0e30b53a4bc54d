"""When, how often, out of what and by which source: what ties a figure to other mentions of its sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise

from pressextract.mention import ORGANISATIONS, Label, Mention
from pressextract.relate.noun_phrase import Phrase
from pressextract.relate.statement import Statements

__all__ = ["FigureLinks"]

_OPENING = 90  # characters in which a sentence's opening date or base stands
_TOTAL = 5  # words between a share and its whole: "60% of the total budget of"
_SOURCES = 8  # sources looked at around one figure
_BACK = 4  # figures looked back for the whole of a part
_LINE = 400  # characters behind a figure in which "(Source: ...)" is looked for


class FigureLinks:
    """Reads the links of the figures of one release.

    Args:
        seen: the release and what was found so far.
    """

    def __init__(self, seen: Statements) -> None:
        self.seen = seen
        self.mentions, self.lists, self.text, self.words = seen.mentions, seen.lists, seen.text, seen.words

    # --- rate -----------------------------------------------------------------------------------------------------

    def per(self, number: int, sentence: tuple[int, int]) -> str | None:
        """Duration of the SET in the same clause: behind with no figure between, or at the sentence's start."""
        figure = self.mentions[number]
        if figure.figure is None or figure.figure.kind == "ordinal":
            return None
        spoken = self._rate_in_words(number) or self._rate_in_item(number, sentence[0])
        if spoken:
            return spoken
        for at in self.seen.behind(number, sentence[1]):
            other = self.mentions[at]
            if other.label is Label.FIGURE and not self._same_clause(figure, other):
                break
            rate = _rate(other)
            between = self.text[figure.end : other.start] if rate else ""
            if rate and ";" not in between and self.lists["of_which"].isdisjoint(between.split()):
                return rate
            if other.label is Label.FIGURE:
                break
        for at in self.seen.before(number, sentence[0]):
            other = self.mentions[at]
            rate = _rate(other)
            if rate and self._opens_clause(other, sentence[0]):
                return rate
            if rate and self._elliptic(number, other):
                return rate
        return None

    def _rate_in_words(self, number: int) -> str | None:
        """Rates whose unit is no DATE: "10 million alerts per night"."""
        item = self.seen.items.get(number)
        end = self.mentions[number].end if item is None or item.end < self.mentions[number].end else item.end
        index = self.words.starting(end)
        if index + 1 >= len(self.words) or self.words.texts[index].casefold() not in self.lists["rate_before"]:
            return None
        return self.seen.grammar.rates.get(self.words.texts[index + 1].casefold())

    def _rate_in_item(self, number: int, start: int) -> str | None:
        """Rate of the thing itself: "monthly stipends range from", "an annual budget of"."""
        item = self.seen.items.get(number)
        if item is None or item.start < start:
            return None
        for at in (*self.seen.before(number, start), *self.seen.behind(number, item.end)):
            other = self.mentions[at]
            if item.start - 1 <= other.end and other.start <= item.end and _rate(other):
                return _rate(other)
        return None

    def _same_clause(self, first: Mention, second: Mention) -> bool:
        """Whether two amounts of one thing stand side by side ("from 0.5 to 2 curies per year")."""
        between = self.text[first.end : second.start].strip()
        return len(between) <= 4

    def _opens_clause(self, mention: Mention, start: int) -> bool:
        return mention.start - start <= 4 and not self.text[mention.end : mention.end + 1].isalnum()

    def _elliptic(self, number: int, rate: Mention) -> bool:
        """Whether a bare number behind the rate shares it: "16 researchers a year rather than eight"."""
        figure = self.mentions[number]
        between = self.text[rate.end : figure.start]
        index = self.words.starting(figure.end)
        bare = index >= len(self.words) or not self.words.texts[index][0].isalnum()
        return bare and len(between) < 20 and "," not in between and "." not in between

    # --- base and source ------------------------------------------------------------------------------------------

    def base(self, number: int, sentence: tuple[int, int]) -> int | None:
        """What a share or part is of: a figure ("17 of 21", "out of the 9"), or an entity ("29% of the CNRS's ...")."""
        lists, share = self.lists, self.seen.kind(number) in ("percent", "ratio")
        if number + 1 < len(self.mentions):
            following = self.mentions[number + 1]
            tokens = self.seen.between(number, number + 1).casefold().replace("(", " ").split()
            if following.start < sentence[1] and tokens:
                plain = [token for token in tokens if token not in lists["np_determiner"]]
                if plain and all(token in lists["of"] for token in plain[:1]) and len(plain) == 1:
                    possessive = self.text[following.end : following.end + 2].startswith(("'s", "'"))
                    ranked = following.figure is not None and following.figure.kind == "ordinal"
                    counted = following.label is Label.FIGURE and not ranked
                    if counted or (following.label in ORGANISATIONS and (possessive or share)):
                        return number + 1
                out = len(plain) > 1 and plain[-2] in lists["base_before"] and plain[-1] in lists["base_link"]
                short = share and 1 < len(plain) <= _TOTAL
                whole = short and plain[0] in lists["of"] and plain[-1] in lists["of"]
                out = out or (whole and self.seen.kind(number + 1) in ("money", "count", "measure"))
                if following.label is Label.FIGURE and out and len(self.seen.between(number, number + 1)) < 90:
                    return number + 1
        base = self._base_before(number, sentence)
        return base if base is not None else self._subset(number, sentence)

    def _subset(self, number: int, sentence: tuple[int, int]) -> int | None:
        """The count of which a bare number is a part: "38 students were admitted and 21 have defended", "Seven finished"."""
        item, figure = self.seen.items.get(number), self.mentions[number].figure
        index = self.words.starting(self.mentions[number].end)
        share = figure is not None and figure.kind in ("percent", "ratio")
        if index >= len(self.words) or not (share or (item is not None and self.seen.kind(number) == "count")):
            return None
        acting = self.words.texts[index].casefold()
        pointing = self.words.texts[index : index + 2]
        earlier = self.seen.parsed.sentence(sentence[0] - 1)[0] if sentence[0] else 0
        if share and acting in self.lists["item_that"] and pointing[-1].casefold() in self.lists["item_same"]:
            return self._whole(number, None, sentence[0])
        previous = self.seen.previous_figure(number, sentence[0])
        if share and previous is not None and item == self.seen.items.get(previous) and not self._is_amount(previous):
            return self.seen.bases.get(previous)
        if not (acting in self.lists["subject_verb"] or self.seen.grammar.phrases.is_verb(acting)):
            return None
        if not self.lists["subset_not_after"].isdisjoint(
            self.seen.words_before(self.mentions[number].start, 2, sentence[0])
        ):
            return None
        if item is None and self.seen.previous_figure(number, sentence[0]) is None:
            return self._first_amount(number, earlier)
        return self._whole(number, item, earlier)

    def _is_amount(self, number: int) -> bool:
        return self.seen.kind(number) in ("count", "money")

    def _first_amount(self, number: int, start: int) -> int | None:
        """The first amount from `start` on: the main one of the sentence before."""
        first = None
        previous = self.seen.previous_figure(number, start)
        while previous is not None:
            first = previous if self._is_amount(previous) else first
            previous = self.seen.previous_figure(previous, start)
        return first

    def _whole(self, number: int, item: Phrase | None, start: int) -> int | None:
        """The nearest larger amount of the same thing from `start` on; of anything, for a share that names none."""
        figure = self.mentions[number].figure
        previous = self.seen.previous_figure(number, start)
        for _ in range(_BACK):
            if previous is None or figure is None:
                return None
            other = self.mentions[previous].figure
            same = item is None or self.seen.items.get(previous) == item
            if other is not None and self._is_amount(previous) and same and previous not in self.seen.bases:
                bound, whole = figure.max or figure.min, other.max or other.min
                if figure.kind != "count" or (bound is not None and whole is not None and bound < whole):
                    return previous
            previous = self.seen.previous_figure(previous, start)
        return None

    def _base_before(self, number: int, sentence: tuple[int, int]) -> int | None:
        figure = self.mentions[number]
        previous = self.seen.previous_figure(number, sentence[0])
        if previous is None:
            return None
        index = self.words.starting(figure.end)
        tail = [word.casefold() for word in self.words.texts[index : index + 2]]
        if len(tail) == 2 and tail[0] in self.lists["of"] and tail[1] in self.lists["of_them"]:
            return previous
        start = self.mentions[previous].start
        opening = self.text[sentence[0] : start].casefold().split() if start - sentence[0] < _OPENING else []
        if opening and opening[0].strip("\"'“") in self.lists["of"] and len(opening) <= 3:
            return previous
        between = self.seen.between(previous, number).casefold().split()
        for first, second in pairwise(between):
            if first in self.lists["of"] and second.strip(",") in self.lists["of_which"]:
                return previous
        return None

    def source(self, mention: Mention, sentence: tuple[int, int]) -> tuple[int, int] | None:
        """Span of what "(Source: ...)" behind it or "according to ..." in its sentence names."""
        sources = self.seen.sources
        if not sources:
            return None
        stop = self.text.find("\n", mention.end, mention.end + _LINE)
        line_end = stop if stop >= 0 else mention.end + _LINE
        at = bisect_left(sources, (max(sentence[0], mention.start - _LINE), 0, False))
        for start, end, labelled in sources[at : at + _SOURCES]:
            if labelled and mention.end <= start < line_end:
                return start, end
            near = start < min(sentence[1], line_end)
            if not labelled and start < end and near and not self._names_person(start, sentence[1]):
                return start, end
        return None

    def _names_person(self, start: int, end: int) -> bool:
        return any(other.label is Label.PERSON for other in self.seen.within(start, min(end, start + _LINE)))


def _rate(mention: Mention) -> str | None:
    """ISO duration of a SET mention: "R/P1Y" -> "P1Y"."""
    if mention.label is not Label.DATE or mention.date is None or mention.date.type != "SET":
        return None
    value = mention.date.value
    return value[2:] if value and value.startswith("R/") else None
