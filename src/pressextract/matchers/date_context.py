"""What stands around a date decides what it is: year or count, month or verb, rate or length, "over 80 years" or "over two years".

RE2 has no lookaround, so these checks read the view on both sides of a match. Words come from the lists of
models/<lang>/date.toml.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from pressextract.knowledge.rules import RuleMatch, Rules

__all__ = ["CHECKS", "Hold", "Surroundings"]

_WINDOW = 40
_OPENING = "\"'“‘«([*–—-"


class Hold(IntEnum):
    """How well a match stands: NO never is a date, WEAK only as part of a range, YES by itself."""

    NO = 0
    WEAK = 1
    YES = 2


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The view around a match.

    Attributes:
        before: the last characters in front of it, on the same line.
        after: the next characters behind it, on the same line.
        words: words of `before`, last last, casefolded, opening punctuation off.
    """

    before: str
    after: str
    words: tuple[str, ...]

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Surroundings:
        """Surroundings of text[start:end]."""
        before = text[max(0, start - _WINDOW) : start].rpartition("\n")[2]
        after = text[end : end + _WINDOW].partition("\n")[0]
        words = tuple(word.lstrip(_OPENING) for word in before.casefold().split(" ") if word)
        return cls(before, after, words)

    @property
    def last(self) -> str:
        """The word in front, casefolded; empty when a stop or nothing stands there."""
        return self.words[-1] if self.words and self.before[-1] == " " else ""

    @property
    def last_surface(self) -> str:
        """The word in front as written."""
        return self.before.rstrip(" ").rpartition(" ")[2] if self.before.endswith(" ") else ""

    @property
    def next(self) -> str:
        """The word behind, when only a space stands between, casefolded, closing punctuation off."""
        if not self.after.startswith(" "):
            return ""
        return self.after[1:].partition(" ")[0].rstrip(".,;:!?)\"'”’»").casefold()

    @property
    def next_surface(self) -> str:
        """The word behind as written."""
        return self.after[1:].partition(" ")[0] if self.after.startswith(" ") else ""


def check_digits(match: RuleMatch, around: Surroundings, rules: Rules) -> Hold:
    """Numeric dates are no part of longer numbers, codes or addresses."""
    if around.before[-1:] in ("-", ".", "/", "_", ",", ":", "#", "+") and around.before[-2:-1].isalnum():
        return Hold.NO
    return _not_continued(around)


def _not_continued(around: Surroundings) -> Hold:
    if around.after[:1] in "-./,:_%" and around.after[1:2].isdigit() or around.after[:1] in ("%", "€", "£", "$"):
        return Hold.NO
    return Hold.YES


def check_day(match: RuleMatch, around: Surroundings, rules: Rules) -> Hold:
    """ "May 10,000" and "3.4 May" are no days; "may 5" is a verb."""
    month = match.groups.get("month", "")
    if month.islower() and month in rules.lists["also_a_word"] and "year" not in match.groups and around.last not in rules.lists["year_cue"]:
        return Hold.NO
    if around.before[-1:] in (".", ",") and around.before[-2:-1].isdigit():
        return Hold.NO
    if around.before.rstrip(" ")[-1:] in ("$", "€", "£"):
        return Hold.NO
    if not match.groups.get("year") and (around.after[:1] in ("%", ",", ".", ":") and (around.after[1:2].isdigit() or around.after[0] == "%")):
        return Hold.NO
    return Hold.YES


def check_years(match: RuleMatch, around: Surroundings, rules: Rules) -> Hold:
    """ "2016-2020" in a code or after a name is no range of years."""
    return check_year(match, around, rules)


def check_year(match: RuleMatch, around: Surroundings, rules: Rules) -> Hold:
    """A bare four-digit number: a year by its cue, by what follows, or by neither being against it."""
    if around.before.endswith("-") and around.words and around.words[-1][:-1] in rules.lists["glue"]:
        return Hold.YES if not _is_glued(around, after_only=True) else Hold.NO
    if check_digits(match, around, rules) is Hold.NO or _is_glued(around):
        return Hold.NO
    number = int(match.groups["year"])
    cue = around.last
    if cue in rules.lists["number_cue"] or around.before.rstrip(" ")[-1:] in ("€", "$", "£", "#", "+", "×", "="):
        return Hold.NO
    if " " in match.groups.get("span", "") or match.end - match.start > 10 or match.start != match.spans["year"][0]:
        return Hold.YES  # "year 2020", "FY 2022/23"
    strong = cue in rules.lists["year_cue"]
    if _is_amount(around, rules, number, strong):
        return Hold.NO
    if strong:
        return Hold.YES
    if not 1600 <= number <= 2099 or (around.last_surface[:1].isdigit() and not around.last_surface.endswith((",", ";", ":"))):
        return Hold.NO
    if _after_name(around, rules) or _in_address(around):
        return Hold.NO
    return Hold.YES


