"""Signed, expiring tokens, each bound to one conversation and to one generation of its tokens."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from itsdangerous import BadData, URLSafeSerializer

PURPOSE = "pathwise-conversation"
WRITTEN = re.compile(r"[A-Za-z0-9_.-]+")


class BadToken(Exception):
    """The token is missing, altered, expired, revoked, or signed with another key."""


@dataclass(frozen=True, slots=True)
class Grant:
    """What a token says: whose conversation, which generation of its tokens, and until when (seconds since 1970)."""

    conversation: str
    generation: int
    expires_s: int


class Tokens:
    """Issues and reads tokens.

    The expiry is signed with the rest, and compared with nothing but the present: a clock that was set back, which makes a
    token's issue lie in the future, shuts nobody out.
    """

    def __init__(self, key: str, lifetime_s: int, earlier_keys: Sequence[str] = ()) -> None:
        """Sign with the key, accept the earlier ones too; tokens hold for `lifetime_s` seconds."""
        self._serializer = URLSafeSerializer(
            [*earlier_keys, key], salt=PURPOSE, signer_kwargs={"digest_method": hashlib.sha256}
        )
        self._lifetime_s = lifetime_s

    def issue(self, conversation: str, generation: int = 0) -> tuple[str, str]:
        """(token, expiry in ISO 8601) for a conversation."""
        expires_s = _now_s() + self._lifetime_s
        expires_at = datetime.fromtimestamp(expires_s, UTC).isoformat().replace("+00:00", "Z")
        return str(self._serializer.dumps([conversation, generation, expires_s])), expires_at

    def read(self, authorization: str | None) -> Grant:
        """What an `Authorization` header grants. Whether its generation is still accepted, the conversation's row says.

        Raises:
            BadToken: If it grants nothing.
        """
        scheme, _, token = (authorization or "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise BadToken("no bearer token")
        if not WRITTEN.fullmatch(token):
            raise BadToken("the token holds characters that no token has")  # the signer would pass over them
        try:
            signed = self._serializer.loads(token)
        except BadData as error:
            raise BadToken(str(error)) from error
        match signed:
            case [str(conversation), int(generation), int(expires_s)] if _now_s() <= expires_s:
                return Grant(conversation, generation, expires_s)
        raise BadToken("the token is expired, or names no conversation")

    def is_half_over(self, grant: Grant) -> bool:
        """Whether more than half of a token's life is gone, so that its holder should get a new one."""
        return grant.expires_s - _now_s() < self._lifetime_s / 2


def _now_s() -> int:
    return int(datetime.now(UTC).timestamp())
