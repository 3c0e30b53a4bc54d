"""Records against gold: every figure, the mistakes behind it, and which releases were compared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from pressextract.errors import RecordFileError
from pressextract.gold import GoldRecord
from pressextract.score.collaborations import score_collaborations
from pressextract.score.documents import score_acronyms, score_meta
from pressextract.score.entities import score_entities
from pressextract.score.pairs import AnyRecord, Pair, pair_up
from pressextract.score.spans import score_spans
from pressextract.score.tally import Figure, Mistake, Outcome, add_up
from pressextract.score.values import score_values

_Found = TypeVar("_Found", GoldRecord, AnyRecord)

__all__ = ["Scores", "score"]


@dataclass(frozen=True, slots=True)
class Scores:
    """Every figure by its name, the mistakes behind them, and which releases were compared.

    `scored`: ids in gold and records; `missed`: ids of gold without a record, or whose record failed, which count as
    missed whole; `ignored`: ids of records that are not in gold, which do not count.
    """

    figures: dict[str, Figure]
    mistakes: tuple[Mistake, ...]
    scored: tuple[str, ...]
    missed: tuple[str, ...]
    ignored: tuple[str, ...]


def score(gold: Iterable[GoldRecord], predicted: Iterable[AnyRecord]) -> Scores:
    """The scores of records against gold; the order of either, and of what they hold, does not matter.

    Args:
        gold: gold releases.
        predicted: records, or gold read as records.

    Raises:
        GoldMismatch: a record was made of another text than the gold of its id.
        RecordFileError: an id comes twice on one side.
    """
    golds = _by_id(gold, "gold")
    records = _by_id(predicted, "records")
    pairs = [pair_up(golds[id], records.get(id)) for id in sorted(golds)]
    whole = add_up(_outcome(pair) for pair in pairs)
    return Scores(
        whole.figures,
        whole.mistakes,
        scored=tuple(pair.gold.id for pair in pairs if pair.found),
        missed=tuple(pair.gold.id for pair in pairs if not pair.found),
        ignored=tuple(sorted(records.keys() - golds.keys())),
    )


def _by_id(records: Iterable[_Found], side: str) -> dict[str, _Found]:
    found: dict[str, _Found] = {}
    for record in records:
        if record.id in found:
            raise RecordFileError(f"{side}: {record.id} comes twice; keep one of them")
        found[record.id] = record
    return found


def _outcome(pair: Pair) -> Outcome:
    parts = (score_spans, score_values, score_entities, score_acronyms, score_collaborations, score_meta)
    return add_up(part(pair) for part in parts)
