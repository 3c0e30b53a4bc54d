"""The words before a short form that may be its long form, and what a short form looks like."""

from __future__ import annotations

import re

from pressextract.knowledge.rules import Rules
from pressextract.long_form import expanded, find_best_long_form, find_by_initials

__all__ = ["Windows"]

_SHORT = re.compile(r"[^\W_](?:[\w&/.+*-]{0,16}[\w+])(?: [A-Z][\w-]{1,7})?")
_SYMBOL = re.compile(r"[./][0-9]|[0-9][./]|^[A-Z]\.[A-Z]$")  # document symbols, degrees
_LONGEST_PHRASE = 160  # characters


class Windows:
    """Reads short forms and the words in front of them; knows no mentions."""

    def __init__(self, rules: Rules, places: frozenset[str], heads: frozenset[str]) -> None:
        """`rules`: acronym.toml; `places` are no short forms; `heads`: head nouns of organisations, casefolded."""
        self._places = places
        self._heads = heads
        self._not_short = rules.lists["not_short"]
        self._stop = rules.lists["stop"]
        self._small = rules.lists["small"]
        self._heads_of_phrases = rules.lists["phrase_head"]
        self._phrase_small = self._small - rules.lists["phrase_end"]
        self._article = rules.lists["article"]
        self._with_article = rules.lists["with_article"]

    def is_short(self, surface: str) -> bool:
        """Whether a surface can be a short form: 2 to 12 characters, a capital, no place, no common word in brackets."""
        if "/" in surface and all(sum(letter.isupper() for letter in part) > 1 for part in surface.split("/")):
            return False
        if (
            _SYMBOL.search(surface)
            or not _SHORT.fullmatch(surface)
            or surface in self._places
            or surface in self._not_short
        ):
            return False
        return (any(letter.isupper() for letter in surface) and not surface[0].isdigit()) or (
            surface[:1].isdigit() and sum(letter.isupper() for letter in surface) > 1
        )

    def long_start(self, text: str, before: int, short: str) -> int | None:
        """Start of the long form that ends at `before`, by the algorithm of the paper, within its window of words."""
        letters = expanded(short)
        # The paper's window: as many words as the short form has letters, plus 5, at most twice as many.
        begin = _words_before(text, before, min(len(letters) + 5, len(letters) * 2))
        stretch = text[begin:before]
        for opening in ("(", "“", "«"):
            if opening in stretch:
                cut = stretch.rindex(opening) + 1
                begin, stretch = begin + cut, stretch[cut:]
        at = find_by_initials(short, stretch, self._small)
        if at is None:
            at = find_best_long_form(short, stretch)
        if at is None and short[-1] == "s" and sum(letter.isupper() for letter in short) > 1:
            at = find_best_long_form(short.rstrip("s").rstrip("'"), stretch)  # a plural of a singular: "people (IDPs)"
        if at is None:
            return self._phrase(text, before, short)
        long_form = stretch[at:]
        if len(long_form) <= len(short) or long_form.split()[0].casefold() in self._stop:
            return None
        acronym = len(letters) > 2 and sum(letter.isupper() for letter in short) > 1 and not short[0].islower()
        if acronym and len(long_form.split()) == 1 and "-" not in long_form and len(long_form) <= 8:
            return None  # one short word is not what three capitals stand for
        return begin + at

    def _phrase(self, text: str, before: int, short: str) -> int | None:
        """Start of a capitalised phrase with an organisation's head in it, whose letters are another language's: "United Nations
        Mission for the Referendum in Western Sahara (MINURSO)".
        """
        if len(short) < 4 or not short.isupper() or not short.isalpha():
            return None
        begin, capitals, headed = before, 0, False
        reached = before
        while begin > 0 and before - begin < _LONGEST_PHRASE:
            space = text.rfind(" ", 0, begin - 1)
            word = text[space + 1 : begin].strip()
            if not word or not word[-1].isalnum() or "\n" in text[space + 1 : begin]:
                break
            if word[0].isupper():
                capitals += 1
                headed = headed or word.casefold() in self._heads or word in self._heads_of_phrases
                reached = space + 1
            elif word not in self._phrase_small or (
                word in self._article
                and text[max(0, space - 4) : space].strip().split(" ")[-1] not in self._with_article
            ):
                break
            begin = space + 1
        return reached if headed and capitals > 2 else None


def _words_before(text: str, before: int, most: int) -> int:
    """Where the stretch of at most `most` words begins that ends at `before`; it does not run over a line or a sentence."""
    begin, seen = before, 0
    while begin and seen < most:
        space = text.rfind(" ", 0, begin - 1)
        word = text[space + 1 : begin]
        if "\n" in word:
            return space + 1 + word.rindex("\n") + 1
        bare = word.rstrip()
        if seen and (bare.endswith((";", ":", ")", "(", "]", "!", "?")) or (bare.endswith(".") and len(bare) > 4)):
            break
        begin = space + 1
        seen += 1
    return begin
