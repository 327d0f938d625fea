"""What a page's address asks for, read forgivingly: a shopper never meets a complaint about parameters."""

import re

from starlette.datastructures import QueryParams

from api.http.choices import Unknown, is_province, unknown_groups, unknown_provinces
from api.http.parameters import MAX_QUERY, MAX_VALUES, MOST_NAMED
from api.web.addresses import PAGE_SIZE
from catalog.groups import GROUPS
from search.contract import Lang, SearchRequest, Sort

SORTS: tuple[Sort, ...] = ("relevance", "price", "-price", "unit_price", "stars", "newest")
STARS = ("1", "2", "3", "4", "5")
MAX_OFFSET = 10_000
MAX_PRICE = 10**12


def read_search(params: QueryParams, lang: Lang) -> SearchRequest:
    """The search of a page's query; what cannot be read is left out."""
    page = read_page(params)
    wanted_sort = params.get("sort")
    price_min, price_max = read_price_range(params)
    return SearchRequest(
        q=params.get("q", "").replace("\x00", "").strip()[:MAX_QUERY],
        limit=PAGE_SIZE,
        offset=(page - 1) * PAGE_SIZE,
        province=tuple(one for one in _texts(params, "province") if is_province(one)),
        stars=tuple(int(one) for one in _texts(params, "stars") if one in STARS),
        group=tuple(one for one in _texts(params, "group") if one in GROUPS),
        marketplace=_texts(params, "marketplace"),
        producer=_texts(params, "producer"),
        price_min=price_min,
        price_max=price_max,
        sort=next((one for one in SORTS if one == wanted_sort), "relevance"),
        lang=lang,
    )


def read_unknown(params: QueryParams) -> dict[str, list[Unknown]]:
    """The first few values of filters that were left out because there is no such province, group or rating."""
    stars = [Unknown(one[:20], None, "", "") for one in _texts(params, "stars") if one not in STARS]
    found = {
        "province": unknown_provinces(_texts(params, "province")),
        "stars": stars,
        "group": unknown_groups(_texts(params, "group")),
    }
    return {name: several[:MOST_NAMED] for name, several in found.items() if several}


def read_page(params: QueryParams) -> int:
    """The page's number, from 1 to as far as paging goes."""
    text = params.get("page", "1")
    number = int(text) if re.fullmatch(r"[0-9]{1,4}", text) else 1
    return min(max(number, 1), MAX_OFFSET // PAGE_SIZE)


def read_price_range(params: QueryParams) -> tuple[int | None, int | None]:
    """From and to in đồng; where they were typed the wrong way round, the right way."""
    low, high = read_price(params.get("price_min", "")), read_price(params.get("price_max", ""))
    return (high, low) if low is not None and high is not None and low > high else (low, high)


def read_price(words: str) -> int | None:
    """Đồng from what a person types: `120000`, `120.000`, `120k`; None where it is no amount."""
    found = re.fullmatch(r"\s*([0-9]{1,3}(?:[.,\s][0-9]{3})+|[0-9]{1,12})\s*(k|nghìn|đ|₫)?\s*", words, re.IGNORECASE)
    if not found:
        return None
    amount = int(re.sub(r"[^0-9]", "", found[1]))
    thousands = (found[2] or "").lower() in ("k", "nghìn")
    return min(amount * 1000 if thousands else amount, MAX_PRICE)


def _texts(params: QueryParams, name: str) -> tuple[str, ...]:
    values = [part.strip() for value in params.getlist(name) for part in value.split(",")]
    return tuple(dict.fromkeys(value[:100] for value in values if value))[:MAX_VALUES]
