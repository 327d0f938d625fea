"""Which language a page speaks: `?lang=`, then the cookie it set, then Vietnamese."""

from typing import Annotated

from fastapi import Depends, Request
from starlette.responses import Response

from search.contract import Lang

COOKIE = "lang"
_YEAR = 365 * 24 * 3600


def page_language(request: Request) -> Lang:
    """The language of this request."""
    for wish in (request.query_params.get("lang"), request.cookies.get(COOKIE)):
        if wish == "en":
            return "en"
        if wish == "vi":
            return "vi"
    return "vi"


def remember(request: Request, response: Response) -> None:
    """Keep a language that was asked for in the address for the next pages."""
    if request.query_params.get("lang") in ("vi", "en"):
        secure = request.url.scheme == "https"
        response.set_cookie(
            COOKIE, page_language(request), max_age=_YEAR, path="/", httponly=True, samesite="lax", secure=secure
        )


async def _language(request: Request) -> Lang:
    return page_language(request)


LanguageDep = Annotated[Lang, Depends(_language)]
