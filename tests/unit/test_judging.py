"""What is said of an answer: how a call says it, and what advisers see of the answer."""

from __future__ import annotations

from typing import Any

import pytest

from bot.calls import Refused
from bot.conversation_calls import read_judgement
from bot.judging import REASONS, Judgement, first_sentence

GOOD = {"seq": 2, "helpful": False}


@pytest.mark.parametrize(
    ("body", "judgement", "shown"),
    [
        ({"seq": 2, "helpful": True}, Judgement(True), {"helpful": True}),
        (GOOD, Judgement(False), {"helpful": False}),
        ({**GOOD, "reason": None}, Judgement(False), {"helpful": False}),
        *(({**GOOD, "reason": name}, Judgement(False, name), {"helpful": False, "reason": name}) for name in REASONS),
    ],
    ids=["helpful", "not helpful", "no reason", *REASONS],
)
def test_a_judgement_is_read_and_shown(body: dict[str, Any], judgement: Judgement, shown: dict[str, Any]):
    """Helpful or not, with one of four reasons where it did not help; a reason that is not there is not shown."""
    assert read_judgement(body) == (2, judgement)
    assert judgement.as_json() == shown


@pytest.mark.parametrize(
    ("body", "field"),
    [
        pytest.param([], "", id="a list"),
        pytest.param(None, "", id="null"),
        pytest.param({"helpful": True}, "seq", id="no seq"),
        pytest.param({**GOOD, "seq": "2"}, "seq", id="text as seq"),
        pytest.param({**GOOD, "seq": 2.0}, "seq", id="a fraction as seq"),
        pytest.param({**GOOD, "seq": True}, "seq", id="true as seq"),
        pytest.param({**GOOD, "seq": 0}, "seq", id="below the first"),
        pytest.param({**GOOD, "seq": -1}, "seq", id="negative"),
        pytest.param({**GOOD, "seq": 10**9}, "seq", id="larger than a database holds"),
        pytest.param({"seq": 2}, "helpful", id="not said"),
        pytest.param({"seq": 2, "helpful": None}, "helpful", id="null"),
        pytest.param({"seq": 2, "helpful": 1}, "helpful", id="a number"),
        pytest.param({"seq": 2, "helpful": "false"}, "helpful", id="a word"),
        pytest.param({**GOOD, "reason": "boring"}, "reason", id="an unknown reason"),
        pytest.param({**GOOD, "reason": ""}, "reason", id="an empty reason"),
        pytest.param({**GOOD, "reason": ["wrong"]}, "reason", id="a list as reason"),
        pytest.param({"seq": 2, "helpful": True, "reason": "wrong"}, "reason", id="a reason though it helped"),
        pytest.param({**GOOD, "reasons": "wrong"}, "reasons", id="a misspelt field"),
        pytest.param({**GOOD, "x" * 100: 1}, "x" * 20, id="a long unknown field"),
    ],
)
def test_anything_else_is_refused_with_the_field(body: Any, field: str):
    """422, and where the fault is."""
    with pytest.raises(Refused) as refused:
        read_judgement(body)
    assert (refused.value.status, refused.value.code, refused.value.more["field"]) == (422, "invalid", field)


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ([{"type": "text", "sentences": [{"text": "First."}, {"text": "Second."}]}], "First."),
        ([{"type": "notice", "text": "!"}, {"type": "text", "sentences": []},
          {"type": "text", "sentences": [{"text": "Later."}]}], "Later."),
        ([{"type": "cards", "cards": []}], "The text."),
        ([], "The text."),
    ],
    ids=["sentences", "the first that holds one", "only cards", "no blocks"],
)  # fmt: skip
def test_an_answer_is_known_by_its_first_sentence(blocks: list[dict[str, Any]], expected: str):
    """Of its blocks, else of its text."""
    assert first_sentence("\nThe text.\nMore.", blocks) == expected
