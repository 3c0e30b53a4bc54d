"""models/MANIFEST.toml: what the folder holds, with a SHA-256 for each file, its licence and how it was made.

Run after a change in models/: python benchmarks/manifest.py (or: make manifest). A test compares it with the files.
"""

from __future__ import annotations

import sys
import tomllib
from hashlib import sha256
from pathlib import Path

from pressextract import __version__

MODELS = Path(__file__).parents[1] / "models"
MANIFEST = MODELS / "MANIFEST.toml"

RULES = "written by hand: patterns, word tables and word lists, tested by the tables in tests/cases"
ORGANISATIONS = (
    "chosen by hand; ROR ids matched by script against the ROR data dump (CC0) and reviewed, further name forms taken from the "
    "matched record; checked by tests/test_lexicon.py; "
    "ror = null where there is no record or none is certain"
)
MADE = {
    "lexicon/organisations.jsonl": ("organisations: names, acronyms, country, ROR id", ORGANISATIONS),
    "lexicon/labs.jsonl": ("laboratories, centres and facilities: names, acronyms, ROR id, parents", ORGANISATIONS),
    "lexicon/places.jsonl": (
        "cities, regions and short names of countries; the countries themselves come from babel (CLDR)",
        "cities: names with three organisations or more in the ROR data dump (CC0), the rest and all other places from memory; "
        "facts only, country codes checked for existence alone",
    ),
    "lexicon/given_names.txt": ("given names of people", "written from memory, not taken from a list"),
}
"""What each file of the lexicon holds and how it was made; every file below a language's folder is rules."""

HEAD = """\
# What pressextract knows, file by file. Written by `python benchmarks/manifest.py`; a test compares it with the files.
# No statistical model is in here.

name = "pressextract-models"
version = "{version}"
licence = "MIT"
"""
FILE = """
[[file]]
path = "{path}"
sha256 = "{sum}"
holds = "{holds}"
{counted} = {entries}
licence = "MIT"
made = "{made}"
"""


def manifest(models: Path = MODELS) -> str:
    """The manifest of a models folder as TOML text, files in order of their paths.

    Raises:
        KeyError: a file that is neither rules nor described in `MADE`.
    """
    files = sorted(path for path in models.rglob("*") if path.is_file() and path != models / MANIFEST.name)
    return HEAD.format(version=__version__) + "".join(_entry(path, path.relative_to(models)) for path in files)


def _entry(path: Path, relative: Path) -> str:
    data = path.read_bytes()
    if relative.parts[0] != "lexicon" and path.suffix == ".toml":
        holds, made = f"{path.stem}: rules and words, language {relative.parts[0]}", RULES
        counted, entries = "rules", len(tomllib.loads(data.decode()).get("rule", []))
    else:
        holds, made = MADE[relative.as_posix()]
        counted, entries = "entries", data.count(b"\n")
    said = {"holds": holds, "made": made, "counted": counted, "entries": entries}
    return FILE.format(path=relative.as_posix(), sum=sha256(data).hexdigest(), **said)


if __name__ == "__main__":
    MANIFEST.write_text(manifest(), encoding="utf-8")
    sys.stdout.write(f"{MANIFEST}\n")
