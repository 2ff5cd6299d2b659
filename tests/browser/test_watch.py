"""The eye on pages sees what it is there for: each of these pages does one thing that ours never do."""

import pytest


@pytest.mark.parametrize(
    ("inside", "fault"),
    [
        ('<img src="http://127.0.0.1:9/x">', "request: http://127.0.0.1:9/x"),
        ('<link rel="stylesheet" href="file:///etc/hostname">', "request: file:///etc/hostname"),
        ("<script>alert(1)</script>", "alert: 1"),
        ("<script>throw Error('so')</script>", "error: so"),
        ("<script>console.error('so')</script>", "error: so"),
        ("<script>setTimeout(() => open('about:blank'))</script>", "page: "),
        (
            "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'\"><script>1</script>",
            "violates the following Content Security Policy",
        ),
    ],
)
def test_a_fault_is_seen(browser, tmp_path, inside, fault):
    """Whatever the page did stands in the list."""
    from tests.browser.watch import Watch

    path = tmp_path / "page.html"
    path.write_text(f"<!doctype html><title>x</title>{inside}")
    watch = Watch(browser)
    watch.open(path)
    watch.close()
    assert any(fault in each for each in watch.faults)


def test_a_harmless_page_has_no_fault(watch, tmp_path):
    """And a question that is expected is none."""
    path = tmp_path / "page.html"
    path.write_text("<!doctype html><title>x</title><script>document.title = confirm('really?')</script>")
    watch.answers.append(("really", True))
    page = watch.open(path)
    assert page.title() == "true"
    assert (watch.faults, watch.answers) == ([], [])
