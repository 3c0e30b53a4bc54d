"""Companies and institutes named again by their own word: "Valmera" for "Valmera Biosciences SA"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pressextract.knowledge.rules import Rules
from pressextract.knowledge.vocabulary import Vocabulary
from pressextract.mention import Label, Mention
from pressextract.neighbours import occurrences
from pressextract.parsed import Parsed

__all__ = ["ShortNames"]


class ShortNames:
    """`short_names(parsed, mentions)` -> INSTITUTION mentions, rule `<lang>/cue/short-name`."""

    def __init__(
        self, rules: Rules, vocabulary: Vocabulary, legal: frozenset[str], given_names: frozenset[str]
    ) -> None:
        """`rules`: cue.toml; `legal`: legal forms of companies."""
        self._rules = rules
        self._vocabulary = vocabulary
        self._company_words = rules.lists["company_word"]
        self._legal = legal
        self._too_plain = rules.lists["too_plain"]
        self._given = given_names

    def __call__(self, parsed: Parsed, mentions: Sequence[Mention]) -> Iterator[Mention]:
        """A company or institute named again by its own word: "Valmera" for "Valmera Biosciences SA"."""
        text = parsed.text
        names = dict.fromkeys(
            text[mention.start : mention.end]
            for mention in mentions
            if mention.label is Label.INSTITUTION and not mention.rule.endswith(("acronym", "surname"))
        )
        for short in dict.fromkeys(map(self._short_name, names)):
            if short is None:
                continue
            for start, end in occurrences(parsed.words, short):
                if not self._continues(text[end : end + 30]):
                    yield Mention(Label.INSTITUTION, start, end, f"{self._rules.name}/short-name", priority=2)

    def _continues(self, behind: str) -> bool:
        """Whether a further capitalised word makes it another name: "Valmera" but not "Valmera Park"."""
        following = behind[1:].split(" ", 1)[0] if behind[:1] == " " else ""
        bare = following.rstrip(".,;:")
        if not following[:1].isupper() or following.isupper():
            return False
        return bare not in self._vocabulary.opener and bare not in self._vocabulary.role

    def _short_name(self, name: str) -> str | None:
        """The own word or two at a name's head, in front of its company words; None when they are too plain to serve."""
        words = name.replace(",", "").split()
        if len(words) < 2 or len(words) > 5:
            return None
        kept = []
        for word in words:
            company = word in self._company_words or word.rstrip(".") in self._company_words
            if company or word in self._legal or not word[0].isupper():
                break
            kept.append(word)
        if not kept or len(kept) == len(words) or len(kept) > 2:
            return None
        short = " ".join(kept)
        place = short in self._vocabulary.places
        if place or all(self._plain(word) for word in kept) or kept[0].casefold() in self._vocabulary.heads:
            return None
        return short

    def _plain(self, word: str) -> bool:
        """Whether a word is too ordinary to be a name by itself."""
        vocabulary = self._vocabulary
        known = (
            word in vocabulary.places
            or word in vocabulary.generic
            or word in vocabulary.nationality
            or word in vocabulary.trim
        )
        return (
            known
            or vocabulary.is_field(word)
            or word in self._given
            or len(word) < 4
            or vocabulary.stops(word)
            or word in self._too_plain
        )
