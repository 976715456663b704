"""Tokens: each speaks for one conversation, until it expires."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from itsdangerous import URLSafeSerializer

from bot.tokens import PURPOSE, BadToken, Tokens

KEY, OTHER_KEY = "a" * 32, "b" * 32
LIFETIME_S = 100
FAR_S = 4_000_000_000
NOW_S = 1_800_000_000.0
TOKENS = Tokens(KEY, LIFETIME_S)
LASTING = Tokens(KEY, 10**6)
TOKEN, _ = LASTING.issue("c1")


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now_s = NOW_S

    def read(self) -> int:
        """Seconds since 1970."""
        return int(self.now_s)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A clock that stands still."""
    clock = Clock()
    monkeypatch.setattr("bot.tokens._now_s", clock.read)
    return clock


def token_of(signed: object, key: str = KEY, purpose: str = PURPOSE, digest: Any = hashlib.sha256) -> str:
    """A token that some signer made."""
    return str(URLSafeSerializer(key, salt=purpose, signer_kwargs={"digest_method": digest}).dumps(signed))


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_a_token_speaks_for_its_conversation(scheme: str):
    """What was issued for a conversation is read as that conversation."""
    token, _ = TOKENS.issue("c1")
    assert TOKENS.read(f"{scheme} {token}").conversation == "c1"


@given(st.text())
def test_every_conversation_gets_its_own_back(conversation: str):
    """Issuing and reading are each other's inverse."""
    assert TOKENS.read(f"Bearer {TOKENS.issue(conversation)[0]}").conversation == conversation


@pytest.mark.parametrize(
    "authorization",
    [
        None,  # no header
        "",  # an empty one
        "Bearer",  # no token
        "Bearer ",  # an empty token
        f"Basic {token_of(['c1', 0, FAR_S])}",  # another scheme
        token_of(["c1", 0, FAR_S]),  # no scheme
        "Bearer rubbish",  # no signature
        "Bearer a.b.c",  # an invented signature
        "Bearer \u00e9.\u2603.x",  # not ASCII
        f"Bearer {token_of(['c1', 0, FAR_S], key=OTHER_KEY)}",  # another server's key
        f"Bearer {token_of(['c1', 0, FAR_S], purpose='itsdangerous')}",  # our key, the signer's own purpose
        f"Bearer {token_of(['c1', 0, FAR_S], digest=hashlib.sha1)}",  # our key, a weaker digest
        f"Bearer {token_of(['c1'])}",  # ours, but it never ends
        f"Bearer {token_of([['c1'], 0, FAR_S])}",  # ours, but names no conversation
        f"Bearer {token_of(['c1', '0', FAR_S])}",  # ours, but of no generation
        f"Bearer {token_of('c1')}",  # ours, of an earlier version
        f"Bearer {token_of(None)}",  # ours, but empty
    ],
)
def test_anything_else_is_refused(authorization: str | None):
    """A header that does not hold a token of ours speaks for nobody."""
    with pytest.raises(BadToken):
        TOKENS.read(authorization)


# The last character of base 64 holds idle bits: it alone may change without changing what is signed.
@given(st.integers(0, len(TOKEN) - 2), st.characters())
def test_an_altered_token_is_refused(place: int, other: str):
    """Changing any one character spoils a token."""
    assume(TOKEN[place] != other)
    with pytest.raises(BadToken):
        LASTING.read(f"Bearer {TOKEN[:place]}{other}{TOKEN[place + 1 :]}")


@given(st.text() | st.text().map("Bearer {}".format))
def test_no_invented_header_is_accepted(authorization: str):
    """Whatever a client sends, the answer is a refusal and nothing else."""
    with pytest.raises(BadToken):
        TOKENS.read(authorization)


@pytest.mark.parametrize(("age_s", "holds"), [(0, True), (LIFETIME_S, True), (LIFETIME_S + 1, False), (-3600, True)])
def test_a_token_holds_for_its_life_time(clock: Clock, age_s: int, holds: bool):
    """A token is good until its last second and not after; a clock that was set back shuts nobody out."""
    header = f"Bearer {TOKENS.issue('c1')[0]}"
    clock.now_s += age_s
    if holds:
        assert TOKENS.read(header).conversation == "c1"
    else:
        with pytest.raises(BadToken):
            TOKENS.read(header)


def test_the_expiry_is_told_in_utc():
    """The client is told when its token ends: issue time plus life time, as ISO 8601."""
    before = datetime.now(UTC).replace(microsecond=0)
    _, expires_at = TOKENS.issue("c1")
    assert expires_at.endswith("Z")
    lifetime = datetime.fromisoformat(expires_at) - before
    assert LIFETIME_S <= lifetime.total_seconds() <= LIFETIME_S + 5


def test_keys_can_be_changed_without_shutting_anybody_out():
    """A token of an earlier key is read as long as that key is named, and never signed with it again."""
    old = Tokens(OTHER_KEY, LIFETIME_S).issue("c1")[0]
    changed = Tokens(KEY, LIFETIME_S, [OTHER_KEY])
    assert changed.read(f"Bearer {old}").conversation == "c1"
    assert Tokens(KEY, LIFETIME_S).read(f"Bearer {changed.issue('c2')[0]}").conversation == "c2"


@pytest.mark.parametrize(("age_s", "is_half_over"), [(0, False), (LIFETIME_S // 2, False), (LIFETIME_S // 2 + 1, True)])
def test_a_token_asks_to_be_renewed_in_the_second_half_of_its_life(clock: Clock, age_s: int, is_half_over: bool):
    """Who comes back in time keeps the conversation for as long as they come back."""
    grant = TOKENS.read(f"Bearer {TOKENS.issue('c1')[0]}")
    clock.now_s += age_s
    assert TOKENS.is_half_over(grant) is is_half_over
