"""The tables of a marketplace file. Unknown keys are errors: a misspelt key must not be lost in silence."""

from datetime import date
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from catalog.listing import Listing
from crawlers.extract import paths
from crawlers.marketplaces.values import AS_OF, Addresses, Confidence, Host, PastDay, Regexes, Watched


class Table(BaseModel):
    """A table of the file: only its own keys, each of exactly its type, and not changed once it is read."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Domain(Table):
    """A host (`host` or `host:port`) and when it was the marketplace's; `moved_to` is the host that took over."""

    host: Host
    valid_from: date | None = None
    valid_to: date | None = None
    moved_to: Host | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.valid_from and self.valid_to and self.valid_from > self.valid_to:
            raise ValueError("valid_to lies before valid_from")
        return self


class Entry(Table):
    """Where a crawl begins. A platform knows its usual places; what stands here is used instead."""

    api: Addresses = Field(default_factory=list)
    sitemaps: Addresses = Field(default_factory=list)
    feeds: Addresses = Field(default_factory=list)
    pages: Addresses = Field(default_factory=list)

    def empty(self) -> bool:
        return not (self.api or self.sitemaps or self.feeds or self.pages)


class Patterns(Table):
    """Regular expressions searched in whole addresses. `skip` wins over both."""

    product: Regexes = Field(default_factory=list)
    listing: Regexes = Field(default_factory=list)
    skip: Regexes = Field(default_factory=list)


class Json(Table):
    """Declared JSON or GraphQL: dotted paths (`data.items`, `images[].src`) to the items and their fields."""

    items: str = ""
    next: str | None = None
    page: str | None = None
    offset: str | None = None
    page_size: int = Field(default=50, ge=1, le=500)
    fields: dict[str, str] = Field(default_factory=dict)
    query: str | None = None
    variables: dict[str, Any] = Field(default_factory=dict)
    offset_variable: str | None = None
    page_variable: str | None = None
    cursor_variable: str | None = None
    price_divisor: int = Field(default=1, ge=1, le=1_000_000)
    url_template: str | None = None

    @field_validator("fields")
    @classmethod
    def _readable(cls, fields: dict[str, str]) -> dict[str, str]:
        for name, path in fields.items():
            if name not in Listing.model_fields and not name.startswith("extra."):
                raise ValueError(f"{name!r} is no field of a listing; use extra.<name>")
            for one in path.split("||"):
                paths.check(one.strip())
        return fields


class Budget(Table):
    """What one crawl may cost at most; a crawl that meets a limit ends as `budget` and never makes anything gone."""

    pages: int = Field(default=20_000, ge=1)
    minutes: int = Field(default=240, ge=1)
    megabytes: int = Field(default=2_000, ge=1)


class Health(Table):
    """When a run is held: more than `lost_share` of the listings missing, or a required field's coverage fallen."""

    lost_share: float = Field(default=0.3, gt=0, le=1)
    coverage_drop: float = Field(default=0.3, gt=0, le=1)
    required: list[Watched] = Field(default_factory=lambda: ["name", "price"])


class Evidence(Table):
    """How we know what the file says: looked up on `checked_on`, from evidence of `as_of` (a day, month or year)."""

    checked_on: PastDay
    as_of: str | None = Field(default=None, pattern=AS_OF)
    confidence: Confidence
    notes: list[str] = Field(default_factory=list)
    sources: list[str] = Field(default_factory=list)
