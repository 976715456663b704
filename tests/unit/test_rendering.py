"""A reply as plain text and as blocks: the same claims in both, numbered in order (advising.rendering)."""

from __future__ import annotations

import re
from typing import Any

import pytest

from advising.model import Claim
from advising.rendering import MAX_DISAGREEING, claim_json, render, tags
from advising.reply import (
    Block,
    Card,
    CardFact,
    CardsBlock,
    FormBlock,
    NoticeBlock,
    Option,
    OptionsBlock,
    ProfileChip,
    RecommendationsBlock,
    Recommended,
    Reply,
    Sentence,
    TableBlock,
    TableCell,
    TableRow,
    bullet_list,
    cell,
    cite,
    paragraph,
    say,
)
from tests.unit.small_snapshot import claim, snapshot_of

A, B, C = claim("a", 1), claim("b", 2, kind="blog", evidence="low"), claim("c", 3, is_expired=True, estimate="a sum")
KNOWN = snapshot_of(A, B, C)
OPTION = Option("Yes", "/affirm")


def recommended(*sentences: Sentence) -> Recommended:
    """A recommendation with its first sentence for it, the second against, the third not recorded."""
    one, two, three = sentences
    return Recommended(
        "asx-data", "Data", "A School", "MicroMasters", 0.81234, True, (one,), (two,), (three,), "https://example.org"
    )


# Each kind of block: its sentences stand on B, then on A.
BLOCKS: dict[str, Block] = {
    "text": paragraph(Sentence("Second.", (B,)), Sentence("First.", (A,)), heading="A heading"),
    "list": bullet_list((Sentence("Second.", (B,)), Sentence("First.", (A,))), folded=True),
    "cards": CardsBlock((Card("asx-data", "Data", "A School", "MicroMasters",
                              (CardFact("Price", "Second.", (B,)), CardFact("Hours", "First.", (A,)), CardFact("Level", "not recorded")),
                              "https://example.org"),)),
    "table": TableBlock("Side by side", ("One", "Other"),
                        (TableRow("Price", (TableCell("Second.", (B,)), TableCell("First.", (A,)))), TableRow("Level", (cell(()), cell(()))))),
    "recommendations": RecommendationsBlock((ProfileChip("field", "Field", "Data"),),
                                            (recommended(Sentence("Second.", (B,)), Sentence("First.", (A,)), Sentence("Unsaid.")),),
                                            (Sentence("With more time."),)),
    "notice": NoticeBlock("Second. First.", "caution", (B, A)),
}  # fmt: skip


def rendered(*blocks: Block) -> tuple[str, list[dict[str, Any]], list[Claim]]:
    """Render a reply of these blocks."""
    return render(KNOWN, Reply("cost", "answered", blocks))


def all_notes(found: Any) -> list[int]:
    """Every note number in a JSON structure, in order; `notes` of the sources block are no numbers."""
    if isinstance(found, dict):
        own = [n for n in found.get("notes", []) if isinstance(n, int)]
        return own + [n for value in found.values() for n in all_notes(value)]
    return [n for entry in found for n in all_notes(entry)] if isinstance(found, list) else []


@pytest.mark.parametrize("kind", BLOCKS)
def test_claims_are_numbered_in_the_order_of_first_use(kind: str) -> None:
    """The first claim that is used is note 1, in the blocks, in the list of sources and in the text."""
    text, blocks, claims = rendered(BLOCKS[kind])
    assert [c.id for c in claims] == ["b", "a"]
    assert all_notes(blocks[0]) == [1, 2]
    assert [(note["n"], note["claim"]) for note in blocks[-1]["notes"]] == [(1, "b"), (2, "a")]
    assert text.index("[1]") < text.index("[2]") < text.index("Sources:")


@pytest.mark.parametrize("kind", BLOCKS)
def test_the_plain_text_is_complete(kind: str) -> None:
    """Whoever sees only the text reads every sentence, with the marks of its claims, and every source's address."""
    text, _, claims = rendered(BLOCKS[kind])
    assert "Second." in text
    assert "First." in text
    assert all(c.source.url in text and c.source.date_text in text and c.source.publisher in text for c in claims)


def test_a_claim_keeps_its_number_through_the_message() -> None:
    """A claim that is used again has the number that it got first."""
    _, blocks, claims = rendered(paragraph(Sentence("x", (A, B))), BLOCKS["notice"])
    assert all_notes(blocks[:2]) == [1, 2, 2, 1]
    assert len(claims) == 2


