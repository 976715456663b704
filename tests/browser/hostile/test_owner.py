"""What page owners paste into attributes, and what stands in a link to the page of advice."""

from __future__ import annotations

import html
from collections.abc import Callable
from urllib.parse import quote

from playwright.sync_api import expect

from tests.security.hostile_page import PATIENCE_MS, HostilePage, missing
from tests.security.payloads import Payload, payloads

ALL = payloads()
GROUPS = [ALL[first : first + 25] for first in range(0, len(ALL), 25)]
ATTRIBUTES = ("server", "theme", "position", "mode", "lang", "storage", "policy", "open-on", "name", "title")


def test_what_a_page_sets_on_the_element(hostile: HostilePage, nothing_ran: Callable[..., None]) -> None:
    """Attributes of <pathwise-chat> are values, whatever a page's owner pastes into them."""
    hostile.page.goto(hostile.address)
    for group in GROUPS:
        hostile.page.evaluate(
            """async ([texts, names]) => {
              document.querySelectorAll("pathwise-chat").forEach((old) => old.remove());
              for (const text of texts) {
                const chat = document.createElement("pathwise-chat");
                for (const name of names) chat.setAttribute(name, text);
                document.body.append(chat);
                chat.show();
              }
            }""",
            [[payload.text for payload in group], list(ATTRIBUTES)],
        )
        expect(hostile.page.locator("pathwise-panel")).to_have_count(len(group), timeout=PATIENCE_MS)
        nothing_ran("element", hostile, group, asks_elsewhere=True)


def test_what_a_page_sets_on_the_script(hostile: HostilePage, nothing_ran: Callable[..., None]) -> None:
    """Attributes of the script tag are values too: each text in one of them, in pages of their own."""
    frames = [_embedding(ALL[first : first + len(ATTRIBUTES)]) for first in range(0, len(ALL), len(ATTRIBUTES))]
    hostile.page.goto(hostile.address)
    hostile.page.evaluate(
        """async (documents) => {
          const loaded = documents.map((srcdoc) => new Promise((done) => {
            const frame = Object.assign(document.createElement("iframe"), { srcdoc, onload: done });
            document.body.append(frame);
          }));
          await Promise.all(loaded);
        }""",
        frames,
    )
    for frame in hostile.page.frames[1:]:
        expect(frame.locator("pathwise-panel")).to_be_attached(timeout=PATIENCE_MS)
    nothing_ran("script tag", hostile, (), asks_elsewhere=True)


def _embedding(group: tuple[Payload, ...]) -> str:
    given = " ".join(
        f'data-{name}="{html.escape(payload.text)}"' for name, payload in zip(ATTRIBUTES, group, strict=False)
    )
    return f'<!doctype html><body><script src="/widget.js" data-open {given}></script>'


def test_what_a_link_to_advice_holds(hostile: HostilePage, nothing_ran: Callable[..., None]) -> None:
    """What stands behind the # becomes a sentence that says what is wrong, never a part of the page."""
    hostile.page.goto(f"{hostile.address}/advice#field=x")
    expect(hostile.page.locator("#advice")).to_contain_text("cannot be read", timeout=PATIENCE_MS)
    named = ("field={0}&kept={0}&like={0}&{0}=1".format(quote(payload.text)) for payload in ALL)
    told = hostile.page.evaluate(
        """async (fragments) => {
          const told = [];
          for (const fragment of fragments) {
            const changed = new Promise((done) =>
              new MutationObserver((_, seen) => { seen.disconnect(); done(); })
                .observe(document.querySelector("#advice"), { childList: true }));
            location.hash = fragment;
            await changed;
            told.push(document.querySelector("#advice").textContent);
          }
          return told;
        }""",
        [f"{payload.text}&{same}" for payload, same in zip(ALL, named, strict=True)],
    )
    assert all("cannot be read" in text for text in told)
    assert len(missing(ALL, "\n".join(told))) < len(ALL) / 2, "most of them are quoted"
    nothing_ran("advice", hostile, ALL[-1:], links_are_pressed=False)


ADDRESSES = (
    "/?ask={0}#{0}",
    "/{0}",
    "/gallery?only={0}&theme={0}&lang={0}&dir={0}",
    "/api/messages?after={0}",
    "/api/plan.ics?programme={0}&start={0}",
    "/widget.js?{0}",
)


def test_what_an_address_holds(hostile: HostilePage) -> None:
    """Addresses of the server that somebody made up show a page or an error, and nothing of theirs runs."""
    named = [payload for payload in ALL if payload.kind in ("script tag", "event handler", "svg", "attribute")]
    for number, payload in enumerate(named):
        path = ADDRESSES[number % len(ADDRESSES)].format(quote(payload.text, safe="<>'/="))
        hostile.page.goto(f"{hostile.address}{path}")
    hostile.settle()
    assert hostile.watch.came_through == {}
    assert hostile.watch.errors == []
