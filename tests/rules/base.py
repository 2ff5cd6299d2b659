"""A small valid corpus, as JSON values: every case changes one thing in it. An emoji stands before every mark."""

from __future__ import annotations

import copy
import hashlib

TEXT = (
    "😀 Ottawa warns of a “shortage”\n\n"
    "Anna Berg said that masks were scarce in Ottawa.\u00a0\n\n"
    "“We have enough,” said Carl Dorn, “and we always had.”\n\n"
    "“The depot is ours. It is full.\n\n"
    "“It will stay full,” Dorn added.\n\n"
    "However, the website told Berg that the depot belongs to the towns.\n"
    "A day later the website said the depot is “ours”.\n\n"
    "Berg said that Dorn said that masks are cheap. The depot opened in March.\n\n"
    "Read more: “Masks”\n"
)


def at(words: str, nth: int = 0) -> dict[str, object]:
    """The span of the `nth` place where `words` stand."""
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return {"start": start, "end": start + len(words), "text": words}


def spans(*words: str, nth: int = 0) -> list[dict[str, object]]:
    """One span for each of `words`."""
    return [at(w, nth) for w in words]


def mention(id: str, entity: str, words: str, nth: int = 0, level: str = "NAM") -> dict[str, object]:
    """A mention of one span."""
    return {"id": id, "entity": entity, "level": level, "spans": spans(words, nth=nth)}


def entity(id: str, type: str, identity: str = "named") -> dict[str, object]:
    """An entity whose name is its id."""
    return {"id": id, "type": type, "name": id, "identity": identity}


def quote(
    id: str, mode: str, source: tuple[str, dict] | None, cue: dict | None, *content: dict, parent: str | None = None
) -> dict:
    """An assertion."""
    return {
        "id": id,
        "mode": mode,
        "type": "assertion",
        "source": {"entity": source[0], "spans": [source[1]]} if source else None,
        "cue": {"spans": [cue]} if cue else None,
        "content": {"spans": list(content)},
        "addressee": None,
        "parent": parent,
    }


def claim(id: str, claimant: str, place: dict, made_at: str | None = None) -> dict:
    """A claim made in one place."""
    date = made_at and {"value": made_at, "precision": "day", "basis": "text"}
    return {
        "id": id,
        "proposition": f"This is claim {id}.",
        "claimant": claimant,
        "subject": "depot",
        "realizations": [place],
        "made_at": date,
    }


def _record() -> dict:
    paragraphs = [p.strip() for block in TEXT.split("\n\n") for p in [block]]
    types = ["headline", *["body"] * (len(paragraphs) - 2), "boilerplate"]
    zones = [
        {k: v for k, v in at(p).items() if k != "text"} | {"type": t} for p, t in zip(paragraphs, types, strict=True)
    ]
    raw = TEXT.encode()
    return {
        "$schema": "document",
        "schema_version": "1",
        "id": "masks",
        "title": "Ottawa warns of a “shortage”",
        "publisher": {"name": "A paper"},
        "url": None,
        "byline": None,
        "language": "en",
        "split": "test",
        "dates": [{"event": "published", "value": "2020-04-03", "precision": "day", "basis": "text", "source": None}],
        "text": {"sha256": hashlib.sha256(raw).hexdigest(), "chars": len(TEXT), "bytes": len(raw)},
        "zones": zones,
        "rights": {"holder": "A paper", "license": None, "statement": "None."},
    }


