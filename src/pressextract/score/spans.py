"""Spans: strict and overlap, per label, core, and INSTITUTION with LAB as one."""

from __future__ import annotations

from collections.abc import Iterator

from pressextract.score.pairs import ORGANISATIONS, AnyMention, Matches, Pair, mention_mistake
from pressextract.score.tally import LABELS, Counts, Figure, Mistake, Outcome

__all__ = ["score_spans"]

CORE = ("INSTITUTION", "LAB", "DATE", "FIGURE")


def score_spans(pair: Pair) -> Outcome:
    """Counts of mentions: strict = same label, start and end; overlap = the best one-to-one matching per label."""
    figures: dict[str, Figure] = {}
    for name, labels in (("core", CORE), *((label, (label,)) for label in LABELS)):
        figures[name] = _counts(pair, labels, pair.strict)
        figures[f"{name}.overlap"] = _counts(pair, labels, pair.overlap)
    figures["merged"] = _counts(pair, ORGANISATIONS, pair.merged)
    figures["merged.overlap"] = _counts(pair, ORGANISATIONS, pair.merged_overlap)
    return Outcome(figures, tuple(_mistakes(pair)))


def _counts(pair: Pair, labels: tuple[str, ...], matches: Matches) -> Counts:
    return Counts(
        right=sum(one.label in labels for one, _ in matches),
        predicted=sum(mention.label in labels for mention in pair.predicted.mentions),
        gold=sum(mention.label in labels for mention in pair.gold.mentions),
    )


def _mistakes(pair: Pair) -> Iterator[Mistake]:
    """One per mention that is not strictly right: a wrong span or label is told once, not as missed and spurious."""
    right = {mention.id for mention, _ in pair.strict}
    near: dict[str, AnyMention] = {one.id: other for one, other in pair.overlap}
    there = {(mention.start, mention.end): mention for mention in pair.predicted.mentions}
    told = {other.id for _, other in pair.overlap}
    for mention in pair.gold.mentions:
        if mention.id in right:
            continue
        other, twin = near.get(mention.id), there.get((mention.start, mention.end))
        if other is not None:
            yield mention_mistake(pair, "wrong", "span", (mention, other), (mention.text, other.text))
        elif twin is not None and twin.id not in told:
            told.add(twin.id)
            yield mention_mistake(pair, "wrong", "label", (mention, twin), (str(mention.label), str(twin.label)))
        else:
            yield mention_mistake(pair, "missed", "mention", (mention, None))
    for predicted in pair.predicted.mentions:
        if predicted.id not in told:
            yield mention_mistake(pair, "spurious", "mention", (None, predicted))
