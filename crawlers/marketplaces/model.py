"""What a marketplace file says: one marketplace, and whether what is said fits together."""

from collections.abc import Iterator
from datetime import date
from typing import Self

from pydantic import Field, field_validator, model_validator

from crawlers.extract.urls import same_site
from crawlers.marketplaces.tables import Budget, Domain, Entry, Evidence, Health, Json, Patterns, Table
from crawlers.marketplaces.values import Address, Kind, Province, Slug

DEFAULT_DELAY = 2.0
SHORTEST_DELAY = 1.0


class MarketplaceFile(Table):
    """One marketplace file. `province` is the slug since July 2025; `delay` is in seconds between two requests."""

    slug: Slug = Field(description="Name of the file without its ending, and of the spider.")
    name: str = Field(min_length=2, max_length=120, description="The name people know.")
    operator: str | None = Field(default=None, description="Who runs the site, as far as it is known.")
    kind: Kind = Field(description="Who it is for: provincial, postal, private, or a registry of recognised products.")
    province: Province | None = Field(
        default=None,
        description="Slug of the province (since July 2025) whose site it is; none where it serves the country.",
    )
    platform: str | None = Field(
        default=None, description="How its pages are read: a shop software or a generic way; none while nobody knows."
    )
    enabled: bool = Field(description="Whether `chophien crawl` takes it along.")
    homepage: Address | None = Field(
        default=None, description="The front page; addresses of the platform are made from it."
    )
    delay: float = Field(default=DEFAULT_DELAY, ge=0, le=60, description="Seconds between two requests, at least 1.")
    expected_listings: int | None = Field(default=None, ge=0, description="How many listings a whole crawl finds.")
    sample: bool = Field(
        default=False, description="A shop of the sample fair: may be crawled without a delay, its prices are samples."
    )
    revisit_days: int = Field(
        default=7,
        ge=0,
        le=365,
        description="After so many days a product page is asked for although nothing says it changed.",
    )
    domains: list[Domain] = Field(default_factory=list)
    entry: Entry = Field(default_factory=Entry)
    patterns: Patterns = Field(default_factory=Patterns)
    selectors: dict[str, str] = Field(default_factory=dict)
    product_selectors: dict[str, str] = Field(default_factory=dict)
    json_paths: Json = Field(default_factory=Json, alias="json")
    budget: Budget = Field(default_factory=Budget)
    health: Health = Field(default_factory=Health)
    evidence: Evidence

    @field_validator("platform")
    @classmethod
    def _known_platform(cls, platform: str | None) -> str | None:
        from crawlers.platforms import PLATFORMS

        if platform is not None and platform not in PLATFORMS:
            raise ValueError(f"no platform {platform!r}; known: {', '.join(sorted(PLATFORMS))}")
        return platform

    @field_validator("selectors", "product_selectors")
    @classmethod
    def _readable_selectors(cls, selectors: dict[str, str]) -> dict[str, str]:
        from crawlers.extract.selectors import check

        for name, selector in selectors.items():
            check(name, selector)
        return selectors

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        """Raises ValueError with a line for each thing that does not fit the others."""
        if faults := list(self._faults()):
            raise ValueError("\n".join(faults))
        return self

    def _faults(self) -> Iterator[str]:
        if self.enabled and not self.homepage:
            yield "an enabled marketplace needs a homepage"
        if self.enabled and not self.current_hosts():
            yield "an enabled marketplace needs a domain that is valid today"
        if self.delay < SHORTEST_DELAY and not self.sample:
            yield f"delay below {SHORTEST_DELAY:g} s is for sample marketplaces only"
        if self.enabled and (lacking := self._lacking()):
            yield lacking
        hosts = [domain.host for domain in self.domains]
        for address in self._addresses():
            if hosts and not same_site(address, hosts):
                yield f"{address} is on none of the marketplace's domains"

    def current_hosts(self, today: date | None = None) -> list[str]:
        """Hosts valid on that day, as declared; the first is the main one."""
        today = today or date.today()  # noqa: DTZ011 -- declared in days, a few hours' difference does not matter
        valid = (one for one in self.domains if not (one.valid_to and one.valid_to < today))
        return [one.host for one in valid if not (one.valid_from and one.valid_from > today)]

    def hosts(self) -> list[str]:
        """Every host the marketplace ever had, current ones first: addresses on saved pages may be old."""
        return list(dict.fromkeys([*self.current_hosts(), *(domain.host for domain in self.domains)]))

    def _lacking(self) -> str | None:
        from crawlers.platforms import PLATFORMS

        if self.platform is None:
            return "an enabled marketplace needs a platform; `chophien probe` finds out which"
        return PLATFORMS[self.platform].lacks(self)

    def _addresses(self) -> list[str]:
        entry = self.entry
        return [*([self.homepage] if self.homepage else []), *entry.api, *entry.sitemaps, *entry.feeds, *entry.pages]
