"""DATE mentions against the table of marked sentences, and linear time on hostile text."""

from __future__ import annotations

import re
import time
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from edtf import parse_edtf
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


PROBLEMS = [
    ("4 October 2022", []),
    ("04/10/2022", ["ambiguous_date"]),
    ("25/10/2022", []),
    ("on 3/12 we met", ["ambiguous_date"]),
    ("9/1/2021 - 9/12/2021", ["ambiguous_date"]),
    ("30 February 2022", ["invalid_date"]),
    ("2/29/2021", ["invalid_date"]),
    ("31 June to 3 July 2022", ["invalid_date"]),
    ("2020 to 2016", ["invalid_date"]),
    ("2020-2016", ["invalid_date"]),
    ("9 to 4 October 2022", ["invalid_date"]),
    ("May 2022 to March 2022", ["invalid_date"]),
]


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


@pytest.mark.parametrize(("text", "codes"), PROBLEMS)
def test_problems_of_dates(text: str, codes: list[str]) -> None:
    release, matcher = parsed(text, published="2022-10-05"), DateMatcher(rules_of("en"))
    mentions = list(matcher(release))
    assert [notice.code for notice in matcher.notices(mentions)] == codes
    assert [mention.date.value is None for mention in mentions if mention.date] == [
        code == "invalid_date" for code in codes or [""] * len(mentions)
    ]


LEVEL_TWO = {"33": "01", "34": "04", "35": "07", "36": "10", "40": "01", "41": "07"} | {
    str(season): f"{month:02}" for season, month in ((21, 3), (22, 6), (23, 9), (24, 12))
}


def level_one(said: str) -> str:
    """A value that the package reads, of an interval or an unknown year: seasons, quarters and semesters as the month they begin in."""
    ends = [end.replace("XXXX", "2000").replace("XX", "00").replace("X", "0") for end in said.split("/")]
    return "/".join(end[:5] + LEVEL_TWO.get(end[5:], end[5:]) for end in ends)


def test_the_oracle_reads_every_value_of_the_table() -> None:
    """What edtf says of a value: that it is one, and for days, months and years what it covers."""
    wrong = []
    for language, name, row in cases():
        for mention in found(row, language)[1]:
            value = mention.date
            if value is None or value.type != "DATE" or value.value is None:
                continue
            read = parse_edtf(level_one(value.value) if re.search("/|XXXX-[234]", value.value) else value.value)
            whole = (
                re.fullmatch(r"[12][0-9X]{3}(-[01][0-9](-[0-3][0-9])?)?", value.value) and "-2" not in value.value[4:6]
            )
            if not whole or value.modifier or mention.rule.endswith(("/unit-to-date", "/relative-rest")):
                continue
            covered = [time.strftime("%Y-%m-%d", day) for day in (read.lower_strict(), read.upper_strict())]
            if covered != [value.earliest, value.latest]:
                wrong.append((name, value.value, covered, value.earliest, value.latest))
    assert wrong == []


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
    "nineteen ", "twenty five ", "May twenty ", "10/1-", "7/6 ", "2016 10 ", "two weeks after ", "3 days from ",
    "in 2015, a year earlier ", "that year ", "usually in March ", "in summer ", "the weekend ", "annual report ",
    "first two weeks of ", "second Friday of ", "quarter ended ", "next year's first ", "2 weeks and ", "$12 December ",
    "00:01 on ", "until 00:01 on Monday ", "year to ", "Friday (", "5 December – ", "one and a ", "the same ",
    "every Monday, ", "first few ", "FY24/", "the two years to ", "2019  2020 ", "Mondays and ", "the year before ", "end of the year ",
    "late 2024/", "first quarter of ", "two to three times ", "year ended ", "closing days of ", "2023/24 winter ",
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
    "times a", "past", "few", "BC", "nineteen", "eighty", "twenty-fifth", "10/1", "7-6", "after", "before", "in", "that",
    "earlier", "following", "weekend", "annual", "to date", "ended", "new year", "usually", "working", "of next month",
    "the", "FY25", "closing", "days of", "1H", "semester", "before", "late", "decade", "ended", "June and", "times a year", "½",
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
