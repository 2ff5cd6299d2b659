"""Building: same corpus, same bytes; a digest that sees every change; a check that sees every tampering."""

import hashlib
import io
import json
import sys

import datasets
import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml

from onrecord import build, card, croissant, features, store, tables
from onrecord.cli import build as cli_build
from onrecord.corpus import Corpus, splits
from onrecord.entry import entry
from onrecord.errors import UsageError
from onrecord.model import Document

ROOT = store.default_root()


def shipped():
    """The entries of this repository's documents, who marked them, and the files that a build carries along."""
    corpus = store.read_corpus(ROOT)
    return list(map(entry, corpus.values())), corpus.annotators, store.read_extra(ROOT)


def article():
    """The shipped document."""
    return store.read_corpus(ROOT)["cbc-ppe-dispute"]


def digest(documents):
    """The content digest of a build of these documents."""
    return build.content_digest(map(entry, documents))


def files(entries, annotators=(), extra=None):
    """Name and bytes of every file of a build."""
    made = {}
    for name, raw in build.build(entries, annotators, extra or {}):
        made[name] = made.get(name, b"") + raw
    return made


def document(id="one", split="test"):
    """The shipped document under another id, in another split, without relations."""
    source = article()
    marks = msgspec.structs.replace(source.marks, document=id, relations=())
    return Document(msgspec.structs.replace(source.record, id=id, split=split), source.text, {"gold": marks})


@pytest.fixture
def target(tmp_path):
    """The shipped corpus, published."""
    store.write_folder(tmp_path / "out", build.build(*shipped()))
    return tmp_path / "out"


def test_two_builds_are_equal():
    """Piece by piece, in order, byte by byte."""
    assert list(build.build(*shipped())) == list(build.build(*shipped()))


def test_chunks_change_no_row(monkeypatch):
    """However small the chunks, the files hold the same lines, the digest stays, and a build is its own again."""
    documents = [document(f"d{i}", split) for i in range(4) for split in ("train", "test")]
    whole, before = files(map(entry, documents)), digest(documents)
    monkeypatch.setattr(tables, "CHUNK", 1_000)
    assert digest(documents) == before
    small = files(map(entry, documents))
    assert small["annotations/gold.jsonl"] == whole["annotations/gold.jsonl"]
    for name in (name for name in whole if name.endswith(".parquet")):
        read = [pq.ParquetFile(pa.BufferReader(made[name])) for made in (whole, small)]
        assert read[0].read().equals(read[1].read()) and read[0].num_row_groups == 1 < read[1].num_row_groups


def streams(path, shape, values):
    """Every stream of `tables.Content`, made of plain values: name and bytes."""

    def sizes(found):
        return b"".join((-1 if v is None else len(v)).to_bytes(4, "little", signed=True) for v in found)

    if isinstance(shape, list):
        yield f"{path}#", sizes(values)
        yield from streams(f"{path}[]", shape[0], [inner for value in values for inner in value])
    elif isinstance(shape, dict):
        for key, inner in shape.items():
            yield from streams(f"{path}.{key}", inner, [value[key] for value in values])
    elif shape == "string":
        encoded = [None if value is None else value.encode() for value in values]
        yield f"{path}#", sizes(encoded)
        yield path, b"".join(filter(None, encoded))
    else:
        yield path, b"".join(value.to_bytes(1 if shape == "bool" else 8, "little", signed=True) for value in values)


