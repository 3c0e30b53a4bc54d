"""Figures on data written by others: Recognizers-Text's English numbers, percentages and amounts of money.

Run: python benchmarks/figure_data.py [--errors] [DATA]. DATA: ../shared/data or $PRESSEXTRACT_DATA (its README has the scoring
rules); missing files are skipped. Conventions differ from ours (units inside, clock times, "one"), so spans are matched by
overlap and values compared. peers.py sends other systems through the same measure.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale

from pressextract.knowledge.files import models_path
from pressextract.knowledge.rules import load_rules
from pressextract.matchers.figure import FigureMatcher
from pressextract.mention import FigureValue
from pressextract.offsets import View
from pressextract.parsed import Parsed
from pressextract.release import release_from_text
from shared_data import Note, Row, data_folder, f1, overlap, rows, say, silent

# Rows of the number suite out of scope, a reason each.
OUT = {
    **dict.fromkeys((2, 6), "a measure, by the guidelines a figure; the suite gives nothing"),
    **dict.fromkeys((162, 163), "a duration, by the guidelines a DATE"),
    **dict.fromkeys((140, 144, 198, 224), "identifier, phone number, exercise numbers, version: out by the guidelines"),
    **dict.fromkeys((142, 216, 233), "zero or one alone: out by the guidelines"),
    **dict.fromkeys((102, 109, 110), "spoken fraction of two readings"),
    193: "G for giga, without a unit",
}
CURRENCIES: dict[str, set[str | None]] = {  # unit words of the suite that are no English name of CLDR -> ISO 4217
    "Pound": {"GBP"}, "United States dollar": {"USD"}, "Netherlands guilder": {"NLG"}, "Lao kip": {"LAK"},
}  # fmt: skip
FILES = ("rt_number_en.dev.jsonl", "rt_percent_en.dev.jsonl", "rt_currency_en.dev.jsonl")
KINDS: dict[str, tuple[str, ...]] = {  # what a file is about -> kinds of figures; ranks are no numbers of the suite
    "currency": ("money",),
    "percent": ("percent",),
    "number": ("count", "ratio", "money", "measure"),
}
Span = tuple[int, int, FigureValue]
FindFigures = Callable[[Row], Sequence[Span]]
"""Figures of a row: code points of its text, and values."""


@dataclass(frozen=True, slots=True)
class Values:
    """Gold values found with their value (money: and its currency), and how many there were on either side."""

    right: int
    found: int
    gold: int

    @property
    def precision(self) -> float:
        """Right of those found."""
        return self.right / max(self.found, 1)

    @property
    def recall(self) -> float:
        """Right of those in the gold."""
        return self.right / max(self.gold, 1)

    @property
    def f1(self) -> float:
        """Of both."""
        return f1(self.precision, self.recall)


def our_figures() -> FindFigures:
    """The matcher of the project."""
    matcher = FigureMatcher(load_rules(models_path(), "en", "figure"))

    def find(row: Row) -> list[Span]:
        view = View.of(row["text"])
        parsed = Parsed(release_from_text(row["text"]), view, "en")
        return [(*view.to_source(m.start, m.end), m.figure) for m in matcher(parsed) if m.figure is not None]

    return find


@cache
def codes(unit: str) -> frozenset[str | None] | None:
    """ISO codes that a unit of the suite allows; None: it is not checked.

    A bare "Dollar" is any dollar, or no code: the suite does not say whose it is.

    >>> codes("Australian dollar"), "CAD" in codes("Dollar"), None in codes("Dollar"), codes("Gold doubloon")
    (frozenset({'AUD'}), True, True, None)
    """
    names = {name.casefold(): code for code, name in Locale("en").currencies.items()}
    noun = unit.casefold()
    if unit in CURRENCIES:
        return frozenset(CURRENCIES[unit])
    if noun in names:
        return frozenset({names[noun]})
    found = frozenset(code for name, code in names.items() if noun in name.split())
    return found | {None} if found else None


def number(value: object) -> Decimal | None:
    """Gold value as a number; None when it is none."""
    try:
        return Decimal(str(value).rstrip("%"))
    except InvalidOperation:
        return None


def same(gold: Decimal | None, figure: FigureValue) -> bool:
    """Whether a bound of the figure has the gold value, to four digits."""
    bound = figure.min if figure.min is not None else figure.max
    if gold is None or bound is None:
        return False
    return bound == gold or abs(bound - gold) <= abs(gold) * Decimal("0.001")


def score(path: Path, find: FindFigures, note: Note = silent) -> Values:
    """Values right on one file; what is wrong goes to `note`."""
    name = path.name
    kinds = next(kinds for part, kinds in KINDS.items() if part in name)
    right = predicted = expected = 0
    for row in rows(path):
        if scored_out(name, row["id"]) or not in_scope(name, row):
            continue
        found = [item for item in find(row) if item[2].kind in kinds]
        gold = [entry for entry in row["gold"] if str(entry.get("value")) not in ("None", "null")]
        taken: set[int] = set()
        missed = []
        for entry in gold:
            hit = next((at for at, item in enumerate(found) if at not in taken and matches(entry, item)), None)
            if hit is None:
                missed.append(entry["text"])
            else:
                taken.add(hit)
        right, predicted, expected = right + len(taken), predicted + len(found), expected + len(gold)
        spurious = [row["text"][start:end] for at, (start, end, _) in enumerate(found) if at not in taken]
        if missed or spurious:
            note(f"  {row['id']}: {row['text'][:100]!r} missed {missed} spurious {spurious}")
    return Values(right, predicted, expected)


def scored_out(name: str, identifier: str) -> bool:
    """Whether a row of the number suite is out of scope."""
    return "number" in name and int(identifier.rpartition("-")[2]) in OUT


def in_scope(name: str, row: dict[str, Any]) -> bool:
    """Scope by the README: "percent of N", the bare word, cents and crypto units are out."""
    text = row["text"].casefold()
    if "percent" in name:
        return not any(phrase in text for phrase in ("percents of", "percent of", "per cent of", "a percentage"))
    if "currency" in name:
        return not any(word in text for word in ("cent", "penny", "pence", "satoshi", "sen "))
    return True


def matches(entry: dict[str, Any], item: Span) -> bool:
    """Whether a found figure overlaps a gold one and has its value (and, for money, its currency)."""
    start, end, figure = item
    if overlap((start, end), (entry["start"], entry["end"])) <= 0:
        return False
    allowed = codes(entry["unit"]) if "unit" in entry else None
    if allowed is not None and figure.unit not in allowed:
        return False
    return same(number(entry.get("value")), figure)


def main() -> None:
    """Prints the three figures."""
    data, find = data_folder(sys.argv[1:]), our_figures()
    note = say if "--errors" in sys.argv else silent
    for name in FILES:
        if not (data / name).exists():
            say(f"{name}: skipped, not in {data}")
            continue
        got = score(data / name, find, note)
        counts = f"({got.right} of {got.gold} gold, {got.found} found)"
        say(f"{name}: P {got.precision:.3f} R {got.recall:.3f} F1 {got.f1:.3f} {counts}")


if __name__ == "__main__":
    main()
