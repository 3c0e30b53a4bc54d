"""When, how often, out of what and by which source: what ties a figure to other mentions of its sentence."""

from __future__ import annotations

from pressextract.mention import Label, Mention
from pressextract.relate.statement import Statements

__all__ = ["FigureLinks"]

_SOURCES = 8  # sources looked at around one figure
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
            if other.label is Label.FIGURE:
                if self._same_clause(figure, other) and self.seen.kind(number) == self.seen.kind(at):
                    continue
                break
            rate = None if self._adjective(other) else _rate(other)
            between = self.text[figure.end : other.start] if rate else ""
            if (
                rate
                and ";" not in between
                and self.lists["or"].isdisjoint(between.split())
                and self.lists["of_which"].isdisjoint(between.split())
            ):
                return rate
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

    def _adjective(self, rate: Mention) -> bool:
        """Whether the recurrence belongs to the noun behind it: "an annual budget"."""
        index = self.words.starting(rate.end)
        if " " in self.text[rate.start : rate.end] or index >= len(self.words) or not self.words.spaced(index):
            return False
        word = self.words.texts[index]
        plain = word[0].isalpha() and word.casefold() not in self.lists["np_stop"] | self.lists["np_determiner"]
        return plain and not self.seen.grammar.phrases.is_verb(word.casefold())

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


def _rate(mention: Mention) -> str | None:
    """ISO duration of a SET mention: "R/P1Y" -> "P1Y"."""
    if mention.label is not Label.DATE or mention.date is None or mention.date.type != "SET":
        return None
    value = mention.date.value
    return value[2:] if value and value.startswith("R/") else None
