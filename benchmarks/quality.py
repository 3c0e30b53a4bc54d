"""How good the records of each split are, as the Markdown table of README.md and docs/quality.md.

Run: python benchmarks/quality.py [--write] [--raise]
  no option   prints the table.
  --write     also puts it between the marks of README.md and docs/quality.md.
  --raise     lifts the floors in tests/gate.json to what is reached now, less `SLACK`; never lowers one.

A split is scored on the files themselves: read, extracted and compared with gold by pressextract.score. The seeds are
other people's texts beside the repository; where they are not there, they are left out, and the output says so.
"""

from __future__ import annotations

import json
import math
import re
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TypedDict

from pressextract import Extractor, Record
from pressextract.gold import GoldRecord
from pressextract.readers import Limits, read_release
from pressextract.recordfile import read_gold
from pressextract.score import Counts, Scores, score

ROOT = Path(__file__).parents[1]
GATE = ROOT / "tests/gate.json"
PAGES = ("README.md", "docs/quality.md")
MARKS = re.compile(r"(?<=<!-- scores -->\n).*?(?=<!-- /scores -->)", re.DOTALL)
ABSENT = "../shared/seeds is not there"
BELOW_FLOOR = 8  # exit code, as that of `pressextract score --fail-under`

# A floor holds a level, not the luck of one mistake: on the smaller splits one moves F1 by about this much.
SLACK = 0.01

Floors = dict[str, float]


class Gated(TypedDict):
    """What the gate holds of one split: the digest of the corpus that it was set on, and floors by figure."""

    corpus: str
    floors: Floors


Gate = dict[str, Gated]


@dataclass(frozen=True, slots=True)
class Split:
    """Releases with gold: a JSONL file, and the folder whose files are named by the ids in it."""

    name: str
    gold: Path
    releases: Path

    @property
    def there(self) -> bool:
        """Whether it is at hand."""
        return self.gold.is_file()

    def files(self) -> dict[str, Path]:
        """The file of each release, by id, in order of the ids."""
        ids = sorted(json.loads(line)["id"] for line in self.gold.read_text(encoding="utf-8").splitlines())
        found = {path.stem: path for path in self.releases.iterdir() if path.suffix in {".txt", ".md"}}
        return {id: found[id] for id in ids}

    def sums(self) -> dict[str, tuple[str, str]]:
        """SHA-256 of each text file and of its line of gold without the line end, by id, in order of the ids."""
        lines = {json.loads(line)["id"]: line for line in self.gold.read_bytes().split(b"\n") if line}
        return {
            id: (sha256(path.read_bytes()).hexdigest(), sha256(lines[id]).hexdigest())
            for id, path in self.files().items()
        }

    def digest(self) -> str:
        """SHA-256 of the corpus: of the lines "id text gold" with the sums of its releases."""
        lines = (f"{id} {text} {gold}\n" for id, (text, gold) in self.sums().items())
        return sha256("".join(lines).encode()).hexdigest()


SPLITS = {
    "dev": Split("dev", ROOT / "corpus/gold/dev.jsonl", ROOT / "corpus/releases"),
    "test": Split("test", ROOT / "corpus/gold/test.jsonl", ROOT / "corpus/releases"),
    "seeds": Split("seeds", ROOT.parent / "shared/seeds/gold.jsonl", ROOT.parent / "shared/seeds/releases"),
}

FIGURES = {
    "core": "core: INSTITUTION, LAB, DATE, FIGURE",
    "INSTITUTION": "INSTITUTION",
    "LAB": "LAB",
    "DATE": "DATE",
    "FIGURE": "FIGURE",
    "PERSON": "PERSON",
    "PLACE": "PLACE",
    "core.overlap": "core, overlap",
    "merged": "INSTITUTION and LAB as one label",
    "date_value": "date value",
    "date_modifier": "date modifier, accuracy",
    "figure_value": "figure value",
    "figure_modifier": "figure modifier, accuracy",
    "item": "figure item, accuracy",
    "period": "figure period",
    "per": "figure rate (per)",
    "of": "figure base (of)",
    "source": "figure source",
    "subject": "figure subject",
    "acronyms": "acronym pairs",
    "coreference": "coreference",
    "linking_p": "links to ROR, precision",
    "linking_r": "links to ROR, recall",
    "meta": "meta, accuracy",
}
"""Figures of the table and of the gate, with their names for people; F1 where nothing else is said."""


@cache
def extractor() -> Extractor:
    """The extractor as it ships, made once."""
    return Extractor()


@cache
def measured(name: str) -> tuple[list[Record], Scores]:
    """Records and scores of a split, made once."""
    split = SPLITS[name]
    gold: list[GoldRecord] = read_gold(split.gold)
    limits = Limits()
    records = [
        extractor().extract(read_release(path, root=split.releases, limits=limits)) for path in split.files().values()
    ]
    return records, score(gold, records)


def values(name: str) -> dict[str, float]:
    """Every figure of `FIGURES` that the split has gold for: F1 or accuracy."""
    figures = measured(name)[1].figures
    found = {figure: figures[figure].value for figure in FIGURES}
    return {figure: value for figure, value in found.items() if value is not None}


