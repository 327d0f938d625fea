"""Listings, the runs that saw them and what each run saw. Observations and contents are append-only."""

from datetime import datetime
from typing import Any

from sqlalchemy import Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from catalog.tables.columns import BigId, JsonColumn, UtcDateTime


class CrawlRun(SQLModel, table=True):
    """One crawl of one marketplace, one reading of an archive of its pages, or one import of one file."""

    __tablename__ = "crawl_run"

    id: int | None = Field(default=None, primary_key=True)
    marketplace: str | None = Field(default=None, foreign_key="marketplace.slug", index=True)
    kind: str = Field(default="crawl", description="crawl | archive | import")
    status: str = Field(default="running", index=True, description="running | finished | failed | interrupted")
    started_at: datetime = Field(sa_type=UtcDateTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    pages: int = 0
    seen: int = 0
    new: int = 0
    changed: int = 0
    gone: int = Field(default=0, description="Seen by the run before, not by this one.")
    held: bool = Field(default=False, description="Lost too much to be believed before a person has looked.")
    report: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JsonColumn, nullable=False))


class Content(SQLModel, table=True):
    """What a listing said, kept once however often it was seen saying it. `body` is the contract's JSON object."""

    hash: str = Field(primary_key=True, max_length=32)
    body: dict[str, Any] = Field(sa_column=Column(JsonColumn, nullable=False))


class Listing(SQLModel, table=True):
    """One product page of one marketplace: its latest content and what the catalog makes of it."""

    __table_args__ = (UniqueConstraint("marketplace", "url"),)

    id: int | None = Field(default=None, primary_key=True)
    marketplace: str = Field(foreign_key="marketplace.slug")
    url: str = Field(index=True)
    external_id: str | None = None
    name: str
    content_hash: str = Field(foreign_key="content.hash", max_length=32)
    first_seen: datetime = Field(sa_type=UtcDateTime)
    last_seen: datetime = Field(sa_type=UtcDateTime)
    last_run_id: int | None = Field(default=None, foreign_key="crawl_run.id", index=True)
    state: str = Field(default="fresh", description="fresh | stale | gone")
    normalised_hash: str | None = Field(default=None, max_length=32)
    normalised_rules: str | None = Field(
        default=None, index=True, description="Rules and registry the facts were made by; null where content changed."
    )
    facts: dict[str, Any] | None = Field(default=None, sa_column=Column(JsonColumn))
    evidence: dict[str, Any] | None = Field(default=None, sa_column=Column(JsonColumn))
    shape_oddities: list[dict[str, Any]] = Field(
        default_factory=list,
        sa_column=Column(JsonColumn, nullable=False),
        description="What was odd about the content's shape when it was recorded.",
    )
    oddities: list[dict[str, Any]] = Field(
        default_factory=list,
        sa_column=Column(JsonColumn, nullable=False),
        description="Those, and what the rules found odd about the fields.",
    )
    shop_id: int | None = Field(default=None, foreign_key="shop.id", index=True)
    producer_key: str | None = Field(default=None, index=True, description="Slug of the name of the producer it names.")
    producer_id: str | None = Field(default=None, foreign_key="producer.id", index=True)
    product_id: str | None = Field(default=None, foreign_key="product.id", index=True)
    variant: str | None = None
    match_reason: dict[str, Any] | None = Field(default=None, sa_column=Column(JsonColumn))


class Observation(SQLModel, table=True):
    """One sighting of a listing at one time; never edited, never deleted (triggers refuse it)."""

    __table_args__ = (UniqueConstraint("listing_id", "observed_at", "content_hash"),)

    id: int | None = Field(default=None, sa_column=Column(BigId, primary_key=True))
    listing_id: int = Field(foreign_key="listing.id")
    run_id: int = Field(foreign_key="crawl_run.id")
    content_hash: str = Field(foreign_key="content.hash", max_length=32)
    observed_at: datetime = Field(sa_type=UtcDateTime)
