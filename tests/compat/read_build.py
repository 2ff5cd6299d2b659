"""Read every config of a build with the installed version of datasets: `python read_build.py DIR`."""

import sys
import tempfile

import datasets

CONFIGS = ("documents", "entities", "mentions", "quotes", "claims", "relations", "records", "tokens")

with tempfile.TemporaryDirectory() as cache:
    for name in CONFIGS:
        for streaming in (False, True):
            data = datasets.load_dataset(sys.argv[1], name, split="test", cache_dir=cache, streaming=streaming)
            rows = list(data)
            assert rows and rows[0]["document"] == "cbc-ppe-dispute", (name, rows[:1])
            marks = next((v for k, v in rows[0].items() if k.endswith("spans") and v), [])
            assert isinstance(marks, list) and all(isinstance(s["start"], int) for s in marks), (name, marks)
        print(datasets.__version__, name, len(rows))
    tags = datasets.load_dataset(sys.argv[1], "tokens", split="test", cache_dir=cache).features["ner_tags"].feature
    assert tags.names[0] == "O" and tags.names[1].startswith("B-"), tags
    assert datasets.load_dataset(sys.argv[1], split="test", cache_dir=cache).column_names[0] == "document"
