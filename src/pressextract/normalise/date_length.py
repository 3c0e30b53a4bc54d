"""Lengths and repetitions: "five-year" -> P5Y, "three to six months" -> P3M/P6M, "twice a year" -> R/P6M.

ISO 8601 durations; units and number words come from the tables of models/<lang>/date.toml.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from pressextract.normalise.date_reading import Anchor, Groups, Reader, Reading, Words

__all__ = ["LENGTH_READERS", "amount", "duration", "unit_of"]

_HALVED = {"Y": ("M", 12), "D": ("TH", 24)}  # a unit that a fraction is written in, and how many of it
_PARTS = {ord("½"): ".5", ord("¼"): ".25", ord("¾"): ".75"}
_PER = {"Y": ("M", 12), "M": ("D", 30), "W": ("D", 7), "D": ("TH", 24)}


def amount(surface: str, words: Words) -> Decimal | None:
    """Number said by digits or words.

    >>> amount("2.5 million", {"number": {}, "scale": {"million": 1000000}})
    Decimal('2500000.0')
    """
    total = Decimal(0)
    known = False
    for word in surface.casefold().replace("-", " ").split(" "):
        if word in words["scale"]:
            total = (total or Decimal(1)) * Decimal(words["scale"][word])
        elif word in words["number"]:
            total += Decimal(str(words["number"][word]))
        else:
            try:
                total += Decimal(word.replace(",", "").translate(_PARTS))
            except InvalidOperation:
                return None  # "a few"
        known = True
    return total if known else None


def unit_of(surface: str, words: Words) -> tuple[int, str]:
    """How many of which ISO unit a unit word is: "decade" -> (10, "Y")."""
    code = str(words["unit"][surface.casefold()])
    return int(code[:-1]), code[-1]


def duration(count: Decimal | None, unit: tuple[int, str]) -> str | None:
    """ISO 8601 duration of `count` units; None where ISO has no such unit (a season, a weekend).

    >>> duration(Decimal("1.5"), (1, "Y")), duration(Decimal(2), (10, "Y"))
    ('P18M', 'P20Y')
    """
    times, code = unit
    if count is None or code not in "YMWD":
        return None
    total = count * times
    if total != total.to_integral_value() and code in _HALVED:
        smaller, many = _HALVED[code]
        if total * many == (total * many).to_integral_value():
            return _written(total * many, smaller)
    return _written(total, code)


def _written(total: Decimal, code: str) -> str | None:
    text = f"{total.normalize():f}" if total else "0"
    if len(text.partition(".")[0]) > 12 or len(text.partition(".")[2]) > 6:
        return None
    return f"P{code[:-1]}{text}{code[-1]}"


def _length(value: str | None, part: str | None = None) -> Reading:
    return Reading("DURATION", value, "length", part=part)


def read_length(groups: Groups, words: Words, _anchor: Anchor) -> Reading | None:
    """A length, or a range of two; without a number it is one unit."""
    unit = unit_of(groups["unit"], words)
    first = duration(amount(groups.get("number") or groups.get("number3") or "1", words), unit)
    second = groups.get("number2") or groups.get("number4")
    if second is None:
        return _length(first)
    last = duration(amount(second, words), unit)
    return _length(f"{first}/{last}" if first and last else None)


def read_half(groups: Groups, words: Words, _anchor: Anchor) -> Reading | None:
    """Reads "a year and a half", "two and a half years", "one and a quarter year"."""
    count = amount(groups.get("number") or groups.get("number2") or "1", words)
    unit = unit_of(groups.get("unit") or groups["unit2"], words)
    surface = (groups.get("half") or groups["half2"]).casefold().replace("-", " ")
    share = Decimal(str(words["fraction"].get(surface, "0.5")))
    return _length(duration(count + share, unit) if count is not None else None)


def read_fraction(groups: Groups, words: Words, _anchor: Anchor) -> Reading | None:
    """Reads "half a century", "quarter of a century"."""
    share = Decimal(str(words["fraction"].get(groups["fraction"].casefold().strip(" -"), 0)))
    return _length(duration(share, unit_of(groups["unit"], words)) if share else None)


def read_or_two(groups: Groups, words: Words, _anchor: Anchor) -> Reading | None:
    """Reads "a year or two"."""
    unit = unit_of(groups["unit"], words)
    one, two = duration(Decimal(1), unit), duration(amount(groups["number2"], words), unit)
    return _length(f"{one}/{two}" if one and two else one)


def read_vague(_groups: Groups, _words: Words, _anchor: Anchor) -> Reading | None:
    """A length without an amount."""
    return _length(None)


def _every(value: str | None) -> Reading:
    return Reading("SET", f"R/{value}" if value else None, "set")


def read_every(groups: Groups, words: Words, _anchor: Anchor) -> Reading | None:
    """Reads "every two years", "per week", "first Monday of every month"; "every few years" has no amount."""
    times, code = unit_of(groups.get("unit") or groups.get("unit2") or groups["unit3"], words)
    code = "W" if code == "E" else code
    if "low" in groups or "vague" in groups:
        return _every(None)
    count = amount(groups["number"], words) if "number" in groups else Decimal(1)
    if "other" in groups:
        count = Decimal(int(words["every"][groups["other"].casefold()]))
    return _every(duration(count, (times, code)))


def read_times(groups: Groups, words: Words, _anchor: Anchor) -> Reading | None:
    """Reads "twice a year": the period between two of them, null where it is no whole number of days."""
    if "low" in groups:
        return _every(None)
    count = (
        Decimal(words["times"][groups["times"].casefold()]) if "times" in groups else amount(groups["number"], words)
    )
    if "adverb" not in groups:
        return _every(_period(count, unit_of(groups["unit"], words)))
    each = str(words["frequency"][groups["adverb"].casefold()])
    return _every(_period(count, (int(each[3:-1]), each[-1])))


def _period(count: Decimal | None, unit: tuple[int, str]) -> str | None:
    times, code = unit
    if not count or code not in _PER:
        return None
    if times % count == 0:
        return _written(times / count, code)
    smaller, many = _PER[code]
    return _written(times * many / count, smaller) if times * many * 2 % count == 0 else None


def read_frequency(groups: Groups, words: Words, _anchor: Anchor) -> Reading | None:
    """Reads "annually", "twice yearly", "six-monthly"."""
    surface = groups.get("frequency") or groups.get("every") or groups["times"]
    value = str(words["frequency"][surface.casefold()])
    if "number" in groups:
        return _every(duration(amount(groups["number"], words), (int(value[3:-1]), value[-1])))
    if "times" not in groups:
        return _every(value.removeprefix("R/"))
    return _every(_period(Decimal(2), (int(value[3:-1]), value[-1])))


def read_set_calendar(groups: Groups, words: Words, _anchor: Anchor) -> Reading | None:
    """Reads "every Monday" -> each week, "each spring" -> each year, "every other Monday" -> every two weeks."""
    weekly = "weekday" in groups or "weekdays" in groups
    count = int(words["every"][groups["other"].casefold()]) if "other" in groups else 1
    return _every(f"P{count}{'W' if weekly else 'Y'}")


def read_a_unit(groups: Groups, words: Words, _anchor: Anchor) -> Reading | None:
    """Reads "a year": a rate here; the matcher knows when it is a length (`as_length`)."""
    return _every(duration(Decimal(1), unit_of(groups["unit"], words)))


LENGTH_READERS: Mapping[str, Reader] = {
    "length": read_length,
    "length-half": read_half,
    "fraction": read_fraction,
    "or-two": read_or_two,
    "vague": read_vague,
    "every": read_every,
    "times": read_times,
    "frequency": read_frequency,
    "set-calendar": read_set_calendar,
    "a-unit": read_a_unit,
}
