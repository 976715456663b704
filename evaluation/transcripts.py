"""Writes the transcripts of README.md and docs/advice.md from real answers: `python -m evaluation.transcripts`.

A transcript stands between its marks; its lines that begin with "> " are what the learner says. The day is fixed, so that what is
fresh or old, and when a plan begins, is the same at every replay.
"""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Iterator
from pathlib import Path

from bot.logs import configure_logs
from bot.runtime import Runtime
from bot.settings import load_settings
from knowledge.current import DAY_SETTING

ROOT = Path(__file__).parent.parent
FILES = (ROOT / "README.md", ROOT / "docs" / "advice.md")
DAY = "2026-11-22"
BLOCK = re.compile(r"(<!-- transcript:.*?-->\n```\n)(.*?)(```\n<!-- end of transcript -->)", re.S)


async def replay(runtime: Runtime, messages: tuple[str, ...]) -> str:
    """One conversation of the messages, as a page shows it."""
    conversation = runtime.store.create()
    parts = []
    for text in messages:
        result = await runtime.turn(conversation, text=text)
        answer = "\n\n".join(message["text"] for message in result.stored.messages)
        parts.append(f"> {text}\n\n{answer}\n")
    return "\n".join(parts)


def transcripts_in(page: Path) -> Iterator[tuple[tuple[str, ...], str]]:
    """The transcripts of a page: what the learner says, and the whole text.

    Raises:
        ValueError: If the page holds none, or one in which nobody says anything.
    """
    found = [match.group(2) for match in BLOCK.finditer(page.read_text(encoding="utf-8"))]
    if not found:
        raise ValueError(f"{page.name}: found no transcript between its marks; expected '<!-- transcript: … -->'")
    for text in found:
        messages = tuple(line.removeprefix("> ") for line in text.splitlines() if line.startswith("> "))
        if not messages:
            raise ValueError(f"{page.name}: found a transcript without a learner; expected lines that begin with '> '")
        yield messages, text


async def _rewritten(runtime: Runtime, page: Path) -> str:
    answers = [await replay(runtime, messages) for messages, _ in transcripts_in(page)]
    following = iter(answers)
    return BLOCK.sub(lambda found: found.group(1) + next(following) + found.group(3), page.read_text(encoding="utf-8"))


def main() -> None:
    """Replace the transcripts."""
    configure_logs("text")
    os.environ[DAY_SETTING] = DAY
    runtime = Runtime(load_settings())
    for page in FILES:
        page.write_text(asyncio.run(_rewritten(runtime, page)), encoding="utf-8")
        print(f"{page.relative_to(ROOT)}: {len(list(transcripts_in(page)))} transcripts written")


if __name__ == "__main__":
    main()
