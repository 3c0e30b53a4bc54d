"""Mentions and definitions -> entities: one per thing in a release, with its registry id where the names say so.

Before entities are made, what the definitions teach is used: a short form that stands for a named organisation is a mention
wherever it stands, and so is the surname of a person whose full name the release gives.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pressextract.entities import EntityDraft, Grouping, Linked, Readings
from pressextract.groups import person_forms
from pressextract.knowledge.vocabulary import capitalised
from pressextract.mention import ORGANISATIONS, Definition, Label, Mention
from pressextract.naming import Naming, Spellings, looks_like_name
from pressextract.neighbours import occurrences
from pressextract.parsed import Parsed
from pressextract.resolve import resolve

__all__ = ["EntityDraft", "Linked", "Linker", "person_forms"]


class Linker:
    """`linker(parsed, mentions, definitions)` -> `Linked`."""

    def __init__(self, naming: Naming, surname_titles: frozenset[str]) -> None:
        """`surname_titles`: before a surname that is also a place's name, they say that it is a person's."""
        self._naming = naming
        self._index = naming.index
        self._vocabulary = naming.vocabulary
        self._titled = (".", *sorted(surname_titles))

    def __call__(self, parsed: Parsed, mentions: Sequence[Mention], definitions: Sequence[Definition]) -> Linked:
        """Final mentions and entities of `parsed`."""
        spellings = Spellings(self._naming)
        aligned = self._aligned(parsed.text, mentions, definitions)
        kept = self._as_called(parsed, _supported(parsed.text, aligned, definitions, spellings))
        ends = {mention.end: mention for mention in kept if mention.label in ORGANISATIONS}
        labels = [
            self._definition_label(parsed.text, definition, ends.get(definition.long_end), spellings)
            for definition in definitions
        ]
        taught = list(self._taught(parsed, definitions, labels))
        surnames = list(self._surnames(parsed, kept))
        final = resolve([*kept, *taught, *surnames])
        return Grouping(self._naming, spellings, Readings(parsed.text, final, definitions, labels)).made()

    # --- what definitions teach -------------------------------------------------------------------------------------------

    def _aligned(self, text: str, mentions: Sequence[Mention], definitions: Sequence[Definition]) -> list[Mention]:
        """Mentions whose left edge a definition corrects: the letters of the short form say where the name begins."""
        by_end = {definition.long_end: definition for definition in definitions}
        aligned: list[Mention] = []
        for mention in mentions:
            definition = by_end.get(mention.end)
            if definition is not None and mention.label in ORGANISATIONS and definition.long_start < mention.start:
                added = text[definition.long_start : mention.start]
                if capitalised(added.strip()[:40] or "x") and not any(mark in added for mark in ",;:()\n"):
                    mention = replace(mention, start=definition.long_start, key=None)
            aligned.append(mention)
        return aligned

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
        """Whether the sentence calls what stands behind its colon laboratories."""
        start, _ = parsed.sentence(position)
        before = parsed.text[start:position]
        colon = before.rfind(":")
        return colon > 0 and any(noun in before[:colon].casefold() for noun in self._naming.list_nouns)

    def _definition_label(
        self, text: str, definition: Definition, name: Mention | None, spellings: Spellings
    ) -> Label | None:
        """Label of what a definition names; None for a term (AI, MoU) or a type of structure (IRL).

        `name`: the organisation whose mention ends where the long form ends.
        """
        long_form = text[definition.long_start : definition.long_end]
        if definition.short.rstrip("s") in self._naming.structures and self._naming.generic(long_form):
            return None
        if name is not None:
            return name.label
        entry = spellings.entry(long_form)
        if entry is not None:
            return Label(entry.type)
        short_entry = self._index.entry(definition.short)
        if short_entry is not None and self._index.certain(definition.short) and looks_like_name(long_form):
            return Label(short_entry.type)
        if self._naming.announced(text, definition.long_start) and capitalised(long_form):
            return Label.LAB
        return self._naming.label(long_form)

    def _taught(
        self, parsed: Parsed, definitions: Sequence[Definition], labels: Sequence[Label | None]
    ) -> Iterator[Mention]:
        """Mentions of every defined name: its long form, and its short form wherever it stands."""
        text, words = parsed.text, parsed.words
        for definition, label in zip(definitions, labels, strict=True):
            if label is None:
                continue
            prefix = definition.rule.split("/")[0]
            rule = f"{prefix}/{label.lower()}/acronym"
            long_end = definition.long_end
            while text[long_end - 1] in ".,":
                long_end -= 1
            yield Mention(label, definition.long_start, long_end, f"{prefix}/{label.lower()}/defined", priority=8)
            for start, end in occurrences(words, definition.short):
                yield Mention(label, start, end, rule, priority=12)
            long_form = text[definition.long_start : long_end]
            if long_form.count(" ") and capitalised(long_form):
                for start, end in occurrences(words, long_form):
                    yield Mention(label, start, end, f"{prefix}/{label.lower()}/defined", priority=8)

    # --- people -----------------------------------------------------------------------------------------------------------

    def _surnames(self, parsed: Parsed, mentions: Sequence[Mention]) -> Iterator[Mention]:
        """Later mentions of a person by surname, or by the full name again."""
        text = parsed.text
        taken = {mention.start for mention in mentions if mention.label is not Label.PLACE}
        done: set[str] = set()
        forms: set[str] = set()
        for mention in mentions:
            if mention.label is not Label.PERSON:
                continue
            name = text[mention.start : mention.end]
            if name in done:
                continue
            done.add(name)
            prefix = mention.rule.split("/")[0]
            for form in person_forms(name, self._vocabulary.particle):
                if form in forms:
                    continue
                forms.add(form)
                for start, end in occurrences(parsed.words, form):
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
        return form not in self._vocabulary.places or text[max(0, start - 4) : start].rstrip().endswith(self._titled)


def _supported(
    text: str, mentions: Sequence[Mention], definitions: Sequence[Definition], spellings: Spellings
) -> list[Mention]:
    """Mentions without the bare names of the lexicon that nothing in the text supports."""
    doubted = [mention.rule.endswith("lexicon-supported") for mention in mentions]
    if not any(doubted):
        return list(mentions)
    certain = {mention.key for mention, bare in zip(mentions, doubted, strict=True) if mention.key and not bare}
    named = [text[definition.long_start : definition.long_end] for definition in definitions]
    named += [
        text[mention.start : mention.end]
        for mention in mentions
        if mention.key is None and mention.label in ORGANISATIONS
    ]
    certain.update(entry.key for entry in map(spellings.entry, named) if entry is not None)
    return [mention for mention, bare in zip(mentions, doubted, strict=True) if not bare or mention.key in certain]
