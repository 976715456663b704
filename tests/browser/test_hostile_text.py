"""150 hostile texts through every door into the page, with the content policy and without it: text stays text.

tests/security/payloads.yml holds the texts. The policy is switched off in half of the runs, because it must not be
what saves the learner: the widget stands on pages of others, whose policies are theirs.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.security.hostile_knowledge import write_hostile_copy
from tests.security.hostile_page import PATIENCE_MS, HostilePage, missing
from tests.security.messages import filled, hostile_answer, plain_answers
from tests.security.payloads import Payload, payloads
from tests.security.played_server import PlayedServer
from tests.security.serving import served
from tests.security.tally import Count, Tally

POLICIES = {"policy": False, "no policy": True}
ALL = payloads()
GROUPS = [ALL[first : first + 25] for first in range(0, len(ALL), 25)]
CONTROL = (Path(__file__).parents[1] / "security" / "control.html").read_text(encoding="utf-8")
NUL = tuple(payload for payload in ALL if "\0" in payload.text)
SENT = tuple(payload for payload in ALL if payload not in NUL)
ATTRIBUTES = ("server", "theme", "position", "mode", "lang", "policy", "name", "greeting", "title", "launcher")


@pytest.fixture(scope="module")
def tally(request: pytest.FixtureRequest) -> Iterator[Tally]:
    """The counts of this run, printed and written at its end."""
    counted = Tally()
    yield counted
    capture = request.config.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled():
        print("", *counted.write(), sep="\n")  # noqa: T201


@pytest.fixture(params=POLICIES)
def policy(request: pytest.FixtureRequest) -> str:
    """Whether the server's content policy holds."""
    return str(request.param)


@pytest.fixture
def context(browser: Browser, policy: str) -> Iterator[BrowserContext]:
    """A browser of its own, with or without the policy."""
    opened = browser.new_context(bypass_csp=POLICIES[policy])
    opened.set_default_timeout(PATIENCE_MS)
    yield opened
    opened.close()


@pytest.fixture
def hostile(context: BrowserContext, address: str) -> HostilePage:
    """A watched page of the server."""
    return HostilePage.of(context, address)


@pytest.fixture
def nothing_ran(tally: Tally, policy: str) -> Callable[..., None]:
    """Counts what a page shows by now, and fails if any of it ran or could run."""

    def check(way: str, shown: HostilePage, group: Sequence[Payload] = ALL, links_are_pressed: bool = True) -> None:
        shown.settle()
        standing, watch = shown.standing(), shown.watch
        executions = dict(watch.came_through)
        if links_are_pressed:
            shown.press_links()
            watch.forget_requests()  # a link that a learner follows asks for its page
            executions |= watch.came_through
        unsafe = standing.unsafe
        texts = len(group) - len(missing(group, standing.text))
        tally.add(Count(way, policy, texts, len(set(standing.links)), len(executions), len(unsafe)))
        assert executions == {}
        assert unsafe == []
        assert standing.handlers == []
        assert standing.planted == []
        assert watch.dialogs == []
        assert shown.page.url.partition("#")[0] in (f"{shown.address}/", f"{shown.address}/advice")

    return check


def test_counter_sees_what_runs(browser: Browser, address: str, tally: Tally) -> None:
    """In careless code most of the same texts do run, and are counted: no execution elsewhere means something."""
    context = browser.new_context()
    hostile = HostilePage.of(context, address)
    hostile.page.route(f"{address}/control", lambda route: route.fulfill(content_type="text/html", body=CONTROL))
    hostile.page.goto(f"{address}/control")
    tried = [[way, payload.text] for payload in ALL for way in payload.careless]
    hostile.page.evaluate("(all) => run(all)", tried)
    ran = hostile.watch.came_through
    context.close()
    tally.control = {"texts": len(ALL), "ran": sum(payload.number in ran for payload in ALL)}
    assert tally.control["ran"] >= 120
    dead = {payload.kind for payload in ALL} - {payload.kind for payload in ALL if payload.number in ran}
    assert dead == set(), "classes of which no text runs anywhere"


def test_policy_is_off_where_it_should_be(hostile: HostilePage, policy: str) -> None:
    """Markup that is really planted in the page runs without the policy, and only then."""
    hostile.page.goto(hostile.address)
    hostile.page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=__hit(999)>')")
    hostile.settle()
    assert set(hostile.watch.came_through) == ({999} if POLICIES[policy] else set())


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


