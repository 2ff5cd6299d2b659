"""For every rule what it must find (with the path it must name) and what it must let pass.

A case is (code, patch, path); path None: the corpus so changed is valid, and came close to the fault.
"""

from __future__ import annotations

from onrecord.model.labels import labels
from tests.rules.base import BASE, TEXT, at, claim, entity, mention, quote, spans

_M, _Q, _C, _R = "marks/mentions/0/spans", "marks/quotes", "marks/claims", "marks/relations"
_MARKS = BASE["marks"]
_ZONES = BASE["record"]["zones"]
_LAST = len(_ZONES) - 1


def span(start: int, end: int, text: str) -> dict[str, object]:
    """A span as it stands in a file."""
    return {"start": start, "end": end, "text": text}


def day(value: str) -> dict[str, object]:
    """A date as it stands in a file."""
    return {"value": value, "precision": {4: "year", 7: "month", 10: "day"}[len(value)], "basis": "text"}


def evidence(
    id: str, from_: str, to: str, timing: str | None, independence: str | None = "unknown"
) -> dict[str, object]:
    """A `supports` relation with what makes it evidence."""
    return {"id": id, "type": "supports", "from": from_, "to": to, "timing": timing, "independence": independence}


_TWO_PARAGRAPHS = "“The depot is ours. It is full.\n\n“It will stay full,”"
_TWO_LINKS = [
    {"a": "depot", "b": "website", "certainty": "likely"},
    {"a": "website", "b": "depot", "certainty": "likely"},
]
_OTHER_LINKS = [
    {"a": "depot", "b": "website", "certainty": "likely"},
    {"a": "berg", "b": "dorn", "certainty": "possible"},
]
_FREE = quote("q9", "free_indirect", None, None, at("The depot opened in March"))
_REPORT = quote("q9", "indirect", None, at("opened"), at("The depot"))

DOCUMENT = [
    ("DR101", {"record/text/sha256": "0" * 64}, ("text", "sha256")),
    ("DR101", {}, None),
    ("DR102", {"record/text/chars": len(TEXT) + 1}, ("text", "chars")),
    ("DR102", {}, None),
    ("DR103", {"record/text/bytes": len(TEXT)}, ("text", "bytes")),
    ("DR103", {}, None),
    ("DR104", {"record/id": "other"}, ("id",)),
    ("DR104", {"record/id": "other", "stem": "other", "marks/document": "other"}, None),
    ("DR105", {f"record/zones/{_LAST}/end": len(TEXT) + 1}, ("zones", _LAST)),
    ("DR105", {"record/zones/0/end": 0}, ("zones", 0)),
    ("DR105", {"record/zones/0/type": "kicker"}, None),
    ("DR106", {"record/zones/0": _ZONES[1], "record/zones/1": _ZONES[0]}, ("zones", 1)),
    ("DR106", {"record/zones/1/start": 3}, ("zones", 1)),
    ("DR106", {"record/zones/1/type": "deck"}, None),
    ("DR107", {"record/zones/1/end": _ZONES[1]["end"] + 1}, ("zones", 1)),
    ("DR107", {"record/zones": _ZONES[1:]}, ("zones",)),
    ("DR107", {"record/zones/1/type": "caption"}, None),
    ("DR108", {"record/dates/0/value": "2020-02-30"}, ("dates", 0, "value")),
    ("DR108", {"record/dates/0/value": "2020-04"}, ("dates", 0, "value")),
    ("DR108", {"record/dates/0/value": "2020-02-29"}, None),
]

