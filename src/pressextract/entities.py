"""Which mentions are one thing, and what the registry knows of it: mentions and definitions -> entities."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from pressextract.groups import Groups, person_forms
from pressextract.knowledge.registry import Entry
from pressextract.mention import ORGANISATIONS, Definition, Label, Mention
from pressextract.naming import Naming, Spellings

__all__ = ["EntityDraft", "Grouping", "Linked", "Readings", "with_issuer"]

_WORD = re.compile(r"\w+")
_ENTITIES = (*ORGANISATIONS, Label.PERSON)


@dataclass(slots=True)
class EntityDraft:
    """An entity while its mentions are gathered; indices are into the resolved mentions."""

    label: Label
    mentions: list[int] = field(default_factory=list)
    entry: Entry | None = None
    matched: str | None = None
    method: str | None = None
    shorts: list[str] = field(default_factory=list)
    kind: str | None = None
    supplied: str | None = None
    """Name that the caller gave; the text need not mention it."""


@dataclass(frozen=True, slots=True)
class Linked:
    """Final mentions in text order, entities in order of their first mention, and who belongs to whom.

    `entity_of` runs parallel to `mentions`, `entity_of_definition` to the definitions; None: no entity.
    """

    mentions: tuple[Mention, ...]
    entities: tuple[EntityDraft, ...]
    entity_of: tuple[int | None, ...]
    entity_of_definition: tuple[int | None, ...]


def with_issuer(linked: Linked, text: str, issuer: str, naming: Naming) -> tuple[Linked, int]:
    """Entities with the issuer that the caller names, and its number: one of the text's, else one without mentions."""
    key, entry = naming.key(issuer), naming.entry(issuer) or naming.index.entry(issuer)
    for number, draft in enumerate(linked.entities):
        surfaces = (text[linked.mentions[at].start : linked.mentions[at].end] for at in draft.mentions)
        same = entry is not None and draft.entry is not None and draft.entry.key == entry.key
        if draft.label in ORGANISATIONS and (same or any(naming.key(surface) == key for surface in surfaces)):
            return linked, number
    draft = EntityDraft(Label(entry.type) if entry else Label.INSTITUTION, supplied=issuer)
    if entry is not None:
        draft.entry, draft.matched, draft.method, draft.kind = entry, issuer, "supplied", entry.kind
    return replace(linked, entities=(*linked.entities, draft)), len(linked.entities)


@dataclass(frozen=True, slots=True)
class Readings:
    """What entities are made of; `labels` run parallel to `definitions`, None: a term, no entity."""

    text: str
    mentions: Sequence[Mention]
    definitions: Sequence[Definition]
    labels: Sequence[Label | None]


