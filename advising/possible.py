"""What a learner could answer: the answers of a slot that can make a difference. Defined in decision 0007."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from advising.options import NUMBERS, Options
from advising.profile import ANY, BACKGROUNDS, Profile

CREDIT = ("must", "yes", "no")


def answers(options: Options, slot: str) -> tuple[Any, ...]:
    """The possible answers of a slot; a number stands for what lies from it up to the next.

    Raises:
        KeyError: If the slot has no list of answers: it can only be dropped.
    """
    if slot in NUMBERS:
        return (*options.classes[slot], ANY)
    if slot == "field":
        return (*((field,) for field in options.fields), ANY)
    if slot == "wanted_credential":
        return (*options.kinds, None)
    return {"background": (*BACKGROUNDS, ANY), "credit": (*CREDIT, ANY)}[slot]


def with_answer(profile: Profile, slot: str, answer: Any) -> Profile:
    """The profile with another answer in a slot."""
    changed: dict[str, Any] = {slot: answer}
    return replace(profile, **changed)
