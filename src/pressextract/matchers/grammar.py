"""The name grammar: from a head noun ("University", "Laboratory") to the words on both sides that belong to the name.

Which words are heads, what may follow them and which words stop a name is data (models/<lang>/institution.toml, lab.toml,
names.toml). The grammar itself knows no language: it walks over capitalised words, joiners and fields.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pressextract.knowledge.rules import Rules
from pressextract.knowledge.vocabulary import Vocabulary, capitalised
from pressextract.parsed import Words

__all__ = ["Head", "Name", "NameGrammar", "lower_compound"]

_LONGEST_NAME = 24  # words; a run of capitals longer than this is no name
_INITIAL_WORDS = ("St", "Ste", "Mt", "Dr")


@dataclass(frozen=True, slots=True)
class Head:
    """What a head noun says about the names it makes.

    `tail`: joiners that open a complement; `foreign`: complement in French, German, ... wording; `fields`: the complement may
    be a coordination of fields; `left_and`: so may the modifier; `needs`: "complement" | "name" | "proper" | "".
    """

    kind: str
    tail: frozenset[str]
    foreign: bool = False
    fields: bool = False
    left_and: bool = False
    of_place: bool = False
    at: bool = False
    plural: bool = False
    place_after: bool = False
    skip: bool = False
    final: bool = False
    needs: str = ""

    @classmethod
    def of(cls, entry: Mapping[str, Any]) -> Head:
        """Head of a TOML entry."""
        options = {key: value for key, value in entry.items() if key not in ("tail", "kind", "lower", "lone")}
        return cls(kind=entry["kind"], tail=frozenset(entry["tail"].split()), **options)


@dataclass(frozen=True, slots=True)
class Name:
    """A name found: word indices (end exclusive), its head, and whether it is one part of a coordination."""

    first: int
    last: int
    head: Head
    shared: bool = False


class NameGrammar:
    """Finds the names that a set of head nouns makes."""

    def __init__(
        self,
        rules: Rules,
        vocabulary: Vocabulary,
        stop_heads: frozenset[str],
        given_names: frozenset[str] = frozenset(),
    ) -> None:
        """`stop_heads`: head nouns of every matcher (casefolded); a complement does not run into the next name's head."""
        self.vocabulary = vocabulary
        self.heads = {surface: Head.of(entry) for surface, entry in rules.file.words["head"].items()}
        self.folded_heads = frozenset(surface.casefold() for surface in self.heads)
        compounds = rules.file.words.get("compound", {})
        self.compounds = {tuple(surface.split()): Head.of(entry) for surface, entry in compounds.items()}
        self._anchors = frozenset(self.heads) | {words[-1] for words in self.compounds}
        self.stop_heads = stop_heads
        self.given_names = given_names

    def names(self, words: Words) -> Iterator[Name]:
        """Names in the order of their heads."""
        texts, anchors = words.texts, self._anchors
        for index in words.capitals:
            text = texts[index]
            if text not in anchors and ("-" not in text or text[0].islower()):
                continue
            head = self._head(texts, index)
            if head is not None:
                yield from self._names_of(words, index, head)

    def _head(self, texts: list[str], index: int) -> Head | None:
        """Head noun at `index`: a compound ("Medical Center"), a word, or the last part of a hyphenated word ("Max-Planck-Institut")."""
        text = texts[index]
        if index:
            compound = self.compounds.get((texts[index - 1], text))
            if compound is not None:
                return compound
        head = self.heads.get(text)
        return head if head is not None or "-" not in text else self.heads.get(text[text.rfind("-") + 1 :])

    def _names_of(self, words: Words, index: int, head: Head) -> Iterator[Name]:
        texts = words.texts
        following = texts[index + 1] if index + 1 < len(texts) and words.spaced(index + 1) else ""
        if head.skip or (head.final and (following[:1].isupper() or following in ("in", "of", "for", "on"))):
            return
        first = self._left(words, index, head)
        after = self._direct(words, index + 1, head)
        if after is None:
            return  # a later head of the same run makes the name
        last = self._quoted(words, self._tail(words, after, head))
        while first < index and texts[first] in self.vocabulary.trim and not self._place_starts(texts, first):
            first += 1
        while head.foreign and first < index and texts[first] in self.vocabulary.nationality:
            first += 1
        if index in words.titled and first == index and head.kind not in _NAMED_BY_COMPLEMENT:
            return  # "Survey of Coral Reefs Finds Recovery"
        if last - first > _LONGEST_NAME or not self._distinct(texts, first, index, after, last, head):
            return
        yield Name(first, last, head)
        if head.plural:
            yield from self._coordinated(words, first, index, last, head)

    def _stops(self, words: Words, at: int) -> bool:
        """Whether a name ends before the word at `at`: function word, role, and in a headline of title case a verb."""
        text = words.texts[at]
        return self.vocabulary.stops(text) or (text in self.vocabulary.verb and at in words.titled)

    # --- left of the head -------------------------------------------------------------------------------------------------

    def _left(self, words: Words, index: int, head: Head) -> int:
        vocabulary, texts = self.vocabulary, words.texts
        first = index
        at = index - 1
        while at >= 0 and index - at <= _LONGEST_NAME:
            text = texts[at]
            if not words.spaced(at + 1):
                if (
                    text != "–"
                    or not words.touching(at)
                    or not words.touching(at + 1)
                    or not capitalised(texts[at - 1])
                ):
                    break
                first, at = at - 1, at - 2  # "Itaipú–Salto School"
                continue
            if capitalised(text):
                if self._stops(words, at) or lower_compound(text):
                    break
                first, at = at, at - 1
            elif (text == "'s" and texts[at - 1] in vocabulary.possessor and words.touching(at)) or (
                text == "."
                and words.touching(at)
                and (texts[at - 1] in _INITIAL_WORDS or (len(texts[at - 1]) == 1 and texts[at - 1].isupper()))
            ):
                first, at = at - 1, at - 2
            elif (
                text in vocabulary.particle
                and at > 0
                and capitalised(texts[at - 1])
                and words.spaced(at)
                and not vocabulary.stops(texts[at - 1])
            ) or (
                text == "&"
                and at
                and capitalised(texts[at - 1])
                and words.spaced(at)
                and not self._stops(words, at - 1)
            ):
                at -= 1
            elif text == "and" and first <= at + 1:
                reached = self._left_fields(words, at, head)
                if reached is None:
                    break
                first, at = reached, reached - 1
            else:
                break
        return first

    def _left_fields(self, words: Words, at: int, head: Head) -> int | None:
        """First word of the modifier left of "and" at `at` ("Engineering and Physical Sciences Research Council").

        Fields on both sides are taken as they come; with one field, a determiner or a possessive must open the name.
        """
        texts, vocabulary = words.texts, self.vocabulary
        last, reached = at, None
        at -= 1
        while (
            at >= 0 and words.spaced(at + 1) and capitalised(texts[at]) and not self._stops(words, at) and last - at < 5
        ):
            if (len(texts[at]) > 1 and texts[at].isupper()) or texts[at].casefold() in self.stop_heads:
                return None
            reached = at
            at -= 1
        if reached is None or texts[last - 1] in vocabulary.places:
            return None
        left, right = vocabulary.is_field(texts[last - 1]), vocabulary.is_field(texts[last + 1])
        opened = at >= 0 and (texts[at] in vocabulary.opening or texts[at] in "\"“'«(")
        qualified = texts[reached] in vocabulary.nationality or texts[reached] in vocabulary.generic
        if left and right:
            return reached
        if head.kind == "university" or not head.left_and:
            return None if not opened or head.kind == "university" else reached if left or right or qualified else None
        return reached if opened else None

    # --- right of the head ------------------------------------------------------------------------------------------------

    def _direct(self, words: Words, at: int, head: Head) -> int | None:
        """Index behind the capitalised words that follow the head directly; None when another head among them takes over."""
        texts, vocabulary = words.texts, self.vocabulary
        begin = at
        while at < len(words) and words.spaced(at) and capitalised(texts[at]) and at - begin < 8:
            text = texts[at]
            if text.casefold() in self.stop_heads and not text.isupper():
                return None if self._run_has_own_head(words, begin, at) else at
            if head.foreign:
                if self._stops(words, at):
                    break
            elif text in vocabulary.places or self._place_starts(texts, at):
                pass
            elif not self._head_ahead(words, at):
                break
            at += 1
        return at

    def _run_has_own_head(self, words: Words, begin: int, at: int) -> bool:
        """Whether the head at `at` continues the run that starts at `begin` ("Osaka University Hospital")."""
        head = self._head(words.texts, at)
        return head is not None or begin <= at

    def _head_ahead(self, words: Words, at: int) -> bool:
        texts = words.texts
        for ahead in range(at + 1, min(at + 6, len(words))):
            if not words.spaced(ahead) or not capitalised(texts[ahead]) or self.vocabulary.stops(texts[ahead - 1]):
                return False
            if texts[ahead].casefold() in self.stop_heads:
                return True
        return False

    def _tail(self, words: Words, at: int, head: Head) -> int:
        """Index behind the complement that starts at `at`, or `at` when there is none."""
        if at >= len(words):
            return at
        if head.foreign:
            reached = self._foreign_tail(words, at)
            if reached > at or "of" not in head.tail:
                return reached
        if (
            words.texts[at] == "."
            and words.touching(at)
            and at + 1 < len(words)
            and words.texts[at + 1] in head.tail
            and words.texts[at - 1] == "Dept"
        ):
            at += 1
        if at + 1 >= len(words) or words.texts[at] not in head.tail or not words.spaced(at) or not words.spaced(at + 1):
            return at
        begin = at + 1
        if words.texts[begin] == "the" and words.texts[at] in ("of", "for"):
            begin += 1
        if words.texts[at] == "in" and not (
            begin < len(words) and (self.vocabulary.is_field(words.texts[begin]) or head.kind == "chair")
        ):
            return at  # a location: "Materials Laboratory in Dongguan"
        reached = self._phrase(words, begin, head)
        return reached if reached > begin else at

    def _phrase(self, words: Words, begin: int, head: Head) -> int:
        """Index behind a complement: capitalised words, joined as the head allows."""
        at = self._capitals(words, begin)
        if at == begin or self._meets_head(words, at):
            return begin
        while at + 1 < len(words) and at - begin < _LONGEST_NAME:
            reached = self._joined(words, begin, at, head)
            if reached == at:
                break
            at = reached
        return at

    def _meets_head(self, words: Words, stop: int) -> bool:
        """Whether a run of capitals ends where another organisation's head noun follows ("of the Chinese | Academy of Sciences")."""
        return (
            stop < len(words)
            and words.spaced(stop)
            and words.texts[stop].casefold() in self.stop_heads
            and words.texts[stop][0].isupper()
        )

    def _capitals(self, words: Words, begin: int) -> int:
        """Index behind a run of capitalised words of one name."""
        texts, vocabulary = words.texts, self.vocabulary
        at = begin
        while at < len(words) and (at == begin or words.spaced(at)):
            text = texts[at]
            if (
                text == "&"
                and at > begin
                and at + 1 < len(words)
                and capitalised(texts[at + 1])
                and words.spaced(at + 1)
            ):
                at += 1
                continue
            if (
                text == "'s"
                and at > begin
                and texts[at - 1] in vocabulary.possessor
                and at + 1 < len(words)
                and words.spaced(at + 1)
                and capitalised(texts[at + 1])
            ):
                at += 1
                continue
            if text in _INITIAL_WORDS and at + 1 < len(words) and texts[at + 1] == "." and words.touching(at + 1):
                at += 2
                continue
            if not capitalised(text) or lower_compound(text):
                break
            if (
                vocabulary.stops(text)
                and not vocabulary.is_field(text)
                and not (at == begin and text in vocabulary.verb)
            ):
                break
            if text.casefold() in self.stop_heads and self._starts_other(words, at, begin):
                break
            at += 1
        return at

    def _starts_other(self, words: Words, at: int, begin: int) -> bool:
        """Whether the head noun at `at`, inside a complement, belongs to another organisation."""
        texts = words.texts
        field = self.vocabulary.is_field(texts[at])
        followed = at + 1 < len(words) and texts[at + 1] in ("of", "for", "de")
        return (
            not field
            and (at == begin or followed)
            and texts[at].casefold()
            not in ("society", "library", "museum", "services", "service", "bank", "government", "administration")
        )

    def _joined(self, words: Words, begin: int, at: int, head: Head) -> int:
        """Index behind one more part joined to the complement at `at`, or `at`."""
        texts, vocabulary = words.texts, self.vocabulary
        text = texts[at]
        if text in ("–", "—") and words.touching(at) and words.touching(at + 1) and capitalised(texts[at + 1]):
            return self._capitals(words, at + 1)  # University of Wisconsin–Madison
        if (
            text == ","
            and texts[at - 1] in vocabulary.system
            and texts[at + 1] in vocabulary.places
            and words.spaced(at + 1)
        ):
            return self._capitals(words, at + 1) if not self._head_ahead(words, at + 1) else at
        if (
            text == ","
            and head.kind == "university"
            and texts[at + 1] in vocabulary.places
            and at + 2 < len(words)
            and texts[at + 2] == "("
        ):
            return at + 2  # University of Natural Resources and Life Sciences, Vienna (BOKU)
        if text == "," and (head.fields or (head.kind == "university" and vocabulary.is_field(texts[at - 1]))):
            return self._list(words, at)
        if not words.spaced(at) or not words.spaced(at + 1):
            return at
        if text in ("and", "&"):
            return self._conjunct(words, at, head)
        if text == "at":
            return (
                self._capitals(words, at + 1)
                if head.at and texts[at + 1] in vocabulary.places and texts[at - 1] in vocabulary.places
                else at
            )
        if text in vocabulary.particle and capitalised(texts[at + 1]):
            return self._capitals(words, at + 1)
        return self._second_complement(words, at, head)

    def _second_complement(self, words: Words, at: int, head: Head) -> int:
        texts, vocabulary = words.texts, self.vocabulary
        if texts[at] not in ("of", "for", "in", "on"):
            return at
        begin = at + 2 if texts[at + 1] == "the" else at + 1
        if begin >= len(words) or not capitalised(texts[begin]) or texts[begin].casefold() in self.stop_heads:
            return at
        stop = self._capitals(words, begin)
        if self._meets_head(words, stop):
            return at
        place = (texts[begin] in vocabulary.places or self._place_starts(texts, begin)) and not (
            vocabulary.is_field(texts[begin]) and stop > begin + 1
        )
        if place:
            polity = texts[at - 1] in vocabulary.polity
            fields = head.kind == "university" and vocabulary.is_field(texts[at - 1])
            regional = texts[at] == "for" and head.fields
            return (
                self._capitals(words, begin)
                if polity or regional or ((head.of_place or fields) and texts[at] == "of")
                else at
            )
        if head.fields and not (len(texts[begin]) > 1 and texts[begin].isupper()):
            return self._capitals(words, begin)
        return at

    def _conjunct(self, words: Words, at: int, head: Head) -> int:
        """Index behind "and Y" when Y belongs to the complement, else `at`."""
        texts, vocabulary = words.texts, self.vocabulary
        start = at + 2 if texts[at + 1] == "the" else at + 1
        if start >= len(words):
            return at
        stop = self._capitals(words, start)
        if (
            stop == start
            or (start == at + 2 and not vocabulary.is_field(texts[start]) and not self._is_place(texts, start, stop))
            or self._meets_head(words, stop)
        ):
            return at
        both_places = texts[at - 1] in vocabulary.places and self._is_place(texts, start, stop)
        if both_places and head.kind != "university":
            return stop  # Geological Survey of Denmark and Greenland
        if self._other_name(words, start, stop) or texts[at - 1] in vocabulary.places:
            return at
        field = vocabulary.is_field(texts[start]) or vocabulary.is_field(texts[stop - 1])
        if not head.fields:
            return stop if field and vocabulary.is_field(texts[at - 1]) else at
        return stop

    def _is_place(self, texts: list[str], start: int, stop: int) -> bool:
        return " ".join(texts[start:stop]) in self.vocabulary.places

    def _other_name(self, words: Words, start: int, stop: int) -> bool:
        """Whether the words from `start` on are an organisation or place of their own."""
        texts, vocabulary = words.texts, self.vocabulary
        if texts[start] in vocabulary.places and not vocabulary.is_field(texts[start]):
            return True
        if len(texts[start]) > 1 and (
            texts[start].isupper()
            or sum(letter.isupper() for letter in texts[start].replace("-", " ").title())
            < sum(letter.isupper() for letter in texts[start])
        ):
            return True
        if texts[start] in self.given_names:
            return True
        ahead = texts[start : stop + 1]
        return any(word.casefold() in self.stop_heads and not vocabulary.is_field(word) for word in ahead)

    def _list(self, words: Words, at: int) -> int:
        """Index behind ", B, C and D" when all of it is a list of fields, else `at` ("Education, Culture, Sports, Science and Technology")."""
        texts, vocabulary = words.texts, self.vocabulary
        position, fields, parts = at, 0, 0
        while position + 1 < len(words) and parts < 7:
            closing = texts[position] in ("and", "&") or (
                texts[position] == "," and texts[position + 1] in ("and", "&")
            )
            if texts[position] not in (",", "and", "&"):
                return at
            start = position + (2 if texts[position] == "," and texts[position + 1] in ("and", "&") else 1)
            start += closing and start < len(words) and texts[start] == "the"
            stop = self._capitals(words, start) if start < len(words) else start
            if stop == start or stop - start > 4 or self._other_name(words, start, stop):
                return at
            fields += vocabulary.is_field(texts[start]) or vocabulary.is_field(texts[stop - 1])
            parts += 1
            position = stop
            if closing:
                return stop if fields * 2 >= parts else at
        return at

    def _quoted(self, words: Words, last: int) -> int:
        """Index behind a patron's name in quotes that follows the name: Institute of Physics "Gleb Wataghin"."""
        texts = words.texts
        if last >= len(texts) or texts[last] not in '"“' or not words.spaced(last):
            return last
        for stop in range(last + 2, min(last + 6, len(texts))):
            if texts[stop] in '"”':
                return stop + 1 if words.touching(stop) and words.touching(last + 1) else last
            if not capitalised(texts[stop]):
                break
        return last

    def _foreign_tail(self, words: Words, at: int) -> int:
        """Index behind a complement in French, German, Spanish, ... wording: joiners, lower-case foreign words, capitalised words."""
        texts, vocabulary = words.texts, self.vocabulary
        reached = at
        while (
            at < len(words)
            and at - reached < 4
            and (words.spaced(at) or texts[at - 1] in ("d'", "l'") or words.touching(at))
        ):
            text = texts[at]
            if (capitalised(text) and not vocabulary.stops(text) and not lower_compound(text)) or self._foreign_word(
                texts, at
            ):
                if words.touching(at) and texts[at - 1] not in ("d'", "l'", "–"):
                    break
                reached = at = at + 1
            elif text.isdigit() and len(text) <= 2 and reached == at and at and capitalised(texts[at - 1]):
                reached = at = at + 1
            elif (text in vocabulary.joiner and text not in ("of", "for", "in", "on", "the", "an")) or (
                text == "–" and words.touching(at)
            ):
                at += 1
            else:
                break
        return reached

    def _foreign_word(self, texts: list[str], at: int) -> bool:
        """Whether a lower-case word belongs to a foreign name: listed, with a Romance ending, or behind a Romance joiner."""
        text, vocabulary = texts[at], self.vocabulary
        if text in vocabulary.foreign:
            return True
        if not text.islower() or len(text) < 5 or text in vocabulary.joiner:
            return False
        return text.endswith(vocabulary.foreign_ending) or texts[at - 1] in (
            "d'",
            "l'",
            "de",
            "des",
            "du",
            "et",
            "en",
            "pour",
            "la",
            "le",
            "les",
            "del",
            "della",
            "di",
            "und",
            "für",
            "der",
            "para",
            "y",
            "do",
            "da",
            "dos",
            "das",
        )

    # --- the whole --------------------------------------------------------------------------------------------------------

    def _place_ends(self, texts: list[str], at: int) -> bool:
        """Whether a place of one to three words ends before `at`."""
        return any(" ".join(texts[at - length : at]) in self.vocabulary.places for length in (1, 2, 3) if at >= length)

    def _place_starts(self, texts: list[str], at: int) -> bool:
        """Whether a place of two or three words starts at `at`."""
        places = self.vocabulary.places
        return any(" ".join(texts[at : at + length]) in places for length in (2, 3))

    def _distinct(self, texts: list[str], first: int, index: int, after: int, last: int, head: Head) -> bool:
        """Whether the name tells which one it is, and is no generic noun phrase."""
        vocabulary = self.vocabulary
        modifiers = [text for text in texts[first:index] if text[0].isalnum() and text not in vocabulary.particle]
        complement = [text for text in texts[after:last] if capitalised(text)]
        direct = texts[index + 1 : after]
        proper = [
            word
            for word in modifiers
            if word not in vocabulary.generic
            and not word.startswith(_COUNTED)
            and word not in vocabulary.nationality
            and word not in vocabulary.trim
            and word.casefold() not in self.stop_heads
        ]
        if head.needs == "complement":
            return last > after
        if head.needs == "proper":
            return any(not vocabulary.is_field(word) for word in proper)
        if last > after:
            wholly_foreign = head.foreign and "of" not in head.tail
            return bool(proper) or wholly_foreign or not all(word in _EMPTY_COMPLEMENTS for word in complement)
        if head.needs == "name":
            return bool(proper) or any(word in vocabulary.nationality for word in modifiers) or bool(direct)
        if not proper and len(modifiers) > 1 and first and texts[first - 1] == "'s" and head.kind == "institute":
            return True  # the CEA's Interdisciplinary Research Institute
        own = "-" in texts[index] and texts[index] not in self.heads
        national = head.kind in ("academy", "museum", "funder", "agency", "association") and any(
            word in vocabulary.nationality for word in modifiers
        )
        return bool(proper or direct or own or national)

    def _coordinated(self, words: Words, first: int, index: int, last: int, head: Head) -> Iterator[Name]:
        """Names that share a plural head: "York" in "Universities of Leeds and York", "Leeds" in "Leeds and York Universities"."""
        texts = words.texts
        at = last
        while last > index + 1 and at + 1 < len(words) and texts[at] in (",", "and", "&"):
            start = at + (2 if texts[at] == "," and texts[at + 1] in ("and", "&") else 1)
            stop = self._capitals(words, start) if start < len(words) else start
            if stop == start or any(word.casefold() in self.stop_heads for word in texts[start : stop + 1]):
                break
            yield Name(start, stop, head, shared=True)
            if texts[at] in ("and", "&") or texts[start - 1] in ("and", "&"):
                break
            at = stop
        if last == index + 1 and first < index and texts[first - 1] in ("and", "&"):
            stop = first - 1
            start = stop
            while (
                start > 0
                and capitalised(texts[start - 1])
                and words.spaced(start)
                and not self.vocabulary.stops(texts[start - 1])
            ):
                start -= 1
            if start < stop:
                yield Name(start, stop, head, shared=True)


