"""tests/contributions: a file for every fault, which the console script names for what it is, and mends if it can."""

import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
import tomllib
from functools import cache
from itertools import groupby
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from onrecord import mend, store
from onrecord.cli import run
from onrecord.fixes import FIXES, fixable
from onrecord.pages import FAMILIES
from tests.faults import faults, sound

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "tests/contributions"
FAULTS = faults()
KEPT = [fault for fault in FAULTS.values() if not fault.why]
FIXABLE = [key for key, fault in FAULTS.items() if fixable(fault.code) != "no"]
SCRIPT = Path(sys.executable).parent / "onrecord"
SIZE = 400_000
"""Bytes of the whole folder, at most."""

_LINE = re.compile(r"(\S.*?)(?::(\d+:\d+))?: ([A-Z]{2}\d{3}) [a-z0-9-]+: (.*?)( \[/.*)?")


def put(folder, files):
    """Write files below a folder."""
    for name, raw in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(raw)


def all_files(chosen):
    """What is sound, and the files of these faults."""
    return sound() | {fault.root + name: raw for fault in chosen for name, raw in fault.files.items()}


def problems(printed):
    """Each problem that was printed in the text form: file, place in it ("line:col" or None), code, message."""
    found = [_LINE.fullmatch(line) for line in printed.splitlines()]
    return [line.groups()[:4] for line in found if line]


@pytest.fixture(scope="module")
def answer(tmp_path_factory):
    """Makes the command line judge a fault: its exit code, and the problems in the fault's file."""
    folder = tmp_path_factory.mktemp("contributions")
    put(folder, all_files(FAULTS.values()))

    @cache
    def judge(key):
        fault, printed = FAULTS[key], io.StringIO()
        with contextlib.redirect_stdout(printed):
            ending = run([*fault.command, str(folder / (fault.root or fault.place))])
        return ending, [found for found in problems(printed.getvalue()) if found[0] == fault.place]

    return judge


@pytest.mark.parametrize("key", FAULTS)
def test_a_fault_is_found_alone(answer, key):
    """Exit 1, its code, once, and no other but the one that always comes with it."""
    ending, found = answer(key)
    assert (ending, tuple(each[2] for each in found)) == (1, FAULTS[key].codes)


def test_the_folder_is_current(answer):
    """It holds what the cases give: no file stale, missing or surplus. ONRECORD_WRITE=1 writes it anew."""
    made = {
        "README.md": readme(answer).encode(),
        ".gitattributes": b"# Bytes are the point: no file is converted.\n* -text\n",
    }
    made |= all_files(KEPT)
    if os.environ.get("ONRECORD_WRITE"):
        shutil.rmtree(FOLDER, ignore_errors=True)
        put(FOLDER, made)
    kept = {path.relative_to(FOLDER).as_posix(): path.read_bytes() for path in FOLDER.rglob("*") if path.is_file()}
    assert kept == made
    assert sum(map(len, made.values())) < SIZE


def by_script(*args):
    """What the console script ends with and finds, by file, in the repository."""
    done = subprocess.run([SCRIPT, *args], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.returncode, [(file, code) for file, _, code, _ in problems(done.stdout)]


def test_the_script_finds_all_in_one_run():
    """In the folder as it is kept: every file its fault, and no sound file any; drafts and the strict rules apart."""
    expected = [
        (fault.place, "DR301" if fault.command[0] == "resolve" else code)
        for fault in KEPT
        for code in fault.codes
        if not fault.root and "--strict" not in fault.command
    ]
    assert by_script("check", "tests/contributions") == (1, sorted(expected))


@pytest.mark.parametrize("code", ["SP203", "JS102", "FS103", "ST902", "DR304", "CO804", "CO805"])
def test_the_script_finds_one(code):
    """A fault of each way to find it, in the folder as it is kept."""
    fault = FAULTS[code]
    path = f"tests/contributions/{fault.root or fault.place}"
    assert by_script(*fault.command, path) == (1, [(fault.place, code)])


@pytest.mark.parametrize("key", FIXABLE)
def test_what_can_be_mended_is(tmp_path, key, capsys):
    """`onrecord check` with the option that the code's page names leaves a clean file; a second run changes nothing."""
    fault = FAULTS[key]
    option = fixable(fault.code)
    put(tmp_path, sound() | fault.files)
    path = tmp_path / fault.place
    assert run(["check", option, str(path)]) == 0
    mended = path.read_bytes()
    assert mended != fault.files[fault.place] and run(["check", option, str(tmp_path)]) == 0
    assert path.read_bytes() == mended


def test_every_fix_mends_a_file():
    """In the folder as it is kept; those that are there for one fix, by that alone."""
    done = {mended.name: set(mended.done) for mended in mend.mend(FOLDER, unsafe=True)}
    assert set().union(*done.values()) == {fix.name for fix in FIXES}
    for fault in KEPT:
        assert not fault.fix or done[fault.place] == {fault.fix}


def test_the_draft_without_other_fault_resolves(tmp_path, capsys):
    """What the page of DR301 tells to do makes a clean annotation set of it."""
    fault = FAULTS["DR301"]
    put(tmp_path, sound() | fault.files)
    assert run(["resolve", str(tmp_path / fault.place)]) == 0
    assert run(["check", str(tmp_path)]) == 0


def test_what_is_sound_is_sound(tmp_path, capsys):
    """Without the faults nothing is found, by the strict rules neither."""
    put(tmp_path, sound())
    assert run(["check", "--strict", str(tmp_path)]) == 0


def test_the_folder_is_a_corpus_of_its_own():
    """The repository's corpus does not see it, nor does the wheel take it in."""
    assert store.find_root(FOLDER / "annotations/gold") == FOLDER
    assert [name for name in store.list_files(ROOT) if name.startswith("tests")] == []
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]
    taken = [*wheel["only-include"], *wheel["force-include"]]
    assert taken and not [name for name in taken if FOLDER.is_relative_to(ROOT / name)]


