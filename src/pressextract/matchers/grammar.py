"""The name grammar: from a head noun ("University", "Laboratory") to the words on both sides that belong to the name.

Which words are heads, what may follow them and which words stop a name is data (models/<lang>/institution.toml, lab.toml,
names.toml). The grammar itself knows no language: it walks over capitalised words, joiners and fields. Left of the head and the
name as a whole are here, what stands behind it is in complement.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pressextract.knowledge.rules import Rules
from pressextract.knowledge.vocabulary import Vocabulary, capitalised
from pressextract.matchers.complement import LONGEST_NAME, Complements
from pressextract.matchers.head import Head, Heads
from pressextract.parsed import Words

__all__ = ["Name", "NameGrammar"]

# Kinds whose head does not make a name of what follows it in a headline: "Survey of Coral Reefs Finds Recovery" is none.
_NAMED_BY_COMPLEMENT = frozenset({"university", "school", "institute", "department", "academy", "ministry", "hospital"})
_NAMED_BY_NATION = frozenset({"academy", "museum", "funder", "agency", "association"})


@dataclass(frozen=True, slots=True)
class Name:
    """A name found: word indices (end exclusive), its head, and whether it is one part of a coordination."""

    first: int
    last: int
    head: Head
    shared: bool = False


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A head and what the grammar took in: word indices of the first word, the head, the complement, the end."""

    first: int
    index: int
    after: int
    last: int
    head: Head


