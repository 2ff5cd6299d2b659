"""Corpora made for a test, as plain JSON and with offsets counted by Python."""

import hashlib
import json

ID = "story"


def spans(text, *words):
    """A span for each of some words; a pair is words and which of their places is meant, from 0."""
    found = []
    for each in words:
        wanted, nth = each if isinstance(each, tuple) else (each, 0)
        start = -1
        for _ in range(nth + 1):
            start = text.index(wanted, start + 1)
        found.append({"start": start, "end": start + len(wanted), "text": wanted})
    return found


def marks(text, annotator="gold", **layers):
    """An annotation set; `layers` are lists of JSON values."""
    names = ("entities", "mentions", "identity_links", "quotes", "negatives", "claims", "records", "relations")
    return {
        "$schema": "../../schema/annotation-set.schema.json",
        "schema_version": "1",
        "document": ID,
        "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "annotator": annotator,
        "guidelines": "1.0",
        **{name: layers.get(name, []) for name in names},
    }


def record(text, **facts):
    """The record of a text whose paragraphs, between empty lines, are body zones; `facts` take the place of others."""
    zones, start = [], 0
    for paragraph in text.split("\n\n"):
        zones.append({"start": start, "end": start + len(paragraph), "type": "body"})
        start += len(paragraph) + 2
    raw = text.encode()
    return {
        "id": ID,
        "title": "A story",
        "publisher": {"name": "A paper"},
        "url": None,
        "byline": None,
        "language": "en",
        "split": "test",
        "dates": [],
        "text": {"sha256": hashlib.sha256(raw).hexdigest(), "chars": len(text), "bytes": len(raw)},
        "zones": zones,
        "rights": {"holder": "A paper", "license": None, "statement": "Made up for a test."},
        **facts,
    }


def write(root, text, *sets, notes=None, evidence=None, **facts):
    """A corpus of one document at `root`; everyone who has marked is listed, and everyone in `notes`, by id."""
    listed = {each["annotator"]: "By hand." for each in sets} | (notes or {})
    people = [{"id": id, "kind": "human", "note": note, "guidelines": "1.0"} for id, note in listed.items()]
    files = {f"corpus/{ID}.json": record(text, **facts), "annotations/annotators.json": {"annotators": people}}
    files |= {f"annotations/{each['annotator']}/{ID}.json": each for each in sets}
    if evidence:
        files[f"evidence/{ID}.json"] = {"document": ID, "evidence": evidence}
    for name, value in files.items():
        kind = {"corpus": "document", "evidence": "evidence"}.get(name.split("/")[0], "annotators")
        head = {"$schema": f"../schema/{kind}.schema.json", "schema_version": "1"}
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(json.dumps(head | value, ensure_ascii=False), encoding="utf-8")
    (root / f"corpus/{ID}.txt").write_bytes(text.encode())
    return root
