"""Acronym definitions that a text makes: which short form stands for which long form.

The core is Schwartz & Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text", PSB 2003
(`find_best_long_form`). Extended: accents folded, digits read as repetitions (IN2P3), plurals, long form in the bracket,
"or simply X", dashes and appositions, and names that are no initials when the bracket follows a known organisation.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from pressextract.knowledge.rules import Rules
from pressextract.mention import Definition, Label, Mention
from pressextract.parsed import Parsed

__all__ = ["DefinitionFinder", "find_best_long_form", "find_by_initials"]

_BRACKET = re.compile(r"[(\[]([^()\[\]\n]{2,140})[)\]]")
_SHORT = re.compile(r"[^\W_](?:[\w&/.+*-]{0,16}[\w+])(?: [A-Z][\w-]{1,7})?")
_SYMBOL = re.compile(r"[./][0-9]|[0-9][./]|^[A-Z]\.[A-Z]$")  # document symbols, degrees
_NAMES = (Label.INSTITUTION, Label.LAB)


class DefinitionFinder:
    """`finder(parsed, mentions)` -> definitions in text order, one per (short, long)."""

    def __init__(self, rules: Rules, places: frozenset[str], heads: frozenset[str]) -> None:
        """`rules`: acronym.toml; `places`: names that a bracket holds without being a short form; `heads`: of organisations."""
        self._heads = heads
        self._rules = rules
        self._places = places
        self._lead = tuple(sorted(rules.lists["lead"], key=len, reverse=True))
        self._not_short = rules.lists["not_short"]
        self._stop = rules.lists["stop"]
        self._small = rules.lists["small"]
        self._heads_of_phrases = rules.lists["phrase_head"]

    def __call__(self, parsed: Parsed, mentions: Sequence[Mention]) -> list[Definition]:
        """Definitions of `parsed`; `mentions` (resolved or not) tell where organisations' names end."""
        names = [mention for mention in mentions if mention.label in _NAMES]
        persons = {mention.start for mention in mentions if mention.label is Label.PERSON}
        ends: dict[int, Mention] = {}
        starts: dict[int, Mention] = {}
        for mention in names:
            if mention.end not in ends or ends[mention.end].start > mention.start:
                ends[mention.end] = mention
            if mention.start not in starts or starts[mention.start].end < mention.end:
                starts[mention.start] = mention
        found = list(self._bracketed(parsed.text, ends, starts))
        found.extend(self._ruled(parsed, ends, starts))
        found.extend(self._listed(parsed, starts))
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

    def _bracketed(self, text: str, ends: dict[int, Mention], starts: dict[int, Mention]) -> Iterator[Definition]:
        for bracket in _BRACKET.finditer(text):
            before = bracket.start()
            while before and text[before - 1] in " \"'”»’":
                before -= 1
            if text[before - 2 : before] == "'s":
                before -= 2
            for start, end in self._candidates(text, bracket.start(1), bracket.end(1)):
                definition = self._native(text, bracket.start(1), start, starts) or self._long_before(
                    text, before, start, end, ends
                )
                if definition:
                    yield definition
                    break
            else:
                definition = self._long_inside(text, before, bracket.start(1), bracket.end(1), starts)
                if definition:
                    yield definition

    def _native(self, text: str, begin: int, start: int, starts: dict[int, Mention]) -> Definition | None:
        """Own-language name beside the short form in one bracket: "Austrian Academy of Sciences (Akademie der ..., ÖAW)"."""
        while text[begin] in " \"'“«":
            begin += 1
        native = text[begin:start].rstrip(" \"'”»")
        for lead in ("or", "in short", "abbreviated"):
            native = native.removesuffix(f" {lead}").rstrip(" \"'”»")
        native = native.rstrip(",;–- ").rstrip(" \"'”»")
        if native.count(" ") < 1 or not native[:1].isupper():
            return None
        end = start
        while end < len(text) and (text[end].isalnum() or text[end] in "&-/.*"):
            end += 1
        short = text[start:end].rstrip(".")
        name = starts.get(begin)
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
            while first < last and text[first] in " \"'“«":
                first += 1
            for lead in self._lead:
                if text.startswith(lead + " ", first):
                    first += len(lead) + 1
            while last > first and text[last - 1] in " \"'”».,;":
                last -= 1
            while first < last and text[first] in "\"'“«":
                first += 1
            if self.is_short(text[first:last]):
                yield first, last

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

    def _long_before(self, text: str, before: int, start: int, end: int, ends: dict[int, Mention]) -> Definition | None:
        short = text[start:end]
        name = ends.get(before)
        if name is not None and name.end - name.start > len(short) and text[name.start : name.end] != short:
            acronymic = sum(letter.isupper() for letter in short) > 1
            inner = find_best_long_form(short, text[name.start : name.end])
            fits = inner is not None
            if (
                fits
                or acronymic
                or (short[0].isupper() and name.rule.endswith(("lexicon", "lexicon-supported")))
                or " " not in short
            ):
                long_start = name.start
                by_initials = find_by_initials(short, text[name.start : name.end], self._small)
                if by_initials:
                    long_start += by_initials  # "Austrian Institute of Technology (IT)"
                elif inner and self._owner(text[name.start : name.start + inner]):
                    long_start += inner  # "UCL Advanced Propulsion Lab (APL)"
                if not fits:
                    # The name may be cut short: "Sweden's Council for X" does not fit, a longer reading may.
                    longer = self._window(text, before, short)
                    if longer is not None and longer < long_start and self._name_like(text, longer, long_start):
                        long_start = longer
                return Definition(short, start, end, long_start, before, f"{self._rules.name}/bracket-name")
        long_start_or_none = self._window(text, before, short)
        if long_start_or_none is None:
            return None
        return Definition(short, start, end, long_start_or_none, before, f"{self._rules.name}/bracket")

    def _owner(self, before: str) -> bool:
        """Whether the words in front of a long form are an organisation's acronym that the short form leaves out."""
        words = before.split()
        return len(words) == 1 and sum(letter.isupper() for letter in words[0]) > 1

    def _name_like(self, text: str, start: int, stop: int) -> bool:
        between = text[start:stop]
        return between[:1].isupper() and not any(character in between for character in ".,;:()\n")

    def _window(self, text: str, before: int, short: str) -> int | None:
        """Start of the long form that ends at `before`, by the algorithm of the paper, within its window of words."""
        letters = _expanded(short)
        most = min(len(letters) + 5, len(letters) * 2)
        begin, seen = before, 0
        while begin and seen < most:
            space = text.rfind(" ", 0, begin - 1)
            word = text[space + 1 : begin]
            if "\n" in word:
                begin = space + 1 + word.rindex("\n") + 1
                break
            if seen and (
                word.rstrip().endswith((";", ":", ")", "(", "]", "!", "?"))
                or (word.rstrip().endswith(".") and len(word.rstrip()) > 4)
            ):
                break
            begin = space + 1
            seen += 1
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
        if (
            len(letters) > 2
            and len(long_form.split()) == 1
            and "-" not in long_form
            and sum(letter.isupper() for letter in short) > 1
            and not short[0].islower()
        ):
            return begin + at if len(long_form) > 8 else None
        return begin + at

    def _phrase(self, text: str, before: int, short: str) -> int | None:
        """Start of a capitalised phrase with an organisation's head in it, whose letters are another language's: "United Nations
        Mission for the Referendum in Western Sahara (MINURSO)".
        """
        if len(short) < 4 or not short.isupper() or not short.isalpha():
            return None
        begin, capitals, headed = before, 0, False
        reached = before
        while begin > 0 and before - begin < 160:
            space = text.rfind(" ", 0, begin - 1)
            word = text[space + 1 : begin].strip()
            if not word or not word[-1].isalnum() or "\n" in text[space + 1 : begin]:
                break
            if word[0].isupper():
                capitals += 1
                headed = headed or word.casefold() in self._heads or word in self._heads_of_phrases
                reached = space + 1
            elif (
                word not in self._small
                or word == "and"
                or (
                    word == "the"
                    and text[max(0, space - 4) : space].strip().split(" ")[-1]
                    not in (
                        "of",
                        "for",
                        "in",
                        "on",
                    )
                )
            ):
                break
            begin = space + 1
        return reached if headed and capitals > 2 else None

    def _long_inside(
        self, text: str, before: int, start: int, end: int, starts: dict[int, Mention]
    ) -> Definition | None:
        """Short form before, long form in the bracket: "ILRI (International Livestock Research Institute)"."""
        begin = before
        while begin and (text[begin - 1].isalnum() or text[begin - 1] in "&-/*"):
            begin -= 1
        short = text[begin:before]
        if not self.is_short(short) or sum(letter.isupper() for letter in short) < 2:
            return None
        while text[start] in " \"'“«":
            start += 1
        for lead in ("the ", "The ", "short for ", "from "):
            if text.startswith(lead, start):
                start += len(lead)
        stop = end
        for separator in (";", ", in ", " – "):
            cut = text.find(separator, start, end)
            if cut > 0:
                stop = min(stop, cut)
        comma = text.rfind(", ", start, end)
        if comma > 0 and text[comma + 2 : end] in self._places:
            stop = min(stop, comma)
        long_form = text[start:stop].rstrip(" \"'”»")
        if " " not in long_form and len(long_form) < 10:
            return None
        name = starts.get(start)
        whole = find_best_long_form(short, long_form)
        if whole == 0 or (name is not None and name.end == start + len(long_form)):
            return Definition(short, begin, before, start, start + len(long_form), f"{self._rules.name}/bracket-inside")
        return None

    # --- wording ----------------------------------------------------------------------------------------------------------

    def _ruled(self, parsed: Parsed, ends: dict[int, Mention], starts: dict[int, Mention]) -> Iterator[Definition]:
        """Definitions by wording: "or simply X", "known as X", "X, the Long Name," (patterns in acronym.toml)."""
        text = parsed.text
        for match in self._rules.find(parsed.view):
            if "short" not in match.spans:
                continue
            start, end = match.spans["short"]
            while text[end - 1] in ".,;:&/+-":
                end -= 1
            short = text[start:end]
            if not self.is_short(short) or (
                match.rule.emit.get("long") == "behind" and sum(map(str.isupper, short)) < 2
            ):
                continue
            rule = self._rules.rule_id(match.rule)
            if match.rule.emit.get("long") == "before":
                before = match.start
                while before and text[before - 1] in " ,\"'”»’)":
                    before -= 1
                name = ends.get(before)
                long_start = name.start if name is not None else self._window(text, before, short)
                if name is None and match.rule.emit.get("named"):
                    continue
                if match.rule.emit.get("strict") and not self._strictly(text, short, end, long_start, before, name):
                    continue
                if long_start is not None and text[long_start:before] != short:
                    yield Definition(short, start, end, long_start, before, rule)
            else:
                behind = match.end
                name = starts.get(behind)
                if name is not None:
                    fits = find_best_long_form(short, text[name.start : name.end]) is not None
                    if fits and name.end - name.start > len(short) + 3:
                        yield Definition(short, start, end, name.start, name.end, rule)
                    continue
                stop = _prefix_long_form(short, text, behind)
                if stop is not None:
                    yield Definition(short, start, end, behind, stop, rule)

    def _strictly(self, text: str, short: str, end: int, start: int | None, stop: int, name: Mention | None) -> bool:
        """Whether an apposition defines: the letters fit from the first word on (of a known name: somewhere), and the short form
        is no part of a further name ("University College Dublin, UCD School").
        """
        if start is None or re.match(r" [A-Z]", text[end : end + 2]):
            return False
        if name is not None:
            return find_best_long_form(short, text[start:stop]) is not None
        return find_by_initials(short, text[start:stop], self._small) == 0

    def _listed(self, parsed: Parsed, starts: dict[int, Mention]) -> Iterator[Definition]:
        """Lines "SHORT – Long form": definition lists and lists of partners."""
        text = parsed.text
        for match in _LISTED.finditer(text):
            short = match.group(1)
            start = match.start(2)
            long_form = match.group(2).rstrip(" .,;:")
            if not self.is_short(short) or len(long_form) < len(short) + 4:
                continue
            name = starts.get(start)
            known = starts.get(match.start(1))
            known = known if known is not None and known.end == match.end(1) else None
            whole = name is not None and not text[name.end : match.end(2)].strip(" .,;:)")
            fits = find_best_long_form(short, long_form) == 0 and sum(letter.isupper() for letter in short) > 1
            headed = any(word.casefold() in self._heads for word in long_form.split())
            if name is not None and whole and name.end - start > len(short) + 3 and (fits or known):
                yield Definition(short, match.start(1), match.end(1), start, name.end, f"{self._rules.name}/listed")
            elif (fits or (known and headed)) and len(long_form.split()) <= 14:
                yield Definition(
                    short, match.start(1), match.end(1), start, start + len(long_form), f"{self._rules.name}/listed"
                )


