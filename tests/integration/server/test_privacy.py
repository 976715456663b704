"""What learners write about themselves: what of it is stored, what is logged, and what is left when they erase it."""

from __future__ import annotations

import dataclasses
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from starlette.testclient import TestClient

from bot.redaction.cards import has_check_digit
from bot.runtime import Runtime
from bot.server import create_app
from bot.settings import Settings
from knowledge.database import open_database
from tests.integration.database.test_ages import talk
from tests.integration.server.conftest import KEY, Learner, begin
from tests.integration.server.test_server_errors import assert_error

EACH = 50
GONE_S = 60  # docs/privacy.md promises that nothing is left after a minute
NAMES = ("anna", "j.smith", "priya_98", "o'brien", "li-wei")


def email(number: int) -> str:
    return f"{NAMES[number % 5]}{number:03}xq@{'gmail.com' if number % 2 else 'uni.example.ac.uk'}"


def phone(number: int) -> str:
    shapes = ("+1 415 55{0:05}", "+44 7911 1{0:05}", "+91 98765 4{0:04}", "0300 12{0:05}", "98765{0:05}")
    return shapes[number % 5].format(10000 + 97 * number)


def card(number: int) -> str:
    first = f"42424242{number:03}4242"
    digits = next(f"{first}{last}" for last in "0123456789" if has_check_digit(f"{first}{last}"))
    return " ".join(re.findall("....", digits)) if number % 2 else digits


def word(number: int) -> str:
    return f"xyzzy{uuid.UUID(int=number * 7919 + 1).hex}"


SENTENCES = (
    "my e-mail is {}, how long does MITx Finance take?",
    "call me on {} about the price of the MicroMasters",
    "can I pay with my card {} for the certificate",
    "is the {} MicroMasters worth it?",
)


@dataclass
class Canaries:
    """Texts that stand nowhere else, and the conversations that they were written in."""

    personal: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    conversations: list[str] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)


@dataclass
class Home:
    """A served bot with files of its own."""

    address: str
    folder: Path
    log: Path
    canaries: Canaries
    old: str
    young: str


def in_files(folder: Path, texts: Iterable[str]) -> list[str]:
    """Those of the texts that stand in a file of a folder, as written or without what separates digits."""
    held = b"".join(path.read_bytes() for path in folder.iterdir())
    return [text for text in texts if text.encode() in held or re.sub(r"(?<=\d)[ -]", "", text).encode() in held]


@pytest.fixture(scope="module")
def home(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """`pathwise serve` as a process, after 200 messages with canaries in ten conversations."""
    folder, log = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("log") / "stderr"
    with (
        sqlite3.connect(database_url.removeprefix("sqlite:///")) as source,
        sqlite3.connect(folder / "own.db") as target,
    ):
        source.backup(target)
    old, young = talked(folder / "own.db", 29), talked(folder / "own.db", 27)
    environment = {
        **os.environ,
        "PATHWISE_SECRET_KEY": KEY,
        "PATHWISE_DATABASE_URL": f"sqlite:///{folder / 'own.db'}",
        "PATHWISE_RETENTION_DAYS": "28",
    }
    command = [sys.executable, "-c", "from bot.cli import main; main()", "serve", "--port", "0"]
    with log.open("w") as errors:
        process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=errors, text=True)
    try:
        assert process.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
        assert found, log.read_text()
        yield Home(found.group(), folder, log, write_all(found.group()), old, young)
    finally:
        process.terminate()
        assert process.wait(30) in (0, -signal.SIGTERM)


def talked(database: Path, days: int) -> str:
    """A conversation whose last message was so many days ago."""
    engine = open_database(f"sqlite:///{database}")
    conversation = talk(engine, datetime.now(UTC) - timedelta(days=days + 10), datetime.now(UTC) - timedelta(days=days))
    engine.dispose()
    return conversation


def write_all(address: str) -> Canaries:
    """Write 50 e-mail addresses, 50 phone numbers, 50 card numbers and 50 words."""
    canaries = Canaries()
    with httpx.Client(base_url=address, timeout=60) as client:
        for number in range(EACH):
            if number % 5 == 0:
                begun = client.post("/api/conversations", json={}).json()
                canaries.conversations.append(begun["conversation"])
                canaries.tokens.append(begun["token"])
            texts = [make(number) for make in (email, phone, card, word)]
            for sentence, text in zip(SENTENCES, texts, strict=True):
                body = {"client_message_id": str(uuid.uuid4()), "text": sentence.format(text)}
                answer = client.post("/api/messages", json=body, headers=authorised(canaries.tokens[-1]))
                assert answer.status_code == 200, answer.text
                assert text not in answer.text or text == texts[3]
            canaries.personal += texts[:3]
            canaries.words.append(texts[3])
    return canaries


