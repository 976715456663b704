"""Random learners, the same ones for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator

from advising.model import Snapshot
from advising.profile import ANY, Profile


def random_profiles(snapshot: Snapshot, count: int, seed: int) -> Iterator[Profile]:
    """Learners with any mixture of answers, of "does not matter" and of silence."""
    chance = random.Random(seed)
    fields = sorted({field for programme in snapshot.programmes.values() for field in programme.fields})
    schools = sorted(snapshot.programmes_by_institution)
    kinds = sorted({programme.credential_type for programme in snapshot.programmes.values()})
    for _ in range(count):
        yield Profile(
            field=chance.choice([None, ANY, tuple(chance.sample(fields, chance.randint(1, 3)))]),
            background=chance.choice([None, ANY, "beginner", "some", "degree"]),
            hours_per_week=chance.choice([None, ANY, 1.0, 3.0, 6.0, 9.5, 20.0]),
            budget_usd=chance.choice([None, ANY, 0.0, 150.0, 600.0, 1350.0, 5000.0]),
            credit=chance.choice([None, ANY, "yes", "no"]),
            wanted_credential=chance.choice([None, None, *kinds]),
            excluded=chance.choice([(), (chance.choice(fields),), (chance.choice(schools), chance.choice(fields))]),
        )
