"""What a set does not cover is not compared: "absent" and "not annotated" are two things."""

import json
from bisect import bisect_right

import msgspec
import pytest
from msgspec.structs import replace

import onrecord
from onrecord import codec
from onrecord.cli import run
from onrecord.corpus import Corpus
from onrecord.errors import InvalidDataError, UsageError
from onrecord.metrics.adjudication import adjudicate
from onrecord.metrics.agreement import agreement
from onrecord.metrics.comparison import compare
from onrecord.metrics.coverage import shared
from onrecord.metrics.layers import LAYERS
from onrecord.metrics.links import score_links
from onrecord.metrics.scoring import frame, scores
from onrecord.model import AnnotationSet
from onrecord.model.labels import labels
from onrecord.rules import SET_RULES
from onrecord.rules import run as judged
from onrecord.rules.base import DocumentContext, set_context
from onrecord.selection import left_out, select
from onrecord.store import default_root, read_corpus
from onrecord.tables import table
from tests.marked import document

ROOT = default_root()
DOCUMENT = read_corpus(ROOT)["cbc-ppe-dispute"]
GOLD = DOCUMENT.sets["gold"]
STARTS = [zone.start for zone in DOCUMENT.zones]
SOME = tuple(range(19, 29))


def zones(spans):
    """The zones that spans, as JSON has them, begin in."""
    return {bisect_right(STARTS, span["start"]) - 1 for span in spans}


def only(*layers):
    """Gold as someone leaves it who looked for these layers alone; entities stay where a mark refers to them."""
    left = replace(GOLD, layers=layers, **{name: () for name in labels("layer") if name not in layers})
    known = left.mentioned | left.referred
    return replace(left, entities=tuple(entity for entity in GOLD.entities if entity.id in known))


def within(some):
    """Gold as someone leaves it who read these zones alone: every mark that has a piece there, whole."""
    plain = msgspec.to_builtins(GOLD)
    made = {"mentions": [m for m in plain["mentions"] if zones(m["spans"]) & some]}
    made["negatives"] = [n for n in plain["negatives"] if zones(n["spans"]) & some]
    made["quotes"] = [q for q in plain["quotes"] if zones(q["content"]["spans"]) & some]
    quotes = {q["id"] for q in made["quotes"]}
    made["quotes"] = [q | {"parent": q["parent"] if q["parent"] in quotes else None} for q in made["quotes"]]
    claims = []
    for c in plain["claims"]:
        places = [r for r in c["realizations"] if r.get("quote") in quotes or zones(r.get("spans", ())) & some]
        claims += [c | {"realizations": places}] if places else []
    told = {c["id"] for c in claims}
    records = []
    for record in plain["records"]:
        states = [s | {"claims": [c for c in s["claims"] if c in told]} for s in record["states"]]
        records += [record | {"states": states}] if all(s["claims"] for s in states) else []
    ends = told | {s["id"] for record in records for s in record["states"]}
    made["relations"] = [r for r in plain["relations"] if r["from"] in ends and r["to"] in told]
    left = msgspec.convert(
        plain | made | {"claims": claims, "records": records, "identity_links": [], "zones": sorted(some)},
        AnnotationSet,
    )
    known = left.mentioned | left.referred
    return replace(
        left,
        entities=tuple(entity for entity in GOLD.entities if entity.id in known),
        identity_links=tuple(link for link in GOLD.identity_links if {link.a, link.b} <= known),
    )


def write(path, marks):
    """An annotation set outside any corpus."""
    path.write_bytes(codec.encode(marks))
    return str(path)


def faults(marks):
    """The codes of what the checker finds in a set of the article."""
    context = DocumentContext(DOCUMENT.record, DOCUMENT.text, DOCUMENT.text.encode(), DOCUMENT.id)
    return {code for code, _ in judged(SET_RULES, set_context(marks, context))}


PASSES = {
    "quotes": only("quotes"),
    "quotes and mentions": only("mentions", "quotes", "negatives"),
    "zones": within(set(SOME)),
}


