"""Head nouns ("University", "Laboratory") and what each says about the names it makes: data of institution.toml and lab.toml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pressextract.knowledge.rules import Rules
from pressextract.parsed import Words

__all__ = ["Head", "Heads"]


@dataclass(frozen=True, slots=True)
class Head:
    """What a head noun says about the names it makes.

    Attributes:
        kind: entity kind of the record.
        tail: joiners that open a complement.
        foreign: the complement is in French, German, ... wording.
        fields: the complement may be a coordination of fields.
        left_and: so may the modifier.
        of_place: a second "of" and a place belong to the name.
        at: a site may follow.
        plural: it may be shared by several names.
        skip: another matcher's.
        final: it ends its name, or it is no head.
        needs: what makes the name distinct: "complement" | "name" | "proper" | "".
    """

    kind: str
    tail: frozenset[str]
    foreign: bool = False
    fields: bool = False
    left_and: bool = False
    of_place: bool = False
    at: bool = False
    plural: bool = False
    skip: bool = False
    final: bool = False
    needs: str = ""

    @classmethod
    def of(cls, entry: Mapping[str, Any]) -> Head:
        """Head of a TOML entry."""
        options = {key: value for key, value in entry.items() if key not in ("tail", "kind")}
        return cls(kind=entry["kind"], tail=frozenset(entry.get("tail", "").split()), **options)


class Heads:
    """The head nouns of one matcher, found word by word."""

    def __init__(self, rules: Rules) -> None:
        """`rules`: tables `head` and `compound` (two words, looked up before the single one)."""
        words = rules.file.words
        self.single = {surface: Head.of(entry) for surface, entry in words["head"].items()}
        self._compounds = {tuple(surface.split()): Head.of(entry) for surface, entry in words["compound"].items()}
        last_words = frozenset(self.single) | {words[-1] for words in self._compounds}
        self._last_words = frozenset(word for word in last_words if word != word.lower())

    def find(self, words: Words) -> Iterator[tuple[int, Head]]:
        """Indices of the head nouns that hold a capital letter, ascending, and what each says."""
        texts = words.texts
        for index in sorted({*words.all_of(self._last_words), *words.capitalised_compounds}):
            head = self.at(texts, index)
            if head is not None:
                yield index, head

    def at(self, texts: list[str], index: int) -> Head | None:
        """Head noun at `index`: a compound ("Medical Center"), a word, or the last part of a hyphenated word ("Max-Planck-Institut")."""
        text = texts[index]
        hyphen = text.rfind("-")
        if text not in self._last_words and (hyphen < 0 or text[0].islower()):
            return None
        if index:
            compound = self._compounds.get((texts[index - 1], text))
            if compound is not None:
                return compound
        head = self.single.get(text)
        return head if head is not None or hyphen < 0 else self.single.get(text[hyphen + 1 :])
