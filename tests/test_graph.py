"""The claim graph: everything that bears on a contested claim is drawn once, and nothing lies on anything else."""

import re
from html.parser import HTMLParser
from itertools import combinations, pairwise
from xml.etree import ElementTree

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import onrecord
from onrecord.model import DateValue
from onrecord.model.labels import labels
from onrecord.viewer.page.bands import PORT, Edge
from onrecord.viewer.page.contests import contests
from onrecord.viewer.page.drawing import HEADS
from onrecord.viewer.page.frame import asset
from onrecord.viewer.page.graph import PAD, graph
from onrecord.viewer.page.heights import BELOW, INSET, Box
from onrecord.viewer.page.layout import HEAD, best, place
from onrecord.viewer.page.marks import page_marks
from onrecord.viewer.page.measure import width, wrap
from onrecord.viewer.page.prose import prose
from onrecord.viewer.page.rows import BOLD, SIZES
from onrecord.viewer.page.telling import INDEPENDENCE, TIMING
from tests.marked import document

TYPES = labels("relation_type")
SIGNS = [*"abc mil WM.,-東京、「한\u00a0\u202e", "e\u0301", "\u0915\u093f", "👩\u200d⚕\ufe0f", "👍🏽"]
MARKS = "\u0301\u093f\u200d\ufe0f🏽"
HOSTILE = '"><script>alert(1)</script><a href="javascript:x" onclick=x style=x>\u202e\x1b[31m &amp; ' + "x" * 400


def drawn(doc):
    """The graph of a document as its page shows it, and the ids that are in the page."""
    known = prose(doc, page_marks(doc), "p-").anchors
    return graph(doc, known), known


def story(claims, relations=(), records=()):
    """A document of claims, each by an entity of its own, in a word of its own."""
    text = " ".join(f"w{n}." for n in range(len(claims)))
    who = [(f"e{n}", "PERSON", name) for n, (name, _) in enumerate(claims)]
    told = [(f"c{n}", f"e{n}", f"w{n}.", what) for n, (_, what) in enumerate(claims)]
    given = [(f"r{n}", *relation) for n, relation in enumerate(relations)]
    return document(text, gold={"entities": who, "claims": told, "records": records, "relations": given})


WORDS = st.lists(st.sampled_from(SIGNS), min_size=1, max_size=60).map("".join)


@st.composite
def stories(draw):
    """Claims, records and relations between them, of every shape: circles, loops, pairs told twice."""
    claims = draw(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=14))
    ids = [f"c{n}" for n in range(len(claims))]
    some = st.sampled_from(ids)
    records = []
    for record in range(draw(st.integers(0, 2))):
        states = draw(
            st.lists(st.tuples(st.lists(some, max_size=2, unique=True), st.none() | some), min_size=1, max_size=3)
        )
        records.append(
            (f"r{record}", "e0", [(f"s{record}{n}", tuple(held), end) for n, (held, end) in enumerate(states)])
        )
    ends = [*ids, *(state[0] for record in records for state in record[2])]
    relation = st.tuples(
        st.sampled_from(TYPES), st.sampled_from(ends), some, st.just(()),
        st.none() | st.sampled_from(labels("timing")), st.none() | st.sampled_from(labels("independence")),
    )  # fmt: skip
    return story(claims, draw(st.lists(relation, max_size=24)), records)


@st.composite
def layouts(draw):
    """What `place` takes: up to three columns of boxes and lines between neighbours."""
    columns = [
        [
            Box(f"{n}-{m}", draw(st.integers(40, 300)), draw(st.sampled_from([0, 50])))
            for m in range(draw(st.integers(1, 5)))
        ]
        for n in range(draw(st.integers(2, 3)))
    ]
    boxes = [(box.id, n) for n, column in enumerate(columns) for box in column]
    pairs = st.sampled_from([(a, b) for a, n in boxes for b, m in boxes if abs(n - m) <= 1])
    ends = draw(st.lists(pairs, max_size=14))
    edges = [
        Edge(str(n), *pair, draw(st.sampled_from(TYPES)), draw(st.integers(20, 60)), draw(st.integers(14, 60)))
        for n, pair in enumerate(ends)
    ]
    return columns, edges, draw(st.sets(st.sampled_from([id for id, _ in boxes])))


def apart(one, other):
    """Whether two rectangles (left, top, right, bottom) have no inner point in common."""
    return one[2] <= other[0] + 0.2 or other[2] <= one[0] + 0.2 or one[3] <= other[1] + 0.2 or other[3] <= one[1] + 0.2


