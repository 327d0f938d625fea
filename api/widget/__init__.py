"""The search box for other people's pages: one script, served to any origin."""

from pathlib import Path

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.http.files import conditional_file

router = APIRouter(include_in_schema=False)

SCRIPT = Path(__file__).parent / "widget.js"


@router.get("/widget.js")
def widget(request: Request) -> Response:
    """The custom element. Kept for an hour, so that a mended widget reaches every site the same day."""
    return conditional_file(request, SCRIPT, media_type="text/javascript; charset=utf-8", cache="public, max-age=3600")
