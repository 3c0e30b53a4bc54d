"""What a figure is about: the thing counted, its period, rate, base and source, read from the words around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pressextract.link import Linked
from pressextract.parsed import Parsed

__all__ = ["FigureParts", "figure_parts"]


@dataclass(frozen=True, slots=True)
class FigureParts:
    """What the words around say about one figure; spans are of the view, indices into the mentions."""

    item: tuple[int, int] | None = None
    period: int | None = None
    per: str | None = None
    of_mention: int | None = None
    source: tuple[int, int] | None = None
    subject: int | None = None


def figure_parts(parsed: Parsed, linked: Linked) -> Mapping[int, FigureParts]:
    """Number of a figure's mention -> its parts."""
    return {}
