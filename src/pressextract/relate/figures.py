"""What a figure is about: the thing counted, its period, rate, base and source, read from the words around it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from pressextract.knowledge.files import models_path
from pressextract.knowledge.rules import Rules, load_rules
from pressextract.link import Linked
from pressextract.mention import Label, Mention
from pressextract.parsed import Parsed, Words
from pressextract.relate.noun_phrase import NounPhrases, Phrase

__all__ = ["FigureGrammar", "FigureParts", "figure_parts", "relate_figures"]

_NAMES = (Label.INSTITUTION, Label.LAB)
_SOURCE_REACH = 200


@dataclass(frozen=True, slots=True)
class FigureParts:
    """What the words around say about one figure; spans are of the view, indices into the mentions."""

    item: tuple[int, int] | None = None
    period: int | None = None
    per: str | None = None
    of_mention: int | None = None
    source: tuple[int, int] | None = None
    subject: int | None = None


class FigureGrammar:
    """The words of one language that relations are read from.

    Args:
        rules: models/<lang>/figure.toml.
    """

    def __init__(self, rules: Rules) -> None:
        self.lists = rules.lists
        numbers = frozenset(
            {*rules.words["ones"], *rules.words["tens"], *rules.words["scale"], *rules.words["ordinal"]}
        )
        self.phrases = NounPhrases(rules.lists, numbers)
        self.modifiers = frozenset(word for phrase in rules.words["modifier"] for word in phrase.split())
        self.rates: Mapping[str, str] = rules.words["rate"]

    @cached_property
    def source(self) -> re.Pattern[str]:
        """Pattern of "(Source: X)", the source in its group."""
        labels = "|".join(sorted(self.lists["source_label"]))
        return re.compile(rf"\(?\b(?:{labels}) ?: ?([^()\n]{{2,{_SOURCE_REACH}}})", re.I)

    @cached_property
    def according(self) -> re.Pattern[str]:
        """Pattern of "according to X", X up to the next punctuation."""
        phrases = "|".join(sorted(self.lists["source_phrase"]))
        return re.compile(rf"\b(?:{phrases}) (?:the )?([^,.;:()\n]{{2,120}})", re.I)


@lru_cache(maxsize=8)
def _shipped(language: str) -> FigureGrammar:
    return FigureGrammar(load_rules(models_path(), language, "figure"))


def figure_parts(parsed: Parsed, linked: Linked, grammar: FigureGrammar | None = None) -> Mapping[int, FigureParts]:
    """Number of a figure's mention -> its parts, for the mentions of `linked`."""
    return relate_figures(parsed, linked.mentions, grammar or _shipped(parsed.language))


def relate_figures(parsed: Parsed, mentions: Sequence[Mention], grammar: FigureGrammar) -> Mapping[int, FigureParts]:
    """Number of a figure's mention -> what it counts, when, how often, of what, by which source.

    Args:
        parsed: the release.
        mentions: resolved mentions of all labels, in text order.
        grammar: the language's words.
    """
    if not any(mention.label is Label.FIGURE for mention in mentions):
        return {}
    reader = _Reader(parsed, mentions, grammar)
    return {number: reader.parts(number) for number in reader.figures}


