"""Digits as written -> Decimal: grouping, decimals, powers; and the words of one language that numbers are made of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Context, Decimal
from functools import lru_cache
from typing import Any

__all__ = ["Number", "NumberWords", "capped", "grouping_mark", "parse_power"]

_MAX_DIGITS = 40  # as in values.py: more is no quantity of a press release
_POWER_OF_TEN = re.compile(
    r"([-−]?[0-9.,' ]{0,40}?)(?: ?[x×·*] ?)?(?<![0-9.])10 ?(?:\^ ?([-+−–]?[0-9]{1,2})|([⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}))"
)
_E_NOTATION = re.compile(r"([-−]?[0-9.,]{1,40})[eE]([-+−]?[0-9]{1,2})")
_POWER = re.compile(r"([-−]?)([0-9.,]{1,20})\^([-+−]?[0-9]{1,2})")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺−–", "0123456789-+--")
_POWER_DIGITS = 16  # of a power's value: "1.1^23" has no end
# How a text writes its numbers where only one reading is possible: 1,234,567 and 1,234.5 and 2.5; 1.234.567 and 1.234,5 and 2,5 %.
_COMMA_GROUPS = re.compile(
    r"(?<![\d.,])\d{1,3},\d{3}(?:,\d{3}|\.\d|(?![\d,.]))|(?<![\d.,:/-])\d{1,3}\.\d{1,2}(?![\d.,:/-])"
)
_DOT_GROUPS = re.compile(
    r"(?<![\d.,])\d{1,3}\.\d{3}(?:\.\d{3}(?![.\d])|,\d)|(?<![\d.,])\d{1,3},\d{1,2} ?[%‰€$£]|[€$£] ?\d{1,3},\d{1,2}(?![\d,])"
)
_INNER_MARK = re.compile(r"\d[.,]\d")
_GROUP = 3  # digits between two marks
_SIGNS = "€$£"


@dataclass(frozen=True, slots=True)
class Number:
    """A number: its value, the text it was read from, and whether another reading was possible ("1,3")."""

    value: Decimal
    text: str
    ambiguous: bool = False


@dataclass(frozen=True)
class NumberWords:
    """The words and marks of one language that numbers are made of (all casefolded).

    Attributes:
        cardinals: "seven" -> 7, "forty" -> 40.
        scales: "hundred" -> 100, "million" -> 10^6, "k" -> 1000.
        ordinals: "third" -> 3, "twentieth" -> 20.
        fractions: denominators, "half" -> 2, "thirds" -> 3.
        joiners, points, negatives, articles, fold: "and"; "point"; "minus"; "a"; the ending of "threefold".
        decimal: the decimal mark; the other of "." and "," groups digits, as do spaces and apostrophes.
    """

    cardinals: Mapping[str, Decimal]
    scales: Mapping[str, Decimal]
    ordinals: Mapping[str, Decimal]
    fractions: Mapping[str, Decimal]
    joiners: frozenset[str]
    points: frozenset[str]
    negatives: frozenset[str]
    articles: frozenset[str]
    linkers: frozenset[str]
    ordinal_endings: frozenset[str]
    fold: frozenset[str] = frozenset()
    decimal: str = "."
    _patterns: tuple[re.Pattern[str], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Compiles the digit patterns for the language's marks."""
        point = re.escape(self.decimal)
        comma = "," if self.decimal == "." else "\\."
        tail = rf"(?:{point}([0-9]{{1,{_MAX_DIGITS}}}))?"
        patterns = (
            rf"([0-9]{{1,{_MAX_DIGITS}}}){tail}",
            rf"([0-9]{{1,3}}(?:{comma}[0-9]{{3}}){{1,12}}){tail}",
            rf"([0-9]{{1,3}}(?:[ '’][0-9]{{3}}){{1,12}}){tail}",
            rf"([0-9]{{1,2}}(?:{comma}[0-9]{{2}}){{1,6}}{comma}[0-9]{{3}}){tail}",
            rf"([0-9]{{1,3}}(?:{point}[0-9]{{3}}){{1,12}}){comma}([0-9]{{1,{_MAX_DIGITS}}})",
            rf"([0-9]{{1,3}}(?:{point}[0-9]{{3}}){{2,12}})()",
        )
        object.__setattr__(self, "_patterns", tuple(re.compile(pattern) for pattern in patterns))

    @classmethod
    def of(cls, words: Mapping[str, Mapping[str, Any]], lists: Mapping[str, frozenset[str]]) -> NumberWords:
        """The tables of a figure.toml: `words` number, scale, suffix, ordinal, fraction; `lists` joiner, point ..."""

        def table(name: str) -> dict[str, Decimal]:
            return {surface: Decimal(str(value)) for surface, value in words.get(name, {}).items()}

        marks = lists.get("decimal_mark", frozenset("."))
        return cls(
            cardinals=table("number"),
            scales=table("suffix") | table("scale"),
            ordinals=table("ordinal"),
            fractions=table("fraction"),
            joiners=lists.get("joiner", frozenset()),
            points=lists.get("point", frozenset()),
            negatives=lists.get("negative", frozenset()),
            articles=lists.get("article", frozenset()),
            linkers=lists.get("linker", frozenset()),
            ordinal_endings=lists.get("ordinal_ending", frozenset()),
            fold=lists.get("fold", frozenset()),
            decimal=min(marks),
        )

    def digits(self, text: str) -> Number | None:
        """A number written in digits, with grouping and decimals; None when it is none or breaks the grouping.

        "2,900", "2 900" and "2.900.000" have their groups; "1,3" is read with a decimal comma and marked ambiguous; "2,9000" is
        nothing.
        """
        if text[:1] == self.decimal:
            text = "0" + text
        for pattern in self._patterns:
            match = pattern.fullmatch(text)
            if match:
                whole = re.sub("[^0-9]", "", match.group(1))
                return _decimal(whole, match.group(2) or "", text)
        other = "," if self.decimal == "." else "."
        whole, mark, rest = text.partition(other)
        if mark and whole.isascii() and whole.isdigit() and rest.isascii() and rest.isdigit() and len(rest) < 3:
            return _decimal(whole, rest, text, ambiguous=True)
        return None

    def multiple(self, text: str) -> Number | None:
        """What "threefold" multiplies by; None when the word has no such ending."""
        folded = text.casefold()
        for ending in self.fold:
            head = folded.removesuffix(ending)
            if head != folded:
                value = self.cardinals.get(head) or self.scales.get(head)
                return Number(value, text) if value is not None else None
        return None


