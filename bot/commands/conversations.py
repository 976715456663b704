"""`pathwise conversations`: what advisers learn from conversations, without learning whose they are; and how these are kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from advising.wording import full_date
from bot.commands.forgetting import erase, export, retain
from bot.commands.running import open_configured
from bot.judging import REASONS, Judgement
from bot.plain_text import one_line, safe_json

if TYPE_CHECKING:
    from bot.stores.feedback import Judged

NOTHING, NOTHING_UNHELPFUL = "No answer has been judged yet.", "No answer was judged not helpful."


@click.group("conversations")
def conversations() -> None:
    """What learners said of answers; and to hand out, erase and forget conversations."""


@conversations.command("feedback")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(min=1))
@click.option("--not-helpful", "is_unhelpful_only", is_flag=True, help="Only answers that did not help.")
def feedback(as_json: bool, limit: int, is_unhelpful_only: bool) -> None:
    """Answers that learners judged, the newest first."""
    judged = _newest(limit, is_unhelpful_only)
    if not judged:
        # Not among the answers: a program that reads JSON gets just no line.
        click.echo(NOTHING_UNHELPFUL if is_unhelpful_only else NOTHING, err=as_json)
    elif as_json:
        for one in judged:
            click.echo(safe_json(_as_json(one)))
    else:
        Console().print(_table(judged))
        if len(judged) == limit:
            click.echo(f"The newest {limit}; --limit shows more.")


def _newest(limit: int, is_unhelpful_only: bool) -> list[Judged]:
    """The judgements in the configured database."""
    from bot.stores.feedback import FeedbackStore

    return FeedbackStore(open_configured()).newest(limit, is_unhelpful_only=is_unhelpful_only)


def _as_json(one: Judged) -> dict[str, Any]:
    asked = {"topic": one.topic, "question": one.question, "answer": one.answer}
    return {"at": one.at, **asked, **one.judgement.as_json()}


def _table(judged: Iterable[Judged]) -> Table:
    """A table that is readable at 80 columns; what learners wrote is shown as text, whatever it holds."""
    table = Table(title="What learners said of answers", title_justify="left", title_style="bold", show_lines=True)
    for name, width in (("when, topic", 14), ("question, answer", 36), ("helpful, reason", 20)):
        table.add_column(name, width=width, overflow="fold")
    for one in judged:
        table.add_row(_when(one), _asked(one), _said(one.judgement))
    return table


def _when(one: Judged) -> Text:
    at = datetime.fromisoformat(one.at)
    return Text(f"{full_date(at.date())}\n{at:%H:%M} UTC\n{one.topic}")


def _asked(one: Judged) -> Text:
    question = [(f"{one_line(one.question)}\n", "bold")] if one.question else []
    return Text.assemble(*question, one_line(one.answer))


def _said(judgement: Judgement) -> Text:
    reason = judgement.reason
    return Text("yes" if judgement.helpful else "no") + (f"\n{REASONS.get(reason, reason)}" if reason else "")


for command in (export, erase, retain):
    conversations.add_command(command)
