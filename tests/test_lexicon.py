"""The embedded organisation lexicon: form, closed lists, and its ROR ids against the registry dump."""

import json
import re
import unicodedata
import zipfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from babel import Locale

ROOT = Path(__file__).resolve().parent.parent
LEXICON = ROOT / "models" / "lexicon"
DUMPS = ROOT.parent / "shared" / "ror"

KEYS = ["name", "aliases", "acronyms", "bare", "type", "kind", "country", "ror"]
FILES = {"organisations.jsonl": KEYS, "labs.jsonl": [*KEYS, "parents"]}
LAB_KINDS = {"laboratory", "joint laboratory", "centre", "facility", "network"}
INSTITUTION_KINDS = {
    "university",
    "school",
    "research organisation",
    "institute",
    "department",
    "academy",
    "agency",
    "ministry",
    "funder",
    "company",
    "hospital",
    "museum",
    "international body",
    "consortium",
    "association",
    "media",
}

Entry = dict[str, Any]


@cache
def entries(filename: str) -> list[Entry]:
    """All entries of one lexicon file, in file order."""
    lines = (LEXICON / filename).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def everything() -> list[Entry]:
    """The entries of every lexicon file."""
    return [entry for filename in FILES for entry in entries(filename)]


def fold(name: str) -> str:
    """`name` without case, accents, a leading article and typographic variants: "The École" -> "ecole".

    ROR writes some names with "The" and adds the country to company names ("Hitachi (Japan)"); neither counts here.
    """
    name = re.sub(r" \([A-Z][A-Za-z .]+\)$", "", re.sub(r"^The ", "", name))
    name = name.translate(str.maketrans("’–—‐øØłŁđĐ", "'---oOlLdD"))
    decomposed = unicodedata.normalize("NFKD", name)
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).casefold().split())


def names(entry: Entry) -> set[str]:
    """Every surface form of an entry, verbatim."""
    return {entry["name"], *entry["aliases"], *entry["acronyms"]}


def repeated(values: Iterable[object]) -> list[object]:
    """The values that occur more than once."""
    seen: set[object] = set()
    return [value for value in values if value in seen or seen.add(value)]  # type: ignore[func-returns-value]


@cache
def registry() -> dict[str, Entry]:
    """ROR records by bare id; skips the test where the dump is not at hand."""
    dumps = sorted(DUMPS.glob("*-ror-data.zip")) if DUMPS.is_dir() else []
    if not dumps:
        pytest.skip(f"no ROR dump in {DUMPS}: ids cannot be checked")
    with zipfile.ZipFile(dumps[-1]) as archive:
        member = next(name for name in archive.namelist() if name.endswith(".json"))
        records = json.loads(archive.read(member))
    return {record["id"].rsplit("/", 1)[1]: record for record in records}


@pytest.mark.parametrize(("filename", "keys"), FILES.items())
def test_keys_are_exact_and_in_order(filename: str, keys: list[str]) -> None:
    """Each line is one object with the documented keys, non-ASCII letters verbatim, and a final newline."""
    text = (LEXICON / filename).read_text(encoding="utf-8")
    assert text == "".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in entries(filename))
    assert [entry["name"] for entry in entries(filename) if list(entry) != keys] == []


@pytest.mark.parametrize("filename", FILES)
def test_sorted_by_country_and_name(filename: str) -> None:
    """Order is (country, name), with international bodies last as "ZZ"."""
    order = [(entry["country"] or "ZZ", entry["name"]) for entry in entries(filename)]
    assert order == sorted(order)


def test_no_entry_and_no_ror_id_twice() -> None:
    """(name, country) and the ROR id are unique over all files."""
    assert repeated((fold(entry["name"]), entry["country"]) for entry in everything()) == []
    assert repeated(entry["ror"] for entry in everything() if entry["ror"]) == []


def test_no_full_name_means_two_organisations() -> None:
    """A name or alias leads to one entry; acronyms may be ambiguous, those in `bare` may not."""
    assert repeated(form for e in everything() for form in {fold(n) for n in [e["name"], *e["aliases"]]}) == []
    assert repeated(form for entry in everything() for form in entry["bare"]) == []


def test_surface_forms_are_trimmed_and_listed_once() -> None:
    """No empty form, no outer or double white space, no leading article, no form twice in an entry."""
    forms = [form for entry in everything() for form in [entry["name"], *entry["aliases"], *entry["acronyms"]]]
    assert [form for form in forms if not form or form != " ".join(form.split())] == []
    assert [form for form in forms if form.lower().startswith("the ")] == []
    assert [e["name"] for e in everything() if repeated([e["name"], *e["aliases"], *e["acronyms"]])] == []
    assert [form for form in forms if unicodedata.normalize("NFC", form) != form] == []


def test_bare_forms_are_forms_of_the_entry() -> None:
    """`bare` is a subset of name, aliases and acronyms."""
    assert [entry["name"] for entry in everything() if not set(entry["bare"]) <= names(entry)] == []
    assert [entry["name"] for entry in everything() if repeated(entry["bare"])] == []


def test_types_kinds_and_countries_come_from_closed_lists() -> None:
    """The kind decides the type, labs.jsonl holds labs only, countries are ISO 3166-1 alpha-2."""
    by_type = {"LAB": LAB_KINDS, "INSTITUTION": INSTITUTION_KINDS}
    assert [entry["name"] for entry in everything() if entry["kind"] not in by_type[entry["type"]]] == []
    assert {entry["type"] for entry in entries("labs.jsonl")} == {"LAB"}
    codes = {str(code) for code in Locale("en").territories}
    countries = {code for code in codes if re.fullmatch(r"[A-Z]{2}", code)} - {"EU", "EZ", "UN", "XK", "ZZ"}
    assert {entry["country"] for entry in everything()} - countries == {None}


def test_parents_are_organisations_of_the_lexicon() -> None:
    """Each parent of a lab is the `name` of an entry in organisations.jsonl."""
    known = {entry["name"] for entry in entries("organisations.jsonl")}
    parents = [(lab["name"], parent) for lab in entries("labs.jsonl") for parent in lab["parents"]]
    assert [(lab, parent) for lab, parent in parents if parent not in known] == []


def test_ror_ids_are_active_records_of_that_name_and_country() -> None:
    """Each ROR id is an active record of the dump, in the entry's country, that shares a name with the entry."""
    wrong: list[tuple[str, str, str]] = []
    for entry in everything():
        if entry["ror"] is None:
            continue
        record = registry().get(entry["ror"])
        if record is None:
            wrong.append((entry["name"], entry["ror"], "not in the dump"))
            continue
        countries = {place["geonames_details"]["country_code"] for place in record["locations"]}
        if record["status"] != "active":
            wrong.append((entry["name"], entry["ror"], record["status"]))
        if entry["country"] is not None and entry["country"] not in countries:
            wrong.append((entry["name"], entry["ror"], f"country {sorted(countries)}"))
        if not {fold(name) for name in names(entry)} & {fold(name["value"]) for name in record["names"]}:
            wrong.append((entry["name"], entry["ror"], "no common name"))
    assert wrong == []
