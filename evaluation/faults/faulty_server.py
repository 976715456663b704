"""A Pathwise server whose answering action misbehaves on messages that ask for it: `python -m … serve --port N`."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import click
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import ACTIONS
from actions.answer import ActionAnswer
from bot.logs import configure_logs
from bot.model_file import leave_out_unused
from bot.settings import load_settings

HANG_S = 8.0
SLOW_S = 0.4
ASKING = "what is a MicroMasters? fault:"
MEGABYTE = 1 << 20


def _raise() -> Any:
    raise KeyError("a slot that is not there")


def _leave() -> Any:
    raise SystemExit(3)


def _recurse() -> Any:
    return _recurse()


def _hang() -> Any:
    time.sleep(HANG_S)
    return []


def _slow() -> Any:
    time.sleep(SLOW_S)
    return []


FAULTS: dict[str, Callable[[], Any]] = {
    "raises": _raise,
    "ends the process": _leave,
    "recurses": _recurse,
    "hangs": _hang,
    "is silent": lambda: [],
    "is slow and silent": _slow,
    "returns a number": lambda: 42,
    "returns an unknown event": lambda: [{"event": "no_such_event"}],
    "returns ten megabytes": lambda: [{"event": "slot", "name": "field", "value": "x" * (10 * MEGABYTE), "more": 1}],
}


class FaultyAnswer(ActionAnswer):
    """Answers like the real action, but where the message names a fault it has it."""

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Any:
        """Misbehave, or answer."""
        _, asked, fault = (tracker.latest_message.get("text") or "").partition(ASKING)
        return FAULTS[fault.strip()]() if asked else super().run(dispatcher, tracker, domain)


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("command", type=click.Choice(["serve"]))
@click.option("--port", type=int, required=True)
def main(command: str, port: int) -> None:
    """Serve on loopback with the faulty action in the place of the real one."""
    settings = load_settings()
    leave_out_unused(settings.model)
    from bot.runtime import Runtime
    from bot.serving import serve

    configure_logs(settings.log_format)
    serve(Runtime(settings, (*ACTIONS, FaultyAnswer)), "127.0.0.1", port)


if __name__ == "__main__":
    main()