_LISTED = re.compile(r"^[ \t]{0,4}(?:[-*•] )?([A-Z][\w&-]{1,11}) ?[–—:=-] ?([A-Z][^\n.;()]{6,160})", re.M)


def find_best_long_form(short: str, long_form: str) -> int | None:
    """Offset in `long_form` at which the shortest long form of `short` begins that ends with `long_form`; None: no match.

    Schwartz & Hearst 2003, findBestLongForm: the letters of the short form are matched from right to left, the first one at
    the beginning of a word. Accents and case are folded; a digit repeats the letter that follows or precedes it.

    >>> find_best_long_form("IN2P3", "at the Institut national de physique nucléaire et de physique des particules")
    7
    >>> find_best_long_form("ETS", "École de technologie supérieure")
    0
    >>> find_best_long_form("IRC", "the two partners") is None
    True
    """
    letters = _expanded(short)
    haystack = _folded(long_form)
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
    letters = _folded("".join(character for character in short if character.isalnum()))
    words = list(re.finditer(r"[^\s–-]+", long_form))
    at = len(letters) - 1
    for word in reversed(words):
        surface = word.group().lstrip("(\"'“«")
        if not surface:
            return None
        initial = _folded(surface[0])
        if surface in small and not (initial == letters[at] and short[-1 - (len(letters) - 1 - at)].islower()):
            continue
        if initial != letters[at]:
            return None
        at -= 1
        if at < 0:
            return word.start() + len(word.group()) - len(surface)
    return None


