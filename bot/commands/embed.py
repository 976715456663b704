"""`pathwise embed`: what to paste into a page to get the widget on it, and what the page's content policy must allow."""

from __future__ import annotations

from html import escape

import click

from bot.release import DIST, REMEDY, NotBuilt, checked_integrity, present_release
from bot.settings import ORIGIN

LOCAL = "http://127.0.0.1:8000"


def _origin(_: click.Context, __: click.Parameter, value: str) -> str:
    """An address without a path: the API and the scripts lie at the server's root."""
    address = value.rstrip("/")
    if not ORIGIN.fullmatch(address):
        raise click.BadParameter(f"found {value!r}; expected an origin such as https://advice.example.org")
    return address


@click.command("embed")
@click.option("--server", default=LOCAL, show_default=True, callback=_origin, help="Where learners reach the server.")
@click.option("--pin", is_flag=True, help="Name this build and its integrity: browsers refuse any other script.")
def embed(server: str, pin: bool) -> None:
    """Print the script tag for a page, and what its content policy needs."""
    try:
        tag = _pinned_tag(server) if pin else _tag(server)
    except NotBuilt as problem:
        raise click.ClickException(str(problem)) from problem
    click.echo(f"""In the page:

{tag}

In the page's Content-Security-Policy, if it has one:

script-src {server}
connect-src {server}
trusted-types lit-html

The last line only beside require-trusted-types-for 'script'. Styles, fonts and images need nothing.
On the server, the page's origin must stand in PATHWISE_ALLOWED_ORIGINS, unless it is {server} itself.""")


def _tag(server: str) -> str:
    if not (DIST / "widget.js").is_file():
        raise NotBuilt(f"{DIST / 'widget.js'}: not there. {REMEDY}")
    return f'<script async src="{escape(server)}/widget.js"></script>'


def _pinned_tag(server: str) -> str:
    release = present_release(DIST)
    integrity = checked_integrity(release, "widget.js", DIST)
    address = f"{escape(server)}/widget/{escape(release.version)}/widget.js"
    return f'<script async src="{address}" integrity="{integrity}" crossorigin="anonymous"></script>'
