"""Adjudication: nothing lost, nothing made up, every conflict listed, and the same answer however often it is asked."""

import hashlib
import json
import os
import random
import re
import shutil
from collections import Counter

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import codec, writing
from onrecord.cli import run
from onrecord.errors import MachineError, UsageError
from onrecord.metrics.adjudication import adjudicate
from onrecord.metrics.comparison import KINDS, compare
from onrecord.metrics.decisions import OWN, Conflict, Reading, convert, encode
from onrecord.metrics.groups import grouped
from onrecord.metrics.naming import keep_ids
from onrecord.metrics.references import TYPES, plain, provides, references
from onrecord.model import (
    AnnotationSet,
    Claim,
    DateValue,
    Entity,
    IdentityLink,
    Kb,
    Mention,
    Negative,
    Part,
    Quote,
    Realization,
    Record,
    Relation,
    Source,
    Span,
    State,
)
from onrecord.store import default_root, read_corpus
from onrecord.writing import write_file
from tests import marked

replace = msgspec.structs.replace
ARTICLE = read_corpus(default_root())["cbc-ppe-dispute"]
PASSES = {name: ARTICLE.sets[name] for name in ("pass-a", "pass-b")}
A, B = PASSES.values()
TEXT = "one two three four five six seven eight nine ten"
WORDS = [match.span() for match in re.finditer(r"\w+", TEXT)]
KEYS = {"id", "entity", "a", "b", "addressee", "parent", "claimant", "subject", "quote", "ended_by", "from", "to"}
seeds = st.integers(0, 2**32)


def spans(rng):
    """One piece of the text or two, whole words."""
    i, *rest = sorted(rng.sample(range(len(WORDS)), rng.choice((2, 2, 3))))
    pieces = [(WORDS[i][0], WORDS[rest[0] - 1][1]), *(WORDS[k] for k in rest[1:])]
    return tuple(Span(start, end, TEXT[start:end]) for start, end in pieces)


def made(seed, who="a"):
    """An annotation set of `TEXT`; references lead somewhere. Ids are in any order, some things are there twice."""
    rng = random.Random(seed)
    ids = iter(rng.sample([f"x{n}" for n in range(50)], 50))

    def many(most, make):
        return [make(id) for id, _ in zip(ids, range(rng.randint(0, most)), strict=False)]

    def one_of(things, none=True):
        return rng.choice([*([None] if none else []), *(thing.id for thing in things)])

    entities = many(4, lambda id: Entity(id, rng.choice(("ORG", "GPE")), rng.choice("NM"), "named"))
    mentions = many(
        5 * bool(entities), lambda id: Mention(id, one_of(entities, False), rng.choice(("NAM", "NOM")), spans(rng))
    )
    quotes = []
    for id in many(3, str):
        who_said = one_of(entities)
        source, cue = who_said and Source(who_said, spans(rng)), rng.choice((None, Part(spans(rng))))
        quotes.append(
            Quote(id, "indirect", "assertion", source, cue, Part(spans(rng)), one_of(entities), one_of(quotes))
        )
    negatives = many(2, lambda id: Negative(id, rng.choice(("title", "term")), spans(rng)))

    def place(_):
        quote = one_of(quotes)
        return Realization("paraphrase", quote) if quote else Realization("author", None, spans(rng))

    def claim(id):
        made_at = rng.choice((None, DateValue("2020", "year", "text")))
        places = tuple(map(place, range(rng.randint(0, 2))))
        return Claim(
            id, rng.choice(("It is.", "It was.")), one_of(entities) or "author", one_of(entities), places, made_at
        )

    claims = many(4, claim)

    def state(id):
        return State(id, tuple(c.id for c in claims if rng.random() < 0.4), one_of(claims))

    records = many(
        2 * bool(entities), lambda id: Record(id, one_of(entities, False), tuple(many(2, state)) or (state(next(ids)),))
    )
    ends = [*claims, *(state for record in records for state in record.states)]
    relations = many(
        3 * bool(claims),
        lambda id: Relation(id, rng.choice(("supports", "restates")), one_of(ends, False), one_of(claims, False)),
    )
    pairs = [rng.sample(entities, 2) for _ in range(2) if len(entities) > 1]
    links = [IdentityLink(a.id, b.id, rng.choice(("likely", "possible"))) for a, b in pairs]
    layers = map(tuple, (entities, mentions, links, quotes, negatives, claims, records, relations))
    return AnnotationSet(
        schema="s", schema_version="1", document="doc", text_sha256="0" * 64, annotator=who, guidelines="1.0",
        **dict(zip(TYPES, layers, strict=True)),
    )  # fmt: skip


def things(marks):
    """Every thing of a set, with its layer."""
    return [(layer, thing) for layer in TYPES for thing in getattr(marks, layer)]


def values(marks):
    """The marks of a set, whatever their order."""
    return Counter((layer, msgspec.json.encode(thing)) for layer, thing in things(marks))


def decide(merge, choose, rule="section 1"):
    """The decisions of a merge with `choose(conflict)` as the choice; a pair is "own" and the thing."""
    found = []
    for conflict in merge.decisions.conflicts:
        choice = choose(conflict)
        if isinstance(choice, tuple):
            conflict = replace(conflict, own=choice[1])
            choice = choice[0]
        found.append(replace(conflict, chosen=choice, rule=choice and rule))
    return replace(merge.decisions, conflicts=tuple(found))


def reread(decisions):
    """Decisions as they come back from a file."""
    return convert(json.loads(encode(decisions)))


def renamed(value, new, key=""):
    """A JSON value with the ids in it looked up in `new`: another way to what `references.renamed` does."""
    if isinstance(value, dict):
        return {k: renamed(v, new, k) for k, v in value.items()}
    if isinstance(value, list):
        return [renamed(v, new, "id" if key == "claims" and isinstance(v, str) else key) for v in value]
    return new.get(value, value) if key in KEYS else value


@settings(max_examples=80, deadline=None)
@given(seeds)
def test_a_set_merged_with_itself_is_itself(seed):
    """Every mark again, with its id, whatever ties there are; no conflict; everything is of both."""
    marks = made(seed)
    merge = adjudicate({"a": marks, "b": replace(marks, annotator="b")}, TEXT, "gold")
    assert values(merge.marks) == values(marks)
    assert merge.decisions.conflicts == merge.decisions.waiting == ()
    assert set(merge.origins.values()) <= {("a", "b")} and len(merge.origins) == len(things(marks))


