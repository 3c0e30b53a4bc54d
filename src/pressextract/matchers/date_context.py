"""What stands around a date decides what it is: year or count, month or verb, rate or length.

RE2 has no lookaround, so these checks read the view on both sides of a match. Words come from the lists of
models/<lang>/date.toml.
"""

from __future__ import annotations

from pressextract.knowledge.rules import RuleMatch, Rules
from pressextract.matchers.date_unit import UNIT_CHECKS
from pressextract.matchers.date_year import check_digits, check_year, check_years
from pressextract.matchers.surroundings import Hold, Surroundings

__all__ = ["CHECKS"]


def check_day(match: RuleMatch, around: Surroundings, rules: Rules) -> Hold:
    """How it holds: "May 10,000" and "3.4 May" are no days; "may 5" is a verb."""
    month = match.groups.get("month", "")
    if (
        month.islower()
        and month in rules.lists["also_a_word"]
        and "year" not in match.groups
        and around.last not in rules.lists["year_cue"]
    ):
        return Hold.NO
    if around.before[-1:] in (".", ",") and around.before[-2:-1].isdigit():
        return Hold.NO
    if around.last in rules.lists["day_stop"] or around.before[-1:] in ("$", "€", "£"):
        return Hold.NO
    hyphenated = around.before.endswith("-") and around.before[-2:-1].isalpha() and around.words[-1][:-1]
    if hyphenated and hyphenated not in rules.words["month"] and hyphenated not in rules.words["month_short"]:
        return Hold.NO  # "COVID-19 March 2020"
    if not month and around.next in rules.words["unit"]:
        return Hold.NO
    if not match.groups.get("year") and (
        around.after[:1] in ("%", ",", ".", ":") and (around.after[1:2].isdigit() or around.after[0] == "%")
    ):
        return Hold.NO
    return Hold.YES


def check_year_month(match: RuleMatch, around: Surroundings, rules: Rules) -> Hold:
    """How it holds: "in 2022 March" belongs together only when the month is a name and no year follows."""
    if not match.groups["month"][0].isupper() and match.groups["month"] in rules.lists["also_a_word"]:
        return Hold.NO
    return Hold.NO if around.next[:4].isdigit() and len(around.next) == 4 else check_digits(match, around, rules)


def check_calendar(_match: RuleMatch, around: Surroundings, rules: Rules) -> Hold:
    """A bare calendar name needs a cue in front."""
    return Hold.YES if around.last in rules.lists["calendar_cue"] else Hold.WEAK


def check_month(match: RuleMatch, around: Surroundings, rules: Rules) -> Hold:
    """How it holds: "May" and "March" need a cue, other months a capital or a cue; none may stand in a name."""
    word = match.groups["month"].rstrip(".")
    key = word.casefold()
    glued = around.before[-1:] in ("-", "–", "/", "'") or (around.after[:1] in ("'",) and around.after[1:2] != "s")
    cue = around.last in rules.lists["calendar_cue"] and around.last not in rules.lists["pronoun"]
    if not cue and around.next in rules.lists["month_stop"] and key in rules.lists["also_a_word"]:
        return Hold.NO
    if word.islower():
        if cue and (key not in rules.lists["also_a_word"] or around.last in rules.lists["year_cue"]):
            return Hold.YES
        return Hold.NO if key in rules.lists["verb"] or key in rules.words["month_short"] else Hold.WEAK
    if key in rules.lists["also_a_name"] and around.next_surface[:1].isupper():
        return Hold.WEAK
    if key in rules.words["month_short"]:
        return Hold.WEAK if not cue else Hold.YES
    if key in rules.lists["also_a_word"]:
        named = around.next_surface[:1].isupper()
        adjective = (
            around.next_surface[:1].islower() or around.last not in rules.lists["article"]
        )  # "the May elections"
        if around.next_surface[:1].islower() and _determined(around, rules):
            return Hold.YES  # "its May issue"
        return Hold.YES if cue and not named and adjective else Hold.WEAK
    previous, following = around.last_surface, around.next_surface
    if following[:1].islower() and _determined(around, rules):
        return Hold.YES  # "the laboratory's June tables"
    if not cue and (following[:1].isupper() or (previous[:1].isupper() and previous[-1:] not in ".,;:!?")):
        return Hold.WEAK
    return Hold.WEAK if glued else Hold.YES


