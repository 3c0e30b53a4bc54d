"""Figures: numerals found by the rules of models/<lang>/figure.toml, kept when the words around say that they count."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from pressextract.knowledge.rules import RuleMatch, Rules
from pressextract.matchers.figure_context import FigureContext, Surroundings
from pressextract.mention import FigureValue, Label, Mention
from pressextract.normalise.number import Number, NumberWords, parse_fraction, parse_number, parse_ordinal
from pressextract.parsed import Parsed

__all__ = ["FigureMatcher"]

_MAX_LENGTH = 120  # characters of a mention; no numeral of a release is longer
_CENT = Decimal("0.01")
_MILLION = Decimal(1_000_000)
_ELLIPSIS = 300  # characters back to the amount whose currency is taken over
_FIRST_IN_WORDS = 2  # GUIDELINES.md: number words count from two
_YEAR_DIGITS = 4
_YEARS = range(1500, 2101)
_SMALLEST_CAREFUL = 100  # "three won prizes": money only from here on, or with a scale word


@dataclass(frozen=True, slots=True)
class _Amount:
    """One or two bounds, the span that writes them, and the group that holds their unit (None: the rule's usual one)."""

    start: int
    end: int
    low: Number
    high: Number | None = None
    unit: str | None = None
    bare: bool = False  # a count that the rule took in: "$31.7 million to seven institutions"

    @property
    def surface(self) -> str:
        return self.low.text


class FigureMatcher:
    """Finds FIGURE mentions with value, unit and modifier; what is counted is added by `relate.figures`.

    Args:
        rules: models/<lang>/figure.toml.
        dollar: ISO 4217 code of a bare "$", or a function that tells it from the parsed release.
    """

    name = "figure"

    def __init__(self, rules: Rules, dollar: str | Callable[[Parsed], str] = "USD") -> None:
        self.rules = rules
        self.dollar = dollar
        words = rules.words
        self.words = NumberWords.of(words | {"number": words["ones"] | words["tens"]}, rules.lists)
        self.context = FigureContext(words, rules.lists)
        self._units: dict[str, str] = {**words["unit"], **rules.file.words["symbol"], **rules.file.words["symbol_sign"]}
        self._currencies = _currencies(rules)
        self._rule_ids = {rule.id: rules.rule_id(rule) for rule in rules.file.rule}
        self._parse = lru_cache(maxsize=4096)(lambda text: parse_number(text, self.words))

    def __reduce__(self) -> tuple[type[FigureMatcher], tuple[Rules, str | Callable[[Parsed], str]]]:
        return type(self), (self.rules, self.dollar)

    def __call__(self, parsed: Parsed) -> Iterator[Mention]:
        """Mentions in order of the view; label FIGURE, rule "<lang>/figure/<id>"."""
        money: Mention | None = None
        for match in self.rules.find(parsed.view):
            if "skip" in match.rule.emit or match.end - match.start > _MAX_LENGTH:
                continue
            for mention in self._read(match, parsed):
                found = self._elliptic_money(mention, money, parsed.text)
                if found.figure is not None and found.figure.kind == "money":
                    money = found
                yield found

    def _read(self, match: RuleMatch, parsed: Parsed) -> Iterator[Mention]:
        kind = match.rule.emit["kind"]
        if kind == "ordinal":
            yield from self._ordinal(match, parsed)
        elif kind == "ratio":
            yield from self._ratio(match, parsed)
        elif "vague" in match.rule.emit:
            yield from self._vague(match, parsed)
        else:
            yield from self._quantity(match, parsed, kind)

    def _mention(self, match: RuleMatch, span: tuple[int, int], value: FigureValue) -> Mention:
        return Mention(Label.FIGURE, span[0], span[1], self._rule_ids[match.rule.id], figure=value)

    def _elliptic_money(self, mention: Mention, money: Mention | None, text: str) -> Mention:
        """Money where only the first amount names it: "34.7 million euros, of which the EU provides 29.9 million"."""
        figure = mention.figure
        if figure is None or money is None or money.figure is None or figure.kind != "count":
            return mention
        between = text[money.end : mention.start]
        large = max(figure.min or 0, figure.max or 0) >= _MILLION
        if not large or len(between) > _ELLIPSIS or "\n" in between:
            return mention
        following = Surroundings(text, mention.start, mention.end).following()
        if following and following not in self.context.lists["starter"]:
            return mention
        return replace(mention, figure=replace(figure, kind="money", unit=money.figure.unit))

    # --- ranks and shares -----------------------------------------------------------------------------------------

    def _ordinal(self, match: RuleMatch, parsed: Parsed) -> Iterator[Mention]:
        surface = match.groups["low"]
        start, end = match.spans["low"]
        around = Surroundings(parsed.text, start, end)
        number = parse_ordinal(surface, self.words)
        if number is not None and "word" in match.rule.emit:
            accepted = self.context.is_ordinal_word(around, surface, int(number.value))
        elif number is not None:
            accepted = self.context.is_ordinal_in_digits(around) and parsed.zone_at(start) != "contact"
        else:
            number = self._parse(surface)
            accepted = self.context.clean_edges(around, True) and not self.context.is_time(around)
        if number is not None and accepted and number.value > 0:
            yield self._mention(match, (start, end), FigureValue("ordinal", number.value, number.value))

    def _ratio(self, match: RuleMatch, parsed: Parsed) -> Iterator[Mention]:
        emit = match.rule.emit
        if "parts" in emit:
            yield from self._part_of(match, parsed)
            return
        start, end = match.spans["low"]
        around = Surroundings(parsed.text, start, end)
        surface = match.groups["low"]
        number = parse_fraction(surface, self.words)
        if number is None or not self.context.clean_edges(around, surface[0].isdigit()):
            return
        if "half" in emit and not self.context.is_half(around):
            return
        if "or_ordinal" in emit and not self.context.is_fraction(around):
            rank = parse_ordinal(surface, self.words)
            if rank is not None and self.context.is_ordinal_word(around, surface, int(rank.value)):
                yield self._mention(match, (start, end), FigureValue("ordinal", rank.value, rank.value))
            return
        if self.context.is_time(around):
            return
        yield self._mention(match, (start, end), self._bounded("ratio", number.value, None, None, around))

    def _part_of(self, match: RuleMatch, parsed: Parsed) -> Iterator[Mention]:
        names = [name for name in match.groups if name.startswith("low")]
        around = Surroundings(parsed.text, match.start, match.end)
        if not names or not self.context.clean_edges(around, True) or self.context.is_time(around):
            return
        low = self._parse(match.groups[names[0]])
        second = match.groups.get("high" + names[0][3:])
        high = self._parse(second) if second is not None else Number(Decimal(1), "")
        if low is None or high is None or not high.value:
            return
        number = parse_fraction(f"{low.value:f}/{high.value:f}", self.words)
        if number is not None:
            value = self._bounded("ratio", number.value, None, None, around)
            yield self._mention(match, (match.start, match.end), value)

    def _vague(self, match: RuleMatch, parsed: Parsed) -> Iterator[Mention]:
        start, end = match.spans["low"]
        around = Surroundings(parsed.text, start, end)
        unit_word = match.groups.get("unit")
        if self.context.is_time(around) or not self.context.clean_edges(around, False):
            return
        if around.previous() in self.context.lists["definite"] and unit_word is None and around.following() == "":
            return
        if unit_word is not None:
            unit = self._currency(unit_word, parsed)[0]
            yield self._mention(match, (start, match.end), FigureValue("money", None, None, unit))
            return
        yield self._mention(match, (start, end), FigureValue("count", None, None))

    # --- amounts --------------------------------------------------------------------------------------------------

    def _quantity(self, match: RuleMatch, parsed: Parsed, kind: str) -> Iterator[Mention]:
        whole = kind
        for amount in self._amounts(match, parsed.text):
            kind = "count" if amount.bare else whole
            around = Surroundings(parsed.text, amount.start, amount.end)
            if kind == "count" and not self._is_count(amount, around, parsed):
                if amount.low.text[0].isdigit() and not self._is_year(amount.low):
                    return  # "Lessons 1 and 2": what the first number is, the second is too
                continue
            if kind != "count" and not self._is_measured(amount, around, match):
                continue
            unit, factor = self._unit(match, parsed, kind, amount.unit)
            times = kind == "count" and self.context.multiplies(around)
            high = amount.high.value * factor if amount.high else None
            value = self._bounded("ratio" if times else kind, amount.low.value * factor, high, unit, around)
            yield self._mention(match, (amount.start, amount.end), value)

    def _bounded(
        self, kind: str, low: Decimal, high: Decimal | None, unit: str | None, around: Surroundings
    ) -> FigureValue:
        """The bounds that the modifier leaves: "over 60" has no upper one, "up to 50" no lower one."""
        modifier = self.context.modifier(around)
        least: Decimal | None = low
        most: Decimal | None = low if high is None else high
        if modifier in ("over", "at_least"):
            most = high
        elif modifier in ("under", "up_to"):
            least = None if high is None else low
        return FigureValue(kind, least, most, unit, modifier)

    def _amounts(self, match: RuleMatch, text: str) -> Iterator[_Amount]:
        """One amount, a range, or the two that "and" coordinates; spans take in the unit and lose a leading article."""
        start, end = match.spans.get("figure", (match.start, match.end))
        low = self._parse(match.groups["low"])
        if "high" not in match.groups:
            if low is not None:
                yield _Amount(self._without_article(text, start, end), end, low)
            return
        high, sep = self._parse(match.groups["high"]), match.groups["sep"].strip().casefold()
        if low is None or high is None:
            return
        if self._is_range(match, text, start, sep, low, high):
            low = self._scaled_alike(low, high)
            years = all(len(number.text) == 4 and number.text.isdigit() for number in (low, high))
            if low.value < high.value and not (years and match.rule.emit["kind"] == "count"):
                yield _Amount(start, end, low, high)
        elif sep.isalpha():
            spans = match.spans
            own = "lowunit" in spans
            yield _Amount(start, spans["lowunit" if own else "low"][1], low, None, "lowunit" if own else None)
            second = "unit2" if "unit2" in spans else "high"
            bare = not own and second == "high" and spans["unit"][0] < spans["low"][0] if "unit" in spans else False
            bare = bare and low.text[-1].isalpha() and high.value < _SMALLEST_CAREFUL
            yield _Amount(spans[second][0], end, high, None, "unit2" if second == "unit2" else None, bare)

    def _is_range(self, match: RuleMatch, text: str, start: int, sep: str, low: Number, high: Number) -> bool:
        """Whether two numbers bound one amount: not "5 and 7", not "from 0.5 to 2" behind a verb of change."""
        lists = self.context.lists
        before = text[max(0, start - 12) : start].split()
        word = before[-1].casefold() if before else ""
        if sep in lists["and"] and word not in lists["between"]:
            return False
        if word in lists["from"] and self._changes(text, start):
            return False
        if sep.isalpha() and self._scaled_alike(low, high).value >= high.value:
            return False
        if sep.isalpha() and match.rule.emit["kind"] == "count" and self._is_year(low) and word in lists["year_before"]:
            return False
        first, second = match.groups.get("lowunit"), match.groups.get("word") or match.groups.get("unit")
        return first is None or second is None or self._symbol(first) == self._symbol(second)

    def _is_year(self, number: Number) -> bool:
        return len(number.text) == _YEAR_DIGITS and number.text.isdigit() and int(number.value) in _YEARS

    def _symbol(self, surface: str) -> str:
        unit = self._units.get(surface) or self._units.get(surface.casefold())
        return unit or self._currencies.get(surface.casefold(), (surface.strip().casefold(), None))[0]

    def _changes(self, text: str, start: int) -> bool:
        """Whether a verb of change stands shortly before: "quadruple its output, from 0.5 to 2 curies" is no range."""
        before = text[max(0, start - 60) : start]
        words = before[before.rfind(". ") + 1 :].casefold().replace(",", " ").split()
        return not self.context.lists["change"].isdisjoint(words)

    def _without_article(self, text: str, start: int, end: int) -> int:
        head, _, rest = text[start:end].partition(" ")
        return start + len(head) + 1 if rest and head.casefold() in self.context.lists["article"] else start

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

    # --- context --------------------------------------------------------------------------------------------------

    def _is_count(self, amount: _Amount, around: Surroundings, parsed: Parsed) -> bool:
        context, surface = self.context, amount.low.text
        digits = surface[0] in ".-−0123456789"
        if not context.clean_edges(around, digits):
            return False
        if context.is_time(around):
            return False
        compound = context.in_compound(around)
        if compound is False:
            return False
        plain = surface.isdigit()
        if digits:
            limited = context.modifier(around) is not None
            year = int(amount.low.value) if plain and amount.high is None else None
            if not context.is_count_in_digits(around, surface, year, limited):
                return False
        elif not context.is_count_in_words(around, surface, amount.low.value if amount.high is None else None):
            return False
        return parsed.zone_at(amount.start) != "contact" or context.is_plural(around.following())

    def _is_measured(self, amount: _Amount, around: Surroundings, match: RuleMatch) -> bool:
        context = self.context
        before = around.before
        in_words = amount.high is None and amount.low.text.casefold() in context.words["ones"]
        if in_words and amount.low.value < _FIRST_IN_WORDS:
            return False
        if before in "_/\\@#=^." or (before in "-–," and around.text[around.start - 2].isalnum()):
            return False
        if match.rule.emit["kind"] == "money":
            unit = match.groups["unit"].casefold()
            if unit in context.lists["currency_careful"] and abs(amount.low.value) < _SMALLEST_CAREFUL:
                return False
            return not context.is_time(around)
        symbol = match.rule.emit["kind"] == "measure" and "word" not in match.groups
        return not (symbol and around.behind == "-" and around.right and around.right[0][1:2].isalpha())

    # --- units ----------------------------------------------------------------------------------------------------

    def _unit(self, match: RuleMatch, parsed: Parsed, kind: str, group: str | None) -> tuple[str | None, Decimal]:
        """Unit and factor of an amount, its own group before the rule's."""
        if kind == "money":
            return self._currency(match.groups[group or "unit"], parsed)
        if kind == "percent":
            return str(match.rule.emit["unit"]), Decimal(1)
        if kind == "measure":
            surface = match.groups[group] if group else match.groups.get("word") or match.groups["unit"]
            unit = self._units.get(surface) or self._units.get(surface.casefold())
            below = match.groups.get("below")
            if unit and below and not group:
                unit = f"{unit}/{self._units.get(below) or self._units.get(below.casefold())}"
            return unit, Decimal(1)
        return None, Decimal(1)

    def _currency(self, surface: str, parsed: Parsed) -> tuple[str | None, Decimal]:
        """ISO 4217 code and what the amount is multiplied by; None where the text does not tell which."""
        code, factor = self._currencies.get(surface) or self._currencies.get(surface.casefold(), ("", Decimal(1)))
        if code == "dollar":
            code = self.dollar if isinstance(self.dollar, str) else self.dollar(parsed)
        return (code if code.isupper() else None), factor


def _currencies(rules: Rules) -> dict[str, tuple[str, Decimal]]:
    """Surface -> code and factor, of all currency tables."""
    tables = rules.file.words
    found: dict[str, tuple[str, Decimal]] = {}
    for name, factor in (
        ("currency_word", Decimal(1)),
        ("currency_share", _CENT),
        ("currency_letter", Decimal(1)),
        ("currency_cent", _CENT),
        ("currency_scaled", _MILLION),
        ("currency_code", Decimal(1)),
        ("currency_sign", Decimal(1)),
    ):
        found.update({surface: (str(code), factor) for surface, code in tables[name].items()})
    return found
