"""People's word on pairs of listings: asked for, kept, outranking every rule, given out as labelled data."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from catalog.matching.compare import compare
from catalog.matching.reasons import describe
from catalog.matching.report import MatchReport
from catalog.matching.run import match
from catalog.matching.signatures import load_signatures
from catalog.tables import Listing, MatchDecision, MatchEdge
from catalog.tables.columns import utc_now


class UnknownListing(LookupError):
    """No listing has this id or address."""


@dataclass(frozen=True)
class ListingView:
    """Enough of a listing to judge it by."""

    id: int
    marketplace: str
    url: str
    name: str
    variant: str
    product_id: str | None


@dataclass(frozen=True)
class ReviewPair:
    """A doubtful pair, with the rules' score of 100 and its parts (`about`, `weight`, `words`)."""

    first: ListingView
    second: ListingView
    score: float
    parts: list[dict[str, Any]]


def decide(session: Session, listing_a: int, listing_b: int, same: bool, note: str = "") -> MatchReport:
    """Keep a person's word on two listings and match them anew by it; a later word on the same pair replaces it.

    Raises UnknownListing, and ValueError where both are one listing.
    """
    first, second = sorted((listing_a, listing_b))
    if first == second:
        raise ValueError("a listing is not compared with itself")
    for one in (first, second):
        if session.get(Listing, one) is None:
            raise UnknownListing(f"no listing has the id {one}")
    kept = session.get(MatchDecision, (first, second))
    if kept is None:
        kept = MatchDecision(first_id=first, second_id=second, same=same, decided_at=utc_now())
        session.add(kept)
    kept.same, kept.note, kept.decided_at = same, note, utc_now()
    return match(session, changed=(first, second))


def take_back(session: Session, listing_a: int, listing_b: int) -> MatchReport:
    """Forget a person's word on two listings: the rules decide again. Nothing happens where there is none."""
    first, second = sorted((listing_a, listing_b))
    kept = session.get(MatchDecision, (first, second))
    if kept is None:
        return MatchReport()
    session.delete(kept)
    return match(session, changed=(first, second))


def review_pairs(session: Session, limit: int = 20) -> list[ReviewPair]:
    """Doubtful pairs nobody has judged yet, the likeliest first: near enough to ask, in two products today."""
    one, other = aliased(Listing), aliased(Listing)
    rows = session.execute(
        select(col(MatchEdge.first_id), col(MatchEdge.second_id))
        .join(one, col(one.id) == col(MatchEdge.first_id))
        .join(other, col(other.id) == col(MatchEdge.second_id))
        .where(col(one.product_id) != col(other.product_id), ~_judged())
        .order_by(col(MatchEdge.score).desc(), col(MatchEdge.first_id), col(MatchEdge.second_id))
        .limit(limit)
    )
    pairs = [(first, second) for first, second in rows]
    signatures = load_signatures(session, {listing_id for pair in pairs for listing_id in pair})
    found: list[ReviewPair] = []
    for first, second in pairs:
        said = describe(compare(signatures[first], signatures[second]))
        found.append(ReviewPair(view(session, first), view(session, second), said["score"], said["parts"]))
    return found


def export_labels(session: Session) -> Iterator[dict[str, Any]]:
    """Every judged pair as one JSON object, in the order they were judged."""
    wanted = select(MatchDecision).order_by(col(MatchDecision.decided_at), col(MatchDecision.first_id))
    for said in session.scalars(wanted).all():
        first, second = view(session, said.first_id), view(session, said.second_id)
        yield {
            "first": {"marketplace": first.marketplace, "url": first.url, "name": first.name},
            "second": {"marketplace": second.marketplace, "url": second.url, "name": second.name},
            "same_product": said.same,
            "note": said.note,
            "decided_at": said.decided_at.isoformat(),
        }


def find_listing(session: Session, listing: int | str) -> Listing:
    """A listing by its id (as a number or in digits) or address; raises UnknownListing."""
    found: Listing | None = None
    if isinstance(listing, int) or listing.isdigit():
        found = session.get(Listing, int(listing))
    if found is None and isinstance(listing, str):
        found = session.scalar(select(Listing).where(col(Listing.url) == listing).order_by(col(Listing.id)))
    if found is None:
        raise UnknownListing(f"no listing has the id or address {listing}")
    return found


def view(session: Session, listing_id: int) -> ListingView:
    """What a person sees of a listing."""
    row = find_listing(session, listing_id)
    return ListingView(listing_id, row.marketplace, row.url, row.name, row.variant or "", row.product_id)


def _judged() -> ColumnElement[bool]:
    return exists().where(
        and_(
            col(MatchDecision.first_id) == col(MatchEdge.first_id),
            col(MatchDecision.second_id) == col(MatchEdge.second_id),
        )
    )
