"""`GET /v1/search` and `GET /v1/suggest`."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.http.answers import json_answer
from api.http.dependencies import AskDep, SearchDep
from api.http.examples import SEARCH, SUGGEST, example
from api.http.parameters import MAX_QUERY, NO_NUL, SearchQuery
from api.http.problem import INVALID
from search.contract import Lang, SearchResponse, SuggestResponse

router = APIRouter(prefix="/v1", tags=["search"])


@router.get(
    "/search", response_model=SearchResponse, responses={**INVALID, **example(SEARCH)}, summary="Search products"
)
async def search(parameters: SearchQuery, service: SearchDep, ask: AskDep) -> Response:
    """Products that match the words and filters, with facets counted as if their own filter were not set."""
    return json_answer(await ask(service.search, parameters))


@router.get(
    "/suggest",
    response_model=SuggestResponse,
    responses={**INVALID, **example(SUGGEST)},
    summary="Suggest while typing",
)
async def suggest(
    service: SearchDep,
    ask: AskDep,
    q: Annotated[
        str, Query(max_length=MAX_QUERY, pattern=NO_NUL, description="The words so far.", examples=["mat o"])
    ] = "",
    limit: Annotated[int, Query(ge=1, le=20, description="How many to give.")] = 8,
    lang: Annotated[Lang, Query(description="Language of labels.")] = "vi",
) -> Response:
    """Queries, products, producers, provinces and groups that the words so far may become."""
    return json_answer(await ask(service.suggest, q, limit=limit, lang=lang))
