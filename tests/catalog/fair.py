"""Small helpers to fill a catalog and to look into it."""

import io
from collections.abc import Iterable
from datetime import date
from typing import Any

import orjson
from sqlalchemy import Engine
from sqlmodel import Session, select

from catalog.migrate import METADATA
from catalog.tables import Certificate
from catalog.transfer import ImportReport, export_products, import_jsonl

TEA = {
    "url": "https://cho.example/che",
    "name": "Chè Shan tuyết cổ thụ hộp 100g",
    "marketplace": "cho",
    "price": 120000,
    "producer": "Hợp tác xã Hà Shan",
    "shop": "Gian hàng Hà Giang",
}
DERIVED = ("listing", "shop", "producer", "product", "offer", "price_day", "certificate", "refresh_state")


def see(engine: Engine, day: str, *records: dict[str, Any]) -> ImportReport:
    """Import listings as seen at nine in the morning (Viet Nam) of a day."""
    lines = [orjson.dumps({"observed_at": f"{day}T09:00:00+07:00"} | record) for record in records]
    report = import_jsonl(engine, io.BytesIO(b"\n".join(lines)))
    assert report.bad_lines == 0, report.bad
    return report


def honey(market: str, /, **more: Any) -> dict[str, Any]:
    """One shop's listing of the same jar of honey."""
    return {
        "url": f"https://{market}.example/mat-ong-bac-ha",
        "name": "Mật ong bạc hà Tuấn Dũng chai 500ml",
        "marketplace": market,
        "price": "350.000đ",
        "producer": "HTX Tuấn Dũng",
        "address": "xã Mèo Vạc, tỉnh Tuyên Quang",
    } | more


def derived(engine: Engine) -> dict[str, list[Any]]:
    """Every row of every derived table, in order of its key."""
    with engine.connect() as connection:
        return {
            name: [tuple(row) for row in connection.execute(table.select().order_by(*table.primary_key))]
            for name, table in METADATA.tables.items()
            if name in DERIVED
        }


def products(engine: Engine) -> list[dict[str, Any]]:
    """The exported products, in order of their names."""
    return sorted((orjson.loads(line) for line in export_products(engine)), key=lambda one: one["name"])


def rows(engine: Engine, table: Any) -> list[Any]:
    """A table's rows in order of its key."""
    with Session(engine) as session:
        return list(session.exec(select(table).order_by(*table.__table__.primary_key)))


def only(found: Iterable[Any]) -> Any:
    """The one there is."""
    [one] = found
    return one


def certify(engine: Engine, **more: Any) -> None:
    """Recognise the jar of honey, for three years from January 2026 unless `more` says otherwise."""
    values: dict[str, Any] = {
        "product_name": "Mật ong bạc hà Tuấn Dũng",
        "producer_name": "Hợp tác xã Tuấn Dũng",
        "stars": 5,
        "number": "12/QĐ-UBND",
        "issuer": "UBND tỉnh Tuyên Quang",
        "issued_on": date(2026, 1, 10),
        "expires_on": date(2029, 1, 10),
        "province": "tuyen-quang",
    } | more
    with Session(engine) as session:
        session.add(Certificate(**values))
        session.commit()
