"""Reads the examples of the guidelines: small texts and their marks, in the line format that their README describes."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import NamedTuple

import msgspec

from onrecord.model import AnnotationSet, Document, DocumentRecord
from onrecord.model.labels import labels
from onrecord.spans import paragraphs, splits_word

FOLDER = Path(__file__).parents[1] / "docs/guidelines"
PUBLISHED = "2031-05-03"
_BLOCK = re.compile(r"^```(example|not)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LIST = {"entity": "entities", "same": "identity_links"}


class Example(NamedTuple):
    """A small text with its right marks, as lines; and the line of the page on which it stands."""

    page: str
    line: int
    lines: tuple[str, ...]


class Counter(NamedTuple):
    """A wrong reading of the example above it: what is wrong (a code or a kind of difference), why, what changes."""

    page: str
    line: int
    example: Example
    fault: str
    why: str
    patch: tuple[str, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of the wrong reading; raises `ValueError` where the patch does not fit the example."""
        return _changed(self.example.lines, self.patch)


def blocks(path: Path) -> tuple[list[Example], list[Counter]]:
    """Every example and counter-example of a page, in order."""
    examples: list[Example] = []
    counters: list[Counter] = []
    page = path.read_text(encoding="utf-8")
    for match in _BLOCK.finditer(page):
        line = page.count("\n", 0, match.start()) + 1
        lines = _joined(match[2])
        if match[1] == "example":
            examples.append(Example(path.stem, line, lines))
            continue
        fault, why = lines[0].split(": ", 1)
        counters.append(Counter(path.stem, line, examples[-1], fault, why, lines[1:]))
    return examples, counters


def _joined(block: str) -> tuple[str, ...]:
    """The lines of a block; an indented line goes on with the one above."""
    return tuple(re.sub(r"\n +", " ", block.rstrip("\n")).split("\n"))


def _changed(lines: tuple[str, ...], patch: tuple[str, ...]) -> tuple[str, ...]:
    """`lines` without those marked "- " in `patch`; those marked "+ " take their places in turn, the rest the end."""
    gone = [line[2:] for line in patch if line.startswith("- ")]
    new = [line[2:] for line in patch if line.startswith("+ ")]
    if lost := [line for line in gone if line not in lines]:
        raise ValueError(f"not in the example: {lost[0]}")
    if len(gone) + len(new) != len(patch) or not patch:
        raise ValueError("each line of a counter-example begins with - or +")
    instead = dict(zip(gone, new, strict=False))
    kept = [instead.get(line, line) for line in lines if line in instead or line not in gone]
    return (*kept, *new[len(instead) :])


def document(lines: tuple[str, ...]) -> Document:
    """The document of an example, with one annotation set, "gold"; raises `ValueError` for a line that says nothing."""
    zones = [line.split(": ", 1) for line in lines if line.split(":")[0] in labels("zone_type", "document")]
    text = "\n\n".join(_unescaped(words) for _, words in zones)
    marks = _Marks(text)
    for line in lines[len(zones) :]:
        marks.read(line)
    record = {
        "$schema": "document", "schema_version": "1", "id": "example", "title": "Example",
        "publisher": {"name": "A paper"}, "url": None, "byline": None, "language": "en", "split": "test",
        "dates": [{"event": "published", "value": PUBLISHED, "precision": "day", "basis": "external", "source": None}],
        "text": {"sha256": marks.sha256, "chars": len(text), "bytes": len(text.encode())},
        "zones": [
            {"start": start, "end": end, "type": zone}
            for (zone, _), (start, end) in zip(zones, paragraphs(text), strict=True)
        ],
        "rights": {"holder": "A paper", "license": None, "statement": "Invented."},
    }  # fmt: skip
    return Document(msgspec.convert(record, DocumentRecord), text, {"gold": marks.set()})


def _unescaped(words: str) -> str:
    return re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), words)


