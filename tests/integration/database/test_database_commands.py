"""`pathwise database backup|restore|check`: a copy is whole, comes back whole, and nothing is lost by mistake."""

from __future__ import annotations

import shutil
import sqlite3
import stat
import threading
from pathlib import Path
from urllib.parse import unquote

import pytest
from alembic import command
from alembic.config import Config
from click.testing import CliRunner, Result
from sqlalchemy import Engine, text

from bot.cli import main
from bot.stores.conversations import BotMessage, ConversationStore
from knowledge.current import URL_SETTING, engine_for
from knowledge.database import MIGRATIONS, migrate, open_database, revisions
from tests.integration.database.test_ages import ids

TURN = {"learner_text": "hi", "replies": [BotMessage("Hello.", {})], "events": [{"event": "user"}], "carried": {}}


@pytest.fixture
def use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Make the commands use a migrated database of a name; returns its engine."""
    monkeypatch.setenv("COLUMNS", "80")

    def use(name: str) -> Engine:
        url = f"sqlite:///{tmp_path / 'a folder' / name}"
        monkeypatch.setenv(URL_SETTING, url)
        migrate(engine_for(url))
        return engine_for(url)

    return use


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Where a copy goes."""
    return tmp_path / "copies of #1" / "copy 1.db"


@pytest.fixture(autouse=True)
def folder_of_copies(copy: Path) -> None:
    """The folder is there."""
    copy.parent.mkdir()


def run(*args: object) -> Result:
    return CliRunner().invoke(main, ["database", *map(str, args)])


def well(*args: object) -> str:
    """What a command prints that ends well."""
    result = run(*args)
    assert result.exit_code == 0, result.output
    return result.output


def refused(*args: object) -> str:
    """What a command prints that refuses."""
    result = run(*args)
    assert result.exit_code == 1, result.output
    return result.output


def talk(engine: Engine, turns: int = 1) -> str:
    store = ConversationStore(engine)
    conversation = store.create(BotMessage("Hello.", {}))
    for number in range(turns):
        store.commit_turn(conversation, str(number), **TURN)
    return conversation


def test_a_copy_comes_back_into_an_empty_place(use, copy: Path):
    """Every message is there, the copy is one file that only its owner may read, and it is not changed by being put back."""
    conversation = talk(use("first.db"), 3)
    said = ConversationStore(use("first.db")).messages_after(conversation, 0)
    well("backup", copy)
    assert [path.name for path in copy.parent.iterdir()] == [copy.name]
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    before = copy.read_bytes()
    second = use("second.db")
    well("restore", copy)
    assert ConversationStore(second).messages_after(conversation, 0) == said
    assert [path.name for path in copy.parent.iterdir()] == [copy.name]
    assert copy.read_bytes() == before
    with second.connect() as connection:
        assert connection.scalar(text("PRAGMA journal_mode")) == "wal"


def test_a_copy_made_while_turns_are_stored_is_whole(use, copy: Path):
    """Each conversation of the copy is as it was after some turn; no turn waits for the copy and none is half in it."""
    engine = use("busy.db")
    conversation, stopping, failures = talk(engine), threading.Event(), list[Exception]()

    def write() -> None:
        number = 100
        while not stopping.is_set():
            try:
                ConversationStore(engine).commit_turn(conversation, str(number), **TURN)
            except Exception as error:  # told below: a thread's failure is lost otherwise
                failures.append(error)
            number += 1

    writing = threading.Thread(target=write)
    writing.start()
    for number in range(5):
        well("backup", f"{copy}.{number}")
    stopping.set()
    writing.join()
    assert failures == []
    lengths = []
    for number in range(5):
        held = open_database(f"sqlite:///{copy}.{number}")
        messages = ConversationStore(held).messages_after(conversation, 0)
        lengths.append(len(messages))
        assert [message["seq"] for message in messages] == list(range(1, len(messages) + 1))
        assert len(messages) % 2 == 1  # the greeting, and whole turns
        held.dispose()
    assert lengths == sorted(lengths)
    assert lengths[-1] > lengths[0]


def test_conversations_are_not_lost_unless_told(use, copy: Path):
    """A target with other conversations, or with ones that went on, is refused with their number and left as it is."""
    engine = use("first.db")
    one = talk(engine)
    well("backup", copy)
    ConversationStore(engine).commit_turn(one, "later", **TURN)
    other = talk(engine)
    assert "2 conversations" in refused("restore", copy)
    assert ids(engine) == {one, other}
    well("restore", copy, "--replace")
    assert ids(engine) == {one}
    assert len(ConversationStore(engine).messages_after(one, 0)) == 3
    well("restore", copy)  # nothing would be lost any more


def broken(copy: Path) -> None:
    content = bytearray(copy.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 4096 * 8] = b"\xa5" * 4096 * 8
    copy.write_bytes(content)


