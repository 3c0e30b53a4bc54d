"""No rule without a text that makes it fire, and no rule id that nobody has written down."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from marks import CASES, MODELS, Row, extractor, mentions, parameters, record_of, unmarked

sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))

import rule_coverage as report

ROOT = Path(__file__).parents[1]

# f"{self._rules.name}/lexicon": an id whose last part stands in the code.
WRITTEN = re.compile(r"""/([a-z][a-z-]*)"(?:[,)]|$)""")


@pytest.mark.parametrize(("table", "row"), parameters("cue"))
def test_row(table: str, row: Row) -> None:
    assert table == "cue"
    plain, spans = unmarked(row.text)
    found = [span for label in ("INSTITUTION", "LAB", "PERSON") for span in mentions(record_of(plain), label)]
    assert sorted(found) == spans


@cache
def fired() -> Counter[str]:
    """Of the rows of the tables and the texts of the development corpus."""
    texts = [*report.table_texts(), *report.gold_texts(ROOT / "corpus/gold/dev.jsonl")]
    return report.fired(extractor(), texts)


def test_every_rule_fires_in_some_text_or_has_a_reason() -> None:
    known, silent = report.known_rules(), report.listed()["silent"]
    assert sorted(known - set(fired())) == sorted(silent)
    assert all(len(reason.split()) > 3 for reason in silent.values())


def test_every_rule_that_fires_is_known() -> None:
    known = report.known_rules()
    assert sorted(rule for rule in fired() if not report.is_known(rule, known)) == []


def written_in_code() -> Iterator[str]:
    for path in sorted((ROOT / "src/pressextract").rglob("*.py")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if "name}/" in line:
                yield from WRITTEN.findall(line)


def test_rules_made_by_code_are_listed() -> None:
    written = set(written_in_code())
    assert len(written) > 10
    assert sorted(written - {rule.rpartition("/")[2] for rule in report.listed()["made"]}) == []


def test_the_lists_are_in_order() -> None:
    made = report.listed()["made"]
    assert made == sorted(set(made))


def test_every_table_is_read() -> None:
    rows = sum(1 for _ in report.table_texts())
    assert rows == sum(path.read_text(encoding="utf-8").count("\ntext = ") for path in CASES.glob("*.en.toml"))
    assert all("](" not in text or "](http" in text for text, _ in report.table_texts())
    assert MODELS.is_dir()


def test_the_report_counts_and_names_what_never_fires() -> None:
    page = report.report({"a": Counter({"en/x/one": 2}), "b": Counter({"en/x/three": 1})}, {"en/x/one", "en/x/two"})
    assert page.splitlines() == [
        "                  a        b",
        "en/x/one          2        0",
        "en/x/three        0        1",
        "en/x/two          0        0",
        "",
        "a: 1 of 3 rules fire",
        "b: 1 of 3 rules fire",
        "never: en/x/two",
    ]


def test_it_runs_without_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(report, "table_texts", lambda: iter([("Founded in 1999.", None)]))
    monkeypatch.setattr(report, "gold_texts", lambda _path: iter([("Founded in 1999.", None)]))
    assert report.main([str(tmp_path / "data")]) == 0
    page = capsys.readouterr().out
    assert f"data: skipped, no {tmp_path / 'data'}" in page
    assert page.splitlines()[-1] == "test split: 1 firings of 1 rules"