class _Marks:
    """The annotation set of one text while it is read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.sha256 = hashlib.sha256(text.encode()).hexdigest()
        kinds = ("entities", "mentions", "identity_links", "quotes", "negatives", "claims", "records", "relations")
        self.layers: dict[str, list[dict]] = {kind: [] for kind in kinds}

    def set(self) -> AnnotationSet:
        """What has been read; raises `msgspec.ValidationError` for a label of no list."""
        head = {"$schema": "set", "schema_version": "1", "document": "example", "text_sha256": self.sha256}
        return msgspec.convert({**head, "annotator": "gold", "guidelines": "1.2", **self.layers}, AnnotationSet)

    def read(self, line: str) -> None:
        """One line: a keyword, its values, and the words after the first ": "."""
        head, _, words = line.partition(": ")
        keyword, *values = head.split(" ")
        reader = getattr(self, f"_{keyword}", None)
        if reader is None:
            raise ValueError(f"unknown line: {line}")
        new = reader(words, *values)
        if new:
            self.layers[_LIST.get(keyword, f"{keyword}s")].append(new)

    def _entity(self, words: str, id: str, type: str, identity: str) -> dict:
        mentions = self.layers["mentions"]
        for mention in words.split(" | "):
            level, said = mention.split(" ", 1)
            new = {"id": f"m{len(mentions) + 1}", "entity": id, "level": level.rstrip("*"), "spans": self._spans(said)}
            mentions.append({**new, "metonymy": level.endswith("*")})
        return {"id": id, "type": type, "name": id, "identity": identity}

    def _same(self, _: str, a: str, b: str, certainty: str) -> dict:
        return {"a": a, "b": b, "certainty": certainty}

    def _quote(self, words: str, id: str, mode: str, type: str, *options: str) -> dict:
        chosen = _options(options, "by", "to", "in")
        source, cue, content = (None if part == "-" else self._spans(part) for part in words.split(" | "))
        return {
            "id": id, "mode": mode, "type": type, "addressee": chosen["to"], "parent": chosen["in"],
            "source": source and {"entity": chosen["by"], "spans": source},
            "cue": cue and {"spans": cue}, "content": {"spans": content},
        }  # fmt: skip

    def _negative(self, words: str, reason: str) -> dict:
        return {"id": f"n{len(self.layers['negatives']) + 1}", "reason": reason, "spans": self._spans(words)}

    def _claim(self, words: str, id: str, claimant: str, *options: str) -> dict:
        made = None
        if "made" in options:
            at = options.index("made")
            value, basis = options[at + 1 : at + 3]
            made = {"value": value, "precision": {4: "year", 7: "month"}.get(len(value), "day"), "basis": basis}
            options = options[:at]
        subject = _options(options, "about")["about"]
        claim = {"id": id, "proposition": words, "claimant": claimant, "subject": subject, "made_at": made}
        return {**claim, "realizations": []}

    def _where(self, words: str, claim: str, fidelity: str, *options: str) -> None:
        quote = _options(options, "in")["in"]
        place = {"quote": quote} if quote else {"spans": self._spans(words)}
        self._of("claims", claim)["realizations"].append({"fidelity": fidelity, **place})

    def _record(self, _: str, id: str, entity: str) -> dict:
        return {"id": id, "entity": entity, "states": []}

    def _state(self, _: str, id: str, *options: str) -> None:
        chosen = _options(options, "of", "claims", "ended")
        claims = chosen["claims"].split(",") if chosen["claims"] else []
        self._of("records", chosen["of"])["states"].append({"id": id, "claims": claims, "ended_by": chosen["ended"]})

    def _relation(self, words: str, start: str, type: str, to: str, *evidence: str) -> dict:
        timing, independence = evidence or (None, None)
        signal = {"signal": self._spans(words)} if words else {}
        ends = {"id": f"e{len(self.layers['relations']) + 1}", "type": type, "from": start, "to": to}
        return {**ends, **signal, "timing": timing, "independence": independence}

    def _of(self, layer: str, id: str | None) -> dict:
        return next(thing for thing in self.layers[layer] if thing["id"] == id)

    def _spans(self, words: str) -> list[dict]:
        """The pieces of a mark, each after the one before it."""
        found: list[dict] = []
        for piece in words.split(" … "):
            said, _, nth = piece.partition(" @")
            at = self._find(_unescaped(said), int(nth or 1), found[-1]["end"] if found else 0)
            found.append({"start": at, "end": at + len(_unescaped(said)), "text": _unescaped(said)})
        return found

    def _find(self, words: str, nth: int, after: int) -> int:
        """Where `words` stand for the `nth` time from `after` on, as whole words if they do so anywhere."""
        places = [m.start() for m in re.finditer(f"(?={re.escape(words)})", self.text) if m.start() >= after]
        whole = [at for at in places if not any(splits_word(self.text, edge) for edge in (at, at + len(words)))]
        if len(whole or places) < nth:
            raise ValueError(f"{words!r} is not {nth} times in the text")
        return (whole or places)[nth - 1]


def _options(options: tuple[str, ...], *names: str) -> dict[str, str | None]:
    """Values after their names; raises `ValueError` for another name."""
    given = dict(zip(options[::2], options[1::2], strict=True))
    if unknown := given.keys() - set(names):
        raise ValueError(f"unknown option {min(unknown)}")
    return {name: given.get(name) for name in names}
