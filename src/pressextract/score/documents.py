"""The release as a whole: acronym definitions and meta."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pressextract.gold import GoldAcronym, GoldMeta
from pressextract.record import Acronym, Meta
from pressextract.score.pairs import AnyRecord, Pair, document_mistake, fold, same
from pressextract.score.tally import META, Counts, Figure, Mistake, Outcome, Share

__all__ = ["score_acronyms", "score_meta"]


def score_acronyms(pair: Pair) -> Outcome:
    """Distinct (short, long) per release, folded; where gold has the key."""
    if not pair.gold.has("acronyms"):
        return Outcome({})
    gold, predicted = _definitions(pair.gold), _definitions(pair.predicted)
    mistakes = []
    for what, mine, theirs in (("missed", gold, predicted), ("spurious", predicted, gold)):
        for key in sorted(mine.keys() - theirs.keys()):
            text, rule = mine[key]
            mistakes.append(document_mistake(pair, what, "acronyms", text, (None, None, rule)))
    counts = Counts(len(gold.keys() & predicted.keys()), len(predicted), len(gold))
    return Outcome({"acronyms": counts}, tuple(mistakes))


def _definitions(record: AnyRecord) -> dict[tuple[str, str], tuple[str, str | None]]:
    """By folded pair: the pair as it is written (the least of several) and its rule."""
    found: dict[tuple[str, str], tuple[str, str | None]] = {}
    acronyms: Iterable[Acronym | GoldAcronym] = record.acronyms
    for one in sorted(acronyms, key=lambda acronym: (acronym.short, acronym.long)):
        found.setdefault((fold(one.short), fold(one.long)), (f"{one.short} = {one.long}", one.rule))
    return found


def score_meta(pair: Pair) -> Outcome:
    """Each meta field that gold has: equal after folding, null equals null; none is right without a record."""
    figures: dict[str, Figure] = {}
    mistakes: list[Mistake] = []
    for key, right, shown in _fields(pair):
        figures[f"meta.{key}"] = Share(right, 1)
        if not right:
            mistakes.append(document_mistake(pair, "wrong", f"meta.{key}", shown[0] or "", (*shown, None)))
    whole = sum((figure for figure in figures.values() if isinstance(figure, Share)), Share())
    return Outcome({**figures, "meta": whole}, tuple(mistakes))


def _fields(pair: Pair) -> Iterator[tuple[str, bool, tuple[str | None, str | None]]]:
    gold, predicted = pair.gold.meta, pair.predicted.meta
    if gold is None:
        return
    for key in META:
        if not gold.has(key):
            continue
        mine, theirs = _texts(gold, key), _texts(predicted, key)
        if key == "issuer":
            right = same(pair, gold.issuer, predicted.issuer if predicted else None)
        else:
            right = _folded(mine, key) == _folded(theirs, key)
        yield key, right and pair.found, (", ".join(mine) or None, ", ".join(theirs) or None)


def _texts(meta: Meta | GoldMeta | None, key: str) -> list[str]:
    value = getattr(meta, key, None)
    if isinstance(value, tuple):
        return sorted(one.value for one in value)
    if value is None:
        return []
    return [value if isinstance(value, str) else value.value]


def _folded(texts: list[str], key: str) -> set[str]:
    """Folded; a phone number without its spaces, which countries and offices set differently."""
    return {fold(text).replace(" ", "") if key == "phones" else fold(text) for text in texts}
