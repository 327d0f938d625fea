"""`/v1/sources`: how each marketplace's last crawl went."""

from fastapi import APIRouter, Response
from pydantic import BaseModel

from api.http.answers import MINUTES, json_answer
from api.http.dependencies import EngineDep
from api.http.examples import shown
from api.http.problem import INVALID
from catalog.queries.sources import SourceHealth, sources

router = APIRouter(prefix="/v1", tags=["marketplaces"])


class Sources(BaseModel):
    """Every marketplace that is crawled or was once, those that need someone first."""

    sources: list[SourceHealth]


@router.get(
    "/sources",
    response_model=Sources,
    responses={503: INVALID[503], **shown("sources")},
    summary="How the sources fare",
)
def health(engine: EngineDep) -> Response:
    """Each source's last crawl: pages, listings and coverage against the usual, causes of failures, held or not."""
    return json_answer(Sources(sources=sources(engine)), cache=MINUTES)
