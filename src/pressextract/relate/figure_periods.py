"""When a figure holds: the date of its own clause, of what opens its sentence, of the amount it is a part of, of its list."""

from __future__ import annotations

import re
from itertools import pairwise

from pressextract.mention import Label, Mention
from pressextract.relate.figure_period_context import BULLETS, ContextPeriods, dates

__all__ = ["FigurePeriods"]

_BEHIND = 110  # characters between a figure and the date behind it
_OPENING = 100  # characters in which a sentence's opening date begins
_OPENED = 8  # words of an opening in front of its date
_VERBS = 4  # words between a date and the amount that a verb gives for it
_MODIFIED = 9  # words between a date that stands before its noun and the amount: "the 2023 survey found that"
_PARTICIPLE = 3  # words looked back from a date for "founded", "created"
_RANKING = 4  # words before a rank in which a verb of ranking stands
_INSERTION = 80  # characters behind an amount in which the insertion that holds it ends
_BRACKET = 10  # characters of "(as of "
_DAY = 10  # characters of "2023-05-17"
_BREAKS = frozenset(";:()\n")  # no link goes over these
_QUOTES = "\"'“‘”’«»*(["  # stand at the edges of an opening's words
_INSERTED = re.compile(r", [^,;:()\n]{3,70},")
_WORD = re.compile(r"[\w']+")


