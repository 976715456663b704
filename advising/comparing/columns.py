"""The columns of a comparison: which of the things that a message names are sides of their own."""

from __future__ import annotations

import re

from advising.comparing.rows import SORTED_KINDS
from advising.model import Snapshot
from advising.question import Question

# What stands between the sides of a comparison, and the words around a kind that is meant as such.
_BETWEEN = re.compile(r"\b(?:vs|versus|against|compared? (?:it )?(?:to|with)|with|or|than|and|to)\b|[,;:?/]", re.I)
_AROUND = re.compile(
    r"\b(?:a|an|any|the|other|ordinary|normal|usual|typical|compare|in general|generally|as such)\b", re.I
)


def sides(snapshot: Snapshot, question: Question) -> list[str]:
    """What a message names to be compared, in its order; a part of another name is no side of its own.

    A school, kind, platform or family named with a programme of its own is taken for a part of the programme's name,
    except a kind that the message names by itself: "X or a MicroMasters in general".
    """
    named = question.mentioned(snapshot, *SORTED_KINDS)
    programmes = [subject for subject in named if subject in snapshot.programmes]
    return [
        subject
        for subject in named
        if not _belongs(snapshot, subject, programmes) or _stands_alone(snapshot, subject, question.text)
    ]


def _belongs(snapshot: Snapshot, subject: str, programmes: list[str]) -> bool:
    """Whether a mentioned school, kind, platform or family is only part of the name of a mentioned programme."""
    return any(subject in _around(snapshot, slug) or _is_family_of(snapshot, subject, slug) for slug in programmes)


def _around(snapshot: Snapshot, slug: str) -> tuple[str, ...]:
    programme = snapshot.programmes[slug]
    return (programme.credential_type, programme.platform, *programme.institutions)


def _is_family_of(snapshot: Snapshot, subject: str, slug: str) -> bool:
    """Whether a family such as "MITx MicroMasters" is named by a school and the kind of the programme."""
    programme, name = snapshot.programmes[slug], snapshot.label(subject)
    if snapshot.subjects[subject].kind != "course-family" or snapshot.label(programme.credential_type) not in name:
        return False
    return any(snapshot.label(school) in name for school in programme.institutions)


def _stands_alone(snapshot: Snapshot, subject: str, text: str) -> bool:
    """Whether one side of the message is nothing but the name of this kind of credential."""
    found = snapshot.subjects[subject]
    if found.kind != "credential-type":
        return False
    names = {name.casefold() for name in (found.name, found.short, *found.aliases) if name}
    parts = (" ".join(_AROUND.sub(" ", part).split()).casefold() for part in _BETWEEN.split(text))
    return any(part in names or part.removesuffix("s") in names for part in parts)