class NameGrammar:
    """Finds the names that a set of head nouns makes."""

    def __init__(
        self, rules: Rules, vocabulary: Vocabulary, stop_heads: frozenset[str], given_names: frozenset[str]
    ) -> None:
        """`stop_heads`: head nouns of every matcher (casefolded); a complement does not run into the next name's head."""
        self._vocabulary = vocabulary
        self._stop_heads = stop_heads
        self._heads = Heads(rules)
        self._right = Complements(vocabulary, stop_heads, given_names)

    @property
    def heads(self) -> dict[str, Head]:
        """The head nouns of one word, as written."""
        return self._heads.single

    def names(self, words: Words) -> Iterator[Name]:
        """Names in the order of their heads."""
        for index, head in self._heads.find(words):
            yield from self._names_of(words, index, head)

    def _names_of(self, words: Words, index: int, head: Head) -> Iterator[Name]:
        texts, vocabulary = words.texts, self._vocabulary
        following = texts[index + 1] if index + 1 < len(texts) and words.spaced(index + 1) else ""
        if head.skip or (head.final and (following[:1].isupper() or following in vocabulary.complement)):
            return
        first = self._left(words, index, head)
        after = self._right.direct(words, index + 1, head)
        if after is None:
            return  # a later head of the same run makes the name
        last = self._right.quoted(words, self._right.tail(words, after, head))
        while first < index and texts[first] in vocabulary.trim and not vocabulary.place_starts(texts, first):
            first += 1
        while head.foreign and first < index and texts[first] in vocabulary.nationality:
            first += 1
        if index in words.titled and first == index and head.kind not in _NAMED_BY_COMPLEMENT:
            return
        if last - first > LONGEST_NAME or not self._distinct(texts, _Candidate(first, index, after, last, head)):
            return
        yield Name(first, last, head)
        if head.plural:
            yield from self._sharing_behind(words, index, last, head)
            yield from self._sharing_before(words, first, index, last, head)

    # --- left of the head -------------------------------------------------------------------------------------------------

    def _left(self, words: Words, index: int, head: Head) -> int:
        """First word of the name whose head is at `index`."""
        first, at = index, index - 1
        while at >= 0 and index - at <= LONGEST_NAME:
            step = self._step_left(words, at, first, head)
            if step is None:
                break
            first, at = step
        return first

    def _step_left(self, words: Words, at: int, first: int, head: Head) -> tuple[int, int] | None:
        """First word of the name and the next word to look at when the word at `at` belongs to it, else None."""
        text, texts, vocabulary = words.texts[at], words.texts, self._vocabulary
        if not words.spaced(at + 1):  # "Itaipú–Salto School"
            dashed = text == "–" and words.touching(at) and words.touching(at + 1) and capitalised(texts[at - 1])
            return (at - 1, at - 2) if dashed else None
        if capitalised(text):
            return None if self._right.stops(words, at) or vocabulary.qualifies(text) else (at, at - 1)
        if at and words.touching(at):  # "King's College", "St. Mary's Hospital", "J. Craig Venter Institute"
            before = texts[at - 1]
            initial = before in vocabulary.shortened or (len(before) == 1 and before.isupper())
            owned = text in vocabulary.possessive and before in vocabulary.possessor
            if owned or (text == "." and initial):
                return at - 1, at - 2
        elif at and capitalised(texts[at - 1]) and words.spaced(at):
            particle = text in vocabulary.particle and not vocabulary.stops(texts[at - 1])
            if particle or (text == "&" and not self._right.stops(words, at - 1)):
                return first, at - 1
        if text in vocabulary.conjunction and first <= at + 1:
            reached = self._left_fields(words, at, head)
            return None if reached is None else (reached, reached - 1)
        return None

    def _left_fields(self, words: Words, last: int, head: Head) -> int | None:
        """First word of the modifier left of "and" at `last` ("Engineering and Physical Sciences Research Council").

        Fields on both sides are taken as they come; with one field, a determiner or a possessive must open the name.
        """
        texts, vocabulary = words.texts, self._vocabulary
        reached, at = None, last - 1
        while at >= 0 and words.spaced(at + 1) and capitalised(texts[at]) and last - at < 5:
            if self._right.stops(words, at):
                break
            if (len(texts[at]) > 1 and texts[at].isupper()) or texts[at].casefold() in self._stop_heads:
                return None
            reached = at
            at -= 1
        if reached is None or texts[last - 1] in vocabulary.places:
            return None
        left, right = vocabulary.is_field(texts[last - 1]), vocabulary.is_field(texts[last + 1])
        if left and right:
            return reached
        opened = at >= 0 and (texts[at] in vocabulary.opening or texts[at] in "\"“'«(")
        if head.kind == "university" or not opened:
            return None
        qualified = texts[reached] in vocabulary.nationality or texts[reached] in vocabulary.generic
        return reached if head.left_and or left or right or qualified else None

    # --- the whole --------------------------------------------------------------------------------------------------------

    def _distinct(self, texts: list[str], found: _Candidate) -> bool:
        """Whether the name tells which one it is, and is no generic noun phrase."""
        vocabulary, head, index = self._vocabulary, found.head, found.index
        modifiers = [t for t in texts[found.first : index] if t[0].isalnum() and t not in vocabulary.particle]
        proper = [word for word in modifiers if self._proper(word)]
        complemented = found.last > found.after
        if head.needs == "complement":
            return complemented
        if head.needs == "proper":
            return any(not vocabulary.is_field(word) for word in proper)
        if complemented:
            words = [text for text in texts[found.after : found.last] if capitalised(text)]
            wholly_foreign = head.foreign and not head.tail
            return bool(proper) or wholly_foreign or not all(word in vocabulary.empty_complement for word in words)
        direct = found.after > index + 1
        of_nation = any(word in vocabulary.nationality for word in modifiers)
        if head.needs == "name":
            return bool(proper) or of_nation or direct
        owned = found.first > 0 and texts[found.first - 1] in vocabulary.possessive
        if owned and not proper and len(modifiers) > 1 and head.kind == "institute":
            return True  # the CEA's Interdisciplinary Research Institute
        own = "-" in texts[index] and texts[index] not in self._heads.single
        return bool(proper) or direct or own or (of_nation and head.kind in _NAMED_BY_NATION)

    def _proper(self, word: str) -> bool:
        """Whether a modifier tells which one: no generic adjective, count, nationality or head noun."""
        vocabulary = self._vocabulary
        return (
            word not in vocabulary.generic
            and not word.startswith(vocabulary.counted)
            and word not in vocabulary.nationality
            and word not in vocabulary.trim
            and word.casefold() not in self._stop_heads
        )

    def _sharing_behind(self, words: Words, index: int, last: int, head: Head) -> Iterator[Name]:
        """Names that share a plural head before them: "York" in "Universities of Leeds and York"."""
        texts, joins = words.texts, self._vocabulary.joins
        at = last
        while last > index + 1 and at + 1 < len(words) and (texts[at] == "," or texts[at] in joins):
            start = at + (2 if texts[at] == "," and texts[at + 1] in joins else 1)
            stop = self._right.capitals(words, start) if start < len(words) else start
            if stop == start or any(word.casefold() in self._stop_heads for word in texts[start : stop + 1]):
                break
            yield Name(start, stop, head, shared=True)
            if texts[at] in joins or texts[start - 1] in joins:
                break
            at = stop

    def _sharing_before(self, words: Words, first: int, index: int, last: int, head: Head) -> Iterator[Name]:
        """A name that shares a plural head behind it: "Leeds" in "Leeds and York Universities"."""
        texts, vocabulary = words.texts, self._vocabulary
        if last != index + 1 or first >= index or texts[first - 1] not in vocabulary.joins:
            return
        stop = start = first - 1
        while start > 0 and capitalised(texts[start - 1]) and words.spaced(start):
            if vocabulary.stops(texts[start - 1]):
                break
            start -= 1
        if start < stop:
            yield Name(start, stop, head, shared=True)
