"""Counts what hostile texts do in a browser: calls, requests, dialogs, errors that name them, and new windows."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from playwright.sync_api import BrowserContext, Dialog, Page, Route, WebError

MARK = "__hit"
TRAP = re.compile(r"hit\.invalid/(\d{3})")
NUMBER = re.compile(r"\d{3}")


class Watch:
    """Watches all pages and frames of a context from now on.

    `came_through` maps the number of a payload to how it came through; `asked` are the addresses that were asked
    for outside the server (answered with an empty page); `errors` are errors of pages that quote a payload, which
    stumbled over it without running it; `windows` are the pages that opened by themselves.
    """

    def __init__(self, context: BrowserContext, address: str) -> None:
        """Watch a context in which only `address` is the server's."""
        self.came_through: defaultdict[int, set[str]] = defaultdict(set)
        self.asked: list[str] = []
        self.windows: list[Page] = []
        self.dialogs: list[str] = []
        self.errors: list[str] = []
        context.expose_binding(MARK, self._called)
        context.route(lambda url: url.startswith("http") and not url.startswith(address), self._outside)
        context.on("dialog", self._dialog)
        context.on("weberror", self._error)
        context.on("page", self._window)

    def forget(self) -> None:
        """Begin to count anew."""
        for counted in (self.came_through, self.asked, self.windows, self.dialogs, self.errors):
            counted.clear()

    def forget_requests(self) -> None:
        """Leave only what was run: here an address is asked for because the page says so."""
        for number in [number for number, how in self.came_through.items() if how == {"request"}]:
            del self.came_through[number]
        self.asked.clear()

    def _called(self, source: Any, *given: Any) -> None:
        found = NUMBER.search(str(given))
        self.came_through[int(found.group()) if found else 0].add("call")

    def _outside(self, route: Route) -> None:
        url = route.request.url
        self.asked.append(url)
        if found := TRAP.search(url):
            self.came_through[int(found.group(1))].add("request")
        route.fulfill(status=200, content_type="text/html", body="<title>Outside</title>")

    def _window(self, page: Page) -> None:
        self.windows.append(page)

    def _dialog(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def _error(self, error: WebError) -> None:
        if MARK in str(error.error):
            self.errors.append(str(error.error).splitlines()[0])
