"""The benchmark: documents that nobody has seen, the same ones for one seed, and a table of what was measured."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from pressextract.mention import DateValue, FigureValue

sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))

import date_data
import figure_data
import peer_systems
import peers
import run as bench
from shared_data import data_folder
from unseen import SECTION, Unseen, novelty

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def unseen() -> Unseen:
    return Unseen(seed=7)


def test_one_seed_gives_one_set_of_documents(unseen: Unseen) -> None:
    again = Unseen(seed=7)
    assert again.documents(3) == unseen.documents(3)
    assert again.document(2) == unseen.document(2), "a document depends on its number, not on those made before"
    assert Unseen(seed=8).documents(3) != unseen.documents(3)


@pytest.mark.parametrize("size", [1_000, SECTION, 50_000])
def test_they_have_the_length_asked_for(unseen: Unseen, size: int) -> None:
    assert size - 5 <= len(unseen.document(0, size)) <= size


def test_they_are_no_text_of_the_corpus(unseen: Unseen) -> None:
    corpus = "\n\n".join(
        path.read_text(encoding="utf-8") for path in sorted((ROOT / "corpus/releases").iterdir()) if path.is_file()
    )
    known = set(corpus.split("\n\n"))
    for document in unseen.documents(20):
        paragraphs = document.split("\n\n")
        assert sum(len(paragraph) for paragraph in paragraphs if paragraph in known) < 0.2 * len(document)
        assert "\ue000" not in document and "\ue001" not in document, "a slot was left open"


def test_documents_differ_and_go_on_bringing_new_words(unseen: Unseen) -> None:
    documents = unseen.documents(60)
    assert len(set(documents)) == 60
    assert 0.04 < novelty(documents) < 0.3


def test_an_entity_keeps_its_new_name(unseen: Unseen) -> None:
    """Links and acronyms of the release hold in the made one, so the extractor has the work it has on real ones."""
    from pressextract import Extractor

    extractor = Extractor()
    records = [extractor.extract(document) for document in unseen.documents(3)]
    assert all(len(record.mentions) > 50 for record in records)
    assert any(len(entity.mentions) > 2 for record in records for entity in record.entities)


def test_novelty_counts_words_not_seen_before() -> None:
    assert novelty(["a b", "a c"]) == 0.5
    assert novelty([]) == 0


def test_ratios_are_medians_of_rounds() -> None:
    speeds = bench.Speeds({"rules": [10.0, 30.0, 20.0], "tokenizer": [20.0, 30.0, 80.0]})
    assert speeds.of("rules") == 20
    assert speeds.ratio("rules", "tokenizer") == 0.5
    assert speeds.spread("rules", "tokenizer") == "rounds 0.25 to 1"


def test_systems_take_turns_on_the_same_new_documents() -> None:
    calls: list[tuple[str, str]] = []
    systems: dict[str, bench.System] = {
        "tokenizer": lambda text: calls.append(("tokenizer", text)),
        "rules": lambda text: calls.append(("rules", text)),
    }
    documents = [str(number) for number in range(bench.WARM_UP + 3 * 10)]
    speeds = bench.measured(systems, documents, 3)
    assert {name: len(rounds) for name, rounds in speeds.rounds.items()} == {"tokenizer": 3, "rules": 3}
    for name in systems:
        seen = [text for system, text in calls if system == name]
        assert sorted(seen, key=int) == documents, "each document once, or the second time is not new"
    timed = [name for name, _ in calls[2 * bench.WARM_UP :]]
    assert timed[: 2 * bench.TURN] == ["tokenizer"] * bench.TURN + ["rules"] * bench.TURN


def test_a_row_says_whether_its_budget_is_met() -> None:
    assert bench.Row.at_least("a", 0.5, 0.5).met is True
    assert bench.Row.at_most("a", 0.5, 0.4, "s").met is False
    page = bench.table({"rounds": 1}, [bench.Row.at_most("start", 0.5, 0.4, "s"), bench.Row("b", None, "x", ">= 50")])
    assert "NOT MET" in page
    assert page.splitlines()[-1].split() == ["b", "-", ">=", "50"]


@pytest.mark.parametrize("arguments", [["--rounds", "0"], ["--documents", "0"], ["--rounds", "x"]])
def test_senseless_numbers_are_refused(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        bench.main(arguments)
    assert refused.value.code == 2


def test_it_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Tiny numbers and no full model: that everything is called and printed, not how fast it is."""
    monkeypatch.setattr(bench, "DOUBLINGS", [1_000, 2_000])
    monkeypatch.setattr(bench, "LONGEST", 4_000)
    monkeypatch.setattr(bench, "MODELS", ("no_such_model",))
    assert bench.main(["--rounds", "1", "--documents", "3", "--json"]) == 0
    page = json.loads(capsys.readouterr().out)
    assert page["documents"] == 3
    assert [row["what"].split(",")[0] for row in page["rows"]] == [
        "spaCy's English tokenizer",
        "rules",
        "rules / tokenizer",
        "rules / full model",
        "time for 2 kB / 1 kB",
        "start: --help",
        "start: a run over one file",
        "peak memory",
        "peak memory",
    ]
    assert [row["note"] for row in page["rows"]][3] == "not installed: no_such_model"
    assert all(row["value"] > 0 for row in page["rows"] if not row["note"].startswith("not installed"))


