"""The facts contract: what the catalog makes of a listing or product.

The same object stands in `chophien check --json`, `chophien export products` and `/v1/products/{id}`.
"""

import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

PriceStatus = Literal["stated", "contact", "missing", "ambiguous", "wholesale"]
ContentUnit = Literal["g", "ml", "piece"]
UnitPricePer = Literal["kg", "l", "piece"]
OcopStatus = Literal["proven", "lapsed", "claimed", "contradicted", "none"]
LegalForm = Literal[
    "cooperative",
    "cooperative_union",
    "cooperative_group",
    "household_business",
    "household",
    "workshop",
    "llc",
    "single_member_llc",
    "joint_stock",
    "private_enterprise",
]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class NetContent(_Frozen):
    """What is in the pack: `amount` is the whole, `packs` x `per_pack` of it where the words say so."""

    amount: float
    unit: ContentUnit
    packs: int = 1
    per_pack: float


class UnitPrice(_Frozen):
    """Integer đồng for one kilogram, litre or piece."""

    amount: int
    per: UnitPricePer


class Place(_Frozen):
    """Slugs: the province since 1 July 2025, the one before the merger where it is known, and the commune."""

    province: str | None = None
    former_province: str | None = None
    commune: str | None = None


class Decision(_Frozen):
    """A recognition decision. Numbers repeat in every province and year: number, issuer and date are the key."""

    number: str
    date: datetime.date | None = None
    issuer: str | None = None


class Ocop(_Frozen):
    """Stars and how far they are proven: a page's star is a claim, only a decision is proof."""

    stars: int | None = None
    status: OcopStatus = "none"
    decision: Decision | None = None


class ProducerName(_Frozen):
    """Who makes it: the proper name and the legal form split off it."""

    name: str
    legal_form: LegalForm | None = None


class Facts(_Frozen):
    """Prices are integer đồng; `price_per` null means the price of the thing as sold."""

    name: str
    price: int | None = None
    price_max: int | None = None
    list_price: int | None = None
    price_per: str | None = None
    price_status: PriceStatus = "missing"
    net_content: NetContent | None = None
    unit_price: UnitPrice | None = None
    place: Place = Field(default_factory=Place)
    ocop: Ocop = Field(default_factory=Ocop)
    producer: ProducerName | None = None
    group: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The contract's JSON object."""
        return self.model_dump(mode="json")
