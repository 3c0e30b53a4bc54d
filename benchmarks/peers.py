"""Dates and figures of others' data: pressextract beside dateparser, quantulum3 and spaCy's small model, on the same rows.

Run: python benchmarks/peers.py [--write] [DATA]. DATA is ../shared/data or $PRESSEXTRACT_DATA. A system that is not
installed is named with the command that installs it. Every system goes through the measures of date_data.py and
figure_data.py; `--write` renews the tables of docs/benchmarks.md. Nothing is sampled; dateparser takes most of
the two minutes.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from date_data import FindDates, recognizers, wikiwars
from figure_data import FindFigures, score
from peer_systems import Absent, System, systems
from shared_data import ROOT, data_folder, say

PAGE = ROOT / "docs/benchmarks.md"
BEGIN, END = "<!-- peers: begin -->", "<!-- peers: end -->"


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the page: its columns, and a line per system."""

    columns: tuple[str, ...]
    lines: list[tuple[str, ...]]

    def __str__(self) -> str:
        head = ["| " + " | ".join(self.columns) + " |", "|---" * len(self.columns) + "|"]
        return "\n".join([*head, *("| " + " | ".join(line) + " |" for line in self.lines)])


def wars_cells(data: Path, find: FindDates) -> tuple[str, ...]:
    """Overlap and values on WikiWars."""
    got = wikiwars(data / "wikiwars.dev.jsonl", find)
    return f"{got.precision:.3f}", f"{got.recall:.3f}", f"{got.overlap_f1:.3f}", f"{got.value_f1:.3f}"


def recognizers_cells(data: Path, find: FindDates) -> tuple[str, ...]:
    """Values on Recognizers-Text's dates."""
    got = recognizers(data / "rt_datetime_en.dev.jsonl", find)
    return (
        f"{got.right} of {got.kept}",
        f"{got.right / got.kept:.3f}",
        f"{got.right_dates} of {got.dates}",
        f"{got.false} of {got.empty}",
    )


def values_cells(data: Path, find: FindFigures) -> tuple[str, ...]:
    """Value F1 on Recognizers-Text's amounts, percentages and numbers."""
    return tuple(
        f"{score(data / f'rt_{name}_en.dev.jsonl', find).f1:.3f}" for name in ("currency", "percent", "number")
    )


def tables(data: Path, present: Sequence[System]) -> dict[str, Table]:
    """The measures, each with its title."""
    dated = [(system.name, system.dates) for system in present if system.dates]
    counted = [(system.name, system.figures) for system in present if system.figures]
    return {
        "WikiWars, expressions that hold a four-digit year": Table(
            ("system", "P", "R", "overlap F1", "value F1"),
            [(name, *wars_cells(data, find)) for name, find in dated],
        ),
        "Recognizers-Text, dates": Table(
            ("system", "right", "accuracy", "of type date alone", "false on rows without a date"),
            [(name, *recognizers_cells(data, find)) for name, find in dated],
        ),
        "Recognizers-Text, value F1": Table(
            ("system", "currency, with its unit", "percent", "number"),
            [(name, *values_cells(data, find)) for name, find in counted],
        ),
    }


def commit() -> str:
    """The commit that is checked out, "+" behind it when files differ from it; "unknown" outside a repository."""

    def git(*words: str) -> str:
        return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()

    try:
        changed = git("status", "--porcelain", "--untracked-files=no", "--", "src", "models", "benchmarks")
        return git("rev-parse", "--short", "HEAD") + ("+" if changed else "")
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def section(data: Path) -> str:
    """What a run found, as the page holds it."""
    found = list(systems())
    present = [system for system in found if isinstance(system, System)]
    lines = [f"Commit {commit()}.", ""]
    lines += [f"- {system.name} {system.version}: {system.settings}" for system in present]
    lines += [f"- {absent.name}: not installed: {absent.install}" for absent in found if isinstance(absent, Absent)]
    for title, table in tables(data, present).items():
        lines += ["", f"### {title}", "", str(table)]
    return "\n".join(lines)


def written(page: str, part: str) -> str:
    """The page with `part` between its two marks."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise SystemExit(f"{PAGE.name}: write {BEGIN} and {END} where the tables belong")
    return f"{before}{BEGIN}\n\n{part}\n\n{END}{after}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the tables; 0 also where there is no data."""
    words = sys.argv[1:] if arguments is None else list(arguments)
    data = data_folder(words)
    needed = ("wikiwars", "rt_datetime_en", "rt_currency_en", "rt_percent_en", "rt_number_en")
    absent = [f"{name}.dev.jsonl" for name in needed if not (data / f"{name}.dev.jsonl").exists()]
    if absent:
        say(f"skipped, not in {data}: {', '.join(absent)}")
        return 0
    part = section(data)
    say(part)
    if "--write" in words:
        PAGE.write_text(written(PAGE.read_text(encoding="utf-8"), part), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
