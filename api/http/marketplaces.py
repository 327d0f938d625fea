"""`/v1/marketplaces` and `/v1/provinces/{slug}/report`."""

from typing import Annotated

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel
from starlette.responses import RedirectResponse

from api.http.answers import MINUTES, json_answer, today_in_vietnam
from api.http.dependencies import EngineDep
from api.http.examples import shown
from api.http.parameters import NO_NUL
from api.http.problem import INVALID, MISSING, not_found
from catalog.places import former_provinces
from catalog.queries import MarketplaceSummary, ProvinceReport, marketplace_summaries, province_report

router = APIRouter(prefix="/v1", tags=["marketplaces"])

ProvinceSlug = Annotated[
    str, Path(max_length=100, pattern=NO_NUL, description="Slug of a province.", examples=["lao-cai"])
]


class Marketplaces(BaseModel):
    """Every marketplace the catalog knows."""

    marketplaces: list[MarketplaceSummary]


@router.get(
    "/marketplaces",
    response_model=Marketplaces,
    responses={503: INVALID[503], **shown("marketplaces")},
    summary="The marketplaces",
)
def marketplaces(engine: EngineDep) -> Response:
    """Each marketplace with its counts and its newest crawl, by slug."""
    return json_answer(Marketplaces(marketplaces=marketplace_summaries(engine)), cache=MINUTES)


@router.get(
    "/provinces/{slug}/report",
    response_model=ProvinceReport,
    responses={
        **MISSING,
        **shown("report"),
        308: {"description": "A former province leads to the one it became part of."},
    },
    summary="How much of a province is online",
)
def report(slug: ProvinceSlug, engine: EngineDep) -> Response:
    """Shops, products and recognised products of the province on each marketplace: numerator, denominator and date."""
    found = province_report(engine, slug, today=today_in_vietnam())
    if found is not None:
        return json_answer(found, cache=MINUTES)
    former = former_provinces().get(slug)
    if former is None or former.successor is None:
        raise not_found("Không có tỉnh, thành này.", "There is no such province.")
    return RedirectResponse(f"/v1/provinces/{former.successor}/report", status_code=308)
