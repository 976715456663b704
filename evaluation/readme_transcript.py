"""Writes the transcript of the README from real answers: `python -m evaluation.readme_transcript`."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

from bot.runtime import Runtime
from bot.serving import configure_logs
from bot.settings import load_settings

README = Path(__file__).parent.parent / "README.md"
BLOCK = re.compile(r"(<!-- transcript:.*?-->\n```\n)(.*?)(```\n<!-- end of transcript -->)", re.S)
MESSAGES = (
    "How long does MITx Statistics and Data Science take?",
    "and the price of RITx Cybersecurity?",
    "What does a whole MicroMasters cost on average?",
    "Can I be sure to get into the master's afterwards?",
    "Who won the world cup?",
)


async def replay(runtime: Runtime, messages: tuple[str, ...] = MESSAGES) -> str:
    """One conversation of the messages, as the README shows it."""
    conversation = runtime.store.create()
    parts = []
    for text in messages:
        result = await runtime.turn(conversation, text=text)
        answer = "\n\n".join(message["text"] for message in result.stored.messages)
        parts.append(f"> {text}\n\n{answer}\n")
    return "\n".join(parts)


def transcript_in(readme: str) -> str:
    """The transcript that a README holds.

    Raises:
        ValueError: If its marks are missing.
    """
    found = BLOCK.search(readme)
    if found is None:
        raise ValueError("README.md: found no transcript between its marks; expected '<!-- transcript: … -->'")
    return found.group(2)


def main() -> None:
    """Replace the transcript."""
    configure_logs()
    text = asyncio.run(replay(Runtime(load_settings())))
    readme = README.read_text()
    transcript_in(readme)
    README.write_text(BLOCK.sub(lambda found: found.group(1) + text + found.group(3), readme))


if __name__ == "__main__":
    main()
