"""Acronym definitions of the whole extractor against the table of pairs, and Schwartz & Hearst's function by itself."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marks import MODELS, Row, parameters, record_of, rows
from pressextract.acronyms import DefinitionFinder, find_best_long_form
from pressextract.knowledge.rules import load_rules
from pressextract.mention import Definition, Label, Mention
from pressextract.offsets import View
from pressextract.parsed import Parsed
from pressextract.release import release_from_text

FINDER = DefinitionFinder(load_rules(MODELS, "en", "acronym"), frozenset({"Paris", "Japan"}), frozenset({"institute"}))


def definitions(text: str, *names: tuple[int, int]) -> list[Definition]:
    release = release_from_text(text)
    known = [Mention(Label.INSTITUTION, start, end, "test") for start, end in names]
    return FINDER(Parsed(release, View.of(release.text), "en"), known)


@pytest.mark.parametrize(("table", "row"), parameters("acronym"))
def test_row(table: str, row: Row) -> None:
    assert table == "acronym"
    record = record_of(row.text)
    assert [(pair.short, pair.long) for pair in record.acronyms] == row.pairs
    for pair in record.acronyms:
        assert record.text[pair.short_start : pair.short_end] == pair.short
        assert record.text[pair.long_start : pair.long_end] == pair.long


def test_every_wording_rule_fires_in_some_row() -> None:
    texts = [row.text for entries in rows("acronym").values() for row in entries]
    fired = {pair.rule for text in texts for pair in record_of(text).acronyms}
    wanted = {f"en/acronym/{rule.id}" for rule in load_rules(MODELS, "en", "acronym").file.rule}
    wanted |= {
        f"en/acronym/{rule}" for rule in ("bracket", "bracket-name", "bracket-inside", "bracket-native", "listed")
    }
    assert sorted(wanted - fired) == []


# (short form, text that ends where the long form ends, long form by the paper's algorithm)
BEST = [
    ("HSP", "the expression of heat shock protein", "heat shock protein"),
    ("TTF-1", "of thyroid transcription factor 1", "transcription factor 1"),
    ("EBNA", "the Epstein-Barr nuclear antigen", "Epstein-Barr nuclear antigen"),
    ("NOE", "using Overhauser effects of nuclear Overhauser enhancement", "nuclear Overhauser enhancement"),
    ("COX", "a mouse cyclooxygenase", "cyclooxygenase"),
    ("AMP", "the adenosine monophosphate", "adenosine monophosphate"),
    ("ER", "in the oestrogen receptor", None),
    ("APA", "the American Psychological Association", "American Psychological Association"),
    ("IN2P3", "the National Institute of Nuclear and Particle Physics and more of it", None),
    ("ÖAW", "the Österreichische Akademie der Wissenschaften", "Österreichische Akademie der Wissenschaften"),
    ("EAS", "the École des arts du soir", "École des arts du soir"),
    ("HU", "signed by Halden University", "Halden University"),
    ("XYZ", "the two partners", None),
    ("HSP", "", None),
]


@pytest.mark.parametrize(
    ("short", "before", "long"), BEST, ids=[f"{short}-{number}" for number, (short, _, _) in enumerate(BEST)]
)
def test_best_long_form(short: str, before: str, long: str | None) -> None:
    at = find_best_long_form(short, before)
    assert (None if at is None else before[at:]) == long


LETTERS = st.characters(exclude_categories=["Cs"])


@settings(max_examples=300, deadline=None, derandomize=True)
@given(short=st.text(LETTERS, min_size=1, max_size=12), before=st.text(max_size=60))
def test_best_long_form_begins_with_the_first_letter_at_a_word(short: str, before: str) -> None:
    at = find_best_long_form(short, before)
    if at is not None and any(letter.isalnum() for letter in short):
        assert 0 <= at < len(before)
        assert at == 0 or not before[at - 1].isalnum()


PIECES = [
    "(", ")", "[", "]", "(HU)", "Halden", "University", "of", "the", "and", ",", "or simply", "known as", "IRL",
    "AI", "artificial intelligence", "(AI)", "\"", "“", "”", "'", "-", "–", "/", "\n", "\n\n", ";", "for short",
    "CNRS", "()", "(the", "1", "é", "İ", "ß", "ﬁ", "(ÖAW)", "Österreich", ".", "*", "<sup>1</sup>", "\u0301",
    "\u00ad",
]  # fmt: skip
WORDING = st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(
    text=st.one_of(st.text(LETTERS, max_size=80), WORDING),
    spans=st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=3),
)
def test_any_text_gives_valid_definitions(text: str, spans: list[tuple[int, int]]) -> None:
    try:
        view = View.of(release_from_text(text).text)
    except ValueError:
        return
    names = [(start, start + size) for start, size in spans if start + size <= len(view.text)]
    found = definitions(text, *names)
    assert found == sorted(found, key=lambda definition: (definition.short_start, definition.long_start))
    for definition in found:
        assert view.text[definition.short_start : definition.short_end] == definition.short
        assert 0 <= definition.long_start < definition.long_end <= len(view.text)
        assert definition.short_end <= definition.long_start or definition.long_end <= definition.short_start


def test_a_pair_counts_once_at_its_first_definition() -> None:
    text = "artificial intelligence (AI) here, artificial intelligence (AI) there, Amnesty International (AI) elsewhere"
    found = [(definition.short, text[definition.long_start : definition.long_end]) for definition in definitions(text)]
    assert found == [("AI", "artificial intelligence"), ("AI", "Amnesty International")]
