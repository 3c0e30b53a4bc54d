"""Labs: names of the lexicon, names that a head noun makes, joint structures by their type, names beside a lab noun."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from pressextract.knowledge.registry import NameIndex
from pressextract.knowledge.rules import Rules
from pressextract.knowledge.vocabulary import Vocabulary, capitalised
from pressextract.matchers.grammar import Name, NameGrammar
from pressextract.mention import Label, Mention
from pressextract.parsed import Parsed, Words

__all__ = ["LabMatcher"]


class LabMatcher:
    """`matcher(parsed)` yields LAB mentions, view offsets; readings may overlap, the resolver decides."""

    name = "lab"

    def __init__(
        self,
        rules: Rules,
        vocabulary: Vocabulary,
        index: NameIndex,
        stop_heads: frozenset[str],
        given_names: frozenset[str],
    ) -> None:
        """`stop_heads`: casefolded head nouns of all name matchers."""
        self._rules = rules
        self._vocabulary = vocabulary
        self._index = index
        self._grammar = NameGrammar(rules, vocabulary, stop_heads, given_names)
        self._structures = frozenset(surface.upper() for surface in rules.words["structure"])
        self._nouns = frozenset(rules.words["noun"])
        self._naming = frozenset(rules.words["naming"])
        self._never = rules.lists["not_a_name"]
        self._common_acronyms = rules.lists["common_acronym"]
        self._within = rules.lists["within"]

    def __call__(self, parsed: Parsed) -> Iterator[Mention]:
        """Readings of `parsed`, in no particular order."""
        words = parsed.words
        for hit in parsed.hits:
            entry = self._index.entry(hit.surface)
            if entry is not None and entry.type == "LAB":
                rule = "lexicon" if self._index.certain(hit.surface) else "lexicon-supported"
                yield Mention(Label.LAB, hit.start, hit.end, f"{self._rules.name}/{rule}", priority=20, key=entry.key)
        for name in self._grammar.names(words):
            yield self._mention(words, name)
        yield from self._typed(words)
        yield from self._beside_noun(parsed, words)
        yield from self._quoted_name(words)

    def _mention(self, words: Words, name: Name) -> Mention:
        first = name.first
        texts = words.texts
        # "the Swiss Turing Centre": nationality goes when something else still names the lab.
        while texts[first] in self._vocabulary.nationality and self._named(texts[first + 1 : name.last]):
            first += 1
        rule = f"{self._rules.name}/head-{name.head.kind.replace(' ', '-')}" + ("-shared" if name.shared else "")
        last = name.last
        if last < len(texts) and texts[last] in self._structures and words.spaced(last):
            last += 1  # "Quantum Frontiers Laboratory IRL"
        return Mention(Label.LAB, words.starts[first], words.ends[last - 1], rule, priority=10)

    def _named(self, rest: list[str]) -> bool:
        """Whether the words behind a nationality still name a lab."""
        if not rest or rest[0] in self._grammar.heads:
            return False
        return any(
            word not in self._vocabulary.generic and word not in self._grammar.heads
            for word in rest
            if capitalised(word)
        )

    def _typed(self, words: Words) -> Iterator[Mention]:
        """Type acronym beside a name: "CNRS-UTokyo IRC", "LN2 IRL", "IRL Abraham de Moivre", "... Laboratory (IRL) Abraham de Moivre"."""
        texts = words.texts
        for index in words.all_of(self._structures):
            first = self._name_left(words, index)
            if first < index:
                yield self._structure(words, first, index + 1, "type-behind")
            bracketed = 0 < index < len(texts) - 1 and texts[index - 1] == "(" and texts[index + 1] == ")"
            begin = index + 2 if bracketed else index + 1
            last = self._name_right(words, begin)
            if last > begin:
                start = self._type_name(words, index - 1) if bracketed else index
                if start is not None:
                    yield self._structure(words, start, last, "type-before")

    def _structure(self, words: Words, first: int, last: int, rule: str) -> Mention:
        return Mention(Label.LAB, words.starts[first], words.ends[last - 1], f"{self._rules.name}/{rule}", priority=18)

    def _name_left(self, words: Words, index: int) -> int:
        """First word of the capitalised name before a type acronym, or `index`."""
        texts, first = words.texts, index
        at = index - 1
        while at >= 0 and words.spaced(at + 1) and index - at <= 9:
            text = texts[at]
            if capitalised(text) and not self._vocabulary.stops(text):
                first, at = at, at - 1
            elif text in self._vocabulary.particle and at > 0 and capitalised(texts[at - 1]) and words.spaced(at):
                at -= 1
            else:
                break
        name = texts[first:index]
        if all(
            text in self._never or text in self._vocabulary.generic or text in self._vocabulary.nationality
            for text in name
        ):
            return index
        only = self._index.entry(name[0]) if len(name) == 1 else None
        return index if only is not None and only.type == "INSTITUTION" else first  # "a CNRS IRL" names no structure

    def _name_right(self, words: Words, begin: int) -> int:
        """Index behind the capitalised name after a type acronym."""
        texts, vocabulary = words.texts, self._vocabulary
        at = last = begin
        while at < len(texts) and words.spaced(at) and at - begin < 8:
            text = texts[at]
            if capitalised(text) and not vocabulary.stops(text):
                at = last = at + 1
            elif text in vocabulary.particle and last > begin:
                at += 1
            else:
                break
        return last

    def _type_name(self, words: Words, bracket: int) -> int | None:
        """First word of the type's long form before its bracketed acronym ("International Research Laboratory (IRL)")."""
        texts = words.texts
        at = bracket - 1
        while at >= 0 and capitalised(texts[at]) and texts[at] not in self._vocabulary.opener and words.spaced(at + 1):
            at -= 1
        first = at + 1
        return first if first < bracket else None

    def _beside_noun(self, parsed: Parsed, words: Words) -> Iterator[Mention]:
        """Proper name directly before a lower-case lab noun: "the ILANCE laboratory", "the QUANTIC project-team"."""
        texts = words.texts
        for index in words.all_of(self._nouns):
            if not words.spaced(index):
                continue
            name = texts[index - 1]
            distinctive = len(name) > 2 and name[0].isalnum() and sum(letter.isupper() for letter in name) > 1
            if (
                distinctive
                and not name.endswith("s'")
                and not self._known(parsed, words.starts[index - 1])
                and "-" not in name
                and name not in self._structures
                and name not in self._common_acronyms
            ):
                yield Mention(
                    Label.LAB,
                    words.starts[index - 1],
                    words.ends[index - 1],
                    f"{self._rules.name}/beside-noun",
                    priority=5,
                )

    def _known(self, parsed: Parsed, position: int) -> bool:
        at = bisect_right(parsed.hits, position, key=lambda hit: hit.start) - 1
        return at >= 0 and position < parsed.hits[at].end

    def _quoted_name(self, words: Words) -> Iterator[Mention]:
        """Name in quotes or behind "called" after a lower-case lab noun: "the radiation facility 'NanoTerasu'"."""
        for index in words.all_of(self._nouns):
            at = self._after_naming(words.texts, index + 1)
            if at is None or not capitalised(words.texts[at]) or self._vocabulary.stops(words.texts[at]):
                continue
            last = self._name_end(words, at)
            if last > at:
                yield Mention(
                    Label.LAB, words.starts[at], words.ends[last - 1], f"{self._rules.name}/called", priority=6
                )

    def _after_naming(self, texts: list[str], at: int) -> int | None:
        """Index of the word behind "called" or an opening quote at `at`; None when there is neither, or nothing behind."""
        if at < len(texts) and texts[at] == ",":
            at += 1
        called = at < len(texts) and (texts[at] in self._naming or " ".join(texts[at : at + 2]) in self._naming)
        if called:
            at += 1 if texts[at] in self._naming else 2
        quote = at < len(texts) and texts[at] in "'\"“«" and texts[at - 1] != ","
        if quote:
            at += 1
        return at if (called or quote) and at < len(texts) else None

    def _name_end(self, words: Words, at: int) -> int:
        """Index behind the capitalised words from `at` on, small words between them."""
        texts = words.texts
        last = at
        while last < len(texts) and (last == at or words.spaced(last)) and last - at < 8:
            if not capitalised(texts[last]) and texts[last] not in self._within:
                break
            last += 1
        while last > at and not capitalised(texts[last - 1]):
            last -= 1
        return last
