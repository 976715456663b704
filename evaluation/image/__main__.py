"""`python -m evaluation.image`: makes the image's folders, serves from them as the image would, and prints what is how large."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click
import httpx
from rich.console import Console
from rich.table import Table

from bot.settings import ROOT
from evaluation.faults.own_database import KEY
from evaluation.image.sizes import imported_packages, size_by_package, size_of
from evaluation.image.stages import NotMade, arguments, copy, run, stages
from evaluation.postgres import running_cluster
from evaluation.run_record import RESULTS, write_record

MB = 1_000_000
PAGES = ("/health", "/ready", "/", "/widget.js", "/panel.js", "/es.js", "/advice", "/gallery", "/api/openapi.json")
ASKED = ("how long does MITx Supply Chain Management take?", "recommend me something", "is a micromasters worth it?")
READY_S = 180.0


@click.command()
@click.option("--most", default=25, show_default=True, help="How many packages to show.")
@click.option(
    "--train/--no-train",
    default=False,
    show_default=True,
    help="Train the model too, instead of taking the one that is here.",
)
def main(most: int, train: bool) -> None:
    """Do what the Dockerfile does, then serve read-only as user 10001 from what the last stage holds."""
    if os.geteuid() != 0 or shutil.which("unshare") is None:
        raise click.ClickException("not tried: this needs root and util-linux's unshare, to shut everything else away")
    folder = Path(tempfile.mkdtemp(prefix="pathwise-image-"))
    try:
        found = _try(folder, train=train)
    except NotMade as problem:
        raise click.ClickException(str(problem)) from problem
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    write_record(RESULTS / "image.json", found)
    _print(found, most)


def _try(folder: Path, *, train: bool) -> dict[str, Any]:
    widget, build, last = stages()
    made = folder / "build"
    copy(build, made, {"": ROOT})
    began = time.monotonic()
    _sync(made, build.variables, train=train)
    synced_s = time.monotonic() - began
    app = folder / "last"
    copy(last, app, {"": ROOT, "build": made, widget.name: ROOT})
    site_packages = next((app / ".venv" / "lib").glob("python*/site-packages"))
    told = _serve(app, last.variables)
    imported = imported_packages(site_packages, told)
    sizes = size_by_package(site_packages)
    if kept := _left_out(made) & set(sizes):
        raise NotMade(
            f"deploy/left-out.txt names {', '.join(sorted(kept))}, and the last stage holds them all the same"
        )
    return {
        "build_s": round(synced_s),
        "parts_mb": {path.name: round(size_of(path) / MB, 1) for path in sorted(app.iterdir())},
        "packages_mb": {name: round(size / MB, 1) for name, size in sizes.most_common()},
        "not_imported": sorted(set(sizes) - imported),
    }


def _sync(made: Path, variables: Mapping[str, str], *, train: bool) -> None:
    """The environment as uv.lock says, from uv's own cache or the registry, and the model."""
    uv = Path(shutil.which("uv") or (ROOT / ".tools/bin/uv").resolve())
    tools, cache = uv.parent.parent, Path.home() / ".cache" / "uv"
    cache.mkdir(parents=True, exist_ok=True)
    python = Path(sys.executable).resolve()
    told = {**variables, "PATH": f"{python.parent}:/usr/bin:/bin", "HOME": str(Path.home()), "UV_PYTHON": str(python)}
    told.pop("UV_NO_CACHE", None)
    proxies = {
        name: value
        for name, value in os.environ.items()
        if re.match(r"(?i)(https?_proxy|no_proxy|ssl_cert_file|uv_(default_)?index)", name)
    }
    run("build", made, [str(uv), "sync", "--locked", "--no-dev", "--quiet"], {**told, **proxies}, [tools, cache])
    if train:
        database = {"PATHWISE_DATABASE_URL": "sqlite:////tmp/build.db"}
        run("build", made, [".venv/bin/pathwise", "train"], {**told, **database})
    else:
        shutil.copytree((ROOT / "models").resolve(), made / "models")
    command = [str(uv), "pip", "uninstall", "--quiet", "--python", ".venv", "--requirements", "deploy/left-out.txt"]
    run("build", made, command, told, [tools, cache])


