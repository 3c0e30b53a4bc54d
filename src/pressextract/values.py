"""What the values of a record may look like: numbers, dates (EDTF), durations, sets, and the closed lists."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Literal

from pydantic import AfterValidator, PlainSerializer, PlainValidator, StringConstraints, WithJsonSchema

__all__ = [
    "SCHEMA",
    "CollaborationKind",
    "CollaborationStatus",
    "DateModifier",
    "DateType",
    "Day",
    "Duration",
    "EntityKind",
    "EntityType",
    "FigureKind",
    "FigureModifier",
    "Moment",
    "Number",
    "Origin",
    "ReleaseKind",
    "Ror",
    "Stage",
    "Status",
    "ZoneKind",
    "date_value_error",
]

SCHEMA = "pressextract/1"

Status = Literal["ok", "partial", "failed"]
ReleaseKind = Literal["press release", "news", "interview", "newsletter", "announcement"]
Origin = Literal["text", "supplied"]
ZoneKind = Literal[
    "headline", "dateline", "lede", "body", "quote", "list", "caption", "notes", "contact", "boilerplate"
]  # fmt: skip
DateType = Literal["DATE", "TIME", "DURATION", "SET"]
DateModifier = Literal[
    "since", "before", "after", "until", "over", "under", "about", "start", "mid", "end", "earlier", "later"
]  # fmt: skip
FigureKind = Literal["count", "percent", "money", "measure", "ratio", "ordinal"]
FigureModifier = Literal["over", "at_least", "under", "up_to", "about"]
EntityType = Literal["INSTITUTION", "LAB", "PERSON"]
EntityKind = Literal[
    "university", "school", "research organisation", "institute", "department", "academy", "agency", "ministry",
    "funder", "company", "hospital", "museum", "international body", "consortium", "association", "media",
    "laboratory", "joint laboratory", "centre", "facility", "network", "project", "chair", "other",
    "IRL", "IRC", "IRP", "IRN",
]  # fmt: skip
CollaborationKind = Literal[
    "IRL", "IRC", "IRP", "IRN", "joint laboratory", "MoU", "LoI", "agreement", "joint programme", "seed fund", "other"
]  # fmt: skip
CollaborationStatus = Literal["planned", "announced", "signed", "created", "existing", "renewed", "ended"]
Stage = Literal["read", "decode", "parse", "extract", "validate", "write"]

MAX_DIGITS = 40  # more is no quantity of a press release, and int() and float() grow slow or lossy

# EDTF (Library of Congress, 2019), level 1: year, month, day, season 21-24, decade, century, distant year; of level 2
# the unknown year, quarters 33-36 and semesters 40-41. [0-9], because \d takes digits of every script.
_POINT = re.compile(
    r"-?[0-9]{4}|[0-9]{3}X|[0-9]{2}XX|Y-?[1-9][0-9]{4,39}"
    r"|([0-9]{4}|XXXX)-(0[1-9]|1[0-2]|2[1-4]|3[3-6]|4[01])(?:-(0[1-9]|[12][0-9]|3[01]))?"
)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CLOCK = re.compile(r"([01][0-9]|2[0-4])(:[0-5][0-9](:[0-5][0-9])?)?(Z|[+-][0-9]{2}:[0-9]{2})?")
_LENGTH = r"P(?=[0-9T])([0-9.]+Y)?([0-9.]+M)?([0-9.]+W)?([0-9.]+D)?(T(?=[0-9])([0-9.]+H)?([0-9.]+M)?([0-9.]+S)?)?"
_DURATION = re.compile(_LENGTH)
_QUANTITY = re.compile(r"[0-9.]+")
_AMOUNT = re.compile(r"[0-9]{1,12}(\.[0-9]{1,6})?")


_SUB_YEARS = ("21", "22", "23", "24", "33", "34", "35", "36", "40", "41")  # not in one order with months


def _point_error(value: str) -> str | None:
    match = _POINT.fullmatch(value)
    if match is None:
        return f"{value!r} is no EDTF date of GUIDELINES.md"
    year, month, day = match.groups()
    if day is not None:
        try:
            date(2000 if year == "XXXX" else int(year), int(month), int(day))
        except ValueError:
            return f"{value!r} is no day of the calendar"
    return None


def _backwards(first: str, last: str) -> bool:
    """Whether an interval runs backwards, as far as two plain years or days can tell."""
    size = min(len(first), len(last))
    known = first[:4].isdigit() and last[:4].isdigit() and not {first[5:7], last[5:7]} & {*_SUB_YEARS}
    return known and first[:size] > last[:size]


def _date_error(value: str) -> str | None:
    first, slash, last = value.partition("/")
    if not slash:
        return _point_error(value)
    error = _point_error(first) or _point_error(last)
    return f"{value!r} runs backwards" if error is None and _backwards(first, last) else error


def _length_error(value: str) -> str | None:
    amounts = _QUANTITY.findall(value)
    if _DURATION.fullmatch(value) is None or not all(_AMOUNT.fullmatch(amount) for amount in amounts):
        return f"{value!r} is no ISO 8601 duration"
    return None


def _duration_error(value: str) -> str | None:
    first, slash, last = value.partition("/")
    return _length_error(first) or (_length_error(last) if slash else None)


def _set_error(value: str) -> str | None:
    return _length_error(value[2:]) if value.startswith("R/") else f"{value!r} is no set such as 'R/P1Y'"


def _time_error(value: str) -> str | None:
    day, t, clock = value.partition("T")
    if not t or _CLOCK.fullmatch(clock) is None:
        return f"{value!r} is no time such as 'T10:30' or '2022-10-04T10:30'"
    return _point_error(day) if day else None


_GRAMMAR = {"DATE": _date_error, "TIME": _time_error, "DURATION": _duration_error, "SET": _set_error}


@lru_cache(maxsize=4096)
def date_value_error(type: DateType, value: str) -> str | None:
    """What is wrong with the value of a temporal expression by the grammar of GUIDELINES.md, or None.

    EDTF (https://www.loc.gov/standards/datetime/), ISO 8601 durations.

    Args:
        type: DATE | TIME | DURATION | SET.
        value: "2022-10-04", "2016/2020", "201X", "XXXX-10-04", "2022-33", "P3M/P6M", "R/P1Y" ...

    >>> date_value_error("DATE", "2022-10") is None
    True
    >>> date_value_error("DATE", "2022-02-30")
    "'2022-02-30' is no day of the calendar"
    """
    return _GRAMMAR[type](value)


@lru_cache(maxsize=4096)
def _day(value: str) -> str:
    if _DAY.fullmatch(value) is None:
        raise ValueError(f"{value!r} is no ISO day such as '2022-10-04'")
    date.fromisoformat(value)
    return value


def _moment(value: str) -> str:
    error = date_value_error("DATE", value)
    if error:
        raise ValueError(error)
    return value


def _duration(value: str) -> str:
    error = _length_error(value)
    if error:
        raise ValueError(error)
    return value


def _number(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise ValueError("a number is expected")
    if isinstance(value, int) and abs(value) >= 10**MAX_DIGITS:  # before str(), which Python itself caps at 4300
        raise ValueError(f"a number of more than {MAX_DIGITS} digits")
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    if not number.is_finite():
        raise ValueError(f"{number} is not finite")
    _, digits, exponent = number.as_tuple()
    if len(digits) > MAX_DIGITS or abs(number.adjusted()) >= MAX_DIGITS or abs(int(exponent)) > MAX_DIGITS:
        raise ValueError(f"a number of more than {MAX_DIGITS} digits")
    return number


def _json_number(number: Decimal) -> int | float:
    whole = int(number)
    return whole if whole == number else float(number)


Number = Annotated[
    Decimal,
    PlainValidator(_number),
    PlainSerializer(_json_number, when_used="json"),
    WithJsonSchema({"type": "number"}),
]
"""A Decimal inside, a finite JSON number outside: an integer where it is whole."""

Day = Annotated[str, AfterValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Moment = Annotated[str, AfterValidator(_moment)]
Duration = Annotated[str, AfterValidator(_duration)]
Ror = Annotated[str, StringConstraints(pattern=r"^0[a-hj-km-np-tv-z0-9]{6}[0-9]{2}$")]
