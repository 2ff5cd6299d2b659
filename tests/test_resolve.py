"""`onrecord new` and `onrecord resolve`: from an empty draft to a set that `check` accepts, or nothing is written."""

import json
import os
import re
import shutil
from types import SimpleNamespace

import pytest

from onrecord import codec, drafts, store
from onrecord.cli import run
from onrecord.model import AnnotationSet, Annotators

NAME = "annotations/ana/cbc-ppe-dispute.json"
PEOPLE = "annotations/annotators.json"
NEW = ["new", "cbc-ppe-dispute", "--annotator", "ana", "--kind", "human", "--note", "By hand."]
DRAFT, SET = (f'"../../schema/{kind}.schema.json"'.encode() for kind in ("draft", "annotation-set"))


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A corpus of two of the shipped documents, as the current folder."""
    kept = "cbc-ppe-dispute", "ferry-crew-count"
    others = [id for id in store.stems(store.list_files(store.default_root())) if id not in kept]
    left_out = shutil.ignore_patterns(*(f"{id}.*" for id in others))
    for folder in ("corpus", "annotations", "schema"):
        shutil.copytree(store.default_root() / folder, tmp_path / "root" / folder, ignore=left_out)
    monkeypatch.chdir(tmp_path / "root")
    return tmp_path / "root"


@pytest.fixture
def draft(root):
    """An empty draft; returns a function that puts spans in it, a mention each, and what else is to change."""
    assert run(NEW) == 0

    def fill(*spans, name=NAME, **changes):
        value = json.loads((root / NAME).read_bytes())
        entity = {"id": "ottawa", "type": "GPE", "name": "Ottawa", "identity": "named"}
        mentions = [
            {"id": f"m{i}", "entity": "ottawa", "level": "NAM", "spans": [span]} for i, span in enumerate(spans)
        ]
        value |= {"entities": [entity], "mentions": mentions} | changes
        (root / name).write_text(json.dumps(value, indent=2), encoding="utf-8")
        return root / name

    return fill


def said(capsys, args, code):
    """What a command prints on both channels; it must end with `code`, and print nothing that a terminal obeys."""
    capsys.readouterr()
    assert run(args) == code
    out = "".join(capsys.readouterr())
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]|Traceback|^::|^##\[", out, re.M)
    return out


def test_a_new_draft_and_a_new_annotator(root, capsys):
    """The draft is empty, of this text and these guidelines; the list has one line more; the next step is told."""
    before = (root / PEOPLE).read_bytes()
    out = said(capsys, [*NEW, "--guidelines", "1.3"], 0)
    assert out.splitlines()[-1] == f"next: onrecord resolve {NAME}"
    made = codec.convert(json.loads((root / NAME).read_bytes()), AnnotationSet)
    record = json.loads((root / "corpus/cbc-ppe-dispute.json").read_bytes())
    assert (made.document, made.annotator, made.guidelines, made.text_sha256) == (
        "cbc-ppe-dispute", "ana", "1.3", record["text"]["sha256"],
    )  # fmt: skip
    assert (root / NAME).read_bytes() == codec.encode(made) and DRAFT in (root / NAME).read_bytes() and made.ids == []
    after = (root / PEOPLE).read_bytes()
    line = b'{"id":"ana","kind":"human","note":"By hand.","guidelines":"1.3"}'
    assert after == before.replace(b"}\n]\n}\n", b"},\n" + line + b"\n]\n}\n")
    assert run(["check", PEOPLE]) == 0


def test_a_listed_annotator_needs_no_more(root, capsys):
    """The version of the guidelines is the one in the list, which stays as it is."""
    shutil.rmtree(root / "annotations/practice-a")
    before = (root / PEOPLE).read_bytes()
    said(capsys, ["new", "ferry-crew-count", "--annotator", "practice-a"], 0)
    listed = codec.decode(before, Annotators).guidelines["practice-a"]
    made = json.loads((root / "annotations/practice-a/ferry-crew-count.json").read_bytes())
    assert (made["guidelines"], (root / PEOPLE).read_bytes()) == (listed, before)


def test_the_newest_guidelines_are_those_of_the_highest_number(root, capsys):
    """1.10 is newer than 1.9, and a list that is empty knows none."""
    people = json.loads((root / PEOPLE).read_bytes())
    for i, person in enumerate(people["annotators"]):
        person["guidelines"] = "1.10" if i == 1 else "1.9"
    (root / PEOPLE).write_text(json.dumps(people))
    said(capsys, NEW, 0)
    assert json.loads((root / NAME).read_bytes())["guidelines"] == "1.10"
    shutil.rmtree(root / "annotations/ana")
    (root / PEOPLE).write_text(json.dumps(people | {"annotators": []}))
    assert "--guidelines" in said(capsys, NEW, 2)
    said(capsys, [*NEW, "--guidelines", "2.0"], 0)


WRONG = {
    "no such document": (["new", "nope", "--annotator", "ana"], "no document 'nope'; there is: cbc-ppe-dispute, f"),
    "a path for a document": (["new", "../corpus/x", "--annotator", "ana"], "no document '../corpus/x'; there is:"),
    "a stranger": (["new", "cbc-ppe-dispute", "--annotator", "ana"], "say truthfully who marks by --kind (human,"),
    "a stranger without a note": (NEW[:-2], "and, in plain words, how by --note"),
    "an empty note": ([*NEW[:-1], ""], "--note: 0 long; at least 1 needed"),
    "no version": ([*NEW, "--guidelines", "one"], "--guidelines: 'one' does not have the form"),
    "no id": ([*NEW[:3], "../ana", *NEW[4:]], "name '../ana' is no id; use a-z, 0-9 and -"),
    "a device": ([*NEW[:3], "con", *NEW[4:]], "'con' is a device on Windows; choose another (--annotator)"),
    "somebody listed": ([*NEW[:3], "pass-c", *NEW[4:]], "is there already; go on in that file"),
    "somebody listed, said again": (
        ["new", "ferry-crew-count", "--annotator", "pass-a", "--kind", "human"], "annotators.json already; leave out",
    ),
    "no corpus": ([*NEW, "--root", "corpus"], "no corpus here; name one by --root, or make one by `onrecord init DIR`"),
    "bytes that are no text": ([*NEW[:-1], "\udcff"], "--note holds bytes that are not UTF-8"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_new_refuses(root, capsys, case):
    """Exit 2, the reason and the next step, and no file is made or changed."""
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    args, told = WRONG[case]
    assert told in said(capsys, args, 2)
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_new_writes_over_nothing_and_into_nothing_outside(root, tmp_path, capsys):
    """A file that is there stays, be it a broken link; a folder that leads out of the corpus is not entered."""
    said(capsys, NEW, 0)
    before = (root / NAME).read_bytes()
    assert "is there already" in said(capsys, ["new", "cbc-ppe-dispute", "--annotator", "ana"], 2)
    assert (root / NAME).read_bytes() == before
    (root / NAME).unlink()
    (root / NAME).symlink_to(tmp_path / "nowhere")
    assert "is there already" in said(capsys, ["new", "cbc-ppe-dispute", "--annotator", "ana"], 2)
    shutil.rmtree(root / "annotations/ana")
    (tmp_path / "out").mkdir()
    (root / "annotations/ana").symlink_to(tmp_path / "out")
    assert "leads out of the corpus" in said(capsys, ["new", "cbc-ppe-dispute", "--annotator", "ana"], 2)
    assert list((tmp_path / "out").iterdir()) == []


def test_new_needs_a_corpus_of_ones_own(tmp_path, monkeypatch, capsys):
    """Outside any corpus nothing is written into the installed one."""
    monkeypatch.chdir(tmp_path)
    assert "onrecord init DIR" in said(capsys, NEW, 2)


def test_from_an_empty_draft_to_a_valid_set(root, draft, capsys):
    """new, write, resolve, check: no number was counted; doing it again changes nothing."""
    path = draft({"text": "Ottawa", "occurrence": 4}, {"text": "Ottawa", "after": "'s advantage"})
    out = said(capsys, ["resolve", NAME], 0).splitlines()
    assert out[0].startswith("  mentions/m0/spans/0: 'Ottawa' at 31:115 (2826-2832) in '…g on Parliament Hill in O")
    assert out[1].startswith("  mentions/m1/spans/0: 'Ottawa' at 27:69 (")
    assert out[2:] == ["1 files, 0 with problems (0 in all), 0 skipped", f"2 spans found; wrote {NAME}"]
    raw = path.read_bytes()
    made = codec.decode(raw, AnnotationSet)
    text = (root / "corpus/cbc-ppe-dispute.txt").read_text(encoding="utf-8")
    assert raw == codec.encode(made) and SET in raw
    assert all(text[s.start : s.end] == s.text == "Ottawa" for m in made.mentions for s in m.spans)
    assert run(["check", NAME]) == 0
    assert said(capsys, ["resolve", NAME], 0).endswith("every span has its offsets already; nothing was written\n")
    assert path.read_bytes() == raw


def test_an_empty_draft_is_an_empty_set(root, draft, capsys):
    """There is nothing to find; the file becomes an annotation set all the same."""
    assert "0 spans found; wrote" in said(capsys, ["resolve", NAME], 0)
    assert SET in (root / NAME).read_bytes() and run(["check", NAME]) == 0


def test_a_dry_run_says_the_same_and_writes_nothing(draft, capsys):
    """Places of problems are those in the file as it is."""
    stranger = {"id": "x", "type": "GPE", "name": "X", "identity": "named"}
    path = draft({"text": "Ottawa", "occurrence": 1}, entities=[stranger])
    raw = path.read_bytes()
    out = said(capsys, ["resolve", NAME, "--dry-run"], 1)
    line = raw.decode().split("\n").index('      "entity": "ottawa",') + 1
    assert f"{NAME}:{line}:17: ID702 dangling-reference:" in out and "(--dry-run)" in out and path.read_bytes() == raw
    assert ": ID702 dangling-reference:" in said(capsys, ["resolve", NAME], 1)
    assert path.read_bytes() != raw


def test_all_spans_or_nothing(draft, capsys):
    """One span that is not found keeps the file as it is; the schema's faults are told in the same run."""
    path = draft({"text": "Ottawa", "occurrence": 1}, {"text": "Ottawa"}, {"text": "Otawa"}, relations=5)
    raw = path.read_bytes()
    out = said(capsys, ["resolve", NAME], 1)
    lines = raw.decode().split("\n")
    for code in ("DR304 several-places", "DR303 words-not-found", "SC101 wrong-type"):
        line, col = map(int, re.search(rf"^{NAME}:(\d+):(\d+): {code}: ", out, re.M).groups())
        assert lines[line - 1][col - 1] in "{5"
    assert out.endswith("1 of 3 spans found; nothing was written: mend the file, then run this again\n")
    assert path.read_bytes() == raw


