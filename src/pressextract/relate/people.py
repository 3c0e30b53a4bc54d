"""Who a person is: role and affiliation as the words beside the name say; and which organisation issues a release."""

from __future__ import annotations

import re
from collections import Counter
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
            cut = (
                re.split(r" (?:of|at|for|from|in) (?:the )?$", text[behind.start(1) : other.start])[0]
                if other
                else phrase
            )
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

    Places speak for an organisation with different weight: the contact block, the lines above the title, the heading of an
    "About" block, a copyright line, an e-mail domain, the first words of the lede. Two weak signs or a strong one are needed.
    """
    votes: Counter[int] = Counter()
    seen: set[tuple[str, int]] = set()
    counts: Counter[int] = Counter()
    first_of: dict[str, int] = {}
    domains = " ".join(_DOMAIN.findall(parsed.release.text)).casefold()
    for mention, entity in zip(linked.mentions, linked.entity_of, strict=True):
        if entity is None or mention.label not in _NAMES:
            continue
        counts[entity] += 1
        zone = parsed.zone_at(mention.start)
        first_of.setdefault(zone, entity)
        surface = parsed.text[mention.start : mention.end]
        if "©" in parsed.text[max(0, mention.start - 4) : mention.start] and ("©", entity) not in seen:
            seen.add(("©", entity))
            votes[entity] += 1
        if domains and ("@", entity) not in seen and _in_domain(surface, domains):
            seen.add(("@", entity))
            votes[entity] += 3
    for zone, weight in (("contact", 3), ("dateline", 3), ("boilerplate", 2), ("lede", 1)):
        if zone in first_of:
            votes[first_of[zone]] += weight
    if counts:
        votes[counts.most_common(1)[0][0]] += 1
    if not votes:
        return None
    best, weight = max(votes.items(), key=lambda item: (item[1], -item[0]))
    return best if weight >= 3 else None


_DOMAIN = re.compile(r"@([A-Za-z0-9.-]{3,80})")


def _in_domain(surface: str, domains: str) -> bool:
    """Whether an e-mail domain holds the organisation's acronym or its first own word."""
    labels = set(re.split(r"[ .-]", domains))
    words = [word.casefold() for word in re.findall(r"[\w]+", surface)]
    if len(words) == 1:
        return words[0] in labels
    joined = "".join(words)
    return joined in labels or any(len(label) > 5 and joined.startswith(label) for label in labels)
