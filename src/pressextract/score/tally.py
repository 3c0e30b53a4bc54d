"""The figures of a score: counts that add up over documents, and the ratios made of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["FIGURE_NAMES", "Counts", "Figure", "Mistake", "Outcome", "Share", "add_up", "empty_figures"]


def _ratio(right: int, of: int) -> float | None:
    return right / of if of else None


@dataclass(frozen=True, slots=True)
class Counts:
    """Right ones among the predicted and among the gold ones."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.right + other.right, self.predicted + other.predicted, self.gold + other.gold)

    @property
    def precision(self) -> float | None:
        """Right over predicted; None when nothing was predicted."""
        return _ratio(self.right, self.predicted)

    @property
    def recall(self) -> float | None:
        """Right over gold; None without gold."""
        return _ratio(self.right, self.gold)

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; None without gold, also when something was predicted.

        >>> Counts(right=1, predicted=2, gold=2).f1, Counts(predicted=3).f1
        (0.5, None)
        """
        return _ratio(2 * self.right, self.predicted + self.gold) if self.gold else None

    @property
    def value(self) -> float | None:
        """What a floor is compared with: F1."""
        return self.f1


@dataclass(frozen=True, slots=True)
class Share:
    """Right ones among those that are asked for."""

    right: int = 0
    of: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(self.right + other.right, self.of + other.of)

    @property
    def value(self) -> float | None:
        """Right over asked; None when nothing was asked."""
        return _ratio(self.right, self.of)


Figure = Counts | Share

LABELS = ("INSTITUTION", "LAB", "DATE", "FIGURE", "PERSON", "PLACE")
META = ("title", "published", "place", "issuer", "emails", "phones")
_COUNTED = (
    *("core", *LABELS, "merged"),
    *(f"{name}.overlap" for name in ("core", *LABELS, "merged")),
    *("date_value", "figure_value", "period", "per", "of", "source", "subject"),
    *("acronyms", "coreference", "collaborations", "partners"),
)
_SHARED = (
    *("date_type", "date_modifier", "figure_modifier", "item", "linking_p", "linking_r", "role", "affiliation"),
    *("collaboration_kind", "collaboration_date", "meta", *(f"meta.{key}" for key in META)),
)
FIGURE_NAMES = (*_COUNTED, *_SHARED)
"""Every figure that a score has, in the order in which it is shown."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is missed, spurious or wrong in one release.

    `start` and `end` point into the release's text (end exclusive; -1 where it has no place of its own); `gold` and
    `predicted` say what stands on either side, `before` and `after` are up to 40 characters of the text around it.
    """

    release: str
    start: int
    end: int
    what: str
    field: str
    label: str
    text: str
    gold: str | None
    predicted: str | None
    before: str
    after: str
    rule: str | None

    @property
    def order(self) -> tuple[str | int, ...]:
        """What mistakes are sorted by: release, place, then everything else that can differ."""
        told = (self.gold or "", self.predicted or "", self.rule or "")
        return (self.release, self.start, self.end, self.what, self.field, self.label, self.text, *told)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one comparison contributes: figures by name, and the mistakes behind them."""

    figures: dict[str, Figure]
    mistakes: tuple[Mistake, ...] = ()


def empty_figures() -> dict[str, Figure]:
    """Every figure at zero."""
    return {name: Counts() if name in _COUNTED else Share() for name in FIGURE_NAMES}


def add_up(outcomes: Iterable[Outcome]) -> Outcome:
    """The sum: figures by name, all of them there, and the mistakes in order of release and place."""
    figures = empty_figures()
    mistakes: list[Mistake] = []
    for outcome in outcomes:
        for name, figure in outcome.figures.items():
            figures[name] = figures[name] + figure  # type: ignore[operator]  # a name is always of one kind
        mistakes += outcome.mistakes
    return Outcome(figures, tuple(sorted(mistakes, key=lambda mistake: mistake.order)))
