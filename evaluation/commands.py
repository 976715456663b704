"""The commands of `pathwise evaluate`; what is slow to import is imported when a command runs."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from bot.commands.running import quiet, run_configured

if TYPE_CHECKING:
    from bot.runtime import Runtime
    from evaluation.rows import Fields, Row
    from evaluation.tables import Grid

    R = TypeVar("R", bound=Row)

FILES = click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
REPORT = click.option(
    "--report",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder of the report. [default: var/evaluation/NAME]",
)
SEED = click.option("--seed", default=0, show_default=True, type=click.IntRange(0), help="Of everything random.")
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print results.json instead of tables.")


@click.command("questions")
@FILES
@REPORT
@SEED
@AS_JSON
def questions(files: tuple[Path, ...], report: Path | None, seed: int, as_json: bool) -> None:
    """Measure topics, statuses, declining, contents, confidence and latency on labelled messages."""
    from evaluation.asking import ask_rows
    from evaluation.plots import question_plots
    from evaluation.questions import Scored, question_figures
    from evaluation.report import failure_section, report_folder, set_name, write_report
    from evaluation.rows import question_row
    from evaluation.tables import confidence_grid, latency_grid, share_grid, topic_grid

    rows, bot = _rows(files, question_row), _bot()
    answers = ask_rows(bot, [row.turns for row in rows])
    snapshot = bot.knowledge.snapshot()
    figures = question_figures([Scored(*pair, snapshot) for pair in zip(rows, answers, strict=True)], seed)
    results = {"name": set_name(files), "run": _run(bot, seed), **figures}
    grids = [share_grid("Answers", figures["shares"]), topic_grid(figures["topics"]), confidence_grid(figures),
             latency_grid(figures["latency_ms"])]  # fmt: skip
    folder = report_folder(report, results["name"])
    write_report(folder, results, grids, question_plots(folder, figures), [failure_section(figures["failures"])])
    _finish(folder, results, grids, as_json)


@click.command("robustness")
@FILES
@REPORT
@SEED
@AS_JSON
def robustness(files: tuple[Path, ...], report: Path | None, seed: int, as_json: bool) -> None:
    """Change messages in ways that should not matter, and count the answers that flip."""
    from evaluation.asking import ask_rows
    from evaluation.report import report_folder, set_name, write_report
    from evaluation.robustness import flip_section, flips, robustness_figures, robustness_grid, variants
    from evaluation.rows import message_row

    rows, bot = _rows(files, message_row), _bot()
    made = variants(rows, seed)
    before = ask_rows(bot, [row.turns for row in rows], "asking as written")
    after = ask_rows(bot, [variant.turns for variant in made], "asking changed")
    by_row = {row.id: answer for row, answer in zip(rows, before, strict=True)}
    figures = robustness_figures(made, flips(made, by_row, after))
    results = {"name": set_name(files, "-robustness"), "run": _run(bot, seed), **figures}
    grids = [robustness_grid(figures)]
    folder = report_folder(report, results["name"])
    write_report(folder, results, grids, [], [flip_section(figures)])
    _finish(folder, results, grids, as_json)


@click.command("predicates")
@FILES
@REPORT
@SEED
@AS_JSON
def predicates(files: tuple[Path, ...], report: Path | None, seed: int, as_json: bool) -> None:
    """Measure whether what is asked is ranked first, and whether the answer is about the programme named.

    Ends with 1 if an answer is about another programme.
    """
    from evaluation.asking import ask_rows, questions_of
    from evaluation.predicates import Asked, predicate_figures, unknown
    from evaluation.report import failure_section, report_folder, set_name, write_report
    from evaluation.rows import predicate_row
    from evaluation.tables import Grid, share_grid

    rows, bot = _rows(files, predicate_row), _bot()
    snapshot = bot.knowledge.snapshot()
    if problems := unknown(rows, snapshot):
        raise click.ClickException("nothing was measured.\n" + "\n".join(problems))
    asked = questions_of(bot, [row.turns[-1] for row in rows])
    answers = ask_rows(bot, [row.turns for row in rows])
    figures = predicate_figures([Asked(*found, snapshot) for found in zip(rows, asked, answers, strict=True)])
    results = {"name": set_name(files, "-predicates"), "run": _run(bot, seed), **figures}
    beginnings = Grid("Beginnings of answers", ("about", "rows"), [(a, str(n)) for a, n in figures["about"].items()])
    grids = [share_grid("What is asked", figures["shares"]), beginnings]
    folder = report_folder(report, results["name"])
    write_report(folder, results, grids, [], [failure_section(figures["failures"])])
    _finish(folder, results, grids, as_json)
    if figures["shares"]["another programme anywhere"]["hits"]:
        raise click.ClickException("answers cite claims about another programme than the one named; see the report")


@click.command("training")
@REPORT
@SEED
@AS_JSON
def training(report: Path | None, seed: int, as_json: bool) -> None:
    """Cross-validate data/nlu.yml: topics and scope of sentences that were not trained on."""
    from bot.nlu.current import read_phrases
    from evaluation.plots import confidence_plots
    from evaluation.progress import progress
    from evaluation.report import failure_section, report_folder, write_report
    from evaluation.tables import confidence_grid, share_grid, topic_grid
    from evaluation.training import (
        FOLDS,
        configured_threshold,
        cross_validate,
        read_as_messages,
        read_examples,
        scope_grid,
        training_figures,
    )

    texts, labels = read_examples()
    sentences, phrases, threshold = read_as_messages(texts), read_phrases(), configured_threshold()
    with progress("folds", FOLDS) as step:
        held = cross_validate(sentences, labels, phrases, threshold=threshold, seed=seed, step=step)
    figures = training_figures(held, seed)
    results = {"name": "training", "run": {"seed": seed, "folds": FOLDS, "threshold": threshold}, **figures}
    grids = [share_grid("Held-out sentences", figures["shares"]), topic_grid(figures["topics"]),
             confidence_grid(figures), scope_grid(figures["scope_scores"])]  # fmt: skip
    folder = report_folder(report, "training")
    write_report(folder, results, grids, confidence_plots(folder, figures), [failure_section(figures["failures"])])
    _finish(folder, results, grids, as_json)


@click.command("stock")
@FILES
@REPORT
@click.option("--epochs", default=100, show_default=True, type=click.IntRange(1), help="Of the stock classifier.")
@AS_JSON
def stock(files: tuple[Path, ...], report: Path | None, epochs: int, as_json: bool) -> None:
    """Train Rasa's stock pipeline and ours on the same data and ask both the same messages. Takes long: hours, at 100 epochs."""
    from tempfile import TemporaryDirectory

    from evaluation.progress import progress
    from evaluation.report import report_folder, set_name, write_report
    from evaluation.rows import question_row
    from evaluation.stock import OURS, STOCK, TrainingFailed, asked, figures_of, stock_grid, train, with_epochs

    rows, figures = _rows(files, question_row), {}
    quiet()
    with TemporaryDirectory() as folder, progress("training and asking", 2 * (len(rows) + 1)) as step:
        for name, config in (("ours", OURS), (f"stock, {epochs} epochs", with_epochs(STOCK, epochs, Path(folder)))):
            try:
                trained = train(config, Path(folder))
            except TrainingFailed as problem:
                raise click.ClickException(str(problem)) from problem
            step()
            figures[name] = figures_of(trained, rows, *asked(trained, rows, step))
    folder_name = f"stock-{set_name(files)}"
    results = {"name": folder_name, "run": {"epochs": epochs}, "pipelines": figures}
    grids, output = [stock_grid(figures)], report_folder(report, folder_name)
    write_report(output, results, grids, [], [])
    _finish(output, results, grids, as_json)


