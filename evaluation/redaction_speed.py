"""What the redaction costs: of an ordinary message beside its understanding, and of 100 kB that are made to be slow.

Times are of the processor, so that other programs do not count. Run by `make bench`.
"""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import yaml
from rich.console import Console

from bot.redaction import redact
from bot.redaction.phones import NEAR
from evaluation.tables import Grid

MESSAGES = Path(__file__).parent / "mixed_messages.yml"
LENGTH = 100_000
# What the patterns begin with, go on with and almost end with, over and over.
ATTACKS = (
    "a", "0", "1", "9", " ", "@", ".", "-", "(", "+", "_", ",", "a@", "a@a.", "a.", "a.a@", "a'", "a at ", "a at b dot ", "dot ", "a dot ",
    "a (at) ", "a_", "a_at_", "a_at_b_dot_", "1 ", "1-", "12 ", "1(", "(1", "1 - ", "4111 ", "4111-1111 ", "411111111111111 ",
    "2019-12-", "2019 ", "12/2019/", "1.12.2019 ", "1 000 ", "1.000.", "978-0-13-", "+1 ", "+14155552671 ", "4155552671 ", "07911 ",
    "call ", "call me ", "my number is ", "number is on at ", "usd ", "budget: ", "$ ", "https://", "www.", "a@b,com", "a@b.com,",
    "[", "<at>", "\u200b", "\u0661", "\uff11", "1\u00a0", "1 x", "1 ext. ", "1ext1",
)  # fmt: skip
# What is searched through a whole message; the others are tried at one place, or beside a number.
SEARCHED = {"redaction.MAYBE", "redaction.LINK", "redaction.addresses.SIGNED", "redaction.addresses.SAID", "redaction.addresses.UNDERSCORED",
            "redaction.addresses.DOT_IN_WORDS", "redaction.cards.RUN", "redaction.cards.GROUP", "redaction.phones.RUN", "redaction.phones.GROUP"}  # fmt: skip
ROUNDS = 40
HOLDING = "call me on +44 7911 123456 or write to anna.lee@example.org"


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every regular expression of the redaction, with its name."""
    for module in ("bot.redaction", "bot.redaction.addresses", "bot.redaction.cards", "bot.redaction.phones"):
        named = vars(import_module(module)).items()
        yield from (
            (f"{module}.{name}".removeprefix("bot."), one) for name, one in named if isinstance(one, re.Pattern)
        )


def attacks() -> list[str]:
    """Texts of 100 kB: each beginning repeated, and the same with an end that fits nothing."""
    whole = [(attack * LENGTH)[:LENGTH] for attack in ATTACKS]
    return [text for attack in whole for text in (attack, f"{attack[:-1]}\x00", f"a {attack[:-2]}")]


def slowest() -> Grid:
    """Each regular expression's slowest text, as the redaction uses it: searched through the text, or tried at one place."""
    texts = attacks()
    rows = []
    for name, pattern in patterns():
        use = _through if name in SEARCHED else _at_one_place
        took, text = max((_ms(use, pattern, text), text) for text in texts)
        rows.append(
            (
                name.removeprefix("redaction."),
                f"{took:.1f}",
                "searched" if use is _through else "tried",
                ascii(text[:6]),
            )
        )
    return Grid(f"Slowest of {len(texts)} texts of 100 kB", ("", "ms", "how", "the text"), rows)


def longest_messages() -> Grid:
    """The same texts as messages of the greatest length that is taken, through the whole redaction."""
    from bot.runtime import MAX_TEXT

    times = {text[:9]: _ms(redact, text[:MAX_TEXT]) for text in attacks()}
    worst = max(times, key=lambda beginning: times[beginning])
    return Grid(f"Messages of {MAX_TEXT:,} hostile characters, ms", ("", "ms"),
                [("median", f"{statistics.median(times.values()):.2f}"), (f"slowest, {worst!r}…", f"{times[worst]:.1f}")])  # fmt: skip


def ordinary() -> Grid:
    """Ordinary messages, beside what their understanding takes."""
    from bot.runtime import Runtime
    from bot.settings import load_settings

    texts = yaml.safe_load(MESSAGES.read_text(encoding="utf-8"))
    running = Runtime(load_settings())
    redacting = statistics.median(_ms(redact, text) for text in texts for _ in range(ROUNDS))
    reading = statistics.median(_ms(running.understand, text) for text in texts)
    holding = statistics.median(_ms(redact, HOLDING) for _ in range(ROUNDS))
    rows = [("redacting a message", f"{redacting:.4f}"), ("understanding it", f"{reading:.2f}"),
            ("ratio", f"{redacting / reading:.5f}"), ("redacting a number and an address", f"{holding:.3f}")]  # fmt: skip
    return Grid(f"{len(texts)} ordinary messages, median ms", ("", "ms"), rows)


def _through(pattern: re.Pattern[str], text: str) -> None:
    for _ in pattern.finditer(text):
        pass


def _at_one_place(pattern: re.Pattern[str], text: str) -> None:
    """As a whole match, as a beginning, and searched in the few characters beside a number, as long as they ever are."""
    pattern.fullmatch(text)
    pattern.match(text)
    pattern.search(text, 0, NEAR)


def _ms(call: Callable[..., object], *arguments: object) -> float:
    start = time.thread_time()
    call(*arguments)
    return (time.thread_time() - start) * 1000


def main() -> None:
    """Measure and print."""
    from bot.logs import configure_logs

    configure_logs("text")
    for measured in (slowest, longest_messages, ordinary):
        measured().print(Console())


if __name__ == "__main__":
    main()
