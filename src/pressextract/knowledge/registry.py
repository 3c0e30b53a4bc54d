"""The embedded names: organisations, labs and places, found in a text by one Aho-Corasick automaton.

A name matches whole words, case as written. A bare acronym matches anywhere only when its entry lists it as well known;
other acronyms need support in the text (their definition or their full name).
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Container, Iterator
from pathlib import Path
from typing import TypeVar

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind
from pydantic import BaseModel, ConfigDict, ValidationError

from pressextract.errors import KnowledgeError
from pressextract.parsed import Hit

__all__ = [
    "Entry",
    "Hit",
    "NameIndex",
    "Names",
    "PlaceEntry",
    "PlaceIndex",
    "fold",
    "folded_words",
    "load_entries",
    "load_places",
]


T = TypeVar("T", bound=BaseModel)


class Entry(BaseModel):
    """An organisation or lab of the lexicon; `key` (its name and country) tells entries apart."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str
    aliases: list[str]
    acronyms: list[str]
    bare: list[str]
    type: str
    kind: str
    country: str | None
    ror: str | None
    parents: list[str] = []

    @property
    def key(self) -> str:
        """Stable name of the entry inside the extractor."""
        return f"{self.name}|{self.country or ''}"


class PlaceEntry(BaseModel):
    """A place of the gazetteer; `ambiguous` names match only with a locational cue."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str
    aliases: list[str]
    kind: str
    country: str | None
    ambiguous: bool = False


def fold(name: str, articles: Container[str]) -> str:
    """`name` casefolded, without accents, punctuation and an article in front, for comparing names.

    >>> fold("l'Université de Montréal", {"the", "l"})
    'universite de montreal'
    """
    return " ".join(folded_words(name, articles))


def folded_words(name: str, articles: Container[str]) -> list[str]:
    """The words of a folded name."""
    folded = name.casefold()
    if not folded.isascii():
        folded = "".join(
            character for character in unicodedata.normalize("NFD", folded) if not unicodedata.combining(character)
        )
    words: list[str] = _WORDS.findall(folded)
    if words and words[0] in articles:
        del words[0]
    return words


_WORDS = re.compile(r"[^\W_]+")


class Names:
    """Surfaces found as whole words; the longest of those that start at one place wins."""

    def __init__(self, surfaces: list[str]) -> None:
        """Builds the automaton; empty names are refused."""
        self._surfaces = sorted(set(surfaces))
        if any(not surface.strip() for surface in self._surfaces):
            raise KnowledgeError("a name in the lexicon is empty")
        self._known = frozenset(self._surfaces)
        self._automaton = AhoCorasick(
            self._surfaces, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA
        )

    def __getstate__(self) -> list[str]:
        return self._surfaces

    def __setstate__(self, state: list[str]) -> None:
        self.__init__(state)  # type: ignore[misc]

    def find(self, text: str) -> Iterator[Hit]:
        """Hits in `text`, left to right, not overlapping. A longest match that ends inside a word is given up for a shorter one."""
        for number, start, end in self._automaton.find_matches_as_indexes(text):
            if start and text[start - 1].isalnum():
                continue
            if end < len(text) and text[end].isalnum():
                shorter = self._shorter(text, start, end)
                if shorter is not None:
                    yield shorter
                continue
            yield Hit(start, end, self._surfaces[number])

    def _shorter(self, text: str, start: int, end: int) -> Hit | None:
        for stop in range(end - 1, start + 1, -1):
            if not text[stop].isalnum() and text[start:stop] in self._known:
                return Hit(start, stop, text[start:stop])
        return None


def load_entries(path: Path) -> list[Entry]:
    """Entries of a lexicon file.

    Raises:
        KnowledgeError: with file and line.
    """
    return _load(path, Entry)


def load_places(path: Path) -> list[PlaceEntry]:
    """Entries of a gazetteer file.

    Raises:
        KnowledgeError: with file and line.
    """
    return _load(path, PlaceEntry)


def _load(path: Path, model: type[T]) -> list[T]:
    entries = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise KnowledgeError(
            f"{path}: {error.strerror}; reinstall pressextract or restore its models folder"
        ) from error
    for number, line in enumerate(lines, 1):
        try:
            entries.append(model.model_validate(json.loads(line)))
        except (ValueError, ValidationError) as error:
            raise KnowledgeError(f"{path}:{number}: {error}") from error
    return entries


class NameIndex:
    """Which entry a surface means, and how sure a lone occurrence is.

    A surface of several entries means the first of the file that lists it as its name, then as an alias, then as an acronym.
    """

    def __init__(self, entries: list[Entry]) -> None:
        """`entries` of all lexicon files, in file order."""
        self._by_surface: dict[str, Entry] = {}
        self._certain: set[str] = set()
        for surfaces in (
            lambda entry: [entry.name],
            lambda entry: entry.aliases,
            lambda entry: entry.acronyms + entry.bare,
        ):
            for entry in entries:
                for surface in surfaces(entry):
                    self._by_surface.setdefault(_view_form(surface), entry)
        for entry in entries:  # lines in capitals: "MONASH UNIVERSITY"
            for surface in (entry.name, *entry.aliases):
                if surface.count(" ") and len(surface) > 9:
                    self._by_surface.setdefault(_view_form(surface).upper(), entry)
                    self._certain.add(_view_form(surface).upper())
        for entry in entries:
            several = [surface for surface in entry.aliases if " " in surface or "-" in surface]
            self._certain.update(_view_form(surface) for surface in (entry.name, *several, *entry.bare))

    def surfaces(self) -> list[str]:
        """Every surface, as the match view writes it."""
        return list(self._by_surface)

    def entry(self, surface: str) -> Entry | None:
        """Entry that a surface means, None for a place's name."""
        return self._by_surface.get(surface)

    def certain(self, surface: str) -> bool:
        """Whether the surface alone, without support in the text, names its entry."""
        return surface in self._certain


def _view_form(surface: str) -> str:
    return surface.replace("’", "'").replace("\u00a0", " ").replace("‐", "-").replace("‑", "-")


class PlaceIndex:
    """The gazetteer: babel's countries and territories, and the cities, regions and short forms of places.jsonl."""

    def __init__(self, entries: list[PlaceEntry], territories: dict[str, str], also_names: frozenset[str]) -> None:
        """`territories`: ISO 3166 code -> name, as babel gives them; `also_names`: those of them that are people's names, too."""
        self._by_surface: dict[str, PlaceEntry] = {}
        for entry in entries:
            for surface in (entry.name, *entry.aliases):
                self._by_surface.setdefault(_view_form(surface), entry)
        for entry in entries:  # datelines write places in capitals
            for surface in (entry.name, *entry.aliases):
                if len(surface) > 3 and entry.kind != "continent":
                    self._by_surface.setdefault(_view_form(surface).upper(), entry)
        for code, name in territories.items():
            if len(code) == 2 and code not in _NO_TERRITORY:
                plain = _view_form(name)
                doubtful = plain in also_names
                self._by_surface.setdefault(
                    plain, PlaceEntry(name=name, aliases=[], kind="country", country=code, ambiguous=doubtful)
                )

    def surfaces(self) -> list[str]:
        """Every surface, as the match view writes it."""
        return list(self._by_surface)

    def entry(self, surface: str) -> PlaceEntry | None:
        """Place that a surface means."""
        return self._by_surface.get(surface)


# Codes of babel's list that are no place by the guidelines (EU, UN: institutions) or no country at all.
_NO_TERRITORY = frozenset({"EU", "UN", "EZ", "QO", "XA", "XB", "ZZ", "UM"})
