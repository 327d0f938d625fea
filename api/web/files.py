"""Static files: kept for ever under a versioned address, asked again otherwise; sheets of a page in one answer."""

import re
from functools import cache
from pathlib import Path

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

STATIC = Path(__file__).parent.parent / "static"
FOREVER = "public, max-age=31536000, immutable"
_SHEETS = re.compile(r"css/([a-z]+(?:\+[a-z]+)+)\.css")


@cache
def joined_sheets(path: str) -> bytes | None:
    """The sheets that `css/tokens+base.css` names, one after another; None where it names none or one is missing."""
    named = _SHEETS.fullmatch(path)
    files = [STATIC / "css" / f"{name}.css" for name in named[1].split("+")] if named else []
    if not files or not all(file.is_file() for file in files):
        return None
    return b"".join(file.read_bytes() for file in files)


class VersionedFiles(StaticFiles):
    """Fonts never change under their names; anything else is for ever only with its version in the address."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, with how long it may be kept."""
        sheets = joined_sheets(path)
        if sheets is not None:
            response = Response(sheets, media_type="text/css")
        else:
            response = await super().get_response(path, scope)
        unchanging = path.endswith(".woff2") or b"v=" in scope.get("query_string", b"")
        response.headers["Cache-Control"] = FOREVER if unchanging else "public, no-cache"
        return response
