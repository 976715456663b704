"""The widget on a page with the strictest policy: it breaks nothing of it, and costs nothing before it is opened."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.browser.in_page import ROOT, in_page

LAUNCHER = "pathwise-chat >> [part=launcher]"
Open = Callable[..., Page]


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser without a past, in which every page is watched from before its first script on."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(in_page().script)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, address: str) -> Iterator[Page]:
    """The strict page, loaded; an error or a word of the policy in the console fails the test."""
    page = context.new_page()
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda line: said.append(line.text) if line.type in ("error", "warning") else None)
    page.goto(f"{address}/embed/strict")
    expect(page.locator(LAUNCHER)).to_be_visible()
    yield page
    assert said == []


def ask(page: Page, text: str) -> None:
    """Write a message and wait until it is answered."""
    field = page.get_by_role("textbox", name="Your message")
    field.fill(text)
    with page.expect_response("**/api/messages"):
        field.press("Enter")


def test_the_strictest_policy_holds_through_a_conversation(page: Page) -> None:
    """Loading, opening, an answer, a footnote and a form: nothing that the policy forbids is tried, nothing moves."""
    page.locator(LAUNCHER).click()
    ask(page, "is a MicroMasters worth it?")
    page.locator("[part=footnote]").first.click()
    expect(page.locator("[part=note]:not([hidden])")).to_contain_text("2023")
    ask(page, "Help me choose a programme")
    form = page.locator("[part=form]")
    with page.expect_response("**/api/messages"):
        form.locator("[part=chip]").first.click()
    assert page.evaluate("checks.whatWasForbidden()") == []
    # Only Chromium measures layout shifts, so there is no such line for Firefox.
    assert page.evaluate("checks.layoutShift()") == 0


def test_nothing_is_stored_fetched_or_connected_before_it_is_opened(context: BrowserContext, address: str) -> None:
    """A page with the widget costs its visitors one script: no storage, no cookie, no call, no socket, nobody else."""
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(address)))
    page.on("websocket", lambda socket: asked.append(socket.url))
    page.goto(f"{address}/embed/strict", wait_until="networkidle")
    expect(page.locator(LAUNCHER)).to_be_visible()
    assert [url for url in asked if not url.startswith("data:")] == ["/embed/strict", "/widget.js"]
    assert page.evaluate("checks.whatIsStored()") == []
    assert context.cookies() == []
    assert page.evaluate("checks.layoutShift()") == 0


def test_only_the_server_is_ever_asked(page: Page, address: str) -> None:
    """Opened, the widget speaks with its own server alone, keeps one entry in the tab, and sets no cookie."""
    page.locator(LAUNCHER).click()
    ask(page, "is a MicroMasters worth it?")
    fetched = page.evaluate("checks.whatWasFetched()")
    assert [url for url in fetched if not url.startswith((address, "data:"))] == []
    assert page.evaluate("checks.whatIsStored()") == [f"sessionStorage pathwise:{address}"]


def test_a_second_script_tag_does_nothing(context: BrowserContext, address: str) -> None:
    """A tag manager that adds the script again adds no second chat and no error."""
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(address)
    expect(page.locator(LAUNCHER)).to_be_visible()
    page.add_script_tag(url="/widget.js?again")
    page.locator(LAUNCHER).click()
    expect(page.get_by_role("textbox", name="Your message")).to_be_focused()
    assert page.locator("pathwise-chat").count() == 1
    assert errors == []


BEFORE = """() => {
  const chat = document.createElement("pathwise-chat");
  Object.assign(chat, {theme: "dark", position: "left", open: true});
  document.body.append(chat);
}"""


def test_properties_set_before_the_script_came_are_honoured(context: BrowserContext, address: str) -> None:
    """A page that made its element early, and set it up, gets that element and no second one."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page = context.new_page()
    page.route("**/widget.js", hold)
    page.goto(f"{address}/embed/strict", wait_until="commit")
    page.locator("p").first.wait_for()
    page.evaluate(BEFORE)
    held[0].continue_()
    chat = page.locator("pathwise-chat")
    expect(page.get_by_role("textbox", name="Your message")).to_be_visible()
    for name, value in {"theme": "dark", "position": "left", "open": ""}.items():
        expect(chat).to_have_attribute(name, value)
    left = page.locator("pathwise-chat >> [part=dialog]").bounding_box()
    assert left is not None
    assert left["x"] < 100


def test_it_can_be_imported(context: BrowserContext, address: str) -> None:
    """A page that bundles its scripts imports the element and places it itself."""
    page = context.new_page()
    page.route("**/widget.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto(f"{address}/embed/strict")
    page.evaluate("import('/widget.mjs')")
    page.evaluate("customElements.whenDefined('pathwise-chat').then(() => true)")
    page.evaluate(
        "document.querySelector('pathwise-chat') ?? document.body.append(document.createElement('pathwise-chat'))"
    )
    page.locator(LAUNCHER).click()
    expect(page.get_by_role("textbox", name="Your message")).to_be_visible()
    assert page.evaluate("checks.whatWasForbidden()") == []


ADD_SCRIPT = """(attributes) => new Promise((end) => {
  const script = Object.assign(document.createElement("script"), attributes);
  script.onload = () => end("run");
  script.onerror = () => end("refused");
  document.body.append(script);
})"""


def add_to(route: Route) -> None:
    """Let one more statement come with a script."""
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text() + ";1")


@pytest.mark.parametrize("is_changed", [False, True])
def test_a_pinned_version_is_run_and_a_changed_one_is_not(browser: Browser, address: str, is_changed: bool) -> None:
    """A page of another site that pins a version gets a working chat from it; of a script with other bytes, nothing."""
    path = ROOT / "widget/dist/release.json"
    release = json.loads(path.read_text())
    source = f"{address}/widget/{release['version']}/widget.js"
    pinned = {"src": source, "integrity": release["files"]["widget.js"], "crossOrigin": "anonymous"}
    context = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True)
    page = context.new_page()
    if is_changed:
        page.route(source, add_to)
    page.goto(address.replace("127.0.0.1", "localhost") + "/advice")
    assert page.evaluate(ADD_SCRIPT, pinned) == ("refused" if is_changed else "run")
    if not is_changed:
        page.locator(LAUNCHER).click()
        expect(page.get_by_role("textbox", name="Your message")).to_be_focused()
    assert page.locator("pathwise-chat").count() == (0 if is_changed else 1)
    context.close()
