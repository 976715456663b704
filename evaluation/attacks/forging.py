"""Credentials that must not open a conversation of somebody else: absent, altered, expired, forged, misplaced."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from unittest.mock import patch

import jwt
from itsdangerous import Signer, TimestampSigner, URLSafeSerializer

from bot.tokens import PURPOSE, Tokens
from evaluation.attacks.target import Learner
from evaluation.attacks.wire import Headers

HOUR_S, YEAR_S = 3600, 365 * 24 * 3600
OTHER_KEY = "another key than that of the server, of enough characters"
# Letters of other alphabets, full width forms and a line that only look like those of a token.
LOOK_ALIKES = str.maketrans("aeo.icA1_", "\u0430\u0435\u043e\uff0e\u0456\u03f2\u0391\uff11\uff3f")
NAMES = ("token", "access_token", "authorization", "Authorization", "bearer", "session", "session_id", "auth")
OTHER_HEADERS = (
    "X-Authorization",
    "Proxy-Authorization",
    "Authentication",
    "X-Auth-Token",
    "X-Api-Key",
    "X-Token",
    "WWW-Authenticate",
)
SCHEMES = (
    "",
    "Basic ",
    "Token ",
    "JWT ",
    "Digest ",
    "Bearer: ",
    "Bearer=",
    "Bearer,",
    "Bearer\t",
    "BearerBearer ",
    "B earer ",
    "\u0412earer ",
)


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a credential stands: in headers, in the query, or in fields of the body."""

    headers: Headers = ()
    query: str = ""
    fields: Mapping[str, str] | None = None


def expired(key: str, conversation: str) -> str:
    """A token that ended an hour ago or, in a format that holds only its beginning, that began a year ago."""
    with patch.object(time, "time", return_value=time.time() - YEAR_S):
        return Tokens(key, -HOUR_S).issue(conversation)[0]


def _for_another_purpose(key: str, conversation: str) -> str:
    """A token that the same key signs for something else."""
    with patch("bot.tokens.PURPOSE", "itsdangerous"):
        return Tokens(key, HOUR_S).issue(conversation)[0]


def forged(random: Random, key: str, victim: Learner, own: Learner) -> dict[str, str | bytes]:
    """Values of `Authorization` that speak for nobody, by name; some hold what only the server should know: its key."""
    token, mine = victim.token, own.token
    signature = token.rindex(".") + 1
    at = random.randrange(signature - 1)
    # Not the last character: the bits of it that stand for no byte may change without changing the signature.
    signed_at = random.randrange(signature, len(token) - 1)
    guess = f"{random.getrandbits(128):032x}"
    payload = {"conversation": victim.conversation, "sub": victim.conversation, "exp": 4_102_444_800}
    tokens = {
        "garbage": f"{random.getrandbits(800):x}",
        "altered payload": token[:at] + _another(token[at]) + token[at + 1 :],
        "altered signature": token[:signed_at] + _another(token[signed_at]) + token[signed_at + 1 :],
        "without signature": token[:signature],
        "truncated": token[: random.randrange(1, len(token) - 2)],
        "cut in front": token[random.randrange(1, signature - 1) :],
        "twice": token + token,
        "foreign payload, own signature": token[:signature] + mine[mine.rindex(".") + 1 :],
        "own payload, foreign signature": mine[: mine.rindex(".") + 1] + token[signature:],
        "zero width inside": token[:at] + "\u200b" + token[at:],
        "look-alikes": token.translate(LOOK_ALIKES),
        "upper case": token.upper(),
        "8 KB": token[:signature] + "A" * 8192,
        "8 KB in front": "A" * 8192 + token,
        "the bare id": victim.conversation,
        "expired": expired(key, victim.conversation),
        "wrong key": Tokens(OTHER_KEY, HOUR_S).issue(victim.conversation)[0],
        "guessed id, wrong key": Tokens(OTHER_KEY, HOUR_S).issue(guess)[0],
        "empty key": Tokens("", HOUR_S).issue(victim.conversation)[0],
        "no such conversation": Tokens(key, HOUR_S).issue(guess)[0],
        "id in upper case": Tokens(key, HOUR_S).issue(victim.conversation.upper())[0],
        "id with a wildcard": Tokens(key, HOUR_S).issue(victim.conversation[:31] + "_")[0],
        "id with SQL": Tokens(key, HOUR_S).issue("x' OR '1'='1")[0],
        "id with a space": Tokens(key, HOUR_S).issue(victim.conversation + " ")[0],
        "id of nothing": Tokens(key, HOUR_S).issue("")[0],
        "wrong salt": _for_another_purpose(key, victim.conversation),
        "other serializer": str(URLSafeSerializer(key, salt=PURPOSE).dumps(victim.conversation)),
        "other shape": str(Tokens(key, HOUR_S)._serializer.dumps(payload)),
        "plain signer": Signer(key, salt=PURPOSE).sign(victim.conversation).decode(),
        "plain timed signer": TimestampSigner(key, salt=PURPOSE).sign(f'"{victim.conversation}"').decode(),
        "JWT without algorithm": jwt.encode(payload, "", algorithm="none"),
        "JWT of the right key": jwt.encode(payload, key, algorithm="HS256"),
        "JWT of the purpose as key": jwt.encode(payload, PURPOSE.ljust(32), algorithm="HS256"),
        "JWT that names a file as key": jwt.encode(payload, "\0" * 32, algorithm="HS256", headers={"kid": "/dev/null"}),
    }  # fmt: skip
    values: dict[str, str | bytes] = {name: f"Bearer {forgery}" for name, forgery in tokens.items()}
    values |= {
        "empty": "",
        "scheme alone": "Bearer",
        "scheme and space": "Bearer ",
        "null": "Bearer null",
        "undefined": "Bearer undefined",
    }
    values |= {f"lower case, {name}": f"bearer {tokens[name]}" for name in ("expired", "wrong key")}
    values |= {
        f"upper case, {name}": f"BEARER   {tokens[name]}  " for name in ("altered signature", "no such conversation")
    }
    values |= {"folded line": f"Bearer\r\n {tokens['wrong key']}", "NUL": f"Bearer {token[:at]}\0{token[at:]}"}
    values |= {"injected line": f"Bearer {tokens['expired']}\r\nX-Conversation: {victim.conversation}"}
    values["raw bytes"] = b"Bearer \xff\xfe" + bytes(range(0x80, 0xA0))
    return values


