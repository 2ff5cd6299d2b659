"""Ratios within one run: `python benchmarks/run.py [check|process|growth|load|all]`. Medians; no verdicts."""

from __future__ import annotations

import gc
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import generate
import msgspec
import orjson

from onrecord import check as checking
from onrecord import codec, schema
from onrecord.model import AnnotationSet, DocumentRecord
from onrecord.rules import DOCUMENT_RULES, SET_RULES, run
from onrecord.rules.base import DocumentContext, set_context
from onrecord.store import File, default_root

COUNT, ROUNDS = 1000, 9
PEOPLE = {"gold": "1.0"}


def seconds(work):
    """How long `work()` takes, once."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def medians(works, rounds=ROUNDS):
    """Median seconds of each of `works`, by name; they run in turn, so that a slow minute of the machine hits all."""
    times = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            times[name].append(seconds(work))
    return {name: statistics.median(found) for name, found in times.items()}


def each(work, items):
    """Call `work` on every item and keep nothing."""
    for item in items:
        work(item)


def judge(raw, record, marks):
    """All three gates over one document in memory, as `onrecord check` runs them."""
    text = raw.decode()
    contexts = []

    def judge_record(value):
        contexts.append(DocumentContext(value, text, raw, value.id))
        return run(DOCUMENT_RULES, contexts[0]), contexts[0]

    def judge_set(value):
        return run(SET_RULES, set_context(value, contexts[0], value.document, "gold", PEOPLE)), contexts[0]

    found = checking._gates(File("r", record), DocumentRecord, judge_record)
    return found + checking._gates(File("s", marks), AnnotationSet, judge_set)


def in_memory():
    """Check of 1,000 valid documents, of failing ones, and of the shipped article, against orjson on the same bytes."""
    files = []
    for number in range(COUNT):
        raw, record, marks = generate.document(number)
        files.append((raw, codec.encode(record), codec.encode(marks)))
    bad = [(t, r, m.replace(b'"text":"said"', b'"text":"saids"', 3)) for t, r, m in files]
    root, name = default_root(), "cbc-ppe-dispute"
    names = f"corpus/{name}.txt", f"corpus/{name}.json", f"annotations/gold/{name}.json"
    article = [tuple((root / each).read_bytes() for each in names) for _ in range(COUNT // 4)]
    assert all(judge(*f) == [] for f in (*files[:20], article[0])) and all(len(judge(*f)) >= 3 for f in bad[:5])
    print(f"{COUNT} documents of {sum(len(b) for f in files for b in f) / COUNT / 1000:.1f} kB; orjson.loads = 1")
    against_orjson({"valid": files, "failing, three faults": bad[:200], "the article": article})
    gc.disable()
    print("the same with the garbage collector off for both")
    against_orjson({"valid": files, "the article": article})
    gc.enable()
    sets = [codec.decode(f[2], AnnotationSet) for f in files]
    parts = medians(
        {
            "orjson": lambda: each(parse, files),
            "decode": lambda: each(lambda f: codec.decode(f[2], AnnotationSet), files),
            "schema": lambda: each(lambda s: schema.admits(msgspec.structs.replace(s)), sets),
        }
    )
    print(f"of it typed decode with its proof {parts['decode'] / parts['orjson']:.2f}, "
          f"schema in bulk {parts['schema'] / parts['orjson']:.2f}")  # fmt: skip


def parse(files):
    """What 1 is: the JSON files of one document by orjson."""
    orjson.loads(files[1])
    orjson.loads(files[2])


def against_orjson(groups):
    """Check each group of documents and parse it, in turn; print the ratio."""
    for name, files in groups.items():
        took = medians({"orjson": lambda: each(parse, files), "check": lambda: each(lambda f: judge(*f), files)})  # noqa: B023
        print(f"  {name:24} {took['check'] / took['orjson']:.2f}   "
              f"({took['orjson'] / len(files) * 1e6:.0f} us a document for orjson)")  # fmt: skip


def process():
    """Whole processes against a bare interpreter start, with compiled modules as every installed package has them."""
    with tempfile.TemporaryDirectory() as cache:
        env = {**os.environ, "PYTHONPYCACHEPREFIX": cache, "PYTHONDONTWRITEBYTECODE": ""}

        def start(code):
            return lambda: subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL, env=env)

        check = "from onrecord.cli import main; import sys; sys.argv[1:] = ['check']; main()"
        works = {"bare": start("pass"), "import onrecord": start("import onrecord"), "onrecord check": start(check)}
        medians(works, 1)
        took = medians(works, 21)
        for name in ("import onrecord", "onrecord check"):
            print(f"{name}: {took[name] / took['bare']:.2f} x a bare start")


def growth():
    """Time at 2n over time at n, in one document; beside it that of orjson, which shows what memory alone does."""
    sizes = (5000, 10_000, 20_000)
    for shape in ("identical", "nested", "staircase"):
        files = {}
        for n in sizes:
            raw, record, marks = generate.many_spans(n, shape)
            files[n] = raw, codec.encode(record), codec.encode(marks)
        took = medians({n: lambda n=n: judge(*files[n]) for n in sizes})  # noqa: B023
        bare = medians({n: lambda n=n: orjson.loads(files[n][2]) for n in sizes})  # noqa: B023
        print(f"{shape}: {took[10_000] / took[5000]:.2f}, {took[20_000] / took[10_000]:.2f}; "
              f"orjson {bare[10_000] / bare[5000]:.2f}, {bare[20_000] / bare[10_000]:.2f} "
              f"({len(files[20_000][2]) / 1e6:.1f} MB at 20,000)")  # fmt: skip


def load():
    """1,000 documents from disk: check, and as objects, against reading and orjson with results kept."""
    from onrecord import loader

    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "root"
        generate.write(root, COUNT)
        paths = sorted(root.rglob("*.json"))
        took = medians(
            {
                "orjson": lambda: [orjson.loads(p.read_bytes()) for p in paths],
                "dropped": lambda: each(lambda p: orjson.loads(p.read_bytes()), paths),
                "check": lambda: checking.check(root),
                "load": lambda: loader.load(root),
            },
            5,
        )
        for name in ("check", "load"):
            print(f"{name} from disk: {took[name] / took['orjson']:.2f} x read + orjson.loads, results kept; "
                  f"{took[name] / took['dropped']:.2f} x results dropped")  # fmt: skip


WORKS = {"check": in_memory, "process": process, "growth": growth, "load": load}

if __name__ == "__main__":
    wanted = sys.argv[1] if len(sys.argv) > 1 else "all"
    for name, work in WORKS.items():
        if wanted in (name, "all"):
            work()
