"""The record: each invariant of RECORD.md broken by one row; the golden record; reading of files."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from copy import deepcopy
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from pressextract.errors import GoldMismatch, RecordFileError
from pressextract.gold import GoldRecord
from pressextract.mention import Label
from pressextract.record import SCHEMA, Record, json_schema
from pressextract.recordfile import read_gold, read_records
from pressextract.values import date_value_error

ROOT = Path(__file__).parents[1]
GOLDEN: dict[str, Any] = json.loads((ROOT / "tests/golden/full_record.json").read_text(encoding="utf-8"))
SEEDS = ROOT.parent / "shared/seeds/gold.jsonl"
ABSENT = object()


def edited(data: dict[str, Any], *edits: tuple[str, Any]) -> dict[str, Any]:
    """A copy with the value at each dotted path replaced, or removed when it is ABSENT."""
    copy = deepcopy(data)
    for path, value in edits:
        *way, last = [int(part) if part.isdigit() else part for part in path.split(".")]
        place: Any = copy
        for part in way:
            place = place[part]
        if value is ABSENT:
            del place[last]
        else:
            place[last] = value
    return copy


def refusal(data: dict[str, Any]) -> str:
    with pytest.raises(ValidationError) as caught:
        Record.model_validate(data)
    (error,) = caught.value.errors()
    return error["msg"].removeprefix("Value error, ")


def failed() -> dict[str, Any]:
    lists = ("zones", "mentions", "entities", "acronyms", "collaborations")
    meta: dict[str, Any] = {
        "title": None,
        "kind": None,
        "published": None,
        "place": None,
        "issuer": None,
        "emails": [],
        "phones": [],
    }
    empty: list[tuple[str, Any]] = [(key, []) for key in lists]
    return edited(GOLDEN, ("status", "failed"), ("text", ""), ("language", None), ("meta", meta), *empty)


def leaves(value: object, path: str = "") -> Iterator[tuple[str, object]]:
    """Path (without list positions) and value of everything that holds nothing else."""
    if isinstance(value, dict) and value:
        for key, child in value.items():
            yield from leaves(child, f"{path}.{key}")
    elif isinstance(value, list) and value:
        for child in value:
            yield from leaves(child, path)
    else:
        yield path, value


# --- the golden record ---------------------------------------------------------------------------------------------


def test_golden_goes_in_and_out_unchanged() -> None:
    line = Record.model_validate(GOLDEN).model_dump_json()
    assert line == json.dumps(GOLDEN, ensure_ascii=False, separators=(",", ":"))


def test_golden_fills_every_field() -> None:
    def fields(schema: dict[str, Any], path: str) -> Iterator[str]:
        for choice in schema.get("anyOf", [schema]):
            if "$ref" in choice:
                yield from fields(json_schema()["$defs"][choice["$ref"].rpartition("/")[2]], path)
            elif choice.get("type") == "array":
                yield from fields(choice["items"], path)
            elif "properties" in choice:
                for key, child in choice["properties"].items():
                    yield from fields(child, f"{path}.{key}")
            elif choice.get("type") != "null":
                yield path

    filled = {path for path, value in leaves(GOLDEN) if value not in (None, [], {})}
    wanted = set(fields(json_schema(), ""))
    assert filled == (wanted - {".source.extra"}) | {".source.extra.subject"}


def test_a_record_is_its_dump_again() -> None:
    record = Record.model_validate(GOLDEN)
    assert Record.model_validate(record.model_dump()) == record
    assert Record.model_validate(json.loads(record.model_dump_json())) == record
    assert Record.model_validate_json(record.model_dump_json()) == record


def test_numbers_are_decimal_inside() -> None:
    figures = [mention.figure for mention in Record.model_validate(GOLDEN).mentions if mention.figure]
    assert [figure.min for figure in figures] == [Decimal("1.5"), Decimal(40), Decimal(320), Decimal(2500000)]
    assert {type(figure.min) for figure in figures} == {Decimal}


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal("2900.00"), "2900"),
        (Decimal("0.1"), "0.1"),
        (Decimal("1E+3"), "1000"),
        (10**39, str(10**39)),
        (Decimal("-0.5"), "-0.5"),
        (0, "0"),
    ],
)
def test_numbers_are_written_as_json_numbers(value: object, written: str) -> None:
    data = edited(GOLDEN, ("mentions.10.figure.min", value), ("mentions.10.figure.max", None))
    assert f'"figure":{{"kind":"count","min":{written},"max":null,' in Record.model_validate(data).model_dump_json()


def test_label_of_mentions_may_be_the_enum() -> None:
    assert Record.model_validate(edited(GOLDEN, ("mentions.0.label", Label.PLACE))) == Record.model_validate(GOLDEN)


def test_line_separators_are_written_as_they_are() -> None:
    data = edited(GOLDEN, ("text", GOLDEN["text"] + "\u2028é"))
    line = Record.model_validate(data).model_dump_json()
    assert "\u2028é" in line
    assert "\n" not in line


def test_records_are_immutable() -> None:
    record = Record.model_validate(GOLDEN)
    with pytest.raises(ValidationError, match="frozen"):
        record.id = "other"


def test_failed_record_is_empty() -> None:
    assert json.loads(Record.model_validate(failed()).model_dump_json()) == failed()


def test_date_and_figure_may_be_left_out_and_are_written() -> None:
    data = edited(GOLDEN, ("mentions.0.date", ABSENT), ("mentions.0.figure", ABSENT))
    assert Record.model_validate(data) == Record.model_validate(GOLDEN)


def test_schema_equals_the_committed_one() -> None:
    committed = (ROOT / "docs/record.schema.json").read_text(encoding="utf-8")
    assert committed == json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def test_schema_requires_every_key_and_no_other() -> None:
    schema = json_schema()
    for definition in [schema, *schema["$defs"].values()]:
        if "properties" in definition:
            assert definition["required"] == list(definition["properties"])
            assert definition["additionalProperties"] is False
    assert schema["required"] == list(GOLDEN)


def test_record_imports_no_nlp_package() -> None:
    code = "import sys, pressextract.record; print(sorted({'spacy', 'dateparser', 're2'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT / "src")
    assert done.stdout == "[]\n"


# --- what is refused -----------------------------------------------------------------------------------------------

CHOICES = {
    "status": "'ok', 'partial' or 'failed'",
    "meta.kind": "'press release', 'news', 'interview', 'newsletter' or 'announcement'",
    "meta.published.origin": "'text' or 'supplied'",
    "zones.0.kind": "'headline', 'dateline', 'lede', 'body', 'quote', 'list', 'caption', 'notes', 'contact' or "
    "'boilerplate'",
    "mentions.0.label": "'INSTITUTION', 'LAB', 'DATE', 'FIGURE', 'PERSON' or 'PLACE'",
    "mentions.1.date.type": "'DATE', 'TIME', 'DURATION' or 'SET'",
    "mentions.1.date.modifier": "'since', 'before', 'after', 'until', 'over', 'under', 'about', 'start', 'mid', 'end', "
    "'earlier' or 'later'",
    "mentions.1.date.anchor": "'published'",
    "mentions.10.figure.kind": "'count', 'percent', 'money', 'measure', 'ratio' or 'ordinal'",
    "mentions.10.figure.modifier": "'over', 'at_least', 'under', 'up_to' or 'about'",
    "entities.0.type": "'INSTITUTION', 'LAB' or 'PERSON'",
    "entities.0.kind": "'university', 'school', 'research organisation', 'institute', 'department', 'academy', "
    "'agency', 'ministry', 'funder', 'company', 'hospital', 'museum', 'international body', 'consortium', "
    "'association', 'media', 'laboratory', 'joint laboratory', 'centre', 'facility', 'network', 'project', 'chair', "
    "'other', 'IRL', 'IRC', 'IRP' or 'IRN'",
    "collaborations.0.kind": "'IRL', 'IRC', 'IRP', 'IRN', 'joint laboratory', 'MoU', 'LoI', 'agreement', "
    "'joint programme', 'seed fund' or 'other'",
    "collaborations.0.status": "'planned', 'announced', 'signed', 'created', 'existing', 'renewed' or 'ended'",
    "problems.0.stage": "'read', 'decode', 'parse', 'extract', 'validate' or 'write'",
}


@pytest.mark.parametrize("path", CHOICES)
def test_closed_lists(path: str) -> None:
    assert refusal(edited(GOLDEN, (path, "rumour"))) == f"record spring/tide#1: {path}: Input should be {CHOICES[path]}"


def key_paths(value: object, path: str = "") -> Iterator[str]:
    """The path of every key, in the first element of each list."""
    if isinstance(value, dict):
        for key, child in value.items():
            yield f"{path}{key}"
            yield from key_paths(child, f"{path}{key}.")
    elif isinstance(value, list) and value:
        yield from key_paths(value[0], f"{path}0.")


OPTIONAL = {"source.extra.subject", "mentions.0.date", "mentions.0.figure", "id"}  # "id": named in the message
KEYS = [path for path in key_paths(GOLDEN) if path not in OPTIONAL]
KEYS += [f"mentions.1.date.{key}" for key in GOLDEN["mentions"][1]["date"]]
KEYS += [f"mentions.10.figure.{key}" for key in GOLDEN["mentions"][10]["figure"]]
KEYS += [f"mentions.7.parts.0.{key}" for key in ("start", "end", "entity")]


@pytest.mark.parametrize("path", KEYS)
def test_every_key_must_be_there(path: str) -> None:
    first = refusal(edited(GOLDEN, (path, ABSENT))).partition("; ")[0]  # then, of evidence: it has no item left
    assert first == f"record spring/tide#1: {path}: Field required"


@pytest.mark.parametrize(
    "path", ["", "source.", "meta.", "meta.title.", "mentions.1.date.", "mentions.10.figure.item.", "entities.0.link."]
)
def test_no_other_key(path: str) -> None:
    expected = f"record spring/tide#1: {path}more: Extra inputs are not permitted"
    assert refusal(edited(GOLDEN, (f"{path}more", 1))) == expected


FIELDS: list[tuple[str, object, str]] = [
    ("schema", "pressextract/0", "Input should be 'pressextract/1'"),
    ("text", "a\ud800", "Input should be a valid string, unable to parse raw data as a unicode string"),
    ("source.path", "a\udce9", "Input should be a valid string, unable to parse raw data as a unicode string"),
    ("source.extra.subject", "\ud800", "Input should be a valid string, unable to parse raw data as a unicode string"),
    ("problems.0.message", "\ud800", "Input should be a valid string, unable to parse raw data as a unicode string"),
    ("made_by.model", "\ud800", "Input should be a valid string, unable to parse raw data as a unicode string"),
    ("language", "English", "String should match pattern '^[a-z]{2,3}$'"),
    ("source.bytes", -1, "Input should be greater than or equal to 0"),
    ("source.sha256", "abc", "String should match pattern '^([0-9a-f]{64})?$'"),
    ("meta.published.value", "2031-05", "'2031-05' is no ISO day such as '2022-10-04'"),
    ("meta.published.value", "2031-02-30", "day is out of range for month"),
    ("mentions.0.start", -1, "Input should be greater than or equal to 0"),
    ("mentions.0.start", 65.0, "Input should be a valid integer"),
    ("mentions.0.start", True, "Input should be a valid integer"),
    ("mentions.2.confidence", 1.5, "Input should be less than or equal to 1"),
    ("mentions.2.confidence", float("nan"), "Input should be a finite number"),
    ("mentions.1.date.earliest", "20310512", "'20310512' is no ISO day such as '2022-10-04'"),
    ("mentions.1.date", GOLDEN["mentions"][1]["date"] | {"value": "soon"}, "'soon' is no EDTF date of GUIDELINES.md"),
    (
        "mentions.1.date",
        GOLDEN["mentions"][1]["date"] | {"alternatives": ["2031-05-12", "P1Y"]},
        "'P1Y' is no EDTF date of GUIDELINES.md",
    ),
    (
        "mentions.1.date",
        GOLDEN["mentions"][1]["date"] | {"earliest": "2031-05-13"},
        "earliest 2031-05-13 is after latest 2031-05-12",
    ),
    ("mentions.10.figure", GOLDEN["mentions"][10]["figure"] | {"min": 2}, "min 2 is above max 1.5"),
    ("mentions.10.figure.min", "1.5", "a number is expected"),
    ("mentions.10.figure.min", True, "a number is expected"),
    ("mentions.10.figure.min", float("inf"), "Infinity is not finite"),
    ("mentions.10.figure.min", Decimal("NaN"), "NaN is not finite"),
    ("mentions.10.figure.min", 10**40, "a number of more than 40 digits"),
    ("mentions.10.figure.min", 10**5000, "a number of more than 40 digits"),
    ("mentions.10.figure.min", Decimal("1e999999999"), "a number of more than 40 digits"),
    ("mentions.10.figure.min", Decimal("1e40"), "a number of more than 40 digits"),
    ("mentions.10.figure.min", Decimal("0." + "0" * 20 + "1" * 25), "a number of more than 40 digits"),
    ("mentions.10.figure.min", Decimal("1e-41"), "a number of more than 40 digits"),
    ("mentions.10.figure.min", Decimal("1." + "1" * 40), "a number of more than 40 digits"),
    ("mentions.10.figure.per", "a month", "'a month' is no ISO 8601 duration"),
    ("mentions.10.figure.per", "P1M/P2M", "'P1M/P2M' is no ISO 8601 duration"),
    ("entities.0.country", "UK ", "String should match pattern '^[A-Z]{2}$'"),
    ("entities.0.ror", "https://ror.org/0zz000z11", "String should match pattern '^0[a-hj-km-np-tv-z0-9]{6}[0-9]{2}$'"),
    ("entities.0.wikidata", "42", "String should match pattern '^Q[1-9][0-9]*$'"),
    ("entities.0.link.score", 2.0, "Input should be less than or equal to 1"),
    ("collaborations.0.date.value", "P1Y", "'P1Y' is no EDTF date of GUIDELINES.md"),
    ("collaborations.0.evidence", [], "Tuple should have at least 1 item after validation, not 0"),
    ("collaborations.0.partners.0.evidence", [], "Tuple should have at least 1 item after validation, not 0"),
    ("problems.0.retryable", "no", "Input should be a valid boolean"),
]


@pytest.mark.parametrize(
    ("path", "value", "message"), FIELDS, ids=lambda value: value if isinstance(value, str) else ""
)
def test_fields(path: str, value: object, message: str) -> None:
    assert refusal(edited(GOLDEN, (path, value))) == f"record spring/tide#1: {path}: {message}"


SIZE = len(GOLDEN["text"])
ENTITIES, MENTIONS = GOLDEN["entities"], GOLDEN["mentions"]
SWAPPED = [*ENTITIES[:3], ENTITIES[4] | {"id": "e4"}, ENTITIES[3] | {"id": "e5"}, ENTITIES[5]]
EARLIER = GOLDEN["collaborations"][0] | {"id": "c2", "partners": [], "evidence": [{"start": 1, "end": 2}]}
TITLE = GOLDEN["meta"]["title"]["value"]
ORGANISATION = "entity of type INSTITUTION or LAB"

INVARIANTS: list[tuple[list[tuple[str, Any]], str]] = [
    # text and source
    ([("text", GOLDEN["text"] + "\r\n")], "text: holds CR or begins with a BOM; offsets count the text without them"),
    ([("source.path", "/home/x")], "source: '/home/x' is absolute; paths are relative to the input folder"),
    # meta
    ([("meta.title.end", 17)], f"meta.title: text[2:17] is 'Norvale and Ard', not {TITLE!r}"),
    ([("meta.place.end", None)], "meta.place: start and end are both given or both null"),
    ([("meta.place.start", 72)], "meta.place: text[72:72] is '', not 'NORVALE'"),
    (
        [("meta.emails.0.value", "a@b.example")],
        "meta.emails: text[541:562] is 'press@norvale.example', not 'a@b.example'",
    ),
    (
        [("meta.phones.0.end", SIZE + 1)],
        f"meta.phones: text[564:{SIZE + 1}] is '+44 20 7946 0000\\n', not '+44 20 7946 0000'",
    ),
    ([("meta.published.origin", "supplied")], PUBLISHED := "meta.published: start and end are given with origin text, "
     "and only then"),
    ([("meta.published.start", None)], PUBLISHED),
    ([("meta.published.start", None), ("meta.published.end", None)], PUBLISHED),
    ([("meta.published.end", SIZE + 1)], f"meta.published: [74:{SIZE + 1}] is no stretch of the text"),
    ([("meta.published.end", 74)], "meta.published: [74:74] is no stretch of the text"),
    ([("meta.issuer", "e9")], f"meta.issuer: 'e9' is no {ORGANISATION}"),
    ([("meta.issuer", "e6")], f"meta.issuer: 'e6' is no {ORGANISATION}"),
    # zones
    ([("zones.0.end", SIZE + 1)], f"zone 0: [2:{SIZE + 1}] is no stretch of the text"),
    ([("zones.0.end", 2)], "zone 0: [2:2] is no stretch of the text"),
    ([("zones.1.speaker", "e1")], "zone 1: speaker: 'e1' is no entity of type PERSON"),
    # mentions
    ([("mentions.0.id", "m01")], "mention m01: is number 1, so its id is m1"),
    ([("mentions.0.text", "Norvale")], "mention m1: text[65:72] is 'NORVALE', not 'Norvale'"),
    ([("mentions.0.end", 65), ("mentions.0.text", "")], "mention m1: text[65:65] is '', not ''"),
    (
        [("mentions.18.start", SIZE - 1), ("mentions.18.end", SIZE + 1), ("mentions.18.text", "\n")],
        f"mention m19: text[{SIZE - 1}:{SIZE + 1}] is '\\n', not '\\n'",
    ),
    (
        [("mentions.3.start", 112), ("mentions.3.text", "e (UoN")],
        "mention m4: begins at 112, before the one ahead ends at 113",
    ),
    (
        [("mentions.15.entity", "e9"), ("entities.0.mentions", ["m3", "m4"])],
        "mention m16: 'e9' is no entity that fits label INSTITUTION",
    ),
    (
        [("mentions.15.entity", "e6"), ("entities.0.mentions", ["m3", "m4"]), ("entities.5.mentions", ["m15", "m16"])],
        "mention m16: 'e6' is no entity that fits label INSTITUTION",
    ),
    (
        [("mentions.0.entity", "e1"), ("entities.0.mentions", ["m1", "m3", "m4", "m16"])],
        "mention m1: 'e1' is no entity that fits label PLACE",
    ),
    ([("mentions.0.date", MENTIONS[1]["date"])], "mention m1: date is set on a PLACE"),
    ([("mentions.0.figure", MENTIONS[10]["figure"])], "mention m1: figure is set on a PLACE"),
    ([("mentions.7.parts.0.start", 205)], "mention m8: part [205:209] is not inside it, behind the part ahead"),
    ([("mentions.7.parts.1.end", 228)], "mention m8: part [210:228] is not inside it, behind the part ahead"),
    ([("mentions.7.parts.1.start", 207)], "mention m8: part [207:219] is not inside it, behind the part ahead"),
    ([("mentions.7.parts.1.end", 210)], "mention m8: part [210:210] is not inside it, behind the part ahead"),
    ([("mentions.7.parts.1.entity", "e9")], f"mention m8: part [210:219]: 'e9' is no {ORGANISATION}"),
    (
        [("mentions.10.figure.item.start", 300)],
        "mention m11: figure.item: text[300:309] is '.5 papers', not 'papers'",
    ),
    (
        [("mentions.11.figure.source.text", "Norvale")],
        "mention m12: figure.source: text[364:383] is 'Norvale Data Office', not 'Norvale'",
    ),
    ([("mentions.10.figure.subject", "e9")], "mention m11: figure.subject: 'e9' is no entity"),
    ([("mentions.10.figure.period", "m1")], "mention m11: figure.period: 'm1' is no DATE mention"),
    ([("mentions.10.figure.of", "m1")], "mention m11: figure.of: 'm1' is no entity and no FIGURE mention"),
    # entities
    ([("entities.4.id", "e05"), ("mentions.13.entity", "e05")], "entity e05: is number 5, so its id is e5"),
    (
        [("entities.0.mentions", ["m3", "m4"])],
        "entity e1: mentions are ['m3', 'm4'], but those that name it are ['m3', 'm4', 'm16']",
    ),
    (
        [("entities.0.mentions", ["m4", "m3", "m16"])],
        "entity e1: mentions are ['m4', 'm3', 'm16'], but those that name it are ['m3', 'm4', 'm16']",
    ),
    (
        [("entities", SWAPPED), ("mentions.8.entity", "e5"), ("mentions.13.entity", "e4")],
        "entity e5: appears at 245, before the one ahead at 364",
    ),
    ([("entities.3.parents", ["e9"])], f"entity e4: parent: 'e9' is no {ORGANISATION}"),
    ([("entities.3.parents", ["e4"])], "entity e4: is its own parent"),
    ([("entities.5.affiliation", "e6")], f"entity e6: affiliation: 'e6' is no {ORGANISATION}"),
    ([("entities.4.role", "x")], "entity e5: role and affiliation are a person's, this is of type INSTITUTION"),
    # acronyms
    ([("acronyms.0.short", "UON")], "acronym 0 UON: short: text[115:118] is 'UoN', not 'UON'"),
    (
        [("acronyms.0.long_end", 100)],
        "acronym 0 UoN: long: text[92:100] is 'Universi', not 'University of Norvale'",
    ),
    ([("acronyms", GOLDEN["acronyms"] * 2)], "acronym 2 UoN: stands twice; keep the first definition; "
     "acronym 3 JTL: stands twice; keep the first definition"),
    ([("acronyms.0.entity", "e9")], "acronym 0 UoN: 'e9' is no entity"),
    # collaborations
    ([("collaborations.0.id", "c2")], "collaboration c2: is number 1, so its id is c1"),
    ([("collaborations.0.structure", "e1")], "collaboration c1: structure: 'e1' is no entity of type LAB"),
    ([("collaborations.0.partners.0.entity", "e6")], f"collaboration c1: partner: 'e6' is no {ORGANISATION}"),
    ([("collaborations.0.predecessors", ["e6"])], f"collaboration c1: predecessor: 'e6' is no {ORGANISATION}"),
    ([("collaborations.0.date.mention", "m1")], "collaboration c1: date: 'm1' is no DATE mention"),
    ([("collaborations.0.place", "m2")], "collaboration c1: place: 'm2' is no PLACE mention"),
    ([("collaborations.0.funding", "m2")], "collaboration c1: funding: 'm2' is no FIGURE mention"),
    (
        [("collaborations.0.evidence.0.end", SIZE + 1)],
        f"collaboration c1: evidence [88:{SIZE + 1}] is no stretch of the text",
    ),
    (
        [("collaborations.0.partners.0.evidence.0.start", SIZE)],
        f"collaboration c1: evidence [{SIZE}:113] is no stretch of the text",
    ),
    (
        [("collaborations", [*GOLDEN["collaborations"], EARLIER])],
        "collaboration c2: its evidence begins at 1, before that of the one ahead at 88",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("edits", "message"), INVARIANTS)
def test_invariants(edits: list[tuple[str, Any]], message: str) -> None:
    assert refusal(edited(GOLDEN, *edits)) == f"record spring/tide#1: {message}"


def test_a_bom_is_no_part_of_the_text() -> None:
    data = edited(failed(), ("status", "ok"), ("text", "\ufeffa"))
    message = "text: holds CR or begins with a BOM; offsets count the text without them"
    assert refusal(data) == f"record spring/tide#1: {message}"


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("text", "a", 'text: a failed record has text "" and language null'),
        ("language", "en", 'text: a failed record has text "" and language null'),
        ("zones", GOLDEN["zones"], "zones: a failed record has none"),
        ("mentions", MENTIONS, "mentions: a failed record has none"),
        ("entities", ENTITIES, "entities: a failed record has none"),
        ("acronyms", GOLDEN["acronyms"], "acronyms: a failed record has none"),
        ("collaborations", GOLDEN["collaborations"], "collaborations: a failed record has none"),
        ("meta.kind", "news", "meta: a failed record has none"),
        ("meta.emails", GOLDEN["meta"]["emails"], "meta: a failed record has none"),
        ("problems", [], "problems: a failed record says why"),
    ],
)
def test_failed_records_hold_nothing(path: str, value: object, message: str) -> None:
    assert refusal(edited(failed(), (path, value))) == f"record spring/tide#1: {message}"


def test_the_first_five_errors_are_told() -> None:
    edits: list[tuple[str, Any]] = [(f"mentions.{number}.rule", "") for number in range(7)]
    told = [f"mentions.{number}.rule: String should have at least 1 character" for number in range(5)]
    assert refusal(edited(GOLDEN, *edits)) == f"record spring/tide#1: {'; '.join(told)}"


def test_a_record_is_an_object_with_an_id() -> None:
    assert refusal(edited(GOLDEN, ("id", ABSENT))) == "record without id: id: Field required"


@given(st.data())
def test_any_single_shift_of_an_offset_is_refused(data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(MENTIONS) - 1))
    key = data.draw(st.sampled_from(["start", "end"]))
    old = MENTIONS[number][key]
    new = data.draw(st.integers(0, SIZE + 5).filter(lambda value: value != old))
    with pytest.raises(ValidationError, match=f"mention m{number + 1}: text"):
        Record.model_validate(edited(GOLDEN, (f"mentions.{number}.{key}", new)))


# --- the grammar of dates ------------------------------------------------------------------------------------------

GRAMMAR = {
    "DATE": (
        "2022-10-04 2022-10 2022 2016/2020 2022-10-04/2022-10-07 201X 16XX 19XX/20XX 2022-21 2022-24 Y-15000000000 "
        "Y12345 XXXX-10-04 XXXX-02-29 XXXX-10 XXXX-33 2022-33 2022-36 2022-40 2022-41 2024-02-29 -0044 2022-41/2023-05 "
        "XXXX-12-24/XXXX-01-06 201X/2009 2022-24/2022-02 2009/201X",
        "2022-10-4 2022-13 2022-00 2022-20 2022-25 2022-37 2022-42 2022-02-29 2023-02-30 2022-21-04 XXXX XXXX-02-30 "
        "20XX-10 2020/2016 2022-10-07/2022-10-04 2020/ /2020 2020/2021/2022 2022-10-04T10:00 22 022 20222 Y1234 "
        "Y0123456 P1Y R/P1Y ٢٠٢٢ 2022-10-04\\n",
    ),
    "DURATION": (
        "P40Y P3M/P6M P1Y6M P1.5Y P2W PT36H P1DT12H P1M",
        "40Y P P1 PY P1M1Y PT P1YT P1.Y P1..5Y P.5Y P3M/6M P3M/ R/P1Y 2022 P-1Y P٣Y P1234567890123Y",
    ),
    "SET": ("R/P1Y R/P2Y R/P6M R/P1W", "P1Y R/ R/1Y R2/P1Y R/P1Y/P2Y"),
    "TIME": (
        "T10 T10:30 T24:00 2022-10-04T10:30:15Z 2022-10-04T10:30+02:00",
        "10:30 T T25 T10:60 2022-13T10 2022-10-04T T1030",
    ),
}
ROWS = [
    (kind, value.encode().decode("unicode_escape") if "\\" in value else value, right)
    for kind, (good, bad) in GRAMMAR.items()
    for right, values in ((True, good), (False, bad))
    for value in values.split()
]


@pytest.mark.parametrize(("kind", "value", "right"), ROWS)
def test_date_grammar(kind: Any, value: str, right: bool) -> None:
    assert (date_value_error(kind, value) is None) is right


def test_empty_date_value_is_no_value() -> None:
    assert date_value_error("DATE", "") == "'' is no EDTF date of GUIDELINES.md"


# --- files ---------------------------------------------------------------------------------------------------------


def write(path: Path, *lines: object) -> Path:
    texts = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
    path.write_text("".join(f"{text}\n" for text in texts), encoding="utf-8")
    return path


def test_read_records(tmp_path: Path) -> None:
    other = edited(GOLDEN, ("id", "other"))
    path = write(tmp_path / "records.jsonl", GOLDEN, other)
    assert list(read_records(path)) == [Record.model_validate(GOLDEN), Record.model_validate(other)]


LINE = json.dumps(GOLDEN, ensure_ascii=False)
BROKEN = [
    ("{", "not one JSON object: Expecting property name enclosed in double quotes"),
    ("", "not one JSON object: Expecting value"),
    ("[]", "not one JSON object: line does not match requested type"),
    (LINE[:-20], "not one JSON object: Invalid control character at"),
    (LINE.replace("0.97", "NaN", 1), "not one JSON object: NaN is no JSON number"),
    ('{"schema": 1, "id": 2, "id": 3}', "not one JSON object: the key 'id' comes twice"),
    ("[" * 100_000, "nested too deep"),
    ('{"a":' * 100_000, "nested too deep"),
    (
        LINE.replace("pressextract/1", "pressextract/10", 1),
        "schema pressextract/10 is newer than pressextract/1, which this version reads; upgrade pressextract",
    ),
    (
        LINE.replace("pressextract/1", "pressextract/0", 1),
        "schema pressextract/0 is older than pressextract/1; make the records again with this version",
    ),
    ("{}", '"schema" is None, not "pressextract/1": this is no file of pressextract'),
    (
        LINE.replace('"NORVALE"', '"NORVALO"', 1),
        "record spring/tide#1: meta.place: text[65:72] is 'NORVALE', not 'NORVALO'",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("line", "message"), BROKEN)
def test_read_records_names_file_line_and_reason(tmp_path: Path, line: str, message: str) -> None:
    path = write(tmp_path / "records.jsonl", GOLDEN, line)
    records = read_records(path)
    assert next(records).id == "spring/tide#1"
    with pytest.raises(RecordFileError) as caught:
        next(records)
    assert str(caught.value) == f"{path}:2: {message}"
    assert caught.value.exit_code == 6


def test_read_records_of_no_file(tmp_path: Path) -> None:
    with pytest.raises(RecordFileError) as caught:
        list(read_records(tmp_path / "none.jsonl"))
    assert str(caught.value) == f"{tmp_path}/none.jsonl cannot be read: No such file or directory"


def test_read_records_that_are_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    path.write_bytes(LINE.encode("latin-1", "replace"))
    with pytest.raises(RecordFileError) as caught:
        list(read_records(path))
    assert str(caught.value) == f"{path}: after line 0: not UTF-8: invalid continuation byte"


# --- gold ----------------------------------------------------------------------------------------------------------

GOLD: dict[str, Any] = {
    "schema": SCHEMA,
    "id": "a",
    "text": "UoN has 3 labs.",
    "mentions": [
        {"id": "g2", "label": "FIGURE", "start": 8, "end": 9, "text": "3", "figure": {"min": 3, "item": "labs"}},
        {"id": "g1", "label": "INSTITUTION", "start": 0, "end": 3, "text": "UoN"},
    ],
}


INSTITUTION = GOLD["mentions"][1]


def test_gold_needs_little_and_knows_what_it_had() -> None:
    gold = GoldRecord.model_validate(GOLD)
    figure, institution = gold.mentions
    assert figure.figure is not None
    assert figure.figure.model_fields_set == {"min", "item"}
    assert figure.figure.item is not None
    assert (figure.figure.min, figure.figure.item.text) == (Decimal(3), "labs")
    assert [institution.has(key) for key in ("text", "entity", "date")] == [True, False, False]
    assert [gold.has(key) for key in ("mentions", "entities", "meta")] == [True, False, False]


@pytest.mark.parametrize("date", [{}, {"type": "SET"}, {"type": "SET", "value": None}, {"value": "2031"}, None])
def test_gold_dates_may_say_little(date: dict[str, str] | None) -> None:
    dated = INSTITUTION | {"label": "DATE", "date": date}
    (mention,) = GoldRecord.model_validate(GOLD | {"mentions": [dated]}).mentions
    assert (mention.date.model_fields_set if mention.date else None) == (None if date is None else set(date))


def test_gold_takes_bare_and_full_forms() -> None:
    bare = {
        "meta": {"title": "UoN", "published": "2031-05-12", "emails": ["UoN"], "place": None},
        "entities": [{"id": "e1"}],
        "collaborations": [{"structure": None, "kind": "MoU", "partners": ["e1"], "date": "2031"}],
    }
    full = {
        "meta": {
            "title": {"value": "UoN"},
            "published": {"value": "2031-05-12"},
            "emails": [{"value": "UoN"}],
            "place": None,
        },
        "entities": [{"id": "e1"}],
        "collaborations": [
            {"structure": None, "kind": "MoU", "partners": [{"entity": "e1"}], "date": {"value": "2031"}}
        ],
    }
    assert GoldRecord.model_validate(GOLD | bare) == GoldRecord.model_validate(GOLD | full)


def test_a_record_can_be_read_as_gold(tmp_path: Path) -> None:
    (gold,) = read_gold(write(tmp_path / "gold.jsonl", GOLDEN))
    assert [mention.text for mention in gold.mentions] == [mention["text"] for mention in MENTIONS]


def test_gold_of_the_seeds() -> None:
    if not SEEDS.exists():
        pytest.skip(f"{SEEDS} is not there")
    assert [len(gold.mentions) for gold in read_gold(SEEDS)] == [78, 48, 120, 135, 131]


MISMATCHES: list[tuple[str, Any, str]] = [
    ("mentions.1.end", 2, "mention g1: text[0:2] is 'Uo', not 'UoN'"),
    ("mentions.1.end", 30, "mention g1: text[0:30] is 'UoN has 3 labs.', not 'UoN'"),
    ("mentions.1", INSTITUTION | {"end": 9, "text": "UoN has 3"}, "mention g2 overlaps mention g1; the longer stays"),
    (
        "mentions.0",
        INSTITUTION | {"id": "g", "start": 14, "end": 16, "text": "."},
        "mention g: text[14:16] is '.', not '.'",
    ),
    ("mentions.0", INSTITUTION | {"id": "g", "start": 9, "end": 9, "text": ""}, "mention g: text[9:9] is '', not ''"),
    (
        "mentions.0.figure.item",
        {"text": "labs", "start": 9, "end": 14},
        "mention g2 item: text[9:14] is ' labs', not 'labs'",
    ),
    (
        "acronyms",
        [{"short": "UoN", "long": "U", "short_start": 1, "short_end": 3}],
        "acronym UoN short: text[1:3] is 'oN', not 'UoN'",
    ),
    (
        "acronyms",
        [{"short": "UoN", "long": "U", "long_start": 1, "long_end": 3}],
        "acronym UoN long: text[1:3] is 'oN', not 'U'",
    ),
    ("meta", {"place": {"value": "UoN", "start": 0}}, "meta: text[0:None] is 'UoN has 3 labs.', not 'UoN'"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "message"), MISMATCHES)
def test_gold_that_does_not_match_its_text(tmp_path: Path, path: str, value: object, message: str) -> None:
    file = write(tmp_path / "gold.jsonl", edited(GOLD, (path, value)))
    with pytest.raises(GoldMismatch) as caught:
        read_gold(file)
    assert str(caught.value) == f"{file}:1: gold a: {message}"


WRONG_GOLD: list[tuple[str, Any, str]] = [
    ("mentions.0.label", "NUMBER", f"mentions.0.label: Input should be {CHOICES['mentions.0.label']}"),
    ("mentions.0.figure.itm", "labs", "mentions.0.figure.itm: Extra inputs are not permitted"),
    ("mentions.0.figure.period", "g9", "mention g2: period: 'g9' is not in this gold"),
    ("mentions.0.figure.of", "e9", "mention g2: of: 'e9' is not in this gold"),
    ("mentions.0.date", {"type": "SET", "value": "P1Y"}, "mentions.0.date: 'P1Y' is no set such as 'R/P1Y'"),
    ("mentions.0.id", "g1", "an id of a mention or entity comes twice"),
    ("entities", [{"id": "e1"}, {"id": "e1"}], "an id of a mention or entity comes twice"),
    ("entities", [{"id": "e1", "mentions": ["g9"]}], "entity e1: mention: 'g9' is not in this gold"),
    ("entities", [{"id": "e1", "affiliation": "e9"}], "entity e1: affiliation: 'e9' is not in this gold"),
    ("collaborations", [{"partners": ["e9"]}], "collaboration 0: partner: 'e9' is not in this gold"),
    ("collaborations", [{"structure": "e9"}], "collaboration 0: structure: 'e9' is not in this gold"),
    ("meta", {"issuer": "e9"}, "meta: issuer: 'e9' is not in this gold"),
]


@pytest.mark.parametrize(("path", "value", "message"), WRONG_GOLD)
def test_gold_that_is_wrong(tmp_path: Path, path: str, value: object, message: str) -> None:
    file = write(tmp_path / "gold.jsonl", edited(GOLD, (path, value)))
    with pytest.raises(RecordFileError) as caught:
        read_gold(file)
    assert str(caught.value) == f"{file}:1: gold a: {message}"


def test_gold_whose_mention_names_no_entity(tmp_path: Path) -> None:
    file = write(tmp_path / "gold.jsonl", edited(GOLD, ("entities", []), ("mentions.1.entity", "e9")))
    with pytest.raises(RecordFileError) as caught:
        read_gold(file)
    assert str(caught.value) == f"{file}:1: gold a: mention g1: entity: 'e9' is not in this gold"


def test_gold_comes_once(tmp_path: Path) -> None:
    file = write(tmp_path / "gold.jsonl", GOLD, GOLD)
    with pytest.raises(RecordFileError) as caught:
        read_gold(file)
    assert str(caught.value) == f"{file}:2: gold a comes twice; keep one of them"
