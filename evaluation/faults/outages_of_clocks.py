"""Outages of the clock: a real server under libfaketime, whose wall clock jumps in the middle of a conversation."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from evaluation.faults.outages import NotHere, Row, row_of, scene_on
from evaluation.faults.own_database import own_database
from evaluation.serving import start_server

PLACES = ("/usr/lib/*/faketime/libfaketimeMT.so.1", "/usr/lib/faketime/libfaketimeMT.so.1")
JUMPS = {"an hour forth": "+1h", "an hour back": "-1h", "a day forth": "+1d", "a day back": "-1d", "to and fro": "+0"}


def clock_rows() -> Iterator[Row]:
    """Each jump, one after the other in one conversation.

    Raises:
        NotHere: Without libfaketime.
    """
    library = next((path for place in PLACES for path in Path("/").glob(place.lstrip("/"))), None)
    if library is None:
        raise NotHere("the clock: no libfaketime; 'apt-get install faketime' gives it")
    with tempfile.TemporaryDirectory() as folder, own_database() as (_, environment):
        jump = Path(folder) / "jump"
        jump.write_text("+0\n")
        faked = {
            **environment, "LD_PRELOAD": str(library), "FAKETIME_TIMESTAMP_FILE": str(jump), "FAKETIME_NO_CACHE": "1",
            # A real machine's monotonic clock does not jump.
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }  # fmt: skip
        with scene_on(start_server(faked)) as scene:
            for name, offset in JUMPS.items():
                jump.write_text(f"{offset}\n")
                row = row_of(scene, "clock", name)
                # Nothing is down: anything but an answer is a fault of ours.
                yield Row(
                    row.part, row.fault, row.seen, row.took_s, row.recovered, row.is_well and row.seen[:3] == "200"
                )
