"""The snapshot that a process works with: the newest, read again only when the catalogue or the day is another."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete, event

from knowledge import current, tables
from knowledge.catalogue_files import catalogue_digest
from knowledge.current import (
    DEFAULT_URL,
    RECHECK_S,
    URL_SETTING,
    CurrentKnowledge,
    KnowledgeMissing,
    current_knowledge,
    current_snapshot,
    database_url,
    engine_for,
)
from knowledge.load import load_catalogue
from tests.unit.catalogue_edits import Edit

MORNING = datetime(2026, 11, 22, 8, tzinfo=UTC)
NEXT_DAY = datetime(2026, 11, 23, 0, tzinfo=UTC)
CHANGE = Edit("programmes/a-school.yml", "value: 1000", "value: 1200")


class Clock:
    """Stands in for `time` and `datetime` of the module: stands still until a test moves it."""

    def __init__(self) -> None:
        self.seconds = 1000.0
        self.day = MORNING

    def monotonic(self) -> float:
        """Seconds since some start."""
        return self.seconds

    def now(self, zone: object) -> datetime:
        """The time of day, in UTC as the module must ask for."""
        assert zone is UTC
        return self.day


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A frozen clock."""
    monkeypatch.delenv(current.DAY_SETTING)  # the day of this clock, not that of the replays
    clock = Clock()
    monkeypatch.setattr(current, "time", clock)
    monkeypatch.setattr(current, "datetime", clock)
    return clock


@pytest.fixture
def held(empty_engine: Engine, catalogue_folder: Path, clock: Clock) -> CurrentKnowledge:
    """The holder of the small catalogue."""
    load_catalogue(empty_engine, catalogue_folder)
    return CurrentKnowledge(empty_engine)


@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    """Collects what is asked of the database."""
    asked: list[str] = []

    def note(_connection, _cursor, statement: str, *_more) -> None:
        asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)


def test_within_two_seconds_the_database_is_not_asked(held: CurrentKnowledge, empty_engine: Engine, clock: Clock):
    """The same snapshot is given again without any query."""
    first = held.snapshot()
    clock.seconds += RECHECK_S - 0.1
    with statements(empty_engine) as asked:
        assert held.snapshot() is first
    assert asked == []


def test_after_two_seconds_one_question_is_asked(held: CurrentKnowledge, empty_engine: Engine, clock: Clock):
    """An unchanged catalogue costs one query for its version, and keeps the snapshot."""
    first = held.snapshot()
    clock.seconds += RECHECK_S
    with statements(empty_engine) as asked:
        assert held.snapshot() is first
        assert held.snapshot() is first
    assert len(asked) == 1


def test_a_new_version_is_read_at_the_next_check(
    held: CurrentKnowledge, empty_engine: Engine, catalogue_folder: Path, clock: Clock
):
    """A catalogue that was loaded meanwhile is seen after two seconds, not before."""
    first = held.snapshot()
    CHANGE.apply(catalogue_folder)
    load_catalogue(empty_engine, catalogue_folder)
    clock.seconds += RECHECK_S / 2
    assert held.snapshot() is first
    clock.seconds += RECHECK_S / 2
    assert held.snapshot().version == catalogue_digest(catalogue_folder)
    assert held.snapshot().claims["asx-data/price.total/school-page"].value == 1200


def test_a_new_day_is_a_new_snapshot(empty_engine: Engine, catalogue_folder: Path, clock: Clock):
    """Expiry is judged against today: what was fresh in the morning is expired after midnight."""
    # Prices hold 90 days: this one until the 22nd of November.
    Edit("sources/all.yml", '"2024-05"', '"2026-08-24"').apply(catalogue_folder)
    load_catalogue(empty_engine, catalogue_folder)
    held = CurrentKnowledge(empty_engine)
    price = "asx-data/price.total/school-page"
    assert held.snapshot().as_of == date(2026, 11, 22)
    assert not held.snapshot().claims[price].is_expired
    clock.day = NEXT_DAY
    clock.seconds += RECHECK_S
    assert held.snapshot().as_of == date(2026, 11, 23)
    assert held.snapshot().claims[price].is_expired


def test_without_a_catalogue_every_call_says_so(empty_engine: Engine, catalogue_folder: Path, clock: Clock):
    """An empty database is told each time, and a catalogue that is loaded then is found at once."""
    held = CurrentKnowledge(empty_engine)
    for _ in range(2):
        with pytest.raises(KnowledgeMissing):
            held.snapshot()
    load_catalogue(empty_engine, catalogue_folder)
    assert held.snapshot().version == catalogue_digest(catalogue_folder)


def test_a_catalogue_that_went_away_is_not_answered_from(held: CurrentKnowledge, empty_engine: Engine, clock: Clock):
    """Facts that the database does not hold any more are not given out after the next check."""
    held.snapshot()
    with empty_engine.begin() as connection:
        connection.execute(delete(tables.KnowledgeVersion))
    clock.seconds += RECHECK_S
    with pytest.raises(KnowledgeMissing):
        held.snapshot()


def test_threads_share_one_reading(held: CurrentKnowledge, empty_engine: Engine):
    """Turns that begin together wait for one reading and get the same snapshot."""
    start = threading.Barrier(4)
    found = []

    def ask() -> None:
        start.wait()
        found.append(held.snapshot())

    with statements(empty_engine) as asked:
        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len({id(snapshot) for snapshot in found}) == 1
    assert sum("FROM claim" in statement for statement in asked) == 1


def test_the_database_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch):
    """A set address is used; an empty or missing one means the project's own file."""
    monkeypatch.setenv(URL_SETTING, "sqlite:///elsewhere.db")
    assert database_url() == "sqlite:///elsewhere.db"
    monkeypatch.setenv(URL_SETTING, "")
    assert database_url() == DEFAULT_URL
    monkeypatch.delenv(URL_SETTING)
    assert database_url() == DEFAULT_URL


def test_a_process_has_one_engine_and_one_holder_for_an_address(database_url: str):
    """Everything in a process shares connections and snapshot."""
    assert engine_for(database_url) is engine_for(database_url)
    assert current_knowledge(database_url) is current_knowledge(database_url)
    assert current_snapshot() is current_knowledge(database_url).snapshot()


def test_a_day_that_is_set_is_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """To replay a conversation its day can be set; what is no day is refused with what was found."""
    monkeypatch.setenv(current.DAY_SETTING, "2027-03-01")
    assert current.today() == date(2027, 3, 1)
    monkeypatch.setenv(current.DAY_SETTING, "tomorrow")
    with pytest.raises(ValueError, match="found 'tomorrow'; expected a day such as"):
        current.today()
