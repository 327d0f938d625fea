"""Addresses of pages."""

from collections.abc import Iterable
from urllib.parse import urlencode

from fastapi import Request

from catalog.settings import Settings
from search.contract import SearchRequest

PAGE_SIZE = 24
Pairs = list[tuple[str, str]]
FILTERS = ("province", "stars", "group", "marketplace", "producer")


def absolute(request: Request, path: str) -> str:
    """The public address of a path, from the settings and never from the request's Host."""
    settings: Settings = request.app.state.settings
    return settings.public_url.rstrip("/") + path


def in_language(request: Request, lang: str) -> str:
    """This page in another language, with its query; a fragment's address becomes its page's."""
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]
    path = "/" if request.url.path == "/ket-qua" else request.url.path
    return f"{path}?{urlencode([*kept, ('lang', lang)])}"


def search_pairs(asked: SearchRequest) -> Pairs:
    """The query of a search page: what is set, in a fixed order, without paging and language."""
    pairs: Pairs = [("q", asked.q)] if asked.q else []
    for name in FILTERS:
        pairs += [(name, str(value)) for value in getattr(asked, name)]
    for name in ("price_min", "price_max"):
        if (value := getattr(asked, name)) is not None:
            pairs.append((name, str(value)))
    if asked.sort != "relevance":
        pairs.append(("sort", asked.sort))
    return pairs


def search_address(pairs: Iterable[tuple[str, str]]) -> str:
    """The search page for these pairs."""
    query = urlencode(list(pairs))
    return f"/?{query}" if query else "/"


def without(pairs: Pairs, *removed: tuple[str, str | None]) -> str:
    """The search page with some pairs left out; a value of None removes every pair of the name."""
    return search_address(
        pair for pair in pairs if not any(pair[0] == name and value in (None, pair[1]) for name, value in removed)
    )


def search_for(**wanted: str) -> str:
    """A search page from keyword values: `search_for(q="mật ong", province="ha-giang")`."""
    return search_address(wanted.items())


def producers_address(path: str, q: str, province: str | None, number: int) -> str:
    """A page of a list of producers or of a producer's products."""
    pairs = [("q", q), ("province", province or ""), ("page", str(number) if number > 1 else "")]
    query = urlencode([pair for pair in pairs if pair[1]])
    return f"{path}?{query}" if query else path


def checker_address(producer: str, address: str | None) -> str:
    """The listing checker with what a producer's listings all say already filled in."""
    return f"/kiem-tra?{urlencode([('producer', producer), ('address', address or '')])}"