def authorised(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def test_no_address_and_no_number_is_stored_anywhere(home: Home) -> None:
    """Of 150 addresses and numbers none stands in the database, its log, Rasa's events or slots; all 50 other words do."""
    assert len({*home.canaries.personal, *home.canaries.words}) == 4 * EACH
    assert in_files(home.folder, home.canaries.personal) == []
    assert in_files(home.folder, home.canaries.words) == home.canaries.words


def test_no_log_line_holds_what_was_written(home: Home) -> None:
    """Neither addresses and numbers nor any other word, nor a token."""
    log = home.log.read_text()
    assert "ready" in log
    assert [
        text for text in (*home.canaries.personal, *home.canaries.words, *home.canaries.tokens) if text in log
    ] == []


def test_a_learner_reads_what_was_taken_out(home: Home) -> None:
    """The stored message shows a placeholder, names the kind, and says nothing of the sort where nothing was taken out."""
    answer = httpx.get(f"{home.address}/api/messages", headers=authorised(home.canaries.tokens[0]))
    said = [message for message in answer.json()["messages"] if message["from"] == "learner"][:4]
    assert [message.get("redacted") for message in said] == [["email"], ["phone"], ["card"], None]
    assert said[0]["text"] == "my e-mail is [e-mail address], how long does MITx Finance take?"


def test_the_server_forgets_by_itself_what_is_older_than_the_setting(home: Home) -> None:
    """A conversation of 29 days ago is gone from the files without anybody's doing, one of 27 days ago is there."""
    until = time.monotonic() + GONE_S
    while in_files(home.folder, [home.old]) and time.monotonic() < until:
        time.sleep(1)
    assert in_files(home.folder, [home.old, home.young]) == [home.young]
    assert "conversations forgotten, of more than 28 days ago: 1" in home.log.read_text()


def test_what_is_erased_leaves_no_byte(home: Home) -> None:
    """Within a minute after `DELETE /api/conversation` no word and no id of half of the conversations stands in a file.

    The other half is untouched. This test comes last in the file: it erases.
    """
    kept = home.canaries.words[EACH // 2 :]
    for token in home.canaries.tokens[:5]:
        assert httpx.delete(f"{home.address}/api/conversation", headers=authorised(token)).status_code == 204
    gone = [*home.canaries.words[: EACH // 2], *home.canaries.conversations[:5]]
    until = time.monotonic() + GONE_S
    while in_files(home.folder, gone) and time.monotonic() < until:
        time.sleep(1)
    assert in_files(home.folder, gone) == []
    assert in_files(home.folder, kept) == kept


def test_the_same_message_again_is_the_same_after_redaction(learner: Learner) -> None:
    """A resent message with a number is answered from what is stored; with another kind of text it is a conflict."""
    first = learner.post(client_message_id="1", text="call me on +44 7911 123456")
    again = learner.post(client_message_id="1", text="call me on +44 7911 123456")
    assert (first.status_code, again.json()) == (200, first.json())
    assert_error(learner.post(client_message_id="1", text="write to anna@x.org"), 409, "conflict")


def test_transcript_and_brief_hold_the_placeholder(learner: Learner) -> None:
    """What a learner takes along or sends to an adviser is what was stored."""
    learner.post(text="write to anna@x.org how long MITx Finance takes")
    for path in ("/api/transcript", "/api/transcript?format=text", "/api/brief"):
        text = learner.http.get(path, headers=learner.headers).text
        assert "[e-mail address]" in text
        assert "anna" not in text


@pytest.fixture
def own_http(own_database: Path, settings: Settings) -> Iterator[TestClient]:
    """A client of an application with a database of its own."""
    own = dataclasses.replace(settings, database_url=f"sqlite:///{own_database}")
    with TestClient(create_app(Runtime(own)), raise_server_exceptions=False) as client:
        yield client


def test_errors_of_a_locked_database_do_not_show_what_was_to_be_stored(
    own_http: TestClient,
    own_database: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The message is 503 and the log says why, without a word of the message."""
    learner = begin(own_http)
    with sqlite3.connect(own_database, isolation_level=None) as holding:
        holding.execute("BEGIN IMMEDIATE")
        assert_error(learner.post(text="is the xyzzycanary MicroMasters worth it?"), 503, "unavailable")
        holding.rollback()
    told = caplog.text
    assert "database is locked" in told
    assert "SQL parameters hidden" in told
    assert "xyzzycanary" not in told


def test_errors_of_a_broken_database_do_not_show_what_was_to_be_stored(
    own_http: TestClient,
    own_database: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A table that refuses the row makes an error with the statement and not with its values."""
    learner = begin(own_http)
    with sqlite3.connect(own_database) as breaking:
        breaking.execute("CREATE TRIGGER broken BEFORE INSERT ON message BEGIN SELECT RAISE(ABORT, 'broken'); END")
    assert_error(learner.post(text="is the xyzzycanary MicroMasters worth it?"), 503, "unavailable")
    assert "INSERT INTO message" in caplog.text
    assert "SQL parameters hidden" in caplog.text
    assert "xyzzycanary" not in caplog.text
