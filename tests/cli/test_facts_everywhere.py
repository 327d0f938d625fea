"""One listing, one facts object: what `check` reads is what `export products` writes and the API answers."""

import json
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from catalog.facts import Facts
from catalog.settings import Settings
from tests.cli.conftest import Run

LISTINGS: dict[str, dict[str, Any]] = {
    "everything told": {
        "name": "Mật ong bạc hà Mèo Vạc hũ 500g - OCOP 4 sao",
        "price": "250.000đ",
        "list_price": "280.000đ",
        "producer": "HTX Tuấn Dũng",
        "address": "xã Tả Lủng, huyện Mèo Vạc, tỉnh Hà Giang",
        "category": ["Thực phẩm", "Mật ong"],
        "ocop_stars": "OCOP 4 sao",
        "certificate": "Quyết định số 2489/QĐ-UBND ngày 30/12/2025 của UBND tỉnh Hà Giang",
    },
    "a star proven by a shipped decision": {
        "name": "MACCA BECHAMP hộp 500g",
        "price": 185_000,
        "producer": "Hợp tác xã Nông sản Hữu cơ Bechamp Đắk Nông",
        "address": "Thôn 10, xã Trường Xuân, tỉnh Lâm Đồng",
        "ocop_stars": 3,
    },
    "tea in bags": {"name": "Trà atiso túi lọc 20 túi x 2g", "price_text": "45k", "address": "Đà Lạt, Lâm Đồng"},
    "by the kilogram": {"name": "Vải thiều Lục Ngạn", "price_text": "27.000 - 32.000 đồng/kg", "province": "Bắc Giang"},
    "a range": {"name": "Nước mắm Cửa Lò chai 500ml", "price_text": "120.000 – 150.000 ₫"},
    "by the litre": {"name": "Rượu ngô Bắc Hà", "price_text": "700.000/lít"},
    "ask the seller": {"name": "Tượng gỗ lũa", "price_text": "Giá: Liên hệ"},
    "an unclear price": {"name": "Rượu ngô men lá 45 độ", "price_text": "125.00"},
    "the name alone": {"name": "Sao biển khô"},
}


@pytest.mark.parametrize("told", LISTINGS.values(), ids=LISTINGS)
def test_check_export_and_the_api_show_the_same_facts(chophien: Run, tmp_path: Path, told: dict[str, Any]) -> None:
    line = json.dumps({"url": "https://cho.example/hang"} | told) + "\n"
    checked = json.loads(chophien("check", "-", "--json", stdin=line).stdout)["facts"]
    chophien("import", "-", stdin=line)
    chophien("refresh")
    exported = json.loads(chophien("export", "products").stdout)
    with TestClient(create_app(Settings(data_dir=tmp_path / "var"))) as client:
        answered = client.get(f"/v1/products/{exported['id']}").json()["facts"]
    assert list(checked) == list(Facts.model_fields)
    assert {name: exported[name] for name in checked} == checked
    assert answered == checked
