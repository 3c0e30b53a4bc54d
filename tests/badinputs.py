"""Hostile texts: each one is aimed at a place where an extractor of names, dates and figures may turn slow or wrong.

`ATTACKS` are texts of about n characters, for any n; the numbers are the rows of the project's table of bad inputs, where
they have one. They are made, not stored, because most of them are long.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

__all__ = ["ATTACKS", "Maker", "letters"]

Maker = Callable[[int], str]
"""A text of about so many characters."""


def letters(number: int, width: int = 4) -> str:
    """A name for a number: "aaab" for 1. Distinct names are what dictionaries and caches cannot help with."""
    return "".join(chr(97 + number // 26**place % 26) for place in reversed(range(width)))


def _repeated(unit: str, before: str = "", behind: str = "") -> Maker:
    return lambda n: before + unit * (n // len(unit)) + behind


def _filled(template: str, number: int) -> str:
    name = letters(number)
    return template.format(number=10 + number, small=10 + number % 90, name=name.capitalize(), capitals=name.upper())


def _counted(template: str, behind: str = "", before: str = "") -> Maker:
    """Many copies with different fillings: {number}, {small} (two digits), {name}, {capitals}."""

    def make(n: int) -> str:
        size = len(_filled(template, 10_000))
        return before + "".join(_filled(template, number) for number in range(n // size)) + behind

    return make


ATTACKS: Mapping[str, Maker] = MappingProxyType(
    {
        # Runs without a space, and brackets
        "row 35: one word": _repeated("a"),
        "row 35: one word in capitals": _repeated("A"),
        "row 36: opening brackets": _repeated("("),
        "row 36: closing brackets": _repeated(")"),
        "row 36: quotation marks": _repeated('"'),
        "row 36: snowmen": _repeated("☃"),
        "row 36: possessives": _repeated("'s"),
        "row 46: one endless name": _repeated("a", "The University of A"),
        "row 46: one endless acronym": _repeated("A", "The Institute of A (", ")"),
        "row 37: nested brackets": lambda n: "(a " * (n // 6) + "b) " * (n // 6),
        "row 37: nested brackets of capitals": lambda n: "(CNRS " * (n // 12) + "of A) " * (n // 12),
        "row 38: a colon behind each letter": _repeated("a:"),
        "row 38: addresses run together": _repeated("http://a.b/"),
        "at signs": _repeated("a@"),
        "e-mail addresses": _repeated("a@b.org "),
        "file names run together": _repeated("aa.pdf+"),
        "domains run together": _repeated("aa.com_"),
        "one endless e-mail address": _repeated("a.b-c@"),
        "hyphens": _repeated("A-"),
        "ampersands": _repeated("A&"),
        "apostrophes": _repeated("O'"),
        "dashes": _repeated("– "),
        "stops": _repeated("."),
        "stops apart": _repeated(". "),
        "exclamation marks": _repeated("! "),
        "quotation marks before capitals": _repeated('"A '),
        "opening quotation marks": _repeated("“a "),
        "brackets that never close": _repeated("(A "),
        # Characters
        "row 14: NULs": _repeated("a\x00"),
        "row 15: next line": _repeated("\x85"),
        "row 15: line separators": _repeated("a\u2028"),
        "row 16: escape sequences": _repeated("\x1b[31mCNRS "),
        "row 17: bidi overrides": _repeated("\u202eCNRS\u202c "),
        "row 18: zero-width spaces": _repeated("a\u200b"),
        "row 18: nothing but zero-width spaces": _repeated("\u200b"),
        "row 19: no-break spaces in numbers": _repeated("2\u00a0900 "),
        "row 20: decomposed accents": _repeated("e\u0301"),
        "row 21: combining marks": lambda n: "e" + "\u0301\u0316" * (n // 2),
        "row 22: one character that is eighteen": _repeated("\ufdfa"),
        "row 23: families of emoji": _repeated("👨‍👩‍👧‍👦 "),
        "row 23: letters beyond the basic plane": _repeated("𝐀"),
        "row 25: private use": _repeated("\ue000 "),
        "row 25: noncharacters": _repeated("\ufffe\uffff"),
        "row 26: confusables": _repeated("СNRS "),
        "row 26: full width": _repeated("ＣＮＲＳ "),
        "row 27: Arabic digits": _repeated("٣ "),
        "row 27: superscripts": _repeated("x²"),
        "row 27: halves": _repeated("½ "),
        "row 27: Roman numerals": _repeated("XIV "),
        "row 29: Chinese": _repeated("研究所"),
        "row 29: Thai": _repeated("สถาบันวิจัย"),
        "row 29: Arabic": _repeated("جامعة القاهرة "),
        "row 13: mojibake": _repeated("universitÃ© "),
        # Markup
        "stars": _repeated("*"),
        "stars behind words": _repeated("a* "),
        "underscores": _repeated("_a"),
        "backslashes": _repeated("\\*"),
        "square brackets": _repeated("["),
        "links that never end": _repeated("[a]("),
        "angle brackets": _repeated("<"),
        "tags that never end": _repeated("<a "),
        "raised numbers": _repeated("<sup>1</sup>"),
        "raised numbers that never end": _repeated("x<sup>"),
        "raised letters in one name": _repeated("A<sup>x", "University of "),
        "entities that never end": _repeated("&#"),
        "numbered marks": _counted("word[{small}] more\n"),
        "headings": _repeated("# a\n"),
        "number signs": _repeated("#"),
        "quoted lines": _repeated("> a\n"),
        "table cells": _repeated("|a"),
        "rules": _repeated("---\n"),
        "fences": _repeated("```\n"),
        "front matter that never ends": _repeated("a: b\n", "---\n"),
        "list items": _repeated("- a\n"),
        # Lines
        "empty lines": _repeated("\n"),
        "lines of one letter": _repeated("a\n"),
        "wrapped lines": _repeated("word " * 14 + "\n"),
        "spaces": lambda n: "a" + " " * n + "b",
        "tabs": lambda n: "\t" * n + "x",
        "contact lines": _repeated("Contact: a\n"),
        "telephone numbers": _repeated("+33 1 44 96 51 51\n"),
        "numbered notes": _counted("{number}. A note of the {name} Laboratory\n"),
        "notes and their marks": lambda n: (
            "".join(f"The University of {letters(i).capitalize()} [{i + 1}] met. " for i in range(n // 80))
            + "\n\n"
            + "".join(f"[{i + 1}] The {letters(i).capitalize()} Institute\n" for i in range(n // 80))
        ),
        # Words
        "row 40: initials": _repeated("A.B.C.D."),
        "row 40: initials apart": _repeated("A. "),
        "row 41: laboratories": _repeated("Laboratory ", behind="("),
        "row 41: capitalised words": _counted("{name} "),
        "row 41: capitalised words and an acronym": _counted("{name} ", behind="(WWW)"),
        "row 44: one laboratory": _repeated("The JLO met. ", "The Joint Laboratory for Optics (JLO) opened. "),
        "row 44: one laboratory without its article": _repeated("Joint Laboratory for Optics (JLO) "),
        "one acronym in one line": _repeated("CNRS "),
        "one shouted line": _repeated("WHO CAN JOIN "),
        "a chain of acronyms": _counted("{capitals} and ", "the University of Paris signed."),
        "a chain of acronyms the other way": _counted("and {capitals} ", before="The University of Paris "),
        "a list of acronyms": _counted("{capitals}, ", "and the University of Paris signed."),
        "acronyms beside nouns": _counted("the {capitals} institute, and again {capitals} "),
        "acronyms in brackets": _repeated("(JLO) "),
        "definitions": _counted("The {name} Research Institute ({capitals}RI) met. "),
        "definitions and uses": _counted("The {name} Research Institute ({capitals}RI) met, and {capitals}RI paid. "),
        "definitions without a stop": _counted("{name} Research Institute ({capitals}RI) "),
        "universities": _repeated("University "),
        "universities of": _repeated("University of "),
        "universities joined": _repeated("University of Paris and "),
        "universities listed": _repeated("University of Paris, "),
        "universities of many names": _counted("The University of {name} met. "),
        "universities of many names without a stop": _counted("the University of {name}, "),
        "laboratories of many names": _counted("The {name} Laboratory met. "),
        "companies": _repeated("Hitachi Ltd, "),
        "companies of many names": _counted("{name} Ltd. and "),
        "places": _repeated("Paris, "),
        "places of many names": _counted("in {name}, France, "),
        "titles": _repeated("Dr "),
        "titles with initials": _repeated("Dr. A. "),
        "one person": _repeated("John Smith "),
        "persons of many names": _counted("Professor Anna {name} spoke. "),
        "persons of many names without a stop": _counted("Professor Anna {name}, "),
        "speakers": _counted('"We did it," said Professor Anna {name} of the University of {name}.\n\n'),
        "roles": _counted("Anna {name}, director of the {name} Institute, "),
        "one surname, many persons": _counted("Professor {name} Smith and Smith met. "),
        "and": _repeated("and "),
        "the": _repeated("the "),
        "of": _repeated("of "),
        "said": _repeated("said "),
        # Dates
        "row 42: from a year": _repeated("from 2016 "),
        "row 42: from a year to": _repeated("from 2016 to "),
        "row 42: between": _repeated("between "),
        "row 43: may": _repeated("may "),
        "row 43: May": _repeated("May "),
        "row 43: years": _repeated("2020 "),
        "days": _repeated("4 October 2022, "),
        "days that do not exist": _repeated("30 February 2022, "),
        "days in digits": _repeated("04/10/22 "),
        "ISO days": _repeated("2022-10-04 "),
        "row 55: ranges": _repeated("2016-2020 "),
        "row 54: last year": _repeated("last year "),
        "row 54: Mondays": _repeated("Monday "),
        # Figures
        "row 39: digits and commas": _repeated("1,"),
        "row 39: digits and hyphens": _repeated("1-"),
        "row 39: digits and stops": _repeated("1."),
        "row 39: digits and spaces": _repeated("1 "),
        "row 47: digits": _repeated("9"),
        "row 47: exponents": _repeated("1e999 "),
        "row 48: Swiss thousands": _repeated("2'900 "),
        "row 48: thousands listed": _repeated("2,900,"),
        "row 42: percent signs": _repeated("% "),
        "row 49: percentages": _repeated("29% "),
        "row 49: negative numbers": _repeated("-5 "),
        "amounts": _repeated("€2 million "),
        "numbers in words": _repeated("twenty "),
        "long numbers in words": _repeated("one hundred and "),
        "more than": _repeated("more than "),
        "million": _repeated("million "),
        "shares of": _repeated("12 of "),
        "prefixes": _repeated("+33 "),
        "counts": _repeated("12 students, "),
        "different counts": _counted("{number} students "),
        "counts of places": _counted("{number} students in {name}, France, "),
        "ranks": _repeated("its 9th and "),
        "row 45: a figure in each paragraph": _counted("In all, {number} researchers work here.\n\n"),
        # Everything in one sentence
        "one long sentence": _counted(
            "and {number} students of the {name} Laboratory ({capitals}L) at the University of {name} met Professor "
            "Anna {name} in Paris on 4 October 2022 with €2 million from the CNRS "
        ),
    }
)
