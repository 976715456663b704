"""Sends labelled messages through the running bot, by the path of `pathwise ask --json`, with a progress bar."""

from __future__ import annotations

import asyncio
import io
import json
import time
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from rasa_sdk import Tracker

from actions.listening import whole
from advising.model import Snapshot
from advising.question import Question
from bot.asking import ask_all, shown
from bot.runtime import Runtime
from bot.turn import TurnResult
from evaluation.answers import Answer
from evaluation.conversations import Conversation, converse
from evaluation.learners import Learner
from evaluation.progress import progress


class _Answers(io.StringIO):
    """Where `ask --json` writes: keeps each line as an answer, and tells the progress bar."""

    def __init__(self, step: partial[None]) -> None:
        super().__init__()
        self.answers: list[Answer] = []
        self._step = step

    def write(self, text: str) -> int:
        if text.strip():
            self.answers.append(json.loads(text))
            self._step()
        return len(text)


def ask_rows(runtime: Runtime, conversations: Sequence[tuple[str, ...]], doing: str = "asking") -> list[Answer]:
    """The answer to the last turn of each conversation, in order, as `ask --json` reports it."""
    lines = [
        json.dumps({"conversation": str(n), "text": turn}) for n, turns in enumerate(conversations) for turn in turns
    ]
    with progress(doing, len(lines)) as step:
        out = _Answers(step)
        asyncio.run(ask_all(runtime, io.StringIO("".join(f"{line}\n" for line in lines)), out, as_json=True))
    return list(_last_of_each(out.answers, conversations))


def questions_of(runtime: Runtime, texts: Sequence[str]) -> list[Question]:
    """What the actions make of each message, as the first of a conversation."""
    snapshot = runtime.knowledge.snapshot()
    with progress("reading", len(texts)) as step:
        return [_question(runtime, snapshot, text, step) for text in texts]


def _question(runtime: Runtime, snapshot: Snapshot, text: str, step: partial[None]) -> Question:
    step()
    tracker = Tracker("evaluation", {}, runtime.understand(text), [], False, None, {}, None)
    return whole(snapshot, tracker).question


def talk_with(runtime: Runtime, learners: Sequence[tuple[Learner, int]], seed: int) -> list[Conversation]:
    """A whole conversation with each (learner, variant of its wordings)."""
    with asyncio.Runner() as runner, progress("talking", len(learners)) as step:
        return [_talk(RuntimeChat(runtime, runner.run), *pair, seed, step) for pair in learners]


def _talk(chat: RuntimeChat, learner: Learner, variant: int, seed: int, step: partial[None]) -> Conversation:
    found = converse(learner, chat, seed, variant)
    step()
    return found


class RuntimeChat:
    """A conversation with the running bot, taken one message at a time."""

    def __init__(self, runtime: Runtime, run: Callable[[Coroutine[Any, Any, TurnResult]], TurnResult]) -> None:
        """Begin a conversation; `run` waits for a turn, in one event loop for all of them."""
        self._runtime, self._run = runtime, run
        self._conversation = runtime.store.create()

    def say(self, text: str) -> Answer:
        """Send a message; the answer as `ask --json` reports it."""
        started = time.perf_counter()
        result = self._run(self._runtime.turn(self._conversation, text=text))
        return shown(self._conversation, text, result, (time.perf_counter() - started) * 1000)

    def slots(self) -> Mapping[str, Any]:
        """What is carried of the learner from turn to turn."""
        return dict(self._runtime.store.carried(self._conversation).get("slots", {}))


def _last_of_each(answers: Sequence[Answer], conversations: Sequence[tuple[str, ...]]) -> Iterator[Answer]:
    end = 0
    for turns in conversations:
        end += len(turns)
        yield answers[end - 1]
