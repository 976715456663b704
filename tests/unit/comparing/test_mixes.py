"""Over more than a thousand random mixes of the real catalogue: what every comparison keeps."""

from __future__ import annotations

import re

import pytest

from advising.answers.compare import compare_answer
from advising.comparing.rows import CREDIT, HOURS, PRICE, ROWS
from advising.model import Claim, Comparison, Snapshot
from advising.profile import Profile
from advising.question import Question
from advising.reply import Reply, TextBlock
from tests.unit.comparing.mixes import GENERAL, own_claims_in, random_mixes, sentences_of, table_of
from tests.unit.learners import random_profiles
from tests.unit.oracle import Oracle
from tests.unit.oracle.figures import figures
from tests.unit.oracle.smaller import WORDS, verdict, winner

MIXES = 1200
SEED = 20261122
_LESS = re.compile(r"^(?P<name>.+) is recorded as (?P<word>[a-z ]+?)(?:, of those with a figure)?: ")
_UNTOLD = re.compile(r"^Which is (?P<words>.+) cannot be told: ")

Compared = tuple[tuple[str, ...], Profile, Reply]


@pytest.fixture(scope="module")
def compared(snapshot: Snapshot) -> list[Compared]:
    """Every mix that was compared, with the learner it was compared for; a programme beside its own kind or school asks back."""
    mixes = random_mixes(snapshot, MIXES, SEED)
    learners = random_profiles(snapshot, MIXES, SEED)
    replies = [
        (mix, profile, compare_answer(snapshot, Question("compare", "", mix), profile))
        for mix, profile in zip(mixes, learners, strict=True)
    ]
    answered = [entry for entry in replies if entry[2].status == "answered"]
    assert len(answered) > 1000
    return answered


def reviewed(snapshot: Snapshot, reply: Reply) -> Comparison | None:
    """The reviewed comparison that a reply shows."""
    return next((c for c in snapshot.comparisons if c.subjects == reply.subjects), None)


def may_speak_for(snapshot: Snapshot, claim: Claim, subject: str) -> bool:
    """Whether a claim is about a column: itself, a pathway into it, or a list that names a programme of a school."""
    into = {p.claim.id for p in snapshot.pathways_by_institution.get(subject, ())}
    held = {p.id for p in snapshot.programmes_by_institution.get(subject, ())}
    return claim.subject == subject or claim.id in into or (claim.predicate == "last_listed" and claim.subject in held)


def test_every_cell_that_says_something_rests_on_claims_of_its_column(
    snapshot: Snapshot, compared: list[Compared]
) -> None:
    """A cell has claims or is "not recorded"; they are about its column, or about its kind where it says so."""
    general = 0
    for _, _, reply in compared:
        if reviewed(snapshot, reply):
            continue
        for row in table_of(reply).rows:
            for subject, cell in zip(reply.subjects, row.cells, strict=True):
                assert bool(cell.claims) == (cell.text != "not recorded"), (subject, row.label)
                if cell.text.startswith(GENERAL):
                    general += 1
                    kind = snapshot.programmes[subject].credential_type
                    assert snapshot.label(kind) in cell.text
                    assert {claim.subject for claim in cell.claims} == {kind}
                else:
                    assert all(may_speak_for(snapshot, claim, subject) for claim in cell.claims), (subject, row.label)
    assert general > 3000


def test_a_reviewed_comparison_shows_what_was_reviewed(snapshot: Snapshot) -> None:
    """The claims of every cell are those that people chose for it."""
    for comparison in snapshot.comparisons:
        reply = compare_answer(snapshot, Question("compare", "", comparison.subjects))
        chosen = {row.label: row.cells for row in comparison.rows}
        assert reply.subjects == comparison.subjects
        for row in table_of(reply).rows:
            for subject, cell in zip(reply.subjects, row.cells, strict=True):
                assert [c.id for c in cell.claims] == [c.claim for c in chosen[row.label].get(subject, ())]


def test_columns_are_the_mix_without_parts_of_names(snapshot: Snapshot, compared: list[Compared]) -> None:
    """Each column was named; no school, kind or platform of a compared programme is a column beside it."""
    for mix, _, reply in compared:
        if set(reply.subjects) <= set(mix):
            for slug in set(reply.subjects) & set(snapshot.programmes):
                programme = snapshot.programmes[slug]
                around = {programme.credential_type, programme.platform, *programme.institutions}
                assert not around & set(reply.subjects)
        assert table_of(reply).columns == tuple(snapshot.label(subject) for subject in reply.subjects)


