"""The way to an adviser: a brief that the learner sees first, and that leaves only when the learner says so."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from actions.speaking import uttered
from advising.brief import Brief, Exchange, brief, brief_json, brief_text, mailto
from advising.model import Snapshot
from advising.profile import Profile
from advising.reply import HANDED_OFF, Block, NoticeBlock, Option, OptionsBlock, Reply, Sentence, paragraph
from bot.settings import Settings
from bot.stores.conversations import BotMessage, ConversationStore
from bot.turn import bot_message
from bot.webhook import NotTaken, Webhook

LOG = logging.getLogger("pathwise.handoff")
SHOW, SEND, KEEP_BACK = "brief:show", "brief:send", "brief:keep"
SHOW_IT = Option("Show what an adviser would get", SHOW)
PASSAGES = 3

CONNECTED = "An adviser can get one page about this talk. You see it first, and nothing is sent unless you say so."
BY_MAIL = "You can write to the advisers of this page. I put this talk on one page, and you send it yourself."
NOT_CONNECTED = "No adviser is connected to this page. I can put this talk on one page for you to take to one."
SEEN_FIRST = "This is all that an adviser would get. Nothing has been sent."
WITH_IT = "The same goes along as data, with the source and date of each claim."
WRITE = "You can also send it yourself by e-mail, to {}."
TAKE_ALONG = "No adviser is connected to this page, so I cannot send it. Print it or copy it, and take it along."
SENT = "It was sent, and the advisers' system took it. When and how they answer, I cannot tell."
SENT_BEFORE = "This was sent already. Nothing was sent again."
NOT_SENT = (
    "The advisers' system did not confirm that it took this. "
    "You can try again: a second copy carries the same number, so it can be told apart."
)
CHANGED = "Something changed since you saw it. This is what would be sent now. Nothing has been sent."
KEPT_BACK = "Nothing was sent. You can go on, or send it later."


@dataclass(frozen=True, slots=True)
class Handed:
    """How a move ended: "shown", "sent", "again", "failed", "changed", "not_connected" or "kept", and what is said."""

    state: str
    brief: Brief
    message: BotMessage


class Handoff:
    """Makes briefs of conversations, and sends them by the webhook of the settings."""

    def __init__(self, settings: Settings, store: ConversationStore, snapshot: Callable[[], Snapshot]) -> None:
        """Use the settings' channels; without any, briefs are only shown."""
        self._address = settings.handoff_mailto
        self.webhook = Webhook(settings.handoff_webhook, settings.handoff_secret) if settings.handoff_webhook else None
        self._store = store
        self._snapshot = snapshot

    def offering(self, message: BotMessage) -> BotMessage:
        """A bot's message; the way to a person says what an adviser would get, and offers to show it."""
        if message.content.get("status") != HANDED_OFF:
            return message
        text = CONNECTED if self.webhook else BY_MAIL if self._address else NOT_CONNECTED
        added = self._said("", NoticeBlock(text), options=(SHOW_IT,))
        notice, show = added.content["blocks"]
        blocks = message.content["blocks"]
        offered = [option for block in blocks if block["type"] == "options" for option in block["options"]]
        others = [block for block in blocks if block["type"] != "options"]
        content = {**message.content, "blocks": [*others, notice, {**show, "options": [*show["options"], *offered]}]}
        return BotMessage(f"{message.text}\n\n{text}", content, {**message.offered, **added.offered})

    def brief_of(self, conversation: str) -> Brief:
        """The brief of a conversation as it stands.

        Raises:
            UnknownConversation: If there is none of that id.
        """
        slots = self._store.carried(conversation).get("slots", {})
        told = exchanges(self._store.messages_after(conversation, 0))
        kept = tuple(slots.get("kept") or ())
        return brief(self._snapshot(), Profile.from_slots(slots), told, kept=kept, conversation=conversation)

    def described(self, conversation: str) -> dict[str, Any]:
        """The brief as it would be sent, and how it can be."""
        made = self.brief_of(conversation)
        return {**self._channels(made), "sent": self._is_sent(conversation, made), "brief": self._data(made)}

    async def answer(self, conversation: str, payload: str) -> Handed:
        """Take a move: show the brief, send the one that was shown, or keep it back.

        Raises:
            UnknownConversation: If there is none of that id.
        """
        made = await asyncio.to_thread(self.brief_of, conversation)
        if payload == KEEP_BACK:
            return self._handed("kept", made, KEPT_BACK, options=(SHOW_IT,))
        if not payload.startswith(SEND):
            return self._shown("shown", made, SEEN_FIRST)
        if payload not in (SEND, _sending(made)):
            return self._shown("changed", made, CHANGED)
        if await asyncio.to_thread(self._is_sent, conversation, made):
            return self._handed("again", made, SENT_BEFORE)
        return await self._send(made)

    async def _send(self, made: Brief) -> Handed:
        if self.webhook is None:
            return self._shown("not_connected", made, SEEN_FIRST)
        try:
            await self.webhook.send(self._data(made))
        except NotTaken as error:
            LOG.warning("brief %s was not taken: %s", made.id, error)
            return self._shown("failed", made, NOT_SENT)
        return self._handed("sent", made, SENT)

    def _shown(self, state: str, made: Brief, lead: str) -> Handed:
        """The brief, word for word, with what can be done with it."""
        block = {"type": "brief", **self._channels(made)}
        after = [WITH_IT] if self.webhook else []
        after += [WRITE.format(self._address)] if self._address else []
        send = Option("Try again" if state == "failed" else "Send it", _sending(made))
        options = (send, Option("Do not send", KEEP_BACK)) if self.webhook else ()
        return self._handed(state, made, lead, block=block, after=" ".join(after or [TAKE_ALONG]), options=options)

    def _handed(
        self,
        state: str,
        made: Brief,
        lead: str,
        *,
        block: dict[str, Any] | None = None,
        after: str = "",
        options: tuple[Option, ...] = (),
    ) -> Handed:
        """The message of a state; it is marked, so that talk about a brief is no part of the next one."""
        closing = [paragraph(Sentence(after))] if after else []
        text = "\n\n".join(part for part in (lead, block["text"] if block else "", after) if part)
        said = self._said(text, paragraph(Sentence(lead)), *closing, options=options)
        blocks = said.content["blocks"]
        if block is not None:
            blocks = [blocks[0], block, *blocks[1:]]
        content = {**said.content, "blocks": blocks, "brief": {"id": made.id, "state": state}}
        return Handed(state, made, BotMessage(said.text, content, said.offered))

    def _said(self, text: str, *blocks: Block, options: tuple[Option, ...] = ()) -> BotMessage:
        buttons = [OptionsBlock(options)] if options else []
        _, shown = uttered(self._snapshot(), Reply("handoff", HANDED_OFF, (*blocks, *buttons)))
        return bot_message(text, shown)

    def _channels(self, made: Brief) -> dict[str, Any]:
        text = brief_text(made)
        link = {"mailto": mailto(self._address, text)} if self._address else {}
        return {"id": made.id, "text": text, **link, "can_send": self.webhook is not None}

    def _data(self, made: Brief) -> dict[str, Any]:
        return brief_json(self._snapshot(), made)

    def _is_sent(self, conversation: str, made: Brief) -> bool:
        sent = {"id": made.id, "state": "sent"}
        return any(message.get("brief") == sent for message in self._store.messages_after(conversation, 0))


