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
_OPENING = 100  # characters of "In the academic year 2022/23," in front of a name


class FigureSubjects:
    """Reads the subjects of the figures of one release, by the surest sign first.

    Args:
        seen: the release and what was found so far.
    """

    def __init__(self, seen: Statements) -> None:
        self.seen = seen
        self.lists, self.text, self.words, self.phrases = seen.lists, seen.text, seen.words, seen.grammar.phrases

    def find(self, number: int, sentence: tuple[int, int]) -> int | None:
        """Number of the mention whose figure it is; None when the sentence names none, or two together."""
        owner = self._owner_behind(number, sentence[1])
        if owner is not None:
            return owner
        for at in self.seen.before(number, sentence[0]):
            name = self.seen.mentions[at]
            if not _may_own(name) or self.text[name.end : name.end + 1] == "-":
                continue
            if self._owns(name, number) or self._heads_line(name, number):
                return at
            if not self._opens_clause(name, sentence[0]):
                continue
            alone = not self._coordinated(at) and not self._other_subject(at, number)
            return at if alone and self._acts(name, number) else None
        return self._opened_by_with(number, sentence)

    def _tokens(self, start: int, end: int) -> list[str]:
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
            link = [token for token in tokens if token not in self.lists["np_determiner"]]
            owns = len(link) == 1 and link[0] in self.lists["subject_of"]
            return at if owns and len(tokens) <= 2 and not self._coordinated(at) else None
        return None

    def _possessive(self, name: Mention) -> bool:
        return self.text[name.end : name.end + 1] == "'"

    def _owns(self, name: Mention, number: int) -> bool:
        """Whether the amount stands in the name's own phrase: "UCL's 43,800 students", "Mila, with its 1,200"."""
        tokens = self._tokens(name.end, self.seen.mentions[number].start)
        if tokens and self._possessive(name):
            inner = [token for token in tokens[1:] if token not in self.seen.grammar.lead_words]
            plain = not any(token in self.lists["np_stop"] or not token[0].isalnum() for token in inner)
            return plain and len(tokens) <= _POSSESSED and not any(map(self.phrases.is_verb, inner))
        before = self.seen.words_before(name.start, 2, 0)
        plain = [word for word in before if word not in self.lists["np_determiner"]]
        if plain and (plain[0] in self.lists["subject_opening"] or plain[0] in self.lists["subject_joiner"]):
            return False
        while tokens and not tokens[0].isalnum():
            tokens.pop(0)
        closed = bool(tokens) and tokens[0] in self.lists["subject_with"] and len(tokens) <= _WITH
        return closed and not any(token in ",;:" for token in tokens) and not any(map(self._finite, tokens[1:]))

    def _heads_line(self, name: Mention, number: int) -> bool:
        """Whether name and amount make a line: "- CNRS: 33,000 staff"."""
        line = self.text.rfind("\n", 0, name.start) + 1
        between = self.text[name.end : self.seen.mentions[number].start]
        mark = between.lstrip()[:1]
        return name.start - line <= _LINE_MARK and mark in (":", "–", "—", "|") and "\n" not in between

    def _opened_by_with(self, number: int, sentence: tuple[int, int]) -> int | None:
        """The name behind the opening phrase: "With 33,000 staff, the CNRS is ..."."""
        figure = self.seen.mentions[number]
        opening = self._tokens(sentence[0], figure.start)
        if not opening or len(opening) > _WITH or opening[0] not in self.lists["subject_with"]:
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

    def _opens_clause(self, name: Mention, start: int) -> bool:
        """Whether the name opens its sentence or clause, behind "In 2023," or "that" as well."""
        tokens = self._tokens(start, name.start)
        while tokens and tokens[-1] in self.lists["np_determiner"]:
            tokens.pop()
        while tokens and not tokens[0].isalnum():
            tokens.pop(0)
        if not tokens or tokens[-1] in self.lists["subject_clause"] or tokens[-1] == ";":
            return True
        opening = tokens[-1] == "," and tokens[0] in self.lists["subject_opening"]
        return opening and name.start - start <= _OPENING

    def _coordinated(self, at: int) -> bool:
        """Whether a second body stands beside the name: "The CNRS and the University of Tokyo have"."""
        mentions = self.seen.mentions
        for first, second in ((at - 1, at), (at, at + 1)):
            if first < 0 or second >= len(mentions) or mentions[first].label is Label.DATE:
                continue
            tokens = self._tokens(mentions[first].end, mentions[second].start)
            plain = [token for token in tokens if token not in self.lists["np_determiner"] and token not in "()"]
            if _may_own(mentions[first]) and _may_own(mentions[second]) and len(plain) == 1:
                if plain[0] in self.lists["subject_joiner"]:
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
        for step, token in enumerate(tokens[:_ADVERBS]):
            if token in self.lists["subject_speech"] or (step and token in ",;:"):
                return False
            if self._finite(token):
                noun = self._noun(tokens, step)
                return not noun and not self._interrupted(tokens[step + 1 :])
        return False

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
        for step, token in enumerate(tokens[1:], 1):
            if token in ",;:":
                return False
            if step > 1 and self._verb(token):
                return not self._interrupted(tokens[step + 1 :])
        return False

    def _behind_apposition(self, tokens: list[str]) -> list[str]:
        """What follows "(CNRS)" and ", the largest research body in Europe,"."""
        if tokens[:1] == ["("] and ")" in tokens:
            tokens = tokens[tokens.index(")") + 1 :]
        if tokens[:1] == [","] and "," in tokens[1:]:
            second = tokens.index(",", 1)
            inside = tokens[1:second]
            if sum(map(len, inside)) <= _APPOSITION and not any(map(self._finite, tokens[1:2])):
                return tokens[second + 1 :]
        return tokens

    def _verb(self, token: str) -> bool:
        return token in self.lists["subject_verb"] or self.phrases.is_verb(token)

    def _finite(self, token: str) -> bool:
        if self._verb(token):
            return True
        return len(token) > 3 and token.isalpha() and token.endswith(tuple(self.lists["subject_verb_ending"]))

    def _interrupted(self, tokens: list[str]) -> bool:
        """Whether another clause with a subject of its own begins before the amount."""
        counted = False
        for step, token in enumerate(tokens):
            if token in self.lists["subject_barrier"] or token == ";":
                return True
            counted = counted or token[0].isdigit()
            if not (token in self.lists["subject_joiner"] and token.isalpha()):
                continue
            following = "".join(tokens[step + 1 : step + 2])
            anew = counted or (step > 0 and tokens[step - 1] == ",")
            if following in self.lists["subject_pronoun"] or (anew and following in self.lists["np_determiner"]):
                return True
        return False


def _may_own(mention: Mention) -> bool:
    return mention.label in ORGANISATIONS or mention.label is Label.PERSON
