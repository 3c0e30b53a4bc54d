"""Days and years said in words: "twenty-fifth" -> 25, "nineteen eighty six" -> 1986, "two thousand and fifteen" -> 2015."""

from __future__ import annotations

from pressextract.normalise.date_reading import Anchor, Groups, Words, digits, named, short_year

__all__ = ["day_number", "month_said", "ordinal_said", "year_number", "year_said"]

_HUNDRED = 100


def _tokens(surface: str) -> list[str]:
    return surface.casefold().replace("-", " ").split()


def day_number(surface: str, words: Words) -> int:
    """Number said by digits with an ending, an ordinal or number words; 0 when it is none.

    >>> tables = {"ordinal": {"fifth": 5}, "digit_word": {"twenty": 20, "nine": 9}}
    >>> day_number("twenty-fifth", tables), day_number("twenty nine", tables), day_number("4th", tables)
    (25, 29, 4)
    """
    if surface[:1].isdigit():
        return digits(surface)
    if surface.casefold() in words["ordinal"]:
        return int(words["ordinal"][surface.casefold()])
    return sum(int(words["digit_word"].get(word) or words["ordinal"].get(word, 0)) for word in _tokens(surface))


def year_number(surface: str, words: Words) -> int:
    """Year said by four digits or in words; words that join numbers ("and") count nothing.

    >>> tables = {"digit_word": {"two": 2, "fifteen": 15, "nineteen": 19, "eighty": 80, "six": 6},
    ...           "scale": {"hundred": 100, "thousand": 1000}}
    >>> [year_number(text, tables) for text in ("1986", "nineteen eighty six", "two thousand and fifteen")]
    [1986, 1986, 2015]
    """
    if surface[:1].isdigit():
        return digits(surface)
    total, rest = 0, 0
    for number, word in enumerate(_tokens(surface)):
        if word in words["scale"]:
            total, rest = rest * int(words["scale"][word]), 0
        elif number == 1 and not total:
            total, rest = rest * _HUNDRED, int(words["digit_word"].get(word, 0))
        else:
            rest += int(words["digit_word"].get(word, 0))
    return total + rest


def year_said(groups: Groups, words: Words, anchor: Anchor) -> int | None:
    """The year of a match; None when it says none."""
    for name in ("year", "year2", "year3", "year4", "year5", "short"):
        if name in groups:
            surface = groups[name]
            return short_year(surface, anchor) if len(surface) < 3 else year_number(surface, words)
    return None


def month_said(groups: Groups, words: Words, name: str = "month") -> int:
    """Number of the month of a match, said by its name or by digits."""
    surface = groups[name]
    return int(surface) if surface.isdigit() else int(named(words, ("month", "month_short"), surface))


def ordinal_said(surface: str, words: Words) -> int:
    """Number of an ordinal; -1 for the last one."""
    return day_number(surface, words) or -1
