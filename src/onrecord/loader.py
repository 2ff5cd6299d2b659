"""What a user calls: typed documents, a `datasets.Dataset`, an Arrow table, a data frame; all offline, in memory."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.corpus import splits
from onrecord.errors import unknown
from onrecord.features import CONFIGS
from onrecord.store import default_root, read_corpus

if TYPE_CHECKING:
    import datasets
    import pandas as pd
    import pyarrow as pa

    from onrecord.corpus import Corpus


def load(path: str | Path | None = None, annotator: str = "gold") -> Corpus:
    """Documents with their marks, as typed objects: an ordered mapping from id to `Document`.

    Args:
        path: a corpus root (the folder that holds corpus/ and annotations/); None is the shipped corpus.
        annotator: whose marks to show; `Document.by` changes it later.

    Offsets are half-open code points of `Document.text`. Raises `UsageError` where there is no corpus or no such
    annotator, `InvalidDataError` for a file not of the format, `IntegrityError` for a text that was changed, and
    `MachineError` for a file that cannot be read.

    >>> document = load()["cbc-ppe-dispute"]
    >>> document.quotes[0].cue.spans[0]
    Span(start=348, end=351, text='say')
    """
    from onrecord.viewer import to_html

    corpus = read_corpus(Path(path) if path is not None else default_root(), annotator, to_html)
    known = {a.id for a in corpus.annotators}.union(*(document.sets for document in corpus.values()))
    if annotator not in known:
        raise unknown("annotator", annotator, known)
    return corpus


def load_dataset(
    name: str = "documents", split: str | None = None, annotator: str = "gold", path: str | Path | None = None
) -> datasets.DatasetDict | datasets.Dataset:
    """One config as a `datasets.Dataset`, or as a `DatasetDict` of every split where `split` is None.

    Args:
        name: documents, entities, mentions, quotes, claims, relations, records or tokens.
        split: train, validation or test, as far as the corpus has documents for it.
        annotator: whose marks.
        path: a corpus root; None is the shipped corpus.

    Columns are those of `table`. Opens no socket and writes no file. Raises what `load` raises, and `UsageError`
    for an unknown config or split. Needs the package `datasets`.

    >>> quotes = load_dataset("quotes", split="test")
    >>> quotes[0]["cue_spans"]
    [{'start': 348, 'end': 351, 'text': 'say'}]
    """
    corpus = _corpus(name, split, annotator, path)
    import datasets

    found = (split,) if split else splits(corpus.values())
    made = {each: _dataset(corpus, name, each) for each in found}
    return made[split] if split else datasets.DatasetDict(made)


def table(
    name: str = "documents", split: str | None = None, annotator: str = "gold", path: str | Path | None = None
) -> pa.Table:
    """One config as an Arrow table, of one split, or of all where `split` is None.

    Every row begins with `document`, the document's id. Marks are lists of {start, end, text}: half-open int64
    code points of the document's text. Arguments and errors are those of `load_dataset`; needs `pyarrow`.

    >>> table("records", split="test").column("id").to_pylist()
    ['hhs-website-before', 'hhs-website-after']
    """
    corpus = _corpus(name, split, annotator, path)
    from onrecord import tables  # here, as pandas and datasets: typed objects need none of them

    return tables.table(corpus, name, split)


def frame(
    name: str = "documents", split: str | None = None, annotator: str = "gold", path: str | Path | None = None
) -> pd.DataFrame:
    """One config as a pandas data frame with Arrow-backed columns, so that offsets stay integers beside nulls.

    Rows, arguments and errors are those of `table`; needs `pandas`.

    >>> frame("records", split="test")["position"].tolist()
    [0, 1]
    """
    values = table(name, split, annotator, path)
    import pandas as pd

    result: pd.DataFrame = values.to_pandas(types_mapper=pd.ArrowDtype)
    return result


def _corpus(name: str, split: str | None, annotator: str, path: str | Path | None) -> Corpus:
    """The corpus, once config and split are known to exist in it."""
    if name not in CONFIGS:
        raise unknown("config", name, CONFIGS)
    corpus = load(path, annotator)
    found = splits(corpus.values())
    if split is not None and split not in found:
        raise unknown("split", split, found)
    return corpus


def _dataset(corpus: Corpus, name: str, split: str) -> datasets.Dataset:
    """One split; the metadata of the table tells its features, as that of a published file does."""
    import datasets

    from onrecord import tables

    return datasets.Dataset(tables.table(corpus, name, split), split=datasets.NamedSplit(split))