@click.command("learners")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--variants", default=1, show_default=True, type=click.IntRange(1), help="Wordings of each learner.")
@REPORT
@SEED
@AS_JSON
def learners(files: tuple[Path, ...], variants: int, report: Path | None, seed: int, as_json: bool) -> None:
    """Let scripted learners ask for a recommendation, and compare its first place with that of their true profile.

    Without FILES, those of evaluation/learners.
    """
    from evaluation.asking import talk_with
    from evaluation.learner_figures import failure_lines, judged, learner_figures, learner_grids, learner_sections
    from evaluation.learners import LearnersError, learner_files, read_learners, unknown
    from evaluation.report import report_folder, write_report

    try:
        people = read_learners(files or learner_files())
    except LearnersError as problem:
        raise click.ClickException(f"nothing was measured.\n{problem}") from problem
    bot = _bot()
    snapshot = bot.knowledge.snapshot()
    if problems := unknown(people, snapshot):
        raise click.ClickException("nothing was measured.\n" + "\n".join(problems))
    talks = talk_with(bot, [(person, n) for person in people for n in range(variants)], seed)
    figures = learner_figures(judged(talks, snapshot))
    results = {"name": "learners", "run": {**_run(bot, seed), "variants": variants}, **figures}
    grids, folder = learner_grids(figures), report_folder(report, "learners")
    write_report(folder, results, grids, [], learner_sections(figures))
    _finish(folder, results, grids, as_json)
    for line in [] if as_json else failure_lines(figures):
        click.echo(f"- {line}")


