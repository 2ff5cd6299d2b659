"""The course: solutions earn all points, empty exercises none; no answers for students, none in the feedback."""

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord import codec
from onrecord.cli import run
from onrecord.course import answer
from onrecord.course.answers import case as judged_by
from onrecord.course.checks import EXERCISES, STEPS
from onrecord.course.sources import cells, student
from onrecord.errors import UsageError
from onrecord.store import default_root, read_corpus
from tests.test_wheel import ROOT, site  # noqa: F401 (a fixture)
from tests.test_wheel import run as run_wheel

STEMS = [exercise.stem for exercise in EXERCISES]
CORPUS = read_corpus(default_root())


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A course for a teacher: the folders `student` and `teacher`."""
    folder = tmp_path_factory.mktemp("course") / "made"
    assert run(["course", "start", str(folder), "--teacher"]) == 0
    return folder


@pytest.fixture
def folder(made, tmp_path, monkeypatch):
    """A copy of the students' folder, which is the current one."""
    monkeypatch.chdir(shutil.copytree(made / "student", tmp_path / "student"))
    return Path()


def files(folder):
    """Names of all files below a folder, with their bytes."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def execute(folder, stem):
    """Run an exercise as a script in its folder."""
    command = [sys.executable, f"{stem}.py"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, env={"HOME": str(folder)})


def results(folder, capsys, *options):
    """What `course check` says of every step, by step."""
    capsys.readouterr()
    code = run(["course", "check", str(folder), "--format", "json", *options])
    steps = json.loads(capsys.readouterr().out)["steps"]
    assert code == (0 if all(step["status"] == "done" for step in steps) else 1)
    return {step["step"]: step for step in steps}


def verdict(step, value, folder=Path()):
    """The judgement on an answer, in JSON's types."""
    return STEPS[step].judge(json.loads(json.dumps(value)), judged_by(folder))


def test_every_solution_earns_all_points(made, tmp_path, capsys):
    """From start to end, as scripts, in any order; then the whole course is done, and the corpus clean."""
    folder = shutil.copytree(made / "teacher", tmp_path / "teacher")
    for stem in reversed(STEMS):
        execute(folder, stem)
    found = results(folder, capsys)
    assert list(found) == list(STEPS)
    assert [step for step in found.values() if (step["status"], step["points"]) != ("done", step["of"])] == []
    assert run(["check", str(folder)]) == 0


def test_no_exercise_passes_before_it_is_filled_in(made, tmp_path, capsys):
    """Every script runs to its end without an answer, and every step is open, without points."""
    folder = shutil.copytree(made / "student", tmp_path / "student")
    for stem in STEMS:
        execute(folder, stem)
    found = results(folder, capsys)
    assert {(step["status"], step["points"]) for step in found.values()} == {("open", 0)}


@pytest.mark.parametrize("path", sorted((ROOT / "course").glob("*.py")), ids=lambda p: p.stem)
def test_every_source_is_complete(path):
    """It has a goal, a time, data and a slide; each step is told, solved and answered, in order."""
    source = path.read_text(encoding="utf-8")
    (exercise,) = [each for each in EXERCISES if each.stem == path.stem]
    markdown = "\n".join(cell.text for cell in cells(source) if cell.kind == "markdown")
    for part in (f"# {exercise.number} ", "**Goal**", "**Time**", "**Data**", "## In one slide"):
        assert part in markdown
    wanted = [step.id for step in exercise.steps]
    assert [cell.step for cell in cells(source) if cell.step] == wanted
    assert re.findall(r"^## Step ([0-9.]+): (.*)$", markdown, re.M) == [(s.id, s.title) for s in exercise.steps]
    begun = source.count("### BEGIN SOLUTION")
    assert begun >= len(wanted) and student(source).count("YOUR CODE HERE") == begun + markdown.count("YOUR CODE HERE")
    assert "SOLUTION" not in student(source)
    slide = markdown.split("## In one slide")[1].split("\n")
    assert 3 <= sum(line.startswith("- ") for line in slide) <= 6


