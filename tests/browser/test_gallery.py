"""The blocks of the advice and the shortlist in a real browser, drawn from the gallery's invented messages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
THEMES = ("light", "dark")
SCENES = (
    "plan", "plan-bare", "plan-wide", "money", "money-bare", "money-wide", "recommendations", "recommendations-plain",
    "tie", "cards", "kept", "kept-one", "kept-none", "judged", "stale", "markdown", "menu", "erase", "offline",
)  # fmt: skip
NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', {value: undefined})"
# The lowest contrast of all visible texts with what is painted behind them, as WCAG 2.2 computes it.
LOWEST_CONTRAST = """() => {
  const rgb = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => rgb(colour).slice(0, 3).map((c) => c / 255)
    .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const parent = (node) => node.parentElement ?? node.getRootNode().host;
  const behind = (element) => {
    for (let e = element; e; e = parent(e)) {
      const colour = getComputedStyle(e).backgroundColor;
      if ((rgb(colour)[3] ?? 1) > 0) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const root = document.querySelector("gallery-frame").shadowRoot.querySelector("pathwise-panel").shadowRoot;
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  let lowest = [21, ""];
  while (texts.nextNode()) {
    const { parentElement: element, data } = texts.currentNode;
    if (!element || !data.trim() || !element.checkVisibility() || element.closest(".unseen")) continue;
    const [a, b] = [light(getComputedStyle(element).color), light(behind(element))].sort((x, y) => y - x);
    const contrast = (a + 0.05) / (b + 0.05);
    if (contrast < lowest[0]) lowest = [contrast, data.trim()];
  }
  return lowest;
}"""

Show = Callable[..., Page]


@pytest.fixture(params=SIZES)
def show(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Show]:
    """Opens one scene of the gallery, watched for errors and for requests to anybody else."""
    context = browser.new_context(viewport=SIZES[request.param], locale="en-GB")
    troubles: list[str] = []

    def open_scene(scene: str, theme: str = "light", before: str = "", permissions: tuple[str, ...] = ()) -> Page:
        context.grant_permissions(list(permissions), origin=address)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(f"error: {error}"))
        page.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
        page.on("request", lambda sent: None if sent.url.startswith((address, "data:")) else troubles.append(sent.url))
        if before:
            page.add_init_script(before)
        page.goto(f"{address}/gallery?only={scene}&theme={theme}")
        expect(page.get_by_role("textbox", name="Your message")).to_be_visible()
        return page

    yield open_scene
    context.close()
    assert troubles == []


def box(found: Locator) -> Any:
    """Where an element stands on the page."""
    place = found.bounding_box()
    assert place is not None
    return place


def list_of(page: Page) -> Locator:
    """What the button in the header opens."""
    return page.get_by_role("group", name="What you keep")


def is_wide(page: Page) -> bool:
    """Whether the wide scenes have room for their full width."""
    return page.viewport_size is not None and page.viewport_size["width"] > 720


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("scene", SCENES)
def test_every_text_can_be_read(show: Show, scene: str, theme: str, screenshots: Path) -> None:
    """All text stands out from its ground by 4.5 to 1 at least, and no page scrolls sideways."""
    page = show(scene, theme)
    for summary in page.locator("summary").all():
        summary.click()
    contrast, text = page.evaluate(LOWEST_CONTRAST)
    assert contrast >= 4.5, f"{text!r} has {contrast:.2f}"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    width = page.viewport_size["width"] if page.viewport_size else 0
    page.screenshot(path=screenshots / f"gallery-{scene}-{theme}-{width}.png", full_page=True)


def test_plan_is_an_ordered_list_with_its_break_between_the_courses(show: Show) -> None:
    """Courses and breaks stand in the order of their days, each with its dates as text."""
    steps = show("plan").locator(".timeline > li")
    expect(steps).to_contain_text(["Probability", "Data Analysis", "Break", "Capstone exam"])
    expect(steps.nth(0)).to_contain_text("4 Jan 2027 to 25 Apr 2027")
    expect(steps.nth(0)).to_contain_text("16 weeks · 10 to 14 hours a week")
    expect(steps.nth(0)).to_contain_text("Careful: It asks for about 4 hours a week more than you have.")
    expect(steps.nth(2)).to_have_text("Break: 5 Jul 2027 to 15 Aug 2027")


def test_bars_lie_one_after_the_other(show: Show) -> None:
    """Each bar begins where the one before it ended, or later; all are hidden from those who listen."""
    page = show("plan")
    spans = [box(span) for span in page.locator(".timeline .span").all()]
    assert len(spans) == 4
    for before, after in pairwise(spans):
        assert after["x"] >= before["x"] + before["width"] - 1
    assert page.locator(".timeline svg:not([aria-hidden=true])").count() == 0


def test_calendar_file_is_a_download_of_the_server(show: Show, address: str) -> None:
    """The link leads to the server's own file; a file of somebody else is not linked."""
    link = show("plan").get_by_role("link", name="Add to calendar (.ics)")
    file = "/api/plan.ics?programme=statistics-and-data-science&start=2027-01-04"
    expect(link).to_have_attribute("href", address + file)
    expect(link).to_have_attribute("download", "")
    bare = show("plan-bare")
    expect(bare.get_by_role("heading", name="Supply Chain Analytics")).to_be_visible()
    expect(bare.locator("pathwise-panel").get_by_role("link")).to_have_count(0)


def test_total_comes_first_and_what_is_not_recorded_is_said(show: Show) -> None:
    """The total stands above the parts; a missing figure is not left out."""
    page = show("money")
    total = page.locator(".total")
    expect(total).to_contain_text("$1,350 in all")
    assert box(total)["y"] < box(page.get_by_text("4 courses", exact=True))["y"]
    expect(page.locator("dl > div", has_text="Books")).to_contain_text("not recorded")
    expect(show("money-bare").locator(".total")).to_have_text("not recorded")


def test_stops_are_a_table_and_stacked_cards_where_it_is_narrow(show: Show) -> None:
    """The table keeps its meaning in both; narrow, each figure has its column's name above it."""
    page = show("money-wide")
    table = page.get_by_role("table", name="If you stop early")
    expect(table.get_by_role("columnheader", name="What you keep")).to_be_attached()
    row = table.get_by_role("row", name="After 1 course")
    cells = row.get_by_role("cell")
    expect(cells).to_contain_text(["$300", "$1,050", "1 course certificate; no credit"])
    assert (box(cells.nth(0))["y"] == box(cells.nth(2))["y"]) == is_wide(page)
    expect(row.locator(".column").first).to_be_visible(visible=not is_wide(page))


def test_pay_is_told_in_numbers_beside_its_bar(show: Show) -> None:
    """Low, median and high stand as text; without both ends nothing is drawn."""
    page = show("money")
    page.get_by_text("What people in this work are paid").click()
    pay = page.locator(".wages > li")
    expect(pay.nth(0)).to_contain_text("$63,650")
    expect(pay.nth(0)).to_contain_text("$112,590")
    expect(pay.nth(0).locator("svg")).to_be_visible()
    expect(pay.nth(2)).to_contain_text("not recorded")
    expect(pay.nth(2).locator("svg")).to_have_count(0)


def test_footnotes_open_in_the_new_blocks(show: Show) -> None:
    """A figure of the plan shows its source in place."""
    page = show("plan")
    page.locator(".timeline .footnote").first.click()
    expect(page.locator(".timeline .note:not([hidden])")).to_contain_text("MITx MicroMasters help centre")


def test_recommendation_says_what_would_move_it(show: Show) -> None:
    """Bounds, what would change it with its sources, and what was skipped stand as plain lines."""
    page = show("recommendations")
    expect(page.get_by_text("between 0.61 and 0.84, as what is not recorded turns out")).to_be_visible()
    expect(page.locator(".bounds")).to_have_count(1)
    expect(page.get_by_text("Two questions skipped: they cannot change this.")).to_be_visible()
    changes = page.locator("section", has=page.get_by_role("heading", name="What would change this"))
    expect(changes.last.locator(".footnote").first).to_be_visible()


@pytest.mark.parametrize(
    ("button", "sent"),
    [("Budget: up to $1,000 in all (change)", "say Change my budget"), ("Cheaper (2)", "choose k1")],
)
def test_chips_send_what_they_say(show: Show, button: str, sent: str) -> None:
    """A chip of the profile asks to change it; a critique is sent by its id."""
    page = show("recommendations")
    page.get_by_role("button", name=button, exact=True).click()
    expect(page).to_have_title(sent)


def test_ties_stand_side_by_side_where_there_is_room(show: Show) -> None:
    """Tied programmes share a row from 480 px on, and say so in words."""
    page = show("tie")
    first, second = page.locator(".card.tie").all()
    expect(first.get_by_text("Tie", exact=True)).to_be_visible()
    assert (box(first)["y"] == box(second)["y"]) == is_wide(page)


def test_server_without_the_newer_fields_is_shown_without_them(show: Show) -> None:
    """Nothing empty is drawn, and without a share there is nothing to share."""
    page = show("recommendations-plain")
    expect(page.get_by_role("heading", name="What would change this")).to_have_count(0)
    expect(page.locator(".bounds, [part=critiques]")).to_have_count(0)
    expect(page.get_by_role("button", name="Summary")).to_be_hidden()


def test_programmes_are_kept_listed_and_removed_by_keyboard(show: Show) -> None:
    """The button says its state, the list shows what is kept, and the focus is never lost."""
    page = show("recommendations")
    keep = page.get_by_role("button", name="Keep Data Science")
    keep.focus()
    page.keyboard.press("Enter")
    kept = page.get_by_role("button", name="Kept Data Science")
    expect(kept).to_have_attribute("aria-pressed", "true")
    expect(kept).to_be_focused()
    expect(page.get_by_role("status")).to_contain_text("1 kept.")
    page.get_by_role("button", name="Keep Analytics").press("Enter")
    page.get_by_role("button", name="Kept (2)").press("Enter")
    expect(list_of(page)).to_contain_text("Georgia Institute of Technology")
    page.get_by_role("button", name="Remove Data Science").press("Enter")
    expect(page.get_by_role("button", name="Keep Data Science")).to_have_attribute("aria-pressed", "false")
    expect(page.get_by_role("button", name="Remove Analytics")).to_be_focused()
    page.keyboard.press("Enter")
    expect(list_of(page).get_by_role("link")).to_be_focused()
    page.keyboard.press("Escape")
    expect(list_of(page)).to_be_hidden()
    expect(page.get_by_role("button", name="Summary")).to_be_focused()


def test_list_closes_with_its_last_programme(show: Show) -> None:
    """Without anything to share the list goes, and the focus comes to the input."""
    page = show("kept-one")
    page.get_by_role("button", name="Remove Statistics and Data Science").press("Enter")
    expect(list_of(page)).to_be_hidden()
    expect(page.get_by_role("textbox", name="Your message")).to_be_focused()


def test_kept_programmes_are_compared(show: Show) -> None:
    """The comparison is asked for in words."""
    page = show("kept")
    page.get_by_role("button", name="Compare them").click()
    expect(page).to_have_title("say compare Statistics and Data Science and Data Science")


def test_summary_page_is_a_link_with_profile_and_kept_programmes(show: Show, address: str) -> None:
    """The link opens in a new tab that knows nothing of this one."""
    link = show("kept").get_by_role("link", name="Make a summary page")
    profile = "field=data-science&background=some&hours_per_week=10&budget_usd=1000&credit=yes"
    kept = "kept=statistics-and-data-science,data-science"
    expect(link).to_have_attribute("href", f"{address}/advice#{profile}&{kept}")
    expect(link).to_have_attribute("target", "_blank")
    expect(link).to_have_attribute("rel", "noopener noreferrer")


def test_share_link_is_copied_and_said(show: Show, address: str) -> None:
    """The clipboard holds the link, and those who listen hear it."""
    page = show("kept-none", permissions=("clipboard-read", "clipboard-write"))
    page.get_by_role("button", name="Copy a share link").click()
    expect(page.get_by_role("status")).to_have_text("Link copied.")
    expect(list_of(page)).to_contain_text("Link copied.")
    assert page.evaluate("navigator.clipboard.readText()").startswith(f"{address}/advice#field=data-science&")


def test_share_link_is_selected_where_it_cannot_be_copied(show: Show, address: str) -> None:
    """A page that may not write to the clipboard shows the link, selected and with the focus."""
    page = show("kept-none", before=NO_CLIPBOARD)
    page.get_by_role("button", name="Copy a share link").click()
    field = page.get_by_role("textbox", name="This page may not copy.")
    expect(field).to_be_focused()
    selected = field.evaluate("e => e.value.slice(e.selectionStart, e.selectionEnd)")
    assert selected.startswith(f"{address}/advice#field=data-science&")
