"""A corpus as Arrow tables, one per config.

Documents become JSON lines, lines become Arrow in chunks, and from a chunk the columns of every config are cut.
Importing this loads Arrow and numpy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from onrecord.corpus import splits
from onrecord.entry import entry
from onrecord.errors import unknown
from onrecord.features import CONFIGS
from onrecord.tables.chunk import Chunk
from onrecord.tables.configs import arrow_schema, cut
from onrecord.tables.digest import Content
from onrecord.tables.parquet import Parquet, foreign

if TYPE_CHECKING:
    from onrecord.corpus import Corpus

CHUNK = 8_000_000  # bytes of JSON lines that become Arrow at once, and one row group of a Parquet file


def table(corpus: Corpus, name: str, split: str | None = None) -> pa.Table:
    """One config as an Arrow table, of one split or of all, in corpus order.

    Raises `UsageError` for an unknown config, or a split without documents.
    """
    if name not in CONFIGS:
        raise unknown("config", name, CONFIGS)
    if split is not None and split not in splits(corpus.values()):
        raise unknown("split", split, splits(corpus.values()))
    held, made = bytearray(), [arrow_schema(name).empty_table()]
    for document in corpus.values():
        if split in (None, document.record.split):
            held += b"".join(entry(document).line)
        if len(held) >= CHUNK:
            made.append(cut(Chunk(bytes(held)), name))
            held.clear()
    if held:
        made.append(cut(Chunk(bytes(held)), name))
    return pa.concat_tables(made)


__all__ = ["CHUNK", "Chunk", "Content", "Parquet", "arrow_schema", "cut", "foreign", "table"]