@settings(max_examples=60, deadline=None)
@given(seeds, st.permutations(range(3)))
def test_the_order_of_annotators_does_not_matter(seed, order):
    """Both outputs, byte for byte."""
    sets = [(name, made(seed + number, name)) for number, name in enumerate("abc")]
    one, other = (adjudicate(dict(found), TEXT, "gold") for found in (sets, [sets[i] for i in order]))
    assert codec.encode(one.marks) == codec.encode(other.marks)
    assert encode(one.decisions) == encode(other.decisions)


@settings(max_examples=40, deadline=None)
@given(seeds)
def test_beside_an_empty_set_everything_is_a_conflict(seed):
    """Each thing against its absence; whoever is believed, the result is what they have."""
    marks = made(seed)
    sets = {"a": replace(marks, **dict.fromkeys(TYPES, ())), "b": marks}
    merge = adjudicate(sets, TEXT, "gold")
    assert merge.decisions.counts.agreed == 0 and not things(merge.marks)
    assert len(merge.decisions.conflicts) == len(things(marks))
    assert all(c.kind == "missing" and c.readings[0].value is None for c in merge.decisions.conflicts)
    assert not things(adjudicate(sets, TEXT, "gold", decide(merge, lambda _: "a")).marks)
    assert values(adjudicate(sets, TEXT, "gold", decide(merge, lambda _: "b")).marks) == values(marks)


@settings(max_examples=80, deadline=None)
@given(seeds, st.sampled_from("abc"))
def test_with_one_annotator_always_right_the_result_is_theirs(seed, who):
    """Every conflict decided for one: their marks up to ids, and nothing waits."""
    sets = {name: made(seed + number, name) for number, name in enumerate("abc")}
    merge = adjudicate(sets, TEXT, "gold")
    result = adjudicate(sets, TEXT, "gold", decide(merge, lambda _: who))
    new = grouped(sets).ids["abc".index(who)]
    mine = Counter(
        (layer, json.dumps(_unordered(layer, renamed(plain(thing), new)), sort_keys=True))
        for layer, thing in things(sets[who])
    )
    assert mine == Counter(
        (layer, json.dumps(_unordered(layer, plain(thing)), sort_keys=True)) for layer, thing in things(result.marks)
    )
    assert not result.decisions.waiting and result.decisions.counts.open == 0
    assert all(who in origin for origin in result.origins.values())


def _unordered(layer, value):
    """An identity link has no direction."""
    return sorted(value.values()) if layer == "identity_links" else value


@settings(max_examples=120, deadline=None)
@given(seeds, st.integers(2, 3))
def test_any_decisions_keep_the_laws(seed, many):
    """Counts add up, nothing is made up, nothing dangles, ids are unique, and a replay changes no byte."""
    rng = random.Random(seed)
    sets = {name: made(seed + number, name) for number, name in enumerate("abc"[:many])}
    merge = adjudicate(sets, TEXT, "gold")
    groups = {f"{group.layer}/{group.id}": group for group in grouped(sets).groups}

    def choose(conflict):
        own = rng.choice(conflict.readings).value
        return rng.choice((None, *sets, *sets, (OWN, own if rng.random() < 0.7 else None)))

    decided = reread(decide(merge, choose))
    result = adjudicate(sets, TEXT, "gold", decided)
    found, count = result.decisions, result.decisions.counts
    assert count.conflicts == len(found.conflicts) == count.decided + count.open
    assert count.decided == sum(c.chosen is not None for c in found.conflicts)
    assert count.agreed + count.conflicts == len(groups)
    there = {f"{layer}/{getattr(thing, 'id', '')}": thing for layer, thing in things(result.marks)}
    owns = {c.id: c.own for c in found.conflicts if c.chosen == OWN}
    for id, thing in there.items():
        if not id.startswith("identity_links"):
            assert thing in groups[id].readings or plain(thing) == owns[id]
            assert result.origins[id] == (OWN,) or {
                name for name, reading in zip(sets, groups[id].readings, strict=True) if reading == thing
            } == set(result.origins[id])
    assert not result.marks.dangling and len(set(result.marks.ids)) == len(result.marks.ids)
    assert not result.origins.keys() & {waiting.id for waiting in found.waiting}
    assert len(result.origins) == len(things(result.marks))
    again = adjudicate(sets, TEXT, "gold", reread(found))
    assert codec.encode(again.marks) == codec.encode(result.marks)
    assert encode(again.decisions) == encode(found)


@settings(max_examples=60, deadline=None)
@given(seeds)
def test_what_waits_is_all_that_must(seed):
    """It refers to what is not there; what it waits for is named; with that, it would be there."""
    sets = {name: made(seed + number, name) for number, name in enumerate("ab")}
    result = adjudicate(sets, TEXT, "gold")
    groups = {f"{group.layer}/{group.id}": group for group in grouped(sets).groups}
    there = {id for _, thing in things(result.marks) for id in provides(thing)}
    open_ones = {conflict.id for conflict in result.decisions.conflicts}
    waiting = {waiting.id: waiting.for_ for waiting in result.decisions.waiting}
    for id, missing in waiting.items():
        assert set(references(groups[id].readings[0])) - there
        assert missing and all(other in open_ones or other in waiting for other in missing)
    assert result.decisions.counts.agreed == len(result.origins) + len(waiting)


def test_merged_ids_are_those_of_the_first_annotator_who_has_the_thing():
    """Another thing of the same id gets a number, whatever its layer; ids stay within their length."""
    long = "x" * 64
    empty = small()
    one = replace(empty, negatives=(Negative(long, "term", (Span(0, 3, "one"),)),))
    two = replace(empty, negatives=(Negative("n", "term", (Span(0, 3, "one"),)),),
                  entities=(Entity(long, "ORG", "X", "named"),))  # fmt: skip
    three = replace(
        empty,
        claims=(Claim(long, "It is.", long[1:], None, (), None),),
        entities=(Entity(long[1:], "ORG", "Y", "named"),),
    )
    found = grouped({"a": one, "b": two, "c": three})
    assert [dict(ids) for ids in found.ids] == [
        {long: long}, {"n": long, long: "x" * 62 + "-2"}, {long: "x" * 62 + "-3", long[1:]: long[1:]},
    ]  # fmt: skip


WHOLE = (Span(0, 3, "one"),)
PAIR = (Entity("e", "ORG", "E", "named"), Entity("f", "ORG", "F", "named"))
CLAIMS = tuple(
    Claim(id, text, "author", None, (Realization("author", None, spans),), None)
    for id, text, spans in (("c", "It is.", WHOLE), ("d", "It was.", (Span(4, 7, "two"),)))
)


