"""Annotated news as data: a corpus, a checker, a claim graph, a dataset.

    import onrecord

    quotes = onrecord.load_dataset("quotes", split="test")   # datasets.Dataset, offline, nothing written
    document = onrecord.load()["cbc-ppe-dispute"]             # typed objects
    for claim in document.contested_claims():
        print(claim)

Every offset counts code points of the untouched text, half-open. Importing this module loads nothing heavy.
"""

from __future__ import annotations

TYPE_CHECKING = False  # importing typing would double the cost of `import onrecord`
if TYPE_CHECKING:
    from typing import Any

    from onrecord.corpus import Corpus
    from onrecord.loader import frame, load, load_dataset, table
    from onrecord.measure import agreement, compare, score
    from onrecord.model import Document

__version__ = "0.1.0"

__all__ = [
    "Corpus", "Document", "__version__", "agreement", "compare", "frame", "load", "load_dataset", "score", "table",
]  # fmt: skip

_HOMES = {
    "Corpus": "onrecord.corpus",
    "Document": "onrecord.model",
    "agreement": "onrecord.measure",
    "compare": "onrecord.measure",
    "frame": "onrecord.loader",
    "load": "onrecord.loader",
    "load_dataset": "onrecord.loader",
    "score": "onrecord.measure",
    "table": "onrecord.loader",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'onrecord' has no attribute {name!r}; it has: {', '.join(__all__)}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return list(__all__)