def corners(rect):
    """Left, top, right and bottom."""
    return rect.x, rect.y, rect.x + rect.width, rect.y + rect.height


@given(layouts())
def test_nothing_lies_on_anything(given):
    """Boxes, labels and lines of any graph: none overlap, lines cross at right angles only."""
    columns, edges, spread = given
    made = place(columns, edges, [200] * len(columns), 120, 900, spread)
    boxes = {id: corners(rect) for id, rect in made.boxes.items()}
    for column in columns:
        for upper, lower in pairwise(column):
            assert (
                made.boxes[lower.id].y - (made.boxes[upper.id].y + made.boxes[upper.id].height)
                >= BELOW + lower.above - 0.01
            )
        for box in column:
            assert made.boxes[box.id].height >= box.height and made.boxes[box.id].y >= box.above
    lanes = {}
    for edge in edges:
        x, y = made.routes[edge.id].label
        lanes[edge.id] = (x - 60, y - edge.above, x + 60, y + edge.below)
        ends = sorted(point[0] for point in made.routes[edge.id].points[-2:])
        assert ends[0] <= x - 60 and x + 60 <= ends[1]
    assert len(made.routes) == len(edges)
    assert all(apart(*pair) for pair in combinations([*boxes.values(), *lanes.values()], 2))
    assert all(box[2] <= made.width + 0.01 and box[3] <= made.height for box in [*boxes.values(), *lanes.values()])
    runs = [(edge, run) for edge in edges for run in pairwise(made.routes[edge.id].points)]
    for edge, ((x, y), (to_x, to_y)) in runs:
        assert x == to_x or y == to_y
        line = min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y)
        assert all(
            line[2] <= box[0] or box[2] <= line[0] or line[3] <= box[1] or box[3] <= line[1] for box in boxes.values()
        )
        near = [lane for id, lane in lanes.items() if id != edge.id]
        assert all(
            line[2] <= lane[0] or lane[2] <= line[0] or line[3] <= lane[1] or lane[3] <= line[1] for lane in near
        )
    for (edge, run), (other, same) in combinations(runs, 2):
        if (edge.target, edge.kind) != (other.target, other.kind):
            assert not _along(run, same)


def _along(one, other):
    """Whether two straight lines lie on each other for some way."""
    for axis in (0, 1):
        if one[0][axis] == one[1][axis] == other[0][axis] == other[1][axis]:
            (low, high), (from_, to) = (sorted(point[1 - axis] for point in line) for line in (one, other))
            return min(high, to) > max(low, from_)
    return False


@given(layouts())
def test_lines_end_at_their_boxes(given):
    """At the side that faces the gap, away from the corners; the target first; and with room for the arrow's head."""
    columns, edges, _ = given
    made = best(columns, edges, [200] * len(columns), 120, 900)
    for edge in edges:
        points = made.routes[edge.id].points
        for id, (x, y) in ((edge.target, points[0]), (edge.source, points[-1])):
            left, top, right, bottom = corners(made.boxes[id])
            assert x in (left, right) and top + INSET - 0.01 <= y <= bottom - INSET + 0.01
        assert abs(points[0][0] - points[1][0]) >= HEAD


def test_a_line_runs_straight_where_it_can():
    """Two boxes and a line: no bend, in the middle of both; three in a row as well, whatever stands above the first."""
    columns = [[Box("a", 100, 80)], [Box("b", 60)], [Box("c", 200)]]
    made = best(
        columns, [Edge("1", "a", "b", "supports", 20, 20), Edge("2", "c", "b", "supports", 20, 20)], [99] * 3, 50, 0
    )
    assert [len(route.points) for route in made.routes.values()] == [2, 2]
    assert {rect.y + rect.height / 2 for rect in made.boxes.values()} == {130}
    assert [rect.height for rect in made.boxes.values()] == [100, 60, 200]


def test_a_box_grows_only_where_that_is_plainer():
    """Lines from far apart bend to a low box; from near they run straight to a higher one."""
    edges = [Edge("1", "a", "t", "contradicts", 20, 20), Edge("2", "b", "t", "supports", 20, 20)]
    for height, bends in ((60, [2, 2]), (600, [2, 4])):
        made = best([[Box("a", height), Box("b", height)], [Box("t", 60)]], edges, [99, 99], 50, 0)
        assert [len(route.points) for route in made.routes.values()] == bends
    low = 20 + PORT + 2 * INSET
    assert made.boxes["t"].height == low
    columns = [[Box("a", 60), Box("b", 600)], [Box("t", 60), Box("u", 60)]]
    made = place(columns, [*edges, Edge("3", "a", "u", "supports", 20, 20)], [99, 99], 50, 0)
    assert [len(made.routes[id].points) for id in "123"] == [2, 4, 4] and made.boxes["t"].height == low


