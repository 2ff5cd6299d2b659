"""What people do while they annotate."""

import json

from tests.browser.places import place, select


def begin(page, choice="no marks", annotator="student"):
    """Begin to annotate, from one of the things that the page offers."""
    page.click("#mode-annotate")
    page.get_by_label("Your id as annotator").fill(annotator)
    page.get_by_label(choice).check()
    page.get_by_role("button", name="Begin").click()


def take(page, words, what, nth=0):
    """Select words with the mouse, and say what they are."""
    select(page, *place(text_of(page), words, nth))
    page.locator("#bubble").get_by_role("button", name=what, exact=True).click()


def give(page, **values):
    """Choose or write what fields of the open form, by their names, are to be."""
    for name, value in values.items():
        form, named = page.locator("#form"), {"name": name.replace("_", " "), "exact": True}
        if form.get_by_role("combobox", **named).count():
            form.get_by_role("combobox", **named).select_option(value)
        else:
            form.get_by_role("textbox", **named).fill(value)


def save(page):
    """Save the open form, which closes it."""
    page.locator("#form").get_by_role("button", name="Save").click()
    page.locator("#form").wait_for(state="detached")


def act(page, name):
    """Press a button of the panel."""
    page.locator("#desk").get_by_role("button", name=name, exact=True).click()


def download(page):
    """The file that the page lets someone download: its name and its bytes."""
    act(page, "Download…")
    with page.expect_download() as found:
        page.get_by_role("dialog").get_by_role("button", name="Download").click()
    return found.value.suggested_filename, found.value.path().read_bytes()


def made(page):
    """What has been annotated so far, as the file would tell it."""
    return json.loads(download(page)[1])


def text_of(page):
    """The text of the document; JSON keeps every sign."""
    return json.loads(page.locator("#data").text_content())["document"]["text"]


def wait_kept(page):
    """Wait until the browser has kept the draft as it is now."""
    marks = made(page)["mentions"]
    page.wait_for_function(
        "many => Object.entries(localStorage).some(([name, kept]) => name.startsWith('onrecord:') &&"
        " JSON.parse(JSON.parse(kept).set).mentions.length === many)",
        arg=len(marks),
    )
