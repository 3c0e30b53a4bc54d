"""How often each rule fires: in the test tables, the seeds, the development corpus and the data of others.

Run: python benchmarks/rule_coverage.py [--quick] [DATA]. DATA is ../shared/data or $PRESSEXTRACT_DATA; the seeds lie beside it.
`--quick` leaves both out. What is counted is what stands in the record: a rule whose mention lost to another reading has
not fired. A rule that says what is no mention (`skip`) fires where it matches. Of the test split only totals are printed,
nobody looks at it while writing rules.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from pressextract import Extractor
from pressextract.knowledge.rules import load_rules
from pressextract.offsets import View
from shared_data import ROOT, data_folder, rows, say

LIST = ROOT / "tests/coverage.toml"
DATA = ("wikiwars", "rt_*_en", "sdu22_legal_en_pairs", "grobid_aff", "ror_*")
_MARK = re.compile(r"\[([^\[\]]+)\]\([A-Z]+(?: [^()]+)?\)")
_HEADS = ("head", "compound", "suffix")
_NEGATIVES = ("date", "figure")  # files with rules that skip


def known_rules(models: Path = ROOT / "models") -> set[str]:
    """Every rule id of English: those of models/en, its heads, and those that code makes."""
    known = set(listed()["made"])
    for path in sorted((models / "en").glob("*.toml")):
        file = tomllib.loads(path.read_text(encoding="utf-8"))
        known |= {f"en/{path.stem}/{rule['id']}" for rule in file.get("rule", ())}
        if path.stem in ("institution", "lab"):
            heads = [head for key in _HEADS for head in file["words"].get(key, {}).values()]
            known |= {f"en/{path.stem}/head-{head['kind'].replace(' ', '-')}" for head in heads}
    return known - {"en/lab/head-hospital"}  # the compound is there so that no lab is found: hospitals are INSTITUTION


@cache
def listed() -> dict[str, Any]:
    """`made` and `silent` of tests/coverage.toml."""
    return tomllib.loads(LIST.read_text(encoding="utf-8"))


def is_known(rule: str, known: set[str]) -> bool:
    """Whether a rule id of a record is one of `known`; a head that several names share is its own."""
    return rule in known or ("/head-" in rule and rule.removesuffix("-shared") in known)


def rules_of(part: object) -> Iterator[str]:
    """Rule ids that stand anywhere in a record."""
    if isinstance(part, dict):
        if isinstance(part.get("rule"), str):
            yield part["rule"]
        for value in part.values():
            yield from rules_of(value)
    elif isinstance(part, list):
        for value in part:
            yield from rules_of(value)


def fired(extractor: Extractor, texts: Iterable[tuple[str, str | None]]) -> Counter[str]:
    """How often each rule fires in the texts; beside each its publication date, None when it is not known."""
    counts: Counter[str] = Counter()
    negatives = [load_rules(ROOT / "models", "en", name) for name in _NEGATIVES]
    for text, published in texts:
        for rules in negatives:
            found = (match.rule for match in rules.find(View.of(text)))
            counts.update(rules.rule_id(rule) for rule in found if rule.emit.get("skip"))
        counts.update(rules_of(extractor.extract(text, published=published, language="en").model_dump(mode="json")))
    return counts


def table_texts() -> Iterator[tuple[str, str | None]]:
    """Rows of the English test tables, without their marks."""
    for path in sorted((ROOT / "tests/cases").glob("*.en.toml")):
        for section in tomllib.loads(path.read_text(encoding="utf-8")).values():
            for row in section:
                published = row.get("published")
                yield _MARK.sub(r"\1", row["text"]), str(published) if published else None


def gold_texts(path: Path) -> Iterator[tuple[str, str | None]]:
    """Texts of a gold file."""
    for row in rows(path):
        yield row["text"], None


def data_texts(data: Path) -> Iterator[tuple[str, str | None]]:
    """Texts of the English data of others."""
    for pattern in DATA:
        for path in sorted(data.glob(f"{pattern}.dev.jsonl")):
            for row in rows(path):
                yield row["text"], row.get("reference_date")


def report(columns: dict[str, Counter[str]], known: set[str]) -> str:
    """A line per rule with its count in each column, then the rules that never fire."""
    names = sorted(known | {rule for counts in columns.values() for rule in counts})
    width = max(map(len, names))
    lines = [" ".join([" " * width, *(f"{column:>8}" for column in columns)])]
    lines += [" ".join([f"{rule:{width}}", *(f"{counts[rule]:8}" for counts in columns.values())]) for rule in names]
    lines.append("")
    for column, counts in columns.items():
        lines.append(f"{column}: {len([rule for rule in names if counts[rule]])} of {len(names)} rules fire")
    never = [rule for rule in names if not any(counts[rule] for counts in columns.values())]
    lines.append(f"never: {', '.join(never) or 'none'}")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the report."""
    words = sys.argv[1:] if arguments is None else list(arguments)
    data, extractor = data_folder(words), Extractor()
    columns = {"tables": fired(extractor, table_texts())}
    columns["dev"] = fired(extractor, gold_texts(ROOT / "corpus/gold/dev.jsonl"))
    if "--quick" not in words:
        seeds = data.parent / "seeds/gold.jsonl"
        for column, here, texts in (("seeds", seeds, gold_texts(seeds)), ("data", data, data_texts(data))):
            if here.exists():
                columns[column] = fired(extractor, texts)
            else:
                say(f"{column}: skipped, no {here}")
    known = known_rules()
    say(report(columns, known))
    test = fired(extractor, gold_texts(ROOT / "corpus/gold/test.jsonl"))
    say(f"test split: {sum(test.values())} firings of {len(test)} rules")
    return 0


if __name__ == "__main__":
    sys.exit(main())
