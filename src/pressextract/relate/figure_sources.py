"""Who says a figure: "(Source: X)", "according to X", "X data show that", "In the X ranking", all read in its sentence."""

from __future__ import annotations

from dataclasses import dataclass

from pressextract.mention import ORGANISATIONS, Label
from pressextract.relate.statement import Statements

__all__ = ["FigureSources", "Source"]

_LINE = 400  # characters behind a figure in which "(Source: ...)" is looked for
_SUBJECT = 16  # words of a subject that is a source: "A survey conducted by Kasetsart University in spring 2024"
_CLOSING = 8  # words of ", Scopus data show"
_KEPT = 2  # sentences whose sources are remembered: this one and the one before


@dataclass(frozen=True, slots=True)
class Source:
    """View span of a source's name, and of the whole phrase that names it ("Scimago's 2023 listing")."""

    start: int
    end: int
    first: int
    last: int


class FigureSources:
    """Reads the sources of the figures of one release, in text order.

    Args:
        seen: the release.
    """

    def __init__(self, seen: Statements) -> None:
        self.seen = seen
        self.text, self.lists, self.words = seen.text, seen.lists, seen.words
        self._known: dict[int, Source | None] = {}

    def find(self, number: int, sentence: tuple[int, int]) -> Source | None:
        """The source of the figure; None when its sentence, or a note behind it, names none."""
        label = self._label(number, sentence)
        if label is not None:
            return label
        if sentence[0] not in self._known:
            for old in list(self._known)[: -_KEPT + 1]:
                del self._known[old]
            self._known[sentence[0]] = self._said(sentence)
        source = self._known[sentence[0]]
        return source if source is None or not self._inside(number, source) else None

    def _inside(self, number: int, source: Source) -> bool:
        return source.first <= self.seen.mentions[number].start < source.last

    def _label(self, number: int, sentence: tuple[int, int]) -> Source | None:
        """What "(Source: X)" says: in the sentence itself, or standing alone behind it on its line."""
        end = self.seen.mentions[number].end
        for start, stop in self.seen.labels_behind(end):
            if start >= end + _LINE:
                return None
            begin = self.text.rfind("\n", end, start) < 0
            inside = start < sentence[1]
            alone = not inside and self._alone(start)
            if begin and (inside or alone):
                return self._bare(start, stop)
        return None

    def _alone(self, start: int) -> bool:
        """Whether the label opens a sentence or bracket of its own."""
        first = self.seen.parsed.sentence(start)[0]
        return not any(character.isalnum() for character in self.text[first : self.seen.label_start(start)])

    # --- in the sentence ------------------------------------------------------------------------------------------

    def _said(self, sentence: tuple[int, int]) -> Source | None:
        """The source that the sentence names; None when its words name a person."""
        text = self.text[sentence[0] : sentence[1]]
        lowered = text.casefold()
        if any(phrase in lowered for phrase in self.lists["source_phrase"]):
            found = self.seen.grammar.according.search(text)
            if found is not None:
                start, end = sentence[0] + found.start(1), sentence[0] + found.end(1)
                return None if self._names_person(start, end) else self._bare(start, end)
        return self._subject(sentence) or self._opening(sentence) or self._closing(sentence)

    def _names_person(self, start: int, end: int) -> bool:
        return any(other.label is Label.PERSON for other in self.seen.within(start, end))

    def _subject(self, sentence: tuple[int, int]) -> Source | None:
        """The subject in front of a verb of telling: "Scopus data show", "the OECD estimates", "the same report put"."""
        index = first = self._first(sentence)
        data = False
        while index < min(first + _SUBJECT, len(self.words)) and self.words.ends[index] <= sentence[1]:
            word = self.words.texts[index].casefold()
            if index > first and word in self.lists["source_verb"]:
                return self._telling(first, index, data)
            acting = index > first and not data and word not in self.lists["source_data"] and self._acts(word)
            stops = word in self.lists["source_stop"] and self.words.texts[index].islower()
            if word in ",;:()" or stops or acting:
                return None
            data = data or word in self.lists["source_data"]
            index += 1
        return None

    def _acts(self, word: str) -> bool:
        return word in self.lists["subject_verb"] or self.seen.grammar.phrases.is_verb(word)

    def _first(self, sentence: tuple[int, int]) -> int:
        index = self.words.starting(sentence[0])
        while (
            index < len(self.words)
            and not self.words.texts[index][0].isalnum()
            and index - self.words.starting(sentence[0]) < 4
        ):
            index += 1
        return index

    def _telling(self, first: int, verb: int, data: bool) -> Source | None:
        """The subject as a source: one that holds data, or a name before a verb that ranks or estimates."""
        start, end = self.words.starts[first], self.words.ends[verb - 1]
        telling = self.words.texts[verb].casefold()
        strong = telling in self.lists["source_strong"]
        named = any(other.label in ORGANISATIONS and other.end >= end for other in self.seen.within(start, end))
        capital = any(text[0].isupper() for text in self.words.texts[first + 1 : verb])
        behind = self.words.starts[verb + 1] if verb + 1 < len(self.words) else end
        ranked = telling in self.lists["source_rank"]
        strong = strong and not (
            ranked and any(other.label is Label.FIGURE for other in self.seen.within(behind, behind + 1))
        )
        if self._names_person(start, end) or not (data or (strong and (named or capital))):
            return None
        if self._again(first):
            earlier = self.seen.parsed.sentence(self.words.starts[first] - 1)[0] if self.words.starts[first] else 0
            return self._known.get(earlier)
        return self._bare(start, end)

    def _again(self, first: int) -> bool:
        """Whether the subject points back: "the same report"."""
        words = [text.casefold() for text in self.words.texts[first : first + 2]]
        return not self.lists["source_again"].isdisjoint(words)

    def _opening(self, sentence: tuple[int, int]) -> Source | None:
        """The ranking or survey that opens the sentence: "In the Shanghai Ranking released last week, Flinders"."""
        first = self._first(sentence)
        if first >= len(self.words) or self.words.texts[first].casefold() not in self.lists["source_in"]:
            return None
        last = None
        for index in range(first + 1, min(first + _SUBJECT, len(self.words))):
            word = self.words.texts[index]
            if word == "," or self.words.ends[index] > sentence[1]:
                break
            if word.casefold() in self.lists["source_ranking"]:
                last = self._name_end(index)
        if last is None:
            return None
        start, end = self.words.starts[first + 1], self.words.ends[last]
        named = any(text[0].isupper() for text in self.words.texts[first + 1 : last + 1])
        return self._bare(start, end) if named else None

    def _closing(self, sentence: tuple[int, int]) -> Source | None:
        """Who says so at the end: "ranked second in 2024, Scopus data show.", "…, the OECD estimates"."""
        last = self.words.starting(sentence[1]) - 1
        while last > 0 and not self.words.texts[last][0].isalnum():
            last -= 1
        if last <= 0 or self.words.texts[last].casefold() not in self.lists["source_verb"]:
            return None
        for first in range(last - 1, max(last - _CLOSING, -1), -1):
            if self.words.starts[first] < sentence[0]:
                return None
            if self.words.texts[first] == ",":
                words = {text.casefold() for text in self.words.texts[first + 1 : last]}
                return self._telling(first + 1, last, not words.isdisjoint(self.lists["source_data"]))
        return None

    def _name_end(self, index: int) -> int:
        """Last word of a name that goes on behind its head: "Ranking of World Universities"."""
        last = index
        while last + 2 < len(self.words) and self.words.texts[last + 1].casefold() in self.lists["of"]:
            following = last + 2
            if not self.words.texts[following][0].isupper():
                break
            while following + 1 < len(self.words) and self.words.texts[following + 1][:1].isupper():
                following += 1
            last = following
        return last

    # --- the name in the phrase -----------------------------------------------------------------------------------

    def _bare(self, start: int, end: int) -> Source | None:
        """The name alone: "Scopus" of "Scopus data", "Eurostat" of "a survey by Eurostat in 2024"; what is left of others."""
        begin, stop = self.words.starting(start), self.words.starting(end)
        first, last = self._author(begin, stop), stop
        skipped = self.lists["np_determiner"] | self.lists["source_skip"]
        while first < stop and (self.words.texts[first].casefold() in skipped or self._is_date(first)):
            first += 1
        for index in range(first + 1, stop):
            if self._cut(index, first):
                last = index
                break
        last = self._without_place(first, self._without_data(first, last))
        if first >= last:
            return None
        return Source(self.words.starts[first], self.words.ends[last - 1], start, end)

    def _author(self, begin: int, stop: int) -> int:
        """First word behind "a survey (conducted) by", "data from"; else the first word."""
        data = -1
        for index in range(begin, stop):
            text = self.words.texts[index]
            word = text.casefold()
            near = index == data + 1 or word in self.lists["source_agent"]
            if data >= 0 and near and index > begin and word in self.lists["source_by"]:
                return index + 1
            if word in self.lists["source_data"] and (text.islower() or index == begin):
                data = index
        return begin

    def _is_date(self, index: int) -> bool:
        position = self.words.starts[index]
        return any(other.label is Label.DATE for other in self.seen.within(position, position + 1))

    def _without_place(self, first: int, last: int) -> int:
        """`last` without "of Buenos Aires" behind an organisation's name."""
        if first >= last:
            return last
        start, end = self.words.starts[first], self.words.ends[last - 1]
        for other in self.seen.within(start, start + 1):
            if other.label in ORGANISATIONS and other.end < end:
                behind = self.words.starting(other.end)
                if self.words.texts[behind].casefold() in self.lists["of"] | self.lists["source_in"]:
                    return behind
        return last

    def _cut(self, index: int, first: int) -> bool:
        """Whether the name ends before this word: a participle, a bracket, a comma before a date."""
        text = self.words.texts[index]
        if text in "()[]|*":
            return True
        if text == ",":
            rest = self.text[self.words.ends[index] : self.words.ends[index] + 60].split("\n")[0]
            return any(character.isdigit() for character in rest.split(",")[0])
        lower = text.islower() and self.seen.grammar.phrases.is_passive(text)
        dated = text.casefold() in self.lists["source_in"] and index > first and self._date_behind(index)
        return lower or dated

    def _date_behind(self, index: int) -> bool:
        end = self.words.ends[index]
        return any(other.label is Label.DATE for other in self.seen.within(end, end + 12))

    def _without_data(self, first: int, last: int) -> int:
        """`last` without the words for data and their dates behind a name: "Scimago's 2023 listing" -> "Scimago"."""
        if last - 1 <= first or self.words.texts[last - 1].casefold() not in self.lists["source_data"]:
            return last
        if not self.words.texts[last - 1].islower():
            return last
        at = last - 1
        while at > first and not self._names(at - 1):
            at -= 1
        return at if at > first else last

    def _names(self, index: int) -> bool:
        """Whether a word is part of a name rather than of a date or description."""
        text = self.words.texts[index]
        if not text[0].isupper() or self.seen.grammar.phrases.is_passive(text.casefold()):
            return False
        position = self.words.starts[index]
        return not any(other.label is Label.DATE for other in self.seen.within(position, position + 1))
