"""The wheel carries its data: unpacked apart from the repository, with the network shut, it checks and loads."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NO_NETWORK = """
import socket
def refuse(*args, **kwargs):
    raise AssertionError("something opened a connection")
socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = refuse
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A folder that holds what the wheel installs."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def run(site, code, cwd):
    """Run Python code against the unpacked wheel; returns what it printed."""
    result = subprocess.run(
        [sys.executable, "-P", "-c", NO_NETWORK + code], cwd=cwd, env={"PYTHONPATH": str(site), "HOME": str(cwd)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_the_wheel_holds_text_record_sets_and_schemas(site):
    """The data folders lie under the package, byte for byte those of the repository."""
    data = site / "onrecord/_data"
    folders = "corpus/cbc-ppe-dispute.txt corpus/cbc-ppe-dispute.json annotations/gold/cbc-ppe-dispute.json"
    for name in [*folders.split(), "schema/document.schema.json"]:
        assert (data / name).read_bytes() == (ROOT / name).read_bytes()
    assert (site / "onrecord/py.typed").exists()
    assert (data / "LICENSE").is_file() and (data / "CITATION.cff").is_file()


def test_the_wheel_checks_and_loads_without_a_network(site, tmp_path):
    """check is clean; load, load_dataset and frame give the shipped article; nothing connects; nothing is written."""
    code = """
import onrecord
from onrecord.cli import run
assert run(["check"]) == 0
document = onrecord.load()["cbc-ppe-dispute"]
print(onrecord.__file__)
frame = onrecord.frame("quotes", split="test")
print(len(document.quotes), onrecord.load_dataset("quotes", split="test").num_rows, len(frame))
"""
    out = run(site, code, tmp_path).splitlines()
    assert out[-2].startswith(str(site)) and out[-1] == "20 20 20"
    assert [p.name for p in tmp_path.iterdir() if p.name != ".cache"] == []


def test_the_wheel_makes_a_corpus(site, tmp_path):
    """`init` finds its files, hidden ones too, and the schemas; what it makes is clean."""
    run(site, 'from onrecord.cli import run\nassert run(["init", "new"]) == run(["check", "new"]) == 0', tmp_path)
    for folder, inner in (("src/onrecord/template", ""), ("schema", "schema")):
        names = {path.relative_to(ROOT / folder) for path in (ROOT / folder).rglob("*") if path.is_file()}
        assert names and [name for name in names if not (tmp_path / "new" / inner / name).is_file()] == []


def test_the_wheel_makes_a_page(site, tmp_path):
    """`view` finds its style sheets and its script."""
    run(site, 'from onrecord.cli import run\nassert run(["view", "--no-open", "-o", "page.html"]) == 0', tmp_path)
    page = (tmp_path / "page.html").read_text()
    assets = sorted((ROOT / "src/onrecord/viewer/page/assets").iterdir())
    assert len(assets) > 1 and [path.name for path in assets if path.read_text() not in page] == []