def lines(path: Path, *rows: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def marked(text: str, part: str, **more: object) -> dict[str, Any]:
    start = text.index(part)
    return {"start": start, "end": start + len(part), "text": part, **more}


def dates_at(*found: tuple[str, DateValue]) -> date_data.FindDates:
    """A system that finds these surfaces wherever they stand."""

    def find(row: dict[str, Any]) -> list[date_data.Span]:
        text: str = row["text"]
        return [(text.index(part), text.index(part) + len(part), value) for part, value in found if part in text]

    return find


def figures_at(*found: tuple[str, FigureValue]) -> figure_data.FindFigures:
    def find(row: dict[str, Any]) -> list[figure_data.Span]:
        text: str = row["text"]
        return [(text.index(part), text.index(part) + len(part), value) for part, value in found if part in text]

    return find


WAR = "From 1939 to 1945 and in the winter of 1946, not in May, as the 1950s knew."


def test_wikiwars_takes_a_range_for_both_parts_and_years_only(tmp_path: Path) -> None:
    gold = [
        marked(WAR, "1939", type="DATE", value="1939"),
        marked(WAR, "1945", type="DATE", value="1945"),
        marked(WAR, "winter of 1946", type="DATE", value="1946-WI"),
        marked(WAR, "May", type="DATE", value="1946-05"),
        marked(WAR, "1950s", type="DATE", value="195"),
    ]
    path = lines(tmp_path / "wikiwars.dev.jsonl", {"id": "a", "text": WAR, "gold": gold})
    found = dates_at(
        ("1939 to 1945", DateValue("DATE", "1939/1945")),
        ("1946", DateValue("DATE", "1946-24")),
        ("May", DateValue("DATE", "1946-05")),
    )
    got = date_data.wikiwars(path, found)
    assert (got.precision, got.recall) == (1, 0.75)
    assert got.overlap_f1 == got.value_f1 == pytest.approx(6 / 7)
    notes: list[str] = []
    wrong = date_data.wikiwars(path, dates_at(("1946", DateValue("DATE", "1946"))), notes.append)
    assert (wrong.recall, wrong.value_f1) == (0.25, 0)
    assert [note.split()[0] for note in notes] == ["missed:", "missed:", "value:", "missed:"]


def resolved(start: str, end: str) -> dict[str, Any]:
    return {"value": [f"({start},{end},P1M)"], "resolved": [{"start": start, "end": end}]}


def test_recognizers_ends_are_exclusive_and_empty_rows_count(tmp_path: Path) -> None:
    month, day, night = "back in May", "back on 3 May", "back tomorrow night"
    rows: list[dict[str, Any]] = [
        {"text": month, "gold": [marked(month, "May", type="daterange", **resolved("2016-05-01", "2016-06-01"))]},
        {"text": day, "gold": [marked(day, "3 May", type="date", value=["x"], resolved=[{"value": "2016-05-03"}])]},
        {
            "text": night,
            "gold": [marked(night, "tomorrow", type="date", value=["x"], resolved=[{"value": "2016-05-03"}])],
        },
        {"text": "no date", "gold": []},
        {"text": "nor here", "gold": []},
    ]
    path = lines(tmp_path / "rt.jsonl", *({"id": "a", "reference_date": "2016-11-07", **row} for row in rows))
    found = dates_at(
        ("3 May", DateValue("DATE", "2016-05-03", None, "2016-05-03", "2016-05-03")),
        ("May", DateValue("DATE", "2016-05", None, "2016-05-01", "2016-05-31")),
        ("here", DateValue("DATE", None)),
    )
    got = date_data.recognizers(path, found)
    assert (got.right, got.kept, got.excluded, got.total) == (2, 2, 1, 3)
    assert (got.right_dates, got.dates, got.false, got.empty) == (1, 1, 1, 2)


def money(amount: str, unit: str | None) -> FigureValue:
    return FigureValue("money", Decimal(amount), Decimal(amount), unit)


@pytest.mark.parametrize(
    ("unit", "code", "right"),
    [
        ("Dollar", "CAD", 1), ("Dollar", None, 1), ("Dollar", "EUR", 0), ("United States dollar", "CAD", 0),
        ("Australian dollar", "AUD", 1), ("Australian dollar", None, 0), ("Pound", "GBP", 1), ("Gold doubloon", "X", 1),
    ],
)  # fmt: skip
def test_the_currency_must_be_right(unit: str, code: str | None, right: int, tmp_path: Path) -> None:
    text = "it cost 5 million of them and 3 years"
    gold = [marked(text, "5 million", type="currency", value="5000000", unit=unit)]
    path = lines(tmp_path / "rt_currency_en.dev.jsonl", {"id": "CurrencyModel-en-1", "text": text, "gold": gold})
    found = figures_at(("5 million", money("5e6", code)), ("3", FigureValue("count", Decimal(3), Decimal(3))))
    got = figure_data.score(path, found)
    assert (got.right, got.found, got.gold) == (right, 1, 1)
    assert got.f1 == right


def test_rows_left_out_have_a_reason() -> None:
    assert all(len(reason) > 3 for reason in figure_data.OUT.values())
    assert all(len(reason) > 3 for _, reason in date_data.EXCLUDED)


DATA = data_folder([])


@pytest.mark.skipif(not (DATA / "rt_datetime_en.dev.jsonl").exists(), reason="data of others: no part of the project")
def test_at_most_15_percent_of_the_rows_are_left_out() -> None:
    got = date_data.recognizers(DATA / "rt_datetime_en.dev.jsonl", lambda _row: [])
    assert got.excluded <= 0.15 * got.total


@pytest.mark.parametrize(
    ("period", "value", "latest"),
    [
        ("day", "2022-10-05", "2022-10-05"), ("time", "2022-10-05", "2022-10-05"), ("month", "2022-10", "2022-10-31"),
        ("year", "2022", "2022-12-31"), ("week", "2022-10-03/2022-10-09", "2022-10-09"),
    ],
)  # fmt: skip
def test_a_moment_is_no_more_precise_than_its_period(period: str, value: str, latest: str) -> None:
    got = peer_systems.as_date(datetime(2022, 10, 5, 12), period)
    assert (got.type, got.value, got.latest) == ("DATE", value, latest)
    assert peer_systems.as_date(None, None).value is None


def test_dateparser_finds_its_dates_where_they_stand() -> None:
    system = peer_systems.dateparser()
    assert isinstance(system, peer_systems.System)
    assert system.dates is not None
    text = "Opened in May 2019.\n\nIt closed on 4 October 2022. Nothing came after 2023."
    found = [(text[start:end], value.value) for start, end, value in system.dates({"text": text})]
    assert found == [("in May 2019", "2019-05"), ("4 October 2022", "2022-10-04"), ("after 2023", "2023")]


def test_mean_and_uncertainty_are_a_range() -> None:
    unit = SimpleNamespace(name="euro", entity=SimpleNamespace(name="currency"), currency_code="EUR")
    quantity = SimpleNamespace(value=6.0, uncertainty=1.0, unit=unit)
    assert peer_systems.as_figure(quantity) == FigureValue("money", Decimal(5), Decimal(7), "EUR")


def test_a_sign_is_moved_to_its_number_and_no_offset_changes() -> None:
    assert peer_systems.SIGN.sub(r"\2\1", "for $ 1.4 a share, $5 or US$ each") == "for  $1.4 a share, $5 or US$ each"


def test_what_is_not_installed_says_how_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peer_systems, "installed", lambda *_packages: None)
    ours, *others = peer_systems.systems()
    assert ours.name == "pressextract"
    assert [other.name for other in others] == ["dateparser", "quantulum3", "en_core_web_sm"]
    assert all(isinstance(other, peer_systems.Absent) and "pip install" in other.install for other in others)


