"""Products, what each listing offers of them, and the price of each day."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from catalog.tables.columns import JsonColumn, Money, UtcDateTime


class Product(SQLModel, table=True):
    """The thing itself. Its id and address survive re-crawls, refreshes and rule changes."""

    id: str = Field(primary_key=True, max_length=16)
    slug: str
    name: str
    facts: dict[str, Any] = Field(sa_column=Column(JsonColumn, nullable=False))
    producer_id: str | None = Field(default=None, foreign_key="producer.id", index=True)
    province: str | None = Field(default=None, index=True)
    former_province: str | None = Field(default=None, index=True)
    group_code: str | None = Field(default=None, index=True)
    stars: int | None = Field(default=None, index=True)
    ocop_status: str = Field(default="none", description="The status of the facts' `ocop`.")
    image_id: str | None = Field(default=None, max_length=40)
    digest: str = Field(
        default="", max_length=32, index=True, description="Hash of all a reader is shown: facts, offers, picture."
    )
    first_seen: datetime = Field(sa_type=UtcDateTime)
    updated_at: datetime = Field(sa_type=UtcDateTime, index=True, description="Last sighting of any of its listings.")


class ProductRedirect(SQLModel, table=True):
    """A product that was merged away: its old address leads to what it became part of."""

    __tablename__ = "product_redirect"

    old_id: str = Field(primary_key=True, max_length=16)
    product_id: str = Field(foreign_key="product.id", index=True, max_length=16)
    recorded_at: datetime = Field(sa_type=UtcDateTime)
    reason: str = ""


class Offer(SQLModel, table=True):
    """What one listing says today, normalised. Prices are integer đồng."""

    listing_id: int = Field(primary_key=True, foreign_key="listing.id")
    product_id: str = Field(foreign_key="product.id", index=True)
    variant: str | None = None
    price: int | None = Field(default=None, sa_type=Money)
    list_price: int | None = Field(default=None, sa_type=Money)
    price_per: str | None = None
    price_status: str = "missing"
    unit_amount: int | None = Field(default=None, sa_type=Money)
    unit_per: str | None = None
    availability: str | None = None
    state: str = "fresh"
    outlier: bool = Field(default=False, description="Far from the median of its peers; kept out of `from` prices.")
    sample_price: bool = Field(default=False, description="Not a known fact (the sample fair).")
    lowest_30: int | None = Field(
        default=None, sa_type=Money, description="Lowest price asked in the 30 days to the last sighting."
    )
    honest_discount: bool | None = Field(
        default=None, description="Was the struck price asked in the last 90 days? Null where nothing tells."
    )
    source: str = Field(default="", description="Content, rules and producer it was made from.")
    first_seen: datetime = Field(sa_type=UtcDateTime)
    last_seen: datetime = Field(sa_type=UtcDateTime)


class PriceDay(SQLModel, table=True):
    """The last price a listing stated on one day (Asia/Ho_Chi_Minh)."""

    __tablename__ = "price_day"

    listing_id: int = Field(primary_key=True, foreign_key="listing.id")
    day: date = Field(primary_key=True)
    price: int | None = Field(default=None, sa_type=Money)
    list_price: int | None = Field(default=None, sa_type=Money)
    seen_at: datetime = Field(sa_type=UtcDateTime)
