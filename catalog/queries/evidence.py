"""Where each fact comes from: the listing, the field and the words it was read from, and how sure the reading is."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from pydantic import BaseModel, Field
from sqlalchemy import select
from sqlmodel import Session, col

from catalog.facts import Facts
from catalog.tables import Listing

FACTS = ("name", "price", "net_content", "place", "producer", "ocop", "group")


class FactSource(BaseModel):
    """One fact of a product and the listing that says it."""

    fact: str = Field(examples=["net_content"])
    marketplace: str
    marketplace_name: str
    url: str
    field: str = Field(description="The listing's field, or `registry:A` for a certificate of level A.")
    words: str = Field(description="As they stand there.")
    confidence: float = Field(description="How sure the reading is, 0 to 1.")


class ListingFact(BaseModel):
    """One fact of a listing with its evidence; `field` and the rest are null where the fact says that nothing does."""

    fact: str
    value: Any
    field: str | None = None
    words: str | None = None
    confidence: float | None = None


def product_evidence(facts: Facts, rows: Sequence[Any], names: dict[str, str]) -> list[FactSource]:
    """For each fact of a product the best ranked listing that says the same; `rows` are its listings as ranked."""
    told = facts.to_json()
    speaking = [row for row in rows if row.state != "gone"] or list(rows)
    found = []
    for fact in FACTS:
        row = next((row for row in _agreeing(fact, told, speaking) if fact in (row.evidence or {})), None)
        if row is not None:
            said = row.evidence[fact]
            found.append(
                FactSource(
                    fact=fact,
                    marketplace=row.marketplace,
                    marketplace_name=names[row.marketplace],
                    url=row.url,
                    field=said["source"],
                    words=said["words"],
                    confidence=said["confidence"],
                )
            )
    return found


def _agreeing(fact: str, told: dict[str, Any], rows: Iterable[Any]) -> Iterable[Any]:
    agrees: Callable[[Any], bool] = lambda row: bool(row.facts[fact] == told[fact])  # noqa: E731
    if fact in ("price", "net_content"):
        setter = ("price", "price_per", "net_content")
        best = [row for row in rows if all(row.facts[name] == told[name] for name in setter) and not row.outlier]
        return best or filter(agrees, rows)
    return filter(agrees, rows)


def listing_facts(session: Session, listing_id: int) -> tuple[list[ListingFact], list[dict[str, Any]]]:
    """A listing's facts with their evidence, and what was odd about its fields."""
    row = session.execute(
        select(col(Listing.facts), col(Listing.evidence), col(Listing.oddities)).where(col(Listing.id) == listing_id)
    ).one_or_none()
    if row is None or row.facts is None:
        return [], []
    evidence = row.evidence or {}
    return [_listing_fact(fact, row.facts[fact], evidence.get(_READ_WITH.get(fact, fact))) for fact in row.facts], [
        *row.oddities
    ]


_READ_WITH = {"price_max": "price", "list_price": "price", "price_per": "price", "price_status": "price"}


def _listing_fact(fact: str, value: Any, said: dict[str, Any] | None) -> ListingFact:
    if said is None:
        return ListingFact(fact=fact, value=value)
    return ListingFact(fact=fact, value=value, field=said["source"], words=said["words"], confidence=said["confidence"])