def cut(copy: Path) -> None:
    copy.write_bytes(copy.read_bytes()[: copy.stat().st_size // 2])


def other_program(copy: Path) -> None:
    copy.unlink()
    with sqlite3.connect(copy) as made:
        made.execute("CREATE TABLE message (text)")


def later_version(copy: Path) -> None:
    with sqlite3.connect(copy) as made:
        made.execute("UPDATE alembic_version SET version_num = '9999'")


@pytest.mark.parametrize(
    "spoil",
    [broken, cut, other_program, later_version, Path.unlink, lambda copy: copy.write_bytes(b"no database" * 999),
     lambda copy: copy.write_bytes(b"")],
    ids=["broken", "cut", "other program", "later version", "missing", "no database", "empty"],
)  # fmt: skip
def test_what_is_no_sound_copy_is_refused(use, copy: Path, spoil):
    """The database stays as it is, also with --replace."""
    engine = use("first.db")
    conversation = talk(engine, 40)
    well("backup", copy)
    spoil(copy)
    assert "Traceback" not in refused("restore", copy, "--replace")
    assert ids(engine) == {conversation}


def test_a_copy_is_never_written_over(use, copy: Path):
    """An earlier copy stays; a file that cannot be made is told."""
    use("first.db")
    copy.write_text("precious")
    assert "is there already" in refused("backup", copy)
    assert copy.read_text() == "precious"
    assert "Error: " in refused("backup", copy.parent / "no folder" / "copy.db")


def test_a_database_that_cannot_be_written_is_told(use, copy: Path):
    """Neither command leaves half a file or a stack trace behind; here the folder is gone."""
    engine = use("first.db")
    well("backup", copy)
    target = Path(unquote(str(engine.url.database).removeprefix("file:")))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.stores.backup._file_of", lambda _: target.parent / "no folder" / "p.db")
        assert "could not be written" in refused("restore", copy).replace("\n", " ")
        assert "could not be made" in refused("backup", copy.with_name("other.db")).replace("\n", " ")
    assert [path.name for path in copy.parent.iterdir()] == [copy.name]


def test_a_copy_of_an_earlier_version_is_brought_up_to_date(use, copy: Path):
    """Its conversations are there, under the schema of today."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    engine = use("first.db")
    conversation = talk(engine)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0002")
    with (
        sqlite3.connect(Path(unquote(str(engine.url.database).removeprefix("file:")))) as reading,
        sqlite3.connect(copy) as writing,
    ):
        reading.backup(writing)
    second = use("second.db")
    well("restore", copy)
    assert ids(second) == {conversation}
    with second.connect() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == revisions()[0]


def test_the_check_says_what_is_there(use):
    """Kind, schema and counts of a sound database, in 80 columns."""
    engine = use("first.db")
    talk(engine, 2)
    shown = well("check")
    assert "It is sound." in shown
    assert revisions()[0] in shown
    rows = dict(line.strip("│ ").replace(" ", "").split("│") for line in shown.splitlines() if line.startswith("│"))
    assert (rows["message"], rows["conversation"], rows["trackerevent"]) == ("5", "1", "2")
    assert max(map(len, shown.splitlines())) <= 80


@pytest.mark.parametrize("spoil", [broken, cut], ids=["broken", "cut"])
def test_the_check_tells_a_broken_database(use, copy: Path, monkeypatch: pytest.MonkeyPatch, spoil):
    """It ends with 1 and says what is wrong."""
    talk(use("first.db"), 40)
    well("backup", copy)
    spoil(copy)
    spoilt = shutil.copy(copy, copy.with_name("spoilt.db"))
    monkeypatch.setenv(URL_SETTING, f"sqlite:///{spoilt}")
    assert "Error: " in refused("check")


def test_rows_that_refer_to_nothing_are_told(use):
    """A message without its conversation is no sound database."""
    engine = use("first.db")
    conversation = talk(engine)
    with sqlite3.connect(Path(unquote(str(engine.url.database).removeprefix("file:")))) as breaking:
        breaking.execute("DELETE FROM conversation WHERE id = ?", [conversation])
    assert "refer to rows that are not there" in refused("check").replace("\n", " ")


def test_migrating_makes_tables_and_facts_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """An empty database is filled; the second time there is nothing to do."""
    monkeypatch.setenv(URL_SETTING, f"sqlite:///{tmp_path / 'new' / 'pathwise.db'}")
    assert well("migrate") == "Loaded the catalogue.\n"
    assert well("migrate") == "The database is up to date.\n"


def test_migrating_says_when_the_database_cannot_be_reached(monkeypatch: pytest.MonkeyPatch):
    """A job that comes before the database says why it ends, and ends with 1."""
    monkeypatch.setenv(URL_SETTING, "postgresql+psycopg2://pathwise@127.0.0.1:9/pathwise")
    result = run("migrate")
    assert result.exit_code == 1
    assert "the database cannot be changed: " in result.output
    assert "Traceback" not in result.output