def test_the_digest_can_be_computed_by_anyone():
    """From the rows by the standard library alone, as its docstring says."""
    found, corpus = hashlib.sha256(), Corpus([article(), document("a", "train"), document("b", "train")])
    for name in features.CONFIGS:
        splits = {}
        for split in ("train", "test"):
            rows = tables.table(corpus, name, split).to_pylist()
            made = {}
            for column, shape in features.columns(name).items():
                if column not in features.CONFIGS:
                    made.update(streams(column, shape, [row[column] for row in rows]))
            if rows:
                splits[split] = {path: hashlib.sha256(raw).hexdigest() for path, raw in made.items()}
        line = {"config": name, "features": features.feature(features.columns(name)), "splits": splits}
        found.update(json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
    assert found.hexdigest() == digest(corpus.values())


def test_checksums_name_every_other_file():
    """`checksums.txt` comes last, is sorted, and is right."""
    made = files(*shipped())
    assert list(made)[-1] == "checksums.txt"
    lines = [line.split("  ") for line in made.pop("checksums.txt").decode().splitlines()]
    assert lines == [[hashlib.sha256(made[name]).hexdigest(), name] for name in sorted(made)]
    assert not any(name.endswith(".py") for name in made)


def test_the_digest_sees_a_changed_mark():
    """Equal for equal corpora; one mention with another level makes it another."""
    one, same = document(), document()
    first = msgspec.structs.replace(one.marks.mentions[0], level="PRO")
    changed = msgspec.structs.replace(one.marks, mentions=(first, *one.marks.mentions[1:]))
    other = Document(one.record, one.text, {"gold": changed})
    assert digest([one]) == digest([same]) != digest([other])


def test_the_card_counts_what_there_is():
    """Front matter parses back to the counts of the rows."""
    text = files(*shipped())["README.md"].decode()
    front = yaml.safe_load(text.split("---\n")[1])
    counts = {
        info["config_name"]: {s["name"]: s["num_examples"] for s in info["splits"]} for info in front["dataset_info"]
    }
    documents = list(store.read_corpus(store.default_root()).values())
    for split in splits(documents):
        here = [document for document in documents if document.record.split == split]
        assert counts["documents"][split] == len(here)
        for layer in ("mentions", "quotes", "claims"):
            assert counts[layer].get(split, 0) == sum(len(getattr(document, layer)) for document in here)
    row = " | ".join(str(counts["quotes"].get(split, 0)) for split in splits(documents))
    assert f"| `quotes` | {row} |" in text and "kind **model**" in text


def test_foreign_text_stays_text_in_the_card():
    """A rights holder's name cannot open a table cell, HTML, an image or a new line."""
    assert card.plain("a|<b>![x](y)\n# z") == r"a\|\<b\>\!\[x\]\(y\)\\x0a\# z"


def test_what_has_no_rows_is_not_published(tmp_path):
    """A split without records is left out of `records`, a config without rows out of the card; the rest loads."""
    bare = document("a", "train")
    marks = msgspec.structs.replace(bare.marks, records=())
    documents = list(map(entry, [Document(bare.record, bare.text, {"gold": marks}), document("b", "test")]))
    store.write_folder(tmp_path / "small", build.build(documents, (), {}))
    for name, rows in (("documents", {"train": 1, "test": 1}), ("records", {"test": 2})):
        assert datasets.load_dataset(str(tmp_path / "small"), name, cache_dir=str(tmp_path / "c")).num_rows == rows
    assert "relations" not in datasets.get_dataset_config_names(str(tmp_path / "small"))
    assert build.check_build(documents, (), {}, tmp_path / "small") == []


def test_a_current_build_has_no_reasons(target):
    """Nothing changed, nothing to say."""
    assert build.check_build(*shipped(), target) == []


@pytest.mark.parametrize(
    ("name", "change", "reason"),
    [
        ("quotes/test-00000-of-00001.parquet", lambda raw: raw[:-9] + b"?" + raw[-8:], "its SHA-256 is not that in"),
        ("annotations/gold.jsonl", lambda raw: raw.replace(b"NAM", b"NOM", 1), "its SHA-256 is not that in"),
        ("croissant.json", lambda raw: raw.replace(b"sha256", b"sha1"), "its SHA-256 is not that in"),
        ("README.md", lambda raw: raw.replace(b"content sha256 ", b"content sha256 0"), "the corpus has changed"),
        ("tokens/test-00000-of-00001.parquet", lambda raw: None, "missing"),
        ("checksums.txt", lambda raw: None, "missing"),
        ("extra.txt", lambda raw: b"x", "no file of this build"),
        ("checksums.txt", lambda raw: raw + b"garbage\n", "not what a build would write"),
        ("checksums.txt", lambda raw: b"0" * 64 + b"  README.md\n" + raw, "not what a build would write"),
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


def test_other_rows_are_seen(target):
    """Even where every hash that tells of the file was changed with it."""
    old, new = target / "quotes/test-00000-of-00001.parquet", target / "claims/test-00000-of-00001.parquet"
    was, now = (hashlib.sha256(path.read_bytes()).hexdigest() for path in (old, new))
    old.write_bytes(new.read_bytes())
    for name in ("croissant.json", "checksums.txt"):
        before = hashlib.sha256((target / name).read_bytes()).hexdigest()
        (target / name).write_text((target / name).read_text().replace(was, now))
        sums = (target / "checksums.txt").read_text()
        after = hashlib.sha256((target / name).read_bytes()).hexdigest()
        (target / "checksums.txt").write_text(sums.replace(before, after))
    assert build.check_build(*shipped(), target) != []


def test_another_version_of_pyarrow_may_have_written_it(target):
    """Its bytes cannot be made here, so that its checksum has to do."""
    path = target / "quotes/test-00000-of-00001.parquet"
    raw = path.read_bytes()
    other = raw.replace(b"version " + pa.cpp_version.encode(), b"version " + b"1" * len(pa.cpp_version))
    assert other != raw and not tables.foreign(path)
    path.write_bytes(other)
    assert tables.foreign(path)
    assert build.check_build(*shipped(), target) == [
        f"{path.relative_to(target)}: its SHA-256 is not that in checksums.txt; build again"
    ]


def test_a_check_holds_no_pieces(target, monkeypatch):
    """Each piece is gone when the next but one is made: memory does not grow with the corpus."""
    made, alive, most = build._Content._piece, [], []

    class Piece(bytes):
        """Bytes that say when they are gone."""

        def __del__(self):
            """They are."""
            alive.pop()

    def watched(self, name, raw):
        alive.append(name)
        most.append(len(alive))
        made(self, name, raw)
        return name, Piece(raw)

    monkeypatch.setattr(build._Content, "_piece", watched)
    build.check_build(*shipped(), target)
    assert len(most) > 10 and max(most) <= 2


def test_no_folder_to_check(tmp_path):
    """A name that is no folder is wrong use, not a build without files."""
    with pytest.raises(UsageError, match="no such folder"):
        build.check_build(*shipped(), tmp_path / "nowhere")


def test_a_changed_corpus_is_seen(target):
    """A build of another corpus is not current, whatever its checksums say."""
    reasons = build.check_build([entry(document())], *shipped()[1:], target)
    assert reasons[0].startswith("the corpus has changed since this build")


def test_an_empty_corpus_is_not_published():
    """Nothing to publish is wrong use, not an empty dataset."""
    with pytest.raises(UsageError, match="no documents"):
        list(build.build([], (), {}))


def test_croissant_names_every_parquet_file():
    """With its hash; keys are fields; every field names a column of a file that is there."""
    made = files(*shipped())
    value = json.loads(made["croissant.json"])
    parquet = {name: raw for name, raw in made.items() if name.endswith(".parquet")}
    sums = {file["@id"]: file["sha256"] for file in value["distribution"]}
    assert sums == {name: hashlib.sha256(raw).hexdigest() for name, raw in parquet.items()}
    assert {file["encodingFormat"] for file in value["distribution"]} == {"application/x-parquet"}
    ids = [one["@id"] for one in walk(value["distribution"] + value["recordSet"]) if "@type" in one]
    assert len(ids) == len(set(ids))
    for records in value["recordSet"]:
        fields = [field for field in walk(records["field"]) if "source" in field]
        assert {key["@id"] for key in records["key"]} <= {field["@id"] for field in fields}
        for field in fields:
            file = field["source"]["fileObject"]["@id"]
            assert (
                field["source"]["extract"]["column"]
                in pq.ParquetFile(pa.BufferReader(parquet[file])).schema_arrow.names
            )


@pytest.mark.parametrize("config", features.CONFIGS)
def test_the_keys_of_croissant_are_keys(config):
    """No two rows agree in all of them."""
    keys = croissant.KEYS.get(config, ("document", "id"))
    table = tables.table(store.read_corpus(ROOT), config)
    rows = list(zip(*(table[key].to_pylist() for key in keys), strict=True))
    assert len(rows) == len(set(rows))


def walk(value):
    """Every object inside a JSON value."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from walk(inner)


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self):
        """Yes."""
        return True


@pytest.mark.parametrize(("stream", "patience"), [(io.StringIO(), 0), (Terminal(), 60), (Terminal(), -1)])
def test_progress_is_for_a_terminal_and_for_long_builds(monkeypatch, stream, patience):
    """Elsewhere nothing is printed; every document goes by in each case."""
    monkeypatch.setattr(cli_build, "PATIENCE", patience)
    monkeypatch.setattr(sys, "stderr", stream)
    entries = [entry(document(f"d{i}")) for i in range(5)]
    assert list(cli_build._shown(iter(entries), 5)) == entries
    assert ("build" in stream.getvalue()) == (stream.isatty() and patience < 0)


def test_the_data_statement_stands_in_the_card(target):
    """What the maintainers wrote, under the headings of Bender and Friedman, and the version of the data."""
    card_text = (target / "README.md").read_text(encoding="utf-8")
    statement = (store.default_root() / "DATA-STATEMENT.md").read_text(encoding="utf-8")
    assert statement.strip() in card_text and not (target / "DATA-STATEMENT.md").exists()
    for heading in (
        "Curation rationale", "Language variety", "Speaker demographic", "Annotator demographic", "Speech situation",
        "Text characteristics", "Recording quality", "Other", "Provenance",
    ):  # fmt: skip
        assert f"\n### {heading}" in statement
    version = (store.default_root() / "DATA-VERSION").read_text(encoding="utf-8").strip()
    assert f"Data version {version}." in card_text
    assert f"\nversion: {version}\n" in (store.default_root() / "CITATION.cff").read_text(encoding="utf-8")
    errata = (store.default_root() / "docs/errata.md").read_text(encoding="utf-8")
    assert f"\n## {version}\n" in errata and errata.index(f"\n## {version}\n") == errata.index("\n## ")
