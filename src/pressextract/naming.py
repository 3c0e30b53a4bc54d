"""What names have in common however they are written: the key under which spellings meet, the lexicon's entry, the label by words."""

from __future__ import annotations

import re

from pressextract.knowledge.registry import Entry, NameIndex, folded_words
from pressextract.knowledge.rules import Rules
from pressextract.knowledge.vocabulary import Vocabulary
from pressextract.mention import Label

__all__ = ["Naming", "Spellings"]


class Naming:
    """Questions asked of names; reusable, knows no text."""

    def __init__(self, index: NameIndex, vocabulary: Vocabulary, lab: Rules, institution: Rules) -> None:
        """`lab`, `institution`: lab.toml and institution.toml, whose heads, structures and legal forms are used."""
        self.index = index
        self.vocabulary = vocabulary
        self.structures: dict[str, str] = {surface.upper(): kind for surface, kind in lab.words["structure"].items()}
        self.called = frozenset(lab.words["naming"]) | lab.lists["naming_particle"]
        self.list_nouns = lab.lists["list_noun"]
        structures_in_brackets = "|".join(map(re.escape, self.structures))
        self._typed = re.compile(rf"(?:[A-Z][\w-]*\s){{1,4}}\((?:{structures_in_brackets})\)\s(.{{3,}})")
        self._lab_heads = frozenset(lab.words["head"])
        self._institution_heads = frozenset(institution.words["head"])
        self._heads = self._lab_heads | self._institution_heads
        self._telling_heads = self._institution_heads - institution.lists["field_head"]
        heads = institution.words["head"].items()
        self._agency_heads = frozenset(surface for surface, entry in heads if entry["kind"] in ("agency", "funder"))
        self._legal = institution.lists["legal"]
        self._variant = vocabulary.variant.get
        self._folded: dict[str, Entry] = {}
        for surface in index.surfaces():
            entry = index.entry(surface)
            if entry is not None and " " in surface:
                self._folded.setdefault(self.key(surface), entry)

    def key(self, surface: str) -> str:
        """Key under which spellings of one name fall together: folded, Centre/Center, Lab/Laboratory, without small words."""
        words = folded_words(surface, self.vocabulary.folded_article)
        if len(words) < 2:
            return words[0] if words else surface
        return " ".join(filter(None, map(self._variant, words, words)))

    def entry(self, surface: str) -> Entry | None:
        """Lexicon entry of a name as it stands in a text: as written, folded, or without a nationality in front."""
        return self.index.entry(surface) or self.folded_entry(surface, self.key(surface))

    def folded_entry(self, surface: str, key: str) -> Entry | None:
        """Entry of a name that the lexicon does not list as written, by its key or without a nationality in front."""
        found = self._folded.get(key)
        if found is None:
            first, _, rest = surface.partition(" ")
            if first in self.vocabulary.nationality and " " in rest:
                found = self.index.entry(rest) or self._folded.get(self.key(rest))
        return found

    def without_type(self, surface: str) -> str:
        """A structure's name without its type acronym and type name: "IRL Abraham de Moivre" -> "Abraham de Moivre"."""
        bracketed = self._typed.match(surface) if "(" in surface else None
        if bracketed:
            return bracketed.group(1)
        words = surface.split()
        typed = False
        while len(words) > 1 and words[0] in self.structures:
            words, typed = words[1:], True
        while len(words) > 1 and words[-1] in self.structures:
            words, typed = words[:-1], True
        if typed and len(words) > 1 and self.index.entry(words[0]) is not None and "-" not in words[0]:
            words = words[1:]
        return " ".join(words)

    def without_legal_form(self, surface: str) -> str:
        """A company's name without "Ltd", "SA" and the like."""
        words = surface.split()
        while len(words) > 1 and words[-1].rstrip(".") in self._legal:
            words = words[:-1]
        return " ".join(words).rstrip(",")

    def generic(self, long_form: str) -> bool:
        """Whether a long form only says what kind of thing it is: "international research laboratories"."""
        words = [word for word in re.findall(r"[^\W\d_]+", long_form) if len(word) > 3]
        return all(
            word.title() in self.vocabulary.generic
            or word.casefold() in self._heads
            or word.casefold().rstrip("s") in self._heads
            for word in words
        )

    def label(self, long_form: str) -> Label | None:
        """Label of a long form that is written as a name, by its head nouns; None: nothing says what it is."""
        if not looks_like_name(long_form):
            return None
        if self.generic(long_form):
            agency = any(word.casefold() in self._agency_heads for word in long_form.split())
            return Label.INSTITUTION if agency else None
        words = [word.casefold().strip(",") for word in long_form.split()]
        if any(word in self._lab_heads for word in words):
            return Label.LAB
        return Label.INSTITUTION if any(word in self._telling_heads for word in words) else None

    def announced(self, text: str, position: int) -> bool:
        """Whether "... laboratory named" leads to `position`."""
        before = text[max(0, position - 90) : position].rstrip(" \"'“«")
        words = re.findall(r"[\w-]+", re.split(r"[.!?\n]", before)[-1])
        return (
            bool(words)
            and words[-1] in self.called
            and any(
                word.casefold().rstrip("s") in self._lab_heads or word.rstrip("s") in self.structures for word in words
            )
        )


def looks_like_name(long_form: str) -> bool:
    """Whether a long form is written as a name: its first word capitalised, and more than that word or a head."""
    return long_form[:1].isupper() and " " in long_form


class Spellings:
    """Keys and entries of the names of one release: each is worked out once, and all is forgotten with the release."""

    __slots__ = ("_entries", "_keys", "_naming")

    def __init__(self, naming: Naming) -> None:
        self._naming = naming
        self._keys: dict[str, str] = {}
        self._entries: dict[str, Entry | None] = {}

    def key(self, surface: str) -> str:
        """Key of `Naming.key`."""
        known = self._keys.get(surface)
        if known is None:
            known = self._keys[surface] = self._naming.key(surface)
        return known

    def entry(self, surface: str) -> Entry | None:
        """Entry of `Naming.entry`."""
        if surface not in self._entries:
            listed = self._naming.index.entry(surface)
            self._entries[surface] = listed or self._naming.folded_entry(surface, self.key(surface))
        return self._entries[surface]
