"""Mentions and definitions -> entities: one per thing in a release, with its registry id where the names say so.

Before entities are made, what the definitions teach is used: a short form that stands for a named organisation is a mention
wherever it stands, and so is the surname of a person whose full name the release gives.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from pressextract.knowledge.registry import Entry, NameIndex, fold
from pressextract.knowledge.vocabulary import Vocabulary, capitalised
from pressextract.mention import Definition, Label, Mention
from pressextract.parsed import Parsed
from pressextract.propagate import occurrences
from pressextract.resolve import resolve

__all__ = ["EntityDraft", "Linked", "Linker"]

_NAMES = (Label.INSTITUTION, Label.LAB)


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


@dataclass(frozen=True, slots=True)
class Linked:
    """Final mentions in text order, entities in order of their first mention, and who belongs to whom.

    `entity_of` runs parallel to `mentions`, `entity_of_definition` to the definitions; None: no entity.
    """

    mentions: tuple[Mention, ...]
    entities: tuple[EntityDraft, ...]
    entity_of: tuple[int | None, ...]
    entity_of_definition: tuple[int | None, ...]


class Linker:
    """`linker(parsed, mentions, definitions)` -> `Linked`."""

    def __init__(
        self,
        index: NameIndex,
        vocabulary: Vocabulary,
        lab_heads: frozenset[str],
        institution_heads: frozenset[str],
        structures: dict[str, str],
        naming: frozenset[str],
        list_nouns: frozenset[str],
        legal: frozenset[str],
        agency_heads: frozenset[str],
    ) -> None:
        """Heads are casefolded; `structures`: type acronym -> kind; `naming`: "named", "called"."""
        self._index = index
        self._vocabulary = vocabulary
        self._lab_heads = lab_heads
        self._institution_heads = institution_heads
        self._structures = {surface.upper(): kind for surface, kind in structures.items()}
        structures_in_brackets = "|".join(map(re.escape, self._structures))
        self._typed = re.compile(rf"(?:[A-Z][\w-]*\s){{1,4}}\((?:{structures_in_brackets})\)\s(.{{3,}})")
        self._naming = naming
        self._list_nouns = list_nouns
        self._legal = legal
        self._agency_heads = agency_heads
        self._folded: dict[str, Entry] = {}
        for surface in index.surfaces():
            entry = index.entry(surface)
            if entry is not None and " " in surface:
                self._folded.setdefault(_name_key(surface), entry)

    def __call__(self, parsed: Parsed, mentions: Sequence[Mention], definitions: Sequence[Definition]) -> Linked:
        """Final mentions and entities of `parsed`."""
        aligned = self._aligned(parsed.text, mentions, definitions)
        kept = self._as_called(parsed, self._supported(parsed.text, aligned, definitions))
        labels = [self._definition_label(parsed.text, definition, kept) for definition in definitions]
        taught = list(self._taught(parsed.text, definitions, labels))
        surnames = list(self._surnames(parsed, kept))
        final = resolve([*kept, *taught, *surnames])
        return self._entities(parsed.text, final, definitions, labels)

    # --- what definitions teach -------------------------------------------------------------------------------------------

    def _aligned(self, text: str, mentions: Sequence[Mention], definitions: Sequence[Definition]) -> list[Mention]:
        """Mentions whose left edge a definition corrects: the letters of the short form say where the name begins."""
        by_end = {definition.long_end: definition for definition in definitions}
        aligned = []
        for mention in mentions:
            definition = by_end.get(mention.end)
            if definition is not None and mention.label in _NAMES and definition.long_start < mention.start:
                added = text[definition.long_start : mention.start]
                if capitalised(added.strip()[:40] or "x") and not any(mark in added for mark in ",;:()\n"):
                    mention = replace(mention, start=definition.long_start, key=None)
            aligned.append(mention)
        return aligned

    def _supported(self, text: str, mentions: Sequence[Mention], definitions: Sequence[Definition]) -> list[Mention]:
        """Mentions without the bare names of the lexicon that nothing in the text supports."""
        certain = {
            mention.key for mention in mentions if mention.key and not mention.rule.endswith("lexicon-supported")
        }
        for definition in definitions:
            entry = self.entry(text[definition.long_start : definition.long_end])
            if entry is not None:
                certain.add(entry.key)
        for mention in mentions:
            if mention.key is None and mention.label in _NAMES:
                entry = self.entry(text[mention.start : mention.end])
                if entry is not None:
                    certain.add(entry.key)
        return [
            mention for mention in mentions if not mention.rule.endswith("lexicon-supported") or mention.key in certain
        ]

    def _as_called(self, parsed: Parsed, mentions: Sequence[Mention]) -> list[Mention]:
        """Institutes in a list that the text calls laboratories are labs (GUIDELINES.md, rule 2)."""
        found = []
        for mention in mentions:
            if (
                mention.label is Label.INSTITUTION
                and "/head-institute" in mention.rule
                and self._listed_as_lab(parsed, mention.start)
            ):
                mention = replace(mention, label=Label.LAB)
            found.append(mention)
        return found

    def _listed_as_lab(self, parsed: Parsed, position: int) -> bool:
        start, _ = parsed.sentence(position)
        before = parsed.text[start:position]
        colon = before.rfind(":")
        return colon > 0 and any(noun in before[:colon].casefold() for noun in self._list_nouns)

    def entry(self, surface: str) -> Entry | None:
        """Lexicon entry of a name as it stands in a text: as written, folded, or without a nationality in front."""
        found = self._index.entry(surface) or self._folded.get(_name_key(surface))
        if found is None:
            first, _, rest = surface.partition(" ")
            if first in self._vocabulary.nationality and " " in rest:
                found = self._index.entry(rest) or self._folded.get(_name_key(rest))
        return found

    def _definition_label(self, text: str, definition: Definition, mentions: Sequence[Mention]) -> Label | None:
        """Label of what a definition names; None for a term (AI, MoU) or a type of structure (IRL)."""
        long_form = text[definition.long_start : definition.long_end]
        if definition.short.rstrip("s") in self._structures and self._generic(long_form):
            return None
        for mention in mentions:
            if mention.end == definition.long_end and mention.label in _NAMES:
                return mention.label
            if mention.start >= definition.long_end:
                break
        entry = self.entry(long_form)
        if entry is not None:
            return Label(entry.type)
        short_entry = self._index.entry(definition.short)
        if short_entry is not None and self._index.certain(definition.short) and _looks_like_name(long_form):
            return Label(short_entry.type)
        return self._label_by_words(text, definition, long_form)

    def _label_by_words(self, text: str, definition: Definition, long_form: str) -> Label | None:
        if self._named_before(text, definition.long_start) and capitalised(long_form):
            return Label.LAB
        if not _looks_like_name(long_form):
            return None
        if self._generic(long_form):
            agency = any(word.casefold() in self._agency_heads for word in long_form.split())
            return Label.INSTITUTION if agency else None
        words = [word.casefold().strip(",") for word in long_form.split()]
        if any(word in self._lab_heads for word in words):
            return Label.LAB
        return (
            Label.INSTITUTION if any(word in self._institution_heads and word != "research" for word in words) else None
        )

    def _named_before(self, text: str, position: int) -> bool:
        """Whether "... laboratory named" leads to `position`."""
        before = text[max(0, position - 90) : position].rstrip(" \"'“«")
        sentence = re.split(r"[.!?\n]", before)[-1]
        words = re.findall(r"[\w-]+", sentence)
        called = bool(words) and (words[-1] in self._naming or words[-1] == "as")
        return called and any(
            word.casefold().rstrip("s") in self._lab_heads or word.rstrip("s") in self._structures for word in words
        )

    def _generic(self, long_form: str) -> bool:
        words = [word for word in re.findall(r"[^\W\d_]+", long_form) if len(word) > 3]
        heads = self._lab_heads | self._institution_heads
        generic = self._vocabulary.generic
        return all(
            word.title() in generic
            or word.casefold() in heads
            or word.casefold().rstrip("s") in heads
            or word.casefold() == "laboratories"
            for word in words
        )

    def _taught(
        self, text: str, definitions: Sequence[Definition], labels: Sequence[Label | None]
    ) -> Iterator[Mention]:
        """Mentions of every defined name: its long form, and its short form wherever it stands."""
        for definition, label in zip(definitions, labels, strict=True):
            if label is None:
                continue
            prefix = definition.rule.split("/")[0]
            rule = f"{prefix}/{label.lower()}/acronym"
            long_end = definition.long_end
            while text[long_end - 1] in ".,":
                long_end -= 1
            yield Mention(label, definition.long_start, long_end, f"{prefix}/{label.lower()}/defined", priority=8)
            for start, end in occurrences(text, definition.short):
                yield Mention(label, start, end, rule, priority=12)
            long_form = text[definition.long_start : long_end]
            if long_form.count(" ") and capitalised(long_form):
                for start, end in occurrences(text, long_form):
                    yield Mention(label, start, end, f"{prefix}/{label.lower()}/defined", priority=8)

    # --- people -----------------------------------------------------------------------------------------------------------

    def _surnames(self, parsed: Parsed, mentions: Sequence[Mention]) -> Iterator[Mention]:
        """Later mentions of a person by surname, or by the full name again."""
        text = parsed.text
        taken = {mention.start for mention in mentions if mention.label is not Label.PLACE}
        done: set[str] = set()
        for mention in mentions:
            name = text[mention.start : mention.end]
            if mention.label is not Label.PERSON or name in done:
                continue
            done.add(name)
            prefix = mention.rule.split("/")[0]
            for form in person_forms(name, self._vocabulary.particle):
                for start, end in occurrences(text, form):
                    if start not in taken and self._stands_alone(text, start, end, form):
                        yield Mention(
                            Label.PERSON,
                            start,
                            end,
                            f"{prefix}/person/{'name' if form == name else 'surname'}",
                            priority=5,
                        )

    def _stands_alone(self, text: str, start: int, end: int, form: str) -> bool:
        """Whether a surname is no part of another capitalised name ("Rees" but not "Martin Rees" nor "Rees College")."""
        after = text[end : end + 24]
        following = after[1:].split(" ", 1)[0].strip(".,;:!?'\")") if after[:1] == " " else ""
        if (
            following
            and following[0].isupper()
            and following not in self._vocabulary.opener
            and not following.isupper()
            and following not in self._vocabulary.role
        ):
            return False
        if text[start - 1 : start] == "-" or after[:1] == "-":
            return False
        return form not in self._vocabulary.places or text[max(0, start - 4) : start].rstrip().endswith(
            ("Dr", "Mr", "Ms", ".")
        )

    # --- entities ---------------------------------------------------------------------------------------------------------

    def _entities(
        self, text: str, mentions: Sequence[Mention], definitions: Sequence[Definition], labels: Sequence[Label | None]
    ) -> Linked:
        groups = _Groups()
        keys: dict[tuple[str, Label, bool], list[tuple[str, str]]] = {}
        for position, mention in enumerate(mentions):
            surface = (text[mention.start : mention.end], mention.label, mention.key is not None)
            if surface not in keys:
                keys[surface] = list(self._keys(*surface))
            for key in keys[surface]:
                groups.join(("m", position), key)
        for number, (definition, label) in enumerate(zip(definitions, labels, strict=True)):
            if label is None:
                continue
            groups.join(("d", number), ("n", _name_key(text[definition.long_start : definition.long_end])))
            groups.join(("d", number), ("n", _name_key(definition.short)))
        self._join_persons(text, mentions, groups)
        self._join_names(text, mentions, definitions, groups)
        order: dict[object, int] = {}
        drafts: list[EntityDraft] = []
        entity_of: list[int | None] = []
        for position, mention in enumerate(mentions):
            if mention.label not in (*_NAMES, Label.PERSON):
                entity_of.append(None)
                continue
            root = groups.root(("m", position))
            if root not in order:
                order[root] = len(drafts)
                drafts.append(EntityDraft(mention.label))
            number = order[root]
            drafts[number].mentions.append(position)
            entity_of.append(number)
        of_definition = [
            order.get(groups.root(("d", number))) if label is not None else None for number, label in enumerate(labels)
        ]
        for number, entity in enumerate(of_definition):
            if entity is not None and definitions[number].short not in drafts[entity].shorts:
                drafts[entity].shorts.append(definitions[number].short)
        for draft in drafts:
            self._fill(text, mentions, draft)
        return Linked(tuple(mentions), tuple(drafts), tuple(entity_of), tuple(of_definition))

    def _keys(self, surface: str, label: Label, listed: bool) -> Iterator[tuple[str, str]]:
        """Keys under which a mention meets others of its entity; `listed`: found by the lexicon."""
        if label in _NAMES:
            yield ("n", _name_key(surface))
            bare = self._without_type(self._without_legal_form(surface))
            if bare != surface:
                yield ("n", _name_key(bare))
            entry = self._index.entry(surface) if listed else self.entry(surface)
            if entry is not None:
                yield ("k", entry.key)
        elif label is Label.PERSON:
            yield ("p", surface)

    def _without_type(self, surface: str) -> str:
        """A structure's name without its type acronym and type name: "IRL Abraham de Moivre" -> "Abraham de Moivre"."""
        bracketed = self._typed.match(surface) if "(" in surface else None
        if bracketed:
            return bracketed.group(1)
        words = surface.split()
        typed = False
        while len(words) > 1 and words[0] in self._structures:
            words, typed = words[1:], True
        while len(words) > 1 and words[-1] in self._structures:
            words, typed = words[:-1], True
        if typed and len(words) > 1 and self._index.entry(words[0]) is not None and "-" not in words[0]:
            words = words[1:]
        return " ".join(words)

    def _without_legal_form(self, surface: str) -> str:
        words = surface.split()
        while len(words) > 1 and words[-1].rstrip(".") in self._legal:
            words = words[:-1]
        return " ".join(words).rstrip(",")

    def _join_persons(self, text: str, mentions: Sequence[Mention], groups: _Groups) -> None:
        """A surname joins the last full name before it that ends in it, else the first behind it."""
        full: list[tuple[int, str, frozenset[str]]] = []
        for position, mention in enumerate(mentions):
            name = text[mention.start : mention.end]
            if mention.label is Label.PERSON and " " in name:
                full.append((position, name, frozenset(person_forms(name, self._vocabulary.particle))))
        for position, mention in enumerate(mentions):
            if mention.label is not Label.PERSON:
                continue
            surface = text[mention.start : mention.end]
            fitting = [
                (other, name)
                for other, name, forms in full
                if other != position and name != surface and surface in forms
            ]
            if fitting:
                before = [other for other, _ in fitting if other < position]
                groups.join(("m", position), ("m", before[-1] if before else fitting[0][0]))

    def _join_names(
        self, text: str, mentions: Sequence[Mention], definitions: Sequence[Definition], groups: _Groups
    ) -> None:
        """A name in two languages ("X (Native X, ACR)"), and a company's short name, are one entity."""
        ends = {mention.end: position for position, mention in enumerate(mentions) if mention.label in _NAMES}
        for number, definition in enumerate(definitions):
            if definition.rule.endswith("/bracket-native"):
                before = text.rfind("(", 0, definition.long_start)
                position = ends.get(len(text[:before].rstrip(" \"'”»"))) if before > 0 else None
                if position is not None:
                    groups.join(("d", number), ("m", position))
        first: dict[str, int] = {}
        for position, mention in enumerate(mentions):
            if mention.label is not Label.INSTITUTION:
                continue
            surface = text[mention.start : mention.end]
            words = surface.replace(",", "").split()
            for length in range(1, min(3, len(words))):
                first.setdefault(" ".join(words[:length]), position)
        for position, mention in enumerate(mentions):
            if mention.rule.endswith("/short-name"):
                full = first.get(text[mention.start : mention.end])
                if full is not None:
                    groups.join(("m", position), ("m", full))

    def _fill(self, text: str, mentions: Sequence[Mention], draft: EntityDraft) -> None:
        labels = [mentions[position].label for position in draft.mentions]
        if Label.PERSON in labels:
            draft.label = Label.PERSON
            return
        draft.label = Label.LAB if labels.count(Label.LAB) * 2 >= len(labels) else Label.INSTITUTION
        for position in sorted(draft.mentions, key=lambda at: mentions[at].start - mentions[at].end):
            mention = mentions[position]
            surface = text[mention.start : mention.end]
            entry = self._index.entry(surface) if mention.key else self.entry(surface)
            if entry is not None:
                draft.entry, draft.matched = entry, surface
                acronym = surface in entry.acronyms
                draft.method = "exact name" if surface == entry.name else "acronym" if acronym else "alias"
                break
        draft.kind = draft.entry.kind if draft.entry else self._kind(text, mentions, draft)

    def _kind(self, text: str, mentions: Sequence[Mention], draft: EntityDraft) -> str | None:
        for position in draft.mentions:
            mention = mentions[position]
            for word in re.findall(r"\w+", text[mention.start : mention.end]):
                if word in self._structures:
                    return self._structures[word]
        for position in draft.mentions:
            _, _, head = mentions[position].rule.partition("/head-")
            if head:
                return head.removesuffix("-shared").replace("-", " ")
        return "company" if any(mentions[position].rule.endswith("legal-form") for position in draft.mentions) else None


