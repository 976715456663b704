"""What an owner may set on the script tag or the element, in a page of the owner's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

Show = Callable[[str], Page]
STORED = "[...Object.keys(sessionStorage), ...Object.keys(localStorage)].length"


@pytest.fixture
def show(browser: Browser, address: str) -> Iterator[Show]:
    """A page of the server's origin with this body; an error in it fails the test."""
    context = browser.new_context(viewport={"width": 1024, "height": 800})
    troubles: list[str] = []

    def open_page(body: str) -> Page:
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        html = f"<!doctype html><html lang=en><title>An owner's page</title><body>{body}</body></html>"
        page.route("**/owner", lambda route: route.fulfill(content_type="text/html", body=html))
        page.goto(f"{address}/owner")
        return page

    yield open_page
    context.close()
    assert troubles == []


def test_spanish_is_spoken_and_the_bots_words_are_marked_as_english(show: Show) -> None:
    """Launcher, first page and answer speak Spanish; what the bot says is marked for a screen reader."""
    page = show('<script async src="/widget.js" data-lang="es"></script>')
    page.get_by_role("button", name="Pregunta a Pathwise").click()
    expect(page.get_by_role("dialog", name="Pathwise, chat de orientación")).to_be_visible()
    page.get_by_role("textbox", name="Tu mensaje").fill("is a MicroMasters worth it?")
    page.get_by_role("textbox").press("Enter")
    expect(page.get_by_text("¿Te ha servido?").first).to_be_visible()
    expect(page.locator("pathwise-panel")).to_have_attribute("lang", "es")
    expect(page.locator("li.bot pathwise-passage > span").first).to_have_attribute("lang", "en")


def test_english_pages_load_no_other_language(show: Show) -> None:
    """The second language costs those who do not use it nothing."""
    page = show('<script async src="/widget.js"></script>')
    page.get_by_role("button", name="Ask Pathwise").click()
    expect(page.get_by_role("textbox", name="Your message")).to_be_visible()
    loaded = page.evaluate("performance.getEntriesByType('resource').map(e => new URL(e.name).pathname)")
    assert "/panel.js" in loaded
    assert "/es.js" not in loaded


@pytest.mark.parametrize(
    ("policy", "count"),
    [
        pytest.param("https://example.org/privacy", 1, id="a page"),
        pytest.param("javascript:alert(1)", 0, id="no address to send anybody to"),
        pytest.param("", 0, id="none"),
    ],
)
def test_the_owners_policy_is_linked_on_the_first_page(show: Show, policy: str, count: int) -> None:
    """Before the learner writes anything, the page about data is one press away."""
    page = show(f'<script async src="/widget.js" data-policy="{policy}"></script>')
    page.get_by_role("button", name="Ask Pathwise").click()
    expect(page.get_by_role("textbox")).to_be_visible()
    expect(page.get_by_role("link", name="How your data is used")).to_have_count(count)


@pytest.mark.parametrize(
    ("storage", "where", "told"),
    [
        ("memory", "", "when you leave the page"),
        ("session", "sessionStorage", "when you close the tab"),
        ("local", "localStorage", "until you delete it"),
    ],
)
def test_the_conversation_is_remembered_where_the_owner_says(show: Show, storage: str, where: str, told: str) -> None:
    """There and nowhere else, and the first page says so; a reload resumes where it is remembered."""
    page = show(f'<script async src="/widget.js" data-storage="{storage}"></script>')
    page.get_by_role("button", name="Ask Pathwise").click()
    expect(page.get_by_text(told)).to_be_visible()
    page.get_by_role("textbox").fill("what is a micromasters")
    page.get_by_role("textbox").press("Enter")
    expect(page.locator("li.bot")).to_have_count(1)
    assert page.evaluate(STORED) == (1 if where else 0)
    if where:
        assert page.evaluate(f"{where}.length") == 1
    page.reload()
    page.get_by_role("button", name="Ask Pathwise").click()
    expect(page.get_by_text(told)).to_be_visible()
    expect(page.get_by_text("what is a micromasters", exact=True)).to_have_count(1 if where else 0)


def test_what_is_kept_ends_with_the_page_where_nothing_is_to_be_stored(show: Show) -> None:
    """Keeping works with storage="memory" too, stores nothing, and says how long it lasts."""
    page = show('<script async src="/widget.js" data-storage="memory"></script>')
    page.get_by_role("button", name="Ask Pathwise").click()
    page.get_by_role("textbox").fill("tell me about MITx Supply Chain Management")
    page.get_by_role("textbox").press("Enter")
    page.get_by_role("button", name="Keep Supply Chain Management").click()
    page.get_by_role("button", name="Kept (1)").click()
    expect(page.get_by_role("group", name="What you keep")).to_contain_text("when you leave the page")
    assert page.evaluate(STORED) == 0


def test_the_pages_own_buttons_open_the_chat_and_get_the_focus_back(show: Show) -> None:
    """What `open-on` selects opens the chat instead of what it does otherwise; other clicks are left alone."""
    body = """<a href="/elsewhere" class="help"><b>Need advice?</b></a> <a href="#there" id="other">Other</a>
      <script async src="/widget.js" data-open-on=".help, #nothing"></script>"""
    page = show(body)
    expect(page.get_by_role("button", name="Ask Pathwise")).to_be_visible()
    page.get_by_text("Other").click()
    assert page.url.endswith("/owner#there")
    page.get_by_text("Need advice?").click()
    expect(page.get_by_role("textbox")).to_be_focused()
    assert page.url.endswith("/owner#there")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.locator("a.help")).to_be_focused()


def test_it_opens_with_the_page_and_leaves_the_focus_where_it_is(show: Show) -> None:
    """`open-on="load"`: the chat is there, and nobody who types elsewhere is interrupted."""
    page = show('<input aria-label="Search" autofocus><script async src="/widget.js" data-open-on="load"></script>')
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(page.get_by_text("You could ask")).to_be_visible()
    expect(page.get_by_label("Search")).to_be_focused()


def test_a_theme_is_a_few_properties_and_parts(show: Show) -> None:
    """An owner's colours and a part's rule reach the panel."""
    style = """<style>pathwise-chat { --pathwise-accent: #702963; --pathwise-radius: 0px }
      pathwise-chat::part(title) { font-variant: small-caps }</style>"""
    page = show(f'{style}<script async src="/widget.js" data-theme="light" data-position="left"></script>')
    launcher = page.get_by_role("button", name="Ask Pathwise")
    expect(launcher).to_have_css("background-color", "rgb(112, 41, 99)")
    launcher.click()
    expect(page.get_by_role("dialog")).to_have_css("border-radius", "0px")
    expect(page.get_by_role("heading", name="Pathwise")).to_have_css("font-variant-caps", "small-caps")
    box = page.get_by_role("dialog").bounding_box()
    assert box is not None
    assert box["x"] < 100
