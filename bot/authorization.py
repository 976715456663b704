"""Whose conversation a request may touch: the one that its token names, as long as that token was not revoked."""

from __future__ import annotations

from starlette.requests import Request

from bot.database_threads import DatabaseThreads
from bot.stores.conversations import ConversationStore
from bot.tokens import BadToken, Grant, Tokens


class Authorization:
    """Reads tokens and compares them with the conversations that there are."""

    def __init__(self, tokens: Tokens, store: ConversationStore, in_database: DatabaseThreads) -> None:
        """Use the server's tokens and conversations."""
        self.tokens, self._store, self._in_database = tokens, store, in_database

    async def grant_of(self, request: Request) -> Grant:
        """What the request's token grants.

        Raises:
            BadToken: If it grants nothing, or was revoked.
            UnknownConversation: If the conversation was erased.
        """
        given = request.headers.getlist("authorization")
        # Two are somebody's attempt to be read differently by a proxy and by us.
        grant = self.tokens.read(given[0] if len(given) == 1 else None)
        current = await self._in_database(self._store.generation, grant.conversation)
        if grant.generation != current:
            raise BadToken("the token was revoked")
        return grant

    async def conversation_of(self, request: Request) -> str:
        """The conversation that the request may touch; raises as `grant_of`."""
        return (await self.grant_of(request)).conversation

    def renewal(self, grant: Grant) -> dict[str, str]:
        """A new token for one whose life is more than half over; the old one holds until its end."""
        if not self.tokens.is_half_over(grant):
            return {}
        token, expires_at = self.tokens.issue(grant.conversation, grant.generation)
        return {"token": token, "expires_at": expires_at}
