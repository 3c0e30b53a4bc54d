"""A release as the matchers see it: match view, zones, sentences, publication date; immutable."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from pressextract.offsets import View
from pressextract.release import Notice, Release

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["Hit", "Note", "Parsed", "Words", "ZoneSpan", "sentence_starts"]


@dataclass(frozen=True, slots=True)
class Hit:
    """A name of the lexicon or the gazetteer that stands in the text: view span and surface."""

    start: int
    end: int
    surface: str


@dataclass(frozen=True, slots=True)
class ZoneSpan:
    """A stretch of the view and what it is: headline, dateline, lede, body, quote, list, caption, notes, contact, boilerplate."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Note:
    """A numbered note: its label, its text's span in the view."""

    label: str
    start: int
    end: int


class Words:
    """The view cut into words, for grammars that look left and right of a word.

    Elided articles ("l'", "d'") and possessives ("'s") are words of their own; hyphenated compounds, "U.S." and
    "O'Brien" are one word; every other character that is no space is a word.
    """

    __slots__ = ("__dict__", "ends", "gaps", "starts", "texts", "view")

    def __init__(self, view: str) -> None:
        """Cuts `view`; offsets are into it."""
        self.view = view
        pieces = _WORD.split(view)  # what stands between words, a word, what stands between, ...
        edges = list(accumulate(map(len, pieces)))
        self.gaps = pieces[::2]
        self.texts: list[str] = pieces[1::2]
        self.starts = edges[:-1:2]
        self.ends = edges[1::2]

    def __len__(self) -> int:
        return len(self.texts)

    @cached_property
    def lowered(self) -> Sequence[str]:
        """The words casefolded, for grammars that ask for many of them."""
        return [*map(str.casefold, self.texts)]

    @cached_property
    def positions(self) -> Mapping[str, Sequence[int]]:
        """Word -> its indices, ascending."""
        found: dict[str, list[int]] = {}
        for index, text in enumerate(self.texts):
            if text in found:
                found[text].append(index)
            else:
                found[text] = [index]
        return found

    @cached_property
    def capitals(self) -> Sequence[int]:
        """Indices of the words that hold a capital letter, ascending."""
        return sorted(index for text, indices in self.positions.items() if text != text.lower() for index in indices)

    @cached_property
    def capitalised_compounds(self) -> Sequence[int]:
        """Indices of the words that hold a capital letter and a hyphen."""
        return [index for index in self.capitals if "-" in self.texts[index]]

    def all_of(self, table: Set[str]) -> list[int]:
        """Indices of the words that stand in `table`, ascending."""
        positions = self.positions
        return sorted(index for text in positions.keys() & table for index in positions[text])

    def count_runs(self, run: str) -> int:
        """How many starts `run_starts` gives."""
        return len(self.positions.get(run, ())) + len(self._inner_runs.get(run, ()))

    def run_starts(self, run: str) -> Sequence[int]:
        """Where a run of letters and digits starts in the view, ascending; it may be a part of a word."""
        starts = [self.starts[index] for index in self.positions.get(run, ())]
        inner = self._inner_runs.get(run)
        return sorted([*starts, *inner]) if inner else starts

    @cached_property
    def _inner_runs(self) -> Mapping[str, Sequence[int]]:
        """Runs of letters and digits that are a part of a word ("Rees" of "Rees-Mogg") -> where they start."""
        found: dict[str, list[int]] = {}
        for text, indices in self.positions.items():
            if len(text) == 1 or text.isalnum():
                continue
            for match in _RUN.finditer(text):
                for index in indices:
                    start = self.starts[index] + match.start()
                    whole = (
                        _RUN.match(self.view, start) if match.end() == len(text) else match
                    )  # "O'Neill2" is two words
                    found.setdefault((whole or match).group(), []).append(start)
        return found

    @cached_property
    def acronymic(self) -> tuple[int, ...]:
        """Indices of the words of 3 to 15 characters that hold three capitals and more, at most one digit."""
        return tuple(
            index
            for index in self.capitals
            if 2 < len(self.texts[index]) < 16
            and _CAPITALS.match(self.texts[index])
            and not _NUMBERED.search(self.texts[index])
        )

    @cached_property
    def titled(self) -> frozenset[int]:
        """Indices of the words in lines of title case, where a capital says nothing."""
        indices: set[int] = set()
        start = 0
        for line in self.view.split("\n"):
            end = start + len(line)
            if 15 < len(line) < 160 and not line.rstrip().endswith((".", "!", "?", ";", ",")):
                first, last = self.starting(start), self.starting(end)
                long_words = [text for text in self.texts[first:last] if len(text) > 3 and text.isalpha()]
                lower = sum(text.islower() for text in long_words)
                if len(long_words) >= 4 and lower * 5 <= len(long_words):
                    indices.update(range(first, last))
            start = end + 1
        return frozenset(indices)

    def at(self, position: int) -> int:
        """Index of the first word that ends behind a view position."""
        return bisect_right(self.ends, position)

    def starting(self, position: int) -> int:
        """Index of the first word that starts at or behind a view position."""
        return bisect_left(self.starts, position)

    def spaced(self, index: int) -> bool:
        """Whether exactly one space, and nothing else, stands between the words `index - 1` and `index`."""
        return index > 0 and self.gaps[index] == " "

    def touching(self, index: int) -> bool:
        """Whether the word `index` follows the one before without a space."""
        return index > 0 and not self.gaps[index]


