"""The recognised jar of honey of the small fair, and the day its pages are read on."""

from datetime import date
from typing import Any

from sqlalchemy import Engine

from tests.catalog.fair import products

TODAY = date(2026, 11, 20)
RECOGNISED: dict[str, Any] = {
    "product_name": "Mật ong bạc hà Tuấn Dũng",
    "producer_name": "Hợp tác xã Tuấn Dũng",
    "issuer": "UBND tỉnh Tuyên Quang",
    "province": "tuyen-quang",
}


def jar(engine: Engine) -> str:
    """The id of the product with most listings: the jar."""
    return str(max(products(engine), key=lambda one: len(one["listings"]))["id"])
