"""How many listings a second one core turns into facts, and that hostile words are read in linear time."""

import time
from collections.abc import Iterator
from datetime import date

from api.bench.figure import Figure, Size, at_least, at_most
from catalog import places
from catalog.certificates import shipped_registry
from catalog.listing import Listing
from catalog.normalise import normalise

LISTINGS: dict[Size, int] = {"small": 2_000, "full": 20_000}
HOSTILE = 10_000
# Enough listings that every table is loaded.
_WARMING = 100
_DAY = date(2026, 11, 1)
_GOODS = ("Mật ong bạc hà", "Chè shan tuyết", "Chanh dây sấy dẻo", "Cà phê bột", "Nước mắm cốt", "Thịt trâu gác bếp")
_SIZES = ("500ml", "250g", "hộp 20 túi lọc x 2g", "1kg", "combo 2 hũ 40g", "thùng 24 chai x 580ml")
_PRICES = ("{}.000đ", "{},000₫", "{}k/kg", "Giá gốc 950.000đ còn {}.000đ", "Giá: {} nghìn đồng", "Liên hệ")
_FORMS = ("HTX DVNN", "Công ty TNHH SX TM", "Hộ kinh doanh", "CTCP", "Cơ sở sản xuất", "Tổ hợp tác")
_ABOUT = (
    "{} làm từ nguyên liệu của bà con trong vùng, không chất bảo quản, đạt OCOP 4 sao. Dùng trực tiếp hoặc pha với "
    "nước ấm. Bảo quản nơi khô ráo, tránh ánh nắng. Hạn sử dụng 12 tháng kể từ ngày sản xuất. Giao hàng toàn quốc, "
    "đổi trả trong 7 ngày nếu có lỗi. Lô số {}."
)
# What makes careless expressions go back over a text again and again.
_HOSTILE = (
    "1",
    "1.",
    "1 ",
    "a ",
    "( ",
    "1-2 ",
    "từ ",
    "giá 1 ",
    "OCOP 4 ",
    "<a ",
    "&amp;",
    "500g x ",
    "xã a, ",
    "hộ a ",
)


def measure(size: Size) -> list[Figure]:
    """Listings that all differ, every field filled, each read once; then one field of hostile characters at a time."""
    registry = shipped_registry()
    listings = list(synthetic_listings(_WARMING + LISTINGS[size]))
    for listing in listings[:_WARMING]:
        normalise(listing, registry=registry, today=_DAY)
    listings = listings[_WARMING:]
    started = time.process_time()
    for listing in listings:
        normalise(listing, registry=registry, today=_DAY)
    rate = round(len(listings) / (time.process_time() - started))
    worst, words = max((_seconds(atom), atom) for atom in _HOSTILE)
    note = f"{len(listings):,} listings, every field filled, addresses and producers all different; processor time"
    return [
        at_least("normalise", rate, "listings/s a core", 5_000, size=size, note=note),
        at_most(
            "normalise: hostile words", round(worst, 4), "s", 0.5, size=size, note=f"{HOSTILE:,} letters of {words!r}"
        ),
    ]


def synthetic_listings(number: int) -> Iterator[Listing]:
    """Listings as marketplaces write them, from the old communes of the country; always the same for one number."""
    communes = places.old_communes()
    for at in range(number):
        commune = communes[at * 7 % len(communes)]
        province = places.former_province_name(commune.province)
        good, size = _GOODS[at % 6], _SIZES[at % 5]
        yield Listing(
            url=f"https://cho-{at % 7}.example/san-pham/{at}",
            name=f"{good} {commune.name or province} {size}",
            price_text=_PRICES[at % 6].format(at % 800 + 100),
            description=_ABOUT.format(good, at),
            producer=f"{_FORMS[at % 6]} {commune.name or province} {at}",
            shop=f"Đặc sản {province}",
            address=f"Thôn {at % 30 + 1}, xã {commune.name or 'Tân An'}, tỉnh {province}",
            category=["Nông sản", good],
        )


def _seconds(atom: str) -> float:
    """Processor seconds for one listing with every field full of the same letters."""
    words = (atom * (HOSTILE // len(atom) + 1))[:HOSTILE]
    listing = Listing(
        url="https://shop.example/p/1",
        name=words,
        price_text=words,
        net_content=words,
        description=words,
        producer=words,
        address=words,
        certificate=words,
        ocop_stars=words,
    )
    started = time.process_time()
    normalise(listing, registry=shipped_registry(), today=_DAY)
    return time.process_time() - started
