"""Money whose sign or noun several countries share ("$", "francs"): settled by the country that publishes the release."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pressextract.entities import Linked
from pressextract.knowledge.rules import Rules
from pressextract.mention import Label, Mention
from pressextract.meta import Contacts
from pressextract.normalise.currency import Currencies, is_open
from pressextract.parsed import Parsed
from pressextract.release import Notice

__all__ = ["MoneySettler", "Publisher"]

_ADDRESS_ZONES = ("contact", "boilerplate")
_LONGEST_NAME = 60  # characters of "in trinidad and tobago", and some more
_PREFIX_DIGITS = (3, 2)  # of a calling code, the longer first; 1 is Canada, the United States and more


@dataclass(frozen=True, slots=True)
class Publisher:
    """What tells where a release is published: entity number of the issuer, view span of the dateline's place, addresses."""

    issuer: int | None
    place: tuple[int, int] | None
    contacts: Contacts


class MoneySettler:
    """`settler(parsed, linked, publisher)` -> mentions with ISO 4217 codes, and what was unsure. `rules`: figure.toml."""

    def __init__(self, rules: Rules) -> None:
        self._money = Currencies.of(rules.file.words)
        self._calling = {str(code): str(country) for code, country in rules.file.words["calling_code"].items()}
        self._unsure = rules.lists["currency_unsure"]
        self._domains = {str(ending): str(country) for ending, country in rules.file.words["domain_country"].items()}
        self._names: dict[str, dict[str, str]] = {}  # family -> words before its noun: "in canadian" -> code
        for name, code in self._money.names.items():
            adjective, _, noun = name.rpartition(" ")
            said = {f"{opening} {adjective}": code for opening in rules.lists["currency_stated"]}
            self._names.setdefault(noun, {}).update(said)

    def __call__(self, parsed: Parsed, linked: Linked, publisher: Publisher) -> tuple[Linked, list[Notice]]:
        """The mentions with every unit a code or None; at most one problem for each sign or noun."""
        families = {at: family for at, mention in enumerate(linked.mentions) if (family := _family(mention))}
        if not families:
            return linked, []
        countries = list(self._countries(parsed, linked, publisher))
        codes: dict[str, str | None] = {}
        notices: list[Notice] = []
        numbers = Counter(families.values())
        for family in sorted(numbers):
            codes[family], doubt = self._settled(family, parsed, linked.mentions, countries)
            if doubt:
                read = codes[family] or "no currency"
                message = f"{numbers[family]} amount(s) with the {family} sign or word, read as {read}: {doubt}"
                notices.append(Notice("ambiguous_currency", "extract", message))
        mentions = list(linked.mentions)
        for at, family in families.items():
            mentions[at] = _with_code(mentions[at], codes[family])
        return replace(linked, mentions=tuple(mentions)), notices

    def _settled(
        self, family: str, parsed: Parsed, mentions: Sequence[Mention], countries: Sequence[str]
    ) -> tuple[str | None, str]:
        """Code of a family in this release, and why that is not certain ("" when it is).

        What the text says ("in Canadian dollars") beats the countries, of which the first that has money of the family decides;
        where none is known, the only other currency of the family that the text names does.
        """
        said = self._said(family, parsed.text)
        if said is not None:
            return said, ""
        codes = list(dict.fromkeys(self._money.settled(family, country) for country in countries))
        if countries:
            native = [country for country in countries if self._money.native(family, country)]
            code = self._money.settled(family, native[0]) if native else codes[0]
            if len(codes) > 1:
                return code, "the places and addresses of the release are in several countries"
            return code, "" if code else "no country of the release has such money"
        named = {unit for mention in mentions if (unit := _unit(mention)) in self._members(family)}
        if len(named) == 1:
            return named.pop(), ""
        code = self._money.settled(family, None)
        return code, "nothing tells the country" if code is None or family in self._unsure else ""

    def _members(self, family: str) -> set[str | None]:
        return {code for (name, _), code in self._money.homes.items() if name == family}

    def _said(self, family: str, text: str) -> str | None:
        """The code that the text states for all its amounts: "all figures in Canadian dollars"."""
        names = self._names.get(family)
        if not names:
            return None
        folded, noun, endings = text.casefold(), f" {family}", tuple(names)
        found = set()
        at = folded.find(noun)
        while at >= 0:
            before = folded[max(0, at - _LONGEST_NAME) : at]
            if before.endswith(endings):
                found |= {code for ending, code in names.items() if before.endswith(ending)}
            at = folded.find(noun, at + 1)
        return found.pop() if len(found) == 1 else None

    def _countries(self, parsed: Parsed, linked: Linked, publisher: Publisher) -> Iterator[str]:
        """Countries of the publisher, the surest sign first: issuer, dateline, telephone, e-mail, places of the address."""
        entry = linked.entities[publisher.issuer].entry if publisher.issuer is not None else None
        if entry is not None and entry.country:
            yield entry.country
        places = [mention for mention in linked.mentions if mention.label is Label.PLACE and mention.key]
        if publisher.place is not None:
            start, end = publisher.place
            yield from (str(place.key) for place in places if start <= place.start and place.end <= end)
        for value, _, _ in publisher.contacts.phones:
            country = self._called(value)
            if country is not None:
                yield country
        for value, _, _ in publisher.contacts.emails:
            ending = value.casefold().rpartition(".")[2]
            if ending in self._domains:
                yield self._domains[ending]
        yield from (str(place.key) for place in places if parsed.zone_at(place.start) in _ADDRESS_ZONES)

    def _called(self, phone: str) -> str | None:
        """Country of an international telephone number."""
        if not phone.lstrip("( ").startswith("+"):
            return None
        digits = "".join(character for character in phone if character.isdigit())
        return next((self._calling[digits[:size]] for size in _PREFIX_DIGITS if digits[:size] in self._calling), None)


def _unit(mention: Mention) -> str | None:
    figure = mention.figure
    return figure.unit if figure is not None and figure.kind == "money" else None


def _family(mention: Mention) -> str | None:
    unit = _unit(mention) if mention.figure is not None else None
    return unit if unit is not None and is_open(unit) else None


def _with_code(mention: Mention, code: str | None) -> Mention:
    return replace(mention, figure=replace(mention.figure, unit=code)) if mention.figure is not None else mention
