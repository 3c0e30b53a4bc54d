"""Whether a unit of time beside other words is a date, a length or a rate: "the year before", "closing day", "62 a year"."""

from __future__ import annotations

from pressextract.knowledge.rules import RuleMatch, Rules
from pressextract.matchers.surroundings import Hold, Surroundings

__all__ = ["UNIT_CHECKS"]

_STOPS = '.:!?•*|–—-"“‘('


def _ends(around: Surroundings, rules: Rules) -> bool:
    """Whether the phrase ends behind the match: no noun, no hyphen follows."""
    ends = not around.next or around.next in rules.lists["clause_word"]
    return ends and around.after[:1] not in ("-", "'", "’")


def check_unit_told(_match: RuleMatch, around: Surroundings, rules: Rules) -> Hold:
    """How it holds: "more than the year before.", not "the year before the war"."""
    ends = not around.next or around.next in rules.lists["told_next"]
    return Hold.YES if ends and around.last in rules.lists["article"] and around.after[:1] != "-" else Hold.NO


def check_edge_unit(_match: RuleMatch, around: Surroundings, rules: Rules) -> Hold:
    """How it holds: "the closing day", "in the opening weeks of", not "final year students"."""
    return Hold.YES if _ends(around, rules) and around.before[-1:] != "-" else Hold.NO


def check_units_ahead(match: RuleMatch, around: Surroundings, rules: Rules) -> Hold:
    """How it holds: "in the years ahead", not "years ahead of schedule"."""
    if not _ends(around, rules) or around.next in rules.lists["of"]:
        return Hold.NO
    plural = match.groups["unit"].casefold() in rules.words["plural"]
    return Hold.YES if plural or around.last in rules.lists["article"] else Hold.NO


def check_unit(match: RuleMatch, around: Surroundings, rules: Rules) -> Hold:
    """How it holds: "throughout the decade", "during the year", no decade of something."""
    if not _ends(around, rules) or around.next in rules.lists["of"] or not match.groups["unit"].islower():
        return Hold.NO
    if around.last not in rules.lists["article"]:
        return Hold.NO
    long = match.groups["unit"].casefold() in rules.lists["long_units"]
    return Hold.YES if long or not rules.lists["course"].isdisjoint(around.words[-3:-1]) else Hold.NO


def check_unit_end(match: RuleMatch, around: Surroundings, rules: Rules) -> Hold:
    """How it holds: "by year-end" and "year-end results"; "the year ends" is cut by the rules."""
    if "unit3" not in match.groups:
        return Hold.YES
    return Hold.NO if around.next in rules.lists["of"] or around.before[-1:] == "-" else Hold.YES


def check_worded_quarter(match: RuleMatch, around: Surroundings, rules: Rules) -> Hold:
    """How it holds: "in the third quarter", "first-quarter sales", not "a third quarter" or "the first quarter of the match"."""
    if around.next in rules.lists["of"] or around.after[:1] == "-":
        return Hold.NO
    if match.groups["tie"] == "-":
        return Hold.YES if around.next_surface[:1].isalpha() else Hold.NO
    return Hold.YES if around.last in rules.lists["article"] or around.last in rules.lists["within"] else Hold.NO


def check_month_quarter(match: RuleMatch, around: Surroundings, rules: Rules) -> Hold:
    """How it holds: "the December quarter", not "in May quarter of them"."""
    return Hold.NO if match.groups["month"].islower() or around.next in rules.lists["of"] else Hold.YES


def check_term(_match: RuleMatch, around: Surroundings, rules: Rules) -> Hold:
    """How it holds: "in the winter semester", not a name that goes on."""
    named = around.next_surface[:1].isupper() or around.after[:1] == "-"
    return Hold.NO if named or around.last not in rules.lists["season_cue"] else Hold.YES


def check_set_calendar(match: RuleMatch, around: Surroundings, rules: Rules) -> Hold:
    """How it holds: "each May", not "each may apply"."""
    if match.groups.get("month", "") in rules.lists["verb"]:
        return Hold.NO
    return Hold.NO if around.after[:1] == "-" and around.after[1:2].isalpha() else Hold.YES


def check_short_bare(_match: RuleMatch, around: Surroundings, rules: Rules) -> Hold:
    """How it holds: "Class of '98", "in '24"."""
    cue = around.last in rules.lists["year_cue"] or around.last in rules.lists["of"]
    return Hold.YES if cue and _ends(around, rules) else Hold.NO


def check_number(match: RuleMatch, around: Surroundings, rules: Rules) -> Hold:
    """The number of a length is a whole number word, no tail of a longer one."""
    if around.before[-1:] in ("-", ".", ",", "/", ":", "–") and around.before[-2:-1].isalnum():
        return Hold.NO
    if around.before[-1:] in ("€", "$", "£", "+"):
        return Hold.NO
    unit = match.groups.get("unit", "").casefold()
    if match.groups.get("way", "").casefold() in rules.words["way_told"] and around.next in rules.lists["than"]:
        return Hold.NO  # "eleven days earlier than" is a length
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
    if match.groups.get("frequency", "").casefold() in rules.lists["always_adverb"] or "frequency" not in match.groups:
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
        counted = any(character.isdigit() for character in around.before) and around.last.isalpha()
        return Hold.YES if counted and around.last not in rules.lists["length_cue"] else Hold.NO
    return Hold.YES


def check_plural(match: RuleMatch, around: Surroundings, rules: Rules) -> Hold:
    """How it holds: "decades" and "centuries" always, "years" and shorter ones after a cue."""
    if around.after[:1] == "-" or around.before[-1:] == "-" or around.after[:1] == "'" or around.next[:1].isdigit():
        return Hold.NO
    if match.groups["unit"].casefold() in rules.lists["long_units"]:
        return Hold.YES
    words = around.words[:-1] if around.last in rules.lists["article"] else around.words
    cue = around.before.endswith(" ") and words[-1:] and words[-1] in rules.lists["plural_cue"]
    return Hold.YES if cue else Hold.NO


def check_frequency(match: RuleMatch, around: Surroundings, rules: Rules) -> Hold:
    """How it holds: an adverb at the end of a phrase, or an adjective in front of a common noun ("annual meeting")."""
    adjective = match.groups.get("frequency", "").casefold() in rules.lists["adjective"]
    hold = Hold.NO if adjective else check_adverb(match, around, rules)
    if hold is Hold.YES or "frequency" not in match.groups:
        return hold
    if around.before[-1:] in ("-", "'", "’") or around.after[:1] in ("-", "'", "’", ","):
        return Hold.NO
    opens = not around.before.strip(_STOPS) or around.before.rstrip(" ")[-1:] in _STOPS
    noun = around.next_surface
    return Hold.YES if (noun[:1].islower() and (match.groups["frequency"].islower() or opens)) else Hold.NO


UNIT_CHECKS = {
    "unit-told": check_unit_told,
    "edge-unit": check_edge_unit,
    "units-ahead": check_units_ahead,
    "unit": check_unit,
    "unit-end": check_unit_end,
    "worded-quarter": check_worded_quarter,
    "month-quarter": check_month_quarter,
    "term": check_term,
    "set-calendar": check_set_calendar,
    "short-bare": check_short_bare,
    "frequency": check_frequency,
    "number": check_number,
    "set": check_set,
    "a-unit": check_a_unit,
    "plural": check_plural,
}
