"""The widget inside a page that is hard on its guests: it looks and works the same, and leaves the page as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.in_page import in_page

SCRIPT = "**/widget.js*"
# The launcher is there, and not to be seen: all that is left to differ is the page itself.
UNSEEN_LAUNCHER = "pathwise-chat::part(launcher) { opacity: 0 }"
ADD_STYLE = """(text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
Open = Callable[[str], Page]


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A learner who asks for less motion; every page is watched."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.add_init_script(in_page().script)
    yield context
    context.close()


@pytest.fixture(scope="module")
def opened(context: BrowserContext, address: str) -> Open:
    """Opens a page of /embed."""

    def open_page(name: str) -> Page:
        page = context.new_page()
        page.goto(f"{address}/embed/{name}")
        expect(page.locator("pathwise-chat >> [part=launcher]")).to_be_visible()
        return page

    return open_page


@pytest.fixture(scope="module")
def pair(opened: Open) -> tuple[Page, Page]:
    """The same conversation on a page without any style, and on the hostile one: a question, and an open footnote."""
    pages = opened("strict"), opened("hostile")
    for page in pages:
        page.locator("pathwise-chat >> [part=launcher]").click()
        ask(page, "is a MicroMasters worth it?")
        page.locator("[part=footnote]").first.click()
        expect(page.locator("[part=note]:not([hidden])")).to_contain_text("2023")
    return pages


def ask(page: Page, text: str) -> None:
    """Send a message."""
    field = page.get_by_role("textbox", name="Your message")
    field.fill(text)
    field.press("Enter")


def test_it_looks_the_same(pair: tuple[Page, Page]) -> None:
    """Every computed value of every part is that of a page without any styles."""
    expected, found = (page.evaluate("checks.partStyles()") for page in pair)
    assert len(expected) > 20
    assert found.keys() == expected.keys()
    for part, style in expected.items():
        differing = {name: (value, found[part][name]) for name, value in style.items() if found[part][name] != value}
        assert differing == {}, part


def test_it_stands_in_its_corner(pair: tuple[Page, Page]) -> None:
    """Launcher and dialog have the place and the size that they have on a plain page."""
    for part in ("launcher", "dialog", "input"):
        plain, hostile = (page.locator(f"pathwise-chat >> [part={part}]").bounding_box() for page in pair)
        assert plain is not None
        assert hostile == plain


def test_a_second_copy_and_rude_scripts_break_nothing(pair: tuple[Page, Page]) -> None:
    """Two script tags make one chat, the answer is there, and no error reaches the page."""
    _, page = pair
    assert page.locator("pathwise-chat").count() == 1
    assert page.evaluate("errors") == []
    assert page.evaluate("checks.whatWasForbidden()") == []


def test_the_page_stays_as_it_is(opened: Open) -> None:
    """Every element of the page stands where it stood, and every pixel but the launcher's is the same."""
    page = opened("hostile")
    page.evaluate(ADD_STYLE, UNSEEN_LAUNCHER)
    layout, picture = page.evaluate("checks.pageLayout()"), page.screenshot(animations="disabled")
    page.route(SCRIPT, lambda route: route.abort())
    page.reload()
    assert page.locator("pathwise-chat").count() == 0
    assert len(layout) > 20
    assert layout == page.evaluate("checks.pageLayout()")
    assert picture == page.screenshot(animations="disabled")


def test_what_is_typed_is_no_shortcut_of_the_page(opened: Open) -> None:
    """The chat takes the focus when it is opened, and a page that listens for single keys takes none from it."""
    page = opened("hostile")
    page.locator("pathwise-chat >> [part=launcher]").click()
    field = page.get_by_role("textbox", name="Your message")
    expect(field).to_be_focused()
    page.keyboard.type("does it cost less? s/")
    expect(field).to_have_value("does it cost less? s/")


def test_what_is_kept_survives_libraries_that_change_arrays(opened: Open) -> None:
    """Lists are written and read as lists, whatever JSON makes of them on this page."""
    page = opened("hostile")
    page.locator("pathwise-chat >> [part=launcher]").click()
    ask(page, "tell me about MITx Supply Chain Management")
    page.get_by_role("button", name="Keep Supply Chain Management").click()
    page.reload()
    page.locator("pathwise-chat >> [part=launcher]").click()
    expect(page.get_by_role("button", name="Kept (1)")).to_be_visible()