def test_what_an_answer_holds(hostile: HostilePage, nothing_ran: Callable[..., None], screenshots: Path) -> None:
    """Every text field of every block holds every text; all that can be opened, kept, printed and followed is."""
    server = PlayedServer(hostile.page)
    for group in GROUPS:
        server.begin_with([hostile_answer(1, group)], [hostile_answer(0, group)])
        hostile.open_chat()
        assert hostile.press(".question", 1) == 1
        hostile.wait_for_answer()
        for pressed in ("summary", "button.footnote", "button.keep", ".kept-button"):
            assert hostile.press(pressed, 100) > 0, pressed
        nothing_ran("answer", hostile, group)
    hostile.page.screenshot(path=screenshots / "hostile-answer.png")


CHIPS = (
    ".options[part=options] .chip",
    "[part=critiques] .chip",
    ".profile .chip",
    "fieldset .chip",
    "pathwise-number .primary",
    "section.brief .chip",
)


def test_what_a_press_sends_and_shows(hostile: HostilePage, nothing_ran: Callable[..., None]) -> None:
    """A button with a hostile title and id is shown as the learner's words; what is printed opens as text."""
    group = tuple(payload for payload in ALL if payload.kind in ("event handler", "script text"))[:4]
    server = PlayedServer(hostile.page)
    server.begin_with([], [hostile_answer(0, group)])
    hostile.open_chat()
    hostile.ask_all(["a"])
    for chip in CHIPS:
        assert hostile.press(chip, 1) == 1, chip
        hostile.wait_for_answer()
    nothing_ran("press", hostile, group)


def test_what_a_conversation_held_before(hostile: HostilePage, nothing_ran: Callable[..., None]) -> None:
    """Messages of an earlier visit are texts too: the learner's, the bot's, and those without any block."""
    server = PlayedServer(hostile.page)
    hostile.open_chat()
    server.told = [*plain_answers(1, ALL), hostile_answer(2 * len(ALL) + 1, GROUPS[1])]
    hostile.open_chat()
    expect(hostile.page.locator("li.learner")).to_have_count(len(ALL), timeout=PATIENCE_MS)
    nothing_ran("history", hostile)


def test_what_an_error_says(hostile: HostilePage, nothing_ran: Callable[..., None]) -> None:
    """An error's sentence is text in the line above the input, beside the message, and for those who listen."""
    server = PlayedServer(hostile.page)
    hostile.open_chat()
    for status in (422, 409):
        for payload in ALL:
            server.errors = [(status, filled({"code": "X", "message": "X", "field": "X", "limit": "X"}, payload))]
            hostile.ask_all(["a"])
            expect(hostile.page.locator("#refusal:not([hidden]), .trouble p")).to_contain_text(str(payload.number))
            hostile.restart()
        nothing_ran(f"error {status}", hostile, ())
    together = "\n".join(payload.text for payload in ALL)
    for status in (400, 401, 413, 429, 500, 503):
        server.errors = [(status, {"code": "a", "message": together, "retry_after_s": 0.001})] * 7
        hostile.restart()
        hostile.ask_all(["a"])
    nothing_ran("error, others", hostile)


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
              await new Promise((done) => setTimeout(done, 500));
            }""",
            [[payload.text for payload in group], list(ATTRIBUTES)],
        )
        hostile.watch.forget_requests()  # the server's address is the page's own word
        nothing_ran("element", hostile, group)


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
          await new Promise((done) => setTimeout(done, 1500));
        }""",
        frames,
    )
    framed = [frame.evaluate("document.querySelector('pathwise-chat')?.open") for frame in hostile.page.frames[1:]]
    assert framed == [True] * len(frames)
    hostile.watch.forget_requests()
    nothing_ran("script tag", hostile, ())


def _embedding(group: tuple[Payload, ...]) -> str:
    given = " ".join(
        f'data-{name}="{html.escape(payload.text)}"' for name, payload in zip(ATTRIBUTES, group, strict=False)
    )
    return f'<!doctype html><body><script src="/widget.js" data-open {given}></script>'


def test_what_a_link_to_advice_holds(hostile: HostilePage, nothing_ran: Callable[..., None]) -> None:
    """What stands behind the # becomes a sentence that says what is wrong, never a part of the page."""
    hostile.page.goto(f"{hostile.address}/advice#field=x")
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
    assert len(missing(ALL, "\n".join(told))) < 50, "most of them are quoted"
    nothing_ran("advice", hostile, ALL[-1:], links_are_pressed=False)


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
    with served(write_hostile_copy(database_url, copy, SENT)) as running:
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
