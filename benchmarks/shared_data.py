"""The rows of ../shared/data, and where they lie: data written by others, no part of the project."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
Row = dict[str, Any]
Note = Callable[[str], None]


def say(line: str) -> None:
    """Writes one line."""
    sys.stdout.write(line + "\n")


def silent(_line: str) -> None:
    """Writes nothing: for a measure whose misses nobody wants to see."""


def data_folder(arguments: Sequence[str]) -> Path:
    """The folder named by the first argument that is no option, by $PRESSEXTRACT_DATA, or ../shared/data."""
    named = [argument for argument in arguments if not argument.startswith("-")]
    return Path(named[0] if named else os.environ.get("PRESSEXTRACT_DATA", ROOT.parent / "shared/data"))


def rows(path: Path) -> Iterator[Row]:
    """Lines of a data file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def overlap(one: tuple[int, int], two: tuple[int, int]) -> int:
    """Characters two spans share; not positive when none."""
    return min(one[1], two[1]) - max(one[0], two[0])


def f1(precision: float, recall: float) -> float:
    """Harmonic mean of both, 0 where both are."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
