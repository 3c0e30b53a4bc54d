"""Figures on data written by others: Recognizers-Text's English numbers, percentages and amounts of money.

Run: python benchmarks/figure_data.py [--errors]. Data: ../shared/data (its README has the scoring rules); missing files are skipped.
Conventions differ from ours (units inside, clock times, "one"), so spans are matched by overlap and values compared.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from pressextract.knowledge.files import models_path
from pressextract.knowledge.rules import load_rules
from pressextract.matchers.figure import FigureMatcher
from pressextract.mention import Mention
from pressextract.offsets import View
from pressextract.parsed import Parsed
from pressextract.release import release_from_text

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
# Rows of the number suite out of scope, a reason each.
OUT = {
    **dict.fromkeys((58, 79, 81, 82, 83, 86, 87), "power or e-notation"),
    **dict.fromkeys((96, 98, 101, 102, 109, 110, 206), "spoken fraction of two readings"),
    **dict.fromkeys((111, 113, 114, 115, 118, 119, 120), "spoken division"),
    **dict.fromkeys((2, 6), "a measure: value and unit"),
    **dict.fromkeys((162, 163), "a duration: DATE"),
    **dict.fromkeys((140, 144, 198, 224), "identifier, phone number, exercise number, version"),
    **dict.fromkeys((142, 216, 231, 233), "zero or one alone is no figure"),
    **dict.fromkeys((176, 177), "more out of fewer"),
    **dict.fromkeys((76, 89), "a fifth, alone: rank or share"),
    193: "suffix G",
}
CURRENCIES: dict[str, set[str | None]] = {  # unit words of the suite -> ISO 4217
    "Dollar": {"USD", None}, "United States dollar": {"USD"}, "Euro": {"EUR"}, "Pound": {"GBP"},
    "British pound": {"GBP"}, "Japanese yen": {"JPY"}, "Chinese yuan": {"CNY"}, "Indian rupee": {"INR"},
}  # fmt: skip


def say(line: str) -> None:
    """Writes one line."""
    sys.stdout.write(line + "\n")


def rows(name: str) -> Iterator[dict[str, Any]]:
    """Rows of one data file; none when it is absent."""
    path = DATA / name
    if not path.exists():
        say(f"{name}: absent, skipped")
        return
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def figures(matcher: FigureMatcher, text: str) -> list[tuple[int, int, Mention]]:
    """Figures of a text with their offsets into it."""
    view = View.of(text)
    parsed = Parsed(release_from_text(text), view, "en")
    return [(*view.to_source(mention.start, mention.end), mention) for mention in matcher(parsed)]


def number(value: object) -> Decimal | None:
    """Gold value as a number; None when it is none."""
    try:
        return Decimal(str(value).rstrip("%"))
    except InvalidOperation:
        return None


def same(gold: Decimal | None, mention: Mention) -> bool:
    """Whether a bound of the mention has the gold value, to four digits."""
    figure = mention.figure
    if gold is None or figure is None:
        return False
    bound = figure.min if figure.min is not None else figure.max
    if bound is None:
        return False
    return bound == gold or abs(bound - gold) <= abs(gold) * Decimal("0.001")


def score(name: str, matcher: FigureMatcher, errors: bool) -> None:
    """Prints precision, recall and F1 of values on one file, and what is wrong."""
    right = predicted = expected = 0
    for row in rows(name):
        if scored_out(name, row["id"]) or not in_scope(name, row):
            continue
        found = [item for item in figures(matcher, row["text"]) if counted(name, item[2])]
        gold = [entry for entry in row["gold"] if str(entry.get("value")) not in ("None", "null")]
        taken: set[int] = set()
        missed = []
        for entry in gold:
            hit = next((at for at, item in enumerate(found) if at not in taken and matches(name, entry, item)), None)
            if hit is None:
                missed.append(entry["text"])
            else:
                taken.add(hit)
        right, predicted, expected = right + len(taken), predicted + len(found), expected + len(gold)
        spurious = [row["text"][start:end] for at, (start, end, _) in enumerate(found) if at not in taken]
        if errors and (missed or spurious):
            say(f"  {row['id']}: {row['text'][:100]!r} missed {missed} spurious {spurious}")
    if expected:
        p, r = right / max(predicted, 1), right / expected
        say(
            f"{name}: P {p:.3f} R {r:.3f} F1 {2 * p * r / max(p + r, 1e-9):.3f} ({right} of {expected} gold, {predicted} found)"
        )


def counted(name: str, mention: Mention) -> bool:
    """Whether a figure is of the kind that the file is about; ranks are no numbers of the suite."""
    kind = mention.figure.kind if mention.figure else ""
    wanted: dict[str, tuple[str, ...]] = {
        "currency": ("money",),
        "percent": ("percent",),
        "number": ("count", "ratio", "money", "measure"),
    }
    return kind in next(kinds for part, kinds in wanted.items() if part in name)


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


def matches(name: str, entry: dict[str, Any], item: tuple[int, int, Mention]) -> bool:
    """Whether a found figure overlaps a gold one and has its value (and, for money, is money)."""
    start, end, mention = item
    if not (start < entry["end"] and entry["start"] < end) or mention.figure is None:
        return False
    if "currency" in name and mention.figure.kind != "money":
        return False
    allowed = CURRENCIES.get(str(entry.get("unit")))
    if allowed is not None and mention.figure.unit not in allowed:
        return False
    return same(number(entry.get("value")), mention)


def main() -> None:
    """Prints the three figures."""
    matcher = FigureMatcher(load_rules(models_path(), "en", "figure"))
    for name in ("rt_number_en.dev.jsonl", "rt_percent_en.dev.jsonl", "rt_currency_en.dev.jsonl"):
        score(name, matcher, "--errors" in sys.argv)


if __name__ == "__main__":
    main()
