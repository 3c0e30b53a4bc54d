"""Entities: which mentions mean the same thing, and which registry id it has."""

from __future__ import annotations

import pytest

from marks import record_of
from pressextract.link import person_forms

# (text, what each entity is called in the text, in order of mentions)
GROUPS = {
    "acronym behind its definition": (
        "The Kivu Institute of Volcanology (KIV) opened. KIV staff met; KIV grows.",
        [["Kivu Institute of Volcanology", "KIV", "KIV", "KIV"]],
    ),
    "acronym before its definition": (
        "KIV opens a school\n\nThe Kivu Institute of Volcanology (KIV) will run it.",
        [["KIV", "Kivu Institute of Volcanology", "KIV"]],
    ),
    "or simply": (
        "The Joint Laboratory on Urban Heat, or simply JLUH, opened. The JLUH laboratory is small.",
        [["Joint Laboratory on Urban Heat", "JLUH", "JLUH"]],
    ),
    "Centre and Center": (
        "The Centre for Soil Physics opened its doors to visitors. The Center for Soil Physics is very new here.",
        [["Centre for Soil Physics", "Center for Soil Physics"]],
    ),
    "Lab and Laboratory": (
        "The Halden Optics Laboratory is a joint unit. The Halden Optics Lab has two sites.",
        [["Halden Optics Laboratory", "Halden Optics Lab"]],
    ),
    "Organisation and Organization": (
        "The Organisation for Soil Research met first, and then the Organization for Soil Research was asked to meet.",
        [["Organisation for Soil Research", "Organization for Soil Research"]],
    ),
    "with and without the article": (
        "The Halden Data Hub met. Staff like The Halden Data Hub.",
        [["Halden Data Hub", "Halden Data Hub"]],
    ),
    "accents": (
        "The Universidad Austral de Pelluhué met; Universidad Austral de Pelluhue paid.",
        [["Universidad Austral de Pelluhué", "Universidad Austral de Pelluhue"]],
    ),
    "type of structure on either side": (
        "The International Research Laboratory (IRL) Humboldt Crossing opened. IRL Humboldt Crossing and Humboldt Crossing IRL are it.",
        [
            [
                "International Research Laboratory (IRL) Humboldt Crossing",
                "IRL Humboldt Crossing",
                "Humboldt Crossing IRL",
            ]
        ],
    ),
    "native name beside the English one": (
        "The Austrian Academy of Sciences (Österreichische Akademie der Wissenschaften, ÖAW) met. ÖAW paid.",
        [["Austrian Academy of Sciences", "Österreichische Akademie der Wissenschaften", "ÖAW", "ÖAW"]],
    ),
    "company and its short name": (
        "Valmera Biosciences SA was founded in 2001. Valmera has ten staff.",
        [["Valmera Biosciences SA", "Valmera"]],
    ),
    "two names of one lexicon entry": (
        "MIT and the Massachusetts Institute of Technology are one, ETH Zurich is another.",
        [["MIT", "Massachusetts Institute of Technology"], ["ETH Zurich"]],
    ),
    "two organisations of one pattern": (
        "Halden University met the University of Zambezia, and Zambezia University paid.",
        [["Halden University"], ["University of Zambezia"], ["Zambezia University"]],
    ),
    "surname": (
        "Professor Chidinma Okonkwo said so. Okonkwo left.",
        [["Chidinma Okonkwo", "Okonkwo"]],
    ),
    "surname before the full name": (
        "Dr Rees spoke. Later, Martin Rees left. Rees's dog barked.",
        [["Rees", "Martin Rees", "Rees"]],
    ),
    "surname with a particle": (
        "Ludwig van der Merwe spoke, and van der Merwe slept.",
        [["Ludwig van der Merwe", "van der Merwe"]],
    ),
    "two people of one surname": (
        "Professor Chidinma Okonkwo spoke. Professor Ngozi Okonkwo stayed.",
        [["Chidinma Okonkwo"], ["Ngozi Okonkwo"]],
    ),
    "same name, person and building apart": (
        "Professor Ada Holloway met the Holloway Institute.",
        [["Ada Holloway"], ["Holloway Institute"]],
    ),
}


