"""What the package says of signs, words, rules and files, as JSON: the script of the page must say the same."""

from __future__ import annotations

import copy
import json
import random
import sys
import unicodedata

import msgspec

from onrecord import codec
from onrecord.loader import load
from onrecord.metrics.correspondence import correspond
from onrecord.model import AnnotationSet, Document, DocumentRecord
from onrecord.model.labels import schema
from onrecord.problems import quoted
from onrecord.rules import SET_RULES, run
from onrecord.rules.base import DocumentContext, set_context
from onrecord.spans import Offsets, extends, splits_word
from onrecord.viewer.page.marks import page_marks
from tests.rules.base import BASE, changed
from tests.rules.cases import CASES
from tests.rules.test_rules import LABELLED, LISTS, _leaves

NOT_OURS = ("ID704", "ID705", "ID706", "ID707")
"""Rules on hashes and folders, which a page knows nothing of."""

TEXTS = [
    "Canada's U.S. trade: 1,200, e\u0301te\u0301 and \u00a0nbsp\u00a0 x\u0085y\u2028z",
    "\U0001f600 Ottawa \U0001f469\u200d\U0001f680 \U0001d4b3ab \u65e5\u672c\u8a9e\u306ab",
    "\u0e01\u0e32\u0e23 \U00020000\U00020001x",
    "\u05e9\u05c1\u05dc\u05d5\u05dd \u0627\u0644\u0639 \u0915\u094d\u0937 \ufb01x \u00bd3 \u2165i a\u0f73 \u0345\u0334",
    "", "a", "\r\n \r\na_b's\u2019s",
]  # fmt: skip
WORDS = [
    "a\x1b[31m\u202e", "a\u00a0b", "##[group]", "x" * 90, "\U000e0041", "\U0001f600" * 81, "it's \u2028", "\ufe0f#",
]  # fmt: skip


def main() -> None:
    """Write all cases to standard output."""
    rules = [_judged(changed(patch)) for _, patch, _ in CASES]
    rules += [_judged(_mixed(seed)) for seed in range(400)]
    form, documents = schema("annotation-set"), list(load().values())
    sets = [each for document in documents for each in document.sets.values()]
    json.dump(
        {
            "signs": _signs(),
            "texts": [_text(text) for text in TEXTS],
            "quoted": [[words, quoted(words)] for words in WORDS],
            "head": {key: form["properties"][key]["const"] for key in ("$schema", "schema_version")},
            "labels": {name: part["enum"] for name, part in form["$defs"].items() if "enum" in part},
            "rules": [case for case in rules if case],
            "files": [_file(each) for each in [*sets, _odd()]],
            "painted": [_painted(document.by(name)) for document in documents for name in document.sets],
            "pairs": [_pairs(document, name) for document in documents for name in document.sets if name != "gold"],
        },
        sys.stdout,
    )


def _signs() -> list[list[int]]:
    """Of every code point that this Python knows: letter or number, white space, drawn with the one before."""
    points = (chr(i) for i in range(0x110000) if not 0xD800 <= i < 0xE000)
    known = [sign for sign in points if unicodedata.category(sign) != "Cn"]
    return [[ord(s), s.isalnum() + 2 * s.isspace() + 4 * extends(s)] for s in known]


def _text(text: str) -> dict[str, object]:
    """Boundaries that split a word, and UTF-16 units before each boundary."""
    places, ends = Offsets(text), range(len(text) + 1)
    return {"text": text, "splits": [splits_word(text, i) for i in ends], "units": [places.to_utf16(i) for i in ends]}


def _judged(data: dict) -> dict[str, object] | None:
    """A set with what the rules find in it, or None where the case is not about a set."""
    try:
        record = msgspec.convert(data["record"], DocumentRecord)
        marks = msgspec.convert(data["marks"], AnnotationSet)
    except msgspec.ValidationError:
        return None
    raw = data["text"].encode()
    found = run(SET_RULES, set_context(marks, DocumentContext(record, data["text"], raw, data["stem"])))
    rows = [[code, list(f.path), f.message, f.span] for code, f in found if code not in NOT_OURS]
    plain = msgspec.to_builtins(marks)
    return {"text": data["text"], "zones": data["record"]["zones"], "set": plain, "findings": rows}


def _mixed(seed: int) -> dict:
    """The valid corpus with some values of its set in other places: labels, ids, offsets."""
    chance = random.Random(seed)
    data = copy.deepcopy(BASE)
    leaves = list(_leaves(data["marks"]))
    ids = [value for path, value in leaves if path[-1] == "id"] + ["author"]
    spans = [path[:-1] for path, _ in leaves if path[-1] == "start"]
    for path, value in chance.sample(leaves, chance.choice((1, 3, 8))):
        holder = _at(data["marks"], path[:-1])
        if path[-1] in LABELLED:
            holder[path[-1]] = chance.choice(
                next(list_ for name, list_ in LISTS if path[-1] in name and value in list_)
            )
        elif path[-1] in ("entity", "source", "parent", "quote", "claimant", "subject", "from", "to", "a", "b"):
            holder[path[-1]] = chance.choice(ids)
    for path in chance.sample(spans, chance.choice((0, 1, 4))):
        start = chance.randrange(len(data["text"]))
        end = min(len(data["text"]), start + chance.randint(1, 40))
        _at(data["marks"], path).update(start=start, end=end, text=data["text"][start:end])
    return data


def _at(value: object, path: tuple[str | int, ...]) -> dict:
    for part in path:
        value = value[part]  # type: ignore[index]
    return value  # type: ignore[return-value]


def _file(marks: AnnotationSet) -> dict[str, str]:
    """A set as plain JSON, with its keys in another order, and as a file in canonical form."""
    return {"plain": json.dumps(msgspec.to_builtins(marks), sort_keys=True), "file": codec.encode(marks).decode()}


def _painted(document: Document) -> dict[str, object]:
    """A set with every stretch of text that a page draws for it."""
    return {"set": msgspec.to_builtins(document.marks), "marks": [list(mark) for mark in page_marks(document)]}


def _pairs(document: Document, name: str) -> dict[str, object]:
    """Two sets of a text, and which things of the first are which of the second."""
    sets = [msgspec.to_builtins(document.sets[each]) for each in (name, "gold")]
    maps = correspond(document.sets[name], document.sets["gold"])
    zones = msgspec.to_builtins(document.zones)
    pairs = {layer: dict(getattr(maps, layer)) for layer in ("mentions", "quotes", "negatives", "claims")}
    return {"text": document.text, "zones": zones, "sets": sets, "pairs": pairs}


def _odd() -> AnnotationSet:
    """A set with every sign that JSON treats in a way of its own."""
    data = copy.deepcopy(BASE["marks"])
    data["entities"][0]["name"] = (
        "".join(map(chr, range(0x20))) + '\x7f\x80"\\/<&>\u2028\u2029\ufeff\U0001f600\ud7ff\ue000'
    )
    data["mentions"][0] |= {"metonymy": True, "note": None}
    data["entities"][1]["kb"] = []
    return msgspec.convert(data, AnnotationSet)


if __name__ == "__main__":
    main()
