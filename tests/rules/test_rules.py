"""Every rule finds its fault where it is and lets its neighbour pass."""

from __future__ import annotations

import hashlib
import random
import unicodedata

import msgspec
import pytest

from onrecord.model import AnnotationSet, Annotators, DocumentRecord, EvidenceFile, Span
from onrecord.model.labels import labels, schema
from onrecord.rules import CORPUS_RULES, DOCUMENT_RULES, EVIDENCE_RULES, RULES, SET_RULES, STRICT_RULES, run
from onrecord.rules.base import CorpusContext, DocumentContext, EvidenceContext
from onrecord.rules.base import set_context as index
from onrecord.rules.hints import changed_bytes, hint
from onrecord.spans import paragraphs
from tests.rules.base import TEXT, at, changed, quote
from tests.rules.cases import CASES

FAIL = [case for case in CASES if case[2] is not None]
PASS = [case for case in CASES if case[2] is None]
_OFFSETS = (0, 1, 5, len(TEXT), len(TEXT) + 50)


def document_context(data):
    """The record of `data` with its text."""
    record = msgspec.convert(data["record"], DocumentRecord)
    return DocumentContext(record, data["text"], data["text"].encode(), data["stem"])


def set_context(data):
    """The annotation set of `data` in its surroundings."""
    people = data["annotators"]
    return index(
        msgspec.convert(data["marks"], AnnotationSet),
        document_context(data),
        data["stem"],
        data["folder"],
        {a["id"]: a["guidelines"] for a in people["annotators"]} if people else None,
    )


def evidence_context(data):
    """The evidence of `data`, on the claims and states of its set."""
    gold = msgspec.convert(data["marks"], AnnotationSet)
    return EvidenceContext(msgspec.convert(data["evidence"], EvidenceFile), "masks", gold)


def findings(data, strict=False):
    """What all rules find in all files of `data`; those for gold only if asked."""
    people = data["annotators"] and msgspec.convert(data["annotators"], Annotators)
    return [
        *run(DOCUMENT_RULES, document_context(data)),
        *run(SET_RULES + STRICT_RULES if strict else SET_RULES, set_context(data)),
        *run(CORPUS_RULES, CorpusContext(tuple(data["documents"]), people, tuple(data["folders"]))),
        *run(EVIDENCE_RULES, evidence_context(data)),
    ]


def test_base_is_valid():
    """The corpus that every case changes has no fault itself."""
    assert findings(changed({})) == []


@pytest.mark.parametrize(("code", "patch", "path"), FAIL)
def test_fail(code, patch, path):
    """The fault is found at its path, with a message of one line."""
    judged = findings(changed(patch), code.startswith("ST"))
    found = {(code, finding.path): finding.message for code, finding in judged}
    assert (code, path) in found
    assert found[code, path].isprintable()


@pytest.mark.parametrize(("code", "patch", "path"), PASS)
def test_pass(code, patch, path):
    """What comes close to the fault, and is none, passes every rule; the strict ones if the fault is theirs."""
    assert findings(changed(patch), code.startswith("ST")) == []


def test_every_rule_has_both():
    """No rule is without a case that fails and one that passes, and no case is of an unknown rule."""
    codes = [rule.code for rule in RULES]
    assert sorted(codes) == sorted({case[0] for case in FAIL}) == sorted({case[0] for case in PASS})
    assert len({rule.name for rule in RULES}) == len(codes) == len(set(codes))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_page(rule):
    """Every rule's page says why, what is bad, what is good and how to mend it."""
    assert [word for word in ("**Bad**", "**Good**", "**Fix**") if word not in rule.page] == []


def test_spans_and_paths_agree():
    """The columns and the paths, which are built apart, are in one order."""
    context = set_context(changed({}))
    plain = msgspec.to_builtins(context.marks)
    for path, span in context.spans:
        value = plain
        for part in path:
            value = value[part]
        assert value == msgspec.to_builtins(span)


@pytest.mark.parametrize(
    ("added", "claimant", "words", "found"),
    [
        (("free_indirect", None, "The depot opened in March"), "dorn", "The depot opened", "q9"),
        (("free_indirect", None, "The depot opened in March"), "author", "The depot opened", None),
        (("indirect", None, "The depot opened in March"), "author", "The depot opened", "q9"),
        (("indirect", None, "The depot opened in March"), "dorn", "The depot opened", None),
        (("indirect", ("berg", at("Berg", 2)), "that Dorn said"), "berg", "Dorn said", "q9"),
        (("indirect", ("berg", at("Berg", 2)), "that Dorn said"), "berg", "Dorn said that", "q6"),
        (("indirect", ("dorn", at("Berg", 2)), "that Dorn said"), "berg", "Dorn said", "q6"),
        (("indirect", ("berg", at("Berg", 2)), "that Dorn said"), "berg", "Berg said that Dorn", None),
    ],
)
def test_the_quote_around_words(added, claimant, words, found):
    """The innermost of that claimant; without a source, free indirect speech may be anyone's but the writer's."""
    mode, source, content = added
    context = set_context(changed({"marks/quotes/-": quote("q9", mode, source, None, at(content))}))
    around = context.quote_of(claimant, (msgspec.convert(at(words), Span),))
    assert (around and around.id) == found


def _leaves(value, path=()):
    if isinstance(value, (dict, list)):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _leaves(item, (*path, key))
    else:
        yield path, value


