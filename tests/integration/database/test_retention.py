"""What the server forgets by itself, and that a wrong clock makes it forget nothing that is young."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from bot import retention as retention_module
from bot.retention import EVERY_S, FIRST_DAY, Calendar, Retention, forget_old
from bot.stores.ages import Ages
from bot.stores.conversations import ConversationStore
from bot.stores.traces import Traces
from tests.integration.database.test_ages import NOW, ids, talk

DAY = timedelta(days=1)
KEPT = 30


class Machine:
    """A machine whose clock can be put wrong, and whose monotonic clock cannot."""

    def __init__(self, clock: datetime) -> None:
        self.clock, self.seconds = clock, 1000.0

    def calendar(self) -> Calendar:
        """A calendar that goes by this machine."""
        return Calendar(lambda: self.clock, lambda: self.seconds)

    def passes(self, time: timedelta) -> None:
        """Let some time pass, on both clocks."""
        self.clock += time
        self.seconds += time.total_seconds()


@pytest.mark.parametrize("off", [timedelta(), DAY, -DAY, 20 * DAY, 400 * DAY, -400 * DAY], ids=str)
def test_a_wrong_clock_forgets_nothing_younger_than_a_day_less(empty_engine: Engine, off: timedelta):
    """However far the clock is off, what is younger than N - 1 days is kept; right or a day off, what is older than N + 1 goes."""
    young = {talk(empty_engine, NOW - days * DAY) for days in (0, 10, 20, 28.9)}
    old = {talk(empty_engine, NOW - days * DAY) for days in (31.1, 60)}
    ages = Ages(empty_engine)
    now = Machine(NOW + off).calendar().now(ages.newest() or NOW)
    if now is not None:
        forget_old(ages, KEPT, now, lambda _: False)
    assert young <= ids(empty_engine)
    if abs(off) <= DAY:
        assert not old & ids(empty_engine)


def test_a_clock_put_ahead_while_the_server_runs_forgets_nothing(empty_engine: Engine):
    """Not even when learners go on writing under the wrong clock: time passes no faster than the machine counts."""
    machine = Machine(NOW)
    calendar, ages = machine.calendar(), Ages(empty_engine)
    young = talk(empty_engine, NOW - DAY)
    assert calendar.now(NOW - DAY) == NOW
    machine.clock += 300 * DAY
    talk(empty_engine, machine.clock)
    machine.passes(timedelta(hours=5))
    assert calendar.now(ages.newest() or NOW) == NOW + timedelta(hours=5)
    assert young not in ages.silent_since(NOW + timedelta(hours=5) - KEPT * DAY)


def test_a_server_that_nobody_writes_to_forgets_in_the_end(empty_engine: Engine):
    """After as many days without any message the last conversation goes too."""
    machine = Machine(NOW)
    calendar, ages = machine.calendar(), Ages(empty_engine)
    talk(empty_engine, NOW)
    calendar.now(NOW)
    for days, left in ((29, 1), (2, 0)):
        machine.passes(days * DAY)
        forget_old(ages, KEPT, calendar.now(NOW) or NOW, lambda _: False)
        assert len(ids(empty_engine)) == left


@pytest.mark.parametrize("clock", [datetime(1970, 1, 1, tzinfo=UTC), FIRST_DAY - DAY, NOW - 2 * DAY])
def test_a_clock_before_what_is_stored_is_not_begun_with(clock: datetime, caplog: pytest.LogCaptureFixture):
    """A machine that starts without the time waits for it, says so, and then goes by the right one."""
    machine = Machine(clock)
    calendar = machine.calendar()
    assert calendar.now(NOW) is None
    assert "nothing is forgotten" in caplog.text
    machine.clock = NOW + timedelta(hours=1)
    assert calendar.now(NOW) == machine.clock


def test_a_long_silence_is_told(caplog: pytest.LogCaptureFixture):
    """Whoever runs the bot reads that ages are not counted from the clock."""
    assert Machine(NOW).calendar().now(NOW - 90 * DAY) == NOW - 89 * DAY
    assert "ages are counted from a day after" in caplog.text


def retention(engine: Engine, days: int = KEPT) -> Retention:
    return Retention(Ages(engine), Traces(engine), days, Machine(NOW).calendar())


def test_it_forgets_once_an_hour(empty_engine: Engine):
    """At the start, and again only when an hour has passed."""
    machine = Machine(NOW)
    keeping = Retention(Ages(empty_engine), Traces(empty_engine), KEPT, machine.calendar())
    kept = talk(empty_engine, NOW)
    talk(empty_engine, NOW - 40 * DAY)
    keeping.step()
    assert ids(empty_engine) == {kept}
    late = talk(empty_engine, NOW - 40 * DAY)
    machine.passes(timedelta(seconds=EVERY_S - 1))
    keeping.step()
    assert ids(empty_engine) == {kept, late}
    machine.passes(timedelta(seconds=1))
    keeping.step()
    assert ids(empty_engine) == {kept}


def test_with_0_days_everything_is_kept(empty_engine: Engine):
    """Keeping for ever is a choice."""
    talk(empty_engine, NOW - 4000 * DAY)
    talk(empty_engine, NOW)
    retention(empty_engine, 0).step()
    assert len(ids(empty_engine)) == 2


def test_a_run_that_fails_is_told_and_tried_again(
    empty_engine: Engine,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
):
    """A locked database stops neither the server nor the next run; it is forgotten once the lock is gone."""
    monkeypatch.setattr(retention_module, "SWEEP_EVERY_S", 0.01)
    talk(empty_engine, NOW - 40 * DAY)
    kept = talk(empty_engine, NOW)

    async def lock_and_let_go() -> None:
        holding = empty_engine.connect()
        holding.exec_driver_sql("BEGIN EXCLUSIVE")
        running = asyncio.create_task(retention(empty_engine).run())
        while "tried again" not in caplog.text:
            await asyncio.sleep(0.02)
        holding.rollback()
        holding.close()
        while len(ids(empty_engine)) > 1:
            await asyncio.sleep(0.02)
        running.cancel()

    caplog.set_level(logging.WARNING)
    asyncio.run(lock_and_let_go())
    assert ids(empty_engine) == {kept}


def test_it_stops_between_a_few_and_the_next(empty_engine: Engine):
    """A server that is told to stop does not wait for thousands of conversations."""
    for _ in range(25):
        talk(empty_engine, NOW - 40 * DAY)
    assert forget_old(Ages(empty_engine), KEPT, NOW, lambda _: True) == 10
    assert len(ids(empty_engine)) == 15


def test_what_was_forgotten_is_swept(empty_engine: Engine):
    """After a run that forgot something, nothing is due any more; before the next erasure nothing is."""
    talk(empty_engine, NOW - 40 * DAY)
    talk(empty_engine, NOW)
    traces = Traces(empty_engine)
    Retention(Ages(empty_engine), traces, KEPT, Machine(NOW).calendar()).step()
    assert not traces.is_due
    assert ConversationStore(empty_engine).ping() is None