@pytest.mark.parametrize("marks", PASSES.values(), ids=PASSES)
def test_a_partial_set_is_valid_and_keeps_its_form(marks):
    """Nothing is asked of layers and zones that are not covered; the keys stand after the guidelines."""
    assert faults(marks) == set()
    raw = codec.encode(marks)
    assert codec.decode(raw, AnnotationSet) == marks
    after = raw.partition(b'"guidelines":"1.2",\n')[2]
    assert after.startswith((b'"layers":[\n"', b'"zones":[\n19,\n20,'))


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ('"layers":null', "SC101"), ('"layers":[]', "SC107"), ('"layers":["entities"]', "SC104"),
        ('"layers":"quotes"', "SC101"), ('"zones":[]', "SC107"), ('"zones":[-1]', "SC108"), ('"zones":[1.0]', "JS106"),
        ('"zones":null', "SC101"), ('"zones":[37]', "CV803"), ('"zones":[2,1]', "CV804"),
        ('"layers":["quotes"]', "CV801"),
    ],
)  # fmt: skip
def test_what_coverage_may_not_say(value, code, tmp_path, capsys):
    """Absent is all, so that null and an empty list would say nothing; entities are no layer."""
    file = tmp_path / "set.json"
    file.write_bytes(codec.encode(GOLD).replace(b'"entities"', value.encode() + b',\n"entities"', 1))
    assert run(["check", str(file)]) == 1
    assert f": {code} " in capsys.readouterr().out


def test_uncovered_layers_are_not_scored(tmp_path, capsys):
    """They have no line, least of all one with 0; what is left is scored as ever, and the report says what is not."""
    file = write(tmp_path / "pass-z.json", only("quotes", "negatives"))
    found = onrecord.score("gold", file)
    assert {score.layer for score in found} == {"quotes.source", "quotes.cue", "quotes.content", "negatives"}
    every = onrecord.score("gold", write(tmp_path / "whole.json", GOLD))
    assert found == tuple(score for score in every if score.layer in {score.layer for score in found})
    assert run(["score", "gold", file, "--resamples", "0"]) == 0
    out = capsys.readouterr().out
    assert f"Not compared: mentions, identity_links, claims, records, relations of cbc-ppe-dispute, which {file}" in out
    assert "\nclaims" not in out and "\nmentions" not in out


def test_the_empty_and_the_uncovered_differ(tmp_path):
    """Who looked for claims and found none has a recall of 0; who did not look has none."""
    looked = replace(only("quotes"), layers=("quotes", "claims"))
    recalls = []
    for name, marks in (("looked", looked), ("not", only("quotes"))):
        found = onrecord.score("gold", write(tmp_path / f"{name}.json", marks), layers=["claims"], resamples=0)
        recalls.append([score.recall for score in found])
    assert recalls == [[0.0, 0.0, 0.0], []]


def test_links_need_what_they_stand_on():
    """Speakers need quotes and mentions, claimants claims and mentions, coreference mentions, relations all three."""
    needs = {
        "quotes.speaker": ("quotes", "mentions"), "claims.claimant": ("claims", "mentions"),
        "coreference": ("mentions",), "relations": ("claims", "records", "relations"),
    }  # fmt: skip
    for layer, needed in needs.items():
        for covered in [needed, *(set(needed) - {one} for one in needed)]:
            sets = {"gold": GOLD, "other": replace(GOLD, layers=(*covered, "negatives"))}
            found = {
                score.layer for score in score_links(frame([replace(DOCUMENT, sets=sets)], "gold", "other", times=0))
            }
            assert (layer in found) == (covered == needed)


TEXTS = ("Berg spoke. She said that masks were scarce.\n\nDorn left.", "Dorn said that the depot opened.\n\nBerg sat.")


def marked(text, id, **others):
    """A document of two annotators who differ on its mentions, and agree on a quote."""
    who, content = ("She", "that masks were scarce") if "She" in text else ("Dorn", "that the depot opened")
    given = {"entities": [("b", "PERSON"), ("d", "PERSON")], "quotes": [("q", "b", who, content)]}
    mentions = [("m1", "b", "Berg"), ("m2", "d", "Dorn")]
    made = document(text, id, gold={**given, "mentions": mentions}, pred={**given, "mentions": mentions[:1]})
    return replace(made, sets={name: replace(marks, **others.get(name, {})) for name, marks in made.sets.items()})


WHOLE = [marked(text, id) for id, text in zip("ab", TEXTS, strict=True)]
HALF = [WHOLE[0], marked(TEXTS[1], "b", pred={"layers": ("mentions",)}, gold={"layers": ("mentions", "claims")})]


def test_a_layer_counts_in_the_documents_that_cover_it():
    """Scores and agreement on a layer are those of these documents alone; other layers are those of all."""
    names = ("gold", "pred")
    for some, chosen in ((HALF, "quotes.content"), (HALF, "mentions"), (HALF, "claims")):
        (layer,) = (layer for layer in LAYERS if layer.name == chosen)
        alone = {"quotes.content": WHOLE[:1], "mentions": WHOLE, "claims": WHOLE[:1]}[chosen]
        assert scores(frame(some, *names, times=50), [layer]) == scores(frame(alone, *names, times=50), [layer])
        assert agreement(some, names, [layer]) == agreement(alone, names, [layer])
    assert [s.gold for s in score_links(frame(HALF, *names, times=0)) if s.label == "lea"] == [4]
    found = [s.gold for s in score_links(frame(HALF, *names, times=0)) if s.layer == "quotes.speaker"]
    assert found == [1, 1, 1, 1]


