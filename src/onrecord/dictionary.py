"""What every column of every config holds, for people: type, unit, whether it may be null, an example."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from onrecord.features import CONFIGS, Labels, Shape, columns

if TYPE_CHECKING:
    from collections.abc import Mapping

SHOWN = 60
"""Code points of an example."""


class Told(NamedTuple):
    """What is said of a column: its meaning, and when it is null ("" for never)."""

    meaning: str
    null: str = ""


_SPANS = "pieces of the text, in order: `start` and `end` are half-open code points, `text` is that slice"
_COMMON = {
    "document": Told("id of the document"),
    "synthetic": Told("whether the document's text was invented for this corpus"),
    "id": Told("id in the document's annotation set"),
    "spans": Told(_SPANS),
    "zones": Told("paragraphs with their role; code points"),
    "text": Told("the words; pieces joined by ` … `"),
    "zone": Told("role of the paragraph it begins in", "outside of every paragraph"),
    "entity": Told("id of the entity"),
    "entity_name": Told("the entity's name"),
    "entity_type": Told("the entity's type"),
    "start": Told("where it begins, in code points of the document's text"),
    "end": Told("where it ends, half-open, in code points"),
}
_OWN: dict[str, dict[str, Told]] = {
    "documents": {
        "title": Told("headline, from the record"), "publisher": Told("who published it"),
        "url": Told("address of the publication", "not published on the web, or not known"),
        "byline": Told("who wrote it", "not named"), "language": Told("ISO 639 code"),
        "split": Told("train, validation or test"), "sha256": Told("of the bytes of the text"),
        "annotator": Told("whose marks the row shows", "this annotator has not marked it"),
        "covered_layers": Told("the layers that this annotator has looked for; one that is not here was not annotated"),
        "covered_zones": Told("the zones where, by their place in `zones`, from 0"),
        "rights_holder": Told("who owns the text"), "rights_license": Told("its licence", "none was given"),
        "rights_statement": Told("the terms it is used under"),
        "dates": Told("what happened to the document, when, how precisely, and what that rests on"),
        "text": Told("the untouched text, which all offsets count in"),
        "entities": Told("rows of `entities`"), "mentions": Told("rows of `mentions`, without what is derived"),
        "identity_links": Told("pairs of entities that may be one"), "quotes": Told("rows of `quotes`, likewise"),
        "negatives": Told("words that look like a quote and are none, with the reason"),
        "claims": Told("rows of `claims`, likewise"), "records": Told("pages whose wording matters, with their states"),
        "relations": Told("rows of `relations`"),
    },
    "entities": {
        "type": Told("one of OntoNotes 5's types, or OTHER"), "name": Told("how to call it in a list"),
        "identity": Told("named, anonymous, collective or unnamed"),
        "kb": Told("identifiers elsewhere, each with the source that pairs them"),
    },
    "mentions": {
        "level": Told("NAM, NOM or PRO"), "metonymy": Told("whether the name stands for something close to it"),
        "note": Told("the annotator's remark", "there is none"),
    },
    "quotes": {
        "mode": Told("direct, indirect, mixed or free_indirect"),
        "type": Told("assertion, belief, fact or eventuality"),
        "source": Told("id of the entity it is attributed to", "the text names none"),
        "source_spans": Told(f"words for the source: {_SPANS}; empty where there are none"),
        "cue_spans": Told(f"words that report: {_SPANS}; empty where there are none"),
        "content_spans": Told(f"what was said: {_SPANS}"),
        "addressee": Told("id of the entity spoken to", "not told"),
        "parent": Told("id of the quote it stands inside", "in none"),
        "speaker": Told("name of the source", "the text names none"), "cue": Told("the cue's words", "there is no cue"),
        "content": Told("the content's words"),
    },
    "claims": {
        "proposition": Told("the claim as one plain sentence, in the annotator's words"),
        "claimant": Told("id of the entity that makes it, or `author`"),
        "subject": Told("id of the entity it is about", "about none"),
        "realizations": Told("where it is made: a quote's id, or spans; with fidelity"),
        "made_at": Told("when it was made, as YYYY, YYYY-MM or YYYY-MM-DD", "nothing tells"),
        "made_at_precision": Told("year, month or day", "as `made_at`"),
        "made_at_basis": Told("text, external or text+external", "as `made_at`"),
        "claimant_name": Told("the claimant's name", "the writer"),
        "subject_name": Told("the subject's name", "about none"),
        "contested": Told("whether something in the story speaks against it; derived, no verdict"),
    },
    "relations": {
        "type": Told("supports, contradicts, qualifies or restates"),
        "from": Told("id of a claim, or of a record's state"),
        "to": Told("id of a claim"), "signal": Told(f"words that mark it: {_SPANS}; may be empty"),
        "timing": Told("of evidence: in_force_when_said, before, after or unknown", "it is no evidence"),
        "independence": Told("of evidence: independent, same_origin, post_hoc or unknown", "it is no evidence"),
    },
    "records": {
        "record": Told("id of the record"), "position": Told("place among the record's states, in time order, from 0"),
        "claims": Told("ids of the claims that the record makes in this state"),
        "ended_by": Told("id of the claim that reports the change", "it is the last state"),
    },
    "tokens": {
        "zone": Told("role of the paragraph"), "tokens": Told("its tokens"),
        "starts": Told("where each token begins, in code points of the document's text"),
        "ends": Told("where each token ends, half-open"),
        "ner_tags": Told("a BIO tag a token, over named mentions; of names inside names the outer one"),
    },
}  # fmt: skip


def told(config: str, column: str) -> Told:
    """What is said of a column.

    >>> told("quotes", "source").null
    'the text names none'
    """
    return _OWN[config].get(column) or _COMMON[column]


def dictionary(examples: Mapping[str, Mapping[str, Any]]) -> str:
    """All columns as a Markdown page. `examples` has a value for each column of each config; None shows none."""
    parts = [_HEAD]
    for config in CONFIGS:
        parts.append(f"## {config}\n\n| column | type | holds | null | example |\n|---|---|---|---|---|\n")
        for column, shape in columns(config).items():
            about = told(config, column)
            cells = (
                f"`{column}`",
                _type(shape),
                about.meaning,
                about.null or "never",
                _example(examples[config][column]),
            )
            parts.append(f"| {' | '.join(cells)} |\n")
        parts.append("\n")
    return "".join(parts).rstrip() + "\n"


def _type(shape: Shape) -> str:
    if isinstance(shape, Labels):
        return f"int64, one of {len(shape.names)} labels"
    if isinstance(shape, dict):
        return f"struct of {', '.join(shape)}"
    return f"list of {_type(shape[0])}" if isinstance(shape, list) else shape


def _example(value: Any) -> str:
    if value is None:
        return ""
    text = json.dumps(value, ensure_ascii=True).replace("|", "\\|").replace("`", "'")
    return f"`{text if len(text) <= SHOWN else text[: SHOWN - 1] + '…'}`"


_HEAD = """\
# Columns

Made by `onrecord.dictionary` from the definitions in `features`; a test holds it to them and to the data. Offsets are
half-open code points of the untouched text. Lists are never null; they may be empty. Examples are of a synthetic
document where there is one.

"""
