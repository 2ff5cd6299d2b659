"""Tables: every column of every config, from the shipped corpus and from a document made by hand."""

import io
import json

import msgspec
import pyarrow as pa
import pytest

from onrecord import features, store, tables
from onrecord.corpus import Corpus, splits
from onrecord.errors import UsageError
from onrecord.features import CONFIGS
from onrecord.model import AnnotationSet, Document, DocumentRecord, Span, Zone
from onrecord.model.labels import labels
from tests import oracle

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
        "rights": {"holder": "H", "license": None, "statement": "S"}, "synthetic": id == "two",
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


def shipped(annotator="gold"):
    """The corpus of this repository."""
    return store.read_corpus(store.default_root(), annotator)


def corpora():
    """Marked and unmarked documents, alone and together, with splits; the article as three annotators see it."""
    yield from (shipped(annotator) for annotator in ("gold", "pass-a", "pass-b"))
    yield from (Corpus([document()]), Corpus([document(marked=False)]), Corpus([]))
    yield Corpus([document("a"), document("b", marked=False), *shipped().values(), document("c", "train")])


def rows(corpus, name):
    """The rows of a config as plain values, each made by itself."""
    made = [row for d in corpus.values() for row in oracle.rows(d, name)]
    return json.loads(msgspec.json.encode(made))


@pytest.mark.parametrize("name", CONFIGS)
def test_tables_hold_the_rows(name):
    """Cut from columns or made one by one, rows are equal: ints, nulls and empty lists included."""
    for corpus in corpora():
        expected, table = rows(corpus, name), tables.table(corpus, name)
        assert table.to_pylist() == expected and table.schema.equals(tables.arrow_schema(name), check_metadata=True)
        # Arrow's own way from Python objects makes the same table: no list is null, no text became a date.
        assert table.combine_chunks().equals(pa.Table.from_pylist(expected, tables.arrow_schema(name)).combine_chunks())
        table.validate(full=True)


@pytest.mark.parametrize("name", CONFIGS)
def test_chunks_change_nothing(name, monkeypatch):
    """However few documents are read at once."""
    corpus = Corpus([document(f"d{i}", marked=i % 3 > 0) for i in range(7)])
    whole = tables.table(corpus, name)
    monkeypatch.setattr(tables, "CHUNK", 1)
    assert tables.table(corpus, name).combine_chunks().equals(whole.combine_chunks())


@pytest.mark.parametrize("name", CONFIGS)
def test_parquet_holds_the_table(name):
    """Written in pieces and read back."""
    import pyarrow.parquet as pq

    table, made = tables.table(shipped(), name), tables.Parquet(name)
    raw = b"".join([made.add(table), made.add(table), made.close()])
    assert pq.ParquetFile(io.BytesIO(raw)).read().equals(pa.concat_tables([table, table]))


@pytest.mark.parametrize(
    "text",
    ["2020-04-04", "2020-04-04T17:22:00Z", "17:22", "1", "true", "null", "[]", '"', "\\", "/",
     "\x00\x01\x08\x1f\x7f\r\n\u2028",
     "\u00a0\ufeff", "\U0001f69a", "e\u0301", ""],
)  # fmt: skip
def test_text_stays_text(text):
    """Whatever it looks like: Arrow takes it for no date and no number."""
    made = document()
    record = msgspec.structs.replace(made.record, title=text, byline=text)
    (found,) = tables.table(Corpus([Document(record, text, {})]), "documents").to_pylist()
    assert (found["title"], found["byline"], found["text"], found["url"]) == (text, text, text, None)


def test_strange_offsets_do_no_harm():
    """Zones and spans that no text has, which `check` refuses, neither crash nor reach another document."""
    marks = document().marks
    odd = tuple(msgspec.structs.replace(m, spans=(Span(2**52, 2**53 - 1, "x"),)) for m in marks.mentions)
    zones = (Zone(30, 20, "body"), Zone(0, 2**53 - 1, "body"), Zone(0, 5, "deck"), Zone(0, 5, "deck"))
    one = document("one")
    record = msgspec.structs.replace(one.record, zones=zones)
    strange = Document(record, TEXT, {"gold": msgspec.structs.replace(marks, mentions=odd)})
    corpus = Corpus([strange, document("two")])
    for name in CONFIGS:
        made = [row for row in tables.table(corpus, name).to_pylist() if row["document"] == "two"]
        assert made == rows(Corpus([document("two")]), name)


@pytest.mark.parametrize("name", CONFIGS)
def test_no_column_is_a_float(name):
    """Offsets and positions are int64, however deep they lie."""
    text = str(tables.arrow_schema(name).remove_metadata())
    assert "float" not in text and "double" not in text and "null" not in text.replace("not null", "")


def test_spans_are_slices_of_the_text():
    """In the table too, every span's words are those of the text at its offsets."""
    corpus = shipped()
    for row in tables.table(corpus, "mentions").to_pylist():
        for s in row["spans"]:
            assert corpus[row["document"]].text[s["start"] : s["end"]] == s["text"]


def test_tokens_tag_the_outer_name():
    """Of names inside names the outer is tagged; NOM mentions and boilerplate are not; no token holds white space."""
    (row,) = tables.table(Corpus([document()]), "tokens").to_pylist()
    names = features.ner_labels(TYPES)
    assert row["tokens"] == ["Ann", "of", "Bank", "of", "Oz", "\N{GRINNING FACE}", "spoke", "."]
    assert [names[i] for i in row["ner_tags"]] == ["B-PERSON", "O", "B-ORG", "I-ORG", "I-ORG", "O", "O", "O"]
    assert [TEXT[a:b] for a, b in zip(row["starts"], row["ends"], strict=True)] == row["tokens"]


def test_derived_columns():
    """Zone, type, name and words of a mention; contested; nulls where a quote names nobody."""
    corpus = Corpus([document()])
    mentions = tables.table(corpus, "mentions").to_pylist()
    assert [(m["zone"], m["entity_type"], m["text"]) for m in mentions][2:] == [
        ("body", "ORG", "Bank of Oz"),
        ("body", "PERSON", "spoke … text"),
    ]
    (quote,) = tables.table(corpus, "quotes").to_pylist()
    assert (quote["speaker"], quote["cue"], quote["cue_spans"], quote["content"]) == (None, None, [], "spoke")
    contested = {row["id"] for row in tables.table(shipped(), "claims").to_pylist() if row["contested"]}
    assert contested == {c.id for d in shipped().values() for c in d.contested_claims()} != set()


def test_an_unmarked_document_is_only_in_documents():
    """No marks is not the same as marks that found nothing."""
    corpus = Corpus([document(marked=False)])
    assert [tables.table(corpus, name).num_rows for name in CONFIGS] == [1, 0, 0, 0, 0, 0, 0, 0]
    assert tables.table(corpus, "documents")["annotator"].to_pylist() == [None]


def test_splits_and_unknown_names():
    """Splits come in the schema's order; a wrong name is answered with the right ones."""
    corpus = Corpus([document("a", "test"), document("b", "train")])
    assert splits(corpus.values()) == ("train", "test")
    assert tables.table(corpus, "documents", "train")["document"].to_pylist() == ["b"]
    with pytest.raises(UsageError, match="no config 'quote'; there is: claims, "):
        tables.table(corpus, "quote")
    with pytest.raises(UsageError, match="no split 'dev'; there is: test, train"):
        tables.table(corpus, "quotes", "dev")
