"""The widget as it is met: in the dark, mirrored, on a phone, enlarged, in the system's colours, in Spanish."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.in_page import in_page


@dataclass(frozen=True, slots=True)
class Condition:
    """How the gallery is opened, and the browser in front of it."""

    query: str = ""
    browser: dict[str, Any] = field(default_factory=lambda: {"viewport": {"width": 1280, "height": 900}})


# One scene a kind of block and a kind of state; tests/browser/test_accessibility.py looks at all of them in plain light.
SCENES = (
    "first-open", "text", "cards", "table", "recommendations", "plan", "money", "kept", "form-number", "refused",
)  # fmt: skip
CONDITIONS = {
    "dark": Condition("&theme=dark"),
    "right to left": Condition("&dir=rtl"),
    "320 pixels": Condition(browser={"viewport": {"width": 320, "height": 640}}),
    # What a window of 1280 by 900 is at 200 %.
    "200 percent": Condition(browser={"viewport": {"width": 640, "height": 450}, "device_scale_factor": 2}),
    "touch": Condition(browser={"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}),
    "forced colours": Condition(browser={"viewport": {"width": 1280, "height": 900}, "forced_colors": "active"}),
    "Spanish": Condition("&lang=es"),
}


@pytest.fixture(scope="module", params=CONDITIONS)
def opened(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[tuple[str, str, Page]]:
    """A condition by its name, the start of the gallery's address in it, and a page for it."""
    condition = CONDITIONS[request.param]
    context = browser.new_context(**condition.browser)
    context.add_init_script(in_page().script)
    page = context.new_page()
    start = f"{address}/gallery?{condition.query}&only="
    yield request.param, start, page
    context.close()


# The row of the profile is moved sideways by a finger, and by the focus: it would take half the screen otherwise.
MAY_SCROLL = {"touch": "div.profile"}


@pytest.mark.parametrize("scene", SCENES)
def test_a_scene_works(opened: tuple[str, str, Page], scene: str, accessibility_report: dict[str, Any]) -> None:
    """No violation, nothing too small to hit, cut off, covered or pushed out sideways, and one region speaks."""
    condition, start, page = opened
    page.goto(f"{start}{scene}")
    facts = page.evaluate("checks.sceneFacts()")
    accessibility_report[f"{condition}: {scene}"] = facts["axe"]
    spaced = facts["spaced"]
    sideways = [s for s in facts["sideways"] + spaced["sideways"] if MAY_SCROLL.get(condition, "nothing") not in s]
    found = facts["axe"]["violations"] + facts["smallTargets"] + facts["lostText"] + spaced["lostText"] + sideways
    assert found == []
    assert len(facts["liveRegions"]) == 1
    if condition == "forced colours":
        assert page.evaluate("checks.unmarked()") == []
