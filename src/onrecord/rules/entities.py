"""EN3xx: entities, mentions, identity links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.model.claims import AUTHOR
from onrecord.problems import quoted
from onrecord.rules.base import Finding, Rule, SetContext, extent, keys

if TYPE_CHECKING:
    from collections.abc import Iterator


def unmentioned(context: SetContext) -> Iterator[Finding]:
    """Every entity is mentioned at least once; one that is not is in no text, and nothing can be checked about it.

    Sources, claimants and subjects need a mention too. In a set that does not cover the mentions of all zones, some
    mark must refer to the entity.

    **Bad** an entity that only a claim's `claimant` names.

    **Good** its noun phrase is marked as a NOM mention.

    **Fix** mark where the text refers to it, or remove the entity.
    """
    marks = context.marks
    if not marks.dangling and len(marks.mentioned) == len(marks.entity_ids):
        return
    whole = marks.covers("mentions") and marks.zones is None
    known = marks.mentioned if whole else marks.mentioned | marks.referred
    for i, entity in enumerate(marks.entities):
        if entity.id not in known:
            found = f"the entity {quoted(entity.id)} has no mention{'' if whole else ', and nothing refers to it'}"
            yield Finding(("entities", i), f"{found}; mark where the text refers to it, or remove it")


def named_other(context: SetContext) -> Iterator[Finding]:
    """`OTHER` is for referents that no name type fits; what has a proper name has a type.

    **Bad** a NAM mention of an entity of type OTHER.

    **Good** "the stockpile": type OTHER, level NOM.

    **Fix** give the entity a name type, or the mention the level NOM.
    """
    named = [m.entity for m in context.marks.mentions if m.level == "NAM"]
    others = {e.id for e in context.marks.entities if e.type == "OTHER"} if named else set[str]()
    if others.isdisjoint(named):
        return
    for i, mention in enumerate(context.marks.mentions):
        if mention.level == "NAM" and mention.entity in others:
            found = f"{quoted(mention, 40)} is a NAM mention of {quoted(mention.entity)}, whose type is OTHER"
            advice = "give the entity a name type, or the mention the level NOM"
            yield Finding(("mentions", i, "level"), f"{found}; {advice}", extent(mention.spans))


def reserved_id(context: SetContext) -> Iterator[Finding]:
    """ "author" names the writer of the story as a claimant; no entity may have that id.

    **Bad** `{"id": "author", "type": "PERSON", …}`.

    **Good** the writer's own name as the id, if the story mentions the writer.

    **Fix** rename the entity and what refers to it.
    """
    if AUTHOR not in context.marks.entity_ids:
        return
    for i, entity in enumerate(context.marks.entities):
        if entity.id == AUTHOR:
            yield Finding(
                ("entities", i, "id"), "the id 'author' is kept for the writer of the story; rename the entity"
            )


def duplicate_mention(context: SetContext) -> Iterator[Finding]:
    """Each place is one mention and belongs to exactly one entity.

    **Bad** "White House" marked twice, once for the building and once for the government.

    **Good** one mention; `metonymy: true` where the building stands for those who work there.

    **Fix** keep one of the two.
    """
    mentions = context.marks.mentions
    many = len(mentions)
    if sum(map(len, context.groups[:many])) == many:  # the first spans are those of the mentions, one each
        starts = context.starts[:many]
        if len(set(starts)) == many or len(set(zip(starts, context.ends, strict=False))) == many:
            return
    first: dict[object, int] = {}
    for i, mention in enumerate(mentions):
        k = first.setdefault(keys(mention.spans), i)
        if k != i:
            found = (
                f"{quoted(mention, 40)} is marked already, by {quoted(mentions[k].id)} for {quoted(mentions[k].entity)}"
            )
            yield Finding(("mentions", i), f"{found}; keep one of the two", extent(mention.spans))


def self_link(context: SetContext) -> Iterator[Finding]:
    """An identity link says that two entities may be one; an entity is itself anyway.

    **Bad** `{"a": "source-1", "b": "source-1"}`.

    **Good** `{"a": "source-1", "b": "source-2"}`.

    **Fix** name the other entity, or remove the link.
    """
    for i, link in enumerate(context.marks.identity_links):
        if link.a == link.b:
            found = f"the link joins {quoted(link.a)} to itself"
            yield Finding(("identity_links", i, "b"), f"{found}; name the other entity, or remove the link")


def duplicate_link(context: SetContext) -> Iterator[Finding]:
    """Two entities are linked once: the link has no direction, and two certainties would contradict each other.

    **Bad** `{"a": "x", "b": "y", …}` and `{"a": "y", "b": "x", …}`.

    **Good** one of them.

    **Fix** keep the link with the certainty you mean.
    """
    seen: set[frozenset[str]] = set()
    for i, link in enumerate(context.marks.identity_links):
        pair = frozenset((link.a, link.b))
        if pair in seen:
            found = f"{quoted(link.a)} and {quoted(link.b)} are linked already"
            yield Finding(("identity_links", i), f"{found}; keep one link")
        seen.add(pair)


RULES = (
    Rule("EN301", "entity-without-mention", unmentioned),
    Rule("EN302", "named-other", named_other),
    Rule("EN303", "reserved-entity-id", reserved_id),
    Rule("EN304", "duplicate-mention", duplicate_mention),
    Rule("EN305", "identity-link-to-itself", self_link),
    Rule("EN306", "duplicate-identity-link", duplicate_link),
)
