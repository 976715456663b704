"""Settings from the environment, checked once at start; every mistake is told at once."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from knowledge.current import DEFAULT_URL

ROOT = Path(__file__).parent.parent
MIN_KEY_LENGTH = 32


class SettingsError(Exception):
    """Settings are wrong; the message lists them all."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a running bot is told from outside; docs/operations.md explains each.

    `token_lifetime_s` and `action_timeout_s` are seconds.
    """

    database_url: str
    secret_key: str
    allowed_origins: tuple[str, ...]
    token_lifetime_s: int
    action_timeout_s: float
    model: Path


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
        token_lifetime_s=int(_number(environment, "PATHWISE_TOKEN_LIFETIME_S", 7 * 24 * 3600, problems)),
        action_timeout_s=_number(environment, "PATHWISE_ACTION_TIMEOUT_S", 5.0, problems),
        model=Path(environment.get("PATHWISE_MODEL") or ROOT / "models" / "pathwise.tar.gz"),
    )
    if problems:
        raise SettingsError("\n".join(problems))
    return settings


def _url(value: str, problems: list[str]) -> str:
    try:
        make_url(value)
    except ArgumentError:
        problems.append(
            f"PATHWISE_DATABASE_URL: found {value!r}; expected an SQLAlchemy URL such as sqlite:///var/pathwise.db"
        )
    return value


def _origins(value: str, problems: list[str]) -> list[str]:
    origins = [origin.strip() for origin in value.split(",") if origin.strip()]
    for origin in origins:
        if not origin.startswith(("https://", "http://")) or origin.count("/") != 2:
            problems.append(
                f"PATHWISE_ALLOWED_ORIGINS: found {origin!r}; expected an origin such as https://example.edu"
            )
    return origins


def _number(environment: Mapping[str, str], name: str, default: float, problems: list[str]) -> float:
    value = environment.get(name)
    if not value:
        return default
    try:
        number = float(value)
    except ValueError:
        number = -1.0
    if number <= 0:
        problems.append(f"{name}: found {value!r}; expected a number above 0")
        return default
    return number


def _key(value: str | None, problems: list[str]) -> str:
    """The key that signs tokens; without a setting it is made once and kept with mode 600."""
    if value is None or value == "":
        return _kept_key(ROOT / "var" / "secret_key")
    if len(value) < MIN_KEY_LENGTH:
        problems.append(f"PATHWISE_SECRET_KEY: found {len(value)} characters; expected at least {MIN_KEY_LENGTH}")
    return value


def _kept_key(path: Path) -> str:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()
