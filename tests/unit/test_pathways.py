"""Every pathway of the real catalogue with random learners: an oracle of its own judges, computes and orders anew."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from fractions import Fraction

import pytest

from advising.answers.credit import credit_answer
from advising.answers.pathway_words import SEPARATE, WORDS, words_shown
from advising.model import Condition, Pathway, Snapshot
from advising.pathways import FACT, GOOD_TO_KNOW, MET, NOT_MET, STEPS, UNKNOWN, best_first, judged, share_of
from advising.profile import Profile
from advising.question import Question
from advising.rendering import render
from advising.reply import Reply, TextBlock
from tests.unit.oracle import Oracle
from tests.unit.small_snapshot import claim

LEARNERS = 12  # for each of the 116 pathways: 1,392 pairs
SCM = "mitx-supply-chain-management"
A_CLAIM = claim("a-pathway")


def learners(seed: str, count: int = LEARNERS) -> Iterator[Profile]:
    """Learners who said anything from nothing to everything about what they have, also contradictions."""
    chance = random.Random(seed)
    for _ in range(count):
        holds = tuple(kind for kind in STEPS if chance.random() < 0.35)
        lacks = tuple(kind for kind in STEPS if chance.random() < 0.25)
        yield Profile(holds=holds, lacks=lacks, background=chance.choice([None, "beginner", "some", "degree"]))


def state_by_oracle(kind: str, profile: Profile) -> str:
    """What the learner's words make of a condition, by rules written down apart from those under test."""
    if kind == FACT:
        return GOOD_TO_KNOW
    yes = kind in profile.holds or (kind == "degree" and profile.background == "degree")
    no = kind in profile.lacks
    if not yes and not no:  # only what is not said itself is told by what is said of others
        yes = (kind in ("verified-certificate", "capstone") and "credential" in profile.holds) or (
            kind == "application" and "admission" in profile.holds
        )
        no = (kind == "credential" and "verified-certificate" in profile.lacks) or (
            kind == "admission" and "application" in profile.lacks
        )
    return UNKNOWN if yes == no else MET if yes else NOT_MET


def rank_by_oracle(pathway: Pathway, profile: Profile) -> tuple[object, ...]:
    """Fewer conditions not met, better evidence, fresher, a larger share, a named degree."""
    states = [state_by_oracle(condition.kind, profile) for condition in pathway.conditions]
    missing = states.count(NOT_MET) if pathway.conditions_recorded else 1
    grade = ["high", "medium", "low"].index(pathway.claim.evidence)
    share = Fraction(0)
    if pathway.credits_value and pathway.degree_credits:
        share = Fraction(pathway.credits_value) / Fraction(pathway.degree_credits)
    return (missing, grade, pathway.claim.is_expired, -share, pathway.degree == "")


def text_blocks(reply: Reply) -> list[TextBlock]:
    """The text of a reply, open and folded."""
    return [block for block in reply.blocks if isinstance(block, TextBlock)]


def test_every_condition_of_every_pathway_is_judged_as_the_oracle_does(snapshot: Snapshot) -> None:
    """Met, not met, unknown or good to know: the same as by the oracle, for over a thousand pairs."""
    pairs = 0
    for pathway in snapshot.pathways:
        for profile in learners(pathway.id):
            way = judged(pathway, profile)
            assert [(j.condition, j.state) for j in way.conditions] == [
                (c, state_by_oracle(c.kind, profile)) for c in pathway.conditions
            ], (pathway.id, profile)
            assert all(j.next_step for j in way.open)
            assert not any(j.next_step for j in way.of(GOOD_TO_KNOW))
            pairs += 1
    assert pairs >= 1000


def test_shares_are_computed_only_from_what_is_recorded(snapshot: Snapshot) -> None:
    """A share stands exactly where credits and the size of the degree are recorded, in percent and in what remains."""
    computed = 0
    for pathway in snapshot.pathways:
        share = share_of(pathway)
        if pathway.credits_value is None or pathway.degree_credits is None:
            assert share is None
            continue
        assert share is not None
        assert share.percent == round(100 * Fraction(pathway.credits_value) / Fraction(pathway.degree_credits))
        assert share.remaining + pathway.credits_value == pathway.degree_credits
        assert share.unit == pathway.credits_unit
        computed += 1
    assert computed


@pytest.mark.parametrize(("counts", "degree"), [(None, 48.0), (16.0, None), (50.0, 48.0), (0.0, 48.0), (None, None)])
def test_what_does_not_fit_together_is_no_share(counts: float | None, degree: float | None) -> None:
    """Missing or impossible figures give no number."""
    assert share_of(Pathway("p", "x", "a-school", "MSc", A_CLAIM, counts, "credits", degree)) is None


def test_pathways_are_ordered_as_the_oracle_orders(snapshot: Snapshot) -> None:
    """For every programme and learner: the oracle's rank, and catalogue order where it is equal."""
    for programme, pathways in snapshot.pathways_by_programme.items():
        for profile in learners(programme):
            places = {pathway.id: place for place, pathway in enumerate(pathways)}
            expected = sorted(pathways, key=lambda p: (*rank_by_oracle(p, profile), places[p.id]))
            assert [way.pathway.id for way in best_first(pathways, profile)] == [p.id for p in expected]


