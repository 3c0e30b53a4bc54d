"""What a figure is about: the thing counted, its period, rate, base and source, read from the words around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pressextract.knowledge.files import models_path
from pressextract.knowledge.rules import load_rules
from pressextract.link import Linked
from pressextract.mention import Label, Mention
from pressextract.parsed import Parsed
from pressextract.relate.figure_bases import FigureBases
from pressextract.relate.figure_grammar import FigureGrammar
from pressextract.relate.figure_items import FigureItem
from pressextract.relate.figure_links import FigureLinks
from pressextract.relate.figure_periods import FigurePeriods
from pressextract.relate.figure_sources import FigureSources
from pressextract.relate.figure_subjects import FigureSubjects
from pressextract.relate.statement import Statements

__all__ = ["FigureGrammar", "FigureParts", "figure_parts", "relate_figures"]


Readers = tuple[FigureBases, FigureLinks, FigureSources, FigurePeriods, FigureSubjects]


@dataclass(frozen=True, slots=True)
class FigureParts:
    """What the words around say about one figure; spans are of the view, indices into the mentions."""

    item: tuple[int, int] | None = None
    period: int | None = None
    per: str | None = None
    of_mention: int | None = None
    source: tuple[int, int] | None = None
    subject_mention: int | None = None


@lru_cache(maxsize=8)
def _shipped(language: str) -> FigureGrammar:
    numbers, statements = (load_rules(models_path(), language, name) for name in ("figure", "statement"))
    return FigureGrammar(numbers, statements)


def figure_parts(parsed: Parsed, linked: Linked, grammar: FigureGrammar | None = None) -> Mapping[int, FigureParts]:
    """Number of a figure's mention -> its parts, for the mentions of `linked`."""
    return relate_figures(parsed, linked.mentions, grammar or _shipped(parsed.language))


def relate_figures(parsed: Parsed, mentions: Sequence[Mention], grammar: FigureGrammar) -> Mapping[int, FigureParts]:
    """Number of a figure's mention -> what it counts, when, how often, of what, by which source.

    Args:
        parsed: the release.
        mentions: resolved mentions of all labels, in text order.
        grammar: the language's words.
    """
    if not any(mention.label is Label.FIGURE for mention in mentions):
        return {}
    seen = Statements(parsed, mentions, grammar)
    readers = FigureBases(seen), FigureLinks(seen), FigureSources(seen), FigurePeriods(seen), FigureSubjects(seen)
    return {number: _parts(seen, readers, number) for number in seen.figures}


def _parts(seen: Statements, readers: Readers, number: int) -> FigureParts:
    bases, links, sources, periods, subjects = readers
    mention = seen.mentions[number]
    sentence = seen.parsed.sentence(mention.start)
    phrase = FigureItem(seen, number, sentence).find()
    if phrase is not None:
        seen.items[number] = phrase
    base = bases.find(number, sentence)
    if base is not None:
        seen.bases[number] = base
    source = sources.find(number, sentence)
    said = (source.first, source.last) if source else None
    period = periods.find(number, sentence, said)
    if period is not None:
        seen.periods[number] = period
    subject = subjects.find(number, sentence, said)
    if subject is not None:
        seen.subjects[number] = subject
    return FigureParts(
        item=(phrase.start, phrase.end) if phrase else None,
        period=period,
        per=links.per(number, sentence),
        of_mention=base,
        source=(source.start, source.end) if source else None,
        subject_mention=subject,
    )