def _determined(around: Surroundings, rules: Rules) -> bool:
    """Whether a possessive stands in front."""
    return around.last in rules.lists["determiner"] or around.last.endswith(tuple(rules.lists["possessive"]))


def check_season(match: RuleMatch, around: Surroundings, rules: Rules) -> Hold:
    """A bare season needs a cue, and is not "spring water" or "Summer School"."""
    if around.next in rules.lists["season_stop"] or around.next_surface[:1].isupper():
        return Hold.NO
    if match.groups["season"].casefold() in rules.lists["also_a_word"] and around.next in rules.lists["of"]:
        return Hold.NO
    return Hold.YES if around.last in rules.lists["season_cue"] or _after_glue(around, rules) else Hold.WEAK


def _after_glue(around: Surroundings, rules: Rules) -> bool:
    """A prefix of dates with its hyphen in front: "mid-"."""
    return around.before.endswith("-") and bool(around.words) and around.words[-1][:-1] in rules.lists["glue"]


def check_relative_calendar(match: RuleMatch, around: Surroundings, rules: Rules) -> Hold:
    """How it holds: "this may take" is a verb, "this Summer School" a name."""
    name = match.groups.get("month") or match.groups.get("season") or ""
    if name in rules.lists["verb"] and match.groups["direction"].casefold() not in rules.lists["not_a_pronoun"]:
        return Hold.NO
    stop = "season" in match.groups and around.next in rules.lists["season_name_stop"]
    return Hold.NO if stop else Hold.YES


def check_year_season(match: RuleMatch, around: Surroundings, rules: Rules) -> Hold:
    """How it holds: "the 2021 summer school" holds a year only."""
    if around.next in rules.lists["season_stop"] or around.next_surface[:1].isupper():
        return Hold.NO
    return check_digits(match, around, rules)


def check_decade(match: RuleMatch, around: Surroundings, rules: Rules) -> Hold:
    """How it holds: "in her thirties" is an age, "2000s of people" a count."""
    if "bare" in match.groups:
        return Hold.YES if around.last in rules.lists["article"] and not around.next[:1].isdigit() else Hold.NO
    if "word" in match.groups:
        calendar = " " in match.groups["word"] or "-" in match.groups["word"]
        return Hold.YES if calendar or not rules.lists["article"].isdisjoint(around.words[-2:]) else Hold.NO
    return Hold.NO if around.before[-1:] in ("$", "€", "£") else Hold.YES


def check_numeric_day(match: RuleMatch, around: Surroundings, rules: Rules) -> Hold:
    """How it holds: "on 22/04", "Friday 7/6" and no ratio, fraction or name ("3/4 of", "24/7", "on 9/11")."""
    if check_digits(match, around, rules) is Hold.NO or around.before.rstrip(" ")[-1:].isdigit():
        return Hold.NO
    if around.next[:1].isdigit() or around.next in rules.words["unit"] or around.next in rules.lists["of"]:
        return Hold.NO
    if "weekday" in match.groups:
        return Hold.YES
    one, two = int(match.groups["first2"]), int(match.groups["second2"])
    surface = f"{match.groups['first2']}/{match.groups['second2']}"
    if surface in rules.lists["not_a_day"] or (one < two <= 10 and len(surface) < 5):
        return Hold.NO
    if match.groups["sep"] != "/" and (max(one, two) <= 12 or min(one, two) > 12):
        return Hold.NO  # "on 4-22" is a day, "on 10-12" is none
    held = around.next in rules.lists["clause_word"] or not around.next
    return Hold.YES if held and around.last in rules.lists["day_cue"] else Hold.WEAK


def check_numeric_range(match: RuleMatch, around: Surroundings, rules: Rules) -> Hold:
    """How it holds: "10/1 - 11/7" without a year needs a cue, "1/2 to 3/4" is one of fractions."""
    if check_digits(match, around, rules) is Hold.NO or match.groups["sep"] != match.groups["sep2"]:
        return Hold.NO
    if "year2" in match.groups:
        return Hold.YES
    one, two, three, four = (int(match.groups[name]) for name in ("first", "second", "first2", "second2"))
    if match.groups["sep"] != "/" or (one < two <= 10 and three < four <= 10) or around.next in rules.lists["of"]:
        return Hold.NO
    return Hold.YES if around.last in rules.lists["day_cue"] else Hold.NO


