"""Noun phrases by a light grammar over words: where the thing counted starts and ends."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pressextract.parsed import Words

__all__ = ["NounPhrases", "Phrase"]

_ACRONYM = 5  # letters: "NIGHTS" in a heading is a plural, "CNRS" is none
_KNOWN = 20_000  # words whose number is remembered
_DOUBLED = re.compile(r"(?:[^aeiou]|qu)[aeiou][bdgklmnprt]$")  # "drop": "dropped"
_SKIPPED = 10  # determiners, modifiers and parts of numbers in front of a phrase
_PARTICIPLE = 5  # letters: "used", "shed" are too short to go by their ending
_AHEAD = 5  # words looked ahead behind a joiner for the plural that it leads to
_DIGITS = "0123456789"
_LONGEST = 12  # words of a noun phrase; longer runs are headings or lists


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: its span in the view and its last word, casefolded."""

    start: int
    end: int
    head: str


class NounPhrases:
    """Reads noun phrases forwards and backwards.

    Args:
        lists: the `np_*` lists, `plural`, `no_plural` of figure.toml.
        numbers: number words, which never belong to the phrase.
    """

    def __init__(self, lists: Mapping[str, frozenset[str]], numbers: frozenset[str]) -> None:
        self._lists = lists
        self._determiners, self._stops = lists["np_determiner"], lists["np_stop"]
        self._possessive, self._joiners = lists["np_possessive"], lists["np_joiner"]
        self._acronyms, self._nouns = lists["np_acronym"], lists["np_participle_noun"]
        self._skipped = lists["np_determiner"] | lists["np_skip"] | numbers
        self._closing = lists["np_determiner"] | numbers
        self._outside = self._closing | lists["np_possessive"]
        self.verbs = _forms(lists["np_verb"], lists["np_verb_ending"])
        self._inflected = self.verbs - lists["np_verb"]
        self._participle = tuple(sorted(lists["np_participle"]))
        self._passive = tuple(sorted(lists["np_passive"]))
        self._plurals: dict[str, bool] = {}

    def is_plural(self, surface: str) -> bool:
        """Whether a word, as written, looks like a plural noun; short acronyms do not ("CNRS")."""
        known = self._plurals.get(surface)
        if known is None:
            if len(self._plurals) >= _KNOWN:
                self._plurals.clear()
            known = self._plurals[surface] = self._looks_plural(surface)
        return known

    def _looks_plural(self, surface: str) -> bool:
        lists, word = self._lists, surface.casefold()
        if surface.isupper() and len(surface) <= _ACRONYM:
            return False
        if word in lists["plural"]:
            return True
        if len(word) < 3 or word[-1] != "s" or word in lists["no_plural"]:
            return False
        return not word.endswith(("ss", "'s", "us", "is"))

    def is_verb(self, word: str) -> bool:
        """Whether a casefolded word is a form of a known verb."""
        return word in self.verbs

    def is_passive(self, word: str) -> bool:
        """Whether a casefolded word is a participle such as "valued", "capped", "drawn"."""
        return len(word) >= _PARTICIPLE and word.endswith(self._passive) and word not in self._nouns

    def _closed(self, words: Words, at: int) -> bool:
        """Whether a word never belongs to a noun phrase: "of", a punctuation mark; "IT" does, "it" does not."""
        surface = words.texts[at]
        if surface in self._acronyms:
            return False
        return words.lowered[at] in self._stops or not surface[0].isalnum()

    def forward(self, words: Words, index: int, limit: int, plural: bool) -> Phrase | None:
        """The noun phrase that starts at word `index`, determiners and numbers in front left out.

        Args:
            words: the view's words.
            index: first word.
            limit: view position it must not pass (end of the sentence, start of another mention).
            plural: whether the head is expected to be a plural ("four international laboratories").
        """
        at = self._skip_determiners(words, index, limit)
        first, last = at, -1
        determined = at > index and words.lowered[at - 1] in self._determiners
        for step in range(at, min(at + _LONGEST, len(words.texts))):
            if words.ends[step] > limit or (step != at and "\n" in words.gaps[step]):
                break
            word = words.lowered[step]
            if word in self._possessive:
                first, last = step + 1, -1
                continue
            if plural and last >= first and self._joins(words, step, limit, last):
                continue
            if self._ends(words, step, first, plural) and not (determined and step == at and self._finite_noun(word)):
                break
            last = step
            if plural and self.is_plural(words.texts[step]) and not self._goes_on(words, step, limit):
                last = self._coordinated(words, step, limit)
                break
        return self._phrase(words, first, last)

    def backward(self, words: Words, index: int, limit: int) -> Phrase | None:
        """The noun phrase that ends just before word `index`, not beginning before view position `limit`."""
        first = index
        while first > 0 and words.starts[first - 1] >= limit and index - first < _LONGEST:
            if first < index and "\n" in words.gaps[first]:
                break
            surface, word = words.texts[first - 1], words.lowered[first - 1]
            if self._closed(words, first - 1) or word in self._outside or word[0] in _DIGITS:
                break
            if word in self.verbs and surface.islower() and not (first == index and self._nominal(words, first - 1)):
                break
            first -= 1
        return self._phrase(words, first, index - 1) if first < index else None

    def _nominal(self, words: Words, at: int) -> bool:
        """Whether a form of a verb is a noun here: "operating costs | were", "the biggest single win | was"."""
        if not at or words.lowered[at].endswith(self._participle) or at + 1 >= len(words.texts):
            return False
        before = words.lowered[at - 1]
        finite = words.lowered[at + 1] in self._lists["subject_verb"]
        return finite and before not in self._stops and before[0].isalpha()

    def _skip_determiners(self, words: Words, index: int, limit: int) -> int:
        """Index of the first word behind determiners, numbers and "more", "about": "the further 6,212 | grants"."""
        at = index
        while at < len(words.texts) and words.starts[at] < limit and at - index < _SKIPPED:
            word = words.lowered[at]
            if not (word in self._skipped or word[0] in _DIGITS or self._in_number(words, at)):
                break
            if at > index and "\n" in words.gaps[at]:
                break
            at += 1
        return at

    def _in_number(self, words: Words, at: int) -> bool:
        """Whether the word is a mark inside a number, as in "6,212"."""
        marks = words.texts[at] in ",.'" and words.touching(at) and at + 1 < len(words.texts) and words.touching(at + 1)
        return marks and words.texts[at - 1][0] in _DIGITS

    def _joins(self, words: Words, step: int, limit: int, last: int) -> bool:
        """Whether "and", "or" or a comma joins modifiers of a plural still to come ("Canadian and US cities")."""
        if words.lowered[step] not in self._joiners or self.is_plural(words.texts[last]):
            return False
        for ahead in range(step + 1, min(step + _AHEAD, len(words.texts))):
            following = words.lowered[ahead]
            if words.starts[ahead] >= limit or following in self._determiners:
                return False
            if self.is_plural(words.texts[ahead]):
                return following not in self.verbs
            if self._closed(words, ahead) and following not in self._joiners:
                return False
        return False

    def _ends(self, words: Words, step: int, first: int, plural: bool) -> bool:
        """Whether the phrase stops before this word."""
        surface, word = words.texts[step], words.lowered[step]
        if self._closed(words, step) or word in self._closing:
            return True
        if word in self._nouns:
            return False
        participle = word.endswith(self._participle) and surface.islower() and "-" not in word
        if step == first:
            if participle:
                return not self._noun_follows(words, step)
            return not plural and surface.islower() and word in self._inflected
        if word[0] in _DIGITS:
            return True
        before = words.texts[step - 1]
        if participle:
            attributive = words.lowered[step - 1] in self._lists["np_adjective"]
            attributive = attributive or (plural and not self.is_plural(before))
            return not (attributive and self._noun_follows(words, step))
        if not surface.islower() or word not in self.verbs:
            return False
        if word[-1] == "s" and step + 1 < len(words.texts) and not words.texts[step + 1][0].isalnum():
            return False  # "research funds, of which"
        return self.is_plural(before) or (word in self._inflected and not plural)

    def _coordinated(self, words: Words, last: int, limit: int) -> int:
        """Last word of the plurals joined to the one at `last` ("engineers, lawyers and geologists"), else `last`."""
        at, joined = last, False
        while at + 2 < len(words.texts) and words.ends[at + 2] <= limit and at - last < _LONGEST:
            joiner, surface = words.lowered[at + 1], words.texts[at + 2]
            if joiner not in self._joiners or not surface.islower() or not self.is_plural(surface):
                break
            if surface in self.verbs or self._closed(words, at + 2) or self._has_object(words, at + 2):
                break
            if self._noun_follows(words, at + 2) and words.lowered[at + 3] not in self.verbs:
                break
            at += 2
            joined = joined or joiner.isalpha()
        return at if joined else last

    def _finite_noun(self, word: str) -> bool:
        """Whether a form of a verb is a noun behind a determiner: "the funds", "its shares"."""
        return word in self.verbs and word[-1] == "s" and word not in self._stops

    def _has_object(self, words: Words, step: int) -> bool:
        """Whether a determiner follows, as behind a verb: "deposits 30 nights and withdraws the same"."""
        following = step + 1
        return (
            following < len(words.texts) and words.spaced(following) and words.lowered[following] in self._determiners
        )

    def _noun_follows(self, words: Words, step: int) -> bool:
        """Whether the next word may go on with the phrase: "an enlarged | team"."""
        following = step + 1
        if following >= len(words.texts) or not words.spaced(following):
            return False
        return not (self._closed(words, following) or words.lowered[following] in self._closing)

    def _goes_on(self, words: Words, step: int, limit: int) -> bool:
        """Whether a plural is only part of the phrase: "Fields Medal winners", "systems engineers"."""
        following = step + 1
        if following >= len(words.texts) or words.ends[following] > limit or not words.spaced(following):
            return False
        surface, after, lowered = words.texts[step], words.texts[following], words.lowered[following]
        if self._closed(words, following) or lowered in self._determiners:
            return False
        if words.lowered[step] in self._lists["np_plural_modifier"]:
            return lowered not in self.verbs
        named = surface[0].isupper() and not surface.isupper()
        counted = after.islower() and self.is_plural(after) and lowered not in self.verbs
        if counted and (named or surface[-1] != "s"):
            return True
        return named and after[0].isupper() and step > 0 and not words.texts[step - 1][0].isdigit()

    def _phrase(self, words: Words, first: int, last: int) -> Phrase | None:
        """The words from `first` to `last` without what trails ("staff | in total"), None when no word with letters is left."""
        while last > first and words.lowered[last] in self._lists["np_trailing"]:
            last -= 1
        if last < first or first < 0:
            return None
        head = words.lowered[last]
        if not (head.isalpha() or any(map(str.isalpha, head))):
            return None
        return Phrase(words.starts[first], words.ends[last], head)


def _forms(verbs: frozenset[str], endings: frozenset[str]) -> frozenset[str]:
    """The verbs with the endings that are put behind them, a final "e" dropped, a final consonant doubled."""
    made = set(verbs)
    for verb in verbs:
        doubled = _DOUBLED.search(verb) is not None
        for ending in endings:
            made.add(verb + ending)
            if verb[-1:] == "e":
                made.add(verb[:-1] + ending)
            elif doubled:
                made.add(verb + verb[-1] + ending)
    return frozenset(made)