def test_peers_skip_without_data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert peers.main([str(tmp_path)]) == 0
    assert capsys.readouterr().out.startswith(
        f"skipped, not in {tmp_path}: wikiwars.dev.jsonl, rt_datetime_en.dev.jsonl"
    )


def test_peers_write_one_table_of_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    war = {"id": "a", "text": "In 1939.", "gold": [marked("In 1939.", "1939", type="DATE", value="1939")]}
    year_gold = marked("in 1939", "1939", type="daterange", **resolved("1939-01-01", "1940-01-01"))
    when = {"id": "a", "text": "in 1939", "reference_date": "2016-11-07", "gold": [year_gold]}
    lines(tmp_path / "wikiwars.dev.jsonl", war)
    lines(tmp_path / "rt_datetime_en.dev.jsonl", when, {"id": "b", "text": "none", "gold": []})
    for name, value in (("currency", "5"), ("percent", "5%"), ("number", "5")):
        row = {"id": "x-1", "text": "5 of it", "gold": [marked("5 of it", "5", type=name, value=value)]}
        lines(tmp_path / f"rt_{name}_en.dev.jsonl", row)
    year = DateValue("DATE", "1939", None, "1939-01-01", "1939-12-31")
    five = figures_at(("5", FigureValue("count", Decimal(5), Decimal(5))))
    found = [
        peer_systems.System("ours", "1", "rules", dates_at(("1939", year)), five),
        peer_systems.System("dates only", "2", "as is", dates_at(), None),
        peer_systems.Absent("third", "pip install third"),
    ]
    page = tmp_path / "benchmarks.md"
    page.write_text(f"# A\n\n{peers.BEGIN}\nBEFORE\n{peers.END}\n\nB\n", encoding="utf-8")
    monkeypatch.setattr(peers, "systems", lambda: iter(found))
    monkeypatch.setattr(peers, "PAGE", page)
    assert peers.main(["--write", str(tmp_path)]) == 0
    text = page.read_text(encoding="utf-8")
    assert text.startswith(f"# A\n\n{peers.BEGIN}\n\nCommit ")
    assert text.endswith(f"{peers.END}\n\nB\n")
    assert "BEFORE" not in text
    assert "- third: not installed: pip install third" in text
    assert [line for line in text.splitlines() if line.startswith(("| ours", "| dates"))] == [
        "| ours | 1.000 | 1.000 | 1.000 | 1.000 |",
        "| dates only | 0.000 | 0.000 | 0.000 | 0.000 |",
        "| ours | 1 of 1 | 1.000 | 0 of 0 | 0 of 1 |",
        "| dates only | 0 of 1 | 0.000 | 0 of 0 | 0 of 1 |",
        "| ours | 0.000 | 0.000 | 1.000 |",
    ]


def test_a_page_without_marks_is_refused() -> None:
    with pytest.raises(SystemExit, match=r"benchmarks\.md: write <!-- peers: begin -->"):
        peers.written("# A\n", "table")


def test_the_page_holds_a_run() -> None:
    page = peers.PAGE.read_text(encoding="utf-8")
    part = page.partition(peers.BEGIN)[2].partition(peers.END)[0]
    for name in ("pressextract", "dateparser", "quantulum3", "en_core_web_sm"):
        assert f"- {name} " in part
        assert f"\n| {name} | " in part
