"""What an answer owes beside its claims (advising.answers.completing), and the programmes that fit names (advising.matching)."""

from __future__ import annotations

import pytest

from advising.answers import answer
from advising.answers.completing import completed
from advising.answers.general import NO_RECORD
from advising.matching import fitting
from advising.model import Snapshot
from advising.question import Question
from advising.rendering import render
from advising.reply import OptionsBlock

MM = "micromasters"


def complete_text(snapshot: Snapshot, question: Question) -> str:
    """The completed answer as plain text."""
    return render(snapshot, completed(snapshot, question, answer(snapshot, question)))[0]


def test_a_platform_that_nothing_is_recorded_of_is_named_first(snapshot: Snapshot) -> None:
    """What holds for another platform is never given as the answer about the one that was named."""
    text = complete_text(snapshot, Question("audit", "", ("coursera",)))
    assert text.startswith(NO_RECORD)
    assert "Coursera" in text.splitlines()[0]
    assert "In general" in text


def test_a_platform_that_the_answer_speaks_of_is_not_owned_up_to(snapshot: Snapshot) -> None:
    """Where there are claims of it, the answer is left as it is."""
    assert NO_RECORD not in complete_text(snapshot, Question("refund", "", ("coursera",)))


def test_a_kind_and_a_subject_offer_the_programmes_that_are_both(snapshot: Snapshot) -> None:
    """The general answer stays; each programme that fits has a button that asks for its own figures."""
    question = Question("cost", "", ("data-science", MM))
    plain, reply = answer(snapshot, question), completed(snapshot, question, answer(snapshot, question))
    assert len(reply.offered) > 1
    for slug in reply.offered:
        assert snapshot.programmes[slug].credential_type == MM
        assert snapshot.programmes[slug].fields[0] == "data-science"
    assert (reply.status, reply.topic) == (plain.status, plain.topic)
    (options,) = [block for block in reply.blocks if isinstance(block, OptionsBlock)]
    assert [option.title for option in options.options[:-1]] == [snapshot.label(slug) for slug in reply.offered]


@pytest.mark.parametrize(
    "question",
    [
        Question("cost", "", (MM,)),  # any of its kind
        Question("worth_it", "", ("data-science", MM)),  # no figure of a programme
        Question("cost", "", ("data-science", MM, "mit")),  # a school settles it
        Question("cost", "", ("mitx-finance", "finance", MM)),
    ],
)
def test_nothing_is_offered_where_nothing_is_open(snapshot: Snapshot, question: Question) -> None:
    """One kind alone, one programme, or a school leave no choice to make."""
    reply = answer(snapshot, question)
    assert completed(snapshot, question, reply) == reply


@pytest.mark.parametrize(
    ("names", "fits", "does_not"),
    [
        (("mit", "finance"), "mitx-finance", "mitx-supply-chain-management"),
        (("data-science", MM), "mitx-statistics-and-data-science", "harvardx-data-science"),
        (("harvard-university",), "harvardx-data-science", "mitx-finance"),
        (("edx", "data-science"), "harvardx-data-science", "mitx-finance"),
    ],
)
def test_programmes_fit_all_names(snapshot: Snapshot, names: tuple[str, ...], fits: str, does_not: str) -> None:
    """School, kind, platform and field each narrow the programmes."""
    found = {p.id for p in fitting(snapshot, snapshot.programmes.values(), Question("cost", "", names))}
    assert fits in found
    assert does_not not in found
