"""Critiques in words: "cheaper", "shorter", "with credit", "another school", "more like the second", alone or several at once.

A critique compares with a programme that was recommended and becomes a change of the profile, so that it can be counted before it is
applied, and taken back. Unit and compound critiques: McCarthy, Reilly, McGinty & Smyth (2005), "Experiments in dynamic critiquing".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from advising.options import Option, Options
from advising.profile import Profile
from advising.ranking import fitting

# What is wanted lower, and how a learner says it; "too expensive" says the same as "cheaper".
LOWER = {
    "cheaper": ("budget_usd", r"che+a?p(?:er|est)?|less (?:expensive|costly|pric[ey]+|money)|more affordable|lower (?:price|cost)|costs? less|"
                r"too (?:expensive|dear|costly|pric[ey]+|much money)"),
    "shorter": ("months", r"shorter|quicker|faster|less long|too long|(?:fewer|less) (?:months|weeks)|done sooner"),
    "fewer hours": ("hours_per_week", r"(?:fewer|less) (?:hours|hrs)|less (?:work|time) (?:a|per|each) week|less work|lighter|"
                    r"too (?:much work|many hours|time consuming)"),
}  # fmt: skip
_LOWER = {name: re.compile(rf"\b(?:{words})\b", re.I) for name, (_, words) in LOWER.items()}
_LESS_MATHS = re.compile(
    r"\b(?:less|no|without|not (?:so|too) much|not as much|fewer|avoid(?:ing)?) (?:any |the )?(?:maths?|calculus)\b",
    re.I,
)
_EASIER = re.compile(
    r"\b(?:easier|simpler|less (?:advanced|difficult|hard)|too (?:hard|difficult|advanced)|more basic)\b", re.I
)
_CREDIT = re.compile(
    r"\b(?:with|has|have|having|gives?|must have|needs?|only) (?:the |some |real |university |college |academic )*credits?\b|"
    r"\bcounts? toward|\bcredit[- ]bearing\b",
    re.I,
)  # fmt: skip
_SCHOOL = re.compile(
    r"\b(?:an?other|dif+e?rent|other) (?:school|uni(?:versity)?|college|provider|institution)s?\b|"
    r"\b(?:not (?:from )?(?:that|this|the same) (?:school|uni(?:versity)?|college))\b",
    re.I,
)  # fmt: skip
_PLACE = r"(?P<place>first|frist|1st|second|2nd|third|3rd|last|one|it|that|this)"
_LIKE = re.compile(
    rf"\b(?:more|something|anything|others?|ones?|similar|programmes?|programs?|courses?)\b[\w\s]{{0,20}}?\b(?:like|similar to) (?:the )?{_PLACE}\b|"
    rf"\bsimilar to (?:the )?{_PLACE.replace('place', 'other')}\b",
    re.I,
)  # fmt: skip
_NOT_THAT = re.compile(
    rf"\b(?:not|without|drop|except|skip|remove|but) (?:the )?{_PLACE.replace('place', 'gone')}(?: one)?\b", re.I
)
_NO_EXAM = re.compile(r"\b(?:no|without(?: an?| any)?|fewer|less) (?:proctored )?(?:exams?|tests?)\b", re.I)
_QUESTION = re.compile(
    r"^\W*(?:(?:and|but|so|ok)\W+)*(?:which|what|who|how|when|where|why|is|are|do|does|did|will|has|have)\b|"
    r"\b(?:why|what|when|who|how|does|did|is it|are they|which is|which one)\b",
    re.I,
)  # fmt: skip
_ORDINALS = {"first": 0, "frist": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "last": -1}
TITLES = {
    "cheaper": "Cheaper", "shorter": "Shorter", "fewer hours": "Fewer hours", "less maths": "Less maths",
    "with credit": "With credit", "another school": "Another school",
}  # fmt: skip
OFFERED = 3


@dataclass(frozen=True, slots=True)
class Critique:
    """What is wanted otherwise than a programme: a name, and the profile's slots that it changes.

    `lacking` is the slot whose figure the programme lacks in the records, so that nothing can be said to be lower.
    """

    name: str
    changes: Mapping[str, Any]
    lacking: str = ""


def read_critiques(text: str, profile: Profile, shown: Sequence[Option]) -> tuple[Critique, ...]:
    """The critiques that a message speaks of the shown programmes, the first of which "cheaper" compares with.

    A question ("which one is cheaper?") is none, and neither is anything when nothing was recommended.
    """
    if not shown or _QUESTION.search(text):
        return ()
    reference = _meant(text, shown)
    names = [name for name, words in _LOWER.items() if words.search(text)]
    names += [name for name, words in SAID.items() if words.search(text)]
    found = [critique(name, profile, reference) for name in names]
    if (like := _LIKE.search(text)) is not None:
        model = _at(like.group("place") or like.group("other") or "first", shown)
        found.append(Critique("like", {"like": model.programme}))
    elif (gone := _NOT_THAT.search(text)) is not None:
        left_out = _at(gone.group("gone"), shown).programme
        found.append(Critique("not this one", {"excluded": tuple(dict.fromkeys((*profile.excluded, left_out)))}))
    return tuple(found)


SAID = {"less maths": _LESS_MATHS, "with credit": _CREDIT, "another school": _SCHOOL, "easier": _EASIER}


def asks_no_exam(text: str) -> bool:
    """Whether a message wants a programme without exams: of that too little is recorded to choose by."""
    return bool(_NO_EXAM.search(text))


def critique(name: str, profile: Profile, reference: Option) -> Critique:
    """A critique of a programme as a change of the profile."""
    if name in LOWER:
        return _lower(name, profile, reference)
    changes: dict[str, dict[str, Any]] = {
        "less maths": {"lacks": tuple(dict.fromkeys((*profile.lacks, "maths")))},
        "with credit": {"credit": "must"},
        "another school": {"excluded": tuple(dict.fromkeys((*profile.excluded, *reference.institutions)))},
        "easier": {"background": "beginner"},
    }
    return Critique(name, changes[name])


def _lower(name: str, profile: Profile, reference: Option) -> Critique:
    slot = LOWER[name][0]
    span = getattr(reference, slot)
    if span is None:
        return Critique(name, {}, lacking=slot)
    others = tuple(row for row in profile.under if row[0] != slot)
    return Critique(name, {"under": (*others, (slot, float(span[1])))})


def together(critiques: Sequence[Critique], profile: Profile) -> Profile:
    """The profile with all the critiques' changes; what several want lower is kept for each."""
    changed = profile
    for one in critiques:
        for slot, value in one.changes.items():
            changed = replace(changed, **{slot: _merged(slot, getattr(changed, slot), value)})
    return changed


