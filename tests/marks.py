"""Tables of sentences with inline marks, `[CNRS](INSTITUTION) and ...`, and the one extractor that reads them."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from pressextract.pipeline import Extractor
from pressextract.record import Record

CASES = Path(__file__).parent / "cases"
MODELS = Path(__file__).parents[1] / "models"
_MARK = re.compile(r"\[([^\[\]]+)\]\(([A-Z]+)\)")
_SECTIONS = ["made", "bug", "open"]


class Span(NamedTuple):
    """A mention as the tables compare it: code points of the text, end exclusive, label."""

    start: int
    end: int
    label: str


class Row(NamedTuple):
    """One row of a table; `pairs` only in the table of acronyms, `reason` only in the section of open errors."""

    text: str
    pairs: list[tuple[str, str]]
    reason: str | None


@cache
def extractor() -> Extractor:
    """The extractor of the run: building one costs half a second."""
    return Extractor()


@cache
def record_of(text: str) -> Record:
    """Record of an English text, made once a run."""
    return extractor().extract(text, language="en")


def unmarked(text: str) -> tuple[str, list[Span]]:
    """The text without its marks, and the spans that they marked.

    >>> unmarked("the [CNRS](INSTITUTION)")
    ('the CNRS', [Span(start=4, end=8, label='INSTITUTION')])
    """
    plain, spans, at = "", [], 0
    for mark in _MARK.finditer(text):
        plain += text[at : mark.start()]
        spans.append(Span(len(plain), len(plain) + len(mark[1]), mark[2]))
        plain += mark[1]
        at = mark.end()
    return plain + text[at:], spans


def mentions(record: Record, label: str) -> list[Span]:
    """The mentions of one label, in text order."""
    found = [Span(mention.start, mention.end, mention.label.value) for mention in record.mentions]
    return [span for span in found if span.label == label]


@cache
def rows(table: str) -> dict[str, list[Row]]:
    """Rows of tests/cases/<table>.en.toml by section."""
    sections = tomllib.loads((CASES / f"{table}.en.toml").read_text(encoding="utf-8"))
    assert list(sections) == [section for section in _SECTIONS if section in sections]
    made: dict[str, list[Row]] = {}
    for section, entries in sections.items():
        keys = {"text", "pairs", "reason"} if section == "open" else {"text", "pairs"}
        assert all(set(entry) <= keys for entry in entries)
        made[section] = [
            Row(entry["text"], [(short, long) for short, long in entry.get("pairs", [])], entry.get("reason"))
            for entry in entries
        ]
    assert all(row.reason for row in made.get("open", []))
    return made


def parameters(*tables: str) -> list[object]:
    """`(table, row)` for every row as pytest parameters; open rows must fail, and turn red when they do not."""
    found: list[object] = []
    for table in tables:
        for section, entries in rows(table).items():
            for number, row in enumerate(entries):
                marks = [pytest.mark.xfail(strict=True, reason=row.reason or "")] if section == "open" else []
                found.append(pytest.param(table, row, id=f"{table}-{section}-{number}", marks=marks))
    return found
