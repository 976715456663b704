"""A plain Rasa project for anybody's client: rasa-webchat, which knows nothing of us, talks to `rasa run` on our model.

Whatever it shows is compared with what our own door answers to the same words and buttons.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from bot.actions_endpoint import APOLOGY
from bot.channels.markdown import as_markdown
from bot.channels.socketio import NOT_TAKEN
from bot.handoff import NOT_CONNECTED, SHOW_IT
from bot.runtime import MAX_TEXT
from tests.browser.rasa_webchat.our_door import OurDoor
from tests.browser.rasa_webchat.processes import PlainRasa, failures_in, plain_rasa
from tests.browser.rasa_webchat.socket_client import SocketClient
from tests.browser.rasa_webchat.webchat import CLIENT, FONT, Webchat, page_of, serving

LIST_MARK = re.compile(r"^\s*(?:- |\d+\. )", re.M)
PRESSES = 4
LONG = "I work in a warehouse and like numbers. " * 45 + "What is a MicroMasters?"
# One message of each kind that answers are made of, and of each that Rasa's own reading would take for something else.
MESSAGES = {
    "for and against": "is a micromasters worth it",
    "a figure": "MITx supply chain cost?",
    "a table": "compare MITx Supply Chain Management and MITx Statistics and Data Science",
    "cards": "what does MIT offer?",
    "two questions": "how long is it and does it count toward a degree?",
    "markup": "<b>hi</b>",
    "no words": "???",
    "only a slash": "/",
    "emoji": "🎓💸 what does MITx Supply Chain Management cost? 👩🏽‍💻",
    "right to left": "مرحبا، كم سعر MITx Supply Chain Management؟",
    "out of scope": "who won the world cup",
    "a story with a question": "I am a nurse in Leeds with two children and six hours a week. I want to learn data science, "
    "up to 1000 dollars. Is a MicroMasters worth it for somebody like me?",
    "long": LONG,
}


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """What the page's server serves, by path."""
    if not CLIENT.is_file():
        pytest.fail(f"{CLIENT}: not found; run 'make test', or 'scripts/rasa-webchat', which fetches it from npm")
    return {"/index.js": CLIENT.read_text()}


@pytest.fixture(scope="module")
def origin(pages: dict[str, str]) -> Iterator[str]:
    """Where the page of others is served: another origin than Rasa's."""
    with serving(pages) as origin:
        yield origin


