"""Values: dates, figures, and what a figure says beside its number."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from pressextract.gold import GoldDate, GoldFigure, GoldMention
from pressextract.record import DateRecord, FigureRecord
from pressextract.score.pairs import AnyMention, AnyRecord, Matches, Pair, fold, mention_mistake, same
from pressextract.score.tally import Counts, Figure, Mistake, Outcome, Share

__all__ = ["score_values"]

AnyDate = DateRecord | GoldDate
AnyFigure = FigureRecord | GoldFigure
Shown = tuple[str | None, str | None]
NO_DATE, NO_FIGURE = GoldDate(), GoldFigure()
VALUE_KEYS = ("kind", "min", "max", "unit")
STATEMENT_KEYS = ("period", "per", "of", "source", "subject")


def score_values(pair: Pair) -> Outcome:
    """Values of overlap-matched dates and figures, items of strictly matched ones; where gold has the key."""
    figures: dict[str, Figure] = {}
    mistakes: list[Mistake] = []
    for outcome in (_dates(pair), _figures(pair), _items(pair), _statements(pair)):
        figures |= outcome.figures
        mistakes += outcome.mistakes
    return Outcome(figures, tuple(mistakes))


def _matched(pair: Pair, label: str) -> Matches:
    return tuple(match for match in pair.overlap if match[0].label == label)


def _totals(pair: Pair, label: str, asked: Callable[[GoldMention], bool]) -> tuple[int, int]:
    """Predicted and gold mentions of a label, without those whose gold does not have what is asked."""
    unasked = sum(not asked(one) for one, _ in _matched(pair, label))
    predicted = sum(mention.label == label for mention in pair.predicted.mentions) - unasked
    return predicted, sum(mention.label == label and asked(mention) for mention in pair.gold.mentions)


def _shares(pair: Pair, rows: Iterator[tuple[str, tuple[GoldMention, AnyMention], Shown]]) -> Outcome:
    """Shares by figure name, and a mistake where what is shown of gold and record differs."""
    shares: dict[str, Share] = {}
    mistakes = []
    for name, mentions, shown in rows:
        right = shown[0] == shown[1]
        shares[name] = shares.get(name, Share()) + Share(right, 1)
        if not right:
            mistakes.append(mention_mistake(pair, "wrong", name, mentions, shown))
    return Outcome(dict(shares), tuple(mistakes))


def _dates(pair: Pair) -> Outcome:
    def rows() -> Iterator[tuple[str, tuple[GoldMention, AnyMention], Shown]]:
        for one, other in _matched(pair, "DATE"):
            gold = one.date or NO_DATE
            date: AnyDate = other.date or NO_DATE
            for key in ("value", "type", "modifier"):
                if gold.has(key):
                    yield f"date_{key}", (one, other), (getattr(gold, key), getattr(date, key))

    outcome = _shares(pair, rows())
    predicted, gold = _totals(pair, "DATE", lambda mention: mention.date is not None and mention.date.has("value"))
    return _counted(outcome, "date_value", predicted, gold)


def _counted(outcome: Outcome, name: str, predicted: int, gold: int) -> Outcome:
    """The outcome with one share made a count over all predicted and gold ones."""
    share = outcome.figures.get(name, Share())
    return Outcome(outcome.figures | {name: Counts(share.right, predicted, gold)}, outcome.mistakes)


def _figures(pair: Pair) -> Outcome:
    def rows() -> Iterator[tuple[str, tuple[GoldMention, AnyMention], Shown]]:
        for one, other in _matched(pair, "FIGURE"):
            gold = one.figure or NO_FIGURE
            figure: AnyFigure = other.figure or NO_FIGURE
            keys = [key for key in VALUE_KEYS if gold.has(key)]
            if keys:
                yield "figure_value", (one, other), (_amount(gold, keys), _amount(figure, keys))
            if gold.has("modifier"):
                yield "figure_modifier", (one, other), (gold.modifier, figure.modifier)

    outcome = _shares(pair, rows())
    predicted, gold = _totals(pair, "FIGURE", _has_value)
    return _counted(outcome, "figure_value", predicted, gold)


def _has_value(mention: GoldMention) -> bool:
    return mention.figure is not None and any(mention.figure.has(key) for key in VALUE_KEYS)


def _amount(figure: AnyFigure, keys: list[str]) -> str:
    """The value in words, "kind=count min=3 ...": equal for equal numbers, whether written 3, 3.0 or 3.00."""
    return " ".join(f"{key}={_plain(getattr(figure, key))}" for key in keys)


def _plain(value: str | Decimal | None) -> str:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}" if value else "0"
    return "null" if value is None else value


def _items(pair: Pair) -> Outcome:
    share, mistakes = Share(), []
    for one, other in pair.strict:
        gold = one.figure.item if one.figure else None
        if gold is None:
            continue
        found = other.figure.item if other.figure else None
        right = found is not None and _head(gold.text) == _head(found.text)
        share += Share(right, 1)
        if not right:
            shown = (gold.text, found.text if found else None)
            mistakes.append(mention_mistake(pair, "wrong", "item", (one, other), shown))
    return Outcome({"item": share}, tuple(mistakes))


def _head(item: str) -> str:
    """The last word, casefolded, without a final s: what is counted, in singular or plural."""
    words = item.casefold().split()
    return words[-1].removesuffix("s") if words else ""


def _statements(pair: Pair) -> Outcome:
    """What figures say beside their number: of which period, per what, of what base, by which source, whose."""
    outcomes = [_statement(pair, key) for key in STATEMENT_KEYS]
    figures = {name: figure for outcome in outcomes for name, figure in outcome.figures.items()}
    return Outcome(figures, tuple(mistake for outcome in outcomes for mistake in outcome.mistakes))


def _statement(pair: Pair, key: str) -> Outcome:
    matched = _matched(pair, "FIGURE")
    there: dict[str, AnyMention] = {one.id: other for one, other in matched}
    asked = [(one, there.get(one.id)) for one in pair.gold.mentions if getattr(one.figure, key, None) is not None]
    unasked = {other.id for one, other in matched if one.figure is None or not one.figure.has(key)}
    given = [mention for mention in pair.predicted.mentions if getattr(mention.figure, key, None) is not None]
    given = [mention for mention in given if mention.id not in unasked]
    mistakes = []
    for one, other in asked:
        if not _agree(pair, key, one, other):
            shown = (_show(pair.gold, one, key), _show(pair.predicted, other, key))
            mistakes.append(mention_mistake(pair, "missed" if shown[1] is None else "wrong", key, (one, other), shown))
    right = len(asked) - len(mistakes)
    answers = {other.id for _, other in asked if other is not None}
    for mention in given:
        if mention.id not in answers:
            shown = (None, _show(pair.predicted, mention, key))
            mistakes.append(mention_mistake(pair, "spurious", key, (None, mention), shown))
    return Outcome({key: Counts(right, len(given), len(asked))}, tuple(mistakes))


def _agree(pair: Pair, key: str, gold: GoldMention, predicted: AnyMention | None) -> bool:
    said = getattr(gold.figure, key)
    found = getattr(predicted.figure, key, None) if predicted else None
    if found is None:
        return False
    if key == "source":
        return fold(said.text) == fold(found.text)
    if key == "per":
        return bool(said == found)
    return same(pair, said, found) or (said, found) in {(one.id, other.id) for one, other in pair.overlap}


def _show(record: AnyRecord, mention: AnyMention | None, key: str) -> str | None:
    """What a field says, readable: of references the text or name they lead to."""
    value = getattr(mention.figure, key, None) if mention else None
    if value is None:
        return None
    if key == "source":
        return str(value.text)
    texts: dict[str, str | None] = {other.id: other.text for other in record.mentions}
    texts |= {entity.id: entity.name for entity in record.entities}
    return texts.get(value) or str(value)
