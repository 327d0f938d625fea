"""What a refresh did, or with `dry_run` would do."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel, Field

_MOST_SHOWN = 200


class FactChange(BaseModel):
    """One fact of one listing that reads differently than before."""

    url: str
    fact: str
    before: Any
    after: Any


class RefreshReport(BaseModel):
    """Counts of one refresh. `facts_changed` and `examples` compare listings that had facts before."""

    today: date
    dry_run: bool = False
    rules: str = ""
    normalised: int = Field(0, description="Listings whose content, rules or registry changed.")
    first_read: int = Field(0, description="Of those, the ones read for the first time.")
    refused: int = Field(0, description="Listings the rules failed on; they keep their name and nothing else.")
    facts_changed: dict[str, int] = Field(default_factory=dict, description="How many listings by fact.")
    examples: list[FactChange] = Field(default_factory=list, description="The first 200 of those changes.")
    shops: int = 0
    producers: int = Field(0, description="Producers made or changed.")
    stale: int = Field(0, description="Listings that became stale.")
    gone: int = Field(0, description="Listings that became gone.")
    back: int = Field(0, description="Listings that are fresh again.")
    price_days: int = 0
    matched: dict[str, int] = Field(default_factory=dict, description="What matching reports.")
    offers: int = Field(0, description="Offers made, changed or taken away.")
    products: int = Field(0, description="Products whose page changed.")
    certificates: int = Field(0, description="Certificates newly linked to a product or producer.")

    def compare(self, url: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[FactChange]:
        """Count the facts of one listing that changed; gives them back."""
        changes = [
            FactChange(url=url, fact=fact, before=before.get(fact), after=after[fact])
            for fact in after
            if before.get(fact) != after[fact]
        ]
        for change in changes:
            self.facts_changed[change.fact] = self.facts_changed.get(change.fact, 0) + 1
        self.examples.extend(changes[: _MOST_SHOWN - len(self.examples)])
        return changes