def test_rows_that_differ_come_first_and_empty_ones_are_only_named(
    snapshot: Snapshot, compared: list[Compared]
) -> None:
    """Every row of the comparison is shown with a claim, or named once as not recorded."""
    for _, _, reply in compared:
        rows = table_of(reply).rows
        assert [row.differs for row in rows] == sorted((row.differs for row in rows), reverse=True)
        assert all(any(cell.claims for cell in row.cells) for row in rows)
        lead = "Not recorded for any of them: "
        said = [text.removeprefix(lead).rstrip(".") for text in sentences_of(reply) if text.startswith(lead)]
        named = said[0].split(", ") if said else []
        if not reviewed(snapshot, reply):
            assert len(said) <= 1
            assert sorted([*named, *(r.label.lower() for r in rows)]) == sorted(r.label.lower() for r in ROWS)


def test_nothing_in_a_comparison_is_invented(snapshot: Snapshot, compared: list[Compared]) -> None:
    """No figure or name stands in it that its claims, what was asked or the learner's own limits do not bring."""
    oracle = Oracle(snapshot)
    found = []
    for mix, profile, reply in compared:
        told = figures(f"{profile.hours_per_week or 0} {profile.budget_usd or 0} ${profile.budget_usd or 0}")
        found += oracle.invented(reply, told, mix)
    assert not [(place.text, extra) for place, extra in found][:5]


def test_the_headline_is_short_and_says_what_differs(compared: list[Compared]) -> None:
    """At most 60 words stand above the table, and the first sentence is about the difference."""
    for _, _, reply in compared:
        headline = reply.blocks[0]
        assert isinstance(headline, TextBlock)
        assert sum(len(sentence.text.split()) for sentence in headline.sentences) <= 60
        assert re.search(r"differ|is the same", headline.sentences[0].text)


def test_cheaper_shorter_and_lighter_are_said_exactly_where_they_hold(
    snapshot: Snapshot, compared: list[Compared]
) -> None:
    """The oracle's smallest column is named, no other is, and where two have figures without one it cannot be told."""
    seen = dict.fromkeys(WORDS, 0)
    for _, _, reply in compared:
        if reviewed(snapshot, reply):
            continue
        less = [found for text in sentences_of(reply) if (found := _LESS.match(text))]
        untold = " ".join(found["words"] for text in sentences_of(reply) if (found := _UNTOLD.match(text)))
        for label, words in WORDS.items():
            columns = own_claims_in(reply, label)
            said = [found["name"] for found in less if found["word"] in words]
            smallest = winner(columns)
            recorded = [claims for claims in columns if claims]
            stated = {tuple((c.predicate, c.value, c.unit, c.scope) for c in claims) for claims in recorded}
            if smallest is not None:
                assert said == [snapshot.label(reply.subjects[smallest])], (label, reply.subjects)
                assert words[0] not in untold
                seen[label] += 1
            else:
                assert not said, (label, reply.subjects)
                if len(recorded) > 1 and len(stated) > 1:
                    assert words[0] in untold, (label, reply.subjects)
    assert min(seen["Length"], seen["Hours a week"], seen["Price of a course"]) > 5


def test_what_fits_the_learner_is_computed_from_the_row(snapshot: Snapshot, compared: list[Compared]) -> None:
    """Beside each stated limit every column has its verdict or is said to be not recorded."""
    verdicts = set()
    for _, profile, reply in compared:
        if reviewed(snapshot, reply):
            continue
        limits = ((HOURS, profile.hours_per_week, "a week: "), (PRICE, profile.budget_usd, "in all: "))
        for label, bound, after in limits:
            said = [t.partition(after)[2] for t in sentences_of(reply) if t.startswith("With ") and after in t]
            assert len(said) == isinstance(bound, int | float)
            for subject, claims in zip(reply.subjects, own_claims_in(reply, label), strict=True):
                judged = claims and not any(isinstance(c.value, str) or " per " in c.unit for c in claims)
                for text in said:
                    name = snapshot.label(subject)
                    if judged:
                        expected = verdict(claims, float(bound or 0))
                        verdicts.add(expected)
                        assert re.search(rf"{re.escape(name)} is recorded at [^;]+, {expected}[;. ]", text), text
                    else:
                        assert name in text.partition("not recorded for ")[2], text
        if profile.credit in ("must", "yes"):
            (text,) = [t for t in sentences_of(reply) if t.startswith("You want credit: ")]
            for subject, claims in zip(reply.subjects, own_claims_in(reply, CREDIT), strict=True):
                assert claims or snapshot.label(subject) in text.partition("not recorded for ")[2]
    assert verdicts == {"within it", "over it", "may be over it"}
