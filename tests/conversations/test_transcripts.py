"""What the README and docs/advice.md show is what the bot says."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.runtime import Runtime
from evaluation.transcripts import DAY, FILES, replay, transcripts_in
from tests.conftest import TODAY

SHOWN = [
    pytest.param(messages, text, id=f"{page.stem}: {messages[0]}")
    for page in FILES
    for messages, text in transcripts_in(page)
]


@pytest.mark.parametrize(("messages", "text"), SHOWN)
def test_a_transcript_is_what_the_bot_says(
    runtime: Runtime, loop: asyncio.AbstractEventLoop, messages: tuple[str, ...], text: str
) -> None:
    """Replaying the messages of a page gives its answers, word for word."""
    assert TODAY.isoformat() == DAY
    assert loop.run_until_complete(replay(runtime, messages)) == text


@pytest.mark.parametrize("words", ["nothing", "<!-- transcript: x -->\n```\nhello\n```\n<!-- end of transcript -->"])
def test_a_page_without_a_learner_is_refused(tmp_path: Path, words: str) -> None:
    """A page that shows no conversation is a mistake of the page."""
    page = tmp_path / "page.md"
    page.write_text(words)
    with pytest.raises(ValueError, match=r"page\.md: found"):
        list(transcripts_in(page))
