"""Zones and meta of small releases in the shapes that publishers use."""

from __future__ import annotations

from typing import Any

import pytest

from marks import extractor
from pressextract.record import Record

LEDE = (
    "Halden University and the Kivu Institute of Volcanology have opened a joint laboratory on the shore of the lake."
)

RELEASES = {
    "dateline": f"""Press release

Halden and Kivu open a joint laboratory

NAIROBI, 3 March 2023 – {LEDE}

"We are proud," said Dr Ama Boateng, who leads it.

- Halden University: two rooms
- Kivu Institute: a boat

Photo: the boat at sunrise

Notes to editors
1. The boat is eleven metres long.

Contact
Rosa Quispe, press officer, tel. +254 20 555 0143, rosa@halden.example

About Halden University
Halden University was founded in 1902 and has 12,000 students on three campuses.
""",
    "web news": f"""# Bats use echoes to count

Published on 14 November 2022 | By Thandiwe Nkosi

{LEDE}

## Ten years in a cave

The team slept there.

> "It was cold," says Nkosi.

© Halden University
""",
    "front matter": f"""---
title: "Two ministries sign for clean water"
date: 2021-06-09
author: Halden University
---

{LEDE}
""",
    "interview": f"""Five questions for Inés Marambio

12 May 2020

{LEDE}

What does the ice say?

It says hurry.
""",
    "embargo": f"""EMBARGOED UNTIL 00:01 GMT ON 5 JULY 2024

New vaccine halves infections in infants

{LEDE}

ENDS

For further information: Kofi Mensah, kofi@halden.example, 020 7946 0155
""",
    "places and countries": f"""Wood that bends wins prize

Lima, Peru / Bergen, Norway, 12 October 2019 — {LEDE}
""",
    "date at the end": f"""Wood that bends wins prize for students

{LEDE}

Bergen, 12 October 2019
""",
    "markdown": f"""**PRESS RELEASE – PARIS – 4 OCTOBER 2022**

# **Halden** opens [an office](https://halden.example/office)

{LEDE}
""",
    "American": """FOR IMMEDIATE RELEASE

Orrin Therapeutics Announces Results of Kidney Trial

BOSTON, Sept. 14, 2023 /PRNewswire/ -- Orrin Therapeutics today announced that the kidney trial met its first aim in adults.

About Orrin Therapeutics
Orrin Therapeutics makes drugs for rare diseases.

Media Contact:
Dale Hutchins
dale@orrin.example
617-555-0199
""",
    "no headline": f"{LEDE} The mayor praised the view of the river from the roof, and the band played.",
}

ZONES = {
    "dateline": [
        ("dateline", "Press release"),
        ("headline", "Halden and Kivu open"),
        ("lede", "NAIROBI, 3 March 202"),
        ("quote", '"We are proud," said'),
        ("list", "- Halden University:"),
        ("list", "- Kivu Institute: a "),
        ("caption", "Photo: the boat at s"),
        ("notes", "Notes to editors"),
        ("notes", "1. The boat is eleve"),
        ("contact", "Contact\nRosa Quispe,"),
        ("boilerplate", "About Halden Univers"),
    ],
    "web news": [
        ("headline", "Bats use echoes to c"),
        ("dateline", "Published on 14 Nove"),
        ("lede", "Halden University an"),
        ("body", "Ten years in a cave"),
        ("body", "The team slept there"),
        ("quote", '"It was cold," says '),
        ("caption", "© Halden University"),
    ],
    "interview": [
        ("headline", "Five questions for I"),
        ("dateline", "12 May 2020"),
        ("lede", "Halden University an"),
        ("body", "What does the ice sa"),
        ("body", "It says hurry."),
    ],
    "embargo": [
        ("dateline", "EMBARGOED UNTIL 00:0"),
        ("headline", "New vaccine halves i"),
        ("lede", "Halden University an"),
        ("body", "ENDS"),
        ("contact", "For further informat"),
    ],
    "markdown": [
        ("dateline", "PRESS RELEASE – PARI"),
        ("headline", "Halden** opens [an o"),
        ("lede", "Halden University an"),
    ],
    "no headline": [("lede", "Halden University an")],
}

# title, kind, published, place, issuer, emails, phones
META: dict[str, tuple[Any, ...]] = {
    "dateline": (
        "Halden and Kivu open a joint laboratory",
        "press release",
        "2023-03-03",
        "NAIROBI",
        "Halden University",
        ["rosa@halden.example"],
        ["+254 20 555 0143"],
    ),
    "web news": ("Bats use echoes to count", None, "2022-11-14", None, "Halden University", [], []),
    "front matter": ("Two ministries sign for clean water", None, "2021-06-09", None, "Halden University", [], []),
    "interview": ("Five questions for Inés Marambio", "interview", "2020-05-12", None, None, [], []),
    "embargo": (
        "New vaccine halves infections in infants",
        "press release",
        "2024-07-05",
        None,
        "Halden University",
        ["kofi@halden.example"],
        ["020 7946 0155"],
    ),
    "places and countries": (
        "Wood that bends wins prize",
        None,
        "2019-10-12",
        "Lima, Peru / Bergen, Norway",
        None,
        [],
        [],
    ),
    "date at the end": ("Wood that bends wins prize for students", None, "2019-10-12", "Bergen", None, [], []),
    "markdown": ("Halden** opens [an office", "press release", "2022-10-04", "PARIS", None, [], []),
    "American": (
        "Orrin Therapeutics Announces Results of Kidney Trial",
        "press release",
        "2023-09-14",
        "BOSTON",
        "Orrin Therapeutics",
        ["dale@orrin.example"],
        ["617-555-0199"],
    ),
    "no headline": (None, None, None, None, None, [], []),
}