SPANS = [
    ("SP201", {"marks/mentions/1/spans": [span(1032, 1041, "Anna Berg")]}, ("mentions", 1, "spans", 0)),
    ("SP201", {_M: [span(9, 9, "x")]}, ("mentions", 0, "spans", 0)),
    ("SP201", {_M: [span(9, len(TEXT) + 9, "x")]}, ("mentions", 0, "spans", 0)),
    ("SP201", {_M: [at("Ottawa", 1)]}, None),
    ("SP202", {_M: [span(3, 9, "Ottawa")]}, ("mentions", 0, "spans", 0, "text")),
    ("SP202", {"marks/mentions/1/spans": [{**at("said"), "text": "Anna Berg"}]}, ("mentions", 1, "spans", 0, "text")),
    ("SP202", {f"{_R}/0/signal": [span(0, 7, "However")]}, ("relations", 0, "signal", 0, "text")),
    ("SP202", {_M: [at("Ottawa")]}, None),
    ("SP203", {_M: [at("Ottawa ")]}, ("mentions", 0, "spans", 0)),
    ("SP203", {_M: [at("Ottawa.\u00a0")]}, ("mentions", 0, "spans", 0)),
    ("SP203", {_M: [at("in Ottawa")]}, None),
    ("SP204", {_M: [at("Otta")]}, ("mentions", 0, "spans", 0)),
    ("SP204", {_M: [at("ttawa")]}, ("mentions", 0, "spans", 0)),
    ("SP204", {_M: [at("shortage")]}, None),
    ("SP205", {_M: [at("Read")]}, ("mentions", 0, "spans", 0)),
    ("SP205", {"marks/negatives/1/spans": spans("Read more")}, None),
    ("SP206", {f"{_Q}/2/content/spans": spans(_TWO_PARAGRAPHS)}, ("quotes", 2, "content", "spans", 0)),
    (
        "SP206",
        {
            f"{_Q}/2/content/spans": spans("“It will stay full,”"),
            f"{_C}/2/realizations/0/spans": spans("It will stay full"),
        },
        None,
    ),
    ("SP207", {_M: [at("warns"), at("Ottawa")]}, ("mentions", 0, "spans", 1)),
    ("SP207", {_M: [at("Ottawa warns"), at("warns of")]}, ("mentions", 0, "spans", 1)),
    ("SP207", {_M: [at("Ottawa"), at("warns")]}, None),
]

ENTITIES = [
    ("EN301", {"marks/entities/-": entity("nobody", "PERSON")}, ("entities", 5)),
    ("EN301", {"marks/entities/-": entity("march", "DATE"), "marks/mentions/-": mention("m9", "march", "March")}, None),
    ("EN302", {"marks/mentions/3/level": "NAM"}, ("mentions", 3, "level")),
    ("EN302", {"marks/mentions/3/level": "PRO"}, None),
    ("EN303", {"marks/entities/-": entity("author", "PERSON")}, ("entities", 5, "id")),
    (
        "EN303",
        {"marks/entities/-": entity("author", "PERSON"), "marks/mentions/-": mention("m9", "author", "Dorn", 1)},
        ("entities", 5, "id"),
    ),
    (
        "EN303",
        {"marks/entities/-": entity("authors", "NORP"), "marks/mentions/-": mention("m9", "authors", "towns")},
        None,
    ),
    ("EN304", {"marks/mentions/-": mention("m9", "berg", "Ottawa")}, ("mentions", 5)),
    ("EN304", {"marks/mentions/-": mention("m9", "ottawa", "Ottawa", 1)}, None),
    ("EN305", {"marks/identity_links/0/b": "depot"}, ("identity_links", 0, "b")),
    ("EN305", {"marks/identity_links/0/b": "ottawa"}, None),
    ("EN306", {"marks/identity_links": _TWO_LINKS}, ("identity_links", 1)),
    ("EN306", {"marks/identity_links": _OTHER_LINKS}, None),
]

