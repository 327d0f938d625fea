"""A catalog of made-up products with real words, written straight into the tables; always the same."""

import random
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Engine
from sqlmodel import SQLModel

from catalog.places import communes
from catalog.slug import slugify
from catalog.tables import Content, Listing, Marketplace, Offer, Producer, Product

_GOODS_BY_GROUP = {
    "I": (
        "Mật ong bạc hà, Mật ong hoa nhãn, Thịt trâu gác bếp, Lạp xưởng gác bếp, Gạo nếp cái hoa vàng, Gạo ST25, "
        "Miến dong, Bún khô, Bánh đa nem, Nước mắm cá cơm, Mắm tôm chua, Cá thu một nắng, Tôm khô, Chả mực, Mít sấy, "
        "Xoài sấy dẻo, Chuối sấy giòn, Chanh dây sấy dẻo, Khoai lang sấy, Hạt điều rang muối, Đậu phộng da cá, "
        "Mắc ca sấy nứt vỏ, Hạt dổi, Mắc khén, Tương ớt, Muối tiêu chanh, Chẩm chéo, Bột nghệ, Tinh bột sắn dây"
    ),
    "II": "Chè shan tuyết, Trà atiso túi lọc, Cà phê rang xay, Rượu ngô men lá, Trà hoa vàng",
    "III": "Cao cà gai leo, Tinh dầu quế, Tinh dầu sả chanh, Cao xạ đen, Đông trùng hạ thảo",
    "IV": "Khăn thổ cẩm, Chiếu cói, Nón lá, Giỏ mây tre, Gốm tráng men",
    "V": "Lan phi điệp, Đào cảnh",
    "VI": "Tour vườn trái cây, Nghỉ homestay bản",
}
GOODS = tuple((name, group) for group, names in _GOODS_BY_GROUP.items() for name in names.split(", "))
_KINDS = ("", "nguyên chất", "hữu cơ", "thượng hạng", "truyền thống", "vị gừng", "vị mật ong", "loại 1", "đặc biệt")
_SIZES = ((250, "g"), (500, "g"), (1000, "g"), (500, "ml"), (1000, "ml"), (100, "g"), (20, "piece"))
_FORMS = ("HTX", "Công ty TNHH", "Hộ kinh doanh", "Cơ sở sản xuất", "Tổ hợp tác")
_MARKETPLACES = tuple(f"cho-{number}" for number in range(12))
_MOMENT = datetime(2026, 11, 1, tzinfo=UTC)
_BATCH = 5_000

Row = dict[str, Any]


def product_id(number: int) -> str:
    """The id of the product made as so many-th."""
    return f"p{number:09d}"


def fill(engine: Engine, products: int) -> None:
    """Write that many products, each sold by one to three listings, into an empty catalog."""
    chance = random.Random(7)  # noqa: S311  (made up, not secret)
    with engine.begin() as connection:
        connection.execute(_table(Content).insert(), [{"hash": "0" * 32, "body": {"url": "u", "name": "n"}}])
        slugs = [{"slug": slug, "name": slug.replace("-", " ").title()} for slug in _MARKETPLACES]
        _insert(connection, Marketplace, slugs)
        makers = list(_makers(max(20, products // 40), chance))
        _insert(connection, Producer, makers)
        numbers = iter(range(1, products * 3 + 1))
        made = (_product(number, makers, numbers, chance) for number in range(products))
        while batch := list(islice(made, _BATCH)):
            _insert(connection, Product, [product for product, _, _ in batch])
            _insert(connection, Listing, [row for _, rows, _ in batch for row in rows])
            _insert(connection, Offer, [row for _, _, rows in batch for row in rows])


def _makers(number: int, chance: random.Random) -> Iterator[Row]:
    places = communes()
    for one in range(number):
        place = chance.choice(places)
        name = f"{chance.choice(_FORMS)} {place.name} {one}"
        yield {"id": f"maker-{one}", "name": name, "province": place.province, "commune": place.slug}


def _product(
    number: int, makers: list[Row], numbers: Iterator[int], chance: random.Random
) -> tuple[Row, list[Row], list[Row]]:
    """A product with its listings and their offers."""
    good, group = chance.choice(GOODS)
    maker = chance.choice(makers)
    amount, unit = chance.choice(_SIZES)
    size = f"{amount} cái" if unit == "piece" else f"{amount}{unit}"
    name = " ".join(f"{good} {chance.choice(_KINDS)} {maker['name'].split(' ', 2)[-1]} {size}".split())
    stars = chance.choice((None, 3, 3, 3, 4, 4, 5))
    price = chance.randrange(20, 900) * 1000
    product = {
        "id": product_id(number), "slug": slugify(good), "name": name, "producer_id": maker["id"],
        "facts": _facts(name, price, (amount, unit), maker, stars, group), "digest": f"{number:032x}",
        "province": maker["province"], "group_code": group, "stars": stars,
        "first_seen": _MOMENT + timedelta(seconds=number), "updated_at": _MOMENT,
    }  # fmt: skip
    places = chance.sample(_MARKETPLACES, chance.choice((1, 1, 2, 3)))
    sales = [_sale(next(numbers), marketplace, product, price) for marketplace in places]
    return product, [listing for listing, _ in sales], [offer for _, offer in sales]


def _facts(name: str, price: int, size: tuple[int, str], maker: Row, stars: int | None, group: str) -> Row:
    amount, unit = size
    per = {"g": "kg", "ml": "l"}.get(unit)
    return {
        "name": name,
        "price": price,
        "price_status": "stated",
        "net_content": {"amount": amount, "unit": unit, "packs": 1, "per_pack": amount},
        "unit_price": {"amount": price * 1000 // amount, "per": per} if per else None,
        "place": {"province": maker["province"], "former_province": None, "commune": maker["commune"]},
        "ocop": {"stars": stars, "status": "claimed" if stars else "none", "decision": None},
        "producer": {"name": maker["name"], "legal_form": None},
        "group": group,
    }


def _sale(number: int, marketplace: str, product: Row, price: int) -> tuple[Row, Row]:
    seen = {"first_seen": _MOMENT, "last_seen": _MOMENT}
    listing = {
        "id": number, "marketplace": marketplace, "url": f"https://{marketplace}.example/{number}", "oddities": [],
        "name": product["name"], "content_hash": "0" * 32, "product_id": product["id"], "facts": product["facts"],
    }  # fmt: skip
    offer = {"listing_id": number, "product_id": product["id"], "price": price}
    return listing | seen, offer | seen


def _insert(connection: Connection, table: type[SQLModel], rows: Iterable[Row]) -> None:
    """Insert rows with the model's own defaults where they name no value."""
    defaults = table.model_construct().model_dump()
    connection.execute(_table(table).insert(), [defaults | row for row in rows])


def _table(model: type[SQLModel]) -> Any:
    return model.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