def test_bands_stay_near_their_boxes():
    """Where a box has more lines than the one that runs straight, and where it has none."""

    def made(boxes, *ends):
        edges = [Edge(str(n), *pair, kind, 20, 20) for n, (*pair, kind) in enumerate(ends)]
        return place([[Box(id, 60) for id in column] for column in boxes.split()], edges, [99, 99], 50, 0).boxes

    two = made("za ut", "zus", "ztc", "auc", "ats")
    assert two["t"].height == 20 + PORT + 2 * INSET
    far = made("acb tuv", "ats", "aus", "bcs", "bvs")
    assert far["u"].y < far["c"].y


def test_columns_are_in_the_order_of_what_they_are_joined_to():
    """So that lines do not cross, whatever the order in the file."""
    doc = story(
        [("A", "It is.")] * 4, [("contradicts", "c0", "c3"), ("supports", "c1", "c2"), ("supports", "c1", "c3")]
    )
    assert [each.columns for each in contests(doc, ["c0"])] == [(("c0", "c1"), ("c3", "c2"))]


@given(stories())
def test_every_relation_is_drawn_once(doc):
    """Of whatever is joined to a contested claim or a record; neighbours stand side by side."""
    contested = [claim.id for claim in doc.contested_claims()]
    found = contests(doc, contested)
    boxes = [id for contest in found for column in contest.columns for id in column]
    assert len(boxes) == len(set(boxes)) and set(contested) <= set(boxes)
    assert {state.id for record in doc.records for state in record.states} <= set(boxes)
    told = [each for contest in found for each in contest.relations]
    assert {each.id for each in told} == {each.id for each in doc.relations if {each.from_, each.to} & set(boxes)}
    assert len(told) == len({each.id for each in told})
    for contest in found:
        side = {id: n for n, column in enumerate(contest.columns) for id in column}
        assert all(abs(side[each.from_] - side[each.to]) <= 1 for each in contest.relations)
        for record in contest.records:
            assert [id for id in contest.columns[0] if id in {state.id for state in record.states}] == [
                state.id for state in record.states
            ]
    picture, known = drawn(doc)
    assert bool(picture) == bool(contested or doc.records)
    if picture:
        checked(picture, known, len(boxes), [each.type for each in told])


@pytest.mark.parametrize("doc", [d for d in onrecord.load().values() if d.contested_claims() or d.records], ids=str)
def test_the_corpus_is_drawn(doc):
    """Every document with a contested claim, as its page shows it."""
    picture, known = drawn(doc)
    found = contests(doc, [claim.id for claim in doc.contested_claims()])
    boxes = sum(len(column) for contest in found for column in contest.columns)
    checked(picture, known, boxes, [each.type for contest in found for each in contest.relations])


def checked(picture, known, boxes, types):
    """Words are inside their boxes, boxes and labels apart, links lead to places, and nothing is styled."""
    root = ElementTree.fromstring(picture)
    assert {each.tag for each in root.iter()} <= {"svg", "title", "desc", "g", "a", "rect", "path", "circle", "text"}
    assert not [key for each in root.iter() for key in each.attrib if key == "style" or key.startswith("on")]
    assert {each.get("href") for each in root.iter("a")} <= {f"#{id}" for id in known}
    areas, words, kinds = [], [], []
    for part in root.findall("g"):
        right, down = map(float, re.fullmatch(r"translate\((\S+) (\S+)\)", part.get("transform")).groups())
        words += [area(text, right, down) for text in part.findall("text")]  # the headings of records
        for group in part.iter():
            names = (group.get("class") or "").split()
            if group.find("rect") is not None:
                x, y, *size = (float(group.find("rect").get(key)) for key in ("x", "y", "width", "height"))
                areas.append((right + x, down + y, right + x + size[0], down + y + size[1]))
                for text in group.iter("text"):
                    left, top, end, bottom = area(text, right, down)
                    assert areas[-1][0] + PAD - 1 <= left and end <= areas[-1][2] - PAD + 1
                    assert areas[-1][1] + PAD <= top and bottom <= areas[-1][3] - PAD
            elif "relation" in names:
                kinds.append(names[1])
                assert [each.get("class") for each in group.findall("path")] == ["line", "head"]
                assert group.find("title").text
                words += [area(text, right, down, middle=True) for text in group.iter("text")]
    assert len(areas) == boxes and sorted(kinds) == sorted(types)
    assert all(apart(*pair) for pair in combinations([*areas, *words], 2))
    limits = 0, 0, float(root.get("width")), float(root.get("height"))
    assert all(
        low >= limits[0] and top >= 0 and end <= limits[2] and down <= limits[3]
        for low, top, end, down in [*areas, *words]
    )