def test_layers_keep_their_order():
    """Whatever covers what, coefficients come layer by layer, as asked for."""
    found = agreement(HALF, ("gold", "pred"), LAYERS)
    assert list(dict.fromkeys(each.layer for each in found)) == [layer.name for layer in LAYERS]


def test_only_shared_zones_are_compared(tmp_path, capsys):
    """Whoever read some zones only, and marked them like gold, agrees with gold in full."""
    file = write(tmp_path / "pass-z.json", PASSES["zones"])
    found = onrecord.score("gold", file)
    assert {score.f1 for score in found} == {1.0, None}
    assert {score.layer for score in found if score.f1} >= {
        "mentions", "quotes.content", "quotes.speaker", "claims", "claims.claimant", "relations", "coreference",
    }  # fmt: skip
    assert onrecord.compare("gold", file) == {"cbc-ppe-dispute": ()}
    values = [each.value for each in onrecord.agreement("gold", file) if each.coefficient in ("u_alpha", "f1", "agr")]
    assert set(values) == {1.0, None}
    assert run(["diff", "gold", file]) == 0
    assert f"Not compared: zones 0-18, 29-36 of cbc-ppe-dispute, which {file} does not cover" in capsys.readouterr().out


def test_a_mark_that_is_missing_in_a_shared_zone_is_missed(tmp_path):
    """One difference, one mention less; what gold marks elsewhere is no difference."""
    marks = PASSES["zones"]
    gone = next(m for m in marks.mentions if sum(m.entity == each.entity for each in marks.mentions) > 1)
    file = write(tmp_path / "set.json", replace(marks, mentions=tuple(m for m in marks.mentions if m != gone)))
    (difference,) = onrecord.compare("gold", file)["cbc-ppe-dispute"]
    assert (difference.kind, difference.left.id, difference.right) == ("missing", gone.id, None)
    score = onrecord.score("gold", file, layers=["mentions"], resamples=0)[0]
    assert (score.gold - score.pred, score.credit) == (1, score.pred)


def test_agreement_stands_on_shared_zones():
    """The continuum is that of the zones that all cover; nobody agrees on what nobody has read."""
    text = "One Berg here.\n\nTwo Dorn there.\n\nThree Carl."
    full = document(text, **{name: {"entities": [("b", "PERSON")], "mentions": [("m", "b", "Dorn")]} for name in "ab"})
    sets = {"a": replace(full.sets["a"], zones=(0, 1)), "b": replace(full.sets["b"], zones=(1, 2))}
    cut = shared(replace(full, sets=sets))
    assert [zone.start for zone in cut.zones] == [text.index("Two")]
    layer = LAYERS[:1]
    assert {each.n for each in agreement([cut], ("a", "b"), layer) if each.coefficient == "u_alpha"} == {15}
    assert shared(full) is full


def test_pieces_elsewhere_are_cut():
    """A quote that goes on in a zone that one side has not read counts up to there, and is not missing."""
    text = "Dorn said “one.\n\n“Two.”\n\nHe left."
    given = {"entities": [("d", "PERSON")], "mentions": [("m", "d", "Dorn")]}
    quotes = [("q", "d", "Dorn", ["“one.", "“Two.”"]), ("p", "d", "Dorn", "He left.")]
    claims = [("c", "d", "q", "One."), ("e", "d", "p", "He left."), ("f", "author", "He left.", "Gone.")]
    claims.append(("g", "author", ["Dorn said", "He left."], "Dorn said it, and left."))
    states = [("s", ("c", "f"), "e"), ("t", ("e",), None), ("u", ("e",), "c"), ("v", (), None)]
    told = {
        "quotes": quotes, "claims": claims, "records": [("k", "d", states), ("l", "d", [("w", ("f",), None)])],
        "relations": [("r", "supports", "c", "e"), ("x", "supports", "u", "c"), ("y", "supports", "t", "c")],
    }  # fmt: skip
    made = document(text, a={**given, **told}, b=given)
    nested = replace(made.sets["a"].quotes[0], parent="p"), made.sets["a"].quotes[1]
    sets = {"a": replace(made.sets["a"], quotes=nested), "b": replace(made.sets["b"], zones=(0,))}
    sides = shared(replace(made, sets=sets)).sets
    cut = sides["a"]
    assert [(q.id, q.parent, [span.text for span in q.content.spans]) for q in cut.quotes] == [("q", None, ["“one."])]
    assert {claim.id: [str(s) for r in claim.realizations for s in r.spans] for claim in cut.claims} == {
        "c": [], "g": ["Dorn said"],
    }  # fmt: skip
    kept = [(state.id, state.claims, state.ended_by) for record in cut.records for state in record.states]
    assert kept == [("s", ("c",), None), ("u", (), "c")]
    assert [relation.id for relation in cut.relations] == ["x"]
    assert [marks.zones for marks in sides.values()] == [None, None]


