"""The whole extractor: any text gives a valid record, and the same one everywhere."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marks import extractor, rows, unmarked
from pressextract.pipeline import Extractor
from pressextract.record import Record
from pressextract.release import Release

RELEASE = """PRESS RELEASE – NAIROBI – 3 March 2023

# Halden University and the CNRS open the Joint Laboratory on Urban Heat

The Joint Laboratory on Urban Heat (JLUH), co-funded by the **CNRS** and Halden University (HU), opened this week with 12 staff<sup>1</sup>.

"We are proud," said Dr Ama Boateng, who leads JLUH. Boateng expects 2.4 million euros by 2025.

- Halden University
- CNRS

<sup>1</sup> As of January.

Contact: Rosa Quispe, rosa@halden.example, +254 20 555 0143
"""

PIECES = [
    "The", "the", "CNRS", "University", "of", "Halden University", "Institute", "Centre for", "Laboratory", "(HU)",
    "(", ")", "and", "&", ",", ".", "IRL", "IRC", "Dr", "Ama Boateng", "J.", "said", "'s", "’s", "in", "Paris",
    "PARIS", "–", "-", "--", "/", "US", "U.S.", "4 October 2022", "2022", "10%", "$5 million", "first", "two", "\n",
    "\n\n", "# ", "**", "- ", "Contact", "About", "Notes", "\"", "“", "”", "‘", ", or simply", "known as",
    "Published on", "tel", "+33 1 44 96 46 06", "a@b.example", "https://a.example", "<sup>1</sup>", "<sup>", "[1]",
    "[a](b)", "\u0301", "\u00ad", "\u2028", "1. ", "---", "title:", "|", "*", "é", "İstanbul", "ß", "日本", "😀",
    "\x00", "St.", "van der", "d'", "École", "GmbH", "Inc.", "A/S", ":", ";", "...", "Universities of", "Leeds",
    "York", "Park Jae-won", "joint laboratory", "MoU", "between", "km", "CO2", "ends", "###", "H.E.", "No.", "co-",
    "-based",
]  # fmt: skip
WORDS = st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join)
CHARACTERS = st.characters(exclude_categories=["Cs"])
ANY_TEXT = st.one_of(
    WORDS, st.text(CHARACTERS, max_size=150), st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
)


def json_of(record: Record) -> str:
    return record.model_dump_json(by_alias=True)


@settings(max_examples=500, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(text=ANY_TEXT)
def test_any_text_gives_a_valid_record(text: str) -> None:
    record = extractor().extract(text, language="en")
    assert Record.model_validate_json(json_of(record)) == record
    assert record.status == "ok"


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(text=ANY_TEXT, published=st.dates().map(str), issuer=st.sampled_from(["CNRS", "", "Halden"]))
def test_any_text_and_any_known_facts(text: str, published: str, issuer: str) -> None:
    record = extractor().extract(text, published=published, issuer=issuer)
    assert record.meta.published is not None
    assert (record.meta.published.value, record.meta.published.origin) == (published, "supplied")


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\ufeff", "a", "(", "\u0301", "CNRS", "—", "---\n---", "# "])
def test_texts_of_nothing(text: str) -> None:
    record = extractor().extract(text)
    assert (record.status, record.language, record.problems) == ("ok", "en", ())


def test_a_lone_surrogate_is_refused() -> None:
    with pytest.raises(ValueError, match="not_encodable: lone surrogate at character 5"):
        extractor().extract("CNRS \ud800")


@pytest.mark.parametrize("character", ["²", "٣", "½", "Ⅳ", "㈠", "🄰"])
def test_digits_of_all_scripts(character: str) -> None:
    record = extractor().extract(
        f"Carbon dioxide (CO{character}), the {character}D print ({character}D), {character} of 10.", language="en"
    )
    assert record.status == "ok"


@pytest.mark.parametrize("character", ["₂", "①", "፪"])
def test_digits_that_are_no_decimals(character: str) -> None:
    assert extractor().extract(f"The carbon dioxide (CO{character}) rises.", language="en").status == "ok"


def test_line_ends_do_not_matter() -> None:
    plain = extractor().extract(RELEASE)
    for end in ("\r\n", "\r"):
        other = extractor().extract("\ufeff" + RELEASE.replace("\n", end))
        assert (other.text, other.mentions, other.entities, other.meta) == (
            plain.text,
            plain.mentions,
            plain.entities,
            plain.meta,
        )


def test_a_pickled_extractor_gives_the_same_record() -> None:
    copy: Extractor = pickle.loads(pickle.dumps(extractor()))  # noqa: S301 (made on the line itself)
    assert copy.fingerprint == extractor().fingerprint
    assert json_of(copy.extract(RELEASE)) == json_of(extractor().extract(RELEASE))


def test_threads_give_the_same_records() -> None:
    texts = [unmarked(row.text)[0] for row in rows("institution")["made"][:30]] + [RELEASE]
    alone = [json_of(extractor().extract(text)) for text in texts]
    fresh = Extractor()
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda text: json_of(fresh.extract(text)), [*texts, *texts]))
    assert together == [*alone, *alone]


_SCRIPT = """
import sys
from pressextract.pipeline import Extractor
extractor = Extractor()
for text in sys.stdin.read().split("\\x1e"):
    print(extractor.extract(text).model_dump_json(by_alias=True))
