"""`/tinh`: for province officers, how much of a province stands on which marketplace, to read and to take away."""

from urllib.parse import quote

from fastapi import APIRouter, Request
from sqlalchemy import Engine
from starlette.responses import RedirectResponse, Response

from api.http.answers import today_in_vietnam
from api.http.dependencies import EngineDep
from api.http.problem import not_found
from api.web.language import LanguageDep
from api.web.province_sheet import SHARES, sheet
from api.web.render import page
from catalog.places import current_provinces, former_provinces
from catalog.queries import ProvinceReport, province_report, province_summaries
from catalog.slug import slugify

router = APIRouter(include_in_schema=False)


@router.get("/tinh")
def provinces(request: Request, engine: EngineDep) -> Response:
    """The 34 provinces and cities with how many products of each are listed."""
    return page(request, "provinces.html", {"asked": None, "provinces": province_summaries(engine)})


@router.get("/tinh/{slug}")
def province(request: Request, slug: str, engine: EngineDep) -> Response:
    """The figures of one province; a former one leads to the one it became part of."""
    found = _read(engine, slug)
    if isinstance(found, str):
        return _moved(request, f"/tinh/{found}")
    found.marketplaces.sort(key=lambda one: (-one.products, one.marketplace))
    return page(request, "province.html", {"asked": None, "report": found, "shares": SHARES})


@router.get("/tinh/{slug}/so-lieu.csv")
def figures(request: Request, slug: str, engine: EngineDep, lang: LanguageDep) -> Response:
    """The same figures as a spreadsheet: one a line, each with its numerator, denominator and date."""
    found = _read(engine, slug)
    if isinstance(found, str):
        return _moved(request, f"/tinh/{found}/so-lieu.csv")
    name = f"{found.province}-{found.date:%Y-%m-%d}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-cache"}
    return Response(sheet(found, lang), media_type="text/csv; charset=utf-8", headers=headers)


def _read(engine: Engine, given: str) -> ProvinceReport | str:
    """The report, or the slug it stands under where the address is a former province's or is written otherwise.

    Raises a 404 where there is no such province.
    """
    slug = slugify(given[:100])
    if slug == given and (found := province_report(engine, slug, today=today_in_vietnam())):
        return found
    if slug in current_provinces():
        return slug
    former = former_provinces().get(slug)
    if former is None or former.successor is None:
        raise not_found("Không có tỉnh, thành này.", "There is no such province.")
    return former.successor


def _moved(request: Request, path: str) -> Response:
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(quote(path) + query, status_code=308)
