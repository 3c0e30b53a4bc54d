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
            and texts[first - 1] == "of"
            and words.spaced(first)
            and texts[first - 2] in self._polity
            and words.spaced(first - 1)
        ):
            first -= 2
            if first and texts[first - 1] == "Free" and words.spaced(first):
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
        for index, text in enumerate(texts):
            if text in self._geographic or text in self._common_noun:
                first = self._run_left(words, index)
                whole = text in self._geographic
                if first < index and words.starts[first] not in starts:
                    yield Mention(
                        Label.PLACE,
                        words.starts[first],
                        words.ends[index if whole else index - 1],
                        f"{self._rules.name}/geographic-noun",
                        priority=1,
                    )
            elif (
                text == ","
                and index + 1 < len(texts)
                and (texts[index + 1] in self._state or f"{texts[index + 1]}." in self._state)
                and index
                and capitalised(texts[index - 1])
            ):
                yield Mention(
                    Label.PLACE, words.starts[index + 1], words.ends[index + 1], f"{self._rules.name}/state", priority=3
                )
            elif text == "," and index + 1 < len(texts) and words.starts[index + 1] in starts:
                first = self._run_left(words, index)
                located = (
                    first < index
                    and first > 0
                    and (
                        texts[first - 1] in self._cues
                        or words.view[words.ends[first - 1] : words.starts[first]].count("\n")
                    )
                )
                if located and words.starts[first] not in starts:
                    yield Mention(
                        Label.PLACE,
                        words.starts[first],
                        words.ends[index - 1],
                        f"{self._rules.name}/before-place",
                        priority=1,
                    )
            elif text in ("in", "In", "near") and words.spaced(index + 1) if index + 1 < len(texts) else False:
                yield from self._located(parsed, words, index, starts)

    def _located(self, parsed: Parsed, words: Words, index: int, starts: set[int]) -> Iterator[Mention]:
        """A lone unknown capitalised word behind "in": no field, no acronym, no language, at the end of its phrase."""
        texts = words.texts
        name = texts[index + 1]
        after = texts[index + 2] if index + 2 < len(texts) else "."
        lone = (
            capitalised(name)
            and len(name) > 3
            and name[0].isupper()
            and not (words.spaced(index + 2) if index + 2 < len(texts) else False)
        ) or after.islower()
        if (
            not lone
            or not capitalised(name)
            or len(name) < 4
            or sum(letter.isupper() for letter in name.replace("-", " ").title())
            != sum(letter.isupper() for letter in name)
        ):
            return
        vocabulary = self._vocabulary
        if (
            words.starts[index + 1] in starts
            or vocabulary.stops(name)
            or vocabulary.is_field(name)
            or name in vocabulary.generic
            or name in vocabulary.nationality
        ):
            return
        if (
            name.casefold() in vocabulary.heads
            or name.endswith(("ish", "ese", "ism", "ics", "an", "ian"))
            or any(hit.start == words.starts[index + 1] for hit in parsed.hits)
        ):
            return
        if after in ("'s", "(", "-", "/", "&") or name in self._not_located or texts[index - 1] in self._publishing:
            return
        yield Mention(
            Label.PLACE, words.starts[index + 1], words.ends[index + 1], f"{self._rules.name}/located", priority=0
        )

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
        if hit.surface in ("UK", "US", "USA", "UAE", "DRC"):
            return True
        if parsed.zone_at(hit.start) == "dateline":
            return True
        line = parsed.text[parsed.text.rfind("\n", 0, hit.start) + 1 : hit.start]
        behind = parsed.text[hit.end : hit.end + 3].lstrip()
        return (
            (not line.strip("( *") or line.rstrip().endswith((",", " and", "–", "-")))
            and line.upper().replace("AND", "") == line.replace("and", "").upper()
            and behind[:1] in (",", "–", "—", "-", "(", "/", "a", ":")
            and hit.start < 4000
        )

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
            return not (sentence_initial or known or self._ends_hit(parsed, words.ends[first - 1]))
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
        return (
            not known and not any(hit.start == words.starts[at] for hit in parsed.hits) and text not in vocabulary.verb
        )

    def _ends_hit(self, parsed: Parsed, position: int) -> bool:
        return any(hit.end == position for hit in parsed.hits)

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
        texts = words.texts
        if first and texts[first - 1] in self._cues:
            return True
        if parsed.zone_at(words.starts[first]) == "dateline":
            return True
        if texts[first] != parsed.text[words.starts[first] : words.ends[first]] or texts[first].endswith("-based"):
            return True
        if (
            last + 2 < len(texts)
            and texts[last + 1] in ("–", "-")
            and " ".join(texts[last + 2 : last + 4]) in self._vocabulary.places | {""}
        ):
            return True
        after = last + 1 < len(texts) and texts[last + 1] == "," and last + 2 < len(texts)
        if after and any(
            " ".join(texts[last + 2 : last + 2 + length]) in self._vocabulary.places for length in (1, 2, 3)
        ):
            return True
        joined = first > 1 and texts[first - 1] in (",", "and", "&", "–")
        return joined and texts[first - 2] in self._vocabulary.places
