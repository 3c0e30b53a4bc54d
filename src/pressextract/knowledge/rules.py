"""Pattern files (models/<lang>/<matcher>.toml) -> one RE2 automaton per matcher.

A file holds `[fragments]` (named pattern pieces, used as `(?&name)`), `[words.<table>]` (surface -> value, also usable as
a fragment `(?&table)`, longest first) and `[[rule]]` tables: `id`, `pattern`, `example`, and what else the matcher wants
to know (`[rule.emit]`). Patterns are RE2 syntax: no lookaround; context is checked in code.

The rules of one file are merged into one alternation that only finds; the rule that fired then reads its groups from the
short match. Linear in the text whatever the input.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import re2
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pressextract.errors import KnowledgeError
from pressextract.offsets import View

__all__ = ["Rule", "RuleFile", "RuleMatch", "Rules", "load_rules"]

_MAX_MEMORY = 256 << 20  # RE2's default of 8 MB makes it fall back to the slow NFA on our merged alternations
_WHOLE = re2._Anchor.ANCHOR_BOTH
_FRAGMENT = re.compile(r"\(\?&([a-z_0-9]+)\)")
_NAMED_GROUP = re.compile(r"\(\?P<[A-Za-z_0-9]+>")


class Rule(BaseModel):
    """One pattern: `id` is its name in the record (`en/date/<id>`), `example` a text it must match whole."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str = Field(pattern=r"^[a-z0-9-]+$")
    pattern: str = Field(min_length=1, max_length=4000)
    example: list[str] = Field(min_length=1)
    priority: int = 0
    emit: dict[str, Any] = Field(default_factory=dict)


