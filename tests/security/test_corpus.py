"""The hostile texts and the shapes that carry them are complete; tests/browser/hostile shows them in a real browser."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.security.messages import filled, hostile_answer, shapes
from tests.security.payloads import Payload, payloads
from tests.security.watching import MARK, TRAP

PROTOCOL = (Path(__file__).parents[2] / "docs" / "protocol.md").read_text(encoding="utf-8")
# Words in the table of blocks that are no fields: values, and where something stands.
NO_FIELDS = {"paragraph", "list", "choice", "number", "text", "info", "caution", "options", "slug", "high", "Cheaper"}


def test_there_are_150_different_texts_in_15_classes() -> None:
    """No text is there twice, and every class has at least three."""
    texts = [payload.text.replace(str(payload.number), "") for payload in payloads()]
    assert len(texts) == len(set(texts)) == 150
    kinds = [payload.kind for payload in payloads()]
    assert len(set(kinds)) == 15
    assert min(kinds.count(kind) for kind in kinds) >= 3


@pytest.mark.parametrize("payload", payloads(), ids=lambda payload: str(payload.number))
def test_a_text_tells_its_number_when_it_runs(payload: Payload) -> None:
    """It holds its number, and a call of the mark or a request to the trap, perhaps in another spelling."""
    assert str(payload.number) in payload.text
    spelled = payload.text.replace("%5f", "_").replace("&#95;", "_").replace("\\_", "_").replace("h'+'it", "hit")
    hidden = "PHNjcmlwdD5fX2hpdC"  # <script>__hit( in base64
    assert MARK in spelled or TRAP.search(spelled) or hidden in spelled


def test_every_block_of_the_protocol_carries_them() -> None:
    """A block that docs/protocol.md adds is a missing line in blocks.yml."""
    table = PROTOCOL[PROTOCOL.index("## Blocks") :]
    assert set(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) <= {shape["type"] for shape in shapes()}


def test_every_field_of_every_block_carries_them() -> None:
    """A field that docs/protocol.md adds to a block is a missing entry in blocks.yml."""
    table = PROTOCOL[PROTOCOL.index("## Blocks") :]
    rows = re.findall(r"^\| `(\w+)` \| (.*) \|$", table, re.MULTILINE)
    missing = []
    for kind, cell in rows:
        here = json.dumps([shape for shape in shapes() if shape["type"] == kind])
        named = set(re.findall(r"(?:^|· |`)`?(\w+)`?\??:? ?", cell)) | set(re.findall(r'"(\w+)"[,}:]', cell))
        missing += [f"{kind}: {name}" for name in named - NO_FIELDS if f'"{name}"' not in here]
    assert missing == []


def test_a_filled_answer_holds_nothing_else() -> None:
    """Every placeholder is filled, with the text or with its number."""
    payload = payloads()[0]
    written = json.dumps(hostile_answer(1, [payload]))
    assert '"X"' not in written
    assert '"N"' not in written
    assert filled({"a": ["X", "N", 1, "pX"]}, payload) == {"a": [payload.text, 101, 1, f"p{payload.text}"]}
