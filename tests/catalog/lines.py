"""Listings as lines of JSON, into a catalog and out of it."""

import io
from typing import Any

import orjson
from sqlalchemy import Engine

from catalog.transfer import export_listings

HONEY = {
    "url": "https://cho.example/mat-ong",
    "name": "Mật ong bạc hà Mèo Vạc 500ml",
    "marketplace": "cho",
    "price": "350.000đ",
    "list_price": 400000.0,
    "images": ["https://cho.example/1.jpg", "https://cho.example/2.jpg"],
    "category": ["Thực phẩm", "Mật ong"],
    "ocop_stars": 4,
    "observed_at": "2026-11-01T01:00:00Z",
    "màu sắc": {"b": [1, None, "vàng"], "a": 2.50},
    "extra": {"kho": True, "\u0000": "\u0000"},
}


def jsonl(*records: Any) -> io.BytesIO:
    """A file of these lines."""
    return io.BytesIO(b"".join(orjson.dumps(record) + b"\n" for record in records))


def exported(engine: Engine, **more: Any) -> bytes:
    """What an export writes."""
    return b"".join(export_listings(engine, **more))