def area(text, right, down, middle=False):
    """Where a row of words is, by the estimate: from the top of its letters to their base."""
    kind = text.get("class")
    x, y = right + float(text.get("x")), down + float(text.get("y"))
    wide = width(text.text.rstrip(), SIZES[kind], kind in BOLD)
    left = x - wide / 2 if middle else x
    return left, y - SIZES[kind] * 0.8, left + wide, y


def said(picture):
    """What a reader is told, box by box and line by line, with the words of each in one string."""
    root = ElementTree.fromstring(picture)
    return [
        " ".join("".join(text.text for text in each.iter("text")).split())
        for each in root.iter()
        if (each.get("class") or "").split()[:1] in (["box"], ["state"], ["relation"])
    ]


def test_the_contested_statement_is_told():
    """Both states and the change between them, in order, what was in force, what came after, where all of it stands."""
    picture, _ = drawn(onrecord.load()["cbc-ppe-dispute"])
    expected = [
        "State 1 of 2 The equipment in the national stockpile is meant to supplement supplies for individual states. "
        "In force when this was said: Jared Kushner, 2020-04-02",
        "contradicts “However … in fact” in force when this was said, independent",
        "Then it changed, says the writer Within 24 hours, the language on the U.S. Department of Health and Human "
        "Services website was changed to reflect what Jared Kushner had said about the stockpile. said 2020-04-04",
        "State 2 of 2 The national stockpile of emergency medical equipment is not for use by states. The notion of "
        "the federal stockpile was that it is supposed to be the federal side's own stockpile.",
        "supports “was changed to reflect” came after this was said, made to agree afterwards (post hoc)",
        "supports “was changed to reflect” came after this was said, made to agree afterwards (post hoc)",
        "Jared Kushner The national stockpile of emergency medical equipment is not for use by states. "
        "said 2020-04-02 · contested",
        "Jared Kushner The notion of the federal stockpile was that it is supposed to be the federal side's own "
        "stockpile. said 2020-04-02",
    ]
    assert said(picture) == expected
    assert re.findall('href="#([^"]*)"', picture) == [
        "p-c40",
        "p-r10",
        "p-c41",
        "p-c38",
        "p-c39",
        "p-r11",
        "p-r12",
        "p-c38",
        "p-c39",
    ]
    assert re.findall('<(?:a|g) class="((?:box|state)[^"]*)"', picture) == [
        "state", "box change", "state", "box contested", "box",
    ]  # fmt: skip
    line = re.search('<g class="record".*?</g>', picture)[0]
    assert (line.count("<circle"), line.count('class="changed"'), line.count('class="force"')) == (2, 1, 1)
    assert "website, state 1 of 2, contradicts Jared Kushner (The national stockpile" in picture


def test_what_is_not_known_is_said():
    """No date, nothing held by a state, a time that is not told; a claim's relation says nothing of its timing."""
    states = [("s0", (), None)]
    relations = [
        ("contradicts", "s0", "c0", (), "unknown", "unknown"),
        ("supports", "c1", "c0", (), "unknown", "unknown"),
    ]
    picture, _ = drawn(story([("Ann", "It is."), ("Bo", "So it is.")], relations, [("page", "e0", states)]))
    assert said(picture) == [
        "Its wording No claim of its own is marked.", "contradicts not told when", "Ann It is. not dated · contested",
        "Bo So it is. not dated", "supports",
    ]  # fmt: skip


def test_a_date_is_shown_as_it_is_known():
    """A year alone stays a year."""
    doc = story([("Ann", "It is."), ("Bo", "It is not.")], [("contradicts", "c1", "c0")])
    claims = tuple(msgspec.structs.replace(c, made_at=DateValue("2020", "year", "text")) for c in doc.claims)
    marks = msgspec.structs.replace(doc.sets["gold"], claims=claims)
    picture, _ = drawn(msgspec.structs.replace(doc, sets={"gold": marks}))
    assert "Ann It is. said 2020 · contested" in said(picture)