class _Reader:
    """Reads the figures of one release in text order; what was found for one helps the next."""

    def __init__(self, parsed: Parsed, mentions: Sequence[Mention], grammar: FigureGrammar) -> None:
        self.parsed, self.mentions, self.grammar = parsed, mentions, grammar
        self.lists = grammar.lists
        self.text = parsed.text
        self.words: Words = parsed.words
        self.figures = [number for number, mention in enumerate(mentions) if mention.label is Label.FIGURE]
        self.items: dict[int, Phrase] = {}
        self.periods: dict[int, int] = {}

    def parts(self, number: int) -> FigureParts:
        """The parts of the figure with this number."""
        mention = self.mentions[number]
        sentence = self._clause_bounds(mention.start)
        phrase = _Items(self, number, sentence).find()
        if phrase is not None:
            self.items[number] = phrase
        period = self._period(number, sentence)
        if period is not None:
            self.periods[number] = period
        return FigureParts(
            item=(phrase.start, phrase.end) if phrase else None,
            period=period,
            per=self._per(number, sentence),
            of_mention=self._base(number, sentence),
            source=self._source(mention, sentence),
        )

    def _clause_bounds(self, position: int) -> tuple[int, int]:
        return self.parsed.sentence(position)

    def before(self, position: int, count: int, start: int) -> list[str]:
        """Up to `count` words in front of a position, nearest first, casefolded, not beyond `start`."""
        index = self.words.at(position - 1) if position else 0
        while index > 0 and (index >= len(self.words) or self.words.ends[index] > position):
            index -= 1
        found: list[str] = []
        while index >= 0 and len(found) < count and index < len(self.words) and self.words.starts[index] >= start:
            found.append(self.words.texts[index].casefold())
            index -= 1
        return found

    def previous_figure(self, number: int, start: int) -> int | None:
        """The figure before this one, when it begins at or behind `start`."""
        at = self.figures.index(number)
        if at and self.mentions[self.figures[at - 1]].start >= start:
            return self.figures[at - 1]
        return None

    def _between(self, first: Mention, second: Mention) -> str:
        return self.text[first.end : second.start]

    # --- rate -----------------------------------------------------------------------------------------------------

    def _per(self, number: int, sentence: tuple[int, int]) -> str | None:
        """Duration of the SET in the same clause: behind it with no other figure between, or at the sentence's start."""
        figure = self.mentions[number]
        if figure.figure is None or figure.figure.kind == "ordinal":
            return None
        spoken = self._rate_in_words(number)
        if spoken:
            return spoken
        for other in self.mentions[number + 1 :]:
            if other.start >= sentence[1]:
                break
            if other.label is Label.FIGURE and not self._same_clause(figure, other):
                break
            rate = _rate(other)
            between = self._between(figure, other) if rate else ""
            if rate and ";" not in between and self.lists["of_which"].isdisjoint(between.split()):
                return rate
            if other.label is Label.FIGURE:
                break
        for other in reversed(self.mentions[:number]):
            if other.start < sentence[0]:
                break
            rate = _rate(other)
            if rate and self._opens_clause(other, sentence[0]):
                return rate
            if rate and self._elliptic(number, other):
                return rate
        return None

    def _rate_in_words(self, number: int) -> str | None:
        """Rates whose unit is no DATE: "10 million alerts per night"."""
        item = self.items.get(number)
        end = self.mentions[number].end if item is None or item.end < self.mentions[number].end else item.end
        index = self.words.starting(end)
        if index + 1 >= len(self.words) or self.words.texts[index].casefold() not in self.lists["rate_before"]:
            return None
        return self.grammar.rates.get(self.words.texts[index + 1].casefold())

    def _same_clause(self, first: Mention, second: Mention) -> bool:
        """Whether two amounts of one thing stand side by side ("from 0.5 to 2 curies per year")."""
        between = self._between(first, second).strip()
        return len(between) <= 4

    def _opens_clause(self, mention: Mention, start: int) -> bool:
        return mention.start - start <= 4 and not self.text[mention.end : mention.end + 1].isalnum()

    def _elliptic(self, number: int, rate: Mention) -> bool:
        """Whether a bare number behind the rate shares it: "16 researchers a year rather than eight"."""
        figure = self.mentions[number]
        between = self._between(rate, figure)
        index = self.words.starting(figure.end)
        bare = index >= len(self.words) or not self.words.texts[index][0].isalnum()
        return bare and len(between) < 20 and "," not in between and "." not in between

    # --- period ---------------------------------------------------------------------------------------------------

    def _period(self, number: int, sentence: tuple[int, int]) -> int | None:
        figure = self.mentions[number]
        if figure.figure is None or figure.figure.kind == "ordinal":
            return None
        return self._period_behind(number, sentence) or self._period_before(number, sentence)

    def _period_behind(self, number: int, sentence: tuple[int, int]) -> int | None:
        figure = self.mentions[number]
        for at in range(number + 1, len(self.mentions)):
            other = self.mentions[at]
            if other.start >= sentence[1]:
                return None
            if other.label is Label.FIGURE and not self._same_clause(figure, other):
                return None
            if other.label is not Label.DATE or other.date is None or other.date.type == "SET":
                continue
            return at if self._dates(figure, other) else None
        return None

    def _dates(self, figure: Mention, date: Mention) -> bool:
        """Whether the words between a figure and the date behind it link the two: "co-publications from", "80% since the"."""
        between, lists = self._between(figure, date), self.lists
        tokens = re.findall(r"[\w']+", between.casefold())
        if len(between) > 90 or any(mark in between for mark in ",;:()\n") or not tokens or date.date is None:
            return False
        money = figure.figure is not None and figure.figure.kind == "money"
        allowed = lists["period_before"]
        if date.date.type == "DURATION":
            allowed = lists["duration_before"] | (lists["duration_money"] if money else frozenset())
        plain = [token for token in tokens if token not in lists["np_determiner"] and token not in self.words_of_order]
        lead = plain[-1] if plain else ""
        compared = not lists["period_compared"].isdisjoint(tokens[:-1]) and lead not in lists["period_of"]
        barred = not (lists["period_bar_money"] if money else lists["period_bar"]).isdisjoint(tokens)
        return (lead in allowed or lead in lists["period_noun"]) and not barred and not compared

    @property
    def words_of_order(self) -> frozenset[str]:
        """Words that may stand between the preposition and the date ("for the first five years")."""
        return self.lists["period_order"]

    def _period_before(self, number: int, sentence: tuple[int, int]) -> int | None:
        figure = self.mentions[number]
        for at in range(number - 1, -1, -1):
            other = self.mentions[at]
            if other.start < sentence[0]:
                return None
            if other.label is not Label.DATE or other.date is None or other.date.type == "SET":
                continue
            between = self._between(other, figure)
            if ";" in between:
                return None
            if self._period_shared(number, at, between):
                return at
            if figure.figure.kind != "measure" and self._period_opens(number, other, sentence[0]):
                return at
            if other.date.type == "DURATION":
                words = between.split()
                joined = len(words) <= 4 and bool(words) and words[0].casefold() in self.lists["and"]
                return at if joined else None
            apposed = self.text[max(0, other.start - 2) : other.start] == ", " and between.startswith(",")
            return at if apposed and self._first_behind(number, other) else None
        return None

    def _first_behind(self, number: int, date: Mention) -> bool:
        """Whether no other figure stands between a date and this one, or only one joined to it."""
        previous = self.previous_figure(number, date.end)
        if previous is None:
            return True
        tokens = self._between(self.mentions[previous], self.mentions[number]).split()
        return len(tokens) <= 1 and self.previous_figure(previous, date.end) is None

    def _period_shared(self, number: int, date: int, between: str) -> bool:
        """Whether the figure shares the period of the one before: "2,900 papers from 2016 to 2020, or 29% of ..."."""
        previous = self.previous_figure(number, 0)
        if previous is None or self.periods.get(previous) != date or previous > date:
            return False
        tokens = between.replace(",", " ").split()
        return len(tokens) == 1 and tokens[0].casefold() in self.lists["np_joiner"]

    def _period_opens(self, number: int, date: Mention, start: int) -> bool:
        """Whether the date opens sentence or clause behind a preposition, or as a possessive ("Last year's")."""
        if date.date is None or (date.date.value or "").startswith("XXXX"):
            return False
        head = self.text[start : date.start].replace(",", " , ").casefold().split()
        while head and head[-1] in self.lists["np_determiner"]:
            head.pop()
        if self.text[date.end : date.end + 2] == "'s":
            return not head
        first = self.lists["period_first"]
        if not head or head[-1] not in first or not self._first_behind(number, date):
            return False
        opener = head[:-1]
        while opener and opener[-1] in self.lists["and"]:
            opener.pop()
        opens = not opener or opener[-1] == ","
        return opens or (head[0] in first and len(head) <= 9 and "," not in head)

    # --- base and source ------------------------------------------------------------------------------------------

    def _base(self, number: int, sentence: tuple[int, int]) -> int | None:
        """What a share or part is of: a figure ("17 of 21", "out of the 9"), or an entity ("29% of the CNRS's ...")."""
        figure = self.mentions[number]
        lists = self.lists
        if number + 1 < len(self.mentions):
            following = self.mentions[number + 1]
            tokens = self._between(figure, following).casefold().replace("(", " ").split()
            if following.start < sentence[1] and tokens:
                plain = [token for token in tokens if token not in lists["np_determiner"]]
                if plain and all(token in lists["of"] for token in plain[:1]) and len(plain) == 1:
                    possessive = self.text[following.end : following.end + 2].startswith(("'s", "'"))
                    ranked = following.figure is not None and following.figure.kind == "ordinal"
                    counted = following.label is Label.FIGURE and not ranked
                    if counted or (following.label in _NAMES and possessive):
                        return number + 1
                out = len(plain) > 1 and plain[-2] in lists["base_before"] and plain[-1] in lists["base_link"]
                if following.label is Label.FIGURE and out and len(self._between(figure, following)) < 90:
                    return number + 1
        return self._base_before(number, sentence)

    def _base_before(self, number: int, sentence: tuple[int, int]) -> int | None:
        figure = self.mentions[number]
        previous = self.previous_figure(number, sentence[0])
        if previous is None:
            return None
        index = self.words.starting(figure.end)
        tail = [word.casefold() for word in self.words.texts[index : index + 2]]
        if len(tail) == 2 and tail[0] in self.lists["of"] and tail[1] in self.lists["of_them"]:
            return previous
        opening = self.text[sentence[0] : self.mentions[previous].start].casefold().split()
        if opening and opening[0].strip("\"'“") in self.lists["of"] and len(opening) <= 3:
            return previous
        between = self._between(self.mentions[previous], figure).casefold().split()
        for first, second in zip(between, between[1:], strict=False):
            if first in self.lists["of"] and second.strip(",") in self.lists["of_which"]:
                return previous
        return None

    def _source(self, mention: Mention, sentence: tuple[int, int]) -> tuple[int, int] | None:
        line_end = self.text.find("\n", mention.end)
        stop = line_end if line_end >= 0 else len(self.text)
        stop = min(stop, mention.end + 400)
        for pattern, start, end in (
            (self.grammar.source, mention.end, stop),
            (self.grammar.according, sentence[0], sentence[1]),
        ):
            found = pattern.search(self.text, start, end)
            if found:
                stripped = found.group(1).rstrip(" .*_")
                labelled = pattern is self.grammar.source
                if stripped and (labelled or not self._names_person(found.start(1), sentence[1])):
                    return found.start(1), found.start(1) + len(stripped)
        return None

    def _names_person(self, start: int, end: int) -> bool:
        return any(other.label is Label.PERSON and start <= other.start < end for other in self.mentions)


def _rate(mention: Mention) -> str | None:
    """ISO duration of a SET mention: "R/P1Y" -> "P1Y"."""
    if mention.label is not Label.DATE or mention.date is None or mention.date.type != "SET":
        return None
    value = mention.date.value
    return value[2:] if value and value.startswith("R/") else None
