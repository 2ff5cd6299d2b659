"""ID7xx: ids, what refers to them, and what the set says it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.model.claims import AUTHOR
from onrecord.problems import quoted
from onrecord.rules.base import Finding, Path, Rule, SetContext

if TYPE_CHECKING:
    from collections.abc import Iterator


def duplicate_id(context: SetContext) -> Iterator[Finding]:
    """An id names one thing in the set, whatever layer it is in, so that a reference has one meaning.

    **Bad** an entity and a claim, both `"website"`.

    **Good** `"website"` and `"c-website"`.

    **Fix** rename one and what refers to it.
    """
    if len(set(context.marks.ids)) == len(context.marks.ids):
        return
    seen: dict[str, str] = {}
    for path, id in _ids(context):
        if id in seen:
            found = f"the id {quoted(id)} is used already, at {seen[id]}"
            yield Finding(path, f"{found}; rename one and what refers to it")
        seen.setdefault(id, "/" + "/".join(map(str, path[:-1])))


def _ids(context: SetContext) -> Iterator[tuple[Path, str]]:
    marks = context.marks
    for layer in ("entities", "mentions", "quotes", "negatives", "claims", "records", "relations"):
        for i, item in enumerate(getattr(marks, layer)):
            yield (layer, i, "id"), item.id
    for i, record in enumerate(marks.records):
        for k, state in enumerate(record.states):
            yield ("records", i, "states", k, "id"), state.id


def _references(context: SetContext) -> Iterator[tuple[Path, str | None, tuple[str, ...]]]:
    """Every reference: its path, the id, and the kinds it may lead to."""
    marks = context.marks
    for i, m in enumerate(marks.mentions):
        yield ("mentions", i, "entity"), m.entity, ("entity",)
    for i, link in enumerate(marks.identity_links):
        yield ("identity_links", i, "a"), link.a, ("entity",)
        yield ("identity_links", i, "b"), link.b, ("entity",)
    for i, q in enumerate(marks.quotes):
        yield ("quotes", i, "source", "entity"), q.source.entity if q.source else None, ("entity",)
        yield ("quotes", i, "addressee"), q.addressee, ("entity",)
        yield ("quotes", i, "parent"), q.parent, ("quote",)
    for i, c in enumerate(marks.claims):
        yield ("claims", i, "claimant"), None if c.claimant == AUTHOR else c.claimant, ("entity",)
        yield ("claims", i, "subject"), c.subject, ("entity",)
        for k, place in enumerate(c.realizations):
            yield ("claims", i, "realizations", k, "quote"), place.quote, ("quote",)
    for i, r in enumerate(marks.records):
        yield ("records", i, "entity"), r.entity, ("entity",)
        for k, s in enumerate(r.states):
            yield from ((("records", i, "states", k, "claims", n), id, ("claim",)) for n, id in enumerate(s.claims))
            yield ("records", i, "states", k, "ended_by"), s.ended_by, ("claim",)
    for i, relation in enumerate(marks.relations):
        yield ("relations", i, "from"), relation.from_, ("claim", "state")
        yield ("relations", i, "to"), relation.to, ("claim",)


def dangling(context: SetContext) -> Iterator[Finding]:
    """Every reference leads to something in the same set.

    **Bad** `"entity": "kushnr"`.

    **Good** `"entity": "kushner"`, and an entity of that id.

    **Fix** correct the id, or add what it should name.
    """
    if not context.marks.dangling:
        return
    for path, id, kinds in _references(context):
        if id is not None and id not in context.kinds:
            found = f"{quoted(id)} is the id of nothing in this set"
            yield Finding(path, f"{found}; {_nearest(context, id, kinds)}")


def _nearest(context: SetContext, id: str, kinds: tuple[str, ...]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(id, [known for known, kind in context.kinds.items() if kind in kinds][:2000], 1)
    return (
        f"did you mean {quoted(near[0])}?"
        if near
        else f"correct it, or add a{'n' * (kinds[0] == 'entity')} {' or '.join(kinds)}"
    )


def wrong_kind(context: SetContext) -> Iterator[Finding]:
    """A reference leads to a thing of the kind its field asks for.

    **Bad** a claim's id as the `entity` of a mention; a record's id as the `from` of a relation.

    **Good** an entity's id; the id of one of the record's states.

    **Fix** use the id of the right thing.
    """
    if not context.marks.dangling:
        return
    for path, id, kinds in _references(context):
        kind = context.kinds.get(id) if id is not None else None
        if kind is not None and kind not in kinds:
            found = f"{quoted(id)} is the id of a thing of another kind ({kind})"
            yield Finding(path, f"{found}; use the id of a thing of kind {' or '.join(kinds)}")


def other_text(context: SetContext) -> Iterator[Finding]:
    """`text_sha256` is the hash of the very bytes that were marked; offsets mean nothing on others.

    **Bad** a set made on another version of the article.

    **Good** the hash in the document record.

    **Fix** restore the text, or move the marks to the new text and write its hash.
    """
    found, stated = context.document.sha256, context.marks.text_sha256
    if found != stated:
        said = f"the set was made on a text with SHA-256 {quoted(stated)}, this text has {found}"
        yield Finding(("text_sha256",), f"{said}; restore the text, or check every mark on the new one")


def document_stem(context: SetContext) -> Iterator[Finding]:
    """The file's name, its `document` and the document's record have one id.

    **Bad** `"document": "ottawa"` in `ottawa-masks.json`.

    **Good** `"document": "ottawa-masks"`.

    **Fix** write the stem, or rename the file.
    """
    said = context.marks.document
    id = context.document.record.id
    expected = id if context.stem is None or said == context.stem else context.stem
    if said != expected:
        where = "its record has the id" if expected == id else "the file is named"
        yield Finding(
            ("document",), f"the set marks {quoted(said)}, but {where} {quoted(expected)}; make them the same"
        )


def annotator_folder(context: SetContext) -> Iterator[Finding]:
    """The folder of a set is named after its annotator.

    **Bad** `"annotator": "gold"` in `annotations/pass-1/`.

    **Good** `"annotator": "pass-1"`.

    **Fix** correct the annotator, or move the file.
    """
    if context.folder is not None and context.marks.annotator != context.folder:
        found = f"the annotator is {quoted(context.marks.annotator)}, but the folder is {quoted(context.folder)}"
        yield Finding(("annotator",), f"{found}; correct it, or move the file")


def unknown_annotator(context: SetContext) -> Iterator[Finding]:
    """Who or what marked is said in `annotations/annotators.json`, truthfully, once for each annotator.

    **Bad** a set by `pass-3` that the list does not name.

    **Good** an entry with id, kind, note and guidelines.

    **Fix** add the entry.
    """
    known, annotator = context.annotators, context.marks.annotator
    if known is not None and annotator not in known:
        found = f"the annotator {quoted(annotator)} is not in annotators.json"
        yield Finding(("annotator",), f"{found}; add an entry with id, kind, note and guidelines")


RULES = (
    Rule("ID701", "duplicate-id", duplicate_id),
    Rule("ID702", "dangling-reference", dangling),
    Rule("ID703", "wrong-kind-reference", wrong_kind),
    Rule("ID704", "other-text", other_text),
    Rule("ID705", "document-not-stem", document_stem),
    Rule("ID706", "annotator-not-folder", annotator_folder),
    Rule("ID707", "unknown-annotator", unknown_annotator),
)
