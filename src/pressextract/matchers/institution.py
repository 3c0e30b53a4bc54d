"""Institutions: names of the lexicon, names that a head noun makes, companies by their legal form."""

from __future__ import annotations

from collections.abc import Iterator

from pressextract.knowledge.registry import NameIndex
from pressextract.knowledge.rules import Rules
from pressextract.knowledge.vocabulary import Vocabulary, capitalised
from pressextract.matchers.grammar import Name, NameGrammar
from pressextract.mention import Label, Mention
from pressextract.parsed import Hit, Parsed, Words

__all__ = ["InstitutionMatcher"]


_NEAR = 80  # characters on each side that tell whether a line is in capitals


class InstitutionMatcher:
    """`matcher(parsed)` yields INSTITUTION mentions, view offsets; readings may overlap, the resolver decides."""

    name = "institution"

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
        self._legal = rules.lists["legal"]
        self._legal_words = self._legal | {"A"}  # "A/S" is cut into three words
        self._no_comma = rules.lists["legal_without_comma"]

    def __call__(self, parsed: Parsed) -> Iterator[Mention]:
        """Readings of `parsed`, in no particular order."""
        words = parsed.words
        for hit in parsed.hits:
            entry = self._index.entry(hit.surface)
            if entry is not None and entry.type == "INSTITUTION" and not self._shouted(parsed.text, hit):
                rule = "lexicon" if self._index.certain(hit.surface) else "lexicon-supported"
                yield Mention(
                    Label.INSTITUTION, hit.start, hit.end, f"{self._rules.name}/{rule}", priority=20, key=entry.key
                )
                if entry.kind == "company" and " " not in hit.surface:
                    yield from self._company_line(words, hit)
        for name in self._grammar.names(words):
            yield self._mention(words, name)
        yield from self._companies(words)

    def _company_line(self, words: Words, hit: Hit) -> Iterator[Mention]:
        """A company's division: its name and the capitalised words behind it ("Airbus Defence and Space", "Siemens Gamesa")."""
        texts, vocabulary = words.texts, self._vocabulary
        begin = words.starting(hit.end)
        last = begin
        while last < len(texts) and words.spaced(last) and last - begin < 4:
            text = texts[last]
            if (
                text in vocabulary.conjunction
                and last > begin
                and last + 1 < len(texts)
                and vocabulary.is_field(texts[last - 1])
                and vocabulary.is_field(texts[last + 1])
            ):
                last += 1
                continue
            if (
                not text[0].isupper()
                or vocabulary.stops(text)
                or last in words.titled
                or text in vocabulary.verb
                or text in vocabulary.nationality
            ):
                break
            last += 1
        if last > begin:
            yield Mention(
                Label.INSTITUTION, hit.start, words.ends[last - 1], f"{self._rules.name}/division", priority=3
            )

    def _shouted(self, text: str, hit: Hit) -> bool:
        """Whether a short acronym stands in a line of capitals, where it may be a plain word ("WHO CAN APPLY")."""
        if len(hit.surface) > 4 or not hit.surface.isupper():
            return False
        before = text[max(0, hit.start - _NEAR) : hit.start].rpartition("\n")[2]
        line = before + hit.surface + text[hit.end : hit.end + _NEAR].partition("\n")[0]
        return line.isupper() and len(line) > len(hit.surface) + 3

    def _mention(self, words: Words, name: Name) -> Mention:
        rule = f"{self._rules.name}/head-{name.head.kind.replace(' ', '-')}" + ("-shared" if name.shared else "")
        return Mention(Label.INSTITUTION, words.starts[name.first], words.ends[name.last - 1], rule, priority=10)

    def _companies(self, words: Words) -> Iterator[Mention]:
        """Capitalised words before a legal form: "Valmera Biosciences SA", "Hitachi, Ltd"."""
        texts = words.texts
        for index in words.all_of(self._legal_words):
            if texts[index] in self._legal:
                last = index + 1
            elif texts[index + 1 : index + 3] == ["/", "S"]:
                last = index + 3
            else:
                continue
            stop = self._before_legal(words, index)
            first = self._company_start(words, stop)
            if first == stop or all(word in self._vocabulary.generic for word in texts[first:stop]):
                continue
            while last + 1 < len(texts) and texts[last] in (".", ",") and texts[last + 1] in self._legal:
                last += 2  # "Co., Ltd"
            while last < len(texts) and texts[last] in self._legal and words.spaced(last):
                last += 1
            yield Mention(
                Label.INSTITUTION,
                words.starts[first],
                words.ends[last - 1],
                f"{self._rules.name}/legal-form",
                priority=15,
            )

    def _before_legal(self, words: Words, index: int) -> int:
        """Index behind the last word of the name before the legal form at `index`."""
        comma = index > 0 and words.texts[index - 1] == "," and words.spaced(index)
        return index - 1 if comma and words.texts[index] not in self._no_comma else index

    def _company_start(self, words: Words, stop: int) -> int:
        """First of the capitalised words before a legal form."""
        texts, vocabulary = words.texts, self._vocabulary
        first = stop
        while first > 0 and stop - first < 6 and (words.spaced(first) or (first == stop and texts[stop] == ",")):
            before = texts[first - 1]
            if before == "&" and first > 1:
                first -= 1
                continue
            if not capitalised(before) or vocabulary.stops(before):
                break
            if before in self._legal or vocabulary.qualifies(before):
                break
            first -= 1
        return first
