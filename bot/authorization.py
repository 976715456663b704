"""Whose conversation a request may touch: the one that its token names, as long as that token was not revoked."""

from __future__ import annotations

from collections import OrderedDict

from starlette.requests import Request

from bot.database_threads import DatabaseThreads
from bot.stores.conversations import ConversationStore
from bot.tokens import BadToken, Grant, Tokens

REMEMBERED = 10_000


class Authorization:
    """Reads tokens and compares them with the conversations that there are."""

    def __init__(self, tokens: Tokens, store: ConversationStore, in_database: DatabaseThreads) -> None:
        """Use the server's tokens and conversations."""
        self.tokens, self._store, self._in_database = tokens, store, in_database
        # Generations as they were last seen here; another process may have revoked since.
        self._seen: OrderedDict[str, int] = OrderedDict()

    async def grant_of(self, request: Request) -> Grant:
        """What the request's token grants.

        Raises:
            BadToken: If it grants nothing, or was revoked.
            UnknownConversation: If the conversation was erased.
        """
        grant = self._given(request)
        if grant.generation != await self._looked_up(grant.conversation):
            raise BadToken("the token was revoked")
        return grant

    async def sender_of(self, request: Request) -> Grant:
        """What the token of somebody who takes a turn grants; raises as `grant_of`.

        A turn looks at the conversation in any case, and compares the generation again (`Runtime.turn`): where the token is of
        the one that was seen last, this saves a look of its own. It is not left to the turn alone, for who sends many messages
        with a revoked token would take the places of the learner's own.
        """
        grant = self._given(request)
        if self._seen.get(grant.conversation) == grant.generation:
            return grant
        return await self.grant_of(request)

    def forget(self, grant: Grant) -> None:
        """The next turn looks again: this grant turned out to be of the past."""
        self._seen.pop(grant.conversation, None)

    def _given(self, request: Request) -> Grant:
        given = request.headers.getlist("authorization")
        # Two are somebody's attempt to be read differently by a proxy and by us.
        return self.tokens.read(given[0] if len(given) == 1 else None)

    async def _looked_up(self, conversation: str) -> int:
        """The generation that a conversation accepts; is seen from now on."""
        self._seen.pop(conversation, None)
        current = await self._in_database(self._store.generation, conversation)
        self._seen[conversation] = current
        if len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)
        return current

    async def conversation_of(self, request: Request) -> str:
        """The conversation that the request may touch; raises as `grant_of`."""
        return (await self.grant_of(request)).conversation

    def renewal(self, grant: Grant) -> dict[str, str]:
        """A new token for one whose life is more than half over; the old one holds until its end."""
        if not self.tokens.is_half_over(grant):
            return {}
        token, expires_at = self.tokens.issue(grant.conversation, grant.generation)
        return {"token": token, "expires_at": expires_at}
