"""Single date strings, calendar arithmetic, and the edtf package as the oracle of what a date value may be."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from pressextract.knowledge.rules import load_rules
from pressextract.mention import DateValue
from pressextract.normalise import calendar
from pressextract.normalise.date import parse_date_text
from pressextract.values import date_value_error

RULES = load_rules(Path(__file__).parents[1] / "models", "en", "date")
PUBLISHED = date(2022, 10, 5)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("4 October 2022", "2022-10-04"),
        ("PARIS, 4 OCTOBER 2022", None),
        ("2023-03-28T10:00:00Z", "2023-03-28"),
        ("2023-03-28 10:00", "2023-03-28"),
        ("Tue, 28 Mar 2023 10:00:00 +0000", "2023-03-28"),
        ("Tuesday, 28th March, 2023", "2023-03-28"),
        ("28.03.2023", "2023-03-28"),
        ("04/10/2022", "2022-10-04"),
        ("March 2023", "2023-03"),
        ("2022", "2022"),
        ("4 October", "2022-10-04"),
        ("4-6 October 2022", "2022-10-04/2022-10-06"),
        ("30 September to 2 October 2022", "2022-09-30/2022-10-02"),
        ("last year", "2021"),
        ("20221004", None),
        ("9999999999", None),
        ("253402300800", None),
        ("29%", None),
        ("-1", None),
        ("my name is not a date", None),
        ("1,1,1,1,1,1,1,1,1,1", None),
        ("", None),
        ("4 October 2022 was a Tuesday in Paris", None),
    ],
)
def test_single_strings(text: str, value: str | None) -> None:
    found = parse_date_text(text, RULES, PUBLISHED)
    assert (found.value if found else None) == value


@pytest.mark.parametrize(
    ("text", "published", "value"),
    [
        ("4 October", None, "XXXX-10-04"),
        ("28 December", date(2023, 1, 5), "2022-12-28"),
        ("5 January", date(2022, 12, 28), "2023-01-05"),
        ("29 February", date(2023, 6, 1), "2024-02-29"),
        ("last year", None, None),
        ("this April", None, "XXXX-04"),
        ("this April", date(2022, 4, 25), "2022-04"),
        ("last winter", date(2022, 10, 5), "2021-24"),
        ("Tuesday", date(2022, 10, 5), "2022-10-04"),
        ("two years ago", date(2022, 10, 5), "2020"),
    ],
)
def test_values_hang_on_the_publication_date_only(text: str, published: date | None, value: str | None) -> None:
    found = parse_date_text(text, RULES, published)
    assert found is not None
    assert found.value == value
    assert found.anchor == ("published" if published else None)


def test_impossible_dates_have_no_value() -> None:
    texts = ["30 February 2022", "31 April 2022", "29 February 2023", "2022-02-30", "31/02/2022"]
    assert [parse_date_text(text, RULES) for text in texts] == [DateValue("DATE", None)] * len(texts)
    leap = parse_date_text("29 February 2024", RULES)
    assert leap == DateValue("DATE", "2024-02-29", None, "2024-02-29", "2024-02-29")


def test_order_of_day_and_month() -> None:
    day_first = parse_date_text("04/10/2022", RULES)
    month_first = parse_date_text("04/10/2022", RULES, month_first=True)
    assert day_first == DateValue("DATE", "2022-10-04", None, "2022-10-04", "2022-10-04", None, ("2022-04-10",))
    assert month_first == DateValue("DATE", "2022-04-10", None, "2022-04-10", "2022-04-10", None, ("2022-10-04",))
    assert parse_date_text("25/10/2022", RULES) == DateValue("DATE", "2022-10-25", None, "2022-10-25", "2022-10-25")


def test_dateparser_is_asked_last_and_adds_no_precision() -> None:
    sys.modules.pop("dateparser", None)
    assert parse_date_text("October 2022", RULES) is not None
    assert "dateparser" not in sys.modules


@pytest.mark.parametrize(
    "value",
    [
        "2022", "2022-10", "2022-10-04", "201X", "16XX", "2022-21", "2022-33", "2022-36", "2022-40", "2022-41",
        "XXXX-10-04", "2016/2020", "2022-10-04/2022-10-06", "Y-15000000000", "2021-03/2021-05", "19XX/20XX",
    ],
)  # fmt: skip
def test_the_oracle_reads_our_values(value: str) -> None:
    assert parse_edtf(value) is not None
    assert date_value_error("DATE", value) is None


@settings(max_examples=200, deadline=None, derandomize=True)
@given(day=st.dates(date(1000, 1, 1), date(2999, 12, 31)))
def test_every_day_of_the_calendar_reads_back(day: date) -> None:
    value = DateValue("DATE", day.isoformat(), None, day.isoformat(), day.isoformat())
    months = [date(2000, number, 1).strftime("%B") for number in range(1, 13)]
    name = months[day.month - 1]
    for text in (
        f"{day.day} {name} {day.year}",
        f"{name} {day.day}, {day.year}",
        day.isoformat(),
        f"{day.day}-{name[:3]}-{day.year}",
    ):
        assert parse_date_text(text, RULES) == value
    assert str(parse_edtf(day.isoformat())) == day.isoformat()


@settings(max_examples=200, deadline=None, derandomize=True)
@given(text=st.text(max_size=60), published=st.one_of(st.none(), st.dates()))
def test_any_string_gives_a_valid_value_or_none(text: str, published: date | None) -> None:
    found = parse_date_text(text, RULES, published)
    assert found is None or found.value is None or date_value_error(found.type, found.value) is None


@settings(max_examples=200, deadline=None, derandomize=True)
@given(published=st.dates(date(1200, 1, 1), date(2800, 1, 1)), month=st.integers(1, 12), number=st.integers(1, 28))
def test_yearless_days_are_never_more_than_half_a_year_away(published: date, month: int, number: int) -> None:
    year = calendar.nearest_year(lambda year: calendar.day(year, month, number), published)
    assert year is not None
    assert abs((date(year, month, number) - published).days) <= 183


def test_weeks_seasons_and_centuries() -> None:
    found = [calendar.week(date(2022, 1, 1)), calendar.season(2022, 24), calendar.century(17), calendar.half(2022, 2)]
    assert [stretch and (stretch.value, str(stretch.first), str(stretch.last)) for stretch in found] == [
        ("2021-12-27/2022-01-02", "2021-12-27", "2022-01-02"),
        ("2022-24", "2022-12-01", "2023-02-28"),
        ("16XX", "1600-01-01", "1699-12-31"),
        ("2022-41", "2022-07-01", "2022-12-31"),
    ]
    assert [calendar.day(2022, 2, 30), calendar.year(0), calendar.year(3000), calendar.quarter(2022, 5)] == [None] * 4
