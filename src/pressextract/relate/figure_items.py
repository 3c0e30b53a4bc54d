"""What a figure counts or ranks: the noun phrase behind it, behind "of", before it, or lent by the context."""

from __future__ import annotations

from pressextract.mention import ORGANISATIONS, Label
from pressextract.relate.figure_item_before import ItemBefore
from pressextract.relate.noun_phrase import Phrase

__all__ = ["FigureItem"]

_RANGE = 5  # characters between the bounds of a range: "5 km to 7 km"


class FigureItem(ItemBefore):
    """Finds what one figure counts, the surest way first.

    "four international laboratories" -> "international laboratories"; "60% of our students" -> "students";
    "its contribution amounts to €5m" -> "its contribution"; "60 came. Forty stayed" -> what the 60 are.
    """

    def find(self) -> Phrase | None:
        """The noun phrase counted or ranked, None when the text names none."""
        if self._names_no_thing():
            return None
        labelled = self._labelled()
        if labelled is not None:
            return labelled
        if self.kind in ("percent", "ratio"):
            return self._of_share()
        if self.kind in ("money", "measure"):
            return self._of_amount()
        return self._of_rank() if self.kind == "ordinal" else self._of_count()

    def _of_share(self) -> Phrase | None:
        """What a percentage or ratio is of."""
        direct = self._that_number() or self._of_this() or self._times() or self._of() or self._adjacent()
        return direct or self._changed() or self._owner() or self._previous()

    def _of_amount(self) -> Phrase | None:
        """What money is for, what is measured."""
        direct = self._adjacent() or self._of() or self._in() or self._owned() or self._changed() or self._shared()
        return direct or self._owner(self._word(self._behind) in self.lists["np_dimension"])

    def _of_rank(self) -> Phrase | None:
        """What a rank or order is among."""
        direct = self._adjacent() or self._of_class() or self._rank() or self._previous()
        return direct or self._antecedent()

    def _of_count(self) -> Phrase | None:
        """What a number counts."""
        direct = self._of_them() or self._times() or self._adjacent() or self._of() or self._owned()
        direct = direct or self._topped() or self._changed() or self._stated()
        return direct or self._previous() or self._antecedent()

    def _plural(self) -> bool:
        """Whether the thing counted is likely a plural: "four laboratories", "one in five students"."""
        figure = self.mention.figure
        if self.kind == "ratio":  # "one in five", "two out of three"
            spoken = self.text[self.mention.start : self.mention.end].casefold().replace("-", " ").split()
            return not self.lists["among"].isdisjoint(spoken)
        if self.kind != "count" or figure is None:
            return False
        most = figure.max if figure.max is not None else figure.min
        return most is None or most != 1

    def _limit(self, lengths: bool = False) -> int:
        """A DATE in the sentence ends the phrase; names, figures and, when `lengths`, durations may be part of it."""
        for at in self.seen.dates_behind(self.number, self.sentence[1]):
            other = self.seen.mentions[at]
            if not (lengths and other.date and other.date.type == "DURATION"):
                return other.start
        return self.sentence[1]

    # --- no thing, or one named by the verb -----------------------------------------------------------------------

    def _names_no_thing(self) -> bool:
        """Whether the amount measures way, time or age rather than a thing: "200 km to the north", "aged 18 to 45"."""
        before = self.seen.words_before(self.mention.start, 1, self.sentence[0])
        if before and before[0] in self.lists["item_not_after"]:
            return True
        if self.kind != "measure":
            return False
        unit = self.mention.figure.unit if self.mention.figure else None
        if unit in self.lists["item_time"]:
            return not self.lists["item_within"].isdisjoint(before)
        if self._word(self._behind) not in self.lists["item_way"]:
            return False
        following = self.number + 1
        ranges = following < len(self.seen.mentions) and self.seen.mentions[following].label is Label.FIGURE
        return not (ranges and self.seen.mentions[following].start - self.mention.end < _RANGE)

    def _stated(self) -> Phrase | None:
        """Whose number it is, for a bare count: "its staff numbered 148", "the average age is 74"."""
        return self._owner() if self._empty_behind() else None

    def _topped(self) -> Phrase | None:
        """The class of which so many are the best: "the world's top 350"."""
        before = self.seen.words_before(self.mention.start, 1, self.sentence[0])
        ranked = bool(before) and before[0] in self.lists["item_top"] and self._empty_behind()
        return self._class_near("university_class") if ranked else None

    def _times(self) -> Phrase | None:
        """How often something was done: "cited 4,600 times"; what is multiplied: "four times the volume"."""
        if self._word(self._behind) not in self.lists["times"]:
            return None
        if self._word(self._behind + 1) in self.lists["np_determiner"]:
            return self.phrases.forward(self.words, self._behind + 1, self._limit(), False)
        if self.kind != "count" or self._word(self._behind + 1) in self.lists["times_next"]:
            return None
        return self._span(self._behind, self._behind)

    # --- directly behind ------------------------------------------------------------------------------------------

    def _adjacent(self) -> Phrase | None:
        """The phrase directly behind: "four laboratories", "480-MeV protons", "a $14.5 million laboratory"."""
        index, end = self._behind, self.mention.end
        if self.text[end : end + 1] == "-":
            return self._compound()
        gap = self.text[end : self.words.starts[index]] if index < len(self.lower) else "\n"
        if "\n" in gap or (gap.strip(" +") and index == self.seen.following[self.number]):
            return None
        word = self._word(index)
        if word == ",":
            return self._behind_length()
        if self.kind in ("percent", "ratio") and self._acts(index):
            return None
        if self.kind in ("money", "measure") and word in self.lists["np_determiner"]:
            return None
        return self._lent(self.phrases.forward(self.words, index, self._limit(), self._plural()))

    def _lent(self, phrase: Phrase | None) -> Phrase | None:
        """The phrase; what was counted before for "four Italian ones"; None for a bare "third largest"."""
        if phrase is not None and phrase.head in self.lists["item_one"]:
            return self._previous()
        if phrase is not None and self.kind == "ordinal" and phrase.head in self.lists["item_superlative"]:
            return None
        return phrase

    def _acts(self, index: int) -> bool:
        """Whether the word is a verb whose subject is the share: "58% correspond to", "22% belong to"."""
        return self.phrases.is_verb(self._word(index)) and self._word(index + 1) in self.grammar.closing

    def _behind_length(self) -> Phrase | None:
        """The noun behind a length: "a $4.2 million, five-year grant"."""
        if self.number + 1 >= len(self.seen.mentions) or self.kind != "money":
            return None
        length = self.seen.mentions[self.number + 1]
        direct = self.seen.between(self.number, self.number + 1).strip() == ","
        if not direct or length.date is None or length.date.type != "DURATION":
            return None
        return self.phrases.forward(self.words, self.seen.following[self.number + 1], self.sentence[1], False)

    def _compound(self) -> Phrase | None:
        """What stands behind the hyphen of "12-member"; behind the compound for the others ("second-best shop")."""
        index = self.words.at(self.mention.end)
        if index >= len(self.lower):
            return None
        head = self._word(index).rpartition("-")[2]
        if self.kind == "count" and head not in self.lists["item_strong"]:
            start, end = self.mention.end + 1, self.words.ends[index]
            return Phrase(start, end, self.text[start:end].casefold()) if start < end else None
        return self.phrases.forward(self.words, index + 1, self._limit(), False)

    def _of_class(self) -> Phrase | None:
        """The class that is ranked: "first among 20 cities"."""
        if self._word(self._behind) in self.grammar.among:
            return self.phrases.forward(self.words, self._behind + 1, self._limit(), True)
        return None

    def _in(self) -> Phrase | None:
        """Money "in funding"."""
        if self.kind == "money" and self._word(self._behind) in self.lists["in_money"]:
            phrase = self.phrases.forward(self.words, self._behind + 1, self._limit(), False)
            return None if phrase is None or phrase.head in self.lists["period_noun"] else phrase
        return None

    # --- behind "of" ----------------------------------------------------------------------------------------------

    def _of(self) -> Phrase | None:
        """The phrase behind "of": "60% of our students", "dozens of mathematicians", "600 km of trenches"."""
        if self._word(self._behind) not in self.lists["of"]:
            return None
        following = self._word(self._behind + 1)
        if following in self.lists["item_those"] and self.phrases.is_passive(self._word(self._behind + 2)):
            return self._span(self._behind + 1, self._behind + 2)
        if following in self.lists["of_them"]:
            return self._of_pointing(following)
        owned = self._owned_by_name()
        if owned is not None:
            return owned
        dated = self._behind_date()
        return self._of_phrase() if dated is None else self.phrases.forward(self.words, dated, self.sentence[1], False)

    def _of_pointing(self, word: str) -> Phrase | None:
        """The noun behind "of these", else what was counted before."""
        phrase = self.phrases.forward(self.words, self._behind + 2, self._limit(), True)
        named = word in self.lists["np_determiner"] and phrase is not None
        return phrase if named else self._previous() or self._lately()

    def _of_phrase(self) -> Phrase | None:
        """The phrase behind "of" up to the next date, a plural rather than its first word: "60% of business travellers"."""
        limit = self._limit(self.kind == "count")
        phrase = self.phrases.forward(self.words, self._behind + 1, limit, False)
        if phrase is not None and self.kind in ("percent", "ratio", "count"):
            fuller = self.phrases.forward(self.words, self._behind + 1, limit, True)
            if fuller is not None and self.phrases.is_plural(fuller.head) and not self.phrases.is_verb(fuller.head):
                return fuller
        return phrase

    def _owned_by_name(self) -> Phrase | None:
        """What a name has, behind "of": "40% of the University of Leeds's budget"."""
        at = self.number + 1
        if at >= len(self.seen.mentions) or self.seen.mentions[at].label not in ORGANISATIONS:
            return None
        owner = self.seen.mentions[at]
        if owner.end >= self.sentence[1] or self.text[owner.end] != "'" or not self._direct(at):
            return None
        index = self.seen.following[at]
        while index < len(self.lower) and self.words.starts[index] <= owner.end + 1:
            index += 1
        return self.phrases.forward(self.words, index, self._limit(), False)

    def _behind_date(self) -> int | None:
        """Index of the word behind a date that follows at once: "40% of 2023 | revenue"."""
        at = self.number + 1
        if at >= len(self.seen.mentions) or self.seen.mentions[at].label is not Label.DATE:
            return None
        date = self.seen.mentions[at].date
        plain = date is not None and date.type != "DURATION" and self._direct(at)
        return self.seen.following[at] if plain else None

    def _direct(self, at: int) -> bool:
        """Whether only "of" and determiners stand between the figure and the mention behind it."""
        return all(word in self.grammar.owned for word in self.seen.between(self.number, at).casefold().split())

    # --- pointing back --------------------------------------------------------------------------------------------

    def _that_number(self) -> Phrase | None:
        """What the amount before is of, for "half that number", "twice that figure"."""
        pointing = self._word(self._behind) in self.lists["item_that"]
        return self._previous() if pointing and self._word(self._behind + 1) in self.lists["item_same"] else None

    def _of_this(self) -> Phrase | None:
        """What was counted before: "Of this total, 63% have"."""
        first = self.seen.word_at(self.sentence[0])
        pointing = self._word(first) in self.lists["of"] and self._word(first + 1) in self.lists["item_that"]
        if not pointing or self._word(first + 2) not in self.lists["item_same"]:
            return None
        return None if self._word(self._behind) in self.lists["of"] else self._counted(self._earlier(), False)

    def _of_them(self) -> Phrase | None:
        """What was counted before, for "ten of them", "all of which"."""
        if self._word(self._behind) in self.lists["of"] and self._word(self._behind + 1) in self.lists["of_them"]:
            return self._of() or self._antecedent()
        return None
