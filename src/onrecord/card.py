"""The dataset card: YAML that machines obey, generated from what was counted, then a data statement for people."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from onrecord.counts import LAYERS, layer_counts, markdown_table, spelled
from onrecord.features import CONFIGS, card_features, columns
from onrecord.problems import shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onrecord.entry import Entry
    from onrecord.model import Annotator, Rights


class Size(NamedTuple):
    """How much one split of a config holds: rows, and bytes of those rows as JSON lines."""

    rows: int
    bytes: int


@dataclass
class Facts:
    """What is told of a build, gathered while its documents go by.

    Attributes:
        annotators: everyone who marked.
        version: of this package.
        sizes: by config, then by split; a split without rows is not there.
        digest: SHA-256 over the rows; it stands in every config's description, so that a cache never serves old rows.
        languages, views, rights: of the documents seen; views are the annotators whose marks the tables show.
        sets: by annotator, how many "documents" were marked, and how much there is of each layer (`counts.LAYERS`).
        statement: the data statement of the corpus, Markdown that its maintainers wrote; "" for none.
        data_version: of the marks and texts; "" where the corpus has none of its own.
    """

    annotators: tuple[Annotator, ...]
    version: str
    sizes: Mapping[str, Mapping[str, Size]] = field(default_factory=dict)
    digest: str = ""
    languages: set[str] = field(default_factory=set)
    views: set[str] = field(default_factory=set)
    rights: set[Rights] = field(default_factory=set)
    sets: dict[str, Counter[str]] = field(default_factory=dict)
    statement: str = ""
    data_version: str = ""

    def see(self, entry: Entry) -> None:
        """Take in what the card says of a document."""
        self.languages.add(entry.language)
        self.views.add(entry.annotator)
        self.rights.add(entry.rights)
        for annotator, raw in entry.sets.items():
            self.sets.setdefault(annotator, Counter()).update(layer_counts(raw), documents=1)

    @property
    def filled(self) -> list[str]:
        """The configs that have rows; `datasets` can read no other."""
        return [name for name in CONFIGS if self.sizes.get(name)]


TASKS = ("token-classification", "text-classification")
TASK_IDS = ("named-entity-recognition", "coreference-resolution", "fact-checking")
TAGS = ("news", "quotation-attribution", "claim-detection", "claim-relations", "stand-off-annotation")

_ACTIVE = re.compile(r"([\\`*_{}\[\]()<>#+!|&@~$^])")


def card(facts: Facts) -> str:
    """README.md of the published folder: front matter and data statement, Markdown."""
    import yaml

    front = yaml.safe_dump(front_matter(facts), sort_keys=False, allow_unicode=True, width=4096)
    return f"---\n{front}---\n\n{_statement(facts)}"


def front_matter(facts: Facts) -> dict[str, Any]:
    """The card's YAML as a value."""
    return {
        "pretty_name": "onrecord: annotated news",
        "language": sorted(facts.languages),
        "license": "other",
        "license_name": "third-party-text-with-annotations",
        "license_link": "LICENSE",
        "task_categories": list(TASKS),
        "task_ids": list(TASK_IDS),
        "tags": list(TAGS),
        "configs": [_config(name, facts) for name in facts.filled],
        "dataset_info": [_info(name, facts.sizes[name]) for name in facts.filled],
    }


def parquet_name(config: str, split: str) -> str:
    """Where the rows of one config and split stand in the published folder.

    >>> parquet_name("quotes", "test")
    'quotes/test-00000-of-00001.parquet'
    """
    return f"{config}/{split}-00000-of-00001.parquet"


def plain(text: str) -> str:
    """Foreign text as Markdown that shows it and does nothing else: no image, HTML, mention or table cell.

    >>> plain("<b> [a](b) | @c")
    '\\\\<b\\\\> \\\\[a\\\\]\\\\(b\\\\) \\\\| \\\\@c'
    """
    return _ACTIVE.sub(r"\\\1", shown(text, limit=4096))


def _config(name: str, facts: Facts) -> dict[str, Any]:
    return {
        "config_name": name,
        **({"default": True} if name == CONFIGS[0] else {}),
        "version": facts.version,
        "description": f"content sha256 {facts.digest}",
        "data_files": [{"split": split, "path": parquet_name(name, split)} for split in facts.sizes[name]],
    }


