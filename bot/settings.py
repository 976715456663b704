"""Settings from the environment, checked once at start; every mistake is told at once."""

from __future__ import annotations

import contextlib
import ipaddress
import math
import os
import re
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.webhook import is_safe_address
from knowledge.current import DEFAULT_URL, today

ROOT = Path(__file__).parent.parent
MIN_KEY_LENGTH = 32
MOST_DIGITS = 6
WEEK_S, YEAR_S = 7 * 24 * 3600, 365 * 24 * 3600
KEPT_DAYS, MOST_DAYS = 30, 3650
WORKERS_SETTING, MOST_WORKERS = "PATHWISE_WORKERS", 64
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", re.ASCII)
ORIGIN = re.compile(r"https?://[^/\s?#@]+")


class SettingsError(Exception):
    """Settings are wrong; the message lists them all."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a running bot is told from outside; docs/operations.md explains each.

    `token_lifetime_s` and `action_timeout_s` are seconds. A limit of 0 is none; `retention_days` of 0 keeps conversations for ever.
    """

    database_url: str
    secret_key: str
    allowed_origins: tuple[str, ...]
    token_lifetime_s: int
    action_timeout_s: float
    model: Path
    earlier_keys: tuple[str, ...] = ()
    messages_per_minute: int = 20
    conversations_per_hour: int = 10
    trusted_proxies: tuple[str, ...] = ()
    metrics_token: str = ""
    log_format: str = "text"
    handoff_mailto: str = ""
    handoff_webhook: str = ""
    handoff_secret: str = ""
    retention_days: int = KEPT_DAYS
    workers: int = 1
    has_own_cores: bool = False


