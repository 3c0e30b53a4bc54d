"""The record: what pressextract says about one release, as RECORD.md fixes it; a record that breaks it cannot be made.

Fields are checked one by one here, what holds between them in `invariants`. Keys stand in the order of the classes.
"""

from __future__ import annotations

from itertools import islice
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ModelWrapValidatorHandler, ValidationError, model_validator

from pressextract.invariants import violations
from pressextract.mention import Label
from pressextract.values import (
    SCHEMA,
    CollaborationKind,
    CollaborationStatus,
    DateModifier,
    DateType,
    Day,
    Duration,
    EntityKind,
    EntityType,
    FigureKind,
    FigureModifier,
    Moment,
    Number,
    Origin,
    ReleaseKind,
    Ror,
    Stage,
    Status,
    ZoneKind,
    date_value_error,
)

__all__ = [
    "SCHEMA",
    "Acronym",
    "Candidate",
    "Collaboration",
    "CollaborationDate",
    "DateRecord",
    "Entity",
    "Evidence",
    "FigureRecord",
    "Link",
    "MadeBy",
    "MentionRecord",
    "Meta",
    "MetaValue",
    "Part",
    "Partner",
    "Problem",
    "Published",
    "Record",
    "Source",
    "TextSpan",
    "Zone",
    "id_of",
    "json_schema",
    "places",
]

Offset = Annotated[int, Field(strict=True, ge=0)]
Free = Annotated[
    str, Field(min_length=0)
]  # with a limit, pydantic also refuses lone surrogates, which UTF-8 cannot write
Name = Annotated[str, Field(min_length=1)]
Ratio = Annotated[float, Field(strict=True, ge=0, le=1)]
Flag = Annotated[bool, Field(strict=True)]
Country = Annotated[str, Field(pattern="^[A-Z]{2}$")]


class _Part(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        allow_inf_nan=False,
        serialize_by_alias=True,
        json_schema_serialization_defaults_required=True,
    )


class Source(_Part):
    """Where the release came from: `path` is relative with "/", `bytes` and `sha256` are of the file as read."""

    path: Free | None
    path_b64: Free | None
    part: Free | None
    media_type: Free
    encoding: Free | None
    bytes: Annotated[int, Field(strict=True, ge=0)]
    sha256: Annotated[Free, Field(pattern="^([0-9a-f]{64})?$")]
    extra: dict[Free, Free]


class MetaValue(_Part):
    """A stretch of the text with its offsets; both are None when it was supplied or inferred."""

    value: Name
    start: Offset | None
    end: Offset | None


class Published(_Part):
    """The publication day, ISO, and where the text states it (offsets only with origin "text")."""

    value: Day
    start: Offset | None
    end: Offset | None
    origin: Origin


class Meta(_Part):
    """What is known about the release as a document; `issuer` is an entity id."""

    title: MetaValue | None
    kind: ReleaseKind | None
    published: Published | None
    place: MetaValue | None
    issuer: str | None
    emails: tuple[MetaValue, ...]
    phones: tuple[MetaValue, ...]


class Zone(_Part):
    """A stretch of the text with its function; `speaker` is the PERSON entity of a quote."""

    kind: ZoneKind
    start: Offset
    end: Offset
    speaker: str | None


class Part(_Part):
    """An organisation named inside a longer mention."""

    start: Offset
    end: Offset
    entity: str


class TextSpan(_Part):
    """A stretch of the text, verbatim."""

    text: Name
    start: Offset
    end: Offset


class DateRecord(_Part):
    """A normalised temporal expression; `value` in the grammar of its type, `earliest` and `latest` ISO days."""

    type: DateType
    value: str | None
    modifier: DateModifier | None
    earliest: Day | None
    latest: Day | None
    anchor: Literal["published"] | None
    alternatives: tuple[str, ...]

    @model_validator(mode="after")
    def _grammar(self) -> Self:
        for value in (self.value, *self.alternatives):
            error = None if value is None else date_value_error(self.type, value)
            if error:
                raise ValueError(error)
        if self.earliest and self.latest and self.earliest > self.latest:
            raise ValueError(f"earliest {self.earliest} is after latest {self.latest}")
        return self


class FigureRecord(_Part):
    """A number as a statement: bounds (None when open), unit, what is counted, of whom, when, per what, by whom."""

    kind: FigureKind
    min: Number | None
    max: Number | None
    unit: Name | None
    modifier: FigureModifier | None
    item: TextSpan | None
    subject: str | None
    period: str | None
    per: Duration | None
    of: str | None
    source: TextSpan | None

    @model_validator(mode="after")
    def _bounds(self) -> Self:
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError(f"min {self.min} is above max {self.max}")
        return self


