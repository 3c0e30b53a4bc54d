"""When a figure holds: the date of its own clause, of what opens its sentence, of the amount it is a part of, of its list."""

from __future__ import annotations

import re
from itertools import pairwise

from pressextract.mention import Label, Mention
from pressextract.offsets import FILLER
from pressextract.relate.statement import Statements

__all__ = ["FigurePeriods"]

_BEHIND = 110  # characters between a figure and the date behind it
_OPENING = 100  # characters in which a sentence's opening date begins
_VERBS = 4  # words between a date and the amount that a verb gives for it
_MODIFIED = 9  # words between a date that stands before its noun and the amount: "the 2023 survey found that"
_PARTICIPLE = 3  # words looked back from a date for "founded", "created"
_LIST_LINES = 12  # lines of a list looked back for the one that dates it
_BACK = 4  # figures looked back for one with a period
_GAPPED = 4  # words of "and industry 29 per cent", whose verb is left out
_COMPARED = 30  # characters of "than in", "from £5.2m in"
_PLACED = 8  # words of ", to be held on 14 March in the School of Music,"
_OPENER = 8  # words of "During the drought of", "When I joined in"
_BRACKETED = 6  # words of "In the first phase (2019-2023)"
_LEAD = 6  # characters of a line before its leading date: "- "
_STORY = 60  # words of a sentence looked at for its tense
_ITEM = 600  # characters of a list's item or of a sentence that goes on; longer ones are no such thing
_BRACKET = 10  # characters of "(as of "
_HEADING = 90  # characters of a list's heading; longer ones are paragraphs
_DAY = 10  # characters of "2023-05-17"
_OPENERS = (",", "(")
_BULLETS = ("-", "*", "•", "–", "|", "·")
_NUMBERED = re.compile(rf"\(?(?:{FILLER}{{1,6}}|[ivxIVX]{{1,5}}|[a-z0-9]{{1,2}})[.)] ")
_INSERTED = re.compile(r", [^,;:()\n]{3,70},")
_WORD = re.compile(r"[\w']+")


