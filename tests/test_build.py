"""Building: same corpus, same bytes; a digest that sees every change; a check that sees every tampering."""

import hashlib

import datasets
import msgspec
import pytest
import yaml

from onrecord import build, card, store
from onrecord.corpus import Corpus
from onrecord.errors import UsageError
from onrecord.model import Document

ROOT = store.default_root()


def shipped():
    """The corpus of this repository, and the files it carries along."""
    return store.read_corpus(ROOT), store.read_extra(ROOT)


def document(id="one", split="test"):
    """The shipped document under another id, in another split, without relations."""
    source = shipped()[0]["cbc-ppe-dispute"]
    marks = msgspec.structs.replace(source.marks, document=id, relations=())
    return Document(msgspec.structs.replace(source.record, id=id, split=split), source.text, {"gold": marks})


@pytest.fixture
def target(tmp_path):
    """The shipped corpus, published."""
    store.write_folder(tmp_path / "out", build.build(*shipped()))
    return tmp_path / "out"


def test_two_builds_are_equal():
    """File by file, in order, byte by byte."""
    assert list(build.build(*shipped())) == list(build.build(*shipped()))


def test_checksums_name_every_other_file():
    """`checksums.txt` comes last, is sorted, and is right."""
    files = dict(build.build(*shipped()))
    lines = [line.split("  ") for line in files.pop("checksums.txt").decode().splitlines()]
    assert lines == [[hashlib.sha256(files[name]).hexdigest(), name] for name in sorted(files)]
    assert not any(name.endswith(".py") for name in files)


def test_the_digest_sees_a_changed_mark():
    """Equal for equal corpora; one mention with another level makes it another."""
    one, same = Corpus([document()]), Corpus([document()])
    marks = one["one"].marks
    first = msgspec.structs.replace(marks.mentions[0], level="PRO")
    changed = msgspec.structs.replace(marks, mentions=(first, *marks.mentions[1:]))
    other = Corpus([Document(one["one"].record, one["one"].text, {"gold": changed})])
    assert build.content_digest(one) == build.content_digest(same) != build.content_digest(other)


def test_the_card_counts_what_there_is():
    """Front matter parses back to the counts of the rows."""
    text = dict(build.build(*shipped()))["README.md"].decode()
    front = yaml.safe_load(text.split("---\n")[1])
    counts = {info["config_name"]: info["splits"][0]["num_examples"] for info in front["dataset_info"]}
    document = shipped()[0]["cbc-ppe-dispute"]
    assert (counts["documents"], counts["mentions"], counts["claims"]) == (1, len(document.mentions), len(document.claims))
    assert f"| `quotes` | {len(document.quotes)} |" in text and "kind **model**" in text


def test_foreign_text_stays_text_in_the_card():
    """A rights holder's name cannot open a table cell, HTML, an image or a new line."""
    assert card.plain("a|<b>![x](y)\n# z") == r"a\|\<b\>\!\[x\]\(y\)\\x0a\# z"


def test_what_has_no_rows_is_not_published(tmp_path):
    """A split without records is left out of `records`, a config without rows out of the card; the rest loads."""
    bare = document("a", "train")
    marks = msgspec.structs.replace(bare.marks, records=())
    corpus = Corpus([Document(bare.record, bare.text, {"gold": marks}), document("b", "test")])
    store.write_folder(tmp_path / "small", build.build(corpus, {}))
    for name, rows in (("documents", {"train": 1, "test": 1}), ("records", {"test": 2})):
        assert datasets.load_dataset(str(tmp_path / "small"), name, cache_dir=str(tmp_path / "c")).num_rows == rows
    assert "relations" not in datasets.get_dataset_config_names(str(tmp_path / "small"))
    assert build.check_build(corpus, {}, tmp_path / "small") == []


def test_a_current_build_has_no_reasons(target):
    """Nothing changed, nothing to say."""
    assert build.check_build(*shipped(), target) == []


@pytest.mark.parametrize(
    ("name", "change", "reason"),
    [
        ("quotes/test-00000-of-00001.parquet", lambda raw: raw[:-9] + b"?" + raw[-8:], "its SHA-256 is not that in"),
        ("annotations/gold.jsonl", lambda raw: raw.replace(b"NAM", b"NOM", 1), "its SHA-256 is not that in"),
        ("README.md", lambda raw: raw.replace(b"content sha256 ", b"content sha256 0"), "the corpus has changed"),
        ("tokens/test-00000-of-00001.parquet", lambda raw: None, "missing"),
        ("checksums.txt", lambda raw: None, "missing"),
        ("extra.txt", lambda raw: b"x", "no file of this build"),
    ],
)
def test_tampering_is_seen(target, name, change, reason):
    """A changed, a missing and an extra file each give a reason that names it."""
    path = target / name
    raw = change(path.read_bytes() if path.exists() else b"")
    path.unlink(missing_ok=True)
    if raw is not None:
        path.write_bytes(raw)
    assert any(reason in found for found in build.check_build(*shipped(), target))


def test_a_changed_corpus_is_seen(target):
    """A build of another corpus is not current, whatever its checksums say."""
    reasons = build.check_build(Corpus([document()]), shipped()[1], target)
    assert reasons[0].startswith("the corpus has changed since this build")


def test_an_empty_corpus_is_not_published():
    """Nothing to publish is wrong use, not an empty dataset."""
    with pytest.raises(UsageError, match="no documents"):
        list(build.build(Corpus([]), {}))