QUOTES = [
    ("QT401", {f"{_Q}/5/parent": "q7"}, ("quotes", 5, "parent")),
    ("QT401", {f"{_Q}/0/parent": "q1"}, ("quotes", 0, "parent")),
    ("QT401", {f"{_Q}/6/parent": None}, None),
    ("QT402", {f"{_Q}/0/mode": "direct"}, ("quotes", 0, "mode")),
    ("QT402", {f"{_Q}/1/mode": "indirect"}, ("quotes", 1, "mode")),
    ("QT402", {f"{_Q}/1/mode": "mixed"}, ("quotes", 1, "mode")),
    ("QT402", {f"{_Q}/0/mode": "mixed"}, ("quotes", 0, "mode")),
    ("QT402", {f"{_Q}/4/content/spans": spans("ours", nth=1), f"{_Q}/4/mode": "indirect"}, ("quotes", 4, "mode")),
    ("QT402", {f"{_Q}/2/content/spans": spans("“The depot is ours. It is full.")}, ("quotes", 2, "mode")),
    (
        "QT402",
        {f"{_Q}/1/content/spans": spans("“We have enough,” said Carl Dorn, “and we always had.”")},
        ("quotes", 1, "mode"),
    ),
    (
        "QT402",
        {
            f"{_Q}/4/mode": "indirect",
            f"{_C}/4/realizations/0/fidelity": "paraphrase",
            "marks/negatives/-": {"id": "n9", "reason": "scare_quote", "spans": spans("“ours”")},
        },
        None,
    ),
    ("QT403", {f"{_Q}/0/mode": "free_indirect"}, ("quotes", 0, "cue")),
    ("QT403", {f"{_Q}/0/mode": "free_indirect", f"{_Q}/0/cue": None}, None),
    ("QT404", {f"{_Q}/6/content/spans": spans("The depot opened")}, ("quotes", 6, "content")),
    ("QT404", {f"{_Q}/6/content/spans": spans("masks are cheap")}, None),
    ("QT405", {f"{_Q}/0/content/spans": spans("said that masks were scarce in Ottawa")}, ("quotes", 0, "cue")),
    ("QT405", {f"{_Q}/6/cue/spans": [at("said", 4)]}, None),
    ("QT406", {f"{_Q}/3/cue/spans": spans("told", "Berg that")}, ("quotes", 3, "cue", "spans")),
    ("QT406", {f"{_Q}/3/cue/spans": [at("told"), at("Berg", 1)]}, ("quotes", 3, "cue", "spans")),
    ("QT406", {f"{_Q}/3/cue/spans": spans("told Berg")}, None),
    ("QT407", {f"{_Q}/-": {**_MARKS["quotes"][0], "id": "q9"}}, ("quotes", 7)),
    ("QT407", {f"{_Q}/-": {**_MARKS["quotes"][0], "id": "q9", "source": None}}, None),
]

CLAIMS = [
    ("CL501", {f"{_C}/0/realizations": []}, ("claims", 0, "realizations")),
    ("CL501", {f"{_C}/0/realizations/-": {"spans": spans("masks were scarce"), "fidelity": "paraphrase"}}, None),
    ("CL502", {f"{_C}/0/claimant": "dorn"}, ("claims", 0, "realizations", 0, "quote")),
    ("CL502", {f"{_Q}/-": _REPORT, f"{_C}/0/realizations/0/quote": "q9"}, ("claims", 0, "realizations", 0, "quote")),
    ("CL502", {f"{_Q}/-": _FREE, f"{_C}/0/realizations/0/quote": "q9"}, None),
    ("CL503", {f"{_C}/0/claimant": "author"}, ("claims", 0, "realizations", 0, "quote")),
    ("CL503", {f"{_Q}/-": _REPORT, f"{_C}/6/realizations/0": {"quote": "q9", "fidelity": "paraphrase"}}, None),
    ("CL504", {f"{_C}/0/realizations/0/fidelity": "verbatim"}, ("claims", 0, "realizations", 0, "fidelity")),
    ("CL504", {f"{_C}/1/realizations/0/fidelity": "author"}, ("claims", 1, "realizations", 0, "fidelity")),
    ("CL504", {f"{_C}/2/realizations/0/fidelity": "author"}, ("claims", 2, "realizations", 0, "fidelity")),
    ("CL504", {f"{_C}/4/realizations/0/fidelity": "paraphrase"}, None),
    ("CL505", {f"{_C}/2/realizations/0/spans": spans("The depot opened")}, ("claims", 2, "realizations", 0, "spans")),
    ("CL505", {f"{_C}/2/realizations/0/spans": spans("It is full")}, None),
    ("CL506", {f"{_C}/0/made_at/value": "2020-13-01"}, ("claims", 0, "made_at", "value")),
    ("CL506", {f"{_C}/0/made_at/precision": "month"}, ("claims", 0, "made_at", "value")),
    ("CL506", {f"{_C}/0/made_at": {"value": "2020", "precision": "year", "basis": "text"}}, None),
    ("CL507", {f"{_C}/5/proposition": "This is claim c2."}, ("claims", 5, "proposition")),
    ("CL507", {f"{_C}/0/proposition": "This is claim c2."}, None),
]

