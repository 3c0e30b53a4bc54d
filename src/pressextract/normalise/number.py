"""Numbers as written -> Decimal: scale words, number words, fractions, ordinals; digits are read by `digits`.

No language is known here: the words come from the tables of models/<lang>/figure.toml (`NumberWords.of`).
"""

from __future__ import annotations

import re
from decimal import Context, Decimal

from pressextract.normalise.digits import Number, NumberWords, capped, grouping_mark, parse_power

__all__ = ["Number", "NumberWords", "grouping_mark", "parse_fraction", "parse_number", "parse_ordinal"]

_MAX_TOKENS = 40  # "eight hundred and twenty-two billion five hundred and ninety-two million ..." has 28
_RATIO = Decimal("0.0001")  # "a third" is 0.3333: four decimals, as gold writes them
_SMALL_RATIO = Decimal("0.01")  # below: four digits that count, as "1 in 121" is 0.008264
_FOUR_DIGITS = Context(prec=4)
_HUNDRED = Decimal(100)
_VULGAR = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5), "⅘": (4, 5),
    "⅙": (1, 6), "⅚": (5, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8),
}  # fmt: skip
_RAISING = "^eE⁰¹²³⁴⁵⁶⁷⁸⁹"  # marks that a power may have
_TOKEN = re.compile(
    r"[0-9](?:[0-9.,]|['’][0-9]| (?=[0-9]{3}(?![0-9])))*|[^\W\d_]+\.?|[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]|[/+−-]|\.[0-9]+|\S"
)


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
        powered = parse_power(surface, words)
        if powered is not None or "^" in surface:
            return powered
    tokens = _TOKEN.findall(surface.casefold())
    if len(tokens) > _MAX_TOKENS:
        return None
    negative = tokens[0] in words.negatives or tokens[0] in ("-", "−")
    value, ambiguous = _Reader(tokens[negative:], words).read()
    return capped(-value if negative else value, surface, ambiguous) if value is not None else None


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
        return capped(before * last, text) if before is not None and before < last else None
    while heads and heads[-1] in words.joiners:
        heads.pop()
    before, _ = _Reader(heads, words).read()
    if before is None or before % 10 or (before % _HUNDRED and last >= 10) or last >= _HUNDRED:
        return None
    return capped(before + last, text)


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
    return capped(sign * (parts[0].value + ratio.value), text) if ratio else None


def _ratio(top: Decimal, bottom: Decimal, text: str) -> Number | None:
    if not bottom:
        return None
    exact = top / bottom
    rounded = exact.quantize(_RATIO) if abs(exact) >= _SMALL_RATIO else +exact.normalize(_FOUR_DIGITS)
    return capped(rounded if rounded != exact else exact, text)


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