def test_where_nothing_is_contested_there_is_no_picture():
    """Reasons alone are no contest; a record alone is drawn."""
    claims = [("Ann", "It is."), ("Bo", "So it is.")]
    assert drawn(story(claims, [("supports", "c1", "c0")]))[0] == ""
    assert said(drawn(story(claims, (), [("page", "e0", [("s0", ("c0",), "c1"), ("s1", (), None)])]))[0])
    assert graph(msgspec.structs.replace(story(claims), sets={}), ()) == ""


def test_what_is_nowhere_is_no_link():
    """A page without the text: words stay, links go."""
    doc = onrecord.load()["cbc-ppe-dispute"]
    assert "<a" not in graph(doc, ()) and said(graph(doc, ())) == said(drawn(doc)[0])


def test_a_relation_to_nothing_is_left_out():
    """As in files that no rule has checked yet; the contested claim is drawn all the same."""
    doc = story([("Ann", "It is.")], [("contradicts", "c9", "c0")], [("page", "e9", [("s0", ("c8",), "c7")])])
    assert said(drawn(doc)[0]) == ["Ann It is. not dated · contested", "Its wording No claim of its own is marked."]


def test_words_cannot_become_markup():
    """Hostile names and claims leave the elements and attributes of harmless ones, and no address."""

    def tags(words):
        picture, _ = drawn(story([(words, words), ("Bo", words)], [("contradicts", "c1", "c0", ())]))
        seen = {}
        parser = HTMLParser()
        parser.handle_starttag = lambda tag, attrs: seen.setdefault(tag, set()).update(key for key, _ in attrs)
        parser.feed(picture)
        assert "javascript" not in "".join(re.findall('href="[^"]*"', picture))
        return seen

    assert tags(HOSTILE) == tags("harmless " * 40)


@given(st.lists(st.sampled_from(SIGNS), max_size=200).map("".join), st.integers(20, 300), st.booleans())
def test_words_are_wrapped(text, room, bold):
    """No line is too wide unless it is one sign, none begins with a mark, and nothing is lost."""
    lines = wrap(text, room, 16, bold)
    assert "".join(lines) == text.lstrip(" ")
    for row in lines:
        cut = row.rstrip()
        assert width(cut, 16, bold) <= room or len(re.sub(f"[{MARKS}⚕\u202e]", "", cut)) == 1
        assert not row or row[0] not in MARKS


@pytest.mark.parametrize(
    ("text", "plain", "bold"),
    [
        ("Jared Kushner", 692, 794), ("The equipment is meant to supplement supplies.", 2458, 2767),
        ("MILLIONS WAITED", 898, 1017), ("illicit fillings", 590, 693), ("11 of 2,026 (post hoc)", 1111, 1245),
        ("Ефрейтор Жуков", 901, 998), ("東京の新聞", 500, 500),
    ],
)  # fmt: skip
def test_widths_are_those_of_a_wide_font(text, plain, bold):
    """As a browser draws the words in DejaVu Sans, and up to a fifth more, but not less."""
    assert plain <= width(text, 100) <= 1.2 * plain and bold <= width(text, 100, bold=True) <= 1.3 * bold


def test_lines_break_where_a_reader_expects_it():
    """Between words, between signs of East Asia but not before their punctuation, and never at a no-break space."""
    assert wrap("one two\u00a0three four", 100, 16) == ["one ", "two\u00a0three ", "four"]
    assert wrap("東京、新聞「社」", 48, 16) == ["東京、", "新聞", "「社」"]
    assert wrap("nnnnnn", 32, 16) == ["nnn", "nnn"]


def test_every_label_has_its_words_and_lines():
    """Of the schema's lists, in code and in the style sheet, where letters have the size that was reckoned with."""
    assert (set(TIMING), set(INDEPENDENCE) | {"unknown"}) == (set(labels("timing")), set(labels("independence")))
    assert set(HEADS) == set(TYPES)
    css = asset("graph.css")
    dashes = {kind: re.search(rf"\.graph \.{kind} \.line \{{ stroke-dasharray: ([\d ]+);", css) for kind in TYPES}
    assert len({each and each[1] for each in dashes.values()}) == len(TYPES)
    for kind, size in SIZES.items():
        rule = re.search(rf"^\.graph [^{{]*\.{kind}\b[^{{]*\{{ font-size: (\d+)px;([^}}]*)", css, re.M)
        assert int(rule[1]) == size >= 14 and ("bold" in rule[2]) == (kind in BOLD)
