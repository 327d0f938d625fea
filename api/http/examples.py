"""Examples in the OpenAPI document. A test holds each against its model."""

import json
from pathlib import Path
from typing import Any

_ANSWERS = Path(__file__).with_name("answers_shown")

SEARCH: dict[str, Any] = {
    "hits": [
        {
            "id": "pnvqgnlb6k",
            "name": "Mật ong Bạc hà Tả Lủng 500ml",
            "highlighted": "<mark>Mật ong</mark> Bạc hà Tả Lủng 500ml",
            "slug": "mat-ong-bac-ha-ta-lung-500ml",
            "url": "/san-pham/mat-ong-bac-ha-ta-lung-500ml-pnvqgnlb6k",
            "image": None,
            "price": 180000,
            "price_max": None,
            "price_per": None,
            "unit_price": 360000,
            "unit_price_per": "l",
            "net_content": "500 ml",
            "stars": 4,
            "ocop_status": "claimed",
            "province": "tuyen-quang",
            "province_name": "Tuyên Quang",
            "former_province": "ha-giang",
            "former_province_name": "Hà Giang",
            "producer": "Tả Lủng",
            "producer_id": "htx-ta-lung-tuyen-quang",
            "group": "I",
            "marketplaces": ["bep-lang-mau", "cho-mau-vung-cao"],
            "offers": 2,
            "sample_price": True,
        }
    ],
    "total": 1,
    "facets": {
        "province": [{"value": "tuyen-quang", "label": "Tuyên Quang", "count": 1, "selected": False}],
        "stars": [{"value": "4", "label": "4", "count": 1, "selected": True}],
    },
    "query": {
        "text": "maatj ong",
        "understood_as": "mật ong",
        "corrections": [{"original": "maatj", "corrected": "mật", "kind": "telex"}],
        "filters": {},
        "relaxed": [],
        "alternatives": [],
    },
    "took_ms": 1.2,
}

SUGGEST: dict[str, Any] = {
    "suggestions": [
        {
            "kind": "query",
            "text": "mật ong",
            "highlighted": "<mark>mật o</mark>ng",
            "value": "mật ong",
            "url": "/?q=m%E1%BA%ADt%20ong",
            "count": 10,
        }
    ],
    "took_ms": 0.6,
}

CHECK_BODY = """{"url": "https://cho.example/mac-ca", "name": "MACCA BECHAMP hộp 500g", "price_text": "185.000đ", \
"producer": "Hợp tác xã Nông sản Hữu cơ Bechamp Đắk Nông", "address": "xã Trường Xuân, tỉnh Lâm Đồng", \
"phone": "0912 345 678", "ocop_stars": 3}
{"name": "Chè Shan tuyết 100g"}
"""


def shown(name: str) -> dict[int | str, dict[str, Any]]:
    """The `responses` entry of a route whose 200 looks like `answers_shown/NAME.json`, taken from the sample fair."""
    return example(json.loads((_ANSWERS / f"{name}.json").read_text(encoding="utf-8")))


def example(value: dict[str, Any]) -> dict[int | str, dict[str, Any]]:
    """The `responses` entry of a route whose 200 looks like this."""
    return {200: {"content": {"application/json": {"example": value}}}}
