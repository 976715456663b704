"""A learner who has only a keyboard: nothing here clicks, fills or focuses by script."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Page

HERE = Path(__file__).parent
IN_PAGE = (HERE / "in_page.js").read_text(encoding="utf-8")
MOST_TABS = 60  # to the farthest thing of one answer
PATIENCE_S = 60
PAUSE_MS = 50


@cache
def recommendation() -> tuple[dict[str, Any], ...]:
    """The steps of recommendation.yml."""
    return tuple(yaml.safe_load((HERE / "recommendation.yml").read_text(encoding="utf-8")))


@dataclass(frozen=True, slots=True)
class Focus:
    """What has the focus; see in_page.js."""

    name: str
    kind: str
    isInDialog: bool  # noqa: N815
    isMarked: bool  # noqa: N815
    isOnScreen: bool  # noqa: N815
    isUncovered: bool  # noqa: N815


@dataclass
class Hands:
    """Hands on the keyboard of a page; `pictures` is where to leave some."""

    page: Page
    pictures: Path | None = None
    tabs: dict[str, int] = field(default_factory=dict)

    def look(self) -> Focus:
        """What has the focus; it must be something, and it must be seen."""
        found = self._ask("focused()")
        assert found is not None, "the focus is lost"
        focus = Focus(**found)
        assert focus.isOnScreen, f"out of the window: {focus}"
        assert focus.isUncovered, f"covered by something: {focus}"
        assert focus.isMarked, f"nothing shows the focus: {focus}"
        return focus

    def press(self, *keys: str) -> Focus:
        """Press keys, and look after each."""
        for key in keys:
            self.page.keyboard.press(key)
            focus = self.look()
        return focus

    def go_to(self, name: str, key: str = "Tab", kind: str = "") -> Focus:
        """Press Tab, or Shift+Tab, until something of that name has the focus; each stop on the way is looked at."""
        passed: list[str] = []
        while len(passed) < MOST_TABS:
            focus = self.press(key)
            passed.append(focus.name[:60])
            if focus.name.startswith(name) and kind in ("", focus.kind):
                self.tabs[name] = len(passed)
                return focus
        raise AssertionError(f"{name!r} was not reached by {MOST_TABS} times {key}; passed: {passed}")

    def send(self, *keys: str) -> None:
        """Press keys that send a message, and wait for its answer; the focus is somewhere all the while."""
        before = self._ask("count('li.bot')")
        self.press(*keys)
        self._wait("an answer", lambda: self._ask("count('li.bot')") > before and self._is_quiet() and self.look())

    def do(self, step: dict[str, Any]) -> None:
        """Do one step of recommendation.yml."""
        match step:
            case {"tab": name, **more}:
                self.go_to(name, **more)
            case {"back": name, **more}:
                self.go_to(name, "Shift+Tab", **more)
            case {"press": [*keys]}:
                for key in keys:
                    self.page.keyboard.press(key)
            case {"send": [*keys]}:
                self.send(*keys)
            case {"type": text}:
                self.page.keyboard.type(text)
                self.look()
            case {"focus": name}:
                self._wait(
                    f"focus on {name!r}", lambda: (self._ask("focused()") or {"name": ""})["name"].startswith(name)
                )
                self.look()
            case {"says": text}:
                self._wait(f"{text!r}", lambda: self._ask("says(text)", text))
            case {"shows": selector, "count": count}:
                self._wait(f"{count} of {selector}", lambda: self._ask("count(text)", selector) == count)
            case {"picture": name}:
                self._leave_picture(name)
            case _:
                raise ValueError(f"recommendation.yml: found the step {step}; its first lines say which there are")

    def _ask(self, call: str, text: str = "") -> Any:
        return self.page.evaluate(f"(text) => keyboard.{call}", text)

    def _is_quiet(self) -> bool:
        return bool(self._ask("count('.bubble:not(.sent)')") == 0)

    def _wait(self, what: str, is_so: Callable[[], Any]) -> None:
        end = time.monotonic() + PATIENCE_S
        while not is_so():
            assert time.monotonic() < end, f"waited {PATIENCE_S} s for {what}; the focus is on {self._ask('focused()')}"
            self.page.wait_for_timeout(PAUSE_MS)

    def _leave_picture(self, name: str) -> None:
        if self.pictures is not None and self.page.viewport_size is not None:
            self.page.screenshot(path=self.pictures / f"keyboard-{name}-{self.page.viewport_size['width']}.png")
