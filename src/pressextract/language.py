"""The language of a release, and the spaCy tokeniser for it (the only place that loads spaCy)."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["detect_language", "tokeniser"]

# The most frequent small words of English prose. They make up 25 to 45 % of it, and under 5 % of any other language's.
_ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "a",
        "is",
        "that",
        "for",
        "it",
        "as",
        "was",
        "with",
        "be",
        "by",
        "on",
        "not",
        "he",
        "his",
        "but",
        "at",
        "are",
        "this",
        "have",
        "from",
        "or",
        "had",
        "an",
        "they",
        "which",
        "one",
        "you",
        "were",
        "her",
        "all",
        "she",
        "there",
        "would",
        "their",
        "we",
        "him",
        "been",
        "has",
        "when",
        "who",
        "will",
        "more",
        "no",
        "if",
        "out",
        "so",
        "said",
        "what",
        "up",
        "its",
        "about",
        "into",
        "than",
        "them",
        "can",
        "only",
        "other",
        "new",
        "some",
        "could",
        "time",
        "these",
        "two",
        "may",
        "then",
        "do",
        "first",
        "any",
        "my",
        "now",
        "such",
        "like",
        "our",
        "over",
        "man",
        "me",
        "even",
        "most",
        "made",
        "after",
        "also",
        "did",
        "many",
    ]
)
_SCRIPT_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 2000
_OTHERS = [
    "en",
    "fr",
    "de",
    "es",
    "it",
    "pt",
    "nl",
    "sv",
    "da",
    "no",
    "fi",
    "pl",
    "cs",
    "tr",
    "ru",
    "uk",
    "el",
    "ar",
    "he",
    "ja",
    "zh",
    "ko",
    "hi",
    "th",
    "vi",
]


def detect_language(text: str) -> str:
    """ISO 639-1 code of the language of a text; "en" for a text without words.

    English is recognised by its small words; only when they are missing is py3langid asked (loading it takes half a second).

    >>> detect_language("The university and the institute signed an agreement in May.")
    'en'
    """
    words = _SCRIPT_WORD.findall(text[:_SAMPLE].casefold())
    if not words:
        return "en"
    small = sum(word in _ENGLISH for word in words)
    if small >= 0.12 * len(words) or len(words) < 6:
        return "en"
    code, _ = _identifier()(text[:_SAMPLE])
    return code


@cache
def _identifier() -> Callable[[str], tuple[str, float]]:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=False)
    identifier.set_languages(_OTHERS)

    def classify(sample: str) -> tuple[str, float]:
        code, score = identifier.classify(sample)
        return str(code), float(score)

    return classify


@cache
def tokeniser(language: str) -> Callable[[str], Doc]:
    """SpaCy's tokeniser of a language as a function from text to Doc; importing spaCy waits until here."""
    import spacy

    return spacy.blank(language).make_doc
