"""Agreement of annotation sets: what each figure stands on, what is left out, and how it is printed."""

import json
import re
import sys
import time
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from onrecord import codec
from onrecord.cli.agree import command
from onrecord.errors import UsageError
from onrecord.metrics.agreement import KINDS, Coefficient, agreement
from onrecord.metrics.continuum import Continuum, apart, continuum, place
from onrecord.metrics.gamma import gamma
from onrecord.metrics.layers import LAYERS, Layer, Mark, chosen
from onrecord.store import default_root, read_corpus

DOCUMENT = read_corpus(default_root())["cbc-ppe-dispute"]
A, B, GOLD = (DOCUMENT.sets[name] for name in ("pass-a", "pass-b", "gold"))
replace = msgspec.structs.replace


def of(document=DOCUMENT, layers=(), **sets):
    """All coefficients of sets on one document."""
    return agreement([replace(document, sets=sets)], tuple(sets), chosen(layers))


def one(found, coefficient, **fields):
    """The one coefficient of that name with these fields."""
    (only,) = [c for c in found if c.coefficient == coefficient and c._asdict() | fields == c._asdict()]
    return only


def text_document(text, zones):
    """A document of another text; zones are (start, end, type)."""
    made = tuple(replace(DOCUMENT.zones[0], start=start, end=end, type=kind) for start, end, kind in zones)
    return replace(DOCUMENT, record=replace(DOCUMENT.record, zones=made), text=text)


class Given(list):
    """Marks in place of an annotation set."""

    def covers(self, *layers):
        """Whatever is asked for."""
        return True


def layer(attributes=("kind",)):
    """A layer whose marks are `Given`."""
    return Layer("marks", attributes, iter)


