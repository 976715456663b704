"""Random small catalogues and profiles for the advice: few distinct values, so that ties and empty results are frequent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from advising.profile import Profile
from tests.unit.oracle.advice.questions import QUESTIONS, breakpoints
from tests.unit.oracle.advice.rows import Catalogue, Row

YEAR = 2026
FIGURES = {
    "hours_per_week": ((2.0, 4.0), (4.0, 4.0), (4.0, 8.0), (8.0, 8.0)),
    "budget_usd": ((0.0, 0.0), (300.0, 900.0), (900.0, 900.0), (900.0, 1500.0)),
    "months": ((2.8, 2.8), (2.8, 8.3), (8.3, 12.0), (12.0, 12.0)),
}
LEVELS = ((1, 1), (1, 2), (1, 3), (2, 2), (2, 3), (3, 3))
NEEDS = ("degree", "maths")
YEARS = (2016, 2019, 2023, 2024, 2025, 2026)
CRITERIA = ("field", "credit", *FIGURES, "background", "lacks", "language", "like", "listed")


@dataclass(frozen=True)
class Words:
    """What a random profile may name; the numbers are below, at, between and above the recorded ones."""

    fields: tuple[str, ...] = ("data", "finance", "law")
    kinds: tuple[str, ...] = ("micromasters", "professional-certificate")
    platforms: tuple[str, ...] = ("coursera", "edx")
    schools: tuple[str, ...] = ("a-school", "b-school", "c-school")
    languages: tuple[str, ...] = ("English", "Spanish")
    programmes: tuple[str, ...] = ()
    hours_per_week: tuple[float, ...] = (0.0, 1.0, 2.0, 3.5, 4.0, 6.0, 8.0, 9.0)
    budget_usd: tuple[float, ...] = (0.0, 100.0, 300.0, 500.0, 900.0, 1500.0, 2000.0)
    months: tuple[float, ...] = (0.0, 2.8, 3.0, 8.3, 10.0, 12.0, 24.0)


FEW = Words()


@dataclass(frozen=True)
class Case:
    """A random catalogue and profile, with the seed that makes them again."""

    seed: int
    catalogue: Catalogue
    profile: Profile

    def __str__(self) -> str:
        """All that a failing test needs to be looked at by hand."""
        rows = self.catalogue.rows if len(self.catalogue.rows) <= 12 else ()
        return "\n  ".join([f"seed {self.seed}", repr(self.profile), *map(repr, rows)])


def random_case(seed: int, most: int = 12, opened: int | None = None, stating: float = 0.35) -> Case:
    """A random case.

    Args:
        seed: Makes the same case again.
        most: How many options there are at most.
        opened: How many of the questions are open; None leaves that to chance.
        stating: How likely it is that the profile says something of a slot that is no question.
    """
    random = Random(seed)
    rows = tuple(random_row(random, f"p{place}") for place in range(random.randint(1, most)))
    words = replace(FEW, programmes=tuple(row.programme for row in rows))
    return Case(seed, Catalogue(rows, YEAR), random_profile(random, words, opened, stating))


def case_over(catalogue: Catalogue, seed: int, opened: int | None = None, stating: float = 0.15) -> Case:
    """A random profile over a given catalogue, in that catalogue's words."""
    return Case(seed, catalogue, random_profile(Random(seed), words_of(catalogue), opened, stating))


def words_of(catalogue: Catalogue) -> Words:
    """Everything that a catalogue names."""
    rows = catalogue.rows
    numbers = {
        slot: tuple(figure for point in breakpoints(catalogue, slot) for figure in (point, point + 0.5))
        for slot in FIGURES
    }
    return Words(
        names(field for row in rows for field in row.fields),
        names(row.kind for row in rows),
        names(row.platform for row in rows),
        names(school for row in rows for school in row.institutions),
        names(row.language for row in rows if row.language),
        names(row.programme for row in rows),
        **numbers,
    )


def names(found: Iterable[str]) -> tuple[str, ...]:
    """Each name once, in a fixed order."""
    return tuple(sorted(set(found)))


def random_row(random: Random, programme: str) -> Row:
    """An option of which each fact is missing at times."""
    return Row(
        programme,
        some(random, FEW.fields),
        random.choice(FEW.kinds),
        random.choice(FEW.platforms),
        some(random, FEW.schools),
        **{slot: maybe(random, figures) for slot, figures in FIGURES.items()},
        level=maybe(random, LEVELS),
        credit=maybe(random, (70, 85, 100)),
        needs=maybe(random, (frozenset(), frozenset(NEEDS), *(frozenset({need}) for need in NEEDS))),
        language=maybe(random, FEW.languages),
        listed=maybe(random, YEARS),
    )


def maybe(random: Random, values: tuple[Any, ...], likely: float = 0.7) -> Any:
    """One of the values, or None."""
    return random.choice(values) if random.random() < likely else None


def random_profile(random: Random, words: Words, opened: int | None, stating: float) -> Profile:
    """A profile that may say something of every slot there is."""
    count = random.randint(0, len(QUESTIONS)) if opened is None else opened
    left_open = random.sample(QUESTIONS, count)
    told = {slot: answer(random, words, slot) for slot in QUESTIONS}
    wishes: dict[str, Any] = {
        "months": random.choice((*words.months, "any")),
        "wanted_credential": random.choice(words.kinds),
        "institution": some(random, words.schools),
        "language": random.choice((*words.languages, "any")),
        "excluded": some(random, (*words.fields, *words.schools, *words.kinds, *words.platforms, *words.programmes)),
        "under": tuple((slot, random.choice(getattr(words, slot))) for slot in some(random, tuple(FIGURES))),
        "lacks": some(random, NEEDS),
        "holds": some(random, ("degree", "score")),
        "like": random.choice(words.programmes),
        "priority": some(random, CRITERIA),
    }
    said = {slot: value for slot, value in wishes.items() if random.random() < stating}
    return Profile(**{slot: value for slot, value in told.items() if slot not in left_open}, **said)


def answer(random: Random, words: Words, slot: str) -> Any:
    """An answer to one of the questions."""
    if slot == "field":
        return random.choice((some(random, words.fields), some(random, words.fields), "any"))
    if slot in FIGURES:
        return random.choice((*getattr(words, slot), "any"))
    return random.choice(
        {"background": ("beginner", "some", "degree", "any"), "credit": ("must", "yes", "no", "any")}[slot]
    )


def some(random: Random, values: tuple[str, ...]) -> tuple[str, ...]:
    """One of the values, or two."""
    return tuple(random.sample(values, random.choice((1, 1, 2))))