def _is_glued(around: Surroundings, after_only: bool = False) -> bool:
    """A hyphen or a letter ties the number to another word ("A350-1000", "2019-nCoV")."""
    if not after_only and around.before[-1:] in ("-", "'", "_", "\ue000") and around.before[-2:-1].isalnum():
        return True
    if (around.before[-1:] == "/" and not after_only) or around.after[:1] in ("/", "_"):
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
        return not around.after.startswith(" ") or following.rstrip("%").replace(",", "").isdigit() and len(following) < 4
    plural = following.endswith("s") and len(following) > 3 and around.next_surface[:1].islower() and following not in rules.lists["not_plural"]
    if not plural or following.endswith("'s") or following in rules.lists["clause_word"]:
        return False
    if strong:
        return number % 100 == 0 and number != 2000
    determined = around.last in rules.lists["determiner"] or around.last.endswith(("'s", "s'"))
    return not (determined and 1900 <= number <= 2039 and number % 100)


def _beside_dash_and_number(around: Surroundings) -> bool:
    """ "2015 - 32": no range of years, so the number is none either."""
    after = around.after.lstrip(" ")
    behind = after[:1] in ("-", "–") and after[1:].lstrip(" ").partition(" ")[0].rstrip(".,;)").isdigit()
    if behind and len(after[1:].lstrip(" ").partition(" ")[0].rstrip(".,;)")) < 4:
        return True
    words = around.words[-2:]
    return len(words) == 2 and words[1] == "" and words[0].isdigit() and len(words[0]) < 4


def _after_name(around: Surroundings, rules: Rules) -> bool:
    """ "Horizon 2020": a capitalised word directly in front that is no cue."""
    word = around.last_surface
    if not word or not (word[0].isupper() or word[-1].isupper()) or word[-1] in ".,;:!?)\"”»–—":
        return False
    return word.casefold() not in rules.lists["year_weak_cue"] and not word.endswith(("'s", "s'"))


def _in_address(around: Surroundings) -> bool:
    """ "171, 2020 Antwerp": a postal code between a number and a capitalised word."""
    if not around.next_surface[:1].isupper() or not around.last_surface.endswith(","):
        return False
    return around.last_surface.rstrip(",")[-1:].isdigit()


def check_year_month(match: RuleMatch, around: Surroundings, rules: Rules) -> Hold:
    """ "in 2022 March ..." belongs together only when the month is written as a name and no year follows."""
    if not match.groups["month"][0].isupper() and match.groups["month"] in rules.lists["also_a_word"]:
        return Hold.NO
    return Hold.NO if around.next[:4].isdigit() and len(around.next) == 4 else check_digits(match, around, rules)


def check_calendar(match: RuleMatch, around: Surroundings, rules: Rules) -> Hold:
    """A bare calendar name needs a cue in front."""
    return Hold.YES if around.last in rules.lists["calendar_cue"] else Hold.WEAK


def check_month(match: RuleMatch, around: Surroundings, rules: Rules) -> Hold:
    """ "May" and "March" need a cue, other months a capital or a cue; none may stand in a name."""
    word = match.groups["month"].rstrip(".")
    key = word.casefold()
    glued = around.before[-1:] in ("-", "–", "/", "'") or around.after[:1] in ("'",) and around.after[1:2] != "s"
    if around.next in rules.lists["month_stop"] and key in rules.lists["also_a_word"]:
        return Hold.NO
    cue = around.last in rules.lists["calendar_cue"] and around.last not in ("that",)
    if word.islower():
        if cue and (key not in rules.lists["also_a_word"] or around.last in rules.lists["year_cue"]):
            return Hold.YES
        return Hold.NO if key in rules.lists["also_a_word"] or key in rules.words["month_short"] else Hold.WEAK
    if key in rules.lists["also_a_name"] and around.next_surface[:1].isupper():
        return Hold.WEAK
    if key in rules.words["month_short"]:
        return Hold.WEAK if not cue else Hold.YES
    if key in rules.lists["also_a_word"]:
        named = around.next_surface[:1].isupper()
        return Hold.YES if cue and not named and around.last != "the" else Hold.WEAK
    previous, following = around.last_surface, around.next_surface
    if not cue and (following[:1].isupper() or (previous[:1].isupper() and previous[-1:] not in ".,;:!?")):
        return Hold.WEAK
    return Hold.WEAK if glued else Hold.YES


