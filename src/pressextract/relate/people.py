"""Who a person is: role and affiliation as the words beside the name say; and which organisation issues a release."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pressextract.knowledge.rules import Rules
from pressextract.link import Linked
from pressextract.mention import Label, Mention
from pressextract.parsed import Parsed

__all__ = ["find_issuer", "person_roles"]

_NAMES = (Label.INSTITUTION, Label.LAB)


def person_roles(parsed: Parsed, linked: Linked, rules: Rules) -> Mapping[int, tuple[str | None, int | None]]:
    """Entity number of a person -> (role verbatim, entity number of the affiliation)."""
    found: dict[int, tuple[str | None, int | None]] = {}
    for position, mention in enumerate(linked.mentions):
        entity = linked.entity_of[position]
        if mention.label is not Label.PERSON or entity is None:
            continue
        role, affiliation = found.get(entity, (None, None))
        if role and affiliation is not None:
            continue
        new_role, new_affiliation = _beside(parsed, linked, position, rules)
        found[entity] = (role or new_role, affiliation if affiliation is not None else new_affiliation)
    return {entity: pair for entity, pair in found.items() if pair != (None, None)}


_BEHIND = re.compile(r"(?:,| \(| –| \|) ?(?:the |an? |who is |who |currently )?([^,.;()|\n]{3,90})")


def _beside(parsed: Parsed, linked: Linked, position: int, rules: Rules) -> tuple[str | None, int | None]:
    mention = linked.mentions[position]
    text = parsed.text
    behind = _BEHIND.match(text, mention.end)
    roles = rules.lists["role"]
    if behind:
        phrase = behind.group(1).strip()
        if any(word.casefold().strip("'") in roles for word in re.findall(r"[\w'-]+", phrase)[:7]):
            other = _name_between(linked, position, behind.start(1), behind.end(1))
            cut = re.split(r" (?:of|at|for|from|in) (?:the )?$", text[behind.start(1) : other.start])[0] if other else phrase
            role = re.sub(r"(?: (?:of|at|for|from|in)(?: the)?| the)\s*$", "", cut.strip()).strip(" '\"")
            return role or None, linked.entity_of[linked.mentions.index(other)] if other else None
        other = _name_between(linked, position, behind.start(1), behind.end(1))
        if other and other.start - mention.end <= 4:
            return None, linked.entity_of[linked.mentions.index(other)]
    return _before(parsed, linked, position, roles)


def _before(parsed: Parsed, linked: Linked, position: int, roles: frozenset[str]) -> tuple[str | None, int | None]:
    mention, text = linked.mentions[position], parsed.text
    if position == 0:
        return None, None
    other = linked.mentions[position - 1]
    between = text[other.end : mention.start]
    if other.label in _NAMES and len(between) < 60 and not re.search(r"[.,;:()\n]", between):
        words = re.findall(r"[\w'-]+", between)
        if any(word.casefold() in roles for word in words):
            role = re.sub(r"^'s\s+|\s+(?:Professor|Dr|Sir|Prof)\.?$", "", between.strip()).strip()
            return role or None, linked.entity_of[position - 1]
    return None, None


def _name_between(linked: Linked, position: int, start: int, end: int) -> Mention | None:
    for mention in linked.mentions[position + 1 : position + 5]:
        if mention.label in _NAMES and start <= mention.start < end:
            return mention
    return None


def find_issuer(parsed: Parsed, linked: Linked) -> int | None:
    """Entity number of the organisation whose press office publishes the release, as the text shows; None when it does not.

    Order of trust: the contact block, a masthead above the title, an "About" block, a copyright line.
    """
    zones = {"contact": None, "dateline": None, "boilerplate": None, "caption": None}
    best: dict[str, int] = {}
    for mention, entity in zip(linked.mentions, linked.entity_of, strict=True):
        if entity is None or mention.label not in _NAMES:
            continue
        zone = parsed.zone_at(mention.start)
        if zone == "caption" and "©" not in parsed.text[max(0, mention.start - 4) : mention.start]:
            continue
        if zone in zones:
            best.setdefault(zone, entity)
    for zone in zones:
        if zone in best:
            return best[zone]
    return None
