"""Which names of a message are columns of their own."""

from __future__ import annotations

import pytest

from advising.answers.compare import compare_answer
from advising.comparing.columns import sides
from advising.model import Snapshot
from advising.question import Question
from advising.reply import OptionsBlock
from tests.unit.comparing.mixes import sentences_of, table_of

SCM, HARVARD_DS = "mitx-supply-chain-management", "harvardx-data-science"
NAMED = {
    "a programme with its school, kind and platform": ("", (SCM, "mit", "micromasters", "edx"), [SCM]),
    "a programme with its family": ("", ("mitx-micromasters", SCM), [SCM]),
    "a programme and another's kind": ("", (SCM, "professional-certificate"), [SCM, "professional-certificate"]),
    "a programme and a degree": ("MITx supply chain vs an MBA", (SCM, "mba"), [SCM, "mba"]),
    "a programme and its kind as such": (
        "mitx supply chain micromasters vs a micromasters in general", (SCM, "micromasters"), [SCM, "micromasters"],
    ),
    "the kind first": ("micromasters or mitx supply chain?", ("micromasters", SCM), ["micromasters", SCM]),
    "a kind that is only part of a name": ("the mitx supply chain micromasters or an mba", (SCM, "micromasters", "mba"), [SCM, "mba"]),
    "its own school by name": ("mitx supply chain vs mit", (SCM, "mit"), [SCM]),
    "two kinds and a school": ("", ("micromasters", "coursera-professional-certificate", "mit"),
                               ["micromasters", "coursera-professional-certificate", "mit"]),
    "a family and a platform": ("MIT micromasters vs coursera", ("mitx-micromasters", "coursera"), ["mitx-micromasters", "coursera"]),
    "two programmes and a degree": ("", (SCM, "mba", HARVARD_DS), [SCM, "mba", HARVARD_DS]),
    "what cannot be compared": ("", ("data-science", SCM), [SCM]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "mentions", "expected"), NAMED.values(), ids=NAMED)
def test_sides_are_what_is_named_for_itself(
    snapshot: Snapshot, text: str, mentions: tuple[str, ...], expected: list[str]
) -> None:
    """In the order of the message, and without what is only a part of a programme's name."""
    assert set(mentions) <= set(snapshot.subjects)
    assert sides(snapshot, Question("compare", text, mentions)) == expected


def test_of_more_than_four_the_first_are_shown_and_the_rest_are_buttons(snapshot: Snapshot) -> None:
    """What finds no room is named, and a button compares it with the first."""
    mentions = (SCM, "mba", "bootcamp", "coursera", HARVARD_DS, "xseries")
    reply = compare_answer(snapshot, Question("compare", "", mentions))
    assert reply.subjects == mentions[:4]
    assert len(table_of(reply).columns) == 4
    (said,) = [text for text in sentences_of(reply) if "no room" in text]
    assert "HarvardX Data Science and XSeries" in said
    (options,) = [block.options for block in reply.blocks if isinstance(block, OptionsBlock)]
    offered = [(option.title, option.payload) for option in options[:2]]
    assert offered == [
        ("Compare with HarvardX Data Science", f'/compare{{"subject": ["{SCM}", "{HARVARD_DS}"]}}'),
        ("Compare with XSeries", f'/compare{{"subject": ["{SCM}", "xseries"]}}'),
    ]


def test_a_programme_beside_its_kind_says_what_is_its_own(snapshot: Snapshot) -> None:
    """The kind's column tells the kind; the programme's says "in general" where it has nothing of its own."""
    slug = "acca-fintech-for-finance-and-business-leaders"
    question = Question("compare", "this or a professional certificate", (slug, "professional-certificate"))
    rows = {row.label: row.cells for row in table_of(compare_answer(snapshot, question)).rows}
    own, general = rows["Price in all"][1], rows["Price in all"][0]
    assert general.text == f"not recorded; in general for a Professional Certificate: {own.text}"
    assert general.claims == own.claims
    assert "in general" not in rows["Courses"][0].text
