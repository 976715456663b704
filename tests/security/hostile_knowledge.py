"""A copy of the real knowledge base in which what is written stands as hostile text.

The loader refuses such addresses and much such text; a database that somebody else wrote to does not.
Ways to name a subject, numbers and ids stay as they are, so that questions still find their answers.
"""

from __future__ import annotations

import sqlite3
from itertools import cycle
from pathlib import Path

from sqlalchemy.engine import make_url

from tests.security.payloads import Payload

WRITTEN = {
    "source": ("publisher", "title", "url", "published_about"),
    "claim": ("says", "scope", "note", "cell"),
    "subject": ("name", "short"),
    "programme": ("title",),
    "course": ("title",),
    "predicate": ("label",),
    "pathway": ("degree", "share"),
    "pathway_condition": ("says",),
    "comparison": ("title",),
    "comparison_cell": ("label", "text"),
    "argument": ("text",),
    "remark": ("says",),
}


def write_hostile_copy(database_url: str, path: Path, payloads: tuple[Payload, ...]) -> str:
    """Copy a database and put a payload into every written field that is not empty; the URL of the copy."""
    with sqlite3.connect(make_url(database_url).database or "") as source, sqlite3.connect(path) as copy:
        source.backup(copy)
        texts = cycle(payload.text for payload in payloads)
        for table, columns in WRITTEN.items():
            for column in columns:
                rows = copy.execute(f"SELECT rowid FROM {table} WHERE {column} != ''").fetchall()  # noqa: S608
                change = f"UPDATE {table} SET {column} = ? WHERE rowid = ?"  # noqa: S608
                copy.executemany(change, [(next(texts), row) for (row,) in rows])
    return f"sqlite:///{path}"
