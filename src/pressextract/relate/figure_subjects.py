"""Whose a figure is: the organisation or person that has, gives, employs or ranks what is counted, named in its sentence."""

from __future__ import annotations

from collections.abc import Sequence

from pressextract.mention import ORGANISATIONS, Label
from pressextract.relate.figure_clauses import Clauses
from pressextract.relate.statement import Statements

__all__ = ["FigureSubjects"]

_WITH = 6  # words of an opening up to its amount: "With its"
_LINE_MARK = 3  # characters between a line's start and its name: "- "
_REACH = 500  # characters between a name and its amount; keeps one endless sentence linear
_NAMES = 4  # mentions between an item and its owner
_INSIDE = 2  # mentions before and behind the amount in which the item may begin
_LINE = 160  # characters of a line headed by a name
_OPENING = 100  # characters of "In the academic year 2022/23," in front of a name
_AGENT = 3  # words before a name in which "earned by the" stands
_APART = (";",)
"""Stands for words that are too many to belong together."""


class FigureSubjects:
    """Reads the subjects of the figures of one release, by the surest sign first.

    "UCL's 43,800 students" -> the number of the mention "UCL"; "The CNRS employs 33,000" -> that of "CNRS".

    Args:
        seen: the release and what was found so far; items, bases and subjects of earlier figures are read from it.
    """

    def __init__(self, seen: Statements) -> None:
        self.seen, self.grammar, self.clauses = seen, seen.grammar, Clauses(seen.grammar)
        self.mentions, self.lists, self.text = seen.mentions, seen.lists, seen.text

    def find(self, number: int, sentence: tuple[int, int], source: tuple[int, int] | None = None) -> int | None:
        """Number of the mention whose figure it is; None when the sentence names none, or two together.

        `source`: the phrase that names who says so, which is no subject.
        """
        start, end = sentence
        if not self.seen.holds_owner(start, end):
            found = self._in_item(number)
            return self._shared(number, start) if found is None and not self._nested(number, start) else found
        found = self._owner_behind(number, end)
        if found is None:
            found = self._in_item(number)
        if found is not None:
            return found
        for read, limit in ((self._owner_of_item, start), (self._agent, end), (self._owner_before, start)):
            found = read(number, limit)
            if found is not None:
                return found
        if self._nested(number, start):
            return None
        return self._before(number, sentence, source or (0, 0))

    def _tokens(self, first: int, second: int) -> Sequence[str]:
        """The words between two mentions, casefolded; a lone semicolon when they are too many to belong together."""
        if self.mentions[second].start - self.mentions[first].end > _REACH:
            return [*_APART]
        return self.seen.tokens(first, second)

    def _words(self, start: int, end: int) -> Sequence[str]:
        """The words between two positions, in the same way."""
        if end - start > _REACH:
            return [*_APART]
        return self.seen.lower[self.seen.word_at(start) : self.seen.word_at(end)]

    def _possessive(self, name: int) -> bool:
        return self.text.startswith("'", self.mentions[name].end)

    def _hyphened(self, name: int) -> bool:
        """Whether the name is a part of a word: "CNRS-funded"."""
        return self.text.startswith("-", self.mentions[name].end)

    def _word_before(self, name: int) -> str:
        """The word before a name, one determiner left out; "" when there is none."""
        before = self.seen.words_before(self.mentions[name].start, 2, 0)
        return next((word for word in before if word not in self.lists["np_determiner"]), "")

    def _coordinated(self, at: int) -> bool:
        """Whether a second body stands beside the name: "The CNRS and the University of Tokyo have"."""
        owners = self.seen.owners
        for first, second in ((at - 1, at), (at, at + 1)):
            if first < 0 or second >= len(owners) or not (owners[first] and owners[second]):
                continue
            tokens = self.clauses.undetermined(self._tokens(first, second))
            plain = [word for word in tokens if word not in "()"]
            if len(plain) == 1 and plain[0] in self.lists["subject_joiner"]:
                return True
        return False

    def _nested(self, number: int, start: int) -> bool:
        """Whether the amount is a part, a whole or a known thing inside another statement: "from the 11 countries"."""
        base = self.seen.bases.get(number)
        inside = base is not None and base < number and self.mentions[base].start >= start
        if base is not None and inside and self.seen.kinds[base]:
            return not any(self.seen.owners[max(base + 1, number - _NAMES) : number])
        previous = self.seen.previous_figure(number, start)
        if previous is not None and self.seen.bases.get(previous) == number:
            return True
        kind, item = self.seen.kinds[number], self.seen.items.get(number)
        if kind == "measure" or (item is not None and self._pronoun_owns(item.start, number, start)):
            return True
        before = self.seen.words_before(self.mentions[number].start, 1, start)
        return kind != "ordinal" and not self.lists["subject_definite"].isdisjoint(before)

    def _pronoun_owns(self, position: int, number: int, start: int) -> bool:
        """Whether the thing before its amount is had by no name: "the region's turnover reached"."""
        if not start <= position < self.mentions[number].start:
            return False
        if self.lists["np_possessive"].isdisjoint(self.seen.words_before(position, 1, start)):
            return False
        near = self.seen.numbers(max(start, position - _REACH), position)
        return not any(self.seen.owners[at] and self._possessive(at) for at in near)

    # --- possession -----------------------------------------------------------------------------------------------

    def _owner_behind(self, number: int, end: int) -> int | None:
        """The name directly behind the item: "the 33,000 staff of the CNRS", "29% of UCL's papers"."""
        figure, item = self.mentions[number], self.seen.items.get(number)
        behind = item.end if item is not None and item.start >= figure.end else figure.end
        for at in self.seen.behind(number, end):
            name = self.mentions[at]
            possessive = self._possessive(at)
            if name.start < behind and not possessive:
                continue
            if not self.seen.owners[at]:
                return None
            tokens = self._words(figure.end if possessive else behind, name.start)
            owns = len(tokens) <= 2 and self.clauses.linked(tokens)
            return at if owns and not self._coordinated(at) else None
        return None

    def _in_item(self, number: int) -> int | None:
        """The name that the item begins with: "2,612 Flinders papers"."""
        item = self.seen.items.get(number)
        if item is None:
            return None
        for at in range(max(0, number - _INSIDE), min(number + _INSIDE + 1, len(self.mentions))):
            name = self.mentions[at]
            if name.start == item.start and name.end < item.end and name.label in ORGANISATIONS:
                return at if self.text[name.end] == " " else None
        return None

    def _owner_of_item(self, number: int, start: int) -> int | None:
        """The name whose thing it is, in front: "research income at the University of Surrey reached"."""
        item = self.seen.items.get(number)
        if item is None or item.end > self.mentions[number].start or item.start < start:
            return None
        for at in range(number - 1, max(number - 1 - _NAMES, -1), -1):
            name = self.mentions[at]
            if name.start < item.end:
                return None
            if self.seen.owners[at] and self.clauses.linked(self._words(item.end, name.start)):
                return at if not self._coordinated(at) else None
        return None

    def _agent(self, number: int, end: int) -> int | None:
        """Who does it, behind a passive: "54 per cent of all income was earned by the College"."""
        for at in self.seen.behind(number, end):
            if self.seen.kinds[at]:
                return None
            if not self.seen.owners[at]:
                continue
            before = self.clauses.undetermined(self.seen.words_before(self.mentions[at].start, _AGENT, 0))
            passive = len(before) > 1 and before[0] in self.lists["subject_by"]
            passive = passive and self.grammar.phrases.is_passive(before[1])
            return at if passive and not self._coordinated(at) else None
        return None

    def _owner_before(self, number: int, start: int) -> int | None:
        """The name whose own phrase, line or relative clause holds the amount."""
        for at in self.seen.before(number, start):
            if not self.seen.owners[at] or self._hyphened(at):
                continue
            tokens = self._tokens(at, number)
            if self._owns(at, tokens) or self._heads_line(at, number):
                return at
            tokens = self.clauses.behind_brackets(tokens)
            if self.clauses.relates(tokens, self.mentions[at].label is Label.PERSON) or self._described(number, tokens):
                return at
            if at == number - 1 and self._gapped(number, start):
                return at
        return None

    def _owns(self, name: int, tokens: Sequence[str]) -> bool:
        """Whether the amount stands in the name's own phrase: "UCL's 43,800 students", "Mila, with its 1,200"."""
        if tokens and self._possessive(name):
            return self.clauses.possesses(tokens)
        if not self.clauses.holds(tokens):
            return False
        lead = self._word_before(name)
        return lead not in self.lists["subject_opening"] and lead not in self.lists["subject_joiner"]

    def _described(self, number: int, tokens: Sequence[str]) -> bool:
        """Whether the amount describes the name beside it: "Valmera, a company of 40 staff", "Piedmont Region, €1.9m;"."""
        if not tokens or tokens[0] != ",":
            return False
        if len(tokens) > 1:
            return self.clauses.describes(tokens)
        end = self.mentions[number].end
        return self.seen.kinds[number] == "money" and self.text[end : end + 1] in (";", ".", "\n")

    def _gapped(self, number: int, start: int) -> bool:
        """Whether the name shares the verb of an amount before: "and the Province of British Columbia a further C$4m"."""
        previous = self.seen.previous_figure(number, start)
        if previous is None or previous not in self.seen.subjects:
            return False
        return self.clauses.gapped(self._tokens(number - 1, number))

    def _heads_line(self, at: int, number: int) -> bool:
        """Whether name and amount make a line: "- CNRS: 33,000 staff"."""
        name, amount = self.mentions[at], self.mentions[number].start
        if amount - name.end > _LINE:
            return False
        line = self.text.rfind("\n", max(0, name.start - _LINE_MARK - 1), name.start) + 1
        between = self.text[name.end : amount]
        if name.start - line > _LINE_MARK or "\n" in between:
            return False
        if between.lstrip()[:1] in (":", "–", "—", "|"):
            return True
        label, colon, _ = between.partition(":")
        return bool(colon) and self.clauses.dated(self._words(name.end, name.end + len(label)))

    # --- grammatical subject --------------------------------------------------------------------------------------

    def _before(self, number: int, sentence: tuple[int, int], source: tuple[int, int]) -> int | None:
        """The name in front that acts, or the owner of what stands beside, or the name behind an opening "With 33,000 staff,"."""
        start = sentence[0]
        for at in self.seen.before(number, start):
            if not self.seen.owners[at] or self._hyphened(at) or source[0] <= self.mentions[at].start < source[1]:
                continue
            if at == number - 1 and number in self.seen.bases and self.clauses.leads(self._tokens(at, number)):
                return at
            if not self._opens_clause(at, start):
                continue
            alone = not self._coordinated(at) and not self._other_subject(at, number)
            return at if alone and self._acts(at, number) else self._shared(number, start)
        shared = self._shared(number, start)
        return shared if shared is not None else self._opened_by_with(number, sentence)

    def _shared(self, number: int, start: int) -> int | None:
        """The subject of the amount that this one is joined to: "UCL's 22,000 students and 8,000 staff"."""
        previous = self.seen.previous_figure(number, start)
        subject = self.seen.subjects.get(previous) if previous is not None else None
        if previous is None or subject is None or any(self.seen.owners[previous + 1 : number]):
            return None
        return subject if self.clauses.joins(self._tokens(previous, number)) else None

    def _opened_by_with(self, number: int, sentence: tuple[int, int]) -> int | None:
        """The name behind the opening phrase: "With 33,000 staff, the CNRS is ..."."""
        opening = self._words(sentence[0], self.mentions[number].start)
        if not opening or len(opening) > _WITH:
            return None
        if opening[0] not in self.lists["subject_with"] and not self.grammar.phrases.is_passive(opening[0]):
            return None
        for at in self.seen.behind(number, sentence[1]):
            if self.seen.owners[at]:
                tokens = self._tokens(number, at)
                last = len(tokens)
                while last and tokens[last - 1] in self.lists["np_determiner"]:
                    last -= 1
                direct = last > 0 and tokens[last - 1] == "," and "," not in tokens[: last - 1]
                return at if direct and not self._coordinated(at) and not self._possessive(at) else None
        return None

    def _opens_clause(self, at: int, start: int) -> bool:
        """Whether the name opens its sentence or clause, behind "In 2023," or "that" as well."""
        name = self.mentions[at]
        start = max(start, self.text.rfind(";", max(start, name.start - _REACH), name.start) + 1)
        tokens = self._words(start, name.start)
        first, last = 0, len(tokens)
        while last and tokens[last - 1] in self.grammar.determiners_inside:
            last -= 1
        while first < last and not tokens[first].isalnum():
            first += 1
        tokens = tokens[first:last]
        if not tokens or tokens[-1] in self.lists["subject_clause"] or tokens[-1] == ";":
            return True
        if name.start - start > _OPENING:
            return False
        opens = self.clauses.opens(tokens)
        if opens is not None:
            return opens
        return name.label is Label.PERSON or at == 0 or self.mentions[at - 1].start < start

    def _acts(self, at: int, number: int) -> bool:
        """Whether a verb behind the name leads to the amount and no other subject comes between."""
        tokens = self._tokens(at, number)
        if self._possessive(at):
            return self.clauses.possessed_acts(tokens)
        before = self.clauses.undetermined(self.seen.words_before(self.mentions[at].start, 2, 0))
        return self.clauses.acts(tokens, before[:1] == [","])

    def _other_subject(self, at: int, number: int) -> bool:
        """Whether a name between acts itself ("and Rabat will contribute"), or stands before its own apposition."""
        for between in range(at + 1, number):
            if self.mentions[between].label in (Label.DATE, Label.FIGURE):
                continue
            tokens = self.clauses.behind_brackets(self._tokens(between, number))
            if not tokens:
                continue
            lead = self._word_before(between)
            joined = lead in self.lists["subject_joiner"] or lead not in self.lists["np_stop"]
            if tokens[0] in self.grammar.acting and joined and lead != ",":
                return True
            apposed = tokens[0] == "," and self.seen.owners[between] and self.grammar.acting.isdisjoint(tokens[1:2])
            if apposed and not self.grammar.acting.isdisjoint(self._tokens(at, between)):
                return True
        return False