def small(**layers):
    """An annotation set of `TEXT` with these layers, the others empty."""
    return replace(made(0), **{**dict.fromkeys(TYPES, ()), **layers})


def test_states_are_one_only_where_their_records_are():
    """One has two states in a record, the other a record for each: no choice gives a state twice."""
    one, two = State("s", ("c",)), State("t", ("d",))
    joint = small(entities=PAIR, claims=CLAIMS, records=(Record("r", "e", (one, two)),))
    apart = replace(joint, records=(Record("r", "e", (one,)), Record("q", "f", (two,))))
    sets = {"a": joint, "b": apart}
    merge = adjudicate(sets, TEXT, "gold")
    result = adjudicate(sets, TEXT, "gold", decide(merge, lambda c: "a" if c.id == "records/r" else "b"))
    assert [[state.id for state in record.states] for record in result.marks.records] == [["t-2"], ["s", "t"]]


def test_an_own_record_may_have_states_of_its_own():
    """Another own reading may refer to them; with the record left out, it waits for it."""
    record, relation = Record("r", "e", (State("s", ("c",)),)), Relation("x", "supports", "s", "d")
    one = small(entities=PAIR, claims=CLAIMS, records=(record,), relations=(relation,))
    sets = {"a": one, "b": replace(one, records=(), relations=())}
    merge = adjudicate(sets, TEXT, "gold")
    owns = {
        "records/r": plain(replace(record, states=(State("fresh", ()),))),
        "relations/x": plain(replace(relation, from_="fresh")),
    }
    result = adjudicate(sets, TEXT, "gold", decide(merge, lambda c: (OWN, owns[c.id])))
    assert result.marks.records[0].states[0].id == result.marks.relations[0].from_ == "fresh"
    result = adjudicate(sets, TEXT, "gold", decide(merge, lambda c: "b" if c.id == "records/r" else "a"))
    assert [(waiting.id, waiting.for_) for waiting in result.decisions.waiting] == [("relations/x", ("records/r",))]


def test_an_identity_link_has_no_direction():
    """Two that name the same entities the other way round are one, as the first annotator has it."""
    link = IdentityLink("f", "e", "likely")
    one = small(entities=PAIR, identity_links=(link,))
    other = replace(one, identity_links=(IdentityLink("e", "f", "likely"),))
    merge = adjudicate({"a": one, "b": other}, TEXT, "gold")
    assert merge.marks.identity_links == (link,) and not merge.decisions.conflicts


def test_relations_of_one_type_go_together():
    """Of two between the same claims, whatever their order and their ids."""
    one = small(claims=CLAIMS, relations=(Relation("x", "supports", "c", "d"), Relation("y", "restates", "c", "d")))
    other = replace(one, relations=(Relation("x", "restates", "c", "d"), Relation("y", "supports", "c", "d")))
    merge = adjudicate({"a": one, "b": other}, TEXT, "gold")
    assert merge.marks.relations == one.relations and not merge.decisions.conflicts


def test_the_result_is_in_the_order_of_the_text():
    """Marks by where they stand, entities by their first mention, records and relations by id."""
    merge = adjudicate(PASSES, ARTICLE.text, "gold")
    marks = adjudicate(PASSES, ARTICLE.text, "gold", decide(merge, lambda _: "pass-a")).marks
    begins = [[mention.spans[0].start for mention in marks.mentions], [q.content.spans[0].start for q in marks.quotes]]
    assert begins == [sorted(found) for found in begins]
    seen = list(dict.fromkeys(mention.entity for mention in marks.mentions))
    assert [entity.id for entity in marks.entities[: len(seen)]] == seen
    assert [relation.id for relation in marks.relations] == sorted(relation.id for relation in marks.relations)


def test_the_shipped_passes():
    """Every conflict of the two passes by its kind; whichever pass is believed, no difference to it is left."""
    merge = adjudicate(PASSES, ARTICLE.text, "gold")
    assert (merge.decisions.counts.agreed, merge.decisions.counts.conflicts) == (283, 67)
    kinds = Counter(conflict.kind for conflict in merge.decisions.conflicts)
    assert kinds == {"wording": 27, "missing": 20, "label": 8, "link": 7, "extent": 5}
    for name, marks in PASSES.items():
        result = adjudicate(PASSES, ARTICLE.text, "gold", decide(merge, lambda _, name=name: name))
        assert compare(result.marks, marks) == ()
        assert [len(getattr(result.marks, layer)) for layer in TYPES] == [len(getattr(marks, layer)) for layer in TYPES]


def first(layer, **fields):
    """Pass B with some fields of the first thing of a layer changed; without fields it is taken out."""
    thing, *rest = getattr(B, layer)
    return replace(B, **{layer: (*([replace(thing, **fields)] if fields else []), *rest)})


WHO = next(e.id for e in B.entities if e.id != B.quotes[0].source.entity)


@pytest.mark.parametrize(
    ("layer", "fields", "kind"),
    [
        ("negatives", {}, "missing"),
        ("relations", {"signal": (Span(0, 6, "Ottawa"),)}, "extent"),
        ("mentions", {"spans": (Span(0, 12, "Ottawa looks"),), "note": "so"}, "extent"),
        ("mentions", {"level": "NOM"}, "label"),
        ("mentions", {"note": "see below"}, "wording"),
        ("entities", {"type": "ORG"}, "label"),
        ("entities", {"kb": (Kb("wikidata:Q1", "x"),)}, "link"),
        ("identity_links", {"certainty": "possible"}, "label"),
        ("quotes", {"cue": None}, "role"),
        ("quotes", {"source": Source(WHO, B.quotes[0].source.spans)}, "speaker"),
        ("quotes", {"parent": "q05"}, "link"),
        ("claims", {"proposition": "It was so.", "subject": None}, "link"),
        ("claims", {"proposition": "It was so."}, "wording"),
        ("records", {"entity": WHO}, "link"),
        ("relations", {"timing": "before"}, "label"),
    ],
)
def test_the_kind_of_a_conflict_is_the_first_that_differs(layer, fields, kind):
    """One thing changed is one conflict of that kind, with both readings."""
    assert kind in KINDS
    (conflict,) = adjudicate(
        {"pass-b": B, "x": replace(first(layer, **fields), annotator="x")}, ARTICLE.text, "gold"
    ).decisions.conflicts
    assert (conflict.kind, conflict.id.partition("/")[0]) == (kind, layer)
    assert [reading.annotators for reading in conflict.readings] == [("pass-b",), ("x",)]


