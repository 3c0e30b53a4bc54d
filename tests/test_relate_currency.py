"""Bare "$", "francs" and the like: the country that publishes the release decides; what is unsure is said."""

from __future__ import annotations

from functools import lru_cache

import pytest

from pressextract.pipeline import Extractor
from pressextract.relate.currency import MoneySettler


@lru_cache(maxsize=1)
def extractor() -> Extractor:
    return Extractor()


UNKNOWN = "1 amount(s) with the dollar sign or word, read as USD: nothing tells the country"
SEVERAL = "1 amount(s) with the dollar sign or word, read as CAD: the places and addresses of the release are in several countries"

# text -> units of its money, what is unsure
RELEASES: dict[str, tuple[str, list[str | None], list[str]]] = {
    "dateline": ("SYDNEY, 4 May 2023 - The grant of $5 million starts.", ["AUD"], []),
    "cents": ("TORONTO, 4 May 2023 - A coin of 25 cents was struck.", ["CAD"], []),
    "mail": ("A gift of $5 million.\n\nContact: Jane Roe, jane.roe@uni.example.ca", ["CAD"], []),
    "phone": ("A gift of $5 million.\n\nContact: Jane Roe, +65 6555 0134", ["SGD"], []),
    "address": ("A gift of $5 million.\n\nContact: Jane Roe, 1 Main Street, Auckland", ["NZD"], []),
    "no dollar at home": ("Bern, 3 May 2022 - It costs 400 francs and $3 million.", ["CHF", "USD"], []),
    "said": ("A fund of $3m. All figures are in Canadian dollars.", ["CAD"], []),
    "said beats place": ("SYDNEY, 4 May 2023 - A fund of $3m. Figures are in Canadian dollars.", ["CAD"], []),
    "named": ("The fund of NZ$5 million gave $3 million to schools.", ["NZD", "NZD"], []),
    "own sign": ("SYDNEY, 4 May 2023 - The sum of US$5 million.", ["USD"], []),
    "elliptic": ("SYDNEY, 4 May 2023 - Of $34 million, the state gives 12 million.", ["AUD", "AUD"], []),
    "unknown": ("The grant of $5 million starts.", ["USD"], [UNKNOWN]),
    "several": ("TORONTO, 4 May 2023 - $5 million is there.\n\nContact: Jane Roe, +61 2 5550 0134", ["CAD"], [SEVERAL]),
    "pounds": ("The grant of 5 million pounds starts.", ["GBP"], []),
    "kroner": ("COPENHAGEN, 4 May 2023 - The grant of 5 million kroner starts.", ["DKK"], []),
    "no money": ("SYDNEY, 4 May 2023 - Five labs.", [], []),
}  # fmt: skip


@pytest.mark.parametrize("name", RELEASES)
def test_release(name: str) -> None:
    text, units, doubts = RELEASES[name]
    record = extractor().extract(text, language="en")
    assert [m.figure.unit for m in record.mentions if m.figure and m.figure.kind == "money"] == units
    assert [problem.message for problem in record.problems if problem.code == "ambiguous_currency"] == doubts


def test_calling_codes_and_domains_are_countries() -> None:
    tables = extractor()._known.rules("figure").file.words
    territories = extractor()._known.places
    assert territories
    for table in ("calling_code", "domain_country"):
        assert {country for country in tables[table].values() if len(country) != 2 or not country.isupper()} == set()


def test_francs_of_nowhere() -> None:
    record = extractor().extract("The grant of 5 million francs starts.", language="en")
    assert [m.figure.unit for m in record.mentions if m.figure] == [None]
    assert [problem.code for problem in record.problems] == ["ambiguous_currency"]


NUMBERS = {
    "The city has 1.234.567 people and 3.500 labs.": ("1234567 3500", []),
    "The city has 1,234,567 people and a rate of 3.500 a day.": ("1234567 3.5", []),
    "A sum of €1.500 was paid.": ("1500", ["ambiguous_number"]),
    "Our 2,900 papers.": ("2900", []),
    "A share of 12,5 % of 2,900 papers.": ("12.5 2900", ["ambiguous_number"]),
}


@pytest.mark.parametrize("text", NUMBERS)
def test_marks_of_numbers(text: str) -> None:
    values, codes = NUMBERS[text]
    record = extractor().extract(text, language="en")
    bounds = [m.figure.min for m in record.mentions if m.figure]
    assert " ".join(f"{bound.normalize():f}" for bound in bounds if bound is not None) == values
    assert [problem.code for problem in record.problems if problem.code == "ambiguous_number"] == codes


def test_settler_is_made_of_rules() -> None:
    assert MoneySettler(extractor()._known.rules("figure"))._money.settled("dollar", "CA") == "CAD"
