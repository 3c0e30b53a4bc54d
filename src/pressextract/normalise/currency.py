"""Currencies as written -> ISO 4217 codes; a name or sign of several ("$", "francs") stays open until a country is known.

The tables are those of models/<lang>/figure.toml; most of them are made of babel's (benchmarks/currencies.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

__all__ = ["Currencies", "is_open"]

_ONE = Decimal(1)
_FACTORS = {
    "currency_word": _ONE,
    "currency_share": Decimal("0.01"),
    "currency_letter": _ONE,
    "currency_cent": Decimal("0.01"),
    "currency_million": Decimal(10**6),
    "currency_thousand": Decimal(1000),
    "currency_myriad": Decimal(10**4),
    "currency_oku": Decimal(10**8),
    "currency_script": _ONE,
    "currency_code": _ONE,
    "currency_typed": _ONE,
    "currency_sign": _ONE,
}


@dataclass(frozen=True)
class Currencies:
    """The currencies of one language.

    Attributes:
        surfaces: sign, code or word -> code or family, and what the amount is multiplied by; also casefolded.
        names: "canadian dollar" -> "CAD", in the noun's basic form.
        nouns: "dollars" -> "dollar".
        homes: (family, ISO 3166 code) -> code: ("dollar", "CA") -> "CAD".
        defaults: family -> code where the country is not known or has none of the family.
    """

    surfaces: Mapping[str, tuple[str, Decimal]]
    names: Mapping[str, str]
    nouns: Mapping[str, str]
    homes: Mapping[tuple[str, str], str]
    defaults: Mapping[str, str]

    @classmethod
    def of(cls, tables: Mapping[str, Mapping[str, Any]]) -> Currencies:
        """The tables of a figure.toml, with the case of their keys."""
        surfaces: dict[str, tuple[str, Decimal]] = {}
        for name, factor in _FACTORS.items():
            surfaces.update({surface: (str(code), factor) for surface, code in tables[name].items()})
        for surface, meant in list(surfaces.items()):
            surfaces.setdefault(surface.casefold(), meant)
        families = {**tables["currency_family"], **tables["currency_sign_family"]}
        homes = {}
        for code, places in tables["currency_home"].items():
            for family in {families[code], tables["currency_family"].get(code, families[code])}:
                homes.update({(str(family), place): code for place in str(places).split()})
        return cls(surfaces, tables["currency_name"], tables["currency_noun"], homes, tables["currency_default"])

    def read(self, surface: str) -> tuple[str | None, Decimal]:
        """Code or family (small letters) of a currency as written, None where it has no code; and its factor."""
        folded = " ".join(surface.casefold().split())
        found = self.surfaces.get(surface) or self.surfaces.get(folded)
        if found is not None:
            return found[0] or None, found[1]
        adjective, _, noun = folded.rpartition(" ")
        return self.names.get(f"{adjective} {self.nouns.get(noun, noun)}"), _ONE

    def settled(self, unit: str | None, country: str | None) -> str | None:
        """The code that a unit means in a country; codes stay as they are, a family without default is None.

        >>> money = Currencies({}, {}, {}, {("dollar", "CA"): "CAD"}, {"dollar": "USD"})
        >>> money.settled("dollar", "CA"), money.settled("dollar", "FR"), money.settled("franc", None)
        ('CAD', 'USD', None)
        """
        if unit is None or not is_open(unit):
            return unit
        return self.homes.get((unit, country or "")) or self.defaults.get(unit)

    def native(self, family: str, country: str) -> bool:
        """Whether the money of a country is one of the family."""
        return (family, country) in self.homes


def is_open(unit: str) -> bool:
    """Whether a unit of money is a family ("dollar"), no code."""
    return unit.islower()