@pytest.mark.parametrize("name", GROUPS)
def test_mentions_of_one_thing_are_one_entity(name: str) -> None:
    text, wanted = GROUPS[name]
    record = record_of(text)
    surfaces = {mention.id: mention.text for mention in record.mentions}
    assert [[surfaces[id] for id in entity.mentions] for entity in record.entities] == wanted


OPEN_GROUPS = {
    "capital particle at a sentence's head": (
        "Ludwig van der Merwe spoke. Van der Merwe left.",
        [["Ludwig van der Merwe", "Van der Merwe"]],
    ),
    "one acronym of two organisations": (
        "Halden University (HU) met Humber University (HU).",
        [["Halden University", "HU"], ["Humber University", "HU"]],
    ),
    "three names of one lexicon entry": (
        "The CNRS is the French National Centre for Scientific Research; the Centre national de la recherche scientifique pays.",
        [["CNRS", "French National Centre for Scientific Research", "Centre national de la recherche scientifique"]],
    ),
    "first name": (
        'Annika Lindqvist swims. "The water is warm," says Annika.',
        [["Annika Lindqvist", "Annika"]],
    ),
}


@pytest.mark.xfail(strict=True, reason="coreference: open")
@pytest.mark.parametrize("name", OPEN_GROUPS)
def test_open_mentions_of_one_thing(name: str) -> None:
    text, wanted = OPEN_GROUPS[name]
    record = record_of(text)
    surfaces = {mention.id: mention.text for mention in record.mentions}
    assert [[surfaces[id] for id in entity.mentions] for entity in record.entities] == wanted


ROR = {
    "CNRS": "02feahw73",
    "Osaka University": "035t8zc32",
    "ETH Zurich": "05a28rw58",
    "Imperial College London": "041kmwe10",
    "Massachusetts Institute of Technology": "042nb2s44",
    "University of São Paulo": "036rp1748",
    "University College London": "02jx3x895",
    "Kivu Institute of Volcanology": None,
    "Port Halden University": None,
    "Zambezia Centre for Soil Physics": None,
}


@pytest.mark.parametrize("name", ROR)
def test_registry_id(name: str) -> None:
    record = record_of(f"The {name} will open an office abroad.")
    assert [(entity.name, entity.ror) for entity in record.entities] == [(name, ROR[name])]
    assert [entity.link is None for entity in record.entities] == [ROR[name] is None]


@pytest.mark.parametrize(
    ("text", "method"),
    [
        ("The CNRS will open an office.", "acronym"),
        ("Osaka University will open an office.", "exact name"),
        ("The University of Osaka will open an office.", "alias"),
    ],
)
def test_how_it_was_linked(text: str, method: str) -> None:
    assert [entity.link.method for entity in record_of(text).entities if entity.link] == [method]


def test_a_definition_points_at_its_entity() -> None:
    record = record_of("Halden University (HU) uses artificial intelligence (AI).")
    assert [(pair.short, pair.entity) for pair in record.acronyms] == [("HU", "e1"), ("AI", None)]
    assert [(entity.name, entity.acronyms) for entity in record.entities] == [("Halden University", ("HU",))]


def test_an_alias_is_kept_beside_the_longest_name() -> None:
    record = record_of("The Center for Soil Physics was once known to everybody here as the Centre for Soil Physics.")
    assert [(entity.name, entity.aliases) for entity in record.entities] == [
        ("Center for Soil Physics", ("Centre for Soil Physics",))
    ]


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("Ada Holloway", ["Ada Holloway", "Holloway"]),
        ("Willem van der Linde", ["Willem van der Linde", "van der Linde", "Linde"]),
        ("Ximena Arriagada Soto", ["Ximena Arriagada Soto", "Arriagada Soto", "Soto", "Arriagada"]),
        ("Park Jae-won", ["Park Jae-won", "Jae-won", "Park"]),
        ("Holloway", ["Holloway"]),
    ],
)
def test_forms_of_a_name(name: str, forms: list[str]) -> None:
    assert person_forms(name, ["van", "der"]) == forms
