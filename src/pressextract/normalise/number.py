"""Numbers as written -> Decimal: digits with grouping, scale words, number words, fractions, ordinals.

No language is known here: the words come from the tables of models/<lang>/figure.toml (`NumberWords.of`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Context, Decimal
from functools import lru_cache
from typing import Any

__all__ = ["Number", "NumberWords", "grouping_mark", "parse_fraction", "parse_number", "parse_ordinal"]

_MAX_DIGITS = 40  # as in values.py: more is no quantity of a press release
_MAX_TOKENS = 40  # "eight hundred and twenty-two billion five hundred and ninety-two million ..." has 28
_RATIO = Decimal("0.0001")  # "a third" is 0.3333: four decimals, as gold writes them
_SMALL_RATIO = Decimal("0.01")  # below: four digits that count, as "1 in 121" is 0.008264
_FOUR_DIGITS = Context(prec=4)
_HUNDRED = Decimal(100)
_POWER_OF_TEN = re.compile(
    r"([-−]?[0-9.,' ]{0,40}?)(?: ?[x×·*] ?)?(?<![0-9.])10 ?(?:\^ ?([-+−–]?[0-9]{1,2})|([⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}))"
)
_E_NOTATION = re.compile(r"([-−]?[0-9.,]{1,40})[eE]([-+−]?[0-9]{1,2})")
_POWER = re.compile(r"([-−]?)([0-9.,]{1,20})\^([-+−]?[0-9]{1,2})")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺−–", "0123456789-+--")
_POWER_DIGITS = 16  # of a power's value: "1.1^23" has no end
_VULGAR = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5), "⅘": (4, 5),
    "⅙": (1, 6), "⅚": (5, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8),
}  # fmt: skip
# How a text writes its numbers where only one reading is possible: 1,234,567 and 1,234.5 and 2.5; 1.234.567 and 1.234,5 and 2,5 %.
_COMMA_GROUPS = re.compile(
    r"(?<![\d.,])\d{1,3},\d{3}(?:,\d{3}|\.\d|(?![\d,.]))|(?<![\d.,:/-])\d{1,3}\.\d{1,2}(?![\d.,:/-])"
)
_DOT_GROUPS = re.compile(
    r"(?<![\d.,])\d{1,3}\.\d{3}(?:\.\d{3}(?![.\d])|,\d)|(?<![\d.,])\d{1,3},\d{1,2} ?[%‰€$£]|[€$£] ?\d{1,3},\d{1,2}(?![\d,])"
)
_RAISING = "^eE⁰¹²³⁴⁵⁶⁷⁸⁹"  # marks that a power may have
_TOKEN = re.compile(
    r"[0-9](?:[0-9.,]|['’][0-9]| (?=[0-9]{3}(?![0-9])))*|[^\W\d_]+\.?|[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]|[/+−-]|\.[0-9]+|\S"
)


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
    dots, commas = _DOT_GROUPS.search(text), _COMMA_GROUPS.search(text)
    return None if bool(dots) == bool(commas) else "." if dots else ","


def _decimal(whole: str, rest: str, text: str, ambiguous: bool = False) -> Number | None:
    if len(whole) + len(rest) > _MAX_DIGITS:
        return None
    return Number(Decimal(f"{whole}.{rest}" if rest else whole), text, ambiguous)


def parse_number(text: str, words: NumberWords) -> Number | None:
    """The cardinal number that `text` writes, whole; None when it writes none.

    Args:
        text: the numeral alone: "2,900", "2.4 thousand", "twenty-one", "two and a half million", "-5", "1.3x10^6".
        words: the language's tables.

    >>> en = NumberWords({"two": Decimal(2)}, {"million": Decimal(10**6)}, {}, {"half": Decimal(2)},
    ...     frozenset({"and"}), frozenset(), frozenset(), frozenset({"a"}), frozenset(), frozenset())
    >>> parse_number("2,900", en).value, parse_number("two and a half million", en).value
    (Decimal('2900'), Decimal('2500000.0'))
    >>> parse_number("2,9000", en) is None
    True
    """
    surface = text.strip()
    if not surface or len(surface) > 200:
        return None
    plain = words.digits(surface)
    if plain is not None:
        return plain
    if any(mark in surface for mark in _RAISING):
        powered = _power(surface, words)
        if powered is not None or "^" in surface:
            return powered
    tokens = _TOKEN.findall(surface.casefold())
    if len(tokens) > _MAX_TOKENS:
        return None
    negative = tokens[0] in words.negatives or tokens[0] in ("-", "−")
    value, ambiguous = _Reader(tokens[negative:], words).read()
    return _capped(-value if negative else value, surface, ambiguous) if value is not None else None


def _capped(value: Decimal, text: str, ambiguous: bool = False) -> Number | None:
    _, digits, exponent = value.as_tuple()
    if not value.is_finite() or len(digits) > _MAX_DIGITS or not isinstance(exponent, int):
        return None
    if abs(exponent) > _MAX_DIGITS or abs(value.adjusted()) >= _MAX_DIGITS:
        return None
    return Number(value, text, ambiguous)


def _power(text: str, words: NumberWords) -> Number | None:
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
    return _capped(-value if raised.group(1) else value, text)


def _scaled(factor: str, power: str, text: str, words: NumberWords) -> Number | None:
    mantissa = words.digits(factor.lstrip("-−"))
    exponent = int(power.translate(_RAISED))
    if mantissa is None or abs(exponent) >= _MAX_DIGITS:
        return None
    value = mantissa.value.scaleb(exponent)
    return _capped(-value if factor[0] in "-−" else value, text)


def parse_ordinal(text: str, words: NumberWords) -> Number | None:
    """The rank that an ordinal writes ("3rd", "third", "twenty-first", "160th"); None when it is no ordinal."""
    surface = text.strip().casefold()
    if not surface or len(surface) > 60:
        return None
    if surface[0] in "0123456789":
        head = surface.rstrip("abcdefghijklmnopqrstuvwxyzºª°.")
        number = words.digits(head) if surface[len(head) :] in words.ordinal_endings else None
        return Number(number.value, text) if number and number.value == int(number.value) else None
    tokens = _TOKEN.findall(surface)
    last = words.ordinals.get(tokens[-1]) if tokens else None
    if last is None:
        return None
    heads = [word for word in tokens[:-1] if word != "-"]
    if not heads:
        return Number(last, text)
    if last in words.scales.values():  # "two hundredth"
        before, _ = _Reader(heads, words).read()
        return _capped(before * last, text) if before is not None and before < last else None
    while heads and heads[-1] in words.joiners:
        heads.pop()
    before, _ = _Reader(heads, words).read()
    if before is None or before % 10 or (before % _HUNDRED and last >= 10) or last >= _HUNDRED:
        return None
    return _capped(before + last, text)


def parse_fraction(text: str, words: NumberWords) -> Number | None:
    """The ratio that a fraction writes: "half", "two-thirds", "3/4", "a third"; to four decimals."""
    surface = text.strip().casefold()
    vulgar = _VULGAR.get(surface)
    if vulgar:
        return _ratio(Decimal(vulgar[0]), Decimal(vulgar[1]), text)
    if "/" in surface:
        return _slashed(surface, words)
    tokens = [token for token in _TOKEN.findall(surface[:60]) if token not in ("-", *words.articles)]
    joined = "-".join(tokens[-2:])
    if len(tokens) > 1 and joined in words.fractions and joined in surface:
        tokens[-2:] = [joined]  # "twenty-firsts"
    if not tokens or tokens[-1] not in words.fractions:
        return None
    if len(tokens) == 1:
        return _ratio(Decimal(1), words.fractions[tokens[-1]], text)
    share, _ = _Reader(tokens[:-1], words).read()
    return _ratio(share, words.fractions[tokens[-1]], text) if share is not None else None


def _slashed(text: str, words: NumberWords) -> Number | None:
    """Value of "3/4", "-4/5", "2 1/4"."""
    sign = -1 if text[0] in "-−" else 1
    top, _, bottom = text.lstrip("-−").partition("/")
    whole, _, numerator = top.strip().rpartition(" ")
    parts = [words.digits(part.strip()) for part in (whole or "0", numerator, bottom)]
    if parts[0] is None or parts[1] is None or parts[2] is None:
        return None
    ratio = _ratio(parts[1].value, parts[2].value, text)
    return _capped(sign * (parts[0].value + ratio.value), text) if ratio else None


def _ratio(top: Decimal, bottom: Decimal, text: str) -> Number | None:
    if not bottom:
        return None
    exact = top / bottom
    rounded = exact.quantize(_RATIO) if abs(exact) >= _SMALL_RATIO else +exact.normalize(_FOUR_DIGITS)
    return _capped(rounded if rounded != exact else exact, text)


class _Reader:
    """Reads a list of tokens as one cardinal number; every token must fit."""

    def __init__(self, tokens: list[str], words: NumberWords) -> None:
        self.tokens = [token for token in tokens if token not in ("-", "+")]
        self.words = words
        self.ambiguous = False

    def read(self) -> tuple[Decimal | None, bool]:
        """The value, None when the tokens are no number; and whether a comma was read as decimal mark."""
        words = self.words
        for at, token in enumerate(self.tokens):
            if token in words.fractions or token in _VULGAR:
                return self._with_fraction(at), self.ambiguous
        for at, token in enumerate(self.tokens):
            if token in words.points:
                return self._with_point(at), self.ambiguous
        return self._sum(self.tokens), self.ambiguous

    def _atom(self, token: str) -> Decimal | None:
        value = self.words.cardinals.get(token)
        if value is not None:
            return value
        if token[0] in ".0123456789":
            number = self.words.digits(token.rstrip(".,"))
            if number is not None:
                self.ambiguous |= number.ambiguous
                return number.value
        return None

    def _sum(self, tokens: list[str]) -> Decimal | None:
        """Additive reading: "four thousand three hundred and two"; the parts must grow smaller."""
        total = group = Decimal(0)
        ceiling: Decimal | None = None  # the last scale above 100
        room: Decimal | None = None  # what the next plain number must stay below
        seen = scaled = False
        for at, token in enumerate(tokens):
            if token in self.words.joiners or token in self.words.linkers:
                if not seen or at == len(tokens) - 1:
                    return None
                scaled = False
                continue
            if token in self.words.articles:
                if seen or at == len(tokens) - 1:
                    return None
                continue
            scale = self.words.scales.get(token.rstrip(".")) if at or token not in self.words.cardinals else None
            if scale is not None and token not in self.words.cardinals:
                if ceiling is not None and scale >= ceiling and scale > _HUNDRED:
                    if not scaled or group:
                        return None
                    total, ceiling, room = total * scale, None, None  # "a lakh crore", "two thousand million"
                    continue
                if scale <= _HUNDRED:
                    group = (group or Decimal(1)) * scale
                    room = scale
                else:
                    total += (group if group or room is not None else Decimal(1)) * scale
                    group, ceiling, room = Decimal(0), scale, None
                seen = scaled = True
                continue
            value = self._atom(token)
            limit = room if room is not None else ceiling
            if value is None or (limit is not None and value >= limit):
                return None
            group += value
            scaled = False
            room = Decimal(10) if value >= 20 and value % 10 == 0 and token in self.words.cardinals else Decimal(0)
            seen = True
        return total + group if seen else None

    def _with_point(self, at: int) -> Decimal | None:
        """Decimals in words, "two point seven one million": behind the point stand digits, or one number below 100."""
        words = self.words
        stop = at + 1
        while stop < len(self.tokens) and self.tokens[stop] in words.cardinals:
            stop += 1
        whole = self._sum(self.tokens[:at])
        values = [words.cardinals[token] for token in self.tokens[at + 1 : stop]]
        if whole is None or not values:
            return None
        compound = len(values) == 2 and values[0] >= 20 and 0 < values[1] < 10
        digits = str(sum(values)) if compound else "".join(str(value) for value in values)
        value = whole + Decimal(f"0.{digits}")
        for token in self.tokens[stop:]:
            scale = words.scales.get(token)
            if scale is None:
                return None
            value *= scale
        return value

    def _with_fraction(self, at: int) -> Decimal | None:
        """Numbers with a fraction: "two and a half million", "two thirds of a million", "twenty-three fifths"."""
        words = self.words
        token = self.tokens[at]
        top, bottom = _VULGAR.get(token, (1, words.fractions.get(token, Decimal(1))))
        head = self.tokens[:at]
        joined = max((place for place, word in enumerate(head) if word in words.joiners), default=-1)
        share = self._share(head[joined + 1 :])
        whole = self._sum(head[:joined]) if joined > 0 else Decimal(0)
        if joined > 0 and (share is None or share >= bottom):
            share, whole = self._sum(head), Decimal(0)
        if token in _VULGAR:
            share, whole = Decimal(top), (self._sum(head) if head else Decimal(0))
        if share is None or whole is None:
            return None
        tail = self._tail(self.tokens[at + 1 :])
        if tail is None or not bottom:
            return None
        last = words.scales.get(head[joined - 1]) if joined > 0 and whole else None
        step = last if last is not None and last > _HUNDRED and tail == 1 else Decimal(1)  # "three million and a half"
        if joined > 0 and last is not None and _HUNDRED < tail < last:
            value = whole + share / Decimal(bottom) * tail  # "one billion and a half million"
        else:
            value = (whole + share / Decimal(bottom) * step) * tail
        return value if value == value.to_integral_value() else value.quantize(_RATIO).normalize()

    def _share(self, tokens: list[str]) -> Decimal | None:
        rest = [token for token in tokens if token not in self.words.articles]
        return self._sum(rest) if rest else Decimal(1)

    def _tail(self, tokens: list[str]) -> Decimal | None:
        """The scales behind a fraction multiplied ("half a million"); 1: there are none, None: it is no tail."""
        value = Decimal(1)
        for token in tokens:
            if token in self.words.articles or token in self.words.linkers:
                continue
            scale = self.words.scales.get(token)
            if scale is None:
                return None
            value *= scale
        return value
