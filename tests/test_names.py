"""INSTITUTION, LAB, PERSON and PLACE mentions of the whole extractor against the tables of marked sentences."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from marks import MODELS, Row, mentions, parameters, record_of, rows, unmarked

TABLES = ["institution", "lab", "person", "place"]


@pytest.mark.parametrize(("table", "row"), parameters(*TABLES))
def test_row(table: str, row: Row) -> None:
    plain, spans = unmarked(row.text)
    assert mentions(record_of(plain), table.upper()) == spans


@pytest.mark.parametrize("table", TABLES)
def test_marks_have_the_label_of_their_table(table: str) -> None:
    for entries in rows(table).values():
        for row in entries:
            plain, spans = unmarked(row.text)
            assert "](" not in plain
            assert {span.label for span in spans} <= {table.upper()}


@pytest.mark.parametrize("table", TABLES)
def test_no_sentence_stands_twice(table: str) -> None:
    texts = [row.text for entries in rows(table).values() for row in entries]
    assert sorted(texts) == sorted(set(texts))


def kinds_of(table: str) -> set[str]:
    """Kinds of head nouns that the rules of a table know."""
    words: dict[str, dict[str, Any]] = tomllib.loads((MODELS / f"en/{table}.toml").read_text(encoding="utf-8"))["words"]
    heads = [head for key in ("head", "compound", "suffix") for head in words.get(key, {}).values()]
    return {head["kind"].replace(" ", "-") for head in heads}


RULES = {
    "institution": ["lexicon", "lexicon-supported", "legal-form", "acronym", "defined", "division"],
    "lab": ["lexicon", "type-behind", "type-before", "beside-noun", "called", "acronym"],
    "person": ["title", "given-name", "speaking", "role", "contact", "initials", "surname", "family-first"],
    "place": [
        "city",
        "country",
        "continent",
        "region",
        "cued",
        "widened",
        "geographic-noun",
        "before-place",
        "located",
        "state",
    ],
}


@pytest.mark.parametrize("table", TABLES)
def test_every_rule_fires_in_some_row(table: str) -> None:
    fired = set()
    for entries in rows(table).values():
        for row in entries:
            fired |= {mention.rule for mention in record_of(unmarked(row.text)[0]).mentions}
    heads = {f"head-{kind}" for kind in kinds_of(table)} if table in ("institution", "lab") else set()
    heads -= {"head-hospital"} if table == "lab" else set()  # hospitals are INSTITUTION
    assert sorted({f"en/{table}/{rule}" for rule in heads | set(RULES[table])} - fired) == []


CUES = ["apposition", "coordinated", "member", "staff-of", "noun-before", "prefix", "list-item", "short-name"]


def test_every_cue_fires_in_some_row() -> None:
    texts = [unmarked(row.text)[0] for entries in rows("institution").values() for row in entries]
    fired = {mention.rule for text in texts for mention in record_of(text).mentions}
    assert sorted({f"en/cue/{cue}" for cue in CUES} - fired) == []