RECORDS = [
    ("RC601", {f"{_R}/2/from": "c1"}, ("relations", 2, "to")),
    ("RC601", {f"{_R}/2/from": "c6"}, None),
    ("RC602", {f"{_R}/-": {"id": "e9", "type": "contradicts", "from": "c2", "to": "c1"}}, ("relations", 3)),
    ("RC602", {f"{_R}/-": {"id": "e9", "type": "contradicts", "from": "c1", "to": "c2"}}, None),
    ("RC603", {f"{_R}/1": evidence("e2", "s2", "c3", None)}, ("relations", 1)),
    ("RC603", {f"{_R}/1": evidence("e2", "s2", "c3", "after", None)}, ("relations", 1)),
    ("RC603", {f"{_R}/1": evidence("e2", "s2", "c3", "unknown")}, None),
    ("RC604", {f"{_R}/1": evidence("e2", "s2", "c3", "in_force_when_said")}, ("relations", 1, "timing")),
    ("RC604", {f"{_R}/1": evidence("e2", "s2", "c1", "in_force_when_said")}, None),
    ("RC605", {f"{_R}/1": evidence("e2", "s2", "c3", "before")}, ("relations", 1, "timing")),
    ("RC605", {f"{_R}/-": evidence("e9", "s1", "c3", "after")}, ("relations", 3, "timing")),
    ("RC605", {f"{_R}/0/timing": "after", f"{_R}/1": evidence("e2", "s2", "c3", "before")}, ("relations", 0, "timing")),
    ("RC605", {f"{_R}/1": evidence("e2", "s2", "c1", "before")}, None),
    ("RC605", {f"{_R}/0/timing": "before", f"{_R}/1": evidence("e2", "s2", "c3", "after")}, None),
    ("RC608", {f"{_C}/2/made_at": day("2020-04-04"), f"{_C}/7/made_at": day("2020-04-02")}, ("relations", 0, "timing")),
    ("RC608", {f"{_C}/2/made_at": day("2020-04-02"), f"{_C}/7/made_at": day("2020-04-04")}, None),
    ("RC608", {f"{_C}/2/made_at": day("2020-04-02"), f"{_C}/7/made_at": day("2020")}, None),
    ("RC606", {f"{_R}/1": evidence("e2", "s2", "c3", "unknown", "post_hoc")}, ("relations", 1, "independence")),
    ("RC606", {f"{_R}/1": evidence("e2", "s2", "c3", "after", "independent")}, None),
    ("RC607", {"marks/records/0/states/0": {"id": "s1", "claims": ["c4"]}}, ("records", 0, "states", 0)),
    ("RC607", {"marks/records/0/states/1/ended_by": "c8"}, ("records", 0, "states", 1, "ended_by")),
    (
        "RC607",
        {
            "marks/records/0/states/1/ended_by": "c8",
            "marks/records/0/states/-": {"id": "s3", "claims": []},
        },
        None,
    ),
]

REFERENCES = [
    ("ID701", {f"{_C}/-": claim("q1", "berg", {"quote": "q1", "fidelity": "paraphrase"})}, ("claims", 8, "id")),
    ("ID701", {"marks/records/0/states/1/id": "r1"}, ("records", 0, "states", 1, "id")),
    ("ID701", {f"{_C}/-": claim("c9", "berg", {"quote": "q1", "fidelity": "paraphrase"})}, None),
    ("ID702", {"marks/mentions/0/entity": "otawa"}, ("mentions", 0, "entity")),
    ("ID702", {"marks/identity_links/0/a": "nothing"}, ("identity_links", 0, "a")),
    ("ID702", {f"{_Q}/0/source/entity": "nothing"}, ("quotes", 0, "source", "entity")),
    ("ID702", {f"{_Q}/0/addressee": "nothing"}, ("quotes", 0, "addressee")),
    ("ID702", {f"{_Q}/0/parent": "nothing"}, ("quotes", 0, "parent")),
    ("ID702", {f"{_C}/0/claimant": "nothing"}, ("claims", 0, "claimant")),
    ("ID702", {f"{_C}/0/subject": "nothing"}, ("claims", 0, "subject")),
    ("ID702", {f"{_C}/0/realizations/0/quote": "nothing"}, ("claims", 0, "realizations", 0, "quote")),
    ("ID702", {"marks/records/0/entity": "nothing"}, ("records", 0, "entity")),
    ("ID702", {"marks/records/0/states/1/claims/-": "nothing"}, ("records", 0, "states", 1, "claims", 1)),
    ("ID702", {"marks/records/0/states/0/ended_by": "nothing"}, ("records", 0, "states", 0, "ended_by")),
    ("ID702", {f"{_R}/2/from": "nothing"}, ("relations", 2, "from")),
    ("ID702", {f"{_R}/2/to": "nothing"}, ("relations", 2, "to")),
    ("ID702", {f"{_Q}/3/addressee": "berg"}, None),
    ("ID703", {"marks/mentions/0/entity": "c1"}, ("mentions", 0, "entity")),
    ("ID703", {f"{_Q}/0/parent": "berg"}, ("quotes", 0, "parent")),
    ("ID703", {f"{_R}/0/from": "r1"}, ("relations", 0, "from")),
    ("ID703", {f"{_R}/2/to": "s1"}, ("relations", 2, "to")),
    ("ID703", {f"{_C}/0/subject": None}, None),
    ("ID704", {"marks/text_sha256": "0" * 64}, ("text_sha256",)),
    ("ID704", {}, None),
    ("ID705", {"marks/document": "other"}, ("document",)),
    ("ID705", {"stem": "other", "record/id": "other"}, ("document",)),
    ("ID705", {"stem": "other", "record/id": "other", "marks/document": "other"}, None),
    ("ID706", {"marks/annotator": "pass-1"}, ("annotator",)),
    ("ID706", {"marks/annotator": "pass-1", "folder": "pass-1"}, None),
    ("ID707", {"marks/annotator": "pass-9", "folder": "pass-9"}, ("annotator",)),
    ("ID707", {"marks/annotator": "pass-9", "folder": "pass-9", "annotators": None, "folders": []}, None),
]

