"""People: a run of capitalised words that a title, a role, a verb of speaking, a contact line or a given name makes a person's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pressextract.knowledge.rules import Rules
from pressextract.knowledge.vocabulary import Vocabulary
from pressextract.mention import Label, Mention
from pressextract.parsed import Parsed, Words

__all__ = ["PersonMatcher"]

_MOST_WORDS = 9
_CAMEL = re.compile(r"[a-z][A-Z]")


class PersonMatcher:
    """`matcher(parsed)` yields PERSON mentions without their titles, view offsets."""

    name = "person"

    def __init__(
        self, rules: Rules, vocabulary: Vocabulary, given_names: frozenset[str], stop_heads: frozenset[str]
    ) -> None:
        """`given_names`: first names of many cultures; `stop_heads`: head nouns of organisations, casefolded."""
        self._rules = rules
        self._vocabulary = vocabulary
        self._given = given_names
        self._heads = stop_heads
        self._title = rules.lists["title"]
        self._surname_title = rules.lists["surname_title"]
        self._speaking = rules.lists["speaking"]
        self._role = rules.lists["role"]
        self._not_before = rules.lists["not_before"]
        self._postnominal = rules.lists["postnominal"] | rules.lists["not_a_name"]
        self._company = rules.lists["company"]
        self._family = rules.lists["family"]
        self._camel = tuple(sorted(rules.lists["camel_prefix"]))
        self._with = rules.lists["with"]
        self._not_before_name = rules.lists["not_before_name"]
        self._relative = rules.lists["relative"]
        self._apposition_end = rules.lists["apposition_end"]
        self._role_of_things = rules.lists["role_of_things"]

    def __call__(self, parsed: Parsed) -> Iterator[Mention]:
        """Readings of `parsed`, in text order."""
        words = parsed.words
        like = {text: self._namelike(text) for text in words.positions if text[0].isupper()}
        inside = {
            index
            for hit in parsed.hits
            for index in range(words.at(hit.start), words.starting(hit.end))
            if " " in hit.surface
        }
        done = 0
        for index in words.capitals:
            text = words.texts[index]
            if index < done:
                continue
            if self._shouted_surname(words, index, like) or self._family_first(words, index, like):
                yield Mention(
                    Label.PERSON,
                    words.starts[index],
                    words.ends[index + 1],
                    f"{self._rules.name}/family-first",
                    priority=4,
                )
                done = index + 2
                continue
            if not like.get(text, False) or text in self._title:
                continue
            last = self._run(words, index, inside, like)
            rule = self._evidence(parsed, words, index, last) if last > index else ""
            if rule:
                yield Mention(
                    Label.PERSON, words.starts[index], words.ends[last - 1], f"{self._rules.name}/{rule}", priority=4
                )
                done = last

    def _shouted_surname(self, words: Words, index: int, like: dict[str, bool]) -> bool:
        """Family name in capitals before the given name: "ZHANG Guangyu"."""
        text = words.texts[index]
        if not (
            text.isupper() and text.isalpha() and len(text) > 1 and index + 1 < len(words) and words.spaced(index + 1)
        ):
            return False
        given = words.texts[index + 1]
        known = given in self._given or self._title_before(words, index) in self._surname_title
        return like.get(given, False) and known and not given.isupper() and text not in self._title

    def _family_first(self, words: Words, index: int, like: dict[str, bool]) -> bool:
        """Korean and Chinese order with a hyphenated given name: "Park Jae-won"."""
        if words.texts[index] not in self._family or index + 1 >= len(words) or not words.spaced(index + 1):
            return False
        first, _, second = words.texts[index + 1].partition("-")
        return like.get(words.texts[index + 1], False) and second.islower() and first[:1].isupper() and len(second) < 7

    # --- the run of words -------------------------------------------------------------------------------------------------

    def _namelike(self, text: str) -> bool:
        if not text[0].isupper() or text.endswith("."):
            return False
        if len(text) > 1 and text.isupper() and "-" not in text:
            return False
        if _CAMEL.search(text) and not text.startswith(self._camel):
            return False  # "LifeSci"
        if (
            text in self._postnominal
            or text in self._not_before
            or not text.replace("-", "").replace("'", "").isalpha()
            or text in self._vocabulary.nationality
            or text in self._vocabulary.generic
        ):
            return False
        return not self._vocabulary.stops(text) and text.casefold() not in self._heads

    def _run(self, words: Words, first: int, inside: set[int], like: dict[str, bool]) -> int:
        """Index behind a name that starts at `first`: capitalised words, initials, particles; `first` when it is none."""
        texts, vocabulary = words.texts, self._vocabulary
        at = first
        last = first
        while (
            at < len(texts)
            and at - first < _MOST_WORDS
            and (at == first or words.spaced(at) or texts[at] in (".", "'"))
        ):
            text = texts[at]
            if at in inside:
                break
            if len(text) == 1 and text.isupper():
                initial = at + 1 < len(texts) and texts[at + 1] == "." and words.touching(at + 1)
                at += 2 if initial else 1
                if not initial:
                    last = at
                continue
            if text.endswith(".") and len(text) > 3 and text[0].isupper():  # "G.R." written as one word
                at += 1
                continue
            if like.get(text, False):
                at += 1
                last = at
                if at + 1 < len(texts) and texts[at] == "'" and words.touching(at):
                    if not (words.spaced(at + 1) and like.get(texts[at + 1], False)):
                        break
                    at += 1  # "Achieng' Otieno"
                continue
            if text in vocabulary.particle and at > first:
                at += 1
                continue
            break
        return last

    # --- what makes it a person -------------------------------------------------------------------------------------------

    def _evidence(self, parsed: Parsed, words: Words, first: int, last: int) -> str:
        """Name of the rule that makes the run a person, "" when nothing does."""
        texts, vocabulary = words.texts, self._vocabulary
        title = self._title_before(words, first)
        if (not title and last - first < 2) or self._names_a_thing(words, first, last):
            return ""
        parts = [text for text in texts[first:last] if text[0].isupper() and len(text) > 1]
        initials = "." in texts[first:last]
        if not parts or (
            not initials and all(part in vocabulary.places or vocabulary.is_field(part) for part in parts)
        ):
            return ""
        if title and (len(parts) > 1 or title in self._surname_title or parts[0] in self._given):
            return "title"
        if last - first < 2 or any(vocabulary.is_field(part) for part in parts):
            return ""
        return self._by_name(texts, first, last, len(parts)) or self._by_context(parsed, words, first, last)

    def _names_a_thing(self, words: Words, first: int, last: int) -> bool:
        """Whether the run is a place, or names what stands behind it: a prize, a building, an organisation."""
        texts = words.texts
        following = texts[last] if last < len(texts) and words.spaced(last) else ""
        if following in self._not_before or following.casefold() in self._heads:
            return True
        return " ".join(texts[first:last]) in self._vocabulary.places

    def _by_name(self, texts: list[str], first: int, last: int, parts: int) -> str:
        """Rule by the words of the name itself; `parts`: how many of them are no initials and particles."""
        if texts[first] in self._given or texts[first].split("-")[0] in self._given:
            return "given-name"
        if parts == 2 and texts[last - 1] in self._given and texts[first] not in self._vocabulary.places:
            return "given-name"  # the family name first: "Park Min-jun"
        return "family-name" if texts[first] in self._family and parts > 1 else ""

    def _by_context(self, parsed: Parsed, words: Words, first: int, last: int) -> str:
        """Rule by the words around the name, the plainest sign first."""
        texts, places = words.texts, self._vocabulary.places
        if last + 1 < len(texts) and texts[last] in self._with and texts[last + 1] in self._company:
            return "company"
        if self._speaks(words, first, last):
            return "speaking"
        if self._role_behind(words, last) or self._role_before(words, first):
            return "role"
        in_contact = parsed.zone_at(words.starts[first]) == "contact"
        if in_contact and self._alone(words, first, last) and texts[last - 1] not in places:
            return "contact"
        initials = any(len(text) == 1 for text in texts[first:last]) and texts[first] not in places
        return "initials" if initials and "." in texts[first:last] else ""

    def _title_before(self, words: Words, first: int) -> str:
        texts = words.texts
        at = first - 1
        if at < 0 or not words.spaced(first):
            return ""
        if texts[at] == "." and at and words.touching(at):
            joined = f"{texts[at - 1]}."
            return joined if joined in self._title or texts[at - 1] in self._title else ""
        if texts[at] in self._title:
            return texts[at]
        return ""

    def _speaks(self, words: Words, first: int, last: int) -> bool:
        texts = words.texts
        if last < len(texts) and texts[last] in self._speaking and words.spaced(last):
            return True
        return (
            first > 0
            and texts[first - 1] in self._speaking
            and words.spaced(first)
            and texts[first - 1] not in self._not_before_name
        )

    def _role_behind(self, words: Words, last: int) -> bool:
        """Apposition with a role: "Jane Doe, professor of ...", "Jane Doe (director of ...)", "Jane Doe, who heads ..."."""
        texts = words.texts
        if last >= len(texts) or texts[last] not in (",", "(", "–", "-", "|"):
            return False
        if last + 1 < len(texts) and texts[last + 1] in self._relative and texts[last] in (",", "–", "—"):
            return True
        for at in range(last + 1, min(last + 7, len(texts))):
            if texts[at] in ".;:()" or "\n" in words.view[words.ends[at - 1] : words.starts[at]]:
                return False
            if texts[at].casefold() in self._role or texts[at] in self._title:
                return True
            if texts[at] == "," or texts[at] in self._apposition_end:
                return False
        return False

    def _role_before(self, words: Words, first: int) -> bool:
        texts = words.texts
        if first < 1 or not (words.spaced(first) or texts[first - 1] in ("|", ",", ":")):
            return False
        before = texts[first - 1]
        if before in ("|", ":", ","):
            return first > 1 and texts[first - 2].casefold() in self._role and before != ","
        return before.casefold() in self._role and before not in self._role_of_things

    def _alone(self, words: Words, first: int, last: int) -> bool:
        """Whether the run fills its cell of a contact line: between line ends, bars, commas, dashes or brackets."""
        before = words.view[words.ends[first - 1] : words.starts[first]] if first else "\n"
        after = words.view[words.ends[last - 1] : words.starts[last]] if last < len(words) else "\n"
        opened = "\n" in before or first == 0 or words.texts[first - 1] in "|–—-:*•,"
        closed = "\n" in after or last >= len(words) or words.texts[last] in "|–—-,(:;."
        return opened and closed
