"""Two annotators side by side: every difference that `onrecord diff` lists is listed, lit on both sides, and reached."""

import json

import pytest

from tests.browser.conftest import onrecord

ID = "cbc-ppe-dispute"


@pytest.fixture(scope="module")
def rows():
    """What `onrecord diff` says of gold and another pass on the article."""
    return json.loads(onrecord("diff", "gold", "pass-b", "--format", "json"))["documents"][ID]["differences"]


@pytest.fixture
def page(opened):
    """The article as gold and another pass have it."""
    return opened(ID, "--compare", "pass-b")


def test_every_difference_is_listed(page, rows):
    """Under its kind, with what both say; as many as there are."""
    assert page.locator("#differences > h2").inner_text().lower() == f"{len(rows)} differences"
    heads = page.locator("#differences > h3").evaluate_all(
        "all => all.map(head => [head.firstChild.data.trim(), head.nextElementSibling.children.length])"
    )
    kinds = {kind: sum(row["kind"] == kind for row in rows) for kind in {row["kind"] for row in rows}}
    assert dict(heads) == kinds and len(kinds) >= 3
    assert page.locator("#differences dd").count() == 2 * len(rows)


def test_a_difference_is_lit_on_both_sides(page):
    """Wherever it has words, those of both texts light up."""
    number = page.evaluate("""() => [...document.querySelectorAll("#differences li")].map((item) => item.id.slice(4))
      .find((n) => document.querySelector(`[data-side=other] [data-marks~="d_${n}"]`) &&
        document.querySelector(`.zone:not([data-side]) [data-marks~="d_${n}"]`))""")
    page.locator(f"#i-d_{number} a").first.click()
    sides = page.locator("#text .lit").evaluate_all(
        "all => all.map(each => each.closest('.zone').dataset.side ?? 'left')"
    )
    assert set(sides) == {"left", "other"}
    assert page.locator(f"#i-d_{number}").get_attribute("aria-current") == "true"


def test_next_goes_through_the_text(page, rows):
    """From difference to difference, each in view, around the end, and back."""
    seen = []
    for _ in range(12):
        page.get_by_role("button", name="Next difference").click()
        seen.append(page.locator("#differences [aria-current]").get_attribute("id"))
    assert len(set(seen)) == 12
    page.get_by_role("button", name="Previous difference").click()
    assert page.locator("#differences [aria-current]").get_attribute("id") == seen[-2]
    tops = page.locator("#text .lit").evaluate_all("all => all.map(each => each.getBoundingClientRect().top)")
    assert not tops or any(60 < top < 900 for top in tops)


def test_one_kind_can_be_left(page, rows):
    """In the list and in the text; all come back."""
    page.select_option("#only-kind", "extent")
    shown = page.locator("#differences li[id] >> visible=true")
    many = sum(row["kind"] == "extent" for row in rows)
    assert 0 < shown.count() == many < len(rows)
    drawn = page.locator("#text mark.differs").evaluate_all(
        "all => all.map(each => [each.dataset.marks, getComputedStyle(each).getPropertyValue('--top') !== 'none'])"
    )
    kinds = {f"d_{n}": row["kind"] for n, row in enumerate(rows)}
    wanted = [(tokens, "extent" in map(kinds.get, tokens.split())) for tokens, _ in drawn]
    assert [tuple(each) for each in drawn] == wanted and len({on for _, on in wanted}) == 2
    page.select_option("#only-kind", "")
    assert shown.count() == len(rows)


def test_cards_are_of_the_side_they_stand_on(page):
    """The same words may have other ids in the other set; links stay on the side, too."""
    for side in (":not([data-side])", "[data-side=other]"):
        page.locator(f"#text .zone{side} mark.entity").first.hover()
        card = page.locator("#card")
        card.wait_for()
        links = card.locator("a[href^='#p-'], a[href^='#o-']").evaluate_all(
            "all => all.map(each => document.getElementById(each.hash.slice(1)).closest('.zone').dataset.side ?? '')"
        )
        assert links and set(links) == {"other" if "other" in side else ""}
        page.mouse.move(3, 3)
        card.wait_for(state="hidden")


def test_a_set_without_a_difference_has_none(opened):
    """Gold beside gold, from a file."""
    page = opened(ID, "--compare", "annotations/gold")
    assert page.locator("#differences > h2").inner_text().lower() == "0 differences"
    page.get_by_role("button", name="Next difference").click()
    assert page.locator("#text .lit").count() == 0