def test_every_rule_is_a_section_of_the_guidelines(made):
    """What feedback names is in the student's folder; anchors are made of headings."""
    for step in STEPS.values():
        page, anchor = step.rule.split("#")
        headings = re.findall(r"^#+ (.*)$", (made / "student" / page).read_text(), re.M)
        assert anchor in {re.sub(r"[^\w-]", "", heading.lower().replace(" ", "-")) for heading in headings}


def test_two_builds_are_equal(made, tmp_path):
    """Byte for byte; and the students' folder is the same whether teachers' files are made or not."""
    assert run(["course", "start", str(tmp_path / "again"), "--teacher"]) == 0
    assert files(tmp_path / "again") == files(made)
    assert run(["course", "start", str(tmp_path / "student")]) == 0
    assert files(tmp_path / "student") == files(made / "student")


def test_the_students_folder_is_clean(made):
    """`onrecord check` finds nothing in it, and every set in it is one that the exercises name."""
    assert run(["check", str(made / "student")]) == 0
    sets = {name for name in files(made / "student") if re.fullmatch(r"annotations/[^/]+/[^/]+\.json", name)}
    assert sets == {f"annotations/{who}/{id}.json" for each in EXERCISES for who, id in each.sets}


def test_students_get_no_answers(made):
    """Neither marks of a document whose marks are answers, nor solutions, nor what a marking guide says."""
    bundle = {name: raw.decode() for name, raw in files(made / "student").items()}
    everything = "\n".join(bundle.values())
    given = {
        line.rstrip(",") for name, raw in bundle.items() if name[:12] == "annotations/" for line in raw.split("\n")
    }
    for exercise in EXERCISES:
        source = (made / "teacher" / f"{exercise.stem}.py").read_text()
        solutions = re.findall(r"### BEGIN SOLUTION\n(.*?)### END SOLUTION", source, re.S)
        lines = {line.strip() for part in solutions for line in part.splitlines() if len(line.strip()) > 12}
        common = {"span = mention.spans[0]", "for mention in story.mentions:", "for relation in relations:"}
        common |= {"for relation in water.relations_to(claim):"}
        assert lines and [line for line in lines - common if line in bundle[f"{exercise.stem}.py"]] == []
        quoted = {json.dumps(line)[1:-1] for line in lines - common}
        assert [line for line in quoted if line in bundle[f"{exercise.stem}.ipynb"]] == []
        for id in exercise.secret:
            marks = [codec.encode(marks).decode().split("\n") for marks in CORPUS[id].sets.values()]
            items = {line.rstrip(",") for part in marks for line in part if line.startswith('{"id"')} - given
            assert len(items) > 100 and [item for item in items if item in everything] == []
            told = {c.proposition for c in CORPUS[id].claims if c.proposition not in CORPUS[id].text}
            assert told and [words for words in told if words in everything] == []
    assert not {"MARKING.md"} & {name.split("/")[-1] for name in bundle} and "BEGIN SOLUTION" not in everything


def test_exercises_do_not_repeat_the_article():
    """It belongs to its publisher: no source, check or page of the course has a longer piece of it than some words."""
    text, size = CORPUS["cbc-ppe-dispute"].text, 30
    pieces = {text[start : start + size] for start in range(len(text) - size)}
    paths = [*(ROOT / "course").iterdir(), *(ROOT / "src/onrecord/course").rglob("*.py"), ROOT / "docs/course.md"]
    for path in paths:
        words = path.read_text(encoding="utf-8")
        assert pieces.isdisjoint(words[start : start + size] for start in range(len(words))), path


def wrong(value):
    """Answers near to a right one, of its form and of others."""
    yield from ("", 0, -1, 1.5, True, [], {}, [None], "x", 10**9, [[]], [[1, 2]])
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield from (value + 1, value - 1, str(value))
    elif isinstance(value, str):
        yield from (value + " ", value[1:], value.upper() + "x")
    elif isinstance(value, list):
        yield from (value[1:], [*value, 1], value[::-1])
        for place, item in enumerate(value):
            for other in wrong(item):
                yield [*value[:place], other, *value[place + 1 :]]


