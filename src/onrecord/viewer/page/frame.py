"""What stands around the text of a page: what it may load, whose text and marks these are, the key, the rights."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from onrecord.model.labels import labels
from onrecord.viewer.page.escape import classes, json, label, link, text
from onrecord.viewer.page.lists import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Annotator, Document

GENERATOR = '<meta name="generator" content="onrecord">'
"""By this a file is known for a page of ours."""

LAYERS = (
    ("entity", "entity e1", "entity"),
    ("source", "quote source", "who"),
    ("cue", "quote cue", "says"),
    ("content", "quote content open close", "what"),
    ("claim", "claim c1", "claim"),
    ("signal", "signal", "signal"),
    ("negative", "negative", "no quote"),
)
"""The key: layer, classes of its sample, and the sample. Each is the switch of its layer."""
SIDES = (("differs", "differs d-missing", "differs"), ("absent", "absent", "only there"))
"""The same for what two annotators differ in."""


STYLES = ("prose.css", "page.css", "graph.css", "app.css")
"""The style sheets: of the text, of the page around it, of the claim graph, and of what the script makes."""


@cache
def asset(name: str) -> str:
    """A file that every page holds."""
    return (files("onrecord.viewer.page") / "assets" / name).read_text(encoding="utf-8")


def whole(document: Document, mode: str, body: str, raw: bytes) -> str:
    """The whole page.

    Args:
        mode: what the page is for, as the class of its body.
        body: everything before the script.
        raw: the JSON for the script.

    The policy lets run and apply the very script and style sheet in it, and lets nothing be loaded or sent.
    """
    style, script = "".join(map(asset, STYLES)), asset("app.js")
    policy = (
        f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; img-src data:; base-uri 'none'; "
        "form-action 'none'"
    )
    return (
        '<!doctype html>\n<html lang="en" class="onrecord">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n{GENERATOR}\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{label(document.title)}</title>\n<style>{style}</style>\n</head>\n"
        f'<body class="{mode}">\n{body}\n<div id="card" role="dialog" aria-label="About this mark" hidden></div>\n'
        f'<script type="application/json" id="data">{json(raw)}</script>\n<script>{script}</script>\n</body>\n</html>\n'
    )


def masthead(document: Document, annotators: Sequence[Annotator | str]) -> str:
    """Title, publisher, dates, whether it is invented, and who or what marked.

    Args:
        annotators: whose marks the page shows; a name alone where the corpus does not tell who that is.
    """
    record = document.record
    dates = "".join(f" <span>{plain(d.event)} <time>{text(d.value)}</time></span>" for d in record.dates)
    byline = f" <span>{text(record.byline)}</span>" if record.byline else ""
    notice = '<p class="notice">Synthetic: all of it is invented.</p>' if document.synthetic else ""
    marked = "".join(map(_annotator, annotators)) or '<p class="annotator">No marks are shown.</p>\n'
    hidden = classes("unseen" if any(zone.type == "headline" for zone in document.zones) else "")
    return (
        '<a class="skip" href="#text">To the text</a>\n<header>\n'
        f'<p class="imprint"><b>{text(record.publisher.name)}</b>{byline}{dates}</p>\n'
        f"<h1{hidden}>{text(document.title)}</h1>\n"
        f"{notice}{marked}{_coverage(document)}</header>"
    )


def tools(document: Document, compared: bool) -> str:
    """The key to the marks, each sample the switch of its layer; and what needs the script, hidden until it runs."""
    keys = "".join(
        f'<label><input type="checkbox" id="show-{layer}" checked> <mark class="{names}">{sample}</mark></label>'
        for layer, names, sample in (*LAYERS, *(SIDES if compared else ()))
    )
    used = {entity.type for entity in document.entities}
    types = "".join(f"<option>{type}</option>" for type in labels("entity_type") if type in used)
    who = {quote.source.entity: document.speaker(quote) for quote in document.quotes if quote.source}
    people = "".join(f'<option value="{text(id)}">{text(entity or id)}</option>' for id, entity in who.items())
    return f"""<nav id="tools" aria-label="Layers and tools">
<fieldset id="layers"><legend class="unseen">Marks</legend>{keys}</fieldset>
<div id="controls" hidden>
<label>Type <select id="filter-type"><option value="">all</option>{types}</select></label>
<label>Speaker <select id="filter-speaker"><option value="">all</option>{people}</select></label>
<label>Find <input type="search" id="search"></label>
<button type="button" id="search-previous" aria-label="Previous place">↑</button>
<button type="button" id="search-next" aria-label="Next place">↓</button>
<output id="search-count" for="search"></output>
<button type="button" id="mode-read" aria-pressed="true">Read</button>
<button type="button" id="mode-annotate" aria-pressed="false">Annotate</button>
</div>
</nav>"""


def colophon(document: Document) -> str:
    """Whose text it is, under which terms, and where it was published."""
    rights = document.record.rights
    url = document.record.url
    where = f"<p>Published at {link(url, url)}</p>" if url else ""
    terms = f", {text(rights.license)}" if rights.license else ""
    return f"<footer>{where}<p>Text: {text(rights.holder)}{terms}. {text(rights.statement)}</p></footer>"


def _annotator(annotator: Annotator | str) -> str:
    if isinstance(annotator, str):
        told = "who or what that is, the corpus does not say"
        return f'<p class="annotator">Marks by <b>{text(annotator)}</b>; {told}</p>\n'
    facts = f"({plain(annotator.kind)}, guidelines {text(annotator.guidelines)})"
    return (
        f'<details class="annotator"><summary>Marks by <b>{text(annotator.id)}</b> {facts}</summary>'
        f"<p>{text(annotator.note)}</p></details>\n"
    )


def _coverage(document: Document) -> str:
    """What was not looked for, where the set says so."""
    marks = document.marks
    if not marks or (marks.layers is None and marks.zones is None):
        return ""
    layers = f"only {', '.join(map(plain, marks.layers))}" if marks.layers is not None else "every layer"
    zones = f"in {len(marks.zones)} of {len(document.zones)} zones" if marks.zones is not None else "everywhere"
    return f"<p>Looked for: {layers}, {zones}.</p>\n"


def _hash(element: str) -> str:
    return f"'sha256-{b64encode(sha256(element.encode()).digest()).decode()}'"
