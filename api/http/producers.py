"""`/v1/producers`: who makes it, and what their listings look like everywhere."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel
from starlette.responses import RedirectResponse

from api.http.answers import json_answer, today_in_vietnam
from api.http.dependencies import EngineDep
from api.http.examples import shown
from api.http.parameters import MAX_QUERY, NO_NUL
from api.http.problem import INVALID, MISSING, not_found
from catalog.facts import LegalForm
from catalog.queries import (
    CertificateView,
    NameVariant,
    PlaceName,
    ProducerList,
    ProducerPage,
    list_producers,
    producer_page,
)

router = APIRouter(prefix="/v1/producers", tags=["producers"])

ProducerId = Annotated[
    str, Path(max_length=100, pattern=NO_NUL, description="The producer's id.", examples=["htx-viet-tan-lao-cai"])
]
Offset = Annotated[int, Query(ge=0, le=1_000_000, description="How many to pass over.")]
Limit = Annotated[int, Query(ge=0, le=100, description="How many to give.")]
MOVED: dict[int | str, dict[str, Any]] = {308: {"description": "The producer goes on under the id at `Location`."}}


class Producer(BaseModel):
    """A producer without its listings."""

    id: str
    name: str
    legal_form: LegalForm | None = None
    address: str | None = None
    phone: str | None = None
    tax_code: str | None = None
    known_as: list[NameVariant]
    place: PlaceName
    url: str
    marketplaces: dict[str, str]
    total_products: int
    total_listings: int
    certificates: list[CertificateView]


@router.get("", response_model=ProducerList, responses={**INVALID, **shown("producers")}, summary="Find producers")
def producers(
    engine: EngineDep,
    q: Annotated[
        str,
        Query(max_length=MAX_QUERY, pattern=NO_NUL, description="Words of the name.", examples=["hop tac xa"]),
    ] = "",
    province: Annotated[
        str | None,
        Query(max_length=60, pattern=NO_NUL, description="Slug of a province of today.", examples=["lao-cai"]),
    ] = None,
    limit: Limit = 20,
    offset: Offset = 0,
) -> Response:
    """Producers whose name has all the words, with or without tones, by name."""
    return json_answer(list_producers(engine, q=q, province=province, limit=limit, offset=offset))


@router.get(
    "/{producer_id}",
    response_model=Producer,
    responses={**MISSING, **MOVED, **shown("producer")},
    summary="One producer",
)
def producer(producer_id: ProducerId, engine: EngineDep) -> Response:
    """Name, place, certificates and the marketplaces that list its products."""
    found = require(producer_page(engine, producer_id, today=today_in_vietnam(), limit=0))
    if found.id != producer_id:
        return RedirectResponse(f"/v1/producers/{found.id}", status_code=308)
    return json_answer(Producer.model_validate(found, from_attributes=True))


@router.get(
    "/{producer_id}/listings",
    response_model=ProducerPage,
    responses={**MISSING, **MOVED, **shown("listings")},
    summary="A producer's listings on every marketplace",
)
def listings(
    producer_id: ProducerId,
    engine: EngineDep,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Response:
    """The producer's products, `limit` at a time, each with its listings, their findings, and where it is missing."""
    found = require(producer_page(engine, producer_id, today=today_in_vietnam(), limit=limit, offset=offset))
    if found.id != producer_id:
        return RedirectResponse(f"/v1/producers/{found.id}/listings", status_code=308)
    return json_answer(found)


def require(found: ProducerPage | None) -> ProducerPage:
    """The producer. Raises a 404 where there is none."""
    if found is None:
        raise not_found("Không có cơ sở này.", "There is no such producer.")
    return found