def test_the_rules_speak_when_all_is_found(root, draft, capsys):
    """A span of two paragraphs is found and written; that it must be split is said as `check` says it."""
    text = (root / "corpus/cbc-ppe-dispute.txt").read_text(encoding="utf-8")
    end = text.index("\n\n")
    path = draft({"text": text[end - 7 : text.index(" ", end)]})
    out = said(capsys, ["resolve", NAME], 1)
    assert ": SP206 span-across-zones: " in out and "1 spans found; wrote" in out and SET in path.read_bytes()
    assert set(out.splitlines()[1:-1]) <= set(said(capsys, ["check", NAME], 1).splitlines())


def test_a_draft_is_not_checked_compared_or_loaded(root, draft, capsys):
    """One problem says what it is and what to run, be its spans full or not."""
    draft({"text": "Ottawa"}, colour=1)
    out = said(capsys, ["check", "--format", "lines", "annotations"], 1).splitlines()
    assert len(out) == 2 and out[0].startswith(f"{NAME}:2:14: DR301 unresolved-draft: this file is a draft")
    assert "run `onrecord resolve` on it" in out[0]
    assert "ana" not in store.read_corpus(root)["cbc-ppe-dispute"].sets
    assert run(["build", str(root.parent / "out")]) == 1


BROKEN = {
    "JSON": (lambda raw: raw.replace(b'"document"', b'"document": 1, "document"', 1), "JS104 duplicate-key"),
    "a comma": (lambda raw: raw.replace(b'"1"', b"1,,", 1), "JS103 syntax"),
    "UTF-8": (lambda raw: raw + b"\xff", "JS101 not-utf8"),
    "shape": (lambda raw: b"[]", "SC101 wrong-type"),
    "no document": (lambda raw: raw.replace(b'"document"', b'"documents"', 1), "SC103 unknown-key"),
    "another document": (lambda raw: raw.replace(b"cbc-ppe-dispute", b"nope", 1), "FS102 missing-partner"),
    "a path": (lambda raw: raw.replace(b"cbc-ppe-dispute", b"../corpus/x", 1), "SC105 wrong-form"),
    "another text": (lambda raw: raw.replace(b"d2dd0258", b"00000000", 1), "ID704 "),
    "another schema": (lambda raw: raw.replace(b"draft", b"drafts", 1), "SC106 wrong-constant"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_what_is_no_draft_of_this_corpus_is_refused(draft, capsys, case):
    """The usual code, its place in the file, and nothing is written."""
    change, told = BROKEN[case]
    path = draft({"text": "Ottawa", "occurrence": 1})
    path.write_bytes(change(path.read_bytes()))
    raw = path.read_bytes()
    out = said(capsys, ["resolve", NAME], 1)
    assert re.search(rf"^{NAME}:\d+:\d+: {told}", out, re.M) and "nothing was written" in out
    assert path.read_bytes() == raw


def test_a_set_may_get_single_spans_without_offsets(draft, capsys):
    """`$schema` need not be a draft's: whoever adds a mark to a set writes its words and resolves it."""
    path = draft({"text": "Ottawa", "occurrence": 1})
    path.write_bytes(path.read_bytes().replace(DRAFT, SET))
    assert "1 spans found; wrote" in said(capsys, ["resolve", NAME], 0)
    assert run(["check", NAME]) == 0


def test_a_loose_draft_is_resolved_where_it_lies(root, draft, tmp_path, capsys):
    """Its document is looked for in the corpus it lies in, in the one named, else in the shipped one."""
    path = draft({"text": "Ottawa", "occurrence": 1}, annotator="gold")
    loose = tmp_path / "mine.json"
    raw = path.read_bytes()
    for file, more in ((loose, []), (loose, ["--root", str(root)]), (root / "mine.json", [])):
        file.write_bytes(raw)
        assert f"wrote {file}" in said(capsys, ["resolve", str(file), *more], 0)
        assert codec.decode(file.read_bytes(), AnnotationSet)


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("no/such.json", "no such file; name a draft, or make one by `onrecord new"),
        ("annotations", "no draft; name a file annotations/<annotator>/<document>.json"),
        ("corpus/cbc-ppe-dispute.json", "no draft; name a file"),
        (PEOPLE, "no draft; name a file"),
        ("annotations/ana", "no draft; name a file"),
        ("annotations/ana/folder.json", "not a regular file"),
        ("annotations/ana/out.json", "a link that leads out of the corpus"),
    ],
)
def test_what_is_no_draft_is_wrong_use(root, draft, tmp_path, capsys, path, told):
    """Exit 2, and the target of a link out of the corpus is neither shown nor changed."""
    (root / "annotations/ana/folder.json").mkdir()
    (tmp_path / "secret.json").write_bytes(draft({"text": "Ottawa"}).read_bytes())
    (root / "annotations/ana/out.json").symlink_to(tmp_path / "secret.json")
    assert told in said(capsys, ["resolve", path], 2)
    assert DRAFT in (tmp_path / "secret.json").read_bytes()


