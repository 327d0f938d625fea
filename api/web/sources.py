"""`/nguon`: how the sources fare, for whoever looks after them."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from api.http.dependencies import EngineDep
from api.web.render import page
from catalog.queries.sources import sources

router = APIRouter(include_in_schema=False)

# What a reader wants to know first; the API gives every watched field.
FIELDS = ("price", "images", "description", "producer", "ocop_stars")


@router.get("/nguon")
def health(request: Request, engine: EngineDep) -> HTMLResponse:
    """Each source's last crawl against its usual ones, those that need someone first."""
    return page(request, "sources.html", {"asked": None, "sources": sources(engine), "fields": FIELDS})