def words(value):
    """The numbers and words of an answer that would give it away."""
    if isinstance(value, list):
        return {part for item in value for part in words(item)}
    return set() if isinstance(value, bool) or value in ("after", "before") else {str(value)}


@pytest.mark.parametrize("step", [step for step in STEPS.values() if step.id not in ("2.3", "2.4")], ids=lambda s: s.id)
def test_feedback_never_tells_the_answer(step):
    """Whatever is answered, nothing of what is right is in the lines, but for what the student wrote."""
    case = judged_by(Path())
    (value, *_) = accepted = step.accepted(case)
    tried = 0
    for other in wrong(json.loads(json.dumps(value))):
        if other in accepted and type(other) is type(value):
            continue
        made = step.judge(other, case)
        assert 0 <= made.share < 1 and made.lines, other
        told = " ".join(made.lines)
        shape = {str(len(value))} if isinstance(value, list) else set()
        given = [word for word in words(value) - shape if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", told)]
        assert given == [], (other, told)
        tried += 1
    assert tried > 10


@pytest.mark.parametrize(
    ("step", "value", "share"),
    [
        ("1.1", len(CORPUS["cbc-ppe-dispute"].text.encode()), 0.5),
        ("1.3", CORPUS["cbc-ppe-dispute"].text.count(" "), 0.25),
        ("1.7", [0, 161], 0.5),
        ("1.8", [4, 0], 0.5),
        ("2.1", [0, 5, 1], 2 / 3),
        ("7.1", ["page-1", "before", "post_hoc"], 2 / 3),
        ("7.2", [[4667, 4743], [4746, 4808]], 0.75),
        ("7.2", [[4667, 4742], [0, 0]], 0.25),
        ("7.3", ["Jared Kushner", "page", "Kushner"], 2 / 3),
        ("7.4", [["B"], ["B"], "C"], 2 / 3),
        ("7.5", ["contradicts", "before", "independent"], 2 / 3),
        ("7.6", ["However", "fact"], 0.5),
        ("7.7", ["supports", "after", "independent"], 2 / 3),
        ("7.8", ["before", False], 0.5),
    ],
)
def test_half_done_answers_earn_a_part(step, value, share):
    """Known slips, and lists of which some items are right."""
    assert verdict(step, value).share == pytest.approx(share)


def test_marks_earn_by_how_many_fit(folder, capsys):
    """A few names earn few points, most of them all; another type or extent is half; own figures are judged as such."""
    source = Path("2-marking.py").read_text()
    solved = (ROOT / "course/2-marking.py").read_text()
    rows = re.findall(r'^    \("[A-Z]+", .*$', solved, re.M)

    def tried(*some):
        marks = "marks = [\n" + "\n".join(some) + "\n]"
        Path("2-marking.py").write_text(re.sub(r"^marks = \[\n.*?^\]", lambda _: marks, source, flags=re.M | re.S))
        execute(folder, "2-marking")
        return results(folder, capsys)["2.3"]

    assert tried(*rows[:10])["points"] == 10
    few = tried(*rows[:4])
    assert few["points"] == round(10 * 2 * 4 / (4 + 11), 2) and few["status"] == "partial"
    retyped = tried(*rows[:3], rows[3].replace("LOC", "ORG"))
    assert retyped["points"] == round(10 * 2 * 3.5 / (4 + 11), 2)
    cut = tried(*rows[:3], '    ("LOC", {"text": "the island of Grellamay"}),')
    assert cut["points"] == retyped["points"] and "another extent 1" in " ".join(cut["feedback"])
    gold = {str(mention) for mention in CORPUS["ferry-crew-count"].mentions if mention.level == "NAM"}
    told = " ".join(few["feedback"])
    assert [name for name in gold if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", told) and not name.isdigit()] == []
    answer("2.4", [100, 27, 43])
    assert results(folder, capsys)["2.4"]["points"] == 1.0
    answer("2.4", [75, 27, 40])
    assert results(folder, capsys)["2.4"]["points"] == 3


@pytest.mark.parametrize(
    "value", [7, "", "..", "../../etc/passwd", "annotations/gold/lantern-festival-app.json", "README.md"]
)
def test_a_path_that_holds_no_marks_is_told(folder, value):
    """Other files, files of other stories, and paths out of the folder give feedback and no points."""
    answer("2.3", value)
    assert answer("2.3", value) == 0


@pytest.mark.parametrize(
    "raw", [b"", b"[1]", b"{", b"\xff", b"[" * 100_000, b'{"1.1": NaN, "9.9": 1, "1.7": {"a": 1}}']
)
def test_answers_of_any_form_end_without_a_traceback(folder, raw, capsys):
    """A file that is no table is wrong use, with its place; a table of odd values is judged."""
    Path("answers.json").write_bytes(raw)
    code = run(["course", "check"])
    assert code == (1 if raw.startswith(b'{"') else 2)
    assert code == 1 or "answers.json: " in capsys.readouterr().err


def test_what_no_answer_can_be_is_refused(folder, tmp_path, monkeypatch):
    """Unknown steps, values without a form in JSON, and folders without a course."""
    with pytest.raises(UsageError, match=r"no step '1\.99'"):
        answer("1.99", 1)
    for value in (print, float("nan"), {1: print}):
        with pytest.raises(UsageError, match=r"step 1\.1"):
            answer("1.1", value)
    assert answer("1.7", (1, ...)) == 0 and json.loads(Path("answers.json").read_text()) == {"1.7": [1, None]}
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="onrecord course start"):
        answer("1.1", 1)
    assert run(["course", "check"]) == 2


def test_answers_may_be_written_by_hand(folder, capsys):
    """No Python: a table of answers, then the check, of one exercise or all, as text, JSON and CSV."""
    right = {id: step.accepted(judged_by(folder))[0] for id, step in STEPS.items() if id[0] == "1"}
    Path("answers.json").write_text(json.dumps(right))
    assert run(["course", "check", "--exercise", "1"]) == 0
    assert (
        f"{sum(STEPS[id].points for id in right)} of {sum(STEPS[id].points for id in right)} points"
        in capsys.readouterr().out
    )
    assert run(["course", "check", "--exercise", "3"]) == 2
    found = results(folder, capsys)
    assert {id for id, step in found.items() if step["status"] == "done"} == set(right)
    run(["course", "check", "--format", "csv"])
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(row["step"], float(row["points"])) for row in rows] == [(id, step["points"]) for id, step in found.items()]


