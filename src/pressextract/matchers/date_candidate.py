"""A match that may become a DATE mention, on its way through ranges, anchors and modifiers."""

from __future__ import annotations

from dataclasses import dataclass

from pressextract.matchers.surroundings import Hold
from pressextract.normalise.date import Reading

__all__ = ["WINDOW", "Candidate"]

WINDOW = 32  # characters in front in which parts and modifiers stand


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a rule found.

    Attributes:
        start, end: offsets into the match view.
        rule: its name in the record.
        read: the reader of the rule, "range" and "shifted" for what was joined.
        reading: what it says.
        hold: how well it stands.
    """

    start: int
    end: int
    rule: str
    read: str
    reading: Reading
    hold: Hold
