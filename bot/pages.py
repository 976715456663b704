"""The widget's files and the demo pages, served under strict content policies; nothing from any other host."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from bot.release import DIST, NotBuilt, present_release, released_files
from bot.settings import ROOT

LOG = logging.getLogger("pathwise.pages")
DEMO = ROOT / "widget" / "demo"
PRINTED_STYLE = DEMO / "advice.css"
# What other sites load; everything else is for our own pages.
EMBEDDED = {f"/{name}": DIST / name for name in ("widget.js", "widget.mjs", "panel.js", "es.js", "licences.txt")}
FILES = {
    "/": DEMO / "index.html",
    "/demo.css": DEMO / "demo.css",
    "/demo.js": DIST / "demo.js",
    "/advice": DEMO / "advice.html",
    "/advice.css": PRINTED_STYLE,
    "/advice.js": DIST / "advice.js",
    "/gallery": DEMO / "gallery.html",
    "/gallery.js": DIST / "gallery.js",
    "/embed/strict": DEMO / "strict.html",
    "/embed/hostile": DEMO / "hostile.html",
    "/embed/hostile.css": DEMO / "hostile.css",
    "/embed/hostile.js": DEMO / "hostile.js",
    **EMBEDDED,
}
ALWAYS = "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
POLICY = f"default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; {ALWAYS}"
# The strictest policy under which the widget promises to work: no style from anywhere, Trusted Types enforced.
STRICTEST = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self' data:; style-src 'none'; "
    f"require-trusted-types-for 'script'; trusted-types lit-html; {ALWAYS}"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}
# Scripts may be loaded by any page that embeds them; what they may call is decided by the API's origins.
FOR_ANYBODY = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}
TYPES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".css": "text/css",
    ".html": "text/html",
    ".txt": "text/plain",
}
SMALLER = [Middleware(GZipMiddleware)]


def page_routes(dist: Path = DIST) -> list[Route]:
    """A route for each file, and one for the releases that there are now: nothing is looked up by path."""
    return [
        *(Route(path, _serving(path, file), middleware=SMALLER) for path, file in FILES.items()),
        Route("/widget/{version}/{file}", _releases(dist), middleware=SMALLER),
    ]


def _serving(path: str, file: Path) -> Callable[[Request], Awaitable[Response]]:
    headers = HEADERS | (FOR_ANYBODY if path in EMBEDDED else {})
    if path == "/embed/strict":
        headers["Content-Security-Policy"] = STRICTEST

    async def serve(request: Request) -> Response:
        return _answer(request, file, headers)

    return serve


def _releases(dist: Path) -> Callable[[Request], Awaitable[Response]]:
    """Serves what is released when the server starts; a later build adds its files to the next start."""
    files = released_files(dist)
    headers = HEADERS | FOR_ANYBODY | FOR_EVER
    try:
        LOG.info("pages may pin version %s of the widget", present_release(dist).version)
    except NotBuilt as problem:
        LOG.warning("no page can pin a version of the widget: %s", problem)

    async def serve(request: Request) -> Response:
        wanted = (request.path_params["version"], request.path_params["file"])
        if wanted not in files:
            raise HTTPException(404)
        return _answer(request, files[wanted], headers)

    return serve


def _answer(request: Request, file: Path, headers: Mapping[str, str]) -> Response:
    """The file, or only that it has not changed since the browser last asked."""
    try:
        found = FileResponse(file, media_type=TYPES[file.suffix], headers=headers, stat_result=file.stat())
    except FileNotFoundError as error:
        raise HTTPException(404) from error
    tag = found.headers["etag"]
    is_known = tag in request.headers.get("if-none-match", "")
    return Response(status_code=304, headers={**headers, "ETag": tag}) if is_known else found
