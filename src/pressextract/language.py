"""The language of a release, and the spaCy tokeniser for it (the only place that loads spaCy)."""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["detect_language", "make_doc"]

_SCRIPT_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 2000  # characters
_SMALL_SHARE = 0.12  # half of the least that English prose holds, twice the most of any other language
_FEWEST_WORDS = 6  # fewer say nothing
# What releases come in; with all 97 languages of the model short texts end up anywhere.
_CANDIDATES = [
    *("en", "fr", "de", "es", "it", "pt", "nl", "sv", "da", "no", "fi", "pl", "cs"),
    *("tr", "ru", "uk", "el", "ar", "he", "ja", "zh", "ko", "hi", "th", "vi"),
]


def detect_language(text: str, small_words: Container[str], own: str = "en") -> str:
    """ISO 639-1 code of the language of a text; `own` for a text without words.

    Our `own` language is recognised by its `small_words`; only when they are missing is py3langid asked (loading it takes
    half a second).

    >>> detect_language("The university and the institute signed an agreement in May.", {"the", "and", "an", "in"})
    'en'
    """
    words = _SCRIPT_WORD.findall(text[:_SAMPLE].casefold())
    if not words:
        return own
    small = sum(word in small_words for word in words)
    if small >= _SMALL_SHARE * len(words) or len(words) < _FEWEST_WORDS:
        return own
    code, _ = _identifier()(text[:_SAMPLE])
    return code


@cache
def _identifier() -> Callable[[str], tuple[str, float]]:
    """The statistical guess: sample -> (code, score)."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=False)
    identifier.set_languages(_CANDIDATES)

    def classify(sample: str) -> tuple[str, float]:
        code, score = identifier.classify(sample)
        return str(code), float(score)

    return classify


def make_doc(language: str, text: str) -> Doc:
    """SpaCy tokens of a text. Nothing of the rules asks for them, so that spaCy (two seconds to import) is loaded only for
    matchers that do.
    """
    return _tokeniser(language)(text)


@cache
def _tokeniser(language: str) -> Callable[[str], Doc]:
    import spacy

    return spacy.blank(language).make_doc
