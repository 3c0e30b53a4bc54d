"""The path of a release: text -> parsed -> mentions -> definitions -> entities -> record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from pressextract.acronyms import DefinitionFinder
from pressextract.build import Findings, MadeBy, build_record, failed_record
from pressextract.entities import with_issuer
from pressextract.knowledge.files import models_path
from pressextract.knowledge.store import Knowledge
from pressextract.language import detect_language, make_doc
from pressextract.link import Linked, Linker
from pressextract.matchers.cue import CueMatcher
from pressextract.matchers.date import DateMatcher
from pressextract.matchers.figure import FigureMatcher
from pressextract.matchers.institution import InstitutionMatcher
from pressextract.matchers.lab import LabMatcher
from pressextract.matchers.person import PersonMatcher
from pressextract.matchers.place import PlaceMatcher
from pressextract.mention import Definition, Mention
from pressextract.meta import dateline_place, find_contacts, find_issue_month, find_kind, find_published, title_span
from pressextract.naming import Naming
from pressextract.offsets import View
from pressextract.parsed import Parsed
from pressextract.propagate import Propagator
from pressextract.readers import text_notices
from pressextract.record import Record
from pressextract.relate.currency import MoneySettler, Publisher
from pressextract.relate.figures import FigureGrammar, figure_parts
from pressextract.relate.people import RoleGrammar, find_issuer, person_roles
from pressextract.release import Notice, Provenance, Release, release_from_text
from pressextract.resolve import resolve
from pressextract.zones import find_lines, find_notes, find_title, find_zones

__all__ = ["Extractor"]


class Extractor:
    """Reads releases into records. Reusable, picklable, and safe to share between threads.

    >>> record = Extractor().extract("The CNRS opened its 9th office abroad in 2022.")
    >>> [(mention.label.value, mention.text) for mention in record.mentions]
    [('INSTITUTION', 'CNRS'), ('FIGURE', '9th'), ('DATE', '2022')]
    """

    def __init__(self, *, models: Path | None = None) -> None:
        """`models`: folder of patterns and lexicons, by default the one that ships with pressextract.

        Raises:
            KnowledgeError: a file of it is missing or wrong; the message names file, rule and position.
        """
        self._models = models or models_path()
        self._set_up()

    def __getstate__(self) -> Path:
        return self._models

    def __setstate__(self, state: Path) -> None:
        self._models = state
        self._set_up()

    def _set_up(self) -> None:
        known = Knowledge.load(self._models, "en")
        self._known = known
        self._dates = DateMatcher(known.rules("date"))
        self._figures = FigureMatcher(known.rules("figure"), None)
        self._settle_money = MoneySettler(known.rules("figure"))
        self._matchers = self._made_matchers(known)
        vocabulary, legal = known.vocabulary, known.rules("institution").lists["legal"]
        self._definitions = DefinitionFinder(known.rules("acronym"), vocabulary.places, known.head_words)
        naming = Naming(known.organisations, vocabulary, known.rules("lab"), known.rules("institution"))
        self._naming = naming
        self._link = Linker(naming, known.rules("person").lists["surname_cue"])
        self._propagate = Propagator(known.rules("cue"), vocabulary, legal, known.given_names, known.places)
        self._roles = RoleGrammar(known.rules("person"), vocabulary)
        self._figure_grammar = FigureGrammar(known.rules("figure"), known.rules("statement"))
        self.made_by = MadeBy(known.version, known.rules_hash, known.lexicon_hash, known.fingerprint)

    def _made_matchers(self, known: Knowledge) -> tuple[Callable[[Parsed], Iterable[Mention]], ...]:
        """The matchers, one per label and the one that goes by cues; their order decides nothing."""
        vocabulary, index, heads = known.vocabulary, known.organisations, known.head_words
        given, institution = known.given_names, known.rules("institution")
        prefixes = institution.lists["prefix"], institution.lists["institute_prefix"]
        return (
            InstitutionMatcher(institution, vocabulary, index, heads, given),
            LabMatcher(known.rules("lab"), vocabulary, index, heads, given),
            self._dates,
            CueMatcher(known.rules("cue"), vocabulary, *prefixes),
            self._figures,
            PersonMatcher(known.rules("person"), vocabulary, given, heads),
            PlaceMatcher(known.rules("place"), vocabulary, known.places, index),
        )

    @property
    def fingerprint(self) -> str:
        """sha256 of everything that decides what a record says: version, rules, lexicon, settings."""
        return self.made_by.fingerprint

    def extract(
        self,
        release: Release | str,
        *,
        published: str | None = None,
        issuer: str | None = None,
        language: str | None = None,
    ) -> Record:
        """Record of one release.

        Args:
            release: a `Release`, or the text of one.
            published: ISO date; beats the date that the text states.
            issuer: name of the publishing organisation.
            language: ISO 639-1; not guessed then.

        Raises:
            ValueError: text that cannot be written as UTF-8, or a `published` that is no ISO date.
        """
        if isinstance(release, str):
            release = release_from_text(release, published=published, issuer=issuer, language=language)
            release = replace(release, notices=tuple(text_notices(release.text)))
        parsed, findings = self._read(release)
        return build_record(parsed, findings, self.made_by)

    def extract_many(self, releases: Iterable[Release | str]) -> Iterator[Record]:
        """Records of `releases`, one by one, in their order."""
        for release in releases:
            yield self.extract(release)

    def failed_record(self, id: str, source: Provenance, problems: Iterable[Notice]) -> Record:
        """Record of a document that could not be read."""
        return failed_record(id, source, tuple(problems), self.made_by)

    def _read(self, release: Release) -> tuple[Parsed, Findings]:
        view = View.of(release.text)
        lines = find_lines(view)
        zone_rules = self._known.rules("zones")
        title = find_title(lines, zone_rules)
        zones = find_zones(lines, zone_rules)
        language = release.language or detect_language(release.text, self._known.rules("language").lists["small_word"])
        supported = language == "en"
        stated = find_published(release, lines, self._dates, zone_rules, title) if supported else None
        parsed = Parsed(
            release,
            view,
            language,
            zones,
            find_notes(view, zones),
            _published(release.published, stated.value if stated else None)
            or (find_issue_month(release, lines, self._dates) if supported else None),
            tuple(self._known.names.find(view.text)),
            () if supported else (_unsupported(language),),
            self._known.rules("language").lists["abbreviation"],
            partial(make_doc, language) if supported else None,
        )
        linked, definitions = self._names_and_values(parsed) if supported else (Linked((), (), (), ()), [])
        linked, issuer = self._issued(parsed, linked)
        phone_zones = [view.to_source(zone.start, zone.end) for zone in zones if zone.kind in ("contact", "notes")]
        span = (stated.start, stated.end) if stated else None
        place = dateline_place(parsed, linked.mentions, span, zone_rules.lists["place_join"])
        contacts = find_contacts(release.text, phone_zones, zone_rules.lists["phone_cue"])
        linked, money = self._settle_money(parsed, linked, Publisher(issuer, place, contacts))
        findings = Findings(
            linked=linked,
            definitions=definitions,
            title=title_span(lines, title, zone_rules),
            kind=find_kind(lines, zones, zone_rules),
            published=(stated.value, stated.start, stated.end) if stated else None,
            place=place,
            issuer=issuer,
            contacts=contacts,
            figures=figure_parts(parsed, linked, self._figure_grammar),
            persons=person_roles(parsed, linked, self._roles),
            notices=[
                *self._dates.notices(linked.mentions),
                *self._figures.notices(parsed.text, linked.mentions),
                *money,
                *_conflicts(release, stated.value if stated else None),
            ],
        )
        return parsed, findings

    def _issued(self, parsed: Parsed, linked: Linked) -> tuple[Linked, int | None]:
        """The entities and the number of the one that issues the release: the caller's word beats the text's."""
        if parsed.release.issuer:
            return with_issuer(linked, parsed.text, parsed.release.issuer, self._naming)
        return linked, find_issuer(parsed, linked, self._roles)

    def _names_and_values(self, parsed: Parsed) -> tuple[Linked, list[Definition]]:
        readings = [mention for match in self._matchers for mention in match(parsed)]
        mentions, clues = resolve(readings), self._propagate.clues(parsed)
        for _ in range(2):  # a name found by its neighbour makes its other neighbour one
            further = list(self._propagate(clues, mentions))
            known, mentions = mentions, resolve([*mentions, *further])
            if mentions == known:
                break
        definitions = self._definitions(parsed, mentions)
        return self._link(parsed, mentions, definitions), definitions


def _published(supplied: str | None, stated: str | None) -> date | None:
    value = supplied or stated
    return date.fromisoformat(value) if value else None


def _unsupported(language: str) -> Notice:
    return Notice(
        "language_unsupported",
        "parse",
        f"no rules for language {language!r}: only addresses were read; give language='en' if the guess is wrong",
    )


def _conflicts(release: Release, stated: str | None) -> list[Notice]:
    if release.published and stated and stated != release.published:
        return [
            Notice(
                "published_conflict",
                "parse",
                f"the text states {stated}, the caller {release.published}; the caller's date is used",
            )
        ]
    return []
