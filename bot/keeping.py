"""The calls that keep the advice: a summary for the profile of a link, and the brief for an adviser.

Nothing of a summary is stored or logged; a brief leaves only with the learner's consent.
"""

from __future__ import annotations

import asyncio
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from advising.profile_link import ProfileError, read_fragment
from advising.summary import summary, summary_json
from bot.authorization import Authorization
from bot.calls import NOT_KEPT, Refused, json_body
from bot.printing import content_policy, summary_html
from bot.runtime import Runtime


def keeping_routes(runtime: Runtime, authorization: Authorization) -> list[Route]:
    """The routes of a runtime."""

    async def post_advice(request: Request) -> Response:
        return JSONResponse(await _advice(runtime, request), headers=NOT_KEPT)

    async def post_advice_page(request: Request) -> Response:
        page = summary_html(await _advice(runtime, request))
        return HTMLResponse(page, headers={**NOT_KEPT, "Content-Security-Policy": content_policy()})

    async def get_brief(request: Request) -> Response:
        conversation = await authorization.conversation_of(request)
        return JSONResponse(await runtime.in_database(runtime.handoff.described, conversation), headers=NOT_KEPT)

    async def post_brief(request: Request) -> Response:
        conversation = await authorization.conversation_of(request)
        handed = await runtime.send_brief(conversation, _consent(await json_body(request)))
        if handed.state == "changed":
            raise Refused(409, "conflict", "The brief is another one by now. Show it again before it is sent.")
        told = {"id": handed.brief.id, "sent": handed.state in ("sent", "again"), "state": handed.state}
        return JSONResponse({**told, "text": handed.message.text}, headers=NOT_KEPT)

    return [
        Route("/api/advice", post_advice, methods=["POST"]),
        Route("/api/advice.html", post_advice_page, methods=["POST"]),
        Route("/api/brief", get_brief, methods=["GET"]),
        Route("/api/brief", post_brief, methods=["POST"]),
    ]


def _consent(body: Any) -> str:
    """The id of the brief that the learner agreed to send; empty where the body names none.

    Raises:
        Refused: If the body does not say that the learner agreed.
    """
    if not isinstance(body, dict) or body.get("consent") is not True:
        raise Refused(422, "invalid", "A brief is sent only with 'consent': true.", field="consent")
    brief = body.get("id", "")
    if not isinstance(brief, str):
        raise Refused(422, "invalid", "'id' must be the id of a brief.", field="id")
    return brief


async def _advice(runtime: Runtime, request: Request) -> dict[str, Any]:
    """The summary for the profile of a request's body.

    Raises:
        Refused: If it holds no profile, or one that cannot be read; with all problems.
    """
    body = await json_body(request)
    written = body.get("profile") if isinstance(body, dict) else None
    if not isinstance(written, str) or not written.removeprefix("#"):
        raise Refused(
            422, "invalid", "'profile' must hold the wishes of a link, the part behind the #.", field="profile"
        )
    return await asyncio.to_thread(_computed, runtime, written)


def _computed(runtime: Runtime, written: str) -> dict[str, Any]:
    snapshot = runtime.knowledge.snapshot()
    try:
        profile, kept = read_fragment(snapshot, written)
    except ProfileError as error:
        text = "This link cannot be read as wishes. It may have been cut or changed."
        raise Refused(422, "invalid", text, field="profile", problems=list(error.problems)) from None
    return summary_json(snapshot, summary(snapshot, profile, kept))
