"""What a learner writes is stored without e-mail addresses, phone numbers and card numbers, and with everything else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.redaction import PLACEHOLDERS, Redacted, found, redact
from bot.redaction.cards import has_check_digit
from bot.settings import ROOT
from evaluation.redaction import labelled, read_labelled, redaction_figures
from evaluation.redaction_speed import SEARCHED, patterns

RECALL, PRECISION = 0.99, 0.98
ROWS = read_labelled()
PIECES = st.sampled_from(
    ["anna", "@", " at ", " dot ", ".com", "gmail", "+44 20 7946 0958", "4155552671", "4242 4242 4242 4242", "call me ", "$", "12,000", " ",
     "2019-2024", "\u200b", "\u00a0", "[", "é", "😀", "\uff11", "\u0661", "/", "https://a.example/4155552671", "\n"]
)  # fmt: skip


@pytest.fixture(scope="module")
def figures() -> dict[str, Any]:
    """What `pathwise evaluate redaction` finds."""
    return redaction_figures(ROWS)


@pytest.mark.parametrize("split", ["tuning", "held_out", "fresh"])
def test_of_a_hundred_addresses_and_numbers_at_most_one_is_left(split: str, figures: dict[str, Any]):
    """On each part of the labelled texts recall is at least 0.99 and precision 0.98, of every kind and of all; texts without any stay."""
    shares = figures["splits"][split]
    assert min(share["share"] for name, share in shares.items() if name.startswith("recall")) >= RECALL, figures[
        "failures"
    ]
    assert min(share["share"] for name, share in shares.items() if name.startswith("precision")) >= PRECISION
    assert shares["unchanged texts without any"]["share"] == 1.0


def test_the_labelled_texts_are_enough():
    """At least 250 texts hold something and 150 nothing, a held-out part among them; each text stands once."""
    assert sum(bool(row.spans) for row in ROWS) >= 250
    assert sum(not row.spans for row in ROWS) >= 150
    assert sum(row.split == "held_out" for row in ROWS) >= 120
    assert len({row.text for row in ROWS}) == len(ROWS)


def sentences() -> Iterator[str]:
    """What the bot is trained on, and what it is measured with."""
    for entry in yaml.safe_load((ROOT / "data" / "nlu.yml").read_text(encoding="utf-8"))["nlu"]:
        yield from (line.removeprefix("- ") for line in entry.get("examples", "").splitlines())
    for path in (ROOT / "evaluation" / "questions").glob("*.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield from row.get("turns") or [row["text"]]


def test_no_question_loses_anything():
    """Of all sentences that the bot is trained on and measured with, one holds an address, and no other is changed."""
    everything = list(sentences())
    assert len(everything) > 12_000
    assert [redact(one).text for one in everything if redact(one).kinds] == [
        "please have an adviser mail me, [e-mail address]"
    ]


@pytest.mark.parametrize(
    ("written", "stored", "kinds"),
    [
        ("is it worth it?", "is it worth it?", ()),
        ("write to anna@x.org, please", "write to [e-mail address], please", ("email",)),
        ("+44 20 7946 0958 is mine", "[phone number] is mine", ("phone",)),
        ("4242 4242 4242 4242", "[card number]", ("card",)),
        # Every kind is named once, in a fixed order, however often it stands there.
        ("4242424242424242 a@b.co +14155552671 c@d.co", "[card number] [e-mail address] [phone number] [e-mail address]",
         ("email", "phone", "card")),
        # What stands around it stays as it was written, odd spaces and all.
        ("été\u00a0: ann\u200ba@x.org\u2003!", "été\u00a0: [e-mail address]\u2003!", ("email",)),
        ("\u0660\u0661\u0660\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667", "[phone number]", ("phone",)),
        # More long numbers than anybody looks up in one message.
        (" and ".join(f"98765432{n:02}" for n in range(30)), " and ".join(["[phone number]"] * 30), ("phone",)),
        (" ".join(f"98765432{n:02}" for n in range(60)), "[phone number]", ("phone",)),
    ],
)  # fmt: skip
def test_a_placeholder_stands_in_its_place(written: str, stored: str, kinds: tuple[str, ...]):
    """Only the address or number is replaced, by words that say what stood there."""
    assert redact(written) == Redacted(stored, kinds)


@given(st.lists(PIECES | st.text(max_size=3), max_size=12).map("".join))
def test_any_text_keeps_what_was_not_taken(text: str):
    """Whatever is written, the spans are in order, apart from each other, and the rest stands between the placeholders."""
    spans = found(text)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    kept, after = [], 0
    for span in spans:
        kept += [text[after : span.start], PLACEHOLDERS[span.kind]]
        after = span.end
    assert redact(text).text == "".join([*kept, text[after:]])


@given(st.integers(min_value=0, max_value=10**18))
def test_one_check_digit_is_right(number: int):
    """Of the ten digits that may end a number, Luhn's check takes just one, and it finds each single wrong digit."""
    right = [digit for digit in "0123456789" if has_check_digit(f"{number}{digit}")]
    assert len(right) == 1
    whole = f"{number}{right[0]}"
    changed = f"{(int(whole[0]) + 1) % 10}{whole[1:]}"
    assert not has_check_digit(changed)


@pytest.mark.parametrize(("name", "pattern"), [(name, one) for name, one in patterns() if name in SEARCHED])
def test_no_search_goes_back_over_a_long_text(name: str, pattern: re.Pattern[str]):
    """What is searched through a message repeats without a bound only where it never gives back what it took."""
    assert not giving_back(pattern) or pattern.pattern == r"\d+", name  # a single class cannot fail after it


def test_a_search_that_goes_back_would_be_found():
    """Greedy and lazy repetitions without a bound are, possessive and bounded ones are not."""
    assert [len(giving_back(re.compile(one))) for one in ("a+b", "(?:a*?b)+", "a{0,9}b", "a++b", "(?=a*)b")] == [
        1,
        2,
        0,
        0,
        1,
    ]


def giving_back(pattern: re.Pattern[str]) -> list[Any]:
    """The repetitions of a pattern that have no bound and may be tried anew with less."""
    tree = parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    kinds = (codes.MAX_REPEAT, codes.MIN_REPEAT)
    return [
        node for node in nodes(tree) if isinstance(node, tuple) and node[0] in kinds and node[1][1] is codes.MAXREPEAT
    ]


def nodes(tree: Any) -> Iterator[Any]:
    """Every part of a parsed regular expression, itself included."""
    yield tree
    if isinstance(tree, (tuple, list, parser.SubPattern)):
        for part in tree:
            yield from nodes(part)


def test_labels_are_read():
    """A mark gives the place of what it marks, a brace inside a mark is text, and an escape is one character."""
    row = labelled("a {e:b {at} c.de} \\u00a0{p:12}", "tuning")
    assert row.text == "a b {at} c.de \u00a012"
    assert [(span.start, span.end, span.kind) for span in row.spans] == [(2, 13, "email"), (15, 17, "phone")]
