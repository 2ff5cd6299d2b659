"""A document as one page that needs no network: to read, to show in a lecture, to annotate in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from onrecord.metrics.comparison import compare as differences
from onrecord.metrics.coverage import shared
from onrecord.viewer.page import compared, lists, told
from onrecord.viewer.page.data import data
from onrecord.viewer.page.escape import classes, text, to
from onrecord.viewer.page.frame import GENERATOR, colophon, masthead, tools, whole
from onrecord.viewer.page.graph import graph
from onrecord.viewer.page.marks import page_marks
from onrecord.viewer.page.prose import Prose, prose

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from onrecord.metrics.comparison import Difference
    from onrecord.model import Annotator, Document

__all__ = ["GENERATOR", "page"]

LONG = 30_000
"""Code points of a text from which on a browser lays out only what is in sight."""


def page(
    document: Document, annotators: Sequence[Annotator] = (), compare: str | None = None, practice: bool = False,
    only_claims: bool = False,
) -> str:  # fmt: skip
    """The whole HTML document.

    Args:
        document: seen through the annotator whose marks are shown; without marks it is a page to begin with.
        annotators: everyone who is listed; it says what those in view are.
        compare: who stands on the right, a key of `document.sets`; raises `UsageError` for one that is none.
        practice: whether the marks are hidden; the script compares them with what a reader marks.
        only_claims: whether the claim graph comes first, and nothing but the text after it.

    Everything of the text and the marks is escaped; nothing in them can become an element, an attribute or a request.
    """
    shown = replace(document, sets={}, evidence=()) if practice else document
    names = (document.annotator, *([compare] if compare else []))
    found: tuple[Difference, ...] = ()
    if compare:
        covered = shared(replace(document, sets={name: document.by(name).sets[name] for name in names})).sets
        found = differences(covered[document.annotator], covered[compare])
        body = _compared(document, compare, found)
    else:
        body = _claims(shown) if only_claims else _reading(shown)
    listed = {each.id: each for each in annotators}
    ids = {name: document.sets[name].annotator for name in names if name in document.sets}
    people = [listed.get(id, name) for name, id in ids.items()]
    mode = "practice" if practice else "read"
    view = "comparing" if compare else "claims" if only_claims else "reading"
    raw = data(document, listed.get(ids.get(document.annotator, "")), document.sets.get(compare or ""), found, mode)
    size = "long" if len(document.text) > LONG else ""
    inner = f"{masthead(shown, people)}\n{tools(shown, bool(compare))}\n<main>\n{body}</main>\n{colophon(document)}"
    return whole(document, f"{view} {mode} {size}".strip(), inner, raw)


def _reading(document: Document) -> str:
    """The text, the lists beside it, and the claim graph below them."""
    made = prose(document, page_marks(document), "p-")
    known = made.anchors | _items(document)
    every = (
        lists.speaker_list, lists.quote_list, told.claim_list, told.record_list, lists.entity_list,
        lists.negative_list, told.evidence_list,
    )  # fmt: skip
    rows = "\n".join(filter(None, (each(document, known) for each in every)))
    return _article(document, made, known) + _side(rows) + _graph(document, known)


def _claims(document: Document) -> str:
    made = prose(document, page_marks(document), "p-")
    picture = _graph(document, made.anchors) or "<p>No claim is contested here, and no record is marked.</p>\n"
    return picture + _article(document, made, made.anchors)


def _compared(document: Document, other: str, found: Sequence[Difference]) -> str:
    both, known = compared.pairs(document, other, found)
    return f"{_opening(document)}{both}</article>\n{_side(compared.difference_list(document, other, found, known))}"


def _article(document: Document, made: Prose, known: Collection[str]) -> str:
    """The text; beside each zone with words of a quote stands who is quoted."""
    names = {quote.id: str(document.speaker(quote) or lists.NOBODY) for quote in document.quotes}
    kinds = {
        quote.id: ("direct" if quote.mode in ("direct", "mixed") else "", "inside" if quote.parent else "")
        for quote in document.quotes
    }
    seen: set[str] = set()
    parts = [_opening(document)]
    for passage in made.passages:
        rows = []
        for id in passage.quotes:
            kind = classes(*kinds[id], "still" if id in seen else "")
            rows.append(f"<li{kind}>{to(f'i-{id}', text(names[id]), known)}</li>")
        seen.update(passage.quotes)
        voices = f'<ul class="voices" aria-label="Quoted here">{"".join(rows)}</ul>' if rows else ""
        parts.append(f"{voices}{passage.html}\n")
    return "".join([*parts, "</article>\n"])


def _opening(document: Document) -> str:
    record = document.record
    return (
        f'<article id="text" lang="{text(record.language)}" data-document="{text(document.id)}" '
        f'data-sha256="{text(record.text.sha256)}" data-chars="{len(document.text)}">\n'
    )


def _side(rows: str) -> str:
    """The lists; a region that scrolls by itself must be reachable by keyboard."""
    if not rows:
        return ""
    return f'<div class="beside"><section id="side" aria-label="Lists" tabindex="0">\n{rows}\n</section></div>\n'


def _graph(document: Document, known: Collection[str]) -> str:
    picture = graph(document, known)
    return f'<section id="graph"><h2>The claim graph</h2>{picture}</section>\n' if picture else ""


def _items(document: Document) -> frozenset[str]:
    """The ids of all items of the lists."""
    marks = document.marks
    if not marks:
        return frozenset()
    listed = (marks.entities, marks.quotes, marks.negatives, marks.claims, marks.records)
    states = (state for record in marks.records for state in record.states)
    return frozenset(f"i-{item.id}" for items in (*listed, states) for item in items)
