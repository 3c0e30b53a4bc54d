"""What the readers of figure statements share: the release, its words and mentions, what was found so far."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, pairwise

from pressextract.mention import ORGANISATIONS, Label, Mention
from pressextract.parsed import Parsed, Words
from pressextract.relate.figure_grammar import FigureGrammar
from pressextract.relate.figure_tables import FigureTables
from pressextract.relate.noun_phrase import Phrase

__all__ = ["FigureGrammar", "Statements"]

_OWNERS = (*ORGANISATIONS, Label.PERSON)
_CLASSES = ("place_class", "university_class")
_SOURCES = 2  # labelled sources looked at behind one figure
_NEIGHBOURS = 16  # mentions looked at on each side; keeps one endless sentence linear
_LEAD = 40  # modifiers in front of an amount; keeps an endless row of them linear


class Statements:
    """One release while its figures are read in text order; what was found for one helps the next.

    Attributes:
        lower: the release's words, casefolded.
        owners: whether each mention names who may have something: an organisation or a person.
        next_date: number of the first DATE at or behind each mention, their count when there is none.
        next_owner: number of the first name that may have something, in the same way.
        kinds: kind of each mention's figure; "" for another mention.
        first: index of the first word that starts at or behind the start of each mention.
        following: index of the first word that starts at or behind the end of each mention.
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
        self.lists, self.text = grammar.lists, parsed.text
        self.words: Words = parsed.words
        self.lower = parsed.words.lowered
        self.kinds = [mention.figure.kind if mention.figure else "" for mention in mentions]
        self._starts = [mention.start for mention in mentions]
        self.owners = [mention.label in _OWNERS for mention in mentions]
        self.next_date = _next([mention.label is Label.DATE for mention in mentions])
        self.next_owner = _next(self.owners)
        self._words_at: dict[int, int] = {}
        self._numbers_at: dict[int, int] = {}
        starts = parsed.words.starts
        self.first = [bisect_left(starts, mention.start) for mention in mentions]
        self.following = [bisect_left(starts, mention.end) for mention in mentions]
        self.figures = [number for number, mention in enumerate(mentions) if mention.label is Label.FIGURE]
        self._previous = {second: first for first, second in pairwise(self.figures)}
        self._counted = [*accumulate((mention.label is Label.FIGURE for mention in mentions), initial=0)]
        self.tables = FigureTables(parsed.view, mentions)
        self.items: dict[int, Phrase] = {}
        self.periods: dict[int, int] = {}
        self.bases: dict[int, int] = {}
        self.subjects: dict[int, int] = {}
        self.labelled: set[int] = set()
        self.inside: set[int] = set()

    # --- words ----------------------------------------------------------------------------------------------------

    def word_at(self, position: int) -> int:
        """Index of the first word that starts at or behind a view position; remembered."""
        index = self._words_at.get(position)
        if index is None:
            index = self._words_at[position] = bisect_left(self.words.starts, position)
        return index

    def word(self, index: int) -> str:
        """The word at an index, casefolded; "" behind the last."""
        return self.lower[index] if index < len(self.lower) else ""

    def tokens(self, first: int, second: int) -> Sequence[str]:
        """The words between two mentions, casefolded, each punctuation mark a word."""
        return self.lower[self.following[first] : self.first[second]]

    def words_before(self, position: int, count: int, start: int) -> Sequence[str]:
        """Up to `count` words that end at or before a position, nearest first, casefolded, not beyond `start`."""
        last = self.word_at(position)
        if last and self.words.ends[last - 1] > position:
            last -= 1
        starts = self.words.starts
        first = max(last - count, 0)
        while first < last and starts[first] < start:
            first += 1
        return self.lower[first:last][::-1]

    def lead_start(self, number: int) -> int:
        """Where the modifiers in front of an amount begin: "| more than 40", "| up to 5"."""
        last = index = self.first[number]
        modifiers = self.grammar.unjoined_modifiers
        while index > 0 and self.lower[index - 1] in modifiers and last - index < _LEAD:
            index -= 1
        return self.words.starts[index] if index < len(self.lower) else self._starts[number]

    def lead_word(self, number: int) -> int:
        """Index of the first word of the figure, modifiers and degrees in front counted in: "| just over 40"."""
        last = index = self.first[number]
        while index > 0 and self.lower[index - 1] in self.grammar.lead_words and last - index < _LEAD:
            index -= 1
        return index

    def determined(self, index: int) -> int:
        """Word index in front of the determiners that end before `index`: "for | all these"."""
        last, determiners = index, self.lists["np_determiner"]
        while index > 0 and self.lower[index - 1] in determiners and last - index < _LEAD:
            index -= 1
        return index

    # --- mentions -------------------------------------------------------------------------------------------------

    def previous_figure(self, number: int, start: int) -> int | None:
        """The figure before this one, when it begins at or behind `start`."""
        previous = self._previous.get(number)
        return previous if previous is not None and self._starts[previous] >= start else None

    def figure_before(self, number: int) -> int | None:
        """The last figure among the mentions before this one."""
        count = self._counted[number]
        return self.figures[count - 1] if count else None

    def figures_before(self, number: int, start: int, count: int) -> Iterator[int]:
        """Up to `count` figures before this one that begin at or behind `start`, nearest first."""
        previous = self._previous.get(number)
        for _ in range(count):
            if previous is None or self._starts[previous] < start:
                return
            yield previous
            previous = self._previous.get(previous)

    def _number_at(self, position: int) -> int:
        """Number of the first mention that starts at or behind a view position; remembered."""
        number = self._numbers_at.get(position)
        if number is None:
            number = self._numbers_at[position] = bisect_left(self._starts, position)
        return number

    def behind(self, number: int, end: int) -> range:
        """Numbers of the mentions behind this one that begin before `end`, a few of them."""
        return range(number + 1, min(number + 1 + _NEIGHBOURS, self._number_at(end)))

    def before(self, number: int, start: int) -> range:
        """Numbers of the mentions before this one that begin at or behind `start`, nearest first, a few of them."""
        return range(number - 1, max(number - 1 - _NEIGHBOURS, self._number_at(start) - 1), -1)

    def dates_behind(self, number: int, end: int) -> Iterator[int]:
        """Numbers of the DATEs among the mentions `behind`."""
        stop = min(number + 1 + _NEIGHBOURS, self._number_at(end))
        at = self.next_date[number + 1]
        while at < stop:
            yield at
            at = self.next_date[at + 1]

    def holds_date(self, start: int, end: int) -> bool:
        """Whether a DATE begins between two positions."""
        return self.next_date[self._number_at(start)] < self._number_at(end)

    def holds_owner(self, start: int, end: int) -> bool:
        """Whether a name that may have something begins between two positions."""
        return self.next_owner[self._number_at(start)] < self._number_at(end)

    def next_before(self, number: int, end: int) -> bool:
        """Whether the next mention begins before `end`."""
        return number + 1 < len(self._starts) and self._starts[number + 1] < end

    def numbers(self, start: int, end: int) -> range:
        """Numbers of the mentions that begin between two positions."""
        return range(bisect_left(self._starts, start), bisect_left(self._starts, end))

    def within(self, start: int, end: int) -> Sequence[Mention]:
        """The mentions that begin between two positions."""
        return self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def covers(self, position: int, number: int) -> bool:
        """Whether a name before the mention `number` holds the position."""
        for at in self.before(number, 0):
            mention = self.mentions[at]
            if mention.start <= position < mention.end:
                return mention.label not in (Label.DATE, Label.FIGURE)
        return False

    def between(self, first: int, second: int) -> str:
        """The text between two mentions."""
        return self.text[self.mentions[first].end : self._starts[second]]

    def sentence_before(self, start: int) -> int:
        """Start of the sentence before the one that begins at `start`; 0 for the first."""
        return self.parsed.sentence(start - 1)[0] if start else 0

    def part_above(self, number: int) -> int | None:
        """The amount that a row "of whom women" of a table takes a part of: that of the row above in the same column."""
        label = self.tables.label(number)
        if label is None:
            return None
        first = self.word_at(label[0])
        words = self.lower[first : first + 2]
        if len(words) < 2 or words[0] not in self.lists["of"] or words[1] not in self.lists["of_which"]:
            return None
        above = self.tables.above(number)
        return self.bases.get(above, above) if above is not None else None

    # --- read once for the release --------------------------------------------------------------------------------

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

    def labels_behind(self, position: int) -> Iterator[tuple[int, int, int]]:
        """Spans of the labelled sources that start at or behind a position, nearest first, and where their label starts."""
        if not self._labels:
            return
        first = bisect_left(self._labels, (position, 0, 0))
        yield from (span for span in self._labels[first : first + _SOURCES] if span[0] < span[1])


def _next(flags: Sequence[bool]) -> Sequence[int]:
    """Index of the first true flag at or behind each index: [False, True] -> [1, 1, 2]."""
    found = [len(flags)] * (len(flags) + 1)
    for index in range(len(flags) - 1, -1, -1):
        found[index] = index if flags[index] else found[index + 1]
    return found