def test_an_entity_left_out_makes_others_wait():
    """Decided and agreed things that refer to it are named as waiting for it; so are those that refer to them."""
    merge = adjudicate(PASSES, ARTICLE.text, "gold")
    decided = decide(merge, lambda c: (OWN, None) if c.id == "entities/anon-source-pulp" else "pass-b")
    result = adjudicate(PASSES, ARTICLE.text, "gold", decided)
    waiting = {waiting.id: waiting.for_ for waiting in result.decisions.waiting}
    assert waiting["quotes/q05"] == ("entities/anon-source-pulp",) and waiting["quotes/q06"] == ("quotes/q05",)
    assert result.decisions.counts.open == 0 and not result.marks.dangling


def conflict_of(decisions, id):
    """The conflict of that id."""
    return next(conflict for conflict in decisions.conflicts if conflict.id == id)


def test_an_own_reading_is_taken_as_it_is():
    """Its origin is the adjudicator; a note stays with it."""
    merge = adjudicate(PASSES, ARTICLE.text, "gold")
    own = {**conflict_of(merge.decisions, "quotes/q15").readings[0].value, "type": "belief"}
    decided = decide(merge, lambda c: (OWN, own) if c.id == "quotes/q15" else "pass-a")
    decided = replace(decided, conflicts=tuple(replace(c, note="read twice") for c in decided.conflicts))
    result = adjudicate(PASSES, ARTICLE.text, "gold", reread(decided))
    assert next(plain(quote) for quote in result.marks.quotes if quote.id == "q15") == own
    assert result.origins["quotes/q15"] == (OWN,) and result.origins["quotes/q14"] == ("pass-a", "pass-b")
    assert {conflict.note for conflict in result.decisions.conflicts} == {"read twice"}


Q15 = conflict_of(adjudicate(PASSES, ARTICLE.text, "gold").decisions, "quotes/q15")
VALUE = Q15.readings[0].value


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"id": "quotes/q99", "chosen": "pass-a", "rule": "x"}, "quotes/q99: there is no such conflict any more"),
        ({"id": "quotes/q99", "note": "x"}, "quotes/q99: there is no such conflict any more"),
        ({"readings": Q15.readings[:1], "chosen": "pass-a", "rule": "x"}, "quotes/q15: its readings have changed"),
        ({"chosen": "pass-c", "rule": "x"}, "quotes/q15: 'pass-c' is no annotator of this merge"),
        ({"chosen": "pass-a"}, "quotes/q15: it is decided without a rule"),
        ({"chosen": "pass-a", "rule": " "}, "quotes/q15: it is decided without a rule"),
        ({"chosen": OWN, "rule": "x"}, "quotes/q15: 'own' is chosen and not given"),
        ({"chosen": OWN, "rule": "x", "own": {**VALUE, "id": "q1"}}, "quotes/q15: its own reading is no such thing"),
        ({"chosen": OWN, "rule": "x", "own": {**VALUE, "mode": "odd"}}, "quotes/q15: its own reading is no such thing"),
        ({"chosen": OWN, "rule": "x", "own": {**VALUE, "parent": "q"}}, "quotes/q15: 'q' is the id of nothing"),
    ],
)  # fmt: skip
def test_decisions_that_do_not_fit_are_refused(changes, message):
    """The error names the conflict and what to do."""
    merge = adjudicate(PASSES, ARTICLE.text, "gold")
    wrong = replace(merge.decisions, conflicts=(replace(Q15, **changes),))
    with pytest.raises(UsageError, match=f"^decisions on cbc-ppe-dispute for gold: {re.escape(message)}.*; "):
        adjudicate(PASSES, ARTICLE.text, "gold", wrong)


def test_a_conflict_is_decided_once_and_in_its_own_file():
    """Twice, or in the file of another merge, is refused."""
    merge = adjudicate(PASSES, ARTICLE.text, "gold")
    once = replace(Q15, chosen="pass-a", rule="x")
    with pytest.raises(UsageError, match="decided twice"):
        adjudicate(PASSES, ARTICLE.text, "gold", replace(merge.decisions, conflicts=(once, once)))
    with pytest.raises(UsageError, match="for 'gold', not 'other'"):
        adjudicate(PASSES, ARTICLE.text, "other", merge.decisions)


@pytest.mark.parametrize(
    ("sets", "into", "message"),
    [
        ({"a": A}, "gold", "one set is no merge"),
        ({"a": A, "gold": B}, "gold", "name another annotator"),
        ({"a": A, "own": B}, "gold", "another id"),
        ({"a": A, "b": replace(B, text_sha256="0" * 64)}, "gold", "do not mark the same text"),
        ({"a": A, "b": replace(B, guidelines="2.0")}, "gold", "same version of the guidelines"),
    ],
)
def test_sets_that_cannot_be_merged_are_refused(sets, into, message):
    """One alone, one that is to be made, one of an odd name, sets of two texts or two guidelines."""
    with pytest.raises(UsageError, match=message):
        adjudicate(sets, ARTICLE.text, into)


@pytest.fixture
def root(tmp_path):
    """A copy of the shipped corpus in which nobody has made gold."""
    for folder in ("corpus", "annotations", "schema"):
        shutil.copytree(default_root() / folder, tmp_path / folder)
    shutil.rmtree(tmp_path / "annotations/gold")
    return tmp_path


@pytest.fixture
def merge(root, capsys):
    """Runs the command on that corpus: exit code, standard output, standard error."""

    def command(*args):
        code = run(["adjudicate", *args, "--into", "gold", "--root", str(root)])
        return (code, *capsys.readouterr())

    return command


