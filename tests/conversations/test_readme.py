"""What the README shows is what the bot says."""

from __future__ import annotations

import asyncio

from bot.runtime import Runtime
from evaluation.readme_transcript import README, replay, transcript_in


def test_transcript_of_the_readme_is_what_the_bot_says(runtime: Runtime, loop: asyncio.AbstractEventLoop) -> None:
    """Replaying the README's messages gives its answers, word for word."""
    assert loop.run_until_complete(replay(runtime)) == transcript_in(README.read_text())
