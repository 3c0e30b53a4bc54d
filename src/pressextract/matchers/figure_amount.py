"""Amounts: what a match of models/<lang>/figure.toml says in numbers and units; whether it counts is decided elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from pressextract.knowledge.rules import RuleMatch, Rules
from pressextract.normalise.currency import Currencies
from pressextract.normalise.number import Number, NumberWords, grouping_mark, parse_number

__all__ = ["Amount", "AmountReader", "is_clock", "is_year", "suffix_of"]

_ONE = Decimal(1)
_YEAR_DIGITS = 4
_YEARS = range(1500, 2101)
_SMALLEST_CAREFUL = 100  # "three won prizes": money only from here on, or with a scale word
_MOST_WITH_CENTS = 100_000
_TIMES = ("x", "×")
_CHANGE_REACH = 60  # characters back to a verb of change
_THREE_BEHIND_POINT = re.compile(r"[-−]?[0-9]{1,3}\.[0-9]{3}")
_CLOCK = re.compile(r"(?:[01]?[0-9]|2[0-4])\.[0-5][0-9]")
_UNDECIDED = re.compile(r"(?<![\d.,])[0-9]{1,3}[.,][0-9]{3}(?![\d.,]\d|\d)")


@dataclass(frozen=True, slots=True)
class Amount:
    """One or two bounds, the span that writes them, and the group that holds their unit (None: the rule's usual one)."""

    start: int
    end: int
    low: Number
    high: Number | None = None
    unit: str | None = None
    kind: str | None = None  # where it is not the rule's: "€5 million and 12 %"
    shared: bool = False  # its unit stands before another amount: "€3 and 4 million", but also "€3 and 20 labs"


class AmountReader:
    """Reads the groups of a match. `rules`: models/<lang>/figure.toml."""

    def __init__(self, rules: Rules) -> None:
        words, tables = rules.words, rules.file.words
        self.lists = rules.lists
        self.words = NumberWords.of(words | {"number": words["ones"] | words["tens"] | words["pair"]}, rules.lists)
        self.currencies = Currencies.of(tables)
        self._units: dict[str, str] = {
            **words["unit_below"],
            **words["unit"],
            **tables["symbol"],
            **tables["symbol_sign"],
        }
        self._percents = {surface: Decimal(str(factor)) for surface, factor in words["percent"].items()}
        self.number = lru_cache(maxsize=4096)(lambda text: parse_number(text, self.words))

    def amounts(self, match: RuleMatch, text: str) -> Iterator[Amount]:
        """One amount, a range, or the two that "and" coordinates; spans take in the unit and lose a leading article."""
        if match.rule.emit["kind"] == "money" and ("minor" in match.groups or "minor2" in match.groups):
            yield from self._with_cents(match)
            return
        start, end = match.spans.get("figure", (match.start, match.end))
        start, sign = (
            self._signed(match, text, start) if "minus" in match.groups or "minus2" in match.groups else (start, 1)
        )
        low = self._number(match, "low", text, sign)
        if "high" not in match.groups:
            if low is not None:
                yield Amount(self.without_article(text, start, end), end, low)
            return
        high = self._number(match, "high", text, 1)
        if low is None or high is None:
            return
        sep = match.groups["sep"].strip().casefold()
        if sep == "±":
            yield Amount(start, end, _moved(low, -high.value), _moved(low, high.value))
        elif self._is_range(match, text, start, (low, high)):
            low = self._scaled_alike(low, high)
            years = all(len(number.text) == _YEAR_DIGITS and number.text.isdigit() for number in (low, high))
            if low.value < high.value and not (years and match.rule.emit["kind"] == "count"):
                yield Amount(start, end, low, high)
        elif sep.isalpha() or sep in _TIMES:
            yield from self._coordinated(match, (start, end), low, high)

    def _coordinated(self, match: RuleMatch, span: tuple[int, int], low: Number, high: Number) -> Iterator[Amount]:
        """The two amounts of "€3 million and €4 million"."""
        spans = match.spans
        own = "lowunit" in spans
        yield Amount(span[0], spans["lowunit" if own else "low"][1], low, None, "lowunit" if own else None)
        if "percent" in spans:
            yield Amount(spans["high"][0], span[1], high, None, "percent", "percent")
            return
        second = "unit2" if "unit2" in spans else "unit3" if "unit3" in spans else None
        shared = not own and second is None and "unit" in spans and spans["unit"][0] < spans["low"][0]
        bare = shared and low.text[-1].isalpha() and high.value < _SMALLEST_CAREFUL
        start = spans["unit2" if second == "unit2" else "high"][0]
        yield Amount(start, span[1], high, None, second, "count" if bare else None, shared)

    def _signed(self, match: RuleMatch, text: str, start: int) -> tuple[int, int]:
        """Where the amount starts and its sign: a dash behind a letter or digit joins, it is no minus."""
        if "minus" not in match.groups:
            return start, -1 if "minus2" in match.groups else 1
        if start and text[start - 1].isalnum():
            return match.spans["minus"][1], 1
        return start, -1

    def _number(self, match: RuleMatch, group: str, text: str, sign: int) -> Number | None:
        """The number of a group, its dots read as the text uses them elsewhere: "1.234" may be 1,234."""
        number: Number | None = self.number(match.groups[group])
        if number is None:
            return None
        if self.grouped(number):
            kind, mark = match.rule.emit["kind"], grouping_mark(text)
            money = kind == "money" and number.value >= 1
            if mark == "." or (mark is None and money):
                number = Number(number.value * 1000, number.text, mark is None)
        return Number(-number.value, number.text, number.ambiguous) if sign < 0 else number

    def grouped(self, number: Number) -> bool:
        """Whether a number has three digits behind its only point, as a group has."""
        return "." in number.text and _THREE_BEHIND_POINT.fullmatch(number.text) is not None

    def undecided(self, surface: str, text: str) -> bool:
        """Whether a figure's number can be read in two ways, and the rest of the text does not say which."""
        found = _UNDECIDED.search(surface)
        if found is None:
            return False
        mark = grouping_mark(text)
        if "," in found.group():
            return mark is None
        plain = found.end() == len(surface) or not surface[found.end() :].strip().isalpha()
        return mark is None and plain

    def _with_cents(self, match: RuleMatch) -> Iterator[Amount]:
        """The one amount of "3 dollars 50 cents", "£3 and 50 pence", "thirteen dollars forty five"."""
        which = "" if "minor" in match.groups else "2"
        low, minor = self.number(match.groups["low" + which]), self.number(match.groups["minor" + which])
        start, end = match.spans.get("figure", (match.start, match.end))
        if low is None or minor is None or minor.value >= _SMALLEST_CAREFUL:
            return
        whole = low.value == low.value.to_integral_value() and low.value < _MOST_WITH_CENTS
        unit = "unit" + which
        if whole:
            value = low.value + minor.value / 100
            yield Amount(start, end, Number(value, low.text), None, unit)
        else:
            yield Amount(start, max(match.spans["low" + which][1], match.spans[unit][1]), low, None, unit)

    def _is_range(self, match: RuleMatch, text: str, start: int, numbers: tuple[Number, Number]) -> bool:
        """Whether two numbers bound one amount: not "5 and 7", not "from 0.5 to 2" behind a verb of change."""
        lists, (low, high) = self.lists, numbers
        sep = match.groups["sep"].strip().casefold()
        before = text[max(0, start - 12) : start].split()
        word = before[-1].casefold() if before else ""
        if sep in _TIMES or (sep in lists["and"] and word not in lists["between"]):
            return False
        if word in lists["from"] and self._changes(text, start):
            return False
        if sep.isalpha() and self._scaled_alike(low, high).value >= high.value:
            return False
        if sep.isalpha() and match.rule.emit["kind"] == "count" and is_year(low) and word in lists["year_before"]:
            return False
        if "percent" in match.groups or "unit3" in match.groups:
            return False
        first, second = match.groups.get("lowunit"), match.groups.get("word") or match.groups.get("unit")
        return first is None or second is None or self._symbol(first) == self._symbol(second)

    def _symbol(self, surface: str) -> str:
        unit = self._units.get(surface) or self._units.get(surface.casefold())
        return unit or self.currencies.read(surface)[0] or surface.strip().casefold()

    def _changes(self, text: str, start: int) -> bool:
        """Whether a verb of change stands shortly before: "quadruple its output, from 0.5 to 2 curies" is no range."""
        before = text[max(0, start - _CHANGE_REACH) : start]
        words = before[before.rfind(". ") + 1 :].casefold().replace(",", " ").split()
        return not self.lists["change"].isdisjoint(words)

    def without_article(self, text: str, start: int, end: int) -> int:
        """Where a span starts behind its indefinite article."""
        head, _, rest = text[start:end].partition(" ")
        return start + len(head) + 1 if rest and head.casefold() in self.lists["article"] else start

    def _scaled_alike(self, low: Number, high: Number) -> Number:
        """The first number of "5-7 million", with the scale of the second when it has none of its own."""
        head = high.text.rstrip("".join(character for character in set(high.text) if character.isalpha())).strip(" -")
        mantissa = self.words.digits(head) if head != high.text else None
        plain = self.words.digits(low.text)
        if mantissa is None:
            scale = high.text.casefold().split()[-1].rpartition("-")[2]
            factor = self.words.scales.get(scale)
            small = low.text.casefold() in self.words.cardinals
            if factor and small and " " in high.text and low.value * factor < high.value:
                return Number(low.value * factor, low.text)
            return low
        if plain is None or not mantissa.value or low.value > mantissa.value:
            return low
        return Number(low.value * (high.value / mantissa.value), low.text)

    # --- units ----------------------------------------------------------------------------------------------------

    def unit(self, match: RuleMatch, kind: str, group: str | None) -> tuple[str | None, Decimal]:
        """Unit of an amount, its own group before the rule's, and the factor it is multiplied by; money may be a family."""
        if kind == "count":
            return None, _ONE
        if kind == "money":
            return self.currencies.read(match.groups.get("after") or match.groups[group or "unit"])
        if kind == "percent":
            return "percent", self._percents[match.groups[group or "unit"].casefold()]
        if kind == "measure":
            return self._measure(match, group), _ONE
        return None, _ONE

    def _measure(self, match: RuleMatch, group: str | None) -> str | None:
        surface = match.groups[group] if group else match.groups.get("word") or match.groups["unit"]
        unit = self._base(surface)
        for name in ("below", "below2", "below3", "below4"):
            below = match.groups.get(name)
            if unit and below and not group:
                unit = f"{unit}/{self._base(below)}"
        return unit

    def _base(self, surface: str) -> str | None:
        return self._units.get(surface) or self._units.get(surface.casefold())


def _moved(number: Number, by: Decimal) -> Number:
    return Number(number.value + by, number.text, number.ambiguous)


def is_year(number: Number) -> bool:
    """Whether a number looks like a calendar year: four bare digits."""
    return len(number.text) == _YEAR_DIGITS and number.text.isdigit() and int(number.value) in _YEARS


def is_clock(low: Number, high: Number | None) -> bool:
    """Whether numbers without a unit are clock times: "00.01", "10.00-17.00"."""
    if "." not in low.text:
        return False
    times = [number.text for number in (low, high) if number is not None]
    if not all(_CLOCK.fullmatch(text) for text in times):
        return False
    return (low.text[0] == "0" and low.text[1] != ".") or (high is not None and all(text[-1] in "05" for text in times))


def suffix_of(match: RuleMatch) -> str | None:
    """Which alternative of a rule fired: "" for the groups `low` and `high`, "2" for `low2` and `high2`; None: none."""
    return next((name[3:] for name in match.groups if name.startswith("low") and name != "lowunit"), None)
