"""Rasa's Socket.IO channel with what it lacks: sessions that work and cannot be guessed, and an answer to every message.

Rasa 3.6.21 does not await `enter_room`: with `session_persistence: true` and python-socketio 5.10 or newer no answer reaches
any client (https://github.com/RasaHQ/rasa/issues/13027, open). It also takes any word for a session, and lets whoever
names a session read and write in it. Here a session is a secret of at least 128 bits, and a socket speaks only in those
that it asked for. This is for trusted networks all the same: docs/operations.md, "Plain Rasa".
"""

from __future__ import annotations

import asyncio
import logging
import re
import secrets
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.core.channels.socketio import SocketIOInput as RasaSocketIOInput
from rasa.core.channels.socketio import SocketIOOutput
from sanic import Blueprint
from sanic.server.websockets.frame import WebsocketFrameAssembler
from socketio import AsyncServer

from bot.actions_endpoint import APOLOGY
from bot.channels.markdown import as_markdown
from bot.runtime import MAX_TEXT
from bot.turn import is_storable

LOG = logging.getLogger("pathwise.socketio")
SESSION = re.compile(r"[\w-]{32,128}", re.ASCII)  # 128 bits in hexadecimal digits, or more
SESSION_BYTES = 24
NOT_TAKEN = f"I can only read text of at most {MAX_TEXT:,} characters."
# Rasa's own commands that forget or begin, and say nothing; they are answered with a greeting.
BEGINNINGS, GREETING = {"/restart", "/session_start"}, "/chat"
# The key that rasa-webchat sends with each message, and no other client that we know. It shows texts as Markdown.
RENDERS_MARKDOWN = "customData"
Listener = Callable[[UserMessage], Awaitable[Any]]


class SocketIOInput(RasaSocketIOInput):
    """The same events and credentials as Rasa's."""

    def blueprint(self, on_new_message: Listener) -> Blueprint:
        """Rasa's routes; of its handlers, the two that are amended here are replaced."""
        wait_for_tasks()
        blueprint: Blueprint = super().blueprint(on_new_message)
        self.sio.on("session_request", self._confirm, namespace=self.namespace)
        self.sio.on(self.user_message_evt, partial(self._take, on_new_message), namespace=self.namespace)
        return blueprint

    async def _confirm(self, sid: str, request: Any = None) -> None:
        """Let a socket into the session that it asks for, else into a new one, and tell it which."""
        session = session_of(request)
        if session is None:
            session = secrets.token_urlsafe(SESSION_BYTES)
        await self.sio.enter_room(sid, session, namespace=self.namespace)
        await self.sio.emit("session_confirm", session, room=sid, namespace=self.namespace)

    async def _take(self, on_new_message: Listener, sid: str, message: Any = None) -> None:
        """Hand a message to Rasa, and see that it is answered; what it carries beside its text is not kept."""
        message = message if isinstance(message, Mapping) else {}
        session = session_of(message) if self.session_persistence else sid
        if session is None or session not in self.sio.rooms(sid, namespace=self.namespace):
            LOG.warning("not taken: a message without a session that its socket had asked for by 'session_request'")
            return
        output = CompleteOutput(self.sio, self.bot_message_evt, as_markdown if RENDERS_MARKDOWN in message else str)
        text = message.get("message")
        if not isinstance(text, str) or len(text) > MAX_TEXT or not is_storable(text):
            await output.send_text_message(session, NOT_TAKEN)
            return
        said = partial(UserMessage, output_channel=output, sender_id=session, input_channel=self.name())
        try:
            await on_new_message(said(text))
            if text.strip() in BEGINNINGS:
                await on_new_message(said(GREETING))
        except Exception:
            LOG.exception("a message failed")
        if not output.has_spoken:
            await output.send_text_message(session, APOLOGY)


class CompleteOutput(SocketIOOutput):
    """Sends texts paragraph by paragraph, written as the client reads them, and knows whether it sent any."""

    def __init__(self, sio: AsyncServer, bot_message_evt: str, written: Callable[[str], str]) -> None:
        """`written` turns a text into what the client is sent."""
        super().__init__(sio, bot_message_evt)
        self._written = written
        self.has_spoken = False

    async def send_text_message(self, recipient_id: str, text: str, **kwargs: Any) -> None:
        """Send each paragraph of a text."""
        self.has_spoken = True
        await super().send_text_message(recipient_id, self._written(text), **kwargs)

    async def send_text_with_buttons(
        self, recipient_id: str, text: str, buttons: list[dict[str, Any]], **kwargs: Any
    ) -> None:
        """Send each paragraph of a text, and the buttons with the last."""
        self.has_spoken = True
        await super().send_text_with_buttons(recipient_id, self._written(text), buttons, **kwargs)


def session_of(request: Any) -> str | None:
    """The session that a request names; None without one, or when it could be guessed."""
    session = request.get("session_id") if isinstance(request, Mapping) else None
    return session if isinstance(session, str) and SESSION.fullmatch(session) else None


def wait_for_tasks() -> None:
    """Let Sanic 21.12 read from WebSockets: it waits for a coroutine, and Python 3.11 waits for tasks only.

    Sanic offers no hook for it, so the one method is replaced.
    """
    get = WebsocketFrameAssembler.get
    if asyncio.iscoroutinefunction(get):
        WebsocketFrameAssembler.get = lambda self, timeout=None: asyncio.ensure_future(get(self, timeout))
