"""Which of a listing's fields gives its price, and what is odd about them."""

from typing import Any

import pytest


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"price": 120000}, (120_000, None, None, "stated")),
        ({"price": 60000.0}, (60_000, None, None, "stated")),
        ({"price": "1.3e5"}, (130_000, None, None, "stated")),
        ({"price": 9999999999}, (9_999_999_999, None, None, "stated")),
        ({"price": "60000.00"}, (60_000, None, None, "stated")),
        ({"price": 0}, (None, None, None, "missing")),
        ({"price": 1}, (None, None, None, "missing")),
        ({"price": -5000}, (None, None, None, "missing")),
        ({"price": 125}, (None, None, None, "ambiguous")),
        ({"price": 125.5}, (None, None, None, "ambiguous")),
        ({"price": 0, "price_text": "Liên hệ"}, (None, None, None, "contact")),
        ({"price": 120000, "price_text": "120.000đ"}, (120_000, None, None, "stated")),
        ({"price": 225000, "price_text": "350,000₫ 225,000₫"}, (225_000, None, 350_000, "stated")),
        ({"price": 350000, "price_text": "350,000₫ 225,000₫"}, (225_000, None, 350_000, "stated")),
        ({"price": 120000, "price_text": "120.000đ - 150.000đ"}, (120_000, 150_000, None, "stated")),
        ({"price": 12000000, "price_text": "120.000đ"}, (120_000, None, None, "stated")),
        ({"price": 125.0, "price_text": "125.000đ"}, (125_000, None, None, "stated")),
        ({"price": 120000, "price_text": "125.00"}, (120_000, None, None, "stated")),
        ({"price": 120000, "list_price": 150000}, (120_000, None, 150_000, "stated")),
        ({"price": "120.000đ", "list_price": "150.000đ"}, (120_000, None, 150_000, "stated")),
        ({"price": 120000, "list_price": 120000}, (120_000, None, None, "stated")),
        ({"price": 120000, "list_price": 100000}, (120_000, None, None, "stated")),
        ({"price": 120000, "list_price": 0}, (120_000, None, None, "stated")),
        ({"price": 120000, "currency": "VND"}, (120_000, None, None, "stated")),
        ({"price": 120000, "currency": "đ"}, (120_000, None, None, "stated")),
        ({"price": 120000, "currency": "VNĐ"}, (120_000, None, None, "stated")),
        ({"price": 12, "currency": "USD"}, (None, None, None, "ambiguous")),
        ({"price": 12000, "currency": "USD"}, (None, None, None, "ambiguous")),
        ({"name": "Mật ong bạc hà 500ml 250k"}, (250_000, None, None, "stated")),
        ({"name": "Mật ong bạc hà 500ml - 250.000đ"}, (250_000, None, None, "stated")),
        ({"name": "Gạo ST25 5kg"}, (None, None, None, "missing")),
        ({"name": "Khô bò 5k"}, (5_000, None, None, "stated")),
        ({"description": "Đặc sản Hà Giang.\nGiá bán: 250.000đ/hũ"}, (250_000, None, None, "stated")),
        ({"description": "Giá: Liên hệ"}, (None, None, None, "contact")),
        ({"description": "Đơn từ 300.000đ được giao tận nơi"}, (None, None, None, "missing")),
        ({}, (None, None, None, "missing")),
    ],
)
def test_which_field_counts(read: Any, fields: dict[str, Any], expected: tuple[Any, ...]) -> None:
    facts = read(**fields).facts
    assert (facts.price, facts.price_max, facts.list_price, facts.price_status) == expected


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"price": 12000000, "price_text": "120.000đ"}, "price/minor_units"),
        ({"price": 130000, "price_text": "120.000đ"}, "price/disagrees"),
        ({"price": 120000, "list_price": 100000}, "list_price/below_price"),
        ({"price": -5000}, "price/negative"),
        ({"price": 9999999999}, "price/suspicious"),
        ({"price_text": "1.234.567đ"}, "price/suspicious"),
        ({"price": 1}, "price/empty"),
        ({"price": 12, "currency": "USD"}, "price/currency"),
    ],
)
def test_oddities_of_fields(read: Any, fields: dict[str, Any], code: str) -> None:
    assert code in {one.code for one in read(**fields).oddities}
