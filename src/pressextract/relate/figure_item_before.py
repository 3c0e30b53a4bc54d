"""What a figure counts, read from what stands in front: the label of its line, who has it, what rose to it."""

from __future__ import annotations

from pressextract.mention import Label
from pressextract.relate.figure_item_lent import LentItem
from pressextract.relate.noun_phrase import Phrase

__all__ = ["ItemBefore"]

_DATES = 2  # DATEs between what is measured and its amount: "for the six months ended 30 April"
_CHANGE = 14  # words looked back from an amount for the verb of its change
_AUXILIARIES = 40  # auxiliaries in front of a verb; keeps an endless row of them linear
_LABEL = 80  # characters of a line's label
_LIST = 12  # lines of a list looked back for its heading
_LINKS = 7  # words of "amounted to a further" between an owner and its amount
_OUTER = 3  # phrases that a phrase belongs to: "the share of sediment in the river"
_BULLETS = "-*•–|"


class ItemBefore(LentItem):
    """One figure and what stands in front of it."""

    # --- the label of a line --------------------------------------------------------------------------------------

    def _labelled(self) -> Phrase | None:
        """The label of a line: "Staff: 412", "| Scenes | 342,000 |"; of its list, when the line's label is a name."""
        tabled = self._tabled()
        if tabled is not None:
            return tabled
        position = self.mention.start
        start = self.text.rfind("\n", max(0, position - _LABEL - 1), position) + 1
        if position - start > _LABEL or self._word(self._behind) in self.lists["of"] or not self._empty_behind():
            return None
        mark = max(self.text.rfind(":", start, position), self.text.rfind("|", start, position))
        if mark <= start or not self._right_behind(mark + 1):
            return None
        begin = max(start, self.text.rfind("|", start, mark) + 1)
        while begin < mark and not self.text[begin].isalnum():
            begin += 1
        phrase = self.phrases.forward(self.words, self.seen.word_at(begin), mark, True)
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
            phrase = self.phrases.forward(self.words, self.seen.word_at(span[0]), span[1], True) if span else None
            if phrase is not None and phrase.head not in self.lists["item_generic"]:
                return phrase
        return None

    def _right_behind(self, mark: int) -> bool:
        """Whether only modifiers stand between a label's mark and the amount, or other amounts of the label."""
        inside = self.seen.previous_figure(self.number, mark)
        if inside is not None:
            return inside in self.seen.labelled
        words = self.lower[self.seen.word_at(mark) : self._first]
        plain = all(word in self.grammar.lead or not word[0].isalnum() for word in words)
        if plain:
            self.seen.labelled.add(self.number)
        return plain

    def _heading(self, start: int) -> Phrase | None:
        """The thing that the line above a list announces: "Contributions:"."""
        above = self.text.rfind("\n", 0, max(0, start - 1)) + 1
        for _ in range(_LIST):
            if above == 0 or self.text[above : above + 1] not in _BULLETS:
                break
            above = self.text.rfind("\n", 0, above - 1) + 1
        end = self.text.find("\n", above, above + _LABEL)
        if end <= above or self.text[end - 1] != ":":
            return None
        return self.phrases.forward(self.words, self.seen.word_at(above), end - 1, True)

    # --- what changed ---------------------------------------------------------------------------------------------

    def _changed(self) -> Phrase | None:
        """What rose or fell to an amount: "visits fell from 5,100 to 640", "tuition will rise 3.5%", "raising its fees to"."""
        if self.kind == "count" and not self._empty_behind():
            return None
        index = self._first - 1
        while index > 0 and self.lower[index] in self.grammar.lead_unlinked and self._first - index < _AUXILIARIES:
            index -= 1
        linked = index >= 0 and self.lower[index] in self.lists["change_link"]
        for at in range(index, max(index - _CHANGE, -1), -1):
            word = self.lower[at]
            if self.words.starts[at] < self.sentence[0] or word in ";:":
                return None
            if word not in self.grammar.changes:
                continue
            if at < index and linked and not self._between_amounts(at + 1, index):
                return self._common(self.phrases.backward(self.words, index, self.words.starts[at + 1]))
            if not linked and at != index:
                return None
            return self._common(self._changing(at))
        return None

    def _between_amounts(self, first: int, last: int) -> bool:
        """Whether only amounts, dates and their links stand between: "fell from 5,100 in 2019 | to 640"."""
        if first >= last or self.lower[first] in self.grammar.change_between:
            return True
        start = self.words.starts[first]
        return any(
            self.seen.mentions[at].start <= start < self.seen.mentions[at].end
            for at in self.seen.before(self.number, self.sentence[0])
        )

    def _changing(self, verb: int) -> Phrase | None:
        """The subject in front of a verb of change, its auxiliaries left out."""
        at = verb
        while at > 0 and self.lower[at - 1] in self.grammar.auxiliaries and verb - at < _AUXILIARIES:
            at -= 1
        return self._climb(self.phrases.backward(self.words, self._before_date(at), self.sentence[0]))

    # --- whose amount it is ---------------------------------------------------------------------------------------

    def _owned(self) -> Phrase | None:
        """What stands before "of": "an audience of around 180", "staff of seven"."""
        index = self.seen.lead_word(self.number)
        if index > 1 and self.lower[index - 1] in self.lists["of"] and self._empty_behind():
            return self._amounting(self.phrases.backward(self.words, index - 1, self.sentence[0]))
        return None

    def _amounting(self, phrase: Phrase | None) -> Phrase | None:
        """The phrase; what stands before "at a rate of", "to a total of" for a word that says only how much."""
        if phrase is None or self.text[phrase.start : phrase.end].casefold() not in self.lists["item_amount"]:
            return phrase
        outer = self._climb(phrase)
        return outer if outer != phrase else self._common(self._subject())

    def _owner(self, bare: bool = False) -> Phrase | None:
        """Whose amount it is: "a gift of £5", "its contribution amounts to", "the site at Hanle, 4,500 m".

        `bare`: whether the phrase may stand before the figure with nothing between ("a plate 0.7 mm thick").
        """
        lead = self.seen.lead_word(self.number)
        if lead > 1 and self.lower[lead - 1] in self.lists["of"]:
            return self._amounting(self.phrases.backward(self.words, lead - 1, self.sentence[0]))
        if self._multiplied(lead):
            return self._previous()
        shared = self.kind in ("percent", "ratio")
        index = self._unlinked(lead)
        linked = index < lead or (
            self.kind != "ratio" and any(self.lower[at] in self.lists["amount_verb"] for at in range(lead, self._first))
        )
        verbal = any(self.lower[at][0].isalpha() for at in range(index, self._first))
        if not bare and (not linked or (shared and not verbal)):
            return None
        spoken = index < len(self.lower) and self.lower[index][0].isalpha()  # a verb, not a comma
        before = self._before_date(index) if spoken else index
        return self._common(self._climb(self.phrases.backward(self.words, before, self.sentence[0])))

    def _unlinked(self, lead: int) -> int:
        """Word index in front of what links an owner to its amount: "its contribution | amounts to almost"."""
        index = lead
        known = range(lead, self._first) if self.kind != "ratio" else range(0)
        links = sum(self.lower[at] in self.lists["amount_verb"] for at in known)
        while index > 0 and self.words.starts[index - 1] >= self.sentence[0] and links < _LINKS:
            word = self.lower[index - 1]
            if not (word in self.grammar.linking or self.phrases.is_passive(word)):
                break
            index -= 1
            links += 1
        return index

    def _multiplied(self, index: int) -> bool:
        """Whether the amount is what another is compared with: "almost double the $78 million"."""
        index = self.seen.determined(index)
        return index > 0 and self.lower[index - 1] in self.lists["item_multiple"]

    def _before_date(self, index: int) -> int:
        """Word index in front of DATEs that end there, prepositions left out: "turnover in 2023 | was"."""
        found = index
        for _ in range(_DATES):
            date = self._date_ending(found)
            if date is None:
                break
            last = found = self.seen.first[date]
            while found > 1 and self.lower[found - 1] in self.grammar.date_lead and last - found < _AUXILIARIES:
                found -= 1
            inside = found > 1 and self.words.starts[found - 1] > self.sentence[0]
            if inside and self.lower[found - 1] in self.lists["period_before"]:
                found -= 1
        return found

    def _date_ending(self, index: int) -> int | None:
        """Number of the DATE whose last word stands before word `index`."""
        if not index:
            return None
        end = self.words.ends[index - 1]
        for at in self.seen.before(self.number, self.sentence[0]):
            date = self.seen.mentions[at]
            if date.label is Label.DATE and date.start < end <= date.end:
                return at
        return None

    def _climb(self, phrase: Phrase | None) -> Phrase | None:
        """From "the river" of "sediment in the river" to "sediment"."""
        for _ in range(_OUTER):
            if phrase is None:
                return None
            index = self.seen.determined(self.seen.word_at(phrase.start))
            inside = index > 1 and self.words.starts[index - 1] > self.sentence[0]
            if not inside or self.lower[index - 1] not in self.lists["np_climb"]:
                return phrase
            outer = self.phrases.backward(self.words, index - 1, self.sentence[0])
            counts = outer is not None and outer.head in self.lists["item_same"]
            if outer is None or (counts and self.lower[index - 1] in self.lists["of"]):
                return phrase
            phrase = outer
        return phrase
