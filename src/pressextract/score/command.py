"""`pressextract score`: two files in, the text to print out, and a refusal below a floor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pressextract.errors import BelowFloor, UsageError
from pressextract.recordfile import read_any, read_gold
from pressextract.score.report import flat, to_json, to_text
from pressextract.score.scoring import Scores, score
from pressextract.score.tally import empty_figures

__all__ = ["FloorMissed", "check_floors", "run_score", "score_files"]


class FloorMissed(BelowFloor):
    """A score below its floor; `report` is the text that would have been printed, and still can be."""

    def __init__(self, message: str, report: str) -> None:
        super().__init__(message)
        self.report = report


def run_score(
    gold_path: str | Path,
    records_path: str | Path,
    *,
    as_json: bool = False,
    errors: bool = False,
    fail_under: Mapping[str, float] | Iterable[str] = (),
) -> str:
    """The scores of a records file against a gold file, as text to print.

    Args:
        gold_path: JSONL of gold releases.
        records_path: JSONL of records, or of gold.
        as_json: JSON instead of a table.
        errors: whether to list what is missed, spurious and wrong.
        fail_under: lowest allowed value, 0 to 1, by name: {"core": 0.9} or ["core=0.9"]; F1 or accuracy of a figure,
            or "core.precision", "core.recall".

    Raises:
        UsageError: a name in `fail_under` is unknown or its floor no number from 0 to 1; told before anything is read.
        FloorMissed: a figure is below its floor, or cannot be measured; its `report` holds the text.
        RecordFileError: a file cannot be read, or is not what RECORD.md says.
        GoldMismatch: gold does not match its text, or a record was made of another text.
    """
    floors = _floors(fail_under)
    scores = score_files(gold_path, records_path)
    text = to_json(scores, errors=errors) + "\n" if as_json else to_text(scores, errors=errors)
    below = list(check_floors(scores, floors))
    if below:
        raise FloorMissed("; ".join(below), text)
    return text


def score_files(gold_path: str | Path, records_path: str | Path) -> Scores:
    """The scores of a records file (or gold read as records) against a gold file; raises as `run_score`."""
    return score(read_gold(gold_path), read_any(records_path))


def _floors(given: Mapping[str, float] | Iterable[str]) -> dict[str, float]:
    """Floors by name of a figure, checked."""
    floors = dict(given) if isinstance(given, Mapping) else dict(_floor(text) for text in given)
    known = flat(Scores(empty_figures(), (), (), (), ()))
    for name, floor in floors.items():
        if name not in known:
            raise UsageError(f"there is no figure {name!r} to set a floor for; there are: {', '.join(known)}")
        if not 0 <= floor <= 1:
            raise UsageError(f"the floor of {name} is {floor}; floors are between 0 and 1")
    return floors


def _floor(text: str) -> tuple[str, float]:
    name, _, value = text.partition("=")
    try:
        return name.strip(), float(value)
    except ValueError as error:
        raise UsageError(f"{text!r} is no floor such as core=0.9") from error


def check_floors(scores: Scores, floors: Mapping[str, float]) -> Iterator[str]:
    """One sentence per figure that is below its floor, or has no gold to be measured on."""
    values = flat(scores)
    for name, floor in floors.items():
        value = values[name]
        if value is None:
            yield f"{name} has no gold to be measured on, its floor is {floor}"
        elif value < floor:
            yield f"{name} is {value:.4f}, below its floor of {floor}"