class FigurePeriods(ContextPeriods):
    """Reads the periods of the figures of one release, in text order.

    "In 2023, 412 students came" -> the number of the mention "2023".

    Args:
        seen: the release and what was found so far; periods and bases of earlier figures are read from it.
    """

    def find(self, number: int, sentence: tuple[int, int], source: tuple[int, int] | None = None) -> int | None:
        """Number of the DATE mention that the figure holds for; `source`: the phrase that names who says so."""
        if self.seen.kinds[number] == "ordinal" and not self._ranked(number):
            return None
        figure = self.mentions[number]
        if self.seen.kinds[number] == "measure" and "-" in self.text[figure.start + 1 : figure.end]:
            return None
        start, end = sentence
        headed = self.seen.tables.column(number)
        if headed is not None:
            return headed
        dated = self.seen.holds_date(start, end)
        found = self._length_beside(number, start)
        if found is None and dated:
            found = self._behind(number, end)
        if found is None:
            found = self._carried_on(number, start)
        if found is None and dated:
            found = self._before(number, start)
        return found if found is not None else self._elsewhere(number, sentence, source)

    def _ranked(self, number: int) -> bool:
        """Whether the ordinal is a place in a ranking, which holds at a time; anniversaries and editions do not."""
        position = self.mentions[number].start
        previous = self.seen.previous_figure(number, max(0, position - _BEHIND))
        if previous is not None and self.seen.kinds[previous] == "ordinal" and previous in self.seen.periods:
            return True
        if not self.grammar.rank_verbs.isdisjoint(self.seen.words_before(position, _RANKING, 0)):
            return True
        following = self.mentions[number + 1] if number + 1 < len(self.mentions) else None
        return following is not None and dates(following) and not self.seen.between(number, number + 1).strip()

    def _length_beside(self, number: int, start: int) -> int | None:
        """The length of what is paid for: "a five-year, $7.4 million award", "a three-year project at a cost of $5 million"."""
        if self.seen.kinds[number] != "money":
            return None
        for at in (*self.seen.before(number, start), number + 1):
            if at >= len(self.mentions) or self.mentions[at].label is Label.FIGURE:
                return None
            other = self.mentions[at]
            if other.date is None or other.date.type != "DURATION" or "-" not in self.text[other.start : other.end]:
                continue
            between = self.seen.between(*sorted((at, number)))
            near = between.strip() in ("", ",") or (at < number and "," not in between and _BREAKS.isdisjoint(between))
            return at if near else None
        return None

    # --- behind ---------------------------------------------------------------------------------------------------

    def _behind(self, number: int, end: int) -> int | None:
        """The date behind the figure in its clause; amounts that are joined to it may stand between."""
        last = number
        for at in self.seen.behind(number, end):
            other = self.mentions[at]
            if other.label is Label.FIGURE:
                if self._is_age(at) or self._inserted(last, at, end):
                    continue
                if not self._joined(last, at):
                    return None
                last = at
            elif dates(other):
                if not self._links(number, last, other):
                    return None
                return at + 1 if self._dated_length(at) else at
        return None

    def _dated_length(self, at: int) -> bool:
        """Whether a date follows a length at once: "over three days in mid-October"."""
        length, following = self.mentions[at].date, self.mentions[at + 1] if at + 1 < len(self.mentions) else None
        if length is None or length.type != "DURATION" or following is None or following.date is None:
            return False
        words = self.seen.between(at, at + 1).split()
        return following.date.type == "DATE" and len(words) == 1 and words[0] in self.lists["period_before"]

    def _inserted(self, first: int, at: int, end: int) -> bool:
        """Whether the amount stands between the commas of an insertion behind the first."""
        far = min(end, self.mentions[at].end + _INSERTION)
        insertion = _INSERTED.search(self.text, self.mentions[first].end, far)
        return insertion is not None and insertion.start() < self.mentions[at].start < insertion.end()

    def _is_age(self, number: int) -> bool:
        """Whether the amount is an age: "412 students aged 18"."""
        before = self.seen.words_before(self.mentions[number].start, 1, 0)
        return bool(before) and before[0] in self.lists["item_not_after"]

    def _links(self, number: int, last: int, date: Mention) -> bool:
        """Whether the words between a figure and the date behind it link the two: "co-publications from"."""
        value, lists = date.date, self.lists
        between = self._outside_bracket(self._plain(self.text[self.mentions[last].end : date.start]))
        if value is None or len(between) > _BEHIND or not _BREAKS.isdisjoint(between):
            return False
        tokens = _WORD.findall(between.casefold())
        plain = [token for token in tokens if token not in self.grammar.date_order]
        lead = plain[-1] if plain else ""
        if lead not in lists["period_before"] and self._adverbial(date):
            return self._adverb_of(between, plain)
        if "," in between and not between.rstrip().endswith(self.grammar.date_behind_comma):
            return False
        allowed = self.grammar.date_links
        if value.type == "DURATION":
            money = self.seen.kinds[number] == "money"
            allowed = self.grammar.length_links_money if money else self.grammar.length_links
        if lead not in allowed and lead not in lists["period_noun"]:
            return False
        if lead not in lists["period_of"] and not lists["period_compared"].isdisjoint(tokens[:-1]):
            return False
        if lead in lists["period_day"] and len(value.value or "") < _DAY:
            return False
        return lists["period_bar"].isdisjoint(tokens) and not self._purpose(tokens)

    def _outside_bracket(self, between: str) -> str:
        """The words without the bracket that opens right before the date: "(as of May 1, 2024)"."""
        bracket = between.rfind("(")
        opening = bracket >= 0 and len(between) - bracket < _BRACKET and between.count("(") == 1
        return between.replace("(", " ") if opening else between

    def _purpose(self, tokens: list[str]) -> bool:
        """Whether an infinitive stands between, which the date belongs to: "€5 million to build a hall in 2025"."""
        verbs = self.grammar.phrases.verbs
        return any(
            (first in self.lists["period_to"] and second in verbs)
            or (first in self.lists["and"] and second in self.grammar.acting)
            for first, second in pairwise(tokens)
        )

    def _plain(self, between: str) -> str:
        """The words between a figure and a date without an insertion: "assistantships[, each with a stipend,] are for"."""
        return _INSERTED.sub(" ", between, count=1) if between.count(",") > 1 else between

    def _adverbial(self, date: Mention) -> bool:
        """Whether the date needs no preposition: "last year", "this summer", "two years ago"."""
        words = self.text[date.start : date.end].casefold().split()
        return words[0] in self.lists["period_adverb"] or words[-1] in self.lists["period_adverb_end"]

    def _adverb_of(self, between: str, plain: list[str]) -> bool:
        """Whether a date that needs no preposition belongs to the figure: "412 grants last year"."""
        if "," in between or (plain and plain[-1] in self.grammar.not_adverbial):
            return False
        return self.lists["period_bar"].isdisjoint(plain)

    # --- before ---------------------------------------------------------------------------------------------------

    def _before(self, number: int, start: int) -> int | None:
        """The date before the figure: of what is measured, of the sentence's opening, or between commas."""
        figure = self.mentions[number]
        for at in self.seen.before(number, start):
            other = self.mentions[at]
            if other.date is None or not dates(other):
                continue
            between = self.text[other.end : figure.start]
            if ";" in between:
                return None
            if self._claimed(at):
                continue
            if other.date.type == "DURATION" and self._ran(between):
                return at
            if self._of_subject(other, between) or self._modifies(other, number, between):
                return at
            if self._opens(number, other, start) or self._apposed(other, between):
                return at
        return None

    def _claimed(self, date: int) -> bool:
        """Whether an earlier amount has the date behind itself: "3,186 in 2023 and 2,941"."""
        previous = self.seen.figure_before(date)
        return previous is not None and self.seen.periods.get(previous) == date

    def _ran(self, between: str) -> bool:
        """Whether a second verb follows a length: "has run for four years and supported 19 projects"."""
        words = between.casefold().split(None, _VERBS)
        return 1 < len(words) <= _VERBS and words[0] in self.lists["and"] and self._acts(words[1])

    def _of_subject(self, date: Mention, between: str) -> bool:
        """Whether only a verb stands between: "turnover in 2023 was DKK 166.4 billion"."""
        if between.startswith(","):
            between = between[1:] if between[1:].split()[:1] == list(self.lists["period_with"]) else between
        if between and not between.strip(" :|)*"):
            return ":" in between or "|" in between
        if date.date is None or "," in between:
            return False
        tokens = between.casefold().split(None, _VERBS)
        if not tokens or len(tokens) > _VERBS:
            return False
        if tokens[0] in self.lists["period_at"] and all(token in self.grammar.lead_words for token in tokens[1:]):
            return date.date.value is not None
        if tokens[0] in self.lists["subject_with"] and len(tokens) <= 2:
            return True
        if tokens[0] in self.lists["period_before"] or any(t.strip(":") not in self.grammar.linking for t in tokens):
            return False
        before = self.seen.words_before(date.start, 2, 0)
        plain = [word for word in before if word not in self.lists["np_determiner"]]
        return bool(plain) and plain[0] in self.grammar.date_before_verb

    def _modifies(self, date: Mention, number: int, between: str) -> bool:
        """Whether the date is part of the name of what is measured: "2023 research income at", "the 2022 survey: 81%"."""
        value = date.date
        if value is None or value.type == "DURATION" or not value.value or not between.startswith((" ", "'s ")):
            return False
        if self.seen.kinds[number] == "measure" or self.seen.previous_figure(number, date.end) is not None:
            return False
        tokens = between.casefold().replace(",", " , ").replace(":", " : ").split()
        if not tokens or len(tokens) > _MODIFIED or tokens.count(",") > 1:
            return False
        if tokens[0] in self.lists["np_possessive"] and len(tokens) == 1:
            return True
        first = tokens[0] if tokens[0] not in self.lists["np_possessive"] else tokens[1]
        noun = first[0].isalpha() and first not in self.lists["np_stop"] and not self._acts(first)
        return noun and not self.grammar.phrases.is_passive(first)

    def _opens(self, number: int, date: Mention, start: int) -> bool:
        """Whether the date opens sentence or clause behind a preposition, or as a possessive ("Last year's")."""
        if date.date is None:
            return False
        clause = self._clause(date, start)
        if date.start - clause > _OPENING or self._contrasted(number):
            return False
        head = self.text[clause : date.start].replace(",", " , ").casefold().split()
        head = [word for word in (word.strip(_QUOTES) for word in head) if word]
        while head and head[-1] in self.grammar.date_order:
            head.pop()
        if self.text[date.end : date.end + 2] in self.lists["np_possessive"]:
            return not head
        if not head:
            now = self.text[date.start : date.end].casefold().split()[0] in self.lists["period_now"]
            return date.date.value is not None and not (now and self.text[date.end : date.end + 1] == ",")
        if head[-1] in self.lists["period_first"]:
            return self._opener(head[:-1])
        return head[-1] == "," and self._adverbial(date) and self._opener(head)

    def _clause(self, date: Mention, start: int) -> int:
        """Where the clause of a date begins: behind ";", ":" or ", and", else the sentence's start."""
        far = max(start, date.start - 2 * _OPENING)
        clause = max(start, *(self.text.rfind(mark, far, date.start) + 1 for mark in ";:"))
        for joiner in self.lists["and"]:
            clause = max(clause, self.text.rfind(f", {joiner} ", max(far, clause), date.start) + 1)
        return clause

    def _opener(self, opener: list[str]) -> bool:
        """Whether what stands before the date's preposition begins its sentence."""
        while opener and (opener[-1] in self.lists["and"] or opener[-1] in BULLETS):
            opener.pop()
        if not opener or opener[-1] in (",", ":"):
            return True
        return opener[0] in self.lists["period_first"] and len(opener) <= _OPENED and "," not in opener

    def _contrasted(self, number: int) -> bool:
        """Whether the amount is the one that does not hold: "rather than eight", "instead of four"."""
        before = self.seen.words_before(self.mentions[number].start, 2, 0)
        if len(before) > 1 and before[1] in self.lists["period_contrast"]:
            return True
        changed = bool(before) and before[0] in self.lists["from"] and number + 1 < len(self.mentions)
        return changed and self.seen.between(number, number + 1).split()[-1:] == list(self.lists["period_to"])

    def _apposed(self, date: Mention, between: str) -> bool:
        """Whether the date stands between commas behind what is counted: "The call, open from May to June 2023, drew"."""
        if date.date is None or date.date.type == "DURATION":
            return False
        comma = self.text.rfind(",", max(0, date.start - _OPENING), date.start) if between.startswith(",") else -1
        if comma < 0:
            return False
        words = self.text[comma + 1 : date.start].casefold().split()
        if not words:
            return True
        if len(words) > _PARTICIPLE + 1 or words[-1] not in self.lists["period_before"]:
            return False
        return not any(self.grammar.phrases.is_passive(word) for word in words)
