"""Where a course-discovery catalogue is and who asks; a secret is only ever sent to a safe address."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import httpx

from knowledge.exchange.discovery_errors import shown, trouble

TOKEN = "/oauth2/access_token"  # noqa: S105 - a route
HOST = re.compile(r"[\w.-]+|[0-9a-f:.]+")
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True, slots=True)
class Access:
    """Where the catalogue is and who asks; without `token_url` the token is asked of the catalogue's own host."""

    url: str
    client_id: str
    client_secret: str = field(repr=False)
    token_url: str = ""

    def __post_init__(self) -> None:
        """Refuse addresses that a secret must not be sent to."""
        for address in filter(None, (self.url, self.token_url)):
            _check_address(address)

    @property
    def base(self) -> str:
        """The address without a slash at its end."""
        return self.url.rstrip("/")

    @property
    def token_address(self) -> str:
        """Where the token is asked for."""
        return self.token_url or f"{self.base}{TOKEN}"


def _check_address(address: str) -> None:
    try:
        url = httpx.URL(address)
    except httpx.InvalidURL as error:
        raise trouble(shown(address), str(error), "an address such as https://discovery.example.org") from error
    if url.userinfo:
        raise trouble(
            url.host, "a name or password in the address", "an address alone; the account has its own options"
        )
    if url.scheme not in ("https", "http") or not HOST.fullmatch(url.host):
        raise trouble(shown(address), "no web address", "an address such as https://discovery.example.org")
    if url.scheme == "http" and url.host not in LOOPBACK:
        raise trouble(shown(address), "http", "https: the secret must not travel in the clear")
