"""Where surfaces and mentions stand in a text: what propagation and linking ask of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pressextract.mention import Mention

__all__ = ["doubtful", "occurrences", "taken"]


def doubtful(mentions: Sequence[Mention]) -> dict[int, Mention]:
    """Bare names of the lexicon that need support, by their start."""
    return {mention.start: mention for mention in mentions if mention.rule.endswith("lexicon-supported")}


def taken(text: str, mentions: Sequence[Mention]) -> bytearray:
    """One byte per character of the view: 1 where a mention stands."""
    covered = bytearray(len(text) + 1)
    for mention in mentions:
        covered[mention.start : mention.end] = b"\x01" * (mention.end - mention.start)
    return covered


def occurrences(text: str, surface: str) -> Iterator[tuple[int, int]]:
    """Spans at which `surface` stands in `text` as whole words."""
    at = text.find(surface)
    while at >= 0:
        end = at + len(surface)
        before = text[at - 1] if at else " "
        after = text[end] if end < len(text) else " "
        if not (before.isalnum() or after.isalnum() or before == "_"):
            yield at, end
        at = text.find(surface, end)
