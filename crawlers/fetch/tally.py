"""What a crawl has met so far, in numbers: the worker reports it, the health report judges it."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from catalog.listing import Listing, Oddity
from crawlers.marketplaces.values import WATCHED


@dataclass
class Tally:
    """Counts of one crawl. `pages` are answers with a body; `unchanged` are 304s; `skipped` were not asked for."""

    pages: int = 0
    unchanged: int = 0
    skipped: int = 0
    listings: int = 0
    still_seen: int = 0
    bytes: int = 0
    causes: Counter[str] = field(default_factory=Counter)
    oddities: Counter[str] = field(default_factory=Counter)
    fields: Counter[str] = field(default_factory=Counter)

    def listing(self, listing: Listing, oddities: tuple[Oddity, ...] = ()) -> None:
        """Count a listing, the watched fields that it has and what was odd about it."""
        self.listings += 1
        for name in WATCHED:
            value = getattr(listing, name)
            if name == "price":
                value = value if value is not None else listing.price_text
            self.fields[name] += value not in (None, "", [])
        self.oddities.update(oddity.code for oddity in oddities)

    def report(self) -> dict[str, Any]:
        """Plain data for the run's report. Coverage is a share of the listings read in this crawl."""
        read = self.listings
        return {
            "pages": self.pages,
            "unchanged": self.unchanged,
            "skipped": self.skipped,
            "listings": read + self.still_seen,
            "read": read,
            "bytes": self.bytes,
            "causes": dict(self.causes),
            "oddities": dict(self.oddities),
            "coverage": {name: round(count / read, 4) for name, count in self.fields.items()} if read else {},
        }
