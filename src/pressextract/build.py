"""From what the stages found to the record: the only place that maps view offsets to the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pressextract.link import EntityDraft, Linked
from pressextract.mention import DateValue, Definition, FigureValue, Label, Mention
from pressextract.meta import Contacts
from pressextract.offsets import View
from pressextract.parsed import Parsed
from pressextract.record import SCHEMA, Record
from pressextract.relate.figures import FigureParts
from pressextract.release import Notice, Provenance

__all__ = ["Findings", "MadeBy", "build_record", "failed_record"]


@dataclass(frozen=True, slots=True)
class MadeBy:
    """Versions and hashes of everything that decides what a record says."""

    version: str
    rules: str
    lexicon: str
    fingerprint: str
    ror: str | None = None
    model: str | None = None

    def as_dict(self) -> dict[str, str | None]:
        """The `made_by` of a record."""
        return {
            "version": self.version,
            "rules": self.rules,
            "lexicon": self.lexicon,
            "ror": self.ror,
            "model": self.model,
            "fingerprint": self.fingerprint,
        }


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything the stages found in one release; spans are view offsets, contacts source offsets."""

    linked: Linked
    definitions: Sequence[Definition]
    title: tuple[int, int] | None
    kind: str | None
    published: tuple[str, int, int] | None
    place: tuple[int, int] | None
    issuer: int | None
    contacts: Contacts
    figures: Mapping[int, FigureParts]
    persons: Mapping[int, tuple[str | None, int | None]]
    notices: Sequence[Notice]


def build_record(parsed: Parsed, findings: Findings, made_by: MadeBy) -> Record:
    """Record of one release, checked against every invariant of RECORD.md.

    Raises:
        pydantic.ValidationError: a stage broke an invariant; a defect of pressextract, not of the release.
    """
    release, view = parsed.release, parsed.view
    linked = findings.linked
    mentions = [_mention(view, number, mention, linked, findings) for number, mention in enumerate(linked.mentions)]
    problems = [_problem(notice) for notice in (*release.notices, *parsed.notices, *findings.notices)]
    return Record.model_validate(
        {
            "schema": SCHEMA,
            "id": release.id,
            "status": "partial" if any(problem["code"] in _PARTIAL for problem in problems) else "ok",
            "source": _source(release.source),
            "text": release.text,
            "language": parsed.language,
            "meta": _meta(parsed, findings),
            "zones": [_zone(view, zone.kind, zone.start, zone.end) for zone in parsed.zones],
            "mentions": mentions,
            "entities": [
                _entity(view, number, draft, linked, findings) for number, draft in enumerate(linked.entities)
            ],
            "acronyms": [
                _acronym(view, definition, entity)
                for definition, entity in zip(findings.definitions, linked.entity_of_definition, strict=True)
            ],
            "collaborations": [],
            "problems": problems,
            "made_by": made_by.as_dict(),
        }
    )


_PARTIAL = frozenset({"language_unsupported", "replaced_bytes", "html_depth", "mention_cap", "degenerate_text"})


def failed_record(id: str, source: Provenance, problems: Sequence[Notice], made_by: MadeBy) -> Record:
    """Record of a document that could not be read: no text, the reasons in `problems`."""
    return Record.model_validate(
        {
            "schema": SCHEMA,
            "id": id,
            "status": "failed",
            "source": _source(source),
            "text": "",
            "language": None,
            "meta": {
                "title": None,
                "kind": None,
                "published": None,
                "place": None,
                "issuer": None,
                "emails": [],
                "phones": [],
            },
            "zones": [],
            "mentions": [],
            "entities": [],
            "acronyms": [],
            "collaborations": [],
            "problems": [_problem(notice) for notice in problems],
            "made_by": made_by.as_dict(),
        }
    )


def _source(source: Provenance) -> dict[str, Any]:
    return {
        "path": source.path,
        "path_b64": source.path_b64,
        "part": source.part,
        "media_type": source.media_type,
        "encoding": source.encoding,
        "bytes": source.bytes,
        "sha256": source.sha256,
        "extra": dict(source.extra),
    }


def _problem(notice: Notice) -> dict[str, Any]:
    return {"code": notice.code, "stage": notice.stage, "message": notice.message, "retryable": notice.retryable}


def _span(view: View, start: int, end: int, key: str = "text") -> dict[str, Any]:
    first, last = view.to_source(start, end)
    return {key: view.source[first:last], "start": first, "end": last}


def _zone(view: View, kind: str, start: int, end: int) -> dict[str, Any]:
    first, last = view.to_source(start, end)
    return {"kind": kind, "start": first, "end": last, "speaker": None}


