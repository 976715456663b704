"""A learner's profile from the options of a command, checked against the knowledge base."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from advising.model import Snapshot
from advising.profile import ANY, BACKGROUNDS, Profile
from advising.repair import IMPORTANCE

F = TypeVar("F", bound=Callable[..., Any])
OPTIONS = (
    click.option("--field", "fields", multiple=True, metavar="ID", help="A wished field; several may be given; any: open."),
    click.option("--background", type=click.Choice([*BACKGROUNDS, ANY]), help="What the learner brings."),
    click.option("--hours", type=click.FloatRange(0, 80), help="Hours a week at most."),
    click.option("--budget", type=click.FloatRange(0), help="US dollars at most, in all."),
    click.option("--credit", type=click.Choice(["must", "yes", "no", ANY]), help="Whether it must, or should, count toward a degree."),
    click.option("--months", type=click.FloatRange(0), help="Months at most."),
    click.option("--kind", metavar="ID", help="The kind of credential, such as micromasters."),
    click.option("--school", "schools", multiple=True, metavar="ID", help="A school that it should be of."),
    click.option("--language", metavar="NAME", help="The language, such as English."),
    click.option("--without", "excluded", multiple=True, metavar="ID", help="A field, school, kind or programme to leave out."),
    click.option("--lacks", multiple=True, type=click.Choice(["maths", "degree"]), help="What the learner would rather not need."),
    click.option("--like", metavar="SLUG", help="A programme that it should be like."),
    click.option("--first", "priority", multiple=True, type=click.Choice(IMPORTANCE), help="What counts double."),
)  # fmt: skip
# Which kinds of subject an option may name.
NAMES = {
    "field": ("field",), "wanted_credential": ("credential-type",), "institution": ("institution",),
    "excluded": ("field", "institution", "credential-type", "platform", "programme"), "like": ("programme",),
}  # fmt: skip


def profile_options(command: F) -> F:
    """Give a command the options of a profile."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def profile_of(snapshot: Snapshot, told: dict[str, Any]) -> Profile:
    """The profile that the options tell.

    Raises:
        click.ClickException: Naming every id that the knowledge base does not hold.
    """
    fields = tuple(told["fields"])
    profile = Profile(
        field=ANY if fields == (ANY,) else fields or None,
        background=told["background"], hours_per_week=told["hours"], budget_usd=told["budget"], credit=told["credit"],
        months=told["months"], wanted_credential=told["kind"], institution=tuple(told["schools"]),
        language=told["language"], excluded=tuple(told["excluded"]), lacks=tuple(told["lacks"]), like=told["like"],
        priority=tuple(told["priority"]),
    )  # fmt: skip
    problems = [
        problem for slot, kinds in NAMES.items() for problem in _unknown(snapshot, getattr(profile, slot), slot, kinds)
    ]
    if problems:
        raise click.ClickException("\n".join([*problems, "`pathwise knowledge search NAME` finds ids."]))
    return profile


def _unknown(snapshot: Snapshot, value: Any, slot: str, kinds: tuple[str, ...]) -> list[str]:
    named = (value,) if isinstance(value, str) else value or ()
    return [f"{slot}: {one!r} is no {' or '.join(kinds)} of the knowledge base." for one in named
            if one != ANY and (one not in snapshot.subjects or snapshot.subjects[one].kind not in kinds)]  # fmt: skip
