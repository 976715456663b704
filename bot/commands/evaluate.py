"""`pathwise evaluate`: the door to the package `evaluation`, which is imported only when it is asked for."""

from __future__ import annotations

import click


class _Evaluation(click.Group):
    """The commands of evaluation/commands.py."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self._known())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return self._known().get(cmd_name)

    @staticmethod
    def _known() -> dict[str, click.Command]:
        from evaluation.commands import COMMANDS

        return {str(command.name): command for command in COMMANDS}


@click.group("evaluate", cls=_Evaluation)
def evaluate() -> None:
    """Measure the bot on labelled messages, on changed ones, and on its training data."""
