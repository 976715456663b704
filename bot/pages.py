"""The widget's files and the demo page, served with a strict content policy; nothing from any other host."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from bot.settings import ROOT

DIST = ROOT / "widget" / "dist"
DEMO = ROOT / "widget" / "demo"
PRINTED_STYLE = DEMO / "advice.css"
FILES = {
    "/": DEMO / "index.html",
    "/demo.css": DEMO / "demo.css",
    "/demo.js": DIST / "demo.js",
    "/advice": DEMO / "advice.html",
    "/advice.css": PRINTED_STYLE,
    "/advice.js": DIST / "advice.js",
    "/gallery": DEMO / "gallery.html",
    "/gallery.js": DIST / "gallery.js",
    "/widget.js": DIST / "widget.js",
    "/panel.js": DIST / "panel.js",
}
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}
TYPES = {".js": "text/javascript", ".css": "text/css", ".html": "text/html"}


def page_routes() -> list[Route]:
    """A route for each file, and no other path: nothing is looked up by name."""
    return [Route(path, _serving(file)) for path, file in FILES.items()]


def _serving(file: Path) -> Callable[[Request], Awaitable[Response]]:
    async def serve(request: Request) -> Response:
        headers = HEADERS
        if file.name in ("widget.js", "panel.js"):
            # Scripts may be loaded by any page that embeds them; what they may call is decided by the API's origins.
            headers = {**HEADERS, "Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
        return FileResponse(file, media_type=TYPES[file.suffix], headers=headers)

    return serve
