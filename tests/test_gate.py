"""Quality floors: what was reached once is not lost again. Figures only; no text of a release is printed.

Floors stand in gate.json with the digest of the corpus they were set on. `python benchmarks/quality.py --raise` lifts them
to what is reached now, and takes in a corpus that has grown; nothing lowers them but a hand, in a commit that says why.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))

import quality

GATE = quality.read_gate()


def at_hand(name: str) -> quality.Split:
    split = quality.SPLITS[name]
    if not split.there and name == "seeds":
        pytest.skip(quality.ABSENT)
    return split


def test_every_split_is_gated() -> None:
    assert list(GATE) == list(quality.SPLITS)
    assert [name for name in GATE if "core" not in GATE[name]["floors"]] == []
    floors = [(name, figure) for name in GATE for figure in GATE[name]["floors"]]
    assert [(name, figure) for name, figure in floors if figure not in quality.FIGURES] == []
    assert [pair for pair in floors if not 0 < GATE[pair[0]]["floors"][pair[1]] <= 1] == []


@pytest.mark.parametrize("name", GATE)
def test_floors_were_set_on_this_corpus(name: str) -> None:
    digest = at_hand(name).digest()
    assert digest == GATE[name]["corpus"], "the corpus changed: run python benchmarks/quality.py --raise"


@pytest.mark.parametrize("name", GATE)
def test_every_release_is_read_whole(name: str) -> None:
    at_hand(name)
    records, scores = quality.measured(name)
    assert [(record.id, record.status) for record in records if record.status != "ok"] == []
    assert (scores.missed, scores.ignored) == ((), ())


@pytest.mark.parametrize("name", GATE)
def test_no_figure_below_its_floor(name: str) -> None:
    at_hand(name)
    assert quality.below(GATE[name]["floors"], quality.values(name)) == []


def test_below() -> None:
    assert quality.below({"core": 0.9, "LAB": 0.5, "DATE": 0.1}, {"core": 0.8999, "LAB": 0.5}) == [
        "core is 0.8999, its floor is 0.9",
        "DATE is not measured, its floor is 0.1",
    ]


@pytest.mark.parametrize(
    ("floors", "reached", "lifted"),
    [
        ({"core": 0.8}, {"core": 0.929}, {"core": 0.91}),
        ({"core": 0.8}, {"core": 0.5}, {"core": 0.8}),
        ({"core": 0.8}, {"core": 0.805}, {"core": 0.8}),
        ({"core": 0.8}, {}, {"core": 0.8}),
        ({}, {"core": 0.8}, {"core": 0.79}),
        ({"core": 1.0}, {"core": 1.0}, {"core": 1.0}),
    ],
)
def test_raised_never_lowers(floors: quality.Floors, reached: quality.Floors, lifted: quality.Floors) -> None:
    assert quality.raised(floors, reached) == lifted


@pytest.fixture
def gate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A gate of its own, of split dev, which reaches core .9 on corpus "new"."""
    path = tmp_path / "gate.json"
    monkeypatch.setattr(quality, "GATE", path)
    monkeypatch.setattr(quality, "values", lambda _: {"core": 0.9})
    monkeypatch.setattr(quality.Split, "digest", lambda _: "new")
    return path


def test_raising_writes_the_gate(gate: Path) -> None:
    gate.write_text('{"dev": {"corpus": "old", "floors": {"core": 0.8}}}', encoding="utf-8")
    said: list[str] = []
    assert quality.raise_gate(said.append)
    assert quality.read_gate() == {"dev": {"corpus": "new", "floors": {"core": 0.89}}}
    assert said == ["dev: core 0.8 -> 0.89"]


def test_raising_leaves_the_gate_when_a_floor_does_not_hold(gate: Path) -> None:
    before = '{"dev": {"corpus": "old", "floors": {"core": 0.95}}}'
    gate.write_text(before, encoding="utf-8")
    said: list[str] = []
    assert not quality.raise_gate(said.append)
    assert gate.read_text(encoding="utf-8") == before
    assert said == ["dev: core is 0.9000, its floor is 0.95"]
