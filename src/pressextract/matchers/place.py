"""Places: countries and territories, regions and cities of the gazetteer, read in their surroundings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pressextract.knowledge.registry import NameIndex, PlaceIndex
from pressextract.knowledge.rules import Rules
from pressextract.knowledge.vocabulary import Vocabulary, capitalised
from pressextract.mention import Label, Mention
from pressextract.parsed import Hit, Parsed, Words

__all__ = ["PlaceMatcher"]

_LAST_DATELINE = 4000  # characters; the datelines of the seeds' newsletters stand before


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
        self._side = rules.lists["side"]
        self._side_of_continent = rules.lists["side_of_continent"]
        self._geographic = rules.lists["geographic"]
        self._common_noun = rules.lists["common_noun"]
        self._polity = rules.lists["polity"]
        self._not_located = rules.lists["not_located"]
        self._publishing = rules.lists["publishing"]
        self._state = rules.lists["state"]
        self._locative = rules.lists["locative"]
        self._free = rules.lists["polity_adjective"]
        self._people_ending = tuple(sorted(rules.lists["people_ending"]))
        self._country_acronym = rules.lists["country_acronym"]
        self._behind_dateline = frozenset(",–—-(/:[|.") | {word[0] for word in vocabulary.conjunction}
        self._unlisted_cues = self._geographic | self._common_noun | self._locative | {","}
        self._based = tuple(sorted(rules.lists["based"]))

    def __call__(self, parsed: Parsed) -> Iterator[Mention]:
        """Readings of `parsed`, in text order."""
        words = parsed.words
        found: list[Mention] = []
        for hit in parsed.hits:
            entry = self._places.entry(hit.surface)
            if entry is None or self._index.certain(hit.surface):
                continue
            shouted = hit.surface.isupper() and hit.surface != entry.name and hit.surface not in entry.aliases
            if shouted and not self._dateline(parsed, hit):
                continue
            first, last = words.starting(hit.start), words.at(hit.end - 1)
            if first >= len(words) or self._inside_name(parsed, words, first, last, hit):
                continue
            cued = shouted or self._cued(parsed, words, first, last)
            if entry.ambiguous and not cued:
                continue
            rule = "cued" if entry.ambiguous else entry.kind
            found.append(
                Mention(
                    Label.PLACE,
                    hit.start,
                    hit.end,
                    f"{self._rules.name}/{rule}",
                    priority=16 if " " in hit.surface else 2,
                    key=entry.country,
                )
            )
        seen = {parsed.text[mention.start : mention.end] for mention in found}
        found.extend(self._again(parsed, words, seen, found))
        for mention in found:
            yield self._widened(words, mention)
        yield from self._unlisted(parsed, words, found)

    def _again(self, parsed: Parsed, words: Words, seen: set[str], found: list[Mention]) -> Iterator[Mention]:
        """Other occurrences of an ambiguous name that a cue has made a place once."""
        taken = {mention.start for mention in found}
        for hit in parsed.hits:
            entry = self._places.entry(hit.surface)
            if entry is None or not entry.ambiguous or hit.surface not in seen or hit.start in taken:
                continue
            first, last = words.starting(hit.start), words.at(hit.end - 1)
            if first < len(words) and not self._inside_name(parsed, words, first, last, hit):
                yield Mention(
                    Label.PLACE, hit.start, hit.end, f"{self._rules.name}/cued", priority=2, key=entry.country
                )

    def _widened(self, words: Words, mention: Mention) -> Mention:
        """The place with what belongs to its name: "North Karelia", "Coquimbo Region", "State of São Paulo"."""
        texts = words.texts
        first, last = words.starting(mention.start), words.at(mention.end - 1)
        if first >= len(words) or words.starts[first] != mention.start or words.ends[last] != mention.end:
            return mention
        if (
            first
            and words.spaced(first)
            and (
                texts[first - 1] in self._side
                or (texts[first - 1] in self._side_of_continent and mention.rule.endswith("/continent"))
            )
        ):
            first -= 1
        if last + 1 < len(texts) and words.spaced(last + 1) and texts[last + 1] in self._geographic:
            last += 1
        elif (
            first > 1
            and texts[first - 1] in self._vocabulary.genitive
            and words.spaced(first)
            and texts[first - 2] in self._polity
            and words.spaced(first - 1)
        ):
            first -= 2
            if first and texts[first - 1] in self._free and words.spaced(first):
                first -= 1
        if words.starts[first] == mention.start and words.ends[last] == mention.end:
            return mention
        return replace(
            mention, start=words.starts[first], end=words.ends[last], rule=f"{self._rules.name}/widened", priority=3
        )

    def _unlisted(self, parsed: Parsed, words: Words, found: list[Mention]) -> Iterator[Mention]:
        """Places that no list holds: "in Nariño", "Garissa County", "the Afar region", "in Collegeville, Minnesota"."""
        texts = words.texts
        starts = {mention.start for mention in found}
        for index in words.all_of(self._unlisted_cues):
            text, following = texts[index], texts[index + 1] if index + 1 < len(texts) else ""
            if text in self._geographic or text in self._common_noun:
                yield from self._before_noun(words, index, starts)
            elif text == "," and following:
                state = following in self._state or f"{following}." in self._state
                if state and index and self._city_before(words, index, following):
                    yield self._found(words, index + 1, index + 1, "state", 3)
                elif words.starts[index + 1] in starts:
                    yield from self._before_place(words, index, starts)
            elif text in self._locative and following and words.spaced(index + 1):
                yield from self._located(parsed, words, index, starts)

    def _city_before(self, words: Words, comma: int, state: str) -> bool:
        """Whether a city stands before the comma: "ITHACA, N.Y."; letters without a point are also degrees ("Jane Doe, MD")."""
        city = words.texts[comma - 1]
        known = (
            city in self._vocabulary.places or city.title() in self._vocabulary.places or self._ends_place(words, comma)
        )
        return known if state.isupper() and "." not in state else known or city.isupper()

    def _ends_place(self, words: Words, stop: int) -> bool:
        texts = words.texts
        return any(
            " ".join(texts[stop - length : stop]).title() in self._vocabulary.places
            for length in (2, 3)
            if stop >= length
        )

    def _found(self, words: Words, first: int, last: int, rule: str, priority: int) -> Mention:
        return Mention(
            Label.PLACE, words.starts[first], words.ends[last], f"{self._rules.name}/{rule}", priority=priority
        )

    def _before_noun(self, words: Words, index: int, starts: set[int]) -> Iterator[Mention]:
        """Capitalised words before "County" (part of the name) or "region" (no part of it)."""
        first = self._run_left(words, index)
        if first < index and words.starts[first] not in starts:
            last = index if words.texts[index] in self._geographic else index - 1
            yield self._found(words, first, last, "geographic-noun", 1)

    def _before_place(self, words: Words, comma: int, starts: set[int]) -> Iterator[Mention]:
        """Capitalised words between a locational cue, or a line's head, and the comma before a known place."""
        first = self._run_left(words, comma)
        if not 0 < first < comma or words.starts[first] in starts:
            return
        cued = words.texts[first - 1] in self._cues
        if cued or "\n" in words.view[words.ends[first - 1] : words.starts[first]]:
            yield self._found(words, first, comma - 1, "before-place", 1)

    def _located(self, parsed: Parsed, words: Words, index: int, starts: set[int]) -> Iterator[Mention]:
        """A lone unknown capitalised word behind "in": no field, no acronym, no language, at the end of its phrase."""
        texts, vocabulary = words.texts, self._vocabulary
        name = texts[index + 1]
        if len(name) < 4 or not capitalised(name) or not _titled(name):
            return
        after = texts[index + 2] if index + 2 < len(texts) else "."
        alone = name[0].isupper() and not (index + 2 < len(texts) and words.spaced(index + 2))
        if not alone and not after.islower():
            return
        if vocabulary.stops(name) or vocabulary.is_field(name) or name in vocabulary.generic:
            return
        if name in vocabulary.nationality or name.casefold() in vocabulary.heads or name.endswith(self._people_ending):
            return
        start = words.starts[index + 1]
        if start in starts or start in parsed.hit_starts:
            return
        part = after in ("(", "-", "/", "&") or after in vocabulary.possessive
        if not part and name not in self._not_located and texts[index - 1] not in self._publishing:
            yield self._found(words, index + 1, index + 1, "located", 0)

    def _run_left(self, words: Words, stop: int) -> int:
        """First of one to three capitalised words before `stop` that may be a place's name."""
        texts, vocabulary = words.texts, self._vocabulary
        first = stop
        while first > 0 and stop - first < 3 and (words.spaced(first) or texts[stop] == ","):
            text = texts[first - 1]
            if (
                not capitalised(text)
                or vocabulary.stops(text)
                or text in vocabulary.generic
                or text in vocabulary.nationality
            ):
                break
            if text.casefold() in vocabulary.heads or (len(text) > 1 and text.isupper()) or vocabulary.is_field(text):
                return stop
            if first < stop and not words.spaced(first):
                break
            first -= 1
        return first

    def _dateline(self, parsed: Parsed, hit: Hit) -> bool:
        """Whether a name in capitals stands in a dateline: at a line's head, before a comma, a dash or "and"."""
        if hit.surface in self._country_acronym:
            return True
        if parsed.zone_at(hit.start) == "dateline":
            return True
        if hit.start >= _LAST_DATELINE:
            return False
        line = parsed.text[parsed.text.rfind("\n", 0, hit.start) + 1 : hit.start]
        behind = parsed.text[hit.end : hit.end + 3].lstrip()
        conjunctions = self._vocabulary.conjunction
        opened = not line.strip("( *") or line.rstrip().endswith(
            (",", "–", "-", "/", "|", *(f" {word}" for word in conjunctions))
        )
        # In a line that shouts its small words, too, capitals say nothing.
        shouting = any(word.upper() in line.replace(word, "").upper() for word in conjunctions)
        return opened and not shouting and behind[:1] in self._behind_dateline

    def _inside_name(self, parsed: Parsed, words: Words, first: int, last: int, hit: Hit) -> bool:
        """Whether the words around make it part of a longer name that is no place ("Paris Agreement", "Horizon Europe")."""
        texts = words.texts
        if first and words.spaced(first) and texts[first - 1] in self._part_of_name_before:
            return True
        if last + 1 < len(texts) and words.spaced(last + 1) and texts[last + 1] in self._part_of_name_after:
            return True
        if words.starts[first] != hit.start or words.ends[last] != hit.end:
            return not self._compound(words, first, last, hit)
        after = texts[last + 1] if last + 1 < len(texts) and words.spaced(last + 1) else ""
        entry = self._places.entry(hit.surface)
        part = (
            entry is not None and entry.kind in ("city", "region") and self._continues(parsed, words, last + 1, after)
        )
        if part:
            return True
        before = texts[first - 1] if first and words.spaced(first) else ""
        if before and capitalised(before) and first not in parsed.words.titled and not before.isupper():
            sentence_initial = parsed.sentence(words.starts[first - 1])[0] == words.starts[first - 1]
            known = self._vocabulary.stops(before) or before in self._direction or before in self._vocabulary.places
            return not (sentence_initial or known or any(hit.end == words.ends[first - 1] for hit in parsed.hits))
        return False

    def _continues(self, parsed: Parsed, words: Words, at: int, text: str) -> bool:
        """Whether the capitalised word behind a city makes both a longer proper name ("Chicago Quantum Exchange")."""
        if not text or not text[0].isupper() or at in words.titled or text.isupper():
            return False
        vocabulary = self._vocabulary
        known = (
            vocabulary.stops(text)
            or text in vocabulary.places
            or text in self._geographic
            or text in vocabulary.nationality
        )
        return not known and words.starts[at] not in parsed.hit_starts and text not in vocabulary.verb

    def _compound(self, words: Words, first: int, last: int, hit: Hit) -> bool:
        """Whether a place inside a hyphenated word stands for itself: "Perth-based", "Kenya-Uganda", not "Lyon-Caen"."""
        compound = words.texts[first]
        if first != last or "-" not in compound:
            return False
        others = [part for part in compound.split("-") if part and part not in hit.surface]
        return all(
            part.islower() or part in self._vocabulary.places or self._index.entry(part) is not None for part in others
        )

    def _cued(self, parsed: Parsed, words: Words, first: int, last: int) -> bool:
        """Whether a locational cue stands beside: a preposition before, or a place behind a comma, or the dateline."""
        texts, places = words.texts, self._vocabulary.places
        if first and texts[first - 1] in self._cues:
            return True
        if parsed.zone_at(words.starts[first]) == "dateline":
            return True
        if texts[first] != parsed.text[words.starts[first] : words.ends[first]] or texts[first].endswith(self._based):
            return True
        beside = texts[last + 1] if last + 2 < len(texts) else ""
        if beside in ("–", "-") and " ".join(texts[last + 2 : last + 4]) in places:
            return True
        if beside == "," and any(" ".join(texts[last + 2 : last + 2 + length]) in places for length in (1, 2, 3)):
            return True
        joined = first > 1 and (texts[first - 1] in (",", "–") or texts[first - 1] in self._vocabulary.joins)
        return joined and texts[first - 2] in places


def _titled(word: str) -> bool:
    """Whether each hyphenated part of a word begins with its only capital."""
    titled = word.replace("-", " ").title()
    return sum(letter.isupper() for letter in titled) == sum(letter.isupper() for letter in word)
