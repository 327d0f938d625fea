"""`/`: the first page without a query, the result page with one; `/ket-qua` is the same without its frame."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from api.http.dependencies import SearchDep
from api.web.ignored import ignored
from api.web.language import LanguageDep
from api.web.reading import read_search
from api.web.render import page
from api.web.results import results
from api.web.texts import Translator
from search.contract import Hit, Lang, SearchRequest, SearchService

router = APIRouter(include_in_schema=False)

WELCOME_PRODUCTS = 12
WELCOME_CHOICE = 100
POPULAR_PRODUCTS = 6


@router.get("/")
def search_page(request: Request, service: SearchDep, lang: LanguageDep) -> HTMLResponse:
    """The search page with header, search box and footer."""
    return page(request, "search.html", view(request, service, lang))


@router.get("/ket-qua")
def fragment(request: Request, service: SearchDep, lang: LanguageDep) -> HTMLResponse:
    """What changes while typing: the inside of the page's `main`."""
    headers = {"X-Robots-Tag": "noindex"}
    return page(request, "fragment.html", view(request, service, lang), headers=headers)


def view(request: Request, service: SearchService, lang: Lang) -> dict[str, Any]:
    """What the templates need for this query."""
    asked, t = read_search(request.query_params, lang), Translator(lang)
    left_out = ignored(request.query_params, asked, t)
    if is_welcome(asked) and not left_out:
        return {"asked": asked, "welcome": welcome(service, lang), "results": None, "popular": []}
    shown = results(asked, service.search(asked), t)
    popular = [] if shown.answer.hits else _popular(service, lang)
    return {"asked": asked, "welcome": None, "results": shown, "popular": popular, "ignored": left_out}


def is_welcome(asked: SearchRequest) -> bool:
    """Whether nothing at all is asked for."""
    plain = SearchRequest(limit=asked.limit, lang=asked.lang)
    return asked == plain


def welcome(service: SearchService, lang: Lang) -> dict[str, Any]:
    """The first page: counts, groups, provinces and a few products, all of them from the index."""
    answer = service.search(SearchRequest(limit=WELCOME_CHOICE, lang=lang))
    return {"total": answer.total, "hits": varied(answer.hits, WELCOME_PRODUCTS), "facets": answer.facets}


def varied(hits: Sequence[Hit], most: int) -> list[Hit]:
    """The first products to show: proven stars first, one of each province before a second of any."""
    ranked = sorted(hits, key=lambda hit: hit.ocop_status != "proven")
    seen: Counter[str | None] = Counter()
    turns = []
    for hit in ranked:
        turns.append(seen[hit.province])
        seen[hit.province] += 1
    in_turn = sorted(zip(turns, range(len(ranked)), strict=True))
    return [ranked[place] for _, place in in_turn[:most]]


def _popular(service: SearchService, lang: Lang) -> list[Any]:
    return list(service.search(SearchRequest(limit=POPULAR_PRODUCTS, lang=lang)).hits)