CORPUS = [
    ("CO801", {"documents/-": "Masks"}, ()),
    ("CO801", {"documents/-": "gold"}, None),
    ("CO802", {"documents/-": "masks 2"}, ()),
    ("CO802", {"documents/-": "0-masks-2"}, None),
    ("CO803", {"folders/-": "con"}, ()),
    ("CO803", {"folders/-": "cons"}, None),
    ("CO804", {"annotators/annotators/1/id": "gold"}, ("annotators", 1, "id")),
    ("CO804", {"annotators/annotators/1/id": "pass-2"}, None),
    ("CO805", {"annotators": None}, ()),
    ("CO805", {"annotators": None, "folders": []}, None),
]

_E = "evidence/evidence"
EVIDENCE = [
    ("EV901", {f"{_E}/0/about": ["c1", "m1"]}, ("evidence", 0, "about", 1)),
    ("EV901", {f"{_E}/0/about": ["c8", "s2"]}, None),
    ("EV902", {f"{_E}/0/date": "2020-02-30"}, ("evidence", 0, "date")),
    ("EV902", {f"{_E}/0/reports/0/date": "2020-13"}, ("evidence", 0, "reports", 0, "date")),
    ("EV902", {f"{_E}/0/date": "2020-02-29", f"{_E}/0/reports/0/date": "2020"}, None),
    ("EV903", {"evidence/document": "other"}, ("document",)),
    ("EV903", {f"{_E}/0/id": "other"}, None),
    ("EV904", {f"{_E}/-": {**BASE["evidence"]["evidence"][0]}}, ("evidence", 1, "id")),
    ("EV904", {f"{_E}/-": {**BASE["evidence"]["evidence"][0], "id": "e2"}}, None),
]

