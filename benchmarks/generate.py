"""Valid documents of a given size, made from a seed: about 50 KB each with text, marks and record.

Names, identifiers elsewhere and propositions are about as long and as many as in the shipped article, so that a
kilobyte holds about as many marks (`python benchmarks/generate.py` compares).
"""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

from onrecord import codec
from onrecord.model import (
    AnnotationSet,
    Annotator,
    Annotators,
    Claim,
    DateValue,
    DocumentRecord,
    Entity,
    Kb,
    Mention,
    Part,
    Publisher,
    Quote,
    Realization,
    Relation,
    Rights,
    Source,
    Span,
    TextFacts,
    Zone,
)  # fmt: skip
from onrecord.store import default_root

PEOPLE = [f"{first} {last}" for first in ("Ada", "Ben", "Cleo", "Dina") for last in ("Moss", "Oru", "Höök", "Zorn")]
PLACES = ["Northam", "Quell", "Dorvik", "Ålund", "Great Ister", "Port Vanna", "Sankt Orm", "Lower Teel"]
FIRMS = ["Haldane Works", "Brisk & Co", "Umbra Mills", "Norrland Freight", "The Quell Courier", "Teel Textiles"]
FILLER = (
    "The depot by the river opened its gates again, and the crews of the early shift went on with their work "
    "\U0001f69a."
)
SOURCE = "a list of names that was made up for this benchmark, line {} of the copy of 2020-04-04"


def slug(name: str) -> str:
    """An id made of a name."""
    return "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in name.lower()).strip("-")


def made_entity(id: str, facts: str) -> Entity:
    """An entity of type and name `facts`; what is no number has an identifier elsewhere."""
    type, name = facts.split("|")
    kb = () if type == "CARDINAL" else (Kb(f"wikidata:Q{len(name)}{ord(name[0])}", SOURCE.format(ord(name[-1]))),)
    return Entity(id, type, name, "named", kb)


def document(number: int, paragraphs: int = 26) -> tuple[bytes, DocumentRecord, AnnotationSet]:
    """The text, record and annotation set of document `number`; five mentions and one quote a paragraph."""
    rng = random.Random(number)
    id = f"doc-{number:06d}"
    text, zones, mentions, quotes, claims, relations = "", [], [], [], [], []
    ids = {name: slug(name) for name in PEOPLE + PLACES + FIRMS}
    made = DateValue("2020-04-04", "day", "external")
    used: dict[str, str] = {}

    def span(start: int, words: str) -> Span:
        return Span(start, start + len(words), words)

    for p in range(paragraphs):
        person, firm, one, two = rng.choice(PEOPLE), rng.choice(FIRMS), *rng.sample(PLACES, 2)
        amount = str(rng.randint(100, 999_999))
        text += "\n\n" if text else ""
        begin = len(text)
        parts = [(person, "PERSON"), (" said ", ""), ("that ", ""), (firm, "ORG"), (" sent ", ""), (amount, "CARDINAL"),
                 (" masks to ", ""), (one, "GPE"), (" and ", ""), (two, "GPE"), (". ", ""), (FILLER, "")]  # fmt: skip
        at = begin
        for words, type in parts:
            if type:
                entity = ids.setdefault(words, f"amount-{words}")
                used[entity] = f"{type}|{words}"
                mentions.append(Mention(f"m{len(mentions):03d}", entity, "NAM", (span(at, words),)))
            at += len(words)
        text += "".join(words for words, _ in parts)
        zones.append(Zone(begin, len(text), "body"))
        start = begin + len(person) + 6
        content = text[start : text.index(f" and {two}.", start) + len(f" and {two}")]
        quotes.append(Quote(f"q{p:02d}", "indirect", "assertion", Source(ids[person], (span(begin, person),)),
                            Part((span(begin + len(person) + 1, "said"),)), Part((span(start, content),)),
                            None, None))  # fmt: skip
        told = f"{firm} sent {amount} masks to {one} and {two}, {person} said a week before the story came out."
        place = Realization("paraphrase", quote=f"q{p:02d}")
        claims.append(Claim(f"c{p:02d}", told, ids[person], ids[firm], (place,), made))
        if p % 4 == 0:
            there = text.index(FILLER, begin)
            claims.append(Claim(f"a{p:02d}", f"The depot by the river opened its gates again, day {p}.", "author", None,
                                (Realization("author", spans=(span(there, FILLER[:46]),)),), made))  # fmt: skip
            relations.append(
                Relation(f"r{p:02d}", "contradicts", f"a{p:02d}", f"c{p:02d}", timing="unknown", independence="unknown")
            )
    raw = text.encode()
    sha = hashlib.sha256(raw).hexdigest()
    entities = tuple(made_entity(e, facts) for e, facts in used.items())
    record = DocumentRecord(
        "../schema/document.schema.json", "1", id, f"Generated document {number}", Publisher("onrecord benchmarks"),
        None, None, "en", "train", (), TextFacts(sha, len(text), len(raw)), tuple(zones),
        Rights("nobody", "CC0-1.0", "Generated text."),
    )  # fmt: skip
    marks = AnnotationSet(
        schema="../../schema/annotation-set.schema.json", schema_version="1", document=id, text_sha256=sha,
        annotator="gold", guidelines="1.0", entities=entities, mentions=tuple(mentions), identity_links=(),
        quotes=tuple(quotes), negatives=(), claims=tuple(claims), records=(), relations=tuple(relations),
    )  # fmt: skip
    return raw, record, marks


