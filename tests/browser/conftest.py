"""A real browser, pages as `onrecord view` writes them, and an eye on all that a page does."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.watch import Watch

ROOT = Path(__file__).parents[2]
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
WIDE = {"width": 1400, "height": 900}


def onrecord(*arguments, code=0):
    """Run the program as people do; returns what it printed, and fails where it ends otherwise than by `code`."""
    done = subprocess.run([shutil.which("onrecord"), *map(str, arguments)], capture_output=True, text=True)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def browser():
    """Debian's chromium, headless."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def view(tmp_path_factory):
    """Makes a page: the arguments of `onrecord view` -> the path of the file; each page is made once."""
    folder, made = tmp_path_factory.mktemp("pages"), {}

    def view(*arguments):
        if arguments not in made:
            path = folder / f"{len(made)}.html"
            onrecord("view", *arguments, "--no-open", "-o", path)
            made[arguments] = path
        return made[arguments]

    return view


@pytest.fixture
def watch(browser):
    """Opens pages in a profile of their own, and demands afterwards that they did nothing but be there."""
    watch = Watch(browser)
    yield watch
    watch.close()
    assert watch.faults == []


@pytest.fixture
def opened(watch, view):
    """Opens what `onrecord view` makes: its arguments -> the page; keywords are those of a browser context."""

    def opened(*arguments, **how):
        return watch.open(view(*arguments), **{"viewport": WIDE, **how})

    return opened
