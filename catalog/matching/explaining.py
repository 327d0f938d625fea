"""Why a listing belongs to its product, and why its nearest neighbours do not."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import or_, select
from sqlmodel import Session, col

from catalog.matching.changes import changes_of
from catalog.matching.compare import compare
from catalog.matching.edges import MOST_AT_ONCE
from catalog.matching.people import ListingView, find_listing, view
from catalog.matching.reasons import describe
from catalog.matching.signature import Signature
from catalog.matching.signatures import load_signatures
from catalog.matching.verdict import Verdict
from catalog.tables import Listing, MatchDecision, MatchKey

_NEAREST = 5


@dataclass(frozen=True)
class Compared:
    """Another listing and what a comparison with it says: score of 100, parts, and the block where there is one."""

    listing: ListingView
    score: float
    parts: list[dict[str, Any]]
    block: str = ""
    accepted: bool = False


@dataclass(frozen=True)
class Explanation:
    """How a listing was read (`words` by part of speech, `maker`), where it stands and why.

    `together` are its product's other listings, `apart` the nearest that are not; `decisions` are people's words on it,
    `changes` the merges and splits of its product.
    """

    listing: ListingView
    words: dict[str, str]
    maker: str
    reason: dict[str, Any]
    together: list[Compared] = field(default_factory=list)
    apart: list[Compared] = field(default_factory=list)
    decisions: list[dict[str, Any]] = field(default_factory=list)
    changes: list[dict[str, Any]] = field(default_factory=list)


def explain(session: Session, listing: int | str) -> Explanation:
    """Explain a listing, by id or address. Raises UnknownListing; one never matched has no words yet."""
    row = find_listing(session, listing)
    listing_id = row.id or 0
    signatures = load_signatures(session, [listing_id])
    if listing_id not in signatures:
        return Explanation(view(session, listing_id), {}, "", {})
    own = signatures[listing_id]
    mates = set(_mates(session, row)) - {listing_id}
    return Explanation(
        listing=view(session, listing_id),
        words=own.words,
        maker=" ".join(own.maker_words),
        reason=row.match_reason or {},
        together=_compared(session, own, mates),
        apart=_compared(session, own, _near(session, own) - mates - {listing_id})[:_NEAREST],
        decisions=_decisions(session, listing_id),
        changes=_changes(session, row.product_id),
    )


def _mates(session: Session, row: Listing) -> Iterable[int]:
    if row.product_id is None:
        return []
    return [
        one for one in session.scalars(select(col(Listing.id)).where(col(Listing.product_id) == row.product_id)) if one
    ]


def _near(session: Session, own: Signature) -> set[int]:
    """Listings that share a candidate key, most of a key's listings left out where they are many."""
    found: set[int] = set()
    for key in own.keys:
        wanted = select(col(MatchKey.listing_id)).where(col(MatchKey.key) == key).limit(MOST_AT_ONCE)
        found.update(session.scalars(wanted))
    return found


def _compared(session: Session, own: Signature, others: set[int]) -> list[Compared]:
    signatures = load_signatures(session, sorted(others))
    verdicts = [(one, compare(own, signatures[one])) for one in sorted(signatures)]
    verdicts.sort(key=lambda pair: (bool(pair[1].block), -pair[1].score, pair[0]))
    return [_one(session, one, verdict) for one, verdict in verdicts]


def _one(session: Session, listing_id: int, verdict: Verdict) -> Compared:
    said = describe(verdict)
    return Compared(view(session, listing_id), said["score"], said["parts"], verdict.block, verdict.accepted)


def _decisions(session: Session, listing_id: int) -> list[dict[str, Any]]:
    mine = or_(col(MatchDecision.first_id) == listing_id, col(MatchDecision.second_id) == listing_id)
    return [
        {
            "with": view(session, said.second_id if said.first_id == listing_id else said.first_id),
            "same": said.same,
            "note": said.note,
            "decided_at": said.decided_at.isoformat(),
        }
        for said in session.scalars(select(MatchDecision).where(mine).order_by(col(MatchDecision.decided_at))).all()
    ]


def _changes(session: Session, product_id: str | None) -> list[dict[str, Any]]:
    if product_id is None:
        return []
    return [
        {"kind": one.kind, "old_id": one.old_id, "new_id": one.new_id, "recorded_at": one.recorded_at.isoformat()}
        for one in changes_of(session, product_id)
    ]
