"""What a figure counts or ranks: the noun phrase behind it, behind "of", before it, or lent by the context."""

from __future__ import annotations

from bisect import bisect_left

from pressextract.mention import ORGANISATIONS, Label
from pressextract.relate.noun_phrase import Phrase
from pressextract.relate.statement import Statements

__all__ = ["FigureItem"]

_FIGURES_BACK = 6
_DATES = 2  # DATEs between what is measured and its amount: "for the six months ended 30 April"
_CHANGE = 14  # words looked back from an amount for the verb of its change
_LABEL = 80  # characters of a line's label
_LIST = 12  # lines of a list looked back for its heading
_COMPARED = 9  # words between an amount and the one it is compared with, its date counted in
_WORDS_BACK = 60  # words looked back for an antecedent


class FigureItem:
    """Finds what one figure counts, the surest way first."""

    def __init__(self, seen: Statements, number: int, sentence: tuple[int, int]) -> None:
        self.seen, self.number, self.sentence = seen, number, sentence
        self.mention = seen.mentions[number]
        self.words, self.text, self.lists = seen.words, seen.text, seen.lists
        self.phrases = seen.grammar.phrases
        self.behind = self.words.starting(self.mention.end)
        if self.behind < len(self.words) and self.words.texts[self.behind] == "+":
            self.behind += 1
        if self._word(self.behind) in self.lists["or"] and self._word(self.behind + 1) in self.lists["np_skip"]:
            self.behind += 2  # "two or more institutions"
        figure = self.mention.figure
        self.kind = figure.kind if figure else "count"
        vague = figure is not None and figure.min is None and figure.max is None
        self.plural = (self.kind == "count" and (vague or self._several())) or self._is_part()

    def _several(self) -> bool:
        figure = self.mention.figure
        return figure is not None and (figure.max if figure.max is not None else figure.min) != 1

    def _is_part(self) -> bool:
        """Whether the ratio says how many of how many: "one in five", "two out of three"."""
        spoken = self.text[self.mention.start : self.mention.end].casefold().replace("-", " ").split()
        return self.kind == "ratio" and not self.lists["among"].isdisjoint(spoken)

    def find(self) -> Phrase | None:
        """The noun phrase counted or ranked, None when the text names none."""
        if self._names_no_thing():
            return None
        labelled = self._labelled()
        if labelled is not None:
            return labelled
        if self.kind in ("percent", "ratio"):
            direct = (
                self._that_number()
                or self._of_this()
                or self._times()
                or self._of()
                or self._adjacent()
                or self._changed()
            )
            return direct or self._owner() or self._previous()
        if self.kind in ("money", "measure"):
            direct = self._adjacent() or self._of() or self._in() or self._owned() or self._changed() or self._shared()
            return direct or self._owner(self._word(self.behind) in self.lists["np_dimension"])
        if self.kind == "ordinal":
            direct = self._adjacent() or self._of_class() or self._rank() or self._previous()
            return direct or self._antecedent()
        direct = self._of_them() or self._times() or self._adjacent() or self._of() or self._owned()
        direct = direct or self._topped() or self._changed() or self._stated()
        return direct or self._previous() or self._antecedent()

    def _stated(self) -> Phrase | None:
        """Whose number it is, for a bare count: "its staff numbered 148", "the average age is 74"."""
        return self._owner() if self._empty_behind() else None

    def _topped(self) -> Phrase | None:
        """The class of which so many are the best: "the world's top 350"."""
        before = self.seen.words_before(self.mention.start, 1, self.sentence[0])
        ranked = bool(before) and before[0] in self.lists["item_top"] and self._empty_behind()
        return self._class_near("university_class") if ranked else None

    def _names_no_thing(self) -> bool:
        """Whether the amount measures way, time or age rather than a thing: "200 km to the north", "aged 18 to 45"."""
        before = self.seen.words_before(self.mention.start, 1, self.sentence[0])
        if before and before[0] in self.lists["item_not_after"]:
            return True
        unit = self.mention.figure.unit if self.mention.figure else None
        if self.kind != "measure":
            return False
        if unit in self.lists["item_time"]:
            return not self.lists["item_within"].isdisjoint(before)
        following = self.number + 1 < len(self.seen.mentions) and self.seen.mentions[self.number + 1]
        ranges = (
            following and following.label is Label.FIGURE and len(self.seen.between(self.number, self.number + 1)) < 5
        )
        return not ranges and self._word(self.behind) in self.lists["item_way"]

    def _labelled(self) -> Phrase | None:
        """The label of a line: "Staff: 412", "| Scenes | 342,000 |"; of its list, when the line's label is a name."""
        tabled = self._tabled()
        if tabled is not None:
            return tabled
        start = self.text.rfind("\n", max(0, self.mention.start - _LABEL - 1), self.mention.start) + 1
        if (
            self.mention.start - start > _LABEL
            or not self._empty_behind()
            or self._word(self.behind) in self.lists["of"]
        ):
            return None
        mark = max(self.text.rfind(sign, start, self.mention.start) for sign in ":|")
        cell = self.text.rfind("|", start, max(start, mark)) + 1
        if mark <= start or not self._right_behind(mark + 1):
            return None
        begin = max(start, cell)
        while begin < mark and not self.text[begin].isalnum():
            begin += 1
        phrase = self.phrases.forward(self.words, self.words.starting(begin), mark, True)
        if phrase is not None and self.seen.covers(phrase.end - 1, self.number):
            return self._heading(start)
        return phrase

    def _tabled(self) -> Phrase | None:
        """What heads the column of a table ("Papers"), else the label of the row, when the column is headed by a date."""
        row, column = self.seen.tables.label(self.number), self.seen.tables.heading(self.number)
        if row is None and column is None:
            return None
        base = self.seen.part_above(self.number)
        if base is not None and base in self.seen.items:
            return self.seen.items[base]
        for span in (column, row):
            phrase = self.phrases.forward(self.words, self.words.starting(span[0]), span[1], True) if span else None
            if phrase is not None and phrase.head not in self.lists["item_generic"]:
                return phrase
        return None

    def _right_behind(self, mark: int) -> bool:
        """Whether only modifiers stand between a label's mark and the amount, or other amounts of the label."""
        inside = self.seen.previous_figure(self.number, mark)
        if inside is not None:
            return inside in self.seen.labelled
        words = self.words.texts[self.words.starting(mark) : self.words.starting(self.mention.start)]
        modifiers = self.seen.grammar.lead_words | self.lists["np_determiner"]
        plain = all(word.casefold() in modifiers or not word[0].isalnum() for word in words)
        if plain:
            self.seen.labelled.add(self.number)
        return plain

    def _heading(self, start: int) -> Phrase | None:
        """The thing that the line above a list announces: "Contributions:"."""
        above = self.text.rfind("\n", 0, max(0, start - 1)) + 1
        for _ in range(_LIST):
            if above == 0 or self.text[above : above + 1] not in "-*•–|":
                break
            above = self.text.rfind("\n", 0, above - 1) + 1
        end = self.text.find("\n", above)
        if not 0 < end - above < _LABEL or self.text[end - 1] != ":":
            return None
        return self.phrases.forward(self.words, self.words.starting(above), end - 1, True)

    def _times(self) -> Phrase | None:
        """How often something was done: "cited 4,600 times"; what is multiplied: "four times the volume"."""
        if self._word(self.behind) not in self.lists["times"]:
            return None
        if self._word(self.behind + 1) in self.lists["np_determiner"]:
            return self.phrases.forward(self.words, self.behind + 1, self._limit(), False)
        if self.kind != "count" or self._word(self.behind + 1) in self.lists["times_next"]:
            return None
        return self._span(self.behind, self.behind)

    def _changed(self) -> Phrase | None:
        """What rose or fell to an amount: "visits fell from 5,100 to 640", "tuition will rise 3.5%", "raising its fees to"."""
        if self.kind == "count" and not self._empty_behind():
            return None
        index = self.words.starting(self.mention.start) - 1
        modifiers = self.seen.grammar.lead_words - self.lists["change_link"]
        while index > 0 and self._raw(index) in modifiers:
            index -= 1
        linked = index >= 0 and self._raw(index) in self.lists["change_link"]
        for at in range(index, max(index - _CHANGE, -1), -1):
            if self.words.starts[at] < self.sentence[0] or self._raw(at) in ";:":
                return None
            if self._raw(at) not in self.seen.grammar.changes:
                continue
            if at < index and linked and not self._between_amounts(at + 1, index):
                return self._common(self.phrases.backward(self.words, index, self.words.starts[at + 1]))
            if not linked and at != index:
                return None
            return self._common(self._changing(at))
        return None

    def _between_amounts(self, first: int, last: int) -> bool:
        """Whether only amounts, dates and their links stand between: "fell from 5,100 in 2019 | to 640"."""
        words = [self._raw(at) for at in range(first, last)]
        links = self.lists["change_link"] | self.lists["period_before"] | self.seen.grammar.lead_words
        if not words or words[0] in links:
            return True
        return any(
            self.seen.mentions[at].start <= self.words.starts[first] < self.seen.mentions[at].end
            for at in self.seen.before(self.number, self.sentence[0])
        )

    def _changing(self, verb: int) -> Phrase | None:
        """The subject in front of a verb of change, its auxiliaries left out."""
        at = verb
        while at > 0 and (
            self._raw(at - 1) in self.lists["subject_verb"] or self._raw(at - 1) in self.lists["np_degree"]
        ):
            at -= 1
        return self._climb(self.phrases.backward(self.words, self._before_date(at), self.sentence[0]))

    def _word(self, index: int) -> str:
        if index < len(self.words) and self.words.ends[index] <= self.sentence[1]:
            return self.words.texts[index].casefold()
        return ""

    def _limit(self, lengths: bool = False) -> int:
        """A DATE in the sentence ends the phrase; names, figures and, when `lengths`, durations may be part of it."""
        for at in self.seen.behind(self.number, self.sentence[1]):
            other = self.seen.mentions[at]
            if other.label is Label.DATE and not (lengths and other.date and other.date.type == "DURATION"):
                return other.start
        return self.sentence[1]

    def _adjacent(self) -> Phrase | None:
        """The phrase directly behind: "four laboratories", "480-MeV protons", "a $14.5 million laboratory"."""
        index = self.behind
        if self.text[self.mention.end : self.mention.end + 1] == "-":
            return self._compound()
        gap = self.text[self.mention.end : self.words.starts[index]] if index < len(self.words) else "\n"
        if (gap.strip(" +") and index == self.words.starting(self.mention.end)) or "\n" in gap:
            return None
        if self._word(index) == ",":
            return self._behind_length()
        if self.kind in ("percent", "ratio") and self._acts(index):
            return None
        if self.kind in ("money", "measure") and self._word(index) in self.lists["np_determiner"]:
            return None
        return self._lent(self.phrases.forward(self.words, index, self._limit(), self.plural))

    def _lent(self, phrase: Phrase | None) -> Phrase | None:
        """The phrase; what was counted before for "four Italian ones"; None for a bare "third largest"."""
        if phrase is not None and phrase.head in self.lists["item_one"]:
            return self._previous()
        if phrase is not None and self.kind == "ordinal" and phrase.head in self.lists["item_superlative"]:
            return None
        return phrase

    def _acts(self, index: int) -> bool:
        """Whether the word is a verb whose subject is the share: "58% correspond to", "22% belong to"."""
        word, following = self._word(index), self._word(index + 1)
        return self.phrases.is_verb(word) and (
            following in self.lists["np_stop"] or following in self.lists["np_determiner"]
        )

    def _behind_length(self) -> Phrase | None:
        """The noun behind a length: "a $4.2 million, five-year grant"."""
        if self.number + 1 >= len(self.seen.mentions) or self.kind != "money":
            return None
        length = self.seen.mentions[self.number + 1]
        direct = self.seen.between(self.number, self.number + 1).strip() == ","
        if not direct or length.date is None or length.date.type != "DURATION":
            return None
        return self.phrases.forward(self.words, self.words.starting(length.end), self.sentence[1], False)

    def _compound(self) -> Phrase | None:
        """What stands behind the hyphen of "12-member"; behind the compound for the others ("second-best shop")."""
        index = self.words.at(self.mention.end)
        if index >= len(self.words):
            return None
        head = self._word(index).rpartition("-")[2]
        if self.kind == "count" and head not in self.lists["item_strong"]:
            start, end = self.mention.end + 1, self.words.ends[index]
            return Phrase(start, end, self.text[start:end].casefold()) if start < end else None
        return self.phrases.forward(self.words, index + 1, self._limit(), False)

    def _of(self) -> Phrase | None:
        """The phrase behind "of": "60% of our students", "dozens of mathematicians", "600 km of trenches"."""
        if self._word(self.behind) not in self.lists["of"]:
            return None
        if self._word(self.behind + 1) in self.lists["item_those"] and self.phrases.is_passive(
            self._word(self.behind + 2)
        ):
            return self._span(self.behind + 1, self.behind + 2)
        if self._word(self.behind + 1) in self.lists["of_them"]:
            following = self.phrases.forward(self.words, self.behind + 2, self._limit(), True)
            named = self._word(self.behind + 1) in self.lists["np_determiner"] and following is not None
            return following if named else self._previous() or self._lately()
        owned = self._owned_by_name()
        if owned is not None:
            return owned
        if self.number + 1 < len(self.seen.mentions) and self.seen.mentions[self.number + 1].label is Label.DATE:
            dated = self.seen.mentions[self.number + 1]
            words = self.seen.between(self.number, self.number + 1).casefold().split()
            plain = all(word in self.lists["of"] or word in self.lists["np_determiner"] for word in words)
            if plain and dated.date is not None and dated.date.type != "DURATION":
                return self.phrases.forward(self.words, self.words.starting(dated.end), self.sentence[1], False)
        limit = self._limit(self.kind == "count")
        phrase = self.phrases.forward(self.words, self.behind + 1, limit, False)
        if phrase is not None and self.kind in ("percent", "ratio", "count"):
            fuller = self.phrases.forward(self.words, self.behind + 1, limit, True)
            if fuller is not None and self.phrases.is_plural(fuller.head) and not self.phrases.is_verb(fuller.head):
                return fuller
        return phrase

    def _lately(self) -> Phrase | None:
        """What the nearest amount before, here or in the sentence before, is of."""
        previous = self.seen.previous_figure(self.number, self._earlier())
        for _ in range(_FIGURES_BACK):
            if previous is None:
                return None
            if self.seen.kind(previous) in ("count", "money") and previous in self.seen.items:
                return self.seen.items[previous]
            previous = self.seen.previous_figure(previous, self._earlier())
        return None

    def _span(self, first: int, last: int) -> Phrase:
        return Phrase(self.words.starts[first], self.words.ends[last], self._raw(last))

    def _earlier(self) -> int:
        """Start of the sentence before."""
        start = self.sentence[0]
        return self.seen.parsed.sentence(start - 1)[0] if start else 0

    def _owned_by_name(self) -> Phrase | None:
        """What a name has, behind "of": "40% of the University of Leeds's budget"."""
        at = self.number + 1
        if at >= len(self.seen.mentions) or self.seen.mentions[at].label not in ORGANISATIONS:
            return None
        owner = self.seen.mentions[at]
        tokens = self.seen.between(self.number, at).casefold().split()
        direct = all(token in self.lists["of"] | self.lists["np_determiner"] for token in tokens)
        if not direct or owner.end >= self.sentence[1] or self.text[owner.end] != "'":
            return None
        index = self.words.starting(owner.end)
        while index < len(self.words) and self.words.starts[index] <= owner.end + 1:
            index += 1
        return self.phrases.forward(self.words, index, self._limit(), False)

    def _that_number(self) -> Phrase | None:
        """What the amount before is of, for "half that number", "twice that figure"."""
        pointing = self._word(self.behind) in self.lists["item_that"]
        return self._previous() if pointing and self._word(self.behind + 1) in self.lists["item_same"] else None

    def _of_this(self) -> Phrase | None:
        """What was counted before: "Of this total, 63% have"."""
        first = self.words.starting(self.sentence[0])
        pointing = self._word(first) in self.lists["of"] and self._word(first + 1) in self.lists["item_that"]
        if (
            not pointing
            or self._word(first + 2) not in self.lists["item_same"]
            or self._word(self.behind) in self.lists["of"]
        ):
            return None
        return self._counted(self._earlier(), False)

    def _of_them(self) -> Phrase | None:
        if self._word(self.behind) in self.lists["of"] and self._word(self.behind + 1) in self.lists["of_them"]:
            return self._of() or self._antecedent()
        return None

    def _in(self) -> Phrase | None:
        """Money "in funding"."""
        if self.kind == "money" and self._word(self.behind) in self.lists["in_money"]:
            phrase = self.phrases.forward(self.words, self.behind + 1, self._limit(), False)
            return None if phrase is None or phrase.head in self.lists["period_noun"] else phrase
        return None

    def _lead(self) -> int:
        """Index of the first word of the figure, modifiers in front counted in."""
        index = self.words.starting(self.mention.start)
        while index > 0 and self.words.texts[index - 1].casefold() in self.seen.grammar.lead_words:
            index -= 1
        return index

    def _owned(self) -> Phrase | None:
        """What stands before "of": "an audience of around 180", "staff of seven"."""
        index = self._lead()
        if index > 1 and self.words.texts[index - 1].casefold() in self.lists["of"] and self._empty_behind():
            return self._amounting(self.phrases.backward(self.words, index - 1, self.sentence[0]))
        return None

    def _amounting(self, phrase: Phrase | None) -> Phrase | None:
        """The phrase; what stands before "at a rate of", "to a total of" for a word that says only how much."""
        if phrase is None or self.text[phrase.start : phrase.end].casefold() not in self.lists["item_amount"]:
            return phrase
        outer = self._climb(phrase)
        return outer if outer != phrase else self._of_sentence()

    def _of_sentence(self) -> Phrase | None:
        """The subject of the sentence, when it is a noun phrase at its start."""
        return self._common(self._subject())

    def _empty_behind(self) -> bool:
        word = self._word(self.behind)
        if not word or not word[0].isalnum() or word in self.lists["np_stop"] or self.phrases.is_verb(word):
            return True
        return word in self.lists["np_determiner"]

    def _owner(self, bare: bool = False) -> Phrase | None:
        """Whose amount it is: "a gift of £5", "its contribution amounts to", "the site at Hanle, 4,500 m".

        `bare`: whether the phrase may stand before the figure with nothing between ("a plate 0.7 mm thick").
        """
        index = self._lead()
        start = self.sentence[0]
        if index > 1 and self._raw(index - 1) in self.lists["of"]:
            return self._amounting(self.phrases.backward(self.words, index - 1, start))
        if self._multiplied(index):
            return self._previous()
        last = self.words.starting(self.mention.start)
        lead = range(index, last) if self.kind != "ratio" else range(0)
        links = sum(self._raw(at) in self.lists["amount_verb"] for at in lead)
        while index > 0 and self.words.starts[index - 1] >= start and links < 7:
            word = self._raw(index - 1)
            linking = word in self.lists["amount_verb"] or word in self.seen.grammar.modifiers
            if not (linking or self.phrases.is_passive(word)):
                break
            index -= 1
            links += 1
        verbal = any(self._raw(at)[0].isalpha() for at in range(index, last))
        if not bare and (not links or (self.kind in ("percent", "ratio") and not verbal)):
            return None
        spoken = index < len(self.words) and self.words.texts[index][0].isalpha()  # a verb, not a comma
        owner = self.phrases.backward(self.words, self._before_date(index) if spoken else index, start)
        return self._common(self._climb(owner))

    def _multiplied(self, index: int) -> bool:
        """Whether the amount is what another is compared with: "almost double the $78 million"."""
        while index > 0 and self._raw(index - 1) in self.lists["np_determiner"]:
            index -= 1
        return index > 0 and self._raw(index - 1) in self.lists["item_multiple"]

    def _common(self, phrase: Phrase | None) -> Phrase | None:
        """The phrase, None when its head is part of a name: "the Piedmont Region, €1.9m"."""
        named = phrase is not None and self.seen.covers(phrase.end - 1, self.number)
        return None if named else phrase

    def _before_date(self, index: int) -> int:
        """Word index in front of DATEs that end there, prepositions left out: "turnover in 2023 | was"."""
        found = index
        for _ in range(_DATES):
            date = self._date_ending(found)
            if date is None:
                break
            found = self.words.starting(date)
            while found > 1 and self._raw(found - 1) in self.lists["np_determiner"] | self.lists["period_ended"]:
                found -= 1
            inside = found > 1 and self.words.starts[found - 1] > self.sentence[0]
            if inside and self._raw(found - 1) in self.lists["period_before"]:
                found -= 1
        return found

    def _date_ending(self, index: int) -> int | None:
        """Start of the DATE whose last word stands before word `index`."""
        if not index:
            return None
        end = self.words.ends[index - 1]
        for at in self.seen.before(self.number, self.sentence[0]):
            date = self.seen.mentions[at]
            if date.label is Label.DATE and date.start < end <= date.end:
                return date.start
        return None

    def _climb(self, phrase: Phrase | None) -> Phrase | None:
        """From "the river" of "sediment in the river" to "sediment"."""
        for _ in range(3):
            if phrase is None:
                return None
            index = self.words.starting(phrase.start)
            while index > 0 and self._raw(index - 1) in self.lists["np_determiner"]:
                index -= 1
            inside = index > 1 and self.words.starts[index - 1] > self.sentence[0]
            if not inside or self._raw(index - 1) not in self.lists["np_climb"]:
                return phrase
            outer = self.phrases.backward(self.words, index - 1, self.sentence[0])
            counts = outer is not None and outer.head in self.lists["item_same"]
            if outer is None or (counts and self._raw(index - 1) in self.lists["of"]):
                return phrase
            phrase = outer
        return phrase

    def _raw(self, index: int) -> str:
        return self.words.texts[index].casefold()

    def _of_class(self) -> Phrase | None:
        """The class that is ranked: "first among 20 cities"."""
        if self._word(self.behind) in self.lists["among"] - self.lists["in_money"]:
            return self.phrases.forward(self.words, self.behind + 1, self._limit(), True)
        return None

    def _rank(self) -> Phrase | None:
        """The class of what is ranked: "one of the best universities", else the word for what the subject is."""
        before = self.seen.words_before(self.mention.start, 4, self.sentence[0])
        if not any(word in self.lists["rank_verb"] for word in before):
            return None
        previous = self.seen.previous_figure(self.number, self.sentence[0])
        if previous is not None and previous in self.seen.items and self.seen.kind(previous) == "ordinal":
            return self.seen.items[previous]
        return self._one_of() or self._class_of_subject()

    def _one_of(self) -> Phrase | None:
        last = self.words.starting(self.mention.start)
        for index in range(last - 1, max(0, last - _WORDS_BACK), -1):
            if self.words.starts[index] < self.sentence[0]:
                break
            if self._word(index) in self.lists["one_of"] and self._word(index + 1) in self.lists["of"]:
                phrase = self.phrases.forward(self.words, index + 2, self.mention.start, True)
                if phrase:
                    return phrase
        return None

    def _class_of_subject(self) -> Phrase | None:
        """The nearest word for what the subject is: "country" for "Canada ranks 4th"."""
        subject = None
        for at in self.seen.before(self.number, self.sentence[0]):
            if self.seen.mentions[at].label in (Label.PLACE, *ORGANISATIONS):
                subject = self.seen.mentions[at]
        place = subject is not None and subject.label is Label.PLACE
        return self._class_near("place_class" if place else "university_class")

    def _class_near(self, name: str) -> Phrase | None:
        """The nearest word of a class in the release."""
        phrases = self.seen.class_words[name]
        at = bisect_left(phrases, self.mention.start, key=lambda phrase: phrase.start)
        nearest = phrases[max(0, at - 1) : at + 1]
        return min(nearest, key=lambda phrase: abs(phrase.start - self.mention.start), default=None)

    def _previous(self) -> Phrase | None:
        """What the figure before counts, in the same sentence: "its 9th office ... and its 10th in Australia"."""
        previous = self.seen.previous_figure(self.number, self.sentence[0])
        for _ in range(_FIGURES_BACK):
            if previous is None or self.kind == "ordinal" or not self._passed_over(previous):
                break
            previous = self.seen.previous_figure(previous, self.sentence[0])
        return self.seen.items.get(previous) if previous is not None else None

    def _passed_over(self, number: int) -> bool:
        """Whether a figure between lends no item: a rank, or a length of time beside a share or count."""
        figure = self.seen.mentions[number].figure
        timed = figure is not None and figure.unit in self.lists["item_time"] and self.kind not in ("money", "measure")
        return self.seen.kind(number) == "ordinal" or timed

    def _shared(self) -> Phrase | None:
        """What the amount just before is of, when the two stand side by side or this one is "of which"."""
        previous = self.seen.previous_figure(self.number, self.sentence[0])
        if previous is None or self.seen.kind(previous) not in (self.kind, "percent"):
            return None
        between = self.text[self.seen.mentions[previous].end : self.mention.start].casefold().split()
        which = any(word in self.lists["of_them"] for word in between)
        joined = all(word in self.lists["amount_verb"] or word in self.lists["np_joiner"] for word in between)
        compared = len(between) <= _COMPARED and not self.lists["amount_compared"].isdisjoint(between)
        verbal = any(self.phrases.is_verb(word) or word in self.lists["subject_verb"] for word in between)
        gapped = (
            not verbal
            and not self.lists["and"].isdisjoint(between)
            and not any(mark in ",;:" for mark in "".join(between))
        )
        if which or compared or gapped or (len(between) <= 3 and (joined or len(between) <= 1)):
            return self.seen.items.get(previous)
        return None

    def _antecedent(self) -> Phrase | None:
        """The plural nearest before in this sentence or the one before; for a rank its subject."""
        start, earlier = self.sentence[0], self._earlier()
        if self.kind == "ordinal":
            return self._plural_before(start) or self._counted(earlier, True) or self._subject()
        if not self._empty_behind():
            return None
        return self._plural_before(start) or self._counted(earlier, False) or self._plural_before(earlier)

    def _counted(self, start: int, ranked: bool) -> Phrase | None:
        """What the nearest rank, else count, from `start` on is of."""
        previous = self.seen.previous_figure(self.number, start)
        for _ in range(_FIGURES_BACK):
            if previous is None:
                break
            if (self.seen.kind(previous) == "ordinal") is ranked and self.seen.kind(previous) in ("count", "ordinal"):
                return self.seen.items.get(previous)
            previous = self.seen.previous_figure(previous, start)
        return None

    def _plural_before(self, start: int) -> Phrase | None:
        last = self.words.starting(self.mention.start) - 1
        for index in range(last, max(0, last - _WORDS_BACK), -1):
            if self.words.starts[index] < start:
                break
            surface = self.words.texts[index]
            if not self.phrases.is_plural(surface):
                continue
            word = surface.casefold()
            after = self.words.texts[index + 1 : index + 2]
            owner = bool(after) and after[0] in ("'", *self.lists["np_possessive"])
            noun = not self.phrases.is_verb(word) and word not in self.lists["np_stop"]
            common = surface[-1].islower() and (surface.islower() or surface[:-1].isupper())
            if len(word) > 3 and noun and common and not owner:
                return self.phrases.backward(self.words, index + 1, start)
        return None

    def _subject(self) -> Phrase | None:
        return self.phrases.forward(self.words, self.words.starting(self.sentence[0]), self.mention.start, False)
