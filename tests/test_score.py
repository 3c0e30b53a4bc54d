"""The score: every figure on cases counted by hand, the matching against brute force, reports, floors."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from copy import deepcopy
from itertools import combinations, permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressextract.errors import GoldMismatch, RecordFileError, UsageError
from pressextract.gold import GoldRecord
from pressextract.record import SCHEMA, Record
from pressextract.recordfile import read_gold
from pressextract.score import FIGURE_NAMES, Counts, Figure, FloorMissed, Scores, Share, run_score, score
from pressextract.score.matching import assign, match_spans
from pressextract.score.pairs import fold

ROOT = Path(__file__).parents[1]
GOLDEN: dict[str, Any] = json.loads((ROOT / "tests/golden/full_record.json").read_text(encoding="utf-8"))
SEEDS = ROOT.parent / "shared/seeds/gold.jsonl"
MARK = re.compile(r"\[([^\]]+)\]\(([A-Z]+)(?: (\w+))?\)")


def marked(text: str, values: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """Gold of a text with marks: "[UoN](INSTITUTION e1)" is a mention, with its entity; ids are m1, m2 ...

    `values` adds keys by mention id; `more` adds keys to the record.
    """
    plain, mentions, last = "", [], 0
    for number, mark in enumerate(MARK.finditer(text), 1):
        plain += text[last : mark.start()]
        words, label, entity = mark.groups()
        place = {"id": f"m{number}", "label": label, "start": len(plain), "end": len(plain) + len(words), "text": words}
        mentions.append(place | ({"entity": entity} if entity else {}) | (values or {}).get(f"m{number}", {}))
        plain, last = plain + words, mark.end()
    return {"schema": SCHEMA, "id": "a", "text": plain + text[last:], "mentions": mentions} | more


def scored(gold: dict[str, Any], predicted: dict[str, Any]) -> Scores:
    return score([GoldRecord.model_validate(gold)], [GoldRecord.model_validate(predicted)])


def counted(scores: Scores, *names: str) -> dict[str, Figure]:
    """The figures that count something; of some names only when they are given."""
    wanted = names or FIGURE_NAMES
    return {name: scores.figures[name] for name in wanted if scores.figures[name] not in (Counts(), Share())}


def told(scores: Scores) -> list[tuple[str, str, str, str | None, str | None]]:
    return [(one.what, one.field, one.text, one.gold, one.predicted) for one in scores.mistakes]


# --- spans ---------------------------------------------------------------------------------------------------------


def test_spans_strict_and_overlap() -> None:
    gold = marked(
        "The [University of Ayr](INSTITUTION), [Tide Lab](LAB), in [May 2031](DATE): [two](FIGURE) by [Jo](PERSON)."
    )
    said = marked(
        "The [University](INSTITUTION) of Ayr, [Tide Lab](LAB), in [May 2031](DATE): two [by](FIGURE) Jo[.](PLACE)"
    )
    scores = scored(gold, said)
    assert counted(scores) == {
        "core": Counts(2, 4, 4),
        "INSTITUTION": Counts(0, 1, 1),
        "LAB": Counts(1, 1, 1),
        "DATE": Counts(1, 1, 1),
        "FIGURE": Counts(0, 1, 1),
        "PERSON": Counts(0, 0, 1),
        "PLACE": Counts(0, 1, 0),
        "merged": Counts(1, 2, 2),
        "core.overlap": Counts(3, 4, 4),
        "INSTITUTION.overlap": Counts(1, 1, 1),
        "LAB.overlap": Counts(1, 1, 1),
        "DATE.overlap": Counts(1, 1, 1),
        "FIGURE.overlap": Counts(0, 1, 1),
        "PERSON.overlap": Counts(0, 0, 1),
        "PLACE.overlap": Counts(0, 1, 0),
        "merged.overlap": Counts(2, 2, 2),
        "figure_value": Counts(0, 1, 0),
    }
    assert told(scores) == [
        ("wrong", "span", "University of Ayr", "University of Ayr", "University"),
        ("missed", "mention", "two", None, None),
        ("spurious", "mention", "by", None, None),
        ("missed", "mention", "Jo", None, None),
        ("spurious", "mention", ".", None, None),
    ]


def test_ends_are_exclusive() -> None:
    scores = scored(marked("[ab](LAB)cd"), marked("ab[cd](LAB)"))
    assert counted(scores, "LAB", "LAB.overlap") == {"LAB": Counts(0, 1, 1), "LAB.overlap": Counts(0, 1, 1)}


def test_a_wrong_label_counts_once_merged() -> None:
    scores = scored(marked("[Tide Lab](LAB)"), marked("[Tide Lab](INSTITUTION)"))
    assert counted(scores) == {
        "core": Counts(0, 1, 1),
        "INSTITUTION": Counts(0, 1, 0),
        "LAB": Counts(0, 0, 1),
        "merged": Counts(1, 1, 1),
        "core.overlap": Counts(0, 1, 1),
        "INSTITUTION.overlap": Counts(0, 1, 0),
        "LAB.overlap": Counts(0, 0, 1),
        "merged.overlap": Counts(1, 1, 1),
    }
    assert told(scores) == [("wrong", "label", "Tide Lab", "LAB", "INSTITUTION")]


def test_one_gold_matches_one_prediction() -> None:
    gold = marked("[University of Ayr Tide Lab](LAB)")
    scores = scored(gold, marked("[University](LAB) of [Ayr Tide Lab](LAB)"))
    assert counted(scores, "LAB.overlap") == {"LAB.overlap": Counts(1, 2, 1)}
    assert told(scores) == [
        ("spurious", "mention", "University", None, None),
        ("wrong", "span", "University of Ayr Tide Lab", "University of Ayr Tide Lab", "Ayr Tide Lab"),
    ]


@pytest.mark.parametrize(
    ("gold", "predicted", "pairs"),
    [
        ([], [(0, 1)], []),
        ([(0, 3)], [(3, 6)], []),
        ([(0, 4)], [(0, 4)], [(0, 0)]),
        ([(0, 10), (10, 20)], [(8, 11)], [(0, 0)]),
        ([(0, 6), (6, 20)], [(0, 7), (7, 9)], [(0, 0), (1, 1)]),
        ([(0, 6), (6, 20)], [(4, 18), (18, 20)], [(1, 0)]),
        ([(6, 20), (0, 6)], [(18, 20), (4, 18)], [(0, 1)]),
        ([(0, 4), (4, 8)], [(2, 6)], [(0, 0)]),
    ],
)
def test_match_spans(
    gold: list[tuple[int, int]], predicted: list[tuple[int, int]], pairs: list[tuple[int, int]]
) -> None:
    assert match_spans(gold, predicted) == pairs


@st.composite
def rows_of_spans(draw: st.DrawFn) -> list[tuple[int, int]]:
    cuts = sorted(draw(st.sets(st.integers(0, 30), max_size=10)))
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    return draw(st.permutations(spans))


def best_total(weights: list[list[int]]) -> int:
    """Largest total weight of a one-to-one matching, by trying all of them."""
    if not weights or not weights[0]:
        return 0
    if len(weights) > len(weights[0]):
        weights = [list(column) for column in zip(*weights, strict=True)]
    ways = permutations(range(len(weights[0])), len(weights))
    return max(sum(line[column] for line, column in zip(weights, way, strict=True)) for way in ways)


@given(rows_of_spans(), rows_of_spans())
def test_match_spans_is_the_best(gold: list[tuple[int, int]], predicted: list[tuple[int, int]]) -> None:
    weights = [[max(0, min(one[1], other[1]) - max(one[0], other[0])) for other in predicted] for one in gold]
    pairs = match_spans(gold, predicted)
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)
    assert sum(weights[row][column] for row, column in pairs) == best_total(weights)
    assert all(weights[row][column] for row, column in pairs)


@given(st.data(), rows_of_spans(), rows_of_spans())
def test_match_spans_knows_no_order(data: st.DataObject, gold: Any, predicted: Any) -> None:
    golds, others = data.draw(st.permutations(gold)), data.draw(st.permutations(predicted))
    one = {(gold[row], predicted[column]) for row, column in match_spans(gold, predicted)}
    assert {(golds[row], others[column]) for row, column in match_spans(golds, others)} == one


@given(st.integers(0, 5), st.integers(0, 5), st.data())
def test_assign_is_the_best(height: int, width: int, data: st.DataObject) -> None:
    line = st.lists(st.one_of(st.integers(0, 9), st.just(10**18)), min_size=width, max_size=width)
    weights = data.draw(st.lists(line, min_size=height, max_size=height))
    pairs = assign(weights)
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)
    assert all(weights[row][column] for row, column in pairs)
    assert sum(weights[row][column] for row, column in pairs) == best_total(weights)


# --- values --------------------------------------------------------------------------------------------------------


def date(value: str | None, type: str = "DATE", modifier: str | None = None) -> dict[str, Any]:
    return {"date": {"type": type, "value": value, "modifier": modifier}}


def test_date_values() -> None:
    dates = "[2031](DATE), [May](DATE), [decades](DATE), [a year](DATE), [2019](DATE), [2020](DATE) and 2021"
    gold = marked(
        dates,
        {
            "m1": date("2031", modifier="since"),
            "m2": date("2031-05"),
            "m3": date(None, "DURATION"),
            "m4": date("R/P1Y", "SET"),
            "m5": {"date": {"value": "2019"}},
            "m6": {},
        },
    )
    said = marked(
        "[2031](DATE), [May](DATE), [decades](DATE), [a](DATE) year, 2019, [2020](DATE) and [2021](DATE)",
        {
            "m1": date("2031"),
            "m2": date("2030-05"),
            "m3": date(None, "DURATION"),
            "m4": date("P1Y", "DURATION"),
            "m5": date("2020"),
            "m6": date("2021"),
        },
    )
    scores = scored(gold, said)
    assert counted(scores, "DATE", "date_value", "date_type", "date_modifier") == {
        "DATE": Counts(4, 6, 6),
        "date_value": Counts(2, 5, 5),
        "date_type": Share(3, 4),
        "date_modifier": Share(3, 4),
    }
    assert told(scores) == [
        ("wrong", "date_modifier", "2031", "since", None),
        ("wrong", "date_value", "May", "2031-05", "2030-05"),
        ("wrong", "date_type", "a year", "SET", "DURATION"),
        ("wrong", "date_value", "a year", "R/P1Y", "P1Y"),
        ("wrong", "span", "a year", "a year", "a"),
        ("missed", "mention", "2019", None, None),
        ("spurious", "mention", "2021", None, None),
    ]


def test_a_prediction_without_a_value_says_null() -> None:
    gold = marked("[decades](DATE) [2031](DATE)", {"m1": date(None), "m2": date("2031")})
    scores = scored(gold, marked("[decades](DATE) [2031](DATE)"))
    assert counted(scores, "date_value", "date_type") == {"date_value": Counts(1, 2, 2), "date_type": Share(0, 2)}


def figure(low: float | None, high: float | None, kind: str = "count", **more: Any) -> dict[str, Any]:
    return {"figure": {"kind": kind, "min": low, "max": high, "unit": None, "modifier": None} | more}


def test_figure_values() -> None:
    text = "[3](FIGURE) [4](FIGURE) [5%](FIGURE) [6](FIGURE) [7](FIGURE) [8](FIGURE)"
    gold = marked(
        text,
        {
            "m1": figure(3, 3),
            "m2": figure(4, None, modifier="over"),
            "m3": figure(5, 5, "percent", unit="percent"),
            "m4": figure(6, 6),
            "m5": {"figure": {"min": 7}},
            "m6": {"figure": {"item": None}},
        },
    )
    said = marked(
        text,
        {
            "m1": figure(3.0, 3, modifier="about"),
            "m2": figure(4, 4, modifier="over"),
            "m3": figure(5, 5, "percent", unit=None),
            "m4": figure(6, 6, "ordinal"),
            "m5": figure(7, 8),
            "m6": figure(8, 8),
        },
    )
    scores = scored(gold, said)
    assert counted(scores, "figure_value", "figure_modifier", "item") == {
        "figure_value": Counts(2, 5, 5),
        "figure_modifier": Share(3, 4),
    }
    assert told(scores) == [
        ("wrong", "figure_modifier", "3", None, "about"),
        (
            "wrong",
            "figure_value",
            "4",
            "kind=count min=4 max=null unit=null",
            "kind=count min=4 max=4 unit=null",
        ),
        (
            "wrong",
            "figure_value",
            "5%",
            "kind=percent min=5 max=5 unit=percent",
            "kind=percent min=5 max=5 unit=null",
        ),
        (
            "wrong",
            "figure_value",
            "6",
            "kind=count min=6 max=6 unit=null",
            "kind=ordinal min=6 max=6 unit=null",
        ),
    ]


@pytest.mark.parametrize(
    ("gold", "predicted", "share"),
    [
        ("articles", "article", Share(1, 1)),
        ("scientific Articles", "peer-reviewed articles", Share(1, 1)),
        ("articles on tides", "articles", Share(0, 1)),
        ("class", "clas", Share(0, 1)),
        ("classes", "class", Share(0, 1)),
        ("articles", None, Share(0, 1)),
        (None, "articles", Share(0, 0)),
    ],
)
def test_items(gold: str | None, predicted: str | None, share: Share) -> None:
    scores = scored(
        marked("[3](FIGURE)", {"m1": figure(3, 3, item=gold)}),
        marked("[3](FIGURE)", {"m1": figure(3, 3, item=predicted)}),
    )
    assert scores.figures["item"] == share


def test_items_of_strictly_matched_figures_only() -> None:
    gold = marked("[30 million](FIGURE)", {"m1": figure(3, 3, item="cars")})
    scores = scored(gold, marked("[30](FIGURE) million", {"m1": figure(3, 3, item="cars")}))
    assert counted(scores, "item", "figure_value") == {"figure_value": Counts(1, 1, 1)}


def test_figure_statements() -> None:
    text = "[UoN](INSTITUTION e1) [2019](DATE) [2020](DATE) [1](FIGURE) [2](FIGURE) [3](FIGURE) [4](FIGURE) [5](FIGURE)"
    entities = [{"id": "e1", "name": "UoN"}]
    gold = marked(
        text,
        {
            "m4": figure(1, 1, period="m2", per="P1Y", of="e1", source="Data Office"),
            "m5": figure(2, 2, period="m2", per="P1Y", of="m4", source="Data Office"),
            "m6": figure(3, 3, period="m3", per=None, of=None, source=None),
            "m7": figure(4, 4, period=None, per=None, of=None, source=None),
        },
        entities=entities,
    )
    said = marked(
        text,
        {
            "m4": figure(1, 1, period="m2", per="P1Y", of="e1", source="DATA office."),
            "m5": figure(2, 2, period="m3", per="P1M", of="m4", source="Office"),
            "m6": figure(3, 3, period=None),
            "m7": figure(4, 4, period="m2", of="e1"),
            "m8": figure(5, 5, period="m2", per="P1Y", of="e1", source="x"),
        },
        entities=entities,
    )
    scores = scored(gold, said)
    assert counted(scores, "period", "per", "of", "source") == {
        "period": Counts(1, 3, 3),
        "per": Counts(1, 2, 2),
        "of": Counts(2, 3, 2),
        "source": Counts(1, 2, 2),
    }
    assert told(scores) == [
        ("wrong", "per", "2", "P1Y", "P1M"),
        ("wrong", "period", "2", "2019", "2020"),
        ("wrong", "source", "2", "Data Office", "Office"),
        ("missed", "period", "3", "2020", None),
        ("spurious", "of", "4", None, "UoN"),
        ("spurious", "period", "4", None, "2019"),
    ]


# --- acronyms, entities, persons -----------------------------------------------------------------------------------


def test_fold() -> None:
    folded = "ecole de technologie superieure"
    assert [fold(text) for text in ("École de technologie  supérieure", "ECOLE de technologie, supérieure")] == [
        folded
    ] * 2
    assert [fold(text) for text in ("A.I.", "l’Œuvre", "Straße")] == ["ai", "lœuvre", "strasse"]


def test_acronyms_count_once_however_written() -> None:
    pairs = [("AI", "artificial intelligence"), ("ETS", "École supérieure"), ("AI", "Artificial Intelligence")]
    gold = marked("AI", acronyms=[{"short": short, "long": long} for short, long in pairs])
    said = [("A.I.", "artificial intelligence"), ("ÉTS", "Ecole Supérieure"), ("ETS", "Ecole"), ("IoT", "things")]
    scores = scored(gold, marked("AI", acronyms=[{"short": short, "long": long, "rule": "r"} for short, long in said]))
    assert counted(scores) == {"acronyms": Counts(2, 4, 2)}
    assert told(scores) == [
        ("spurious", "acronyms", "ETS = Ecole", None, None),
        ("spurious", "acronyms", "IoT = things", None, None),
    ]
    assert [mistake.rule for mistake in scores.mistakes] == ["r", "r"]


def test_acronyms_are_scored_where_gold_has_the_key() -> None:
    said = marked("AI", acronyms=[{"short": "AI", "long": "x"}])
    assert counted(scored(marked("AI"), said)) == {}
    assert counted(scored(marked("AI", acronyms=[]), said)) == {"acronyms": Counts(0, 1, 0)}


RORS = ("0zz000z11", "0zz000z22", "0zz000z33")


def test_linking() -> None:
    text = "[A](INSTITUTION e1) [B](LAB e2) [C](INSTITUTION e3) [D](INSTITUTION e4) [E](LAB e5) [F](INSTITUTION e1)"
    names: list[dict[str, Any]] = [{"id": f"e{number}"} for number in range(1, 6)]
    gold_rors: list[dict[str, Any]] = [{"ror": RORS[0]}, {"ror": RORS[1]}, {"ror": None}, {"ror": RORS[2]}, {}]
    said_rors: list[dict[str, Any]] = [
        {"ror": RORS[0]},
        {"ror": RORS[2]},
        {"ror": RORS[1]},
        {"ror": None},
        {"ror": RORS[0]},
    ]
    gold = marked(text, entities=[name | ror for name, ror in zip(names, gold_rors, strict=True)])
    said = marked(
        text.replace("[B](LAB", "[B](INSTITUTION").replace(" [F](INSTITUTION e1)", " F"),
        entities=[name | ror for name, ror in zip(names, said_rors, strict=True)],
    )
    scores = scored(gold, said)
    assert counted(scores, "linking_p", "linking_r") == {"linking_p": Share(1, 3), "linking_r": Share(1, 3)}
    assert [row for row in told(scores) if row[1] == "linking"] == [
        ("wrong", "linking", "B", RORS[1], RORS[2]),
        ("spurious", "linking", "C", None, RORS[1]),
        ("missed", "linking", "D", RORS[2], None),
    ]


def test_coreference() -> None:
    entities = [{"id": "e1"}, {"id": "e2"}, {"id": "e3"}]
    gold = marked(
        "[A](LAB e1) [B](LAB e1) [C](LAB e1) [D](PERSON e2) [E](PERSON e2) [F](LAB) [G](LAB) [H](LAB e3) [I](LAB e3)",
        {"m6": {"entity": None}, "m7": {"entity": None}},
        entities=entities,
    )
    said = marked(
        "[A](LAB e1) [B](LAB e1) [C](LAB e2) [D](PERSON e3) [E](PERSON) [F](LAB e2) [G](LAB e2) H [I](LAB e2)",
        entities=entities,
    )
    assert counted(scored(gold, said), "coreference") == {"coreference": Counts(1, 7, 4)}


def test_coreference_of_mentions_whose_gold_says_no_entity() -> None:
    entities = [{"id": "e1"}]
    gold = marked("[A](LAB e1) [B](LAB e1) [C](LAB)", entities=entities)
    said = marked("[A](LAB e1) [B](LAB e1) [C](LAB e1)", entities=entities)
    assert counted(scored(gold, said), "coreference") == {"coreference": Counts(1, 1, 1)}


def test_persons() -> None:
    text = "[UoN](INSTITUTION e1) [Ayr](INSTITUTION e2) [Jo](PERSON e3) [Al](PERSON e4) [Vi](PERSON e5) [Jo](PERSON e3)"
    organisations = [{"id": "e1", "name": "UoN"}, {"id": "e2", "name": "Ayr"}]
    gold = [
        {"id": "e3", "name": "Jo", "role": "Vice-President", "affiliation": "e1"},
        {"id": "e4", "name": "Al", "role": None, "affiliation": None},
        {"id": "e5", "name": "Vi", "affiliation": "e1"},
    ]
    said = [
        {"id": "e3", "name": "Jo", "role": "vicepresident", "affiliation": "e1"},
        {"id": "e4", "name": "Al", "role": "dean", "affiliation": None},
        {"id": "e5", "name": "Vi", "role": "dean", "affiliation": "e2"},
    ]
    scores = scored(marked(text, entities=organisations + gold), marked(text, entities=said + organisations))
    assert counted(scores, "role", "affiliation") == {"role": Share(1, 2), "affiliation": Share(2, 3)}
    assert told(scores) == [
        ("wrong", "affiliation", "Vi", "UoN", "Ayr"),
        ("wrong", "role", "Al", None, "dean"),
    ]


def test_persons_not_found_are_not_asked() -> None:
    gold = marked("[Jo](PERSON e1)", entities=[{"id": "e1", "name": "Jo", "role": "dean"}])
    assert counted(scored(gold, marked("Jo")), "role") == {}


# --- collaborations ------------------------------------------------------------------------------------------------

ENTITIES = [
    {"id": "e1", "name": "UoN"},
    {"id": "e2", "name": "Ayr"},
    {"id": "e3", "name": "Ghent"},
    {"id": "e4", "name": "Tide Laboratory", "acronyms": ["TL"]},
    {"id": "e5", "name": "Sea Laboratory"},
]


def together(kind: str, partners: str, structure: str | None = None, date: str | None = None) -> dict[str, Any]:
    return {"structure": structure, "kind": kind, "partners": partners.split(), "date": date}


COLLABORATIONS = [
    (  # a named structure by any of its names
        [together("IRL", "e1 e2 e3", "e4", "2031")],
        [together("IRC", "e1 e2", "e4", "2031-05")],
        [Counts(1, 1, 1), Counts(2, 2, 3), Share(0, 1), Share(0, 1)],
    ),
    (  # another structure of the same partners is not it
        [together("IRL", "e1 e2", "e4")],
        [together("IRL", "e1 e2", "e5"), together("IRL", "e1 e2")],
        [Counts(0, 2, 1), Counts(0, 4, 0), Share(), Share()],
    ),
    (  # a name does not make an unnamed one it
        [together("IRL", "e1 e2")],
        [together("IRL", "e1 e2", "e4")],
        [Counts(0, 1, 1), Counts(0, 2, 0), Share(), Share()],
    ),
    (  # unnamed ones by two partners, one is too few
        [together("MoU", "e1 e2 e3", date="2031"), together("LoI", "e1 e3")],
        [together("MoU", "e1 e2", date="2031"), together("LoI", "e2 e3")],
        [Counts(1, 2, 2), Counts(2, 4, 3), Share(1, 1), Share(1, 1)],
    ),
    (  # one to one: as many as can be, then the likest
        [together("MoU", "e1 e2", date="2019"), together("LoI", "e1 e2", date="2020")],
        [together("LoI", "e1 e2", date="2020"), together("MoU", "e1 e2", date="2019"), together("MoU", "e1 e2")],
        [Counts(2, 3, 2), Counts(4, 6, 4), Share(2, 2), Share(2, 2)],
    ),
    (  # a date that gold does not have is not asked
        [together("MoU", "e1 e2")],
        [together("MoU", "e1 e2", date="2031")],
        [Counts(1, 1, 1), Counts(2, 2, 2), Share(1, 1), Share()],
    ),
    (  # a partner counts once
        [together("MoU", "e1 e2")],
        [together("MoU", "e1 e2 e2 e1")],
        [Counts(1, 1, 1), Counts(2, 2, 2), Share(1, 1), Share()],
    ),
]


@pytest.mark.parametrize(("gold", "predicted", "expected"), COLLABORATIONS)
def test_collaborations(gold: list[Any], predicted: list[Any], expected: list[Figure]) -> None:
    scores = scored(
        marked("x", entities=ENTITIES, collaborations=gold), marked("x", entities=ENTITIES, collaborations=predicted)
    )
    names = ("collaborations", "partners", "collaboration_kind", "collaboration_date")
    assert [scores.figures[name] for name in names] == expected


def test_collaborations_by_other_ids_and_names() -> None:
    gold = marked("x", entities=ENTITIES, collaborations=[together("IRL", "e1 e2", "e4")])
    entities = [
        {"id": "e1", "name": "Tide Lab", "acronyms": ["T.L."]},
        {"id": "e2", "name": "University of Ayr", "aliases": ["AYR"]},
        {"id": "e3", "name": "University of Norvale"},
    ]
    said = marked("x", entities=entities, collaborations=[together("IRL", "e2 e3", "e1")])
    scores = scored(gold, said)
    assert counted(scores, "collaborations", "partners") == {
        "collaborations": Counts(1, 1, 1),
        "partners": Counts(1, 2, 2),
    }
    assert told(scores) == [("wrong", "partners", shown := "IRL tide laboratory (ayr, uon)", shown,
                             "IRL tide lab (ayr, university of norvale)")]  # fmt: skip


def test_collaboration_mistakes() -> None:
    gold = [together("IRL", "e1 e2", "e4", "2031"), together("MoU", "e1 e2")]
    said = [together("IRC", "e1 e2", "e4", "2030"), together("LoI", "e2 e3")]
    scores = scored(
        marked("x", entities=ENTITIES, collaborations=gold), marked("x", entities=ENTITIES, collaborations=said)
    )
    assert told(scores) == [
        ("missed", "collaborations", "MoU unnamed (ayr, uon)", None, None),
        ("spurious", "collaborations", "LoI unnamed (ayr, ghent)", None, None),
        ("wrong", "collaboration_date", "IRL tide laboratory (ayr, uon)", "2031", "2030"),
        ("wrong", "collaboration_kind", "IRL tide laboratory (ayr, uon)", "IRL", "IRC"),
    ]


def test_collaborations_are_scored_where_gold_has_the_key() -> None:
    said = marked("x", entities=ENTITIES, collaborations=[together("IRL", "e1 e2")])
    assert counted(scored(marked("x"), said)) == {}


# --- meta ----------------------------------------------------------------------------------------------------------


def test_meta() -> None:
    meta = {
        "title": "A Tide – Lab",
        "published": "2031-05-12",
        "place": None,
        "issuer": "e1",
        "emails": ["a@b.example", "c@d.example"],
        "phones": ["+44 20 7946 0000"],
    }
    other = {
        "title": "a  tide lab",
        "published": None,
        "place": None,
        "issuer": "e2",
        "emails": ["c@d.example"],
        "phones": ["+44 2079460000"],
    }
    scores = scored(
        marked("x", meta=meta, entities=[{"id": "e1", "name": "UoN"}]),
        marked("x", meta=other, entities=[{"id": "e2", "name": "University", "acronyms": ["UON"]}]),
    )
    assert counted(scores) == {
        "meta": Share(4, 6),
        "meta.title": Share(1, 1),
        "meta.published": Share(0, 1),
        "meta.place": Share(1, 1),
        "meta.issuer": Share(1, 1),
        "meta.emails": Share(0, 1),
        "meta.phones": Share(1, 1),
    }
    assert told(scores) == [
        ("wrong", "meta.emails", both := "a@b.example, c@d.example", both, "c@d.example"),
        ("wrong", "meta.published", "2031-05-12", "2031-05-12", None),
    ]


def test_meta_is_scored_where_gold_has_the_key() -> None:
    gold = marked("x", meta={"title": None, "issuer": None})
    assert counted(scored(gold, marked("x", meta={"title": "x", "place": "x"}))) == {
        "meta": Share(1, 2),
        "meta.title": Share(0, 1),
        "meta.issuer": Share(1, 1),
    }


# --- which releases ------------------------------------------------------------------------------------------------


def test_missed_failed_and_unknown_releases() -> None:
    lists = ("zones", "mentions", "entities", "acronyms", "collaborations")
    nothing: dict[str, Any] = {
        "title": None,
        "kind": None,
        "published": None,
        "place": None,
        "issuer": None,
        "emails": [],
        "phones": [],
    }
    failed = Record.model_validate(
        GOLDEN
        | {key: [] for key in lists}
        | {"id": "b", "status": "failed", "text": "", "language": None, "meta": nothing}
    )
    gold = [marked("[UoN](LAB)", id=id, meta={"title": None}) for id in ("c", "b", "a")]
    unknown = marked("[UoN](LAB) [UoN](LAB)", id="z")
    scores = score(
        [GoldRecord.model_validate(one) for one in gold],
        [failed, GoldRecord.model_validate(unknown), GoldRecord.model_validate(gold[2])],
    )
    assert (scores.scored, scores.missed, scores.ignored) == (("a",), ("b", "c"), ("z",))
    assert counted(scores, "LAB", "meta") == {"LAB": Counts(1, 1, 3), "meta": Share(1, 3)}


def test_another_text_is_refused() -> None:
    with pytest.raises(GoldMismatch) as caught:
        scored(marked("Tide"), marked("Time"))
    assert str(caught.value) == (
        "gold a: the record was made of another text, different from character 2 on; "
        "run the extractor on the release that the gold was made of"
    )


@pytest.mark.parametrize("side", ["gold", "records"])
def test_an_id_comes_once(side: str) -> None:
    one = GoldRecord.model_validate(marked("x"))
    with pytest.raises(RecordFileError) as caught:
        score([one] * (1 + (side == "gold")), [one] * (1 + (side == "records")))
    assert str(caught.value) == f"{side}: a comes twice; keep one of them"


def test_a_record_against_its_gold() -> None:
    scores = score([GoldRecord.model_validate(GOLDEN)], [Record.model_validate(GOLDEN)])
    values = {name: figure.value for name, figure in scores.figures.items()}
    assert values == dict.fromkeys(FIGURE_NAMES, 1.0)
    assert scores.mistakes == ()


def test_seeds_against_themselves() -> None:
    if not SEEDS.exists():
        pytest.skip(f"{SEEDS} is not there")
    gold = read_gold(SEEDS)
    scores = score(gold, reversed(gold))
    reached = {name: figure.value for name, figure in scores.figures.items()}
    assert reached == dict.fromkeys(FIGURE_NAMES, 1.0) | {"subject": None}  # which this gold has not
    assert scores.mistakes == ()


def test_without_gold_there_is_no_figure() -> None:
    scores = scored(marked("x"), marked("[x](LAB)"))
    assert {name: figure.value for name, figure in scores.figures.items()} == dict.fromkeys(FIGURE_NAMES)
    assert (Counts(0, 3, 0).precision, Counts(0, 3, 0).recall, Counts(0, 0, 3).precision) == (0.0, None, None)
    assert (Counts(2, 4, 5).precision, Counts(2, 4, 5).recall, Counts(2, 4, 5).f1) == (0.5, 0.4, 4 / 9)


def worsened(data: dict[str, Any]) -> dict[str, Any]:
    """The golden record with something wrong in every part, as gold."""
    other = deepcopy(data)
    other["mentions"][2]["label"] = "LAB"
    other["mentions"][8] |= {"start": 249, "text": other["mentions"][8]["text"][4:]}
    other["mentions"][9]["date"]["value"] = "2018"
    other["mentions"][10]["figure"] |= {"min": 1, "item": None, "period": "m2"}
    del other["mentions"][16]
    other["entities"][0]["ror"] = RORS[2]
    other["entities"][5] |= {"role": None, "affiliation": None}
    other["collaborations"][0] |= {"kind": "IRL", "date": None}
    other["collaborations"].append({"kind": "MoU", "partners": ["e1", "e2"]})
    other["collaborations"].append({"kind": "LoI", "partners": ["e1", "e2", "e5"]})
    other["acronyms"][0]["long"] = "Norvale"
    other["acronyms"][0] |= {"long_start": None, "long_end": None}
    other["meta"] |= {"title": None, "issuer": "e2"}
    return other


@given(st.data())
def test_order_does_not_matter(data: st.DataObject) -> None:
    def shuffled(record: dict[str, Any]) -> GoldRecord:
        copy = deepcopy(record)
        for key in ("mentions", "entities", "acronyms", "collaborations"):
            copy[key] = data.draw(st.permutations(copy[key]))
        for collaboration in copy["collaborations"]:
            collaboration["partners"] = data.draw(st.permutations(collaboration["partners"]))
        return GoldRecord.model_validate(copy)

    gold = GOLDEN | {"collaborations": [*GOLDEN["collaborations"], together("MoU", "e1 e2"), together("MoU", "e1 e5")]}
    said = worsened(GOLDEN)
    plain = score([GoldRecord.model_validate(gold)], [GoldRecord.model_validate(said)])
    assert score([shuffled(gold)], [shuffled(said)]) == plain
    assert len({mistake.field for mistake in plain.mistakes}) == 16


# --- reports -------------------------------------------------------------------------------------------------------


def write(path: Path, *records: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    gold = [
        marked("The [UoN](INSTITUTION) has [3](FIGURE)\nlabs.", {"m2": figure(3, 3)}, meta={"title": None}),
        marked("x", id="b"),
    ]
    said = [
        marked(
            "The [UoN](INSTITUTION) has [3](FIGURE)\n[labs](LAB).",
            {"m1": {"rule": "en/1"}, "m2": figure(4, 4) | {"rule": "en/2"}, "m3": {"rule": "en/3"}},
            meta={"title": "UoN"},
        ),
        marked("x", id="z"),
    ]
    return write(tmp_path / "gold.jsonl", *gold), write(tmp_path / "records.jsonl", *said)


def test_text_report(files: tuple[Path, Path]) -> None:
    text = run_score(*files, errors=True)
    lines = text.split("\n")
    assert lines[:8] == [
        "2 releases in gold, 1 scored",
        "without a record, counted as missed: b",
        "not in gold, not counted: z",
        "",
        "                      precision             recall                F1",
        "core                  0.667 (2/3)           1.000 (2/2)           0.800",
        "INSTITUTION           1.000 (1/1)           1.000 (1/1)           1.000",
        "LAB                   0.000 (0/1)           - (0/0)               -",
    ]
    assert "meta.title            0.000 (0/1)" in lines
    assert lines[-6:] == [
        "",
        "3 mistakes",
        "a  wrong meta.title  gold null, record «UoN»  []",
        "a:12  wrong figure_value FIGURE  gold «kind=count min=3 max=3 unit=null», record «kind=count min=4 max=4 "
        "unit=null»  …The UoN has [3]⏎labs.…  by en/2",
        "a:14  spurious mention LAB  …The UoN has 3⏎[labs].…  by en/3",
        "",
    ]


def test_text_report_without_errors(files: tuple[Path, Path]) -> None:
    text = run_score(*files)
    assert [line.split()[0] for line in text.split("\n")[5:] if line] == [
        *(name for name in FIGURE_NAMES[:27]),
        "accuracy",
        *FIGURE_NAMES[27:],
    ]


def test_json_report(files: tuple[Path, Path]) -> None:
    report = json.loads(run_score(*files, as_json=True, errors=True))
    assert list(report) == ["documents", "figures", "errors"]
    assert report["documents"] == {"scored": ["a"], "missed": ["b"], "not_in_gold": ["z"]}
    assert list(report["figures"]) == list(FIGURE_NAMES)
    assert [report["figures"][name] for name in ("core", "LAB", "meta", "item")] == [
        {"f1": 0.8, "precision": 2 / 3, "recall": 1.0, "right": 2, "predicted": 3, "gold": 2},
        {"f1": None, "precision": 0.0, "recall": None, "right": 0, "predicted": 1, "gold": 0},
        {"accuracy": 0.0, "right": 0, "of": 1},
        {"accuracy": None, "right": 0, "of": 0},
    ]
    assert report["errors"][0] == {
        "release": "a",
        "start": None,
        "end": None,
        "what": "wrong",
        "field": "meta.title",
        "label": "",
        "text": "",
        "gold": None,
        "predicted": "UoN",
        "before": "",
        "after": "",
        "rule": None,
    }
    assert report["errors"][2] == {
        "release": "a",
        "start": 14,
        "end": 18,
        "what": "spurious",
        "field": "mention",
        "label": "LAB",
        "text": "labs",
        "gold": None,
        "predicted": None,
        "before": "The UoN has 3\n",
        "after": ".",
        "rule": "en/3",
    }
    assert list(json.loads(run_score(*files, as_json=True))) == ["documents", "figures"]


def test_context_is_forty_characters() -> None:
    text = "a" * 50 + "[UoN](LAB)" + "b" * 50
    (mistake,) = scored(marked(text), marked("a" * 50 + "UoN" + "b" * 50)).mistakes
    assert (mistake.before, mistake.after) == ("a" * 40, "b" * 40)


def test_floors_that_hold(files: tuple[Path, Path]) -> None:
    held = {"core": 0.8, "core.precision": 0.66, "core.recall": 1.0, "INSTITUTION": 1, "meta": 0}
    assert run_score(*files, fail_under=held) == run_score(*files)
    assert run_score(*files, fail_under=["core=0.8", "meta=0"]) == run_score(*files)


def test_floors_that_do_not_hold(files: tuple[Path, Path]) -> None:
    with pytest.raises(FloorMissed) as caught:
        run_score(*files, fail_under={"core": 0.81, "INSTITUTION": 1, "item": 0.5})
    assert str(caught.value) == (
        "core is 0.8000, below its floor of 0.81; item has no gold to be measured on, its floor is 0.5"
    )
    assert caught.value.exit_code == 8
    assert caught.value.report == run_score(*files)


@pytest.mark.parametrize(
    ("floors", "message"),
    [
        ({"cor": 0.5}, "there is no figure 'cor' to set a floor for; there are: core, core.precision, core.recall, "),
        ({"core": 90}, "the floor of core is 90; floors are between 0 and 1"),
        ({"core": float("nan")}, "the floor of core is nan; floors are between 0 and 1"),
        (["core"], "'core' is no floor such as core=0.9"),
        (["core=high"], "'core=high' is no floor such as core=0.9"),
    ],
)
def test_floors_that_make_no_sense(tmp_path: Path, floors: Any, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        run_score(tmp_path / "none", tmp_path / "none", fail_under=floors)
    assert str(caught.value).startswith(message)


def test_records_and_gold_may_stand_in_one_file(tmp_path: Path) -> None:
    gold = write(tmp_path / "gold.jsonl", GOLDEN, marked("[x](LAB)"))
    records = write(tmp_path / "records.jsonl", marked("[x](LAB)"), GOLDEN)
    assert run_score(gold, records, fail_under={"core": 1.0, "LAB": 1.0}) == run_score(gold, gold)


def test_records_are_checked_as_records(tmp_path: Path) -> None:
    gold = write(tmp_path / "gold.jsonl", GOLDEN)
    broken = deepcopy(GOLDEN)
    del broken["zones"]
    records = write(tmp_path / "records.jsonl", broken)
    with pytest.raises(RecordFileError) as caught:
        run_score(gold, records)
    assert str(caught.value) == f"{records}:1: record spring/tide#1: zones: Field required"


def test_every_figure_can_have_a_floor(files: tuple[Path, Path]) -> None:
    with pytest.raises(FloorMissed):
        run_score(*files, fail_under=dict.fromkeys(FIGURE_NAMES, 1.0))


def test_score_imports_no_extractor() -> None:
    code = (
        "import sys, pressextract.score; "
        "print(sorted(name for name in sys.modules if name in ('spacy', 'dateparser', 're2', 'ahocorasick_rs', "
        "'pressextract.pipeline', 'pressextract.language', 'pressextract.matchers')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT / "src")
    assert done.stdout == "[]\n"


def test_figure_names_are_told_apart() -> None:
    assert all(one != other for one, other in combinations(FIGURE_NAMES, 2))