def record(name: str) -> Record:
    return extractor().extract(RELEASES[name], language="en")


def meta(made: Record) -> tuple[Any, ...]:
    found = made.meta
    names = {entity.id: entity.name for entity in made.entities}
    return (
        found.title.value if found.title else None,
        found.kind,
        found.published.value if found.published else None,
        found.place.value if found.place else None,
        names[found.issuer] if found.issuer else None,
        [email.value for email in found.emails],
        [phone.value for phone in found.phones],
    )


@pytest.mark.parametrize("name", ZONES)
def test_zones(name: str) -> None:
    made = record(name)
    assert [(zone.kind, made.text[zone.start : zone.end][:20]) for zone in made.zones] == ZONES[name]


@pytest.mark.parametrize("name", [name for name in RELEASES if name != "markdown"])
def test_zones_are_sorted_and_cover_every_line(name: str) -> None:
    made = record(name)
    covered = {position for zone in made.zones for position in range(zone.start, zone.end)}
    assert sum(zone.end - zone.start for zone in made.zones) == len(covered)
    missed = [made.text[position] for position in range(len(made.text)) if position not in covered]
    assert {character for character in missed if not character.isspace()} <= {"#", ">"}


@pytest.mark.parametrize("name", META)
def test_meta(name: str) -> None:
    assert meta(record(name)) == META[name]


# (dateline before the lede, published, place): forms of unseen publishers
DATELINES = [
    ("LILONGWE/GENEVA, 29 June 2017 – ", "2017-06-29", "LILONGWE/GENEVA"),
    ("PARIS, 4 OCTOBER 2022 – ", "2022-10-04", "PARIS"),
    ("Tokyo – April 3, 2021 – ", "2021-04-03", "Tokyo"),
    ("(Nairobi, Kenya; 7 June 2020) – ", "2020-06-07", "Nairobi, Kenya"),
    ("HOUSTON – (Feb. 13, 2025) – ", "2025-02-13", "HOUSTON"),
    ("Bern, 21.06.2023 – ", "2023-06-21", "Bern"),
    ("OSLO, Norway, Jan. 5, 2022 /PRNewswire/ -- ", "2022-01-05", "OSLO, Norway"),
    ("Geneva, 2 August 2021. ", "2021-08-02", "Geneva"),
    ("Abu Dhabi, UAE; October 4, 2022: ", "2022-10-04", "Abu Dhabi, UAE"),
    ("DURHAM, N.C., Sept. 14, 2023 /PRNewswire/ -- ", "2023-09-14", "DURHAM, N.C."),
    ("Freiburg/Sunnyvale, November 3, 2021 --- ", "2021-11-03", "Freiburg/Sunnyvale"),
    ("Dakar, le 4 octobre 2022. ", None, None),
]
OPEN_DATELINES = [
    ("[Bergen, 12 October 2019] ", "2019-10-12", "Bergen"),
    ("STOCKHOLM, SWEDEN [10 May 2021] ", "2021-05-10", "STOCKHOLM, SWEDEN"),
]


def said(dateline: str) -> tuple[str | None, str | None]:
    made = extractor().extract(f"A lake laboratory opens its doors\n\n{dateline}{LEDE}\n", language="en")
    return meta(made)[2], meta(made)[3]


@pytest.mark.parametrize(("dateline", "published", "place"), DATELINES)
def test_dateline(dateline: str, published: str | None, place: str | None) -> None:
    assert said(dateline) == (published, place)


@pytest.mark.xfail(strict=True, reason="dateline: a form not read yet")
@pytest.mark.parametrize(("dateline", "published", "place"), OPEN_DATELINES)
def test_open_dateline(dateline: str, published: str, place: str) -> None:
    assert said(dateline) == (published, place)


def test_a_date_in_running_text_is_no_publication_date() -> None:
    made = extractor().extract(f"{LEDE} It was signed on 4 October 2022 in Lima.", language="en")
    assert meta(made)[2:4] == (None, None)


@pytest.mark.parametrize(
    ("line", "emails", "phones"),
    [
        ("Tel: +33 1 44 96 46 06", [], ["+33 1 44 96 46 06"]),
        ("T +81-3-5550-0148 / F +81-3-5550-0149", [], ["+81-3-5550-0148", "+81-3-5550-0149"]),
        ("Phone: (212) 555-0187", [], ["(212) 555-0187"]),
        ("press@halden.example, news.desk+uk@mail.halden.example", ["press@halden.example", "news.desk+uk@mail.halden.example"], []),
        ("press@halden.example or press@halden.example", ["press@halden.example"], []),
        ("mailto:press@halden.example.", ["press@halden.example"], []),
        ("press [at] halden.example", ["press [at] halden.example"], []),
        ("Follow @halden on the web at www.halden.example", [], []),
        ("ISBN 978-3-16-148410-0, grant 2019-12345, 1 000 000 users, 2016-2020", [], []),
    ],
)  # fmt: skip
def test_contacts(line: str, emails: list[str], phones: list[str]) -> None:
    made = extractor().extract(
        f"A lake laboratory opens its doors\n\n{LEDE}\n\nContact\nRosa Quispe\n{line}\n", language="en"
    )
    assert ([email.value for email in made.meta.emails], [phone.value for phone in made.meta.phones]) == (
        emails,
        phones,
    )
    for found in (*made.meta.emails, *made.meta.phones):
        assert found.start is not None
        assert made.text[found.start : found.end] == found.value
