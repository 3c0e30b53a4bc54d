"""Currencies: the generated tables are babel's, every surface has a code that ISO 4217 has, families settle by country."""

from __future__ import annotations

import sys
from decimal import Decimal
from pathlib import Path

import pytest
from babel import Locale

from pressextract.knowledge.rules import load_rules
from pressextract.normalise.currency import Currencies, is_open

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))
import currencies  # noqa: E402

TABLES = load_rules(ROOT / "models", "en", "figure").file.words
MONEY = Currencies.of(TABLES)


def test_generated_tables_are_babels() -> None:
    file = currencies.FILE.read_text(encoding="utf-8")
    assert currencies.written(file, currencies.text()) == file  # else: python benchmarks/currencies.py


def test_every_code_is_in_iso_4217() -> None:
    known = set(Locale("en").currencies)
    given = {code for code, _ in MONEY.surfaces.values()} | set(MONEY.names.values()) | set(MONEY.homes.values())
    assert {code for code in given if code and not is_open(code)} - known == set()


def test_every_family_has_members_or_a_default() -> None:
    families = {code for code, _ in MONEY.surfaces.values() if code and is_open(code)}
    assert families - {family for family, _ in MONEY.homes} - set(MONEY.defaults) == set()


SURFACES = {
    "US$": ("USD", "1"), "$": ("dollar", "1"), "CHF": ("CHF", "1"), "rmb": ("CNY", "1"), "Canadian dollars": ("CAD", "1"),
    "NORWEGIAN KRONER": ("NOK", "1"), "New  Taiwan dollars": ("TWD", "1"), "euros": ("EUR", "1"), "cents": ("dollar", "0.01"),
    "M€": ("EUR", "1000000"), "k€": ("EUR", "1000"), "West African CFA francs": ("XOF", "1"), "₭": ("LAK", "1"), "guineas": (None, "1"),
    "swiss dollars": (None, "1"), "francs": ("franc", "1"),
}  # fmt: skip


@pytest.mark.parametrize("surface", SURFACES)
def test_surfaces(surface: str) -> None:
    code, factor = SURFACES[surface]
    assert MONEY.read(surface) == (code, Decimal(factor))


SETTLED = {
    ("dollar", "CA"): "CAD", ("dollar", "AU"): "AUD", ("dollar", "FR"): "USD", ("dollar", None): "USD", ("dollar", "SG"): "SGD",
    ("pound", "EG"): "EGP", ("pound", "GB"): "GBP", ("pound", None): "GBP", ("ren", "CN"): "CNY", ("ren", None): "JPY",
    ("rupee", "PK"): "PKR", ("rupee", "DE"): "INR", ("krone", "SE"): "SEK", ("krone", "CZ"): "CZK", ("krone", None): None,
    ("franc", "CH"): "CHF", ("franc", "SN"): "XOF", ("cfa", "CM"): "XAF", ("cfa", "SN"): "XOF", ("peso", "MX"): "MXN",
    ("shilling", "KE"): "KES", ("USD", "CA"): "USD", (None, "CA"): None,
}  # fmt: skip


@pytest.mark.parametrize(("unit", "country"), SETTLED)
def test_settled(unit: str | None, country: str | None) -> None:
    assert MONEY.settled(unit, country) == SETTLED[unit, country]
