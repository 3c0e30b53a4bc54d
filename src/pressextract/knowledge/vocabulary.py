"""The word lists that the name grammar leans on (models/<lang>/names.toml), with the questions asked of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from pressextract.knowledge.rules import Rules

__all__ = ["Vocabulary", "capitalised"]

_ENDINGS = ("field_ending", "foreign_ending", "counted")  # asked with startswith and endswith, which take tuples
_COMPUTED = ("joins", "variant", "places", "heads")


def capitalised(word: str) -> bool:
    """Whether a word can be part of a name: a capital in front, or inside (iFReC, mRNA4Life)."""
    first = word[0]
    return first.isupper() or (first.isalnum() and not word.islower() and any(letter.isupper() for letter in word))


@dataclass(frozen=True)
class Vocabulary:
    """Word lists of one language; names.toml says of each what it is for.

    Attributes:
        joins: `conjunction` and "&".
        variant: folded word -> the spelling under which names are compared, "" for none.
        places: the gazetteer's names.
        heads: head nouns of organisations, casefolded.
    """

    opener: frozenset[str]
    verb: frozenset[str]
    role: frozenset[str]
    generic: frozenset[str]
    field: frozenset[str]
    possessor: frozenset[str]
    joiner: frozenset[str]
    native_joiner: frozenset[str]
    particle: frozenset[str]
    foreign: frozenset[str]
    nationality: frozenset[str]
    trim: frozenset[str]
    system: frozenset[str]
    opening: frozenset[str]
    polity: frozenset[str]
    weak_head: frozenset[str]
    conjunction: frozenset[str]
    article: frozenset[str]
    complement: frozenset[str]
    genitive: frozenset[str]
    with_article: frozenset[str]
    purpose: frozenset[str]
    locative: frozenset[str]
    sited: frozenset[str]
    own_complement: frozenset[str]
    possessive: frozenset[str]
    elided: frozenset[str]
    foreign_joiner: frozenset[str]
    shortened: frozenset[str]
    shortened_head: frozenset[str]
    compound_end: frozenset[str]
    empty_complement: frozenset[str]
    folded_article: frozenset[str]
    field_ending: tuple[str, ...]
    foreign_ending: tuple[str, ...]
    counted: tuple[str, ...]
    joins: frozenset[str]
    variant: Mapping[str, str]
    places: frozenset[str]
    heads: frozenset[str]

    @classmethod
    def of(cls, rules: Rules, places: Iterable[str], heads: frozenset[str]) -> Vocabulary:
        """Lists of names.toml, the gazetteer's names, and the head nouns of organisations (casefolded)."""
        lists = rules.lists
        plain = {field.name for field in fields(cls)} - {*_ENDINGS, *_COMPUTED}
        chosen: dict[str, Any] = {name: lists[name] for name in plain}
        chosen.update({name: tuple(sorted(lists[name])) for name in _ENDINGS})
        return cls(
            **chosen,
            joins=lists["conjunction"] | {"&"},
            variant=rules.words["variant"],
            places=frozenset(places),
            heads=heads,
        )

    def is_field(self, word: str) -> bool:
        """Whether a capitalised word names a field ("Physics", "Disaster", "Seismology")."""
        if word in self.field:
            return True
        return (
            len(word) > 5
            and word.endswith(self.field_ending)
            and word.casefold() not in self.heads
            and word not in self.places
        )

    def stops(self, word: str) -> bool:
        """Whether a capitalised word cannot belong to a name: function word, role. Verbs matter in headlines alone."""
        return word in self.opener or (word in self.role and word not in self.field)

    def qualifies(self, word: str) -> bool:
        """Whether a hyphenated word qualifies what follows and is no part of its name ("Tokyo-based", "EU-funded")."""
        cut = word.rfind("-")
        return cut > 0 and len(word) - cut > 3 and word[cut + 1 :] in self.compound_end

    def place_starts(self, texts: list[str], at: int) -> bool:
        """Whether a place of two or three words starts at `texts[at]`."""
        return any(" ".join(texts[at : at + length]) in self.places for length in (2, 3))
