"""Names that no list holds and no head noun makes, known by the word beside them: "Hamari Optics, a maker of ..."."""

from __future__ import annotations

from collections.abc import Iterator

from pressextract.knowledge.rules import Rules
from pressextract.knowledge.vocabulary import Vocabulary, capitalised
from pressextract.mention import Label, Mention
from pressextract.parsed import Parsed, Words

__all__ = ["CueMatcher"]


class CueMatcher:
    """`matcher(parsed)` yields INSTITUTION and LAB mentions by apposition, by the noun before the name, and by prefix."""

    name = "cue"

    def __init__(
        self,
        rules: Rules,
        vocabulary: Vocabulary,
        prefixes: frozenset[str],
        institute_prefixes: frozenset[str],
    ) -> None:
        """`prefixes`: before names ("TU", "INSA"); `institute_prefixes`: before acronyms ("Fraunhofer")."""
        self._rules = rules
        self._vocabulary = vocabulary
        self._nouns = {surface: Label(label) for surface, label in rules.words["noun"].items()}
        self._article = rules.lists["article"]
        self._stop = rules.lists["stop"]
        self._common = rules.lists["common"]
        self._linking = rules.lists["linking"]
        self._never_first = rules.lists["never_first"]
        self._prefixes = prefixes
        self._institute_prefixes = institute_prefixes
        self._triggers = frozenset({",", *self._nouns, *prefixes, *institute_prefixes})

    def __call__(self, parsed: Parsed) -> Iterator[Mention]:
        """Readings of `parsed`, in text order."""
        words = parsed.words
        texts = words.texts
        for index in words.all_of(self._triggers):
            text = texts[index]
            if text == ",":
                yield from self._apposition(words, index)
            elif text in self._nouns:
                yield from self._noun_before(words, index)
            elif text in self._prefixes:
                yield from self._prefixed(words, index)
            elif text in self._institute_prefixes and index + 1 < len(texts) and words.spaced(index + 1):
                own = texts[index + 1]
                if own.isupper() and 1 < len(own) < 7 and own.isalpha():
                    yield self._mention(words, index, index + 2, Label.INSTITUTION, "prefix")

    def _mention(self, words: Words, first: int, last: int, label: Label, rule: str) -> Mention:
        return Mention(label, words.starts[first], words.ends[last - 1], f"{self._rules.name}/{rule}", priority=3)

    def _apposition(self, words: Words, comma: int) -> Iterator[Mention]:
        """Apposition, "NAME, a|the ... company": the noun within eight words, before a stop word."""
        texts = words.texts
        if (
            comma + 2 >= len(texts)
            or texts[comma + 1] not in self._article
            or not words.spaced(comma + 1)
            or not words.touching(comma)
        ):
            return
        label = None
        for at in range(comma + 2, min(comma + 11, len(texts))):
            text = texts[at]
            if text in self._stop or text in ".,;:()":
                break
            noun = (
                self._nouns.get(text.rsplit("-", 1)[-1])
                if "-" in text and text not in self._nouns
                else self._nouns.get(text)
            )
            if noun is not None:
                label = noun
        if label is None:
            return
        first = self._run_left(words, comma)
        if first < comma and self._unknown(texts[first:comma]):
            yield self._mention(words, first, comma, label, "apposition")

    def _noun_before(self, words: Words, index: int) -> Iterator[Mention]:
        """Noun first, "the firm NAME": a name directly behind the noun, not at its own sentence's start."""
        texts = words.texts
        label = self._nouns[texts[index]]
        if index + 1 >= len(texts) or texts[index] in self._never_first:
            return
        begin = index + 1
        if texts[begin] in "\"“'«" and begin + 1 < len(texts):
            begin += 1
        elif texts[begin] == "," and begin + 2 < len(texts) and texts[begin + 2] == "," and words.spaced(begin + 1):
            begin += 1  # "the consortium, SoilAfrica, is"
        elif not words.spaced(begin):
            return
        last = begin
        while last < len(texts) and (last == begin or words.spaced(last)) and last - begin < 5:
            text = texts[last]
            if not capitalised(text) or self._vocabulary.stops(text):
                break
            last += 1
        if last > begin and self._unknown(texts[begin:last]):
            yield self._mention(words, begin, last, label, "noun-before")

    def _prefixed(self, words: Words, index: int) -> Iterator[Mention]:
        """Prefix, "TU Bergakademie Freiberg": a short institution type and the capitalised words behind it."""
        texts, vocabulary = words.texts, self._vocabulary
        last = index + 1
        while last < len(texts) and words.spaced(last) and last - index < 4:
            text = texts[last]
            if text in self._linking and last + 1 < len(texts) and capitalised(texts[last + 1]):
                last += 1
                continue
            if not capitalised(text) or vocabulary.stops(text) or (text.isupper() and len(text) > 1):
                break
            last += 1
        named = (
            (last - index == 2 and texts[last - 1] in vocabulary.places) or last - index > 2 or "-" in texts[last - 1]
        )
        if last > index + 1 and named:
            yield self._mention(words, index, last, Label.INSTITUTION, "prefix")

    def _run_left(self, words: Words, stop: int) -> int:
        """First of one to five capitalised words before `stop`."""
        texts = words.texts
        first = stop
        while first > 0 and (first == stop or words.spaced(first)) and stop - first < 5:
            text = texts[first - 1]
            if (
                (text == "&" or text in self._vocabulary.genitive)
                and first < stop
                and first > 1
                and capitalised(texts[first - 2])
            ):
                first -= 1
                continue
            if not capitalised(text) or self._vocabulary.stops(text):
                break
            first -= 1
        return first

    def _unknown(self, name: list[str]) -> bool:
        """Whether a run is a name of its own: no place, nationality, field or common acronym, no lone generic word."""
        vocabulary = self._vocabulary
        if " ".join(name) in vocabulary.places or name[0] in self._common or name[-1] in self._common:
            return False
        if len(name[0]) < 2 or any(word in vocabulary.nationality for word in name):
            return False
        return any(
            word not in vocabulary.generic and word not in vocabulary.places and not vocabulary.is_field(word)
            for word in name
        )