def check_spaced(match: RuleMatch, around: Surroundings, rules: Rules) -> Hold:
    """How it holds: "2016 10 16" among other numbers is none of them."""
    if around.before.rstrip(" ")[-1:].isdigit() or around.next[:1].isdigit():
        return Hold.NO
    return check_digits(match, around, rules)


def check_month_number(match: RuleMatch, around: Surroundings, rules: Rules) -> Hold:
    """How it holds: "03/2021" behind a stop or a small word, not "Regulation 10/2011"."""
    if check_digits(match, around, rules) is Hold.NO or around.last in rules.lists["month_number_stop"]:
        return Hold.NO
    lists = rules.lists
    cue = around.last in lists["year_cue"] or around.last in lists["year_weak_cue"] or around.last in lists["day_cue"]
    return Hold.YES if not around.last or cue or around.last_surface[-1:] in "?:.!" else Hold.NO


def check_short_year(_match: RuleMatch, around: Surroundings, rules: Rules) -> Hold:
    """How it holds: "April of 87" at the end of a phrase, not "in May of 30 students"."""
    return Hold.YES if not around.next or around.next in rules.lists["clause_word"] else Hold.NO


def check_worded_day(match: RuleMatch, around: Surroundings, rules: Rules) -> Hold:
    """How it holds: "May twenty-second" and no number of things: "in May twenty-five students"."""
    month = match.groups["month"]
    if month.islower() and month in rules.lists["also_a_word"]:
        return Hold.NO
    held = not around.next or around.next in rules.lists["clause_word"] or around.next.isdigit()
    return Hold.YES if held and around.after[:1] != "-" else Hold.NO


def check_worded_year(match: RuleMatch, around: Surroundings, rules: Rules) -> Hold:
    """How it holds: "in nineteen ninety-six"; "two thousand and fifteen people" are none."""
    held = not around.next or around.next in rules.lists["clause_word"]
    if not held or around.after[:1] == "-" or match.groups["year"].casefold().split()[-1] in rules.words["scale"]:
        return Hold.NO
    cue = around.last in rules.lists["year_cue"] or around.last in rules.words["modifier"]
    return Hold.YES if cue or match.spans["year"][0] > match.start else Hold.NO


def check_new_year(_match: RuleMatch, around: Surroundings, rules: Rules) -> Hold:
    """How it holds: "in the new year", not "a new year of funding" or "the new year group"."""
    lists = rules.lists
    ends = not around.next or (around.next in lists["clause_word"] and around.next not in lists["of"])
    return Hold.YES if ends and around.last in lists["article"] else Hold.NO


def check_bare_week(match: RuleMatch, around: Surroundings, rules: Rules) -> Hold:
    """How it holds: "in the week 40" and "calendar week 40", not "at week 12" of a trial or "the week 12 visit"."""
    ends = not around.next or around.next in rules.lists["clause_word"]
    if not ends or around.after[:1] == "-" or around.next in rules.lists["of"]:
        return Hold.NO
    return (
        Hold.YES
        if "calendar" in match.groups or "short" in match.groups or around.last in rules.lists["article"]
        else Hold.NO
    )


def check_weekend(_match: RuleMatch, around: Surroundings, rules: Rules) -> Hold:
    """How it holds: "over the weekend", not "a weekend", "the weekend edition" or "the weekend of"."""
    lists = rules.lists
    ends = not around.next or (around.next in lists["clause_word"] and around.next not in lists["of"])
    return Hold.YES if ends and around.last in lists["article"] and around.after[:1] != "-" else Hold.NO


CHECKS = {
    **UNIT_CHECKS,
    "numeric-day": check_numeric_day,
    "numeric-range": check_numeric_range,
    "spaced": check_spaced,
    "month-number": check_month_number,
    "short-year": check_short_year,
    "worded-day": check_worded_day,
    "worded-month": check_short_year,
    "worded-year": check_worded_year,
    "new-year": check_new_year,
    "weekend": check_weekend,
    "bare-week": check_bare_week,
    "digits": check_digits,
    "day": check_day,
    "years": check_years,
    "year": check_year,
    "year-month": check_year_month,
    "year-season": check_year_season,
    "calendar": check_calendar,
    "month": check_month,
    "season": check_season,
    "relative-calendar": check_relative_calendar,
    "decade": check_decade,
}
