"""Which programmes fit the names in a question: of a school, of a kind, in a field."""

from __future__ import annotations

from collections.abc import Iterable

from advising.model import Programme, Snapshot
from advising.question import Question


def fitting(snapshot: Snapshot, programmes: Iterable[Programme], named: Question) -> list[Programme]:
    """The programmes that are all of what is named; where it is the main field of some, only those."""
    schools, kinds = named.mentioned(snapshot, "institution"), named.mentioned(snapshot, "credential-type")
    platforms, fields = named.mentioned(snapshot, "platform"), named.mentioned(snapshot, "field")
    found = [
        programme
        for programme in programmes
        if (not schools or set(schools) & set(programme.institutions))
        and (not kinds or programme.credential_type in kinds)
        and (not platforms or programme.platform in platforms)
        and (not fields or set(fields) & set(programme.fields))
    ]
    return [programme for programme in found if programme.fields[0] in fields] or found