def test_every_answer_of_every_programme_and_learner_is_whole(snapshot: Snapshot) -> None:
    """Separate admission, how few go on, conditions, steps, at most 90 open words: in every answer, for every learner."""
    oracle = Oracle(snapshot)
    for programme in filter(None, snapshot.pathways_by_programme):
        count = frozenset({str(len(snapshot.pathways_by_programme[programme]))})
        for profile in (None, *learners(programme, 4)):
            reply = credit_answer(snapshot, Question("credit", "", (programme,)), profile)
            text = render(snapshot, reply)[0]
            best = best_first(snapshot.pathways_by_programme[programme], profile or Profile())[0]
            assert SEPARATE.rstrip(".") in text
            assert "How many go on" in text
            assert text.count("Next step: ") == 1
            assert words_shown(text_blocks(reply)) <= WORDS
            assert all(condition.says.rstrip(".") in text for condition in best.pathway.conditions)
            assert best.pathway.conditions_recorded or "onditions are not recorded" in text
            assert not oracle.invented(reply, count, (programme,))


def test_no_percentage_is_said_of_a_pathway_without_one(snapshot: Snapshot) -> None:
    """The sentence of a pathway says a percentage exactly where the share is computed."""
    said = set()
    for programme in filter(None, snapshot.pathways_by_programme):
        for block in text_blocks(credit_answer(snapshot, Question("credit", "", (programme,)))):
            for sentence in block.sentences:
                found = re.search(r"([\d.]+) of ([\d.]+) (\w+) count \((\d+)%\), ([\d.]+) remain", sentence.text)
                if found:
                    counts, degree, _, percent, remain = found.groups()
                    assert Fraction(counts) + Fraction(remain) == Fraction(degree)
                    assert int(percent) == round(100 * Fraction(counts) / Fraction(degree))
                    said.add(sentence.claims[0].id)
    computed = {p.claim.id for p in snapshot.pathways if p.degree_credits and p.credits_value and p.programme}
    assert said == computed


def test_what_is_only_good_to_know_is_no_requirement(snapshot: Snapshot) -> None:
    """What asks nothing stands under its own heading, and in no list of what is met or to be checked."""
    reply = credit_answer(snapshot, Question("credit", "does it count at MIT?", (SCM, "mit")))
    headings = {s.text.split(" (")[0]: block.heading for block in text_blocks(reply) for s in block.sentences}
    assert headings["GRE or GMAT, undergraduate GPA and coursework are not factors"] == "Good to know"
    assert headings["You have a bachelor's degree"] == "It asks"


def test_conditions_are_grouped_for_a_learner(snapshot: Snapshot) -> None:
    """Who holds the credential and cannot come to campus sees the one as met and the other as not met."""
    profile = Profile(holds=("credential",), lacks=("residency",))
    reply = credit_answer(snapshot, Question("credit", "", ("mitx-statistics-and-data-science",)), profile)
    said = {block.heading: [s.text for s in block.sentences] for block in text_blocks(reply)}
    assert said["Not met"] == ["The precapstone is done on campus."]
    assert said["Met, by what you say"] == ["You must hold the MITx credential."]
    assert "Next step: check whether you can be on campus" in render(snapshot, reply)[0]


def test_a_schools_own_pathway_comes_first_where_it_is_asked_about(snapshot: Snapshot) -> None:
    """Whether it counts "at MIT" is answered with MIT's pathway; where none is recorded that is said, and is no no."""
    at_mit = credit_answer(snapshot, Question("credit", "does it count at MIT?", (SCM, "mit")))
    assert "blended at MIT" in text_blocks(at_mit)[1].sentences[0].text
    of_mit = credit_answer(snapshot, Question("credit", "does MIT's SCM count?", (SCM, "mit")))
    assert "Harvard Extension" in text_blocks(of_mit)[1].sentences[0].text
    elsewhere = credit_answer(snapshot, Question("credit", "", ("mitx-dedp", "columbia-university")))
    assert "None into Columbia is recorded; that is not a no." in render(snapshot, elsewhere)[0]


def test_time_and_money_are_told_where_recorded_and_else_said_to_be_missing(snapshot: Snapshot) -> None:
    """The nine courses that remain for Harvard's degree are told with their claim; its price is not recorded."""
    reply = credit_answer(snapshot, Question("credit", "", ("mitx-statistics-and-data-science",)))
    (block,) = [block for block in text_blocks(reply) if block.heading == "Time and money"]
    assert [(s.text.split(" (")[0], len(s.claims)) for s in block.sentences] == [
        ("What the degree itself costs is not recorded.", 0),
        (
            "MITx Statistics and Data Science: Harvard Extension School's data science master's then takes 9 more courses",
            1,
        ),
    ]


def test_the_funnel_of_the_programme_itself_comes_first(snapshot: Snapshot) -> None:
    """Supply chain's own figures are told before those of all MicroMasters; every one with its claim."""
    reply = credit_answer(snapshot, Question("credit", "", (SCM,)))
    said = [s.claims[0] for b in text_blocks(reply) if "go on" in b.heading for s in b.sentences]
    assert [c.subject for c in said] == [SCM] * 4 + ["micromasters"] * 3
    assert {"40", "622", "1,592"} <= set(re.findall(r"\d[\d,]*\d", render(snapshot, reply)[0]))


def test_a_kind_that_is_said_and_denied_is_unknown() -> None:
    """Contradictory words decide nothing."""
    condition = Condition("exam", "You pass the exam.")
    pathway = Pathway("p", "x", "a-school", "MSc", A_CLAIM, conditions=(condition,))
    assert judged(pathway, Profile(holds=("exam",), lacks=("exam",))).conditions[0].state == UNKNOWN


def test_a_kind_without_a_step_of_its_own_gets_a_general_one() -> None:
    """What the catalogue calls "other" still has a next step, and comes last."""
    conditions = (Condition("other", "Something else."), Condition("exam", "You pass the exam."))
    way = judged(Pathway("p", "x", "a-school", "MSc", A_CLAIM, conditions=conditions), Profile())
    assert [judged_.condition.kind for judged_ in way.open] == ["exam", "other"]
    assert way.open[1].next_step == "Ask the school what this means for you."