def _set() -> dict:
    return {
        "$schema": "set",
        "schema_version": "1",
        "document": "masks",
        "text_sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
        "annotator": "gold",
        "guidelines": "1.0",
        "entities": [
            entity("ottawa", "GPE"),
            entity("berg", "PERSON"),
            entity("dorn", "PERSON"),
            entity("depot", "OTHER", "unnamed"),
            entity("website", "OTHER", "unnamed"),
        ],
        "mentions": [
            mention("m1", "ottawa", "Ottawa"),
            mention("m2", "berg", "Anna Berg"),
            mention("m3", "dorn", "Carl Dorn"),
            mention("m4", "depot", "The depot", level="NOM"),
            mention("m5", "website", "the website", level="NOM"),
        ],
        "identity_links": [{"a": "depot", "b": "website", "certainty": "possible"}],
        "quotes": [
            quote("q1", "indirect", ("berg", at("Anna Berg")), at("said"), at("that masks were scarce in Ottawa")),
            quote(
                "q2",
                "direct",
                ("dorn", at("Carl Dorn")),
                at("said", 1),
                *spans("“We have enough,”", "“and we always had.”"),
            ),
            quote(
                "q3",
                "direct",
                ("dorn", at("Dorn", 1)),
                at("added"),
                *spans("“The depot is ours. It is full.", "“It will stay full,”"),
            ),
            quote(
                "q4", "indirect", ("website", at("the website")), at("told"), at("that the depot belongs to the towns")
            ),
            quote("q5", "mixed", ("website", at("the website", 1)), at("said", 2), at("the depot is “ours”")),
            quote("q6", "indirect", ("berg", at("Berg", 2)), at("said", 3), at("that Dorn said that masks are cheap")),
            quote("q7", "indirect", ("dorn", at("Dorn", 2)), at("said", 4), at("that masks are cheap"), parent="q6"),
        ],
        "negatives": [
            {"id": "n1", "reason": "scare_quote", "spans": spans("“shortage”")},
            {"id": "n2", "reason": "boilerplate", "spans": spans("“Masks”")},
        ],
        "claims": [
            claim("c1", "berg", {"quote": "q1", "fidelity": "paraphrase"}, "2020-04-02"),
            claim("c2", "dorn", {"quote": "q2", "fidelity": "verbatim"}),
            claim("c3", "dorn", {"spans": spans("The depot is ours"), "fidelity": "verbatim"}),
            claim("c4", "website", {"quote": "q4", "fidelity": "paraphrase"}),
            claim("c5", "website", {"quote": "q5", "fidelity": "verbatim"}),
            claim("c6", "dorn", {"quote": "q7", "fidelity": "paraphrase"}),
            claim("c7", "author", {"spans": spans("The depot opened in March"), "fidelity": "author"}),
            claim("c8", "author", {"spans": spans("A day later the website said"), "fidelity": "author"}),
        ],
        "records": [
            {
                "id": "r1",
                "entity": "website",
                "states": [{"id": "s1", "claims": ["c4"], "ended_by": "c8"}, {"id": "s2", "claims": ["c5"]}],
            }
        ],
        "relations": [
            {
                "id": "e1",
                "type": "contradicts",
                "from": "s1",
                "to": "c3",
                "signal": spans("However"),
                "timing": "in_force_when_said",
                "independence": "independent",
            },
            {"id": "e2", "type": "supports", "from": "s2", "to": "c3", "timing": "after", "independence": "post_hoc"},
            {"id": "e3", "type": "contradicts", "from": "c2", "to": "c1"},
        ],
    }


def _annotators() -> dict:
    people = [{"id": i, "kind": "human", "note": "By hand.", "guidelines": "1.0"} for i in ("gold", "pass-1")]
    return {"$schema": "annotators", "schema_version": "1", "annotators": people}


BASE = {
    "text": TEXT,
    "record": _record(),
    "marks": _set(),
    "annotators": _annotators(),
    "documents": ["masks"],
    "folders": ["gold", "pass-1"],
    "stem": "masks",
    "folder": "gold",
    "evidence": {
        "$schema": "evidence",
        "schema_version": "1",
        "document": "masks",
        "evidence": [
            {
                "id": "e1",
                "statement": "It was so.",
                "date": "2020-04",
                "about": ["c1", "s1"],
                "reports": [{"publisher": "P", "date": None, "url": "https://example.org/a"}],
            },
        ],
    },
}


def changed(patch: dict[str, object]) -> dict:
    """The valid corpus with `patch` laid over it: keys are paths, a last part "-" appends."""
    data = copy.deepcopy(BASE)
    for path, value in patch.items():
        *parents, last = path.split("/")
        holder = data
        for part in parents:
            holder = holder[int(part) if isinstance(holder, list) else part]
        if last == "-":
            holder.append(value)
        else:
            holder[int(last) if isinstance(holder, list) else last] = value
    return data