def _info(name: str, sizes: Mapping[str, Size]) -> dict[str, Any]:
    # Without num_bytes, datasets drops the whole list of splits.
    splits = [{"name": s, "num_bytes": size.bytes, "num_examples": size.rows} for s, size in sizes.items()]
    return {"config_name": name, "features": card_features(columns(name)), "splits": splits}


def _statement(facts: Facts) -> str:
    people = "\n".join(
        f"- `{a.id}`, kind **{plain(a.kind)}**, guidelines {plain(a.guidelines)}: {plain(a.note)}"
        for a in facts.annotators
    )
    terms = "\n".join(
        f"- {plain(r.holder)}; licence: {plain(r.license or 'none given')}. {plain(r.statement)}"
        for r in sorted(facts.rights, key=lambda r: (r.holder, r.license or "", r.statement))
    )
    return _PROSE.format(
        rows=_rows(facts.sizes),
        people=people or "- nobody is recorded",
        sets=_sets(facts.sets),
        terms=terms,
        languages=", ".join(plain(tag) for tag in sorted(facts.languages)),
        views=", ".join(f"`{name}`" for name in sorted(facts.views)),
        digest=facts.digest,
        version=facts.version,
        data_version=f"Data version {plain(facts.data_version)}. " if facts.data_version else "",
        statement=f"{facts.statement.strip()}\n\n" if facts.statement else "",
    )


def _rows(sizes: Mapping[str, Mapping[str, Size]]) -> str:
    """Every config, and its rows in each split."""
    splits, none = list(sizes[CONFIGS[0]]), Size(0, 0)  # every document has a row there
    rows = {f"`{name}`": [sizes.get(name, {}).get(split, none).rows for split in splits] for name in CONFIGS}
    return markdown_table(("config", *splits), rows)


def _sets(sets: Mapping[str, Counter[str]]) -> str:
    """Everyone whose sets are published, and what these hold."""
    kinds = "documents", *LAYERS
    rows = {f"`{annotator}`": [held[kind] for kind in kinds] for annotator, held in sorted(sets.items())}
    return markdown_table(("annotator", *map(spelled, kinds)), rows)


_PROSE = """\
# onrecord: annotated news

News text with marks laid over it: who is mentioned, who is quoted as saying what, which checkable claims the story
makes, and how those claims bear on each other. Nothing here says which claim is true. A claim is *contested* where
something in the same story speaks against it; that is computed from the relations, and is no verdict.

```python
from datasets import load_dataset

quotes = load_dataset("path/to/this/folder", "quotes")
```

## Rows

{rows}

`documents` holds the text and every mark nested; the other configs are flat views of it, joined by `document`.
`tokens` is a view for sequence labelling: one row per zone (boilerplate left out), `ner_tags` in BIO over named
mentions; of names inside names the outer one is tagged. Token offsets lead back to the text.

Every offset is half-open and counts Unicode code points of the untouched `text`, so `text[start:end]` gives the words
in Python. JavaScript, Java and byte-based tools count otherwise. A mark may be in pieces: it is a list of spans, in
order.

## How it was marked

Language: {languages}. The configs show the marks of {views}. Everyone who marked:

{people}

*Model* means a language model made the marks, not a person; *human*, a person; *rule*, a program; *adjudication*, a
decision over several of these. Each set of marks stands as it was written in `annotations/`, one line per document,
and has the form that `schema/` describes. A checker found every mark's words equal to the text it points at; that
proves the offsets, not the judgement.

What the sets hold, all splits together. A record is counted once here; above, the config `records` has a row for each
of its states.

{sets}

## Limits

- A small corpus (see the counts above) teaches and tests a method; it supports no statement about news, about a
  publisher, or about any system's quality, and a score on it has wide uncertainty.
- Where one annotator made a set, its errors are that annotator's own. A model's marks may share the habits of the
  models they are used to test.
- Claims, links between them and the identity of anonymous sources rest on this text alone. Later events are not in it.
- People named are real, except in synthetic texts. What a source is reported to have said is what the story reports.

{statement}## Rights

The annotations and the text have different owners; see `LICENSE`, where there is one. The texts:

{terms}

## This build

{data_version}Made by onrecord {version}; content sha256 `{digest}`.
That hash is over the rows of all configs, however Parquet was written. `checksums.txt` lists the SHA-256 of every
file; `croissant.json` describes them for tools that read Croissant.
"""
