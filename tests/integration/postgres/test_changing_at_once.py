"""Several processes that bring one database up to date, or forget old conversations, at the same time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from sqlalchemy import Engine, text

from bot.retention import Calendar, Retention
from bot.stores.ages import Ages
from bot.stores.traces import Traces
from knowledge.database import open_database
from knowledge.load import load_catalogue
from tests.integration.database.test_ages import NOW, ids, talk

AT_ONCE = 4
OLD, YOUNG = 60, 5


def test_catalogues_loaded_at_once_are_loaded_once(empty_engine: Engine) -> None:
    """Jobs that come at the same time wait for each other: one loads, the others find it done."""
    engines = [open_database(empty_engine.url.render_as_string(hide_password=False)) for _ in range(AT_ONCE)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        is_new = list(pool.map(load_catalogue, engines))
    for engine in engines:
        engine.dispose()
    assert sorted(is_new) == [False] * (AT_ONCE - 1) + [True]


def test_workers_that_forget_at_once_do_each_other_no_harm(empty_engine: Engine) -> None:
    """Every worker looks for old conversations: all of these go, the young stay, nobody fails."""
    for _ in range(OLD):
        talk(empty_engine, NOW - timedelta(days=40))
    young = {talk(empty_engine, NOW) for _ in range(YOUNG)}
    workers = [
        Retention(Ages(empty_engine), Traces(empty_engine), 30, Calendar(clock=lambda: NOW)) for _ in range(AT_ONCE)
    ]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(lambda worker: worker.step(), workers))
    assert ids(empty_engine) == young
    with empty_engine.connect() as connection:
        held = connection.execute(text("SELECT count(DISTINCT conversation_id) FROM message")).scalar_one()
    assert held == YOUNG
