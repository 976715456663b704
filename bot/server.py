"""The public door: one ASGI application in front of the runtime, as docs/protocol.md says."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.types import Message as ASGIMessage

from bot.calls import Refused, error_response, json_body
from bot.conversation_calls import conversation_routes
from bot.keeping import keeping_routes
from bot.locks import TooManyWaiting
from bot.pages import page_routes
from bot.plan_file import plan_route
from bot.runtime import MAX_TEXT, Conflict, NotOffered, Runtime, TextTooLong
from bot.stores.conversations import UnknownConversation
from bot.tokens import BadToken, Tokens
from bot.turn import is_storable

LOG = logging.getLogger("pathwise.server")
MAX_ID = 64


def create_app(runtime: Runtime) -> Starlette:
    """The application for a runtime."""
    settings = runtime.settings
    tokens = Tokens(settings.secret_key, settings.token_lifetime_s)

    async def start_conversation(request: Request) -> Response:
        conversation, messages = await asyncio.to_thread(runtime.start)
        token, expires_at = tokens.issue(conversation)
        started = {"conversation": conversation, "token": token, "expires_at": expires_at, "messages": messages}
        return JSONResponse(started, 201)

    async def post_message(request: Request) -> Response:
        conversation = tokens.conversation_of(request.headers.get("authorization"))
        body = await json_body(request)
        client_message_id, text, choice = _message_of(body)
        result = await runtime.turn(conversation, text=text, choice=choice, client_message_id=client_message_id)
        return JSONResponse({"seq": result.stored.seq, "messages": list(result.stored.messages)})

    async def get_messages(request: Request) -> Response:
        conversation = tokens.conversation_of(request.headers.get("authorization"))
        after = request.query_params.get("after", "0")
        if not after.isdecimal() or len(after) > 9:
            raise Refused(422, "invalid", f"'after' is {after[:20]!r}; expected a whole number", field="after")
        return JSONResponse(
            {"messages": await asyncio.to_thread(runtime.store.messages_after, conversation, int(after))}
        )

    async def health(request: Request) -> Response:
        return JSONResponse({"status": "alive"})

    async def ready(request: Request) -> Response:
        checks = await runtime.check()
        is_ready = all(state == "ok" for state in checks.values())
        shown = {name: state if state == "ok" else "failed" for name, state in checks.items()}
        return JSONResponse({"ready": is_ready, "checks": shown}, 200 if is_ready else 503)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        LOG.info("ready: %s", json.dumps(await runtime.check()))
        keeping = asyncio.create_task(runtime.retention.run())
        try:
            yield
        finally:
            keeping.cancel()

    return Starlette(
        routes=[
            Route("/api/conversations", start_conversation, methods=["POST"]),
            Route("/api/messages", get_messages, methods=["GET"]),
            Route("/api/messages", post_message, methods=["POST"]),
            Route("/health", health),
            Route("/ready", ready),
            plan_route(),
            *conversation_routes(runtime, tokens),
            *keeping_routes(runtime, tokens),
            *page_routes(),
        ],
        middleware=[
            Middleware(
                CORSMiddleware,
                allow_origins=list(settings.allowed_origins),
                allow_methods=["GET", "POST", "DELETE"],
                allow_headers=["authorization", "content-type"],
                expose_headers=["content-disposition"],
            ),
            # Inside CORS, so that a page which embeds the widget can read this answer too.
            Middleware(AnswerUnexpected),
        ],
        exception_handlers=_handlers(),
        lifespan=lifespan,
    )


class AnswerUnexpected:
    """Answers 503 when a request fails in a way nobody foresaw, and logs why: never silence, never a stack trace."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap the application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; answer if that fails before an answer began."""
        has_begun = False

        async def sending(message: ASGIMessage) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except Exception:
            if scope["type"] != "http" or has_begun:
                raise
            LOG.exception("%s %s failed", scope["method"], scope["path"])
            text = "I cannot answer just now. Nothing was stored; please try again."
            await error_response(503, "unavailable", text)(scope, receive, send)


def _message_of(body: Any) -> tuple[str, str | None, str | None]:
    """(client_message_id, text, choice) of a message's body; just one of the last two is set."""
    if not isinstance(body, dict):
        raise Refused(422, "invalid", "Expected an object.", field="")
    message_id = body.get("client_message_id")
    if not isinstance(message_id, str) or not 1 <= len(message_id) <= MAX_ID or not is_storable(message_id):
        raise Refused(
            422, "invalid", f"'client_message_id' must be text of 1 to {MAX_ID} characters.", field="client_message_id"
        )
    text, choice = body.get("text"), body.get("choice")
    for name, value in (("text", text), ("choice", choice)):
        if value is not None and not isinstance(value, str):
            raise Refused(422, "invalid", f"'{name}' must be text.", field=name)
    if (text is None) == (choice is None):
        raise Refused(422, "invalid", "Give either 'text' or 'choice'.", field="text")
    if text is not None and not is_storable(text):
        raise Refused(422, "invalid", "The text holds characters that no person writes.", field="text")
    if text is not None and not text.strip():
        raise Refused(422, "invalid", "The message is empty.", field="text")
    return message_id, text, choice


def _handlers() -> dict[Any, Any]:
    """Each expected failure as its error answer."""

    async def refused(request: Request, error: Refused) -> Response:
        return error_response(error.status, error.code, error.message, **error.more)

    def answering(status: int, code: str, message: str, **more: Any) -> Any:
        async def handler(request: Request, error: Exception) -> Response:
            return error_response(status, code, message, **more)

        return handler

    unauthorized = answering(401, "unauthorized", "The token is missing, wrong or expired. Start a new conversation.")
    return {
        Refused: refused,
        BadToken: unauthorized,
        UnknownConversation: unauthorized,
        TextTooLong: answering(413, "too_large", f"A message has at most {MAX_TEXT:,} characters.", limit=MAX_TEXT),
        NotOffered: answering(422, "invalid", "That option was not offered here.", field="choice"),
        Conflict: answering(409, "conflict", "This client_message_id was used for another message."),
        TooManyWaiting: answering(
            429, "too_many", "Please wait for the answers to your last messages.", retry_after_s=2
        ),
        ClientDisconnect: answering(400, "bad_json", "The request ended early."),
        404: answering(404, "not_found", "There is nothing here."),
        405: answering(405, "method_not_allowed", "This address does not take that method."),
    }