class RuleFile(BaseModel):
    """A pattern file as written."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    fragments: dict[str, str] = Field(default_factory=dict)
    words: dict[str, dict[str, Any]] = Field(default_factory=dict)
    lists: dict[str, list[str]] = Field(default_factory=dict)
    rule: list[Rule] = Field(default_factory=list)


class RuleMatch(NamedTuple):
    """Where a rule fired: span in view characters, and its named groups (text and span; absent groups left out)."""

    rule: Rule
    start: int
    end: int
    groups: Mapping[str, str]
    spans: Mapping[str, tuple[int, int]]


class _Reader(NamedTuple):
    """A rule by itself: what reads its groups, and their names and numbers."""

    rule: Rule
    match: Callable[..., Any]
    groups: list[tuple[str, int]]


class Rules:
    """The rules of one file, compiled.

    Attributes:
        name: "en/date": prefix of the rule ids in the record.
        words: tables of the file, surface (casefolded) -> value.
        lists: plain word lists of the file.
    """

    def __init__(self, name: str, file: RuleFile) -> None:
        """Compiles; `load_rules` is the way to get one from a file."""
        self.name = name
        self.file = file
        self.words: dict[str, dict[str, Any]] = {
            table: {surface.casefold(): value for surface, value in entries.items()}
            for table, entries in file.words.items()
        }
        self.lists: dict[str, frozenset[str]] = {key: frozenset(value) for key, value in file.lists.items()}
        self._compile()

    def __getstate__(self) -> tuple[str, RuleFile]:
        return self.name, self.file

    def __setstate__(self, state: tuple[str, RuleFile]) -> None:
        self.__init__(*state)  # type: ignore[misc]

    def _compile(self) -> None:
        self._options = re2.Options()
        self._options.max_mem = _MAX_MEMORY
        self._options.log_errors = False
        self._patterns = [self.expand(rule.pattern, rule.id) for rule in self.file.rule]
        self._readers: dict[int, _Reader] = {}  # by index; compiled when a rule first fires, as many never do
        # No groups in the finder: RE2 then stays on its DFA. Which rule fired is asked of a set, on the short match alone.
        plain = [_NAMED_GROUP.sub("(?:", pattern) for pattern in self._patterns]
        self._which = re2.Set.FullMatchSet(self._options)
        for index, pattern in enumerate(plain):
            try:
                self._which.Add(pattern)
            except re2.error:
                self._reader(index)  # its error says more
        if plain:
            self._which.Compile()
        self._finder = re2.compile("|".join(f"(?:{pattern})" for pattern in plain), self._options) if plain else None
        if self._finder is not None and self._finder.groups:
            raise KnowledgeError(f"{self.name}: unnamed capturing groups are not allowed; write (?: ... )")

    def _reader(self, index: int) -> _Reader:
        """The rule `index` compiled alone, for its groups."""
        found = self._readers.get(index)
        if found is None:
            rule, pattern = self.file.rule[index], self._patterns[index]
            try:
                compiled = re2.compile(pattern, self._options)
            except re2.error as error:
                raise KnowledgeError(f"{self.name}: rule {rule.id}: {error}; see {pattern[:120]!r}") from error
            groups = sorted(compiled.groupindex.items(), key=lambda entry: entry[1])
            found = self._readers[index] = _Reader(rule, compiled._regexp.Match, groups)
        return found

    def expand(self, pattern: str, rule: str = "?") -> str:
        """`pattern` with its `(?&name)` fragments put in."""
        for _ in range(12):
            expanded = _FRAGMENT.sub(lambda match: self._fragment(match.group(1), rule), pattern)
            if expanded == pattern:
                return expanded
            pattern = expanded
        raise KnowledgeError(f"{self.name}: rule {rule}: fragments refer to each other in a circle")

    def _fragment(self, name: str, rule: str) -> str:
        if name in self.file.fragments:
            return f"(?:{self.file.fragments[name]})"
        if name in self.file.words or name in self.file.lists:
            surfaces = self.file.words.get(name) or self.file.lists[name]
            # The longer of two that begin alike first; and neighbours, whose common beginning RE2 then compiles once.
            longer_first = sorted(surfaces, key=lambda surface: (surface.casefold(), surface), reverse=True)
            return "(?:" + "|".join(re2.escape(surface) for surface in longer_first) + ")"
        raise KnowledgeError(f"{self.name}: rule {rule}: no fragment or word table {name!r}")

    def find(self, view: View) -> Iterator[RuleMatch]:
        """Matches in the view, leftmost first, the earlier rule of the file wins at one place; a match may not begin or
        end inside a word or number (letters or digits on both sides of its edge).
        """
        if self._finder is None:
            return
        text, data = view.text, view.encoded
        size, at = len(data), 0
        anchor, match, which = re2._Anchor.UNANCHORED, self._finder._regexp.Match, self._which._set.Match
        while True:
            start, end = match(anchor, data, at, size)[0]
            if start < 0:
                return
            if end == start:
                raise KnowledgeError(f"{self.name}: a rule matches the empty string at {start}")
            at = end
            first, last = (start, end) if size == len(text) else (view.characters(start), view.characters(end))
            if _inside_word(text, first, last):
                at = view.bytes_at(_behind_word(text, first))  # look again behind the word that was cut
                continue
            fired = which(data[start:end])
            if fired:
                yield self._read(min(fired), view, (start, end), first, last)

    def _read(self, index: int, view: View, span: tuple[int, int], start: int, end: int) -> RuleMatch:
        """Match of the rule `index` at the bytes `span`, which are the characters `start` to `end`."""
        rule, match, groups = self._readers.get(index) or self._reader(index)
        found: dict[str, str] = {}
        spans: dict[str, tuple[int, int]] = {}
        if groups:
            text, shift = view.text, start - span[0]
            plain = end - start == span[1] - span[0]
            positions = match(_WHOLE, view.encoded, *span)
            for name, number in groups:
                first, last = positions[number]
                if first >= 0:
                    begin, stop = (
                        (first + shift, last + shift) if plain else (view.characters(first), view.characters(last))
                    )
                    found[name] = text[begin:stop]
                    spans[name] = begin, stop
        return RuleMatch(rule, start, end, found, spans)

    def rule_id(self, rule: Rule) -> str:
        """Name of a rule in the record: "en/date/day-month-year"."""
        return f"{self.name}/{rule.id}"


def _behind_word(text: str, start: int) -> int:
    """Where to look on after a match that cut a word: one character later, behind the whole word when it began inside one."""
    if not (start and text[start].isalnum() and text[start - 1].isalnum()):
        return start + 1
    while start < len(text) and text[start].isalnum():
        start += 1
    return max(start, 1)


def _inside_word(text: str, start: int, end: int) -> bool:
    if start and text[start - 1].isalnum() and text[start].isalnum():
        return True
    return end < len(text) and text[end].isalnum() and text[end - 1].isalnum()


def load_rules(models: Path, language: str, matcher: str) -> Rules:
    """Rules of models/<language>/<matcher>.toml.

    Raises:
        KnowledgeError: file missing, not TOML, an unknown key, a pattern RE2 refuses; names file, rule and position.
    """
    path = models / language / f"{matcher}.toml"
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        file = RuleFile.model_validate(content)
    except OSError as error:
        raise KnowledgeError(
            f"{path}: {error.strerror}; reinstall pressextract or restore its models folder"
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"{path}: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise KnowledgeError(f"{path}: {place}: {first['msg']}") from error
    identifiers = [rule.id for rule in file.rule]
    twice = {identifier for identifier in identifiers if identifiers.count(identifier) > 1}
    if twice:
        raise KnowledgeError(f"{path}: rule ids used twice: {', '.join(sorted(twice))}")
    return Rules(f"{language}/{matcher}", file)
