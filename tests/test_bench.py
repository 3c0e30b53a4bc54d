"""The benchmark: documents that nobody has seen, the same ones for one seed, and a table of what was measured."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))

import run as bench
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
