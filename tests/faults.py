"""A small corpus in which every file that is not sound has one fault: what someone may hand in, for every code.

The faults of rules are those of `tests/rules/cases.py`; those of JSON, schema and drafts are changed bytes.
"""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from onrecord import codec
from onrecord.codes import CODES
from onrecord.model import AnnotationSet, Annotators, DocumentRecord, EvidenceFile
from onrecord.model.base import MAX_STRING, MAX_VALUES
from onrecord.rules import SET_RULES, STRICT_RULES, run
from onrecord.schema import KINDS, schema
from tests.rules.base import BASE, TEXT, at, changed
from tests.rules.cases import CASES, STRICT
from tests.rules.test_rules import set_context

STEM, PEOPLE = "masks", "annotations/annotators.json"
MISMATCH = "SP202"
MENDED = {
    "other-unit": {"marks/negatives/0/spans": [{**at("“shortage"), "text": "“shortage”"}]},
    "copy-words": {"marks/mentions/1/spans": [{**at("Anna Berg"), "text": "Anna\u00a0Berg"}]},
    "move-to-quote": {"marks/quotes/0/cue/spans": [{**at("warns"), "text": "said"}]},
}
"""One more fault of the code MISMATCH for each fix that mends no other file: an inclusive end, U+00A0, a lost place."""

SLUGS = {code.code: f"{code.code.lower()}-{code.name}" for code in CODES}
SLUGS |= {fix: f"{MISMATCH.lower()}-{fix}" for fix in MENDED}
"""What the files of a fault are called, by its code or its fix: ids, since they name documents and annotators."""

LAYERS = ("relations", "records", "claims", "negatives", "quotes", "identity_links")
"""From those that nothing refers to, down to those that others stand on."""

ALSO = {"CO801": "CO802", "DR105": "DR107"}
"""What cannot be without another fault: of two names that differ in capitals one is no id, a zone no paragraph."""

UNLISTED = "ID707"
_GOLD = next(patch for code, patch, path in STRICT if code == "ST902" and path is None)
"""What makes of the base a set that holds to the strict rules, too."""


class Fault(NamedTuple):
    """One fault.

    Attributes:
        code: that it gets.
        place: the file in which it is found, by its name in the corpus.
        files: those it needs beside the sound ones, by name.
        command: that finds it; the path is added.
        root: the folder of a corpus of its own, "/" at its end, or "" if it is in the one that most are in.
        why: it cannot be kept in a repository, or "".
        fix: that mends it, if the file is there to show that, or "".
    """

    code: str
    place: str
    files: dict[str, bytes]
    command: tuple[str, ...] = ("check",)
    root: str = ""
    why: str = ""
    fix: str = ""

    @property
    def slug(self) -> str:
        """What its files are called."""
        return SLUGS[self.fix or self.code]

    @property
    def codes(self) -> tuple[str, ...]:
        """What is found in its file: its own code, and one that always comes with it."""
        return (self.code, ALSO[self.code]) if self.code in ALSO else (self.code,)


def encoded(value: dict, kind: type) -> bytes:
    """A file in canonical form, with the `$schema` that it must state."""
    stated = schema(KINDS[kind])["properties"]["$schema"]["const"]
    return codec.encode(msgspec.convert({**value, "$schema": stated}, kind))


def document(stem: str, patch: dict | None = None, text: bytes = TEXT.encode()) -> dict[str, bytes]:
    """A text, and the record of the base text under another name, with a change."""
    value = changed({"record/id": stem, "record/synthetic": True, **(patch or {})})["record"]
    value["rights"] = {"holder": "The onrecord authors", "license": "CC0-1.0", "statement": "Invented, for tests."}
    return {f"corpus/{stem}.txt": text, f"corpus/{stem}.json": encoded(value, DocumentRecord)}


def people(*ids: str) -> dict:
    """The list of annotators, as JSON."""
    about = {"kind": "rule", "note": "Made by tests/test_contributions.py.", "guidelines": "1.0"}
    return {"$schema": "", "schema_version": "1", "annotators": [{"id": id, **about} for id in ids]}


