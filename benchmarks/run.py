"""Ratios within one run: `python benchmarks/run.py [check|process|growth|load|all]`. Medians; no verdicts."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import generate
import orjson

from onrecord import check as checking
from onrecord import codec, schema
from onrecord.model import AnnotationSet, DocumentRecord
from onrecord.rules import DOCUMENT_RULES, SET_RULES, run
from onrecord.rules.base import DocumentContext, SetContext
from onrecord.store import File, default_root

COUNT, ROUNDS = 1000, 7
PEOPLE = frozenset({"gold"})


def median(work, rounds=ROUNDS):
    """Median seconds of `work()`."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def each(work, items):
    """Call `work` on every item and keep nothing."""
    for item in items:
        work(item)


def judge(raw, record, marks):
    """All three gates over one document in memory, as `onrecord check` runs them."""
    text = raw.decode()
    facts = []

    def judge_record(value):
        facts.append(value)
        return run(DOCUMENT_RULES, DocumentContext(value, text, raw, value.id))

    def judge_set(value):
        return run(SET_RULES, SetContext(value, facts[0], text, value.document, "gold", PEOPLE))

    found = checking._gates(File("r", record), DocumentRecord, judge_record)
    return found + checking._gates(File("s", marks), AnnotationSet, judge_set, text)


def in_memory():
    """Check of 1,000 valid documents, and of failing ones, against orjson on the same JSON bytes."""
    files = []
    for number in range(COUNT):
        raw, record, marks = generate.document(number)
        files.append((raw, codec.encode(record), codec.encode(marks)))
    sizes = sum(len(b) for f in files for b in f) / COUNT
    bad = [(t, r, m.replace(b'"text": "said"', b'"text": "saids"', 3)) for t, r, m in files[:100]]
    assert all(judge(*f) == [] for f in files[:20]) and all(len(judge(*f)) >= 3 for f in bad[:5])
    base = median(lambda: each(orjson.loads, [b for f in files for b in f[1:]]))
    full = median(lambda: each(lambda f: judge(*f), files))
    failing = median(lambda: each(lambda f: judge(*f), bad)) * (COUNT / 100)
    decode = median(lambda: each(lambda f: codec.decode(f[2], AnnotationSet), files))
    sets = [codec.decode(f[2], AnnotationSet) for f in files[:100]]
    admit = median(lambda: each(schema.admits, sets)) * (COUNT / 100)
    print(
        f"{COUNT} documents of {sizes / 1000:.1f} kB; orjson.loads of the JSON bytes = 1 "
        f"({base * 1e6 / COUNT:.0f} us a document)"
    )
    print(f"  full check, valid        {full / base:.2f}")
    print(f"    of it typed decode     {decode / base:.2f}, schema in bulk {admit / base:.2f}")
    print(f"  failing, three faults    {failing / base:.2f}")
    article()


def article():
    """The same on the shipped article alone."""
    root, name = default_root(), "cbc-ppe-dispute"
    raw, record, marks = (
        (root / path).read_bytes()
        for path in (f"corpus/{name}.txt", f"corpus/{name}.json", f"annotations/gold/{name}.json")
    )
    files = [(raw, record, marks)] * 200
    assert judge(*files[0]) == []
    base = median(lambda: each(lambda f: (orjson.loads(f[1]), orjson.loads(f[2])), files))
    print(f"  the shipped article      {median(lambda: each(lambda f: judge(*f), files)) / base:.2f}")


def process():
    """Whole processes against a bare interpreter start, with compiled modules as every installed package has them."""
    with tempfile.TemporaryDirectory() as cache:
        env = {**os.environ, "PYTHONPYCACHEPREFIX": cache, "PYTHONDONTWRITEBYTECODE": ""}

        def start(code):
            return lambda: subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL, env=env)

        bare = median(start("pass"), 21)
        for name, code in {
            "import onrecord": "import onrecord",
            "onrecord check": "from onrecord.cli import main; import sys; sys.argv[1:] = ['check']; main()",
        }.items():
            start(code)()
            print(f"{name}: {median(start(code), 21) / bare:.2f} x a bare start")


def growth():
    """Time at 2n over time at n, in one document; beside it that of orjson, which shows what memory alone does."""
    for shape in ("identical", "nested", "staircase"):
        times, bare = [], []
        for n in (5000, 10_000, 20_000):
            raw, record, marks = generate.many_spans(n, shape)
            files = raw, codec.encode(record), codec.encode(marks)
            times.append(median(lambda files=files: judge(*files), 5))
            bare.append(median(lambda files=files: orjson.loads(files[2]), 5))
        print(f"{shape}: {times[1] / times[0]:.2f}, {times[2] / times[1]:.2f}; orjson {bare[1] / bare[0]:.2f}, "
              f"{bare[2] / bare[1]:.2f} ({len(files[2]) / 1e6:.1f} MB at 20,000)")  # fmt: skip


def load():
    """1,000 documents from disk: check, and as objects, against reading and orjson."""
    from onrecord import loader

    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "root"
        generate.write(root, COUNT)
        paths = sorted(root.rglob("*.json"))
        base = median(lambda: [orjson.loads(p.read_bytes()) for p in paths], 5)
        print(f"from disk, read + orjson.loads = 1: check {median(lambda: checking.check(root), 5) / base:.2f}, "
              f"load {median(lambda: loader.load(root), 5) / base:.2f}")  # fmt: skip


WORKS = {"check": in_memory, "process": process, "growth": growth, "load": load}

if __name__ == "__main__":
    wanted = sys.argv[1] if len(sys.argv) > 1 else "all"
    for name, work in WORKS.items():
        if wanted in (name, "all"):
            work()
