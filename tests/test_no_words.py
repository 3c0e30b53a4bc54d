"""Words of a language are data (models/<lang>/*.toml): code holds none, outside docstrings and messages."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src/pressextract"
MODULES = [
    *("acronyms.py", "entities.py", "groups.py", "link.py", "long_form.py", "meta.py", "naming.py", "neighbours.py"),
    *("parsed.py", "propagate.py", "short_names.py", "windows.py", "zones.py", "relate/people.py"),
    *("knowledge/registry.py", "knowledge/vocabulary.py", "matchers/complement.py", "matchers/cue.py"),
    *("matchers/grammar.py", "matchers/head.py", "matchers/institution.py", "matchers/lab.py"),
    *("matchers/person.py", "matchers/place.py"),
]
# Small words, words of speaking, titles: no English text does without them, and no label, kind or rule id is one.
WORDS = frozenset(
    [
        *("an", "and", "about", "around", "as", "asked", "at", "between", "by", "for", "from", "in"),
        *("into", "is", "its", "known", "near", "new", "of", "on", "or", "our", "said", "says"),
        *("simply", "that", "the", "their", "this", "to", "was", "were", "who", "whose", "will", "with"),
        *("doctor", "dr", "mr", "mrs", "ms", "prof", "professor", "sir", "st", "mt", "de", "des"),
        *("du", "der", "und", "et", "y", "la", "le", "les", "technology", "sciences", "project", "partners"),
        *("studies", "international"),
    ]
)


def literals(tree: ast.AST) -> Iterator[str]:
    """Strings of a module that are no docstrings, no names of lists and no parts of messages of errors."""
    skipped = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            skipped.add(id(node.value))
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
            skipped.add(id(node.slice))  # the name of a list
        if isinstance(node, ast.Raise):
            skipped.update(id(part) for part in ast.walk(node))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped:
            yield node.value


def words_in(source: str) -> list[str]:
    """Literals of a module that are one of the words, with or without spaces and punctuation around."""
    return [text for text in literals(ast.parse(source)) if text.strip(" ,.;:'(-").casefold() in WORDS]


@pytest.mark.parametrize("module", MODULES)
def test_code_holds_no_words(module: str) -> None:
    assert words_in((SOURCE / module).read_text(encoding="utf-8")) == []


def test_a_word_is_seen() -> None:
    assert words_in(
        '"""The"""\nif text in (" and ", "&", "Dr.", "institute", lists["with"]):\n    raise ValueError("of")\n'
    ) == [
        " and ",
        "Dr.",
    ]
