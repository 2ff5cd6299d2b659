"""Tables: every column of every config, from the shipped corpus and from a document made by hand."""

import io
import json

import msgspec
import pyarrow as pa
import pytest

from onrecord import features, store, tables
from onrecord.corpus import Corpus
from onrecord.errors import UsageError
from onrecord.model import AnnotationSet, Document, DocumentRecord
from onrecord.model.labels import labels

TYPES = labels("entity_type")
TEXT = "Ann of Bank of Oz \N{GRINNING FACE}\u00a0spoke.\n\nSite text."


def span(start, end):
    """A span of TEXT."""
    return {"start": start, "end": end, "text": TEXT[start:end]}


def document(id="one", split="test", marked=True):
    """A small document: a name inside a name, a quote without source and cue, a claim with few facts."""
    record = {
        "$schema": "s", "schema_version": "1", "id": id, "title": "T", "publisher": {"name": "P"}, "url": None,
        "byline": None, "language": "en", "split": split, "dates": [],
        "text": {"sha256": "0" * 64, "chars": 38, "bytes": 42},
        "zones": [{"start": 0, "end": 26, "type": "body"}, {"start": 28, "end": 38, "type": "boilerplate"}],
        "rights": {"holder": "H", "license": None, "statement": "S"},
    }  # fmt: skip
    marks = {
        "$schema": "s", "schema_version": "1", "document": id, "text_sha256": "0" * 64, "annotator": "gold",
        "guidelines": "1.0",
        "entities": [
            {"id": "ann", "type": "PERSON", "name": "Ann", "identity": "named"},
            {"id": "bank", "type": "ORG", "name": "Bank of Oz", "identity": "named"},
            {"id": "oz", "type": "GPE", "name": "Oz", "identity": "named"},
        ],
        "mentions": [
            {"id": "m1", "entity": "ann", "level": "NAM", "spans": [span(0, 3)]},
            {"id": "m2", "entity": "oz", "level": "NAM", "spans": [span(15, 17)]},
            {"id": "m3", "entity": "bank", "level": "NAM", "spans": [span(7, 17)]},
            {"id": "m4", "entity": "ann", "level": "NOM", "spans": [span(20, 25), span(33, 37)]},
        ],
        "identity_links": [], "negatives": [], "records": [], "relations": [],
        "quotes": [
            {"id": "q1", "mode": "direct", "type": "belief", "source": None, "cue": None,
             "content": {"spans": [span(20, 25)]}, "addressee": None, "parent": None},
        ],
        "claims": [{"id": "c1", "proposition": "X.", "claimant": "author", "subject": None, "realizations": [],
                    "made_at": None}],
    }  # fmt: skip
    sets = {"gold": msgspec.convert(marks, AnnotationSet)} if marked else {}
    return Document(msgspec.convert(record, DocumentRecord), TEXT, sets)


def shipped():
    """The corpus of this repository."""
    return store.read_corpus(store.default_root())


def rows(corpus, name):
    """The rows of a config as plain values."""
    return [json.loads(line) for d in corpus.values() for line in tables.lines(d, name)[0].split(b"\n") if line]


@pytest.mark.parametrize("name", tables.CONFIGS)
def test_rows_have_exactly_the_columns(name):
    """Arrow drops unknown keys without a word, so rows and shapes must agree, at every depth."""

    def agree(value, shape):
        if isinstance(shape, dict):
            assert list(value) == list(shape)
            for key in shape:
                agree(value[key], shape[key])
        elif isinstance(shape, list):
            for item in value:
                agree(item, shape[0])

    for corpus in (shipped(), Corpus([document()])):
        for row in rows(corpus, name):
            agree(row, features.columns(name))


@pytest.mark.parametrize("name", tables.CONFIGS)
def test_arrow_holds_the_rows_unchanged(name):
    """What goes in comes out of Arrow and out of Parquet: ints, nulls and empty lists included."""
    import pyarrow.parquet as pq

    for corpus in (shipped(), Corpus([document()]), Corpus([document(marked=False)])):
        expected, table, made = rows(corpus, name), tables.table(corpus, name), tables.Parquet(name)
        assert table.to_pylist() == expected and table.schema.equals(tables.arrow_schema(name), check_metadata=True)
        # Arrow's own way from Python objects makes the same table: no list is null, no text became a date.
        assert table.combine_chunks().equals(pa.Table.from_pylist(expected, tables.arrow_schema(name)).combine_chunks())
        pieces = [made.add(tables.lines(d, name)[0]) for d in corpus.values()]
        raw = b"".join([*pieces, made.close()])
        assert pq.ParquetFile(io.BytesIO(raw)).read().equals(table)


