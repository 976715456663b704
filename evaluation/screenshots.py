"""The pictures of the README: the real widget in a real browser, asked real questions (`make screenshots`).

Each is looked at before it is committed. The day is fixed, so that a picture only changes when what it shows does.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, expect
from rich.console import Console
from rich.table import Table

from bot.settings import ROOT
from evaluation.serving import chromium, serving
from knowledge.current import DAY_SETTING

FOLDER = ROOT / "docs" / "images"
DAY = "2026-11-22"
ANSWERED_MS = 20_000
DESKTOP, PHONE = (1180, 860), (390, 844)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: its file's name, the window in CSS pixels, the theme, and how a learner comes to what it shows."""

    name: str
    window: tuple[int, int]
    theme: Literal["light", "dark"]
    asked: tuple[str, ...]
    then: Callable[[Page], None]


def _open_first_source(page: Page) -> None:
    page.locator("button.footnote").first.click()
    _to_the_top(page, "li.learner")


def _show_best(page: Page) -> None:
    expect(page.get_by_text("Best match")).to_be_visible()
    _to_the_top(page, ".profile")


def _show_table(page: Page) -> None:
    _to_the_top(page, "table")


def _show_plan(page: Page) -> None:
    _to_the_top(page, ".plan header")


def _to_the_top(page: Page, selector: str) -> None:
    """Scroll the transcript until the last such piece stands at its top, with a little room above."""
    page.locator(selector).last.evaluate("e => e.scrollIntoView({block: 'start'})")
    page.locator(".transcript").evaluate("e => e.scrollBy(0, -16)")


WISHES = "Which programme suits me? data science, I have a degree, 10 hours a week, up to $1,500, credit would help"
PICTURES = (
    Picture("worth-it", DESKTOP, "light", ("Is a MicroMasters worth it?",), _open_first_source),
    Picture("recommendation", PHONE, "light", (WISHES,), _show_best),
    Picture(
        "comparison", PHONE, "dark", ("How does a MicroMasters differ from a Professional Certificate?",), _show_table
    ),
    Picture("plan", DESKTOP, "dark", ("Make me a plan for MITx Supply Chain Management, 8 hours a week",), _show_plan),
)


def take(browser: Browser, address: str, picture: Picture, folder: Path) -> Path:
    """Ask as a learner would, and keep what is seen; returns the file."""
    width, height = picture.window
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=picture.theme, locale="en-GB", reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(address)
    page.get_by_role("button", name="Ask Pathwise").click()
    for text in picture.asked:
        page.get_by_role("textbox").fill(text)
        with page.expect_response("**/api/messages", timeout=ANSWERED_MS):
            page.get_by_role("textbox").press("Enter")
    expect(page.locator("li.bot")).to_have_count(len(picture.asked))
    picture.then(page)
    path = folder / f"{picture.name}.png"
    page.screenshot(path=path)
    context.close()
    return path


def main() -> None:
    """Take them all, and say how large they are."""
    table = Table(title="Pictures")
    for column in ("file", "window", "theme", "KB"):
        table.add_column(column)
    with serving({**os.environ, DAY_SETTING: DAY}) as address, chromium() as browser:
        for picture in PICTURES:
            path = take(browser, address, picture, FOLDER)
            window = "{} x {}".format(*picture.window)
            table.add_row(str(path.relative_to(ROOT)), window, picture.theme, f"{path.stat().st_size / 1024:.0f}")
    Console().print(table)


if __name__ == "__main__":
    main()
