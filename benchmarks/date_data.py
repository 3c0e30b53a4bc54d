"""Dates against data of others: WikiWars (dated expressions), Recognizers-Text; rules: ../shared/data/README.md.

Run: python benchmarks/date_data.py [--misses] [DATA]. DATA is ../shared/data or $PRESSEXTRACT_DATA; what is absent is
skipped, and said so. peers.py sends other systems through the same measures.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from pressextract.knowledge.rules import load_rules
from pressextract.matchers.date import DateMatcher
from pressextract.mention import DateValue
from pressextract.offsets import View
from pressextract.parsed import Parsed
from pressextract.release import release_from_text
from shared_data import ROOT, Note, Row, data_folder, f1, overlap, rows, say, silent

YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
SEASONS = {
    "SP": "21",
    "SU": "22",
    "FA": "23",
    "WI": "24",
    "H1": "40",
    "H2": "41",
    "Q1": "33",
    "Q2": "34",
    "Q3": "35",
    "Q4": "36",
}
QUARTERS = {"33": "01", "34": "04", "35": "07", "36": "10"}  # and the month they begin in
IN_SCOPE = ("date", "daterange", "duration", "set")
# Rows left out, at most 15 % of those in scope: (what the expression says, reason).
EXCLUDED = (
    (r"\b(today|tomorrow|tmrw?|yesterday|now|tonight)\b", "guidelines: no calendar unit"),
    (
        r"\b(morning|afternoon|evening|night|noon|dinner|lunch|o'?clock|hours?|minutes?)\b|\d ?[ap]m\b|\d:\d",
        "clock time",
    ),
    (
        r"\b(christmas|halloween|thanksgiving|easter|ramadan|eid|labor day|new year|mother|father|juneteenth)",
        "holiday, no calendar name",
    ),
    (r"\b(black friday|\w+ day 20\d\d|workers' day|st\.? \w+'?s day|saint \w+)", "holiday, no calendar name"),
    (r"\b(feb\w* 3[01]|2/(29|30)[-/](3|20\d[1-357-9]))", "a day of no calendar: the data resolves it to nothing"),
    (r"\b(school|fiscal|financial|academic) year\b", "a year of another kind: the data resolves it to nothing"),
    (r"^(the )?(whole )?(spring|summer|autumn|fall|winter)$", "a season alone: the data resolves it to nothing"),
    (r"[<>=]|\bgreater than\b", "a formula of a query"),
)
Span = tuple[int, int, DateValue]
FindDates = Callable[[Row], Sequence[Span]]
"""Dates of a row: code points of its text, and values."""


@dataclass(frozen=True, slots=True)
class WikiWars:
    """What a system reaches on the dated expressions of WikiWars."""

    precision: float
    recall: float
    overlap_f1: float
    value_f1: float


@dataclass(frozen=True, slots=True)
class Recognizers:
    """What a system reaches on the dates of Recognizers-Text: right of kept, false of empty rows, and of type date alone."""

    right: int
    kept: int
    excluded: int
    total: int
    false: int
    empty: int
    right_dates: int
    dates: int


def our_dates() -> FindDates:
    """The matcher of the project."""
    matcher = DateMatcher(load_rules(ROOT / "models", "en", "date"))

    def find(row: Row) -> list[Span]:
        reference = row.get("reference_date")
        published = date.fromisoformat(reference) if reference else None
        view = View.of(row["text"])
        parsed = Parsed(release_from_text(row["text"]), view, "en", published=published)
        return [(*view.to_source(m.start, m.end), m.date) for m in matcher(parsed) if m.date is not None]

    return find


def edtf(value: str | None) -> str | None:
    """TIMEX value of WikiWars as EDTF."""
    if value is None:
        return None
    value = re.sub(r"T[A-Z0-9:].*", "", value)
    if re.fullmatch(r"\d{3}|\d{2}", value):
        return value + "X" * (4 - len(value))
    head, _, tail = value.partition("-")
    return f"{head}-{SEASONS[tail]}" if tail in SEASONS else value


def wikiwars(path: Path, find: FindDates, note: Note = silent) -> WikiWars:
    """Overlap F1 and value F1 of the dated expressions; a predicted range matches both parts that the gold splits."""
    hit_gold = hit_found = right = gold_total = found_total = 0
    for row in rows(path):
        gold = [g for g in row["gold"] if g["type"] == "DATE" and YEAR.search(g["text"])]
        spans = [s for s in find(row) if YEAR.search(row["text"][s[0] : s[1]])]
        gold_total, found_total = gold_total + len(gold), found_total + len(spans)
        used: set[int] = set()
        for g in gold:
            best = max(range(len(spans)), key=lambda i: overlap((g["start"], g["end"]), spans[i][:2]), default=None)
            if best is None or overlap((g["start"], g["end"]), spans[best][:2]) <= 0:
                note(f"  missed: {row['text'][max(0, g['start'] - 30) : g['end'] + 20]!r} {g['text']}")
                continue
            value = spans[best][2].value or ""
            if best in used and "/" not in value:
                continue
            used.add(best)
            hit_gold += 1
            if edtf(g["value"]) in (value, *value.split("/")):
                right += 1
            else:
                note(f"  value: {g['text']} {g['value']} found {value}")
        hit_found += len(used)
        for i, (start, end, value_) in enumerate(spans):
            if i not in used:
                note(f"  spurious: {row['text'][max(0, start - 30) : end + 20]!r} {value_.value}")
    recall, precision = hit_gold / gold_total, hit_found / max(found_total, 1)
    value_recall, value_precision = right / gold_total, (right - hit_gold + hit_found) / max(found_total, 1)
    return WikiWars(precision, recall, f1(precision, recall), f1(value_precision, value_recall))


def day(text: str | None) -> date | None:
    """Day of an ISO string."""
    return date.fromisoformat(text[:10]) if text else None


def ends(entry: dict[str, str]) -> tuple[str | None, str | None]:
    """First and last day of a resolved entry; its end is exclusive."""
    if "start" in entry or "end" in entry:
        last = day(entry.get("end"))
        return entry.get("start"), (last - timedelta(days=1)).isoformat() if last else None
    return entry.get("value"), entry.get("value")


def set_period(value: str) -> str | None:
    """ISO duration of a TIMEX set."""
    for pattern, period in (
        (r"XXXX-WXX.*", "P1W"),
        (r"XXXX-XX-\d+", "P1M"),
        (r"XXXX-\d\d-\d\d|XXXX-\d\d|XXXX-[A-Z]{2}", "P1Y"),
    ):
        if re.fullmatch(pattern, value):
            return period
    return value


def length(value: str | None) -> object:
    """An ISO duration of one unit in months or days, so that P1.25Y is P15M; others as they are."""
    match = re.fullmatch(r"P(\d+(?:\.\d+)?)([YMWD])", value or "")
    if match is None:
        return value
    factor, unit = {"Y": (12, "M"), "M": (1, "M"), "W": (7, "D"), "D": (1, "D")}[match.group(2)]
    return float(match.group(1)) * factor, unit


def right_value(gold: dict[str, Any], value: DateValue) -> bool:
    """Whether our value says what the gold says."""
    if gold["type"] == "duration":
        return value.type == "DURATION" and length(value.value) in {length(v) for v in gold["value"]}
    if gold["type"] == "set":
        period = length((value.value or "").removeprefix("R/"))
        return value.type == "SET" and period in {length(set_period(v)) for v in gold["value"]}
    if (value.earliest, value.latest) in [ends(entry) for entry in gold["resolved"]]:
        return True
    return any(names_end(value, entry) for entry in gold["resolved"] if any(v.startswith("(") for v in gold["value"]))


def names_end(value: DateValue, entry: dict[str, str]) -> bool:
    """Whether a range with both ends said is ours: there Recognizers' end is the first day of the last part."""
    first, slash, last = (value.value or "").partition("/")
    if not slash or "end" not in entry or value.earliest != entry.get("start"):
        return False
    last = last[:5] + QUARTERS.get(last[5:], last[5:])
    return bool(first) and (last + "-01-01")[:10] == entry["end"] if len(last) < 8 else last == entry["end"]


