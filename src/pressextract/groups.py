"""Which keys fall together: union-find, and the keys of names and people."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["Groups", "person_forms"]

Key = tuple[str, object]


class Groups:
    """Union-find over hashable keys; the first key of a group is its root, so that the result depends on the order of joins alone."""

    def __init__(self) -> None:
        self._parent: dict[Key, Key] = {}

    def root(self, key: Key) -> Key:
        """The key that stands for the group of `key`."""
        parents = self._parent
        parent = parents.setdefault(key, key)
        above = parents[parent]
        while parent is not above:
            parents[parent] = parents[above]
            parent = parents[parent]
            above = parents[parent]
        return parent

    def join(self, one: Key, other: Key) -> None:
        """Puts two keys, and all that fell together with them, into one group."""
        first, second = self.root(one), self.root(other)
        if first is not second:
            self._parent[second] = first


def person_forms(name: str, particles: Iterable[str]) -> list[str]:
    """Forms by which a release refers to a person again: the full name, the surname with and without its particle.

    >>> person_forms("Willem van der Linde", ["van", "der"])
    ['Willem van der Linde', 'van der Linde', 'Linde']
    >>> person_forms("Ximena Arriagada Soto", [])
    ['Ximena Arriagada Soto', 'Arriagada Soto', 'Soto', 'Arriagada']
    """
    words = name.split()
    forms = [name]
    known = frozenset(particles)
    if len(words) < 2:
        return forms
    first = len(words) - 1
    while first > 1 and words[first - 1] in known:
        # A particle of one letter joins two surnames: "Ortega y Gasset".
        first -= 2 if len(words[first - 1]) == 1 and first > 2 else 1
    if first < len(words) - 1:
        forms.append(" ".join(words[first:]))
    elif len(words) > 2 and not words[-2].endswith(".") and len(words[-2]) > 2:
        forms.append(" ".join(words[-2:]))
    forms.append(words[-1])
    if len(words) == 3 and first == 2 and len(words[1]) > 3 and not words[1].endswith("."):
        forms.append(words[1])
    if len(words) == 2 and "-" in words[1] and words[1].split("-")[1][:1].islower():
        forms.append(words[0])  # Park Jae-won: the family name stands first
    if words[0].isupper() and len(words[0]) > 1 and not words[-1].isupper():
        forms.append(words[0])  # ZHANG Guangyu
    return [form for form in forms if len(form) > 2 and form[-1] != "."]
