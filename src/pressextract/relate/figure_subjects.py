"""Whose a figure is: the organisation or person that has, gives, employs or ranks what is counted, named in its sentence."""

from __future__ import annotations

from pressextract.mention import ORGANISATIONS, Label, Mention
from pressextract.relate.statement import Statements

__all__ = ["FigureSubjects"]

_POSSESSED = 6  # words between "UCL's" and its amount: "UCL's newly opened campus with"
_WITH = 6  # words between ", with" and the amount
_LINE_MARK = 3  # characters between a line's start and its name: "- "
_APPOSITION = 120  # characters of what stands between commas behind a name
_ADVERBS = 4  # words between a name and its verb that are no verb
_DASHES = frozenset("-–—")
_DESCRIBED = 8  # words of ", a Tartu-based start-up of"
_REACH = 500  # characters between a name and its amount; keeps one endless sentence linear
_BRIEF = 4  # words of an opening without comma: "Under the deal Siemens will pay"
_NAMES = 4  # mentions between an item and its owner
_LINE = 160  # characters of a line headed by a name
_OPENING = 100  # characters of "In the academic year 2022/23," in front of a name


class FigureSubjects:
    """Reads the subjects of the figures of one release, by the surest sign first.

    Args:
        seen: the release and what was found so far.
    """

    def __init__(self, seen: Statements) -> None:
        self.seen = seen
        self.lists, self.text, self.words, self.phrases = seen.lists, seen.text, seen.words, seen.grammar.phrases

    def find(self, number: int, sentence: tuple[int, int], source: tuple[int, int] | None = None) -> int | None:
        """Number of the mention whose figure it is; None when the sentence names none, or two together.

        `source`: the phrase that names who says so, which is no subject.
        """
        for found in (
            self._owner_behind(number, sentence[1]),
            self._in_item(number),
            self._owner_of_item(number, sentence[0]),
            self._agent(number, sentence[1]),
            self._owner_before(number, sentence[0]),
            None if self._nested(number, sentence[0]) else self._before(number, sentence, source or (0, 0)),
        ):
            if found is not None:
                return found
        return None

    def _nested(self, number: int, start: int) -> bool:
        """Whether the amount is a part, a whole or a known thing inside another statement: "from the 11 countries"."""
        base, previous = self.seen.bases.get(number), self.seen.previous_figure(number, start)
        inside = base is not None and base < number and self.seen.mentions[base].start >= start
        if base is not None and inside and self.seen.mentions[base].label is Label.FIGURE:
            return not any(map(_may_own, self.seen.mentions[max(base + 1, number - _NAMES) : number]))
        if previous is not None and self.seen.bases.get(previous) == number:
            return True
        before = self.seen.words_before(self.seen.mentions[number].start, 1, start)
        kind, item = self.seen.kind(number), self.seen.items.get(number)
        if item is not None and start <= item.start < self.seen.mentions[number].start:
            owner = self.seen.words_before(item.start, 1, start)
            near = self.seen.within(max(start, item.start - _REACH), item.start)
            named = any(_may_own(other) and self._possessive(other) for other in near)
            if not named and not self.lists["np_possessive"].isdisjoint(owner):
                return True
        return kind == "measure" or (kind != "ordinal" and not self.lists["subject_definite"].isdisjoint(before))

    def _beside(self, number: int) -> bool:
        """Whether a name stands directly before the amount, its verb left out: "the Swedish Council 30 per cent"."""
        if not number or not _may_own(self.seen.mentions[number - 1]):
            return False
        tokens = self._tokens(self.seen.mentions[number - 1].end, self.seen.mentions[number].start)
        return all(word in self.seen.grammar.lead_words for word in tokens)

    def _in_item(self, number: int) -> int | None:
        """The name that the item begins with: "2,612 Flinders papers"."""
        item = self.seen.items.get(number)
        if item is None:
            return None
        for at in range(max(0, number - 2), min(number + 3, len(self.seen.mentions))):
            name = self.seen.mentions[at]
            if name.start == item.start and name.end < item.end and name.label in ORGANISATIONS:
                return at if self.text[name.end] == " " else None
        return None

    def _agent(self, number: int, end: int) -> int | None:
        """Who does it, behind a passive: "54 per cent of all income was earned by the College"."""
        for at in self.seen.behind(number, end):
            name = self.seen.mentions[at]
            if name.label is Label.FIGURE:
                return None
            if not _may_own(name):
                continue
            before = [
                word for word in self.seen.words_before(name.start, 3, 0) if word not in self.lists["np_determiner"]
            ]
            passive = len(before) > 1 and before[0] in self.lists["subject_by"] and self.phrases.is_passive(before[1])
            return at if passive and not self._coordinated(at) else None
        return None

    def _owner_before(self, number: int, start: int) -> int | None:
        """The name whose own phrase, line or relative clause holds the amount."""
        for at in self.seen.before(number, start):
            name = self.seen.mentions[at]
            if not _may_own(name) or self.text[name.end : name.end + 1] == "-":
                continue
            if self._owns(name, number) or self._heads_line(name, number) or self._relative(name, number):
                return at
            if self._described(name, number) or (at == number - 1 and self._gapped(number, start)):
                return at
        return None

    def _described(self, name: Mention, number: int) -> bool:
        """Whether the amount describes the name beside it: "Valmera, a company of 40 staff", "Piedmont Region, €1.9m;"."""
        tokens = self._behind_brackets(self._tokens(name.end, self.seen.mentions[number].start))
        if tokens[:1] != [","] or len(tokens) > _DESCRIBED:
            return False
        end = self.seen.mentions[number].end
        if len(tokens) == 1:
            return self.seen.kind(number) == "money" and self.text[end : end + 1] in (";", ".", "\n")
        inner = tokens[2:]
        plain = all(word[0].isalnum() or word[0] == "-" for word in inner) and not any(map(self._verb, inner[:-1]))
        return tokens[1] in self.lists["np_article"] and plain and inner[-1:] == list(self.lists["of"])

    def _gapped(self, number: int, start: int) -> bool:
        """Whether the name shares the verb of an amount before: "and the Province of British Columbia a further C$4m"."""
        tokens = self._tokens(self.seen.mentions[number - 1].end, self.seen.mentions[number].start)
        leading = self.seen.grammar.lead_words | self.lists["np_article"] | self.lists["np_skip"]
        previous = self.seen.previous_figure(number, start)
        return all(word in leading for word in tokens) and previous is not None and previous in self.seen.subjects

    def _behind_brackets(self, tokens: list[str]) -> list[str]:
        if tokens[:1] == ["("] and ")" in tokens:
            return tokens[tokens.index(")") + 1 :]
        return tokens

    def _before(self, number: int, sentence: tuple[int, int], source: tuple[int, int]) -> int | None:
        """The name in front: the owner, the head of the line, the body that acts, or the owner of what stands beside."""
        for at in self.seen.before(number, sentence[0]):
            name = self.seen.mentions[at]
            if not _may_own(name) or self.text[name.end : name.end + 1] == "-" or source[0] <= name.start < source[1]:
                continue
            if at == number - 1 and number in self.seen.bases and self._beside(number):
                return at
            if not self._opens_clause(at, sentence[0]):
                continue
            alone = not self._coordinated(at) and not self._other_subject(at, number)
            return at if alone and self._acts(name, number) else self._shared(number, sentence[0])
        shared = self._shared(number, sentence[0])
        return shared if shared is not None else self._opened_by_with(number, sentence)

    def _shared(self, number: int, start: int) -> int | None:
        """The subject of the amount that this one is joined to: "UCL's 22,000 students and 8,000 staff"."""
        previous = self.seen.previous_figure(number, start)
        subject = self.seen.subjects.get(previous) if previous is not None else None
        if previous is None or subject is None:
            return None
        tokens = self._tokens(self.seen.mentions[previous].end, self.seen.mentions[number].start)
        leading = self.seen.grammar.lead_words - self.lists["period_joiner"] | self.lists["np_determiner"]
        while tokens and tokens[-1] in leading | self.lists["np_skip"]:
            tokens.pop()
        joined = bool(tokens) and tokens[-1] in self.lists["period_joiner"] and not any(map(self._verb, tokens))
        named = any(_may_own(self.seen.mentions[at]) for at in range(previous + 1, number))
        return subject if joined and not named else None

    def _owner_of_item(self, number: int, start: int) -> int | None:
        """The name whose thing it is, in front: "research income at the University of Surrey reached"."""
        figure, item = self.seen.mentions[number], self.seen.items.get(number)
        if item is None or item.end > figure.start or item.start < start:
            return None
        for at in range(number - 1, max(number - 1 - _NAMES, -1), -1):
            name = self.seen.mentions[at]
            if name.start < item.end:
                return None
            tokens = self._tokens(item.end, name.start)
            link = [word for word in tokens if word not in self.lists["np_determiner"]]
            if _may_own(name) and len(link) == 1 and link[0] in self.lists["subject_of"]:
                return at if not self._coordinated(at) else None
        return None

    def _relative(self, name: Mention, number: int) -> bool:
        """Whether a relative clause of the name holds the amount: "the BRIGHT Centre, which has 45 staff"."""
        tokens = self._tokens(name.end, self.seen.mentions[number].start)
        tokens = self._behind_brackets(tokens)
        if len(tokens) < 3 or tokens[0] != "," or tokens[1] not in self.lists["subject_relative"]:
            return False
        person = tokens[1] in self.lists["subject_who"]
        if person is not (name.label is Label.PERSON):
            return False
        return self._verb(tokens[2]) and "," not in tokens[3:] and not self._interrupted(tokens[3:])

    def _tokens(self, start: int, end: int) -> list[str]:
        """The words between two positions, casefolded; a lone semicolon when they are too many to belong together."""
        if end - start > _REACH:
            return [";"]
        first, last = self.words.starting(start), self.words.starting(end)
        return [word.casefold() for word in self.words.texts[first:last]]

    # --- possession -----------------------------------------------------------------------------------------------

    def _owner_behind(self, number: int, end: int) -> int | None:
        """The name directly behind the item: "the 33,000 staff of the CNRS", "29% of UCL's papers"."""
        figure, item = self.seen.mentions[number], self.seen.items.get(number)
        behind = item.end if item is not None and item.start >= figure.end else figure.end
        for at in self.seen.behind(number, end):
            name = self.seen.mentions[at]
            if name.start < behind and not self._possessive(name):
                continue
            if not _may_own(name):
                return None
            tokens = self._tokens(figure.end if self._possessive(name) else behind, name.start)
            link = [word for word in tokens if word not in self.lists["np_determiner"]]
            owns = len(link) == 1 and link[0] in self.lists["subject_of"]
            return at if owns and len(tokens) <= 2 and not self._coordinated(at) else None
        return None

    def _possessive(self, name: Mention) -> bool:
        return self.text[name.end : name.end + 1] == "'"

    def _owns(self, name: Mention, number: int) -> bool:
        """Whether the amount stands in the name's own phrase: "UCL's 43,800 students", "Mila, with its 1,200"."""
        tokens = self._tokens(name.end, self.seen.mentions[number].start)
        if tokens and self._possessive(name):
            inner = [word for word in tokens[1:] if word not in self.seen.grammar.lead_words]
            plain = not any(word in self.lists["np_stop"] or not word[0].isalnum() for word in inner)
            return plain and len(tokens) <= _POSSESSED and not any(map(self.phrases.is_verb, inner))
        before = self.seen.words_before(name.start, 2, 0)
        lead = next((word for word in before if word not in self.lists["np_determiner"]), "")
        if lead in self.lists["subject_opening"] or lead in self.lists["subject_joiner"]:
            return False
        while tokens and not tokens[0].isalnum():
            tokens.pop(0)
        closed = len(tokens) > 0 and tokens[0] in self.lists["subject_with"] and len(tokens) <= _WITH
        return closed and not any(word in ",;:" for word in tokens) and not any(map(self._finite, tokens[1:]))

    def _heads_line(self, name: Mention, number: int) -> bool:
        """Whether name and amount make a line: "- CNRS: 33,000 staff"."""
        line = self.text.rfind("\n", max(0, name.start - _LINE_MARK - 1), name.start) + 1
        between = self.text[name.end : self.seen.mentions[number].start]
        if name.start - line > _LINE_MARK or "\n" in between or len(between) > _LINE:
            return False
        if between.lstrip()[:1] in (":", "–", "—", "|"):
            return True
        dated = self._tokens(name.end, name.end + len(between.partition(":")[0]))
        return ":" in between and not any(map(self._verb, dated)) and len(dated) <= _ADVERBS

    def _opened_by_with(self, number: int, sentence: tuple[int, int]) -> int | None:
        """The name behind the opening phrase: "With 33,000 staff, the CNRS is ..."."""
        figure = self.seen.mentions[number]
        opening = self._tokens(sentence[0], figure.start)
        if not opening or len(opening) > _WITH:
            return None
        if opening[0] not in self.lists["subject_with"] and not self.phrases.is_passive(opening[0]):
            return None
        for at in self.seen.behind(number, sentence[1]):
            name = self.seen.mentions[at]
            if _may_own(name):
                tokens = self._tokens(figure.end, name.start)
                while tokens and tokens[-1] in self.lists["np_determiner"]:
                    tokens.pop()
                direct = bool(tokens) and tokens[-1] == "," and tokens.count(",") == 1
                return at if direct and not self._coordinated(at) and not self._possessive(name) else None
        return None

    # --- grammatical subject --------------------------------------------------------------------------------------

    def _opens_clause(self, at: int, start: int) -> bool:
        """Whether the name opens its sentence or clause, behind "In 2023," or "that" as well."""
        name = self.seen.mentions[at]
        far = max(start, name.start - _REACH)
        start = max(start, self.text.rfind(";", far, name.start) + 1)
        tokens = self._tokens(start, name.start)
        while tokens and tokens[-1] in self.lists["np_determiner"] - self.lists["subject_clause"]:
            tokens.pop()
        while tokens and not tokens[0].isalnum():
            tokens.pop(0)
        if not tokens or tokens[-1] in self.lists["subject_clause"] or tokens[-1] == ";":
            return True
        if name.start - start > _OPENING:
            return False
        if tokens[-1] == ",":
            opening = self.lists["subject_opening"] | self.lists["np_determiner"]
            return tokens[0] in opening or self.phrases.is_passive(tokens[0])
        if tokens[-1] in self.lists["subject_of"] and len(tokens) <= _BRIEF:
            return not any(word in self.lists["np_stop"] or self._verb(word) for word in tokens[:-1])
        barred = self.lists["np_stop"] | self.lists["subject_joiner"]
        modifiers = not any(word in barred or self._verb(word) or not word[0].isalnum() for word in tokens)
        if modifiers:
            return name.label is Label.PERSON or at == 0 or self.seen.mentions[at - 1].start < start
        brief = tokens[0] in self.lists["subject_opening"] and len(tokens) <= _BRIEF
        return brief and tokens[-1] not in barred and not any(map(self._verb, tokens))

    def _coordinated(self, at: int) -> bool:
        """Whether a second body stands beside the name: "The CNRS and the University of Tokyo have"."""
        mentions = self.seen.mentions
        for first, second in ((at - 1, at), (at, at + 1)):
            if first < 0 or second >= len(mentions) or mentions[first].label is Label.DATE:
                continue
            tokens = self._tokens(mentions[first].end, mentions[second].start)
            plain = [word for word in tokens if word not in self.lists["np_determiner"] and word not in "()"]
            both = _may_own(mentions[first]) and _may_own(mentions[second])
            if both and len(plain) == 1 and plain[0] in self.lists["subject_joiner"]:
                return True
        return False

    def _acts(self, name: Mention, number: int) -> bool:
        """Whether a verb behind the name leads to the amount and no other subject comes between."""
        tokens = self._tokens(name.end, self.seen.mentions[number].start)
        if self._possessive(name):
            return self._possessed_acts(tokens)
        tokens = self._behind_apposition(tokens)
        if not tokens:
            return False
        if tokens[0] == ",":
            return len(tokens) > 1 and tokens[1] in self.lists["rank_verb"] and "," not in tokens[1:]
        if self._apposed(name) and "," in tokens[:_BRIEF]:
            tokens = tokens[tokens.index(",") + 1 :]
        for step, word in enumerate(tokens[:_ADVERBS]):
            if word in self.lists["subject_speech"] or (step and word in ",;:"):
                return False
            if self._finite(word):
                noun = self._noun(tokens, step)
                return not noun and not self._interrupted(tokens[step + 1 :])
        return False

    def _apposed(self, name: Mention) -> bool:
        """Whether the name stands behind a comma, as in "The oldest, the Centre for Groundwater at Delft, monitors"."""
        before = [word for word in self.seen.words_before(name.start, 2, 0) if word not in self.lists["np_determiner"]]
        return before[:1] == [","]

    def _noun(self, tokens: list[str], step: int) -> bool:
        """Whether what looks like a verb is a noun of the name's: "CNRS researchers published"."""
        return not self._verb(tokens[step]) and step + 1 < len(tokens) and self._finite(tokens[step + 1])

    def _other_subject(self, at: int, number: int) -> bool:
        """Whether a name between acts itself ("and Rabat will contribute"), or stands before its own apposition."""
        for between in range(at + 1, number):
            name = self.seen.mentions[between]
            if name.label in (Label.DATE, Label.FIGURE):
                continue
            tokens = self._tokens(name.end, self.seen.mentions[number].start)
            if tokens[:1] == ["("] and ")" in tokens:
                tokens = tokens[tokens.index(")") + 1 :]
            before = self.seen.words_before(name.start, 2, 0)
            lead = next((word for word in before if word not in self.lists["np_determiner"]), "")
            joined = lead in self.lists["subject_joiner"] or lead not in self.lists["np_stop"]
            if bool(tokens) and self._verb(tokens[0]) and joined and lead != ",":
                return True
            acting = any(map(self._verb, self._tokens(self.seen.mentions[at].end, name.start)))
            if tokens[:1] == [","] and _may_own(name) and acting and not any(map(self._verb, tokens[1:2])):
                return True
        return False

    def _possessed_acts(self, tokens: list[str]) -> bool:
        """Whether the name's own thing is the subject: "UCL's income rose to"."""
        for step, word in enumerate(tokens[1:], 1):
            if word in ",;:":
                return False
            if step > 1 and self._verb(word):
                return not self._interrupted(tokens[step + 1 :])
        return False

    def _behind_apposition(self, tokens: list[str]) -> list[str]:
        """What follows "(CNRS)" and ", the largest research body in Europe,"."""
        tokens = self._behind_brackets(tokens)
        if tokens[:1] and tokens[0] in _DASHES and not _DASHES.isdisjoint(tokens[1:]):
            return tokens[next(at for at, word in enumerate(tokens) if at and word in _DASHES) + 1 :]
        if tokens[:1] == [","] and "," in tokens[1:]:
            second = tokens.index(",", 1)
            inside = tokens[1:second]
            acting = tokens[1] in self.lists["subject_verb"] or tokens[1] in self.lists["np_joiner"]
            if sum(map(len, inside)) <= _APPOSITION and not acting:
                return tokens[second + 1 :]
        return tokens

    def _verb(self, word: str) -> bool:
        return word in self.lists["subject_verb"] or self.phrases.is_verb(word)

    def _finite(self, word: str) -> bool:
        if self._verb(word):
            return True
        return len(word) > 3 and word.isalpha() and word.endswith(tuple(self.lists["subject_verb_ending"]))

    def _anew(self, tokens: list[str]) -> bool:
        """Whether a noun and its verb follow a comma: ", soya yields doubled to"."""
        for step, word in enumerate(tokens[:_ADVERBS]):
            if not word.isalpha() or (word in self.lists["np_stop"] and word not in self.lists["subject_verb"]):
                return False
            if word in self.lists["subject_verb"] or (self.phrases.is_verb(word) and self.phrases.is_passive(word)):
                return step > 0
        return False

    def _interrupted(self, tokens: list[str]) -> bool:
        """Whether another clause with a subject of its own begins before the amount."""
        counted = False
        for step, word in enumerate(tokens):
            if word in self.lists["subject_barrier"] or word == ";" or (word == "," and self._anew(tokens[step + 1 :])):
                return True
            counted = counted or word[0].isdigit()
            if not (word in self.lists["subject_joiner"] and word.isalpha()):
                continue
            following = "".join(tokens[step + 1 : step + 2])
            anew = counted or (step > 0 and tokens[step - 1] == ",")
            if following in self.lists["subject_pronoun"] or (anew and following in self.lists["np_determiner"]):
                return True
        return False


def _may_own(mention: Mention) -> bool:
    return mention.label in ORGANISATIONS or mention.label is Label.PERSON
