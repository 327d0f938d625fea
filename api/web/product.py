"""`/san-pham/{slug}-{id}`: one product, its offers, history and certificate."""

import re
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from api.http.answers import today_in_vietnam
from api.http.dependencies import EngineDep
from api.http.problem import not_found
from api.web.addresses import absolute
from api.web.history import price_chart
from api.web.render import page
from api.web.structured import product_data
from catalog.queries import ProductPage, product_page

router = APIRouter(include_in_schema=False)

_ADDRESS = re.compile(r"(?:[^/]*-)?(p[a-z0-9]{9})")


@router.get("/san-pham/{address}")
def product(request: Request, address: str, engine: EngineDep) -> Response:
    """The product's page; an old slug or a merged product's id leads to the present address."""
    named = _ADDRESS.fullmatch(address)
    found = product_page(engine, named[1], today=today_in_vietnam()) if named else None
    if found is None:
        raise not_found("Không có sản phẩm này.", "There is no such product.")
    if request.url.path != found.url:
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(found.url + query, status_code=308)
    return page(request, "product.html", view(request, found))


def view(request: Request, found: ProductPage) -> dict[str, Any]:
    """What the template needs."""
    offers = [offer for variant in found.variants for offer in variant.offers if offer.state != "gone"]
    return {
        "asked": None,
        "product": found,
        "chart": price_chart(found.history),
        "marketplaces": len({offer.marketplace for offer in offers}),
        "data": product_data(found, absolute(request, "")),
    }
