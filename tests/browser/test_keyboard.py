"""A whole recommendation by keyboard alone: the focus can always be seen, is never lost, and goes back where it came from."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.keyboard.hands import IN_PAGE, MOST_TABS, Focus, Hands, recommendation

ROOT = Path(__file__).parents[2]
KEYBOARD = Path(__file__).parent / "keyboard"
SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
FIREFOX_S = 280


@pytest.fixture(params=SIZES)
def hands(browser: Browser, address: str, screenshots: Path, request: pytest.FixtureRequest) -> Iterator[Hands]:
    """A learner at the keyboard in front of the demo page, before the first key; an error of the page fails the test."""
    context = browser.new_context(viewport=SIZES[request.param])
    context.add_init_script(IN_PAGE)
    page = context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.goto(address)
    yield Hands(page, screenshots)
    context.close()
    assert troubles == []


def test_a_whole_recommendation(hands: Hands) -> None:
    """From the launcher to a kept programme, a changed wish and a judged answer, closed and taken up again."""
    for step in recommendation():
        try:
            hands.do(step)
        except AssertionError as error:
            raise AssertionError(f"{step}: {error}") from error
    print("Tabs:", hands.tabs)  # noqa: T201


def test_a_whole_recommendation_in_firefox(address: str) -> None:
    """The same steps in a real Firefox, on a wide screen."""
    path = os.environ.get("PATHWISE_FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")
    if path is None:
        pytest.skip("no Firefox: 'make test' finds or installs one as root, or set PATHWISE_FIREFOX")
    command = [ROOT / "scripts/with-node", "node", KEYBOARD / "firefox.mjs", path, address, KEYBOARD / "in_page.js"]
    steps = json.dumps(recommendation())
    run = subprocess.run(command, check=False, cwd=ROOT, input=steps, capture_output=True, text=True, timeout=FIREFOX_S)
    assert run.returncode == 0, run.stderr
    print("Tabs:", json.loads(run.stdout))  # noqa: T201


def test_tab_goes_round(hands: Hands) -> None:
    """On a phone the focus stays in the chat that covers the page; elsewhere it goes on to the page and comes back."""
    for step in recommendation()[:5]:
        hands.do(step)
    stops: list[Focus] = []
    for _ in range(MOST_TABS):
        hands.page.keyboard.press("Tab")
        if (
            hands.page.evaluate("keyboard.focused()") is None
        ):  # the browser's own buttons, between the last and the first
            continue
        stops.append(hands.look())
        if stops[-1].name == "Your message":
            break
    assert stops[-1].name == "Your message", "Tab did not come round"
    outside = {stop.name for stop in stops if not stop.isInDialog}
    is_phone = hands.page.viewport_size == SIZES["phone"]
    assert (outside == set()) is is_phone, outside
    assert {"Close the chat", "Conversation"} <= {stop.name for stop in stops}


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
    page.evaluate(IN_PAGE)
    try:
        if found:
            with pytest.raises(AssertionError, match=found):
                Hands(page).press("Tab")
        else:
            assert Hands(page).press("Tab").name == "Press"
    finally:
        page.close()
