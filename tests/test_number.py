"""Numbers as written: values are strings of Decimals, None is a text that writes no number."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressextract.knowledge.rules import load_rules
from pressextract.normalise.number import NumberWords, grouping_mark, parse_fraction, parse_number, parse_ordinal

RULES = load_rules(Path(__file__).parents[1] / "models", "en", "figure")
WORDS = NumberWords.of(
    RULES.words | {"number": RULES.words["ones"] | RULES.words["tens"] | RULES.words["pair"]}, RULES.lists
)

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


POWERS = {
    "10^-9": "0.000000001", "10⁶": "1000000", "10⁻⁹": "0.000000001", "1.5 x 10^6": "1500000", "3 × 10⁻³": "0.003",
    "1.5×10^−3": "0.0015", "-2*10^3": "-2000", "2e10": "20000000000", "12.32e+14": "1232000000000000", "-12e-1": "-1.2",
    "2^10": "1024", "1.1^2": "1.21", "-2500^-1": "-0.0004", "1e999": None, "0^-1": None, "10^": None, "e5": None, "2010^3": "8120601000",
}  # fmt: skip


@pytest.mark.parametrize("text", POWERS)
def test_powers(text: str) -> None:
    number = parse_number(text, WORDS)
    assert (f"{number.value.normalize():f}" if number else None) == POWERS[text]


MIXED = {
    "1.234.567": "1234567", "1.234,5": "1234.5", "1.234": "1.234", "12.34.567": None, "1 lakh crore": "1000000000000",
    "two thousand million": "2000000000", "one billion and a half million": "1000500000",
    "one hundred and three and two thirds": "103.6667",
    "six million and two thirds": "6666666.6667", "a couple of hundred": "200",
    "couple of thousand": "2000", "two dozen": "24", "2½": "2.5",
    "2 and a half": "2.5", "quarter of a million": "250000", "nineteen hundred": "1900", "one hundred thousand": "100000",
    "two-and-a-half": "2.5", "million million two": "1000000000002", "thousand and million": None,
}  # fmt: skip


@pytest.mark.parametrize("text", MIXED)
def test_mixed(text: str) -> None:
    number = parse_number(text, WORDS)
    assert (f"{number.value.normalize():f}" if number else None) == MIXED[text]


def test_multiples() -> None:
    values = {
        text: WORDS.multiple(text) for text in ("threefold", "Tenfold", "hundredfold", "fold", "manifold", "three")
    }
    assert {text: str(number.value) if number else None for text, number in values.items()} == {
        "threefold": "3", "Tenfold": "10", "hundredfold": "100", "fold": None, "manifold": None, "three": None
    }  # fmt: skip


MARKS = {
    "1.234.567 people": ".", "2,5 %": ".", "€ 12,50": ".", "1,234,567 people": ",", "2,900 papers": ",", "2.5 million": ",",
    "1.234": None, "12,5": None, "2,5 % of 2.5 million": None, "on 15.10.2018": None, "version 1.2.3": None,
    "at 10.30-11.30": None, "": None,
}  # fmt: skip


@pytest.mark.parametrize("text", MARKS)
def test_grouping_mark(text: str) -> None:
    assert grouping_mark(text) == MARKS[text]


ONES = "_ one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety"
SCALES = (("billion", 10**9), ("million", 10**6), ("thousand", 1000))


def below_thousand(value: int, joined: bool, hyphen: bool) -> list[str]:
    """Words of a number below 1000, "and" and hyphen as asked for."""
    ones, tens, words = ONES.split(), TENS.split(), []
    if value >= 100:
        words += [ones[value // 100], "hundred", *(["and"] if joined and value % 100 else [])]
    rest = value % 100
    if rest >= 20:
        words.append(tens[rest // 10] + (("-" if hyphen else " ") + ones[rest % 10] if rest % 10 else ""))
    elif rest:
        words.append(ones[rest])
    return words


def spelled(value: int, joined: bool, hyphen: bool) -> str:
    words = []
    for name, size in SCALES:
        if value >= size:
            words += [*below_thousand(value // size, joined, hyphen), name]
            value %= size
    return " ".join([*words, *below_thousand(value, joined, hyphen)])


SPELLED = st.tuples(
    st.one_of(st.integers(1, 1000), st.integers(1, 10**6), st.integers(1, 10**12 - 1)), st.booleans(), st.booleans()
)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(SPELLED)
def test_number_words_as_text2num_reads_them(number: tuple[int, bool, bool]) -> None:
    oracle = pytest.importorskip("text_to_num", reason="text2num, the oracle for number words, is not installed")
    words = spelled(*number)
    ours = parse_number(words, WORDS)
    assert ours is not None and ours.value == oracle.text2num(words, "en") == number[0]


@settings(max_examples=300, deadline=None, derandomize=True)
@given(SPELLED)
def test_number_words_as_number_parser_reads_them(number: tuple[int, bool, bool]) -> None:
    oracle = pytest.importorskip("number_parser", reason="number-parser, the oracle for number words, is not installed")
    words = spelled(*number)
    ours = parse_number(words, WORDS)
    assert ours is not None and ours.value == oracle.parse_number(words, language="en") == number[0]


@settings(max_examples=300, deadline=None, derandomize=True)
@given(SPELLED)
def test_number_words_round_trip(number: tuple[int, bool, bool]) -> None:
    ours = parse_number(spelled(*number), WORDS)
    assert ours is not None and ours.value == number[0]


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
