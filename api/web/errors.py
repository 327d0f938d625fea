"""The error page: says what happened in plain words and offers a way on."""

from fastapi import Request
from starlette.responses import Response

from api.http.problem import ProblemError
from api.web.language import page_language
from api.web.reading import read_search
from api.web.render import page

_PICTURED = (404, 500, 503)
# Where a list of what there is stands, for whoever missed one thing of it.
_LISTS = {"/tinh/": "provinces.all", "/co-so/": "producers.all"}


def error_page(request: Request, error: ProblemError) -> Response:
    """The error as a page in the request's language."""
    lang = page_language(request)
    context = {
        "status": error.status,
        "kind": error.status if error.status in _PICTURED else "other",
        "detail": error.detail if lang == "vi" else error.detail_en,
        "onward": next(
            ((start.rstrip("/"), text) for start, text in _LISTS.items() if request.url.path.startswith(start)), None
        ),
        "asked": read_search(request.query_params, lang),
    }
    return page(
        request, "error.html", context, status=error.status, headers={**error.headers, "Cache-Control": "no-store"}
    )
