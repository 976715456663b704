"""What learners write: on the screen, after a reload, in the brief for an adviser and in the files they take along."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.security.hostile_page import PATIENCE_MS, HostilePage
from tests.security.payloads import payloads, storable

SENT = storable()
NUL = tuple(payload for payload in payloads() if payload not in SENT)


def test_what_a_learner_writes(hostile: HostilePage, nothing_ran: Callable[..., None]) -> None:
    """Each text is sent, stands in the learner's bubble as it was written, is answered, and is there after a reload."""
    bubbles = hostile.page.locator("li.learner .bubble p")
    for first in range(0, len(SENT), 50):
        group = SENT[first : first + 50]
        written = [payload.text for payload in group]
        hostile.open_chat()
        hostile.restart()
        hostile.ask_all(written)
        assert bubbles.all_text_contents() == written
        nothing_ran("learner", hostile, group)
        hostile.open_chat()
        expect(bubbles).to_have_count(len(group), timeout=PATIENCE_MS)
        assert bubbles.all_text_contents() == written
        nothing_ran("learner, reloaded", hostile, group)
    hostile.ask_all([payload.text for payload in NUL])
    expect(hostile.page.locator("#refusal")).to_contain_text("characters that no person writes")
    nothing_ran("learner, refused", hostile, ())


def test_what_a_brief_repeats(hostile: HostilePage, nothing_ran: Callable[..., None]) -> None:
    """The page for an adviser repeats the learner's words, on the screen and in the window that is printed."""
    asked = tuple(payload for payload in SENT if payload.kind in ("event handler", "script tag"))[:8]
    hostile.open_chat()
    hostile.ask_all([f"is it worth it {payload.text}" for payload in asked])
    hostile.ask_all(["can i speak to someone about this"])
    hostile.page.get_by_role("button", name="Show what an adviser would get").click()
    expect(hostile.page.locator("section.brief")).to_contain_text(str(asked[0].number))
    assert hostile.press(".brief button.chip", 1) == 1
    nothing_ran("brief", hostile, asked)


def test_what_a_learner_takes_along(hostile: HostilePage, nothing_ran: Callable[..., None], tmp_path: Path) -> None:
    """Both files hold what was written as text, and are text to a browser that opens them."""
    hostile.open_chat()
    hostile.restart()
    hostile.ask_all([payload.text for payload in SENT])
    record = _saved(hostile.page, "Save as data (.json)", tmp_path)
    talk = _saved(hostile.page, "Save as text (.txt)", tmp_path)
    messages = json.loads(record.read_text(encoding="utf-8"))["messages"]
    assert [m["text"] for m in messages if m["from"] == "learner"] == [payload.text for payload in SENT]
    quoted = set(talk.read_text(encoding="utf-8").splitlines())
    plain = [payload.text for payload in SENT if payload.text.isprintable() and payload.text.isascii()]
    assert len(plain) > len(SENT) / 2
    assert [text for text in plain if f"> {text}" not in quoted] == []
    nothing_ran("files, saved", hostile, SENT)
    for file in (record, talk):
        hostile.page.goto(file.as_uri())
        hostile.settle()
        assert hostile.watch.came_through == {}
        assert hostile.page.locator("body *:not(pre):not(div)").count() == 0, "a browser made elements of it"
        assert str(SENT[0].number) in hostile.page.locator("pre").inner_text()


def _saved(page: Page, name: str, folder: Path) -> Path:
    """The file that an entry of the menu gives, under its own name."""
    page.get_by_role("button", name="Menu").click()
    with page.expect_download() as given:
        page.get_by_role("button", name=name, exact=True).click()
    file = folder / given.value.suggested_filename
    given.value.save_as(file)
    return file