def test_the_readme_leads_to_every_file():
    """Every row is a row of four cells when rendered, and every link leads to a file or a folder."""
    tokens = MarkdownIt("commonmark").enable("table").parse((FOLDER / "README.md").read_text(encoding="utf-8"))
    inner = [part for token in tokens for part in token.children or ()]
    links = [part.attrs["href"] for part in inner if part.type == "link_open"]
    assert [link for link in links if not (FOLDER / link).exists()] == []
    assert len(links) == len(FAULTS) + len(KEPT)
    assert len([token for token in tokens if token.type == "td_open"]) == 4 * len(FAULTS)
    assert not {part.type for part in (*tokens, *inner)} & {"html_inline", "html_block", "em_open", "strong_open"}


def as_code(text):
    """A code span for a cell of a table."""
    return (f"`` {text} ``" if "`" in text else f"`{text}`").replace("|", "\\|")


def row(fault, found):
    """A line of a table: the code, its file and the command, the place in it and the message."""
    where, message = next((where, message) for _, where, code, message in found if code == fault.code)
    file = f"not kept: {fault.why}" if fault.why else f"[{fault.slug}]({fault.root or fault.place})"
    command = "" if fault.command == ("check",) else f", `onrecord {' '.join(fault.command)}`"
    page = f"[{fault.code}](../../docs/rules/{fault.code}.md)"
    return f"| {page} | {file}{command} | {where or ''} | {as_code(message)} |\n"


def readme(answer):
    """The page that says what each file shows."""
    parts = [HEAD]
    for family, members in groupby(FAULTS.values(), lambda fault: fault.code[:3]):
        title, question = FAMILIES[family]
        parts.append(f"\n## {title}\n\n{question}\n\n| code | file | at | what is said |\n|---|---|---|---|\n")
        parts += [row(fault, answer(fault.fix or fault.code)[1]) for fault in members]
    return "".join(parts)


HEAD = """\
# Contributions with one fault each

This folder is a small corpus, as someone might hand it in: one invented article, `masks`, and many annotation sets of
it. `annotations/gold/` is sound. Every other file has one fault and is named after it. To learn from them:

- Open a file and find its fault before you read on. `onrecord check` names it, with the line, the column and the words
  of the article: `onrecord check tests/contributions/annotations/sp203-edge-white-space`. Without the last two names it
  goes through them all.
- Read why it is one: `onrecord rule SP203`, or the page behind the code in the tables below.
- Compare it with the sound set, `annotations/gold/masks.json`: a line is a mark. Layers that a fault does not need are
  left empty.
- Mend it in a copy of the folder, by hand, or by `onrecord check --fix` where the page says so, and check again.

SP202 has four files: three show what else `onrecord check --unsafe-fixes` can do, and are named after the fix. The
faults of names and lists are in `roots/`, each in a corpus of its own. Two faults never come alone: of names that
differ in capitals only, one is no id (CO802), and a zone outside the text is no paragraph (DR107).

Made by `tests/test_contributions.py` from `tests/rules/cases.py`; `make pages` writes it anew.
"""
