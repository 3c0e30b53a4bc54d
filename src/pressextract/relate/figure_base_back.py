"""What a share or part is of, when that was said before: "half of them", "Of the 96 awards, 41", "Seven finished"."""

from __future__ import annotations

from pressextract.mention import Label
from pressextract.relate.noun_phrase import Phrase
from pressextract.relate.statement import Statements

__all__ = ["BackwardBases"]

_OPENING = 90  # characters in which a sentence's opening base stands: "Out of 1,900 proposals received, 114"
_OPENED = 8  # words of such an opening in front of the base
_FIRST = 180  # characters from "Of these," to its amount
_BACK = 6  # figures looked back for the whole of a part
_BRACKET = 8  # characters between the bracket of a converted amount and its number: "(about US$"
_MARKS = "\"'“*-"  # stand at the edges of an opening's words


class BackwardBases:
    """Reads bases that stand before their figure.

    Args:
        seen: the release and what was found so far; items and bases of earlier figures are read from it.
    """

    def __init__(self, seen: Statements) -> None:
        self.seen, self.grammar = seen, seen.grammar
        self.mentions, self.lists, self.text = seen.mentions, seen.lists, seen.text
        self._openings: dict[int, bool] = {}

    def _is_amount(self, number: int) -> bool:
        return self.seen.kinds[number] in ("count", "money")

    def _is_share(self, number: int) -> bool:
        return self.seen.kinds[number] in ("percent", "ratio")

    def _word_behind(self, number: int, step: int = 0) -> str:
        """A word behind the figure, casefolded."""
        return self.seen.word(self.seen.following[number] + step)

    def _smaller(self, part: int, whole: int) -> bool:
        """Whether two amounts are of one kind and unit and the first is the smaller."""
        one, other = self.mentions[part].figure, self.mentions[whole].figure
        if one is None or other is None or one.kind != other.kind or one.unit != other.unit:
            return False
        bound, limit = one.max or one.min, other.max or other.min
        return bound is not None and limit is not None and bound < limit

    def _converted(self, number: int) -> bool:
        """Whether the amount only says the one before in another currency: "Tk 48.5 crore (US$ 4.1 million)"."""
        if self.seen.kinds[number] != "money" or number == 0 or self.seen.kinds[number - 1] != "money":
            return False
        start = self.mentions[number].start
        return self.text[max(0, start - _BRACKET) : start].rstrip("~ ")[-1:] == "("

    def _compared(self, number: int) -> bool:
        """Whether the amount is one that another is compared with: "up from 1,020", "against 47 per cent"."""
        return self._after(number, self.grammar.compared)

    def _after(self, number: int, words: frozenset[str]) -> bool:
        """Whether one of the words stands before the amount, its modifiers left out ("more than", "about")."""
        return not words.isdisjoint(self.seen.words_before(self.seen.lead_start(number), 2, 0))

    # --- pointing back --------------------------------------------------------------------------------------------

    def _pointed(self, number: int, start: int) -> int | None:
        """The amount before, for "half of them", "40% of these graduates", "60% of it", "half that number", "all but seven"."""
        second = self._word_behind(number, 1)
        spoken = self._points(number, second)
        if spoken is None:
            return None
        spoken = spoken or self._all_but(number, start)
        opening = self._opens_with_these(start, number)
        if not spoken and not opening:
            return None
        bare = opening or second in self.lists["base_pronoun"]
        inside = None if opening else self._amount_before(number, start, bare)
        earlier = self.seen.sentence_before(start)
        found = inside if inside is not None else self._amount_before(number, earlier, False)
        named = spoken and second in self.lists["item_that"] and earlier > 0
        if found is None and named:
            return self._amount_before(number, self.seen.sentence_before(earlier), False)
        return found

    def _points(self, number: int, second: str) -> bool | None:
        """Whether "of them" or "that number" follows the figure; None for "of those" without a noun."""
        first = self._word_behind(number)
        if first in self.lists["of"] and second in self.grammar.pointing:
            noun = second not in self.lists["item_those"] or self._noun(self._word_behind(number, 2))
            return True if noun else None
        return first in self.lists["item_that"] and second in self.lists["item_same"]

    def _all_but(self, number: int, start: int) -> bool:
        """Whether "all but" stands before the figure."""
        before = self.seen.words_before(self.mentions[number].start, 2, start)
        return len(before) > 1 and before[0] in self.lists["base_but"] and before[1] in self.lists["base_all"]

    def _noun(self, word: str) -> bool:
        passive = self.grammar.phrases.is_passive(word)
        return bool(word) and word[0].isalpha() and word not in self.lists["np_stop"] and not passive

    def _opens_with_these(self, start: int, number: int) -> bool:
        """Whether "Of these," or "Of this total," opens the sentence and the amount follows in its clause."""
        if self.mentions[number].start - start >= _FIRST:
            return False
        if start not in self._openings:
            index = self.seen.word_at(start)
            while index < len(self.seen.lower) and not self.seen.lower[index][0].isalnum():
                index += 1
            of = self.seen.word(index) in self.lists["of"]
            self._openings[start] = of and self.seen.word(index + 1) in self.lists["of_them"]
        return self._openings[start]

    def _amount_before(self, number: int, start: int, nearest: bool) -> int | None:
        """The nearest amount from `start` on that is itself no part; `nearest`: of whatever kind."""
        for previous in self.seen.figures_before(number, start, _BACK):
            base = self.seen.bases.get(previous)
            plain = self._is_amount(previous) and not self._compared(previous) and not self._converted(previous)
            if plain and base is None:
                return previous
            if base is not None and self.mentions[base].label is Label.FIGURE:
                return base
            if nearest and self.seen.kinds[previous] == "measure":
                return previous
        return None

    # --- in the opening -------------------------------------------------------------------------------------------

    def _opened(self, number: int, start: int) -> int | None:
        """The amount in the opening: "Of the 96 awards, 41 went", "Out of 1,900 proposals received, 114"."""
        previous = self.seen.previous_figure(number, start)
        if previous is None:
            return None
        first = [previous, *self.seen.figures_before(previous, start, _BACK)][-1]
        if self.mentions[first].start - start > _OPENING or not self._is_amount(first):
            return None
        words = (word.strip(_MARKS) for word in self.text[start : self.mentions[first].start].casefold().split())
        opening = [word for word in words if word]
        if not opening or len(opening) > _OPENED or not self.grammar.phrases.verbs.isdisjoint(opening):
            return None
        of = opening[0] in self.lists["of"] or opening[0] in self.lists["out_of"]
        comma = self.text.find(",", self.mentions[first].end, self.mentions[number].start) >= 0
        direct = previous == first or self.seen.bases.get(previous) == first
        return first if of and comma and direct and (self._is_share(number) or self._smaller(number, first)) else None

    # --- parts that act -------------------------------------------------------------------------------------------

    def _subset(self, number: int, start: int) -> int | None:
        """The amount of which a bare number is a part: "38 students were admitted and 21 have defended", "Seven finished"."""
        item = self.seen.items.get(number)
        counted = item is not None and self.seen.kinds[number] == "count"
        if not (counted or self._is_share(number)) or self._word_behind(number) not in self.grammar.acting:
            return None
        if self._after(number, self.lists["subset_not_after"]):
            return None
        earlier = self.seen.sentence_before(start)
        if item is None and self.seen.previous_figure(number, start) is None:
            return self._first_amount(number, earlier)
        return self._whole(number, item, earlier)

    def _first_amount(self, number: int, start: int) -> int | None:
        """The first amount from `start` on: the main one of the sentence before."""
        amounts = [at for at in self.seen.figures_before(number, start, _BACK) if self._is_amount(at)]
        return amounts[-1] if amounts else None

    def _whole(self, number: int, item: Phrase | None, start: int) -> int | None:
        """The nearest larger amount of the same thing from `start` on; of anything, for a share that names none."""
        share = self.seen.kinds[number] != "count"
        for previous in self.seen.figures_before(number, start, _BACK):
            same = item is None or self.seen.items.get(previous) == item
            whole = same and self._is_amount(previous) and previous not in self.seen.bases
            if whole and (share or self._smaller(number, previous)):
                return previous
        return None
