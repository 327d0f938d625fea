"""Hand matching the listings it has to look at: those read anew, those with new pictures, or all of them."""

from dataclasses import asdict
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlmodel import col

from catalog.matching import match
from catalog.matching.lexicon import RULES_VERSION
from catalog.refresh import due
from catalog.refresh.work import Work
from catalog.tables import Image, Listing, RefreshState

_STEP = "matching"
_ALL_ABOVE = 0.3


def match_listings(work: Work) -> None:
    """Match after normalising: all listings the first time and where most are due, else those that are."""
    session = work.session
    newest = session.scalar(select(func.max(col(Image.fetched_at))))
    state = session.get(RefreshState, _STEP)
    changed: set[int] | None = None
    if state is not None and state.value["rules"] == RULES_VERSION and not work.full:
        since = (
            datetime.fromisoformat(state.value["pictures"])
            if state.value["pictures"]
            else datetime.min.replace(tzinfo=UTC)
        )
        changed = {*map(int, due.waiting(session, due.MATCHING)), *_pictured(work, since), *_unmatched(work)}
        total = session.scalar(select(func.count()).select_from(Listing)) or 0
        if len(changed) > _ALL_ABOVE * total:
            changed = None
    report = match(session, changed=changed, progress=work.progress)
    value = {"rules": RULES_VERSION, "pictures": newest.isoformat() if newest else None}
    session.merge(RefreshState(step=_STEP, value=value))
    due.settle(session, due.MATCHING)
    session.commit()
    work.report.matched = asdict(report)


def _pictured(work: Work, since: datetime) -> set[int]:
    return set(work.session.scalars(select(col(Image.listing_id)).where(col(Image.fetched_at) > since).distinct()))


def _unmatched(work: Work) -> set[int]:
    found = work.session.scalars(select(col(Listing.id)).where(col(Listing.product_id).is_(None)))
    return {one for one in found if one is not None}
