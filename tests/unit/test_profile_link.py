"""A profile as the fragment of a link: whatever is written is read again, and rubbish is told, all of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advising.model import Condition, Pathway, Snapshot
from advising.profile import ANY, BACKGROUNDS, Profile
from advising.profile_link import (
    CREDIT,
    CRITERIA,
    EXCLUDABLE,
    KEPT,
    LIMITS,
    LONGEST,
    NEEDS,
    READERS,
    ProfileError,
    fragment,
    read_fragment,
)
from advising.summary import wishes
from tests.unit.small_snapshot import claim, snapshot_of

PATHWAY = Pathway(
    "p", "asx-data", "a-school", "Master of Data", claim("p/pathway"), conditions=(Condition("admission", "x"),)
)
HELD = snapshot_of(pathways=(PATHWAY,))


def ids(*kinds: str) -> list[str]:
    return [subject.id for subject in HELD.subjects.values() if subject.kind in kinds]


def some(*values: Any) -> st.SearchStrategy[tuple[Any, ...]]:
    """Some of the values, each once, at least one."""
    return st.lists(st.sampled_from(values), min_size=1, unique=True).map(tuple)


def few(*values: Any) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.just(()) | some(*values)


def figures(name: str) -> st.SearchStrategy[Any]:
    return st.none() | st.just(ANY) | st.floats(0, LIMITS[name]) | st.integers(0, int(LIMITS[name]))


BOUNDS = st.sampled_from(list(LIMITS)).flatmap(lambda name: st.tuples(st.just(name), st.floats(0, LIMITS[name])))
PROFILES = st.builds(
    Profile,
    field=st.none() | st.just(ANY) | some(*ids("field")),
    background=st.sampled_from([None, *BACKGROUNDS, ANY]),
    hours_per_week=figures("hours_per_week"),
    budget_usd=figures("budget_usd"),
    credit=st.sampled_from([None, *CREDIT]),
    months=figures("months"),
    wanted_credential=st.sampled_from([None, *ids("credential-type")]),
    institution=few(*ids("institution")),
    language=st.sampled_from([None, ANY, "English", "Brazilian Portuguese", "Español"]),
    excluded=few(*ids(*EXCLUDABLE)),
    under=st.lists(BOUNDS, unique=True, max_size=3).map(tuple),
    lacks=few(*NEEDS),
    holds=few("admission"),
    like=st.sampled_from([None, "asx-data"]),
    priority=few(*CRITERIA),
)


@given(PROFILES, few("asx-data"))
def test_what_is_written_is_read_again(profile: Profile, kept: tuple[str, ...]) -> None:
    """Any profile that can be told goes through a link unchanged, and every wish in it can be said in words."""
    written = fragment(profile, kept)
    assert read_fragment(HELD, written) == (profile, kept)
    assert read_fragment(HELD, f"#{written}") == (profile, kept)
    told = {chip.slot for chip in wishes(HELD, profile)}
    assert told == {spec.name for spec in fields(Profile) if getattr(profile, spec.name) not in (None, ())}


RUBBISH = st.text() | st.lists(
    st.tuples(
        st.sampled_from([*READERS, "", "x"]), st.text() | st.sampled_from(["any", "1e999", "nan", "-1", ",", "months:"])
    ),
    max_size=6,
).map(lambda parts: "&".join(f"{name}={value}" for name, value in parts))


@settings(max_examples=300)
@given(RUBBISH)
def test_rubbish_is_read_or_refused_and_never_breaks(text: str) -> None:
    """What is read is a profile whose own link says the same; everything else is a ProfileError."""
    read = problems = None
    try:
        read = read_fragment(HELD, text)
    except ProfileError as error:
        problems = error.problems
    if read is None:
        assert problems
        assert "\n".join(problems).encode()  # nothing in it that cannot be sent
    else:
        assert read_fragment(HELD, fragment(*read)) == read


def test_every_field_of_a_profile_can_be_carried() -> None:
    """A field that is added to the profile needs its reader here."""
    assert set(READERS) == {spec.name for spec in fields(Profile)} | {KEPT}


def test_a_fragment_is_short_and_readable() -> None:
    """Only what is set is in it, figures as people write them."""
    profile = Profile(("data-science", "finance"), hours_per_week=10.0, budget_usd=99.5, under=(("months", 12.0),))
    assert fragment(profile, ("asx-data",)) == (
        "field=data-science,finance&hours_per_week=10&budget_usd=99.5&under=months:12&kept=asx-data"
    )
    assert fragment(Profile()) == ""
    assert read_fragment(HELD, "") == (Profile(), ())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name=Ada", ["name: this is no part of a profile"]),  # nothing personal is carried
        ("field=astrology", ['field: found "astrology"']),  # a field that is not held
        ("field=a-school", ['field: found "a-school"']),  # held, but no field
        ("field=data-science,,x", ['found ""', 'found "x"']),  # each wrong one of a list
        (
            "hours_per_week=200",
            ['hours_per_week: found "200"; expected a number from 0 to 168'],
        ),  # more than a week has
        ("hours_per_week=-1", ['found "-1"']),
        ("budget_usd=nan", ['found "nan"']),
        ("budget_usd=1e7", ['found "1e7"']),
        ("budget_usd=١٢", ['found "١٢"']),  # digits of another script
        ("background=expert", ["expected one of beginner, some, degree, any"]),
        ("credit=maybe", ["expected one of must, yes, no, any"]),
        ("language=<b>", ["the name of a language"]),
        ("under=months", ["such as months:12"]),
        ("under=price:5", ["one of hours_per_week, budget_usd, months"]),
        ("holds=luck", ["expected one of admission"]),
        ("kept=data-science", ["the id of a programme held here"]),
        ("credit=yes&credit=no", ["credit: it is told twice"]),
        ("credit=", ["credit: it is empty"]),
        ("field=x&credit=maybe&months=-2", ["field:", "credit:", "months:"]),  # all at once
        ("&".join("a=1" for _ in range(60)), ["more than 40 parts"]),
        ("field=" + "x" * LONGEST, ["expected at most 4,000"]),
    ],
)
def test_what_is_wrong_is_told_with_what_is_expected(text: str, told: list[str]) -> None:
    """Each problem names its part, what was found and what was expected; a long value is cut."""
    with pytest.raises(ProfileError) as caught:
        read_fragment(HELD, text)
    assert all(any(part in problem for problem in caught.value.problems) for part in told)
    assert all(len(problem) < 500 for problem in caught.value.problems)


def test_the_real_knowledge_reads_its_own_profiles(snapshot: Snapshot) -> None:
    """Ids of the catalogue go through, too: schools, kinds, conditions and programmes."""
    programme = next(iter(snapshot.programmes.values()))
    first: Callable[[str], str] = lambda kind: next(s.id for s in snapshot.subjects.values() if s.kind == kind)  # noqa: E731
    profile = Profile(
        programme.fields, wanted_credential=programme.credential_type, institution=programme.institutions,
        excluded=(first("platform"),), holds=("verified-certificate",), like=programme.id,
    )  # fmt: skip
    assert read_fragment(snapshot, fragment(profile, (programme.id,))) == (profile, (programme.id,))
