"""The shape of the project: floors, sizes, what an import loads, and the bytes of the article."""

import ast
import hashlib
import os
import re
import shutil
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
    ("codec", "schema", "corpus", "proposal"),
    ("store", "writing", "rules", "codes", "formats", "metrics", "tables", "entry", "features", "viewer", "baseline")
    + ("counts", "drafts", "fixes", "anchors"),
    ("check", "verify", "ahead", "build", "card", "croissant", "report", "loader", "dictionary", "selection", "measure")
    + ("publish", "placing", "pages", "mend", "reanchor", "course"),
    ("cli",),
)
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
# Inside one floor, a module may use another that is listed here.
SIDEWAYS = {
    ("errors", "problems"),
    ("codes", "rules"),
    ("store", "codes"),
    ("store", "writing"),
    ("tables", "features"),
    ("tables", "entry"),
    ("ahead", "verify"),
    ("build", "card"),
    ("build", "croissant"),
    ("croissant", "card"),
    ("verify", "check"),
    ("check", "placing"),
    ("anchors", "metrics"),
    ("fixes", "baseline"),
    ("fixes", "rules"),
    ("mend", "check"),
    ("reanchor", "check"),
    ("report", "check"),
    ("course", "selection"),
    ("measure", "selection"),
    ("viewer", "metrics"),
    ("viewer", "codes"),
    ("counts", "metrics"),
}
MODULES = [p for p in sorted(PACKAGE.rglob("*.py")) if p != PACKAGE / "__init__.py"]


def room(path):
    """The room a module belongs to: its folder, or its own name."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(source):
    """The rooms that a module's source imports, in whatever spelling; relative imports are not used here."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "a relative import"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            parts = name.split(".")
            if parts[0] == "onrecord" and len(parts) > 1 and not parts[1].startswith("__"):
                yield parts[1]


def fault(here, there):
    """Why the import is wrong, or None."""
    if here not in FLOOR or there not in FLOOR:
        return f"{here} imports {there}: give every room a floor"
    if FLOOR[there] < FLOOR[here] or there == here or (here, there) in SIDEWAYS:
        return None
    return f"{here} imports {there}, which is not below it"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_imports_point_down(path):
    """A module imports from lower floors and its own room only, type-checking imports included."""
    faults = [fault(room(path), there) for there in imported(path.read_text(encoding="utf-8"))]
    assert not [found for found in faults if found]


@pytest.mark.parametrize(
    "line",
    [
        "import onrecord.cli",
        "import os, onrecord.cli.check as check",
        "from onrecord import cli",
        "from onrecord.cli import main",
        "def f():\n    from onrecord.store import File",
        "if TYPE_CHECKING:\n    from onrecord.corpus import Corpus",
        "from onrecord.unheard_of import thing",
    ],
)
def test_upward_imports_are_seen(line):
    """The test above would notice each spelling of an import that points up."""
    assert [found for found in (fault("spans", there) for there in imported(line)) if found]


def test_modules_are_small():
    """None over 350 lines, the median at most 150."""
    sizes = {p.name: len(p.read_text().splitlines()) for p in MODULES}
    assert max(sizes.values()) <= 350
    assert statistics.median(sizes.values()) <= 150


def loaded_by(code):
    """The top-level modules that are loaded after `code` ran in a new interpreter."""
    code += "; import sys; print(*{m.split('.')[0] for m in sys.modules})"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    return set(out.splitlines()[-1].split())


def test_importing_onrecord_loads_nothing_heavy():
    """Neither Arrow nor pandas nor datasets nor jsonschema."""
    loaded = loaded_by("import onrecord")
    assert "onrecord" in loaded
    assert not loaded & {"pyarrow", "pandas", "datasets", "jsonschema", "jsonschema_rs", "msgspec", "click", "rich"}


@pytest.mark.parametrize(
    "code", ["from onrecord.cli import run; assert run(['check']) == 0", "import onrecord; onrecord.load()"]
)
def test_a_clean_corpus_needs_no_schema_engine(code):
    """The fast path is enough for good files; what prints in a terminal is loaded by `show` alone."""
    loaded = loaded_by(code)
    assert "onrecord" in loaded
    assert not loaded & {"pyarrow", "pandas", "datasets", "jsonschema", "jsonschema_rs", "rich"}


def test_the_public_surface():
    """What `import onrecord` offers, and an error that names it."""
    import onrecord

    assert sorted(dir(onrecord)) == [
        "Corpus", "Document", "__version__", "agreement", "compare", "frame", "load", "load_dataset", "score", "table",
    ]  # fmt: skip
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


LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


@pytest.mark.parametrize("path", LOCKS, ids=lambda p: p.stem)
def test_every_locked_requirement_has_its_hashes(path):
    """One exact version and at least one SHA-256 each; no address, so that any index will do."""
    lines = path.read_text(encoding="utf-8").replace("\\\n", "").splitlines()
    assert lines
    for line in lines:
        assert re.fullmatch(r"[a-z0-9.-]+==\S+ (; [^-]+ )?( *--hash=sha256:[0-9a-f]{64})+", line), line[:200]


def test_the_lock_files_are_those_that_make_installs():
    """Every lock file has its environment and every environment its lock file; `run` is what the action installs."""
    makefile = (ROOT / "Makefile").read_text()
    compat = re.search(r"^COMPAT := (.*)$", makefile, re.M)[1].split()
    others = ["browser", "cff", "croissant", "dev", "gamma", "precommit", "run"]
    assert [p.stem for p in LOCKS] == sorted([*others, *compat])
    assert "requirements/run.txt" in (ROOT / "action.yml").read_text()
    assert not re.search(r"\$\(INSTALL\)(?! --require-hashes | --no-deps )", makefile)


def test_what_is_installed_elsewhere_is_what_is_tested():
    """The action's lock file pins no version but those that the tests run with."""
    run, dev = ((ROOT / f"requirements/{name}.txt").read_text().splitlines() for name in ("run", "dev"))
    assert set(run) < set(dev)


@pytest.mark.parametrize(
    ("stamp", "lock"), [(".venv", "dev"), (".venv-cff", "cff"), (".venv-compat-3.6.0", "compat-3.6.0")]
)
def test_make_installs_once(tmp_path, stamp, lock):
    """With a stamp newer than the lock file nothing is installed; with an older one it is."""
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    target = tmp_path / stamp / ".installed"
    target.parent.mkdir()
    target.touch()

    def planned():
        command = ["make", "--no-print-directory", "-n", f"{stamp}/.installed"]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout

    after = target.stat().st_mtime
    for path in (*tmp_path.glob("requirements/*"), tmp_path / "pyproject.toml"):
        os.utime(path, (after - 10, after - 10))
    assert "pip" not in planned()
    os.utime(tmp_path / f"requirements/{lock}.txt", (after + 10, after + 10))
    assert f"--require-hashes -r requirements/{lock}.txt" in planned()
