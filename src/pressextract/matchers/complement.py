"""What stands behind a head noun and belongs to its name: "University | of Natural Resources and Life Sciences, Vienna".

The name grammar's right side. All methods take and give word indices, ends exclusive; words and endings come from names.toml.
"""

from __future__ import annotations

from pressextract.knowledge.vocabulary import Vocabulary, capitalised
from pressextract.matchers.head import Head
from pressextract.parsed import Words

__all__ = ["LONGEST_NAME", "Complements"]

LONGEST_NAME = 24  # words; a run of capitals longer than this is no name
_MOST_PARTS = 7  # of a list of fields; the longest ministry of the seeds has five


class Complements:
    """Reads the words behind a head noun."""

    def __init__(self, vocabulary: Vocabulary, stop_heads: frozenset[str], given_names: frozenset[str]) -> None:
        """`stop_heads`: head nouns of every matcher, casefolded; `given_names`: a person's name is no complement's."""
        self._vocabulary = vocabulary
        self._stop_heads = stop_heads
        self._given_names = given_names

    def stops(self, words: Words, at: int) -> bool:
        """Whether a name ends before the word at `at`: function word, role, and in a headline of title case a verb."""
        text = words.texts[at]
        return self._vocabulary.stops(text) or (text in self._vocabulary.verb and at in words.titled)

    def direct(self, words: Words, at: int, head: Head) -> int | None:
        """Index behind the capitalised words that follow the head directly; None when another head among them takes over."""
        texts, vocabulary = words.texts, self._vocabulary
        begin = at
        while at < len(words) and words.spaced(at) and capitalised(texts[at]) and at - begin < 8:
            text = texts[at]
            if text.casefold() in self._stop_heads and not text.isupper():
                return None  # "Osaka University | Hospital"
            if head.foreign:
                if self.stops(words, at):
                    break
            elif (
                text not in vocabulary.places
                and not vocabulary.place_starts(texts, at)
                and not self._head_ahead(words, at)
            ):
                break
            at += 1
        return at

    def tail(self, words: Words, at: int, head: Head) -> int:
        """Index behind the complement that starts at `at`, or `at` when there is none."""
        texts, vocabulary = words.texts, self._vocabulary
        if at >= len(words):
            return at
        if head.foreign:
            reached = self._foreign(words, at)
            if reached > at or not head.tail:
                return reached
        shortened = texts[at] == "." and words.touching(at) and texts[at - 1] in vocabulary.shortened_head
        if shortened and at + 1 < len(words) and texts[at + 1] in head.tail:
            at += 1
        if at + 1 >= len(words) or texts[at] not in head.tail or not words.spaced(at) or not words.spaced(at + 1):
            return at
        begin = at + 1
        if texts[begin] in vocabulary.article and texts[at] in vocabulary.with_article:
            begin += 1
        field = begin < len(words) and (vocabulary.is_field(texts[begin]) or head.kind == "chair")
        if texts[at] in vocabulary.locative and not field:
            return at
        reached = self._phrase(words, begin, head)
        return reached if reached > begin else at

    def quoted(self, words: Words, last: int) -> int:
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

    # --- runs of capitalised words ----------------------------------------------------------------------------------------

    def capitals(self, words: Words, begin: int) -> int:
        """Index behind a run of capitalised words of one name."""
        texts, vocabulary = words.texts, self._vocabulary
        at = begin
        while at < len(words) and (at == begin or words.spaced(at)):
            text = texts[at]
            if self._links(words, begin, at):
                at += 1
                continue
            if text in vocabulary.shortened and at + 1 < len(words) and texts[at + 1] == "." and words.touching(at + 1):
                at += 2
                continue
            if not capitalised(text) or vocabulary.qualifies(text):
                break
            opening_verb = at == begin and text in vocabulary.verb
            if vocabulary.stops(text) and not vocabulary.is_field(text) and not opening_verb:
                break
            if at > begin and text in vocabulary.verb and at in words.titled:
                break  # the verb of a headline
            if text.casefold() in self._stop_heads and self._starts_other(texts, at, begin):
                break
            at += 1
        return at

    def _links(self, words: Words, begin: int, at: int) -> bool:
        """Whether "&" or a possessive at `at` joins two capitalised words of the run."""
        text, texts, vocabulary = words.texts[at], words.texts, self._vocabulary
        if at == begin or (text != "&" and text not in vocabulary.possessive):
            return False
        if at + 1 >= len(words) or not words.spaced(at + 1) or not capitalised(texts[at + 1]):
            return False
        return text == "&" or texts[at - 1] in vocabulary.possessor

    def _starts_other(self, texts: list[str], at: int, begin: int) -> bool:
        """Whether the head noun at `at`, inside a complement, belongs to another organisation."""
        vocabulary = self._vocabulary
        followed = at + 1 < len(texts) and texts[at + 1] in vocabulary.own_complement
        if vocabulary.is_field(texts[at]) or not (at == begin or followed):
            return False
        return texts[at].casefold() not in vocabulary.weak_head

    def _head_ahead(self, words: Words, at: int) -> bool:
        """Whether the run of capitalised words behind `at` ends in a head noun."""
        texts = words.texts
        for ahead in range(at + 1, min(at + 6, len(words))):
            if not words.spaced(ahead) or not capitalised(texts[ahead]) or self._vocabulary.stops(texts[ahead - 1]):
                return False
            if texts[ahead].casefold() in self._stop_heads:
                return True
        return False

    def _meets_head(self, words: Words, stop: int) -> bool:
        """Whether a run of capitals ends where another organisation's head noun follows ("of the Chinese | Academy of Sciences")."""
        if stop >= len(words) or not words.spaced(stop):
            return False
        text = words.texts[stop]
        return text.casefold() in self._stop_heads and text[0].isupper()

    def _holds_head(self, texts: list[str], begin: int, stop: int) -> bool:
        """Whether a run of two words and more is an organisation of its own: "of the | Jagiellonian University"."""
        vocabulary = self._vocabulary
        return any(
            word.casefold() in self._stop_heads
            and word.casefold() not in vocabulary.weak_head
            and not vocabulary.is_field(word)
            for word in texts[begin + 1 : stop]
        )

    # --- the parts of a complement ----------------------------------------------------------------------------------------

    def _phrase(self, words: Words, begin: int, head: Head) -> int:
        """Index behind a complement: capitalised words, joined as the head allows."""
        at = self.capitals(words, begin)
        if at == begin or self._meets_head(words, at):
            return begin
        if self._holds_head(words.texts, begin, at):
            # "Department of Energy | National Quantum Research Center": the field alone is the complement.
            return begin + 1 if self._vocabulary.is_field(words.texts[begin]) else begin
        while at + 1 < len(words) and at - begin < LONGEST_NAME:
            reached = self._joined(words, at, head)
            if reached == at:
                break
            at = reached
        return at

    def _joined(self, words: Words, at: int, head: Head) -> int:
        """Index behind one more part joined to the complement at `at`, or `at`."""
        texts, vocabulary = words.texts, self._vocabulary
        text = texts[at]
        if text in ("–", "—") and words.touching(at) and words.touching(at + 1) and capitalised(texts[at + 1]):
            return self.capitals(words, at + 1)  # University of Wisconsin–Madison
        if text == ",":
            reached = self._behind_comma(words, at, head)
            if reached is not None:
                return reached
        if not words.spaced(at) or not words.spaced(at + 1):
            return at
        if text in vocabulary.joins:
            return self._conjunct(words, at, head)
        if text in vocabulary.sited:
            site = head.at and texts[at + 1] in vocabulary.places and texts[at - 1] in vocabulary.places
            return self.capitals(words, at + 1) if site else at
        if text in vocabulary.particle and capitalised(texts[at + 1]):
            return self.capitals(words, at + 1)
        return self._second(words, at, head)

    def _behind_comma(self, words: Words, at: int, head: Head) -> int | None:
        """Index behind what a comma at `at` joins, `at` when it joins nothing; None: not for a comma to say."""
        texts, vocabulary = words.texts, self._vocabulary
        place = texts[at + 1] in vocabulary.places
        if place and texts[at - 1] in vocabulary.system and words.spaced(at + 1):
            return self.capitals(words, at + 1) if not self._head_ahead(words, at + 1) else at
        university = head.kind == "university"
        if place and university and at + 2 < len(words) and texts[at + 2] == "(":
            return at + 2  # University of Natural Resources and Life Sciences, Vienna (BOKU)
        if head.fields or (university and vocabulary.is_field(texts[at - 1])):
            return self._list(words, at)
        return None

    def _second(self, words: Words, at: int, head: Head) -> int:
        """Index behind a second complement ("Institute of Physics | of the Academy"), or `at`."""
        texts, vocabulary = words.texts, self._vocabulary
        if texts[at] not in vocabulary.complement:
            return at
        begin = at + 2 if texts[at + 1] in vocabulary.article else at + 1
        if begin >= len(words) or not capitalised(texts[begin]) or texts[begin].casefold() in self._stop_heads:
            return at
        stop = self.capitals(words, begin)
        if self._meets_head(words, stop) or self._holds_head(texts, begin, stop):
            return at
        field = vocabulary.is_field(texts[begin])
        place = texts[begin] in vocabulary.places or vocabulary.place_starts(texts, begin)
        if place and not (field and stop > begin + 1):
            polity = texts[at - 1] in vocabulary.polity
            of_fields = head.kind == "university" and vocabulary.is_field(texts[at - 1])
            regional = texts[at] in vocabulary.purpose and head.fields
            owned = (head.of_place or of_fields) and texts[at] in vocabulary.genitive
            return stop if polity or regional or owned else at
        acronym = len(texts[begin]) > 1 and texts[begin].isupper()
        return stop if head.fields and not acronym else at

    def _conjunct(self, words: Words, at: int, head: Head) -> int:
        """Index behind "and Y" when Y belongs to the complement, else `at`."""
        texts, vocabulary = words.texts, self._vocabulary
        article = texts[at + 1] in vocabulary.article
        start = at + 2 if article else at + 1
        if start >= len(words):
            return at
        stop = self.capitals(words, start)
        if stop == start or self._meets_head(words, stop):
            return at
        place = " ".join(texts[start:stop]) in vocabulary.places
        if article and not vocabulary.is_field(texts[start]) and not place:
            return at
        behind_place = texts[at - 1] in vocabulary.places
        if behind_place and place and head.kind != "university":
            return stop  # Geological Survey of Denmark and Greenland
        if behind_place or self._other_name(words, start, stop):
            return at
        if head.fields:
            return stop
        field = vocabulary.is_field(texts[start]) or vocabulary.is_field(texts[stop - 1])
        return stop if field and vocabulary.is_field(texts[at - 1]) else at

    def _other_name(self, words: Words, start: int, stop: int) -> bool:
        """Whether the words from `start` on are an organisation, place or person of their own."""
        texts, vocabulary = words.texts, self._vocabulary
        text = texts[start]
        if text in vocabulary.places and not vocabulary.is_field(text):
            return True
        if len(text) > 1 and (text.isupper() or _inner_capitals(text)):
            return True
        if text in self._given_names:
            return True
        ahead = texts[start : stop + 1]
        return any(word.casefold() in self._stop_heads and not vocabulary.is_field(word) for word in ahead)

    def _list(self, words: Words, at: int) -> int:
        """Index behind ", B, C and D" when all of it is a list of fields ("Education, Culture, Sports and Science"), else `at`."""
        texts, vocabulary = words.texts, self._vocabulary
        joins = vocabulary.joins
        position, fields, parts = at, 0, 0
        while position + 1 < len(words) and parts < _MOST_PARTS:
            comma = texts[position] == ","
            if not comma and texts[position] not in joins:
                return at
            both = comma and texts[position + 1] in joins  # ", and"
            closing = not comma or both
            start = position + (2 if both else 1)
            start += closing and start < len(words) and texts[start] in vocabulary.article
            stop = self.capitals(words, start) if start < len(words) else start
            if stop == start or stop - start > 4 or self._other_name(words, start, stop):
                return at
            fields += vocabulary.is_field(texts[start]) or vocabulary.is_field(texts[stop - 1])
            parts += 1
            position = stop
            if closing:
                return stop if fields * 2 >= parts else at
        return at

    # --- other languages --------------------------------------------------------------------------------------------------

    def _foreign(self, words: Words, at: int) -> int:
        """Index behind a complement in French, German, Spanish, ... wording: joiners, lower-case foreign words, capitalised words."""
        texts, vocabulary = words.texts, self._vocabulary
        reached = at
        while at < len(words) and at - reached < 4:
            text = texts[at]
            elided = at > 0 and texts[at - 1] in vocabulary.elided
            touching = words.touching(at)
            if not (elided or touching or words.spaced(at)):
                break
            proper = capitalised(text) and not vocabulary.stops(text) and not vocabulary.qualifies(text)
            if proper or self._foreign_word(texts, at):
                if touching and not elided and texts[at - 1] != "–":
                    break
                reached = at = at + 1
            elif text.isdigit() and len(text) <= 2 and reached == at and at and capitalised(texts[at - 1]):
                reached = at = at + 1  # "Université Paris 8"
            elif text in vocabulary.joiner or (text == "–" and touching):
                at += 1
            else:
                break
        return reached

    def _foreign_word(self, texts: list[str], at: int) -> bool:
        """Whether a lower-case word belongs to a foreign name: listed, with a Romance ending, or behind a Romance joiner."""
        text, vocabulary = texts[at], self._vocabulary
        if text in vocabulary.foreign:
            return True
        if not text.islower() or len(text) < 5 or text in vocabulary.joiner:
            return False
        return text.endswith(vocabulary.foreign_ending) or texts[at - 1] in vocabulary.foreign_joiner


def _inner_capitals(text: str) -> bool:
    """Whether a word holds more capitals than one per hyphenated part ("DeepMind", not "Solid-State")."""
    titled = text.replace("-", " ").title()
    return sum(letter.isupper() for letter in titled) < sum(letter.isupper() for letter in text)
