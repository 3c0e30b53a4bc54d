"""Overlapping readings -> one reading. Order-free: the result depends on the set of readings alone."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from operator import attrgetter

from pressextract.mention import Label, Mention

__all__ = ["LONGEST", "resolve"]

LONGEST = 300
"""Characters of the longest mention: what is longer is a run of capitals, not a name (RELIABILITY.md, row 46)."""

# Ties of equal length and priority: names before values, organisations before people before places.
_ORDER = {
    label: rank
    for rank, label in enumerate((Label.LAB, Label.INSTITUTION, Label.PERSON, Label.PLACE, Label.DATE, Label.FIGURE))
}


def resolve(readings: Iterable[Mention]) -> list[Mention]:
    """Mentions in text order, none overlapping: the longer span stays (GUIDELINES.md), then the higher priority.

    >>> from pressextract.mention import Label, Mention
    >>> paris = Mention(Label.PLACE, 14, 19, "en/place/city")
    >>> whole = Mention(Label.INSTITUTION, 0, 19, "en/institution/head-university")
    >>> resolve([paris, whole]) == resolve([whole, paris]) == [whole]
    True
    """
    chosen: list[Mention] = []
    rivals: list[Mention] = []  # a run of readings in which each overlaps one before it
    reach = -1
    for mention in sorted((one for one in readings if one.end - one.start <= LONGEST), key=_start):
        if mention.start >= reach:
            chosen += _best(rivals) if len(rivals) > 1 else rivals
            rivals = [mention]
            reach = mention.end
        else:
            rivals.append(mention)
            reach = max(reach, mention.end)
    chosen += _best(rivals) if len(rivals) > 1 else rivals
    return chosen


_start = attrgetter("start")


def _best(rivals: list[Mention]) -> list[Mention]:
    """The readings that stay, in text order."""
    starts: list[int] = []
    chosen: list[Mention] = []
    for mention in sorted(rivals, key=_rank):
        at = bisect_left(starts, mention.start)
        if (at and chosen[at - 1].end > mention.start) or (at < len(starts) and starts[at] < mention.end):
            continue
        starts.insert(at, mention.start)
        chosen.insert(at, mention)
    return chosen


def _rank(mention: Mention) -> tuple[int, int, int, int, str, str]:
    length = mention.end - mention.start
    return (-length, -mention.priority, _ORDER[mention.label], mention.start, mention.rule, mention.key or "")