def test_what_is_not_recorded_says_so_in_both() -> None:
    """An empty cell or card line is marked as not recorded and has no note."""
    text, blocks, _ = rendered(BLOCKS["cards"], BLOCKS["table"])
    assert blocks[0]["cards"][0]["facts"][2] == {
        "label": "Level",
        "text": "not recorded",
        "notes": [],
        "recorded": False,
    }
    assert [c["recorded"] for c in blocks[1]["rows"][1]["cells"]] == [False, False]
    assert text.count("not recorded") == 3


def test_a_reply_without_claims_has_no_sources() -> None:
    """Small talk ends without an empty list of sources."""
    text, blocks, claims = rendered(paragraph(Sentence("Hello.")))
    assert (text, len(blocks), claims) == ("Hello.", 1, [])


def test_options_keep_their_payload_and_stay_out_of_the_text() -> None:
    """The server needs the payload to make ids; channels without blocks show buttons by themselves."""
    text, blocks, _ = rendered(OptionsBlock((OPTION,)))
    assert blocks == [{"type": "options", "options": [{"title": "Yes", "payload": "/affirm"}]}]
    assert text == ""


def test_a_form_shows_its_question_and_only_the_limits_it_has() -> None:
    """A number's unit and limits are passed on, zero included; a choice has none."""
    number = FormBlock("budget_usd", "How much?", "Because.", "number", 4, 5, (OPTION,), "US dollars", 0, 5000, 50)
    choice = FormBlock("field", "Which?", "Because.", "choice", 1, 5)
    _, blocks, _ = rendered(number, choice)
    assert [blocks[0].get(name) for name in ("unit", "min", "max", "step")] == ["US dollars", 0, 5000, 50]
    assert not {"unit", "min", "max", "step"} & set(blocks[1])
    assert blocks[0]["options"] == [{"title": "Yes", "payload": "/affirm"}]
    assert [block["question"] for block in blocks] == ["How much?", "Which?"]


def test_a_folded_block_says_so_and_an_open_one_does_not() -> None:
    """`folded` and `heading` stand only where they hold."""
    _, blocks, _ = rendered(BLOCKS["list"], BLOCKS["text"], paragraph(Sentence("x")))
    assert blocks[0]["folded"] is True
    assert blocks[1]["heading"] == "A heading"
    assert not {"folded", "heading"} & set(blocks[2])


def test_rows_that_say_the_same_do_not_differ() -> None:
    """A row differs when its cells read differently."""
    same, other = TableCell("x", (A,)), TableCell("y", (B,))
    assert not TableRow("r", (same, same)).differs
    assert TableRow("r", (same, other)).differs


def test_a_note_shows_at_most_three_disagreeing_claims_each_with_its_source() -> None:
    """Other values are shown with publisher, kind, date and address; a crowd of them is cut."""
    rivals = [claim(f"r{n}", n, kind="blog", scope="in 2020") for n in range(2, 8)]
    best = claim("best", 1)
    _, blocks, _ = render(snapshot_of(best, *rivals), Reply("cost", "answered", (paragraph(Sentence("x", (best,))),)))
    shown = blocks[-1]["notes"][0]["disagrees"]
    assert len(shown) == MAX_DISAGREEING
    assert shown[0]["value"] == "2 (in 2020)"
    assert all(rival["publisher"] and rival["source_date"] and rival["url"] for rival in shown)


@pytest.mark.parametrize(("marked", "expected"), [(A, []), (B, ["weak source"]), (C, ["old", "estimate"])])
def test_sources_are_tagged(marked: Claim, expected: list[str]) -> None:
    """Old, weak and computed claims are marked, in the blocks and in the text; plain ones are not."""
    text, blocks, _ = rendered(paragraph(Sentence("x", (marked,))))
    assert tags(marked) == expected == blocks[-1]["notes"][0]["tags"]
    assert all(tag in text for tag in expected)


def test_a_reported_claim_names_value_source_and_date() -> None:
    """`ask --json` reports the value with its unit, the address and a date, or that there is none."""
    undated = claim("u", 1350, unit="USD", published_on="")
    assert claim_json(undated) == {
        "id": "u", "value": "$1,350", "source": undated.source.url, "source_date": "undated, seen 2026-11-22",
    }  # fmt: skip


def test_a_figure_gets_its_date_once() -> None:
    """A sentence with a figure carries the date of its claim; not where it tells the year itself or has no figure."""
    dated = claim("d", 1350, unit="USD", published_on="2022-08")
    assert say("It costs $1,350.", dated).text == "It costs $1,350 (Aug 2022)."
    assert say("In Aug 2022 it cost $1,350.", dated).text == "In Aug 2022 it cost $1,350."
    assert say("It has a price.", dated).text == "It has a price."
    assert say("It costs $5.").text == "It costs $5."
    assert "undated" in cite(KNOWN, claim("u", 1350, published_on="")).text
    assert re.search(r"\d{4}", cite(KNOWN, dated).text)