_RUN = re.compile(r"[^\W_]+")
_NUMBERED = re.compile(r"[0-9]{2}")
_CAPITALS = re.compile(r"[^\W\d_](?<=[A-ZÀ-Þ])(?:[^A-Z]*[A-Z]){2}|[a-z](?:[^A-Z]*[A-Z]){3}")
_WORD = re.compile(
    r"([A-Za-z0-9]++(?=[ ,)\n])"  # most words; the kinds below would read them alike, at twice the cost
    r"|(?:[lLdLn]|qu)'(?=[^\W\d_])"
    r"|'s\b(?!')"
    r"|(?:[^\W\d_]\.){2,}"
    r"|[A-Z]'[A-Z][^\W\d_]+(?:-[^\W_]+)*"
    r"|[A-Z][^\W\d_]+'(?!s\b)[^\W\d_]+"
    r"|[^\W_]+(?:[-&][^\W_]+)*"
    r"|[^\s])"
)


@dataclass(frozen=True)
class Parsed:
    """What every matcher gets. All offsets are into `view.text`.

    Attributes:
        release: the release as received.
        view: the match view (`view.text`) and its offset map.
        language: ISO 639-1.
        zones: sorted, not overlapping, covering every line that is not blank.
        notes: numbered notes of the notes zone.
        hits: names of the lexicon and the gazetteer found in the view.
        published: the publication date, None when the text states none and the caller gave none.
        notices: what there is to say about the text as a whole.
        abbreviations: words before a full stop that ends no sentence.
        make_doc: tokeniser of the language, called at most once and only when `doc` is asked for.
    """

    release: Release
    view: View
    language: str
    zones: tuple[ZoneSpan, ...] = ()
    notes: tuple[Note, ...] = ()
    published: date | None = None
    hits: tuple[Hit, ...] = ()
    notices: tuple[Notice, ...] = ()
    abbreviations: frozenset[str] = frozenset()
    make_doc: Callable[[str], Doc] | None = field(default=None, compare=False, repr=False)

    @property
    def text(self) -> str:
        """The match view's text."""
        return self.view.text

    @cached_property
    def doc(self) -> Doc:
        """SpaCy tokens of the view. Built on demand: the rules read the view itself, tokenising costs as much as all of them."""
        if self.make_doc is None:
            raise ValueError("this Parsed was built without a tokeniser")
        return self.make_doc(self.view.text)

    @cached_property
    def hit_starts(self) -> frozenset[int]:
        """Where names of the lexicon and the gazetteer start."""
        return frozenset(hit.start for hit in self.hits)

    @cached_property
    def words(self) -> Words:
        """The view cut into words."""
        return Words(self.view.text)

    @cached_property
    def _zone_starts(self) -> list[int]:
        return [zone.start for zone in self.zones]

    def zone_at(self, position: int) -> str:
        """Kind of the zone at a view position; "body" outside all zones."""
        at = bisect_right(self._zone_starts, position) - 1
        if at >= 0 and position < self.zones[at].end:
            return self.zones[at].kind
        return "body"

    def sentence(self, position: int) -> tuple[int, int]:
        """View span of the sentence that holds `position` (half-open)."""
        at = bisect_right(self._sentence_starts, position) - 1
        start = self._sentence_starts[at] if at >= 0 else 0
        end = self._sentence_starts[at + 1] if at + 1 < len(self._sentence_starts) else len(self.text)
        return start, end

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return sentence_starts(self.text, self.abbreviations)


_OPENERS = "\"'“‘«([*-–—• \n\t"


def sentence_starts(text: str, abbreviations: frozenset[str]) -> list[int]:
    r"""View offsets at which sentences start, ascending, the first is 0. A blank line, a list item and a line break end a sentence.

    `abbreviations`: lower case, without their full stop, which ends no sentence.

    >>> sentence_starts("Dr. Rees met them. It went well.", frozenset({"dr"}))
    [0, 19]
    """
    starts = [0]
    position = 0
    length = len(text)
    for match in _STOP.finditer(text):
        stop = match.start()
        if stop < position:
            continue
        position = stop + 1
        if text[stop] == "\n":
            begin = _skip_openers(text, stop + 1)
        elif _ends_sentence(text, stop, abbreviations):
            begin = stop + 1
            while begin < length and text[begin] in "\"'”’»)]":
                begin += 1
            if begin < length and text[begin] != "\n" and not text[begin].isspace():
                continue
            while begin < length and text[begin] == " ":
                begin += 1
            following = begin
            while following < length and text[following] in "\"'“‘«([":
                following += 1
            if following < length and text[following].islower():
                continue
        else:
            continue
        if begin < length and begin > starts[-1]:
            starts.append(begin)
        position = max(position, begin)
    return starts


_STOP = re.compile(r"[.!?\n]")


def _skip_openers(text: str, position: int) -> int:
    while position < len(text) and text[position] in " \n\t":
        position += 1
    return position


def _ends_sentence(text: str, stop: int, abbreviations: frozenset[str]) -> bool:
    """Whether the stop at `stop` ends a sentence: no initial, no abbreviation."""
    if text[stop] != ".":
        return True
    begin = stop
    while begin > 0 and (text[begin - 1].isalnum() or text[begin - 1] == "."):
        begin -= 1
    word = text[begin:stop].lower()
    if len(word) == 1 and word.isalpha() and text[begin].isupper():
        return False  # an initial
    return word not in abbreviations
