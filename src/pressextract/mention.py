"""Mentions as they travel between the stages: plain, immutable, with offsets into the match view."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

__all__ = ["ORGANISATIONS", "DateValue", "Definition", "FigureValue", "Item", "Label", "Mention", "PartSpan"]


class Label(StrEnum):
    """What a mention is (GUIDELINES.md)."""

    INSTITUTION = "INSTITUTION"
    LAB = "LAB"
    DATE = "DATE"
    FIGURE = "FIGURE"
    PERSON = "PERSON"
    PLACE = "PLACE"


ORGANISATIONS = (Label.INSTITUTION, Label.LAB)
"""The labels whose mentions are organisations: entities with a name, acronyms and a registry id."""


@dataclass(frozen=True, slots=True)
class DateValue:
    """A normalised temporal expression.

    `type` is DATE | TIME | DURATION | SET; `value` follows the grammar of GUIDELINES.md (EDTF, ISO 8601 durations,
    "R/..." sets) or is None; `earliest` and `latest` are ISO days, None when open or unknown.
    """

    type: str
    value: str | None
    modifier: str | None = None
    earliest: str | None = None
    latest: str | None = None
    anchor: str | None = None
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """A stretch of the match view that plays a part in a statement: what a figure counts, its source."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FigureValue:
    """A normalised number: kind, bounds (None when open), unit, modifier and what is counted.

    `item_text` is used instead of `item` when the noun is taken from elsewhere in the text (then both are set: the
    span where the noun stands). `per` is an ISO 8601 duration.
    """

    kind: str
    min: Decimal | None
    max: Decimal | None
    unit: str | None = None
    modifier: str | None = None
    item: Item | None = None
    per: str | None = None
    source: Item | None = None


@dataclass(frozen=True, slots=True)
class PartSpan:
    """An organisation named inside a longer mention ("CNRS" in "CNRS-UTokyo IRC")."""

    start: int
    end: int
    key: str


@dataclass(frozen=True, slots=True)
class Mention:
    """One span of the match view with its label and the rule that found it.

    `start` and `end` are code points of the match view, end exclusive. `key` says which thing is meant when the
    matcher knows (a lexicon entry's key); `priority` breaks ties between readings of the same stretch: higher wins.
    """

    label: Label
    start: int
    end: int
    rule: str
    priority: int = 0
    key: str | None = None
    date: DateValue | None = None
    figure: FigureValue | None = None
    parts: tuple[PartSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class Definition:
    """A short form and the long form the text gives it; offsets into the match view, ends exclusive."""

    short: str
    short_start: int
    short_end: int
    long_start: int
    long_end: int
    rule: str
