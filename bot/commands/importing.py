"""`pathwise knowledge import`: what is stated elsewhere, as proposals for review; nothing enters the database."""

from __future__ import annotations

import click

from bot.commands.import_discovery import import_discovery
from bot.commands.import_files import import_csv, import_ctdl, import_schema_org


@click.group("import")
def import_group() -> None:
    """Read facts elsewhere and propose claims."""


for command in (import_csv, import_ctdl, import_schema_org, import_discovery):
    import_group.add_command(command)
