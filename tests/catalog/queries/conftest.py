"""A small fair for pages to be read of."""

from datetime import date

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from catalog.marketplaces import save_marketplaces
from catalog.refresh import refresh
from catalog.tables import Certificate, Marketplace
from tests.catalog.fair import honey, see
from tests.catalog.queries.jar import RECOGNISED, TODAY


@pytest.fixture
def fair(database: Engine) -> Engine:
    """Three shops with one jar of honey, one of them with a tea too; the honey is recognised."""
    save_marketplaces(
        database,
        [
            Marketplace(slug="cho", name="Chợ", kind="provincial", province="tuyen-quang"),
            Marketplace(slug="hoi", name="Hội", stale_after_days=1),
            Marketplace(slug="empty", name="Trống", sample=True),
        ],
    )
    with Session(database) as session:
        first = {"number": "1/QĐ-UBND", "stars": 4, "issued_on": date(2023, 1, 2), "expires_on": date(2026, 1, 2)}
        renewed = {"number": "12/QĐ-UBND", "stars": 5, "issued_on": date(2026, 1, 10), "expires_on": date(2029, 1, 10)}
        other = RECOGNISED | renewed | {"product_name": "Thịt trâu gác bếp", "producer_name": "Hộ kinh doanh Nà Hang"}
        session.add_all(
            [Certificate(**(RECOGNISED | first)), Certificate(**(RECOGNISED | renewed)), Certificate(**other)]
        )
        session.commit()
    see(database, "2026-11-10", honey("cho", price=300_000), honey("hoi", price=280_000))
    see(
        database,
        "2026-11-19",
        honey("cho", price=350_000, shop="Gian hàng Tuấn Dũng", description="", images=[]),
        honey("ba", price=340_000, availability="Hết hàng"),
        honey("bon", price=345_000, producer=None, address=None, extra={"sample_price": True}),
        honey("cho", url="https://cho.example/hu-nho", name="Mật ong bạc hà Tuấn Dũng hũ 100ml", price=90_000),
        {"url": "https://cho.example/che", "name": "Chè Shan", "marketplace": "cho", "producer": "HTX Tuấn Dũng"},
    )
    refresh(database, today=TODAY)
    return database
