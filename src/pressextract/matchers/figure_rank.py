"""Does an ordinal rank or count anything? The words around it say; the lists are those of models/<lang>/figure.toml."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pressextract.matchers.figure_bound import QUOTES, Surroundings

__all__ = ["RankContext"]

_STOPS = ".,;:!?"
_RATE_REACH = 6  # words: "400 litres of water a second"
_LONG = 4  # letters: words that a headline writes large
_HEADLINE = 4  # long words around the numeral that show that it is one


class RankContext:
    """The checks of one language; `words` and `lists` as for `FigureContext`."""

    def __init__(self, words: Mapping[str, Mapping[str, Any]], lists: Mapping[str, frozenset[str]]) -> None:
        self.words = words
        self.lists = lists
        self._numerals = {**words["ones"], **words["tens"], **words["scale"]}.keys()

    def is_ranked_number(self, around: Surroundings, surface: str) -> bool:
        """Whether "number two" or "No. 3" is a rank: "the world's No. 3", "at number nine", "number two in Asia".

        Args:
            around: the words around "number" and the number.
            surface: the number.
        """
        following = around.following()
        if (
            following[:1].isdigit()
            or around.behind in "/-"
            or (around.behind == "." and around.right[0][1:2].isdigit())
        ):
            return False
        if following in self.lists["number_next"]:
            return True
        previous = around.previous()
        if self._possessive(around):
            return True
        return previous in self.lists["number_before"] and not surface[0].isdigit()

    def is_ordinal_word(self, around: Surroundings, surface: str, value: int) -> bool:
        """Whether an ordinal word ranks or counts: not "first time", "First, ...", "was first established"."""
        lists = self.lists
        if around.before == "-" or (around.behind == "-" and not self._ordinal_compound(around)):
            return False
        following = around.following()
        if self._ordinal_out(around, following, value):
            return False
        previous = around.previous()
        if surface[0].isupper() and not around.opens:
            last = around.left[-1]
            named = around.right and around.right[0][:1].isupper() and not last.endswith(("'s", "s'"))
            if named and not last[:1].isupper() and not self._is_headline(around):
                return False
        if value == 2 and previous in lists["second_after"] and self._is_unit_second(around, following):
            return False
        if previous in lists["determiner"] or previous.endswith(("'s", "s'")) or self._possessive(around):
            return True
        if around.behind == "," or around.behind == ":":
            return False
        if previous in lists["rank_verb"] or following in lists["rank_noun"]:
            return True
        if previous in lists["and"] and around.previous(2) in self.words["ordinal"]:
            return True
        heading = not surface.islower() and (around.opens or self._is_headline(around))
        return heading and following.replace("-", "").isalpha() and following not in lists["adverb_next"]

    def _is_headline(self, around: Surroundings) -> bool:
        """Whether all longer words around are written large: "Firm Signs Second Research Deal"."""
        words = [word.strip(QUOTES + _STOPS) for word in (*around.left[1:], *around.right)]
        long = [word for word in words if len(word) >= _LONG]
        return len(long) >= _HEADLINE and all(not word[0].islower() for word in long)

    def _possessive(self, around: Surroundings) -> bool:
        return bool(around.left) and around.left[-1].endswith(("'s", "s'")) and around.before == " "

    def _ordinal_compound(self, around: Surroundings) -> bool:
        word = around.right[0][1:].strip(QUOTES + ".,;:!?").casefold() if around.right else ""
        return word.partition("-")[0] in self.lists["ordinal_compound"]

    def _ordinal_out(self, around: Surroundings, following: str, value: int) -> bool:
        if following in self.lists["ordinal_date"] and (
            following in self.lists["ordinal_century"] or around.following(2) in self.lists["linker"] | {""}
        ):
            return True
        if following[:1].isdigit() or following in self.words["ones"]:
            unit = around.following(2)
            if unit in self.lists["time_unit"] or unit in self.lists["clock_unit"]:
                return True
        if following in self.lists["and"] and around.following(2) in self.words["ordinal"]:
            return around.following(3) in self.lists["ordinal_date"]
        return following in self.lists["ordinal_out"] or (value == 1 and following in self.lists["first_out"])

    def _is_unit_second(self, around: Surroundings, following: str) -> bool:
        before = around.left[-2].casefold() if len(around.left) > 1 else ""
        timed = around.previous() in self.lists["article"] and before in self.lists["second_before"]
        return timed or following in self.lists["second_next"] or self._is_rate(around, following)

    def _is_rate(self, around: Surroundings, following: str) -> bool:
        """Whether something counted stands in front, "40 million collisions a second", or "twice a second"."""
        left = [word.casefold() for word in around.left[-_RATE_REACH:]]
        if around.previous() not in self.lists["article"] or (following and following not in self.lists["starter"]):
            return False
        if len(left) > 1 and left[-2] in self.lists["times_rate"]:
            return True
        counted = left[:-2]
        while counted and not (counted[-1][0].isdigit() or counted[-1] in self._numerals):
            if counted[-1] in self.lists["and"] or counted[-1][-1] in _STOPS:
                return False
            counted.pop()
        return bool(counted) and left[-2][-1] not in _STOPS

    def is_ordinal_in_digits(self, around: Surroundings) -> bool:
        """Whether "9th" ranks or counts: no century, no date, no edition inside an event's name."""
        if around.before == "-":
            return False
        following = around.following()
        if around.behind == "-":
            following = around.right[0][1:].partition("-")[0].strip(QUOTES + ".,;:!?").casefold()
        if following in self.lists["ordinal_date"] and (
            following in self.lists["ordinal_century"] or around.following(2) in self.lists["linker"] | {""}
        ):
            return False
        coordinated = following in self.lists["and"] and around.following(3) in self.lists["ordinal_century"]
        if following in self.lists["ordinal_out"] or coordinated:
            return False
        return not self._event_follows(around)

    def _event_follows(self, around: Surroundings) -> bool:
        for word in around.right[:7]:
            plain = word.strip(QUOTES + ".,;:!?")
            if not plain[:1].isupper() and plain.casefold() not in self.lists["linker"] | self.lists["and"]:
                return False
            if plain.casefold() in self.lists["event"]:
                return True
            if word[-1] in ".,;:!?":
                return False
        return False