def contents(root):
    """The bytes of every file."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


GOLD, LOG = "annotations/gold/cbc-ppe-dispute.json", "decisions/gold/cbc-ppe-dispute.json"


def fill(path, **fields):
    """Fill in every conflict of a decisions file."""
    found = json.loads(path.read_bytes())
    for conflict in found["conflicts"]:
        conflict.update(fields)
    path.write_text(json.dumps(found, indent=1))


def test_from_two_passes_to_gold(root, merge):
    """Open conflicts are listed and end with 1; decided, they give a clean corpus that holds what was chosen."""
    code, out, _ = merge("pass-a", "pass-b")
    assert code == 1 and "cbc-ppe-dispute: 283 agreed, 67 conflicts = 0 decided + 67 open, 36 waiting\n" in out
    fill(root / LOG, chosen="pass-b", rule="section 1")
    code, out, _ = merge("pass-b", "pass-a")
    assert code == 0 and "67 decided + 0 open, 0 waiting\n" in out and out.count("  wrote ") == 2
    assert run(["check", str(root)]) == 0
    gold = read_corpus(root)["cbc-ppe-dispute"].sets["gold"]
    assert compare(gold, B) == () and gold.annotator == "gold"
    before = contents(root)
    assert merge("pass-a", "pass-b")[0] == 0 and contents(root) == before


def test_a_dry_run_lists_and_writes_nothing(root, merge):
    """A line for each open conflict: id, kind, line and column, both readings."""
    before = contents(root)
    code, out, _ = merge("pass-a", "pass-b", "--dry-run")
    assert code == 1 and contents(root) == before
    assert "  quotes/q15  label  41:96  pass-a: type fact; pass-b: type assertion\n" in out
    assert "  entities/ppe-dispute  missing  1:64  pass-a: (has none); pass-b: " in out
    assert "  quotes/q06  waits for quotes/q05\n" in out
    assert len(out.splitlines()) == 1 + 67 + 36


def test_gold_made_by_hand_is_not_lost(root, merge):
    """Without --force, whether made before the first adjudication or changed after one; with it the command writes."""
    path = root / GOLD
    path.parent.mkdir()
    path.write_bytes((default_root() / GOLD).read_bytes())
    before = contents(root)
    code, _, err = merge("pass-a", "pass-b")
    assert code == 2 and f"{GOLD}: no adjudication on record" in err and "--force" in err and contents(root) == before
    assert merge("pass-a", "pass-b", "--force")[0] == 1
    assert contents(root)[GOLD] != before[GOLD]
    assert merge("pass-a", "pass-b")[0] == 1
    path.write_bytes(before[GOLD])
    before = contents(root)
    code, _, err = merge("pass-a", "pass-b")
    assert code == 2 and f"{GOLD}: it was changed after" in err and "--force" in err and contents(root) == before


def test_decisions_without_a_hash_get_one_where_nothing_is_replaced(root, merge):
    """The set that they give is there already; with another choice in the file it would be replaced unasked."""
    merge("pass-a", "pass-b")
    whole = contents(root)
    log = json.loads(whole[LOG])
    assert log.pop("result_sha256") == hashlib.sha256(whole[GOLD]).hexdigest()
    (root / LOG).write_text(json.dumps(log))
    assert merge("pass-a", "pass-b")[0] == 1 and contents(root) == whole
    (root / LOG).write_text(json.dumps(log))
    fill(root / LOG, chosen="pass-a", rule="x")
    code, _, err = merge("pass-a", "pass-b")
    assert code == 2 and "no result_sha256 in" in err and contents(root)[GOLD] == whole[GOLD]


@pytest.mark.parametrize("many", range(3))
def test_after_a_kill_the_same_command_goes_on(root, merge, tmp_path_factory, monkeypatch, many):
    """However many files were written; the end is as if nothing had happened."""
    merge("pass-a", "pass-b")
    fill(root / LOG, chosen="pass-b", rule="x")
    other = tmp_path_factory.mktemp("other") / "root"
    shutil.copytree(root, other)
    assert run(["adjudicate", "pass-a", "pass-b", "--into", "gold", "--root", str(other)]) == 0
    left = iter(range(many))

    def write(path, raw):
        if next(left, None) is None:
            raise KeyboardInterrupt
        write_file(path, raw)

    with monkeypatch.context() as patch:
        patch.setattr("onrecord.cli.adjudicate.write_file", write)
        assert merge("pass-a", "pass-b")[0] == 130
    assert contents(root) != contents(other)
    assert merge("pass-a", "pass-b")[0] == 0 and contents(root) == contents(other)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"chosen": "pass-c", "rule": "x"}, "no annotator of this merge"),
        ({"chosen": "pass-a"}, "without a rule"),
        ({"readings": [], "rule": "x"}, "readings have changed"),
        ({"chosen": 1}, "Expected `str | null`, got `int`"),
    ],
)
def test_wrong_decisions_write_nothing(root, merge, fields, message):
    """Wrong use, one line, every file as it was."""
    merge("pass-a", "pass-b")
    fill(root / LOG, **fields)
    before = contents(root)
    code, out, err = merge("pass-a", "pass-b")
    assert code == 2 and not out and message in err and err.count("\n") == 1
    assert contents(root) == before


def test_decisions_are_read_strictly(root, merge):
    """A key given twice has its line and column."""
    merge("pass-a", "pass-b")
    path = root / LOG
    path.write_bytes(path.read_bytes().replace(b'"into":"gold",', b'"into":"gold",\n"into":"gold",'))
    code, _, err = merge("pass-a", "pass-b")
    assert code == 1 and f"{LOG}:10:1: JS104" in err


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"content": {"spans": [{"start": 0, "end": 6, "text": "Otta"}]}}, "quotes/q15 could not be written: SP202"),
        ({"addressee": "m001"}, "quotes/q15 could not be written: ID703"),
    ],
)
def test_an_own_reading_must_fit_the_text(root, merge, change, message):
    """Words that are not the text's, or a reference to the wrong thing, are refused before anything is written."""
    merge("pass-a", "pass-b")
    fill(root / LOG, chosen="pass-b", rule="x")
    path = root / LOG
    found = json.loads(path.read_bytes())
    next(c for c in found["conflicts"] if c["id"] == "quotes/q15").update(chosen="own", own={**VALUE, **change})
    path.write_text(json.dumps(found))
    before = contents(root)
    code, _, err = merge("pass-a", "pass-b")
    assert code == 2 and message in err and contents(root) == before


def test_if_one_document_fails_none_is_written(root, merge):
    """Stale decisions of the second keep the first from being written."""
    for folder in ("corpus", "annotations/pass-a", "annotations/pass-b"):
        for suffix in (".json", ".txt"):
            path = root / folder / f"cbc-ppe-dispute{suffix}"
            if path.exists():
                (root / folder / f"second{suffix}").write_bytes(
                    path.read_bytes().replace(b'"cbc-ppe-dispute"', b'"second"')
                )
    assert merge("pass-a", "pass-b")[1].count(" agreed, ") == 2
    fill(root / LOG, chosen="pass-a", rule="x")
    fill(root / LOG.replace("cbc-ppe-dispute", "second"), chosen="pass-c", rule="x")
    before = contents(root)
    code, _, err = merge("pass-a", "pass-b")
    assert code == 2 and "decisions on second for gold" in err and contents(root) == before
    assert merge("pass-a", "pass-b", "--decisions", str(root / "log.json"))[0] == 2


