"""The words around a numeral, and what they say about its bounds: "over", "up to", "or more"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pressextract.offsets import FILLER

__all__ = ["QUOTES", "BoundWords", "Surroundings"]

_REACH = 64  # characters looked at on each side
QUOTES = "\"'“”‘’«»()[]{}*_|•·"
"""Marks around words that are no part of them."""
_STOPS = ".!?:;|•·–—"
_DIGITS = "0123456789"
_UNREAD = "?"
_SHORT = 4  # characters of "max."
_WORDS_COUNTED = 3  # words between a number and "or more": "500 doctoral students or more"


class Surroundings:
    """The words left and right of `text[start:end]` on its line, as written, punctuation attached."""

    __slots__ = ("before", "behind", "bound", "end", "left", "right", "start", "text")

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        self.bound: str | None = _UNREAD  # what `FigureContext.modifier` found, read once
        before = text[max(0, start - _REACH) : start].rstrip("\"'“‘«(")
        after = text[end : end + _REACH]
        self.left = before[before.rfind("\n") + 1 :].split()
        stop = after.find("\n")
        self.right = (after[:stop] if stop >= 0 else after).split()
        # The characters next to the span, a line break where the text ends.
        self.before = text[start - 1] if start else "\n"
        self.behind = text[end] if end < len(text) else "\n"

    def previous(self, back: int = 1) -> str:
        """The word before (2: the one before that), casefolded, without quotes; "" at the line's start or a stop."""
        if len(self.left) < back:
            return ""
        word = self.left[-back].strip(QUOTES)
        return "" if word[-1:] in _STOPS + "," and len(word) > 3 else word.casefold()

    def following(self, ahead: int = 1) -> str:
        """The word behind, casefolded, without quotes; "" where punctuation or nothing comes first."""
        if len(self.right) < ahead or not self.behind.isspace():
            return ""
        for word in self.right[: ahead - 1]:
            if word[-1] in ".,;:!?)":
                return ""
        return self.right[ahead - 1].strip(QUOTES + ".,;:!?").casefold()

    @property
    def opens(self) -> bool:
        """Whether a sentence, a line or a quotation starts here."""
        if not self.left:
            return True
        return self.left[-1].strip(QUOTES)[-1:] in (*_STOPS, "", "-", "+", FILLER)


class BoundWords:
    """The modifiers of one language; `words` and `lists` as for `FigureContext`."""

    def __init__(self, words: Mapping[str, Mapping[str, Any]], lists: Mapping[str, frozenset[str]]) -> None:
        self.lists = lists
        self._modifiers = words.get("modifier", {})
        self._behind = words.get("modifier_behind", {})
        self._between = lists["modifier_between"]
        self._behind_first = frozenset(phrase.partition(" ")[0] for phrase in self._behind)
        self._initials = frozenset(case for first in self._behind_first for case in (first[0], first[0].upper()))
        self._last = frozenset(phrase.rpartition(" ")[2] for phrase in self._modifiers)

    def modifier(self, around: Surroundings) -> str | None:
        """What the words before, else behind, say about the bound: over | at_least | under | up_to | about | None."""
        if around.bound is _UNREAD:
            around.bound = self._modifier_before(around)
        return around.bound

    def _modifier_before(self, around: Surroundings) -> str | None:
        left = around.left
        stop = len(left)
        skip, named = self._between, False
        for _ in range(2):
            ends = stop and left[stop - 1].casefold().lstrip(QUOTES) in self._last
            for size in (4, 3, 2, 1) if ends else ():
                if size <= stop:
                    phrase = " ".join(left[stop - size : stop]).casefold().lstrip(QUOTES)
                    found = self._modifiers.get(phrase)
                    spread = size == 1 and stop > 1 and left[stop - 2].casefold() in self.lists["modifier_not_after"]
                    summed = phrase in self.lists["sum_phrase"] and self._is_sum(left[: stop - size])
                    if found and (not named or found == "about") and not spread and not summed:
                        return str(found)
            if not stop or left[stop - 1].casefold() not in skip:
                break
            stop -= 1
            named = left[stop].casefold() in self.lists["threshold"] and not self._is_passed(around)
        if not (around.before.isspace() or around.before.isalnum()):
            for sign in (around.text[max(0, around.start - 2) : around.start], around.before):
                if sign in self._modifiers:
                    return str(self._modifiers[sign])
        return self._modifier_behind(around)

    def _is_passed(self, around: Surroundings) -> bool:
        """Whether a limit is what an amount has passed, "over the 500 mark"; "below the 3% target" is that target."""
        return around.following() in self.lists["threshold_passed"]

    def _is_sum(self, left: Sequence[str]) -> bool:
        """Whether "up to" is part of a verb: "add up to 100"."""
        return bool(left) and left[-1].casefold() in self.lists["sum_verb"]

    def _modifier_behind(self, around: Surroundings) -> str | None:
        if around.behind == "+" and around.text[around.end + 1 : around.end + 2] not in (*_DIGITS, "+"):
            return str(self._behind.get("+"))
        if around.behind == "-" and around.right:
            return self._behind.get(around.right[0].casefold().rstrip(".,;:!?)"))
        if not (around.behind.isspace() or around.behind == ","):
            return None
        right = around.right[1:] if around.behind == "," else around.right
        for at, word in enumerate(right[:_WORDS_COUNTED]):
            if word[0] in self._initials and word.casefold().rstrip(".,;:!?)") in self._behind_first:
                for size in (3, 2, 1):
                    phrase = " ".join(right[at : at + size]).casefold().rstrip(".,;:!?)")
                    found = self._behind.get(phrase) if at + size <= len(right) else None
                    if found and self._ends_there(right, at + size):
                        return str(found)
            if (
                word[-1] in ".,;:!?)"
                or word[0].isdigit()
                or word[0] in QUOTES
                or word in self.lists["linker"]
                or around.behind == ","
            ):
                break
        return None

    def _ends_there(self, right: Sequence[str], stop: int) -> bool:
        """Whether a modifier behind, ending before `right[stop]`, belongs to the number before it and not to one that follows."""
        short = right[stop - 1][-1] == "." and len(right[stop - 1]) <= _SHORT and right[stop:]
        if short and right[stop][0].isdigit():
            return False  # "40 minutes, max. 250 visitors"
        if right[stop - 1][-1] in ".,;:!?)" or len(right) <= stop:
            return True
        follows = right[stop].casefold()
        joined = right[stop - 2].casefold() in self.lists["modifier_joins"] if stop > 1 else False
        return joined and not follows[:1].isdigit() and follows not in self.lists["modifier_not_before"]