@click.command("fairness")
@click.option(
    "--pairs", "count", default=360, show_default=True, type=click.IntRange(1), help="Profiles, each told twice."
)
@REPORT
@SEED
@AS_JSON
def fairness(count: int, report: Path | None, seed: int, as_json: bool) -> None:
    """Tell the same profile plainly and with a sentence about who one is: the ranking must be the same.

    Ends with 1 if a ranking or what was understood differs.
    """
    from evaluation.asking import talk_with
    from evaluation.fairness import compare, make_pairs, read_statuses, read_tellings
    from evaluation.fairness_figures import UNWANTED, change_lines, change_section, fairness_figures, fairness_grids
    from evaluation.learners import LearnersError
    from evaluation.report import report_folder, write_report

    bot = _bot()
    try:
        made = make_pairs(bot.knowledge.snapshot(), read_statuses(), read_tellings(), count, seed)
    except LearnersError as problem:
        raise click.ClickException(f"nothing was measured.\n{problem}") from problem
    figures = fairness_figures(compare(made, lambda people: talk_with(bot, [(one, 0) for one in people], seed)))
    results = {"name": "fairness", "run": _run(bot, seed), **figures}
    grids, folder = fairness_grids(figures), report_folder(report, "fairness")
    write_report(folder, results, grids, [], [change_section(figures)])
    _finish(folder, results, grids, as_json)
    for line in [] if as_json else change_lines(figures):
        click.echo(f"- {line}")
    if any(figures["kinds"]["all"][part]["hits"] for part in UNWANTED):
        raise click.ClickException("who somebody is changed what was understood or recommended; see the report")


@click.command("redaction")
@REPORT
@AS_JSON
def redaction(report: Path | None, as_json: bool) -> None:
    """Measure how much of the e-mail addresses, phone and card numbers in labelled texts is taken out, and what else is."""
    from evaluation.redaction import LABELLED, failure_lines, read_labelled, redaction_figures, redaction_grids
    from evaluation.report import quoted, report_folder, write_report

    rows = read_labelled()
    figures = redaction_figures(rows)
    results = {"name": "redaction", "run": {"file": LABELLED.name, "texts": len(rows)}, **figures}
    grids, folder = redaction_grids(figures), report_folder(report, "redaction")
    failures = [f"- {quoted(line)}" for line in failure_lines(figures)]
    write_report(folder, results, grids, [], [f"## Failures: {len(failures)}", "", *failures])
    _finish(folder, results, grids, as_json)
    for line in [] if as_json else failure_lines(figures):
        click.echo(f"- {line}")


COMMANDS = (questions, predicates, robustness, training, stock, learners, fairness, redaction)


def _rows(files: Sequence[Path], make: Callable[[Fields], R]) -> list[R]:
    from evaluation.rows import RowsError, read_rows

    try:
        return read_rows(files, make)
    except RowsError as problem:
        raise click.ClickException(f"nothing was measured.\n{problem}") from problem


def _bot() -> Runtime:
    """The running bot, as `pathwise ask` starts it."""
    quiet()
    from bot.runtime import Runtime

    return run_configured(Runtime)


def _run(bot: Runtime, seed: int) -> dict[str, Any]:
    """What the figures depend on."""
    from bot.model_file import file_digest

    snapshot = bot.knowledge.snapshot()
    return {
        "seed": seed,
        "model": file_digest(bot.settings.model)[:12],
        "knowledge": snapshot.version[:12],
        "on": snapshot.as_of.isoformat(),
    }


def _finish(folder: Path, results: dict[str, Any], grids: Sequence[Grid], as_json: bool) -> None:
    """Store the results, and print them as tables or as JSON."""
    from rich.console import Console

    from evaluation.report import write_results

    write_results(folder, results)
    if as_json:
        json.dump(results, sys.stdout, ensure_ascii=False)
        click.echo()
        return
    for grid in grids:
        grid.print(Console())
    click.echo(f"The report with every failure: {folder / 'report.md'}")
