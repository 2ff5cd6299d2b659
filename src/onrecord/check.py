"""Judging: three gates - JSON, schema, rules - over every file of a corpus root; all problems, each with its place.

A file that fails a gate is not offered to the next; the other files go on. Good files take the fast path: one
typed decode, bulk checks and the rules. Only a file with something to say is read again for places.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from onrecord import codec, schema
from onrecord.model import AnnotationSet, Annotators, DocumentRecord, EvidenceFile
from onrecord.problems import Problem
from onrecord.rules import CORPUS_RULES, DOCUMENT_RULES, EVIDENCE_RULES, SET_RULES, STRICT_RULES, run
from onrecord.rules.base import CorpusContext, DocumentContext, EvidenceContext, Finding, set_context
from onrecord.store import File, bulk, find_root, list_files, read_file, typed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

CAP = 100
PEOPLE = "annotations/annotators.json"

Judgement = tuple[list[tuple[str, Finding]], DocumentContext | None]
"""What the rules find in a file, and the document in whose text the spans of findings count."""


class FileReport(NamedTuple):
    """What was found in one file: its name, the problems shown, the true total, and why it was skipped (or "")."""

    name: str
    problems: tuple[Problem, ...] = ()
    total: int = 0
    skipped: str = ""

    def under(self, folder: str) -> FileReport:
        """The same, with every file called by its name under `folder`."""
        there = f"{folder}/"
        problems = [
            p._replace(file=there + p.file, article=p.article and p.article._replace(file=there + p.article.file))
            for p in self.problems
        ]
        return self._replace(name=there + self.name, problems=tuple(problems))


class Report(NamedTuple):
    """Every file that was looked at, in order."""

    files: tuple[FileReport, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem shown, file by file."""
        return tuple(p for file in self.files for p in file.problems)

    def under(self, folder: str) -> Report:
        """The same report with the files called by their names under `folder`; "" changes nothing."""
        return Report(tuple(file.under(folder) for file in self.files)) if folder else self

    @property
    def exit_code(self) -> int:
        """0 clean, 1 problems, 3 where the machine refused a file."""
        if any(file.skipped for file in self.files):
            return 3
        return 1 if any(file.total for file in self.files) else 0


def check(root: Path, only: Sequence[str] = (), strict: bool = False) -> Report:
    """Check every file of the corpus at `root`, or those whose names are in or under `only`.

    Args:
        strict: whether annotation sets must hold what gold must hold, too (`STRICT_RULES`).
    """
    names = list_files(root)
    reader = Reader(root, names, strict)
    reports = [reader.report(name) for name in chosen(names, only)]
    if PEOPLE not in names and not only:
        reports += [report for report in [_cap(PEOPLE, reader.without_list())] if report.total]
    return Report(tuple(reports))


def chosen(names: Iterable[str], only: Sequence[str]) -> list[str]:
    """Those of `names` that are in or under one of `only`, or all where it is empty."""
    return [n for n in names if not only or any(n == o or n.startswith(o + "/") for o in only)]


def check_loose(root: Path, name: str, raw: bytes, strict: bool = False) -> Report:
    """Check one annotation set that lies outside any corpus, against the documents of `root`."""
    return Report((Reader(root, list_files(root), strict).loose(name, raw),))


