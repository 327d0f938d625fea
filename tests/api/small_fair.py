"""A small catalog made by the real import and refresh: three marketplaces, a recognised cooperative, a hostile shop."""

import io
from datetime import UTC, datetime, timedelta

import orjson
from sqlalchemy import Engine

from catalog.listing import Listing
from catalog.marketplaces import save_marketplaces
from catalog.record import Recorder
from catalog.refresh import refresh
from catalog.seed import seed
from catalog.tables import Marketplace
from catalog.transfer import import_jsonl

COOPERATIVE = "Hợp tác xã Nông sản Hữu cơ Bechamp Đắk Nông"
ADDRESS = "Thôn 10, xã Trường Xuân, tỉnh Lâm Đồng"
NOW = datetime.now(UTC).replace(microsecond=0)

SHOPS = [
    Marketplace(
        slug="dalat", name="Chợ Đà Lạt", kind="provincial", province="lam-dong", homepage="https://dalat.example"
    ),
    Marketplace(slug="buudien", name="Chợ Bưu Tá", kind="postal", homepage="https://buudien.example"),
    Marketplace(slug="mau", name="Sạp Mẫu", sample=True, homepage="https://mau.example"),
]


def _listing(marketplace: str, number: int, name: str, **more: object) -> dict[str, object]:
    return {
        "url": f"https://{marketplace}.example/p/{number}",
        "marketplace": marketplace,
        "external_id": str(number),
        "name": name,
        "producer": COOPERATIVE,
        "address": ADDRESS,
        "category": ["Thực phẩm"],
        **more,
    }


LISTINGS = [
    _listing("dalat", 1, "MACCA BECHAMP hộp 500g", price=185_000, ocop_stars=3, description="Mắc ca sấy nứt vỏ."),
    _listing("buudien", 1, "Macca Bechamp 500gr", price_text="190.000đ", list_price="220.000đ"),
    _listing("dalat", 2, "beCHAMP Coffee Gu Mạnh gói 250g", price=95_000, availability="in_stock"),
    _listing("mau", 3, "Mứt dâu tằm Thung Lũng 300g", price=60_000, ocop_stars=4)
    | {"extra": {"sample_price": True}, "producer": "=HYPERLINK(1)"},
]
# Import refuses such an address; were it in the catalog all the same, no page may link it.
HOSTILE = _listing("mau", 4, "<script>alert(1)</script> Trà atiso túi lọc 20 túi x 2g", price=45_000) | {
    "url": "javascript:alert(1)"
}


def fill(engine: Engine) -> None:
    """Import the listings as seen on four days with changing prices, and refresh."""
    seed(engine)
    save_marketplaces(engine, SHOPS)
    for days, dearer in ((21, 20_000), (14, 0), (7, 10_000), (0, 0)):
        lines = [_seen(listing, days, dearer) for listing in LISTINGS]
        import_jsonl(engine, io.BytesIO(b"\n".join(lines)))
        _record_hostile(engine, _seen(HOSTILE, days, dearer))
    refresh(engine, today=NOW.date())


def _record_hostile(engine: Engine, line: bytes) -> None:
    with Recorder(engine, marketplace=None, kind="import") as recorder:
        recorder.add(Listing.model_validate_json(line))


def _seen(listing: dict[str, object], days: int, dearer: int) -> bytes:
    price = listing.get("price")
    changed = {"price": price + dearer} if isinstance(price, int) else {}
    return orjson.dumps({**listing, **changed, "observed_at": (NOW - timedelta(days=days)).isoformat()})
