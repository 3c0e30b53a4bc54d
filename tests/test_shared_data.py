"""Floors on data of others: WikiWars and Recognizers-Text, by the rules of ../shared/data; skipped where that is absent."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))

import date_data
import figure_data
from shared_data import data_folder

DATA = data_folder([])


def file(name: str) -> Path:
    if not (DATA / name).exists():
        pytest.skip(f"../shared/data/{name} is not here")
    return DATA / name


def test_wikiwars() -> None:
    wars = date_data.wikiwars(file("wikiwars.dev.jsonl"), date_data.our_dates())
    assert wars.overlap_f1 >= 0.97
    assert wars.value_f1 >= 0.92


def test_recognizers_dates() -> None:
    made = date_data.recognizers(file("rt_datetime_en.dev.jsonl"), date_data.our_dates())
    assert made.right / made.kept >= 0.85
    assert made.false == 0
    assert made.excluded / made.total <= 0.15


@pytest.mark.parametrize(
    ("name", "floor"),
    [("rt_currency_en.dev.jsonl", 0.97), ("rt_percent_en.dev.jsonl", 1.0), ("rt_number_en.dev.jsonl", 0.95)],
)
def test_recognizers_values(name: str, floor: float) -> None:
    assert figure_data.score(file(name), figure_data.our_figures()).f1 >= floor