def _left_out(made: Path) -> set[str]:
    """The packages that the image is not to hold."""
    lines = (made / "deploy/left-out.txt").read_text().splitlines()
    return {line.partition("#")[0].strip() for line in lines} - {""}


def _serve(app: Path, variables: Mapping[str, str]) -> str:
    """Migrate, serve and talk, all as the image would; what Python said it imported.

    Raises:
        NotMade: If anything is not answered.
    """
    with running_cluster() as cluster:
        cluster.folder.chmod(0o755)  # the socket in it may be used by anybody, as the image's user must
        told = {**variables, "PATHWISE_DATABASE_URL": cluster.url("postgres"), "PATHWISE_SECRET_KEY": KEY}
        told["PATH"] = "/app/.venv/bin:/usr/bin:/bin"
        run("serve", app, ["pathwise", "database", "migrate"], told, [cluster.folder])
        with _served(app, {**told, "PYTHONPROFILEIMPORTTIME": "1"}, cluster.folder) as (address, errors):
            _talk(address)
            return errors.read_text()


@contextlib.contextmanager
def _served(app: Path, variables: Mapping[str, str], socket: Path) -> Iterator[tuple[str, Path]]:
    errors = app.parent / "errors"
    command = arguments("serve", app, ["pathwise", "serve", "--port", "0"], variables, [socket])
    with errors.open("w") as told:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=told, text=True)  # noqa: S603 - the same
    try:
        assert process.stdout is not None
        ready = re.search(r"http://\S+", process.stdout.readline())
        if ready is None:
            lines = [line for line in errors.read_text().splitlines() if not line.startswith("import time")]
            raise NotMade("it did not serve:\n" + "\n".join(lines[-40:]))
        yield ready.group(), errors
    finally:
        process.terminate()
        process.wait(60)


def _talk(address: str) -> None:
    with httpx.Client(base_url=address, timeout=60) as http:
        for page in PAGES:
            _expect(http.get(page), 200)
        token = _expect(http.post("/api/conversations", json={}), 201).json()["token"]
        headers = {"Authorization": f"Bearer {token}"}
        for asked in ASKED:
            body = {"client_message_id": str(uuid.uuid4()), "text": asked}
            answer = _expect(http.post("/api/messages", json=body, headers=headers), 200).json()
            if any(message.get("failed") for message in answer["messages"]):
                raise NotMade(f"{asked!r} failed: {answer}")
        _expect(http.get("/api/transcript", headers=headers), 200)
        _expect(
            http.get(
                "/api/plan.ics", params={"programme": "mitx-supply-chain-management", "hours": 8, "start": "2027-01-04"}
            ),
            200,
        )
        _expect(http.post("/api/advice.html", json={"profile": "field=data-science"}), 200)
        _expect(http.delete("/api/conversation", headers=headers), 204)


def _expect(answer: httpx.Response, status: int) -> httpx.Response:
    if answer.status_code != status:
        raise NotMade(
            f"{answer.request.method} {answer.request.url}: found {answer.status_code} {answer.text[:300]}, expected {status}"
        )
    return answer


def _print(found: dict[str, Any], most: int) -> None:
    console = Console()
    parts = Table(title="What the last stage holds under /app, in MB", title_justify="left")
    parts.add_column("")
    parts.add_column("MB", justify="right")
    for name, size in sorted(found["parts_mb"].items(), key=lambda part: -part[1]):
        parts.add_row(name, f"{size:,}")
    parts.add_row("in all", f"{sum(found['parts_mb'].values()):,.1f}")
    console.print(parts)
    idle = set(found["not_imported"])
    packages = Table(title="The environment by package", title_justify="left")
    packages.add_column("package")
    packages.add_column("MB", justify="right")
    packages.add_column("imported while it served")
    for name, size in list(found["packages_mb"].items())[:most]:
        packages.add_row(name, f"{size:,}", "no" if name in idle else "yes")
    console.print(packages)
    unused = sum(size for name, size in found["packages_mb"].items() if name in idle)
    console.print(f"It served read-only as user 10001. Not imported: {len(idle)} packages, {unused:,.0f} MB.")


if __name__ == "__main__":
    main()
