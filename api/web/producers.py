"""`/co-so`: find a cooperative; its page shows every listing of it on every marketplace, side by side."""

from collections.abc import Callable, Iterator, Sequence

from fastapi import APIRouter, Request
from sqlalchemy import Engine
from starlette.responses import RedirectResponse, Response, StreamingResponse

from api.http.answers import today_in_vietnam
from api.http.dependencies import EngineDep
from api.http.parameters import MAX_QUERY
from api.http.producers import require
from api.web.addresses import checker_address, producers_address
from api.web.formats import Formats
from api.web.goods import province_choices
from api.web.language import LanguageDep
from api.web.producer_matrix import matrix
from api.web.producer_sheet import HEADINGS, sheet_rows
from api.web.reading import read_page
from api.web.render import page
from api.web.sheets import MARK, sheet_line
from api.web.texts import Translator
from catalog.queries import MarketplaceSummary, ProducerPage, list_producers, marketplace_summaries, producer_page

router = APIRouter(include_in_schema=False)

LISTED = 30
PRODUCTS = 50


@router.get("/co-so")
def find(request: Request, engine: EngineDep) -> Response:
    """Producers by name and province."""
    params = request.query_params
    q = params.get("q", "").replace("\x00", "").strip()[:MAX_QUERY]
    province = next((slug for slug, _ in province_choices() if slug == params.get("province")), None)
    number = read_page(params)
    found = list_producers(engine, q=q, province=province, limit=LISTED, offset=(number - 1) * LISTED)
    context = {
        "asked": None,
        "words": q,
        "province": province,
        "provinces": province_choices(),
        "found": found,
        **_steps(number, found.total, LISTED, lambda step: producers_address("/co-so", q, province, step)),
    }
    return page(request, "producers.html", context)


@router.get("/co-so/{producer_id}")
def producer(request: Request, producer_id: str, engine: EngineDep) -> Response:
    """The producer's products by marketplaces, what is missing where, and what to mend."""
    number = read_page(request.query_params)
    found = _read(engine, producer_id, (number - 1) * PRODUCTS)
    if found.id != producer_id:
        return RedirectResponse(found.url, status_code=308)
    steps = _steps(number, found.total_products, PRODUCTS, lambda step: producers_address(found.url, "", None, step))
    shown = {
        "producer": found,
        "matrix": matrix(found),
        "elsewhere": not_yet_on(marketplace_summaries(engine), found),
        "try_out": checker_address(Formats(Translator("vi")).legal_name(found), found.address),
    }
    return page(request, "producer.html", {"asked": None, **shown, **steps})


def not_yet_on(marketplaces: Sequence[MarketplaceSummary], producer: ProducerPage) -> list[str]:
    """Names of marketplaces the producer could stand on and does not: all but other provinces' own and registries."""
    return [
        one.name
        for one in marketplaces
        if one.enabled
        and one.slug not in producer.marketplaces
        and (one.kind in ("postal", "private") or one.province == producer.place.province)
    ]


@router.get("/co-so/{producer_id}/tin-dang.csv")
def sheet(producer_id: str, engine: EngineDep, lang: LanguageDep) -> Response:
    """Every listing as a spreadsheet (UTF-8 with a mark, so that spreadsheet programs read the tones)."""
    first = _read(engine, producer_id, 0)

    def lines() -> Iterator[str]:
        yield MARK + sheet_line(HEADINGS[lang])
        shown: ProducerPage | None = first
        offset = 0
        while shown and shown.products:
            yield from (sheet_line(row) for row in sheet_rows(shown, lang))
            offset += len(shown.products)
            shown = _read(engine, first.id, offset) if offset < first.total_products else None

    headers = {"Content-Disposition": f'attachment; filename="{first.id}.csv"', "Cache-Control": "private, no-cache"}
    return StreamingResponse(lines(), media_type="text/csv; charset=utf-8", headers=headers)


def _read(engine: Engine, producer_id: str, offset: int) -> ProducerPage:
    wanted = producer_id.replace("\x00", "")[:80]
    return require(producer_page(engine, wanted, today=today_in_vietnam(), limit=PRODUCTS, offset=offset))


def _steps(number: int, total: int, size: int, address: Callable[[int], str]) -> dict[str, str | None]:
    return {
        "previous": address(number - 1) if number > 1 else None,
        "following": address(number + 1) if number * size < total else None,
    }
