"""A learner's profile as the fragment of a link, and back: nothing is kept on a server, and nothing is in it but the wishes.

The fragment is what stands behind `#` in an address; browsers never send it. Its keys are the fields of
`advising.profile.Profile` and `kept`; lists are separated by commas, `under` by a colon too: `under=months:12`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any
from urllib.parse import parse_qsl, urlencode

from advising.model import Snapshot
from advising.profile import ANY, BACKGROUNDS, Profile

KEPT = "kept"
LONGEST = 4000
MOST_PARTS = 40
SHOWN = 40
LIMITS = {"hours_per_week": 168, "budget_usd": 1_000_000, "months": 600}
CREDIT = ("must", "yes", "no", ANY)
NEEDS = ("maths", "degree")
CRITERIA = ("field", "credit", *LIMITS, "background", "lacks", "language", "like")
EXCLUDABLE = ("field", "institution", "credential-type", "platform", "programme")

_FIGURE = re.compile(r"[0-9]+(\.[0-9]+)?(e-?[0-9]+)?")
_LANGUAGE = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")

Read = Callable[[Snapshot, str], Any]


class ProfileError(ValueError):
    """A fragment is no profile; `problems` are all that is wrong with it, in plain words."""

    def __init__(self, problems: list[str]) -> None:
        """Keep every problem; the message lists them."""
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


class _Wrong(ValueError):
    """One value is not what its key holds; says what was found and expected."""


def fragment(profile: Profile, kept: tuple[str, ...] = ()) -> str:
    """The profile and the kept programmes as a fragment, without the `#`; what is not set is not in it."""
    values = {spec.name: getattr(profile, spec.name) for spec in fields(Profile)}
    told = {name: _written(value) for name, value in (*values.items(), (KEPT, kept)) if value not in (None, ())}
    return urlencode(told, safe=",:")


def read_fragment(snapshot: Snapshot, text: str) -> tuple[Profile, tuple[str, ...]]:
    """The profile and the kept programmes that a fragment holds; an empty one is an empty profile.

    Raises:
        ProfileError: Listing every part that is unknown, told twice, or not in this knowledge base.
    """
    problems: list[str] = []
    values: dict[str, Any] = {}
    for name, written in _parts(text):
        try:
            values[name] = _value(snapshot, name, written, values)
        except _Wrong as wrong:
            problems.append(f"{_short(name)}: {wrong}")
    if problems:
        raise ProfileError(problems)
    kept = values.pop(KEPT, ())
    return Profile(**values), kept


def _written(value: Any) -> str:
    if isinstance(value, tuple):
        return ",".join(":".join(map(_written, one)) if isinstance(one, tuple) else _written(one) for one in value)
    if isinstance(value, int | float):
        return str(int(value)) if float(value).is_integer() else repr(float(value))
    return str(value)


def _parts(text: str) -> list[tuple[str, str]]:
    """The keys and values of a fragment.

    Raises:
        ProfileError: If it is too long, or has more parts than a profile can have.
    """
    if len(text) > LONGEST:
        raise ProfileError([f"the link: found {len(text):,} characters; expected at most {LONGEST:,}"])
    try:
        return parse_qsl(text.removeprefix("#"), keep_blank_values=True, max_num_fields=MOST_PARTS)
    except ValueError:
        raise ProfileError([f"the link: found more than {MOST_PARTS} parts; expected one for each wish"]) from None


def _value(snapshot: Snapshot, name: str, written: str, before: Mapping[str, Any]) -> Any:
    if name not in READERS:
        raise _Wrong(f"this is no part of a profile; expected one of {', '.join(READERS)}")
    if name in before:
        raise _Wrong("it is told twice; expected it once")
    if not written:
        raise _Wrong("it is empty; leave it out or give a value")
    return READERS[name](snapshot, written)


def _short(text: str) -> str:
    return repr(text if len(text) <= SHOWN else f"{text[:SHOWN]}…")[1:-1]


def _refused(written: str, expected: str) -> _Wrong:
    return _Wrong(f'found "{_short(written)}"; expected {expected}')


def _one_of(*known: str) -> Read:
    def read(snapshot: Snapshot, written: str) -> str:
        if written not in known:
            raise _refused(written, f"one of {', '.join(known)}")
        return written

    return read


def _subject(*kinds: str) -> Read:
    """The id of something of the kinds that is held here."""

    def read(snapshot: Snapshot, written: str) -> str:
        subject = snapshot.subjects.get(written)
        if subject is None or subject.kind not in kinds:
            raise _refused(written, f"the id of a {' or '.join(kind.replace('-', ' ') for kind in kinds)} held here")
        return written

    return read


def _listed(read_one: Read) -> Read:
    """Several values, each once, in the order of the link; every wrong one is told."""

    def read(snapshot: Snapshot, written: str) -> tuple[Any, ...]:
        found, wrong = [], []
        for part in written.split(","):
            try:
                found.append(read_one(snapshot, part))
            except _Wrong as problem:
                wrong.append(str(problem))
        if wrong:
            raise _Wrong("; and ".join(wrong))
        return tuple(dict.fromkeys(found))

    return read


def _or_any(read: Read) -> Read:
    def either(snapshot: Snapshot, written: str) -> Any:
        return ANY if written == ANY else read(snapshot, written)

    return either


def _figure(most: float) -> Read:
    def read(snapshot: Snapshot, written: str) -> float:
        if not _FIGURE.fullmatch(written) or float(written) > most:
            raise _refused(written, f"a number from 0 to {most:,}, written as 12 or 12.5")
        return float(written)

    return read


def _below(snapshot: Snapshot, written: str) -> tuple[str, float]:
    criterion, _, figure = written.partition(":")
    if criterion not in LIMITS or not figure:
        raise _refused(written, f"one of {', '.join(LIMITS)} with its figure, such as months:12")
    return criterion, _figure(LIMITS[criterion])(snapshot, figure)


def _language(snapshot: Snapshot, written: str) -> str:
    if len(written) > SHOWN or not _LANGUAGE.fullmatch(written):
        raise _refused(written, "the name of a language, such as English")
    return written


def _condition(snapshot: Snapshot, written: str) -> str:
    kinds = sorted({condition.kind for pathway in snapshot.pathways for condition in pathway.conditions})
    return str(_one_of(*kinds)(snapshot, written))


# A reader for every field of a profile, and for the programmes that were kept.
READERS: Mapping[str, Read] = {
    "field": _or_any(_listed(_subject("field"))),
    "background": _one_of(*BACKGROUNDS, ANY),
    **{name: _or_any(_figure(most)) for name, most in LIMITS.items()},
    "credit": _one_of(*CREDIT),
    "wanted_credential": _subject("credential-type"),
    "institution": _listed(_subject("institution")),
    "language": _or_any(_language),
    "excluded": _listed(_subject(*EXCLUDABLE)),
    "under": _listed(_below),
    "lacks": _listed(_one_of(*NEEDS)),
    "holds": _listed(_condition),
    "like": _subject("programme"),
    "priority": _listed(_one_of(*CRITERIA)),
    KEPT: _listed(_subject("programme")),
}