def _merged(slot: str, before: Any, value: Any) -> Any:
    if slot == "under":
        return tuple({**dict(before), **dict(value)}.items())
    if slot in ("excluded", "lacks"):
        return tuple(dict.fromkeys((*before, *value)))
    return value


Counted = tuple[tuple[Critique, ...], Profile, int]


def offered_critiques(options: Options, profile: Profile, reference: Option) -> list[tuple[str, int, Profile]]:
    """Up to three critiques that leave something, but not everything: title, how many are left, the profile then.

    The last one may join two, where that still leaves something.
    """
    single = [made for name in TITLES if (made := critique(name, profile, reference)).changes]
    counted = _counted(options, profile, [(one,) for one in single])
    kept = counted[: OFFERED - 1]
    pairs = combinations([parts[0] for parts, _, _ in counted], 2)
    kept = [*kept, *_counted(options, profile, pairs)[:1]] if len(counted) > 1 else counted
    kept = [*kept, *counted[OFFERED - 1 :]][:OFFERED]
    return [(title([one.name for one in parts]), count, changed) for parts, changed, count in kept]


def _counted(options: Options, profile: Profile, wanted: Iterable[tuple[Critique, ...]]) -> list[Counted]:
    """Those that leave something, but not everything, with what they leave."""
    now = fitting(options, profile)
    made = [(parts, together(parts, profile)) for parts in wanted]
    return [(parts, then, count) for parts, then in made if 0 < (count := fitting(options, then)) < now]


def title(names: Sequence[str]) -> str:
    """How critiques are called together: "Cheaper and with credit"."""
    words = " and ".join(names)
    return words[:1].upper() + words[1:]


def _meant(text: str, shown: Sequence[Option]) -> Option:
    """The programme that a critique compares with: the one of the list that is named by its place, else the first."""
    found = re.search(rf"\bthan (?:the )?{_PLACE}\b", text, re.I)
    return _at(found.group("place"), shown) if found else shown[0]


def _at(place: str, shown: Sequence[Option]) -> Option:
    at = _ORDINALS.get(place.lower(), 0)
    return shown[min(at, len(shown) - 1)]