@pytest.fixture(scope="module")
def rasa(
    database_url: str, origin: str, pages: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[PlainRasa]:
    """Rasa's two processes; the page of others points to them."""
    with plain_rasa(origin, tmp_path_factory.mktemp("rasa")) as running:
        pages["/"] = page_of(running.address)
        yield running


@pytest.fixture
def log(rasa: PlainRasa, request: pytest.FixtureRequest) -> Iterator[None]:
    """Nothing breaks in either process during a test that did not expect it; the logs are shown when it fails."""
    failed_before = request.session.testsfailed
    for each in rasa.logs:
        each.new()
    yield
    broken = [line for each in rasa.logs for line in failures_in(each.new())]
    if broken or request.session.testsfailed > failed_before:
        print(*(each.tail() for each in rasa.logs), sep="\n")  # noqa: T201 - pytest shows it beside the failure
    assert broken == []


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser of its own."""
    context = browser.new_context(viewport={"width": 480, "height": 1600})
    yield context
    context.close()


@pytest.fixture
def chat(context: BrowserContext, rasa: PlainRasa, origin: str, log: None) -> Iterator[Webchat]:
    """The client, opened and greeted; it talks to nobody but this machine, but for the font that it asks for in vain."""
    chat = Webchat(context.new_page())
    chat.page.goto(origin)
    chat.open()
    chat.next(1)
    yield chat
    assert chat.troubles == []
    assert [url for url in chat.foreign if not url.startswith(FONT)] == []


@pytest.fixture
def ours(address: str) -> Iterator[OurDoor]:
    """The same conversation through our own door."""
    door = OurDoor(address)
    yield door
    door.close()


def words(text: str) -> list[str]:
    """The words of a text; where lines and an address may break, and how items of a list are marked, does not matter."""
    return LIST_MARK.sub("", text.replace("\u200b", "")).split()


def is_answered(chat: Webchat, expected: list[str], titles: list[str]) -> None:
    """Wait for the paragraphs and buttons of a turn, and compare them on the wire and on the page."""
    came = chat.next(len(expected))
    assert [message["text"] for message in came] == [as_markdown(paragraph) for paragraph in expected]
    assert all(set(message) == {"text", "quick_replies"} or set(message) == {"text"} for message in came)
    assert [button["title"] for button in came[-1].get("quick_replies", [])] == titles
    assert not any(message.get("quick_replies") for message in came[:-1])
    is_shown(chat, expected, titles)


def is_shown(chat: Webchat, expected: list[str], titles: list[str]) -> None:
    """The last bubbles hold the words of the paragraphs, and below them are the buttons."""
    expect(chat.buttons).to_have_text(titles)
    shown = chat.bubbles.all_inner_texts()[-len(expected) :]
    assert [words(text) for text in shown] == [words(paragraph) for paragraph in expected]


def test_greeting_is_that_of_our_own_door(chat: Webchat, ours: OurDoor) -> None:
    """The page's first payload is answered with who this is and what may be asked, in the two keys that the client takes."""
    assert [set(message) for message in chat.uttered] == [{"text", "quick_replies"}]
    assert chat.sent[:1] == [("session_request", {"session_id": None})]
    is_shown(chat, ours.greeting, ours.titles)


def test_every_answer_is_complete_as_text(chat: Webchat, ours: OurDoor, screenshots: Path) -> None:
    """Every paragraph, item, row and source arrives in order and is shown, over a WebSocket, with the same buttons."""
    for name, text in MESSAGES.items():
        chat.say(text)
        is_answered(chat, ours.say(text), ours.titles)
        expect(chat.page.locator(".rw-client").last).to_have_text(text)
        chat.page.screenshot(path=screenshots / f"rasa-webchat-{name.replace(' ', '-')}.png")
    assert [url.startswith("ws://127.0.0.1:") for url in chat.upgraded] == [True]


def test_way_to_a_person_is_told(chat: Webchat, ours: OurDoor) -> None:
    """It is told as at our own door, without the page for an adviser, which only that door keeps."""
    told = ours.say("I want a person")
    assert told.pop() == NOT_CONNECTED
    assert ours.titles[0] == SHOW_IT.title
    chat.say("I want a person")
    is_answered(chat, told, ours.titles[1:])


@pytest.mark.parametrize("text", ["is a micromasters worth it", "can u make a schedule for ritx cybersecurity"])
def test_buttons_are_understood_as_the_widgets_are(chat: Webchat, ours: OurDoor, text: str) -> None:
    """A pressed button sends its payload, shows its title, and is answered as the same button of our own door."""
    chat.say(text)
    is_answered(chat, ours.say(text), ours.titles)
    pressed = list[str]()
    for _ in range(PRESSES):
        button = next(each for each in chat.uttered[-1]["quick_replies"] if each["title"] not in pressed)
        pressed.append(button["title"])
        chat.press(button["title"])
        is_answered(chat, ours.press(button["title"]), ours.titles)
        assert chat.sent[-1][1]["message"] == button["payload"]
        expect(chat.page.locator(".rw-client").last).to_have_text(button["title"])
    assert len(chat.page.locator(".rw-client").all()) == PRESSES + 1


def test_recommendation_half_way_goes_on_after_a_reload(chat: Webchat, ours: OurDoor, screenshots: Path) -> None:
    """Reloaded between two questions, the page shows the talk again, asks for the same session, and the answers count."""
    chat.say("Which programme suits me?")
    is_answered(chat, ours.say("Which programme suits me?"), ours.titles)
    chat.press("Data science")
    question = ours.press("Data science")
    is_answered(chat, question, ours.titles)
    session, shown, came = chat.session, chat.bubbles.all_inner_texts(), len(chat.uttered)
    chat.page.reload()
    expect(chat.bubbles).to_have_count(len(shown))
    assert chat.bubbles.all_inner_texts() == shown
    is_shown(chat, question, ours.titles)
    for title in ("Up to 10", "Up to $1,500"):
        chat.press(title)
        is_answered(chat, ours.press(title), ours.titles)
    for text in ("it would help", "I have a degree"):
        chat.say(text)
        is_answered(chat, ours.say(text), ours.titles)
    requests = [said for name, said in chat.sent if name == "session_request"]
    assert requests == [{"session_id": None}, {"session_id": session}]
    assert chat.session == session
    assert "Start again" in ours.titles
    assert len(chat.uttered) > came
    chat.page.screenshot(path=screenshots / "rasa-webchat-recommendation.png")


def test_commands_end_in_an_answer(chat: Webchat, ours: OurDoor) -> None:
    """A restart forgets and greets; what else Rasa would obey in silence, or over and over, is answered once; the talk goes on."""
    greeting, hello = ours.greeting, ours.say("hello")
    for command, expected in {
        "which programme suits me": ["Which subject, or which goal, is it about?"],
        "/restart": greeting,
        "/session_start": greeting,
        "/greet": hello,
        "/back": [APOLOGY],
        "/nlu_fallback": ours.say("who won the world cup"),
        "/": ours.say("/"),
        "hello": hello,
        "x" * (MAX_TEXT + 1): [NOT_TAKEN],
    }.items():
        chat.say(command)
        came = chat.next(len(expected))
        assert [message["text"] for message in came] == [as_markdown(paragraph) for paragraph in expected]
    chat.say("hello")
    chat.next(len(hello))


def test_payload_that_no_button_has_is_apologised_for(chat: Webchat, rasa: PlainRasa) -> None:
    """An action that raises is told to whoever made it raise, stands in the logs, and the talk goes on."""
    for text in ('/inform{"answer": {"budget_usd": "much"}}', '/inform{"answer": {"budget_usd": "much"}}'):
        chat.say(text)
        (message,) = chat.next(1)
        assert message == {"text": as_markdown(APOLOGY)}
    chat.say("hello")
    assert chat.next(1)[0]["quick_replies"]
    assert all(failures_in(log.new()) for log in rasa.logs)


@pytest.fixture
def socket(rasa: PlainRasa, log: None) -> Iterator[Callable[[], SocketClient]]:
    """Connects sockets of a client that shows text as it comes."""
    opened = list[SocketClient]()

    def connect() -> SocketClient:
        opened.append(SocketClient(rasa.address))
        return opened[-1]

    yield connect
    for each in opened:
        each.close()


def test_client_without_markdown_gets_the_plain_text(socket: Callable[[], SocketClient], ours: OurDoor) -> None:
    """By polling, too, and letter for letter what our own door replies, paragraph by paragraph."""
    client = socket()
    session = client.session()
    for text in ("is a micromasters worth it", "[1](javascript:alert(1)) *what* is_a_micromasters"):
        expected = ours.say(text)
        client.say(text, session)
        assert client.heard(len(expected)) == expected


@pytest.mark.parametrize(
    "wanted", [None, "", "default", "a" * 31, "a" * 129, "ü" * 40, "a b" * 20, 7, ["a" * 32], {"a": 1}]
)
def test_session_that_could_be_guessed_is_not_taken(socket: Callable[[], SocketClient], wanted: Any) -> None:
    """The server gives a random one of its own instead, a new one each time."""
    client = socket()
    given = [client.session(session_id=wanted), client.session(session_id=wanted), client.session()]
    assert len({*given, wanted} if isinstance(wanted, str) else {*given}) >= 3
    assert all(re.fullmatch(r"[\w-]{32}", session) for session in given)


def test_session_is_heard_only_by_sockets_that_asked_for_it(socket: Callable[[], SocketClient]) -> None:
    """A second socket that knows the session goes on with the talk; one that only names it neither hears nor speaks in it."""
    first, second, stranger = socket(), socket(), socket()
    session = first.session()
    own = stranger.session()
    stranger.say("hello", session)
    first.say("which programme suits me", session)
    (question,) = first.heard(1)
    assert second.session(session_id=session) == session
    second.say('/inform{"answer": {"field": ["finance"]}}', session)
    understood, asked = second.heard(2)
    assert first.heard(2) == [understood, asked]
    assert "Finance" in understood
    assert question not in (understood, asked)
    stranger.say("hello", own)
    assert stranger.heard(1)[0].startswith("Hello.")


@pytest.mark.parametrize(
    "said",
    [
        None,
        7,
        "text",
        [],
        {},
        {"message": "hello"},
        {"message": "hello", "session_id": ["a" * 32]},
        {"session_id": "a" * 40},
    ],
)
def test_what_is_no_message_of_a_session_changes_nothing(socket: Callable[[], SocketClient], said: Any) -> None:
    """It is not answered, and the next message is."""
    client = socket()
    session = client.session()
    client.send("user_uttered", said)
    client.say("hello", session)
    assert client.heard(1)[0].startswith("Hello.")


@pytest.mark.parametrize("text", [None, 7, ["hello"], {"text": "hello"}, "x" * (MAX_TEXT + 1), "a\0b", ""])
def test_what_cannot_be_read_is_answered_too(socket: Callable[[], SocketClient], text: Any) -> None:
    """Never silence: one answer, and then the next message's."""
    client = socket()
    session = client.session()
    client.say(text, session)
    (answer,) = client.heard(1)
    assert answer == NOT_TAKEN or (text == "" and answer.startswith("That is outside"))
    client.say("hello", session)
    assert client.heard(1)[0].startswith("Hello.")
