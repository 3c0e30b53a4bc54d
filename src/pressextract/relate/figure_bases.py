"""What a share or part is of: a figure ("17 of 21", "half of them"), or an entity ("29% of the CNRS's papers")."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pressextract.mention import ORGANISATIONS, Label
from pressextract.relate.figure_base_back import BackwardBases

__all__ = ["FigureBases"]

_TOTAL = 5  # words between a share and its whole: "60% of the total budget of"
_BACK = 6  # figures looked back for the whole of a part
_GAPPED = 6  # words of ", the government 26.1%", whose verb is left out
_FAR = 90  # characters between "114" and the "1,900" in "114 proposals selected out of 1,900"
_REST = 3  # words of "the other remaining" before a part
_SET_OFF = str.maketrans({mark: f" {mark} " for mark in "(,:;"})


class FigureBases(BackwardBases):
    """Reads the bases of the figures of one release, in text order.

    "17 of 21" -> the number of the mention "21"; "29% of the CNRS's papers" -> that of "CNRS".

    Args:
        seen: the release and what was found so far; items and bases of earlier figures are read from it.
    """

    def find(self, number: int, sentence: tuple[int, int]) -> int | None:
        """Number of the mention that the figure is a share or part of."""
        if self.seen.tables.label(number) is not None:
            return self.seen.part_above(number)
        if self.seen.kinds[number] == "ordinal":
            return self._ranked(number, sentence[1])
        start = sentence[0]
        behind = self._behind(number, sentence[1])
        found = behind if behind is not None else self._pointed(number, start)
        inside = self._inside(number, start)  # remembers the brackets, whatever was found
        if found is not None:
            return found
        if inside is not None:
            return inside
        for read in (self._which, self._opened, self._with_sibling, self._subset):
            found = read(number, start)
            if found is not None:
                return found
        return None

    def _ranked(self, number: int, end: int) -> int | None:
        """The amount of a rank or order: "31st of 81 countries", "27th out of 1,503"."""
        near = self.seen.next_before(number, end) and self._is_amount(number + 1)
        if near and self._plain(number, number + 1) == list(self.lists["of"]):
            return number + 1
        return self._out_of(number, end)

    # --- behind ---------------------------------------------------------------------------------------------------

    def _behind(self, number: int, end: int) -> int | None:
        """The amount or name behind "of": "17 of 21", "half of the 67", "a tenth of the museum's 80 million"."""
        if not self.seen.next_before(number, end):
            return None
        share, following = self._is_share(number), number + 1
        plain = self._plain(number, following)
        if not plain and share and self._is_amount(following):
            return following if self.seen.tokens(number, following) else None
        if not plain or plain[0] not in self.lists["of"]:
            return self._out_of(number, end)
        if self.mentions[following].label in ORGANISATIONS and len(plain) == 1:
            return self._of_name(number, end)
        whole = self.seen.kinds[following] in ("money", "count", "measure")
        if whole and (self._qualified(plain[1:]) or (share and len(plain) <= _TOTAL and plain[-1] in self.lists["of"])):
            return following
        return self._out_of(number, end)

    def _plain(self, first: int, second: int) -> list[str]:
        """The words between two mentions without determiners."""
        determiners = self.lists["np_determiner"]
        return [token for token in self.seen.tokens(first, second) if token not in determiners]

    def _qualified(self, tokens: Sequence[str]) -> bool:
        """Whether nothing but an owner, adjectives or participles stand before the amount: "of a planned 3,000"."""
        if len(tokens) > _TOTAL or not (
            self.lists["of"].isdisjoint(tokens) and self.lists["np_joiner"].isdisjoint(tokens)
        ):
            return False
        owned = bool(tokens) and tokens[-1] in self.lists["np_possessive"]
        return owned or not any(token in self.lists["np_stop"] or self._finite(token) for token in tokens)

    def _finite(self, token: str) -> bool:
        return self.grammar.phrases.is_verb(token) and not self.grammar.phrases.is_passive(token)

    def _of_name(self, number: int, end: int) -> int | None:
        """The name's own amount, when one follows at once ("IAEA's 178 member states"), else the name."""
        name, amount = number + 1, number + 2
        possessive = self.text.startswith("'", self.mentions[name].end)
        counted = possessive and self.seen.next_before(name, end) and self._is_amount(amount)
        if counted and self._qualified(self.seen.tokens(name, amount)[1:]):
            return amount
        return name if possessive or self._is_share(number) else None

    def _out_of(self, number: int, end: int) -> int | None:
        """The amount behind "out of", "from a total of"."""
        if not self.seen.next_before(number, end) or self.seen.kinds[number + 1] in ("", "ordinal"):
            return None
        if self.mentions[number + 1].start - self.mentions[number].end >= _FAR:
            return None
        plain = [token for token in self._plain(number, number + 1) if token not in self.grammar.lead_bracket]
        linked = len(plain) > 1 and plain[-2] in self.lists["base_before"] and plain[-1] in self.lists["base_link"]
        return number + 1 if linked else None

    # --- in brackets ----------------------------------------------------------------------------------------------

    def _inside(self, number: int, start: int) -> int | None:
        """The amount that brackets or "including" take a part of: "57 fellows (31 men and 26 women)", "114 (6%)"."""
        previous = self.seen.previous_figure(number, start)
        if previous is None:
            return None
        between = self.seen.between(previous, number)
        tokens = between.casefold().translate(_SET_OFF).split()
        while tokens and tokens[-1] in self.grammar.lead_unjoined:
            tokens.pop()
        if not tokens:
            return None
        last = tokens[-1]
        if self._is_share(number) and (tokens == ["("] or (last in self.lists["or"] and tokens[-2:-1] == [","])):
            return self.seen.bases.get(previous)
        if last == ":" and self._is_amount(previous):
            return self._bracketed(previous, tokens)
        parts = last == "(" or last in self.lists["base_including"]
        if parts and self._is_amount(previous) and self._smaller(number, previous) and self._own(number):
            return previous
        joined = last in self.lists["and"] or last == ","
        bracketed = joined and previous in self.seen.inside and ")" not in between
        return self.seen.bases.get(previous) if bracketed else None

    def _bracketed(self, previous: int, tokens: list[str]) -> int | None:
        """The whole of named parts: "3.5 billion yen (KIQM: 2.1 billion yen; KAIST: 12.6 billion won)"."""
        if "(" in tokens and ")" not in tokens:
            return previous
        return self.seen.bases.get(previous) if ";" in tokens and ")" not in tokens else None

    def _own(self, number: int) -> bool:
        """Whether the bracket counts a thing of its own, not the same otherwise or when: "(£1.9 million)", "(2,941 in 2022)"."""
        item = self.seen.items.get(number)
        own = item is not None and item.start >= self.mentions[number].end
        if own:
            self.seen.inside.add(number)
        return own

    # --- before ---------------------------------------------------------------------------------------------------

    def _which(self, number: int, start: int) -> int | None:
        """The amount before ", of which the Commission provides 29.9"."""
        previous = self.seen.previous_figure(number, start)
        if previous is None:
            return None
        between = self.seen.between(previous, number).casefold().split()
        for at, (first, second) in enumerate(pairwise(between)):
            if at and first in self.lists["of"] and second.strip(",") in self.lists["of_which"]:
                return previous if previous not in self.seen.bases else self._amount_before(number, start, False)
        if self._word_behind(number) in self.lists["of"] and self._word_behind(number, 1) in self.lists["of_which"]:
            return self._amount_before(number, start, True)
        return None

    def _with_sibling(self, number: int, start: int) -> int | None:
        """The base of the part before: "the remaining 55", "the Swedish Council 30 per cent and the Estonian 15"."""
        share = self._is_share(number)
        before = self.seen.words_before(self.mentions[number].start, _REST, start)
        rest = not self.lists["base_rest"].isdisjoint(before)
        if not rest and not share:
            return None
        first = self.seen.previous_figure(number, start if share else self.seen.sentence_before(start))
        if first is None:
            return None
        for previous in (first, *self.seen.figures_before(first, start, _BACK - 1 if rest else 0)):
            base = self.seen.bases.get(previous)
            if base is not None and self.mentions[base].label is Label.FIGURE:
                return base if rest or self._same_share(number, previous, start) else None
        return None

    def _same_share(self, number: int, previous: int, start: int) -> bool:
        """Whether two shares stand side by side and are of one thing."""
        if not self._is_share(previous) or self.mentions[previous].start < start:
            return False
        item = self.seen.items.get(number)
        lent = item is None or item == self.seen.items.get(previous) or self._gapped(number, previous)
        return lent and self._word_behind(number) not in self.lists["np_skip"] and not self._compared(number)

    def _gapped(self, number: int, previous: int) -> bool:
        """Whether a share goes without verb and thing: "financed 49.6% of it, the government 26.1%"."""
        tokens, behind = self.seen.tokens(previous, number), self._word_behind(number)
        if len(tokens) > _GAPPED or not (behind in self.lists["and"] or not behind[:1].isalnum()):
            return False
        return not any(token in self.lists["subject_verb"] or self._finite(token) for token in tokens)
