"""Long forms by their letters: where the words begin that a short form stands for.

Schwartz & Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text", PSB 2003
(`find_best_long_form`), with accents folded and digits read as repetitions (IN2P3), and a stricter reading by initials.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["expanded", "find_best_long_form", "find_by_initials", "folded", "prefix_long_form"]


def find_best_long_form(short: str, long_form: str) -> int | None:
    """Offset in `long_form` at which the shortest long form of `short` begins that ends with `long_form`; None: no match.

    Schwartz & Hearst 2003, findBestLongForm: the letters of the short form are matched from right to left, the first one at
    the beginning of a word. Accents and case are folded; a digit repeats the letter that follows or precedes it.

    >>> find_best_long_form("CNRS", "at the Centre national de la recherche scientifique")
    7
    >>> find_best_long_form("ETS", "École de technologie supérieure")
    0
    >>> find_best_long_form("IRC", "the two partners") is None
    True
    """
    letters = expanded(short)
    haystack = folded(long_form)
    at = len(haystack) - 1
    for number in range(len(letters) - 1, -1, -1):
        letter = letters[number]
        while at >= 0 and (haystack[at] != letter or (number == 0 and at > 0 and haystack[at - 1].isalnum())):
            at -= 1
        if at < 0:
            return None
        at -= 1
    return at + 1


def find_by_initials(short: str, long_form: str, small: frozenset[str]) -> int | None:
    """Offset in `long_form` of the words whose initials, small words left out, spell `short`, up to its end; None: they do not.

    Stricter than `find_best_long_form`, which is content with letters inside words and so may begin too late.

    >>> find_by_initials("IMIS", "the Integrated Management Information System", frozenset({"the"}))
    4
    """
    letters = folded("".join(character for character in short if character.isalnum()))
    words = list(re.finditer(r"[^\s–-]+", long_form))
    at = len(letters) - 1
    for word in reversed(words):
        surface = word.group().lstrip("(\"'“«")
        if not surface:
            return None
        initial = folded(surface[0])
        if surface in small and not (initial == letters[at] and short[-1 - (len(letters) - 1 - at)].islower()):
            continue
        if initial != letters[at]:
            return None
        at -= 1
        if at < 0:
            return word.start() + len(word.group()) - len(surface)
    return None


def prefix_long_form(short: str, text: str, begin: int) -> int | None:
    """End of the shortest capitalised phrase from `begin` on whose first word and letters fit `short`; None: none does."""
    if not text[begin : begin + 1].isupper() or sum(letter.isupper() for letter in short) < 3:
        return None
    phrase = re.split(r"[,.;:()\n]", text[begin : begin + 140], maxsplit=1)[0]
    for word in re.finditer(r"\S+", phrase):
        if find_best_long_form(short, phrase[: word.end()]) == 0 and word.end() > len(short) + 6:
            return begin + word.end()
    return None


def expanded(short: str) -> str:
    """Letters of a short form, folded; a digit becomes repetitions of the letter behind it (IN2P3 -> inpppp)."""
    letters = []
    plain = [character for character in folded(short) if character.isalnum()]
    for index, character in enumerate(plain):
        times = int(character) - 1 if character in "2345" else 0
        if times and index + 1 < len(plain) and plain[index + 1].isalpha():
            letters.append(plain[index + 1] * times)
        elif times and index and index == len(plain) - 1:
            letters.append(plain[index - 1] * times)
        else:
            letters.append(character)
    return "".join(letters)


def folded(text: str) -> str:
    """`text` casefolded and without accents, character by character, so that offsets hold."""
    if text.isascii():
        return text.lower()
    return "".join((unicodedata.normalize("NFD", character)[:1].casefold() or character)[:1] for character in text)