def test_sets_named_by_files_go_by_their_annotators(root, merge):
    """A path names the set in it; one set under two names is refused; decisions may lie anywhere."""
    path = str(root / "annotations/pass-b/cbc-ppe-dispute.json")
    log = root / "elsewhere/log.json"
    assert merge("pass-a", path, "--decisions", str(log))[0] == 1
    assert json.loads(log.read_bytes())["annotators"] == ["pass-a", "pass-b"]
    code, _, err = merge("pass-b", path)
    assert code == 2 and "of one annotator" in err


@pytest.mark.parametrize(("into", "message"), [("pass-a", "another annotator"), ("../x", "no id"), ("Gold", "no id")])
def test_into_is_an_annotator_that_is_not_merged(root, capsys, into, message):
    """An id, and not one of those that are merged."""
    assert run(["adjudicate", "pass-a", "pass-b", "--into", into, "--root", str(root)]) == 2
    assert message in capsys.readouterr().err


def test_a_link_out_of_the_corpus_is_not_written_through(root, merge, tmp_path_factory):
    """The folder it leads to stays empty."""
    other = tmp_path_factory.mktemp("other")
    (root / "annotations/gold").symlink_to(other)
    code, _, err = merge("pass-a", "pass-b")
    assert code == 2 and "leads out of the corpus" in err and not list(other.iterdir())


def test_a_file_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    """Where the last step fails the old bytes stay, and nothing is left beside them."""
    path = tmp_path / "folder/file.json"
    write_file(path, b"old")

    def refuse(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing.os, "replace", refuse)
    with pytest.raises(MachineError, match="No space left on device"):
        write_file(path, b"new")
    assert path.read_bytes() == b"old" and os.listdir(path.parent) == ["file.json"]


def reviewed(layer, id, own, **fields):
    """The decisions on the passes, one for pass-b on each conflict, and a review that the adjudicator has added."""
    found = decide(adjudicate(PASSES, ARTICLE.text, "gold"), lambda c: "pass-b")
    told = dict(id=f"{layer}/{id}", kind="review", place=None, words="", readings=(), chosen=OWN, own=own, rule="§3")
    return replace(found, conflicts=(*found.conflicts, Conflict(**{**told, **fields})))


def test_an_adjudicator_may_see_what_nobody_else_has():
    """A new thing is the adjudicator's own; it stands in the decisions file and comes again from there."""
    own = {**plain(B.claims[0]), "id": "c99"}
    merge = adjudicate(PASSES, ARTICLE.text, "gold", reread(reviewed("claims", "c99", own)))
    again = adjudicate(PASSES, ARTICLE.text, "gold", reread(merge.decisions))
    assert plain(next(c for c in merge.marks.claims if c.id == "c99")) == own
    assert merge.origins["claims/c99"] == (OWN,) and again == merge
    count = merge.decisions.counts
    assert (count.conflicts, count.decided, count.open) == (68, 68, 0)


def test_an_adjudicator_may_change_what_all_agree_on():
    """The agreed reading is recorded beside the adjudicator's; leaving the thing out is a change, too."""
    (agreed,) = [group for group in grouped(PASSES).groups if group.id == "q14"]
    value = plain(agreed.readings[0])
    readings = (Reading(("pass-a", "pass-b"), value),)
    for own in ({**value, "type": "belief"}, None):
        decided = reviewed("quotes", "q14", own, readings=readings)
        merge = adjudicate(PASSES, ARTICLE.text, "gold", reread(decided))
        assert [plain(q) for q in merge.marks.quotes if q.id == "q14"] == ([own] if own else [])
        assert adjudicate(PASSES, ARTICLE.text, "gold", reread(merge.decisions)) == merge
        assert merge.decisions.counts.agreed == 282


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"chosen": "pass-a"}, "all agree on it, or nobody has it; choose own"),
        ({"layer": "themes"}, "for a thing of entities, mentions"),
        ({"layer": "quotes", "id": "q14"}, "its readings have changed"),
        ({"rule": None}, "decided without a rule"),
    ],
)
def test_a_review_that_does_not_fit_is_refused(fields, message):
    """Somebody's reading of what nobody reads, a layer that is none, a reading that is not the agreed one."""
    with pytest.raises(UsageError, match=message):
        adjudicate(
            PASSES,
            ARTICLE.text,
            "gold",
            reviewed(**{"layer": "claims", "id": "c99", "own": plain(B.claims[0]), **fields}),
        )


def merged_ids(sets):
    """Every merged id, sorted."""
    return sorted({id for ids in grouped(sets).ids for id in ids.values()})


def any_choice(sets, rng):
    """A choice for `decide`: open, an annotator, a reading as one's own, or nothing."""
    return lambda conflict: rng.choice((None, *sets, *sets, (OWN, None), (OWN, rng.choice(conflict.readings).value)))


@settings(max_examples=80, deadline=None)
@given(seeds)
def test_ids_of_the_file_are_those_of_the_result(seed):
    """In references and origins, too; and the file gives the same again, in any order of sets."""
    rng = random.Random(seed)
    sets = {name: made(seed + number, name) for number, name in enumerate("abc")}
    decided = decide(adjudicate(sets, TEXT, "gold"), any_choice(sets, rng))
    merge = adjudicate(sets, TEXT, "gold", decided)
    ids = merged_ids(sets)
    new = dict(zip(ids, rng.sample(ids, len(ids)), strict=True))
    other = adjudicate(sets, TEXT, "gold", reread(replace(decided, ids=new)))
    assert values(other.marks) == Counter(
        (layer, json.dumps(renamed(plain(thing), new), ensure_ascii=False, separators=(",", ":")).encode())
        for layer, thing in things(merge.marks)
    )
    assert Counter(name.split("/")[0] for name in other.origins) == Counter(layer for layer, _ in things(other.marks))
    assert {new.get(id, id) for name in merge.origins for id in name.split("/")} == {
        id for name in other.origins for id in name.split("/")
    }
    assert other.decisions.ids == {id: to for id, to in new.items() if id != to}
    assert other.decisions.result_sha256 == hashlib.sha256(codec.encode(other.marks)).hexdigest()
    blank = {"ids": msgspec.UNSET, "result_sha256": msgspec.UNSET}
    assert replace(other.decisions, **blank) == replace(merge.decisions, **blank)
    again = adjudicate(dict(reversed(sets.items())), TEXT, "gold", reread(other.decisions))
    assert codec.encode(again.marks) == codec.encode(other.marks)
    assert encode(again.decisions) == encode(other.decisions)


