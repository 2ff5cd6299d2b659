"""The shape of the project: floors, sizes, what an import loads, and the bytes of the article."""

import ast
import hashlib
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src/onrecord"
FLOORS = (
    ("errors", "problems"),
    ("spans",),
    ("model",),
    ("jsontext",),
    ("codec", "schema", "corpus"),
    ("store", "rules", "tables", "features", "viewer"),
    ("check", "build", "card", "report", "loader"),
    ("cli",),
)
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
# Inside one floor, a module may use another that is listed here.
SIDEWAYS = {("errors", "problems"), ("tables", "features"), ("build", "card"), ("report", "check")}
MODULES = [p for p in sorted(PACKAGE.rglob("*.py")) if p != PACKAGE / "__init__.py"]


def room(path):
    """The room a module belongs to: its folder, or its own name."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_imports_point_down(path):
    """A module imports from lower floors and its own room only, type-checking imports included."""
    here = room(path)
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("onrecord"):
            parts = node.module.split(".")
            for there in [parts[1]] if len(parts) > 1 else [a.name for a in node.names if a.name in FLOOR]:
                allowed = FLOOR[there] < FLOOR[here] or there == here or (here, there) in SIDEWAYS
                assert allowed, f"{here} imports {there}"


def test_modules_are_small():
    """None over 350 lines, the median at most 150."""
    sizes = {p.name: len(p.read_text().splitlines()) for p in MODULES}
    assert max(sizes.values()) <= 350
    assert statistics.median(sizes.values()) <= 150


def test_importing_onrecord_loads_nothing_heavy():
    """Neither Arrow nor pandas nor datasets nor jsonschema."""
    code = "import onrecord, sys; print(*{m.split('.')[0] for m in sys.modules})"
    loaded = set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())
    assert "onrecord" in loaded
    assert not loaded & {"pyarrow", "pandas", "datasets", "jsonschema", "jsonschema_rs", "msgspec", "click", "rich"}


def test_checking_a_clean_corpus_loads_no_schema_engine():
    """The fast path is enough for good files."""
    code = "import sys; from onrecord.cli import run; assert run(['check']) == 0; print(*{m.split('.')[0] for m in sys.modules})"
    loaded = set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())
    assert not loaded & {"pyarrow", "pandas", "datasets", "jsonschema", "jsonschema_rs", "rich"}


def test_the_public_surface():
    """What `import onrecord` offers, and an error that names it."""
    import onrecord

    assert sorted(dir(onrecord)) == ["Corpus", "Document", "__version__", "frame", "load", "load_dataset", "table"]
    assert all(getattr(onrecord, name) for name in dir(onrecord))
    with pytest.raises(AttributeError, match="load_dataset"):
        _ = onrecord.nothing


def test_the_article_is_untouched():
    """The very bytes: hash, length, no-break spaces, no final newline."""
    raw = (ROOT / "corpus/cbc-ppe-dispute.txt").read_bytes()
    text = raw.decode()
    assert hashlib.sha256(raw).hexdigest() == "d2dd0258b1cc841d81a9f6a6d69be5535f5fbb42970bdb8cf5ab813e7beddb45"
    assert (len(text), text.count("\u00a0"), text[-1] == "\n") == (5927, 28, False)
    assert "corpus/*.txt -text" in (ROOT / ".gitattributes").read_text()


def test_readme_python_runs():
    """The Python of the README runs as it stands."""
    blocks = (ROOT / "README.md").read_text().split("```python\n")[1:]
    assert blocks
    for block in blocks:
        exec(compile(block.split("```")[0], "README.md", "exec"), {})