def check_season(match: RuleMatch, around: Surroundings, rules: Rules) -> Hold:
    """A bare season needs a cue, and is not "spring water" or "Summer School"."""
    if around.next in rules.lists["season_stop"] or around.next_surface[:1].isupper():
        return Hold.NO
    if match.groups["season"].casefold() in ("fall", "spring") and not around.last:
        return Hold.NO
    return Hold.YES if around.last in rules.lists["season_cue"] or around.before.endswith("mid-") else Hold.WEAK


def check_relative_calendar(match: RuleMatch, around: Surroundings, rules: Rules) -> Hold:
    """ "this may take" is a verb, "this Summer School" a name."""
    name = match.groups.get("month") or match.groups.get("season") or ""
    if name in rules.lists["also_a_word"] and match.groups["direction"].casefold() not in ("last", "next"):
        return Hold.NO
    stop = "season" in match.groups and around.next in rules.lists["season_name_stop"]
    return Hold.NO if stop else Hold.YES


def check_year_season(match: RuleMatch, around: Surroundings, rules: Rules) -> Hold:
    """ "the 2021 summer school" holds a year only."""
    if around.next in rules.lists["season_stop"] or around.next_surface[:1].isupper():
        return Hold.NO
    return check_digits(match, around, rules)


def check_decade(match: RuleMatch, around: Surroundings, rules: Rules) -> Hold:
    """ "in her thirties" is an age, "2000s of people" a count."""
    if "word" in match.groups:
        calendar = " " in match.groups["word"] or "-" in match.groups["word"]
        return Hold.YES if calendar or (around.last == "the" or around.words[-2:-1] == ("the",)) else Hold.NO
    return Hold.NO if around.before[-1:] in ("$", "€", "£") else Hold.YES


def check_number(match: RuleMatch, around: Surroundings, rules: Rules) -> Hold:
    """The number of a length is a whole number word, no tail of a longer one."""
    if around.before[-1:] in ("-", ".", ",", "/", ":", "–") and around.before[-2:-1].isalnum():
        return Hold.NO
    if around.before[-1:] in ("€", "$", "£", "+"):
        return Hold.NO
    unit = match.groups.get("unit", "").casefold()
    if unit == "day" and match.groups.get("number", "").casefold() in rules.lists["one"] and around.last not in rules.lists["length_cue"]:
        if match.spans["unit"][0] - match.start == len(match.groups["number"]) + 1:
            return Hold.NO  # "one day we may"
    return Hold.NO if "season" in unit else Hold.YES


def check_set(match: RuleMatch, around: Surroundings, rules: Rules) -> Hold:
    """ "every day life" stays; a hyphen behind makes a name of it."""
    return Hold.NO if around.after[:1] == "-" and around.after[1:2].isalpha() else Hold.YES


def check_adverb(match: RuleMatch, around: Surroundings, rules: Rules) -> Hold:
    """ "weekly" as an adverb; the adjective in front of a noun is not marked, as "annual" is not."""
    if match.groups.get("frequency", "").casefold() in rules.lists["always_adverb"] or "times" in match.groups:
        return Hold.YES
    if around.before[-1:] == "-" or around.after[:1] in ("-", "'"):
        return Hold.NO
    capital = match.groups["frequency"][0].isupper() and bool(around.last)
    return Hold.YES if not capital and (not around.next or around.next in rules.lists["after_adverb"]) else Hold.NO


def check_a_unit(match: RuleMatch, around: Surroundings, rules: Rules) -> Hold:
    """ "a day for all" and "a week of" are events or lengths; WEAK stands for a length here."""
    unit = match.groups["unit"].casefold()
    if around.after[:1] == "-" or around.before[-1:] == "-":
        return Hold.NO
    if unit == "day" and around.next in rules.lists["event_word"]:
        return Hold.NO
    return Hold.YES


def check_plural(match: RuleMatch, around: Surroundings, rules: Rules) -> Hold:
    """ "decades" and "centuries" always, "years" and shorter ones after a cue."""
    if around.after[:1] == "-" or around.before[-1:] == "-" or around.after[:1] == "'":
        return Hold.NO
    if match.groups["unit"].casefold() in rules.lists["long_units"]:
        return Hold.YES
    cue = around.last in rules.lists["plural_cue"] or around.last == "the" and around.words[-2:-1] in (("over",), ("through",))
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
