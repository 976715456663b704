"""A knowledge base in which every name, source and statement is hostile, behind the real runtime."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from evaluation.serving import serving
from knowledge.current import URL_SETTING
from tests.security.hostile_knowledge import write_hostile_copy
from tests.security.hostile_page import HostilePage
from tests.security.payloads import storable

QUESTIONS = (
    "is a MicroMasters worth it?",
    "professional certificate or micromasters?",
    "tell me about MITx Supply Chain Management",
    "which universities give credit for MITx Supply Chain Management?",
    "MITx supply chain vs an MBA",
    "make me a study plan for ritx cybersecurity, 8 hours a week from 4 jan 2027",
    "what does mitx supply chain cost",
    "what if i stop after 2 courses",
    "undo",
    "hello",
    "supply chain, 10 hours a week, bachelor, 2000 dollars, credit would help, what do you recommend",
)


@pytest.fixture(scope="module")
def hostile_server(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of its own, whose whole knowledge base is hostile."""
    copy = tmp_path_factory.mktemp("hostile") / "pathwise.db"
    hostile = write_hostile_copy(database_url, copy, storable())
    with serving({**os.environ, URL_SETTING: hostile}) as running:
        yield running


def test_what_the_knowledge_base_says(
    context: BrowserContext, hostile_server: str, nothing_ran: Callable[..., None], screenshots: Path
) -> None:
    """A knowledge base in which every name, source and statement is hostile is answered from as text."""
    hostile = HostilePage.of(context, hostile_server)
    hostile.open_chat()
    hostile.ask_all(QUESTIONS)
    page = hostile.page
    for _ in range(6):
        if not hostile.press("fieldset .chip", 1):
            break
        hostile.wait_for_answer()
    expect(page.locator(".card").first).to_be_attached()
    for pressed in ("summary", "button.footnote", "button.keep"):
        assert hostile.press(pressed, 200) > 0, pressed
    page.screenshot(path=screenshots / "hostile-knowledge.png")
    nothing_ran("knowledge", hostile)
    page.goto(f"{hostile_server}/advice#hours_per_week=10&budget_usd=2000&credit=yes&kept=mitx-finance")
    expect(page.get_by_role("heading", name="What fits best")).to_be_visible()
    page.screenshot(path=screenshots / "hostile-advice.png", full_page=True)
    nothing_ran("knowledge, advice", hostile, links_are_pressed=False)
