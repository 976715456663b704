"""`pathwise advise ...`: the advice of the chat for a profile that is given by options, as text or JSON."""

from __future__ import annotations

import json
from typing import Any

import click

from advising.answers import answer
from advising.answers.money import money_answer
from advising.answers.plan import plan_answer
from advising.answers.recommending import recommendation
from advising.answers.supposing import what_would_change, why_not
from advising.asking import outlook
from advising.guided import form_question
from advising.model import Snapshot
from advising.options import options_in
from advising.planning.wishes import PlanWishes
from advising.profile_link import fragment
from advising.question import Question
from advising.rendering import claim_json, render
from advising.reply import CLARIFYING, Reply, Sentence, paragraph
from advising.summary import summary, summary_json
from bot.commands.profile_options import profile_of, profile_options

AS_JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object with the blocks.")
PROGRAMME = click.argument("programme", metavar="SLUG")


@click.group("advise")
def advise() -> None:
    """Advice for a profile: recommendation, next question, what-if, pathways, comparison, plan, money."""


@advise.command("recommend")
@profile_options
@AS_JSON
def recommend(as_json: bool, **told: Any) -> None:
    """The best programmes with reasons; when nothing fits, the smallest ways out."""
    snapshot = _snapshot()
    _print(snapshot, recommendation(snapshot, profile_of(snapshot, told)), as_json)


@advise.command("next")
@profile_options
@AS_JSON
def next_question(as_json: bool, **told: Any) -> None:
    """The next question that can change the first place; none when it is certain."""
    snapshot = _snapshot()
    profile = profile_of(snapshot, told)
    found = outlook(options_in(snapshot), profile)
    if found.question is None:
        first = next(iter(found.possible))
        name = snapshot.label(first) if first else "nothing that is recorded"
        reply = Reply(
            "recommend", CLARIFYING, (paragraph(Sentence(f"No question can change the first place: {name}.")),)
        )
    else:
        reply = form_question(snapshot, profile, found.question)
    _print(snapshot, reply, as_json)


@advise.command("what-if")
@profile_options
@AS_JSON
def what_if(as_json: bool, **told: Any) -> None:
    """The smallest changes of the profile that change the first place, and how far each number holds."""
    snapshot = _snapshot()
    _print(snapshot, what_would_change(snapshot, profile_of(snapshot, told)), as_json)


@advise.command("why-not")
@PROGRAMME
@profile_options
@AS_JSON
def why_not_this(programme: str, as_json: bool, **told: Any) -> None:
    """Why a programme does not come first for the profile."""
    snapshot = _snapshot()
    _print(snapshot, why_not(snapshot, profile_of(snapshot, told), _known(snapshot, programme)), as_json)


@advise.command("pathways")
@click.argument("subject", metavar="ID")
@profile_options
@AS_JSON
def pathways(subject: str, as_json: bool, **told: Any) -> None:
    """Where a programme counts, or what counts at a school, with the conditions for the learner."""
    snapshot = _snapshot()
    question = Question("credit", "", (_known(snapshot, subject, "programme", "institution"),))
    _print(snapshot, answer(snapshot, question, profile_of(snapshot, told)), as_json)


@advise.command("compare")
@click.argument("subjects", nargs=-1, required=True, metavar="ID ID ...")
@profile_options
@AS_JSON
def compare(subjects: tuple[str, ...], as_json: bool, **told: Any) -> None:
    """Two to four programmes, kinds of credential, degrees, schools or platforms, side by side."""
    snapshot = _snapshot()
    kinds = ("programme", "credential-type", "degree", "institution", "platform")
    named = tuple(_known(snapshot, subject, *kinds) for subject in subjects)
    _print(snapshot, answer(snapshot, Question("compare", "", named), profile_of(snapshot, told)), as_json)


