"""Checks of the embedded gazetteer models/lexicon/places.jsonl."""

import json
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from babel import Locale

PATH = Path(__file__).resolve().parents[1] / "models" / "lexicon" / "places.jsonl"
KEYS = ["name", "aliases", "kind", "country", "ambiguous"]
KINDS = {"continent", "country", "region", "city"}
MINIMUM_CITIES = 1800


@pytest.fixture(scope="module")
def places() -> list[dict[str, Any]]:
    """Return the records of the gazetteer, in file order."""
    lines = PATH.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def names_of(place: dict[str, Any]) -> list[str]:
    """Return the name and the aliases of a record."""
    return [place["name"], *place["aliases"]]


def test_keys_and_types(places: list[dict[str, Any]]) -> None:
    """Every record has exactly the agreed keys, with values of the agreed types."""
    for place in places:
        assert list(place) == KEYS, place
        assert isinstance(place["name"], str), place
        assert isinstance(place["aliases"], list), place
        assert all(isinstance(alias, str) for alias in place["aliases"]), place
        assert place["country"] is None or isinstance(place["country"], str), place
        assert isinstance(place["ambiguous"], bool), place


def test_sorted(places: list[dict[str, Any]]) -> None:
    """Records are sorted by kind, name and country, aliases alphabetically."""
    order = [(place["kind"], place["name"], place["country"] or "") for place in places]
    assert order == sorted(order)
    for place in places:
        assert place["aliases"] == sorted(place["aliases"]), place


def test_names_unique(places: list[dict[str, Any]]) -> None:
    """No name or alias occurs twice, and no two records differ only by case."""
    count = Counter(name for place in places for name in names_of(place))
    assert [name for name, number in count.items() if number > 1] == []
    folded = Counter(name for place in places for name in {n.casefold() for n in names_of(place)})
    assert [name for name, number in folded.items() if number > 1] == []


def test_kinds_closed(places: list[dict[str, Any]]) -> None:
    """Only the four kinds occur, and each of them does."""
    assert {place["kind"] for place in places} == KINDS


def test_country_codes(places: list[dict[str, Any]]) -> None:
    """Countries are ISO 3166 alpha-2 codes; only continents and supranational regions lack one."""
    territories = Locale("en").territories
    for place in places:
        code = place["country"]
        if code is None:
            assert place["kind"] in {"continent", "region"}, place
        else:
            assert place["kind"] != "continent", place
            assert len(code) == 2 and code.isupper() and code in territories, place


def test_strings_trimmed(places: list[dict[str, Any]]) -> None:
    """Names are non-empty, trimmed, in NFC, with single inner spaces."""
    for place in places:
        for name in names_of(place):
            assert name and name == " ".join(name.split()), place
            assert name == unicodedata.normalize("NFC", name), place


def test_enough_cities(places: list[dict[str, Any]]) -> None:
    """The gazetteer holds the cities met in research news."""
    assert sum(place["kind"] == "city" for place in places) >= MINIMUM_CITIES


@pytest.mark.parametrize(
    ("name", "kind", "country", "ambiguous"),
    [
        ("Tokyo", "city", "JP", False),
        ("München", "city", "DE", False),
        ("Cambridge", "city", "GB", False),
        ("Reading", "city", "GB", True),
        ("Victoria", "region", "AU", True),
        ("Hubei", "region", "CN", False),
        ("California", "region", "US", False),
        ("Southeast Asia", "region", None, False),
        ("Europe", "continent", None, False),
        ("UK", "country", "GB", False),
        ("U.S.", "country", "US", False),
    ],
)
def test_known_places(places: list[dict[str, Any]], name: str, kind: str, country: str | None, ambiguous: bool) -> None:
    """Well-known places are found under their usual names."""
    found = [place for place in places if name in names_of(place)]
    assert [(p["kind"], p["country"], p["ambiguous"]) for p in found] == [(kind, country, ambiguous)]
