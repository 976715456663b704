"""The public door: one ASGI application in front of the runtime, as docs/protocol.md says."""

from __future__ import annotations

import math
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Match, Route

from bot.authorization import Authorization
from bot.calls import NOT_KEPT, Refused, error_response, json_body
from bot.conversation_calls import conversation_routes
from bot.keeping import keeping_routes
from bot.limits import HOUR_S, MINUTE_S, OverLimit, SlidingWindow, home_of
from bot.locks import Overloaded, TooManyWaiting
from bot.metrics import Metrics
from bot.observing import AnswerUnexpected, Observe
from bot.openapi import openapi_route
from bot.operation_calls import lifespan_of, operation_routes
from bot.pages import page_routes
from bot.plan_file import plan_route
from bot.runtime import MAX_TEXT, Conflict, NotOffered, Runtime, TextTooLong
from bot.stores.conversations import UnknownConversation
from bot.token_calls import token_routes
from bot.tokens import BadToken, Tokens
from bot.turn import is_storable

MAX_ID = 64


def create_app(runtime: Runtime) -> Starlette:
    """The application for a runtime."""
    settings = runtime.settings
    tokens = Tokens(settings.secret_key, settings.token_lifetime_s, settings.earlier_keys)
    authorization = Authorization(tokens, runtime.store, runtime.in_database)
    new_conversations = SlidingWindow(settings.conversations_per_hour, HOUR_S)
    new_messages = SlidingWindow(settings.messages_per_minute, MINUTE_S)

    async def start_conversation(request: Request) -> Response:
        try:
            new_conversations.take(home_of(request.client.host if request.client else ""))
        except OverLimit as over:
            raise _too_many_conversations(over) from None
        conversation, messages = await runtime.in_database(runtime.start)
        token, expires_at = tokens.issue(conversation)
        started = {"conversation": conversation, "token": token, "expires_at": expires_at, "messages": messages}
        return JSONResponse(started, 201, headers=NOT_KEPT)

    async def post_message(request: Request) -> Response:
        grant = await authorization.sender_of(request)
        client_message_id, text, choice = _message_of(await json_body(request))
        try:
            result = await runtime.turn(
                grant.conversation, text=text, choice=choice, client_message_id=client_message_id, admit=new_messages.take,
                generation=grant.generation,
            )  # fmt: skip
        except (BadToken, UnknownConversation):
            authorization.forget(grant)
            raise
        answer = {"seq": result.stored.seq, "messages": list(result.stored.messages)}
        return JSONResponse(answer, headers=NOT_KEPT)

    async def get_messages(request: Request) -> Response:
        grant = await authorization.grant_of(request)
        after = request.query_params.get("after", "0")
        if not after.isdecimal() or len(after) > 9:
            raise Refused(422, "invalid", f"'after' is {after[:20]!r}; expected a whole number", field="after")
        messages = await runtime.in_database(runtime.store.messages_after, grant.conversation, int(after))
        return JSONResponse({"messages": messages, **authorization.renewal(grant)}, headers=NOT_KEPT)

    routes = [
        Route("/api/conversations", start_conversation, methods=["POST"]),
        Route("/api/messages", get_messages, methods=["GET"]),
        Route("/api/messages", post_message, methods=["POST"]),
        plan_route(),
        openapi_route(),
        *token_routes(runtime, authorization),
        *conversation_routes(runtime, authorization),
        *keeping_routes(runtime, authorization),
        *operation_routes(runtime),
        *page_routes(),
    ]
    app = Starlette(
        routes=routes,
        middleware=[
            Middleware(Observe, runtime.metrics, [route.path for route in routes]),
            Middleware(
                CORSMiddleware,
                allow_origins=list(settings.allowed_origins),
                allow_methods=["GET", "POST", "DELETE"],
                allow_headers=["authorization", "content-type"],
                expose_headers=["content-disposition", "retry-after", "x-request-id"],
            ),
            # Inside CORS, so that a page which embeds the widget can read this answer too.
            Middleware(AnswerUnexpected, runtime.metrics),
        ],
        exception_handlers=_handlers(runtime.metrics),
        lifespan=lifespan_of(runtime),
    )
    # A path with a slash too many is none of ours: a redirect would name the host that the request claims to be for.
    app.router.redirect_slashes = False
    return app


def _too_many_conversations(over: OverLimit) -> Refused:
    minutes = math.ceil(over.retry_after_s / 60)
    wait = "a minute" if minutes == 1 else f"{minutes} minutes"
    text = f"Many conversations were begun from your network. Please try again in {wait}."
    return Refused(429, "too_many", text, retry_after_s=over.retry_after_s)


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


def _handlers(metrics: Metrics) -> dict[Any, Any]:
    """Each expected failure as its error answer."""

    def answer(status: int, code: str, message: str, **more: Any) -> Response:
        metrics.refused.labels(code).inc()
        return error_response(status, code, message, **more)

    async def refused(request: Request, error: Refused) -> Response:
        return answer(error.status, error.code, error.message, **error.more)

    async def over_limit(request: Request, error: OverLimit) -> Response:
        text = "That was many messages in a short time. Please wait a moment."
        return answer(429, "too_many", text, retry_after_s=error.retry_after_s)

    def answering(status: int, code: str, message: str, **more: Any) -> Any:
        async def handler(request: Request, error: Exception) -> Response:
            return answer(status, code, message, **more)

        return handler

    async def not_allowed(request: Request, error: Exception) -> Response:
        told = answer(405, "method_not_allowed", "This address does not take that method.")
        here = [route for route in request.app.routes if route.matches(request.scope)[0] is not Match.NONE]
        told.headers["Allow"] = ", ".join(sorted({method for route in here for method in route.methods}))
        return told

    unauthorized = answering(401, "unauthorized", "The token is missing, wrong or expired. Start a new conversation.")
    busy = "Many people are asking just now. Please try again in a moment."
    return {
        Refused: refused,
        OverLimit: over_limit,
        BadToken: unauthorized,
        UnknownConversation: unauthorized,
        TextTooLong: answering(413, "too_large", f"A message has at most {MAX_TEXT:,} characters.", limit=MAX_TEXT),
        NotOffered: answering(422, "invalid", "That option was not offered here.", field="choice"),
        Conflict: answering(409, "conflict", "This client_message_id was used for another message."),
        TooManyWaiting: answering(
            429, "too_many", "Please wait for the answers to your last messages.", retry_after_s=2
        ),
        Overloaded: answering(503, "busy", busy, retry_after_s=5),
        ClientDisconnect: answering(400, "bad_json", "The request ended early."),
        404: answering(404, "not_found", "There is nothing here."),
        405: not_allowed,
    }
