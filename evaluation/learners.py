"""Scripted learners from YAML files: who they are in truth, and how they would write each answer.

A file with a mistake is not used: every mistake is told with its file and row, and what to do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from advising.model import Snapshot
from advising.profile import ANY, BACKGROUNDS, QUESTIONS, Profile
from evaluation.rows import Fields
from knowledge.yaml_rows import Problem, RawRow, read_rows

FOLDER = Path(__file__).parent / "learners"
OPENING = "opening"  # what an aside stands after that is said before any question
QUESTION, CORRECTION, WISH = "question", "correction", "wish"
STYLES = (
    "plain", "terse", "misspelt", "story", "second-language", "changes-mind", "asks-back", "indifferent", "all-at-once",
    "nothing-fits",
)  # fmt: skip
KEYS = ("id", "goal", "style", "profile", "opening", "answers", "again", "asides")
ASIDE_KEYS = ("kind", "after", "says", "of")
WORDINGS = 2  # of an answer, at least: a second run must be able to say it otherwise
LISTS = ("institution", "excluded", "lacks")
CHOICES = {
    "background": (*BACKGROUNDS, ANY),
    "credit": ("must", "yes", "no", ANY),
    "wanted_credential": ("micromasters", "professional-certificate"),
}
NUMBERS = ("hours_per_week", "budget_usd", "months")
LACKS = ("maths", "programming", "degree")
PROFILE = ("field", *CHOICES, *NUMBERS, *LISTS, "language")


class LearnersError(Exception):
    """Learners that cannot be used; the message tells every mistake."""


@dataclass(frozen=True, slots=True)
class Aside:
    """Something said unasked once `after` was answered: a question of one's own, a correction, or a further wish.

    `of` is the slot that a correction puts right, where it is another than `after`.
    """

    kind: str
    after: str
    says: tuple[str, ...]
    of: str = ""


@dataclass(frozen=True, slots=True)
class Learner:
    """A learner with a true profile, and wordings: of the first message, of each answer, and of asking once more.

    Where a correction is among the asides, the wordings say what was wrong at first; the profile is what holds in the end.
    """

    id: str
    goal: str
    style: str
    profile: Profile
    opening: tuple[str, ...]
    answers: Mapping[str, tuple[str, ...]]
    again: tuple[str, ...]
    asides: tuple[Aside, ...] = field(default=())


def learner_files(folder: Path = FOLDER) -> tuple[Path, ...]:
    """The files of learners in a folder, by name."""
    return tuple(sorted(folder.glob("*.yml")))


def read_learners(paths: Sequence[Path]) -> list[Learner]:
    """All learners of the files, in order.

    Raises:
        LearnersError: Naming file and row of everything that is wrong, and of an id that comes again.
    """
    problems: list[str] = []
    learners: list[Learner] = []
    seen: dict[str, str] = {}
    for path in paths:
        for row in raw_rows(path, problems):
            where = f"{row.file}: {row.place}"
            learner = _learner(where, row.content, problems)
            if learner.id in seen:
                problems.append(f"{where}: found the id again, first at {seen[learner.id]}; give each learner its own")
            seen.setdefault(learner.id, where)
            learners.append(learner)
    if not learners and not problems:
        problems.append(
            f"{', '.join(map(str, paths)) or 'no file'}: found no learner; expected rows as in docs/evaluation.md"
        )
    if problems:
        raise LearnersError("\n".join(problems))
    return learners


def raw_rows(path: Path, problems: list[str]) -> Iterator[RawRow]:
    """The rows of a YAML file that are mappings; everything else is told among the problems."""
    found: list[Problem] = []
    for row in read_rows(path, str(path), found):
        if isinstance(row.content, dict):
            yield row
        else:
            problems.append(
                f"{row.file}: {row.place}: found {row.content!r}; expected keys and values: indent them below '- '"
            )
    problems.extend(map(str, found))


def refuse_unknown(where: str, given: Mapping[str, Any], keys: Sequence[str], problems: list[str]) -> None:
    """Tell every key that nothing reads."""
    problems.extend(
        f"{where}: found the key {key!r}; expected some of {', '.join(keys)}: correct its name or take it out"
        for key in given
        if key not in keys
    )


def _learner(where: str, given: dict[str, Any], problems: list[str]) -> Learner:
    refuse_unknown(where, given, KEYS, problems)
    fields = Fields(where, given)
    learner = Learner(
        fields.text("id", is_needed=True), fields.text("goal", is_needed=True), fields.one_of("style", STYLES),
        _profile(f"{where}: profile", _mapping(where, "profile", given, problems), problems),
        fields.texts("opening", is_needed=True), _answers(f"{where}: answers", _mapping(where, "answers", given, problems), problems),
        fields.texts("again", is_needed=True), tuple(_asides(where, given.get("asides"), problems)),
    )  # fmt: skip
    problems.extend(fields.problems)
    return learner


def _mapping(where: str, name: str, given: Mapping[str, Any], problems: list[str]) -> dict[str, Any]:
    value = given.get(name)
    if isinstance(value, dict):
        return value
    problems.append(
        f"{where}: {name}: found {value!r}; expected a name and a value for each: write them below '{name}:'"
    )
    return {}


def _answers(where: str, given: dict[str, Any], problems: list[str]) -> dict[str, tuple[str, ...]]:
    refuse_unknown(where, given, PROFILE, problems)
    fields = Fields(where, given)
    found = {slot: fields.texts(slot, is_needed=True) for slot in dict.fromkeys((*QUESTIONS, *given))}
    problems.extend(fields.problems)
    problems.extend(
        f"{where}: {slot}: found one wording; expected at least {WORDINGS}: write how else this person could say it"
        for slot, wordings in found.items()
        if len(wordings) == 1
    )
    return found


def _asides(where: str, given: Any, problems: list[str]) -> Iterator[Aside]:
    if not isinstance(given, list | None):
        problems.append(f"{where}: asides: found {given!r}; expected a list: begin each with '- '")
        return
    for number, aside in enumerate(given or [], 1):
        place = f"{where}: aside {number}"
        if not isinstance(aside, dict):
            problems.append(f"{place}: found {aside!r}; expected {', '.join(ASIDE_KEYS)}: write each with its value")
            continue
        refuse_unknown(place, aside, ASIDE_KEYS, problems)
        fields = Fields(place, aside)
        yield Aside(
            fields.one_of("kind", (QUESTION, CORRECTION, WISH)), fields.one_of("after", (OPENING, *QUESTIONS)),
            fields.texts("says", is_needed=True), fields.one_of("of", QUESTIONS) if "of" in aside else "",
        )  # fmt: skip
        problems.extend(fields.problems)


def _profile(where: str, given: dict[str, Any], problems: list[str]) -> Profile:
    refuse_unknown(where, given, PROFILE, problems)
    fields = Fields(where, given)
    slots: dict[str, Any] = {name: list(fields.texts(name, LACKS if name == "lacks" else ())) for name in LISTS}
    slots |= {
        name: fields.one_of(name, allowed) for name, allowed in CHOICES.items() if name in given or name in QUESTIONS
    }
    slots |= {name: _number(where, name, given, problems) for name in NUMBERS if name in given or name in QUESTIONS}
    slots["field"] = ANY if given.get("field") == ANY else list(fields.texts("field", is_needed=True))
    slots["language"] = fields.text("language") or None
    problems.extend(_as_yaml(problem) for problem in fields.problems)
    return Profile.from_slots(slots)


def _number(where: str, name: str, given: Mapping[str, Any], problems: list[str]) -> float | str | None:
    value = given.get(name)
    if value == ANY:
        return ANY
    if isinstance(value, int | float) and not isinstance(value, bool) and value >= 0:
        return float(value)
    problems.append(
        f"{where}: {name}: found {value!r}; expected a number from 0 up, or {ANY}: write what this person can do at most"
    )
    return None


def _as_yaml(problem: str) -> str:
    """YAML reads a bare yes or no as true or false: say how to write the word."""
    is_bare = any(f"found {value};" in problem for value in ("true", "false"))
    return f'{problem}: put it in quotes, "yes" or "no"' if is_bare else problem


def unknown(learners: Sequence[Learner], snapshot: Snapshot) -> list[str]:
    """What the learners wish for that the knowledge base does not hold: such learners would only measure their own mistakes."""
    problems = []
    for learner in learners:
        profile = learner.profile
        wished = profile.field if isinstance(profile.field, tuple) else ()
        expected = {"field": wished, "institution": profile.institution, "excluded": profile.excluded}
        problems += [
            f"learner {learner.id!r}: {slot}: found {name!r}; expected an id of the catalogue: correct it"
            for slot, names in expected.items()
            for name in names
            if name not in snapshot.subjects
        ]
    return problems