@pytest.mark.parametrize(
    "text",
    ["2020-04-04", "2020-04-04T17:22:00Z", "17:22", "1", "true", "null", "[]", '"', "\\", "/",
     "\x00\x01\x08\x1f\x7f\r\n\u2028",
     "\u00a0\ufeff", "\U0001f69a", "e\u0301", ""],
)  # fmt: skip
def test_text_stays_text(text):
    """Whatever it looks like: Arrow takes it for no date and no number, and JSON escapes nothing it need not."""
    made = document()
    record = msgspec.structs.replace(made.record, title=text, byline=text)
    row = tables.lines(Document(record, text, {}), "documents")[0]
    assert row == json.dumps(json.loads(row), ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    (found,) = tables.from_lines(tables.arrow_schema("documents"), row).to_pylist()
    assert (found["title"], found["byline"], found["text"], found["url"]) == (text, text, text, None)


def test_an_unknown_key_is_an_error():
    """A column that `features` does not know is not dropped without a word."""
    with pytest.raises(pa.ArrowInvalid, match="unexpected field"):
        tables.from_lines(tables.arrow_schema("entities"), b'{"document":"a","colour":"red"}\n')


@pytest.mark.parametrize("name", tables.CONFIGS)
def test_no_column_is_a_float(name):
    """Offsets and positions are int64, however deep they lie."""
    text = str(tables.arrow_schema(name).remove_metadata())
    assert "float" not in text and "double" not in text and "null" not in text.replace("not null", "")


def test_spans_are_slices_of_the_text():
    """In the table too, every span's words are those of the text at its offsets."""
    corpus = shipped()
    for row in rows(corpus, "mentions"):
        for s in row["spans"]:
            assert corpus[row["document"]].text[s["start"] : s["end"]] == s["text"]


def test_tokens_tag_the_outer_name():
    """Of names inside names the outer is tagged; NOM mentions and boilerplate are not; no token holds white space."""
    (row,) = rows(Corpus([document()]), "tokens")
    names = features.ner_labels(TYPES)
    assert row["tokens"] == ["Ann", "of", "Bank", "of", "Oz", "\N{GRINNING FACE}", "spoke", "."]
    assert [names[i] for i in row["ner_tags"]] == ["B-PERSON", "O", "B-ORG", "I-ORG", "I-ORG", "O", "O", "O"]
    assert [TEXT[a:b] for a, b in zip(row["starts"], row["ends"], strict=True)] == row["tokens"]


def test_derived_columns():
    """Zone, type, name and words of a mention; contested; nulls where a quote names nobody."""
    corpus = Corpus([document()])
    mentions = list(rows(corpus, "mentions"))
    assert [(m["zone"], m["entity_type"], m["text"]) for m in mentions][2:] == [
        ("body", "ORG", "Bank of Oz"),
        ("body", "PERSON", "spoke … text"),
    ]
    (quote,) = rows(corpus, "quotes")
    assert (quote["speaker"], quote["cue"], quote["cue_spans"], quote["content"]) == (None, None, [], "spoke")
    contested = {row["id"] for row in rows(shipped(), "claims") if row["contested"]}
    assert contested == {c.id for d in shipped().values() for c in d.contested_claims()} != set()


def test_an_unmarked_document_is_only_in_documents():
    """No marks is not the same as marks that found nothing."""
    corpus = Corpus([document(marked=False)])
    assert [tables.table(corpus, name).num_rows for name in tables.CONFIGS] == [1, 0, 0, 0, 0, 0, 0, 0]
    assert tables.table(corpus, "documents")["annotator"].to_pylist() == [None]


def test_splits_and_unknown_names():
    """Splits come in the schema's order; a wrong name is answered with the right ones."""
    corpus = Corpus([document("a", "test"), document("b", "train")])
    assert tables.splits(corpus.values()) == ("train", "test")
    assert tables.table(corpus, "documents", "train")["document"].to_pylist() == ["b"]
    with pytest.raises(UsageError, match="no config 'quote'; there is: claims, "):
        tables.table(corpus, "quote")
    with pytest.raises(UsageError, match="no split 'dev'; there is: test, train"):
        tables.table(corpus, "quotes", "dev")
