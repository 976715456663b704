"""Runs the custom actions in this process: no HTTP, a compiled validator, and never silence.

Rasa accepts any `EndpointConfig` as its action endpoint; this one calls rasa_sdk's executor in a worker thread.
A raising, slow or rubbish-returning action ends in an apology that the learner sees and a log line with the reason.
"""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from rasa.core.actions.action import RemoteAction
from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from rasa_sdk import Action
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

from bot.action_results import check_result

LOG = logging.getLogger("pathwise.actions")
WORKERS = 8
PING_S = 1.0
APOLOGY = (
    "Sorry, something went wrong on our side and I could not answer that. Your message is kept. "
    "Please try again, or ask in other words."
)


class ActionLeft(Exception):
    """An action tried to end the process."""


class InProcessActions(EndpointConfig):
    """An action endpoint without a network."""

    def __init__(self, actions: Iterable[type[Action] | Action], timeout_s: float) -> None:
        """Register the actions.

        Args:
            actions: Action classes, or instances.
            timeout_s: Seconds after which an action is given up and the learner is told.
        """
        # Selective domain: the domain is not copied into every call, and no action of ours reads it.
        super().__init__(url="in-process", enable_selective_domain=True)
        self._executor = ActionExecutor()
        for action in actions:
            self._executor.register_action(action)
        self._timeout_s = timeout_s
        self._pool = _workers()
        self._stuck: list[Future[Any]] = []
        self._local = threading.local()
        self.failures = 0

    async def request(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Run the action that Rasa asks for; failures become an apology.

        Raises:
            ClientResponseError: When the action rejects its execution, as Rasa expects it from an endpoint.
        """
        call = kwargs["json"]
        name = call["next_action"]
        running = self._pool.submit(self._run, call)
        try:
            result = await asyncio.wait_for(asyncio.wrap_future(running), self._timeout_s)
            check_result(result)
        except ActionExecutionRejection as rejection:
            text = json.dumps({"action_name": rejection.action_name, "error": str(rejection)})
            raise ClientResponseError(400, "action rejected its execution", text) from rejection
        except TimeoutError:
            self._give_up(running)
            return self._apologise(name, f"took longer than {self._timeout_s:g} s")
        except Exception as error:
            LOG.exception("action %s failed", name)
            return self._apologise(name, f"raised {type(error).__name__}")
        return result

    def ping(self) -> None:
        """Raise if an action cannot be run."""
        if "action_answer" not in self._executor.actions:
            raise ActionNotFoundException("action_answer")
        self._pool.submit(int).result(PING_S)

    def _give_up(self, running: Future[Any]) -> None:
        """Remember a thread that cannot be stopped; when all workers are such threads, work goes on in new ones."""
        self._stuck = [future for future in (*self._stuck, running) if not future.done()]
        if len(self._stuck) >= WORKERS:
            LOG.error("%d actions hang; new workers take over", len(self._stuck))
            self._pool.shutdown(wait=False)
            self._pool, self._stuck = _workers(), []

    def _run(self, call: dict[str, Any]) -> dict[str, Any]:
        """Drive the executor's coroutine in this worker thread."""
        if not hasattr(self._local, "loop"):
            self._local.loop = asyncio.new_event_loop()
        try:
            return self._local.loop.run_until_complete(self._executor.run(call))  # type: ignore[no-any-return]
        except SystemExit as leaving:
            # Handed on as it is, it would end the whole server.
            raise ActionLeft(f"the action asked to leave with {leaving.code}") from leaving

    def _apologise(self, name: str, reason: str) -> dict[str, Any]:
        self.failures += 1
        LOG.error("action %s %s; the learner was told", name, reason)
        shown = {
            "topic": "support",
            "status": "declined",
            "blocks": [],
            "claims": [],
            "recommendations": [],
            "failed": True,
        }
        return {"events": [], "responses": [{"text": APOLOGY, "pathwise": shown}]}


def _workers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(WORKERS, thread_name_prefix="action")


def trust_validated_results() -> None:
    """Stop Rasa from compiling its schema anew for every action (33 ms each): we validated the result already.

    Rasa offers no hook for it, so the one method is replaced.
    """
    RemoteAction._validate_action_result = lambda self, result: True
