"""Files by their address: whole, or 304 where the reader has them already."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.staticfiles import NotModifiedResponse, StaticFiles

_RULES = StaticFiles(check_dir=False)


def conditional_file(request: Request, path: Path, *, media_type: str, cache: str) -> Response:
    """The file with its validators, or 304 to a reader whose `If-None-Match` or `If-Modified-Since` still holds."""
    whole = FileResponse(path, stat_result=path.stat(), media_type=media_type, headers={"Cache-Control": cache})
    if _RULES.is_not_modified(whole.headers, request.headers):
        return NotModifiedResponse(whole.headers)
    return whole