def small(length=12, attributes=("kind",), zones=None, **sets):
    """All coefficients of marks written as (label, piece, ...) on a text of one-letter words."""
    document = text_document("ab " * (length // 3), zones or [(0, length, "body")])
    marks = {
        name: Given(Mark(f"m{n}", tuple(p), (label,) * len(attributes)) for n, (label, *p) in enumerate(each))
        for name, each in sets.items()
    }
    return agreement([replace(document, sets=marks)], tuple(marks), [layer(attributes)])


def test_every_figure_says_what_it_stands_on():
    """Layer, number and unit, range and source of each; the kinds that are promised for each layer."""
    found = of(a=A, b=B, gold=GOLD)
    assert list(dict.fromkeys(c.layer for c in found)) == [each.name for each in LAYERS]
    assert {c.coefficient for c in found} == set(KINDS)
    for c in found:
        assert (c.range, c.source) == KINDS[c.coefficient] and c.unit and c.n > 0
        assert c.value is None or c.value <= 1
    for each in LAYERS:
        kinds = {c.coefficient for c in found if c.layer == each.name}
        assert kinds >= set(KINDS) - {"(k)u_alpha", "alpha_labels"}
        assert ("alpha_labels" in kinds) == bool(each.attributes)


def test_the_two_passes():
    """What the shipped passes come to on mentions; the numbers are those of the text and the sets."""
    found = of(a=A, b=B, layers=["mentions"])
    zones = [zone for zone in DOCUMENT.zones if zone.type != "boilerplate"]
    assert one(found, "u_alpha").n == sum(zone.end - zone.start for zone in zones)
    assert one(found, "f1").n == len(A.mentions) + len(B.mentions)
    assert one(found, "agr", pair=("b", "a")).n == len(B.mentions)
    assert one(found, "f1").value == pytest.approx(2 * 177 / 364)
    assert one(found, "agr", pair=("b", "a")).value == pytest.approx(180 / 186)
    assert one(found, "alpha_labels", label="level").value == 1
    assert "of a, " in one(found, "u_alpha").note and "of b" in one(found, "u_alpha").note


def test_identical_sets_agree_perfectly():
    """1 exactly wherever it is defined, and it is for layers with marks inside the zones."""
    found = of(a=A, b=A)
    assert {c.value for c in found} == {1.0, None}
    defined = {c.layer for c in found if c.value is not None and c.coefficient == "u_alpha"}
    assert defined == {"mentions", "quotes.source", "quotes.cue", "quotes.content", "claims"}


def test_no_marks_at_all_is_undefined():
    """Two empty sets: None everywhere, never 0 or 1."""
    bare = replace(A, mentions=(), quotes=(), negatives=(), claims=())
    assert {c.value for c in of(a=bare, b=bare)} == {None}


def test_sets_that_share_nothing():
    """F1 and agr are 0, alpha and kappa below chance, cu and the labels have nothing to stand on."""
    found = small(a=[("x", (0, 2))], b=[("y", (3, 5))])
    assert [one(found, "f1").value, one(found, "agr_mean").value] == [0, 0]
    assert one(found, "u_alpha").value < 0 and one(found, "cohen_kappa").value < 0
    assert [one(found, "cu_alpha").value, one(found, "alpha_labels").value] == [None, None]


def test_a_layer_without_labels():
    """No coefficient of labels, cu undefined, the rest as if there were one label."""
    plain = small(attributes=(), a=[("", (0, 2))], b=[("", (0, 2)), ("", (3, 5))])
    named = small(a=[("x", (0, 2))], b=[("x", (0, 2)), ("x", (3, 5))])
    assert {c.label for c in plain} == {None}
    assert {c.coefficient for c in plain} == set(KINDS) - {"(k)u_alpha", "alpha_labels"}
    for kind in ("u_alpha", "cu_alpha", "cohen_kappa", "f1", "agr_mean"):
        assert one(plain, kind).value == one(named, kind).value
    assert one(plain, "u_alpha").value is not None and one(plain, "cu_alpha").value is None


def test_nested_marks_the_outermost_counts():
    """The longest mark stands, the first of equally long ones; who lost how many is told; a label apart loses fewer."""
    nested = [("x", (0, 2)), ("y", (0, 8)), ("x", (6, 11)), ("x", (9, 11))]
    found = small(a=nested, b=[("y", (0, 8)), ("x", (9, 11))])
    assert one(found, "u_alpha").value == 1
    assert one(found, "u_alpha").note == "left out inside or across others: 2 of a"
    apart = one(found, "|u_alpha", label="kind=x")
    assert apart.note == "left out inside or across others: 1 of a"
    assert apart.value == small(a=[("x", (0, 2)), ("x", (6, 11))], b=[("x", (9, 11))])[1].value
    first = small(a=[("x", (0, 4)), ("y", (2, 6))], b=[("x", (0, 4))])
    assert one(first, "u_alpha").value == 1


def test_a_token_counts_for_the_longest_mark_on_it():
    """Four tokens: y y y x against y y - x; the mark across is on the third."""
    found = small(a=[("y", (0, 5)), ("x", (4, 8)), ("x", (9, 11))], b=[("y", (0, 5)), ("x", (9, 11))])
    assert one(found, "cohen_kappa").n == 4
    # 3 of 4 agree; chance is (2*2 + 2*1 + 0*1) / 16.
    assert one(found, "cohen_kappa").value == pytest.approx((3 / 4 - 6 / 16) / (1 - 6 / 16))


def test_discontinuous_marks_are_units_piece_by_piece():
    """Two pieces with a gap between agree with two marks there; a mark in the gap is not across."""
    parts = [("x", (0, 2), (6, 8)), ("y", (3, 5))]
    found = small(a=parts, b=[("x", (0, 2)), ("y", (3, 5)), ("x", (6, 8))])
    assert (one(found, "u_alpha").value, one(found, "u_alpha").note) == (1, "")
    assert one(found, "f1").value == pytest.approx(2 / 5)


def test_only_annotated_zones_are_ground():
    """Marks are cut at the edges of zones; those outside are left out and counted; boilerplate has no part."""
    zones = [(0, 5, "body"), (6, 11, "body"), (12, 24, "boilerplate")]
    found = small(24, zones=zones, a=[("x", (3, 8)), ("y", (12, 14))], b=[("x", (3, 5)), ("x", (6, 8))])
    alpha = one(found, "u_alpha")
    assert (alpha.value, alpha.n, alpha.note) == (1, 10, "left out outside of annotated zones: 1 of a")
    assert one(found, "cohen_kappa").n == 4
    assert one(found, "agr", pair=("a", "b")).value == 1 / 2


def test_a_text_without_annotated_zones():
    """Nothing to stand on: alpha and kappa undefined, spans compared all the same."""
    found = small(zones=[(0, 12, "boilerplate")], a=[("x", (0, 2))], b=[("x", (0, 2))])
    assert [one(found, kind).value for kind in ("u_alpha", "cohen_kappa", "f1")] == [None, None, 1]


def test_pieces_are_placed_between_zones():
    """Before, across and after zones that do not touch."""
    line = Continuum((2, 8), (6, 10), (0, 4), 6)
    assert line.place([(0, 2), (6, 8), (10, 12)]) == ()
    assert line.place([(0, 12)]) == ((0, 4), (4, 6))
    assert line.place([(3, 9)]) == ((1, 4), (4, 5))


def test_three_names_have_means_over_pairs():
    """The mean of Cohen's kappa, F1 and agr over the three pairs; Fleiss and alpha for all at once."""
    found = of(a=A, b=B, gold=GOLD, layers=["mentions"])
    for kind in ("cohen_kappa", "f1", "agr_mean"):
        pairs = [c.value for c in found if c.coefficient == kind and c.pair]
        assert len(pairs) == 3
        assert one(found, kind, pair=None).value == pytest.approx(sum(pairs) / 3)
    assert len([c for c in found if c.coefficient == "agr"]) == 6
    assert one(found, "fleiss_kappa").pair is None


def comparable(found):
    """Values without who is first: what must stay when names change places."""
    return {
        (c.layer, c.coefficient, c.label, frozenset(c.pair or ())): c.value for c in found if c.coefficient != "agr"
    }


def test_who_is_first_makes_no_difference():
    """Symmetric measures are symmetric; agr changes its direction with the names."""
    there, back = of(a=A, b=B, gold=GOLD), of(gold=GOLD, b=B, a=A)
    assert comparable(there) == pytest.approx(comparable(back))
    for c in there:
        if c.coefficient == "agr":
            assert one(back, "agr", layer=c.layer, pair=c.pair).value == c.value


def test_the_order_of_documents_makes_no_difference():
    """Two documents either way round; and two equal ones have the kappa and F1 of one."""
    empty = replace(B, mentions=B.mentions[::3], quotes=B.quotes[::2], claims=())
    documents = [replace(DOCUMENT, sets={"a": A, "b": b}) for b in (B, empty)]
    there = agreement(documents, ("a", "b"), LAYERS)
    assert there == agreement(documents[::-1], ("a", "b"), LAYERS)
    twice = agreement([documents[1]] * 2, ("a", "b"), LAYERS)
    once = agreement([documents[1]], ("a", "b"), LAYERS)
    for kind in ("cohen_kappa", "f1", "agr_mean"):
        assert one(twice, kind, layer="mentions") == one(once, kind, layer="mentions")._replace(
            n=2 * one(once, kind, layer="mentions").n
        )


def test_more_in_common_is_more_agreement():
    """Taking shared mentions away from one side lowers every figure of extents."""
    kinds = ("u_alpha", "cohen_kappa", "fleiss_kappa", "f1", "agr_mean")
    figures = [
        [one(of(a=A, b=replace(B, mentions=B.mentions[::step]), layers=["mentions"]), kind).value for kind in kinds]
        for step in (1, 2, 4)
    ]
    assert all(high > middle > low for high, middle, low in zip(*figures, strict=True))


def test_renamed_labels_and_shifted_texts_make_no_difference():
    """Emoji in front of the text and other names of the labels: the same figures, of the labels by their new names."""
    marks = {"a": [("x", (0, 2)), ("y", (3, 8))], "b": [("x", (0, 2)), ("x", (3, 8)), ("y", (9, 11))]}
    other = {
        name: [
            ({"x": "q", "y": "p"}[label], *[(start + 2, end + 2) for start, end in pieces]) for label, *pieces in each
        ]
        for name, each in marks.items()
    }
    here = small(**marks)
    document = text_document("😀 " + "ab " * 4, [(2, 14, "body")])
    sets = {name: Given(Mark("m", tuple(pieces), (label,)) for label, *pieces in each) for name, each in other.items()}
    there = agreement([replace(document, sets=sets)], ("a", "b"), [layer()])
    back = {"kind=q": "kind=x", "kind=p": "kind=y"}
    assert {c._replace(label=back.get(c.label, c.label)) for c in there} == set(here)


def run(*args):
    """Output of the command."""
    result = CliRunner().invoke(command, args)
    assert result.exception is None, result.exception
    return result.output


def test_the_text_report():
    """A heading a layer, values to three decimals, undefined said as such, and the legend once."""
    out = run("pass-a", "pass-b", "--layer", "claims", "--layer", "negatives", "--root", str(default_root()))
    lines = out.splitlines()
    assert lines[0] == "pass-a, pass-b: 1 document"
    assert [line for line in lines if line in ("mentions", "negatives", "claims")] == ["negatives", "claims"]
    assert re.search(r"^  f1 +pass-a, pass-b +0\.914 +81 spans$", out, re.M)
    assert re.search(r"^  cu_alpha +- +5025 characters +coverage 0\.68\d \(1\)$", out, re.M)
    assert out.count("Krippendorff, Mathet") == out.count("Wiebe") == 1


def test_the_json_report():
    """One object with the very fields of the coefficients, undefined as null."""
    found = json.loads(run("pass-a", "pass-b", "--format", "json", "--root", str(default_root())))
    assert list(found) == ["names", "documents", "left_out", "uncovered", "coefficients"]
    assert found["names"] == ["pass-a", "pass-b"] and found["documents"] == [DOCUMENT.id]
    assert found["left_out"] == {"pass-a": [], "pass-b": []}
    read = [Coefficient(**row | {"pair": row["pair"] and tuple(row["pair"])}) for row in found["coefficients"]]
    assert read == list(of(**{"pass-a": A, "pass-b": B}))
    assert any(row["value"] is None for row in found["coefficients"])


def test_one_name_is_no_agreement():
    """None, one, or one twice: an error that says so."""
    for names in ((), ("gold",), ("gold", "gold")):
        result = CliRunner().invoke(command, names)
        assert isinstance(result.exception, UsageError) and not result.output


def test_names_from_the_file_system_are_shown_escaped(tmp_path):
    """A folder whose name would be obeyed by a terminal: no control in the output; documents left out are told."""
    folder = Path(tmp_path) / "a\x1b[31m\u202eb"
    folder.mkdir()
    (folder / f"{DOCUMENT.id}.json").write_bytes(codec.encode(replace(A, mentions=A.mentions[:5])))
    out = run(str(folder), "pass-b", "--root", str(default_root()))
    assert "\\x1b[31m" in out and not re.search("[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\u202e]", out)
    assert run(str(folder), "pass-b", "--format", "json").isascii()


def test_documents_that_not_all_have_marked_are_told(roots):
    """Twelve documents against one: one is compared, the others are named, in text and in JSON."""
    root = roots[0]
    mine = root.parent / "mine"
    mine.mkdir()
    (mine / "doc-03.json").write_bytes(codec.encode(replace(GOLD, document="doc-03")))
    args = ("gold", str(mine), "--root", str(root), "--layer", "claims")
    assert "doc-00, doc-01, doc-02, doc-04" in run(*args).splitlines()[-1]
    found = json.loads(run(*args, "--format", "json"))
    assert (found["documents"], len(found["left_out"]["gold"])) == (["doc-03"], 11)


def test_gamma_says_what_to_install(monkeypatch):
    """Without the optional package: wrong use, and the command that mends it."""
    monkeypatch.setitem(sys.modules, "pygamma_agreement", None)
    with pytest.raises(UsageError, match=r'gamma needs the optional package: pip install "onrecord\[gamma\]"'):
        gamma([replace(DOCUMENT, sets={"a": A, "b": B})], ("a", "b"), LAYERS[0])
    result = CliRunner().invoke(command, ["pass-a", "pass-b", "--gamma"])
    assert isinstance(result.exception, UsageError) and not result.output


@pytest.mark.parametrize("shape", ["nested", "staircase", "same"])
def test_as_many_marks_as_a_set_may_have_are_quick(shape):
    """20,000 marks inside or across each other: seconds; of a only what does not overlap the outermost is left."""
    many = {
        "nested": [("x", (n, 60_000 - n)) for n in range(20_000)],
        "staircase": [("x", (n, n + 30_000)) for n in range(20_000)],
        "same": [("x", (0, 60_000))] * 20_000,
    }[shape]
    begin = time.perf_counter()
    marks = {"a": [Mark("m", pieces, (label,)) for label, *pieces in many], "b": []}
    document = text_document("ab " * 20_000, [(0, 60_000, "body")])
    marked = place(layer(), [replace(document, sets=marks)], [continuum(document)], ("a", "b"))
    kept = apart(marked.marks["a"][0], 60_000)
    assert [mark.pieces for mark in kept] == [tuple(many[0][1:])]
    assert time.perf_counter() - begin < 10
