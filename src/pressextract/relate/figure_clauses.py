"""What the words between a name and an amount make of the two: a verb that leads to it, another subject, an apposition."""

from __future__ import annotations

from collections.abc import Sequence

from pressextract.relate.figure_grammar import FigureGrammar

__all__ = ["Clauses"]

_APPOSITION = 120  # letters of what stands between commas behind a name
_BRIEF = 4  # words of an opening without comma: "Under the deal | Siemens will pay"
_ADVERBS = 4  # words between a name and its verb that are no verb
_DESCRIBED = 8  # words of ", a Tartu-based start-up of"
_WITH = 6  # words between ", with" and the amount
_POSSESSED = 6  # words between "UCL's" and its amount: "UCL's newly opened campus with"
_FINITE = 4  # letters of a verb known by its ending alone
_DASHES = frozenset("-–—")


class Clauses:
    """Judges runs of casefolded words, each punctuation mark a word.

    Args:
        grammar: the language's words.
    """

    def __init__(self, grammar: FigureGrammar) -> None:
        self.grammar, self.lists, self.phrases = grammar, grammar.lists, grammar.phrases
        self._ending = tuple(sorted(grammar.lists["subject_verb_ending"]))
        self._barriers = grammar.lists["subject_barrier"] | {";"}

    def finite(self, word: str) -> bool:
        """Whether a word is a verb, or looks like one: "employs"."""
        return word in self.grammar.acting or (len(word) >= _FINITE and word.isalpha() and word.endswith(self._ending))

    def leads(self, tokens: Sequence[str]) -> bool:
        """Whether nothing but modifiers stand before an amount: "just over"."""
        return all(word in self.grammar.lead_words for word in tokens)

    def gapped(self, tokens: Sequence[str]) -> bool:
        """Whether an amount follows a name that shares the verb of another: "British Columbia | a further C$4m"."""
        return all(word in self.grammar.lead_gapped for word in tokens)

    def undetermined(self, tokens: Sequence[str]) -> list[str]:
        """The words without determiners."""
        return [word for word in tokens if word not in self.lists["np_determiner"]]

    def linked(self, tokens: Sequence[str]) -> bool:
        """Whether only "of" or "at" stands between a thing and its owner, determiners left out."""
        plain = self.undetermined(tokens)
        return len(plain) == 1 and plain[0] in self.lists["subject_of"]

    def joins(self, tokens: Sequence[str]) -> bool:
        """Whether two amounts are joined without a verb of their own: "students and | 8,000"."""
        last = len(tokens)
        while last and tokens[last - 1] in self.grammar.lead_shared:
            last -= 1
        joined = last > 0 and tokens[last - 1] in self.lists["period_joiner"]
        return joined and self.grammar.acting.isdisjoint(tokens[:last])

    # --- the name's own phrase ------------------------------------------------------------------------------------

    def possesses(self, tokens: Sequence[str]) -> bool:
        """Whether the amount stands in the phrase behind "'s": "UCL | 's newly opened | 43,800"."""
        if len(tokens) > _POSSESSED:
            return False
        inner = [word for word in tokens[1:] if word not in self.grammar.lead_words]
        plain = not any(word in self.lists["np_stop"] or not word[0].isalnum() for word in inner)
        return plain and self.phrases.verbs.isdisjoint(inner)

    def holds(self, tokens: Sequence[str]) -> bool:
        """Whether "with" leads to the amount: "Mila | , with its | 1,200 researchers"."""
        first = next((at for at, word in enumerate(tokens) if word.isalnum()), len(tokens))
        inner = tokens[first:]
        if not inner or len(inner) > _WITH or inner[0] not in self.lists["subject_with"]:
            return False
        return not any(word in ",;:" for word in inner) and not any(map(self.finite, inner[1:]))

    def describes(self, tokens: Sequence[str]) -> bool:
        """Whether the amount describes the name in front: "Valmera | , a company of | 40 staff"."""
        inner = tokens[2:]
        if len(tokens) > _DESCRIBED or not inner or tokens[1] not in self.lists["np_article"]:
            return False
        if inner[-1] not in self.lists["of"] or not self.grammar.acting.isdisjoint(inner[:-1]):
            return False
        return all(word[0].isalnum() or word[0] == "-" for word in inner)

    def relates(self, tokens: Sequence[str], person: bool) -> bool:
        """Whether a relative clause holds the amount: "the BRIGHT Centre | , which has | 45 staff"; "who" for a person."""
        if len(tokens) < 3 or tokens[0] != "," or tokens[1] not in self.lists["subject_relative"]:
            return False
        if (tokens[1] in self.lists["subject_who"]) is not person or tokens[2] not in self.grammar.acting:
            return False
        return "," not in tokens[3:] and not self.interrupted(tokens[3:])

    def dated(self, tokens: Sequence[str]) -> bool:
        """Whether few words and no verb stand between the name that heads a line and its colon: "CNRS in 2023:"."""
        return len(tokens) <= _ADVERBS and self.grammar.acting.isdisjoint(tokens)

    # --- verb and amount ------------------------------------------------------------------------------------------

    def acts(self, tokens: Sequence[str], apposed: bool) -> bool:
        """Whether a verb behind the name leads to the amount and no other subject comes between.

        `apposed`: whether the name itself stands behind a comma.
        """
        tokens = self.behind_apposition(tokens)
        if not tokens:
            return False
        if tokens[0] == ",":
            return len(tokens) > 1 and tokens[1] in self.lists["rank_verb"] and "," not in tokens[1:]
        if apposed and "," in tokens[:_BRIEF]:
            tokens = tokens[tokens.index(",") + 1 :]
        for step, word in enumerate(tokens[:_ADVERBS]):
            if word in self.lists["subject_speech"] or (step and word in ",;:"):
                return False
            if self.finite(word):
                return not self._noun(tokens, step) and not self.interrupted(tokens[step + 1 :])
        return False

    def possessed_acts(self, tokens: Sequence[str]) -> bool:
        """Whether the name's own thing is the subject: "UCL's income rose to"."""
        for step, word in enumerate(tokens[1:], 1):
            if word in ",;:":
                return False
            if step > 1 and word in self.grammar.acting:
                return not self.interrupted(tokens[step + 1 :])
        return False

    def _noun(self, tokens: Sequence[str], step: int) -> bool:
        """Whether what looks like a verb is a noun of the name's: "CNRS researchers published"."""
        known = tokens[step] in self.grammar.acting
        return not known and step + 1 < len(tokens) and self.finite(tokens[step + 1])

    def behind_brackets(self, tokens: Sequence[str]) -> Sequence[str]:
        """What follows "(CNRS)"."""
        if tokens[:1] == ["("] and ")" in tokens:
            return tokens[tokens.index(")") + 1 :]
        return tokens

    def behind_apposition(self, tokens: Sequence[str]) -> Sequence[str]:
        """What follows "(CNRS)" and ", the largest research body in Europe,"."""
        tokens = self.behind_brackets(tokens)
        if tokens and tokens[0] in _DASHES and not _DASHES.isdisjoint(tokens[1:]):
            return tokens[next(at for at, word in enumerate(tokens) if at and word in _DASHES) + 1 :]
        if tokens[:1] == [","] and "," in tokens[1:]:
            second = tokens.index(",", 1)
            acting = tokens[1] in self.lists["subject_verb"] or tokens[1] in self.lists["np_joiner"]
            if not acting and sum(map(len, tokens[1:second])) <= _APPOSITION:
                return tokens[second + 1 :]
        return tokens

    def _anew(self, tokens: Sequence[str], start: int) -> bool:
        """Whether a noun and its verb follow a comma: ", soya yields doubled to"."""
        for step, word in enumerate(tokens[start : start + _ADVERBS]):
            if not word.isalpha() or (word in self.lists["np_stop"] and word not in self.lists["subject_verb"]):
                return False
            if word in self.lists["subject_verb"] or (self.phrases.is_verb(word) and self.phrases.is_passive(word)):
                return step > 0
        return False

    def interrupted(self, tokens: Sequence[str]) -> bool:
        """Whether another clause with a subject of its own begins before the amount."""
        counted = False
        for step, word in enumerate(tokens):
            if word in self._barriers or (word == "," and self._anew(tokens, step + 1)):
                return True
            counted = counted or word[0].isdigit()
            if not (word in self.lists["subject_joiner"] and word.isalpha()):
                continue
            following = tokens[step + 1] if step + 1 < len(tokens) else ""
            anew = counted or (step > 0 and tokens[step - 1] == ",")
            if following in self.lists["subject_pronoun"] or (anew and following in self.lists["np_determiner"]):
                return True
        return False

    # --- in front of the name -------------------------------------------------------------------------------------

    def opens(self, tokens: Sequence[str]) -> bool | None:
        """Whether a name behind these words of its clause opens it: "In 2023, the"; None when they are only its modifiers."""
        if tokens[-1] == ",":
            return tokens[0] in self.grammar.opening or self.phrases.is_passive(tokens[0])
        if tokens[-1] in self.lists["subject_of"] and len(tokens) <= _BRIEF:
            return not any(word in self.lists["np_stop"] or word in self.grammar.acting for word in tokens[:-1])
        plain = self.grammar.acting.isdisjoint(tokens)
        if plain and not any(word in self.grammar.barred or not word[0].isalnum() for word in tokens):
            return None
        brief = tokens[0] in self.lists["subject_opening"] and len(tokens) <= _BRIEF
        return brief and plain and tokens[-1] not in self.grammar.barred
