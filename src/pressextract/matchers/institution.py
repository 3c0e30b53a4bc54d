"""Institutions: names of the lexicon, names that a head noun makes, companies by their legal form."""

from __future__ import annotations

from collections.abc import Iterator

from pressextract.knowledge.registry import NameIndex
from pressextract.knowledge.rules import Rules
from pressextract.knowledge.vocabulary import Vocabulary, capitalised
from pressextract.matchers.grammar import Name, NameGrammar
from pressextract.mention import Label, Mention
from pressextract.parsed import Parsed, Words

__all__ = ["InstitutionMatcher"]


class InstitutionMatcher:
    """`matcher(parsed)` yields INSTITUTION mentions, view offsets; readings may overlap, the resolver decides."""

    name = "institution"

    def __init__(self, rules: Rules, vocabulary: Vocabulary, index: NameIndex, stop_heads: frozenset[str], given_names: frozenset[str]) -> None:
        """`stop_heads`: casefolded head nouns of all name matchers."""
        self._rules = rules
        self._vocabulary = vocabulary
        self._index = index
        self._grammar = NameGrammar(rules, vocabulary, stop_heads, given_names)
        self._legal = rules.lists["legal"]

    def __call__(self, parsed: Parsed) -> Iterator[Mention]:
        """Readings of `parsed`, in no particular order."""
        words = parsed.words
        for hit in parsed.hits:
            entry = self._index.entry(hit.surface)
            if entry is not None and entry.type == "INSTITUTION":
                rule = "lexicon" if self._index.certain(hit.surface) else "lexicon-supported"
                yield Mention(Label.INSTITUTION, hit.start, hit.end, f"{self._rules.name}/{rule}", priority=20, key=entry.key)
        for name in self._grammar.names(words):
            yield self._mention(words, name)
        yield from self._companies(words)

    def _mention(self, words: Words, name: Name) -> Mention:
        rule = f"{self._rules.name}/head-{name.head.kind.replace(' ', '-')}" + ("-shared" if name.shared else "")
        return Mention(Label.INSTITUTION, words.starts[name.first], words.ends[name.last - 1], rule, priority=10)

    def _companies(self, words: Words) -> Iterator[Mention]:
        """Capitalised words before a legal form: "Valmera Biosciences SA", "Hitachi, Ltd."."""
        texts, vocabulary = words.texts, self._vocabulary
        for index, text in enumerate(texts):
            if text not in self._legal or index == 0:
                continue
            name_end = index
            if texts[index - 1] == "," and words.spaced(index) and text not in ("SA", "AB", "SE", "AG"):
                name_end = index - 1
            elif not words.spaced(index):
                continue
            first = name_end
            while first > 0 and name_end - first < 6 and (first == name_end or words.spaced(first)):
                before = texts[first - 1]
                if before == "&" and first > 1:
                    first -= 1
                    continue
                if not capitalised(before) or vocabulary.stops(before) or before in self._legal:
                    break
                first -= 1
            if first == name_end or all(word in vocabulary.generic for word in texts[first:name_end]):
                continue
            if first < name_end and not words.spaced(name_end) and name_end == index:
                continue
            last = index + 1
            while last < len(texts) and (texts[last] in self._legal or (texts[last] in (".", ",") and words.touching(last))):
                if texts[last] == "," and not (last + 1 < len(texts) and texts[last + 1] in self._legal):
                    break
                if texts[last] == "." and (last + 1 >= len(texts) or not words.spaced(last + 1) or texts[last + 1][0].isupper() and texts[last + 1] not in self._legal):
                    if f"{texts[last - 1]}." not in self._legal:
                        break
                    last += 1
                    break
                last += 1
            yield Mention(Label.INSTITUTION, words.starts[first], words.ends[last - 1], f"{self._rules.name}/legal-form", priority=15)
