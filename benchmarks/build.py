"""What a build costs: `PYTHONPATH=benchmarks python benchmarks/build.py`. Ratios within one run; no verdicts.

1 is the median time of `orjson.loads` over the same JSON bytes, files in memory, results dropped.
"""

from __future__ import annotations

import gc
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
    """Build once, in a process of its own; print seconds of the build, CPU seconds, and peak memory in KiB."""
    import pyarrow.json  # a constant cost, and none of the build's own
    import pyarrow.parquet

    from onrecord.cli import build, run

    assert pyarrow and build
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
    """What `child` prints, from a new process."""
    command = [sys.executable, __file__, "child", str(root), str(target)]
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [float(word) for word in out.split("\n")[-2].split()]


def split(root, base):
    """Where the time goes: each part of the work alone, over all documents, in one thread."""
    import hashlib
    import io

    from onrecord import store, tables, verify
    from onrecord.features import CONFIGS
    from onrecord.rows import rows

    names = store.list_files(root)
    documents = list(store.read_documents(root, names))
    lines = {name: b"".join(tables.lines(d, name)[0] for d in documents) for name in CONFIGS}
    chunks = {name: [b"".join(tables.lines(d, name)[0] for d in documents[i : i + 80]) for i in range(0, SMALL, 80)]
              for name in CONFIGS}  # fmt: skip
    targets = {name: tables.arrow_schema(name) for name in CONFIGS}

    def arrow():
        for name in CONFIGS:
            drop(lambda raw, name=name: tables.from_lines(targets[name], raw), chunks[name])

    def parquet():
        for name in CONFIGS:
            out, sink = tables.Parquet(name), io.BytesIO()
            drop(lambda raw, out=out, sink=sink: sink.write(out.add(raw)), chunks[name])
            out.close()

    read = statistics.median(seconds(lambda: drop(id, store.read_documents(root, names))) for _ in range(3))
    checked = statistics.median(seconds(lambda: drop(id, verify.Stream(root))) for _ in range(3))
    made = {n: seconds(lambda n=n: drop(lambda d: list(rows(d, n)), documents)) for n in CONFIGS}
    encoded = sum(seconds(lambda n=n: drop(lambda d: tables.lines(d, n), documents)) for n in CONFIGS)
    to_arrow, to_parquet = seconds(arrow), seconds(parquet)
    digest = seconds(lambda: drop(hashlib.sha256, lines.values()))
    print("parts alone:")
    print(f"  read, decode, schema     {read / base:.2f}")
    print(f"  rules                    {(checked - read) / base:.2f}")
    print(f"  rows                     {sum(made.values()) / base:.2f}, of it tokens {made['tokens'] / base:.2f}")
    print(f"  JSON lines               {(encoded - sum(made.values())) / base:.2f}")
    print(f"  digest                   {digest / base:.2f}  (from here on in a second thread)")
    print(f"  Arrow                    {to_arrow / base:.2f}")
    print(f"  Parquet                  {(to_parquet - to_arrow) / base:.2f}")


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
