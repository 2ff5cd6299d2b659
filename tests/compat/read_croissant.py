"""Validate a build's croissant.json and read every record it describes: `python read_croissant.py DIR`.

The validator alone misses files that are absent and hashes that are wrong; reading the records meets both.
"""

import sys
from pathlib import Path

import mlcroissant
import pyarrow.parquet as pq

folder = Path(sys.argv[1])
dataset = mlcroissant.Dataset(folder / "croissant.json")
assert not dataset.metadata.issues.errors, dataset.metadata.issues.report()
described = {}
for record_set in dataset.metadata.record_sets:
    described[record_set.id] = sum(1 for _ in dataset.records(record_set.id))
    print("croissant", record_set.id, described[record_set.id])
written = {
    f"{path.parent.name}-{path.name.split('-')[0]}": pq.ParquetFile(path).metadata.num_rows
    for path in folder.glob("*/*.parquet")
}
assert described == written, (described, written)
