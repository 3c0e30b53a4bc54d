"""The view on both sides of a match: RE2 has no lookaround, so context is checked here, in code."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

__all__ = ["Hold", "Surroundings"]

_WINDOW = 40
_OPENING = "\"'“‘«([*–—-"


class Hold(IntEnum):
    """How well a match stands: NO never is a date, WEAK only as part of a range, YES by itself."""

    NO = 0
    WEAK = 1
    YES = 2


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The view around a match.

    Attributes:
        before: the last characters in front of it, on the same line.
        after: the next characters behind it, on the same line.
        words: words of `before`, last last, casefolded, opening punctuation off.
    """

    before: str
    after: str
    words: tuple[str, ...]

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Surroundings:
        """Surroundings of text[start:end]."""
        before = text[max(0, start - _WINDOW) : start].rpartition("\n")[2]
        after = text[end : end + _WINDOW].partition("\n")[0]
        words = tuple(word.lstrip(_OPENING) for word in before.casefold().split(" ") if word)
        return cls(before, after, words)

    @property
    def last(self) -> str:
        """The word in front, casefolded; empty when a stop or nothing stands there."""
        return self.words[-1] if self.words and self.before[-1] == " " else ""

    @property
    def last_surface(self) -> str:
        """The word in front as written."""
        return self.before.rstrip(" ").rpartition(" ")[2] if self.before.endswith(" ") else ""

    @property
    def next(self) -> str:
        """The word behind, when only a space stands between, casefolded, closing punctuation off."""
        if not self.after.startswith(" "):
            return ""
        return self.after[1:].partition(" ")[0].rstrip(".,;:!?)\"'”’»").casefold()

    @property
    def next_surface(self) -> str:
        """The word behind as written."""
        return self.after[1:].partition(" ")[0] if self.after.startswith(" ") else ""
