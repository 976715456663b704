"""What a learner can do with a conversation: begin anew, take it along, delete it, and say whether an answer helped."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Download, Page, expect

TOKEN = "JSON.parse(sessionStorage.getItem(Object.keys(sessionStorage).find(key => key.startsWith('pathwise:')))).token"


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The demo page with one answered question; an error in it fails the test."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, accept_downloads=True)
    page = context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.goto(address)
    page.get_by_role("button", name="Ask Pathwise").click()
    ask(page, "is a MicroMasters worth it?")
    yield page
    context.close()
    assert troubles == []


def ask(page: Page, text: str) -> None:
    """Write a message and wait until it is answered."""
    page.get_by_role("textbox").fill(text)
    with page.expect_response("**/api/messages"):
        page.get_by_role("textbox").press("Enter")
    expect(page.locator("li.bot").last).to_be_visible()


def choose(page: Page, name: str) -> None:
    """Open the menu and press one of its entries."""
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("button", name=name, exact=True).click()


def saved(page: Page, name: str) -> Download:
    """The file that an entry of the menu gives."""
    with page.expect_download() as download:
        choose(page, name)
    expect(page.get_by_role("status")).to_have_text("The conversation is saved as a file.")
    expect(page.get_by_role("button", name="Menu")).to_be_focused()
    return download.value


def test_the_conversation_is_saved_as_text(page: Page) -> None:
    """The file reads as the talk went, sources and all."""
    file = saved(page, "Save as text (.txt)")
    written = file.path().read_text(encoding="utf-8")
    assert file.suggested_filename.endswith(".txt")
    assert "is a MicroMasters worth it?" in written
    assert "Sources:" in written


def test_the_conversation_is_saved_as_data(page: Page) -> None:
    """The file is JSON with both messages and the claims of the answer."""
    file = saved(page, "Save as data (.json)")
    messages = json.loads(file.path().read_text(encoding="utf-8"))["messages"]
    assert file.suggested_filename.endswith(".json")
    assert [message["from"] for message in messages] == ["bot", "learner", "bot"]
    assert messages[-1]["claims"]


def test_deleting_leaves_nothing_here_and_nothing_there(page: Page, address: str) -> None:
    """After the question is answered with yes, the token is worth nothing and the browser holds nothing."""
    token = page.evaluate(TOKEN)
    choose(page, "Delete my data")
    expect(page.get_by_role("group", name="Delete my data")).to_contain_text("It cannot be brought back.")
    expect(page.get_by_role("button", name="Delete it")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your data is deleted.").first).to_be_visible()
    expect(page.get_by_text("is a MicroMasters worth it?", exact=True)).to_have_count(0)
    expect(page.get_by_role("textbox")).to_be_focused()
    assert page.evaluate("sessionStorage.length + localStorage.length") == 0
    answer = page.request.get(f"{address}/api/messages", headers={"Authorization": f"Bearer {token}"})
    assert answer.status == 401


def test_after_deleting_a_new_conversation_begins_with_the_next_message(page: Page) -> None:
    """Nothing is asked of the server until the learner writes again."""
    choose(page, "Delete my data")
    page.get_by_role("button", name="Delete it").click()
    expect(page.get_by_text("Your data is deleted.").first).to_be_visible()
    ask(page, "what is a micromasters")
    expect(page.locator("li.learner")).to_have_count(1)


def test_a_question_of_the_menu_can_be_left(page: Page) -> None:
    """No, and Escape: the menu closes, the chat stays, and the focus is on the button that opened it."""
    menu = page.get_by_role("button", name="Menu")
    choose(page, "New conversation")
    page.get_by_role("button", name="Keep this one").click()
    expect(menu).to_be_focused()
    choose(page, "Delete my data")
    page.keyboard.press("Escape")
    expect(menu).to_be_focused()
    expect(menu).to_have_attribute("aria-expanded", "false")
    expect(page.locator("li.learner")).to_have_count(1)


def test_a_deletion_that_fails_is_said_and_loses_nothing(page: Page) -> None:
    """Without a connection the conversation stays, and the learner is told."""
    page.context.set_offline(True)
    choose(page, "Delete my data")
    page.get_by_role("button", name="Delete it").click()
    expect(page.get_by_text("No answer came. Please check the connection and try again.").first).to_be_visible()
    expect(page.locator("li.learner")).to_have_count(1)


def test_an_answer_is_judged_with_a_reason_and_stays_so(page: Page) -> None:
    """No, then why: the server has it, the learner is thanked, and a reload shows it."""
    page.get_by_role("button", name="Was this helpful? No").click()
    why = page.get_by_role("button", name="Wrong or out of date")
    expect(page.get_by_role("button", name="Not what I asked")).to_be_focused()
    # The first judgement, without a reason, may be on its way still.
    with page.expect_response(lambda answer: "reason" in (answer.request.post_data or "")) as sent:
        why.click()
    assert sent.value.ok
    assert json.loads(sent.value.request.post_data or "") == {"seq": 3, "helpful": False, "reason": "wrong"}
    expect(page.get_by_text("Thank you. The advisers will see it.").first).to_be_visible()
    expect(page.get_by_role("textbox")).to_be_focused()
    page.reload()
    page.get_by_role("button", name="Ask Pathwise").click()
    expect(page.locator("li.bot").last).to_contain_text("Thank you. The advisers will see it.")


def test_only_the_last_answer_can_be_judged(page: Page) -> None:
    """The question about an answer goes when the talk goes on, so that there is one at a time."""
    expect(page.get_by_role("group", name="Was this helpful?")).to_have_count(1)
    ask(page, "what is a micromasters")
    expect(page.get_by_role("group", name="Was this helpful?")).to_have_count(1)


def test_a_judgement_that_does_not_arrive_can_be_given_again(page: Page) -> None:
    """It is taken back, and the learner is told."""
    page.context.set_offline(True)
    page.get_by_role("button", name="Was this helpful? Yes").click()
    expect(page.get_by_text("No answer came. Please check the connection and try again.").first).to_be_visible()
    page.context.set_offline(False)
    page.get_by_role("button", name="Was this helpful? Yes").click()
    expect(page.get_by_text("Thank you. The advisers will see it.").first).to_be_visible()


def test_messages_have_their_time(page: Page) -> None:
    """Each message of both sides says when it came, to the eye and to machines."""
    times = page.locator("time.at")
    expect(times).to_have_count(2)
    for time in times.all():
        assert (time.get_attribute("datetime") or "").endswith("Z")
        assert (time.text_content() or "").strip()
