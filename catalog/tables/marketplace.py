"""Marketplaces and the shops on them."""

from datetime import datetime
from typing import Any

from sqlalchemy import Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from catalog.tables.columns import JsonColumn, UtcDateTime


class Marketplace(SQLModel, table=True):
    """A site that lists products. Its domains carry dates, because marketplaces move."""

    slug: str = Field(primary_key=True)
    name: str
    kind: str = "private"
    operator: str | None = None
    province: str | None = None
    platform: str | None = None
    homepage: str | None = None
    domains: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JsonColumn, nullable=False))
    enabled: bool = True
    sample: bool = False
    stale_after_days: int = 7
    gone_after_days: int = 30
    hold_share: float = Field(default=0.4, description="A crawl that lost a larger share than this is held.")
    updated_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Shop(SQLModel, table=True):
    """Who sells on a marketplace; often not who makes it."""

    __table_args__ = (UniqueConstraint("marketplace", "name"),)

    id: int | None = Field(default=None, primary_key=True)
    marketplace: str = Field(foreign_key="marketplace.slug", index=True)
    name: str
    producer_id: str | None = Field(default=None, foreign_key="producer.id", index=True)