def many_spans(n: int, shape: str) -> tuple[bytes, DocumentRecord, AnnotationSet]:
    """One document with `n` mentions: identical (one span), nested (ten in a row inside each other) or staircase."""
    text = "word " * (5 * n + 20)
    text = text.rstrip()
    spans = []
    for i in range(n):
        start, end = {"identical": (0, 4), "nested": (50 * (i // 10), 50 * (i // 10) + 49 - 5 * (i % 10)),
                      "staircase": (5 * i, 5 * i + 9)}[shape]  # fmt: skip
        spans.append(Span(start, end, text[start:end]))
    raw, sha = text.encode(), hashlib.sha256(text.encode()).hexdigest()
    _, record, marks = document(0)
    import msgspec

    record = msgspec.structs.replace(
        record, text=TextFacts(sha, len(text), len(raw)), zones=(Zone(0, len(text), "body"),)
    )
    marks = msgspec.structs.replace(
        marks, text_sha256=sha, quotes=(), claims=(), relations=(),
        entities=tuple(Entity(f"e{i}", "OTHER", f"thing {i}", "unnamed") for i in range(n)),
        mentions=tuple(Mention(f"m{i}", f"e{i}", "NOM", (s,)) for i, s in enumerate(spans)),
    )  # fmt: skip
    return raw, record, marks


def write(root: Path, count: int) -> None:
    """A corpus root with `count` documents."""
    (root / "corpus").mkdir(parents=True)
    (root / "annotations/gold").mkdir(parents=True)
    people = Annotators("../schema/annotators.schema.json", "1", (Annotator("gold", "rule", "Generated.", "1.0"),))
    (root / "annotations/annotators.json").write_bytes(codec.encode(people))
    for number in range(count):
        raw, record, marks = document(number)
        (root / f"corpus/{record.id}.txt").write_bytes(raw)
        (root / f"corpus/{record.id}.json").write_bytes(codec.encode(record))
        (root / f"annotations/gold/{record.id}.json").write_bytes(codec.encode(marks))


def density(text: bytes, record: bytes, marks: bytes) -> str:
    """Size of a document in all its files, and how many of what a kilobyte of them holds."""
    size = (len(text) + len(record) + len(marks)) / 1000
    found = codec.decode(marks, AnnotationSet)
    counts = {name: len(getattr(found, name)) for name in ("entities", "mentions", "quotes", "claims", "relations")}
    counts["spans"] = marks.count(b'"start":')
    return f"{size:.1f} kB; a kB holds " + ", ".join(f"{n / size:.2f} {name}" for name, n in counts.items())


if __name__ == "__main__":
    shipped, name = default_root(), "cbc-ppe-dispute"
    files = f"corpus/{name}.txt", f"corpus/{name}.json", f"annotations/gold/{name}.json"
    print("the article:", density(*[(shipped / file).read_bytes() for file in files]))
    text, record, marks = document(0)
    print("generated:  ", density(text, codec.encode(record), codec.encode(marks)))