_COUNTED = (
    "Two-",
    "Three-",
    "Four-",
    "Five-",
    "Six-",
    "Ten-",
    "Multi-",
    "Long-",
    "New-",
    "Self-",
    "First-",
    "World-",
    "High-",
)
_NAMED_BY_COMPLEMENT = frozenset({"university", "school", "institute", "department", "academy", "ministry", "hospital"})
_EMPTY_COMPLEMENTS = frozenset(
    {
        "Excellence",
        "Technology",
        "Applied",
        "Research",
        "Expertise",
        "Competence",
        "Higher",
        "Origin",
        "Learning",
        "Sciences",
    }
)


def lower_compound(text: str) -> bool:
    """Qualifiers such as "Tokyo-based", "EU-funded": a hyphenated word that ends in lower case qualifies what follows, it is no part of its name."""
    cut = text.rfind("-")
    return cut > 0 and len(text) - cut > 3 and text[cut + 1 :].islower() and text[cut + 1 :] in _COMPOUND_ENDS


_COMPOUND_ENDS = frozenset(
    (
        "based",
        "funded",
        "led",
        "run",
        "owned",
        "backed",
        "affiliated",
        "wide",
        "related",
        "level",
        "sponsored",
        "supported",
        "born",
        "trained",
        "made",
        "style",
        "area",
        "linked",
    )
)