_LAYERS = labels("layer")
_LINKLESS = {"marks/layers": [name for name in _LAYERS if name != "identity_links"], "marks/identity_links": []}
_MENTIONLESS = {"marks/layers": [name for name in _LAYERS if name != "mentions"], "marks/mentions": []}
_CLAIMS_ALONE = {
    "marks/layers": ["mentions", "claims"],
    **dict.fromkeys(
        [f"marks/{name}" for name in ("identity_links", "quotes", "negatives", "records", "relations")], []
    ),
    _C: [claim("c1", "berg", {"spans": spans("masks were scarce in Ottawa"), "fidelity": "paraphrase"})],
    f"{_E}/0/about": ["c1"],
}
_SCARED = {
    "marks/layers": [name for name in _LAYERS if name != "negatives"],
    "marks/negatives": [],
    f"{_Q}/0/content/spans": spans("warns of a “shortage”"),
}
_PRESS = {"marks/entities/-": entity("press", "ORG"), f"{_Q}/0/addressee": "press"}
_EVERY_ZONE = list(range(len(_ZONES)))
_FOURTH_LESS = [zone for zone in _EVERY_ZONE if zone != 4]
COVERAGE = [
    ("CV801", {"marks/layers": [name for name in _LAYERS if name != "claims"]}, ("claims",)),
    ("CV801", {"marks/layers": list(_LAYERS)}, None),
    ("CV801", _LINKLESS, None),
    ("CV802", {"marks/zones": _EVERY_ZONE[1:]}, ("mentions", 0, "spans")),
    ("CV802", {"marks/zones": _EVERY_ZONE[1:]}, ("negatives", 0, "spans")),
    ("CV802", {"marks/zones": _EVERY_ZONE[1:], "marks/negatives": []}, ("mentions", 0, "spans")),
    ("CV802", {"marks/zones": _FOURTH_LESS[:2] + _FOURTH_LESS[3:]}, ("quotes", 1, "content", "spans")),
    ("CV802", {"marks/zones": _FOURTH_LESS}, None),
    ("CV802", {"marks/zones": _FOURTH_LESS, f"{_R}/0/signal": spans("It will stay full")}, None),
    ("CV803", {"marks/zones": [*_EVERY_ZONE, len(_ZONES)]}, ("zones", len(_ZONES))),
    ("CV803", {"marks/zones": _EVERY_ZONE}, None),
    ("CV804", {"marks/zones": [1, 0, *_EVERY_ZONE[2:]]}, ("zones", 1)),
    ("CV804", {"marks/zones": [0, 0, *_EVERY_ZONE[1:]]}, ("zones", 1)),
    ("CV804", {**_LINKLESS, "marks/layers": ["mentions", *_LINKLESS["marks/layers"]]}, ("layers", 1)),
    ("CV804", {"marks/layers": list(reversed(_LAYERS))}, None),
    ("EN301", _MENTIONLESS, ("entities", 0)),
    ("EN301", {**_MENTIONLESS, "marks/entities": _MARKS["entities"][1:]}, None),
    ("EN301", {**_PRESS, "marks/zones": _FOURTH_LESS}, None),
    ("EN301", _PRESS, ("entities", 5)),
    ("CL505", {**_CLAIMS_ALONE, "marks/layers": ["mentions", "quotes", "claims"]},
     ("claims", 0, "realizations", 0, "spans")),
    ("CL505", _CLAIMS_ALONE, None),
    ("QT402", {**_SCARED, "marks/layers": list(_LAYERS)}, ("quotes", 0, "mode")),
    ("QT402", _SCARED, None),
]  # fmt: skip

_IN_QUOTE = {f"{_C}/2/realizations/0": {"quote": "q3", "fidelity": "verbatim"}}
_RIVER = entity("river", "LOC", "unnamed")
STRICT = [
    ("ST901", {**_IN_QUOTE, **_LINKLESS}, ("layers",)),
    ("ST901", {**_IN_QUOTE, "marks/zones": _FOURTH_LESS}, ("zones",)),
    ("ST901", {**_IN_QUOTE, "marks/zones": _EVERY_ZONE, "marks/layers": list(_LAYERS)}, None),
    ("ST902", {}, ("claims", 2, "realizations", 0, "spans")),
    (
        "ST902",
        {**_IN_QUOTE, f"{_C}/5/realizations/0": {"spans": spans("masks are cheap"), "fidelity": "paraphrase"}},
        ("claims", 5, "realizations", 0, "spans"),
    ),
    ("ST902", _IN_QUOTE, None),
    (
        "ST903",
        {**_IN_QUOTE, "marks/entities/-": _RIVER, "marks/mentions/-": mention("m9", "river", "the towns", level="NOM")},
        ("entities", 5),
    ),
    (
        "ST903",
        {**_IN_QUOTE, "marks/entities/-": entity("march", "DATE"), "marks/mentions/-": mention("m9", "march", "March")},
        None,
    ),
    ("ST904", {**_IN_QUOTE, "marks/guidelines": "1.1"}, ("guidelines",)),
    ("ST904", {**_IN_QUOTE, "marks/guidelines": "1.1", "annotators/annotators/0/guidelines": "1.1"}, None),
]
"""Of the rules for gold; the valid corpus has one fault of these itself."""

CASES = [
    *DOCUMENT, *SPANS, *ENTITIES, *QUOTES, *CLAIMS, *RECORDS, *REFERENCES, *CORPUS, *EVIDENCE, *COVERAGE, *STRICT,
]  # fmt: skip
