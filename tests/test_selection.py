"""Which sets are compared, and what is refused: never a figure for sets that cannot be compared."""

import json
import shutil

import msgspec
import pytest

from onrecord import codec
from onrecord.cli import run
from onrecord.errors import IntegrityError, InvalidDataError, UsageError
from onrecord.selection import left_out, select
from onrecord.store import default_root, read_corpus

ROOT = default_root()
DOCUMENT = read_corpus(ROOT)["cbc-ppe-dispute"]
GOLD = DOCUMENT.sets["gold"]


def write(path, marks):
    """An annotation set outside any corpus."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(codec.encode(marks))
    return str(path)


def test_annotators_files_and_folders_name_the_same(tmp_path):
    """An id of the corpus, a file, or a folder of files; the documents have a set for each name."""
    file = write(tmp_path / "mine/prediction.json", DOCUMENT.sets["pass-a"])
    for name in ("pass-a", file, str(tmp_path / "mine")):
        found = select(("gold", name), ROOT)
        assert found.names == ("gold", name) and [d.id for d in found.documents] == ["cbc-ppe-dispute"]
        assert dict(found.documents[0].sets) == {"gold": GOLD, name: DOCUMENT.sets["pass-a"]}


def test_documents_that_one_side_lacks_are_named(tmp_path, roots, capsys):
    """They are left out of every figure, and every report says so."""
    root = tmp_path / "root"
    shutil.copytree(roots[0], root)
    shutil.copy(root / "annotations/gold/doc-03.json", root / "annotations/pass-a/doc-03.json")
    found = select(("gold", "pass-a"), root)
    assert [d.id for d in found.documents] == ["doc-03"]
    assert len(found.left_out["gold"]) == 11 and found.left_out["pass-a"] == ()
    (line,) = left_out(found)
    assert "only gold has marked" in line and "doc-02" in line and "doc-03" not in line
    for command in ("score", "diff", "agree"):
        assert run([command, "gold", "pass-a", "--root", str(root)]) == 0
        assert line in capsys.readouterr().out
        assert run([command, "gold", "pass-a", "--root", str(root), "--format", "json"]) == 0
        assert len(json.loads(capsys.readouterr().out)["left_out"]["gold"]) == 11


def broken(**fields):
    """Gold with its first mention changed."""
    return msgspec.structs.replace(
        GOLD, mentions=(msgspec.structs.replace(GOLD.mentions[0], **fields), *GOLD.mentions[1:])
    )


SPAN = GOLD.mentions[0].spans[0]
FAULTS = [
    (broken(entity="nobody-known"), InvalidDataError, "ID702"),
    (broken(id="m002"), InvalidDataError, "ID701"),
    (broken(spans=(msgspec.structs.replace(SPAN, start=1),)), InvalidDataError, "SP202"),
    (broken(spans=(msgspec.structs.replace(SPAN, start=9000, end=9006),)), InvalidDataError, "SP201"),
    (msgspec.structs.replace(GOLD, text_sha256="0" * 64), IntegrityError, "counts in another text|count in another"),
    (msgspec.structs.replace(GOLD, document="another"), UsageError, "no document 'another'; there is: "),
]


@pytest.mark.parametrize(("marks", "error", "message"), FAULTS, ids=[f[2][:12] for f in FAULTS])
def test_what_cannot_be_compared_is_refused(tmp_path, marks, error, message):
    """Wrong offsets, ids of nothing, another text, another document: an error that says what and where."""
    file = write(tmp_path / "set.json", marks)
    with pytest.raises(error, match=message):
        select(("pass-a", file), ROOT)


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (("gold", "nobody"), "no annotator, file or folder 'nobody'; there is: .*gold, "),
        (("gold", "gold"), "given twice"),
    ],
)
def test_wrong_names_are_told(names, message):
    """The error names what there is."""
    with pytest.raises(UsageError, match=message):
        select(names, ROOT)


def test_a_set_may_be_scored_against_itself():
    """A perfect score can be looked at; for agreement it would mean nothing."""
    assert select(("gold", "gold"), ROOT, twice=True).documents
    assert run(["agree", "gold", "gold"]) == 2


def test_no_shared_document(tmp_path, roots):
    """Nothing in common is an error, not a zero."""
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="no document is marked by all"):
        select(("gold", str(tmp_path / "empty")), roots[0])


def test_two_files_of_one_document(tmp_path):
    """A folder may hold one set a document."""
    write(tmp_path / "one.json", GOLD)
    write(tmp_path / "two.json", GOLD)
    with pytest.raises(UsageError, match="a second annotation set of cbc-ppe-dispute"):
        select(("gold", str(tmp_path)), ROOT)


@pytest.mark.parametrize(
    "args", [["--layer", "quotes"], ["--unit", "words"], ["--resamples", "-1"], ["--format", "xml"]]
)
def test_unknown_layers_and_units_are_wrong_use(args, capsys):
    """Exit 2 and the choices; no figure."""
    assert run(["score", "gold", "pass-a", *args]) == 2
    out, err = capsys.readouterr()
    assert not out and err
