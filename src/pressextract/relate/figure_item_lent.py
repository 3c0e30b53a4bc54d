"""What a figure counts when its own words do not say: what an amount before counts, a plural before it, the class ranked."""

from __future__ import annotations

from bisect import bisect_left

from pressextract.mention import ORGANISATIONS, Label
from pressextract.relate.noun_phrase import Phrase
from pressextract.relate.statement import Statements

__all__ = ["LentItem"]

_FIGURES_BACK = 6
_WORDS_BACK = 60  # words looked back for an antecedent
_COMPARED = 9  # words between an amount and the one it is compared with, its date counted in
_BESIDE = 3  # words between two amounts of one thing: "700 in and 500"
_RANKING = 4  # words before a rank in which a verb of ranking stands: "is ranked by Scimago 5th"
_SHORT = 3  # letters of words that are no antecedent: "his"


class LentItem:
    """One figure where it stands, and what the context lends it to count.

    Args:
        seen: the release and what was found so far; items of earlier figures are read from it.
        number: the figure's mention.
        sentence: view span of its sentence.
    """

    def __init__(self, seen: Statements, number: int, sentence: tuple[int, int]) -> None:
        self.seen, self.number, self.sentence = seen, number, sentence
        self.text, self.lists, self.lower, self.words = seen.text, seen.lists, seen.lower, seen.words
        self.grammar, self.phrases = seen.grammar, seen.grammar.phrases
        self.mention = seen.mentions[number]
        self.kind = seen.kinds[number] or "count"
        self._stop = seen.word_at(sentence[1])
        self._first = seen.first[number]
        self._behind = self._word_behind()

    def _word_behind(self) -> int:
        """Index of the first word behind the figure, "+" and "or more" counted in with the figure."""
        index = self.seen.following[self.number]
        if index < len(self.lower) and self.lower[index] == "+":
            index += 1
        if self._word(index) in self.lists["or"] and self._word(index + 1) in self.lists["np_skip"]:
            return index + 2  # "two or more institutions"
        return index

    def _word(self, index: int) -> str:
        """The word at an index, casefolded; "" behind the sentence."""
        return self.lower[index] if index < self._stop else ""

    def _empty_behind(self) -> bool:
        """Whether no noun follows the figure: a mark, a verb, "of", "the", the end of the sentence."""
        word = self._word(self._behind)
        return not word or not word[0].isalnum() or word in self.grammar.closing or self.phrases.is_verb(word)

    def _span(self, first: int, last: int) -> Phrase:
        """The words `first` to `last` as they are."""
        return Phrase(self.words.starts[first], self.words.ends[last], self.lower[last])

    def _subject(self) -> Phrase | None:
        """The noun phrase that opens the sentence."""
        return self.phrases.forward(self.words, self.seen.word_at(self.sentence[0]), self.mention.start, False)

    def _common(self, phrase: Phrase | None) -> Phrase | None:
        """The phrase, None when its head is part of a name: "the Piedmont Region, €1.9m"."""
        named = phrase is not None and self.seen.covers(phrase.end - 1, self.number)
        return None if named else phrase

    # --- from an amount before ------------------------------------------------------------------------------------

    def _previous(self) -> Phrase | None:
        """What the figure before counts, in the same sentence: "its 9th office ... and its 10th in Australia"."""
        previous = self.seen.previous_figure(self.number, self.sentence[0])
        for _ in range(_FIGURES_BACK):
            if previous is None or self.kind == "ordinal" or not self._passed_over(previous):
                break
            previous = self.seen.previous_figure(previous, self.sentence[0])
        return self.seen.items.get(previous) if previous is not None else None

    def _passed_over(self, number: int) -> bool:
        """Whether a figure between lends no item: a rank, or a length of time beside a share or count."""
        if self.seen.kinds[number] == "ordinal":
            return True
        figure = self.seen.mentions[number].figure
        return figure is not None and figure.unit in self.lists["item_time"] and self.kind not in ("money", "measure")

    def _shared(self) -> Phrase | None:
        """What the amount just before is of, when the two stand side by side or this one is "of which"."""
        previous = self.seen.previous_figure(self.number, self.sentence[0])
        if previous is None or self.seen.kinds[previous] not in (self.kind, "percent"):
            return None
        between = self.seen.between(previous, self.number).casefold().split()
        beside = len(between) <= 1 or (
            len(between) <= _BESIDE
            and all(word in self.lists["amount_verb"] or word in self.lists["np_joiner"] for word in between)
        )
        compared = len(between) <= _COMPARED and not self.lists["amount_compared"].isdisjoint(between)
        if beside or compared or not self.lists["of_them"].isdisjoint(between) or self._verbless(between):
            return self.seen.items.get(previous)
        return None

    def _verbless(self, between: list[str]) -> bool:
        """Whether "and" joins two amounts without a verb or mark between: "£5m in 2019 and in 2020 £6m"."""
        if self.lists["and"].isdisjoint(between) or not self.grammar.acting.isdisjoint(between):
            return False
        return not any(mark in ",;:" for mark in "".join(between))

    def _lately(self) -> Phrase | None:
        """What the nearest amount before, here or in the sentence before, is of."""
        for previous in self.seen.figures_before(self.number, self._earlier(), _FIGURES_BACK):
            if self.seen.kinds[previous] in ("count", "money") and previous in self.seen.items:
                return self.seen.items[previous]
        return None

    def _earlier(self) -> int:
        """Start of the sentence before."""
        return self.seen.sentence_before(self.sentence[0])

    # --- from words before ----------------------------------------------------------------------------------------

    def _antecedent(self) -> Phrase | None:
        """The plural nearest before in this sentence or the one before; for a rank its subject."""
        start, earlier = self.sentence[0], self._earlier()
        if self.kind == "ordinal":
            return self._plural_before(start) or self._counted(earlier, True) or self._subject()
        if not self._empty_behind():
            return None
        return self._plural_before(start) or self._counted(earlier, False) or self._plural_before(earlier)

    def _counted(self, start: int, ranked: bool) -> Phrase | None:
        """What the nearest rank, else count, from `start` on is of."""
        kind = "ordinal" if ranked else "count"
        for previous in self.seen.figures_before(self.number, start, _FIGURES_BACK):
            if self.seen.kinds[previous] == kind:
                return self.seen.items.get(previous)
        return None

    def _plural_before(self, start: int) -> Phrase | None:
        """The nearest plural noun before, with what belongs to it: "of the new | researchers"."""
        last = self._first - 1
        for index in range(last, max(0, last - _WORDS_BACK), -1):
            if self.words.starts[index] < start:
                break
            if self.phrases.is_plural(self.words.texts[index]) and self._counts(index):
                return self.phrases.backward(self.words, index + 1, start)
        return None

    def _counts(self, index: int) -> bool:
        """Whether a plural is a common noun that owns nothing: not "the CNRSs", "gives", "the researchers' grants"."""
        surface, word = self.words.texts[index], self.lower[index]
        if len(word) <= _SHORT or self.phrases.is_verb(word) or word in self.lists["np_stop"]:
            return False
        if not surface[-1].islower() or not (surface.islower() or surface[:-1].isupper()):
            return False
        after = self.words.texts[index + 1] if index + 1 < len(self.lower) else ""
        return after != "'" and after not in self.lists["np_possessive"]

    # --- what is ranked -------------------------------------------------------------------------------------------

    def _rank(self) -> Phrase | None:
        """The class of what is ranked: "one of the best universities", else the word for what the subject is."""
        before = self.seen.words_before(self.mention.start, _RANKING, self.sentence[0])
        if self.lists["rank_verb"].isdisjoint(before):
            return None
        previous = self.seen.previous_figure(self.number, self.sentence[0])
        if previous is not None and previous in self.seen.items and self.seen.kinds[previous] == "ordinal":
            return self.seen.items[previous]
        return self._one_of() or self._class_of_subject()

    def _one_of(self) -> Phrase | None:
        """The class behind "one of" in front of the rank."""
        last = self._first
        for index in range(last - 1, max(0, last - _WORDS_BACK), -1):
            if self.words.starts[index] < self.sentence[0]:
                break
            if self._word(index) in self.lists["one_of"] and self._word(index + 1) in self.lists["of"]:
                phrase = self.phrases.forward(self.words, index + 2, self.mention.start, True)
                if phrase:
                    return phrase
        return None

    def _class_of_subject(self) -> Phrase | None:
        """The nearest word for what the subject is: "country" for "Canada ranks 4th"."""
        subject = None
        for at in self.seen.before(self.number, self.sentence[0]):
            if self.seen.mentions[at].label in (Label.PLACE, *ORGANISATIONS):
                subject = self.seen.mentions[at]
        place = subject is not None and subject.label is Label.PLACE
        return self._class_near("place_class" if place else "university_class")

    def _class_near(self, name: str) -> Phrase | None:
        """The nearest word of a class in the release."""
        phrases = self.seen.class_words[name]
        at = bisect_left(phrases, self.mention.start, key=lambda phrase: phrase.start)
        nearest = phrases[max(0, at - 1) : at + 1]
        return min(nearest, key=lambda phrase: abs(phrase.start - self.mention.start), default=None)
