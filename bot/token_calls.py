"""The call that changes a token for a new one, and may revoke all that went before."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.authorization import Authorization
from bot.calls import NOT_KEPT, Refused, json_body
from bot.runtime import Runtime


def token_routes(runtime: Runtime, authorization: Authorization) -> list[Route]:
    """The route of a runtime."""

    async def post_token(request: Request) -> Response:
        grant = await authorization.grant_of(request)
        body = await json_body(request)
        if not isinstance(body, dict) or not isinstance(body.get("revoke", False), bool):
            raise Refused(422, "invalid", "'revoke' must be true or false.", field="revoke")
        generation = grant.generation
        if body.get("revoke"):
            generation = await runtime.in_database(runtime.store.revoke_tokens, grant.conversation)
        token, expires_at = authorization.tokens.issue(grant.conversation, generation)
        return JSONResponse({"token": token, "expires_at": expires_at}, headers=NOT_KEPT)

    return [Route("/api/token", post_token, methods=["POST"])]