def test_notebooks_are_the_scripts(made):
    """The cells of each, in order; ids that are unique; points for nbgrader where an answer is checked."""
    for who in ("student", "teacher"):
        for stem in STEMS:
            value = json.loads((made / who / f"{stem}.ipynb").read_bytes())
            script = (made / who / f"{stem}.py").read_text()
            assert ["".join(cell["source"]) for cell in value["cells"]] == [cell.text for cell in cells(script)]
            assert len({cell["id"] for cell in value["cells"]}) == len(value["cells"])
            graded = [cell["metadata"].get("nbgrader", {}) for cell in value["cells"]]
            points = [cell["points"] for cell in graded if cell.get("grade")]
            assert points == [step.points for step in STEPS.values() if step.id.split(".")[0] == stem.split("-")[0]]


def test_a_course_replaces_nothing(made, capsys):
    """`start` wants a new or empty folder."""
    assert run(["course", "start", str(made)]) == 2
    assert "not empty" in capsys.readouterr().err


def test_the_wheel_teaches_without_a_network(site, tmp_path):  # noqa: F811
    """From `course start` in a fresh environment, with solutions filled in, to a graded result; nothing connects."""
    code = f"""
import os, pathlib, runpy, shutil, sys
from onrecord.cli import run
assert run(["course", "start", "class", "--teacher"]) == 0
os.chdir("class/student")
assert run(["course", "check"]) == 1
for stem in {STEMS!r}:
    shutil.copy(f"../teacher/{{stem}}.py", f"{{stem}}.py")
    runpy.run_path(f"{{stem}}.py", run_name="__main__")
assert run(["course", "check"]) == 0
"""
    total = sum(step.points for step in STEPS.values())
    assert run_wheel(site, code, tmp_path).splitlines()[-1] == f"{total} of {total} points"
