"""What must hold between the fields of a record (RECORD.md, "Invariants"), said as sentences when it does not.

Plain loops over attributes: this runs for every record written, some hundred times a second.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pressextract.record import Collaboration, Entity, FigureRecord, MentionRecord, Meta, Record

__all__ = ["violations"]

_ORGANISATIONS = ("INSTITUTION", "LAB")
_BEARERS = {"INSTITUTION": _ORGANISATIONS, "LAB": _ORGANISATIONS, "PERSON": ("PERSON",)}  # label -> entity types


class _Known(NamedTuple):
    """What references may point to: label by mention id, type by entity id."""

    text: str
    labels: dict[str, str]
    types: dict[str, str]


def violations(record: Record) -> Iterator[str]:
    """Each broken invariant as "place: what is wrong", in the order of the record's keys."""
    if record.status == "failed":
        yield from _failed(record)
        return
    text = record.text
    if "\r" in text or text[:1] == "\ufeff":
        yield "text: holds CR or begins with a BOM; offsets count the text without them"
    labels: dict[str, str] = {mention.id: mention.label for mention in record.mentions}
    types: dict[str, str] = {entity.id: entity.type for entity in record.entities}
    known = _Known(text, labels, types)
    if record.source.path is not None and record.source.path.startswith("/"):
        yield f"source: {record.source.path!r} is absolute; paths are relative to the input folder"
    yield from _meta(record.meta, known)
    for number, zone in enumerate(record.zones):
        if not zone.start < zone.end <= len(text):
            yield f"zone {number}: [{zone.start}:{zone.end}] is no stretch of the text"
        if zone.speaker is not None:
            yield from _entity(f"zone {number}: speaker", zone.speaker, known, ("PERSON",))
    yield from _mentions(record.mentions, known)
    yield from _entities(record, known)
    yield from _acronyms(record, known)
    yield from _collaborations(record.collaborations, known)


def _failed(record: Record) -> Iterator[str]:
    if record.text or record.language is not None:
        yield 'text: a failed record has text "" and language null'
    for key in ("zones", "mentions", "entities", "acronyms", "collaborations"):
        if getattr(record, key):
            yield f"{key}: a failed record has none"
    if any(getattr(record.meta, key) for key in type(record.meta).model_fields):
        yield "meta: a failed record has none"
    if not record.problems:
        yield "problems: a failed record says why"


def _stretch(place: str, value: str, span: tuple[int | None, int | None], text: str) -> Iterator[str]:
    """Nothing, when the text has the value there or no offsets are given."""
    start, end = span
    if start is None and end is None:
        return
    if start is None or end is None:
        yield f"{place}: start and end are both given or both null"
    elif not start < end <= len(text) or text[start:end] != value:
        yield f"{place}: {_said(text, start, end)}, not {value!r}"


def _said(text: str, start: int, end: int) -> str:
    shown = text[start : min(end, start + 60)]
    return f"text[{start}:{end}] is {shown!r}{'…' if end - start > 60 else ''}"


def _entity(place: str, id: str, known: _Known, types: tuple[str, ...] = _ORGANISATIONS) -> Iterator[str]:
    if known.types.get(id) not in types:
        yield f"{place}: {id!r} is no entity of type {' or '.join(types)}"


def _mention(place: str, id: str | None, known: _Known, label: str) -> Iterator[str]:
    if id is not None and known.labels.get(id) != label:
        yield f"{place}: {id!r} is no {label} mention"


def _meta(meta: Meta, known: _Known) -> Iterator[str]:
    named = [("title", meta.title), ("place", meta.place)]
    named += [("emails", email) for email in meta.emails] + [("phones", phone) for phone in meta.phones]
    for key, found in named:
        if found is not None:
            yield from _stretch(f"meta.{key}", found.value, (found.start, found.end), known.text)
    published = meta.published
    if published is not None:
        start, end = published.start, published.end
        if (start is None) != (end is None) or (start is None) != (published.origin == "supplied"):
            yield "meta.published: start and end are given with origin text, and only then"
        elif start is not None and end is not None and not start < end <= len(known.text):
            yield f"meta.published: [{start}:{end}] is no stretch of the text"
    if meta.issuer is not None:
        yield from _entity("meta.issuer", meta.issuer, known)


def _mentions(mentions: Iterable[MentionRecord], known: _Known) -> Iterator[str]:
    text, types = known.text, known.types
    size, last = len(text), 0
    for number, mention in enumerate(mentions, 1):
        id, start, end, label = mention.id, mention.start, mention.end, mention.label
        if id != f"m{number}":
            yield f"mention {id}: is number {number}, so its id is m{number}"
        if not start < end <= size or text[start:end] != mention.text:
            yield f"mention {id}: {_said(text, start, end)}, not {mention.text!r}"
        if start < last:
            yield f"mention {id}: begins at {start}, before the one ahead ends at {last}"
        last = end
        if mention.entity is not None and types.get(mention.entity) not in _BEARERS.get(label, ()):
            yield f"mention {id}: {mention.entity!r} is no entity that fits label {label}"
        if mention.date is not None and label != "DATE":
            yield f"mention {id}: date is set on a {label}"
        if mention.parts:
            yield from _parts(mention, known)
        if mention.figure is not None:
            if label != "FIGURE":
                yield f"mention {id}: figure is set on a {label}"
            yield from _figure(f"mention {id}: figure", mention.figure, known)


