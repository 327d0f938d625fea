"""Half a year of one jar of honey on five marketplaces, with every figure worked out by hand."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

from catalog.marketplaces import save_marketplaces
from catalog.queries import OfferView, ProductPage, product_page
from catalog.refresh import refresh
from catalog.tables import Marketplace, PriceDay
from tests.catalog.fair import honey, products, rows, see

TODAY = date(2026, 11, 20)


@pytest.fixture
def page(database: Engine) -> ProductPage:
    save_marketplaces(database, [Marketplace(slug="cham", name="Chậm", stale_after_days=3, gone_after_days=40)])
    history: dict[str, list[tuple[str, Any]]] = {
        # 400,000 was asked on 22 August, 90 days before the last sighting; 310,000 stood when the 30 days began.
        "that": [("2026-08-22", 400_000), ("2026-10-15", 310_000), ("2026-11-05", 330_000), ("2026-11-20", 340_000)],
        # Known for longer than 90 days, and 400,000 was never asked.
        "gia": [("2026-08-01", 350_000), ("2026-11-20", 350_000)],
        # Known for ten days only.
        "moi": [("2026-11-10", 345_000), ("2026-11-20", 345_000)],
        "cham": [("2026-11-16", 320_000)],
        "la": [("2026-11-20", 1_100_000)],
    }
    for market, seen in history.items():
        for day, price in seen:
            see(database, day, honey(market, price=price, list_price=400_000 if price < 400_000 else None))
    # Half past midnight of the 20th in Viet Nam is still the 19th in UTC.
    see(database, "2026-11-20", honey("moi", price=345_000, observed_at="2026-11-19T17:30:00Z"))
    refresh(database, today=TODAY)
    [product] = products(database)
    found = product_page(database, product["id"], today=TODAY)
    assert found is not None
    return found


@pytest.fixture
def offers(page: ProductPage) -> dict[str, OfferView]:
    [variant] = page.variants
    return {offer.marketplace: offer for offer in variant.offers}


def test_states_prices_and_the_lowest_of_thirty_days(offers: dict[str, OfferView]) -> None:
    assert {name: (one.state, one.price, one.lowest_30) for name, one in offers.items()} == {
        "that": ("fresh", 340_000, 310_000),
        "gia": ("fresh", 350_000, 350_000),
        "moi": ("fresh", 345_000, 345_000),
        "cham": ("stale", 320_000, 320_000),
        "la": ("fresh", 1_100_000, 1_100_000),
    }


def test_a_struck_price_is_honest_only_where_it_was_asked(offers: dict[str, OfferView]) -> None:
    said = {name: one.honest_discount for name, one in offers.items()}
    assert said == {"that": True, "gia": False, "moi": None, "cham": None, "la": None}


def test_the_outlier_is_marked_and_sets_no_price(page: ProductPage, offers: dict[str, OfferView]) -> None:
    # Per litre: 680,000, 700,000, 690,000, 640,000 and 2,200,000; the median is 690,000, three times that 2,070,000.
    assert [name for name, one in offers.items() if one.outlier] == ["la"]
    assert (page.facts.price, page.facts.price_max, page.variants[0].from_price) == (340_000, 350_000, 320_000)


def test_offers_stand_fresh_first_then_by_unit_price_outliers_behind(offers: dict[str, OfferView]) -> None:
    assert list(offers) == ["that", "moi", "gia", "la", "cham"]


def test_days_are_those_of_viet_nam(page: ProductPage, database: Engine) -> None:
    assert {row.day.isoformat() for row in rows(database, PriceDay) if row.price == 345_000} == {
        "2026-11-10",
        "2026-11-20",
    }
    assert [(one.day.isoformat(), one.price) for one in page.history][-3:] == [
        ("2026-11-12", 345_000),
        ("2026-11-16", 320_000),
        ("2026-11-20", 320_000),
    ]