def in_scope(gold: dict[str, Any]) -> bool:
    """Whether the expression is a date, a length of at least a day, or a set, without clock time."""
    if gold["type"] not in IN_SCOPE:
        return False
    return not any("T" in value for value in gold["value"])


def excluded(text: str) -> bool:
    """Whether an expression in scope is left out."""
    return any(re.search(pattern, text, re.I) for pattern, _ in EXCLUDED)


def recognizers(path: Path, find: FindDates, note: Note = silent) -> Recognizers:
    """Expressions in scope whose ends, length or period are right; false dates on rows without any."""
    total = left_out = right = false = empty = right_dates = dates = 0
    for row in rows(path):
        spans = find(row)
        if not row["gold"]:
            empty += 1
            false += bool(spans)
            if spans:
                note(f"  false: {row['text']} {[row['text'][s[0] : s[1]] for s in spans]}")
        for gold in filter(in_scope, row["gold"]):
            total += 1
            if excluded(gold["text"]):
                left_out += 1
                continue
            span = (gold["start"], gold["end"] + 1)
            near = [value for start, end, value in spans if overlap(span, (start, end)) > 0]
            hit = any(right_value(gold, value) for value in near)
            right, dates = right + hit, dates + (gold["type"] == "date")
            right_dates += hit and gold["type"] == "date"
            if not hit:
                found = [(value.type, value.value, value.earliest, value.latest) for value in near]
                said = f"{gold['text']!r} {row['reference_date']} {gold['value']} {gold.get('resolved')}"
                note(f"  wrong: {said} found {found} | {row['text'][:70]}")
    return Recognizers(right, total - left_out, left_out, total, false, empty, right_dates, dates)


def main() -> None:
    """Prints the figures."""
    data, find = data_folder(sys.argv[1:]), our_dates()
    note = say if "--misses" in sys.argv else silent
    if (path := data / "wikiwars.dev.jsonl").exists():
        wars = wikiwars(path, find, note)
        say(f"wikiwars dated: P {wars.precision:.3f} R {wars.recall:.3f} F1 {wars.overlap_f1:.3f}")
        say(f"wikiwars dated, value F1 {wars.value_f1:.3f}")
    else:
        say(f"{path.name}: skipped, not in {data}")
    if (path := data / "rt_datetime_en.dev.jsonl").exists():
        made = recognizers(path, find, note)
        say(
            f"rt_datetime_en: {made.right}/{made.kept} right = {made.right / made.kept:.3f};",
        )
        say(f"rt_datetime_en: {made.excluded} of {made.total} in scope excluded = {made.excluded / made.total:.3f}")
        say(f"rt_datetime_en: false dates on {made.false} of {made.empty} empty rows")
    else:
        say(f"{path.name}: skipped, not in {data}")


if __name__ == "__main__":
    main()
