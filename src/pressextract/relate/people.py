"""Who a person is: role and affiliation as the words beside the name say; and which organisation issues a release."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from pressextract.knowledge.rules import Rules
from pressextract.knowledge.vocabulary import Vocabulary
from pressextract.link import Linked
from pressextract.mention import ORGANISATIONS, Label
from pressextract.parsed import Parsed

__all__ = ["RoleGrammar", "find_issuer", "person_roles"]

_DOMAIN = re.compile(r"@([A-Za-z0-9.-]{3,80})")
_ROLE_WORDS = 7  # a role stands at the beginning of what follows the name
_STRONG = 3  # votes that an issuer needs

Role = tuple[str | None, int | None]
"""Role verbatim, entity number of the affiliation."""


class RoleGrammar:
    """Where roles stand beside a name, by the words of a language; knows no text."""

    def __init__(self, rules: Rules, vocabulary: Vocabulary) -> None:
        """`rules`: person.toml."""
        self.roles = rules.lists["role"]
        lead = _any(rules.file.lists["before_role"])
        link, article = _any(rules.file.lists["role_link"]), _any(rules.file.lists["role_article"])
        title, possessive = _any(rules.file.lists["role_title"]), _any(sorted(vocabulary.possessive))
        self.behind = re.compile(rf"(?:,| \(| –| \|) ?{lead}?([^,.;()|\n]{{3,90}})")
        self.link = re.compile(rf" {link} (?:{article} )?$")
        self.trailing = re.compile(rf"(?: {link}(?: {article})?| {article})\s*$")
        self.own = rules.lists["own"]
        self.our_lab = _ours(rules, "own_lab")
        self.our_institution = _ours(rules, "own_institution")
        self.title = re.compile(rf"^{possessive}\s+|\s+{title}\.?$")


def _ours(rules: Rules, nouns: str) -> re.Pattern[str]:
    """Pattern of "our (new) laboratory"."""
    own, noun = _any(sorted(rules.lists["own"])), _any(sorted(rules.lists[nouns]))
    return re.compile(rf"\b{own} (?:[\w-]{{1,20}} ){{0,2}}{noun}\b")


def _any(words: list[str]) -> str:
    """Pattern of one of `words`, the earlier of the list first."""
    return "(?:" + "|".join(map(re.escape, words)) + ")"


def person_roles(parsed: Parsed, linked: Linked, grammar: RoleGrammar) -> Mapping[int, Role]:
    """Entity number of a person -> (role verbatim, entity number of the affiliation)."""
    found: dict[int, Role] = {}
    for position, mention in enumerate(linked.mentions):
        entity = linked.entity_of[position]
        if mention.label is not Label.PERSON or entity is None:
            continue
        role, affiliation = found.get(entity, (None, None))
        if role and affiliation is not None:
            continue
        new_role, new_affiliation = _beside(parsed, linked, position, grammar)
        found[entity] = (role or new_role, affiliation if affiliation is not None else new_affiliation)
    return {entity: pair for entity, pair in found.items() if pair != (None, None)}


def _beside(parsed: Parsed, linked: Linked, position: int, grammar: RoleGrammar) -> Role:
    """Role and affiliation behind the name, else before it."""
    mention, text = linked.mentions[position], parsed.text
    behind = grammar.behind.match(text, mention.end)
    if not behind:
        return _before(parsed, linked, position, grammar)
    other = _name_between(linked, position, *behind.span(1))
    phrase = behind.group(1).strip()
    if any(word.casefold().strip("'") in grammar.roles for word in re.findall(r"[\w'-]+", phrase)[:_ROLE_WORDS]):
        if other is not None:
            phrase = grammar.link.split(text[behind.start(1) : linked.mentions[other].start])[0]
        role = grammar.trailing.sub("", phrase.strip()).strip(" '\"")
        return role or None, linked.entity_of[other] if other is not None else None
    if other is not None and linked.mentions[other].start - mention.end <= 4:
        return None, linked.entity_of[other]
    return _before(parsed, linked, position, grammar)


def _before(parsed: Parsed, linked: Linked, position: int, grammar: RoleGrammar) -> Role:
    """Role between an organisation and the name: "Oxford's director Jane Doe"."""
    mention, text = linked.mentions[position], parsed.text
    if position == 0:
        return None, None
    other = linked.mentions[position - 1]
    between = text[other.end : mention.start]
    if other.label in ORGANISATIONS and len(between) < 60 and not re.search(r"[.,;:()\n]", between):
        words = re.findall(r"[\w'-]+", between)
        if any(word.casefold() in grammar.roles for word in words):
            role = grammar.title.sub("", between.strip()).strip()
            return role or None, linked.entity_of[position - 1]
    return None, None


def _name_between(linked: Linked, position: int, start: int, end: int) -> int | None:
    """Position of the first organisation among the next mentions that starts in [start, end)."""
    for number in range(position + 1, min(position + 5, len(linked.mentions))):
        mention = linked.mentions[number]
        if mention.label in ORGANISATIONS and start <= mention.start < end:
            return number
    return None


def find_issuer(parsed: Parsed, linked: Linked, grammar: RoleGrammar) -> int | None:
    """Entity number of the organisation whose press office publishes the release, as the text shows; None when it does not.

    Places speak for an organisation with different weight: the contact block, the lines above the title, the heading of an
    "About" block, a copyright line, an e-mail domain, "our laboratory", the first words of the lede. Two weak signs or a strong
    one are needed.
    """
    votes: Counter[int] = Counter()
    seen: set[tuple[str, int]] = set()
    counts: Counter[int] = Counter()
    first_of: dict[str, int] = {}
    domains = frozenset(re.split(r"[ .-]", " ".join(_DOMAIN.findall(parsed.release.text)).casefold())) - {""}
    for mention, entity in zip(linked.mentions, linked.entity_of, strict=True):
        if entity is None or mention.label not in ORGANISATIONS:
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
    speaker = _first_person(parsed, linked, counts, grammar)
    if speaker is not None:
        votes[speaker] += _STRONG
    if not votes:
        return None
    best, weight = max(votes.items(), key=lambda item: (item[1], -item[0]))
    return best if weight >= _STRONG else None


def _first_person(parsed: Parsed, linked: Linked, counts: Counter[int], grammar: RoleGrammar) -> int | None:
    """The most frequent entity of the kind that the text, outside its quotations, calls "our laboratory", more than once."""
    text = parsed.text
    if sum(map(parsed.words.count_runs, grammar.own)) < 2 or text.count("?\n") > 1:
        return None  # an interview: "our" is the guest's
    if '"' in text or "“" in text:
        text = _QUOTED.sub(" ", text)
    for label, pattern in ((Label.LAB, grammar.our_lab), (Label.INSTITUTION, grammar.our_institution)):
        if len(pattern.findall(text)) > 1:
            own = [(number, count) for number, count in counts.items() if linked.entities[number].label is label]
            if own:
                return max(own, key=lambda item: (item[1], -item[0]))[0]
    return None


_QUOTED = re.compile(r"\"[^\"\n]{0,1500}\"|“[^”\n]{0,1500}”")


def _in_domain(surface: str, labels: frozenset[str]) -> bool:
    """Whether the labels of e-mail domains hold the organisation's acronym or its first own word."""
    words = [word.casefold() for word in re.findall(r"[\w]+", surface)]
    if len(words) == 1:
        return words[0] in labels
    joined = "".join(words)
    return joined in labels or any(len(label) > 5 and joined.startswith(label) for label in labels)
