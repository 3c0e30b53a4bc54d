"""Numbers as written: values are strings of Decimals, None is a text that writes no number."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressextract.knowledge.rules import load_rules
from pressextract.normalise.number import NumberWords, parse_fraction, parse_number, parse_ordinal

RULES = load_rules(Path(__file__).parents[1] / "models", "en", "figure")
WORDS = NumberWords.of(RULES.words | {"number": RULES.words["ones"] | RULES.words["tens"]}, RULES.lists)

CARDINALS = {
    "2,900": "2900", "2.900": "2.900", "2 900": "2900", "2'900": "2900", "2,90": "2.90", "2,9000": None, "1,2,3": None,
    "12,34,567": "1234567", "1,234,567.5": "1234567.5", ".25": "0.25", "-5": "-5", "−5": "-5", "minus five": "-5",
    "2.4 thousand": "2400", "2.4m": "2400000", "10M": "10000000", "3 bn": "3000000000", "54 crore": "540000000",
    "10^6": "1000000", "1.3x10^6": "1300000", "seven": "7", "twenty-one": "21", "twenty one": "21",
    "one hundred and sixteen": "116", "two thousand and two hundred": "2200", "twenty-one trillion three hundred": "21000000000300",
    "3 hundred and 21": "321", "6 crore and two hundred": "60000200", "half a million": "500000", "half a dozen": "6",
    "a million": "1000000", "two and a half million": "2500000", "three million and a half": "3500000",
    "two hundred point zero three": "200.03", "two hundred point seventy-one": "200.71", "one and a half": "1.5",
    "two three": None, "hundred and": None, "": None, "euro": None, "NaN": None, "inf": None, "1e999": None, "0x1F": None,
    "∞": None, "٣": None, "²": None, "9" * 41: None, "9" * 10_000: None, "1^999": None, "10^99": None,
}  # fmt: skip


@pytest.mark.parametrize("text", CARDINALS)
def test_cardinals(text: str) -> None:
    number = parse_number(text, WORDS)
    wanted = CARDINALS[text]
    assert (number is None) == (wanted is None)
    if number is not None and wanted is not None:
        assert f"{number.value.normalize():f}" == f"{type(number.value)(wanted).normalize():f}"
        assert number.ambiguous == (text == "2,90")


ORDINALS = {
    "third": "3", "3rd": "3", "160th": "160", "twenty-first": "21", "twenty first": "21", "First": "1", "100th": "100",
    "hundredth": "100", "thirty": None, "3": None, "3x": None, "two third": None, "": None,
}  # fmt: skip


@pytest.mark.parametrize("text", ORDINALS)
def test_ordinals(text: str) -> None:
    number = parse_ordinal(text, WORDS)
    assert (str(number.value) if number else None) == ORDINALS[text]


FRACTIONS = {
    "half": "0.5", "third": "0.3333", "two thirds": "0.6667", "two-thirds": "0.6667", "a quarter": "0.25", "3/4": "0.75",
    "-4/5": "-0.8", "2 1/4": "2.25", "½": "0.5", "one twelfth": "0.0833", "twenty-three fifths": "4.6", "1/0": None,
    "two": None, "": None, "/": None,
}  # fmt: skip


@pytest.mark.parametrize("text", FRACTIONS)
def test_fractions(text: str) -> None:
    number = parse_fraction(text, WORDS)
    wanted = FRACTIONS[text]
    assert (f"{number.value.normalize():f}" if number else None) == wanted


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.text(alphabet="0123456789.,' -−/^x½ abcdefghijklmnopqrstuvwxyz", max_size=60) | st.text(max_size=40))
def test_any_text(text: str) -> None:
    for parse in (parse_number, parse_ordinal, parse_fraction):
        number = parse(text, WORDS)
        assert number is None or number.value.is_finite()


@given(st.integers(min_value=0, max_value=10**15))
def test_digits_round_trip(value: int) -> None:
    for text in (str(value), f"{value:,}", f"{value:,}".replace(",", " ")):
        number = parse_number(text, WORDS)
        assert number is not None and number.value == value
