"""Where names stand in a text, and what the mentions found so far cover: what propagation and linking ask of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pressextract.mention import Label, Mention
from pressextract.parsed import Words

__all__ = ["BARE", "PLACE", "SURE", "Found", "occurrences"]

BARE, PLACE, SURE = 1, 2, 3
"""Marks of `Found.covered`: a bare name of the lexicon, which needs support; a place; any other mention."""

_RUN = re.compile(r"[^\W_]+")


class Found:
    """The mentions found so far, none overlapping.

    Attributes:
        mentions: in text order.
        bare: bare names of the lexicon that need support, by their start.
        covered: the mark of the mention at each character of the view, 0 where none stands.
    """

    __slots__ = ("bare", "covered", "mentions")

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        """`text`: of the view."""
        self.mentions = mentions
        self.bare = {mention.start: mention for mention in mentions if mention.rule.endswith("lexicon-supported")}
        self.covered = bytearray(len(text) + 1)
        marks = {mark: bytes([mark]) for mark in (BARE, PLACE, SURE)}
        for mention in mentions:
            start, end = mention.start, mention.end
            mark = BARE if start in self.bare else PLACE if mention.label is Label.PLACE else SURE
            self.covered[start:end] = marks[mark] * (end - start)


def occurrences(words: Words, surface: str) -> Iterator[tuple[int, int]]:
    """Spans at which `surface` stands in the view as whole words, from left to right.

    The rarest of its runs of letters and digits is looked up, so that a name costs no more than its words occur.
    """
    view = words.view
    if surface.isalnum():
        places = ((start, start + len(surface)) for start in words.run_starts(surface))
        yield from (place for place in places if _alone(view, *place))
        return
    rarest = min(_RUN.finditer(surface), key=lambda run: words.count_runs(run.group()), default=None)
    if rarest is None:
        return
    done = 0
    for start in words.run_starts(rarest.group()):
        begin = start - rarest.start()
        end = begin + len(surface)
        if begin >= done and view.startswith(surface, begin):
            done = end
            if _alone(view, begin, end):
                yield begin, end


def _alone(text: str, start: int, end: int) -> bool:
    """Whether no letter or digit touches text[start:end]."""
    if end < len(text) and text[end].isalnum():
        return False
    return not start or not (text[start - 1].isalnum() or text[start - 1] == "_")
