"""The match view of any text: every character has a way back, and the time is linear."""

from __future__ import annotations

import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressextract.offsets import FILLER, View

PIECES = [
    "**", "*", "_", "__", "#", "## ", "[", "]", "](", "(", ")", "[text](https://a.example/x_y)", "![image](a.png)",
    "<sup>", "</sup>", "<sup>1</sup>", "4<sup>th</sup>", "km<sup>2</sup>", "<br>", "<p class='x'>", "</p>", "<",
    ">", "> ", "&amp;", "&#8211;", "&#x1F600;", "&", "\\", "\\*", "¹", "²³", "m²", "10⁻⁹", "†", "‡", "[1]", "[^2]",
    "\u0301", "e\u0301", "a\u0308\u0304", "\u00ad", "coop\u00ad\neration", "\u200b", "\ufeff", "\u202e", "\u00a0",
    "\u2009", "  ", "\t", "’", "‑", "-", "–", "\n", "\n\n", "\r\n", "\r", "\u2028", "\x85", "press@a.example",
    "www.a.example", "https://a.example/b,", "@handle", "#tag", "file.pdf", "10.1000/xyz", "1. ", "- ", "(a) ",
    "| a | b |", "---", "word", "Universität", "CNRS", "日本", "😀", "ﬁ", "İ", "ß", "2022", ".", ",", ":", "e.g.",
    "\x00",
]  # fmt: skip
MARKUP = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
# Lone surrogates never get here: a release that holds one is refused.
CHARACTERS = st.characters(exclude_categories=["Cs"])
TEXT = st.one_of(
    st.text(CHARACTERS, max_size=120), MARKUP, st.text(alphabet="ab *_[]()<>&#\\\n¹\u0301\u00ad", max_size=60)
)

# The documented replacements: one kind of space, apostrophe, hyphen, line break.
FOLDED = {
    **dict.fromkeys("\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\f\v", " "),
    **dict.fromkeys("\u2018\u2019\u02bc\u2032\u201b\u00b4", "'"),
    **dict.fromkeys("\u2010\u2011\ufe63\uff0d", "-"),
    **dict.fromkeys("\u2028\u2029\x85", "\n"),
}  # fmt: skip


def explained(view: View, position: int) -> bool:
    """Whether the view character at `position` is the source's, or a documented replacement of it."""
    character = view.text[position]
    at = view.source_position(position)
    source = view.source[at]
    if source == character or FOLDED.get(source) == character or character == FILLER:
        return True
    # A base letter and its marks, a line wrap, an entity, a break tag, a power ("10<sup>6</sup>" -> "10^6").
    behind = view.source[at : at + 32]
    composed = unicodedata.normalize("NFC", behind)[:1] == character
    wrapped = character == " " and (source == "\n" or source.isspace())
    return composed or wrapped or source == "&" or (source == "<" and character in "\n^")


@settings(max_examples=300, deadline=None, derandomize=True)
@given(source=TEXT)
def test_every_view_character_is_the_sources_or_a_documented_replacement(source: str) -> None:
    view = View.of(source)
    assert len(view.text) <= len(source)
    assert [position for position in range(len(view.text)) if not explained(view, position)] == []


@settings(max_examples=300, deadline=None, derandomize=True)
@given(source=TEXT)
def test_source_positions_rise_and_stay_in_range(source: str) -> None:
    view = View.of(source)
    positions = [view.source_position(position) for position in range(len(view.text))]
    assert all(one < other for one, other in pairwise(positions))
    assert all(0 <= position < len(source) for position in positions)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(source=TEXT, data=st.data())
def test_spans_of_the_source_are_in_range_and_in_order(source: str, data: st.DataObject) -> None:
    view = View.of(source)
    if not view.text:
        return
    start = data.draw(st.integers(0, len(view.text) - 1))
    end = data.draw(st.integers(start + 1, len(view.text)))
    first, last = view.to_source(start, end)
    assert 0 <= first < last <= len(source)
    assert first == view.source_position(start)
    if end < len(view.text):
        assert last <= view.source_position(end)


@settings(max_examples=250, deadline=None, derandomize=True)
@given(source=TEXT)
def test_from_source_is_the_inverse(source: str) -> None:
    view = View.of(source)
    assert all(view.from_source(view.source_position(at)) == at for at in range(len(view.text)))
    all_of = [view.from_source(at) for at in range(len(source) + 1)]
    assert all_of == sorted(all_of)
    assert all(0 <= at <= len(view.text) for at in all_of)


@settings(max_examples=250, deadline=None, derandomize=True)
@given(source=TEXT)
def test_marks_and_headings_stand_in_the_view(source: str) -> None:
    view = View.of(source)
    marks = [mark.position for mark in view.marks]
    assert marks == sorted(marks)
    assert all(0 <= position <= len(view.text) for position in marks)
    assert all(0 <= position <= len(view.text) and 1 <= level <= 6 for position, level in view.headings.items())


