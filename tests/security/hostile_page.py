"""A page of the real server in which hostile texts are shown, and what must hold of it whatever is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect

from tests.security.payloads import Payload
from tests.security.watching import Watch

HERE = Path(__file__).parent
INSPECT = (HERE / "inspect.js").read_text(encoding="utf-8")
PRESS = (HERE / "press.js").read_text(encoding="utf-8")
PATIENCE_MS = 60_000  # what a busy machine may need
SAFE = {"http:", "https:", "mailto:", "blob:"}
ASK_ALL = """async (texts) => {
  const chat = document.querySelector("pathwise-chat");
  for (const text of texts) await chat.ask(text);
}"""


@dataclass
class Standing:
    """What the chat shows: see inspect.js."""

    handlers: list[str]
    planted: list[str]
    addresses: list[tuple[str, str, str, str]]
    text: str

    @property
    def links(self) -> list[str]:
        """The addresses of links."""
        return [value for tag, name, value, _ in self.addresses if (tag, name) == ("a", "href")]

    @property
    def unsafe(self) -> list[str]:
        """Addresses that do more than lead to a page, a mail or a file of this page's own."""
        return [
            f"{tag} {name}={value!r}"
            for tag, name, value, protocol in self.addresses
            if (tag, name) != ("a", "href") or protocol not in SAFE
        ]


@dataclass
class HostilePage:
    """A watched page."""

    page: Page
    watch: Watch
    address: str

    @classmethod
    def of(cls, context: BrowserContext, address: str) -> HostilePage:
        """A new page of a context, watched from its first moment."""
        watch = Watch(context, address)
        page = context.new_page()
        watch.forget()
        return cls(page, watch, address)

    def open_chat(self) -> None:
        """Load the demo page and open the chat."""
        self.page.goto(self.address)
        self.page.get_by_role("button", name="Ask Pathwise").click()
        expect(self.page.get_by_role("textbox", name="Your message")).to_be_visible()

    def ask_all(self, texts: Sequence[str]) -> None:
        """Send texts as the learner's, one after the other; each is answered or refused before the next."""
        self.page.evaluate(ASK_ALL, list(texts))

    def restart(self) -> None:
        """Begin another conversation."""
        self.page.evaluate("document.querySelector('pathwise-chat').restart()")

    def standing(self) -> Standing:
        """What is shown now, in all windows and frames."""
        frames = [frame for page in self.page.context.pages for frame in page.frames]
        found = [Standing(**frame.evaluate(INSPECT)) for frame in frames]
        return Standing(
            [handler for one in found for handler in one.handlers],
            [planted for one in found for planted in one.planted],
            [address for one in found for address in one.addresses],
            "\n".join(one.text for one in found),
        )

    def wait_for_answer(self) -> None:
        """Wait until nothing of the learner's is on its way."""
        expect(self.page.locator(".bubble.sending")).to_have_count(0, timeout=PATIENCE_MS)

    def press(self, selector: str, most: int = 1000) -> int:
        """Press what matches; how much there was."""
        return int(self.page.evaluate(PRESS, [selector, most]))

    def press_links(self) -> None:
        """Press every link, and close what opens."""
        self.press("a[href]:not([download])")
        self.settle()
        for window in self.watch.windows:
            if window is not self.page:
                window.close()

    def settle(self) -> None:
        """Wait for what was begun: loads that fail, frames, animations, new windows."""
        self.page.wait_for_timeout(300)


def missing(group: Sequence[Payload], text: str) -> list[int]:
    """The numbers of payloads of which nothing stands in a text."""
    return [payload.number for payload in group if str(payload.number) not in text]
