"""Places: countries and territories, regions and cities of the gazetteer, read in their surroundings."""

from __future__ import annotations

from collections.abc import Iterator

from pressextract.knowledge.registry import NameIndex, PlaceIndex
from pressextract.knowledge.rules import Rules
from pressextract.knowledge.vocabulary import Vocabulary, capitalised
from pressextract.mention import Label, Mention
from pressextract.parsed import Hit, Parsed, Words

__all__ = ["PlaceMatcher"]


class PlaceMatcher:
    """`matcher(parsed)` yields PLACE mentions, view offsets. A name of two readings needs a locational cue."""

    name = "place"

    def __init__(self, rules: Rules, vocabulary: Vocabulary, places: PlaceIndex, index: NameIndex) -> None:
        """`places`: the gazetteer; `index`: the organisations, whose names beat a place's."""
        self._rules = rules
        self._vocabulary = vocabulary
        self._places = places
        self._index = index
        self._cues = rules.lists["cue"]
        self._part_of_name_before = rules.lists["not_after"]
        self._part_of_name_after = rules.lists["not_before"]
        self._direction = rules.lists["direction"]

    def __call__(self, parsed: Parsed) -> Iterator[Mention]:
        """Readings of `parsed`, in text order."""
        words = parsed.words
        for hit in parsed.hits:
            entry = self._places.entry(hit.surface)
            if entry is None or self._index.certain(hit.surface):
                continue
            first, last = words.starting(hit.start), words.at(hit.end - 1)
            if first >= len(words) or self._inside_name(parsed, words, first, last, hit):
                continue
            cued = self._cued(parsed, words, first, last)
            if entry.ambiguous and not cued:
                continue
            rule = "cued" if entry.ambiguous else entry.kind
            yield Mention(Label.PLACE, hit.start, hit.end, f"{self._rules.name}/{rule}", priority=2, key=entry.country)

    def _inside_name(self, parsed: Parsed, words: Words, first: int, last: int, hit: Hit) -> bool:
        """Whether the words around make it part of a longer name that is no place ("Paris Agreement", "Horizon Europe")."""
        texts = words.texts
        if first and words.spaced(first) and texts[first - 1] in self._part_of_name_before:
            return True
        if last + 1 < len(texts) and words.spaced(last + 1) and texts[last + 1] in self._part_of_name_after:
            return True
        if words.starts[first] != hit.start or words.ends[last] != hit.end:
            return not self._compound(words, first, last, hit)
        before = texts[first - 1] if first and words.spaced(first) else ""
        if before and capitalised(before) and first not in parsed.title_case and not before.isupper():
            sentence_initial = parsed.sentence(words.starts[first - 1])[0] == words.starts[first - 1]
            known = self._vocabulary.stops(before) or before in self._direction or before in self._vocabulary.places
            return not (sentence_initial or known or self._ends_hit(parsed, words.ends[first - 1]))
        return False

    def _ends_hit(self, parsed: Parsed, position: int) -> bool:
        return any(hit.end == position for hit in parsed.hits)

    def _compound(self, words: Words, first: int, last: int, hit: Hit) -> bool:
        """Whether a place inside a hyphenated word stands for itself: "Perth-based", "Kenya-Uganda", not "Lyon-Caen"."""
        compound = words.texts[first]
        if first != last or "-" not in compound:
            return False
        others = [part for part in compound.split("-") if part and part not in hit.surface]
        return all(part.islower() or part in self._vocabulary.places or self._index.entry(part) is not None for part in others)

    def _cued(self, parsed: Parsed, words: Words, first: int, last: int) -> bool:
        """Whether a locational cue stands beside: a preposition before, or a place behind a comma, or the dateline."""
        texts = words.texts
        if first and texts[first - 1] in self._cues:
            return True
        if parsed.zone_at(words.starts[first]) == "dateline":
            return True
        after = last + 1 < len(texts) and texts[last + 1] == "," and last + 2 < len(texts)
        if after and any(" ".join(texts[last + 2 : last + 2 + length]) in self._vocabulary.places for length in (1, 2, 3)):
            return True
        joined = first > 1 and texts[first - 1] in (",", "and", "&", "–")
        return joined and texts[first - 2] in self._vocabulary.places
