"""What a build costs: `PYTHONPATH=benchmarks python benchmarks/build.py`. Ratios within one run; no verdicts.

1 is the median time of `orjson.loads` over the same JSON bytes, files in memory, results dropped.
"""

from __future__ import annotations

import gc
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import generate
import orjson

SMALL, LARGE, ROUNDS = 1_000, 10_000, 5


def seconds(work):
    """How long `work()` takes, once."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def drop(work, items):
    """Call `work` on every item and keep nothing."""
    for item in items:
        work(item)


def child(root, target):
    """Build once, in a process of its own, which starts another; print seconds of wall and CPU, and peak memory in KiB.

    CPU and memory are those of the process that builds.
    """
    from onrecord import tables, verify  # with Arrow: a constant cost, and none of the build's own
    from onrecord.cli import build, run

    assert tables and verify and build
    took, cpu = time.perf_counter(), time.process_time()
    assert run(["build", str(target), "--root", str(root)]) == 0
    took, cpu = time.perf_counter() - took, time.process_time() - cpu
    print(took, cpu, peak())


def peak():
    """Peak memory of this process in KiB. `ru_maxrss` is at least that of the process that started this one."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(next(line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM")))


def built(root, target):
    """What `child` prints, from a new process, with compiled modules as every installed package has them."""
    command = [sys.executable, __file__, "child", str(root), str(target)]
    env = {**os.environ, "PYTHONPYCACHEPREFIX": str(root.parent / "compiled"), "PYTHONDONTWRITEBYTECODE": ""}
    out = subprocess.run(command, check=True, capture_output=True, text=True, env=env).stdout
    return [float(word) for word in out.split("\n")[-2].split()]


def split(root, base):
    """Where the time goes: each part of the work alone, over all documents, in one thread."""
    from onrecord import store, tables, verify
    from onrecord.entry import entry
    from onrecord.features import CONFIGS

    names = store.list_files(root)
    documents = list(store.read_documents(root, names))
    lines = [b"".join(entry(document).line) for document in documents]
    size = tables.CHUNK // len(lines[0])
    lines = [b"".join(lines[i : i + size]) for i in range(0, len(lines), size)]
    made = [{name: tables.cut(part, name) for name in CONFIGS} for part in map(tables.Chunk, lines)]

    def cut(*configs):
        for part in map(tables.Chunk, lines):
            for name in configs:
                tables.cut(part, name)

    def hashed():
        for name in CONFIGS:
            drop(tables.Content(name).add, [part[name] for part in made])

    def parquet():
        for name in CONFIGS:
            drop(tables.Parquet(name).add, [part[name] for part in made])

    read = statistics.median(seconds(lambda: drop(id, store.read_documents(root, names))) for _ in range(3))
    checked = statistics.median(seconds(lambda: drop(id, verify.Stream(root))) for _ in range(3))
    bare = statistics.median(seconds(cut) for _ in range(3))
    print("parts alone:")
    for name, took in {
        "read, decode, schema": read,
        "rules": checked - read,
        "entries": seconds(lambda: drop(entry, documents)),
        "Arrow (here the second process ends)": bare,
        "tables but tokens": seconds(lambda: cut(*CONFIGS[:-1])) - bare,
        "tokens": seconds(lambda: cut(*CONFIGS)) - seconds(lambda: cut(*CONFIGS[:-1])),
        "digest": seconds(hashed),
        "Parquet": seconds(parquet),
    }.items():
        print(f"  {name:36} {took / base:.2f}")


def main():
    """Time, memory and the split."""
    with tempfile.TemporaryDirectory() as folder:
        small, large, target = Path(folder) / "small", Path(folder) / "large", Path(folder) / "out"
        generate.write(small, SMALL)
        generate.write(large, LARGE)
        paths = sorted(small.rglob("*.json"))
        raws = [path.read_bytes() for path in paths]
        pairs, kept = [], []
        for _ in range(ROUNDS):
            base = statistics.median(seconds(lambda: drop(orjson.loads, raws)) for _ in range(5))
            kept.append(seconds(lambda: [orjson.loads(path.read_bytes()) for path in paths]) / base)
            took, cpu, memory = built(small, target)
            pairs.append((took / base, cpu / base, memory))
        times, cpus, memories = zip(*pairs, strict=True)
        print(f"{SMALL} documents, {sum(map(len, raws)) / SMALL / 1000:.1f} kB of JSON each; orjson.loads = 1")
        print(f"  read + orjson.loads kept {statistics.median(kept):.2f}")
        print(f"  build, wall              {statistics.median(times):.2f}  ({min(times):.2f} to {max(times):.2f})")
        print(f"  build, CPU               {statistics.median(cpus):.2f}")
        took, _, memory = built(large, target)
        print(f"{LARGE} documents: {took / base / (LARGE / SMALL):.2f} a document; peak memory "
              f"{memory / statistics.median(memories):.2f} times that of {SMALL}")  # fmt: skip
        gc.disable()
        split(small, base)


if __name__ == "__main__":
    child(*sys.argv[2:]) if sys.argv[1:2] == ["child"] else main()
