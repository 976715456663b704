"""A small client for the Open edX course-discovery API: token, pages, nothing of what the answers mean.

Routes and shapes: openedx/course-discovery, `apps/api/v1` (programs, courses; JWT; two styles of pagination).
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from types import TracebackType
from typing import Any

import httpx

from knowledge.exchange.discovery_access import Access
from knowledge.exchange.discovery_cache import AnswerCache
from knowledge.exchange.discovery_errors import shown, trouble
from knowledge.exchange.discovery_http import Answer, Requests

PROGRAMS = "/api/v1/programs/"
COURSES = "/api/v1/courses/"
MAX_PAGES = 5_000

Content = dict[str, Any]
Progress = Callable[[int, int], None]


def no_progress(_done: int, _total: int) -> None:
    """Tell nobody."""


class DiscoveryClient:
    """Reads programmes and courses; every answer is checked whole before it is used or kept."""

    def __init__(
        self,
        access: Access,
        cache: AnswerCache,
        limit_s: float = 30.0,
        page_size: int = 100,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Prepare; nothing is sent yet."""
        self._access = access
        self._cache = cache
        self._page_size = page_size
        self._requests = Requests(limit_s, sleep)
        self._token = ""

    def __enter__(self) -> DiscoveryClient:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._requests.close()

    def programs(self, progress: Progress = no_progress) -> list[Content]:
        """All programmes of the list, with prices (`extended`).

        Raises:
            DiscoveryError: When any page is missing or wrong; half a list is never returned.
        """
        return self._all(f"{PROGRAMS}?extended=1&limit={self._page_size}&offset=0", progress)

    def program(self, uuid: str) -> Content:
        """One programme with everything that is known of it: hours, languages, prices."""
        return self._get(f"{self._access.base}{PROGRAMS}{uuid}/")

    def courses(self, progress: Progress = no_progress) -> list[Content]:
        """All courses with their runs; see `programs`."""
        return self._all(f"{COURSES}?limit={self._page_size}&offset=0", progress)

    def _all(self, route: str, progress: Progress) -> list[Content]:
        address = f"{self._access.base}{route}"
        found: list[Content] = []
        seen: set[str] = set()
        while True:
            if address in seen or len(seen) >= MAX_PAGES:
                raise trouble(f"GET {address}", "the same page again, or no end", "a list of pages that ends")
            seen.add(address)
            page = _page(address, self._get(address))
            found.extend(page.results)
            progress(len(found), page.count)
            if not page.next:
                break
            address = self._next(address, page.next)
        if len(found) < page.count:
            raise trouble(f"GET {address}", f"the end after {len(found):,} rows", f"{page.count:,}, as 'count' says")
        return found

    def _next(self, address: str, following: str) -> str:
        """The next page on the catalogue's own host: behind a proxy `next` may name another scheme or port."""
        base = httpx.URL(self._access.base)
        try:
            url = httpx.URL(address).join(following)
        except (httpx.InvalidURL, ValueError) as error:
            raise trouble(f"GET {address}", f"next: {shown(following)}", "an address") from error
        if url.host != base.host:
            raise trouble(f"GET {address}", f"next: {shown(following)}", f"a page of {base.host}")
        return str(url.copy_with(scheme=base.scheme, port=base.port))

    def _get(self, address: str) -> Content:
        kept = self._cache.find(address)
        condition = {"If-None-Match": kept.etag} if kept else {}
        answer = self._authorised(address, condition)
        if answer.status == HTTPStatus.NOT_MODIFIED and kept:
            return _parsed(f"GET {address} (kept answer)", kept.body)
        if answer.status != HTTPStatus.OK:
            raise trouble(
                f"GET {address}", f"status {answer.status}", "status 200; check --url and what the account may read"
            )
        content = _parsed(f"GET {address}", answer.body)
        self._cache.keep(address, answer.headers.get("etag", ""), answer.body)
        return content

    def _authorised(self, address: str, condition: dict[str, str]) -> Answer:
        """Send with a token; an expired token is renewed once."""
        for is_last in (not self._token, True):
            self._token = self._token or self._new_token()
            answer = self._requests.send("GET", address, {"Authorization": f"JWT {self._token}", **condition})
            if answer.status != HTTPStatus.UNAUTHORIZED:
                return answer
            self._token = ""
            if is_last:
                break
        raise trouble(f"GET {address}", "status 401 with a new token", "an account that may read the catalogue")

    def _new_token(self) -> str:
        place = f"POST {self._access.token_address}"
        form = {
            "grant_type": "client_credentials",
            "client_id": self._access.client_id,
            "client_secret": self._access.client_secret,
            "token_type": "jwt",
        }
        answer = self._requests.send("POST", self._access.token_address, form=form)
        if answer.status != HTTPStatus.OK:
            raise trouble(place, f"status {answer.status}", "a token; check --client-id, the secret and --token-url")
        token = _parsed(place, answer.body).get("access_token")
        if not isinstance(token, str) or not token.isascii() or not token.isprintable() or not token.strip():
            raise trouble(place, "no usable 'access_token'", "a JWT as text")
        return token


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list."""

    count: int
    next: str
    results: list[Content]


def _page(address: str, content: Content) -> Page:
    place = f"GET {address}"
    count, following, results = content.get("count"), content.get("next"), content.get("results")
    if not isinstance(count, int) or isinstance(count, bool) or count < 0:
        raise trouble(place, f"count: {shown(count)}", "a whole number")
    if following is not None and not isinstance(following, str):
        raise trouble(place, f"next: {shown(following)}", "an address or null")
    if not isinstance(results, list):
        raise trouble(place, f"results: {shown(results)}", "a list of objects")
    for position, row in enumerate(results, 1):
        if not isinstance(row, dict):
            raise trouble(f"{place}: result {position}", shown(row), "an object")
    return Page(count, following or "", results)


def _parsed(place: str, body: bytes) -> Content:
    try:
        content = json.loads(body, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise trouble(place, f"no JSON ({error}); it begins {shown(body[:40])}", "a JSON object") from error
    if not isinstance(content, dict):
        raise trouble(place, f"a {type(content).__name__}", "a JSON object")
    return content


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no number")
