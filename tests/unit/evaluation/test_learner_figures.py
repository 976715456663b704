"""When a conversation counts as right, a tie or misread, and the figures over many (evaluation.learner_figures)."""

from __future__ import annotations

from typing import Any

import pytest

from advising.profile import Profile
from advising.reply import RecommendationsBlock, Recommended
from evaluation.conversations import Conversation, Turn
from evaluation.learner_figures import Advised, failure_lines, learner_figures, learner_grids, learner_sections
from evaluation.learners import Learner

TRUE = Profile(
    field=("law", "finance"), background="some", hours_per_week=5.0, budget_usd="any", credit="must", months=6.0
)
HEARD: dict[str, Any] = {
    "field": ["finance", "law"],
    "background": "some",
    "hours_per_week": 5.0,
    "credit": "must",
    "months": 6.0,
}
LEARNER = Learner("one", "learn", "terse", TRUE, ("hello",), {}, ("so?",))


def item(slug: str, is_tie: bool = False) -> Recommended:
    """A recommended programme."""
    return Recommended(slug, slug, "", "", 0.5, is_tie, (), (), ())


def advised(
    got: str | None, *truth: Recommended, dead_end: str = "", asked: tuple[str, ...] = (), **heard: Any
) -> Advised:
    """A conversation that came to a first place (empty: nothing fits; None: no result), and the true ranking."""
    blocks: list[dict[str, Any]] = [{"type": "recommendations", "items": [{"slug": got, "score": 0.5}]}] if got else []
    text = "Nothing fits." if got == "" else "…"
    asking = tuple(Turn("a", {"blocks": [{"type": "form", "slot": slot}]}) for slot in asked)
    last = Turn("hello", {"topic": "recommend", "reply": text, "blocks": blocks}, {**HEARD, **heard})
    return Advised(Conversation(LEARNER, 0, (*asking, last), dead_end), RecommendationsBlock((), truth))


@pytest.mark.parametrize(
    ("found", "is_right", "is_tie", "got"),
    [
        pytest.param(advised("a", item("a"), item("b")), True, False, "a", id="the true first place"),
        pytest.param(advised("b", item("a"), item("b")), False, False, "b", id="the second"),
        pytest.param(advised("b", item("a", True), item("b", True)), False, True, "b", id="as good as the first, yet another"),
        pytest.param(advised("a", item("a", True), item("b", True)), True, False, "a", id="the first of a tie"),
        pytest.param(advised("c", item("a", True), item("b", True)), False, False, "c", id="none of the tie"),
        pytest.param(advised(""), True, False, "nothing fits", id="nothing fits, and it says so"),
        pytest.param(advised("", item("a")), False, False, "nothing fits", id="says that nothing fits, wrongly"),
        pytest.param(advised("a"), False, False, "a", id="recommends where nothing fits"),
        pytest.param(advised(None), False, False, "no result", id="no result where nothing fits"),
        pytest.param(advised("a", item("a"), dead_end="lost"), False, False, "a", id="the right one by a dead end"),
    ],
)  # fmt: skip
def test_what_counts_as_right(found: Advised, is_right: bool, is_tie: bool, got: str) -> None:
    """Only the exact first place; a tie is told apart, and where nothing fits, saying so."""
    assert (found.is_right, found.is_tie, found.got) == (is_right, is_tie, got)


@pytest.mark.parametrize(
    ("found", "slots"),
    [
        pytest.param(advised("a"), [], id="as told, fields in another order, any as not said"),
        pytest.param(advised("a", budget_usd="any"), [], id="any as any"),
        pytest.param(advised("a", hours_per_week=15.0), ["hours_per_week"], id="another number"),
        pytest.param(advised("a", credit=None), [], id="not asked, not told"),
        pytest.param(advised("a", asked=("credit",), credit=None), ["credit"], id="asked, and not understood"),
        pytest.param(advised("a", months=None), ["months"], id="told unasked, and not heard"),
        pytest.param(advised("a", excluded=["mit"]), ["excluded"], id="heard though not told"),
        pytest.param(advised("a", budget_usd=50.0), ["budget_usd"], id="a number where it does not matter"),
    ],
)
def test_what_counts_as_misread(found: Advised, slots: list[str]) -> None:
    """What differs from the true profile, but for questions that were never asked."""
    assert [part["slot"] for part in found.misread] == slots


def test_figures_over_conversations() -> None:
    """Shares, ties among the misses, dead ends, and what was asked beside the full form."""
    rows = [
        advised("a", item("a"), asked=("field", "credit")),
        advised("b", item("a", True), item("b", True), asked=("field",), hours_per_week=9.0),
        advised(None, item("a"), dead_end="lost", asked=("field", "background", "credit")),
        advised(""),
    ]
    figures = learner_figures(rows)
    hits = {name: (found["hits"], found["of"]) for name, found in figures["shares"].items()}
    assert hits == {
        "right first place": (2, 4), "… where something fits": (1, 3), "… where nothing fits": (1, 1),
        "profile understood as told": (3, 4), "dead ends": (1, 4), "misses that are ties": (1, 2),
    }  # fmt: skip
    assert (figures["questions_asked"], figures["questions_of_the_form"], figures["messages"]) == (1.5, 5, 2.5)
    assert figures["styles"]["terse"]["right"]["of"] == 4
    assert figures["slots"]["hours_per_week"]["hits"] == 3
    assert failure_lines(figures) == [
        "one, variant 0: got b; right is a, a tie; hours_per_week understood as 9, told was 5",
        "one, variant 0: got no result; right is a; lost",
    ]


def test_the_report_shows_whole_conversations() -> None:
    """A failure with every turn; what came out right though misread stands apart."""
    wrong, lucky = advised("b", item("a"), asked=("field",)), advised("a", item("a"), months=None)
    failures, misread = learner_sections(learner_figures([wrong, lucky]))
    assert "## Failures: 1" in failures
    assert failures.count("\n> ") == 2
    assert "## Right, but misread: 1" in misread
    assert "months understood as nothing, told was 6" in misread


def test_tables_of_nothing_are_tables() -> None:
    """Without a conversation there are dashes, no division by nothing."""
    grids = learner_grids(learner_figures([]))
    assert ("questions asked, median", "-") in grids[-1].rows