def test_a_link_inside_the_corpus_stays_a_link(root, draft, capsys):
    """The file that it leads to is written."""
    path = draft({"text": "Ottawa", "occurrence": 1})
    path.rename(root / "annotations/ana/real.draft")
    path.symlink_to("real.draft")
    said(capsys, ["resolve", NAME], 0)
    assert path.is_symlink() and SET in (root / "annotations/ana/real.draft").read_bytes()


def test_a_file_changed_meanwhile_stays(draft, capsys, monkeypatch):
    """Who saves in the editor while it is resolved loses nothing."""
    path = draft({"text": "Ottawa", "occurrence": 1})

    def slow(*args):
        path.write_bytes(b"{}")
        return drafts.resolve(*args)

    monkeypatch.setattr("onrecord.cli.resolve.drafts", SimpleNamespace(resolve=slow))
    assert "was changed meanwhile" in said(capsys, ["resolve", NAME], 3)
    assert path.read_bytes() == b"{}"


def test_a_machine_that_refuses_leaves_the_draft(draft, capsys, monkeypatch):
    """Exit 3, the old bytes, nothing beside them."""
    path = draft({"text": "Ottawa", "occurrence": 1})
    raw = path.read_bytes()

    def refuse(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", refuse)
    assert "No space left" in said(capsys, ["resolve", NAME], 3)
    assert path.read_bytes() == raw and os.listdir(path.parent) == [path.name]


HOSTILE = "\x1b[31m\u202e\r\n::error::x\n##[group]\x9b"


def test_nothing_in_a_draft_is_obeyed(draft, capsys):
    """Hostile ids, words and keys: one safe line each, resolved or not."""
    spans = [{"text": HOSTILE}, {"text": "Ottawa", "before": HOSTILE}, {"text": "Ottawa", HOSTILE: 1}]
    draft(*spans, claims=HOSTILE)
    out = said(capsys, ["resolve", NAME], 1)
    assert out.count(" DR30") == 3 and "\\x1b[31m\\u202e" in out
    path = draft({"text": "Ottawa", "occurrence": 1})
    path.write_text(path.read_text().replace('"m0"', json.dumps(HOSTILE)))
    said(capsys, ["resolve", NAME], 1)
