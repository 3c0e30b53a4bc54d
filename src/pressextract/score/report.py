"""Scores for people and programs: a table, JSON, and the list of mistakes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from pressextract.score.scoring import Scores
from pressextract.score.tally import Counts, Figure, Mistake, Share

__all__ = ["flat", "to_json", "to_text"]

WIDTH = 22


def flat(scores: Scores) -> dict[str, float | None]:
    """What each name stands for: F1 or accuracy under the figure's name, also "core.precision" and "core.recall"."""
    values: dict[str, float | None] = {}
    for name, figure in scores.figures.items():
        values[name] = figure.value
        if isinstance(figure, Counts):
            values[f"{name}.precision"] = figure.precision
            values[f"{name}.recall"] = figure.recall
    return values


def to_json(scores: Scores, *, errors: bool = False) -> str:
    """All figures as one JSON object, keys always in the same order, with the mistakes when asked for."""
    shown: dict[str, Any] = {
        "documents": {"scored": scores.scored, "missed": scores.missed, "not_in_gold": scores.ignored},
        "figures": {name: _as_json(figure) for name, figure in scores.figures.items()},
    }
    if errors:
        shown["errors"] = [_mistake_as_json(mistake) for mistake in scores.mistakes]
    return json.dumps(shown, ensure_ascii=False, indent=2, allow_nan=False)


def _as_json(figure: Figure) -> dict[str, float | int | None]:
    if isinstance(figure, Share):
        return {"accuracy": figure.value, "right": figure.right, "of": figure.of}
    return {
        "f1": figure.f1,
        "precision": figure.precision,
        "recall": figure.recall,
        "right": figure.right,
        "predicted": figure.predicted,
        "gold": figure.gold,
    }


def _mistake_as_json(mistake: Mistake) -> dict[str, object]:
    placed = mistake.start >= 0
    return asdict(mistake) | {"start": mistake.start if placed else None, "end": mistake.end if placed else None}


def to_text(scores: Scores, *, errors: bool = False) -> str:
    """A table of all figures with the counts beside the ratios, "-" where there is no gold; then the mistakes."""
    lines = [f"{len(scores.scored) + len(scores.missed)} releases in gold, {len(scores.scored)} scored"]
    if scores.missed:
        lines.append(f"without a record, counted as missed: {', '.join(scores.missed)}")
    if scores.ignored:
        lines.append(f"not in gold, not counted: {', '.join(scores.ignored)}")
    lines += ["", f"{'':{WIDTH}}{'precision':{WIDTH}}{'recall':{WIDTH}}F1"]
    for name, figure in scores.figures.items():
        if isinstance(figure, Counts):
            precision = _with_counts(figure.precision, figure.right, figure.predicted)
            recall = _with_counts(figure.recall, figure.right, figure.gold)
            lines.append(f"{name:{WIDTH}}{precision:{WIDTH}}{recall:{WIDTH}}{_number(figure.f1)}")
    lines += ["", f"{'':{WIDTH}}accuracy"]
    for name, figure in scores.figures.items():
        if isinstance(figure, Share):
            lines.append(f"{name:{WIDTH}}{_with_counts(figure.value, figure.right, figure.of)}")
    if errors:
        lines += ["", f"{len(scores.mistakes)} mistakes", *(_line(mistake) for mistake in scores.mistakes)]
    return "\n".join(lines) + "\n"


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _with_counts(value: float | None, right: int, of: int) -> str:
    return f"{_number(value)} ({right}/{of})"


def _line(mistake: Mistake) -> str:
    """One mistake on one line: "a.txt:8 missed mention FIGURE «3»  …UoN has [3] labs.…"."""
    return "  ".join(_said(mistake)).replace("\n", "⏎")


def _said(mistake: Mistake) -> Iterator[str]:
    placed = mistake.start >= 0
    yield f"{mistake.release}:{mistake.start}" if placed else mistake.release
    yield " ".join(word for word in (mistake.what, mistake.field, mistake.label) if word)
    if mistake.gold is not None or mistake.predicted is not None:
        yield f"gold {_value(mistake.gold)}, record {_value(mistake.predicted)}"
    yield f"…{mistake.before}[{mistake.text}]{mistake.after}…" if placed else f"[{mistake.text}]"
    if mistake.rule:
        yield f"by {mistake.rule}"


def _value(value: str | None) -> str:
    return "null" if value is None else f"«{value}»"