def test_differences_of_uncovered_layers_are_none(tmp_path):
    """Neither what is missing nor what hangs on it: without mentions nobody says which entity is which."""
    assert compare(GOLD, only("quotes")) == compare(only("quotes"), GOLD) == ()
    fewer = only("quotes", "claims")
    fewer = replace(fewer, claims=fewer.claims[1:])
    assert [(d.kind, d.layer) for d in compare(GOLD, fewer)] == [("missing", "claims")]


def other(layer, at=0, **fields):
    """Gold with some fields of one thing changed."""
    things = list(getattr(GOLD, layer))
    things[at] = replace(things[at], **fields)
    return replace(GOLD, **{layer: tuple(things)})


QUOTE, ADDRESSED = GOLD.quotes[0], next(n for n, quote in enumerate(GOLD.quotes) if quote.addressee)
IN_QUOTE = next(n for n, c in enumerate(GOLD.claims) if c.claimant != "author" and len(c.realizations) == 1)
PLACE = GOLD.claims[IN_QUOTE].realizations[0]
CONTENT = next(quote.content.spans for quote in GOLD.quotes if quote.id == PLACE.quote)
WHO = next(
    entity.id
    for entity in GOLD.entities
    if entity.id not in (QUOTE.source.entity, GOLD.claims[IN_QUOTE].claimant, GOLD.claims[0].subject)
)
STATES = GOLD.records[0].states
STANDING = [
    (other("entities", type="LAW"), ["mentions"]),
    (other("identity_links", certainty="possible" if GOLD.identity_links[0].certainty == "likely" else "likely"),
     ["identity_links", "mentions"]),
    (other("quotes", source=replace(QUOTE.source, entity=WHO)), ["mentions", "quotes"]),
    (other("quotes", ADDRESSED, addressee=None), ["mentions", "quotes"]),
    (other("claims", IN_QUOTE, claimant=WHO), ["mentions", "claims"]),
    (other("claims", subject=WHO), ["mentions", "claims"]),
    (other("claims", IN_QUOTE, realizations=(replace(PLACE, quote=None, spans=CONTENT),)), ["quotes", "claims"]),
    (other("records", entity=WHO), ["mentions", "claims", "records"]),
    (other("records", states=(replace(STATES[0], claims=()), *STATES[1:])), ["claims", "records"]),
    (other("relations", type="restates"), ["claims", "records", "relations"]),
    (other("mentions", level="PRO"), ["mentions"]),
    (other("negatives", reason="term"), ["negatives"]),
]  # fmt: skip


@pytest.mark.parametrize(("marks", "needed"), STANDING, ids=[str(n) for n, _ in enumerate(STANDING)])
def test_a_difference_needs_every_layer_it_stands_on(marks, needed):
    """It is found where all these are covered and nothing else is, and where one is not, on either side, it is not."""
    found = compare(GOLD, marks)
    assert found == compare(GOLD, replace(marks, layers=tuple(needed)))
    for one in needed:
        fewer = tuple(layer for layer in labels("layer") if layer != one)
        assert (compare(GOLD, replace(marks, layers=fewer)), compare(replace(GOLD, layers=fewer), marks)) == ((), ())
    assert found


