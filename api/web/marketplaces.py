"""`/cho`: the marketplaces, what was gathered from each and when."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from api.http.dependencies import EngineDep
from api.web.render import page
from catalog.queries import marketplace_summaries

router = APIRouter(include_in_schema=False)


@router.get("/cho")
def marketplaces(request: Request, engine: EngineDep) -> HTMLResponse:
    """Every marketplace that has listings or is crawled; the others are only declared and say nothing to a shopper."""
    found = marketplace_summaries(engine)
    shown = [one for one in found if one.enabled or one.fresh or one.stale or one.gone]
    shown.sort(key=lambda one: (-one.products, one.slug))
    return page(request, "marketplaces.html", {"asked": None, "marketplaces": shown})