class _Groups:
    """Union-find over hashable keys; the root is the smallest key, so that the result depends on the set alone."""

    def __init__(self) -> None:
        self._parent: dict[tuple[str, object], tuple[str, object]] = {}

    def root(self, key: tuple[str, object]) -> tuple[str, object]:
        parent = self._parent.setdefault(key, key)
        while parent != self._parent[parent]:
            self._parent[parent] = self._parent[self._parent[parent]]
            parent = self._parent[parent]
        return parent

    def join(self, one: tuple[str, object], other: tuple[str, object]) -> None:
        first, second = self.root(one), self.root(other)
        if first != second:
            self._parent[second] = first


def person_forms(name: str, particles: Iterable[str]) -> list[str]:
    """Forms by which a release refers to a person again: the full name, the surname with and without its particle.

    >>> person_forms("Willem van der Linde", ["van", "der"])
    ['Willem van der Linde', 'van der Linde', 'Linde']
    >>> person_forms("Ximena Arriagada Soto", [])
    ['Ximena Arriagada Soto', 'Arriagada Soto', 'Soto', 'Arriagada']
    """
    words = name.split()
    forms = [name]
    known = frozenset(particles)
    if len(words) < 2:
        return forms
    first = len(words) - 1
    while first > 1 and words[first - 1] in known:
        first -= 2 if words[first - 1] in ("e", "y") and first > 2 else 1
    if first < len(words) - 1:
        forms.append(" ".join(words[first:]))
    elif len(words) > 2 and not words[-2].endswith(".") and len(words[-2]) > 2:
        forms.append(" ".join(words[-2:]))
    forms.append(words[-1])
    if len(words) == 3 and first == 2 and len(words[1]) > 3 and not words[1].endswith("."):
        forms.append(words[1])
    if len(words) == 2 and "-" in words[1] and words[1].split("-")[1][:1].islower():
        forms.append(words[0])  # Park Jae-won: the family name stands first
    return [form for form in forms if len(form) > 2 and form[-1] != "."]


_VARIANTS = {
    "center": "centre",
    "lab": "laboratory",
    "labs": "laboratories",
    "univ": "university",
    "organization": "organisation",
    "dept": "department",
    "and": "",
    "of": "",
    "for": "",
    "de": "",
    "the": "",
}


def _name_key(surface: str) -> str:
    """Key under which spellings of one name fall together: folded, Centre/Center, Lab/Laboratory, without small words."""
    words = fold(surface).split()
    if len(words) < 2:
        return words[0] if words else surface
    return " ".join(word for word in (_VARIANTS.get(word, word) for word in words) if word)


def _looks_like_name(long_form: str) -> bool:
    """Whether a long form is written as a name: its first word capitalised, and more than that word or a head."""
    return long_form[:1].isupper() and " " in long_form


def by_entity(linked: Linked) -> dict[int, list[Mention]]:
    """Mentions of each entity, by its number."""
    found: dict[int, list[Mention]] = defaultdict(list)
    for mention, entity in zip(linked.mentions, linked.entity_of, strict=True):
        if entity is not None:
            found[entity].append(mention)
    return found