class Reader:
    """One run: reads each record and text once, and judges files against them.

    Attributes:
        guidelines: of every annotator the version followed, by id; None where no list of them can be read.
    """

    def __init__(self, root: Path, names: Sequence[str], strict: bool = False) -> None:
        self.root, self.names = root, frozenset(names)
        self._documents: dict[str, DocumentContext | None] = {}
        people = read_file(root, PEOPLE)
        self.people = typed(people.raw, Annotators)[0] if people.raw is not None else None
        self.guidelines = self.people.guidelines if self.people else None
        self._set_rules = SET_RULES + STRICT_RULES if strict else SET_RULES

    def report(self, name: str, raw: bytes | None = None) -> FileReport:
        """What is wrong in a file of the corpus, as it stands there or would stand there with the bytes `raw`."""
        file = read_file(self.root, name) if raw is None else File(name, raw)
        if file.machine:
            return FileReport(name, skipped=file.fault)
        if file.raw is None:
            return _cap(name, [_file_problem("FS101", name, file.fault)])
        return _cap(name, self._judge(name, file))

    def loose(self, name: str, raw: bytes) -> FileReport:
        """What is wrong in an annotation set that lies outside any corpus."""
        return _cap(name, self._annotation_set(File(name, raw), stem=None, folder=None))

    def _judge(self, name: str, file: File) -> Iterable[Problem]:
        parts = name.split("/")
        if name == PEOPLE:
            return self._annotators(file)
        if parts[0] == "corpus" and name.endswith(".txt"):
            return self._text(name)
        if parts[0] == "corpus" and name.endswith(".json"):
            return self._record(file, parts[1].removesuffix(".json"))
        if parts[0] == "evidence" and len(parts) == 2 and name.endswith(".json"):
            return self._evidence(file, parts[1].removesuffix(".json"))
        if len(parts) == 3 and name.endswith(".json"):
            return self._annotation_set(file, stem=parts[2].removesuffix(".json"), folder=parts[1])
        return [_file_problem("FS104", name, "no document uses this file; move it out of the corpus folders")]

    def _text(self, name: str) -> Iterator[Problem]:
        record = name.removesuffix(".txt") + ".json"
        if record not in self.names:
            yield _file_problem("FS102", name, f"no record {record}; write it")
        yield from _text_faults(name, read_file(self.root, name).raw or b"")

    def _record(self, file: File, stem: str) -> list[Problem]:
        known = self._documents.get(stem)
        if known:  # its annotation sets have had record and text read
            return _gates(file, DocumentRecord, lambda _: (run(DOCUMENT_RULES, known), known), known.record)
        name = f"corpus/{stem}.txt"
        text = read_file(self.root, name)
        if text.raw is None:
            return [_file_problem("FS102", file.name, f"its text {name}: {text.fault}; add it")]
        if list(_text_faults(name, text.raw)):
            return _gates(file, DocumentRecord, lambda value: ([], None))
        decoded, raw = text.raw.decode(), text.raw

        def rules(record: DocumentRecord) -> Judgement:
            document = DocumentContext(record, decoded, raw, stem)
            return run(DOCUMENT_RULES, document), document

        return _gates(file, DocumentRecord, rules)

    def _annotation_set(self, file: File, stem: str | None, folder: str | None) -> list[Problem]:
        def rules(marks: AnnotationSet) -> Judgement:
            document = self.document(marks.document)
            if document is None:
                what = f"document {marks.document!r} is not in the corpus, or its record or text is not valid"
                return [("FS102", Finding(("document",), f"{what}; add or mend it first"))], None
            return run(self._set_rules, set_context(marks, document, stem, folder, self.guidelines)), document

        return _gates(file, AnnotationSet, rules)

    def _evidence(self, file: File, stem: str) -> list[Problem]:
        def rules(value: EvidenceFile) -> Judgement:
            raw = (
                read_file(self.root, f"annotations/gold/{stem}.json").raw
                if f"corpus/{stem}.json" in self.names
                else None
            )
            if raw is None:
                what = f"document {stem!r} is not in the corpus, or has no gold"
                return [("FS102", Finding(("document",), f"{what}; add it first"))], None
            return run(EVIDENCE_RULES, EvidenceContext(value, stem, typed(raw, AnnotationSet)[0])), None

        return _gates(file, EvidenceFile, rules)

    def _annotators(self, file: File) -> list[Problem]:
        found = _gates(file, Annotators, lambda value: (run(CORPUS_RULES, self._context(value)), None))
        # A list that cannot be read says nothing of the names in the corpus: they are judged all the same.
        return found if self.people else found + self._names(Annotators("", "", ()))

    def without_list(self) -> list[Problem]:
        """What is wrong with the names in a corpus that has no list of annotators, that lack among it."""
        return self._names(None)

    def _names(self, people: Annotators | None) -> list[Problem]:
        found = run(CORPUS_RULES, self._context(people))
        return [_file_problem(code, PEOPLE, finding.message) for code, finding in found]

    def _context(self, people: Annotators | None) -> CorpusContext:
        files = [n for n in self.names if n.startswith("corpus/") and n.endswith((".txt", ".json"))]
        stems = tuple(sorted({n[len("corpus/") :].rpartition(".")[0] for n in files}))
        return CorpusContext(stems, people, tuple(sorted({n.split("/")[1] for n in self.names if n.count("/") == 2})))

    def document(self, id: str) -> DocumentContext | None:
        """The record and text of a document of this corpus, or None; an id is looked up, never made a path."""
        if id not in self._documents:
            self._documents[id] = self._read_document(id) if f"corpus/{id}.json" in self.names else None
        return self._documents[id]

    def _read_document(self, id: str) -> DocumentContext | None:
        record, text = read_file(self.root, f"corpus/{id}.json"), read_file(self.root, f"corpus/{id}.txt")
        value = typed(record.raw, DocumentRecord)[0] if record.raw is not None else None
        if value is None or text.raw is None or list(_text_faults("", text.raw)):
            return None
        return DocumentContext(value, text.raw.decode(), text.raw, id)


@bulk()  # the walks of the garbage collector would take most of the time over a file of many marks
def _gates(
    file: File, kind: type[codec.T], rules: Callable[[codec.T], Judgement], value: codec.T | None = None
) -> list[Problem]:
    """Every problem of one file. `value` is what it holds, if it went through the first two gates already."""
    raw = file.raw or b""
    value = value or codec.decode(raw, kind)
    if value is None or not schema.admits(value):
        from onrecord import jsontext, placing  # here, and below: a run that finds nothing needs none of it

        text, plain, faults = jsontext.read(raw)
        if faults:
            return placing.faults(file.name, text, faults, CAP)
        found = schema.findings(schema.KINDS[kind], plain)
        if found:
            results = [(code, Finding(path, message)) for code, path, message in found]
            return placing.findings(file.name, text, plain, results, None, CAP)
        value = codec.convert(plain, kind)
    results, document = rules(value)
    if not results:
        return []
    from onrecord import placing

    return placing.findings(file.name, raw.decode(), value, results, document, CAP)


def _file_problem(code: str, file: str, message: str) -> Problem:
    from onrecord.codes import name

    return Problem(code, name(code), message, file)


def _text_faults(name: str, raw: bytes) -> Iterator[Problem]:
    if raw.startswith(b"\xef\xbb\xbf"):
        yield _file_problem("FS103", name, "the text begins with a byte order mark; put the original bytes there")
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        message = f"byte {error.start} (0x{raw[error.start]:02x}) is not UTF-8; put the original bytes there"
        yield _file_problem("FS103", name, message)


def _cap(name: str, problems: Iterable[Problem]) -> FileReport:
    found = tuple(problems)
    return FileReport(name, found[:CAP], len(found))


__all__ = ["CAP", "FileReport", "Report", "check", "check_loose", "find_root"]
