"""Lists beside the text: who is quoted and how much, every quote, entity and negative; each leads to its words."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from onrecord.metrics.layers import pieces
from onrecord.model.labels import labels
from onrecord.viewer.page.escape import classes, text, to

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from onrecord.model import Document, Entity, Mention, Quote

NOBODY = "no source named"


class Speaker(NamedTuple):
    """How much of a story someone is given to say; code points of the contents of quotes.

    Attributes:
        entity: who; None is for quotes that name no source.
        quotes: the quotes, in file order.
        direct: code points of direct quotes.
        all: code points of all quotes; what is said inside another's quote counts for both.
    """

    entity: Entity | None
    quotes: tuple[Quote, ...]
    direct: int
    all: int


def speakers(document: Document) -> list[Speaker]:
    """Everyone who is quoted, those who say most first.

    >>> from onrecord.loader import load
    >>> [(str(each.entity), each.direct, each.all) for each in speakers(load()["cbc-ppe-dispute"])][2:3]
    [('Jared Kushner', 140, 281)]
    """
    quoted: dict[str | None, list[Quote]] = defaultdict(list)
    for quote in document.quotes:
        quoted[quote.source.entity if quote.source else None].append(quote)
    entities = {entity.id: entity for entity in document.entities}
    found = [
        Speaker(
            entities.get(id or ""),
            tuple(quotes),
            sum(_length(quote) for quote in quotes if quote.mode == "direct"),
            sum(map(_length, quotes)),
        )
        for id, quotes in quoted.items()
    ]
    return sorted(found, key=lambda speaker: -speaker.all)


def section(id: str, title: str, items: Iterable[str], note: str = "") -> str:
    """A list with its heading, or nothing where it has no item."""
    rows = list(items)
    if not rows:
        return ""
    head = f"<h2>{title} <small>{len(rows)}</small></h2>"
    return f'<section id="{id}">{head}{f"<p>{note}</p>" if note else ""}<ol>{"".join(rows)}</ol></section>'


def speaker_list(document: Document, known: Collection[str]) -> str:
    """Who is quoted how much: quotes, code points, their share, and how much of it is in direct speech."""
    found = speakers(document)
    total = sum(speaker.all for speaker in found) or 1
    note = "Characters quoted, and their share of all; the solid part of a bar is direct speech."
    return section("speakers", "Speakers", (_speaker(each, total, known) for each in found), note)


def quote_list(document: Document, known: Collection[str]) -> str:
    """Every quote as who, with which words, what."""
    names = {entity.id: entity.name for entity in document.entities}
    return section("quotes", "Quotes", (_quote(quote, names, known) for quote in document.quotes))


def entity_list(document: Document, known: Collection[str]) -> str:
    """Every entity with the places where it is mentioned, by type."""
    mentions: dict[str, list[Mention]] = defaultdict(list)
    for mention in document.mentions:
        mentions[mention.entity].append(mention)
    links = defaultdict(list)
    names = {entity.id: entity.name for entity in document.entities}
    for link in document.marks.identity_links if document.marks else ():
        for one, other in ((link.a, link.b), (link.b, link.a)):
            links[one].append(f"{link.certainty}: the same as {names.get(other, other)}")
    parts = []
    for type in labels("entity_type"):
        of_type = [entity for entity in document.entities if entity.type == type]
        if of_type:
            rows = "".join(_entity(each, mentions[each.id], links[each.id], known) for each in of_type)
            parts.append(f"<h3>{text(type)}</h3><ul>{rows}</ul>")
    if not parts:
        return ""
    head = f"<h2>Entities <small>{len(document.entities)}</small></h2>"
    return f'<section id="entities">{head}{"".join(parts)}</section>'


def negative_list(document: Document, known: Collection[str]) -> str:
    """What looks like a quote and is none."""
    found = document.marks.negatives if document.marks else ()
    rows = (
        f'<li id="i-{text(each.id)}">{to(f"p-{each.id}", text(each), known, "words")}'
        f"<small>{plain(each.reason)}</small></li>"
        for each in found
    )
    return section("negatives", "No quotes", rows, "They look like quotes and are none.")


def plain(name: str | None) -> str:
    """A label of a closed list in plain words."""
    return text((name or "").replace("_", " "))


def counted(number: int, noun: str) -> str:
    """A number with its noun.

    >>> counted(1, "quote"), counted(1200, "quote")
    ('1 quote', '1,200 quotes')
    """
    return f"{number:,} {noun}{'s' * (number != 1)}"


def _length(quote: Quote) -> int:
    return sum(end - start for start, end in pieces(quote.content.spans))


def _speaker(speaker: Speaker, total: int, known: Collection[str]) -> str:
    entity = speaker.entity
    name = to(f"i-{entity.id}" if entity else "", text(entity or NOBODY), known, "who")
    share, direct = (100 * part / total for part in (speaker.all, speaker.direct))
    bar = (
        '<svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">'
        f'<path class="all" d="M0 2H{share:.1f}"/><path d="M0 2H{direct:.1f}"/></svg>'
    )
    places = " ".join(to(f"p-{quote.id}", text(quote.id), known) for quote in speaker.quotes)
    facts = f"{counted(len(speaker.quotes), 'quote')}, {speaker.all:,} characters"
    told = f", {speaker.direct:,} direct" if speaker.direct else ""
    return f"<li><strong>{share:.0f} %</strong> {name}{bar}<small>{facts}{told}: {places}</small></li>"


def _quote(quote: Quote, names: dict[str, str], known: Collection[str]) -> str:
    who = quote.source.entity if quote.source else ""
    speaker = to(f"i-{who}", text(names.get(who, who) or NOBODY), known, "who")
    more = [plain(quote.mode), plain(quote.type)]
    if quote.addressee:
        more.append(f"to {text(names.get(quote.addressee, quote.addressee))}")
    if quote.parent:
        more.append(f"inside {to(f'i-{quote.parent}', text(quote.parent), known)}")
    cue = f" <i>{text(quote.cue)}</i>" if quote.cue else ""
    return (
        f'<li id="i-{text(quote.id)}"{classes("inside" if quote.parent else "")}>{speaker}{cue}'
        f"{to(f'p-{quote.id}', text(quote), known, 'words')}<small>{text(quote.id)}: {', '.join(more)}</small></li>"
    )


def _entity(entity: Entity, mentions: list[Mention], links: list[str], known: Collection[str]) -> str:
    places = " ".join(to(f"p-{mention.id}", text(mention), known) for mention in mentions)
    notes = [f"“{text(mention)}”: {text(mention.note)}" for mention in mentions if mention.note]
    notes += [f"“{text(mention)}” stands for something close to it" for mention in mentions if mention.metonymy]
    facts = [text(entity.identity), *(text(kb.id) for kb in entity.kb), *map(text, links), *notes]
    return (
        f'<li id="i-{text(entity.id)}"><b>{text(entity)}</b> <small>{len(mentions)}</small>'
        f'<div class="places">{places}</div><small>{"; ".join(facts)}</small></li>'
    )
