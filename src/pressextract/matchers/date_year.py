"""Whether a four-digit number is a year: not a count, an amount, a code, a phone number or part of a name."""

from __future__ import annotations

from itertools import takewhile

from pressextract.knowledge.rules import RuleMatch, Rules
from pressextract.matchers.surroundings import Hold, Surroundings

__all__ = ["check_digits", "check_year", "check_years"]


_GOAL = 2050  # a round number that is a year: "2050 targets"


def check_digits(_match: RuleMatch, around: Surroundings, _rules: Rules) -> Hold:
    """Numeric dates are no part of longer numbers, codes or addresses."""
    if around.before[-1:] in ("-", ".", "/", "_", ",", ":", "#", "+") and around.before[-2:-1].isalnum():
        return Hold.NO
    return _not_continued(around)


def _not_continued(around: Surroundings) -> Hold:
    if (around.after[:1] in "-./,:_%" and around.after[1:2].isdigit()) or around.after[:1] in ("%", "€", "£", "$"):
        return Hold.NO
    return Hold.YES


def check_years(match: RuleMatch, around: Surroundings, rules: Rules) -> Hold:
    """How it holds: "2016-2020" in a code or after a name is no range of years."""
    return check_year(match, around, rules)


def check_year(match: RuleMatch, around: Surroundings, rules: Rules) -> Hold:
    """A bare four-digit number: a year by its cue, by what follows, or by neither being against it."""
    if around.before.endswith("-") and around.words and around.words[-1][:-1] in rules.lists["glue"]:
        return Hold.YES if not _is_glued(around, after_only=True) else Hold.NO
    if check_digits(match, around, rules) is Hold.NO or _is_glued(around):
        return Hold.NO
    number = int(match.groups["year"])
    cue = around.last.rpartition("/")[2]  # "late 2024/early 2025"
    later = cue in rules.lists["than"] and not rules.lists["later_than"].isdisjoint(around.words[-2:-1])
    bounds = rules.lists["bounds_year"]  # "until at least 2027"
    later = later or (cue in rules.lists["least"] and not bounds.isdisjoint(around.words[-3:-2]))
    if (cue in rules.lists["number_cue"] and not later) or around.before.rstrip(" ")[-1:] in (
        "€",
        "$",
        "£",
        "#",
        "+",
        "×",
        "=",
    ):
        return Hold.NO
    if " " in match.groups.get("span", "") or match.end - match.start > 10 or match.start != match.spans["year"][0]:
        return Hold.YES  # "year 2020", "FY 2022/23"
    strong = cue in rules.lists["year_cue"]
    if _is_amount(around, rules, number, strong):
        return Hold.NO
    if strong or (around.before[-1:] == "(" and around.after[:1] == ")"):
        return Hold.YES
    if 1900 <= number <= 2099 and _is_column(around, number):
        return Hold.YES
    if not 1600 <= number <= 2099 or (
        around.last_surface.rpartition("/")[2][:1].isdigit() and not around.last_surface.endswith((",", ";", ":", ")"))
    ):
        return Hold.NO
    if _after_name(around, rules) or _in_address(around):
        return Hold.NO
    return Hold.YES


def _is_column(around: Surroundings, number: int) -> bool:
    """Whether the number stands in a row of years: "2019 2022 2023", the head of a table."""
    if not (around.last[:1].isdigit() or around.next[:1].isdigit()):
        return False
    before = list(takewhile(str.isdigit, reversed(around.words)))[::-1] if around.last else []
    after = list(takewhile(str.isdigit, around.after.split())) if around.after.startswith(" ") else []
    row = [int(word) for word in before] + [number] + [int(word) for word in after]
    return (
        len(row) > 1
        and all(1900 <= year <= 2099 for year in row)
        and row in (sorted(set(row)), sorted(set(row), reverse=True))
    )


def _is_glued(around: Surroundings, after_only: bool = False) -> bool:
    """A hyphen or a letter ties the number to another word ("A350-1000", "2019-nCoV")."""
    if not after_only and around.before[-1:] in ("-", "'", "_", "\ue000") and around.before[-2:-1].isalnum():
        return True
    if (around.before[-1:] == "/" and not after_only) or around.after[:1] == "_":
        return True
    if around.after[:1] == "/" and not around.after[1:2].islower():  # "late 2024/early 2025" are two
        return True
    return around.after[:1] == "-" and around.after[1:2].isalnum() and not around.after[1:2].islower()


def _is_amount(around: Surroundings, rules: Rules, number: int, strong: bool) -> bool:
    following = around.next
    if following in rules.lists["name_next"] or _beside_dash_and_number(around):
        return True
    if around.after[:1] in ("%", "°", "€", "£", "$") or around.after[:2] in (" %", " €", " °"):
        return True
    if not following:
        return False
    if following in rules.lists["unit_after"] and following != "or":
        return True
    if following[0].isdigit() and not strong:
        return not around.after.startswith(" ") or (
            following.rstrip("%").replace(",", "").isdigit() and len(following) < 4
        )
    plural = (
        following.endswith("s")
        and len(following) > 3
        and around.next_surface[:1].islower()
        and following not in rules.lists["not_plural"]
    )
    if not plural or following.endswith(tuple(rules.lists["possessive"])) or following in rules.lists["clause_word"]:
        return False
    if following in rules.lists["year_noun"] and (number % 50 or number == _GOAL):
        return False
    if strong:
        return number % 100 == 0 and number != 2000
    possessive = tuple(rules.lists["possessive"])
    determined = around.last in rules.lists["determiner"] or around.last.endswith(possessive)
    return not (determined and 1900 <= number <= 2039 and number % 100)


def _beside_dash_and_number(around: Surroundings) -> bool:
    """How it holds: "2015 - 32": no range of years, so the number is none either."""
    after = around.after.lstrip(" ")
    behind = after[:1] in ("-", "–") and after[1:].lstrip(" ").partition(" ")[0].rstrip(".,;)").isdigit()
    if behind and len(after[1:].lstrip(" ").partition(" ")[0].rstrip(".,;)")) < 4:
        return True
    words = around.words[-2:]
    dashed = around.before.rstrip(" ")[-1:] in ("-", "–", "—")
    return dashed and len(words) == 2 and words[1] == "" and words[0].isdigit() and len(words[0]) < 4


def _after_name(around: Surroundings, rules: Rules) -> bool:
    """How it holds: "Horizon 2020": a capitalised word directly in front that is no cue."""
    word = around.last_surface
    if not word or not (word[0].isupper() or word[-1].isupper()) or word[-1] in '.,;:!?)"”»–—':
        return False
    return word.casefold() not in rules.lists["year_weak_cue"] and not word.endswith(tuple(rules.lists["possessive"]))


def _in_address(around: Surroundings) -> bool:
    """How it holds: "171, 2020 Antwerp": a postal code between a number and a capitalised word."""
    if not around.next_surface[:1].isupper() or not around.last_surface.endswith(","):
        return False
    return around.last_surface.rstrip(",")[-1:].isdigit()