def test_sets_of_other_coverage_are_not_merged(tmp_path, capsys):
    """What one has not looked for it does not deny. Sets of one coverage are merged, and the result says what it is."""
    a, b = (replace(only("quotes"), annotator=name) for name in ("a", "b"))
    with pytest.raises(UsageError, match="a, b do not cover the same layers and zones"):
        adjudicate({"a": replace(GOLD, annotator="a"), "b": b}, DOCUMENT.text, "gold")
    with pytest.raises(UsageError, match="do not cover the same"):
        adjudicate({"a": a, "b": replace(b, zones=(0,))}, DOCUMENT.text, "gold")
    merged = adjudicate({"a": a, "b": replace(b, layers=("quotes",))}, DOCUMENT.text, "gold").marks
    assert (merged.layers, len(merged.quotes)) == (("quotes",), len(GOLD.quotes))
    files = [write(tmp_path / f"{name}.json", replace(PASSES["zones"], annotator=name)) for name in "ab"]
    assert run(["adjudicate", *files, "--into", "new", "--dry-run"]) == 0
    assert "0 conflicts" in capsys.readouterr().out
    other = write(tmp_path / "c.json", replace(GOLD, annotator="c"))
    assert run(["adjudicate", files[0], other, "--into", "new", "--dry-run"]) == 2
    assert "do not cover the same layers and zones" in capsys.readouterr().err


def test_what_is_not_covered_is_told(tmp_path, capsys):
    """A line a name for layers, a line a document for zones; in JSON, too."""
    file = write(tmp_path / "z.json", replace(only("quotes", "mentions"), zones=tuple(range(36))))
    found = select(("gold", file), ROOT)
    lacking = ("identity_links", "negatives", "claims", "records", "relations")
    assert [tuple(each) for each in found.uncovered] == [(file, "cbc-ppe-dispute", lacking, (36,))]
    assert list(left_out(found))[1:] == [
        f"Not compared: zone 36 of cbc-ppe-dispute, which {file} does not cover",
        f"Not compared: {', '.join(lacking)} of cbc-ppe-dispute, which {file} does not cover",
    ]
    for command in ("score", "agree", "diff"):
        assert run([command, "gold", file, "--format", "json"]) == 0
        assert json.loads(capsys.readouterr().out)["uncovered"] == [
            {"name": file, "document": "cbc-ppe-dispute", "layers": list(lacking), "zones": [36]}
        ]


def test_nothing_shared_is_an_error(tmp_path):
    """No layer, or no zone, that all cover: an error, not a page of dashes."""
    for one, other in (({"layers": ("quotes",)}, {"layers": ("claims",)}), ({"zones": (1,)}, {"zones": (2,)})):
        files = [write(tmp_path / f"{name}.json", replace(GOLD, **what)) for name, what in (("a", one), ("b", other))]
        with pytest.raises(UsageError, match="no layer and zone of a document is covered by all"):
            select(files, ROOT)


def test_a_zone_that_is_not_there_is_refused(tmp_path):
    """Nobody can say what such a set covers."""
    with pytest.raises(InvalidDataError, match="CV803"):
        select(("gold", write(tmp_path / "set.json", replace(GOLD, zones=(1, 99)))), ROOT)


def test_gold_holds_what_strict_asks_of_it(tmp_path, capsys):
    """The shipped gold does; a pass may be a valid set without."""
    assert run(["check", "--strict", str(ROOT / "annotations/gold")]) == 0
    file = write(tmp_path / "set.json", replace(only("quotes"), guidelines="1.0"))
    assert run(["check", file]) == 0
    capsys.readouterr()
    assert run(["check", "--strict", file]) == 1
    out = capsys.readouterr().out
    assert ": ST901 partial-coverage: the set does not cover mentions, identity_links" in out
    assert ": ST904 other-guidelines: the set follows version 1.0, annotators.json says 1.2" in out


def test_the_dataset_tells_what_is_covered():
    """By name and by place, whether the set says so or covers all; nothing where nobody has marked."""
    part = replace(WHOLE[0].sets["gold"], layers=("quotes", "mentions"), zones=(1,))
    some = [replace(WHOLE[0], sets={"gold": part}), WHOLE[1], document("Berg sat.", "c")]
    rows = table(Corpus(some), "documents").select(["covered_layers", "covered_zones"]).to_pylist()
    assert [tuple(row.values()) for row in rows] == [
        (["mentions", "quotes"], [1]),
        (list(labels("layer")), [0, 1]),
        ([], []),
    ]


def test_an_entity_that_is_mentioned_elsewhere_only_is_not_missing():
    """In a zone that one side read for mentions alone, gold may refer to entities that it mentions in others."""
    left = []
    for zone in range(len(DOCUMENT.zones)):
        found = within({zone})
        found = replace(found, layers=("mentions",), **{name: () for name in labels("layer") if name != "mentions"})
        found = replace(found, entities=tuple(entity for entity in found.entities if entity.id in found.mentioned))
        cut = shared(replace(DOCUMENT, sets={"gold": GOLD, "part": found}))
        left += cut.sets["gold"].referred - cut.sets["gold"].mentioned
        assert compare(cut.sets["gold"], cut.sets["part"]) == ()
    assert left
