"""What several tests stand on."""

import msgspec
import pytest
from hypothesis import settings

from onrecord import codec, store

settings.register_profile("ours", deadline=None)  # a busy machine is no fault
settings.load_profile("ours")

collect_ignore = ["browser"]
"""They need a browser: `make test-browser`."""


@pytest.fixture(scope="session")
def roots(tmp_path_factory):
    """A corpus of twelve documents, and the same with two more."""
    folder = tmp_path_factory.mktemp("roots")
    corpus = store.read_corpus(store.default_root())
    document = corpus["cbc-ppe-dispute"]
    for name, count in (("old", 12), ("new", 14)):
        root = folder / name
        for part in ("corpus", "annotations/gold", "annotations/pass-a"):
            (root / part).mkdir(parents=True)
        listed = (store.default_root() / "annotations/annotators.json").read_bytes()
        (root / "annotations/annotators.json").write_bytes(listed)
        for i in range(count):
            id = f"doc-{i:02}"
            record = msgspec.structs.replace(document.record, id=id)
            marks = msgspec.structs.replace(document.sets["gold"], document=id)
            (root / f"corpus/{id}.txt").write_bytes(document.text.encode())
            (root / f"corpus/{id}.json").write_bytes(codec.encode(record))
            (root / f"annotations/gold/{id}.json").write_bytes(codec.encode(marks))
    return folder / "old", folder / "new"
