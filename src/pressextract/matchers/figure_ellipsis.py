"""Units that are written once: "3.5 km and 4", "5, 10 and 20 percent", "34.7 million euros, of which 29.9 million"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from pressextract.matchers.figure_bound import Surroundings
from pressextract.mention import FigureValue, Mention

__all__ = ["Ellipses"]

_MILLION = Decimal(1_000_000)
_HUNDRED = Decimal(100)
_MONEY_REACH = 300  # characters back to the amount whose currency is taken over
_REACH = 120  # ... whose unit is
_WORD = 20  # characters in which the word before a number is looked for
_COMMA = 2  # characters of the comma between the numbers of a list
_WORDS_BACK = 4  # between "against" and the number: "against only about 12"


class Ellipses:
    """Gives numbers without a unit that of the amount they stand beside. `lists`: of models/<lang>/figure.toml."""

    def __init__(self, lists: Mapping[str, frozenset[str]]) -> None:
        self.lists = lists
        self._filling = lists["modifier_between"] | lists["elliptic_filling"]

    def __call__(self, found: Sequence[Mention], text: str) -> list[Mention]:
        """The mentions, sorted by place, with the units that stand elsewhere."""
        read: list[Mention] = []
        money: Mention | None = None
        amount: Mention | None = None
        for mention in found:
            mention = self._money(mention, money, text)
            if mention.figure is not None and mention.figure.kind == "count":
                mention = self._measured(mention, amount, text)
            if mention.figure is not None and mention.figure.kind == "money":
                money = mention
            if mention.figure is not None and mention.figure.kind in ("money", "measure", "percent"):
                amount = mention
            read.append(mention)
        return self._listed(self._in_rows(read, text), text)

    def _in_rows(self, found: list[Mention], text: str) -> list[Mention]:
        """Percentages of a table row whose label says so: "of whom women (%)   35.2   36.8"."""
        if not any(sign in text for sign in self.lists["row_percent"]):
            return found
        shares: dict[int, bool] = {}  # start of a line -> whether its numbers are percentages
        for at, mention in enumerate(found):
            line = text.rfind("\n", 0, mention.start) + 1
            label = text[line : mention.start].rstrip(" |")
            share = shares.setdefault(line, label.casefold().endswith(tuple(self.lists["row_percent"])))
            if share and mention.figure is not None and mention.figure.kind == "count":
                found[at] = _like(mention, FigureValue("percent", None, None, "percent"))
        return found

    def _money(self, mention: Mention, money: Mention | None, text: str) -> Mention:
        """Money where only the first amount names it: "34.7 million euros, of which the EU provides 29.9 million"."""
        figure = mention.figure
        if figure is None or money is None or money.figure is None or figure.kind != "count" or not _is_large(figure):
            return mention
        between = text[money.end : mention.start]
        if len(between) > _MONEY_REACH or "\n" in between:
            return mention
        return _like(mention, money.figure) if self._ends(mention, text) else mention

    def _measured(self, mention: Mention, amount: Mention | None, text: str) -> Mention:
        """A measure or percentage that is listed or compared with another one of the sentence."""
        if amount is None or amount.figure is None or amount.figure.kind == "money" or mention.figure is None:
            return mention
        between = text[amount.end : mention.start]
        if len(between) > _REACH or "\n" in between or ". " in between or not self._ends(mention, text):
            return mention
        if amount.figure.kind == "percent":
            alike = self._is_share(between, mention, text)
        elif _is_large(mention.figure):
            alike = _is_large(amount.figure)
        else:
            joined = self._is_compared(between) or self._is_parallel(amount, mention, text)
            alike = joined and self._is_plain(mention, text)
        return _like(mention, amount.figure) if alike else mention

    def _is_compared(self, between: str) -> bool:
        """Whether the number is joined to the amount: "and 4", "against only 12", "the new one 18", "its twin 4"."""
        words = between.casefold().split()[-_WORDS_BACK:]
        if words[-2:-1] and words[-2] in self.lists["elliptic_owner"] and "," in between:
            return True
        if between.casefold() in self.lists["elliptic_between"]:
            return True
        for word in reversed(words):
            if word in self.lists["elliptic_before"]:
                return True
            if word.strip(",") not in self._filling:
                return False
        return False

    def _is_parallel(self, amount: Mention, mention: Mention, text: str) -> bool:
        """Whether both have the same word beside them: "for 30 hours, last year for 50", "4.2 km in May, 4.6 in June"."""
        before = [text[max(0, item.start - _WORD) : item.start].split()[-1:] for item in (amount, mention)]
        behind = [Surroundings(text, item.start, item.end).following() for item in (amount, mention)]
        alike = before[0] == before[1] != [] and before[0][0] in self.lists["elliptic_parallel"]
        return alike or (behind[0] == behind[1] and behind[0] in self.lists["elliptic_tail"])

    def _is_plain(self, mention: Mention, text: str) -> bool:
        """Whether nothing that is counted follows: "and 4 of them"."""
        following = Surroundings(text, mention.start, mention.end).following()
        return following not in self.lists["linker"] or text[mention.start - 4 : mention.start] == "the "

    def _is_share(self, between: str, mention: Mention, text: str) -> bool:
        """Whether a percentage is compared with a number below a hundred: "38%, up from 31 a year before"."""
        figure = mention.figure
        most = (figure.max or figure.min) if figure is not None else None
        if most is None or abs(most) > _HUNDRED or not text[mention.end - 1].isdigit():
            return False
        phrase = between.casefold().strip(" ,")
        if phrase in self.lists["to"]:
            return (
                text[: mention.start - len(between)].rpartition(" ")[0].casefold().endswith(tuple(self.lists["from"]))
            )
        return phrase in self.lists["elliptic_share"] and self._is_plain(mention, text)

    def _ends(self, mention: Mention, text: str) -> bool:
        """Whether no noun follows that is counted."""
        following = Surroundings(text, mention.start, mention.end).following()
        return not following or following in self.lists["starter"] or following in self.lists["elliptic_next"]

    def _listed(self, found: list[Mention], text: str) -> list[Mention]:
        """The numbers of a list have the unit of its last ones: "5, 10 and 20 percent"."""
        for at in range(len(found) - 1, 0, -1):
            first, second = found[at - 1], found[at]
            if second.start - first.end != _COMMA or first.figure is None or second.figure is None:
                continue
            unitless = text[second.end - 1].isdigit() and second.figure.kind in ("percent", "measure")
            alike = text[first.end - 1].isdigit() and first.figure.kind == "count"
            if unitless and alike and text[first.end : second.start] == ", ":
                found[at - 1] = _like(first, second.figure)
        return found


def _is_large(figure: FigureValue) -> bool:
    return max(figure.min or 0, figure.max or 0) >= _MILLION


def _like(mention: Mention, amount: FigureValue) -> Mention:
    """The mention with kind and unit of an amount."""
    if mention.figure is None:
        return mention
    return replace(mention, figure=replace(mention.figure, kind=amount.kind, unit=amount.unit))
