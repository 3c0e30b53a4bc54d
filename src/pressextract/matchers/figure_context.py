"""Does a numeral quantify anything? The words around it say; the lists are those of models/<lang>/figure.toml."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from pressextract.matchers.figure_bound import QUOTES, BoundWords, Surroundings
from pressextract.matchers.figure_rank import RankContext
from pressextract.offsets import FILLER

__all__ = ["FigureContext", "Surroundings"]

_YEARS = range(1500, 2101)
_MANY = 13  # "64-dish", "16-nation": digits from here on count whatever the noun
_SHORT = 2  # letters: "19-nm" is no count
_DIGITS = "0123456789"
_FOUNDED = range(800, 2101)  # years that "founded" may stand before
_EARLY = range(1000, 1500)
_NEAR = 7  # words: the next name with a number in brackets
_FEWEST, _TEN = 2, 10
_DEGREE_REACH = 4  # words
_CIRCLE = 360


class FigureContext(RankContext):
    """The checks of one language.

    Args:
        words: tables; `modifier` and `modifier_behind` are used here.
        lists: the word lists of the file.
    """

    def __init__(self, words: Mapping[str, Mapping[str, Any]], lists: Mapping[str, frozenset[str]]) -> None:
        super().__init__(words, lists)
        self.modifier = BoundWords(words, lists).modifier

    def clean_edges(self, around: Surroundings, digits: bool) -> bool:
        """False when the numeral is a piece of a longer number, an identifier, a compound or a path."""
        before, behind, text = around.before, around.behind, around.text
        earlier = text[around.start - 2] if around.start > 1 else "\n"
        later = text[around.end + 1] if around.end + 1 < len(text) else "\n"
        if digits and text[around.start] in "-−." and before.isalnum():
            return False
        if before == "=" and earlier in "<>":
            before = " "
        if before in "_/\\@#=^" + FILLER or (before in "-–.,:" and earlier.isalnum() and (digits or before == "-")):
            return before == "–" and not earlier.isdigit()
        if before == "." or (before == "-" and digits and earlier == "-"):
            return False
        if behind in ".,:'" and later.isalnum() and (later in _DIGITS or behind == "'"):
            return False
        if behind in "–" and later in _DIGITS:
            return False
        return behind not in "/\\_@^°" + FILLER

    def in_compound(self, around: Surroundings) -> bool | None:
        """None: no hyphen behind; True: a compound that counts ("12-member"); False: another one ("two-way")."""
        if around.behind not in "-" or not around.right or around.behind == "":
            return None
        word = around.right[0].strip(QUOTES + ".,;:!?")[1:].casefold()
        head, _, tail = word.partition("-")
        if tail[:1].isdigit():
            return False  # "15-IDEX-02"
        plain = around.text[around.start : around.end].replace(",", "")
        many = plain.isdigit() and int(plain) >= _MANY and head.isalpha() and len(head) > _SHORT
        return head in self.lists["compound"] or (many and head not in self.lists["compound_out"])

    def is_time(self, around: Surroundings) -> bool:
        """Whether a calendar unit follows: the number belongs to a DATE ("five academic years")."""
        units = self.lists["time_unit"]
        if around.behind == "-":
            return around.right[0][1:].partition("-")[0].strip(QUOTES + ".,;:!?").casefold() in units
        adjectives = self.lists["time_adjective"]
        for ahead in (1, 2, 3):
            word = around.following(ahead)
            if word.partition("-")[0] in units and word not in self.lists["time_not"]:
                return True
            if word not in adjectives:
                return False
        return False

    def multiplies(self, around: Surroundings) -> bool:
        """Whether "times as many", "times what" or the like follows: the number is a ratio."""
        lists = self.lists
        return around.following() in lists["times"] and around.following(2) in lists["times_next"]

    def plural_follows(self, around: Surroundings) -> bool:
        """Whether one of the next three words looks like a plural noun."""
        for ahead in (1, 2, 3, 4):
            word = around.following(ahead)
            if not word:
                return False
            if self.is_plural(word):
                return True
        return False

    def is_plural(self, word: str) -> bool:
        """Whether a casefolded word looks like a plural noun."""
        if word in self.lists["plural"]:
            return True
        if len(word) < 4 or word[-1] != "s" or word in self.lists["no_plural"]:
            return False
        return not word.endswith(("ss", "'s", "us", "is"))

    def is_count_in_digits(self, around: Surroundings, surface: str, value: int | None, limited: bool) -> bool:
        """Whether digits count something: no year, label, postcode, page number.

        Args:
            around: the words around.
            surface: the digits.
            value: their value when they are a plain integer without grouping, else None.
            limited: whether a modifier ("over") stands in front.
        """
        previous = around.previous()
        abbreviated = around.left[-1].casefold() if around.left else ""  # "Fig. 3"
        if (previous in self.lists["label"] or abbreviated in self.lists["label"]) and not limited:
            return False
        if value is None:
            version = surface.replace(".", "", 1).isdigit() and not limited
            label = bool(around.left) and len(around.left[-1]) > 1 and around.left[-1].isupper()
            return not version or (not label and self._no_name_before(around, previous))
        if len(surface) > 1 and surface[0] == "0":
            return False
        if around.before == "(" and around.behind == ")" and not self._is_listed(around):
            return False
        if not around.left and (not around.right or len(around.right[0].strip(QUOTES + ".")) == 0):
            return False
        early = value in _EARLY and previous in self.lists["year_in"]
        founded = value in _FOUNDED and abbreviated.lstrip(QUOTES) in self.lists["year_verb"]
        if (early or founded) and not self.is_plural(around.following()):
            return False
        if value in _YEARS and len(surface) == 4 and not self._counts_as_year_like(around, previous, limited):
            return False
        if limited:
            return True
        following = around.right[0] if around.right and around.behind == " " else ""
        if following[:1].isupper() and (len(surface) >= 5 or (around.left and around.left[-1].endswith(","))):
            return self.plural_follows(around)
        return self._no_name_before(around, previous)

    def _is_listed(self, around: Surroundings) -> bool:
        """Whether names have their numbers in brackets: "Italy (14) and Greece (nine)"; one alone may be a note mark."""
        if not around.left or not around.left[-1][0].isupper():
            return False
        near = [*around.left[-_NEAR:-1], *around.right[1:_NEAR]]
        marked = (word.strip(",.;").casefold() for word in near)
        return any(word[0] == "(" and word[-1] == ")" and self._is_numeral(word[1:-1]) for word in marked if word)

    def _is_numeral(self, word: str) -> bool:
        return word.isdigit() or word in self.words["ones"]

    def is_band(self, around: Surroundings, low: Decimal, high: Decimal) -> bool:
        """Whether two numbers are the ranks of a band: "the 401-500 band"."""
        return around.following() in self.lists["rank_band"] and low % 10 == 1 and high % 10 == 0

    def is_across(self, around: Surroundings, low: Decimal) -> bool:
        """Whether "over" says where or when: "over six campuses", but "over 60", "just over two"."""
        over = self.lists["across"]
        if around.previous() not in over or around.previous(2) in self.lists["across_not_after"]:
            return False
        word = around.text[around.start].isalpha()
        return _FEWEST <= low < _TEN and (word or around.following() in self.lists["across_noun"])

    def is_degree(self, around: Surroundings, value: Decimal) -> bool:
        """Whether the degrees are a university's: "awarded 7,412 degrees", "offers 60 degrees"."""
        words = {word.strip(QUOTES + ",").casefold() for word in around.left[-_DEGREE_REACH:]}
        whole = value == value.to_integral_value()
        return value > _CIRCLE or (whole and not words.isdisjoint(self.lists["degree_verb"]))

    def _counts_as_year_like(self, around: Surroundings, previous: str, limited: bool) -> bool:
        plural = self.is_plural(around.following()) and around.following() != ""
        if limited:
            return plural or self.plural_follows(around)
        named = bool(around.left) and around.left[-1][:1].isupper()
        return plural and not named and previous not in self.lists["year_before"]

    def _no_name_before(self, around: Surroundings, previous: str) -> bool:
        """False behind a capitalised word that is no function word ("Rennes 1", "Apollo 11")."""
        if not around.left or around.before != " ":
            return True
        last = around.left[-1]
        if last.islower() or not last[0].isalpha() or not last[-1].isalnum() or previous in self.lists["starter"]:
            return True
        return self.plural_follows(around)

    def is_count_in_words(self, around: Surroundings, surface: str, value: Decimal | None) -> bool:
        """Whether number words count something: not "one", not "the two", not inside a name."""
        if value == 1 or value == 0:
            return False
        previous = around.previous()
        if value is not None and value <= 10 and self._points_back(around, previous):
            return False
        if (
            previous in self.lists["label"]
            and previous not in self.lists["starter"]
            and around.previous(2) not in self.lists["told"]
        ):
            return False
        if surface[:1].isupper() and not around.opens:
            last = around.left[-1]
            return (last[:1].isupper() or last.casefold() in self.lists["starter"]) and self.plural_follows(around)
        return True

    def _points_back(self, around: Surroundings, previous: str) -> bool:
        definite = self.lists["definite"]
        return previous in definite or (previous in self.lists["definite_between"] and around.previous(2) in definite)

    def is_half(self, around: Surroundings) -> bool:
        """Whether "half" is a fraction of something, not of a year, nor a prefix."""
        if around.behind == "-" or around.before == "-" or self.is_time(around):
            return False
        units = self.lists["time_unit"] | self.lists["clock_unit"]
        if around.following() in self.lists["article"] and around.following(2) in units:
            return False
        previous = around.previous()
        if previous in self.words["ordinal"] or previous in self.lists["half_not_after"]:
            return False
        follows = self.lists["half_next"] | self.lists["fraction_verb"]
        return around.following() in follows or self._before_fraction(around)

    def _before_fraction(self, around: Surroundings) -> bool:
        left = around.left
        last = left[-1].casefold() if left else ""
        if last in self.lists["article"] and len(left) > 1:
            last = left[-2].casefold()
        return last in self.lists["fraction_before"]

    def is_fraction(self, around: Surroundings, rest: bool = False) -> bool:
        """Whether "a third" is a share, no rank: by what follows it, or by what stands before when nothing does.

        Args:
            around: the words around.
            rest: whether it is what remains: "the remaining third".
        """
        following, lists = around.following(), self.lists
        if following in lists["fraction_next"]:
            return True
        if not following and len(around.left) == 1 and not around.right:
            return True  # "a fifth", nothing else on the line
        ends = following == "" or following in lists["starter"] or around.right[0][0] == "("
        if ends and (rest or self._before_fraction(around)):
            return True
        return (ends or following in lists["fraction_verb"]) and (rest or self._is_part(around))

    def _is_part(self, around: Surroundings) -> bool:
        """Whether the share of something named before starts a clause: "Of 53 papers, a quarter had errors"."""
        left = around.left
        if around.text[around.start : around.end].casefold() in self.words["ordinal"]:
            return any(word in self.lists["of"] for word in map(str.casefold, left[:-1])) and left[-2][-1] == ","
        return len(left) < 2 or left[-2][-1] in ".,;:"
