"""Everything below models/ that one language needs, loaded and hashed together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from babel import Locale

from pressextract import __version__
from pressextract.errors import KnowledgeError
from pressextract.knowledge.registry import NameIndex, Names, PlaceIndex, load_entries, load_places
from pressextract.knowledge.rules import Rules, load_rules
from pressextract.knowledge.vocabulary import Vocabulary

__all__ = ["Knowledge"]

# Rule files of a language; all of them enter the fingerprint.
_MATCHERS = (
    "acronym", "cue", "date", "figure", "institution", "lab", "language", "names", "person", "place", "statement", "zones"
)  # fmt: skip
_LEXICONS = ("organisations.jsonl", "labs.jsonl", "places.jsonl", "given_names.txt")


@dataclass(frozen=True)
class Knowledge:
    """Rules of one language and the lexicons."""

    models: Path
    language: str
    files: dict[str, Rules]
    organisations: NameIndex
    places: PlaceIndex
    names: Names
    given_names: frozenset[str]
    vocabulary: Vocabulary

    @classmethod
    def load(cls, models: Path, language: str) -> Knowledge:
        """Reads models/<language>/*.toml and models/lexicon.

        Raises:
            KnowledgeError: a file is missing or wrong; the message names it.
        """
        files = {matcher: load_rules(models, language, matcher) for matcher in _MATCHERS}
        lexicon = models / "lexicon"
        organisations = NameIndex(
            [*load_entries(lexicon / "labs.jsonl"), *load_entries(lexicon / "organisations.jsonl")]
        )
        places = PlaceIndex(
            load_places(lexicon / "places.jsonl"), dict(Locale(language).territories), files["place"].lists["also_name"]
        )
        names = Names([*organisations.surfaces(), *places.surfaces()])
        try:
            given = frozenset((lexicon / "given_names.txt").read_text(encoding="utf-8").split("\n")) - {""}
        except OSError as error:
            raise KnowledgeError(f"{lexicon / 'given_names.txt'}: {error.strerror}") from error
        heads = frozenset(files["lab"].words["head"]) | frozenset(files["institution"].words["head"])
        vocabulary = Vocabulary.of(files["names"], places.surfaces(), heads)
        return cls(models, language, files, organisations, places, names, given, vocabulary)

    def rules(self, matcher: str) -> Rules:
        """Rules of one matcher."""
        return self.files[matcher]

    @cached_property
    def lab_heads(self) -> frozenset[str]:
        """Head nouns of labs, casefolded."""
        return frozenset(self.files["lab"].words["head"])

    @cached_property
    def institution_heads(self) -> frozenset[str]:
        """Head nouns of institutions, casefolded."""
        return frozenset(self.files["institution"].words["head"])

    @cached_property
    def head_words(self) -> frozenset[str]:
        """Head nouns of all organisations, casefolded."""
        return self.lab_heads | self.institution_heads

    @property
    def version(self) -> str:
        """Version of pressextract."""
        return __version__

    @cached_property
    def rules_hash(self) -> str:
        """sha256 over the pattern files of the language."""
        return _hash([self.models / self.language / f"{matcher}.toml" for matcher in _MATCHERS])

    @cached_property
    def lexicon_hash(self) -> str:
        """sha256 over the lexicon files."""
        return _hash([self.models / "lexicon" / name for name in _LEXICONS])

    @cached_property
    def fingerprint(self) -> str:
        """sha256 of version, rules and lexicon."""
        return sha256(f"{self.version}\n{self.rules_hash}\n{self.lexicon_hash}\n".encode()).hexdigest()


def _hash(paths: list[Path]) -> str:
    digest = sha256()
    for path in paths:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
