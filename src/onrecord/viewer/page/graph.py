"""The claim graph as SVG: claims in boxes, records on a time line, lines for what bears on what. No verdict."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from onrecord.viewer.page.bands import Edge
from onrecord.viewer.page.contests import contests
from onrecord.viewer.page.drawing import head, line
from onrecord.viewer.page.escape import text
from onrecord.viewer.page.heights import Box
from onrecord.viewer.page.layout import best
from onrecord.viewer.page.rows import Words, high, number, rows, svg
from onrecord.viewer.page.telling import Telling

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from onrecord.model import Document, Record
    from onrecord.viewer.page.contests import Contest
    from onrecord.viewer.page.layout import Layout
    from onrecord.viewer.page.rows import Row

WIDTH = 1200.0
"""The picture, where no gap needs more: shown so wide, a unit is a pixel."""
COLUMNS = {2: (420.0, 200.0), 3: (252.0, 128.0)}
"""Widths of a column and of a label, by the number of columns."""
PAD = 14.0
"""Between the edge of a box and its words, and kept free around labels."""
EDGE = 4.0
"""Around everything, so that no stroke is cut."""
TIME = 36.0
"""Beside the first column, for a time line."""
CLEAR = 5.0
"""Between a line and its label."""
APART = 60.0
"""Between parts that nothing joins."""
ABOUT = (
    "Boxes are claims: who, what, when; and states of records, on time lines from earlier to later. Lines tell how one "
    "bears on another, as the text presents it. Every box leads to its words. There is no verdict."
)


class _Part(NamedTuple):
    """A part of the graph with everything in its place; labels, above and below lines, in the order of relations."""

    contest: Contest
    told: Telling
    content: dict[str, list[Row]]
    labels: list[tuple[list[Row], list[Row]]]
    headings: dict[str, list[Row]]
    layout: Layout


def graph(document: Document, known: Collection[str]) -> str:
    """One `svg` element, or nothing where no claim is contested and no record marked.

    Args:
        known: ids of elements of the page; what stands in none of them is no link.
    """
    contested = dict.fromkeys(claim.id for claim in document.contested_claims())
    told = Telling(document, contested)
    found = contests(document, contested)
    drawn = []
    width, y = WIDTH, EDGE
    for place_, contest in enumerate(found, 1):
        title = rows([Words("title", told.title(contest, place_, len(found)))] if found[1:] else [], WIDTH)
        part = _part(contest, told)
        x = EDGE + (TIME if contest.records else 0)
        drawn.append(svg(title, EDGE, y, known))
        y += high(title) + (PAD if title else 0)
        inside = "".join(_drawn(part, known))
        drawn.append(f'<g transform="translate({number(x)} {number(y)})">{inside}</g>')
        width = max(width, x + part.layout.width + EDGE)
        y += part.layout.height + APART
    if not found:
        return ""
    bottom = y - APART + EDGE
    return (
        f'<svg class="graph" role="group" aria-labelledby="graph-title" aria-describedby="graph-about" '
        f'width="{number(width)}" height="{number(bottom)}" viewBox="0 0 {number(width)} {number(bottom)}" '
        f'preserveAspectRatio="xMinYMin meet"><title id="graph-title">The claim graph</title>'
        f'<desc id="graph-about">{ABOUT}</desc>{"".join(drawn)}</svg>'
    )


def _part(contest: Contest, told: Telling) -> _Part:
    """Sets all words in rows, and places boxes and lines by their sizes."""
    column, label = COLUMNS[len(contest.columns)]
    content = {id: rows(told.box(id), column - 2 * PAD) for ids in contest.columns for id in ids}
    labels = [(rows(told.label(each), label), rows(told.facts(each), label)) for each in contest.relations]
    headings = {record.states[0].id: rows(told.heading(record), column) for record in contest.records}
    boxes = [
        [Box(id, high(content[id]) + 2 * PAD, high(headings[id]) + PAD if id in headings else 0.0) for id in ids]
        for ids in contest.columns
    ]
    edges = [
        Edge(str(place_), each.from_, each.to, each.type, high(above) + PAD, high(below) + PAD)
        for place_, (each, (above, below)) in enumerate(zip(contest.relations, labels, strict=True))
    ]
    widths = [column if ids else 0.0 for ids in contest.columns]
    whole = WIDTH - 2 * EDGE - (TIME if contest.records else 0)
    return _Part(contest, told, content, labels, headings, best(boxes, edges, widths, label, whole))


def _drawn(part: _Part, known: Collection[str]) -> Iterator[str]:
    """Time lines, then every box with the lines that leave it, column by column."""
    leaving: dict[str, list[int]] = defaultdict(list)
    for place_, relation in enumerate(part.contest.relations):
        leaving[relation.from_].append(place_)
    for record in part.contest.records:
        yield _time_line(part, record)
    for id in (id for ids in part.contest.columns for id in ids):
        if id in part.headings:
            set_ = part.headings[id]
            yield svg(set_, 0, part.layout.boxes[id].y - high(set_) - PAD, known)
        yield _box(part, id, known)
        yield from (_relation(part, place_, known) for place_ in leaving[id])


def _box(part: _Part, id: str, known: Collection[str]) -> str:
    x, y, width, height = part.layout.boxes[id]
    set_ = part.content[id]
    state = part.told.is_state(id)
    round_ = "" if state else ' rx="10"'
    rect = f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"{round_}/>'
    inside = rect + svg(set_, x + PAD, y + PAD, known)
    if state or f"p-{id}" not in known:
        return f'<g class="{part.told.classes(id)}">{inside}</g>'
    return f'<a class="{part.told.classes(id)}" href="#p-{text(id)}">{inside}</a>'


def _relation(part: _Part, place_: int, known: Collection[str]) -> str:
    relation, (above, below) = part.contest.relations[place_], part.labels[place_]
    points, (x, y) = part.layout.routes[str(place_)]
    return (
        f'<g class="relation {relation.type}"><title>{text(part.told.sentence(relation))}</title>'
        f'<path class="line" d="{line(points)}"/><path class="head" d="{head(relation.type, points)}"/>'
        f"{svg(above, x, y - high(above) - CLEAR, known)}{svg(below, x, y + CLEAR, known)}</g>"
    )


def _time_line(part: _Part, record: Record) -> str:
    """A line from the first state to the last, with a sign beside each state and each change.

    It is thick where a state was in force when somebody spoke.
    """
    x = PAD - TIME
    chain = [id for id in part.contest.columns[0] if id in part.told.chain(record)]
    first, last = (part.layout.boxes[chain[place_]] for place_ in (0, -1))
    end = last.y + last.height
    parts = [f'<path d="M{number(x)} {number(first.y)}V{number(end)}"/>']
    if len(chain) > 1:
        parts.append(f'<path d="M{number(x)} {number(end)}v14m-7 -9l7 9l7 -9"/>')
    for id in chain:
        box = part.layout.boxes[id]
        y = box.y + PAD + 10
        if part.told.in_force(id):
            parts.append(f'<path class="force" d="M{number(x)} {number(box.y)}V{number(box.y + box.height)}"/>')
        parts.append(f'<path d="M{number(x)} {number(y)}H0"/>')
        if part.told.is_state(id):
            parts.append(f'<circle cx="{number(x)}" cy="{number(y)}" r="7"/>')
        else:
            parts.append(f'<path class="changed" d="M{number(x)} {number(y - 9)}l9 9l-9 9l-9 -9Z"/>')
    return f'<g class="record" aria-hidden="true">{"".join(parts)}</g>'
