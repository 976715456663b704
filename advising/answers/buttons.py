"""The one next step under an answer: buttons that say what happens."""

from __future__ import annotations

import json

from advising.model import Snapshot
from advising.question import Question
from advising.reply import Option, OptionsBlock

TITLES = {
    "cost": "What does it cost?", "duration": "How long does it take?", "credit": "Does it count toward a degree?",
    "recognition": "Do employers value it?", "worth_it": "Is it worth it?", "workload": "How many hours a week?",
    "prerequisites": "What do I need first?", "programme": "Show the facts", "compare": "Compare the two",
}  # fmt: skip
FOLLOWING = {
    "define": ("worth_it", "cost", "credit"), "worth_it": ("cost", "credit"), "cost": ("duration", "credit"),
    "duration": ("workload", "cost"), "workload": ("duration", "prerequisites"), "recognition": ("worth_it", "credit"),
    "credit": ("cost", "worth_it"), "prerequisites": ("workload", "cost"), "programme": ("credit", "cost"),
    "admission": ("credit", "cost"), "compare": ("worth_it", "credit"), "career": ("worth_it",), "school": (),
}  # fmt: skip
RECOMMEND = Option("Find a programme for me", "/recommend")
HANDOFF = Option("Speak to a person", "/handoff")


def ask(topic: str, *subjects: str, predicate: str = "") -> str:
    """The payload of a button that asks for a topic of some subjects, or for one kind of statement on it."""
    asked = {"subject": list(subjects)} if subjects else {}
    asked |= {"predicate": [predicate]} if predicate else {}
    return f"/{topic}{json.dumps(asked)}" if asked else f"/{topic}"


def next_steps(snapshot: Snapshot, question: Question) -> tuple[OptionsBlock, ...]:
    """Up to two follow-up questions on the same subject, and the recommendation."""
    subjects = question.mentioned(snapshot, "programme", "credential-type", "degree")[:1]
    options = [
        Option(TITLES[topic], ask(topic, *subjects)) for topic in FOLLOWING.get(question.topic, ("worth_it",))
        if topic != question.topic
    ][:2]  # fmt: skip
    return (OptionsBlock((*options, RECOMMEND)),)
