"""Entities: registry ids, coreference, and what is said of persons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator

from pressextract.gold import GoldMention
from pressextract.score.matching import assign
from pressextract.score.pairs import AnyEntity, AnyMention, Pair, document_mistake, fold, mention_mistake, same
from pressextract.score.tally import Counts, Figure, Mistake, Outcome, Share

__all__ = ["score_entities"]

BEARERS = ("INSTITUTION", "LAB", "PERSON")


def score_entities(pair: Pair) -> Outcome:
    """Linking, coreference, roles and affiliations; where gold has the key."""
    linking, persons = _linking(pair), _persons(pair)
    figures = linking.figures | persons.figures | {"coreference": _coreference(pair)}
    return Outcome(figures, linking.mistakes + persons.mistakes)


def _linking(pair: Pair) -> Outcome:
    """Right ids over given ids and over gold ids, of organisation mentions with the same span."""
    gold = {entity.id: entity for entity in pair.gold.entities if entity.has("ror")}
    predicted: dict[str, AnyEntity] = {entity.id: entity for entity in pair.predicted.entities}
    right = given = wanted = 0
    mistakes = []
    for one, other in pair.merged:
        if one.entity not in gold:
            continue
        ror = gold[one.entity].ror
        found = predicted[other.entity].ror if other.entity in predicted else None
        right += ror is not None and ror == found
        given += found is not None
        wanted += ror is not None
        if ror != found:
            what = "missed" if found is None else "spurious" if ror is None else "wrong"
            mistakes.append(mention_mistake(pair, what, "linking", (one, other), (ror, found)))
    return Outcome({"linking_p": Share(right, given), "linking_r": Share(right, wanted)}, tuple(mistakes))


def _coreference(pair: Pair) -> Counts:
    """Pairs of strictly matched mentions in one entity: in both, in the record, in gold."""
    matched = [(one, other) for one, other in pair.strict if one.label in BEARERS and one.has("entity")]
    both = [(one.entity, other.entity) for one, other in matched if one.entity and other.entity]
    return Counts(
        right=_pairs(both),
        predicted=_pairs(other.entity for _, other in matched if other.entity),
        gold=_pairs(one.entity for one, _ in matched if one.entity),
    )


def _pairs(clusters: Iterable[Hashable]) -> int:
    return sum(size * (size - 1) // 2 for size in Counter(clusters).values())


def _persons(pair: Pair) -> Outcome:
    """Role and affiliation of persons who have a strictly matched mention in common."""
    shares = {"role": Share(), "affiliation": Share()}
    mistakes: list[Mistake] = []
    for gold, predicted in _same_persons(pair):
        rows = []
        if "role" in gold.model_fields_set:
            right = fold(gold.role or "") == fold(predicted.role or "")
            rows.append(("role", right, (gold.role, predicted.role)))
        if "affiliation" in gold.model_fields_set:
            right = same(pair, gold.affiliation, predicted.affiliation)
            names = (_name(pair.gold.entities, gold.affiliation), _name(pair.predicted.entities, predicted.affiliation))
            rows.append(("affiliation", right, names))
        for key, right, shown in rows:
            shares[key] += Share(right, 1)
            if not right:
                mistakes.append(document_mistake(pair, "wrong", key, gold.name or gold.id, (*shown, None)))
    figures: dict[str, Figure] = {**shares}
    return Outcome(figures, tuple(mistakes))


def _name(entities: Iterable[AnyEntity], id: str | None) -> str | None:
    return next((entity.name or entity.id for entity in entities if entity.id == id), None)


def _same_persons(pair: Pair) -> Iterator[tuple[AnyEntity, AnyEntity]]:
    """Persons of gold and record, one-to-one, with the most strictly matched mentions in common."""
    matched: list[tuple[GoldMention, AnyMention]] = [match for match in pair.strict if match[0].label == "PERSON"]
    shared = Counter((one.entity, other.entity) for one, other in matched if one.entity and other.entity)
    golds = _in_order(pair.gold.entities, [one for one, _ in matched])
    others = _in_order(pair.predicted.entities, [other for _, other in matched])
    for row, column in assign([[shared[gold.id, other.id] for other in others] for gold in golds]):
        yield golds[row], others[column]


def _in_order(entities: Iterable[AnyEntity], mentions: Iterable[AnyMention]) -> list[AnyEntity]:
    """The entities that have one of the mentions, in order of the first."""
    first: dict[str | None, int] = {}
    for mention in mentions:
        first[mention.entity] = min(first.get(mention.entity, mention.start), mention.start)
    return sorted((entity for entity in entities if entity.id in first), key=lambda entity: first[entity.id])
