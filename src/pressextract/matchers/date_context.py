"""What stands around a date decides what it is: year or count, month or verb, rate or length.

RE2 has no lookaround, so these checks read the view on both sides of a match. Words come from the lists of
models/<lang>/date.toml.
"""

from __future__ import annotations

from pressextract.knowledge.rules import RuleMatch, Rules
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
        return Hold.YES if cue and not named and adjective else Hold.WEAK
    previous, following = around.last_surface, around.next_surface
    if not cue and (following[:1].isupper() or (previous[:1].isupper() and previous[-1:] not in ".,;:!?")):
        return Hold.WEAK
    return Hold.WEAK if glued else Hold.YES


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
    if "word" in match.groups:
        calendar = " " in match.groups["word"] or "-" in match.groups["word"]
        return Hold.YES if calendar or not rules.lists["article"].isdisjoint(around.words[-2:]) else Hold.NO
    return Hold.NO if around.before[-1:] in ("$", "€", "£") else Hold.YES


def check_number(match: RuleMatch, around: Surroundings, rules: Rules) -> Hold:
    """The number of a length is a whole number word, no tail of a longer one."""
    if around.before[-1:] in ("-", ".", ",", "/", ":", "–") and around.before[-2:-1].isalnum():
        return Hold.NO
    if around.before[-1:] in ("€", "$", "£", "+"):
        return Hold.NO
    unit = match.groups.get("unit", "").casefold()
    if (
        match.groups.get("number", "").casefold() in rules.lists["one"]
        and rules.words["unit"].get(unit) == "1D"
        and around.last not in rules.lists["length_cue"]
        and match.groups.get("tie") == " "
    ):
        return Hold.NO  # "one day we may"
    return Hold.NO if rules.words["unit"].get(unit, "1Y") in rules.lists["no_length"] else Hold.YES


def check_set(_match: RuleMatch, around: Surroundings, _rules: Rules) -> Hold:
    """How it holds: "every day life" stays; a hyphen behind makes a name of it."""
    return Hold.NO if around.after[:1] == "-" and around.after[1:2].isalpha() else Hold.YES


def check_adverb(match: RuleMatch, around: Surroundings, rules: Rules) -> Hold:
    """How it holds: "weekly" as an adverb; the adjective in front of a noun is not marked, as "annual" is not."""
    if match.groups.get("frequency", "").casefold() in rules.lists["always_adverb"] or "times" in match.groups:
        return Hold.YES
    if around.before[-1:] == "-" or around.after[:1] in ("-", "'"):
        return Hold.NO
    capital = match.groups["frequency"][0].isupper() and bool(around.last)
    return Hold.YES if not capital and (not around.next or around.next in rules.lists["after_adverb"]) else Hold.NO


def check_a_unit(match: RuleMatch, around: Surroundings, rules: Rules) -> Hold:
    """How it holds: "a day for all" and "a week of" are events or lengths; WEAK stands for a length here."""
    unit = match.groups["unit"].casefold()
    if around.after[:1] == "-" or around.before[-1:] == "-":
        return Hold.NO
    if rules.words["unit"][unit] == "1D" and around.next in rules.lists["event_word"]:
        return Hold.NO
    return Hold.YES


def check_plural(match: RuleMatch, around: Surroundings, rules: Rules) -> Hold:
    """How it holds: "decades" and "centuries" always, "years" and shorter ones after a cue."""
    if around.after[:1] == "-" or around.before[-1:] == "-" or around.after[:1] == "'":
        return Hold.NO
    if match.groups["unit"].casefold() in rules.lists["long_units"]:
        return Hold.YES
    words = around.words[:-1] if around.last in rules.lists["article"] else around.words
    cue = around.before.endswith(" ") and words[-1:] and words[-1] in rules.lists["plural_cue"]
    return Hold.YES if cue else Hold.NO


CHECKS = {
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
    "number": check_number,
    "set": check_set,
    "adverb": check_adverb,
    "a-unit": check_a_unit,
    "plural": check_plural,
}
