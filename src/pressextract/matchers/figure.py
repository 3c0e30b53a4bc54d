"""Figures: numerals found by the rules of models/<lang>/figure.toml, kept when the words around say that they count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from pressextract.knowledge.rules import RuleMatch, Rules
from pressextract.matchers.figure_amount import Amount, AmountReader, is_clock, is_year, suffix_of
from pressextract.matchers.figure_context import FigureContext, Surroundings
from pressextract.matchers.figure_ellipsis import Ellipses
from pressextract.mention import FigureValue, Label, Mention
from pressextract.normalise.number import Number, parse_fraction, parse_ordinal
from pressextract.parsed import Parsed
from pressextract.release import Notice

__all__ = ["FigureMatcher"]

_MAX_LENGTH = 120  # characters of a mention; no numeral of a release is longer
_FIRST_IN_WORDS = 2  # GUIDELINES.md: number words count from two
_SMALLEST_CAREFUL = 100  # "three won prizes": money only from here on, or with a scale word
_SMALLEST_RARE = 1000  # "TOP 100": a rare code is one only from here on


class FigureMatcher:
    """Finds FIGURE mentions with value, unit and modifier; what is counted is added by `relate.figures`.

    Args:
        rules: models/<lang>/figure.toml.
        country: ISO 3166 code of the country whose money "$", "pounds" or "kr" are; "" for their defaults. None: `unit` is the
            family ("dollar"), for `relate.currency` to settle.
    """

    name = "figure"

    def __init__(self, rules: Rules, country: str | None = "") -> None:
        self.rules = rules
        self.country = country
        self.reader = AmountReader(rules)
        self.words = self.reader.words
        self.context = FigureContext(rules.words, rules.lists)
        self._ellipses = Ellipses(rules.lists)
        self._rule_ids = {rule.id: rules.rule_id(rule) for rule in rules.file.rule}

    def __reduce__(self) -> tuple[type[FigureMatcher], tuple[Rules, str | None]]:
        return type(self), (self.rules, self.country)

    def __call__(self, parsed: Parsed) -> Iterator[Mention]:
        """Mentions in order of the view; label FIGURE, rule "<lang>/figure/<id>"."""
        found: list[Mention] = []
        for match in self.rules.find(parsed.view):
            if "skip" in match.rule.emit or match.end - match.start > _MAX_LENGTH:
                continue
            found.extend(self._read(match, parsed))
        return iter(self._ellipses(found, parsed.text))

    def notices(self, text: str, mentions: Iterable[Mention]) -> Iterator[Notice]:
        """Problems of the mentions this matcher made: a number that English and the continent read differently."""
        for mention in mentions:
            if mention.figure is not None and mention.figure.min is not None:
                surface = text[mention.start : mention.end]
                if self.reader.undecided(surface, text):
                    read = f"{mention.figure.min.normalize():f}"
                    message = f"{surface!r} is read as {read}; its point or comma may mean the other thing"
                    yield Notice("ambiguous_number", "extract", message)

    def _read(self, match: RuleMatch, parsed: Parsed) -> Iterator[Mention]:
        kind = match.rule.emit["kind"]
        if kind == "ordinal":
            return self._ordinal(match, parsed)
        if kind == "ratio":
            return self._ratio(match, parsed)
        if "vague" in match.rule.emit:
            return self._vague(match, parsed)
        return self._quantity(match, parsed, kind)

    def _mention(self, match: RuleMatch, span: tuple[int, int], value: FigureValue) -> Mention:
        return Mention(Label.FIGURE, span[0], span[1], self._rule_ids[match.rule.id], figure=value)

    # --- ranks and shares -----------------------------------------------------------------------------------------

    def _ordinal(self, match: RuleMatch, parsed: Parsed) -> Iterator[Mention]:
        if "high" in match.groups:
            yield from self._ranks(match)
            return
        surface = match.groups["low"]
        start, end = match.spans["low"]
        around = Surroundings(parsed.text, start, end)
        number = parse_ordinal(surface, self.words)
        if number is None and "rank" in match.rule.emit and self.context.is_plural(around.following()):
            yield from self._placed(match, around)
            return
        if "number" in match.rule.emit:
            number = self.reader.number(surface)
            named = Surroundings(parsed.text, match.start, end)
            accepted = "more" not in match.groups and self.context.is_ranked_number(named, surface)
        elif number is not None and "word" in match.rule.emit:
            accepted = self.context.is_ordinal_word(around, surface, int(number.value))
        elif number is not None:
            accepted = self.context.is_ordinal_in_digits(around) and parsed.zone_at(start) != "contact"
        else:
            number = self.reader.number(surface)
            accepted = self.context.clean_edges(around, True) and not self.context.is_time(around)
        if number is not None and accepted and number.value > 0:
            yield self._mention(match, (start, end), FigureValue("ordinal", number.value, number.value))

    def _ranks(self, match: RuleMatch) -> Iterator[Mention]:
        """The ranks of a band: "ranked 401-500"."""
        low, high = self.reader.number(match.groups["low2"]), self.reader.number(match.groups["high"])
        if low is not None and high is not None and 0 < low.value < high.value:
            span = match.spans["low2"][0], match.spans["high"][1]
            yield self._mention(match, span, FigureValue("ordinal", low.value, high.value))

    def _placed(self, match: RuleMatch, around: Surroundings) -> Iterator[Mention]:
        """What is counted behind a verb of ranking: "placed 1,475 students"."""
        number = self.reader.number(match.groups["low"])
        if number is not None:
            yield self._mention(match, match.spans["low"], self._bounded("count", number.value, None, None, around))

    def _ratio(self, match: RuleMatch, parsed: Parsed) -> Iterator[Mention]:
        emit = match.rule.emit
        if "parts" in emit:
            yield from self._part_of(match, parsed)
            return
        if "fold" in emit:
            yield from self._fold(match, parsed)
            return
        start, end = match.spans["low"]
        around = Surroundings(parsed.text, start, end)
        surface = match.groups["low"]
        number = parse_fraction(surface, self.words)
        if number is None or not self.context.clean_edges(around, surface[0].isdigit()):
            return
        if "half" in emit and not self.context.is_half(around):
            return
        if "or_ordinal" in emit and not self.context.is_fraction(around, "rest" in match.groups):
            rank = parse_ordinal(surface, self.words)
            if rank is not None and self.context.is_ordinal_word(around, surface, int(rank.value)):
                yield self._mention(match, (start, end), FigureValue("ordinal", rank.value, rank.value))
            return
        improper = "/" in surface and " " not in surface and abs(number.value) >= 1  # "7/7"
        if improper or self.context.is_time(around):
            return
        yield self._mention(match, (start, end), self._bounded("ratio", number.value, None, None, around))

    def _part_of(self, match: RuleMatch, parsed: Parsed) -> Iterator[Mention]:
        """Shares such as "one in five", "3 out of 10", "2:1"; more out of fewer are two counts."""
        which = suffix_of(match)
        if which is None:
            return
        start, end = match.spans.get("figure" + which, (match.start, match.end))
        around = Surroundings(parsed.text, start, end)
        if not self.context.clean_edges(around, True) or self.context.is_time(around):
            return
        if "alone" in match.rule.emit and around.following():
            return
        low, high = self.reader.number(match.groups["low" + which]), self.reader.number(match.groups["high" + which])
        if low is None or high is None or not high.value:
            return
        if "share" in match.rule.emit and low.value > high.value:
            for number, group in ((low, "low" + which), (high, "high" + which)):
                yield self._mention(match, match.spans[group], FigureValue("count", number.value, number.value))
            return
        ratio = parse_fraction(f"{low.value:f}/{high.value:f}", self.words)
        if ratio is not None:
            yield self._mention(match, (start, end), self._bounded("ratio", ratio.value, None, None, around))

    def _fold(self, match: RuleMatch, parsed: Parsed) -> Iterator[Mention]:
        """What something is multiplied by: "12-fold", "two- to fourfold"."""
        which = suffix_of(match) or ""
        surface, word = match.groups["low" + which], "figure" + which not in match.spans
        low = self.words.multiple(surface) if word else self.reader.number(surface)
        second = match.groups.get("high") or match.groups.get("high2") or ""
        high = self.words.multiple(second) or self.reader.number(second)
        start, end = match.spans["low" + which] if word else match.spans["figure" + which]
        start = self.reader.without_article(parsed.text, start, end)
        around = Surroundings(parsed.text, start, end)
        if low is None or not self.context.clean_edges(around, surface[0].isdigit()):
            return
        if high is None or low.value < high.value:
            most = high.value if high is not None else None
            yield self._mention(match, (start, end), self._bounded("ratio", low.value, most, None, around))

    def _vague(self, match: RuleMatch, parsed: Parsed) -> Iterator[Mention]:
        start, end = match.spans["low"]
        around = Surroundings(parsed.text, start, end)
        unit_word = match.groups.get("unit")
        if self.context.is_time(around) or not self.context.clean_edges(around, False):
            return
        if around.previous() in self.context.lists["definite"] and unit_word is None and around.following() == "":
            return
        if unit_word is not None:
            unit = self._settled(self.reader.currencies.read(unit_word)[0])
            yield self._mention(match, (start, match.end), FigureValue("money", None, None, unit))
            return
        yield self._mention(match, (start, end), FigureValue("count", None, None))

    # --- amounts --------------------------------------------------------------------------------------------------

    def _quantity(self, match: RuleMatch, parsed: Parsed, kind: str) -> Iterator[Mention]:
        whole = kind
        for amount in self.reader.amounts(match, parsed.text):
            if kind == "count" and amount.low.value < _FIRST_IN_WORDS and self._is_one(amount):
                continue
            around = Surroundings(parsed.text, amount.start, amount.end)
            counted = amount.shared and self.context.is_plural(around.following())
            kind = "count" if counted else amount.kind or whole
            if kind == "measure" and self._is_degree(match, amount, around):
                amount = replace(amount, end=match.spans["low"][1])
                kind, around = "count", Surroundings(parsed.text, amount.start, amount.end)
            if kind == "count" and not self._is_count(amount, around, parsed):
                if amount.low.text[0].isdigit() and not is_year(amount.low):
                    return  # "Lessons 1 and 2": what the first number is, the second is too
                continue
            if kind != "count" and not self._is_measured(amount, around, match):
                continue
            unit, factor = self.reader.unit(match, kind, amount.unit)
            unit = self._settled(unit) if kind == "money" else unit
            if kind == "count" and amount.high and self.context.is_band(around, amount.low.value, amount.high.value):
                kind = "ordinal"
            times = kind == "count" and self.context.multiplies(around)
            high = amount.high.value * factor if amount.high else None
            low = self._whole(amount.low, around) if kind == "count" else amount.low.value * factor
            value = self._bounded("ratio" if times else kind, low, high, unit, around)
            if value.modifier is None and amount.low.text[0].isalpha() and self._is_loose(amount.low.text):
                value = replace(value, modifier="about")
            yield self._mention(match, (amount.start, amount.end), value)

    def _is_degree(self, match: RuleMatch, amount: Amount, around: Surroundings) -> bool:
        """Whether the degrees of a match are academic."""
        degrees = match.groups.get("word", "").casefold() in self.context.lists["degree"]
        return degrees and amount.high is None and self.context.is_degree(around, amount.low.value)

    def _is_one(self, amount: Amount) -> bool:
        """Whether "one" or "zero" stands alone, which is no figure; told before anything around is looked at."""
        return amount.high is None and amount.low.text.casefold() in self.context.words["ones"]

    def _settled(self, unit: str | None) -> str | None:
        return unit if self.country is None else self.reader.currencies.settled(unit, self.country)

    def _is_loose(self, surface: str) -> bool:
        """Whether number words say about how many: "a couple of hundred"."""
        return not self.context.words["pair"].keys().isdisjoint(surface.casefold().split())

    def _whole(self, number: Number, around: Surroundings) -> Decimal:
        """A count of things, which is whole: "1.234 students" are 1,234."""
        if number.value < _SMALLEST_RARE and self.reader.grouped(number) and self.context.is_plural(around.following()):
            return number.value * 1000
        return number.value

    def _bounded(
        self, kind: str, low: Decimal, high: Decimal | None, unit: str | None, around: Surroundings
    ) -> FigureValue:
        """The bounds that the modifier leaves: "over 60" has no upper one, "up to 50" no lower one."""
        modifier = self.context.modifier(around)
        if modifier == "over" and kind == "count" and self.context.is_across(around, low):
            modifier = None
        least: Decimal | None = low
        most: Decimal | None = low if high is None else high
        if modifier in ("over", "at_least"):
            most = high
        elif modifier in ("under", "up_to"):
            least = None if high is None else low
        return FigureValue(kind, least, most, unit, modifier)

    # --- context --------------------------------------------------------------------------------------------------

    def _is_count(self, amount: Amount, around: Surroundings, parsed: Parsed) -> bool:
        context, surface = self.context, amount.low.text
        digits = surface[0] in ".-−0123456789"
        if not context.clean_edges(around, digits) or context.is_time(around):
            return False
        if context.in_compound(around) is False:
            return False
        if digits:
            alone = amount.high is None
            if is_clock(amount.low, amount.high):
                return False
            if alone and is_year(amount.low) and not context.plural_follows(around):
                return False
            limited = context.modifier(around) is not None
            year = int(amount.low.value) if alone and surface.isdigit() else None
            if not context.is_count_in_digits(around, surface, year, limited):
                return False
        elif not context.is_count_in_words(around, surface, amount.low.value if amount.high is None else None):
            return False
        return parsed.zone_at(amount.start) != "contact" or context.is_plural(around.following())

    def _is_measured(self, amount: Amount, around: Surroundings, match: RuleMatch) -> bool:
        context = self.context
        before = around.before
        in_words = amount.high is None and amount.low.text.casefold() in context.words["ones"]
        if in_words and amount.low.value < _FIRST_IN_WORDS:
            return False
        if before in "_/\\@#=^." or (before in "-–," and around.text[around.start - 2].isalnum()):
            return False
        if match.rule.emit["kind"] == "money":
            return self._is_money(amount, match) and not context.is_time(around)
        if before.isalnum() and around.text[around.start] in "-−":
            return False  # "under-5s"
        symbol = match.rule.emit["kind"] == "measure" and "word" not in match.groups
        if symbol and amount.low.text.isdigit() and self._is_plural_or_name(match, around):
            return False
        return not (symbol and around.behind == "-" and around.right and around.right[0][1:2].isalpha())

    def _is_money(self, amount: Amount, match: RuleMatch) -> bool:
        """Whether a sign that is also a word or an acronym ("won", "SDG") is meant as money: large amounts, scale words."""
        unit = match.groups[amount.unit or "unit"]
        lists, value, number = self.context.lists, abs(amount.low.value), amount.low.text
        scaled = any(character.islower() for character in number)
        if (
            number.casefold() in self.context.words["ones"]
            and unit.casefold() not in self.context.words["currency_word"]
        ):
            return not unit.strip(".").isalpha()  # "the three Rs"
        if unit.casefold() in lists["currency_careful"]:
            return scaled or (value >= _SMALLEST_CAREFUL and not is_year(amount.low))
        if len(unit) == 3 and unit.isalpha() and unit.isupper() and unit not in lists["currency_common"]:
            return scaled or (
                value >= _SMALLEST_RARE and not is_year(amount.low) and unit not in lists["currency_word_like"]
            )
        return True

    def _is_plural_or_name(self, match: RuleMatch, around: Surroundings) -> bool:
        """Whether a letter that touches digits is no unit: "the 1940s", "in their 20s", "a 4K film"."""
        before, unit = around.text[around.end - 2], match.groups["unit"]
        return (unit == "s" and before == "0") or (unit == "K" and before.isdigit())
