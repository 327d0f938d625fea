"""Pictures of listings, by content."""

from datetime import datetime
from typing import Any

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from catalog.tables.columns import JsonColumn, UtcDateTime


class Image(SQLModel, table=True):
    """One picture address of one listing; `sha256` names the file, which two addresses may share."""

    id: str = Field(primary_key=True, max_length=40, description="hash of the address, then the listing")
    url: str
    listing_id: int = Field(foreign_key="listing.id", index=True)
    position: int = 0
    status: str = Field(
        default="wanted", index=True, description="wanted | ok (has thumbnails) | broken | dropped (no longer named)"
    )
    sha256: str | None = Field(default=None, index=True, max_length=64)
    format: str | None = None
    width: int | None = None
    height: int | None = None
    dhash: str | None = Field(default=None, index=True, max_length=16)
    verdict: dict[str, Any] | None = Field(default=None, sa_column=Column(JsonColumn))
    fetched_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
