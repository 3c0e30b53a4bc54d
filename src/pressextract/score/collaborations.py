"""Collaborations: which records of joint structures and agreements are right, with partners, kind and date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pressextract.score.matching import assign
from pressextract.score.pairs import AnyCollaboration, AnyRecord, Names, Pair, document_mistake, fold
from pressextract.score.tally import Counts, Figure, Mistake, Outcome, Share

__all__ = ["score_collaborations"]

ENOUGH = 2  # partners in common that make two unnamed collaborations one
MATCH, PARTNER, KIND = 10**16, 10**10, 10**5  # weights: first many matches, then partners, then kinds, then dates


class _Side:
    """The collaborations of a record in an order of their content, with the names that compare them."""

    def __init__(self, record: AnyRecord, names: Names) -> None:
        self.names = names
        collaborations: Iterable[AnyCollaboration] = record.collaborations
        self.all = sorted(collaborations, key=self._content)

    def named(self, one: AnyCollaboration) -> frozenset[str]:
        """The folded names of its structure, and its own."""
        own = frozenset({fold(one.name)}) if one.name else frozenset()
        return own | self.names.get(one.structure or "", frozenset())

    def partners(self, one: AnyCollaboration) -> list[frozenset[str]]:
        """The folded names of each partner, each partner once."""
        ids = {partner.entity for partner in one.partners}
        return sorted((self.names.get(id, frozenset()) for id in ids), key=sorted)

    def _content(self, one: AnyCollaboration) -> tuple[list[str], list[list[str]], str, str]:
        partners = [sorted(names) for names in self.partners(one)]
        return sorted(self.named(one)), partners, one.kind or "", _date(one) or ""

    def show(self, one: AnyCollaboration) -> str:
        """One line for the list of mistakes: "IRL limms (cnrs, university of tokyo)"."""
        partners = ", ".join(min(names, default="?") for names in self.partners(one))
        return f"{one.kind} {min(self.named(one), default='unnamed')} ({partners})"


def _date(one: AnyCollaboration) -> str | None:
    return one.date.value if one.date else None


def score_collaborations(pair: Pair) -> Outcome:
    """One-to-one: a named structure by any of its names, an unnamed one by at least two partners.

    Partners count over matched collaborations and, against precision, those of spurious ones; kind and date over
    matched ones whose gold has them.
    """
    if not pair.gold.has("collaborations"):
        return Outcome({})
    gold, predicted = _Side(pair.gold, pair.gold_names), _Side(pair.predicted, pair.predicted_names)
    matches = assign([[_weight((gold, one), (predicted, other)) for other in predicted.all] for one in gold.all])
    matched = [(gold.all[row], predicted.all[column]) for row, column in matches]
    partners = Counts(
        right=sum(_shared((gold, one), (predicted, other)) for one, other in matched),
        predicted=sum(len(predicted.partners(other)) for other in predicted.all),
        gold=sum(len(gold.partners(one)) for one, _ in matched),
    )
    kinds = [(one.kind, other.kind) for one, other in matched if one.kind]
    dates = [(_date(one), _date(other)) for one, other in matched if _date(one)]
    figures: dict[str, Figure] = {
        "collaborations": Counts(len(matched), len(predicted.all), len(gold.all)),
        "partners": partners,
        "collaboration_kind": Share(sum(one == other for one, other in kinds), len(kinds)),
        "collaboration_date": Share(sum(one == other for one, other in dates), len(dates)),
    }
    return Outcome(figures, tuple(_mistakes(pair, gold, predicted, matches)))


def _weight(gold: tuple[_Side, AnyCollaboration], predicted: tuple[_Side, AnyCollaboration]) -> int:
    (mine, one), (theirs, other) = gold, predicted
    shared = _shared(gold, predicted)
    named, called = mine.named(one), theirs.named(other)
    if not (named & called if named or called else shared >= ENOUGH):
        return 0
    return MATCH + PARTNER * shared + KIND * (one.kind == other.kind) + (_date(one) == _date(other))


def _shared(gold: tuple[_Side, AnyCollaboration], predicted: tuple[_Side, AnyCollaboration]) -> int:
    mine, theirs = gold[0].partners(gold[1]), predicted[0].partners(predicted[1])
    return len(assign([[int(bool(one & other)) for other in theirs] for one in mine]))


def _mistakes(pair: Pair, gold: _Side, predicted: _Side, matches: list[tuple[int, int]]) -> Iterator[Mistake]:
    rows, columns = {row for row, _ in matches}, {column for _, column in matches}
    for row, one in enumerate(gold.all):
        if row not in rows:
            yield document_mistake(pair, "missed", "collaborations", gold.show(one))
    for column, other in enumerate(predicted.all):
        if column not in columns:
            yield document_mistake(pair, "spurious", "collaborations", predicted.show(other))
    for row, column in matches:
        one, other = gold.all[row], predicted.all[column]
        shown = gold.show(one)
        if _shared((gold, one), (predicted, other)) < max(len(gold.partners(one)), len(predicted.partners(other))):
            yield document_mistake(pair, "wrong", "partners", shown, (shown, predicted.show(other), None))
        if one.kind and one.kind != other.kind:
            yield document_mistake(pair, "wrong", "collaboration_kind", shown, (one.kind, other.kind, None))
        if _date(one) and _date(one) != _date(other):
            yield document_mistake(pair, "wrong", "collaboration_date", shown, (_date(one), _date(other), None))
