"""Differences: one change, one difference of the right kind; nothing else, and nothing lost."""

import json
import random
import re

import msgspec
import pytest

from onrecord import codec
from onrecord.cli import run
from onrecord.metrics.comparison import KINDS, compare
from onrecord.model import AnnotationSet, Part, Source, Span
from onrecord.store import default_root, read_corpus
from onrecord.viewer.differences import difference_lines, side_by_side
from onrecord.viewer.rows import printable, rows

DOCUMENT = read_corpus(default_root())["cbc-ppe-dispute"]
GOLD = DOCUMENT.sets["gold"]


def change(layer, id, **fields):
    """Gold with some fields of one thing changed; `id` None takes the thing out."""
    found = []
    for thing in getattr(GOLD, layer):
        if thing.id != id:
            found.append(thing)
        elif fields:
            found.append(msgspec.structs.replace(thing, **fields))
    return msgspec.structs.replace(GOLD, **{layer: tuple(found)})


def span(start, end):
    """The span of the article."""
    return Span(start, end, DOCUMENT.text[start:end])


Q = next(q for q in GOLD.quotes if q.source and q.cue and not q.parent and q.mode == "indirect")
WHO = next(e.id for e in GOLD.entities if e.type == "PERSON" and e.id != Q.source.entity)
TOLD = next(q for q in GOLD.quotes if q.addressee and q.addressee != WHO)
DATED = next(c for c in GOLD.claims if c.made_at)
STATE = GOLD.records[0].states[1]
CHANGES = [
    (change("mentions", "m001"), "missing", "mentions", ""),
    (change("mentions", "m001", level="NOM"), "label", "mentions", "level"),
    (change("mentions", "m001", metonymy=not GOLD.mentions[0].metonymy), "label", "mentions", "metonymy"),
    (change("mentions", "m001", note="see below"), "wording", "mentions", "note"),
    (change("mentions", "m009", spans=(span(109, 277),)), "extent", "mentions", ""),
    (change("entities", "ottawa", type="ORG"), "label", "entities", "type"),
    (change("entities", "ottawa", identity="unnamed"), "label", "entities", "identity"),
    (change("entities", "ottawa", name="the capital"), "wording", "entities", "name"),
    (change("entities", "ottawa", kb=()), "link", "entities", "kb"),
    (change("quotes", Q.id, mode="mixed"), "label", "quotes", "mode"),
    (change("quotes", Q.id, type="fact"), "label", "quotes", "type"),
    (change("quotes", Q.id, cue=None), "role", "quotes", "cue"),
    (change("quotes", Q.id, cue=Part(Q.source.spans)), "extent", "quotes", "cue"),
    (change("quotes", Q.id, source=Source(WHO, Q.source.spans)), "speaker", "quotes", "source.entity"),
    (change("quotes", TOLD.id, addressee=None), "role", "quotes", "addressee"),
    (change("quotes", TOLD.id, addressee=WHO), "link", "quotes", "addressee"),
    (change("quotes", Q.id, parent="q03" if Q.id != "q03" else "q02"), "link", "quotes", "parent"),
    (change("claims", "c05", claimant="author"), "speaker", "claims", "claimant"),
    (change("claims", "c05", subject=None), "link", "claims", "subject"),
    (change("claims", "c05", proposition="It was so."), "wording", "claims", "proposition"),
    (change("claims", DATED.id, made_at=None), "label", "claims", "made_at"),
    (change("negatives", GOLD.negatives[0].id, reason="title"), "label", "negatives", "reason"),
    (change("relations", "r10"), "missing", "relations", ""),
    (change("relations", "r10", type="qualifies"), "label", "relations", "type"),
    (change("relations", "r10", timing="before"), "label", "relations", "timing"),
    (change("relations", "r10", independence="post_hoc"), "label", "relations", "independence"),
    (change("relations", "r10", signal=()), "extent", "relations", "signal"),
    (change("records", GOLD.records[0].id, entity="ottawa"), "link", "records", "entity"),
]  # fmt: skip


