"""What counts as a flip (evaluation.robustness)."""

from __future__ import annotations

from typing import Any

import pytest

from evaluation.robustness import ANY, Variant, flip_section, flips, robustness_figures, robustness_grid, variants
from evaluation.rows import MessageRow

REFUSED = {"error": "too long"}


def answer(topic: str = "cost", status: str = "answered", first: str = "c1", more: str = "c9") -> dict[str, Any]:
    """An answer whose first block with claims cites one, and whose folded block another."""
    return {
        "topic": topic, "status": status, "reply": f"About {first}.",
        "blocks": [
            {"type": "text", "sentences": [{"text": "A lead without a fact.", "notes": []}]},
            {"type": "cards", "cards": [{"facts": [{"text": "x", "notes": [1]}]}]},
            {"type": "text", "folded": True, "sentences": [{"text": "y", "notes": [2]}]},
            {"type": "sources", "notes": [{"n": 1, "claim": first}, {"n": 2, "claim": more}]},
        ],
    }  # fmt: skip


def test_variants_change_the_last_turn_where_a_change_applies() -> None:
    """A message without figures has no variant of number formats; earlier turns stay."""
    made = variants([MessageRow("a", ("Hello There", "what does it cost"))], 0)
    assert {variant.turns[0] for variant in made} == {"Hello There"}
    assert {variant.change for variant in made} == {
        "one typo", "two typos", "upper case", "filler before", "filler after",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("after", "differing"),
    [
        pytest.param(answer(), (), id="the same"),
        pytest.param(answer(more="c8"), (), id="another folded claim"),
        pytest.param(answer(topic="credit"), ("topic",), id="another topic"),
        pytest.param(answer(status="declined"), ("status",), id="another status"),
        pytest.param(answer(first="c2"), ("claims",), id="another claim"),
        pytest.param(REFUSED, ("status", "topic", "claims"), id="refused"),
    ],
)
def test_what_flips(after: dict[str, Any], differing: tuple[str, ...]) -> None:
    """Status, topic, and the claims of the first block that cites any."""
    variant = Variant("a", "one typo", "cost", ("csot",))
    assert [flip.differing for flip in flips([variant], {"a": answer()}, [after])] == ([differing] if differing else [])


def test_flips_are_counted_by_change() -> None:
    """Two of three variants flipped, one of two under the typo; the report shows both messages."""
    made = [Variant("a", "one typo", "cost", ("csot",)), Variant("b", "one typo", "cost", ("cosy",)),
            Variant("a", "upper case", "cost", ("COST",))]  # fmt: skip
    before = {"a": answer(), "b": answer()}
    figures = robustness_figures(made, flips(made, before, [answer(), answer("credit"), answer(first="c2")]))
    counted = {name: (found["flipped"]["hits"], found["flipped"]["of"]) for name, found in figures["changes"].items()}
    assert (counted["one typo"], counted["upper case"], counted[ANY]) == ((1, 2), (1, 1), (2, 3))
    assert counted["number formats"] == (0, 0)
    assert ("upper case", "100.0 %", "20.7 to 100.0", "1", "1", "0", "0", "1") in robustness_grid(figures).rows
    assert "> COST" in flip_section(figures)
    assert "claims: c1, now c2" in flip_section(figures)
