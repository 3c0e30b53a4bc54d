"""Acronym definitions that a text makes: which short form stands for which long form.

Brackets are found by code, wording ("or simply X", "known as X") by the patterns of acronym.toml, and the letters decide
(long_form.py). A name that an organisation's mention ends is taken whole, also when its letters are not the short form's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pressextract.knowledge.rules import RuleMatch, Rules
from pressextract.long_form import find_best_long_form, find_by_initials, folded, prefix_long_form
from pressextract.mention import ORGANISATIONS, Definition, Label, Mention
from pressextract.parsed import Parsed
from pressextract.windows import Windows

__all__ = ["DefinitionFinder", "find_best_long_form", "find_by_initials"]

_BRACKET = re.compile(r"[(\[]([^()\[\]\n]{2,140})[)\]]")
_LISTED = re.compile(r"^[ \t]{0,4}(?:[-*•] )?([A-Z][\w&-]{1,11}) ?[–—:=-] ?([A-Z][^\n.;()]{6,160})", re.M)
_QUOTES = " \"'”»"
_OPENING = " \"'“«"


@dataclass(frozen=True, slots=True)
class _Known:
    """Names of organisations by where they end and by where they start; the longest of those that share an edge."""

    ends: dict[int, Mention]
    starts: dict[int, Mention]

    @classmethod
    def of(cls, mentions: Sequence[Mention]) -> _Known:
        ends: dict[int, Mention] = {}
        starts: dict[int, Mention] = {}
        for mention in mentions:
            if mention.label not in ORGANISATIONS:
                continue
            if mention.end not in ends or ends[mention.end].start > mention.start:
                ends[mention.end] = mention
            if mention.start not in starts or starts[mention.start].end < mention.end:
                starts[mention.start] = mention
        return cls(ends, starts)


_SURNAME = re.compile(r"[^\W\d_][^\W\d_A-Z]+-[^\W\d_][^\W\d_A-Z]+")  # "Dr Osei-Kuffour (School of Chemistry)"


class DefinitionFinder:
    """`finder(parsed, mentions)` -> definitions in text order, one per (short, long)."""

    def __init__(self, rules: Rules, places: frozenset[str], heads: frozenset[str]) -> None:
        """`rules`: acronym.toml; `places`: names that a bracket holds without being a short form; `heads`: of organisations."""
        self._heads = heads
        self._rules = rules
        self._places = places
        self._lead = tuple(sorted(rules.lists["lead"], key=len, reverse=True))
        self._windows = Windows(rules, places, heads)
        self._small = rules.lists["small"]
        self._possessive = rules.lists["possessive"]
        self._native_lead = tuple(rules.file.lists["native_lead"])
        self._inside_lead = tuple(rules.file.lists["inside_lead"])
        self._inside_end = rules.lists["inside_end"]

    def __call__(self, parsed: Parsed, mentions: Sequence[Mention]) -> list[Definition]:
        """Definitions of `parsed`; `mentions` (resolved or not) tell where organisations' names end."""
        persons = {mention.start for mention in mentions if mention.label is Label.PERSON}
        known = _Known.of(mentions)
        found = list(self._bracketed(parsed.text, known))
        found.extend(self._ruled(parsed, known))
        found.extend(self._listed(parsed.text, known))
        return _first_of_each(
            parsed.text,
            [
                definition
                for definition in found
                if definition.long_start not in persons
                and parsed.text[definition.long_start : definition.long_end] not in self._places
            ],
        )

    # --- brackets ---------------------------------------------------------------------------------------------------------

    def _bracketed(self, text: str, known: _Known) -> Iterator[Definition]:
        for bracket in _BRACKET.finditer(text):
            before = bracket.start()
            while before and text[before - 1] in " \"'”»’":
                before -= 1
            if text[before - 2 : before] in self._possessive:
                before -= 2
            for start, end in self._candidates(text, bracket.start(1), bracket.end(1)):
                definition = self._native(text, bracket.start(1), start, known) or self._long_before(
                    text, before, (start, end), known
                )
                if definition:
                    yield definition
                    break
            else:
                definition = self._long_inside(text, before, bracket.span(1), known)
                if definition:
                    yield definition

    def _native(self, text: str, begin: int, start: int, known: _Known) -> Definition | None:
        """Own-language name beside the short form in one bracket: "Austrian Academy of Sciences (Akademie der ..., ÖAW)"."""
        while text[begin] in _OPENING:
            begin += 1
        native = text[begin:start].rstrip(_QUOTES)
        for lead in self._native_lead:
            native = native.removesuffix(f" {lead}").rstrip(_QUOTES)
        native = native.rstrip(",;–- ").rstrip(_QUOTES)
        if native.count(" ") < 1 or not native[:1].isupper():
            return None
        end = start
        while end < len(text) and (text[end].isalnum() or text[end] in "&-/.*"):
            end += 1
        short = text[start:end].rstrip(".")
        name = known.starts.get(begin)
        if find_best_long_form(short, native) is None and (name is None or name.end != begin + len(native)):
            return None
        return Definition(
            short, start, start + len(short), begin, begin + len(native), f"{self._rules.name}/bracket-native"
        )

    def _candidates(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Short forms in a bracket: all of it, or the part before or behind a comma, semicolon or slash."""
        spans = [(start, end)]
        content = text[start:end]
        for separator in (", ", "; ", " – ", " / ", " - "):
            if separator in content:
                spans.append((start + content.rindex(separator) + len(separator), end))
                spans.append((start, start + content.index(separator)))
        for first, last in spans:
            while first < last and text[first] in _OPENING:
                first += 1
            for lead in self._lead:
                if text.startswith(lead + " ", first):
                    first += len(lead) + 1
            while last > first and text[last - 1] in " \"'”».,;":
                last -= 1
            while first < last and text[first] in "\"'“«":
                first += 1
            if self._windows.is_short(text[first:last]):
                yield first, last

    def _long_before(self, text: str, before: int, span: tuple[int, int], known: _Known) -> Definition | None:
        """Definition of the short form at `span` by the words that end at `before`: a known name, or what the letters say."""
        start, end = span
        short = text[start:end]
        name = known.ends.get(before)
        if name is not None and name.end - name.start > len(short) and text[name.start : name.end] != short:
            surface = text[name.start : name.end]
            inner = find_best_long_form(short, surface)
            listed = name.rule.endswith(("lexicon", "lexicon-supported"))
            if (
                inner is not None
                or sum(letter.isupper() for letter in short) > 1
                or (short[0].isupper() and listed)
                or " " not in short
            ):
                long_start = self._start_in_name(text, name, short, inner)
                return Definition(short, start, end, long_start, before, f"{self._rules.name}/bracket-name")
        window_start = self._windows.long_start(text, before, short)
        if window_start is None:
            return None
        return Definition(short, start, end, window_start, before, f"{self._rules.name}/bracket")

    def _start_in_name(self, text: str, name: Mention, short: str, inner: int | None) -> int:
        """Where the long form begins that ends with a known name: at the name's start, inside it, or before it."""
        surface = text[name.start : name.end]
        start = name.start
        by_initials = find_by_initials(short, surface, self._small)
        if by_initials:
            start += by_initials  # "Austrian Institute of Technology (IT)"
        elif inner and self._owner(surface[:inner]):
            start += inner  # "UCL Advanced Propulsion Lab (APL)"
        if inner is None:
            # The name may be cut short: "Sweden's Council for X" does not fit, a longer reading may.
            longer = self._windows.long_start(text, name.end, short)
            if longer is not None and longer < start and self._name_like(text, longer, start):
                return longer
        return start

    def _owner(self, before: str) -> bool:
        """Whether the words in front of a long form are an organisation's acronym that the short form leaves out."""
        words = before.split()
        return len(words) == 1 and sum(letter.isupper() for letter in words[0]) > 1

    def _name_like(self, text: str, start: int, stop: int) -> bool:
        """Whether what a longer reading adds can be a name's beginning."""
        between = text[start:stop]
        return between[:1].isupper() and not any(character in between for character in ".,;:()\n")

    def _long_inside(self, text: str, before: int, span: tuple[int, int], known: _Known) -> Definition | None:
        """Short form before, long form in the bracket: "ILRI (International Livestock Research Institute)"."""
        start, end = span
        begin = before
        while begin and (text[begin - 1].isalnum() or text[begin - 1] in "&-/*"):
            begin -= 1
        short = text[begin:before]
        capitals = sum(letter.isupper() for letter in short)
        if not self._windows.is_short(short) or capitals < 2 or _SURNAME.fullmatch(short):
            return None
        while text[start] in _OPENING:
            start += 1
        for lead in self._inside_lead:
            if text.startswith(lead, start):
                start += len(lead)
        stop = end
        for separator in self._inside_end:
            cut = text.find(separator, start, end)
            if cut > 0:
                stop = min(stop, cut)
        comma = text.rfind(", ", start, end)
        if comma > 0 and text[comma + 2 : end] in self._places:
            stop = min(stop, comma)
        long_form = text[start:stop].rstrip(_QUOTES)
        if " " not in long_form and len(long_form) < 10:
            return None
        name = known.starts.get(start)
        whole = find_best_long_form(short, long_form)
        if whole == 0 or (name is not None and name.end == start + len(long_form)):
            return Definition(short, begin, before, start, start + len(long_form), f"{self._rules.name}/bracket-inside")
        return None

    # --- wording ----------------------------------------------------------------------------------------------------------

    def _ruled(self, parsed: Parsed, known: _Known) -> Iterator[Definition]:
        """Definitions by wording: "or simply X", "known as X", "X, the Long Name," (patterns in acronym.toml)."""
        text = parsed.text
        for match in self._rules.find(parsed.view):
            if "short" not in match.spans:
                continue
            start, end = match.spans["short"]
            while text[end - 1] in ".,;:&/+-":
                end -= 1
            if self._windows.is_short(text[start:end]):
                reads = self._ruled_before if match.rule.emit["long"] == "before" else self._ruled_behind
                definition = reads(text, match, (start, end), known)
                if definition is not None:
                    yield definition

    def _ruled_before(self, text: str, match: RuleMatch, span: tuple[int, int], known: _Known) -> Definition | None:
        """Definition whose long form ends where the wording begins; `named` and `strict` of the rule narrow it down."""
        short = text[slice(*span)]
        before = match.start
        while before and text[before - 1] in " ,\"'”»’)":
            before -= 1
        name = known.ends.get(before)
        if name is None and match.rule.emit.get("named"):
            return None
        start = name.start if name is not None else self._windows.long_start(text, before, short)
        if start is None or text[start:before] == short:
            return None
        strict = match.rule.emit.get("strict")
        if strict and not self._strictly(text, span, (start, before), named=name is not None):
            return None
        return Definition(short, *span, start, before, self._rules.rule_id(match.rule))

    def _ruled_behind(self, text: str, match: RuleMatch, span: tuple[int, int], known: _Known) -> Definition | None:
        """Definition whose long form begins where the wording ends: a known name, or capitalised words that fit."""
        short = text[slice(*span)]
        if sum(map(str.isupper, short)) < 2:
            return None
        begin = match.end
        name = known.starts.get(begin)
        if name is None:
            stop = prefix_long_form(short, text, begin)
        else:
            fits = find_best_long_form(short, text[name.start : name.end]) is not None
            stop = name.end if fits and name.end - name.start > len(short) + 3 else None
        return None if stop is None else Definition(short, *span, begin, stop, self._rules.rule_id(match.rule))

    def _strictly(self, text: str, short: tuple[int, int], long: tuple[int, int], *, named: bool) -> bool:
        """Whether an apposition defines: the letters fit from the first word on (of a known name: somewhere), and the short form
        is no part of a further name ("University College Dublin, UCD School").
        """
        if re.match(r" [A-Z]", text[short[1] : short[1] + 2]):
            return False
        letters, words = text[slice(*short)], text[slice(*long)]
        if named:
            return find_best_long_form(letters, words) is not None
        return find_by_initials(letters, words, self._small) == 0

    def _listed(self, text: str, known: _Known) -> Iterator[Definition]:
        """Lines "SHORT – Long form": definition lists and lists of partners."""
        for match in _LISTED.finditer(text):
            short = match.group(1)
            start = match.start(2)
            long_form = match.group(2).rstrip(" .,;:")
            if not self._windows.is_short(short) or len(long_form) < len(short) + 4:
                continue
            name = known.starts.get(start)
            short_name = known.starts.get(match.start(1))
            known_short = short_name is not None and short_name.end == match.end(1)
            whole = name is not None and not text[name.end : match.end(2)].strip(" .,;:)")
            fits = find_best_long_form(short, long_form) == 0 and sum(letter.isupper() for letter in short) > 1
            headed = any(word.casefold() in self._heads for word in long_form.split())
            if name is not None and whole and name.end - start > len(short) + 3 and (fits or known_short):
                yield Definition(short, match.start(1), match.end(1), start, name.end, f"{self._rules.name}/listed")
            elif (fits or (known_short and headed)) and len(long_form.split()) <= 14:
                yield Definition(
                    short, match.start(1), match.end(1), start, start + len(long_form), f"{self._rules.name}/listed"
                )


def _first_of_each(text: str, definitions: list[Definition]) -> list[Definition]:
    """The first definition of each (short, long) and each short form's place, in text order."""
    definitions.sort(key=lambda found: (found.short_start, found.long_start))
    seen: set[tuple[str, str]] = set()
    places: set[int] = set()
    kept = []
    for definition in definitions:
        key = (definition.short, folded(text[definition.long_start : definition.long_end]))
        if key in seen or definition.short_start in places:
            continue
        seen.add(key)
        places.add(definition.short_start)
        kept.append(definition)
    return kept
