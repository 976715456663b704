"""The widget in a real Firefox, on the strict and on the hostile page; its scenes are in test_accessibility.py."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.timeout(900)  # whichever test comes first waits for the whole run

NOT_LOADED = "The chat could not be loaded. Please try again."
FAILURES = ("not found", "server error", "a page instead", "garbage", "blocked")
# Firefox tells the page's owner which module it did not load; no error of the widget is among what it says.
REFUSED_MODULE = "Loading module from"


Part = Callable[[str], dict[str, Any]]


@pytest.fixture
def part(firefox: dict[str, Any]) -> Part:
    """What happened in one part of the run."""

    def found(name: str) -> dict[str, Any]:
        happened: dict[str, Any] = firefox["embedding"][name]
        assert "failed" not in happened, happened["failed"]
        return happened

    return found


def asked(urls: list[str]) -> list[str]:
    """What went over the network."""
    return [url for url in urls if not url.startswith("data:")]


def test_the_strictest_policy_holds_through_a_conversation(part: Part) -> None:
    """Loading, opening, an answer, a footnote and a form: nothing that the policy forbids is tried, no error is said."""
    strict = part("strict")
    assert strict["forbidden"] == []
    assert strict["said"] == []
    assert "(opens in a new tab)" in strict["note"]


def test_nothing_is_stored_or_fetched_before_it_is_opened(part: Part) -> None:
    """A page with the widget costs its visitors one script."""
    before = part("strict")["before"]
    assert asked(before["asked"]) == ["/embed/strict", "/widget.js"]
    assert before["stored"] == []


def test_only_the_server_is_ever_asked(part: Part) -> None:
    """Opened, the widget speaks with its own server alone, and keeps one entry in the tab."""
    strict = part("strict")
    calls = asked(strict["asked"])[2:]
    assert calls == ["/panel.js", "/api/conversations", *["/api/messages"] * 3]
    assert [name.split(":")[0] for name in strict["stored"]] == ["sessionStorage pathwise"]


def test_the_focus_is_never_lost(part: Part) -> None:
    """Opened and after a chip it is in the input, after Escape on the launcher."""
    focused = part("strict")["focused"]
    assert focused == {"afterOpening": "input", "afterChip": "input", "afterEscape": "launcher"}


def test_it_looks_the_same_on_a_hostile_page(part: Part) -> None:
    """Every computed value of every part is that of a page without any styles."""
    hostile = part("hostile")
    assert hostile["parts"] > 20
    assert hostile["differing"] == []


def test_it_works_the_same_on_a_hostile_page(part: Part) -> None:
    """Two script tags make one chat, no error reaches the page."""
    hostile = part("hostile")
    assert hostile["chats"] == 1
    assert hostile["errors"] + hostile["said"] == []


def test_what_is_typed_is_no_shortcut_of_the_page(part: Part) -> None:
    """The chat takes the focus when it is opened, and a page that listens for single keys takes none from it."""
    hostile = part("hostile")
    assert hostile["afterOpening"] == "input"
    assert hostile["value"] == "less? s/"


@pytest.mark.parametrize("failure", FAILURES)
def test_a_panel_that_does_not_come_is_told_and_tried_again(part: Part, failure: str) -> None:
    """Whatever comes instead of the panel, one sentence says so, the page stays, and the next press works."""
    found = part(failure)
    assert found["hint"] == NOT_LOADED
    assert found["heading"] == "The widget under the strictest policy"
    assert found["isOpen"]
    assert [line for line in found["said"] if REFUSED_MODULE not in line] == []


def test_a_server_that_is_down_is_told_and_the_message_kept(part: Part) -> None:
    """The learner hears that there is no connection, and is answered by itself once the server is back."""
    down = part("server down")
    assert down["trouble"].startswith("No connection. Your message is kept")
    assert down["isAnswered"]
