"""Releases that nobody has seen: sentences of the corpus with other names, dates and numbers in them.

A tokenizer and an extractor that keep what they have met look faster on texts they know than on the next release of a
stream. These documents are made new for each run of the benchmark: sentences of many releases mixed, every mention that
gold marks replaced by another of its kind, half of the names from the lexicon and half invented. The same seed gives the
same documents. Only split dev is read: what is slow gets looked at, and split test stays unseen.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from pressextract.gold import GoldRecord
from pressextract.recordfile import read_gold

__all__ = ["SECTION", "Unseen", "novelty"]

ROOT = Path(__file__).parents[1]
SECTION = 8_000  # a longer text is several releases: names come and go with them

_SENTENCE_END = re.compile(r"(?<=[.!?”\"])[ ](?=[A-Z“\"\ue000])")
_SLOT = re.compile("\ue000(\\d+)\ue001")
_MONTHS = [
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
]  # fmt: skip
_MONTH = re.compile(rf"\b(?:{'|'.join(_MONTHS)})\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NUMBERS = [
    "two", "three", "four", "five", "six", "seven", "eight", "nine",
    "ten", "eleven", "twelve", "fifteen", "twenty", "thirty",
]  # fmt: skip
_NUMBER = re.compile(rf"\b(?:{'|'.join(_NUMBERS)})\b")
_ORGANISATIONS = (
    "University of {}", "{} University", "{} Institute of Technology", "Institute for {} Studies", "{} Foundation",
    "{} Research Council", "{} Academy of Sciences", "{} Ltd", "Université de {}", "{} College", "Ministry of {}",
)  # fmt: skip
_LABS = (
    "{} Laboratory", "Centre for {} Research", "Laboratory of {} Physics", "{} Observatory", "Joint {} Laboratory",
    "{} Research Centre",
)  # fmt: skip
_SYLLABLES = (
    "ba", "be", "bri", "cal", "dan", "dor", "el", "fen", "gar", "hal", "in", "jo", "kar", "len",
    "lo", "mar", "mo", "nel", "o", "pra", "qui", "ral", "sen", "ta", "tho", "u", "ver", "wi", "zan",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Slot:
    """A mention of gold: what stands there, and whom it names within its release."""

    label: str
    surface: str
    entity: str


@dataclass(slots=True)
class Unseen:
    """A maker of releases; `document(number, size)` is the same text for the same seed, number and size."""

    seed: int = 1
    root: Path = ROOT
    _slots: list[_Slot] = field(default_factory=list)
    _sentences: list[str] = field(default_factory=list)
    _headings: list[str] = field(default_factory=list)
    _blocks: list[str] = field(default_factory=list)
    _names: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        lexicon = self.root / "models/lexicon"
        given = (lexicon / "given_names.txt").read_text(encoding="utf-8").split()
        files = {"INSTITUTION": "organisations", "LAB": "labs", "PLACE": "places"}
        self._names = {label: _listed(lexicon / f"{file}.jsonl") for label, file in files.items()} | {"PERSON": given}
        for release in read_gold(self.root / "corpus/gold/dev.jsonl"):
            self._take(release)

    def document(self, number: int, size: int = SECTION) -> str:
        """A release of `size` characters, or a few less."""
        random = Random(f"{self.seed}/{number}/{size}")  # noqa: S311
        text = ""
        while len(text) < size:
            text += _Filler(self._slots, self._names, random).fill("\n\n".join(self._section(random))) + "\n\n"
        return text[:size].rstrip()

    def documents(self, count: int, size: int = SECTION) -> list[str]:
        """The documents 0 to `count` - 1."""
        return [self.document(number, size) for number in range(count)]

    def _take(self, release: GoldRecord) -> None:
        """Cut a release into sentences, headings and blocks, with a slot for each mention."""
        pieces, at = [], 0
        for mention in sorted(release.mentions, key=lambda mention: mention.start):
            pieces += [release.text[at : mention.start], f"\ue000{len(self._slots)}\ue001"]
            entity = f"{release.id}/{mention.entity or mention.text}"
            self._slots.append(_Slot(mention.label, mention.text, entity))
            at = mention.end
        for paragraph in "".join([*pieces, release.text[at:]]).split("\n\n"):
            if "\n" in paragraph or "@" in paragraph:
                self._blocks.append(paragraph.strip("\n"))
            elif len(paragraph) > 120:
                self._sentences += _SENTENCE_END.split(paragraph)
            elif paragraph.strip("-*# "):
                self._headings.append(paragraph)

    def _section(self, random: Random) -> Iterator[str]:
        yield random.choice(self._headings)
        length = 0
        while length < SECTION:
            kind = random.random()
            if kind < 0.7:
                paragraph = " ".join(random.choice(self._sentences) for _ in range(random.randint(2, 5)))
            else:
                paragraph = random.choice(self._headings if kind < 0.85 else self._blocks)
            length += len(paragraph)
            yield paragraph


@dataclass(slots=True)
class _Filler:
    """What stands in the slots of one release: each entity gets one new name, and keeps it."""

    slots: Sequence[_Slot]
    names: dict[str, list[str]]
    random: Random
    called: dict[str, str] = field(default_factory=dict)

    def fill(self, text: str) -> str:
        """`text` with its slots filled."""
        return _SLOT.sub(lambda match: self._filling(self.slots[int(match[1])]), text)

    def _filling(self, slot: _Slot) -> str:
        if slot.label == "DATE":
            return self._date(slot.surface)
        if slot.label == "FIGURE":
            return self._figure(slot.surface)
        if slot.entity not in self.called:
            self.called[slot.entity] = self._name(slot.label)
        name = self.called[slot.entity]
        if slot.label == "PERSON" and " " not in slot.surface:
            return name.rpartition(" ")[2]
        if slot.surface.isupper() and len(slot.surface) < 8:
            capitals = "".join(word[0] for word in name.split() if word[0].isupper())
            return capitals if len(capitals) > 1 else name[:4].upper()
        return name

    def _name(self, label: str) -> str:
        if label == "PERSON":
            return f"{self.random.choice(self.names[label])} {self._word()}"
        if self.random.random() < 0.5:
            return self.random.choice(self.names[label])
        patterns = {"INSTITUTION": _ORGANISATIONS, "LAB": _LABS}.get(label, ("{}",))
        return self.random.choice(patterns).format(self._word())

    def _word(self) -> str:
        return "".join(self.random.choice(_SYLLABLES) for _ in range(self.random.randint(2, 4))).capitalize()

    def _date(self, surface: str) -> str:
        surface = _MONTH.sub(lambda _: self.random.choice(_MONTHS), surface)
        surface = _YEAR.sub(lambda _: "\ue002", surface)
        surface = re.sub(r"\d+", lambda _: str(self.random.randint(1, 28)), surface)
        return re.sub("\ue002", lambda _: str(self.random.randint(1985, 2029)), surface)

    def _figure(self, surface: str) -> str:
        surface = _NUMBER.sub(lambda _: self.random.choice(_NUMBERS), surface)
        return re.sub(r"\d", lambda _: str(self.random.randint(1, 9)), surface)


def _listed(path: Path) -> list[str]:
    return [json.loads(line)["name"] for line in path.read_text(encoding="utf-8").splitlines()]


def novelty(documents: Sequence[str]) -> float:
    """Share of the words of the second half of `documents` that stand nowhere before their document."""
    known: set[str] = set()
    new = all_words = 0
    for number, document in enumerate(documents):
        words = document.split()
        if number >= len(documents) // 2:
            new += sum(word not in known for word in words)
            all_words += len(words)
        known.update(words)
    return new / all_words if all_words else 0.0