class FigurePeriods:
    """Reads the periods of the figures of one release, in text order.

    Args:
        seen: the release and what was found so far; periods and bases of earlier figures are read from it.
    """

    def __init__(self, seen: Statements) -> None:
        self.seen = seen
        self.mentions, self.lists, self.text, self.grammar = seen.mentions, seen.lists, seen.text, seen.grammar

    def find(self, number: int, sentence: tuple[int, int], source: tuple[int, int] | None = None) -> int | None:
        """Number of the DATE mention that the figure holds for; `source`: the phrase that names who says so."""
        if self.seen.kinds[number] == "ordinal" and not self._ranked(number):
            return None
        figure = self.mentions[number]
        if self._is_age(number):
            return None
        if self.seen.kinds[number] == "measure" and "-" in self.text[figure.start + 1 : figure.end]:
            return None
        for found in (
            self.seen.tables.column(number),
            self._length_beside(number, sentence),
            self._behind(number, sentence[1]),
            self._carried_on(number, sentence[0]),
            self._before(number, sentence),
            self._then(number, sentence),
            self._of_base(number),
            self._of_part(number),
            self._of_source(number, source),
            self._of_list(number),
            self._of_story(number, sentence),
        ):
            if found is not None:
                return found
        return None

    def _ranked(self, number: int) -> bool:
        """Whether the ordinal is a place in a ranking, which holds at a time; anniversaries and editions do not."""
        before = self.seen.words_before(self.mentions[number].start, 4, 0)
        previous = self.seen.previous_figure(number, max(0, self.mentions[number].start - _BEHIND))
        again = previous is not None and self.seen.kinds[previous] == "ordinal" and previous in self.seen.periods
        if again or not self.grammar.rank_verbs.isdisjoint(before):
            return True
        index = self.seen.words.starting(self.mentions[number].end)
        if index < len(self.seen.words) and self.seen.words.texts[index].casefold() in self.lists["rank_among"]:
            return True
        following = self.mentions[number + 1] if number + 1 < len(self.mentions) else None
        return following is not None and _dates(following) and not self.seen.between(number, number + 1).strip()

    def _length_beside(self, number: int, sentence: tuple[int, int]) -> int | None:
        """The length of what is paid for: "a five-year, $7.4 million award", "a three-year project at a cost of $5 million"."""
        if self.seen.kinds[number] != "money":
            return None
        for at in (*self.seen.before(number, sentence[0]), number + 1):
            if at >= len(self.mentions) or self.mentions[at].label is Label.FIGURE:
                return None
            other = self.mentions[at]
            if other.date is None or other.date.type != "DURATION" or "-" not in self.text[other.start : other.end]:
                continue
            between = self.seen.between(*sorted((at, number)))
            near = between.strip() in ("", ",") or (at < number and not any(mark in between for mark in ",;:()\n"))
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
                if not self._joined(last, at) or self._part(at):
                    return None
                last = at
            if not _dates(other):
                continue
            if not self._links(number, last, other):
                if other.date is not None and other.date.type == "DURATION":
                    continue
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
        insertion = _INSERTED.search(self.text, self.mentions[first].end, min(end, self.mentions[at].end + 80))
        return insertion is not None and insertion.start() < self.mentions[at].start < insertion.end()

    def _part(self, number: int) -> bool:
        """Whether the amount is said to be a part of the one before: "two-thirds of them"."""
        index = self.seen.words.starting(self.mentions[number].end)
        words = [word.casefold() for word in self.seen.words.texts[index : index + 2]]
        return len(words) > 1 and words[0] in self.lists["of"] and words[1] in self.lists["of_them"]

    def _is_age(self, number: int) -> bool:
        before = self.seen.words_before(self.mentions[number].start, 2, 0)
        plain = [word for word in before if word not in self.lists["of"]]
        return bool(plain) and plain[0] in self.lists["item_not_after"] and before[0] in (plain[0], *self.lists["of"])

    def _joined(self, first: int, second: int) -> bool:
        """Whether two amounts are members of one coordination ("214 applications and 8 grants in 2023")."""
        between = self.seen.between(first, second)
        tokens = between.casefold().replace(",", " , ").split()
        while tokens and tokens[-1] in self.grammar.lead_unjoined:
            tokens.pop()
        if not tokens or tokens[-1] not in self.lists["period_joiner"] or any(mark in between for mark in ";:()\n"):
            return False
        return not any(map(self._verb, tokens))

    def _links(self, number: int, last: int, date: Mention) -> bool:
        """Whether the words between a figure and the date behind it link the two: "co-publications from"."""
        figure, value = self.mentions[number], date.date
        between, lists = self._plain(self.text[self.mentions[last].end : date.start]), self.lists
        if self.text[date.end : date.end + 1] == ":":
            return False  # "(H1 2024: 55%)": of the amount behind it
        if between.strip() == "(" and self.text[date.end : date.end + 1] == ")":
            return True
        bracket = between.rfind("(")
        if bracket >= 0 and len(between) - bracket < _BRACKET and between.count("(") == 1:
            between = between.replace("(", " ")  # "(as of May 1, 2024)"
        tokens = _WORD.findall(between.casefold())
        if len(between) > _BEHIND or any(mark in between for mark in ";:()\n") or value is None:
            return False
        plain = [token for token in tokens if token not in self.grammar.date_order]
        lead = plain[-1] if plain else ""
        if self._adverbial(date) and lead not in lists["period_before"]:
            return self._adverb_of(between, plain)
        if "," in between and not between.rstrip().endswith(self.grammar.date_behind_comma):
            return False
        money = figure.figure is not None and figure.figure.kind == "money"
        allowed = self.grammar.date_links
        if (value.type == "DURATION" or last != number) and any(map(self._verb, tokens)):
            return False
        if value.type == "DURATION":
            allowed = self.grammar.length_links_money if money else self.grammar.length_links
        compared = not lists["period_compared"].isdisjoint(tokens[:-1]) and lead not in lists["period_of"]
        compared = compared or (lead in lists["period_day"] and len(value.value or "") < _DAY)
        barred = not (lists["period_bar"] | lists["period_founding"]).isdisjoint(tokens) or self._purpose(tokens)
        return (lead in allowed or lead in lists["period_noun"]) and not barred and not compared

    def _purpose(self, tokens: list[str]) -> bool:
        """Whether an infinitive stands between, which the date belongs to: "€5 million to build a hall in 2025"."""
        verb = self.grammar.phrases.is_verb
        acts = self.lists["subject_verb"]
        return any(
            (first in self.lists["period_to"] and verb(second))
            or (first in self.lists["and"] and (second in acts or verb(second)))
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
        lead = plain[-1] if plain else ""
        if "," in between or lead in self.grammar.not_adverbial:
            return False
        return self.lists["period_bar"].isdisjoint(plain)

    # --- before ---------------------------------------------------------------------------------------------------

    def _before(self, number: int, sentence: tuple[int, int]) -> int | None:
        figure = self.mentions[number]
        for at in self.seen.before(number, sentence[0]):
            other = self.mentions[at]
            if not _dates(other) or other.date is None:
                continue
            between = self._plain(self.text[other.end : figure.start])
            if ";" in between:
                ends = between.startswith(";") and between.count(";") == 1
                return at if ends and self.seen.kinds[number] == "count" else None
            if between.startswith(":") and self._leads_line(other) and self.seen.kinds[number] != "measure":
                return at
            if self._claimed(number, at):
                continue
            if other.date.type == "DURATION" and self._ran(between):
                return at
            if self._told(between):
                return at
            if self._of_subject(other, between) or self._modifies(other, number, between):
                return at
            if self._opens(number, other, sentence[0]) or self._apposed(other, between):
                return at
        return None

    def _claimed(self, number: int, date: int) -> bool:
        """Whether an earlier amount has the date behind itself: "3,186 in 2023 and 2,941"."""
        previous = self.seen.previous_figure(number, 0)
        while previous is not None and previous > date:
            previous = self.seen.previous_figure(previous, 0)
        return previous is not None and self.seen.periods.get(previous) == date

    def _carried_on(self, number: int, start: int) -> int | None:
        """The period of the amount before, which this one goes on with: "in 2020, or 29% of", "from 2025, enough for 55"."""
        previous = self.seen.previous_figure(number, start)
        date = self.seen.periods.get(previous) if previous is not None else None
        if previous is None or date is None:
            return None
        between = self.text[self.mentions[previous].end : self.mentions[number].start]
        later = any(_calendar(self.mentions[at]) and at > date for at in range(previous + 1, number))
        if later:
            return None
        semicolon = self.mentions[previous].end + between.rfind(";")
        if ";" in between and self.seen.kinds[number] not in ("measure", "ordinal"):
            own = any(_dates(self.mentions[at]) for at in self.seen.numbers(semicolon, self.mentions[number].start))
            return None if own else date
        if self.mentions[date].start < self.mentions[previous].start and self._joined(previous, number):
            return date
        begin = max(self.mentions[previous].end, self.mentions[date].end)
        if begin > self.mentions[number].start:
            return None
        text = self.text[begin : self.mentions[number].start].casefold().replace(",", " , ").replace("(", " ( ")
        return date if self._goes_on(number, text.split()) else None

    def _goes_on(self, number: int, tokens: list[str]) -> bool:
        """Whether the words between two amounts lead from one to the other without a verb of their own."""
        comma = max((at for at, token in enumerate(tokens) if token in _OPENERS), default=-1)
        tail = tokens[comma + 1 :]
        if (
            tokens[-4:-3] == [","]
            and " ".join(tokens[-3:-1]) in self.lists["period_that_is"]
            and comma == len(tokens) - 1
        ):
            return True
        if any(map(self._verb, tail)):
            return False
        plain = [token for token in tail if token not in self.lists["np_article"]]
        if comma >= 0 and plain and (plain[0] in self.lists["period_continues"] or plain[0] in self.grammar.changes):
            return True
        if comma >= 0 and 0 < len(tail) <= _GAPPED and tail[-1] in self.lists["period_gap"]:
            return True
        if comma >= 0 and all(token in self.grammar.lead_words for token in tail):
            return self.seen.kinds[number] in ("percent", "ratio") and tokens[comma] == ","
        if tail and all(token in self.lists["change_link"] for token in tail):
            return True
        return comma < 0 and not self.lists["and"].isdisjoint(tail) and len(tail) <= _GAPPED

    def _ran(self, between: str) -> bool:
        """Whether a second verb follows a length: "has run for four years and supported 19 projects"."""
        words = between.casefold().split()
        return 1 < len(words) <= _VERBS and words[0] in self.lists["and"] and self._verb(words[1])

    def _told(self, between: str) -> bool:
        """Whether the words behind a date tell what was then: "- 2013: the array", ", when four joined", "with a staff of"."""
        tokens = between.casefold().replace(",", " , ").split()
        if tokens[:2] == [",", *tokens[1:2]] and tokens[1:2] and tokens[1] in self.lists["period_when"]:
            return tokens.count(",") == 1
        if tokens == [",", *self.lists["from"]]:
            return True
        opened = bool(tokens) and tokens[0] in self.lists["period_with"] and len(tokens) <= _MODIFIED
        definite = not (self.lists["np_determiner"] - self.lists["np_article"]).isdisjoint(tokens)
        return opened and not definite and "," not in tokens and not any(map(self._verb, tokens))

    def _leads_line(self, date: Mention) -> bool:
        """Whether nothing but a bullet stands before the date in its line."""
        start = self.text.rfind("\n", max(0, date.start - _LEAD), date.start) + 1
        return date.start - start < _LEAD and not any(map(str.isalnum, self.text[start : date.start]))

    def _of_subject(self, date: Mention, between: str) -> bool:
        """Whether only a verb stands between: "turnover in 2023 was DKK 166.4 billion"."""
        if between.startswith(","):
            between = between[1:] if between[1:].split()[:1] == list(self.lists["period_with"]) else between
        tokens = between.casefold().split()
        if between and not between.strip(" :|)*"):
            return any(mark in between for mark in ":|")
        if not tokens or len(tokens) > _VERBS or "," in between or date.date is None:
            return False
        if tokens[0] in self.lists["period_at"] and all(token in self.grammar.lead_words for token in tokens[1:]):
            return date.date.value is not None
        if tokens[0] in self.lists["subject_with"] and len(tokens) <= 2:
            return True
        if self._verb(tokens[0]) and self._in_subject(date):
            return True
        if not all(token.strip(":") in self.grammar.linking for token in tokens):
            return False
        before = self.seen.words_before(date.start, 2, 0)
        plain = [word for word in before if word not in self.lists["np_determiner"]]
        verb = tokens[0] not in self.lists["period_before"]
        return verb and bool(plain) and plain[0] in self.grammar.date_before_verb

    def _in_subject(self, date: Mention) -> bool:
        """Whether the date belongs to the subject of its sentence: "Balloon flights in the winter of 2025/26 | should"."""
        start = self.seen.parsed.sentence(date.start)[0]
        if date.start - start > _OPENING:
            return False
        words = [word.casefold() for word in self._words((start, date.start))]
        lead = [word for word in words if word not in self.lists["np_determiner"] | self.lists["period_unit"]]
        return len(lead) > 1 and lead[-1] in self.lists["period_first"] and not any(map(self._verb, lead[1:]))

    def _modifies(self, date: Mention, number: int, between: str) -> bool:
        """Whether the date is part of the name of what is measured: "2023 research income at", "the 2022 survey: 81%"."""
        tokens = between.casefold().replace(",", " , ").replace(":", " : ").split()
        if not tokens or len(tokens) > _MODIFIED or not between.startswith((" ", "'s ")):
            return False
        if date.date is None or date.date.type == "DURATION" or not date.date.value:
            return False
        links = (self.lists["change_link"] | self.lists["amount_verb"]) - self.lists["of"]
        if self.seen.kinds[number] == "measure" and tokens[-1] not in links:
            return False
        if self.seen.previous_figure(number, date.end) is not None:
            return False
        if tokens == ["'s"]:
            return True
        first = tokens[0] if tokens[0] != "'s" else tokens[1]
        noun = first[0].isalpha() and first not in self.lists["np_stop"] and not self._verb(first)
        return noun and tokens.count(",") <= 1 and not self.grammar.phrases.is_passive(first)

    def _opens(self, number: int, date: Mention, start: int) -> bool:
        """Whether the date opens sentence or clause behind a preposition, or as a possessive ("Last year's")."""
        if date.date is None or self._contrasted(number):
            return False
        far = max(start, date.start - 2 * _OPENING)
        clause = max(start, *(self.text.rfind(mark, far, date.start) + 1 for mark in ";:"))
        for joiner in self.lists["and"]:
            clause = max(clause, self.text.rfind(f", {joiner} ", max(far, clause), date.start) + 1)
        if date.start - clause > _OPENING:
            return False
        head = self.text[clause : date.start].replace(",", " , ").casefold().split()
        head = [
            word for word in (word.strip("\"'“”‘’«»*([") for word in head) if word == "," or any(map(str.isalnum, word))
        ]
        while head and head[-1] in self.grammar.date_order:
            head.pop()
        if self.text[date.end : date.end + 2] == "'s":
            return not head
        if not head:
            now = self.text[date.start : date.end].casefold().split()[0] in self.lists["period_now"]
            return date.date.value is not None and not (now and self.text[date.end : date.end + 1] == ",")
        first = self.lists["period_first"]
        if self.text[max(0, date.start - 1) : date.start] == "(":
            return head[0] in first and len(head) <= _BRACKETED and "," not in head
        if head[-1] not in first and not (self._adverbial(date) and head[-1] == ","):
            return False
        return self._opener(head[:-1] if head[-1] in first else head, first)

    def _opener(self, opener: list[str], first: frozenset[str]) -> bool:
        """Whether what stands before the date's preposition begins its sentence."""
        while opener and (opener[-1] in self.lists["and"] or opener[-1] in _BULLETS):
            opener.pop()
        if not opener or opener[-1] in (",", ":"):
            return True
        openers = first | self.lists["period_clause"]
        return opener[0] in openers and len(opener) <= _OPENER and "," not in opener

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
        comma = self.text.rfind(",", max(0, date.start - _OPENING), date.start)
        behind = between.split(",")[0].split()
        if comma < 0 or "," not in between or len(behind) > _PLACED or any(map(self._verb, behind)):
            return False
        words = self.text[comma + 1 : date.start].casefold().split()
        if not words:
            return True
        if len(words) > _PARTICIPLE + 1 or words[-1] not in self.lists["period_before"]:
            return False
        founded = self.lists["period_founding"]
        return not any(word in founded or self.grammar.phrases.is_passive(word) for word in words)

    # --- from elsewhere -------------------------------------------------------------------------------------------

    def _of_base(self, number: int) -> int | None:
        """The period of the whole, for a part of it: "34.7 million for 2023-2028, of which 29.9", "half of them"."""
        base = self.seen.bases.get(number)
        return self.seen.periods.get(base) if base is not None else None

    def _of_part(self, number: int) -> int | None:
        """The period of the part, for its whole behind "of": "answered in 2024 by 118 of 124"."""
        if number and self.seen.bases.get(number - 1) == number:
            return self.seen.periods.get(number - 1)
        return None

    def _of_source(self, number: int, source: tuple[int, int] | None) -> int | None:
        """The date of the survey or ranking itself: "according to the 2023 listing"."""
        if source is None:
            return None
        near: tuple[int, ...] = (*self.seen.before(number, source[0]), *self.seen.behind(number, source[1]))
        for at in near:
            if source[0] <= self.mentions[at].start < source[1] and _dates(self.mentions[at]):
                return at
        return None

    def _then(self, number: int, sentence: tuple[int, int]) -> int | None:
        """The last date of the sentence before, for "Since then, 503 people"."""
        index = self.seen.words.starting(sentence[0])
        opening = [word.casefold() for word in self.seen.words.texts[index : index + 2]]
        if len(opening) < 2 or opening[1] not in self.lists["period_then"] or not sentence[0]:
            return None
        earlier = self.seen.parsed.sentence(sentence[0] - 1)[0]
        for at in self.seen.before(number, earlier):
            if _dates(self.mentions[at]) and self.mentions[at].start < sentence[0]:
                return at
        return None

    def _of_story(self, number: int, sentence: tuple[int, int]) -> int | None:
        """The period that the sentence before set, when this one goes on in the past tense without a date of its own."""
        start = sentence[0]
        if not start or self.seen.kinds[number] in ("measure", "ordinal") or self.text[start - 1 : start] == "\n":
            return None
        if sentence[1] - start > _ITEM or any(map(self._timed, self.seen.within(*sentence))):
            return None
        tokens = [word.casefold() for word in self._words(sentence)]
        pointing = tokens[:1] and tokens[0] in self.lists["story_this"]
        past = self.lists["story_not"].isdisjoint(tokens) and any(map(self._past, tokens))
        if not past and not pointing:
            return None
        earlier = self.seen.parsed.sentence(start - 1)[0]
        previous, first = self.seen.previous_figure(number, earlier), None
        for _ in range(_BACK):
            if previous is None:
                break
            date = self.seen.periods.get(previous)
            if self.mentions[previous].start < start and date is not None and self._set(date):
                first = date
            previous = self.seen.previous_figure(previous, earlier)
        return first

    def _timed(self, mention: Mention) -> bool:
        """Whether the mention says when or how long, and is not only what an amount is compared with."""
        if mention.label is not Label.DATE or mention.date is None or mention.date.type == "SET":
            return False
        before = self.text[max(0, mention.start - _COMPARED) : mention.start].casefold().split()
        return self.lists["story_than"].isdisjoint(before)

    def _words(self, sentence: tuple[int, int]) -> list[str]:
        words = self.seen.words
        return words.texts[words.starting(sentence[0]) : words.starting(sentence[1])][:_STORY]

    def _past(self, token: str) -> bool:
        return token in self.lists["story_past"] or (
            self.grammar.phrases.is_verb(token) and self.grammar.phrases.is_passive(token)
        )

    def _set(self, date: int) -> bool:
        """Whether the date is a stretch of the calendar that more than one amount may hold for."""
        value = self.mentions[date].date
        return value is not None and value.type == "DATE" and bool(value.value) and "X" not in (value.value or "")

    def _of_list(self, number: int) -> int | None:
        """The date that the first line of a list, or the heading above it, gives for all of it."""
        position = self.mentions[number].start
        start = self.text.rfind("\n", max(0, position - _ITEM), position) + 1
        if (not start and position > _ITEM) or not self._itemised(start):
            return None
        first = start
        for _ in range(_LIST_LINES):
            above = self._line_above(first)
            if above == first or not self._itemised(above):
                break
            first = above
        heading = self._heading(first)
        for at in self.seen.numbers(heading, self._line_end(first)):
            date = self.mentions[at]
            if _dates(date) and self._for_all(date, first):
                return at
        return None

    def _line_above(self, start: int) -> int:
        """Start of the line above, `start` when it is too long to be an item."""
        far = max(0, start - _ITEM)
        above = self.text.rfind("\n", far, max(far, start - 1)) + 1
        if above < start and not self.text[above:start].strip("> \n"):
            above = self.text.rfind("\n", far, max(far, above - 1)) + 1  # over a blank line
        return above if above or far == 0 else start

    def _heading(self, first: int) -> int:
        """Start of the short line above a list, over one blank line; `first` when there is none."""
        above = self._line_above(first)
        line = self.text[above:first].rstrip("> \n")
        return above if len(line) <= _HEADING and not line.endswith((".", "!", "?", ",")) else first

    def _itemised(self, start: int) -> bool:
        """Whether a line is an item of a list: a bullet, or a number or letter in brackets."""
        while self.text[start : start + 1] in (" ", ">"):
            start += 1
        if self.text[start : start + 1] in _BULLETS or _NUMBERED.match(self.text, start) is not None:
            return True
        end = self.text.find("\n", start, start + _ITEM)
        return self.text.find(" | ", start, max(start, end)) >= 0  # a row set in columns

    def _line_end(self, start: int) -> int:
        end = self.text.find("\n", start)
        return end if end >= 0 else len(self.text)

    def _for_all(self, date: Mention, first: int) -> bool:
        """Whether the date stands in the heading, or in the first line before its amount ("Applications in 2023: 3,186")."""
        published = self.seen.parsed.published
        if date.start >= first:
            bracketed = self.text[max(0, date.start - 1) : date.start] == "("
            return self.text[date.end : date.end + 1] == ":" and not bracketed and not self._leads_line(date)
        return date.date is not None and (published is None or date.date.value != published.isoformat())

    def _verb(self, token: str) -> bool:
        return token in self.grammar.acting


def _calendar(mention: Mention) -> bool:
    """Whether the mention is a stretch of the calendar."""
    return mention.label is Label.DATE and mention.date is not None and mention.date.type == "DATE"


def _dates(mention: Mention) -> bool:
    """Whether the mention is a DATE that is no recurrence."""
    return mention.label is Label.DATE and mention.date is not None and mention.date.type != "SET"
