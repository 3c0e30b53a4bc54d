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
        self._determiners = lists["np_determiner"]
        self._stops = lists["np_stop"]
        self._verbs = _forms(lists["np_verb"], lists["np_verb_ending"])
        self._inflected = self._verbs - lists["np_verb"]
        self._participle = tuple(sorted(lists["np_participle"]))
        self._numbers = numbers
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
        return word in self._verbs

    def is_passive(self, word: str) -> bool:
        """Whether a casefolded word is a participle such as "valued", "capped", "drawn"."""
        return (
            len(word) > 4
            and word.endswith(tuple(self._lists["np_passive"]))
            and word not in self._lists["np_participle_noun"]
        )

    def _closed(self, surface: str) -> bool:
        """Whether a word, as written, never belongs to a noun phrase."""
        if surface in self._lists["np_acronym"]:
            return False
        return surface.casefold() in self._stops or not surface[0].isalnum()

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
        determined = at > index and words.texts[at - 1].casefold() in self._determiners
        for step in range(at, min(at + _LONGEST, len(words))):
            if words.ends[step] > limit or self._broken(words, step, at):
                break
            surface = words.texts[step]
            word = surface.casefold()
            if word in self._lists["np_possessive"]:
                first, last = step + 1, -1
                continue
            joins = plural and last >= first and self._joins(words, step, limit, last)
            if joins:
                continue
            if self._ends(words, step, first, plural) and not (determined and step == at and self._finite_noun(word)):
                break
            last = step
            if plural and self.is_plural(surface) and not self._goes_on(words, step, limit):
                last = self._coordinated(words, step, limit)
                break
        return self._phrase(words, first, last)

    def backward(self, words: Words, index: int, limit: int) -> Phrase | None:
        """The noun phrase that ends just before word `index`, not beginning before view position `limit`."""
        last = index - 1
        first = index
        while first > 0 and words.starts[first - 1] >= limit and index - first < _LONGEST:
            surface = words.texts[first - 1]
            word = surface.casefold()
            if first < index and self._broken(words, first, -1):
                break
            if self._closed(surface) or word in self._determiners or word in self._lists["np_possessive"]:
                break
            if word in self._numbers or word[0] in "0123456789":
                break
            if word in self._verbs and surface.islower() and not (first == index and self._nominal(words, first - 1)):
                break
            first -= 1
        return self._phrase(words, first, last) if first <= last else None

    def _nominal(self, words: Words, at: int) -> bool:
        """Whether a form of a verb is a noun here: "operating costs | were", "the biggest single win | was"."""
        word = words.texts[at].casefold()
        if not at or word.endswith(self._participle) or at + 1 >= len(words):
            return False
        before, after = words.texts[at - 1].casefold(), words.texts[at + 1].casefold()
        finite = after in self._lists["subject_verb"]
        return finite and before not in self._stops and before[0].isalpha()

    def _skip_determiners(self, words: Words, index: int, limit: int) -> int:
        at = index
        while at < len(words) and words.starts[at] < limit and at - index < _SKIPPED:
            word = words.texts[at].casefold()
            number = word in self._numbers or word[0] in "0123456789" or self._in_number(words, at)
            if not (word in self._determiners or number or word in self._lists["np_skip"]):
                break
            if at > index and "\n" in words.view[words.ends[at - 1] : words.starts[at]]:
                break
            at += 1
        return at

    def _in_number(self, words: Words, at: int) -> bool:
        """Whether the word is a mark inside a number, as in "6,212"."""
        marks = words.texts[at] in ",.'" and words.touching(at) and at + 1 < len(words) and words.touching(at + 1)
        return marks and words.texts[at - 1][0] in "0123456789"

    def _broken(self, words: Words, step: int, first: int) -> bool:
        """Whether a line break stands before the word."""
        return step > 0 and step != first and "\n" in words.view[words.ends[step - 1] : words.starts[step]]

    def _joins(self, words: Words, step: int, limit: int, last: int) -> bool:
        """Whether "and", "or" or a comma joins modifiers of a plural still to come ("Canadian and US cities")."""
        word = words.texts[step].casefold()
        if word not in self._lists["np_joiner"] or self.is_plural(words.texts[last]):
            return False
        for ahead in range(step + 1, min(step + 5, len(words))):
            surface = words.texts[ahead]
            following = surface.casefold()
            if words.starts[ahead] >= limit or following in self._determiners:
                return False
            if self.is_plural(surface):
                return following not in self._verbs
            if self._closed(surface) and following not in self._lists["np_joiner"]:
                return False
        return False

    def _ends(self, words: Words, step: int, first: int, plural: bool) -> bool:
        """Whether the phrase stops before this word."""
        surface = words.texts[step]
        word = surface.casefold()
        if self._closed(surface) or word in self._determiners or word in self._numbers:
            return True
        participle = word.endswith(self._participle) and surface.islower() and "-" not in word
        if word in self._lists["np_participle_noun"]:
            return False
        if step == first:
            if participle:
                return not self._noun_follows(words, step)
            return surface.islower() and word in self._inflected and not plural
        if word[0] in "0123456789":
            return True
        before = words.texts[step - 1]
        if participle:
            attributive = before.casefold() in self._lists["np_adjective"] or (plural and not self.is_plural(before))
            return not (attributive and self._noun_follows(words, step))
        if not surface.islower() or word not in self._verbs:
            return False
        if word[-1] == "s" and step + 1 < len(words) and not words.texts[step + 1][0].isalnum():
            return False  # "research funds, of which"
        return self.is_plural(before) or (word in self._inflected and not plural)

    def _coordinated(self, words: Words, last: int, limit: int) -> int:
        """Last word of the plurals joined to the one at `last` ("engineers, lawyers and geologists"), else `last`."""
        at, joined = last, False
        while at + 2 < len(words) and words.ends[at + 2] <= limit and at - last < _LONGEST:
            joiner, surface = words.texts[at + 1].casefold(), words.texts[at + 2]
            if joiner not in self._lists["np_joiner"] or not surface.islower() or not self.is_plural(surface):
                break
            if surface in self._verbs or self._closed(surface) or self._has_object(words, at + 2):
                break
            if self._noun_follows(words, at + 2) and words.texts[at + 3].casefold() not in self._verbs:
                break
            at += 2
            joined = joined or joiner.isalpha()
        return at if joined else last

    def _finite_noun(self, word: str) -> bool:
        """Whether a form of a verb is a noun behind a determiner: "the funds", "its shares"."""
        return word in self._verbs and word[-1] == "s" and word not in self._stops

    def _has_object(self, words: Words, step: int) -> bool:
        """Whether a determiner follows, as behind a verb: "deposits 30 nights and withdraws the same"."""
        return (
            words.spaced(step + 1) and words.texts[step + 1].casefold() in self._determiners
            if step + 1 < len(words)
            else False
        )

    def _noun_follows(self, words: Words, step: int) -> bool:
        if step + 1 >= len(words) or not words.spaced(step + 1):
            return False
        word = words.texts[step + 1].casefold()
        return not (self._closed(words.texts[step + 1]) or word in self._determiners or word in self._numbers)

    def _goes_on(self, words: Words, step: int, limit: int) -> bool:
        """Whether a plural is only part of the phrase: "Fields Medal winners", "systems engineers"."""
        following = step + 1
        if following >= len(words) or words.ends[following] > limit or not words.spaced(following):
            return False
        surface, after = words.texts[step], words.texts[following]
        if self._closed(after) or after.casefold() in self._determiners:
            return False
        if surface.casefold() in self._lists["np_plural_modifier"]:
            return after.casefold() not in self._verbs
        named = surface[0].isupper() and not surface.isupper()
        counted = after.islower() and self.is_plural(after) and after.casefold() not in self._verbs
        if counted and (named or surface[-1] != "s"):
            return True
        return named and after[0].isupper() and step > 0 and words.texts[step - 1][0].isdigit() is False

    def _phrase(self, words: Words, first: int, last: int) -> Phrase | None:
        while last > first and words.texts[last].casefold() in self._lists["np_trailing"]:
            last -= 1
        if last < first or first < 0:
            return None
        head = words.texts[last].casefold()
        if not any(character.isalpha() for character in head):
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
