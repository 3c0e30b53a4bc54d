"""What the mentions found so far teach about the rest of the text: the items of a list, the members of a coordination, and the
short name of a company are what their neighbours are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pressextract.knowledge.registry import NameIndex, PlaceIndex
from pressextract.knowledge.rules import Rules
from pressextract.knowledge.vocabulary import Vocabulary, capitalised
from pressextract.mention import Label, Mention
from pressextract.parsed import Parsed, Words

__all__ = ["Propagator", "occurrences"]

_NAMES = (Label.INSTITUTION, Label.LAB)
_NUMBERED = re.compile(r"[0-9]{2}")
_CAPITALS = re.compile(r"[^\W\d_](?<=[A-ZÀ-Þ])(?:[^A-Z]*[A-Z]){2}|[a-z](?:[^A-Z]*[A-Z]){3}")
_ITEM = re.compile(r"^[ \t]{0,6}(?:[-*•·▪+–] |\ue000+ ?)(.+)$", re.M)
_ITEM_NAME = re.compile(
    r"(?:[Tt]he )?((?:[^\W\d_][\w'’&.-]*|[–-]|&)(?: (?:[^\W\d_][\w'’&.-]*|[–-]|&)){0,9}?)(?=\s*(?:\(|,| [–—-] |:|$))"
)


class Propagator:
    """`propagator(parsed, mentions)` -> further readings, to be resolved together with the mentions."""

    def __init__(
        self,
        rules: Rules,
        vocabulary: Vocabulary,
        index: NameIndex,
        legal: frozenset[str],
        given_names: frozenset[str],
        places: PlaceIndex,
    ) -> None:
        """`rules`: cue.toml; `legal`: legal forms of companies."""
        self._rules = rules
        self._vocabulary = vocabulary
        self._index = index
        self._common = rules.lists["common"]
        self._company_words = rules.lists["company_word"]
        self._legal = legal
        self._given = given_names
        self._places = places
        self._introducing = rules.lists["introducing"]

    def __call__(self, parsed: Parsed, mentions: Sequence[Mention]) -> Iterator[Mention]:
        """Readings that the mentions make likely; all of rule `<lang>/cue/...`."""
        yield from self._coordinated(parsed, mentions)
        yield from self._members(parsed, mentions)
        yield from self._cued(parsed, mentions)
        yield from self._list_items(parsed, mentions)
        yield from self._short_names(parsed, mentions)
        yield from self._capitals(parsed, mentions)

    def _mention(self, label: Label, start: int, end: int, rule: str, priority: int = 3) -> Mention:
        return Mention(label, start, end, f"{self._rules.name}/{rule}", priority=priority)

    # --- coordinations ----------------------------------------------------------------------------------------------------

    def _coordinated(self, parsed: Parsed, mentions: Sequence[Mention]) -> Iterator[Mention]:
        """An unexplained acronym beside an organisation in a list: "ICRR, Kavli IPMU, ICEPP and the School of Science"."""
        words = parsed.words
        doubtful = _doubtful(mentions)
        sure = [mention for mention in mentions if mention.start not in doubtful]
        taken = _taken(parsed.text, sure)
        beside = [
            mention
            for mention in mentions
            if mention.label in _NAMES and (mention.start not in doubtful or mention.end - mention.start > 3)
        ]
        names = {mention.start: mention for mention in beside}
        ends = {mention.end: mention for mention in beside}
        frontier = True
        candidates = [index for index in self._acronymic(words) if not taken[words.starts[index]]]
        found: dict[int, Mention] = {}
        while frontier:
            frontier = False
            for index in candidates:
                start, end = words.starts[index], words.ends[index]
                if start in found:
                    continue
                neighbour = self._neighbour(words.texts, words.starts, words.ends, index, names, ends)
                if neighbour is None:
                    continue
                known = doubtful.get(start)
                label = known.label if known is not None and known.end == end else neighbour.label
                key = known.key if known is not None and known.end == end else None
                mention = Mention(
                    label, start, end, f"{self._rules.name}/coordinated", priority=25 if key else 1, key=key
                )
                found[start] = names[start] = ends[end] = mention
                frontier = True
        yield from found.values()

    def _acronymic(self, words: Words) -> list[int]:
        """Indices of the words of three capitals and more that are no common acronym, place or stop word."""
        candidates = ((index, words.texts[index]) for index in words.capitals)
        return [
            index
            for index, text in candidates
            if 2 < len(text) < 16
            and not _NUMBERED.search(text)
            and text not in self._common
            and _CAPITALS.match(text)
            and text not in self._vocabulary.places
            and not self._vocabulary.stops(text)
        ]

    def _neighbour(
        self,
        texts: list[str],
        starts: list[int],
        ends: list[int],
        index: int,
        names: dict[int, Mention],
        by_end: dict[int, Mention],
    ) -> Mention | None:
        at = index + 1
        if at < len(texts) and texts[at] in (",", "and", "&", "/"):
            at += 1
            while at < len(texts) and texts[at] in ("and", "the", "&"):
                at += 1
            if at < len(texts) and starts[at] in names:
                return names[starts[at]]
        at = index - 1
        if at > 0 and texts[at] == "the":
            at -= 1
        if at > 0 and texts[at] in (",", "and", "&", "/"):
            if texts[at] in ("and", "&") and texts[at - 1] == ",":
                at -= 1
            if at > 1 and texts[at - 1] == ")":
                while at > 0 and texts[at - 1] != "(" and index - at < 12:
                    at -= 1
                at -= 1
            if at > 0 and ends[at - 1] in by_end:
                return by_end[ends[at - 1]]
        return None

    def _members(self, parsed: Parsed, mentions: Sequence[Mention]) -> Iterator[Mention]:
        """Unknown capitalised names between or behind organisations in a coordination: "Siemens, Masdar and Eni"."""
        words = parsed.words
        doubtful = _doubtful(mentions)
        taken = _taken(parsed.text, [mention for mention in mentions if mention.start not in doubtful])
        ends = {mention.end: mention for mention in mentions if mention.label is Label.INSTITUTION}
        starts = {mention.start: mention for mention in mentions if mention.label is Label.INSTITUTION}
        for index in words.capitals:
            start = words.starts[index]
            if taken[start] or index == 0:
                continue
            last = self._unknown_run(words, index, taken)
            if last is None:
                continue
            before = words.texts[index - 1]
            behind = words.texts[last] if last < len(words) else ""
            left = before in (",", "and", "&") and index > 1 and words.ends[index - 2] in ends
            right = behind in (",", "and", "&") and last + 1 < len(words) and words.starts[last + 1] in starts
            listed = (right and (before in (",", "and") or before in self._introducing)) or (
                left and behind in (",", ".", "and", ";", ")")
            )
            if left and before == "," and behind not in (",", "and"):
                listed = False  # "X University, Tokyo." is no list
            if listed:
                yield self._supported(doubtful, start, words.ends[last - 1], "member")

    def _unknown_run(self, words: Words, index: int, taken: bytearray) -> int | None:
        """Index behind a run of one to three capitalised words that nothing explains; None when it is no such run."""
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
                or taken[words.starts[last]]
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

    def _cued(self, parsed: Parsed, mentions: Sequence[Mention]) -> Iterator[Mention]:
        """A name behind words that only organisations stand behind: "scientists from Masdar", "funded by Eni", "a professor at Osaka"."""
        words = parsed.words
        doubtful = _doubtful(mentions)
        taken = _taken(
            parsed.text,
            [mention for mention in mentions if mention.label is not Label.PLACE and mention.start not in doubtful],
        )
        for match in self._rules.find(parsed.view):
            index = words.starting(match.end)
            if index >= len(words) or not capitalised(words.texts[index]) or taken[words.starts[index]]:
                continue
            start, text = words.starts[index], words.texts[index]
            city = match.rule.emit.get("city") and text in self._vocabulary.places
            last = index + 1 if city else self._unknown_run(words, index, taken)
            following = words.texts[index + 1] if index + 1 < len(words) else "."
            if city and (following == "," or following[0].isupper() or not self._city(text)):
                continue
            if last is not None:
                yield self._supported(doubtful, start, words.ends[last - 1], match.rule.id, 17 if city else 1)

    def _supported(self, doubtful: dict[int, Mention], start: int, end: int, rule: str, priority: int = 1) -> Mention:
        """Mention by a cue; a bare name of the lexicon at the same place is what the cue supports."""
        known = doubtful.get(start)
        if known is not None and known.end == end:
            return Mention(known.label, start, end, f"{self._rules.name}/{rule}", priority=25, key=known.key)
        return self._mention(Label.INSTITUTION, start, end, rule, priority)

    def _city(self, text: str) -> bool:
        entry = self._places.entry(text)
        return entry is not None and entry.kind == "city"

    # --- lists of partners ------------------------------------------------------------------------------------------------

    def _list_items(self, parsed: Parsed, mentions: Sequence[Mention]) -> Iterator[Mention]:
        """Items of a list in which most items begin with an organisation: the others do, too."""
        items = [(match.start(1), match.group(1)) for match in _ITEM.finditer(parsed.text)]
        names = [mention for mention in mentions if mention.label in _NAMES]
        run: list[tuple[int, str]] = []
        for position, item in enumerate(items):
            run.append(item)
            gap = items[position + 1][0] - item[0] - len(item[1]) if position + 1 < len(items) else 1000
            if gap > 6:
                yield from self._items(run, names)
                run = []

    def _items(self, run: list[tuple[int, str]], names: list[Mention]) -> Iterator[Mention]:
        if len(run) < 3:
            return
        begun = {start for start, _ in run for mention in names if start <= mention.start <= start + 4}
        if len(begun) * 2 < len(run):
            return
        for start, text in run:
            if start in begun:
                continue
            match = _ITEM_NAME.match(text)
            if match is None or not capitalised(match.group(1)):
                continue
            name = match.group(1).strip(" –-.")
            parts = [word for word in name.split() if word[0].isalpha()]
            proper = [word for word in parts if word[0].isupper() or word in self._vocabulary.joiner]
            if (
                len(proper) == len(parts)
                and name not in self._vocabulary.places
                and name not in self._common
                and parts[0] not in self._vocabulary.opener
                and parts[0] not in self._given
            ):
                begin = start + match.start(1)
                yield self._mention(Label.INSTITUTION, begin, begin + len(name), "list-item", 2)

    # --- short names ------------------------------------------------------------------------------------------------------

    def _short_names(self, parsed: Parsed, mentions: Sequence[Mention]) -> Iterator[Mention]:
        """A company or institute named again by its own word: "Valmera" for "Valmera Biosciences SA"."""
        text = parsed.text
        done: set[str] = set()
        for mention in mentions:
            if mention.label is not Label.INSTITUTION or mention.rule.endswith(("acronym", "surname")):
                continue
            short = self._short_name(text[mention.start : mention.end])
            if short is None or short in done:
                continue
            done.add(short)
            for start, end in occurrences(text, short):
                following = text[end + 1 : end + 30].split(" ", 1)[0] if text[end : end + 1] == " " else ""
                if (
                    following[:1].isupper()
                    and following.rstrip(".,;:") not in self._vocabulary.opener
                    and following.rstrip(".,;:") not in self._vocabulary.role
                    and not following.isupper()
                ):
                    continue
                yield self._mention(Label.INSTITUTION, start, end, "short-name", 2)

    def _short_name(self, name: str) -> str | None:
        words = name.replace(",", "").split()
        if len(words) < 2 or len(words) > 5:
            return None
        kept = []
        for word in words:
            if (
                word in self._company_words
                or word.rstrip(".") in self._company_words
                or word in self._legal
                or not word[0].isupper()
            ):
                break
            kept.append(word)
        if not kept or len(kept) == len(words) or len(kept) > 2:
            return None
        short = " ".join(kept)
        if (
            all(self._plain(word) for word in kept)
            or short in self._vocabulary.places
            or kept[0].casefold() in self._vocabulary.heads
        ):
            return None
        return short

    def _plain(self, word: str) -> bool:
        vocabulary = self._vocabulary
        known = (
            word in vocabulary.places
            or word in vocabulary.generic
            or word in vocabulary.nationality
            or word in vocabulary.trim
        )
        return (
            known
            or vocabulary.is_field(word)
            or word in self._given
            or len(word) < 4
            or vocabulary.stops(word)
            or word
            in (
                "Saint",
                "Royal",
                "Imperial",
                "Federal",
                "State",
                "United",
                "American",
                "General",
                "Free",
                "Open",
                "Green",
                "World",
            )
        )

    # --- unexplained capitals ---------------------------------------------------------------------------------------------

    def _capitals(self, parsed: Parsed, mentions: Sequence[Mention]) -> Iterator[Mention]:
        """An unexplained word in capitals that comes again and again: what the nouns around it say it is."""
        words = parsed.words
        taken = _taken(parsed.text, mentions)
        places: dict[str, list[int]] = {}
        for index in self._acronymic(words):
            text = words.texts[index]
            if len(text) > 3 and not taken[words.starts[index]] and index not in parsed.words.titled:
                places.setdefault(text, []).append(index)
        for text, indices in places.items():
            bare = [index for index in indices if words.texts[index - 1] != "("]
            if len(bare) < 2 or any(character.isdigit() for character in text[:-1]) or text[-1] == "s":
                continue
            label = self._by_nouns(parsed, bare, 20 if len(bare) > 2 else 8)
            if label is not None:
                for start, end in occurrences(parsed.text, text):
                    yield self._mention(label, start, end, "capitals", 1)

    def _by_nouns(self, parsed: Parsed, indices: list[int], reach: int) -> Label | None:
        words = parsed.words
        votes: Counter[Label] = Counter()
        nouns = {surface: Label(label) for surface, label in self._rules.words["noun"].items()}
        for index in indices:
            near = words.texts[max(0, index - reach) : index + reach]
            for word in near:
                if word in nouns:
                    votes[nouns[word]] += 1
                elif word in ("project", "network", "initiative", "partnership", "alliance", "flagship", "partners"):
                    votes[Label.LAB] += 1
        if not votes:
            return None
        return Label.LAB if votes[Label.LAB] >= votes[Label.INSTITUTION] else Label.INSTITUTION


def _doubtful(mentions: Sequence[Mention]) -> dict[int, Mention]:
    """Bare names of the lexicon that need support, by their start."""
    return {mention.start: mention for mention in mentions if mention.rule.endswith("lexicon-supported")}


def _taken(text: str, mentions: Sequence[Mention]) -> bytearray:
    """One byte per character of the view: 1 where a mention stands."""
    taken = bytearray(len(text) + 1)
    for mention in mentions:
        taken[mention.start : mention.end] = b"\x01" * (mention.end - mention.start)
    return taken


def occurrences(text: str, surface: str) -> Iterator[tuple[int, int]]:
    """Spans at which `surface` stands in `text` as whole words."""
    at = text.find(surface)
    while at >= 0:
        end = at + len(surface)
        before = text[at - 1] if at else " "
        after = text[end] if end < len(text) else " "
        if not (before.isalnum() or after.isalnum() or before == "_"):
            yield at, end
        at = text.find(surface, end)
