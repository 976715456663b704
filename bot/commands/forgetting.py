"""`pathwise conversations export|erase|retain`: what whoever runs the bot does when a learner asks, or when time has passed."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import click

from bot.commands.running import open_configured

if TYPE_CHECKING:
    from datetime import datetime

    from bot.stores.traces import Traces

TRIES, BETWEEN_S = 5, 1.0
TRACES_LEFT = (
    "Traces may be left in the database's files: something else is using it. A running server takes them away when it can; "
    "without one, run the command again."
)


@click.command("export")
@click.argument("conversation")
@click.option("--format", "form", type=click.Choice(["json", "text"]), default="json", show_default=True)
def export(conversation: str, form: str) -> None:
    """Print a conversation as the file that its learner can take along."""
    from bot.clock import now
    from bot.stores.conversations import ConversationStore, UnknownConversation
    from bot.transcript import transcript_json, transcript_text

    try:
        created_at, messages = ConversationStore(open_configured()).history(conversation)
    except UnknownConversation as unknown:
        raise _no_such(conversation) from unknown
    whole = (
        transcript_text(now(), messages)
        if form == "text"
        else transcript_json(conversation, created_at, now(), messages)
    )
    click.echo(whole.encode(), nl=False)


@click.command("erase")
@click.argument("conversation")
def erase(conversation: str) -> None:
    """Erase a conversation: messages, Rasa's events, what was said of answers, and their traces in the database's files."""
    from bot.stores.conversations import ConversationStore, UnknownConversation
    from bot.stores.traces import Traces

    engine = open_configured()
    try:
        ConversationStore(engine).erase(conversation)
    except UnknownConversation as unknown:
        raise _no_such(conversation) from unknown
    click.echo(f"Erased conversation {conversation}.")
    _sweep(Traces(engine))


@click.command("retain")
@click.option(
    "--days", required=True, type=click.IntRange(min=1), help="Keep conversations that went on within so many days."
)
@click.option("--dry-run", is_flag=True, help="Only count them.")
@click.option("--trust-clock", is_flag=True, help="Count ages from the clock, also long after the newest message.")
def retain(days: int, dry_run: bool, trust_clock: bool) -> None:
    """Forget conversations whose last message is older, as a running server does by itself once an hour."""
    from datetime import timedelta

    from bot.retention import forget_old
    from bot.stores.ages import Ages
    from bot.stores.traces import Traces

    engine = open_configured()
    ages = Ages(engine)
    newest = ages.newest()
    now = _now(newest, trust_clock) if newest else None
    if now is None:
        click.echo("There is no conversation.")
        return
    if dry_run:
        count = len(ages.silent_since(now - timedelta(days=days)))
        click.echo(f"{_counted(count)} of more than {days} days ago would be forgotten.")
        return
    count = forget_old(ages, days, now)
    click.echo(f"{_counted(count)} of more than {days} days ago forgotten.")
    _sweep(Traces(engine))


def _now(newest: datetime, trust_clock: bool) -> datetime:
    """The time that ages are counted from; a clock that cannot be right is told."""
    from bot.retention import Calendar, utc_now

    if trust_clock:
        return utc_now()
    calendar = Calendar()
    now = calendar.now(newest)
    if now is None:
        raise click.ClickException(
            f"the clock says {calendar.clock():%Y-%m-%d %H:%M} UTC, the newest message is of {newest:%Y-%m-%d %H:%M}. "
            "Nothing was forgotten. Set the clock right, or use --trust-clock."
        )
    return now


def _sweep(traces: Traces) -> None:
    """Take the traces away; try again while something else uses the database."""
    from sqlalchemy.exc import OperationalError

    for tried in range(TRIES):
        time.sleep(BETWEEN_S if tried else 0)
        try:
            if traces.sweep(is_thorough=True):
                return
        except OperationalError:
            continue
    click.echo(TRACES_LEFT, err=True)


def _no_such(conversation: str) -> click.ClickException:
    return click.ClickException(f"there is no conversation {conversation!r}; expected its id of 32 letters and digits")


def _counted(count: int) -> str:
    return f"{count:,} conversation{'' if count == 1 else 's'}"