LISTED = people("gold", "pass-1", *(name for code, name in SLUGS.items() if code != UNLISTED))


def marks(who: str, patch: dict, rules: tuple) -> dict:
    """The base corpus with a set of that annotator, a change, and no layer that the fault does not need."""
    data = changed({"annotators": LISTED, "marks/annotator": who, "folder": who, **patch})
    for layer in LAYERS:
        less = {**data, "marks": {**data["marks"], layer: []}}
        if run(rules, set_context(less)) == run(rules, set_context(data)):
            data = less
    return data


def of_a_set(code: str, fix: str = "") -> Fault:
    """The first case of the code (or that of the fix) that has this fault and no other, in a document that is there."""
    slug = SLUGS[fix or code]
    strict = code in [rule.code for rule in STRICT_RULES]
    rules = SET_RULES + STRICT_RULES if strict else SET_RULES
    for patch in [MENDED[fix]] if fix else [{}] if code == UNLISTED else _cases(code):
        data = marks(slug, patch, rules)
        if [found for found, _ in run(rules, set_context(data))] == [code] and data["marks"]["document"] == STEM:
            place = f"annotations/{slug}/{data['stem']}.json"
            command = ("check", "--strict") if strict else ("check",)
            return Fault(code, place, {place: encoded(data["marks"], AnnotationSet)}, command, fix=fix)
    raise ValueError(f"{code}: every case has other faults, too; add one to tests/rules/cases.py that has none")


def of_a_record(code: str) -> Fault:
    """The first case of the code, in a document of its own."""
    return Fault(code, f"corpus/{SLUGS[code]}.json", document(SLUGS[code], _cases(code)[0]))


def of_evidence(code: str) -> Fault:
    """The first case of the code, on a document of its own and its gold."""
    stem = SLUGS[code]
    data = changed({"marks/document": stem, "evidence/document": stem, **_cases(code)[0]})
    gold = {f"annotations/gold/{stem}.json": encoded(data["marks"], AnnotationSet)}
    evidence = {f"evidence/{stem}.json": encoded(data["evidence"], EvidenceFile)}
    return Fault(code, f"evidence/{stem}.json", evidence | gold | document(stem))


def _cases(code: str) -> list[dict]:
    return [patch for known, patch, path in CASES if known == code and path is not None]


SPAN = b'{"start":2,"end":8,"text":"Ottawa"}'
BYTES = {
    "JS101": (b'"name":"dorn"', '"name":"Dörn"'.encode("latin-1")),
    "JS102": (b"{\n", b"\xef\xbb\xbf{\n"),
    "JS103": (b'"level":"NAM",', b'"level":"NAM"'),
    "JS104": (b'"level":"NAM",', b'"level":"NAM","level":"NOM",'),
    "JS105": (b'"start":2,', b'"start":NaN,'),
    "JS106": (b'"start":2,', b'"start":2.0,'),
    "JS107": (b'"end":8,', b'"end":9007199254740993,'),
    "JS108": (b'"guidelines":"1.0"', b'"guidelines":' + 64 * b"[" + b'"1.0"' + 64 * b"]"),
    "JS109": (b'"name":"dorn"', b'"name":"\\ud83d"'),
    "JS110": (b'"name":"dorn"', b'"name":"%s"' % ((MAX_STRING + 1) * b"x")),
    "JS111": (b'"entities":[\n', b'"entities":[\n' + (MAX_VALUES + 1) * b"0,"),
    "SC101": (b'"start":2,', b'"start":"2",'),
    "SC102": (b'"level":"NAM",', b""),
    "SC103": (b'"level":"NAM",', b'"level":"NAM","colour":"red",'),
    "SC104": (b'"level":"NAM"', b'"level":"NAME"'),
    "SC105": (b'"id":"m1"', b'"id":"M 1"'),
    "SC106": (b"../../schema/", b"https://example.org/"),
    "SC107": (SPAN, b""),
    "SC108": (b'"start":2,', b'"start":-2,'),
    "SC109": (b',"spans":[{"start":372,"end":397,"text":"The depot opened in March"}]', b""),
    "DR301": (SPAN, b'{"text":"Ottawa","occurrence":1}'),
    "DR302": (SPAN, b'{"text":"Ottawa","occurence":1}'),
    "DR303": (SPAN, b'{"text":"Otawa"}'),
    "DR304": (SPAN, b'{"text":"Ottawa"}'),
    "DR305": (SPAN, b'{"text":"Ottawa","occurrence":9}'),
    "DR306": (SPAN, b'{"text":"Ottawa","before":"near"}'),
}
"""What stands in a sound set of some mentions and a claim, and what stands there instead."""