@pytest.mark.parametrize(("changed", "kind", "layer", "field"), CHANGES, ids=[" ".join(c[1:]) for c in CHANGES])
def test_one_change_is_one_difference(changed, kind, layer, field):
    """Its kind, layer and field are told, both ways round."""
    assert [d[:3] for d in compare(GOLD, changed)] == [(kind, layer, field)]
    (there,), (back,) = compare(GOLD, changed), compare(changed, GOLD)
    assert back == there._replace(left=there.right, right=there.left)


def test_two_sources_are_a_role_too():
    """A quote without its source: the words and who it is both differ."""
    found = compare(GOLD, change("quotes", Q.id, source=None))
    assert {(d.kind, d.field) for d in found} == {("role", "source"), ("speaker", "source.entity")}


def test_an_entity_taken_out_is_told_with_all_that_meant_it():
    """The entity is missing, and each mention of it, now of another, has another link."""
    with_other = tuple(
        msgspec.structs.replace(m, entity="canada") if m.entity == "mexico" else m for m in GOLD.mentions
    )
    entities = tuple(e for e in GOLD.entities if e.id != "mexico")
    found = compare(GOLD, msgspec.structs.replace(GOLD, mentions=with_other, entities=entities))
    moved = [d for d in found if d.layer == "mentions"]
    assert [d.kind for d in found if d.layer == "entities"] == ["missing"]
    assert {d.kind for d in moved} == {"link"} and len(moved) == sum(m.entity == "mexico" for m in GOLD.mentions)


def test_a_state_that_lists_another_claim():
    """The claims of a state are links."""
    record = GOLD.records[0]
    states = (record.states[0], msgspec.structs.replace(STATE, claims=STATE.claims[:1]))
    (found,) = compare(GOLD, change("records", record.id, states=states))
    assert (found.kind, found.field, found.right.value) == ("link", "states.claims", STATE.claims[0])


def test_a_quote_that_the_other_side_calls_none_differs_in_its_role():
    """One difference, not a missing quote and a missing negative."""
    quote = next(q for q in GOLD.quotes if not any(c.parent == q.id for c in GOLD.quotes))
    claims = tuple(c for c in GOLD.claims if all(r.quote != quote.id for r in c.realizations))
    without = msgspec.structs.replace(GOLD, claims=claims, relations=(), records=())
    negative = msgspec.structs.replace(GOLD.negatives[0], id="n99", spans=quote.content.spans)
    other = msgspec.structs.replace(
        without, quotes=tuple(q for q in GOLD.quotes if q.id != quote.id), negatives=(*GOLD.negatives, negative)
    )
    (found,) = compare(without, other)
    assert (found.kind, found.left.id, found.right.id) == ("role", quote.id, "n99")


def renamed(marks, seed):
    """The same set with every id another and every list in another order."""
    rng = random.Random(seed)
    names = {id: f"x{n}" for n, id in enumerate(rng.sample(sorted(marks.ids), len(marks.ids)))}
    keys = "id|entity|a|b|parent|addressee|quote|claimant|subject|ended_by|from|to"
    raw = re.sub(
        rf'"({keys})":"([^"]*)"', lambda m: f'"{m[1]}":"{names.get(m[2], m[2])}"', codec.encode(marks).decode()
    )
    raw = re.sub(r'(?<="claims":)\[("[^]]*)\]', lambda m: json.dumps([names[id] for id in json.loads(m[0])]), raw)
    made = msgspec.json.decode(raw, type=AnnotationSet)
    layers = ("entities", "mentions", "quotes", "claims", "relations", "identity_links", "negatives")
    return msgspec.structs.replace(
        made, **{n: tuple(rng.sample(getattr(made, n), len(getattr(made, n)))) for n in layers}
    )


@pytest.mark.parametrize("seed", range(5))
def test_ids_and_order_make_no_difference(seed):
    """A set whose things are called and ordered otherwise says the same."""
    assert not compare(GOLD, renamed(GOLD, seed))


@pytest.mark.parametrize(("one", "other"), [("pass-a", "pass-b"), ("gold", "pass-a"), ("gold", "pass-b")])
def test_sides_can_be_exchanged(one, other):
    """The same differences, left for right; all of known kinds, in the order of the text."""
    there, back = (compare(DOCUMENT.sets[a], DOCUMENT.sets[b]) for a, b in ((one, other), (other, one)))
    assert sorted(map(repr, there)) == sorted(repr(d._replace(left=d.right, right=d.left)) for d in back)
    assert there and {d.kind for d in there} <= set(KINDS)
    starts = [-1 if d.start is None else d.start for d in there]
    assert starts == sorted(starts)