def table(commit: str) -> str:
    """The scores of all splits at hand as Markdown, with the commit that made them and what they were made on."""
    splits = [split for split in SPLITS.values() if split.there]
    head = ["| strict spans, F1 |", "|---|"]
    rows = {figure: f"| {shown} |" for figure, shown in FIGURES.items()}
    last = ["| releases / mentions in gold |", "| corpus, sha256 |"]
    for split in splits:
        head = [head[0] + f" {split.name} |", head[1] + "---|"]
        found = values(split.name)
        for figure, row in rows.items():
            rows[figure] = f"{row} {_short(found[figure])} |" if figure in found else f"{row} |"
        last = [last[0] + f" {_size(split.name)} |", last[1] + f" `{split.digest()[:12]}` |"]
    said = f"Made by `python benchmarks/quality.py` at commit `{commit}`."
    return "\n".join([*head, *rows.values(), *last, "", said]) + "\n"


def _short(value: float) -> str:
    """Two decimals without the zero in front, rounded down so that the table never says more than is so."""
    return f"{math.floor(value * 100 + 1e-9) / 100:.2f}".removeprefix("0")


def _size(name: str) -> str:
    figures = measured(name)[1].figures
    labels = ("INSTITUTION", "LAB", "DATE", "FIGURE", "PERSON", "PLACE")
    counts = [figure.gold for label in labels if isinstance(figure := figures[label], Counts)]
    return f"{len(measured(name)[0])} / {sum(counts):,}"


def commit_of(root: Path) -> str:
    """Short name of the commit, with a plus when what decides the scores differs from it."""
    git = ["git", "-C", str(root)]
    name = subprocess.run([*git, "rev-parse", "--short=9", "HEAD"], capture_output=True, text=True, check=False)
    if name.returncode:
        return "unknown"
    deciding = ["src", "models", "corpus"]
    changed = subprocess.run(
        [*git, "status", "--porcelain", "--", *deciding], capture_output=True, text=True, check=True
    )
    return name.stdout.strip() + ("+" if changed.stdout else "")


def read_gate() -> Gate:
    """The floors by split: {"dev": {"corpus": sha256, "floors": {"core": 0.82, ...}}, ...}."""
    gate: Gate = json.loads(GATE.read_text(encoding="utf-8"))
    return gate


def below(floors: Floors, reached: dict[str, float]) -> list[str]:
    """One line per figure below its floor, or without gold to be measured on; no text of a release in it."""
    return [
        f"{figure} is {f'{reached[figure]:.4f}' if figure in reached else 'not measured'}, its floor is {floor}"
        for figure, floor in floors.items()
        if reached.get(figure, -1.0) < floor
    ]


def raised(floors: Floors, reached: dict[str, float]) -> Floors:
    """Floors for every figure reached, each the higher of what it was and what is reached now less `SLACK`.

    >>> raised({"core": 0.9, "LAB": 0.5}, {"core": 0.85, "LAB": 0.75, "DATE": 0.99})
    {'core': 0.9, 'LAB': 0.74, 'DATE': 0.98}
    """
    now = {figure: math.floor((value - SLACK) * 100 + 1e-9) / 100 for figure, value in reached.items()}
    return {figure: max(floors.get(figure, 0.0), now.get(figure, 0.0)) for figure in {**floors, **now}}


def raise_gate(say: Callable[[str], object]) -> bool:
    """Whether every floor holds; then the gate is written, its floors raised and its corpora those of today.

    A floor that does not hold is never written lower: mend the rules, or take it down by hand in a commit that says why.
    """
    gate = read_gate()
    broken = [
        f"{name}: {line}" for name in gate if SPLITS[name].there for line in below(gate[name]["floors"], values(name))
    ]
    for line in broken:
        say(line)
    if broken:
        return False
    for name in gate:
        if not SPLITS[name].there:
            say(f"{name}: left as it is, {ABSENT}")
            continue
        floors = raised(gate[name]["floors"], values(name))
        for figure, floor in floors.items():
            before = gate[name]["floors"].get(figure)
            if before != floor:
                say(f"{name}: {figure} {'new' if before is None else before} -> {floor}")
        gate[name] = {"corpus": SPLITS[name].digest(), "floors": floors}
    GATE.write_text(json.dumps(gate, indent=2) + "\n", encoding="utf-8")
    return True


def write_pages(text: str) -> None:
    """Put the table between the marks of the pages that show it."""
    for page in PAGES:
        path = ROOT / page
        before = path.read_text(encoding="utf-8")
        after, places = MARKS.subn(lambda _: text, before)
        if places != 1:
            raise SystemExit(f"{page}: no <!-- scores --> and <!-- /scores --> on lines of their own")
        path.write_text(after, encoding="utf-8")


def main() -> int:
    """Print the table; write it and raise the floors where asked to."""
    parser = ArgumentParser(description="Scores of the corpus as a Markdown table.")
    parser.add_argument("--write", action="store_true", help=f"put the table into {' and '.join(PAGES)}")
    parser.add_argument("--raise", action="store_true", dest="lift", help="raise the floors in tests/gate.json")
    options = parser.parse_args()
    if not SPLITS["seeds"].there:
        sys.stderr.write(f"seeds left out: {ABSENT}\n")
    text = table(commit_of(ROOT))
    sys.stdout.write(text)
    if options.write:
        write_pages(text)
    if options.lift and not raise_gate(lambda line: sys.stderr.write(f"{line}\n")):
        return BELOW_FLOOR
    return 0


if __name__ == "__main__":
    sys.exit(main())