def _meta(parsed: Parsed, findings: Findings) -> dict[str, Any]:
    view, release = parsed.view, parsed.release
    published: dict[str, Any] | None = None
    if release.published is not None:
        published = {"value": release.published, "start": None, "end": None, "origin": "supplied"}
    elif findings.published is not None:
        value, start, end = findings.published
        first, last = view.to_source(start, end)
        published = {"value": value, "start": first, "end": last, "origin": "text"}
    return {
        "title": _span(view, *findings.title, key="value") if findings.title else None,
        "kind": findings.kind,
        "published": published,
        "place": _span(view, *findings.place, key="value") if findings.place else None,
        "issuer": f"e{findings.issuer + 1}" if findings.issuer is not None else None,
        "emails": [{"value": value, "start": start, "end": end} for value, start, end in findings.contacts.emails],
        "phones": [{"value": value, "start": start, "end": end} for value, start, end in findings.contacts.phones],
    }


def _mention(view: View, number: int, mention: Mention, linked: Linked, findings: Findings) -> dict[str, Any]:
    entity = linked.entity_of[number]
    made = {
        "id": f"m{number + 1}",
        "label": mention.label.value,
        **_span(view, mention.start, mention.end),
        "entity": f"e{entity + 1}" if entity is not None else None,
        "parts": [],
        "rule": mention.rule,
        "confidence": None,
    }
    if mention.date is not None:
        made["date"] = _date(mention.date)
    if mention.figure is not None:
        made["figure"] = _figure(view, mention.figure, findings.figures.get(number, FigureParts()), linked)
    return made


def _date(value: DateValue) -> dict[str, Any]:
    return {
        "type": value.type,
        "value": value.value,
        "modifier": value.modifier,
        "earliest": value.earliest,
        "latest": value.latest,
        "anchor": value.anchor,
        "alternatives": list(value.alternatives),
    }


def _figure(view: View, value: FigureValue, parts: FigureParts, linked: Linked) -> dict[str, Any]:
    item = parts.item or ((value.item.start, value.item.end) if value.item else None)
    source = parts.source or ((value.source.start, value.source.end) if value.source else None)
    base = None
    if parts.of_mention is not None:
        entity = linked.entity_of[parts.of_mention]
        base = f"e{entity + 1}" if entity is not None else f"m{parts.of_mention + 1}"
    subject = linked.entity_of[parts.subject_mention] if parts.subject_mention is not None else None
    return {
        "kind": value.kind,
        "min": value.min,
        "max": value.max,
        "unit": value.unit,
        "modifier": value.modifier,
        "item": _span(view, *item) if item else None,
        "subject": f"e{subject + 1}" if subject is not None else None,
        "period": f"m{parts.period + 1}" if parts.period is not None else None,
        "per": parts.per or value.per,
        "of": base,
        "source": _span(view, *source) if source else None,
    }


def _entity(view: View, number: int, draft: EntityDraft, linked: Linked, findings: Findings) -> dict[str, Any]:
    surfaces: list[str] = []
    for position in draft.mentions:
        mention = linked.mentions[position]
        surface = view.text[mention.start : mention.end]
        if surface not in surfaces:
            surfaces.append(surface)
    name = max(surfaces, key=len) if surfaces else draft.supplied or ""
    role, affiliation = findings.persons.get(number, (None, None))
    person = draft.label is Label.PERSON
    acronyms = [] if person else _acronyms(draft, surfaces, name)
    entry = draft.entry
    return {
        "id": f"e{number + 1}",
        "type": draft.label.value,
        "kind": draft.kind,
        "name": name,
        "acronyms": acronyms,
        "aliases": [surface for surface in surfaces if surface != name and surface not in acronyms],
        "country": entry.country if entry else None,
        "ror": entry.ror if entry else None,
        "wikidata": None,
        "link": {"method": draft.method, "matched": draft.matched, "score": 1.0} if entry and entry.ror else None,
        "candidates": [],
        "parents": [],
        "role": role,
        "affiliation": f"e{affiliation + 1}" if affiliation is not None else None,
        "mentions": [f"m{position + 1}" for position in draft.mentions],
    }


def _acronyms(draft: EntityDraft, surfaces: Sequence[str], name: str) -> list[str]:
    found = list(draft.shorts)
    known = set(draft.entry.acronyms) if draft.entry else set()
    for surface in surfaces:
        if surface in found:
            continue
        listed = surface in known
        if listed or (" " not in surface and surface != name and _mostly_capitals(surface)):
            found.append(surface)
    return found


def _mostly_capitals(surface: str) -> bool:
    capitals = sum(map(str.isupper, surface))
    return capitals > 1 and capitals * 2 >= len(surface)


def _acronym(view: View, definition: Definition, entity: int | None) -> dict[str, Any]:
    first, last = view.to_source(definition.short_start, definition.short_end)
    long_first, long_last = view.to_source(definition.long_start, definition.long_end)
    return {
        "short": view.source[first:last],
        "long": view.source[long_first:long_last],
        "short_start": first,
        "short_end": last,
        "long_start": long_first,
        "long_end": long_last,
        "entity": f"e{entity + 1}" if entity is not None else None,
        "rule": definition.rule,
    }