@advise.command("plan")
@PROGRAMME
@click.option("--hours", type=click.FloatRange(0, 80), required=True, help="Hours a week.")
@click.option("--start", type=click.DateTime(["%Y-%m-%d"]), help="The first day; today where it is not given.")
@click.option(
    "--break", "breaks", nargs=2, multiple=True, type=click.DateTime(["%Y-%m-%d"]), help="First and last day off."
)
@click.option("--at-once", default=1, show_default=True, type=click.IntRange(1, 3), help="Courses at the same time.")
@click.option("--ics", type=click.File("wb"), help="Write the plan to a calendar file.")
@AS_JSON
def plan(programme: str, ics: Any, as_json: bool, **told: Any) -> None:
    """A study plan: which course when, and the earliest finish."""
    snapshot = _snapshot()
    off = tuple((first.date(), last.date()) for first, last in told["breaks"])
    start = told["start"].date() if told["start"] else snapshot.as_of
    wishes = PlanWishes(told["hours"], start, off, told["at_once"])
    _print(snapshot, plan_answer(snapshot, _known(snapshot, programme), wishes), as_json)
    if ics is not None:
        from advising.planning.calendar_file import calendar_of
        from advising.planning.plan import make_plan

        ics.write(calendar_of(make_plan(snapshot, programme, wishes)))


@advise.command("money")
@PROGRAMME
@click.option("--rise", type=click.FloatRange(0), help="A rise of pay in US dollars a year, for the arithmetic.")
@click.option("--years", default=2, show_default=True, type=click.IntRange(1), help="Years to pay back in.")
@click.option("--occupation", metavar="ID", help="An occupation or field whose wages are shown.")
@AS_JSON
def money(programme: str, rise: float | None, years: int, occupation: str | None, as_json: bool) -> None:
    """What a programme costs, where one can stop, and from which rise of pay on it pays back."""
    snapshot = _snapshot()
    slug = _known(snapshot, programme)
    named = None if occupation is None else _known(snapshot, occupation, "occupation", "field")
    _print(snapshot, money_answer(snapshot, slug, rise_usd=rise, years=years, occupation=named), as_json)


@advise.command("summary")
@profile_options
@click.option("--keep", "kept", multiple=True, metavar="SLUG", help="A programme that is kept beside the ranking.")
@click.option("--html", type=click.File("w", encoding="utf-8"), help="Write the page to print.")
@AS_JSON
def summary_page(kept: tuple[str, ...], html: Any, as_json: bool, **told: Any) -> None:
    """The advice to keep: a page to print, the same as JSON, and the link that holds the profile."""
    from bot.printing import summary_html

    snapshot = _snapshot()
    profile, named = profile_of(snapshot, told), tuple(_known(snapshot, slug) for slug in kept)
    shape = summary_json(snapshot, summary(snapshot, profile, named))
    if html is not None:
        html.write(summary_html(shape))
    click.echo(json.dumps(shape, ensure_ascii=False) if as_json else f"/advice#{fragment(profile, named)}")


def _snapshot() -> Snapshot:
    from knowledge.current import current_snapshot
    from knowledge.snapshot import KnowledgeMissing

    try:
        return current_snapshot()
    except KnowledgeMissing as problem:
        raise click.ClickException(str(problem)) from problem


def _known(snapshot: Snapshot, subject: str, *kinds: str) -> str:
    kinds = kinds or ("programme",)
    if subject not in snapshot.subjects or snapshot.subjects[subject].kind not in kinds:
        raise click.ClickException(
            f"{subject!r} is no {' or '.join(kinds)} of the knowledge base. `pathwise knowledge search NAME` finds ids."
        )
    return subject


def _print(snapshot: Snapshot, reply: Reply, as_json: bool) -> None:
    text, blocks, claims = render(snapshot, reply)
    if not as_json:
        click.echo(text)
        return
    shown = {
        "topic": reply.topic,
        "status": reply.status,
        "reply": text,
        "blocks": blocks,
        "claims": [claim_json(c) for c in claims],
    }
    click.echo(json.dumps(shown, ensure_ascii=False))