LISTS = [
    (name, node["enum"])
    for kind in ("document", "annotation-set")
    for name, node in schema(kind)["$defs"].items()
    if "enum" in node
]
LABELLED = set(
    [
        "basis",
        "certainty",
        "event",
        "fidelity",
        "identity",
        "independence",
        "level",
        "mode",
        "precision",
        "reason",
        "split",
        "timing",
        "type",
    ]
)


@pytest.mark.parametrize("seed", range(150))
def test_no_rule_crashes(seed):
    """Whatever ids, labels and offsets stand in a set, every rule comes to an end."""
    chance = random.Random(seed)
    data = changed({})
    leaves = [leaf for part in ("marks", "record") for leaf in _leaves(data[part], (part,))]
    ids = [value for path, value in leaves if path[-1] == "id"] + ["author", "nothing", "direct", "after"]
    for path, value in chance.sample(leaves, 40):
        holder = data
        for part in path[:-1]:
            holder = holder[part]
        if type(value) is int:
            holder[path[-1]] = chance.choice(_OFFSETS)
        elif path[-1] in LABELLED:
            holder[path[-1]] = chance.choice(
                next(labels for name, labels in LISTS if path[-1] in name and value in labels)
            )
        elif isinstance(value, str):
            holder[path[-1]] = chance.choice(ids)
    data["text"] = chance.choice([TEXT, "", "a"])
    data["marks"] |= {"zones": chance.sample(_OFFSETS, 3), "layers": chance.choices(labels("layer"), k=3)}
    assert isinstance(findings(data, strict=True), list)


DECOMPOSED = unicodedata.normalize("NFD", "é")


@pytest.mark.parametrize(
    ("text", "span", "advice"),
    [
        ("😀 Ottawa", Span(3, 9, "Ottawa"), "the offsets fit as UTF-16 units; in code points use 2-8"),
        ("é Ottawa", Span(3, 9, "Ottawa"), "the offsets fit as UTF-8 bytes; in code points use 2-8"),
        ("a\n\nOttawa", Span(5, 11, "Ottawa"), "the offsets fit where every line ends in CRLF; in this text use 3-9"),
        (
            "a\r\n\r\nin Ottawa",
            Span(6, 12, "Ottawa"),
            "the offsets fit where every CRLF of the text is one LF; use 8-14 and copy the words from the text",
        ),
        (
            "a\r\nb\r\nc",
            Span(2, 5, "b\nc"),
            "the offsets fit where every CRLF of the text is one LF; use 3-7 and copy the words from the text",
        ),
        ("a\nb a", Span(2, 4, "\nb"), "the offsets are off by one; use 1-3"),
        ("in Ottawa.", Span(3, 8, "Ottawa"), "the end is exclusive; use 3-9"),
        ("in Ottawa", Span(3, 11, "Ottawa"), "the words are only at 3-9; use that"),
        ("in Ottawa.", Span(4, 10, "Ottawa"), "the offsets are off by one; use 3-9"),
        ("a\u00a0b", Span(0, 3, "a b"), "U+00A0 and the space are different characters; copy the words from the text"),
        (
            DECOMPOSED,
            Span(0, 2, "é"),
            "the words are the same in NFC, but a text is never normalised; copy the words from the text",
        ),
        (
            DECOMPOSED * 3 + "Ottawa",
            Span(3, 9, "Ottawa"),
            "the offsets fit the text in NFC, but a text is never normalised; use 6-12",
        ),
        ("Ottawa, in Ottawa", Span(4, 9, "Ottawa"), "the words are at 0-6, 11-17; use the place you mean"),
        ("we, in Ottawa", Span(0, 2, "Ottawa"), "the words are only at 7-13; use that"),
        ("we", Span(0, 2, "us"), "the words are nowhere in the text; copy them from it"),
    ],
)
def test_hint(text, span, advice):
    """A slice that does not match gets the advice that mends it."""
    assert hint(text, span) == advice


@pytest.mark.parametrize(
    ("before", "now", "advice"),
    [
        (b"a\nb", b"a\r\nb", "its line ends were changed to CRLF"),
        (b"a\r\nb", b"a\nb", "its line ends were changed to LF"),
        (b"a", b"a\n", "a line feed was added at the end"),
        (b"a\n", b"a", "the line feed at the end was removed"),
        (b"a", b"\xef\xbb\xbfa", "a byte order mark was added"),
        (DECOMPOSED.encode(), "é".encode(), "it was normalised to NFC"),
        ("é".encode(), DECOMPOSED.encode(), "it was normalised to NFD"),
        (b"a", b"version https://git-lfs.github.com/spec/v1\n", "the file is a Git LFS pointer"),
        (b"a", b"\xff", "restore the text, or record the new hash"),
    ],
)
def test_changed_bytes(before, now, advice):
    """A text whose hash differs gets the cause named, where one shows."""
    assert changed_bytes(now, hashlib.sha256(before).hexdigest()).startswith(advice)


def test_paragraphs():
    """Blank lines part paragraphs, lines with white space only are blank, U+00A0 at an edge is in no paragraph."""
    text = "\n a\nb\u00a0\n \u00a0\n\n\u00a0c \n"
    assert [text[start:end] for start, end in paragraphs(text)] == ["a\nb", "c"]
