"""What figures are about: item, period, rate, base, source, against a table of marked sentences."""

from __future__ import annotations

import re
import time
import tomllib
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressextract.knowledge.rules import load_rules
from pressextract.matchers.figure import FigureMatcher
from pressextract.mention import DateValue, FigureValue, Label, Mention
from pressextract.offsets import View
from pressextract.parsed import Parsed
from pressextract.relate.figures import FigureGrammar, relate_figures
from pressextract.release import release_from_text

ROOT = Path(__file__).parents[1]
LANGUAGES = sorted(path.stem.partition(".")[2] for path in ROOT.glob("tests/cases/statement.*.toml"))
MARK = re.compile(r"\[([^\[\]]+)\]\((FIGURE|DATE|DURATION|SET|INSTITUTION|LAB|PERSON|PLACE)(?: ([^)]+))?\)")


@lru_cache(maxsize=8)
def tools(language: str) -> tuple[FigureMatcher, FigureGrammar]:
    numbers, statements = (load_rules(ROOT / "models", language, name) for name in ("figure", "statement"))
    return FigureMatcher(numbers), FigureGrammar(numbers, statements)


def cases() -> list[Any]:
    rows = []
    for language in LANGUAGES:
        table = tomllib.loads((ROOT / f"tests/cases/statement.{language}.toml").read_text(encoding="utf-8"))
        assert set(table) <= {"seen", "made", "bug", "open"}
        for kind in table:
            for number, row in enumerate(table[kind]):
                marks = [pytest.mark.xfail(reason=row["reason"], strict=True)] if kind == "open" else []
                rows.append(pytest.param(language, f"{kind}-{number}", row, marks=marks))
    return rows


def parts_of(marked: str, language: str) -> tuple[list[str], list[str]]:
    """The parts of each figure of a marked text, as the table writes them, and whose figure each is."""
    plain, marks, at = "", [], 0
    for mark in MARK.finditer(marked):
        plain += marked[at : mark.start()]
        marks.append((len(plain), len(plain) + len(mark.group(1)), mark.group(2), mark.group(3)))
        plain += mark.group(1)
        at = mark.end()
    plain += marked[at:]
    release = Parsed(release_from_text(plain), View.of(plain), language)
    matcher, grammar = tools(language)
    values = {(item.start, item.end): item.figure for item in matcher(release)}
    mentions = [mention_of(release.view, mark, values) for mark in marks]
    found = relate_figures(release, mentions, grammar)
    surfaces = [release.text[mention.start : mention.end] for mention in mentions]
    rows, subjects = [], []
    for parts in found.values():
        item, source = (release.text[slice(*span)] if span else "-" for span in (parts.item, parts.source))
        period, base = (surfaces[at] if at is not None else "-" for at in (parts.period, parts.of_mention))
        rows.append(" | ".join((item, period, parts.per or "-", base, source)))
        subjects.append(surfaces[parts.subject_mention] if parts.subject_mention is not None else "-")
    return rows, subjects


def mention_of(view: View, mark: tuple[int, int, str, str | None], values: dict[Any, FigureValue | None]) -> Mention:
    start, end = view.from_source(mark[0]), view.from_source(mark[1] - 1) + 1
    if mark[2] == "FIGURE":
        return Mention(Label.FIGURE, start, end, "test", figure=values[start, end])
    if mark[2] in ("DATE", "DURATION", "SET"):
        return Mention(Label.DATE, start, end, "test", date=DateValue(mark[2], mark[3]))
    return Mention(Label(mark[2]), start, end, "test")


@pytest.mark.parametrize(("language", "name", "row"), cases(), ids=lambda part: part if isinstance(part, str) else "")
def test_case(language: str, name: str, row: dict[str, Any]) -> None:
    assert name
    parts, subjects = parts_of(row["text"], language)
    assert parts == row["parts"]
    assert subjects == row.get("subjects", subjects)


WORDS = st.sampled_from(
    [
        "the",
        "of",
        "in",
        "them",
        "which",
        "and",
        ",",
        ".",
        ";",
        "(",
        ")",
        "laboratories",
        "laboratory",
        "CNRS",
        "'s",
        "new",
        "according",
        "to",
        "Source",
        ":",
        "per",
        "year",
        "night",
        "created",
        "existing",
        "ranked",
        "one",
        "best",
        "\n",
        "was",
        "by",
        "more",
        "than",
        "-",
        "US",
        "Fields",
        "Medal",
        "winners",
        "'s",
    ]
)
KINDS = ("count", "percent", "money", "measure", "ratio", "ordinal")


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(st.tuples(WORDS, st.integers(0, 9)), max_size=40))
def test_any_mentions(pieces: list[tuple[str, int]]) -> None:
    text = ""
    mentions = []
    for word, choice in pieces:
        start = len(text)
        text += word + " "
        if choice < len(KINDS):
            value = FigureValue(KINDS[choice], Decimal(2), Decimal(2))
            mentions.append(Mention(Label.FIGURE, start, start + len(word), "test", figure=value))
        elif choice == 6:
            mentions.append(Mention(Label.DATE, start, start + len(word), "test", date=DateValue("SET", "R/P1Y")))
        elif choice == 7:
            mentions.append(Mention(Label.DATE, start, start + len(word), "test", date=DateValue("DATE", "2020")))
    view = View(text, text, [])
    release = Parsed(release_from_text(text), view, "en")
    found = relate_figures(release, mentions, tools("en")[1])
    assert list(found) == [number for number, mention in enumerate(mentions) if mention.label is Label.FIGURE]
    for parts in found.values():
        for span in (parts.item, parts.source):
            assert span is None or 0 <= span[0] < span[1] <= len(text)
        for number in (parts.period, parts.of_mention, parts.subject_mention):
            assert number is None or 0 <= number < len(mentions)


def seconds(text: str) -> float:
    release = Parsed(release_from_text(text), View.of(text), "en")
    matcher, grammar = tools("en")
    mentions = list(matcher(release))
    names = [Mention(Label.INSTITUTION, *match.span(), "test") for match in re.finditer("CNRS", release.text)]
    mentions = sorted([*mentions, *names], key=lambda mention: mention.start)
    release.words  # noqa: B018 (made outside the measurement)
    release.sentence(0)
    best = float("inf")
    for _ in range(3):
        started = time.perf_counter()
        relate_figures(release, mentions, grammar)
        best = min(best, time.perf_counter() - started)
    return best


@pytest.mark.parametrize(
    "piece",
    [
        "The fund gives over €5 million to 27 laboratories, a third of them in Japan, and ranks 3rd.\n\n",
        "and 27 of the 3rd in 5 million ",
        "ranked 3rd according to the 12 ",
        "| Papers | 1,200 | 27 |\n",
        "Papers    1,200    27\n",
        "| A | B |\n|---|---|\n| Papers | 1,200 |\n\n",
        "- 27 grants of 5 million\n",
        "- CNRS: 27 staff\n",
        "CNRS has 27 staff and ",
        "CNRS, which has 27 staff, ",
        "(Source: CNRS) 27 staff ",
        "27 staff (Source: CNRS 2020)\n",
        "In Survey of Two Papers Came\n",
    ],
)
def test_time_is_linear(piece: str) -> None:
    ratios = (seconds(piece * 600) / seconds(piece * 150) for _ in range(3))
    assert min(ratios) < 9  # 4 when linear, 16 when quadratic