"""


def bytes_with(seed: str, texts: list[str]) -> bytes:
    environment = {
        **os.environ,
        "PYTHONHASHSEED": seed,
        "PYTHONPATH": str(Path(__file__).parents[1] / "src"),
        "PYTHONUTF8": "1",
    }
    run = subprocess.run(
        [sys.executable, "-c", _SCRIPT],
        input="\x1e".join(texts).encode(),
        capture_output=True,
        check=True,
        env=environment,
    )
    return run.stdout


def test_hash_seeds_do_not_matter() -> None:
    tables = ("institution", "lab", "person", "place")
    texts = [RELEASE, *(unmarked(row.text)[0] for table in tables for row in rows(table)["made"][:12])]
    assert bytes_with("1", texts) == bytes_with("4242", texts)


def test_order_of_releases_does_not_matter() -> None:
    texts = [RELEASE, "CNRS", "Osaka University (OU) opened."]
    forth = [json_of(record) for record in extractor().extract_many(texts)]
    back = [json_of(record) for record in extractor().extract_many(reversed(texts))]
    assert forth == back[::-1]


def test_the_callers_date_beats_the_texts() -> None:
    record = extractor().extract(RELEASE, published="2024-05-06")
    assert record.meta.published is not None
    assert (record.meta.published.value, record.meta.published.origin, record.meta.published.start) == (
        "2024-05-06",
        "supplied",
        None,
    )
    assert [problem.code for problem in record.problems] == ["published_conflict"]
    week = [mention for mention in record.mentions if mention.text == "this week"]
    assert [(mention.date.value, mention.date.anchor) for mention in week if mention.date] == [
        ("2024-05-06/2024-05-12", "published")
    ]


def test_the_callers_date_that_agrees_is_no_problem() -> None:
    assert extractor().extract(RELEASE, published="2023-03-03").problems == ()


@pytest.mark.parametrize("published", ["2022-13-01", "4 October 2022", "2022", "20221004", "2022-W40-2", ""])
def test_a_published_that_is_no_iso_day_is_refused(published: str) -> None:
    with pytest.raises(ValueError):  # the words are those of whoever finds it first
        extractor().extract(RELEASE, published=published)


def test_the_callers_issuer_beats_the_texts() -> None:
    record = extractor().extract(RELEASE, issuer="CNRS")
    names = {entity.id: entity.name for entity in record.entities}
    assert record.meta.issuer is not None
    assert names[record.meta.issuer] == "CNRS"


FOREIGN = {
    "fr": "Le laboratoire a été inauguré hier par les deux établissements, qui ont signé un accord de coopération pour cinq ans.",
    "de": "Die beiden Hochschulen haben gestern ein gemeinsames Labor eröffnet, das fünf Jahre lang gefördert werden soll.",
    "es": "Las dos universidades inauguraron ayer un laboratorio conjunto que recibirá fondos durante los próximos cinco años.",
    "ja": "両大学は昨日、共同研究所を開設し、今後五年間にわたり共同研究を進めることで合意したと発表した。",
}  # fmt: skip


@pytest.mark.parametrize("language", FOREIGN)
def test_other_languages_are_partial(language: str) -> None:
    record = extractor().extract(f"{FOREIGN[language]}\n\nContact: presse@halden.example")
    assert (record.language, record.status) == (language, "partial")
    assert [problem.code for problem in record.problems] == ["language_unsupported"]
    assert (record.mentions, record.entities, record.acronyms) == ((), (), ())
    assert [email.value for email in record.meta.emails] == ["presse@halden.example"]


def test_the_callers_language_beats_the_guess() -> None:
    record = extractor().extract(f"{FOREIGN['fr']} Le CNRS paie.", language="en")
    assert (record.language, record.status) == ("en", "ok")
    assert [mention.text for mention in record.mentions] == ["CNRS"]
    assert extractor().extract("The university signed an agreement.", language="fr").status == "partial"


def test_a_release_keeps_its_id_and_language() -> None:
    record = extractor().extract(Release("The CNRS opened.", id="folder/one", language="en"))
    assert (record.id, record.language, record.source.path) == ("folder/one", "en", None)
    assert [mention.text for mention in record.mentions] == ["CNRS"]