class Grouping:
    """The entities of one release. `made()` gives them; nothing of it outlives the release."""

    def __init__(self, naming: Naming, spellings: Spellings, found: Readings) -> None:
        self._naming = naming
        self._spellings = spellings
        self._text = found.text
        self._mentions = found.mentions
        self._definitions = found.definitions
        self._labels = found.labels
        self._surfaces = [found.text[mention.start : mention.end] for mention in found.mentions]
        self._groups = Groups()

    def made(self) -> Linked:
        """Entities, numbered in the order of their first mention."""
        self._join_keys()
        self._join_persons()
        self._join_native()
        self._join_short()
        order: dict[object, int] = {}
        drafts: list[EntityDraft] = []
        entity_of: list[int | None] = []
        for position, mention in enumerate(self._mentions):
            if mention.label not in _ENTITIES:
                entity_of.append(None)
                continue
            root = self._groups.root(("m", position))
            number = order.setdefault(root, len(drafts))
            if number == len(drafts):
                drafts.append(EntityDraft(mention.label))
            drafts[number].mentions.append(position)
            entity_of.append(number)
        of_definition = [
            order.get(self._groups.root(("d", number))) if label is not None else None
            for number, label in enumerate(self._labels)
        ]
        for definition, entity in zip(self._definitions, of_definition, strict=True):
            if entity is not None and definition.short not in drafts[entity].shorts:
                drafts[entity].shorts.append(definition.short)
        for draft in drafts:
            self._fill(draft)
        return Linked(tuple(self._mentions), tuple(drafts), tuple(entity_of), tuple(of_definition))

    # --- what falls together ----------------------------------------------------------------------------------------------

    def _join_keys(self) -> None:
        """Mentions and definitions meet under the keys of their names."""
        join = self._groups.join
        first: dict[tuple[str, Label, bool], int] = {}
        for position, mention in enumerate(self._mentions):
            if mention.label not in _ENTITIES:
                continue
            surface = (self._surfaces[position], mention.label, mention.key is not None)
            if surface in first:
                join(("m", first[surface]), ("m", position))
                continue
            first[surface] = position
            for key in self._keys(*surface):
                join(("m", position), key)
        for number, (definition, label) in enumerate(zip(self._definitions, self._labels, strict=True)):
            if label is None:
                continue
            long_form = self._text[definition.long_start : definition.long_end]
            join(("d", number), ("n", self._spellings.key(long_form)))
            join(("d", number), ("n", self._spellings.key(definition.short)))

    def _keys(self, surface: str, label: Label, listed: bool) -> Iterator[tuple[str, str]]:
        """Keys under which a mention meets others of its entity; `listed`: found by the lexicon."""
        naming, spellings = self._naming, self._spellings
        if label in ORGANISATIONS:
            yield ("n", spellings.key(surface))
            bare = naming.without_type(naming.without_legal_form(surface))
            if bare != surface:
                yield ("n", spellings.key(bare))
            entry = naming.index.entry(surface) if listed else spellings.entry(surface)
            if entry is not None:
                yield ("k", entry.key)
        elif label is Label.PERSON:
            yield ("p", surface)

    def _join_persons(self) -> None:
        """A surname joins the last full name before it that ends in it, else the first behind it."""
        persons = [(at, self._surfaces[at]) for at, one in enumerate(self._mentions) if one.label is Label.PERSON]
        fitting: dict[str, list[int]] = {}
        for position, name in persons:
            if " " in name:
                for form in person_forms(name, self._naming.vocabulary.particle)[1:]:
                    fitting.setdefault(form, []).append(position)
        for position, surface in persons:
            full = fitting.get(surface)
            if full:
                before = bisect_left(full, position)
                self._groups.join(("m", position), ("m", full[before - 1] if before else full[0]))

    def _join_native(self) -> None:
        """A name in two languages is one entity: "X (Native X, ACR)"."""
        ends = {one.end: position for position, one in enumerate(self._mentions) if one.label in ORGANISATIONS}
        for number, definition in enumerate(self._definitions):
            if definition.rule.endswith("/bracket-native"):
                before = self._text.rfind("(", 0, definition.long_start)
                position = ends.get(len(self._text[:before].rstrip(" \"'”»"))) if before > 0 else None
                if position is not None:
                    self._groups.join(("d", number), ("m", position))

    def _join_short(self) -> None:
        """A company's short name joins the first name that begins with it."""
        shorts = [position for position, mention in enumerate(self._mentions) if mention.rule.endswith("/short-name")]
        if not shorts:
            return
        first: dict[str, int] = {}
        for position, mention in enumerate(self._mentions):
            if mention.label is Label.INSTITUTION:
                words = self._surfaces[position].replace(",", "").split()
                for length in range(1, min(3, len(words))):
                    first.setdefault(" ".join(words[:length]), position)
        for position in shorts:
            full = first.get(self._surfaces[position])
            if full is not None:
                self._groups.join(("m", position), ("m", full))

    # --- what it is -------------------------------------------------------------------------------------------------------

    def _fill(self, draft: EntityDraft) -> None:
        """Label by majority; entry and method by the longest surface that the registry knows; kind by entry or words."""
        labels = [self._mentions[position].label for position in draft.mentions]
        if Label.PERSON in labels:
            draft.label = Label.PERSON
            return
        draft.label = Label.LAB if labels.count(Label.LAB) * 2 >= len(labels) else Label.INSTITUTION
        for position in sorted(draft.mentions, key=lambda number: -len(self._surfaces[number])):
            surface = self._surfaces[position]
            listed = self._mentions[position].key
            entry = self._naming.index.entry(surface) if listed else self._spellings.entry(surface)
            if entry is not None:
                draft.entry, draft.matched = entry, surface
                acronym = surface in entry.acronyms
                draft.method = "exact name" if surface == entry.name else "acronym" if acronym else "alias"
                break
        draft.kind = draft.entry.kind if draft.entry else self._kind(draft.mentions)

    def _kind(self, positions: Sequence[int]) -> str | None:
        """Kind by a type acronym in a name, else by the head noun that made one, else by a legal form."""
        structures = self._naming.structures
        for surface in dict.fromkeys(self._surfaces[position] for position in positions):
            for word in _WORD.findall(surface):
                if word in structures:
                    return structures[word]
        rules = [self._mentions[position].rule for position in positions]
        for rule in rules:
            _, _, head = rule.partition("/head-")
            if head:
                return head.removesuffix("-shared").replace("-", " ")
        return "company" if any(rule.endswith("legal-form") for rule in rules) else None
