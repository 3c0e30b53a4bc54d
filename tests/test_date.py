"""DATE mentions against the table of marked sentences, and linear time on hostile text."""

from __future__ import annotations

import re
import time
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressextract.knowledge.rules import Rules, load_rules
from pressextract.matchers.date import DateMatcher
from pressextract.mention import Mention
from pressextract.offsets import View
from pressextract.parsed import Parsed
from pressextract.release import release_from_text
from pressextract.values import date_value_error

ROOT = Path(__file__).parents[1]
LANGUAGES = sorted(path.parent.name for path in ROOT.glob("models/*/date.toml"))
MARK = re.compile(r"\[([^\[\]]+)\]\(DATE\)")


def rules_of(language: str, known: dict[str, Rules] = {}) -> Rules:  # noqa: B006 (one compilation a run)
    if language not in known:
        known[language] = load_rules(ROOT / "models", language, "date")
    return known[language]


def cases() -> list[tuple[str, str, dict[str, Any]]]:
    rows = []
    for language in LANGUAGES:
        table = tomllib.loads((ROOT / f"tests/cases/date.{language}.toml").read_text(encoding="utf-8"))
        assert set(table) <= {"seen", "made", "bug"}
        rows += [(language, f"{kind}-{number}", row) for kind in table for number, row in enumerate(table[kind])]
    return rows


def parsed(text: str, language: str = "en", published: str | None = None) -> Parsed:
    day = date.fromisoformat(published) if published else None
    return Parsed(release_from_text(text), View.of(text), language, published=day)


def unmarked(text: str) -> tuple[str, list[tuple[int, int]]]:
    plain, spans, at = "", [], 0
    for mark in MARK.finditer(text):
        plain += text[at : mark.start()]
        spans.append((len(plain), len(plain) + len(mark.group(1))))
        plain += mark.group(1)
        at = mark.end()
    return plain + text[at:], spans


def found(row: dict[str, Any], language: str) -> tuple[Parsed, list[Mention]]:
    release = parsed(unmarked(row["text"])[0], language, row.get("published"))
    return release, list(DateMatcher(rules_of(language))(release))


@pytest.mark.parametrize(
    ("language", "name", "row"), cases(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_case(language: str, name: str, row: dict[str, Any]) -> None:
    plain, spans = unmarked(row["text"])
    assert name
    release, mentions = found(row, language)
    count = len(spans)
    types = row.get("types", ["DATE"] * count)
    modifiers = row.get("modifiers", ["null"] * count)
    wanted = [
        (plain[start:end], start, *rest)
        for (start, end), *rest in zip(spans, types, row.get("values", []), modifiers, strict=True)
    ]
    got = []
    for mention in mentions:
        start, end = release.view.to_source(mention.start, mention.end)
        value = mention.date
        assert value is not None
        got.append((plain[start:end], start, value.type, value.value or "null", value.modifier or "null"))
    assert got == wanted
    for key in ("earliest", "latest", "anchor"):
        if key in row:
            assert [getattr(mention.date, key) or "null" for mention in mentions] == row[key]
    if "alternatives" in row:
        assert [list(mention.date.alternatives) for mention in mentions if mention.date] == row["alternatives"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_fires_in_some_row(language: str) -> None:
    rules = rules_of(language)
    fired = {
        match.rule.id
        for name, _, row in cases()
        if name == language
        for match in rules.find(found(row, language)[0].view)
    }
    assert sorted({rule.id for rule in rules.file.rule} - fired) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_example_is_matched_whole_by_its_rule(language: str) -> None:
    rules = rules_of(language)
    wrong = []
    for rule in rules.file.rule:
        for example in rule.example:
            matches = [(match.rule.id, match.start, match.end) for match in rules.find(View.of(example))]
            if matches != [(rule.id, 0, len(example))]:
                wrong.append((rule.id, example, matches))
    assert wrong == []


ATTACKS = [
    "9", "1,", "2020 ", "2020-", "4 October ", "may ", "two years and ", "from 2016 to ", "1 ", "first ", "in ", "the ",
    "(", " ", "twenty-", "a ", "2020, ", "4, ", "1/", "early ", "end of the ", "é ", "２", "years ", "every ", "- ",
]  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS)
def test_time_grows_linearly(attack: str) -> None:
    matcher = DateMatcher(rules_of("en"))

    def seconds(size: int) -> float:
        best = 9.0
        for _ in range(3):
            release = parsed(attack * (size // len(attack)), published="2022-10-04")
            begin = time.process_time()
            list(matcher(release))
            best = min(best, time.process_time() - begin)
        return best

    one, four = seconds(10_000), seconds(40_000)
    assert four < 8 * one + 0.3  # 4 times when linear, 16 when quadratic


PIECES = [
    "4", "30", "31st", "October", "Feb", "May", "2022", "2020", "1999", "0000", "99999", "–", "-", "to", "and", "or",
    "from", "between", ",", "two", "half a", "years", "year", "ago", "last", "next", "this", "every", "Q3", "20th",
    "century", "1990s", "summer", "Tuesday", "/", "a", "million", "billion", "12/10/2022", "2022-10-04", "early",
    "end of", "the", "since", "by", "over", "\n", "hundred", "week of", "first", "week", "month", "later", "FY", "H1",
    "twice", "weekend", "second", "half", "quarter", "semester", "of", "a year", "or so", "long", "spring", "mid",
    "times a", "past", "few", "BC",
]  # fmt: skip
CALENDAR_TEXT = st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(text=st.one_of(st.text(max_size=80), CALENDAR_TEXT), published=st.one_of(st.none(), st.dates()))
def test_any_text_gives_valid_mentions(text: str, published: date | None) -> None:
    try:
        release = release_from_text(text)
    except ValueError:
        return
    view = View.of(release.text)
    at = 0
    for mention in DateMatcher(rules_of("en"))(Parsed(release, view, "en", published=published)):
        value = mention.date
        assert value is not None
        assert at <= mention.start < mention.end <= len(view.text)
        surface = view.text[mention.start : mention.end]
        assert surface == surface.strip()
        assert value.value is None or date_value_error(value.type, value.value) is None
        assert value.earliest is None or value.latest is None or value.earliest <= value.latest
        at = mention.end