@settings(max_examples=250, deadline=None, derandomize=True)
@given(source=TEXT)
def test_byte_offsets_become_character_offsets(source: str) -> None:
    view = View.of(source)
    offset = 0
    for position, character in enumerate(view.text):
        assert view.characters(offset) == position
        offset += len(character.encode("utf-8", "surrogatepass"))
    assert view.characters(offset) == len(view.text)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(source=st.text(alphabet="abc XYZ.,;", max_size=80).map(" ".join))
def test_plain_text_is_its_own_view(source: str) -> None:
    text = " ".join(source.split())
    view = View.of(text)
    assert view.text == text
    assert [view.to_source(at, at + 1) for at in range(len(text))] == [(at, at + 1) for at in range(len(text))]


# (source, view, [(what to look for in the view, what it is in the source)])
EXAMPLES = [
    ("**The** CNRS", "The CNRS", [("The", "The"), ("CNRS", "CNRS")]),
    ("the CNRS<sup>1</sup> opened", "the CNRS opened", [("CNRS", "CNRS"), ("opened", "opened")]),
    ("its 4<sup>th</sup> office", "its 4th office", [("4th", "4<sup>th</sup>")]),
    ("12 km<sup>2</sup> of ice", "12 km2 of ice", [("12 km2", "12 km<sup>2</sup>")]),
    ("[Halden University](https://a.example) opened", "Halden University opened", [("Halden University", "Halden University")]),
    ("Universite\u0301 de Lome\u0301", "Université de Lomé", [("Universit", "Universit"), ("de Lom", "de Lom")]),
    ("coop\u00aderation", "cooperation", [("cooperation", "coop\u00aderation")]),
    ("the\u00a0CNRS’s", "the CNRS's", [("CNRS", "CNRS"), ("'s", "’s")]),
    ("R&amp;D at AT&amp;T", "R&D at AT&T", [("R&D", "R&amp;D")]),
    ("snake_case and _this_", "snake_case and this", [("this", "this")]),
    ("2 * 3 and a*", "2 * 3 and a", []),
    ("write to press@a.example now", f"write to {FILLER * 15} now", [("now", "now")]),
    ("", "", []),
]  # fmt: skip


@pytest.mark.parametrize(("source", "text", "spans"), EXAMPLES)
def test_example(source: str, text: str, spans: list[tuple[str, str]]) -> None:
    view = View.of(source)
    assert view.text == text
    for inside, outside in spans:
        start, end = view.to_source(text.index(inside), text.index(inside) + len(inside))
        assert source[start:end] == outside


@pytest.mark.xfail(strict=True, reason="offsets: a span that ends in a composed letter leaves its accent outside")
def test_a_span_ends_behind_the_marks_of_its_last_letter() -> None:
    view = View.of("Universite\u0301 de Lome\u0301")
    assert [view.to_source(0, 10), view.to_source(14, 18)] == [(0, 11), (15, 20)]


@pytest.mark.xfail(strict=True, reason="offsets: an escaped markup character is read as markup")
def test_an_escaped_character_is_no_markup() -> None:
    assert View.of("costs\\* more").text == "costs* more"


def test_hard_wrapped_lines_are_joined_and_others_are_not() -> None:
    words = ("Halden University and the Kivu Institute have opened a laboratory on the shore " * 6).split()
    lines, line = [], ""
    for word in words:
        if len(line) + 1 + len(word) > 72:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    wrapped = "\n".join([*lines, line])
    view = View.of(wrapped)
    assert view.text == " ".join(words)
    assert view.to_source(0, len(view.text)) == (0, len(wrapped))
    assert (
        View.of("Halden University\n12 Quay Street\nPort Halden").text
        == "Halden University\n12 Quay Street\nPort Halden"
    )


ATTACKS = [
    "*", "_", "[", "](", "<", "<sup>", "&", "\\", "a*", "[a](", "![", "\u0301", "\u00ad", "¹", "[1]", "@a", "a@",
    "www.", "a.b.", "10.1000/", "\n", "a\n", "- a\n", "# ", "  ", " \n", "<a ", "1. ", "**a** ", "[a](b) ", "é ",
    "日", "&amp;", "</sup>", "#a ", "x-\n", "e\u0301", "\u2028",
]  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS)
def test_time_grows_linearly(attack: str) -> None:
    def seconds(size: int) -> float:
        source = attack * (size // len(attack))
        begin = time.process_time()
        view = View.of(source)
        view.to_source(0, max(1, len(view.text)))
        return time.process_time() - begin

    # A busy machine doubles a time now and then; quadratic growth is fourfold every time.
    ratios = (seconds(60_000) / (seconds(15_000) + 0.02) for _ in range(5))
    assert next((ratio for ratio in ratios if ratio < 8), None) is not None  # 4 when linear, 16 when quadratic
