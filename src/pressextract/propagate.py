"""What the mentions found so far teach about the rest of the text: the items of a list, the members of a coordination, and the
short name of a company are what their neighbours are.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pressextract.knowledge.registry import PlaceIndex
from pressextract.knowledge.rules import RuleMatch, Rules
from pressextract.knowledge.vocabulary import Vocabulary, capitalised
from pressextract.mention import ORGANISATIONS, Label, Mention
from pressextract.neighbours import PLACE, SURE, Found, occurrences
from pressextract.parsed import Parsed, Words
from pressextract.short_names import ShortNames

__all__ = ["Clues", "Propagator"]

_FEWEST_ITEMS = 3  # of a list
_ITEM = re.compile(r"^[ \t]{0,6}(?:[-*•·▪+–] |\ue000+ ?)(.+)$", re.M)
_ITEM_NAME = r"((?:[^\W\d_][\w'’&.-]*|[–-]|&)(?: (?:[^\W\d_][\w'’&.-]*|[–-]|&)){0,9}?)(?=\s*(?:\(|,| [–—-] |:|$))"


@dataclass(frozen=True, slots=True)
class _Sides:
    """Organisations by where they start and by where they end."""

    starts: dict[int, Mention]
    ends: dict[int, Mention]


@dataclass(frozen=True, slots=True)
class Clues:
    """What a release has to go by, whatever its mentions; read once.

    Attributes:
        acronyms: indices of the words of three capitals and more that are no common acronym, place or stop word.
        cues: matches of the rules, words that only organisations stand behind.
        items: list items, each with its start.
    """

    parsed: Parsed
    acronyms: Sequence[int]
    cues: Sequence[RuleMatch]
    items: Sequence[tuple[int, str]]


class Propagator:
    """`propagator(propagator.clues(parsed), mentions)` -> further readings, to be resolved together with the mentions."""

    def __init__(
        self,
        rules: Rules,
        vocabulary: Vocabulary,
        legal: frozenset[str],
        given_names: frozenset[str],
        places: PlaceIndex,
    ) -> None:
        """`rules`: cue.toml; `legal`: legal forms of companies."""
        self._rules = rules
        self._vocabulary = vocabulary
        self._common = rules.lists["common"]
        self._nouns = {surface: Label(label) for surface, label in rules.words["noun"].items()}
        self._nouns |= dict.fromkeys(rules.lists["structure_noun"] - self._nouns.keys(), Label.LAB)
        self._joins = vocabulary.joins | {",", "/"}
        self._small = vocabulary.joins | vocabulary.article
        self._inside = vocabulary.joiner | vocabulary.native_joiner
        articles = "|".join(map(re.escape, sorted(rules.lists["item_article"])))
        self._item_name = re.compile(rf"(?:(?:{articles}) )?{_ITEM_NAME}")
        self._short_names = ShortNames(rules, vocabulary, legal, given_names)
        self._given = given_names
        self._places = places
        self._introducing = rules.lists["introducing"]
        self._before_member = self._introducing | vocabulary.joins | vocabulary.conjunction | {","}

    def clues(self, parsed: Parsed) -> Clues:
        """What `parsed` has to go by, whatever its mentions."""
        words = parsed.words
        acronyms = [index for index in words.acronymic if self._unexplained(words.texts[index])]
        items = [(match.start(1), match.group(1)) for match in _ITEM.finditer(parsed.text)]
        return Clues(parsed, acronyms, list(self._rules.find(parsed.view)), items)

    def __call__(self, clues: Clues, mentions: Sequence[Mention]) -> Iterator[Mention]:
        """Readings that the mentions, of which none overlap, make likely; all of rule `<lang>/cue/...`."""
        known = Found(clues.parsed.text, mentions)
        yield from self._coordinated(clues, known)
        yield from self._members(clues.parsed.words, known)
        yield from self._cued(clues, known)
        yield from self._list_items(clues.items, known.mentions)
        yield from self._short_names(clues.parsed, known.mentions)
        yield from self._capitals(clues, known)

    def _mention(self, label: Label, start: int, end: int, rule: str, priority: int = 3) -> Mention:
        return Mention(label, start, end, f"{self._rules.name}/{rule}", priority=priority)

    # --- coordinations ----------------------------------------------------------------------------------------------------

    def _coordinated(self, clues: Clues, known: Found) -> Iterator[Mention]:
        """An unexplained acronym beside an organisation in a list: "ICRR, Kavli IPMU, ICEPP and the School of Science"."""
        words, bare = clues.parsed.words, known.bare
        candidates = [index for index in clues.acronyms if known.covered[words.starts[index]] < PLACE]
        if not candidates:
            return
        beside = [
            mention
            for mention in known.mentions
            if mention.label in ORGANISATIONS and (mention.start not in bare or mention.end - mention.start > 3)
        ]
        sides = _Sides({mention.start: mention for mention in beside}, {mention.end: mention for mention in beside})
        found: dict[int, Mention] = {}
        for sweep in range(4):  # what a neighbour explains explains its own neighbour in turn: forwards, then backwards
            before = len(found)
            for index in candidates if sweep % 2 == 0 else reversed(candidates):
                start, end = words.starts[index], words.ends[index]
                neighbour = None if start in found else self._neighbour(words, index, sides)
                if neighbour is None:
                    continue
                own = bare.get(start)
                label, key = (own.label, own.key) if own and own.end == end else (neighbour.label, None)
                mention = Mention(
                    label, start, end, f"{self._rules.name}/coordinated", priority=25 if key else 1, key=key
                )
                found[start] = sides.starts[start] = sides.ends[end] = mention
            if sweep and len(found) == before:
                break
        yield from found.values()

    def _unexplained(self, text: str) -> bool:
        vocabulary = self._vocabulary
        return text not in self._common and text not in vocabulary.places and not vocabulary.stops(text)

    def _neighbour(self, words: Words, index: int, sides: _Sides) -> Mention | None:
        """The organisation that the word at `index` is coordinated with, behind it or before it."""
        texts = words.texts
        at = index + 1
        if at < len(texts) and texts[at] in self._joins:
            at += 1
            while at < len(texts) and texts[at] in self._small:
                at += 1
            if at < len(texts) and words.starts[at] in sides.starts:
                return sides.starts[words.starts[at]]
        at = index - 1
        if at > 0 and texts[at] in self._vocabulary.article:
            at -= 1
        if at <= 0 or texts[at] not in self._joins:
            return None
        if texts[at] in self._vocabulary.joins and texts[at - 1] == ",":
            at -= 1
        if at > 1 and texts[at - 1] == ")":  # "the Kavli Institute (IPMU), ICEPP"
            while at > 0 and texts[at - 1] != "(" and index - at < 12:
                at -= 1
            at -= 1
        return sides.ends.get(words.ends[at - 1]) if at > 0 else None

    def _members(self, words: Words, known: Found) -> Iterator[Mention]:
        """Unknown capitalised names between or behind organisations in a coordination: "Siemens, Masdar and Eni"."""
        texts, covered = words.texts, known.covered
        institutions = [mention for mention in known.mentions if mention.label is Label.INSTITUTION]
        ends = {mention.end for mention in institutions}
        starts = {mention.start for mention in institutions}
        joins, conjunction = self._vocabulary.joins, self._vocabulary.conjunction
        for index in words.capitals:
            start, before = words.starts[index], texts[index - 1]
            if before not in self._before_member or index == 0 or covered[start] >= PLACE:
                continue
            last = self._unknown_run(words, index, covered)
            if last is None:
                continue
            behind = texts[last] if last < len(texts) else ""
            left = (before == "," or before in joins) and index > 1 and words.ends[index - 2] in ends
            right = (behind == "," or behind in joins) and last + 1 < len(texts) and words.starts[last + 1] in starts
            opened = before == "," or before in conjunction or before in self._introducing
            closed = behind in (",", ".", ";", ")") or behind in conjunction
            # "X University, Tokyo." is no list.
            apposed = left and before == "," and behind != "," and behind not in conjunction
            if not apposed and ((right and opened) or (left and closed)):
                yield self._supported(known.bare, start, words.ends[last - 1], "member")

    def _unknown_run(self, words: Words, index: int, covered: bytearray, least: int = PLACE) -> int | None:
        """Index behind a run of one to three capitalised words that nothing explains; None when it is no such run.

        `least`: mark of `covered` from which on a mention explains.
        """
        texts, vocabulary = words.texts, self._vocabulary
        if (index and words.spaced(index) and texts[index - 1][0].isupper()) or index in words.titled:
            return None
        last = index
        while (
            last < len(texts)
            and last - index < 4
            and (last == index or words.spaced(last))
            and texts[last][0].isupper()
        ):
            text = texts[last]
            known = (
                vocabulary.stops(text)
                or text in vocabulary.nationality
                or text in self._common
                or vocabulary.is_field(text)
            )
            if (
                known
                or text in vocabulary.generic
                or text in vocabulary.places
                or covered[words.starts[last]] >= least
                or text.casefold() in vocabulary.heads
                or text in self._given
            ):
                return None
            last += 1
        if (
            last == index
            or last - index > 3
            or len(texts[index]) < 3
            or " ".join(texts[index:last]) in vocabulary.places
        ):
            return None
        return last

    def _cued(self, clues: Clues, known: Found) -> Iterator[Mention]:
        """A name behind words that only organisations stand behind: "scientists from Masdar", "funded by Eni", "a professor at Osaka"."""
        words, covered = clues.parsed.words, known.covered
        for match in clues.cues:
            index = words.starting(match.end)
            if index >= len(words) or not capitalised(words.texts[index]) or covered[words.starts[index]] >= SURE:
                continue
            start, name = words.starts[index], words.texts[index]
            city = match.rule.emit.get("city") and name in self._vocabulary.places
            last = index + 1 if city else self._unknown_run(words, index, covered, SURE)
            following = words.texts[index + 1] if index + 1 < len(words) else "."
            if city and (following == "," or following[0].isupper() or not self._city(name)):
                continue
            if last is not None:
                yield self._supported(known.bare, start, words.ends[last - 1], match.rule.id, 17 if city else 1)

    def _supported(self, bare: dict[int, Mention], start: int, end: int, rule: str, priority: int = 1) -> Mention:
        """Mention by a cue; a bare name of the lexicon at the same place is what the cue supports."""
        known = bare.get(start)
        if known is not None and known.end == end:
            return Mention(known.label, start, end, f"{self._rules.name}/{rule}", priority=25, key=known.key)
        return self._mention(Label.INSTITUTION, start, end, rule, priority)

    def _city(self, text: str) -> bool:
        """Whether a name is a city's."""
        entry = self._places.entry(text)
        return entry is not None and entry.kind == "city"

    # --- lists of partners ------------------------------------------------------------------------------------------------

    def _list_items(self, items: Sequence[tuple[int, str]], mentions: Sequence[Mention]) -> Iterator[Mention]:
        """Items of a list in which most items begin with an organisation: the others do, too."""
        if len(items) < _FEWEST_ITEMS:
            return
        names = [mention for mention in mentions if mention.label in ORGANISATIONS]
        run: list[tuple[int, str]] = []
        for position, item in enumerate(items):
            run.append(item)
            gap = items[position + 1][0] - item[0] - len(item[1]) if position + 1 < len(items) else 1000
            if gap > 6:
                yield from self._items(run, names)
                run = []

    def _items(self, run: list[tuple[int, str]], names: list[Mention]) -> Iterator[Mention]:
        """Names at the heads of the items of one list, where none is known."""
        if len(run) < _FEWEST_ITEMS:
            return
        heads = [mention.start for mention in names]
        begun = {start for start, _ in run if bisect_left(heads, start) < bisect_right(heads, start + 4)}
        if len(begun) * 2 < len(run):
            return
        for start, text in run:
            if start in begun:
                continue
            match = self._item_name.match(text)
            if match is None or not capitalised(match.group(1)):
                continue
            name = match.group(1).strip(" –-.")
            parts = [word for word in name.split() if word[0].isalpha()]
            proper = [word for word in parts if word[0].isupper() or word in self._inside]
            if (
                len(proper) == len(parts)
                and name not in self._vocabulary.places
                and name not in self._common
                and parts[0] not in self._vocabulary.opener
                and parts[0] not in self._given
            ):
                begin = start + match.start(1)
                yield self._mention(Label.INSTITUTION, begin, begin + len(name), "list-item", 2)

    # --- unexplained capitals ---------------------------------------------------------------------------------------------

    def _capitals(self, clues: Clues, known: Found) -> Iterator[Mention]:
        """An unexplained word in capitals that comes again and again: what the nouns around it say it is."""
        parsed, words = clues.parsed, clues.parsed.words
        places: dict[str, list[int]] = {}
        for index in clues.acronyms:
            name = words.texts[index]
            if len(name) > 3 and not known.covered[words.starts[index]] and index not in words.titled:
                places.setdefault(name, []).append(index)
        for name, indices in places.items():
            bare = [index for index in indices if words.texts[index - 1] != "("]
            if len(bare) < 2 or any(character.isdigit() for character in name[:-1]) or name[-1] == "s":
                continue
            label = self._by_nouns(parsed, bare, 20 if len(bare) > 2 else 8)
            if label is not None:
                for start, end in occurrences(words, name):
                    yield self._mention(label, start, end, "capitals", 1)

    def _by_nouns(self, parsed: Parsed, indices: list[int], reach: int) -> Label | None:
        """What the nouns within `reach` words of the occurrences say; a tie is a lab's."""
        words = parsed.words
        votes: Counter[Label] = Counter()
        for index in indices:
            near = words.texts[max(0, index - reach) : index + reach]
            votes.update(self._nouns[word] for word in near if word in self._nouns)
        if not votes:
            return None
        return Label.LAB if votes[Label.LAB] >= votes[Label.INSTITUTION] else Label.INSTITUTION
