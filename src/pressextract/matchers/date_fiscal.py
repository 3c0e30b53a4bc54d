"""What a text tells of its fiscal years: the month they begin in, and the year they are called by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pressextract.knowledge.rules import RuleMatch, Rules
from pressextract.normalise.date import Anchor

__all__ = ["fiscal_anchor"]

_READS = frozenset({"fiscal", "fiscal-part", "fiscal-years", "short-years", "years"})
_CALLED = frozenset({"fiscal", "fiscal-part", "fiscal-years"})
_GAP = 28  # characters between a fiscal year and the day it ends on
_WORD = re.compile(r"[^\W\d_]+|¥")


def fiscal_anchor(matches: Sequence[RuleMatch], text: str, anchor: Anchor, rules: Rules) -> Anchor:
    """The anchor with the custom of the text: "year ended 31 March", "FY2023 (April 2023 to March 2024)".

    Args:
        matches: of the date rules, in order.
        text: the match view.
        anchor: what is known so far.
        rules: of models/<lang>/date.toml.
    """
    reads = {match.rule.emit["read"] for match in matches}
    if _READS.isdisjoint(reads):
        return anchor
    for match, behind in zip(matches, [*matches[1:], None], strict=False):
        last = _ends_in(match, rules) or (behind and _told_end(match, behind, text, rules))
        if last:
            anchor = replace(anchor, fiscal_month=last % 12 + 1)
        if behind and match.rule.emit["read"] in _CALLED and _begins_in(match, behind, text):
            month = _month(behind, rules)
            return replace(anchor, fiscal_first=True, fiscal_month=month or anchor.fiscal_month)
    if _CALLED.isdisjoint(reads) or rules.lists["fiscal_begins"].isdisjoint(_WORD.findall(text.casefold())):
        return anchor
    return replace(anchor, fiscal_first=True, fiscal_month=4)


def _month(match: RuleMatch, rules: Rules, name: str = "month") -> int | None:
    surface = match.groups.get(name, "").casefold().rstrip(".")
    found = rules.words["month"].get(surface) or rules.words["month_short"].get(surface)
    return int(found) if found else None


def _ends_in(match: RuleMatch, rules: Rules) -> int | None:
    """Month that ends the year, or the first half of it, of "year ended 31 March", "half-year ended 30 September"."""
    if match.rule.emit["read"] not in ("period-ended", "period-to") or "unit" not in match.groups:
        return None
    month = _month(match, rules) or _month(match, rules, "month2")
    length = rules.words["unit"].get(match.groups["unit"].casefold())
    if month is None or "number" in match.groups or length not in ("1Y", "6M"):
        return None
    return month if length == "1Y" else (month + 5) % 12 + 1


def _told_end(match: RuleMatch, behind: RuleMatch, text: str, rules: Rules) -> int | None:
    """Month of "FY 2023-24, which ended on 30 June"."""
    gap = text[match.end : behind.start]
    if match.rule.emit["read"] not in _READS or not 0 < len(gap) <= _GAP:
        return None
    return _month(behind, rules) if not rules.lists["ends"].isdisjoint(_WORD.findall(gap.casefold())) else None


def _begins_in(match: RuleMatch, behind: RuleMatch, text: str) -> bool:
    """Whether "FY2023 (April 2023" tells that it begins in the year it is called by."""
    named = match.groups.get("year") or match.groups.get("short")
    opened = text[match.end : behind.start] in (" (", " [", ", ")
    return opened and named is not None and len(named) == 4 and behind.groups.get("year") == named