def kept(sets, decided, old, text=TEXT):
    """The merge that keeps the ids of `old`."""
    merge = adjudicate(sets, text, "gold", decided)
    return adjudicate(sets, text, "gold", reread(keep_ids(merge.decisions, merge.marks, sets, old)))


def replacing(seed):
    """Three sets, decisions on them with two ids for good, and a set to be replaced."""
    rng = random.Random(seed)
    sets = {name: made(seed + number, name) for number, name in enumerate("abc")}
    decided = decide(adjudicate(sets, TEXT, "gold"), any_choice(sets, rng))
    first = zip(rng.sample(merged_ids(sets), min(2, len(merged_ids(sets)))), ("y1", "y2"), strict=False)
    return sets, replace(decided, ids=dict(first)), made(seed + 3, "gold")


@settings(max_examples=100, deadline=None)
@given(seeds)
def test_any_set_may_be_replaced_and_its_ids_stay(seed):
    """What corresponds has its id, unless the file has another; no id means two things, or another than it did."""
    sets, decided, old = replacing(seed)
    result = kept(sets, decided, old)
    assert not result.marks.dangling and len(set(result.marks.ids)) == len(result.marks.ids)
    names = {id: id for id in merged_ids(sets)} | (result.decisions.ids or {})
    assert len(set(names.values())) == len(names) and names.items() >= decided.ids.items()
    before = adjudicate(sets, TEXT, "gold", decided).marks
    theirs = {new: id for id, new in grouped({"a": before, "b": old}).ids[1].items()}
    for id in set(before.ids).difference(decided.ids.values()):
        assert names[id] == theirs[id] if id in theirs else names[id] not in old.ids


@settings(max_examples=60, deadline=None)
@given(seeds)
def test_ids_once_kept_stay(seed):
    """Done again it changes no byte, nor does the order of sets; and whatever is decided later, no two ids meet."""
    sets, decided, old = replacing(seed)
    result = kept(sets, decided, old)
    for again in (kept(sets, result.decisions, result.marks), kept(dict(reversed(sets.items())), decided, old)):
        assert encode(again.decisions) == encode(result.decisions)
        assert codec.encode(again.marks) == codec.encode(result.marks)
    later = adjudicate(sets, TEXT, "gold", decide(result, any_choice(sets, random.Random(seed + 1))))
    assert later.decisions.ids == result.decisions.ids


STORY = "Ann said it rained. Ben said it snowed. Cy said it hailed."
A_SET = marked.marks(
    STORY,
    entities=[("e1", "PERSON", "Ann"), ("e2", "PERSON", "Ben"), ("e3", "PERSON", "Cy")],
    mentions=[("m1", "e1", "Ann"), ("m2", "e2", "Ben"), ("m3", "e3", "Cy"), ("m3-2", "e3", "hailed")],
    quotes=[("q1", "e1", "Ann", "it rained"), ("q2", "e2", "Ben", "it snowed"), ("q3", "e3", "Cy", "it hailed")],
    claims=[("c1", "e1", "q1", "It rained."), ("c2", "e2", "q2", "It snowed."), ("c3", "e3", "q3", "It hailed.")],
    records=[("r1", "e1", [("s1", ("c1",), None)])],
    relations=[("x1", "supports", "s1", "c1")],
    by="a",
)
OTHER_SET = replace(A_SET, annotator="b", quotes=A_SET.quotes[:2], claims=A_SET.claims[:2])
OLD = marked.marks(
    STORY,
    entities=[("ann", "PERSON", "Ann"), ("ben", "PERSON", "Ben")],
    mentions=[("m2", "ann", "Ann"), ("m1", "ben", "Ben"), ("m3", "ann", "rained")],
    quotes=[("q1", "ann", "Ann", "it rained"), ("q3", "ben", "Ben", "it snowed"), ("q2", None, None, "it hailed")],
    claims=[("c2", "ann", "q1", "It rained."), ("c3", "author", "q2", "It hailed.")],
    records=[("weather", "ann", [("wet", ("c2",), None)])],
    relations=[("x9", "restates", "wet", "c2")],
)


def test_ids_of_the_old_set_stay_and_none_is_given_away():
    """Ben's quote is q3, as it was; so is the open one q2. m3 and c2 meant other things: what is new gets numbers."""
    sets = {"a": A_SET, "b": OTHER_SET}
    result = kept(sets, None, OLD, STORY)
    assert list(result.decisions.ids.items()) == [
        ("c1", "c2"), ("c2", "c2-2"), ("e1", "ann"), ("e2", "ben"), ("m1", "m2"), ("m2", "m1"), ("m3", "m3-3"),
        ("q2", "q3"), ("q3", "q2"), ("r1", "weather"), ("s1", "wet"), ("x1", "x9"),
    ]  # fmt: skip
    assert [quote.id for quote in result.marks.quotes] == ["q1", "q3"]
    assert result.marks.records == (Record("weather", "ann", (State("wet", ("c2",)),)),)
    assert result.origins["quotes/q3"] == ("a", "b")
    assert [conflict.id for conflict in result.decisions.conflicts] == ["quotes/q3", "claims/c3"]
    later = adjudicate(sets, STORY, "gold", decide(result, lambda _: "a"))
    assert [quote.id for quote in later.marks.quotes] == ["q1", "q3", "q2"]
    assert [claim.id for claim in later.marks.claims] == ["c2", "c2-2", "c3"]


def test_what_only_the_adjudicator_sees_gets_no_id_of_another_thing_either():
    """In the result or waiting; in the decisions file it goes by the id that it was given there."""
    sets = {"a": A_SET, "b": OTHER_SET}
    own = plain(Mention("weather", "e1", "NOM", marked.spans(STORY, "it snowed")))
    waits = plain(Claim("wet", "It did.", "e1", None, (Realization("paraphrase", "q3"),), None))
    told = dict(kind="review", place=None, words="", readings=(), chosen=OWN, rule="§3")
    added = (Conflict(id="mentions/weather", own=own, **told), Conflict(id="claims/wet", own=waits, **told))
    found = adjudicate(sets, STORY, "gold").decisions
    result = kept(sets, replace(found, conflicts=(*found.conflicts, *added)), OLD, STORY)
    assert (result.decisions.ids["weather"], result.decisions.ids["wet"]) == ("weather-2", "wet-2")
    assert result.origins["mentions/weather-2"] == (OWN,)
    assert "claims/wet" in [waiting.id for waiting in result.decisions.waiting]


