"""How often a figure holds: the recurrence of its clause, of its sentence's opening, of the thing counted."""

from __future__ import annotations

from pressextract.mention import Label, Mention
from pressextract.relate.statement import Statements

__all__ = ["FigureLinks"]

_RANGE = 4  # characters between two amounts of one thing: "0.5 to 2 curies"
_OPENED = 4  # characters between a sentence's start and the recurrence that opens it: "- "
_ELLIPTIC = 20  # characters between a recurrence and a bare number that shares it: " rather than "


class FigureLinks:
    """Reads the rates of the figures of one release.

    "800 papers a year" -> "P1Y"; "10 million alerts per night" -> "P1D".

    Args:
        seen: the release and what was found so far.
    """

    def __init__(self, seen: Statements) -> None:
        self.seen, self.grammar = seen, seen.grammar
        self.mentions, self.lists, self.text, self.words = seen.mentions, seen.lists, seen.text, seen.words
        self._rates = [_rate(mention) for mention in seen.mentions]
        self._any = any(self._rates)

    def per(self, number: int, sentence: tuple[int, int]) -> str | None:
        """Duration of the SET in the same clause: behind with no figure between, or at the sentence's start."""
        if self.seen.kinds[number] in ("", "ordinal"):
            return None
        spoken = self._rate_in_words(number)
        if spoken or not self._any:
            return spoken
        spoken = self._rate_in_item(number, sentence[0])
        return spoken or self._behind(number, sentence[1]) or self._before(number, sentence[0])

    def _behind(self, number: int, end: int) -> str | None:
        """The recurrence behind the figure; amounts of the same range may stand between."""
        figure = self.mentions[number]
        for at in self.seen.behind(number, end):
            other = self.mentions[at]
            if other.label is Label.FIGURE:
                if self._same_clause(figure, other) and self.seen.kinds[number] == self.seen.kinds[at]:
                    continue
                return None
            rate = self._rates[at]
            if rate is None or self._adjective(at):
                continue
            between = self.text[figure.end : other.start]
            tokens = between.split()
            if ";" not in between and self.lists["or"].isdisjoint(tokens) and self.lists["of_which"].isdisjoint(tokens):
                return rate
        return None

    def _before(self, number: int, start: int) -> str | None:
        """The recurrence that opens the sentence, or that a bare number shares."""
        for at in self.seen.before(number, start):
            rate, other = self._rates[at], self.mentions[at]
            if rate and (self._opens_clause(other, start) or self._elliptic(number, other)):
                return rate
        return None

    def _rate_in_words(self, number: int) -> str | None:
        """Rates whose unit is no DATE: "10 million alerts per night"."""
        item = self.seen.items.get(number)
        counted = item is not None and item.end >= self.mentions[number].end
        index = self.seen.word_at(item.end) if item and counted else self.seen.following[number]
        if self.seen.word(index) not in self.lists["rate_before"]:
            return None
        return self.grammar.rates.get(self.seen.word(index + 1))

    def _adjective(self, number: int) -> bool:
        """Whether the recurrence belongs to the noun behind it: "an annual budget"."""
        index, rate = self.seen.following[number], self.mentions[number]
        if index >= len(self.seen.lower) or " " in self.text[rate.start : rate.end] or not self.words.spaced(index):
            return False
        word = self.seen.lower[index]
        plain = self.words.texts[index][0].isalpha() and word not in self.grammar.closing
        return plain and not self.grammar.phrases.is_verb(word)

    def _rate_in_item(self, number: int, start: int) -> str | None:
        """Rate of the thing itself: "monthly stipends range from", "an annual budget of"."""
        item = self.seen.items.get(number)
        if item is None or item.start < start:
            return None
        near: tuple[int, ...] = (*self.seen.before(number, start), *self.seen.behind(number, item.end))
        for at in near:
            rate, other = self._rates[at], self.mentions[at]
            if rate and item.start - 1 <= other.end and other.start <= item.end:
                return rate
        return None

    def _same_clause(self, first: Mention, second: Mention) -> bool:
        """Whether two amounts of one thing stand side by side ("from 0.5 to 2 curies per year")."""
        return len(self.text[first.end : second.start].strip()) <= _RANGE

    def _opens_clause(self, mention: Mention, start: int) -> bool:
        """Whether the recurrence opens the sentence: "Each year, 40 students"."""
        return mention.start - start <= _OPENED and not self.text[mention.end : mention.end + 1].isalnum()

    def _elliptic(self, number: int, rate: Mention) -> bool:
        """Whether a bare number behind the rate shares it: "16 researchers a year rather than eight"."""
        figure = self.mentions[number]
        if figure.start - rate.end >= _ELLIPTIC:
            return False
        between = self.text[rate.end : figure.start]
        bare = not self.seen.word(self.seen.following[number])[:1].isalnum()
        return bare and "," not in between and "." not in between


def _rate(mention: Mention) -> str | None:
    """ISO duration of a SET mention: "R/P1Y" -> "P1Y"; None for others."""
    if mention.date is None or mention.label is not Label.DATE or mention.date.type != "SET":
        return None
    value = mention.date.value
    return value[2:] or None if value and value.startswith("R/") else None
