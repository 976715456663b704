"""Moves that stand in a message's words (advising.moves)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from advising.moves import acknowledges, asks_for_person, asks_why, changes_mind, corrects, only_again, resumes

MOVES: list[tuple[Callable[[str], bool], list[str], list[str]]] = [
    (
        asks_why,
        ["why do you ask?", "why u need that", "but why are you asking me this", "how come you need to know", "why?", "what for",
         "why does it matter how much i have", "why should it matter", "why do i have to tell you"],
        ["why is it so expensive", "why do employers like it", "what is it for me", "why should i take it", "do you know why"],
    ),
    (
        only_again,
        ["what?", "pardon", "come again?", "repeat please", "once more", "huh"],
        ["what is it", "what about edx", "repeat the course", "say"],
    ),
    (
        resumes,
        ["go on", "ok continue", "lets carry on where we were", "go on with the recommendation", "back to the questions please",
         "can we continue"],
        ["can i continue working", "go on edx", "continue my degree at mit", "ok", "how do i go on with a master's"],
    ),
    (
        changes_mind,
        ["forget that, rather business", "i no longer want credit", "actually 5 hours", "i changed my mind"],
        ["do i actually need a degree", "is it rather hard?", "business", "what can i do instead?"],
    ),
    (
        corrects,
        ["no i mean gtx", "sorry, i meant finance", "no, sorry, I meant MIT"],
        ["no finance", "i mean it", "no i want no finance", "not finance"],
    ),
    (
        acknowledges,
        ["ok", "ok thanks", "I see.", "got it", "alright"],
        ["yes", "ok, 5 hours", "good for beginners?", "no"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("move", "made", "not_made"), MOVES, ids=lambda value: getattr(value, "__name__", None))
def test_a_move_is_seen_in_its_words_and_in_no_others(
    move: Callable[[str], bool], made: list[str], not_made: list[str]
) -> None:
    """Each wording of a move is seen, and what only looks like it is not."""
    assert [text for text in made if not move(text)] == []
    assert [text for text in not_made if move(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "can I talk to a real person about the fees",
        "human please, this is about my refund",
        "I need somebody to explain the credit rules to me",
        "the exam was graded wrong, put me through to someone",
        "please call me about the start dates",
        "I'd like an adviser to look at my case",
    ],
)
def test_a_person_is_asked_for_outright(text: str) -> None:
    assert asks_for_person(text)


@pytest.mark.parametrize(
    "text",
    [
        "do I get a person's feedback on my essays",
        "how many people finish it",
        "does someone check the homework",
        "which course is right for a person without maths",
        "will recruiters call me after the certificate",
        "is this for somebody who works full time",
    ],
)
def test_people_may_be_spoken_of(text: str) -> None:
    assert not asks_for_person(text)
