"""What a probe found out."""

from typing import Any

from pydantic import BaseModel, Field


class Look(BaseModel):
    """One page that was looked at; `cause` says why it could not be had."""

    url: str
    status: int = 0
    cause: str | None = None


class ProbeReport(BaseModel):
    """What a site is and how it can be read.

    `software` is the shop software by its marks, `platform` the way its pages are read, which may be a generic one.
    `products_seen` is the number of products this way leads to at least. `coverage` are shares of the sample listings
    that state a field; `toml` is a marketplace file ready to try; `problem` is the one sentence that says why there is
    none.
    """

    url: str
    reached: bool = False
    software: str | None = None
    platform: str | None = None
    problem: str | None = None
    evidence: list[str] = Field(default_factory=list)
    robots: dict[str, Any] = Field(default_factory=dict)
    sitemaps: list[str] = Field(default_factory=list)
    feeds: list[str] = Field(default_factory=list)
    product_pattern: str | None = None
    listing_pattern: str | None = None
    selectors: dict[str, str] = Field(default_factory=dict)
    product_selectors: dict[str, str] = Field(default_factory=dict)
    products_seen: int = 0
    coverage: dict[str, float] = Field(default_factory=dict)
    samples: list[dict[str, Any]] = Field(default_factory=list)
    to_check: list[str] = Field(default_factory=list)
    looked_at: list[Look] = Field(default_factory=list)
    toml: str = ""
