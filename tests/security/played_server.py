"""A server that a test plays: it answers the widget's calls with what it was given."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, Route


class PlayedServer:
    """Answers with messages given beforehand; the last answer comes again and again.

    `told` is the conversation so far, as a page that is loaded again gets it; while `errors`, pairs of status and
    error object, holds any, the next of them is the answer to a message.
    """

    def __init__(self, page: Page) -> None:
        """Take the place of the server's calls on a page."""
        self.errors: list[tuple[int, dict[str, Any]]] = []
        self.begin_with([], [])
        page.route("**/api/conversations", self._begin)
        page.route("**/api/messages*", self._talk)

    def begin_with(self, greeting: list[dict[str, Any]], answers: list[dict[str, Any]]) -> None:
        """A new conversation."""
        self.greeting, self.answers, self.told = greeting, answers, list(greeting)

    def _begin(self, route: Route) -> None:
        route.fulfill(status=201, json={"conversation": "c", "token": "t", "messages": self.greeting})

    def _talk(self, route: Route) -> None:
        if route.request.method == "GET":
            route.fulfill(json={"messages": self.told})
        elif self.errors:
            status, error = self.errors.pop(0)
            route.fulfill(status=status, json={"error": error})
        else:
            route.fulfill(json=self._answer(route.request.post_data_json))

    def _answer(self, sent: dict[str, Any]) -> dict[str, Any]:
        seq = len(self.told) + 1
        answer = self.answers[0] if len(self.answers) == 1 else self.answers.pop(0)
        said = {"seq": seq, "from": "learner", "text": sent.get("text") or sent.get("choice")}
        self.told += [said, {**answer, "seq": seq + 1}]
        return {"seq": seq, "messages": self.told[-1:]}