def _parts(mention: MentionRecord, known: _Known) -> Iterator[str]:
    last = mention.start
    for part in mention.parts:
        place = f"mention {mention.id}: part [{part.start}:{part.end}]"
        if not last <= part.start < part.end <= mention.end:
            yield f"{place} is not inside it, behind the part ahead"
        last = part.end
        yield from _entity(place, part.entity, known)


def _figure(place: str, figure: FigureRecord, known: _Known) -> Iterator[str]:
    for key, span in (("item", figure.item), ("source", figure.source)):
        if span is not None:
            yield from _stretch(f"{place}.{key}", span.text, (span.start, span.end), known.text)
    if figure.subject is not None and figure.subject not in known.types:
        yield f"{place}.subject: {figure.subject!r} is no entity"
    yield from _mention(f"{place}.period", figure.period, known, "DATE")
    if figure.of is not None and figure.of not in known.types and known.labels.get(figure.of) != "FIGURE":
        yield f"{place}.of: {figure.of!r} is no entity and no FIGURE mention"


def _entities(record: Record, known: _Known) -> Iterator[str]:
    named: dict[str, list[str]] = {entity.id: [] for entity in record.entities}
    first: dict[str, int] = {}
    for mention in record.mentions:
        if mention.entity in named:
            named[mention.entity].append(mention.id)
            first.setdefault(mention.entity, mention.start)
        for part in mention.parts:
            first.setdefault(part.entity, part.start)
    last = 0
    for number, entity in enumerate(record.entities, 1):
        place = f"entity {entity.id}"
        if entity.id != f"e{number}":
            yield f"{place}: is number {number}, so its id is e{number}"
        if list(entity.mentions) != named[entity.id]:
            yield f"{place}: mentions are {list(entity.mentions)}, but those that name it are {named[entity.id]}"
        start = first.get(entity.id, last)
        if start < last:
            yield f"{place}: appears at {start}, before the one ahead at {last}"
        last = start
        yield from _relatives(place, entity, known)


def _relatives(place: str, entity: Entity, known: _Known) -> Iterator[str]:
    for parent in entity.parents:
        yield from _entity(f"{place}: parent", parent, known)
    if entity.id in entity.parents:
        yield f"{place}: is its own parent"
    if entity.affiliation is not None:
        yield from _entity(f"{place}: affiliation", entity.affiliation, known)
    if entity.type != "PERSON" and (entity.role is not None or entity.affiliation is not None):
        yield f"{place}: role and affiliation are a person's, this is of type {entity.type}"


def _acronyms(record: Record, known: _Known) -> Iterator[str]:
    pairs = set()
    for number, found in enumerate(record.acronyms):
        place = f"acronym {number} {found.short}"
        yield from _stretch(f"{place}: short", found.short, (found.short_start, found.short_end), known.text)
        yield from _stretch(f"{place}: long", found.long, (found.long_start, found.long_end), known.text)
        if (found.short, found.long) in pairs:
            yield f"{place}: stands twice; keep the first definition"
        pairs.add((found.short, found.long))
        if found.entity is not None and found.entity not in known.types:
            yield f"{place}: {found.entity!r} is no entity"


def _collaborations(collaborations: Iterable[Collaboration], known: _Known) -> Iterator[str]:
    last = 0
    for number, found in enumerate(collaborations, 1):
        place = f"collaboration {found.id}"
        if found.id != f"c{number}":
            yield f"{place}: is number {number}, so its id is c{number}"
        if found.structure is not None:
            yield from _entity(f"{place}: structure", found.structure, known, ("LAB",))
        for partner in found.partners:
            yield from _entity(f"{place}: partner", partner.entity, known)
        for predecessor in found.predecessors:
            yield from _entity(f"{place}: predecessor", predecessor, known)
        if found.date is not None:
            yield from _mention(f"{place}: date", found.date.mention, known, "DATE")
        yield from _mention(f"{place}: place", found.place, known, "PLACE")
        yield from _mention(f"{place}: funding", found.funding, known, "FIGURE")
        spans = [*found.evidence, *(span for partner in found.partners for span in partner.evidence)]
        for span in spans:
            if not span.start < span.end <= len(known.text):
                yield f"{place}: evidence [{span.start}:{span.end}] is no stretch of the text"
        start = min(span.start for span in spans)
        if start < last:
            yield f"{place}: its evidence begins at {start}, before that of the one ahead at {last}"
        last = start