TOO_LARGE = {"JS110": "more than a mebibyte in one string", "JS111": "more than half a million values"}


def of_bytes(code: str) -> Fault:
    """A small sound set with other bytes in one place; a draft also says that it is one."""
    least = marks(SLUGS[code], {}, rules=())["marks"]
    raw = encoded({**least, "claims": BASE["marks"]["claims"][6:7]}, AnnotationSet).replace(*BYTES[code], 1)
    place, command = f"annotations/{SLUGS[code]}/{STEM}.json", ("check",)
    if code.startswith("DR3"):
        raw = raw.replace(b"annotation-set.schema.json", b"draft.schema.json")
        command = ("check",) if code == "DR301" else ("resolve", "--dry-run")
    return Fault(code, place, {place: raw}, command, why=TOO_LARGE.get(code, ""))


def of_names() -> list[Fault]:
    """What is wrong with names is found in the list of annotators: each in a corpus of its own."""
    sound, listed = document(STEM), {PEOPLE: encoded(people("gold"), Annotators)}
    capital = {name.replace("masks", "Masks"): raw for name, raw in sound.items()}
    made = [
        ("CO801", sound | listed | capital, "on some machines, the two names are one file"),
        ("CO802", listed | capital, ""),
        ("CO803", listed | document("con"), "Windows makes no file of that name"),
        ("CO804", sound | {PEOPLE: encoded(people("gold", "gold"), Annotators)}, ""),
        ("CO805", sound | gold(), ""),
    ]
    return [Fault(code, PEOPLE, files, root=f"roots/{SLUGS[code]}/", why=why) for code, files, why in made]


def of_files() -> list[Fault]:
    """Files that are not what their place asks for."""
    folder, alone, latin, stray = (f"corpus/{SLUGS[code]}" for code in ("FS101", "FS102", "FS103", "FS104"))
    return [
        Fault("FS101", folder, {f"{folder}/masks.txt": TEXT.encode()}),
        Fault("FS102", f"{alone}.txt", {f"{alone}.txt": TEXT.encode()}),
        Fault("FS103", f"{latin}.txt", document(SLUGS["FS103"], text=TEXT[2:].encode("cp1252"))),
        Fault("FS104", f"{stray}.html", {f"{stray}.html": b"<p>A note on masks.</p>\n"}),
    ]


def gold() -> dict[str, bytes]:
    """The set that holds to all rules, the strict ones too."""
    return {f"annotations/gold/{STEM}.json": encoded(changed(_GOLD)["marks"], AnnotationSet)}


def sound() -> dict[str, bytes]:
    """What has no fault: a text, its record, the list of annotators, gold and evidence."""
    evidence = {f"evidence/{STEM}.json": encoded(BASE["evidence"], EvidenceFile)}
    return document(STEM) | gold() | evidence | {PEOPLE: encoded(LISTED, Annotators)}


def faults() -> dict[str, Fault]:
    """One fault for every code, by it and in the order of CODES; those that show a fix by its name, beside theirs."""
    made = {fault.code: fault for fault in (*of_files(), *of_names())}
    makers = dict.fromkeys(BYTES, of_bytes)
    families = {"DR1": of_a_record, "EV9": of_evidence}
    codes = [code.code for code in CODES]
    for code in set(codes) - made.keys():
        made[code] = makers.get(code, families.get(code[:3], of_a_set))(code)
    made |= {fix: of_a_set(MISMATCH, fix) for fix in MENDED}
    return {key: made[key] for code in codes for key in (code, *(MENDED if code == MISMATCH else ()))}