def _sending(made: Brief) -> str:
    """The payload that sends this very brief: consent holds for what was seen."""
    return f"{SEND}:{made.id}"


def is_move(payload: str) -> bool:
    """Whether an offered option's payload is about the brief, and not for Rasa."""
    return payload.startswith("brief:")


def exchanges(messages: Iterable[dict[str, Any]]) -> list[Exchange]:
    """What was asked and answered, from a conversation's messages in order; talk about the brief itself is left out."""
    found, question = list[Exchange](), None
    for message in messages:
        if message["from"] == "learner":
            question = message["text"]
        elif question is not None and "brief" not in message:
            found.append(_exchange(question, message))
    return found


def _exchange(question: str, message: dict[str, Any]) -> Exchange:
    ids = {
        note["n"]: note["claim"] for block in message["blocks"] if block["type"] == "sources" for note in block["notes"]
    }
    said = list(_first_said(message["blocks"]))
    behind = [ids[n] for sentence in said for n in sentence["notes"] if n in ids]
    return Exchange(
        question,
        message.get("topic") or "",
        message.get("status") or "",
        " ".join(sentence["text"] for sentence in said),
        tuple(dict.fromkeys(behind)),
        tuple(claim["id"] for claim in message.get("claims", ())),
        tuple(row["programme"] for row in message.get("recommendations", ())),
    )


def _first_said(blocks: Sequence[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    """The sentence that answers, of each passage that is not folded away: the first with a source, else the first."""
    passages = [block["sentences"] for block in blocks if block["type"] == "text" and not block.get("folded")]
    for sentences in passages[:PASSAGES]:
        yield from [s for s in sentences if s["notes"]][:1] or sentences[:1]