def test_a_set_of_another_text_has_no_ids_to_keep():
    """The error says so, since every offset in it is another."""
    sets = {"a": A_SET, "b": OTHER_SET}
    with pytest.raises(UsageError, match="does not mark the text of one; merge into another set"):
        kept(sets, None, replace(OLD, text_sha256="0" * 64), STORY)


@pytest.mark.parametrize(
    ("ids", "message"),
    [
        (
            {"q99": "q1"},
            "decisions on cbc-ppe-dispute for gold: ids: 'q99' is the id of nothing in this merge; take it",
        ),
        ({"q14": "q15"}, "ids: 'q14' and 'q15' would both be 'q15'; give one of them another id"),
        ({"q13": "z", "q14": "z"}, "ids: 'q13' and 'q14' would both be 'z'; give one of them another id"),
        ({"ottawa": "author"}, "ids: 'ottawa' would be 'author', which is the writer; give it another id"),
        ({"q14": "Q 14"}, f"{LOG}: Expected `str` matching regex "),
        ({"q14": "q\n"}, f"{LOG}: Expected `str` matching regex "),
        ({"q14": 14}, f"{LOG}: Expected `str`, got `int`"),
        (["q14"], f"{LOG}: Expected `object`, got `array`"),
    ],
)
def test_ids_that_cannot_be_are_refused(root, merge, ids, message):
    """An id of nothing, one id for two things, what is no id: wrong use, one line, every file as it was."""
    merge("pass-a", "pass-b")
    fill(root / LOG, chosen="pass-b", rule="x")
    found = json.loads((root / LOG).read_bytes())
    (root / LOG).write_text(json.dumps({**found, "ids": ids}))
    before = contents(root)
    code, out, err = merge("pass-a", "pass-b")
    assert code == 2 and not out and message in err and err.count("\n") == 1
    assert contents(root) == before


def test_what_could_not_be_written_is_named_as_the_file_names_it(root, merge):
    """By its merged id, although its id in the result is another."""
    merge("pass-a", "pass-b")
    fill(root / LOG, chosen="pass-b", rule="x")
    found = json.loads((root / LOG).read_bytes())
    own = {**VALUE, "addressee": "m001"}
    next(c for c in found["conflicts"] if c["id"] == "quotes/q15").update(chosen="own", own=own)
    (root / LOG).write_text(json.dumps({**found, "ids": {"q15": "last"}}))
    code, _, err = merge("pass-a", "pass-b")
    assert code == 2 and "quotes/q15 could not be written: ID703" in err


def test_keep_ids_takes_those_of_the_set_it_replaces(root, merge):
    """Every one, where all is called otherwise; after that the decisions alone give the same bytes."""
    merge("pass-a", "pass-b")
    fill(root / LOG, chosen="pass-b", rule="x")
    assert merge("pass-a", "pass-b", "--keep-ids")[0] == 0
    log = json.loads((root / LOG).read_bytes())
    assert "ids" not in log
    gold = read_corpus(root)["cbc-ppe-dispute"].sets["gold"]
    new = {id: f"my-{id}"[:64] for id in gold.ids}
    (root / GOLD).write_text(json.dumps(renamed(plain(gold), new)))
    before = contents(root)
    assert merge("pass-a", "pass-b", "--keep-ids")[0] == 2 and contents(root) == before
    assert merge("pass-a", "pass-b", "--force")[0] == 0
    assert read_corpus(root)["cbc-ppe-dispute"].sets["gold"] == gold
    (root / GOLD).write_bytes(before[GOLD])
    assert merge("pass-a", "pass-b", "--keep-ids", "--force")[0] == 0
    there = read_corpus(root)["cbc-ppe-dispute"].sets["gold"]
    assert values(there) == values(codec.convert(renamed(plain(gold), new), AnnotationSet))
    after = contents(root)
    assert json.loads(after[LOG])["conflicts"] == log["conflicts"]
    for args in ((), ("--keep-ids",)):
        assert merge("pass-b", "pass-a", *args)[0] == 0 and contents(root) == after


def test_decisions_may_follow_a_newer_version_of_the_guidelines(root, merge):
    """The result names it; a version that is none is refused, and nothing is written."""
    merge("pass-a", "pass-b")
    fill(root / LOG, chosen="pass-b", rule="x")
    path = root / LOG
    for version, code in (("1.2", 0), ("newest", 2)):
        path.write_text(json.dumps(json.loads(path.read_bytes()) | {"guidelines": version}))
        found, _, err = merge("pass-a", "pass-b")
        assert found == code and ("guidelines" in err) is bool(code)
        assert json.loads((root / GOLD).read_bytes())["guidelines"] == "1.2"


def test_a_broken_set_has_no_ids_to_keep(root, merge):
    """An id that names nothing is said with its place, before anything is written."""
    merge("pass-a", "pass-b")
    gold = json.loads((root / GOLD).read_bytes())
    gold["quotes"][0]["addressee"] = "nobody"
    (root / GOLD).write_text(json.dumps(gold))
    before = contents(root)
    code, _, err = merge("pass-a", "pass-b", "--keep-ids", "--force")
    assert code == 2 and f"{GOLD}: its ids cannot be kept: /quotes/0/addressee: ID702" in err
    assert err.count("\n") == 1 and contents(root) == before


@pytest.mark.parametrize("id", read_corpus(default_root()))
def test_shipped_gold_is_what_its_decisions_give(id):
    """From the passes and the decisions file alone, byte for byte; nothing waits, and every decision names its rule."""
    document = read_corpus(default_root())[id]
    decided = convert(json.loads((default_root() / f"decisions/gold/{id}.json").read_bytes()))
    merge = adjudicate({name: document.sets[name] for name in decided.annotators}, document.text, "gold", decided)
    assert codec.encode(merge.marks) == (default_root() / f"annotations/gold/{id}.json").read_bytes()
    assert merge.decisions == decided and not decided.waiting
    assert decided.conflicts and all(conflict.chosen and conflict.rule for conflict in decided.conflicts)
