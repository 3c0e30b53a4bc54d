"""Does a numeral quantify anything? The words around it say; the lists are those of models/<lang>/figure.toml."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from pressextract.matchers.figure_bound import QUOTES, BoundWords, Surroundings
from pressextract.offsets import FILLER

__all__ = ["FigureContext", "Surroundings"]

_YEARS = range(1500, 2101)
_MANY = 13  # "64-dish", "16-nation": digits from here on count whatever the noun
_SHORT = 2  # letters: "19-nm" is no count
_DIGITS = "0123456789"


class FigureContext:
    """The checks of one language.

    Args:
        words: tables; `modifier` and `modifier_behind` are used here.
        lists: the word lists of the file.
    """

    def __init__(self, words: Mapping[str, Mapping[str, Any]], lists: Mapping[str, frozenset[str]]) -> None:
        self.words = words
        self.lists = lists
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
        plain = around.text[around.start : around.end]
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
        if around.before == "(" and around.behind == ")":
            return False
        if not around.left and (not around.right or len(around.right[0].strip(QUOTES + ".")) == 0):
            return False
        if value in _YEARS and len(surface) == 4 and not self._counts_as_year_like(around, previous, limited):
            return False
        if limited:
            return True
        following = around.right[0] if around.right and around.behind == " " else ""
        if following[:1].isupper() and (len(surface) >= 5 or (around.left and around.left[-1].endswith(","))):
            return self.plural_follows(around)
        return self._no_name_before(around, previous)

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
        if previous in self.lists["label"] and previous not in self.lists["starter"]:
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
        return around.following() in self.lists["half_next"] or self._before_fraction(around)

    def _before_fraction(self, around: Surroundings) -> bool:
        left = around.left
        last = left[-1].casefold() if left else ""
        if last in self.lists["article"] and len(left) > 1:
            last = left[-2].casefold()
        return last in self.lists["fraction_before"]

    def is_fraction(self, around: Surroundings) -> bool:
        """Whether "a third" is a share, no rank: "of" or a comparison follows, or "by" stands before, a stop behind."""
        following = around.following()
        if following in self.lists["fraction_next"]:
            return True
        if not following and len(around.left) == 1 and not around.right:
            return True  # "a fifth", nothing else on the line
        return (following == "" or following in self.lists["starter"]) and self._before_fraction(around)

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
            if named and not last[:1].isupper():
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
        heading = around.opens and not surface.islower()
        return heading and following.isalpha() and following not in lists["adverb_next"]

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
        return timed or following in self.lists["second_next"]

    def is_ordinal_in_digits(self, around: Surroundings) -> bool:
        """Whether "9th" ranks or counts: no century, no date, no edition inside an event's name."""
        if around.before == "-":
            return False
        following = around.following()
        if around.behind == "-":
            following = around.right[0][1:].partition("-")[0].strip(QUOTES + ".,;:!?").casefold()
        if following in self.lists["ordinal_date"] and (
            following in self.lists["ordinal_century"] or around.following(2) in self.lists["linker"]
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
