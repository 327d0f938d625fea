"""`GET /v1/products/{id}`."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Response
from starlette.responses import RedirectResponse

from api.http.answers import json_answer, today_in_vietnam
from api.http.dependencies import EngineDep
from api.http.examples import shown
from api.http.parameters import NO_NUL
from api.http.problem import MISSING, not_found
from catalog.queries import ProductPage, product_page

router = APIRouter(prefix="/v1", tags=["products"])

ProductId = Annotated[
    str, Path(max_length=100, pattern=NO_NUL, description="The product's id.", examples=["pq7k2mzx4a"])
]
MOVED: dict[int | str, dict[str, Any]] = {308: {"description": "The product was merged into the one at `Location`."}}


@router.get(
    "/products/{product_id}",
    response_model=ProductPage,
    responses={**MISSING, **MOVED, **shown("product")},
    summary="One product",
)
def product(product_id: ProductId, engine: EngineDep) -> Response:
    """Facts, variants with their offers, price history, certificate and listings. A merged product's id redirects."""
    found = product_page(engine, product_id, today=today_in_vietnam())
    if found is None:
        raise not_found("Không có sản phẩm này.", "There is no such product.")
    if found.id != product_id:
        return RedirectResponse(f"/v1/products/{found.id}", status_code=308)
    return json_answer(found)
