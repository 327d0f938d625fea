"""How offers stand beside their past and their peers: availability, outliers, lowest prices, honest discounts."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from catalog.facts import Facts
from catalog.refresh.availability import availability_of
from catalog.refresh.offers import make_offer, mark_outliers
from tests.catalog.offers import offer

LAST = datetime(2026, 11, 20, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "meaning"),
    [
        ("InStock", "in_stock"),
        ("https://schema.org/InStock", "in_stock"),
        ("http://schema.org/LimitedAvailability", "in_stock"),
        ("in_stock", "in_stock"),
        ("true", "in_stock"),
        ("Còn hàng", "in_stock"),
        ("CÒN HÀNG (12)", "in_stock"),
        ("Sẵn hàng", "in_stock"),
        ("https://schema.org/OutOfStock", "out_of_stock"),
        ("https://schema.org/SoldOut", "out_of_stock"),
        ("Discontinued", "out_of_stock"),
        ("outofstock", "out_of_stock"),
        ("false", "out_of_stock"),
        ("Hết hàng", "out_of_stock"),
        ("Tạm hết hàng", "out_of_stock"),
        ("Không còn hàng", "out_of_stock"),
        ("Ngừng kinh doanh", "out_of_stock"),
        ("Chưa có hàng", "out_of_stock"),
        ("https://schema.org/PreOrder", "preorder"),
        ("onbackorder", "preorder"),
        ("Đặt trước", "preorder"),
        ("Sắp có hàng", "preorder"),
        ("Liên hệ", None),
        ("", None),
        (None, None),
    ],
)
def test_availability(words: str | None, meaning: str | None) -> None:
    assert availability_of(words) == meaning


@pytest.mark.parametrize(
    ("prices", "outliers"),
    [
        ([100, 100, 300], []),
        ([100, 100, 301], [2]),
        ([100, 100, 34], []),
        ([100, 100, 33], [2]),
        ([100, 1000], []),
        ([90, 100, 110, 1000, 5], [3, 4]),
    ],
)
def test_outliers_are_more_than_three_times_or_less_than_a_third_of_the_median(
    prices: list[int], outliers: list[int]
) -> None:
    by_unit = [offer(number, 1, unit_amount=price, unit_per="kg") for number, price in enumerate(prices)]
    by_variant = [offer(number, price) for number, price in enumerate(prices)]
    for offers in (by_unit, by_variant):
        mark_outliers(offers)
        assert [one["listing_id"] for one in offers if one["outlier"]] == outliers


@pytest.mark.parametrize("apart", [{"unit_per": "l"}, {"state": "gone"}])
def test_only_peers_of_one_unit_still_offered_are_compared(apart: dict[str, Any]) -> None:
    offers = [offer(number, 1, unit_amount=amount, unit_per="kg") for number, amount in enumerate([100, 100, 900])]
    offers[1] |= apart
    mark_outliers(offers)
    assert not any(one["outlier"] for one in offers)


def days(*prices: tuple[int, int | None]) -> list[Any]:
    """Price days by how many days before the last sighting."""
    last = date(2026, 11, 20)
    return [SimpleNamespace(day=last - timedelta(days=ago), price=price) for ago, price in prices]


def made(price: int | None, list_price: int | None, history: list[Any]) -> dict[str, Any]:
    facts = Facts(name="x", price=price, list_price=list_price, price_status="stated").to_json()
    row = SimpleNamespace(
        id=1,
        product_id="p",
        variant=None,
        facts=facts,
        body={},
        state="fresh",
        source="",
        first_seen=LAST,
        last_seen=LAST,
    )
    return make_offer(row, history)


@pytest.mark.parametrize(
    ("history", "lowest"),
    [
        ([], None),
        (days((0, 100)), 100),
        (days((31, 50), (30, 90), (0, 100)), 90),
        (days((45, 50), (10, 100), (0, 110)), 50),
        (days((45, 50), (40, 120), (10, 100), (0, 110)), 100),
        (days((10, None), (0, 100)), 100),
        (days((10, None)), None),
    ],
)
def test_the_lowest_in_thirty_days_counts_the_price_they_began_with(history: list[Any], lowest: int | None) -> None:
    assert made(100, None, history)["lowest_30"] == lowest


@pytest.mark.parametrize(
    ("price", "list_price", "history", "honest"),
    [
        (100, None, days((100, 90), (0, 100)), None),
        (100, 100, days((100, 90), (0, 100)), None),
        (100, 150, days((100, 150), (0, 100)), False),
        (100, 150, days((100, 100), (90, 150), (0, 100)), True),
        (100, 150, days((20, 160), (0, 100)), True),
        (100, 150, days((95, 150), (91, 100), (0, 100)), False),
        (100, 150, days((95, 100), (20, None), (0, 100)), False),
        (100, 150, days((89, 100), (0, 100)), None),
        (100, 150, days((90, 100), (0, 100)), False),
    ],
)
def test_a_struck_price_is_honest_where_it_was_asked_in_ninety_days(
    price: int, list_price: int | None, history: list[Any], honest: bool | None
) -> None:
    assert made(price, list_price, history)["honest_discount"] is honest


@pytest.mark.parametrize("price", [-5, 0, 10**13])
def test_a_price_no_table_can_hold_is_no_price(price: int) -> None:
    assert made(price, price, [])["price"] is None
