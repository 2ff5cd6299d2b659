"""Loading: the same rows and features in memory, from the published folder, streamed and in pandas."""

import shutil

import datasets
import pytest

import onrecord
from onrecord import build, features, loader, store
from onrecord.corpus import splits
from onrecord.entry import entry
from onrecord.errors import UsageError


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The shipped corpus, published."""
    target = tmp_path_factory.mktemp("built") / "onrecord-data"
    root = store.default_root()
    corpus = store.read_corpus(root)
    entries = map(entry, corpus.values())
    store.write_folder(target, build.build(entries, corpus.annotators, store.read_extra(root)))
    return target


@pytest.mark.parametrize("name", features.CONFIGS)
def test_every_way_gives_the_same(name, folder, tmp_path):
    """In memory, from the folder, streamed, Arrow and pandas: equal features and rows, ints still ints."""
    ours = loader.load_dataset(name, split="test")
    theirs = datasets.load_dataset(str(folder), name, split="test", cache_dir=str(tmp_path / "c"))
    stream = datasets.load_dataset(str(folder), name, split="test", streaming=True, cache_dir=str(tmp_path / "c"))
    frame = loader.frame(name, split="test")
    assert ours.features == theirs.features == stream.features
    assert ours.to_list() == theirs.to_list() == list(stream) == loader.table(name, split="test").to_pylist()
    assert list(frame.columns) == list(ours.features) and len(frame) == len(ours)
    assert not any("double" in str(t) or "float" in str(t) for t in frame.dtypes)


def test_the_card_is_obeyed(folder, tmp_path, caplog):
    """`datasets` takes the card's counts, digest and default config, and drops none of it."""
    builder = datasets.load_dataset_builder(str(folder), cache_dir=str(tmp_path / "c"))
    assert builder.config.name == "documents"
    assert builder.config.description == f"content sha256 {build.content_digest(map(entry, loader.load().values()))}"
    assert builder.info.splits["test"].num_examples == 1
    assert "Ignoring" not in caplog.text


def test_all_splits_is_a_dict():
    """Without a split, every split that has documents."""
    made = loader.load_dataset("records")
    used = splits(loader.load().values())
    assert isinstance(made, datasets.DatasetDict) and tuple(made) == used and made.num_rows["test"] == 2
    assert made["test"].split == "test" and made["test"].cache_files == []


def test_documents_are_typed_and_show_themselves():
    """`load` gives documents with offsets that fit, and HTML for a notebook."""
    document = onrecord.load()["cbc-ppe-dispute"]
    span = document.quotes[0].content.spans[0]
    assert document.text[span.start : span.end] == span.text
    assert document._repr_html_()


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"name": "quote"}, "no config 'quote'; there is: claims, documents, "),
        ({"split": "dev"}, "no split 'dev'; there is: "),
        ({"annotator": "silver"}, "no annotator 'silver'; there is: "),
    ],
)
@pytest.mark.parametrize("call", [loader.load_dataset, loader.table, loader.frame])
def test_unknown_names_are_answered_with_the_known(call, wrong, message, tmp_path):
    """Config, split and annotator: the message lists what there is."""
    for part in ("corpus", "annotations/gold"):
        shutil.copytree(store.default_root() / part, tmp_path / part)
    shutil.copy(store.default_root() / "annotations/annotators.json", tmp_path / "annotations")
    listed = (tmp_path / "annotations/annotators.json").read_text()
    assert '"silver"' not in listed
    with pytest.raises(UsageError) as caught:
        call(**wrong, path=tmp_path)
    assert str(caught.value).startswith(message)


def test_no_corpus_there(tmp_path):
    """A path without a corpus says so."""
    with pytest.raises(UsageError, match="no corpus here"):
        loader.load(tmp_path)


def test_a_corpus_is_a_mapping_that_nobody_changes():
    """Unknown ids are missing keys, with a message of their own; nothing can be put in."""
    corpus = loader.load()
    assert corpus.get("nope") is None and "nope" not in corpus
    with pytest.raises(KeyError) as caught:
        corpus["nope"]
    assert str(caught.value) == f"no document 'nope'; there is: {', '.join(sorted(corpus))}"
    with pytest.raises(AttributeError):
        corpus.extra = 1
    with pytest.raises(AttributeError):
        corpus.annotators = ()
    with pytest.raises(TypeError):
        corpus["cbc-ppe-dispute"].sets["nobody"] = None
