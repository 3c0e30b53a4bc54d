"""The words of one language that figure statements are read with: its lists, and what the readers ask of several at once."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pressextract.knowledge.rules import Rules
from pressextract.relate.noun_phrase import NounPhrases

__all__ = ["FigureGrammar"]

_LABELLED = 200  # characters of "(Source: X)"; longer ones are no source
_ACCORDING = 120  # characters of "according to X"


class FigureGrammar:
    """The words of one language that relations are read from.

    Unions of lists are made here, once; a reader asks for one per figure and word.

    Attributes:
        lists: the lists of both files by their name there.
        modifiers: the single words of modifiers: "more", "than", "up", "to".
        lead_words: what may stand between a link and its amount: modifiers and degrees ("just over"), without "of".
        lead: lead words and determiners.
        lead_unjoined: the same without the words that join two amounts.
        lead_bracket: lead words and an opening bracket.
        lead_unlinked: lead words that do not say from what or to what an amount changed.
        linking: verbs that give an amount, and modifiers: "stood at almost".
        changes: verbs and nouns of change: "rose", "increase".
        rates: "night" -> "P1D".
        acting: verbs and auxiliaries in any form.

    Args:
        numbers: models/<lang>/figure.toml.
        statements: models/<lang>/statement.toml.
    """

    def __init__(self, numbers: Rules, statements: Rules) -> None:
        self.lists: Mapping[str, frozenset[str]] = {**numbers.lists, **statements.lists}
        tables = numbers.words
        spoken = frozenset({*tables["ones"], *tables["tens"], *tables["scale"], *tables["ordinal"]})
        self.phrases = NounPhrases(self.lists, spoken)
        self.rates: Mapping[str, str] = statements.words["rate"]
        self.modifiers = frozenset(word for phrase in tables["modifier"] for word in phrase.split())
        self.acting = self.phrases.verbs | self.lists["subject_verb"]
        self._unite_amounts()
        self._unite_names()
        self._unite_dates()

    def _unite_amounts(self) -> None:
        """Unions around an amount: what leads to it, what changes to it, what it is a part of."""
        lists = self.lists
        determiners = lists["np_determiner"]
        self.lead_words = (self.modifiers | lists["np_degree"]) - lists["of"]
        self.lead = self.lead_words | determiners
        self.lead_unjoined = (self.lead_words - lists["period_joiner"]) | determiners
        self.lead_bracket = self.lead_words | {"("}
        self.lead_unlinked = self.lead_words - lists["change_link"]
        self.unjoined_modifiers = self.modifiers - lists["np_joiner"]
        self.linking = lists["amount_verb"] | self.modifiers
        self.changes = lists["change"] | lists["change_verb"]
        self.change_between = lists["change_link"] | lists["period_before"] | self.lead_words
        self.auxiliaries = lists["subject_verb"] | lists["np_degree"]
        self.among = lists["among"] - lists["in_money"]
        self.pointing = lists["of_them"] - lists["of_which"]
        self.compared = lists["subset_not_after"] | lists["base_not_after"]

    def _unite_names(self) -> None:
        """Unions around a name: who owns an amount, who says it."""
        lists = self.lists
        determiners = lists["np_determiner"]
        self.owned = lists["of"] | determiners
        self.closing = lists["np_stop"] | determiners
        self.lead_gapped = self.lead_words | lists["np_article"] | lists["np_skip"]
        self.lead_shared = self.lead_unjoined | lists["np_skip"]
        self.determiners_inside = determiners - lists["subject_clause"]
        self.opening = lists["subject_opening"] | determiners
        self.barred = lists["np_stop"] | lists["subject_joiner"]
        self.source_skip = determiners | lists["source_skip"]
        self.source_place = lists["of"] | lists["source_in"]

    def _unite_dates(self) -> None:
        """Unions around a date: what links it to an amount, what stands in front of it."""
        lists = self.lists
        determiners = lists["np_determiner"]
        self.date_lead = determiners | lists["period_ended"]
        self.date_links = lists["period_before"] | lists["period_side"]
        self.date_behind_comma = tuple(f", {word}" for word in lists["period_before"])
        self.length_links = lists["duration_before"]
        self.length_links_money = lists["duration_before"] | lists["duration_money"]
        self.not_adverbial = lists["period_compared"] | lists["period_not_after"]
        self.date_before_verb = lists["period_first"] | lists["period_ended"]
        self.date_order = determiners | lists["period_order"]
        self.rank_verbs = lists["rank_verb"] | lists["period_rank"]

        labels = "|".join(sorted(lists["source_label"]))
        phrases = "|".join(sorted(lists["source_phrase"]))
        self.source = re.compile(rf"\(?\b(?:{labels}) ?: ?([^()\n]{{2,{_LABELLED}}})", re.I)
        self.according = re.compile(rf"\b(?:{phrases}) (?:the )?([^,.;:()\n]{{2,{_ACCORDING}}})", re.I)