def _prefix_long_form(short: str, text: str, begin: int) -> int | None:
    """End of the shortest capitalised phrase from `begin` on whose first word and letters fit `short`; None: none does."""
    if not text[begin : begin + 1].isupper() or sum(letter.isupper() for letter in short) < 3:
        return None
    phrase = re.split(r"[,.;:()\n]", text[begin : begin + 140], maxsplit=1)[0]
    for word in re.finditer(r"\S+", phrase):
        if find_best_long_form(short, phrase[: word.end()]) == 0 and word.end() > len(short) + 6:
            return begin + word.end()
    return None


def _expanded(short: str) -> str:
    """Letters of a short form, folded; a digit becomes repetitions of the letter behind it (IN2P3 -> innppp)."""
    folded = [character for character in _folded(short) if character.isalnum()]
    letters = []
    for index, character in enumerate(folded):
        if (
            character.isdigit()
            and character not in "01"
            and index + 1 < len(folded)
            and folded[index + 1].isalpha()
            and int(character) < 6
        ):
            letters.append(folded[index + 1] * (int(character) - 1))
        elif (
            character.isdigit() and index == len(folded) - 1 and index and character not in "01" and int(character) < 6
        ):
            letters.append(folded[index - 1] * (int(character) - 1))
        else:
            letters.append(character)
    return "".join(letters)


def _folded(text: str) -> str:
    """`text` casefolded and without accents, character by character, so that offsets hold."""
    if text.isascii():
        return text.lower()
    return "".join((unicodedata.normalize("NFD", character)[:1].casefold() or character)[:1] for character in text)


def _first_of_each(text: str, definitions: list[Definition]) -> list[Definition]:
    """The first definition of each (short, long) and each short form's place, in text order."""
    definitions.sort(key=lambda found: (found.short_start, found.long_start))
    seen: set[tuple[str, str]] = set()
    places: set[int] = set()
    kept = []
    for definition in definitions:
        key = (definition.short, _folded(text[definition.long_start : definition.long_end]))
        if key in seen or definition.short_start in places:
            continue
        seen.add(key)
        places.add(definition.short_start)
        kept.append(definition)
    return kept
