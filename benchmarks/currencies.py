"""The currency tables of models/en/figure.toml, made of babel's (CLDR's) currencies: ISO 4217 codes, names, where they are used.

Run: python benchmarks/currencies.py. It rewrites what stands between the two marks of the file; a test compares the two.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from babel import Locale
from babel.core import get_global
from babel.localedata import locale_identifiers

FILE = Path(__file__).parents[1] / "models" / "en" / "figure.toml"
OPENING = "# >>> made by benchmarks/currencies.py of babel's tables: do not edit\n"
CLOSING = "# <<<\n"

SINCE = date(2000, 1, 1)  # releases name no older currency; those that the euro replaced are in
# CLDR names the Nordic and Czech units as their languages do: one sign, kr, one family, the crown.
SAME_UNIT = {
    "krona": "krone",
    "kronor": "krone",
    "kroner": "krone",
    "krónur": "krone",
    "króna": "krone",
    "koruna": "krone",
}
# English has more plurals than CLDR lists, and writes without accents.
FURTHER = {"krone": ["kronor", "kroner", "kronur", "crown", "crowns", "koruny"], "ruble": ["rouble", "roubles"],
           "birr": ["birr"], "markka": ["markka"], "ringgit": ["ringgit"], "rupiah": ["rupiah"], "real": ["reais"]}  # fmt: skip
NO_UNIT = {"account", "currency", "gold", "palladium", "platinum", "silver", "unit", "value", "right"}


def current(code: str) -> tuple[bool, bool]:
    """Whether a currency is money somewhere today, and whether it was since `SINCE`."""
    ends = [
        end
        for uses in get_global("territory_currencies").values()
        for name, _, end, legal in uses
        if name == code and legal
    ]
    return None in ends, any(end is None or date(*end) >= SINCE for end in ends)


def names() -> dict[str, list[str]]:
    """Code -> its English names, singular first, casefolded, of the currencies that a release may name."""
    found: dict[str, list[str]] = {}
    plurals = Locale("en")._data["currency_names_plural"]
    for code in sorted(plurals):
        forms = list(dict.fromkeys(plurals[code].get(key, "").casefold() for key in ("one", "other")))
        worded = all(re.fullmatch(r"[^\W\d_]+(?:[ -][^\W\d_]+)*", form) for form in forms)
        if current(code)[1] and worded and plain(forms[0].split()[-1]) not in NO_UNIT:
            found[code] = forms
    return found


def plain(word: str) -> str:
    """A word without accents, as English texts write it."""
    return word.translate(str.maketrans("áéíóúñʻë", "aeioun'e"))


def unit_of(form: str) -> str:
    """The noun of a currency's name: "canadian dollar" -> "dollar"."""
    noun = form.split()[-1]
    return SAME_UNIT.get(noun, noun)


def families(named: dict[str, list[str]]) -> set[str]:
    """Nouns that are the unit of several currencies of today: "dollar", "franc"."""
    counted = Counter(unit_of(forms[0]) for code, forms in named.items() if current(code)[0])
    return {unit for unit, number in counted.items() if number > 1}


def signs() -> dict[str, set[str]]:
    """Currency signs of all of CLDR's languages, those with a character of no Latin alphabet -> the codes they stand for."""
    found: dict[str, set[str]] = {}
    for identifier in locale_identifiers():
        data = Locale.parse(identifier)._data
        for table in ("currency_symbols",):
            for code, sign in data[table].items():
                foreign = all(ord(character) > 0x2AF for character in sign) and 1 <= len(sign) <= 3
                if foreign and sign.isprintable() and current(code)[0] and not re.search("[\u0590-\u08ff]", sign):
                    found.setdefault(sign, set()).add(code)
    return found


def homes(codes: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Code -> the countries (ISO 3166) whose first currency it is today, joined by spaces."""
    uses = get_global("territory_currencies")
    first = {
        place: next((name for name, _, end, legal in entries if end is None and legal), "")
        for place, entries in uses.items()
    }
    for code in codes:
        places = sorted(place for place, name in first.items() if name == code and re.fullmatch("[A-Z]{2}", place))
        if places:
            yield code, " ".join(places)


def tables() -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    """Name, comment and entries of each table."""
    named = names()
    shared = families(named)
    codes = sorted(
        code for code in Locale("en")._data["currency_names_plural"] if current(code)[0] and not code.startswith("XX")
    )
    yield "currency_code", "Codes, before or behind the amount.", [(code, code) for code in codes]
    units = {unit_of(forms[0]) for forms in named.values()}
    forms_of = {(form.split()[-1], unit_of(forms[0])) for forms in named.values() for form in forms}
    forms_of |= {(form, unit) for unit in units for form in (unit, *FURTHER.get(unit, ()))}
    forms_of |= {(plain(form), unit) for form, unit in forms_of}
    yield "currency_noun", "The noun of a name, all its forms -> the unit.", sorted(forms_of)
    full = {
        f"{' '.join(form.split()[:-1])} {unit_of(forms[0])}": code
        for code, forms in named.items()
        for form in forms
        if " " in form
    }
    yield "currency_name", "Names with their unit -> code.", sorted((plain(name), code) for name, code in full.items())
    members = [
        (code, unit_of(forms[0])) for code, forms in named.items() if current(code)[0] and unit_of(forms[0]) in shared
    ]
    yield "currency_family", "Currencies that share their noun with others -> that noun.", members
    family_codes = [code for code, _ in members]
    yield "currency_home", "Where these are money.", list(homes([*family_codes, "CNY", "JPY"]))
    yield (
        "currency_script",
        "Signs in other scripts.",
        sorted((sign, next(iter(codes))) for sign, codes in signs().items() if len(codes) == 1 and sign not in "€£¥$₹"),
    )


def text() -> str:
    """The section as it stands in the file, its marks included."""
    made = [OPENING]
    named = names()
    for name, comment, entries in tables():
        made.append(f"\n# {comment}\n[words.{name}]\n")
        made.extend(f'"{surface}" = "{value}"\n' for surface, value in dict(entries).items())
    adjectives = sorted(
        {plain(" ".join(form.split()[:-1])) for forms in named.values() for form in forms if " " in form}
    )
    made.append("\n# What stands before the noun in these names.\n[words.currency_adjective]\n")
    made.extend(f'"{adjective}" = 1\n' for adjective in adjectives)
    return "".join([*made, CLOSING])


def written(file: str, section: str) -> str:
    """The file's text with the section put between the marks."""
    before, _, rest = file.partition(OPENING)
    return before + section + rest.partition(CLOSING)[2]


def main() -> None:
    """Rewrites the section."""
    FILE.write_text(written(FILE.read_text(encoding="utf-8"), text()), encoding="utf-8")
    sys.stdout.write(f"{FILE}: currencies written\n")


if __name__ == "__main__":
    main()
