"""Gold: a record as an annotator writes it. Only what it has is scored, so it keeps which keys were there.

`model_fields_set` of each part tells the keys that the file had; bare strings and ids stand for the longer forms.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from pressextract.errors import GoldMismatch
from pressextract.mention import Label
from pressextract.values import (
    CollaborationKind,
    DateModifier,
    DateType,
    Day,
    Duration,
    EntityType,
    FigureKind,
    FigureModifier,
    Moment,
    Number,
    Ror,
    date_value_error,
)

__all__ = [
    "GoldAcronym",
    "GoldCollaboration",
    "GoldDate",
    "GoldEntity",
    "GoldFigure",
    "GoldMention",
    "GoldMeta",
    "GoldMoment",
    "GoldPartner",
    "GoldRecord",
    "GoldSpan",
    "GoldValue",
]

Offset = Annotated[int, Field(strict=True, ge=0)]
Unscored = Any  # keys that a record has and no score looks at: allowed, not read


class _Gold(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    def has(self, key: str) -> bool:
        """Whether the file had this key, be it null."""
        return key in self.model_fields_set


def _bare(key: str) -> BeforeValidator:
    """Lets a bare string stand for an object whose only key is `key`."""
    return BeforeValidator(lambda value: {key: value} if isinstance(value, str) else value)


class GoldValue(_Gold):
    """A meta value, with offsets where the annotator gave them."""

    value: str
    start: Offset | None = None
    end: Offset | None = None
    origin: Unscored = None


class GoldDay(GoldValue):
    """The publication day."""

    value: Day


class GoldSpan(_Gold):
    """What a figure counts or who says it, with offsets where given."""

    text: str
    start: Offset | None = None
    end: Offset | None = None


class GoldMoment(_Gold):
    """When a collaboration was made."""

    value: Moment
    mention: Unscored = None
    rule: Unscored = None


class GoldPartner(_Gold):
    """An organisation in a collaboration, by entity id."""

    entity: str
    rule: Unscored = None
    evidence: Unscored = None


class GoldMeta(_Gold):
    """What the annotator says about the document."""

    title: Annotated[GoldValue | None, _bare("value")] = None
    kind: Unscored = None
    published: Annotated[GoldDay | None, _bare("value")] = None
    place: Annotated[GoldValue | None, _bare("value")] = None
    issuer: str | None = None
    emails: tuple[Annotated[GoldValue, _bare("value")], ...] = ()
    phones: tuple[Annotated[GoldValue, _bare("value")], ...] = ()


class GoldDate(_Gold):
    """A normalised temporal expression."""

    type: DateType | None = None
    value: str | None = None
    modifier: DateModifier | None = None
    earliest: Unscored = None
    latest: Unscored = None
    anchor: Unscored = None
    alternatives: Unscored = None

    @model_validator(mode="after")
    def _grammar(self) -> Self:
        error = date_value_error(self.type, self.value) if self.type and self.value is not None else None
        if error:
            raise ValueError(error)
        return self


class GoldFigure(_Gold):
    """A number as a statement."""

    kind: FigureKind | None = None
    min: Number | None = None
    max: Number | None = None
    unit: str | None = None
    modifier: FigureModifier | None = None
    item: Annotated[GoldSpan | None, _bare("text")] = None
    subject: str | None = None
    period: str | None = None
    per: Duration | None = None
    of: str | None = None
    source: Annotated[GoldSpan | None, _bare("text")] = None


class GoldMention(_Gold):
    """One mention: code points into the text, end exclusive."""

    id: str
    label: Label
    start: Offset
    end: Offset
    text: str
    entity: str | None = None
    date: GoldDate | None = None
    figure: GoldFigure | None = None
    parts: Unscored = None
    rule: str | None = None
    confidence: Unscored = None


class GoldEntity(_Gold):
    """An organisation, laboratory or person."""

    id: str
    type: EntityType | None = None
    name: str | None = None
    acronyms: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    ror: Ror | None = None
    role: str | None = None
    affiliation: str | None = None
    mentions: tuple[str, ...] = ()
    kind: Unscored = None
    country: Unscored = None
    wikidata: Unscored = None
    link: Unscored = None
    candidates: Unscored = None
    parents: Unscored = None


class GoldAcronym(_Gold):
    """A short form and its long form."""

    short: str
    long: str
    short_start: Offset | None = None
    short_end: Offset | None = None
    long_start: Offset | None = None
    long_end: Offset | None = None
    entity: Unscored = None
    rule: Unscored = None


class GoldCollaboration(_Gold):
    """A joint structure or agreement."""

    structure: str | None = None
    kind: CollaborationKind | None = None
    partners: tuple[Annotated[GoldPartner, _bare("entity")], ...] = ()
    date: Annotated[GoldMoment | None, _bare("value")] = None
    name: str | None = None
    id: Unscored = None
    status: Unscored = None
    place: Unscored = None
    funding: Unscored = None
    predecessors: Unscored = None
    topics: Unscored = None
    evidence: Unscored = None


class GoldRecord(_Gold):
    """The gold of one release: schema, id, text and mentions; the rest is scored where it is there.

    Raises:
        pydantic.ValidationError: a field is wrong, a mention id comes twice, or a reference leads nowhere.
        GoldMismatch: offsets do not hold in the text, or two mentions overlap; names release and mention.
    """

    schema_: Annotated[Literal["pressextract/1"], Field(alias="schema")]
    id: str
    text: str
    mentions: tuple[GoldMention, ...]
    meta: GoldMeta | None = None
    entities: tuple[GoldEntity, ...] = ()
    acronyms: tuple[GoldAcronym, ...] = ()
    collaborations: tuple[GoldCollaboration, ...] = ()
    status: Unscored = None
    source: Unscored = None
    language: Unscored = None
    zones: Unscored = None
    problems: Unscored = None
    made_by: Unscored = None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        _check_offsets(self)
        _check_references(self)
        return self


def _check_offsets(gold: GoldRecord) -> None:
    last, before = 0, "the text"
    for mention in sorted(gold.mentions, key=lambda mention: mention.start):
        _check_stretch(gold, f"mention {mention.id}", mention.text, (mention.start, mention.end))
        if mention.start < last:
            raise GoldMismatch(f"gold {gold.id}: mention {mention.id} overlaps mention {before}; the longer stays")
        last, before = mention.end, mention.id
        figure = mention.figure
        for key, span in (("item", figure.item), ("source", figure.source)) if figure else ():
            if span is not None:
                _check_stretch(gold, f"mention {mention.id} {key}", span.text, (span.start, span.end))
    for found in gold.acronyms:
        _check_stretch(gold, f"acronym {found.short} short", found.short, (found.short_start, found.short_end))
        _check_stretch(gold, f"acronym {found.short} long", found.long, (found.long_start, found.long_end))
    meta = gold.meta or GoldMeta()
    for value in (meta.title, meta.place, *meta.emails, *meta.phones):
        if value is not None:
            _check_stretch(gold, "meta", value.value, (value.start, value.end))


def _check_stretch(gold: GoldRecord, place: str, value: str, span: tuple[int | None, int | None]) -> None:
    start, end = span
    if start is None and end is None:
        return
    found = gold.text[start:end]
    if start is None or end is None or not start < end <= len(gold.text) or found != value:
        raise GoldMismatch(f"gold {gold.id}: {place}: text[{start}:{end}] is {found!r}, not {value!r}")


def _check_references(gold: GoldRecord) -> None:
    mentions = {mention.id for mention in gold.mentions}
    entities = {entity.id for entity in gold.entities}
    if len(mentions) < len(gold.mentions) or len(entities) < len(gold.entities):
        raise ValueError("an id of a mention or entity comes twice")
    wanted: list[tuple[str, str | None, set[str]]] = []
    for mention in gold.mentions:
        if gold.has("entities"):
            wanted.append((f"mention {mention.id}: entity", mention.entity, entities))
        if mention.figure is not None:
            wanted.append((f"mention {mention.id}: period", mention.figure.period, mentions))
            wanted.append((f"mention {mention.id}: of", mention.figure.of, mentions | entities))
    for entity in gold.entities:
        wanted += [(f"entity {entity.id}: mention", id, mentions) for id in entity.mentions]
        wanted.append((f"entity {entity.id}: affiliation", entity.affiliation, entities))
    for number, found in enumerate(gold.collaborations):
        wanted.append((f"collaboration {number}: structure", found.structure, entities))
        wanted += [(f"collaboration {number}: partner", partner.entity, entities) for partner in found.partners]
    if gold.meta is not None:
        wanted.append(("meta: issuer", gold.meta.issuer, entities))
    for place, id, there in wanted:
        if id is not None and id not in there:
            raise ValueError(f"{place}: {id!r} is not in this gold")
