"""What the readers of figure statements share: the language's words, the release, what was found so far."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from pressextract.knowledge.rules import Rules
from pressextract.mention import Label, Mention
from pressextract.parsed import Parsed, Words
from pressextract.relate.figure_tables import FigureTables
from pressextract.relate.noun_phrase import NounPhrases, Phrase

__all__ = ["FigureGrammar", "Statements"]

_CLASSES = ("place_class", "university_class")
_SOURCE_REACH = 200  # characters of a source; longer ones are no source
_SOURCES = 2  # labelled sources looked at behind one figure
_NEIGHBOURS = 16  # mentions looked at on each side; keeps one endless sentence linear


class FigureGrammar:
    """The words of one language that relations are read from.

    Args:
        numbers: models/<lang>/figure.toml.
        statements: models/<lang>/statement.toml.
    """

    def __init__(self, numbers: Rules, statements: Rules) -> None:
        self.lists: Mapping[str, frozenset[str]] = {**numbers.lists, **statements.lists}
        tables = numbers.words
        spoken = frozenset({*tables["ones"], *tables["tens"], *tables["scale"], *tables["ordinal"]})
        self.phrases = NounPhrases(self.lists, spoken)
        self.modifiers = frozenset(word for phrase in tables["modifier"] for word in phrase.split())
        self.lead_words = (self.modifiers | self.lists["np_degree"]) - self.lists["of"]
        self.changes = self.lists["change"] | self.lists["change_verb"]
        self.rates: Mapping[str, str] = statements.words["rate"]

    def lead_start(self, words: Words, position: int) -> int:
        """Where the modifiers in front of an amount at a view position begin: "| more than 40", "| up to 5"."""
        index = words.starting(position)
        modifiers = self.modifiers - self.lists["np_joiner"]
        while index > 0 and words.texts[index - 1].casefold() in modifiers:
            index -= 1
        return words.starts[index] if index < len(words) else position

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


class Statements:
    """One release while its figures are read in text order; what was found for one helps the next.

    Attributes:
        figures: numbers of the FIGURE mentions.
        items: figure number -> what it counts, filled as the reading goes on.
        periods: figure number -> number of its DATE mention.
        bases: figure number -> number of the mention that it is a share or part of.
        subjects: figure number -> number of the mention whose figure it is.
        labelled: figures that stand behind the label of their line.
        inside: figures in brackets that are parts of the one before.
    """

    def __init__(self, parsed: Parsed, mentions: Sequence[Mention], grammar: FigureGrammar) -> None:
        self.parsed, self.mentions, self.grammar = parsed, mentions, grammar
        self.lists = grammar.lists
        self.text = parsed.text
        self.words: Words = parsed.words
        self.figures = [number for number, mention in enumerate(mentions) if mention.label is Label.FIGURE]
        self._place = {number: place for place, number in enumerate(self.figures)}
        self._starts = [mention.start for mention in mentions]
        self.tables = FigureTables(parsed.view, mentions)
        self.items: dict[int, Phrase] = {}
        self.periods: dict[int, int] = {}
        self.bases: dict[int, int] = {}
        self.subjects: dict[int, int] = {}
        self.labelled: set[int] = set()
        self.inside: set[int] = set()

    def kind(self, number: int) -> str:
        """Kind of a figure; "" for another mention."""
        figure = self.mentions[number].figure
        return figure.kind if figure else ""

    def previous_figure(self, number: int, start: int) -> int | None:
        """The figure before this one, when it begins at or behind `start`."""
        place = self._place[number]
        if place and self.mentions[self.figures[place - 1]].start >= start:
            return self.figures[place - 1]
        return None

    def behind(self, number: int, end: int) -> Iterator[int]:
        """Numbers of the mentions behind this one that begin before `end`, a few of them."""
        for at in range(number + 1, min(number + 1 + _NEIGHBOURS, len(self.mentions))):
            if self.mentions[at].start >= end:
                return
            yield at

    def before(self, number: int, start: int) -> Iterator[int]:
        """Numbers of the mentions before this one that begin at or behind `start`, nearest first, a few of them."""
        for at in range(number - 1, max(number - 1 - _NEIGHBOURS, -1), -1):
            if self.mentions[at].start < start:
                return
            yield at

    def within(self, start: int, end: int) -> Sequence[Mention]:
        """The mentions that begin between two positions."""
        return self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def part_above(self, number: int) -> int | None:
        """The amount that a row "of whom women" of a table takes a part of: that of the row above in the same column."""
        label = self.tables.label(number)
        if label is None:
            return None
        first = self.words.starting(label[0])
        words = [text.casefold() for text in self.words.texts[first : first + 2]]
        if len(words) < 2 or words[0] not in self.lists["of"] or words[1] not in self.lists["of_which"]:
            return None
        above = self.tables.above(number)
        return self.bases.get(above, above) if above is not None else None

    def numbers(self, start: int, end: int) -> range:
        """Numbers of the mentions that begin between two positions."""
        return range(bisect_left(self._starts, start), bisect_left(self._starts, end))

    def covers(self, position: int, number: int) -> bool:
        """Whether a name before the mention `number` holds the position."""
        for at in range(number - 1, max(number - 1 - _NEIGHBOURS, -1), -1):
            mention = self.mentions[at]
            if mention.start <= position < mention.end:
                return mention.label not in (Label.DATE, Label.FIGURE)
        return False

    def between(self, first: int, second: int) -> str:
        """The text between two mentions."""
        return self.text[self.mentions[first].end : self.mentions[second].start]

    def words_before(self, position: int, count: int, start: int) -> list[str]:
        """Up to `count` words that end at or before a position, nearest first, casefolded, not beyond `start`."""
        index = self.words.starting(position) - 1
        while index >= 0 and self.words.ends[index] > position:
            index -= 1
        found: list[str] = []
        while index >= 0 and len(found) < count and self.words.starts[index] >= start:
            found.append(self.words.texts[index].casefold())
            index -= 1
        return found

    @cached_property
    def class_words(self) -> Mapping[str, Sequence[Phrase]]:
        """The words of the release that name a class of things that are ranked, by list ("place_class")."""
        return {name: sorted(self._occurrences(name), key=lambda phrase: phrase.start) for name in _CLASSES}

    def _occurrences(self, name: str) -> Iterator[Phrase]:
        text = self.text
        for word in self.lists[name]:
            at = text.find(word)
            while at >= 0:
                end = at + len(word)
                if not text[end : end + 1].isalnum() and not text[max(0, at - 1) : at].isalnum():
                    yield Phrase(at, end, word)
                at = text.find(word, end)

    @cached_property
    def _labels(self) -> Sequence[tuple[int, int, int]]:
        """Spans of what "Source:" labels in the release, in order, and where the label starts."""
        lowered = self.text.casefold()
        marks = (":", " :")
        if not any(f"{word}{mark}" in lowered for word in self.lists["source_label"] for mark in marks):
            return ()
        found = ((match.start(1), match.end(1), match.start()) for match in self.grammar.source.finditer(self.text))
        return [(start, start + len(self.text[start:end].rstrip(" .*_")), label) for start, end, label in found]

    def labels_behind(self, position: int) -> Iterator[tuple[int, int]]:
        """Spans of the labelled sources that start at or behind a position, nearest first."""
        for start, end, _ in self._labels[bisect_left(self._labels, (position, 0, 0)) :][:_SOURCES]:
            if start < end:
                yield start, end

    def label_start(self, position: int) -> int:
        """Where the label of the source at `position` starts."""
        return self._labels[bisect_left(self._labels, (position, 0, 0))][2]
