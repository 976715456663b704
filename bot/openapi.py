"""`GET /api/openapi.json`: the public door as an OpenAPI document, kept as data in openapi.yml beside this file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

FILE = Path(__file__).with_name("openapi.yml")
PATH = "/api/openapi.json"


def read_openapi() -> dict[str, Any]:
    """The document as openapi.yml holds it; only plain YAML is read."""
    document: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return document


def openapi_route() -> Route:
    """The route of the document, which is read once, when the application is made."""
    answer = JSONResponse(read_openapi())

    async def get_openapi(request: Request) -> Response:
        return answer

    return Route(PATH, get_openapi, methods=["GET"])
