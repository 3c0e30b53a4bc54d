"""Overlapping readings: which stay, and that the order they come in says nothing."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from pressextract.mention import Label, Mention
from pressextract.resolve import resolve

READINGS = st.builds(
    lambda label, start, size, rule, priority, key: Mention(label, start, start + size, rule, priority, key),
    st.sampled_from(list(Label)),
    st.integers(0, 30),
    st.integers(1, 12),
    st.sampled_from(["en/a/one", "en/b/two"]),
    st.integers(0, 2),
    st.sampled_from([None, None, "k"]),
)
SETS = st.lists(
    READINGS,
    max_size=12,
    unique_by=lambda mention: (mention.label, mention.start, mention.end, mention.rule, mention.priority),
)


def overlap(one: Mention, other: Mention) -> bool:
    return one.start < other.end and other.start < one.end


@settings(max_examples=400, deadline=None, derandomize=True)
@given(readings=SETS, data=st.data())
def test_the_order_of_readings_says_nothing(readings: list[Mention], data: st.DataObject) -> None:
    assert resolve(data.draw(st.permutations(readings))) == resolve(readings)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(readings=SETS)
def test_kept_readings_are_sorted_and_do_not_overlap(readings: list[Mention]) -> None:
    kept = resolve(readings)
    assert all(one.end <= other.start for one, other in pairwise(kept))
    assert resolve(kept) == kept


@settings(max_examples=400, deadline=None, derandomize=True)
@given(readings=SETS)
def test_a_reading_is_dropped_only_for_one_as_long_or_longer(readings: list[Mention]) -> None:
    kept = resolve(readings)
    for mention in readings:
        if mention not in kept:
            length = mention.end - mention.start
            assert any(overlap(mention, other) and other.end - other.start >= length for other in kept)


def test_the_longer_wins_whatever_its_priority() -> None:
    short = Mention(Label.LAB, 4, 8, "en/lab/lexicon", priority=99)
    long = Mention(Label.PLACE, 0, 8, "en/place/city")
    assert resolve([short, long]) == [long]


def test_of_equal_length_the_higher_priority_wins() -> None:
    low = Mention(Label.LAB, 0, 8, "en/lab/head-centre", priority=10)
    high = Mention(Label.INSTITUTION, 0, 8, "en/institution/head-hospital", priority=11)
    assert resolve([low, high]) == [high]


def test_of_equal_length_and_priority_names_go_before_values() -> None:
    readings = [
        Mention(label, 0, 4, "en/x/y")
        for label in (Label.FIGURE, Label.DATE, Label.PLACE, Label.PERSON, Label.INSTITUTION, Label.LAB)
    ]
    assert [resolve(readings[: number + 1])[0].label for number in range(6)] == [mention.label for mention in readings]


def test_of_two_as_long_that_overlap_the_first_stays() -> None:
    one, two = Mention(Label.DATE, 0, 6, "en/x/y"), Mention(Label.DATE, 4, 10, "en/x/y")
    assert resolve([two, one]) == [one]


def test_touching_spans_both_stay() -> None:
    one, two = Mention(Label.DATE, 0, 4, "en/x/y"), Mention(Label.FIGURE, 4, 10, "en/x/y")
    assert resolve([two, one]) == [one, two]


def test_nothing_gives_nothing() -> None:
    assert resolve([]) == []


def test_readings_that_differ_by_key_alone() -> None:
    one, two = (Mention(Label.LAB, 0, 8, "en/lab/lexicon", key=key) for key in ("a", "b"))
    assert resolve([one, two]) == resolve([two, one])
