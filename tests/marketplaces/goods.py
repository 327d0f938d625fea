"""The goods of the fair: recognised products and what each shop writes about them, read from `data/`."""

import csv
import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).with_name("data")
CHANGED_ON = date(2026, 11, 21)


@dataclass(frozen=True)
class Product:
    """One row of products.csv: the facts of a recognised product, its sample packs and where the facts were read.

    `standing` is `recognised` (a decision or a report of one), `marked` (sold under the OCOP mark, stars unknown) or
    `plain` (no OCOP product: there only to carry a way of writing).
    """

    key: str
    name: str
    producer: str
    address: str
    province: str
    former_province: str
    ocop_set: str
    kind: str
    standing: str
    stars: str
    decision: str
    decided_on: str
    issuer: str
    expires_on: str
    price_is: str
    source: str


@dataclass(frozen=True)
class Pack:
    """One size of a listing. Prices are integer đồng; None where the shop states none."""

    variant: str
    title: str
    price: int | None
    list_price: int | None
    sku: str
    available: bool


@dataclass(frozen=True)
class Listing:
    """What one shop writes about one product; `price_text` is its own wording where it is not a plain number."""

    id: int
    product: str
    name: str
    producer: str
    address: str
    category: str
    stars: str
    certificate: str
    net_content: str
    description: tuple[str, ...]
    sample_price: bool
    available: bool
    updated: date
    packs: tuple[Pack, ...]
    pictures: tuple[str, ...]
    price_text: str | None = None
    list_price_text: str | None = None

    @property
    def first(self) -> Pack:
        """The pack shown first."""
        return self.packs[0]

    @property
    def modified(self) -> datetime:
        """When the shop last changed the listing, UTC."""
        return datetime.combine(self.updated, time(9, 15), UTC)

    def labelled(self) -> list[tuple[str, str]]:
        """The listing's facts as a shop prints them: label and words, empty ones left out."""
        rows = [
            ("Đơn vị sản xuất", self.producer),
            ("Địa chỉ", self.address),
            ("Quy cách", self.net_content),
            ("Hạng OCOP", self.stars),
            ("Chứng nhận", self.certificate),
            ("Ghi chú giá", "Giá mẫu" if self.sample_price else ""),
        ]
        return [(label, words) for label, words in rows if words]


@cache
def load_products() -> dict[str, Product]:
    """Every product of the fair by its key."""
    with (DATA / "products.csv").open(encoding="utf-8", newline="") as file:
        fields = Product.__dataclass_fields__
        return {row["key"]: Product(**{name: row[name] for name in fields}) for row in csv.DictReader(file)}


def load_listings(shop: str) -> list[Listing]:
    """The listings of one shop in the order it shows them."""
    lines = (DATA / "listings" / f"{shop}.jsonl").read_text(encoding="utf-8").splitlines()
    return [_listing(json.loads(line)) for line in lines]


def _listing(record: dict[str, Any]) -> Listing:
    return Listing(
        **{
            **record,
            "packs": tuple(Pack(**pack) for pack in record["packs"]),
            "description": tuple(record["description"]),
            "pictures": tuple(record["pictures"]),
            "updated": date.fromisoformat(record["updated"]),
        }
    )


def with_changed_prices(listings: list[Listing], count: int) -> list[Listing]:
    """The same listings with the prices of `count` of them raised by a tenth and their dates moved on.

    Which ones is always the same: the first `count` with a plainly stated price.
    """
    plain = [listing.id for listing in listings if listing.first.price and not listing.price_text]
    chosen = frozenset(plain[:count])
    return [_dearer(listing) if listing.id in chosen else listing for listing in listings]


def _dearer(listing: Listing) -> Listing:
    return replace(listing, packs=tuple(map(_raised, listing.packs)), updated=CHANGED_ON)


def _raised(pack: Pack) -> Pack:
    price = None if pack.price is None else (pack.price * 11 // 10 + 999) // 1000 * 1000
    return replace(pack, price=price, list_price=None)