def load_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read and check the settings.

    Raises:
        SettingsError: Naming every setting that is wrong, what was found and what is expected.
    """
    problems: list[str] = []
    settings = Settings(
        database_url=_url(environment.get("PATHWISE_DATABASE_URL") or DEFAULT_URL, problems),
        secret_key=_key(environment.get("PATHWISE_SECRET_KEY"), problems),
        allowed_origins=tuple(_origins(environment.get("PATHWISE_ALLOWED_ORIGINS", ""), problems)),
        token_lifetime_s=int(_number(environment, "PATHWISE_TOKEN_LIFETIME_S", WEEK_S, problems, least=1)),
        action_timeout_s=_number(environment, "PATHWISE_ACTION_TIMEOUT_S", 5.0, problems, least=0.01),
        model=Path(environment.get("PATHWISE_MODEL") or ROOT / "models" / "pathwise.tar.gz"),
        earlier_keys=tuple(_earlier_keys(environment.get("PATHWISE_EARLIER_KEYS", ""), problems)),
        messages_per_minute=_limit(environment, "PATHWISE_MESSAGES_PER_MINUTE", 20, problems),
        conversations_per_hour=_limit(environment, "PATHWISE_CONVERSATIONS_PER_HOUR", 10, problems),
        trusted_proxies=tuple(_proxies(environment.get("PATHWISE_TRUSTED_PROXIES", ""), problems)),
        metrics_token=_metrics_token(environment.get("PATHWISE_METRICS_TOKEN", ""), problems),
        log_format=_one_of(environment, "PATHWISE_LOG_FORMAT", ("text", "json"), problems),
        handoff_mailto=_address(environment.get("PATHWISE_HANDOFF_MAILTO", ""), problems),
        handoff_webhook=_webhook(environment.get("PATHWISE_HANDOFF_WEBHOOK", ""), problems),
        handoff_secret=_webhook_secret(environment, problems),
        retention_days=_days(environment.get("PATHWISE_RETENTION_DAYS"), problems),
        workers=_workers(environment, problems),
        has_own_cores=_one_of(environment, "PATHWISE_WORKER_CORES", ("any", "own"), problems) == "own",
    )
    _one_of(environment, "PATHWISE_RATE_LIMIT", ("on", "off"), problems)
    try:
        today()
    except ValueError as problem:
        problems.append(str(problem))
    if problems:
        raise SettingsError("\n".join(problems))
    return settings


def _url(value: str, problems: list[str]) -> str:
    try:
        make_url(value)
    except (ArgumentError, ValueError):
        # Not shown: it may hold a password.
        problems.append(
            "PATHWISE_DATABASE_URL: found no readable URL (it is not shown here); expected one such as sqlite:///var/pathwise.db"
        )
    return value


def _origins(value: str, problems: list[str]) -> list[str]:
    origins = [origin.strip() for origin in value.split(",") if origin.strip()]
    for origin in origins:
        if not ORIGIN.fullmatch(origin):
            problems.append(
                f"PATHWISE_ALLOWED_ORIGINS: found {origin!r}; expected an origin such as https://example.edu"
            )
    return origins


def _number(environment: Mapping[str, str], name: str, default: float, problems: list[str], least: float) -> float:
    """A setting in seconds, from `least` up to a year."""
    value = environment.get(name)
    if not value:
        return default
    try:
        number = float(value)
    except ValueError:
        number = math.nan
    if not least <= number <= YEAR_S:
        problems.append(f"{name}: found {value!r}; expected seconds from {least:g} to {YEAR_S}")
        return default
    return number


def _one_of(environment: Mapping[str, str], name: str, choices: tuple[str, ...], problems: list[str]) -> str:
    """A setting that is one of some words; the first where it is not set."""
    value = environment.get(name) or choices[0]
    if value not in choices:
        problems.append(f"{name}: found {value!r}; expected {' or '.join(choices)}")
    return value


def _limit(environment: Mapping[str, str], name: str, default: int, problems: list[str]) -> int:
    """How many are let through; 0, no limit, also where all are switched off for load tests."""
    value = environment.get(name) or str(default)
    if not value.isdecimal() or len(value) > MOST_DIGITS:
        problems.append(f"{name}: found {value!r}; expected a whole number, or 0 for no limit")
        return default
    return 0 if environment.get("PATHWISE_RATE_LIMIT") == "off" else int(value)


def _proxies(value: str, problems: list[str]) -> list[str]:
    """Addresses or networks whose word on who the client is counts."""
    proxies = [proxy.strip() for proxy in value.split(",") if proxy.strip()]
    for proxy in proxies:
        try:
            ipaddress.ip_network(proxy)
        except ValueError:
            problems.append(
                f"PATHWISE_TRUSTED_PROXIES: found {proxy!r}; expected an address or a network such as 10.0.0.0/8"
            )
    return proxies


def _metrics_token(value: str, problems: list[str]) -> str:
    if value and len(value) < MIN_KEY_LENGTH:
        problems.append(f"PATHWISE_METRICS_TOKEN: found {len(value)} characters; expected at least {MIN_KEY_LENGTH}")
    return value


def _earlier_keys(value: str, problems: list[str]) -> list[str]:
    """Keys that signed tokens before the present one, which are accepted until those tokens have expired."""
    keys = [key.strip() for key in value.split(",") if key.strip()]
    if any(len(key) < MIN_KEY_LENGTH for key in keys):
        problems.append(f"PATHWISE_EARLIER_KEYS: found a key under {MIN_KEY_LENGTH} characters; expected longer ones")
    return keys


def _days(value: str | None, problems: list[str]) -> int:
    """How many days conversations are kept."""
    if not value:
        return KEPT_DAYS
    if not value.isascii() or not value.isdecimal() or len(value) > 4 or int(value) > MOST_DAYS:
        problems.append(
            f"PATHWISE_RETENTION_DAYS: found {value!r}; expected days from 0 to {MOST_DAYS}, where 0 keeps conversations for ever"
        )
        return KEPT_DAYS
    return int(value)


def _workers(environment: Mapping[str, str], problems: list[str]) -> int:
    """How many processes serve one port; several need a database that locks across processes."""
    value = environment.get(WORKERS_SETTING) or "1"
    if not value.isascii() or not value.isdecimal() or len(value) > 2 or not 1 <= int(value) <= MOST_WORKERS:
        problems.append(
            f"{WORKERS_SETTING}: found {value!r}; expected how many processes serve, from 1 to {MOST_WORKERS}"
        )
        return 1
    if int(value) > 1 and (environment.get("PATHWISE_DATABASE_URL") or DEFAULT_URL).startswith("sqlite"):
        problems.append(
            f"{WORKERS_SETTING} (or --workers): found {value} on SQLite; expected 1, since one process at a time writes to it well. "
            "Serve with 1, or let PATHWISE_DATABASE_URL name a PostgreSQL"
        )
    return int(value)


def _address(value: str, problems: list[str]) -> str:
    if value and not ADDRESS.fullmatch(value):
        problems.append(f"PATHWISE_HANDOFF_MAILTO: found {value!r}; expected one address such as advisers@example.edu")
    return value


def _webhook(value: str, problems: list[str]) -> str:
    if value and not is_safe_address(value):
        # Not shown: it may hold a password.
        problems.append(
            "PATHWISE_HANDOFF_WEBHOOK: found no address to send a brief to (it is not shown here); "
            "expected https without a password in it, or http on this machine"
        )
    return value


def _webhook_secret(environment: Mapping[str, str], problems: list[str]) -> str:
    """What signs the briefs; needed as soon as they are sent anywhere."""
    secret = environment.get("PATHWISE_HANDOFF_SECRET", "")
    if environment.get("PATHWISE_HANDOFF_WEBHOOK") and len(secret) < MIN_KEY_LENGTH:
        problems.append(
            f"PATHWISE_HANDOFF_SECRET: found {len(secret)} characters; expected at least {MIN_KEY_LENGTH}, "
            "which the receiver checks the signature with"
        )
    return secret


def _key(value: str | None, problems: list[str]) -> str:
    """The key that signs tokens; without a setting it is made once and kept with mode 600."""
    if value is None or value == "":
        try:
            return _kept_key(ROOT / "var" / "secret_key")
        except SettingsError as error:
            problems.append(str(error))
            return ""
    if len(value) < MIN_KEY_LENGTH:
        problems.append(f"PATHWISE_SECRET_KEY: found {len(value)} characters; expected at least {MIN_KEY_LENGTH}")
    return value


def _kept_key(path: Path) -> str:
    """The key in a file of mode 600; made whole or not at all, by whichever process comes first.

    Raises:
        SettingsError: If the file cannot be written, or holds too short a key, which would let anybody sign tokens.
    """
    try:
        return _made_key(path)
    except OSError as error:
        raise SettingsError(
            f"PATHWISE_SECRET_KEY: found none, and none can be kept in {path} ({error.strerror}); "
            f"expected {MIN_KEY_LENGTH} characters or more, the same for all processes"
        ) from error


def _made_key(path: Path) -> str:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False) as file:  # made with mode 600
            file.write(secrets.token_urlsafe(48))
        with contextlib.suppress(FileExistsError):  # another process was first: its key holds
            os.link(file.name, path)
        Path(file.name).unlink()
    key = path.read_text().strip()
    if len(key) < MIN_KEY_LENGTH:
        raise SettingsError(
            f"{path}: found {len(key)} characters; expected a key of {MIN_KEY_LENGTH} or more. Delete the file to get a new one."
        )
    return key
