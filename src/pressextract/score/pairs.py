"""A gold release beside its record: which mentions match, and which entities go by which names."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from pressextract.errors import GoldMismatch
from pressextract.gold import GoldCollaboration, GoldEntity, GoldMention, GoldRecord
from pressextract.record import SCHEMA, Collaboration, Entity, MentionRecord, Record
from pressextract.score.matching import match_spans
from pressextract.score.tally import LABELS, Mistake

__all__ = [
    "AnyCollaboration",
    "AnyEntity",
    "AnyMention",
    "AnyRecord",
    "Pair",
    "document_mistake",
    "fold",
    "mention_mistake",
    "names_of",
    "pair_up",
    "same",
]

AnyRecord = Record | GoldRecord
AnyMention = MentionRecord | GoldMention
AnyEntity = Entity | GoldEntity
AnyCollaboration = Collaboration | GoldCollaboration
Names = dict[str, frozenset[str]]
Matches = tuple[tuple[GoldMention, AnyMention], ...]

ORGANISATIONS = ("INSTITUTION", "LAB")
CONTEXT = 40


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold release and its record; the record is empty where there is none (`found` says so).

    `strict`: same label and span; `overlap`: same label, one-to-one; `merged` and `merged_overlap`: the same of
    INSTITUTION and LAB, whose labels count as one. Names are folded, by entity id.
    """

    gold: GoldRecord
    predicted: AnyRecord
    found: bool
    strict: Matches
    overlap: Matches
    merged: Matches
    merged_overlap: Matches
    gold_names: Names
    predicted_names: Names


def fold(text: str) -> str:
    """The text without case, accents and punctuation, its white space single.

    >>> fold("École  de technologie-supérieure")
    'ecole de technologiesuperieure'
    """
    plain = unicodedata.normalize("NFKD", text)
    kept = "".join(char for char in plain if unicodedata.category(char)[0] not in "MP")
    return " ".join(kept.casefold().split())


def names_of(record: AnyRecord) -> Names:
    """All names of each entity, folded: name, acronyms, aliases and the texts of its mentions."""
    entities: tuple[AnyEntity, ...] = record.entities
    names = {entity.id: {entity.name or "", *entity.acronyms, *entity.aliases} for entity in entities}
    for mention in record.mentions:
        if mention.entity in names:
            names[mention.entity].add(mention.text)
    return {id: frozenset(fold(name) for name in found) - {""} for id, found in names.items()}


def same(pair: Pair, gold: str | None, predicted: str | None) -> bool:
    """Whether two entity ids mean one thing: they share a name, or both are null."""
    if gold is None or predicted is None:
        return gold is predicted
    return bool(pair.gold_names.get(gold, frozenset()) & pair.predicted_names.get(predicted, frozenset()))


def pair_up(gold: GoldRecord, predicted: AnyRecord | None) -> Pair:
    """A gold release beside its record, or beside nothing where there is none or it failed.

    Raises:
        GoldMismatch: the record was made of another text, so offsets cannot be compared.
    """
    found = predicted is not None and predicted.status != "failed"
    if predicted is None or not found:
        predicted = GoldRecord.model_validate({"schema": SCHEMA, "id": gold.id, "text": gold.text, "mentions": ()})
    _check_text(gold, predicted)
    strict: list[tuple[GoldMention, AnyMention]] = []
    overlap: list[tuple[GoldMention, AnyMention]] = []
    for label in LABELS:
        mine, theirs = _labelled(gold, predicted, (label,))
        strict += _equal(mine, theirs)
        overlap += _overlapping(mine, theirs)
    mine, theirs = _labelled(gold, predicted, ORGANISATIONS)
    return Pair(
        gold=gold,
        predicted=predicted,
        found=found,
        strict=tuple(strict),
        overlap=tuple(overlap),
        merged=tuple(_equal(mine, theirs)),
        merged_overlap=tuple(_overlapping(mine, theirs)),
        gold_names=names_of(gold),
        predicted_names=names_of(predicted),
    )


def _check_text(gold: GoldRecord, predicted: AnyRecord) -> None:
    if predicted.text == gold.text:
        return
    both = enumerate(zip(gold.text, predicted.text, strict=False))
    place = next((at for at, (one, other) in both if one != other), min(len(gold.text), len(predicted.text)))
    raise GoldMismatch(
        f"gold {gold.id}: the record was made of another text, different from character {place} on; "
        "run the extractor on the release that the gold was made of"
    )


def _labelled(
    gold: GoldRecord, predicted: AnyRecord, labels: tuple[str, ...]
) -> tuple[list[GoldMention], list[AnyMention]]:
    return (
        [mention for mention in gold.mentions if mention.label in labels],
        [mention for mention in predicted.mentions if mention.label in labels],
    )


def _equal(gold: list[GoldMention], predicted: list[AnyMention]) -> list[tuple[GoldMention, AnyMention]]:
    there = {(mention.start, mention.end): mention for mention in predicted}
    return [(one, there[one.start, one.end]) for one in gold if (one.start, one.end) in there]


def _overlapping(gold: list[GoldMention], predicted: list[AnyMention]) -> list[tuple[GoldMention, AnyMention]]:
    found = match_spans([(one.start, one.end) for one in gold], [(other.start, other.end) for other in predicted])
    return [(gold[one], predicted[other]) for one, other in found]


def mention_mistake(
    pair: Pair,
    what: str,
    field: str,
    mentions: tuple[GoldMention | None, AnyMention | None],
    values: tuple[str | None, str | None] = (None, None),
) -> Mistake:
    """A mistake about a mention, with the text around it; `values` are what gold and record say."""
    gold, predicted = mentions
    shown = gold or predicted
    assert shown is not None, "a mistake about a mention has one"  # noqa: S101
    rule = predicted.rule if predicted else None
    return _placed(pair, (what, field, str(shown.label), shown.text), (shown.start, shown.end), (*values, rule))


def document_mistake(
    pair: Pair,
    what: str,
    field: str,
    text: str,
    told: tuple[str | None, str | None, str | None] = (None, None, None),
) -> Mistake:
    """A mistake about the release as a whole, without a place; `told` is the gold and predicted value and the rule."""
    return _placed(pair, (what, field, "", text), None, told)


def _placed(
    pair: Pair,
    said: tuple[str, str, str, str],
    span: tuple[int, int] | None,
    told: tuple[str | None, str | None, str | None],
) -> Mistake:
    what, field, label, text = said
    start, end = span or (-1, -1)
    before = pair.gold.text[max(0, start - CONTEXT) : start] if span else ""
    after = pair.gold.text[end : end + CONTEXT] if span else ""
    gold, predicted, rule = told
    return Mistake(pair.gold.id, start, end, what, field, label, text, gold, predicted, before, after, rule)
