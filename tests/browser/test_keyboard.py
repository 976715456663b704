"""A whole recommendation by keyboard alone: the focus can always be seen, is never lost, and goes back where it came from.

Nothing here clicks, fills or focuses by script: keys are pressed, and what has the focus is looked at after each.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

PATIENCE_MS = 60_000
MOST_TABS = 60  # to the farthest thing of one answer
# What has the focus, through all shadow roots, and how it stands on the screen.
FOCUSED = """() => {
  const inner = (root) => root.activeElement?.shadowRoot?.activeElement ? inner(root.activeElement.shadowRoot) : root.activeElement;
  const parent = (node) => node.assignedSlot ?? node.parentElement ?? node.getRootNode().host;
  const around = function* (node) { for (let e = node; e; e = parent(e)) yield e; };
  const at = (x, y, root = document) => {
    const found = root.elementFromPoint(x, y);
    return found?.shadowRoot && found.shadowRoot !== root ? (at(x, y, found.shadowRoot) ?? found) : found;
  };
  const element = inner(document);
  const copy = (element.labels?.[0] ?? element).cloneNode(true);
  for (const hidden of copy.querySelectorAll("[aria-hidden=true], textarea, input")) hidden.remove();
  const words = element.ariaLabel || copy.textContent || "";
  const middles = [...element.getClientRects()].map((r) => [(r.left + r.right) / 2, (r.top + r.bottom) / 2]);
  const isOn = ([x, y]) => [...around(at(x, y))].includes(element);
  const rings = [element, parent(element)].filter(Boolean).map((e) => getComputedStyle(e));
  return {
    kind: element.localName,
    name: words.replace(/\\s+/g, " ").trim(),
    isInDialog: [...around(element)].some((e) => e.localName === "dialog"),
    isMarked: element.matches(":focus-visible") &&
      rings.some((s) => s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 1),
    isOnScreen: middles.some(([x, y]) => x >= 0 && y >= 0 && x <= innerWidth && y <= innerHeight),
    isUncovered: middles.some(isOn),
  };
}"""


@dataclass(frozen=True, slots=True)
class Focus:
    """What has the focus."""

    kind: str
    name: str
    isInDialog: bool  # noqa: N815
    isMarked: bool  # noqa: N815
    isOnScreen: bool  # noqa: N815
    isUncovered: bool  # noqa: N815


@dataclass
class Hands:
    """A learner with a keyboard and nothing else."""

    page: Page
    tabs: dict[str, int] = field(default_factory=dict)

    def look(self) -> Focus:
        """What has the focus; it must be seen, and it must be something."""
        focus = Focus(**self.page.evaluate(FOCUSED))
        assert focus.kind != "body", "the focus is lost"
        assert focus.isOnScreen, f"out of the window: {focus}"
        assert focus.isUncovered, f"covered by something: {focus}"
        assert focus.isMarked, f"nothing shows the focus: {focus}"
        return focus

    def press(self, *keys: str) -> Focus:
        """Press keys, and look."""
        for key in keys:
            self.page.keyboard.press(key)
        return self.look()

    def go_to(self, name: str, key: str = "Tab", most: int = MOST_TABS) -> Focus:
        """Press Tab, or Shift+Tab, until something of that name has the focus; each stop on the way is looked at."""
        passed = []
        for n in range(1, most + 1):
            focus = self.press(key)
            passed.append(focus.name[:60])
            if focus.name.startswith(name):
                self.tabs[name] = n
                return focus
        raise AssertionError(f"{name!r} was not reached by {most} times {key}; passed: {passed}")

    def answered(self, *keys: str) -> Focus:
        """Press keys that send something, and wait for the answer; the focus is somewhere all the while."""
        with self.page.expect_response("**/api/messages", timeout=PATIENCE_MS):
            self.press(*keys)
        expect(self.page.locator(".bubble.sending")).to_have_count(0, timeout=PATIENCE_MS)
        return self.look()

    def write(self, text: str) -> Focus:
        """Type a message where the focus is, and send it."""
        self.page.keyboard.type(text)
        return self.answered("Enter")


SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}


@pytest.fixture(params=SIZES)
def page(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The demo page, watched for errors."""
    context = browser.new_context(viewport=SIZES[request.param])
    page = context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.goto(address)
    yield page
    context.close()
    assert troubles == []


@pytest.fixture
def hands(page: Page) -> Hands:
    """A learner at the keyboard, before the first key."""
    return Hands(page)


def is_phone(page: Page) -> bool:
    """Whether the chat covers the page."""
    return page.viewport_size is not None and page.viewport_size["width"] < 480


