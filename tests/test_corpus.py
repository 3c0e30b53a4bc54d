"""The corpus is whole: each text has gold and an entry, sums agree, gold holds, many shapes of release are there.

Messages name releases by id and never quote them: nobody reads the texts of split test while writing rules.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

import pytest

from pressextract.gold import GoldRecord
from pressextract.recordfile import read_gold
from pressextract.values import date_value_error

sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))

from quality import SPLITS

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "corpus"
ENTRIES = tomllib.loads((CORPUS / "SOURCES.toml").read_text(encoding="utf-8"))["release"]
KEYS = ["id", "file", "split", "text", "gold", "author", "annotation"]
NAMES = ("dev", "test")
AT_LEAST = {"dev": 10, "test": 6}
GOLD = [(name, gold) for name in NAMES for gold in read_gold(SPLITS[name].gold)]
IDS = [gold.id for _, gold in GOLD]

SHAPES = {
    "plain text": r"\A[^#*]*\Z",
    "markdown headings": r"^#{1,4} ",
    "front matter": r"\A---\n",
    "bulleted facts": r"^[*-] ",
    "interview": r"^\**[A-Z]{1,3}[.:]",
    "footnotes": r"^(\[1\]|¹|1\.) ",
    "quotation": r'["“][^"”\n]{40,}["”]',
    "dateline": r"^[A-Z][A-Z ]{3,}\b[^\n]{0,60} (--?|–|—) ",
    "hard wraps": r"\A(?:[^\n]{0,79}\n)+\Z",
    "newsletter paragraph": r"\A[^\0]{0,1500}\Z",
}


def text_of(id: str) -> str:
    return next(CORPUS.glob(f"releases/{id}.*")).read_text(encoding="utf-8")


def test_each_text_has_one_entry_and_one_gold() -> None:
    assert [list(entry) for entry in ENTRIES] == [KEYS] * len(ENTRIES)
    assert sorted(entry["file"] for entry in ENTRIES) == sorted(
        path.relative_to(CORPUS).as_posix() for path in (CORPUS / "releases").iterdir()
    )
    assert [(entry["split"], entry["id"]) for entry in ENTRIES] == [(name, gold.id) for name, gold in GOLD]
    assert len(set(IDS)) == len(IDS)
    assert [entry["id"] for entry in ENTRIES if Path(entry["file"]).stem != entry["id"]] == []
    assert [entry["id"] for entry in ENTRIES if not entry["id"].startswith(entry["split"] + "-")] == []


@pytest.mark.parametrize("name", NAMES)
def test_sums_agree(name: str) -> None:
    """A text or gold that changed: see the head of SOURCES.toml for what may change, and how."""
    listed = {entry["id"]: (entry["text"], entry["gold"]) for entry in ENTRIES if entry["split"] == name}
    assert listed == SPLITS[name].sums()


@pytest.mark.parametrize("name", NAMES)
def test_enough_releases_of_one_to_eight_kilobytes(name: str) -> None:
    sizes = {id: path.stat().st_size for id, path in SPLITS[name].files().items()}
    assert max(AT_LEAST[name], len(sizes)) == len(sizes)
    assert {id: size for id, size in sizes.items() if not 1_000 <= size <= 8_000} == {}


@pytest.mark.parametrize(("name", "gold"), GOLD, ids=IDS)
def test_gold_is_of_the_text(name: str, gold: GoldRecord) -> None:
    """Offsets were checked when it was read; here that the text is the file's, to the last line end."""
    same = gold.text.encode() == SPLITS[name].files()[gold.id].read_bytes()
    assert same, f"{gold.id}: the text in gold is not that of the file"


@pytest.mark.parametrize("gold", [gold for _, gold in GOLD], ids=IDS)
def test_gold_says_all_that_is_scored(gold: GoldRecord) -> None:
    keys = ("meta", "entities", "acronyms", "collaborations")
    assert [key for key in keys if not gold.has(key)] == []
    assert [mention.id for mention in gold.mentions if (mention.label == "DATE") != (mention.date is not None)] == []
    assert [
        mention.id for mention in gold.mentions if (mention.label == "FIGURE") != (mention.figure is not None)
    ] == []
    named = {"INSTITUTION", "LAB", "PERSON"}
    assert [mention.id for mention in gold.mentions if (mention.label in named) != (mention.entity is not None)] == []
    starts = [mention.start for mention in gold.mentions]
    assert starts == sorted(starts)


@pytest.mark.parametrize("gold", [gold for _, gold in GOLD], ids=IDS)
def test_gold_obeys_the_grammar_of_values(gold: GoldRecord) -> None:
    wrong = []
    for mention in gold.mentions:
        date, figure = mention.date, mention.figure
        if date is not None and (date.type is None or (date.value and date_value_error(date.type, date.value))):
            wrong.append(mention.id)
        if figure is not None and figure.min is not None and figure.max is not None and figure.min > figure.max:
            wrong.append(mention.id)
    assert wrong == []


def test_many_shapes() -> None:
    """Each shape stands in dev, so that rules can be written for it, and in test, so that they are measured."""
    found = {
        name: {shape for shape, sign in SHAPES.items() for id in SPLITS[name].files() if has(id, sign)}
        for name in NAMES
    }
    assert sorted(SHAPES.keys() - found["dev"]) == []
    assert sorted(SHAPES.keys() - found["test"]) == []


def has(id: str, sign: str) -> bool:
    return re.search(sign, text_of(id), re.MULTILINE) is not None