def misplaced(victim: Learner) -> dict[str, Placed]:
    """The victim's right token where none is taken: it would stand in logs and histories there."""
    token = victim.token
    places = {f"in the query as {name}": Placed(query=f"{name}={token}") for name in NAMES}
    places |= {f"in a cookie as {name}": Placed((("Cookie", f"{name}={token}"),)) for name in NAMES}
    places |= {f"in the body as {name}": Placed(fields={name: token}) for name in NAMES}
    places |= {f"in {name}": Placed(((name, f"Bearer {token}"),)) for name in OTHER_HEADERS}
    places |= {f"after {scheme!r}": Placed((("Authorization", f"{scheme}{token}"),)) for scheme in SCHEMES}
    places["behind an empty header"] = Placed((("Authorization", ""), ("Authorization", f"Bearer {token}")))
    places["behind a wrong header"] = Placed((("Authorization", "Bearer x"), ("Authorization", f"Bearer {token}")))
    return places


def named(victim: Learner, own: Learner) -> dict[str, Placed]:
    """An own token, and the victim's id wherever a careless server might read one."""
    target, mine = victim.conversation, own.authorised
    names = ("conversation", "conversation_id", "id", "sender", "sender_id", "session_id", "user", "sub")
    places = {f"id in the query as {name}": Placed(mine, query=f"{name}={target}") for name in names}
    places |= {f"id in the body as {name}": Placed(mine, fields={name: target}) for name in names}
    places |= {f"id in a cookie as {name}": Placed((*mine, ("Cookie", f"{name}={target}"))) for name in names}
    headers = (
        "X-Conversation-Id",
        "X-Conversation",
        "X-User",
        "X-Sender-Id",
        "X-Original-Url",
        "X-Rewrite-Url",
        "X-Forwarded-User",
    )
    places |= {f"id in {name}": Placed((*mine, (name, target))) for name in headers}
    places["own token and a forged one"] = Placed(
        (*mine, ("Authorization", f"Bearer {Tokens(OTHER_KEY, HOUR_S).issue(target)[0]}"))
    )
    places["own token alone"] = Placed(mine)
    return places


def _another(character: str) -> str:
    return "A" if character != "A" else "B"
