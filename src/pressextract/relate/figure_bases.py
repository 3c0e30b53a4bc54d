"""What a share or part is of: a figure ("17 of 21", "half of them"), or an entity ("29% of the CNRS's papers")."""

from __future__ import annotations

from itertools import pairwise

from pressextract.mention import ORGANISATIONS, Label
from pressextract.relate.noun_phrase import Phrase
from pressextract.relate.statement import Statements

__all__ = ["FigureBases"]

_OPENING = 90  # characters in which a sentence's opening base stands: "Out of 1,900 proposals received, 114"
_OPENED = 8  # words of such an opening in front of the base
_TOTAL = 5  # words between a share and its whole: "60% of the total budget of"
_BACK = 6  # figures looked back for the whole of a part
_GAPPED = 6  # words of ", the government 26.1%", whose verb is left out
_FAR = 90  # characters between "114" and the "1,900" in "114 proposals selected out of 1,900"


class FigureBases:
    """Reads the bases of the figures of one release, in text order.

    Args:
        seen: the release and what was found so far; items and bases of earlier figures are read from it.
    """

    def __init__(self, seen: Statements) -> None:
        self.seen = seen
        self.mentions, self.lists, self.text, self.words = seen.mentions, seen.lists, seen.text, seen.words

    def find(self, number: int, sentence: tuple[int, int]) -> int | None:
        """Number of the mention that the figure is a share or part of."""
        if self.seen.tables.label(number) is not None:
            return self.seen.part_above(number)
        if self.seen.kind(number) == "ordinal":
            return self._ranked(number, sentence[1])
        share = self.seen.kind(number) in ("percent", "ratio")
        for found in (
            self._behind(number, sentence[1], share),
            self._pointed(number, sentence),
            self._inside(number, sentence[0], share),
            self._which(number, sentence[0]),
            self._opened(number, sentence[0]),
            self._with_sibling(number, sentence[0], share),
            self._subset(number, sentence, share),
        ):
            if found is not None:
                return found
        return None

    def _raw(self, index: int) -> str:
        return self.words.texts[index].casefold() if 0 <= index < len(self.words) else ""

    def _is_amount(self, number: int) -> bool:
        return self.seen.kind(number) in ("count", "money")

    def _earlier(self, start: int) -> int:
        """Start of the sentence before the one at `start`."""
        return self.seen.parsed.sentence(start - 1)[0] if start else 0

    def _ranked(self, number: int, end: int) -> int | None:
        """The amount of a rank or order: "31st of 81 countries", "27th out of 1,503"."""
        near = number + 1 < len(self.mentions) and self.mentions[number + 1].start < end and self._is_amount(number + 1)
        if near and self._plain(number, number + 1) == list(self.lists["of"]):
            return number + 1
        return self._out_of(number, end)

    # --- behind ---------------------------------------------------------------------------------------------------

    def _behind(self, number: int, end: int, share: bool) -> int | None:
        """The amount or name behind "of": "17 of 21", "half of the 67", "a tenth of the museum's 80 million"."""
        if number + 1 >= len(self.mentions) or self.mentions[number + 1].start >= end:
            return None
        following = self.mentions[number + 1]
        plain = self._plain(number, number + 1)
        if not plain and share and self._is_amount(number + 1):
            return number + 1 if self._tokens(number, number + 1) else None
        if not plain or plain[0] not in self.lists["of"]:
            return self._out_of(number, end)
        if following.label in ORGANISATIONS and len(plain) == 1:
            return self._of_name(number, end, share)
        whole = self.seen.kind(number + 1) in ("money", "count", "measure")
        if whole and (self._qualified(plain[1:]) or (share and len(plain) <= _TOTAL and plain[-1] in self.lists["of"])):
            return number + 1
        return self._out_of(number, end)

    def _tokens(self, first: int, second: int) -> list[str]:
        """The words between two mentions, casefolded, each punctuation mark a word."""
        start, end = self.mentions[first].end, self.mentions[second].start
        words = self.words.texts[self.words.starting(start) : self.words.starting(end)]
        return [word.casefold() for word in words]

    def _plain(self, first: int, second: int) -> list[str]:
        return [token for token in self._tokens(first, second) if token not in self.lists["np_determiner"]]

    def _qualified(self, tokens: list[str]) -> bool:
        """Whether nothing but an owner, adjectives or participles stand before the amount: "of a planned 3,000"."""
        if len(tokens) > _TOTAL or any(
            token in self.lists["of"] or token in self.lists["np_joiner"] for token in tokens
        ):
            return False
        owned = bool(tokens) and tokens[-1] in self.lists["np_possessive"]
        return owned or not any(token in self.lists["np_stop"] or self._finite(token) for token in tokens)

    def _finite(self, token: str) -> bool:
        return self.seen.grammar.phrases.is_verb(token) and not self.seen.grammar.phrases.is_passive(token)

    def _of_name(self, number: int, end: int, share: bool) -> int | None:
        """The name's own amount, when one follows at once ("IAEA's 178 member states"), else the name."""
        name = self.mentions[number + 1]
        possessive = self.text[name.end : name.end + 2].startswith(("'s", "'"))
        if possessive and number + 2 < len(self.mentions) and self.mentions[number + 2].start < end:
            between = self._tokens(number + 1, number + 2)[1:]
            if self._is_amount(number + 2) and self._qualified(between):
                return number + 2
        return number + 1 if possessive or share else None

    def _out_of(self, number: int, end: int) -> int | None:
        """The amount behind "out of", "from a total of"."""
        if number + 1 >= len(self.mentions) or self.mentions[number + 1].start >= end:
            return None
        between = self.seen.between(number, number + 1)
        modifiers = self.seen.grammar.lead_words - self.lists["of"] | {"("}
        plain = [token for token in self._plain(number, number + 1) if token not in modifiers]
        linked = len(plain) > 1 and plain[-2] in self.lists["base_before"] and plain[-1] in self.lists["base_link"]
        counted = self.mentions[number + 1].label is Label.FIGURE and self.seen.kind(number + 1) != "ordinal"
        return number + 1 if linked and counted and len(between) < _FAR else None

    # --- pointing back --------------------------------------------------------------------------------------------

    def _pointed(self, number: int, sentence: tuple[int, int]) -> int | None:
        """The amount before, for "half of them", "40% of these graduates", "60% of it", "half that number", "all but seven"."""
        index = self.words.starting(self.mentions[number].end)
        first, second, third = (self._raw(index + step) for step in range(3))
        pointing = self.lists["of_them"] - self.lists["of_which"]
        spoken = first in self.lists["of"] and second in pointing
        if spoken and second in self.lists["item_those"] and not self._noun(third):
            return None
        same = first in self.lists["item_that"] and second in self.lists["item_same"]
        but = self.seen.words_before(self.mentions[number].start, 2, sentence[0])
        spoken = (
            spoken or same or (len(but) > 1 and but[0] in self.lists["base_but"] and but[1] in self.lists["base_all"])
        )
        opening = self._opens_with_these(sentence[0], number)
        if not spoken and not opening:
            return None
        bare = opening or second in self.lists["base_pronoun"]
        inside = None if opening else self._amount_before(number, sentence[0], bare)
        earlier = self._earlier(sentence[0])
        found = inside if inside is not None else self._amount_before(number, earlier, False)
        named = spoken and second in self.lists["item_that"] and earlier > 0
        return self._amount_before(number, self._earlier(earlier), False) if found is None and named else found

    def _noun(self, word: str) -> bool:
        passive = self.seen.grammar.phrases.is_passive(word)
        return bool(word) and word[0].isalpha() and word not in self.lists["np_stop"] and not passive

    def _opens_with_these(self, start: int, number: int) -> bool:
        """Whether "Of these," or "Of this total," opens the sentence and the amount follows in its clause."""
        index = self.words.starting(start)
        while index < len(self.words) and not self.words.texts[index][0].isalnum():
            index += 1
        if self._raw(index) not in self.lists["of"] or self._raw(index + 1) not in self.lists["of_them"]:
            return False
        return self.mentions[number].start - start < _OPENING * 2

    def _amount_before(self, number: int, start: int, nearest: bool) -> int | None:
        """The nearest amount from `start` on that is itself no part; `nearest`: of whatever kind."""
        previous = self.seen.previous_figure(number, start)
        for _ in range(_BACK):
            if previous is None:
                return None
            plain = self._is_amount(previous) and not self._compared(previous) and not self._converted(previous)
            if plain and previous not in self.seen.bases:
                return previous
            if previous in self.seen.bases and self.mentions[self.seen.bases[previous]].label is Label.FIGURE:
                return self.seen.bases[previous]
            if nearest and self.seen.kind(previous) == "measure":
                return previous
            previous = self.seen.previous_figure(previous, start)
        return None

    def _converted(self, number: int) -> bool:
        """Whether the amount only says the one before in another currency: "Tk 48.5 crore (US$ 4.1 million)"."""
        start = self.mentions[number].start
        before = self.text[max(0, start - 8) : start].rstrip("~ ")[-1:] if self.seen.kind(number) == "money" else ""
        return before == "(" and number > 0 and self.seen.kind(number - 1) == "money"

    def _compared(self, number: int) -> bool:
        """Whether the amount is one that another is compared with: "up from 1,020", "against 47 per cent"."""
        return self._after(number, self.lists["subset_not_after"] | self.lists["base_not_after"])

    def _after(self, number: int, words: frozenset[str]) -> bool:
        """Whether one of the words stands before the amount, its modifiers left out ("more than", "about")."""
        start = self.seen.grammar.lead_start(self.words, self.mentions[number].start)
        return not words.isdisjoint(self.seen.words_before(start, 2, 0))

    def _inside(self, number: int, start: int, share: bool) -> int | None:
        """The amount that brackets or "including" take a part of: "57 fellows (31 men and 26 women)", "114 (6%)"."""
        previous = self.seen.previous_figure(number, start)
        if previous is None:
            return None
        between = self.text[self.mentions[previous].end : self.mentions[number].start]
        tokens = (
            between.casefold().replace("(", " ( ").replace(",", " , ").replace(":", " : ").replace(";", " ; ").split()
        )
        leading = self.seen.grammar.lead_words - self.lists["period_joiner"] | self.lists["np_determiner"]
        while tokens and tokens[-1] in leading:
            tokens.pop()
        if not tokens:
            return None
        if share and (tokens == ["("] or (tokens[-1] in self.lists["or"] and tokens[-2:-1] == [","])):
            return self.seen.bases.get(previous)
        if tokens[-1] == ":" and self._is_amount(previous):
            return self._bracketed(previous, tokens)
        parts = tokens[-1] == "(" or tokens[-1] in self.lists["base_including"]
        if parts and self._is_amount(previous) and self._smaller(number, previous) and not self._alone(number, tokens):
            return previous
        joined = tokens[-1] in self.lists["and"] or tokens[-1] == ","
        bracketed = joined and previous in self.seen.inside and ")" not in between
        return self.seen.bases.get(previous) if bracketed else None

    def _bracketed(self, previous: int, tokens: list[str]) -> int | None:
        """The whole of named parts: "3.5 billion yen (KIQM: 2.1 billion yen; KAIST: 12.6 billion won)"."""
        if "(" in tokens and ")" not in tokens:
            return previous
        return self.seen.bases.get(previous) if ";" in tokens and ")" not in tokens else None

    def _alone(self, number: int, tokens: list[str]) -> bool:
        """Whether the bracket only says the same otherwise, or when: "KSh 390 million (£1.9 million)", "3,186 (2,941 in 2022)"."""
        item, end = self.seen.items.get(number), self.mentions[number].end
        own = item is not None and item.start >= end
        if own and tokens[-1]:
            self.seen.inside.add(number)
        return not own

    def _smaller(self, part: int, whole: int) -> bool:
        one, other = self.mentions[part].figure, self.mentions[whole].figure
        if one is None or other is None or one.kind != other.kind or one.unit != other.unit:
            return False
        bound, limit = one.max or one.min, other.max or other.min
        return bound is not None and limit is not None and bound < limit

    def _which(self, number: int, start: int) -> int | None:
        """The amount before ", of which the Commission provides 29.9"."""
        previous = self.seen.previous_figure(number, start)
        if previous is None:
            return None
        between = self.seen.between(previous, number).casefold().split()
        for at, (first, second) in enumerate(pairwise(between)):
            if at and first in self.lists["of"] and second.strip(",") in self.lists["of_which"]:
                return previous if previous not in self.seen.bases else self._amount_before(number, start, False)
        tail = [self._raw(self.words.starting(self.mentions[number].end) + step) for step in range(2)]
        if tail[0] in self.lists["of"] and tail[1] in self.lists["of_which"]:
            return self._amount_before(number, start, True)
        return None

    def _opened(self, number: int, start: int) -> int | None:
        """The amount in the opening: "Of the 96 awards, 41 went", "Out of 1,900 proposals received, 114"."""
        previous = self.seen.previous_figure(number, start)
        first = previous
        for _ in range(_BACK):
            if first is None:
                break
            before = self.seen.previous_figure(first, start)
            if before is None:
                break
            first = before
        if first is None or self.mentions[first].start - start > _OPENING or not self._is_amount(first):
            return None
        opening = [word.strip("\"'“*-") for word in self.text[start : self.mentions[first].start].casefold().split()]
        opening = [word for word in opening if word]
        if not opening or len(opening) > _OPENED or any(map(self.seen.grammar.phrases.is_verb, opening)):
            return None
        of = opening[0] in self.lists["of"] or opening[:1] == list(self.lists["out_of"])
        comma = self.text.find(",", self.mentions[first].end, self.mentions[number].start) >= 0
        direct = previous == first or (previous is not None and self.seen.bases.get(previous) == first)
        return first if of and comma and direct and self._comparable(number, first) else None

    def _comparable(self, number: int, whole: int) -> bool:
        return self.seen.kind(number) in ("percent", "ratio") or self._smaller(number, whole)

    def _with_sibling(self, number: int, start: int, share: bool) -> int | None:
        """The base of the part before: "the remaining 55", "the Swedish Council 30 per cent and the Estonian 15"."""
        before = self.seen.words_before(self.mentions[number].start, 3, start)
        rest = not self.lists["base_rest"].isdisjoint(before)
        previous = self.seen.previous_figure(number, start if share else self._earlier(start) if rest else start)
        if previous is None:
            return None
        for _ in range(_BACK if rest else 1):
            base = self.seen.bases.get(previous)
            if base is not None and self.mentions[base].label is Label.FIGURE:
                return base if rest or (share and self._same_share(number, previous, start)) else None
            following = self.seen.previous_figure(previous, start)
            if following is None:
                return None
            previous = following
        return None

    def _same_share(self, number: int, previous: int, start: int) -> bool:
        """Whether two shares stand side by side and are of one thing."""
        item = self.seen.items.get(number)
        lent = item is None or item == self.seen.items.get(previous) or self._gapped(number, previous)
        other = self.seen.kind(previous) in ("percent", "ratio")
        index = self.words.starting(self.mentions[number].end)
        more = self._raw(index) in self.lists["np_skip"] or self._compared(number)
        return lent and other and not more and self.mentions[previous].start >= start

    def _gapped(self, number: int, previous: int) -> bool:
        """Whether a share goes without verb and thing: "financed 49.6% of it, the government 26.1%"."""
        tokens = self._tokens(previous, number)
        behind = self._raw(self.words.starting(self.mentions[number].end))
        verbal = any(token in self.lists["subject_verb"] or self._finite(token) for token in tokens)
        closed = behind in self.lists["and"] or not behind[:1].isalnum()
        return closed and not verbal and len(tokens) <= _GAPPED

    # --- parts that act -------------------------------------------------------------------------------------------

    def _subset(self, number: int, sentence: tuple[int, int], share: bool) -> int | None:
        """The amount of which a bare number is a part: "38 students were admitted and 21 have defended", "Seven finished"."""
        item = self.seen.items.get(number)
        index = self.words.starting(self.mentions[number].end)
        if index >= len(self.words) or not (share or (item is not None and self.seen.kind(number) == "count")):
            return None
        acting = self._raw(index)
        if not (acting in self.lists["subject_verb"] or self.seen.grammar.phrases.is_verb(acting)):
            return None
        if self._after(number, self.lists["subset_not_after"]):
            return None
        earlier = self._earlier(sentence[0])
        if item is None and self.seen.previous_figure(number, sentence[0]) is None:
            return self._first_amount(number, earlier)
        return self._whole(number, item, earlier)

    def _first_amount(self, number: int, start: int) -> int | None:
        """The first amount from `start` on: the main one of the sentence before."""
        first = None
        previous = self.seen.previous_figure(number, start)
        for _ in range(_BACK):
            if previous is None:
                break
            first = previous if self._is_amount(previous) else first
            previous = self.seen.previous_figure(previous, start)
        return first

    def _whole(self, number: int, item: Phrase | None, start: int) -> int | None:
        """The nearest larger amount of the same thing from `start` on; of anything, for a share that names none."""
        share = self.seen.kind(number) != "count"
        previous = self.seen.previous_figure(number, start)
        for _ in range(_BACK):
            if previous is None:
                return None
            same = item is None or self.seen.items.get(previous) == item
            whole = same and self._is_amount(previous) and previous not in self.seen.bases
            if whole and (share or self._smaller(number, previous)):
                return previous
            previous = self.seen.previous_figure(previous, start)
        return None