class MentionRecord(_Part):
    """One mention: code points into the text, end exclusive, with the rule that found it."""

    id: str
    label: Label
    start: Offset
    end: Offset
    text: str
    entity: str | None
    parts: tuple[Part, ...]
    rule: Name
    confidence: Ratio | None
    date: DateRecord | None = None
    figure: FigureRecord | None = None


class Link(_Part):
    """How an entity got its registry id."""

    method: Name
    matched: Name
    score: Ratio


class Candidate(_Part):
    """A registry entry that an entity might be."""

    ror: Ror
    name: Name
    country: Country | None
    score: Ratio


class Entity(_Part):
    """An organisation, laboratory or person, with all its mentions."""

    id: str
    type: EntityType
    kind: EntityKind | None
    name: Name
    acronyms: tuple[Name, ...]
    aliases: tuple[Name, ...]
    country: Country | None
    ror: Ror | None
    wikidata: Annotated[str, Field(pattern="^Q[1-9][0-9]*$")] | None
    link: Link | None
    candidates: tuple[Candidate, ...]
    parents: tuple[str, ...]
    role: Name | None
    affiliation: str | None
    mentions: tuple[str, ...]


class Acronym(_Part):
    """A short form and the long form that the text gives it, both verbatim."""

    short: Name
    long: Name
    short_start: Offset
    short_end: Offset
    long_start: Offset
    long_end: Offset
    entity: str | None
    rule: Name


class Evidence(_Part):
    """A stretch of the text that says it."""

    start: Offset
    end: Offset


class Partner(_Part):
    """An organisation in a collaboration."""

    entity: str
    rule: Name
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]


class CollaborationDate(_Part):
    """When a collaboration was made: EDTF value, and the DATE mention that says it."""

    value: Moment
    mention: str | None
    rule: Name


class Collaboration(_Part):
    """A joint structure or agreement: `place` is a PLACE mention, `funding` a FIGURE mention."""

    id: str
    structure: str | None
    name: Name | None
    kind: CollaborationKind
    status: CollaborationStatus | None
    partners: tuple[Partner, ...]
    date: CollaborationDate | None
    place: str | None
    funding: str | None
    predecessors: tuple[str, ...]
    topics: tuple[Name, ...]
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]


class Problem(_Part):
    """Something the reader must know: what was guessed, lost or refused."""

    code: Name
    stage: Stage
    message: Name
    retryable: Flag


class MadeBy(_Part):
    """What made the record: with the same input and fingerprint its bytes are the same."""

    version: Name
    rules: Free
    lexicon: Free
    ror: Free | None
    model: Free | None
    fingerprint: Free


class Record(_Part):
    """One release, read. `Record.model_validate(dict)` wants every key; `model_dump_json()` gives the JSON line.

    Raises:
        pydantic.ValidationError: a field or an invariant of RECORD.md is broken; the message names record and place.
    """

    schema_: Annotated[Literal["pressextract/1"], Field(alias="schema")]
    id: Name
    status: Status
    source: Source
    text: Free
    language: Annotated[str, Field(pattern="^[a-z]{2,3}$")] | None
    meta: Meta
    zones: tuple[Zone, ...]
    mentions: tuple[MentionRecord, ...]
    entities: tuple[Entity, ...]
    acronyms: tuple[Acronym, ...]
    collaborations: tuple[Collaboration, ...]
    problems: tuple[Problem, ...]
    made_by: MadeBy

    @model_validator(mode="wrap")
    @classmethod
    def _whole(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        try:
            record = handler(data)
        except ValidationError as error:
            raise ValueError(f"record {id_of(data)}: {places(error)}") from error
        broken = list(islice(violations(record), 5))
        if broken:
            raise ValueError(f"record {record.id}: {'; '.join(broken)}")
        return record


def id_of(data: object) -> str:
    """The id that an object gives itself, for messages; "without id" where it has none."""
    return str(data.get("id", "without id")) if isinstance(data, dict) else "without id"


def places(error: ValidationError) -> str:
    """The first five errors as "mentions.3.label: reason", or the bare message of one about the whole."""
    lines = []
    for item in error.errors(include_url=False, include_input=False)[:5]:
        place = ".".join(str(part) for part in item["loc"])
        message = item["msg"].removeprefix("Value error, ")
        lines.append(f"{place}: {message}" if place else message)
    return "; ".join(lines)


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a record as it is written; docs/record.schema.json holds the same."""
    schema = Record.model_json_schema(mode="serialization")
    about = {"title": SCHEMA, "description": "One record of pressextract: one JSON object per release."}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | schema | about