@lru_cache(maxsize=8)
def grouping_mark(text: str) -> str | None:
    """The mark that groups digits in a text, "," or ".", where its other numbers agree on one; else None.

    >>> grouping_mark("1.234 of 2.500.000"), grouping_mark("1.234 of 2.5"), grouping_mark("1.234")
    ('.', ',', None)
    """
    dots = commas = False
    for mark in _INNER_MARK.finditer(text):  # a tenth of the time that the patterns take over all of a text
        start, first = _number_start(text, mark.start() + 1)
        dots = dots or any(_DOT_GROUPS.match(text, at) for at in (start, first))
        commas = commas or _COMMA_GROUPS.match(text, first) is not None
        if dots and commas:
            return None
    return None if dots == commas else "." if dots else ","


def _number_start(text: str, inner: int) -> tuple[int, int]:
    """Where the digits that end at `inner` begin with their currency sign, and where without."""
    first = inner
    while first and inner - first < _GROUP and text[first - 1].isdecimal():
        first -= 1
    sign = first - 1 if first and text[first - 1] != " " else first - 2
    return (sign if sign >= 0 and text[sign] in _SIGNS else first), first


def _decimal(whole: str, rest: str, text: str, ambiguous: bool = False) -> Number | None:
    if len(whole) + len(rest) > _MAX_DIGITS:
        return None
    return Number(Decimal(f"{whole}.{rest}" if rest else whole), text, ambiguous)


def capped(value: Decimal, text: str, ambiguous: bool = False) -> Number | None:
    """The number, None when it has more digits than any quantity of a release."""
    _, digits, exponent = value.as_tuple()
    if not value.is_finite() or len(digits) > _MAX_DIGITS or not isinstance(exponent, int):
        return None
    if abs(exponent) > _MAX_DIGITS or abs(value.adjusted()) >= _MAX_DIGITS:
        return None
    return Number(value, text, ambiguous)


def parse_power(text: str, words: NumberWords) -> Number | None:
    """Value of "1.3 × 10^6", "10⁻⁹", "2e10", "1.1^23"; None when the text is none of these."""
    tens = _POWER_OF_TEN.fullmatch(text)
    if tens:
        factor, power = tens.group(1).strip(), tens.group(2) or tens.group(3)
        return _scaled(factor or "1", power, text, words)
    notation = _E_NOTATION.fullmatch(text)
    if notation:
        return _scaled(notation.group(1), notation.group(2), text, words)
    raised = _POWER.fullmatch(text)
    base = words.digits(raised.group(2)) if raised else None
    if raised is None or base is None or not base.value:
        return None
    value = Context(prec=_POWER_DIGITS).power(base.value, int(raised.group(3).translate(_RAISED)))
    return capped(-value if raised.group(1) else value, text)


def _scaled(factor: str, power: str, text: str, words: NumberWords) -> Number | None:
    mantissa = words.digits(factor.lstrip("-−"))
    exponent = int(power.translate(_RAISED))
    if mantissa is None or abs(exponent) >= _MAX_DIGITS:
        return None
    value = mantissa.value.scaleb(exponent)
    return capped(-value if factor[0] in "-−" else value, text)