def test_the_passes_differ_as_their_adjudication_says():
    """The differences that annotations/decisions.md settles by their places are found: a check from outside."""
    text = (default_root() / "annotations/decisions.md").read_text(encoding="utf-8")
    found = compare(DOCUMENT.sets["pass-a"], DOCUMENT.sets["pass-b"])
    missing = {p for d in found if d.kind == "missing" and d.layer == "mentions" for p in d.pieces}
    told = {(int(a), int(b)) for a, b in re.findall(r"^- D\d\d (\d+)-(\d+) .*\| A: (?:-|NOM) \| B:", text, re.M)}
    assert told == missing
    (quote,) = [d for d in found if d.layer == "quotes"]
    assert "- D27 q15" in text and (quote.right.id, quote.left.value, quote.right.value) == ("q15", "fact", "assertion")


def test_both_views_tell_every_difference():
    """The list and the side-by-side view have a line for each, and each zone once."""
    found = compare(DOCUMENT.sets["pass-a"], DOCUMENT.sets["pass-b"])
    listed = printable(difference_lines(DOCUMENT, "pass-a", "pass-b", found))
    beside = printable(side_by_side(DOCUMENT, "pass-a", "pass-b", found))
    assert listed.count("\n      pass-a  ") == listed.count("\n      pass-b  ") == len(found)
    assert beside.count("\n  * ") == len(found)
    assert all(len(row) <= 100 for row in (*listed.splitlines(), *beside.splitlines()))


def test_side_by_side_holds_both_sides_whole():
    """Left of the bar is what the left side says, right of it the other, whatever the width."""
    found = compare(DOCUMENT.sets["pass-a"], DOCUMENT.sets["pass-b"])
    for width in (40, 81, 100):
        made = [r.plain for r in rows(side_by_side(DOCUMENT, "pass-a", "pass-b", found), width)]
        pairs = [r.split(" │ ") for r in made if " │ " in r]
        assert {len(left) for left, _ in pairs} == {(width - 3) // 2}
        assert "num-one-b" in "".join(left for left, _ in pairs)
        assert not any("num-one-b" in right for _, right in pairs)


def test_what_a_terminal_would_obey_is_spelt_out(tmp_path, capsys):
    """Escapes in names and notes of a stranger's set are printed as text, in both forms."""
    hostile = change("entities", "ottawa", name="\x1b[31mred\u202e::error::x")
    file = tmp_path / "set.json"
    file.write_bytes(codec.encode(msgspec.structs.replace(hostile, annotator="pass-a")))
    for form in ((), ("--side-by-side",), ("--format", "json")):
        assert run(["diff", "gold", str(file), *form]) == 0
        out = capsys.readouterr().out
        assert "\x1b" not in out and "\u202e" not in out and "red" in out


@pytest.mark.parametrize(("args", "code"), [(["gold", "gold"], 0), (["pass-a", "pass-b"], 1), (["gold", "none"], 2)])
def test_the_exit_code_tells_if_asked(args, code, capsys):
    """`--exit-code` ends with 1 where there are differences; without it only failures do."""
    assert run(["diff", *args, "--exit-code"]) == code
    assert run(["diff", *args]) == (2 if code == 2 else 0)
    assert capsys.readouterr()


def test_json_tells_the_same(capsys):
    """Counts add up, places are those of the text."""
    assert run(["diff", "pass-a", "pass-b", "--format", "json"]) == 0
    told = msgspec.json.decode(capsys.readouterr().out)["documents"]["cbc-ppe-dispute"]
    found = compare(DOCUMENT.sets["pass-a"], DOCUMENT.sets["pass-b"])
    assert sum(told["counts"].values()) == len(found) == len(told["differences"])
    assert [row["kind"] for row in told["differences"]] == [d.kind for d in found]
    assert [row["place"] and row["place"]["start"] for row in told["differences"]] == [d.start for d in found]
