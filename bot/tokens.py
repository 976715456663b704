"""Signed, expiring tokens, each bound to one conversation."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from itsdangerous import BadData, URLSafeTimedSerializer

PURPOSE = "pathwise-conversation"


class BadToken(Exception):
    """The token is missing, altered, expired, or signed with another key."""


class Tokens:
    """Issues and reads tokens."""

    def __init__(self, key: str, lifetime_s: int) -> None:
        """Sign with the key; tokens hold for `lifetime_s` seconds."""
        self._serializer = URLSafeTimedSerializer(key, salt=PURPOSE)
        self._lifetime_s = lifetime_s

    def issue(self, conversation: str) -> tuple[str, str]:
        """(token, expiry in ISO 8601) for a conversation."""
        expires = datetime.now(UTC) + timedelta(seconds=self._lifetime_s)
        return self._serializer.dumps(conversation), expires.isoformat(timespec="seconds").replace("+00:00", "Z")

    def conversation_of(self, authorization: str | None) -> str:
        """The conversation that an `Authorization` header speaks for.

        Raises:
            BadToken: If it speaks for none.
        """
        scheme, _, token = (authorization or "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise BadToken("no bearer token")
        try:
            conversation = self._serializer.loads(token.strip(), max_age=self._lifetime_s)
        except (BadData, UnicodeEncodeError) as error:  # a lone surrogate is text that no bytes stand for
            raise BadToken(str(error)) from error
        if not isinstance(conversation, str):
            raise BadToken("the token names no conversation")
        return conversation
