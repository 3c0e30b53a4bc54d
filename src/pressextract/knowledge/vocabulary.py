"""The word lists that the name grammar leans on (models/<lang>/names.toml), with the questions asked of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pressextract.knowledge.rules import Rules

__all__ = ["Vocabulary", "capitalised"]

# English and Romance endings of nouns that name a field of knowledge or a task.
_FIELD_ENDINGS = (
    "ology", "ologies", "ics", "istry", "onomy", "graphy", "metry", "pathy", "atrics", "ience", "iences", "ation", "ition", "uction", "ement",
    "ments", "ture", "tures", "eering", "cine", "ology", "ography", "onics", "omics", "osis", "stry", "ysis", "nomy", "opment", "icity", "bility", "eness", "ility",
)  # fmt: skip


def capitalised(word: str) -> bool:
    """Whether a word can be part of a name: a capital in front, or inside (iFReC, mRNA4Life)."""
    first = word[0]
    return first.isupper() or (first.isalnum() and not word.islower() and any(letter.isupper() for letter in word))


@dataclass(frozen=True)
class Vocabulary:
    """Word lists of one language; `places` are the gazetteer's names."""

    opener: frozenset[str]
    verb: frozenset[str]
    role: frozenset[str]
    generic: frozenset[str]
    field: frozenset[str]
    possessor: frozenset[str]
    joiner: frozenset[str]
    particle: frozenset[str]
    foreign: frozenset[str]
    nationality: frozenset[str]
    trim: frozenset[str]
    system: frozenset[str]
    opening: frozenset[str]
    polity: frozenset[str]
    foreign_ending: tuple[str, ...]
    weak_head: frozenset[str]
    places: frozenset[str]
    heads: frozenset[str] = frozenset()

    @classmethod
    def of(cls, rules: Rules, places: Iterable[str], heads: frozenset[str]) -> Vocabulary:
        """Lists of names.toml, the gazetteer's names, and the head nouns of organisations (casefolded)."""
        lists = rules.lists
        return cls(
            opener=lists["opener"],
            verb=lists["verb"],
            role=lists["role"],
            generic=lists["generic"],
            field=lists["field"],
            possessor=lists["possessor"],
            joiner=lists["joiner"],
            particle=lists["particle"],
            foreign=lists["foreign"],
            nationality=lists["nationality"],
            trim=lists["trim"],
            system=lists["system"],
            opening=lists["opening"],
            polity=lists["polity"],
            foreign_ending=tuple(sorted(lists["foreign_ending"])),
            weak_head=lists["weak_head"],
            places=frozenset(places),
            heads=heads,
        )

    def is_field(self, word: str) -> bool:
        """Whether a capitalised word names a field ("Physics", "Disaster", "Seismology")."""
        if word in self.field:
            return True
        return (
            len(word) > 5
            and word.endswith(_FIELD_ENDINGS)
            and word.casefold() not in self.heads
            and word not in self.places
        )

    def stops(self, word: str) -> bool:
        """Whether a capitalised word cannot belong to a name: function word, role. Verbs matter in headlines alone."""
        return word in self.opener or (word in self.role and word not in self.field)
