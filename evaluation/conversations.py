"""Plays a scripted learner against the bot, one message at a time; the learner never knows which programme is right.

The learner answers what the bot's `form` block asks, in whatever order and as long as it asks. What a turn of the bot
offers is read from its blocks, not from its words, but for one thing: that nothing fits.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, Protocol

from advising.reply import ANSWERED, HANDED_OFF
from evaluation.answers import Answer, said
from evaluation.learners import CORRECTION, OPENING, WISH, Aside, Learner

PATIENCE = 2  # how often a learner answers the same question, and asks again where the bot has lost the thread
LONGEST = 25  # messages of a learner; no conversation needs so many
_NOTHING_FITS = re.compile(r"\b(?:no|none|nothing|not one)\b[^.?!]*\bfits?\b", re.I)
_WAYS_OUT = ("options", "form", "recommendations")


class Chat(Protocol):
    """A conversation with the bot."""

    def say(self, text: str) -> Answer:
        """Send a message; the answer as `pathwise ask --json` reports it."""

    def slots(self) -> Mapping[str, Any]:
        """What the bot has understood of the learner so far, by slot."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What the learner wrote, the answer, and what the bot had understood of the learner after it."""

    text: str
    answer: Answer
    slots: Mapping[str, Any] = field(default_factory=dict)

    @property
    def asks(self) -> str | None:
        """The slot of the question that the answer ends with, if it asks one."""
        forms = [block["slot"] for block in self._blocks if block["type"] == "form"]
        return str(forms[-1]) if forms else None

    @property
    def ranking(self) -> list[tuple[str, float]]:
        """(programme, score) of what is recommended, best first."""
        blocks = [block for block in self._blocks if block["type"] == "recommendations"]
        return [(str(item["slug"]), float(item["score"])) for item in blocks[-1]["items"]] if blocks else []

    @property
    def is_nothing_fits(self) -> bool:
        """Whether the answer says that no programme fits."""
        topics = (self.answer.get("topic"), *self.answer.get("topics", ()))
        is_finished = not self.asks and not self.ranking and "recommend" in topics
        return is_finished and bool(_NOTHING_FITS.search(said(self.answer)))

    @property
    def has_way_out(self) -> bool:
        """Whether something can be pressed, answered or chosen."""
        return any(block["type"] in _WAYS_OUT for block in self._blocks)

    @property
    def is_dead_end(self) -> bool:
        """Whether the answer offers nothing: no question, recommendation, button, answer or person; or only that nothing fits."""
        is_answer = self.answer.get("status") in (ANSWERED, HANDED_OFF) and bool(said(self.answer).strip())
        return not self.has_way_out and (self.is_nothing_fits or not is_answer)

    @property
    def _blocks(self) -> Sequence[Mapping[str, Any]]:
        return tuple(self.answer.get("blocks", ()))


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation that has come to its end; `dead_end` tells why it did not end with a result."""

    learner: Learner
    variant: int
    turns: tuple[Turn, ...]
    dead_end: str = ""

    @property
    def slots(self) -> Mapping[str, Any]:
        """What the bot had understood of the learner in the end."""
        return self.turns[-1].slots

    @property
    def asked(self) -> tuple[str, ...]:
        """The slots that were asked, each once, in order."""
        return tuple(dict.fromkeys(turn.asks for turn in self.turns if turn.asks))

    @property
    def ranking(self) -> list[tuple[str, float]]:
        """The last ranking that was shown; empty where the last result is that nothing fits, and where there is none."""
        return next((turn.ranking for turn in reversed(self.turns) if _is_result(turn)), [])

    @property
    def has_result(self) -> bool:
        """Whether a ranking was shown, or that nothing fits."""
        return any(map(_is_result, self.turns))

    @property
    def first(self) -> str | None:
        """The programme in the first place; None where nothing fits, and where there is no result."""
        return self.ranking[0][0] if self.ranking else None


def _is_result(turn: Turn) -> bool:
    return bool(turn.ranking) or turn.is_nothing_fits


@dataclass
class _Speaker:
    """Chooses what a learner says next, with the wordings in an order that the seed and the variant decide."""

    learner: Learner
    seed: int
    variant: int
    waiting: list[Aside]
    told: Counter[str] = field(default_factory=Counter)
    nudges: int = 0

    def wording(self, name: str, wordings: Sequence[str], nth: int = 0) -> str:
        """The nth wording in the order of this run; the next variant begins with the next one."""
        shuffled = list(wordings)
        Random(f"{self.seed}/{self.learner.id}/{name}").shuffle(shuffled)
        return shuffled[(self.variant + nth) % len(shuffled)]

    def aside(self, *, is_finished: bool) -> str | None:
        """What is said unasked now: after the end no questions any more, but corrections, and wishes not yet told."""
        for aside in self.waiting:
            is_due = aside.after == OPENING or self.told[aside.after] > 0
            is_wrong = aside.kind == CORRECTION and self.told[aside.of or aside.after] > 0
            if (is_wrong or aside.kind == WISH) if is_finished else is_due:
                self.waiting.remove(aside)
                return self.wording(f"{aside.kind}/{aside.after}", aside.says)
        return None

    def answer(self, slot: str) -> str:
        """The answer to a question; asked again, in other words."""
        self.told[slot] += 1
        return self.wording(slot, self.learner.answers[slot], self.told[slot] - 1)

    def nudge(self) -> str:
        """The wish for a recommendation once more."""
        self.nudges += 1
        return self.wording("again", self.learner.again, self.nudges - 1)


def converse(learner: Learner, chat: Chat, seed: int = 0, variant: int = 0) -> Conversation:
    """Talk until a recommendation or that nothing fits, or until it leads nowhere.

    Args:
        learner: Who talks; its profile is not read.
        chat: A new conversation.
        seed: Of the order of the wordings.
        variant: Which of them to begin with.
    """
    speaker = _Speaker(learner, seed, variant, sorted(learner.asides, key=lambda aside: aside.kind != CORRECTION))
    turns: list[Turn] = []
    text: str | None = speaker.wording(OPENING, learner.opening)
    stuck = ""
    while text is not None and not stuck:
        turns.append(Turn(text, chat.say(text), chat.slots()))
        stuck = _stuck(turns, speaker)
        text = None if stuck else _next(turns, speaker)
    return Conversation(learner, variant, tuple(turns), stuck)


def _next(turns: Sequence[Turn], speaker: _Speaker) -> str | None:
    """What the learner says next; None at the end."""
    slot, is_finished = turns[-1].asks, any(map(_is_result, turns)) and not turns[-1].asks
    aside = speaker.aside(is_finished=is_finished)
    if aside is not None:
        return aside
    if slot is not None:
        return speaker.answer(slot)
    return None if is_finished else speaker.nudge()


def _stuck(turns: Sequence[Turn], speaker: _Speaker) -> str:
    """Why the conversation leads nowhere; empty while it does."""
    turn = turns[-1]
    if turn.is_dead_end:
        return "a reply that offers nothing"
    if len(turns) >= LONGEST:
        return f"no end after {LONGEST} messages"
    if turn.asks and turn.asks not in speaker.learner.answers:
        return f"asked for {turn.asks!r}, to which the learner's file has no answer: add it to 'answers'"
    if turn.asks and speaker.told[turn.asks] >= PATIENCE:
        return f"asked for {turn.asks!r} again after {PATIENCE} answers"
    is_lost = not turn.asks and not any(map(_is_result, turns))
    return "the recommendation was lost" if is_lost and speaker.nudges >= PATIENCE else ""
