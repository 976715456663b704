"""The calls on the learner's own conversation: take it along, say whether an answer helped, erase it."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.authorization import Authorization
from bot.calls import NOT_KEPT, Refused, json_body
from bot.clock import now
from bot.judging import REASONS, Judgement
from bot.runtime import Runtime
from bot.stores.feedback import NoSuchAnswer
from bot.transcript import transcript_json, transcript_text

SUFFIXES = {"json": "json", "text": "txt"}
FIELDS = ("seq", "helpful", "reason")
MAX_SEQ = 999_999_999


def conversation_routes(runtime: Runtime, authorization: Authorization) -> list[Route]:
    """The routes of a runtime."""

    async def get_transcript(request: Request) -> Response:
        conversation = await authorization.conversation_of(request)
        return await runtime.in_database(_transcript, runtime, conversation, request.query_params.get("format", "json"))

    async def post_feedback(request: Request) -> Response:
        conversation = await authorization.conversation_of(request)
        seq, judgement = read_judgement(await json_body(request))
        try:
            await runtime.in_database(runtime.feedback.judge, conversation, seq, judgement)
        except NoSuchAnswer:
            raise Refused(
                422, "invalid", f"'seq' is {seq}; expected a message of the bot in this conversation.", field="seq"
            ) from None
        return JSONResponse({"seq": seq, "feedback": judgement.as_json()}, headers=NOT_KEPT)

    async def delete_conversation(request: Request) -> Response:
        await runtime.erase(await authorization.conversation_of(request))
        return Response(status_code=204, headers=NOT_KEPT)

    return [
        Route("/api/transcript", get_transcript, methods=["GET"]),
        Route("/api/feedback", post_feedback, methods=["POST"]),
        Route("/api/conversation", delete_conversation, methods=["DELETE"]),
    ]


def _transcript(runtime: Runtime, conversation: str, form: str) -> Response:
    """The file of a conversation, named after the day on which it was asked for.

    Raises:
        Refused: If there is no such format.
        UnknownConversation: If there is no conversation of that id.
    """
    if form not in SUFFIXES:
        raise Refused(422, "invalid", f"'format' is {form[:20]!r}; expected {' or '.join(SUFFIXES)}.", field="format")
    created_at, messages = runtime.store.history(conversation)
    exported_at = now()
    if form == "text":
        content, kind = transcript_text(exported_at, messages), "text/plain; charset=utf-8"
    else:
        content, kind = transcript_json(conversation, created_at, exported_at, messages), "application/json"
    name = f"pathwise-{exported_at[:10]}.{SUFFIXES[form]}"
    headers = {**NOT_KEPT, "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content.encode(), media_type=kind, headers=headers)


def read_judgement(body: Any) -> tuple[int, Judgement]:
    """(The seq of the judged message, what is said of it) from a call's body.

    Raises:
        Refused: If a field is missing, unknown or not what is expected; with the field.
    """
    if not isinstance(body, dict):
        raise _wrong("", "Expected an object.")
    # A misspelt field is told: otherwise the learner's reason would be lost without a word.
    unknown = next((name for name in body if name not in FIELDS), None)
    if unknown is not None:
        raise _wrong(unknown[:20], f"{unknown[:20]!r} is no field here; expected {', '.join(FIELDS)}.")
    seq, helpful, reason = (body.get(name) for name in FIELDS)
    if type(seq) is not int or not 1 <= seq <= MAX_SEQ:  # true is an int too
        raise _wrong("seq", "'seq' must be the number of a message.")
    if not isinstance(helpful, bool):
        raise _wrong("helpful", "'helpful' must be true or false.")
    if reason is not None and (not isinstance(reason, str) or reason not in REASONS):
        raise _wrong("reason", f"'reason' must be one of {', '.join(REASONS)}.")
    if reason is not None and helpful:
        raise _wrong("reason", "A 'reason' goes only with 'helpful': false.")
    return seq, Judgement(helpful, reason)


def _wrong(field: str, message: str) -> Refused:
    return Refused(422, "invalid", message, field=field)
