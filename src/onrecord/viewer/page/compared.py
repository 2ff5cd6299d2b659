"""Two annotators side by side: both texts zone by zone, what they disagree on lit in both and listed by kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.metrics.comparison import KINDS
from onrecord.viewer.page.escape import text, to
from onrecord.viewer.page.lists import counted, plain
from onrecord.viewer.page.marks import page_marks
from onrecord.viewer.page.prose import prose
from onrecord.viewer.segments import Mark, by_zone

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from onrecord.metrics.comparison import Difference, Reading
    from onrecord.metrics.layers import Piece
    from onrecord.model import Document

SHOWN = 120
"""Code points of words and readings that the list repeats."""


def pairs(
    document: Document, other: str, found: Sequence[Difference], whole: bool = True
) -> tuple[str, frozenset[str]]:
    """The text as the annotator in view has marked it beside the text as `other` has, and the ids of elements in it.

    Args:
        found: the differences; they are lit in both. Where one side has nothing, the words of the other are absent.
        whole: whether every zone is there, with ids; else those with a difference, for a page of many such texts.
    """
    lit = [sorted(_lit(found, side)) for side in (0, 1)]
    sides = (document, document.by(other))
    marked = [sorted([*page_marks(side), *some]) for side, some in zip(sides, lit, strict=True)]
    anchors = ("p-", "o-") if whole else ("", "")
    left = prose(document, marked[0], anchors[0])
    right = prose(document, marked[1], anchors[1], side="other")
    rows = [f'<div class="pair heads"><p>{text(document.annotator)}</p><p>{text(other)}</p></div>\n']
    here = by_zone(document.zones, lit[0])
    for one, another, some in zip(left.passages, right.passages, here, strict=True):
        if whole or some:
            rows.append(f'<div class="pair">{one.html}{another.html}</div>\n')
    return "".join(rows), left.anchors


def difference_list(document: Document, other: str, found: Sequence[Difference], known: Collection[str] = ()) -> str:
    """Every difference by kind: the words concerned, which lead to their place if it is known, and both readings."""
    names = (document.annotator, other)
    parts = [f"<h2>{counted(len(found), 'difference')}</h2>"]
    for kind in KINDS:
        rows = [_row(document, names, n, each, known) for n, each in enumerate(found) if each.kind == kind]
        if rows:
            parts.append(f"<h3>{kind} <small>{len(rows)}</small></h3><ol>{''.join(rows)}</ol>")
    anchor = ' id="differences"' if known else ""
    return f"<section{anchor}>{''.join(parts)}</section>"


def _lit(found: Sequence[Difference], side: int) -> Iterator[Mark]:
    """A mark for every difference; its id has a sign that no id in a file has.

    Of words of which the other side has some, too, only the others are lit.
    """
    for number, each in enumerate(found):
        ours, theirs = (each.left, each.right) if side == 0 else (each.right, each.left)
        here, there = _pieces(ours), _pieces(theirs)
        if each.kind == "extent":
            here, there = without(here, there), without(there, here)
        elif here:
            there = ()
        for pieces, named in ((here, f"differs d-{each.kind}"), (there, "absent")):
            for start, end in pieces:
                yield Mark(start, end, "difference", f"d_{number}", f"{each.kind}: {each.layer} {each.field}", named)


def without(pieces: Sequence[Piece], others: Sequence[Piece]) -> tuple[Piece, ...]:
    """What of `pieces` none of `others` covers; both in text order.

    >>> without([(0, 9), (20, 30)], [(2, 4), (8, 25)])
    ((0, 2), (4, 8), (25, 30))
    """
    left: list[Piece] = []
    for start, end in pieces:
        for a, b in others:
            if a < end and start < b:
                left += [(start, a)] * (start < a)
                start = max(start, b)
        left += [(start, end)] * (start < end)
    return tuple(left)


def _pieces(reading: Reading | None) -> Sequence[Piece]:
    return reading.pieces if reading else ()


def _row(document: Document, names: tuple[str, str], number: int, each: Difference, known: Collection[str]) -> str:
    words = _words(document, each.pieces)
    place = to(f"p-d_{number}", text(_short(words)), known, "words") if words else ""
    told = f"{plain(each.layer)} {text(each.field)}"
    sides = ((names[0], each.left, each.right), (names[1], each.right, each.left))
    readings = "".join(f"<dt>{text(name)}</dt><dd>{_reading(document, each, *both)}</dd>" for name, *both in sides)
    anchor = f' id="i-d_{number}"' if known else ""
    return f"<li{anchor}>{place}<small>{told}</small><dl>{readings}</dl></li>"


def _reading(document: Document, each: Difference, ours: Reading | None, theirs: Reading | None) -> str:
    """What a side says: of other words only those that the other side has not; no word that the row begins with."""
    if ours is None:
        return "<i>has none</i>"
    if each.kind == "extent":
        more = _words(document, without(ours.pieces, _pieces(theirs)))
        return f"{text(ours.id)}: {f'also “{text(_short(more))}”' if more else 'no more'}"
    told = ours.value or "(none)"
    return text(ours.id) if told == _words(document, each.pieces) else f"{text(ours.id)}: {text(_short(told))}"


def _words(document: Document, pieces: Sequence[Piece]) -> str:
    return " … ".join(document.text[start:end].strip() for start, end in pieces)


def _short(words: str) -> str:
    return words if len(words) <= SHOWN else words[: SHOWN - 1] + "…"
