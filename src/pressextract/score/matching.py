"""One-to-one matching: of spans along the text, and of anything by weight; the best one, whatever the order."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["assign", "match_spans"]

Span = tuple[int, int]


def match_spans(gold: Sequence[Span], predicted: Sequence[Span]) -> list[tuple[int, int]]:
    """Index pairs (gold, predicted) of the one-to-one matching with the largest total overlap.

    Spans of one list do not overlap each other, so overlapping pairs, sorted, form a line in which only neighbours
    share a span, and a weighted choice along that line is optimal. Of equal totals the one with more pairs, then the
    leftmost.

    Args:
        gold: (start, end) of each gold span, end exclusive, in any order.
        predicted: the same of the predicted ones.

    >>> match_spans([(0, 10), (10, 14)], [(8, 14), (20, 22)])
    [(1, 0)]
    """
    pairs = _overlapping(gold, predicted)
    best: list[tuple[int, int]] = [(0, 0)] * (len(pairs) + 1)  # from here on: total overlap, number of pairs
    ahead = [0] * len(pairs)
    for here in range(len(pairs) - 1, -1, -1):
        overlap, one, other = pairs[here]
        free = here + 1
        while free < len(pairs) and (pairs[free][1] == one or pairs[free][2] == other):
            free += 1
        ahead[here] = free
        best[here] = max(best[here + 1], (best[free][0] + overlap, best[free][1] + 1))
    chosen, here = [], 0
    while here < len(pairs):
        overlap, one, other = pairs[here]
        free = ahead[here]
        if best[here] == (best[free][0] + overlap, best[free][1] + 1):
            chosen.append((one, other))
            here = free
        else:
            here += 1
    return chosen


def _overlapping(gold: Sequence[Span], predicted: Sequence[Span]) -> list[tuple[int, int, int]]:
    """(overlap, gold index, predicted index) of all pairs that overlap, from left to right."""
    ones = sorted(range(len(gold)), key=lambda index: gold[index])
    others = sorted(range(len(predicted)), key=lambda index: predicted[index])
    pairs = []
    first = 0
    for one in ones:
        start, end = gold[one]
        while first < len(others) and predicted[others[first]][1] <= start:
            first += 1
        for other in others[first:]:
            if predicted[other][0] >= end:
                break
            pairs.append((min(end, predicted[other][1]) - max(start, predicted[other][0]), one, other))
    return pairs


def assign(weights: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """(row, column) pairs of the one-to-one assignment with the largest total weight; weight 0 means no pair.

    Kuhn 1955, Munkres 1957, in the form with potentials (Jonker and Volgenant 1987): O(n^3).

    Args:
        weights: rows of equal length, none negative.

    >>> assign([[3, 2], [2, 0]])
    [(0, 1), (1, 0)]
    """
    size = max(len(weights), len(weights[0]) if weights else 0)
    cost = [[0] * (size + 1) for _ in range(size + 1)]
    for row, line in enumerate(weights, 1):
        for column, weight in enumerate(line, 1):
            cost[row][column] = -weight
    rows, columns = [0] * (size + 1), [0] * (size + 1)  # the potentials
    owner = [0] * (size + 1)  # column -> its row; 0: none yet
    for row in range(1, size + 1):
        way = _cheapest_way(row, cost, (rows, columns), owner)
        column = way.pop()
        while way:
            owner[column] = owner[way[-1]]
            column = way.pop()
    pairs = sorted((owner[column] - 1, column - 1) for column in range(1, size + 1))
    return [(row, column) for row, column in pairs if cost[row + 1][column + 1]]


def _cheapest_way(
    row: int, cost: list[list[int]], potentials: tuple[list[int], list[int]], owner: list[int]
) -> list[int]:
    """Columns of the cheapest augmenting way from a row to a free column, from column 0 on; adjusts the potentials."""
    rows, columns = potentials
    size = len(cost) - 1
    owner[0] = row
    least: list[float] = [float("inf")] * (size + 1)
    came, done = [0] * (size + 1), [False] * (size + 1)
    here = 0
    while owner[here]:
        done[here] = True
        taken = owner[here]
        for column in range(1, size + 1):
            reduced = cost[taken][column] - rows[taken] - columns[column]
            if not done[column] and reduced < least[column]:
                least[column], came[column] = reduced, here
        nearest = min((column for column in range(1, size + 1) if not done[column]), key=lambda c: least[c])
        step = int(least[nearest])
        for column in range(size + 1):
            if done[column]:
                rows[owner[column]] += step
                columns[column] -= step
            else:
                least[column] -= step
        here = nearest
    way = [here]
    while here:
        here = came[here]
        way.append(here)
    return way[::-1]
