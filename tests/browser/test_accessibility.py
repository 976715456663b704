"""Every scene of the gallery, in Chromium and in Firefox: axe-core, and what axe-core cannot tell."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.in_page import in_page

pytestmark = pytest.mark.timeout(900)  # whichever test comes first waits for the whole run of Firefox
Facts = dict[str, Any]
WIDE = {"width": 1280, "height": 900}


def scene_facts(page: Page, address: str, scene: str) -> Facts:
    """Look at one scene with everything that is checked; the same as widget/test/firefox/run.mjs."""
    page.goto(f"{address}/gallery?only={scene}")
    facts: Facts = page.evaluate("checks.sceneFacts()")
    for _ in range(page.evaluate("checks.followFocus()")):
        page.keyboard.press("Tab")
    return {**facts, "tabs": page.evaluate("checks.tabReport()")}


@pytest.fixture(scope="module")
def chromium_page(browser: Browser) -> Iterator[Page]:
    """A page for a learner who asks for less motion, with the checks in it."""
    context = browser.new_context(viewport=WIDE, reduced_motion="reduce")
    context.add_init_script(in_page().script)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module", params=["chromium", "firefox"])
def facts_of(
    request: pytest.FixtureRequest, address: str, accessibility_report: dict[str, Any]
) -> Callable[[str], Facts]:
    """The facts of a scene, looked at once a browser."""
    known: dict[str, Facts] = {}

    def look(scene: str) -> Facts:
        if scene not in known:
            if request.param == "firefox":
                known[scene] = request.getfixturevalue("firefox")["scenes"][scene]
            else:
                known[scene] = scene_facts(request.getfixturevalue("chromium_page"), address, scene)
            accessibility_report[f"{request.param}: {scene}"] = known[scene].get("axe")
        assert "failed" not in known[scene], known[scene]["failed"]
        return known[scene]

    return look


def test_axe_finds_nothing_wrong(facts_of: Callable[[str], Facts], each_scene: str) -> None:
    """WCAG 2.0, 2.1 and 2.2, levels A and AA, as far as axe-core can tell: no violation, and it did look."""
    axe = facts_of(each_scene)["axe"]
    assert axe["violations"] == []
    assert axe["passed"] >= 15


def test_one_region_speaks_and_the_list_of_messages_is_silent(
    facts_of: Callable[[str], Facts], each_scene: str
) -> None:
    """Those who listen hear the announcer alone: nothing is said twice."""
    facts = facts_of(each_scene)
    assert len(facts["liveRegions"]) == 1, facts["liveRegions"]
    assert facts["isLogSilent"]


def test_what_can_be_pressed_can_be_hit(facts_of: Callable[[str], Facts], each_scene: str) -> None:
    """Every target has 24 by 24 pixels, or the space around it or the line of text that WCAG 2.5.8 accepts."""
    assert facts_of(each_scene)["smallTargets"] == []


def test_tab_goes_as_one_reads(facts_of: Callable[[str], Facts], each_scene: str) -> None:
    """The focus moves in the order of the source, which is the order on the screen, and leaves nothing out."""
    tabs = facts_of(each_scene)["tabs"]
    assert tabs["wrong"] == []
    assert tabs["missed"] == []
    assert tabs["stops"] >= 3


def test_nothing_is_cut_off_or_covered(facts_of: Callable[[str], Facts], each_scene: str) -> None:
    """No line of text is cut off or lies over another, and nothing scrolls sideways."""
    facts = facts_of(each_scene)
    assert facts["lostText"] + facts["sideways"] == []


def test_wider_text_spacing_loses_nothing(facts_of: Callable[[str], Facts], each_scene: str) -> None:
    """With the spacing of WCAG 1.4.12 everything is still there and still fits."""
    spaced = facts_of(each_scene)["spaced"]
    assert spaced["lostText"] + spaced["sideways"] == []


def test_nothing_moves_for_who_asks_for_less_motion(facts_of: Callable[[str], Facts], each_scene: str) -> None:
    """No animation and no transition runs."""
    assert facts_of(each_scene)["moves"] == []


def test_every_scene_is_looked_at(chromium_page: Page, address: str) -> None:
    """The scenes that the tests know are those that the gallery shows."""
    chromium_page.goto(f"{address}/gallery")
    shown = chromium_page.evaluate("[...document.querySelectorAll('section')].map((scene) => scene.id)")
    assert tuple(shown) == in_page().scenes