def shot(page: Page, folder: Path, name: str) -> None:
    """Leave a picture."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    page.screenshot(path=folder / f"keyboard-{name}-{width}.png")


def test_a_whole_recommendation(hands: Hands, screenshots: Path) -> None:
    """From the launcher to a kept programme and a changed wish, closed and taken up again."""
    page = hands.page
    hands.go_to("Ask Pathwise", most=12)
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="Your message")).to_be_focused(timeout=PATIENCE_MS)
    assert hands.look().name == "Your message"
    hands.write("Which programme suits me?")

    # By a button, after having gone there and back.
    hands.go_to("Data science", key="Shift+Tab", most=20)
    assert hands.answered("Enter").name == "Your message"

    # Why it is asked; then by the slider, with arrows.
    hands.go_to("Why do you ask?", key="Shift+Tab", most=10)
    assert hands.answered("Enter").name == "Your message"
    expect(
        page.locator("ol.messages").get_by_text("Programmes that are recorded to ask for more hours")
    ).to_be_attached()
    slider = hands.go_to("How many hours a week could you study?", key="Shift+Tab", most=20)
    while slider.kind != "input" or page.evaluate(KIND) != "range":
        slider = hands.press("Shift+Tab")
    hands.press(*["ArrowLeft"] * 9)
    hands.go_to("Answer “12 hours a week”", most=5)
    shot(page, screenshots, "slider")
    assert hands.answered("Space").name == "Your message"

    # By the number field, then by typed words, then by a button again.
    hands.go_to("How much could it cost in all, in US dollars?", key="Shift+Tab", most=20)
    assert page.evaluate(KIND) == "number"
    page.keyboard.press("Control+A")
    page.keyboard.type("1500")
    assert hands.answered("Enter").name == "Your message"
    hands.write("it would help")
    hands.go_to("I have a degree", key="Shift+Tab", most=10)
    assert hands.answered("Enter").name == "Your message"
    expect(page.get_by_text("Best match")).to_be_attached()

    # A source opens and closes in place.
    hands.go_to("Conversation", key="Shift+Tab")
    hands.go_to("Source 1:")
    hands.press("Enter")
    expect(page.locator(".note:not([hidden])")).to_have_count(1)
    shot(page, screenshots, "footnote")
    assert hands.press("Escape").name.startswith("Source 1:")
    expect(page.locator(".note:not([hidden])")).to_have_count(0)
    expect(page.get_by_role("dialog")).to_be_visible()

    # A programme is kept; the list opens, closes by Escape, and the focus is on what opened it.
    hands.go_to("Keep ")
    kept = hands.press("Space")
    assert kept.name.startswith("Kept ")
    hands.go_to("Kept (1)", key="Shift+Tab")
    hands.press("Enter")
    hands.go_to("Remove ", most=5)
    shot(page, screenshots, "kept")
    assert hands.press("Escape").name == "Kept (1)"

    # A wish is changed by its chip.
    hands.go_to("Time: up to 12 hours a week (change)")
    assert hands.answered("Enter").name == "Your message"
    hands.write("8 hours a week")
    expect(page.get_by_role("button", name="Time: up to 8 hours a week")).to_be_attached(timeout=PATIENCE_MS)

    # What would change it can be read: its region scrolls by the keyboard.
    hands.go_to("What would change this?", key="Shift+Tab", most=20)
    hands.answered("Enter")
    expect(page.locator("ol.messages").get_by_text("would come first").last).to_be_attached()

    # Closed by Escape, and taken up again where it was.
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert hands.look().name.startswith("Ask Pathwise")
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="Your message")).to_be_focused(timeout=PATIENCE_MS)
    hands.write("is a MicroMasters worth it?")
    expect(page.locator("li.learner").last).to_contain_text("worth it")
    print("Tabs:", hands.tabs)  # noqa: T201


KIND = """() => {
  const inner = (root) => root.activeElement?.shadowRoot?.activeElement ? inner(root.activeElement.shadowRoot) : root.activeElement;
  return inner(document).type;
}"""


@pytest.mark.parametrize(
    ("style", "found"),
    [
        pytest.param("", "", id="nothing wrong"),
        pytest.param("button { outline: none !important }", "nothing shows the focus", id="no ring"),
        pytest.param("button { position: fixed; left: -500px }", "out of the window", id="out of the window"),
        pytest.param("div { position: fixed; inset: 0; background: white }", "covered by something", id="covered"),
        pytest.param("button { display: none }", "the focus is lost", id="nothing to go to"),
    ],
)
def test_a_look_sees_what_is_wrong(browser: Browser, style: str, found: str) -> None:
    """Each thing that must hold of the focus is missed when it does not hold."""
    page = browser.new_page()
    page.set_content(f"<style>{style}</style><button>Press</button><div></div>")
    try:
        if found:
            with pytest.raises(AssertionError, match=found):
                Hands(page).press("Tab")
        else:
            assert Hands(page).press("Tab").name == "Press"
    finally:
        page.close()


def test_the_menu_and_the_question_about_an_answer(hands: Hands) -> None:
    """The menu opens, closes by Escape and gives the focus back; an answer is judged, and the focus goes on."""
    page = hands.page
    hands.go_to("Ask Pathwise", most=12)
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="Your message")).to_be_focused(timeout=PATIENCE_MS)
    hands.write("is a MicroMasters worth it?")
    hands.go_to("Was this helpful? No", key="Shift+Tab", most=5)
    assert hands.press("Enter").name == "Not what I asked"
    hands.go_to("Hard to follow", most=5)
    assert hands.press("Enter").name == "Your message"
    hands.go_to("Menu", key="Shift+Tab")
    assert hands.press("Enter").name == "New conversation"
    hands.go_to("Delete my data", most=5)
    assert hands.press("Enter").name == "Delete it"
    assert hands.press("Escape").name == "Menu"
    expect(page.get_by_role("dialog")).to_be_visible()


def test_tab_goes_round(hands: Hands) -> None:
    """On a phone the focus stays in the chat that covers the page; elsewhere it goes on to the page and comes back."""
    page = hands.page
    hands.go_to("Ask Pathwise", most=12)
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="Your message")).to_be_focused(timeout=PATIENCE_MS)
    hands.write("is a MicroMasters worth it?")
    stops: list[Focus] = []
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        focus = Focus(**page.evaluate(FOCUSED))
        if focus.kind in ("body", "html"):  # the browser's own buttons come between the last and the first
            continue
        stops.append(hands.look())
        if focus.name == "Your message":
            break
    assert stops[-1].name == "Your message", "Tab did not come round"
    outside = {stop.name for stop in stops if not stop.isInDialog}
    assert (outside == set()) is is_phone(page), outside
    assert {"Close the chat", "Conversation"} <= {stop.name for stop in stops}
