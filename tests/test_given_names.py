"""Checks of the list of given names models/lexicon/given_names.txt."""

import json
import unicodedata
from pathlib import Path

import pytest

LEXICON = Path(__file__).resolve().parents[1] / "models" / "lexicon"
MINIMUM_NAMES = 3000

# Places that the gazetteer does not mark as ambiguous, kept because press releases use the word for a person at
# least as often as for the place.
PLACES_KEPT = {
    "Adama",  # West African name; a city of Ethiopia
    "Ariana",  # Romance and Persian name; a city of Tunisia
    "Aydin",  # Turkish name; a city of Türkiye
    "Aydın",
    "Bodo",  # German name; Bodø without its diacritic
    "Fátima",  # Portuguese and Spanish name; a town of Portugal
    "Marilia",  # Brazilian name; a city of Brazil
    "Marília",
}

# Words that open capitalised phrases in press releases far more often than they name a person.
LEFT_OUT = {
    *("April", "May", "June", "August", "Will", "Art", "Grant", "Chase", "Case", "Major", "Price", "Chance"),
    *("Christian", "Jordan", "Paris", "London", "Sydney", "Florence", "Victoria", "Charlotte", "Georgia"),
    *("Virginia", "Carolina", "Chad", "Kenya", "India", "Asia", "China", "Israel", "Austin", "Dallas", "Houston"),
    *("Lincoln", "Madison", "Washington", "Max", "Van", "Von", "Da", "De", "Le", "La", "Di", "Al", "Bin", "In"),
    *("An", "On", "To", "So", "My", "Un", "Do", "Sun", "Young", "Long", "King", "Prince", "Duke", "Royal"),
    *("Regent", "Chancellor", "Dean", "Bishop", "Judge", "Earl", "Baron", "Rector", "Star", "Sky", "Ocean"),
    *("River", "Forest", "Stone", "Ruby", "Jade", "Amber", "Crystal", "Pearl", "German", "Per", "Said", "Hong"),
}


@pytest.fixture(scope="module")
def names() -> list[str]:
    """Return the lines of the list, in file order."""
    text = (LEXICON / "given_names.txt").read_text(encoding="utf-8")
    assert text.endswith("\n")
    return text.removesuffix("\n").split("\n")


def test_enough_names(names: list[str]) -> None:
    """The list covers the names of the whole world."""
    assert len(names) >= MINIMUM_NAMES


def test_sorted_and_unique(names: list[str]) -> None:
    """The names are sorted by code point and none occurs twice."""
    assert names == sorted(set(names))


def test_shape(names: list[str]) -> None:
    """Every name is one trimmed, composed word of letters and inner hyphens that starts with a capital letter."""
    for name in names:
        assert name == name.strip(), name
        assert not any(character.isspace() for character in name), name
        assert unicodedata.normalize("NFC", name) == name, name
        assert name[0].isupper(), name
        assert len(name) > 1, name
        assert all(part.isalpha() for part in name.split("-")), name


def test_words_left_out(names: list[str]) -> None:
    """Words that are seldom a person at the start of a capitalised phrase are absent."""
    assert not LEFT_OUT.intersection(names)


def test_no_unambiguous_places(names: list[str]) -> None:
    """No name is a single-word place that the gazetteer takes for a place without asking for context."""
    places: set[str] = set()
    for line in (LEXICON / "places.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if not record["ambiguous"]:
            places.update(word for word in [record["name"], *record["aliases"]] if " " not in word)
    assert sorted(places.intersection(names) - PLACES_KEPT) == []
    assert sorted(PLACES_KEPT - places.intersection(names)) == [], "exceptions no longer needed"
