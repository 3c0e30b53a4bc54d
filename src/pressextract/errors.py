"""The errors pressextract raises, and the exit code each one means.

PressExtractError                 exit 1
├── UsageError                    exit 2   wrong arguments, settings or knowledge files
│   └── KnowledgeError            exit 2   a file below models/ (or the user's own) is wrong: file, rule, position
├── InputError                    one document cannot be read; in a run it becomes a `failed` record (exit 3)
├── NothingToRead                 exit 4   no input matched
├── OutputError                   exit 5   output not writable, disk full
├── RecordFileError               exit 6   a record or gold file is invalid: file, line, reason
│   └── GoldMismatch              exit 6   gold whose offsets do not hold in its text
└── BelowFloor                    exit 8   a score below its floor (`score --fail-under`)
"""

from __future__ import annotations

from typing import ClassVar

__all__ = [
    "BelowFloor",
    "GoldMismatch",
    "InputError",
    "KnowledgeError",
    "NothingToRead",
    "OutputError",
    "PressExtractError",
    "RecordFileError",
    "UsageError",
]


class PressExtractError(Exception):
    """Anything pressextract refuses, with a sentence that says what to do next."""

    exit_code: ClassVar[int] = 1


class UsageError(PressExtractError):
    """Arguments or settings that make no sense together."""

    exit_code = 2


class KnowledgeError(UsageError):
    """A pattern, lexicon or settings file that cannot be used; the message names file, rule and position."""


class InputError(PressExtractError):
    """One document that cannot be read.

    Args:
        code: stable error code, e.g. "empty", "binary", "too_large", "bad_encoding", "unreadable".
        message: what is wrong, in which file, and what to do.
        stage: read | decode | parse | extract | validate | write.
        retryable: whether the same input may succeed later.
    """

    exit_code = 3

    def __init__(self, code: str, message: str, *, stage: str = "read", retryable: bool = False) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.stage = stage
        self.retryable = retryable


class NothingToRead(PressExtractError):
    """A folder or pattern without a single release in it."""

    exit_code = 4


class OutputError(PressExtractError):
    """The output cannot be written; the message names the path and the reason."""

    exit_code = 5


class RecordFileError(PressExtractError):
    """A records or gold file that is not what RECORD.md says; the message names file, line and reason."""

    exit_code = 6


class GoldMismatch(RecordFileError):
    """Gold that does not match its text; the message names the release id and the mention."""


class BelowFloor(PressExtractError):
    """A score below the floor that `score --fail-under` sets."""

    exit_code = 8
