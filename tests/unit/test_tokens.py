"""Tokens: each speaks for one conversation, until it expires."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from itsdangerous import URLSafeTimedSerializer, timed

from bot.tokens import PURPOSE, BadToken, Tokens

KEY, OTHER_KEY = "a" * 32, "b" * 32
LIFETIME_S = 100
NOW_S = 1_800_000_000.0
TOKENS = Tokens(KEY, LIFETIME_S)
LASTING = Tokens(KEY, 10**6)
TOKEN, _ = LASTING.issue("c1")


class Clock:
    """Stands in for the `time` module of the signer."""

    def __init__(self) -> None:
        self.now_s = NOW_S

    def time(self) -> float:
        """Seconds since 1970."""
        return self.now_s


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A clock that stands still."""
    clock = Clock()
    monkeypatch.setattr(timed, "time", clock)
    return clock


def token_of(conversation: object, key: str = KEY, purpose: str = PURPOSE) -> str:
    """A token that some signer made."""
    return str(URLSafeTimedSerializer(key, salt=purpose).dumps(conversation))


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_a_token_speaks_for_its_conversation(scheme: str):
    """What was issued for a conversation is read as that conversation."""
    token, _ = TOKENS.issue("c1")
    assert TOKENS.conversation_of(f"{scheme} {token}") == "c1"


@given(st.text())
def test_every_conversation_gets_its_own_back(conversation: str):
    """Issuing and reading are each other's inverse."""
    assert TOKENS.conversation_of(f"Bearer {TOKENS.issue(conversation)[0]}") == conversation


@pytest.mark.parametrize(
    "authorization",
    [
        None,  # no header
        "",  # an empty one
        "Bearer",  # no token
        "Bearer ",  # an empty token
        f"Basic {token_of('c1')}",  # another scheme
        token_of("c1"),  # no scheme
        "Bearer rubbish",  # no signature
        "Bearer a.b.c",  # an invented signature
        "Bearer \u00e9.\u2603.x",  # not ASCII
        f"Bearer {token_of('c1', key=OTHER_KEY)}",  # another server's key
        f"Bearer {token_of('c1', purpose='itsdangerous')}",  # our key, the signer's own purpose
        f"Bearer {token_of(['c1'])}",  # ours, but names no conversation
        f"Bearer {token_of(None)}",  # ours, but empty
    ],
)
def test_anything_else_is_refused(authorization: str | None):
    """A header that does not hold a token of ours speaks for nobody."""
    with pytest.raises(BadToken):
        TOKENS.conversation_of(authorization)


# The last character of base 64 holds idle bits: it alone may change without changing what is signed.
@given(st.integers(0, len(TOKEN) - 2), st.characters())
def test_an_altered_token_is_refused(place: int, other: str):
    """Changing any one character spoils a token."""
    assume(TOKEN[place] != other)
    with pytest.raises(BadToken):
        LASTING.conversation_of(f"Bearer {TOKEN[:place]}{other}{TOKEN[place + 1 :]}")


@given(st.text() | st.text().map("Bearer {}".format))
def test_no_invented_header_is_accepted(authorization: str):
    """Whatever a client sends, the answer is a refusal and nothing else."""
    with pytest.raises(BadToken):
        TOKENS.conversation_of(authorization)


@pytest.mark.parametrize(("age_s", "holds"), [(0, True), (LIFETIME_S, True), (LIFETIME_S + 1, False), (-1, False)])
def test_a_token_holds_for_its_life_time(clock: Clock, age_s: int, holds: bool):
    """A token is good from when it is issued until its last second, and not before or after."""
    header = f"Bearer {TOKENS.issue('c1')[0]}"
    clock.now_s += age_s
    if holds:
        assert TOKENS.conversation_of(header) == "c1"
    else:
        with pytest.raises(BadToken):
            TOKENS.conversation_of(header)


def test_the_expiry_is_told_in_utc():
    """The client is told when its token ends: issue time plus life time, as ISO 8601."""
    before = datetime.now(UTC).replace(microsecond=0)
    _, expires_at = TOKENS.issue("c1")
    assert expires_at.endswith("Z")
    lifetime = datetime.fromisoformat(expires_at) - before
    assert LIFETIME_S <= lifetime.total_seconds() <= LIFETIME_S + 5
