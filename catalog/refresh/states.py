"""Fresh, stale, gone: how long ago a listing was last seen, by its marketplace's declared days.

A listing is `stale` after `stale_after_days` and `gone` after `gone_after_days`, whole days in Viet Nam. While the
marketplace's last crawl is held, its clock stands still on the day the first crawl since the last believed one was
held: what a poor crawl did not show may still be there, so nothing becomes `stale` or `gone` until someone releases it
or a crawl is believed again.
"""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta, timezone

from sqlalchemy import case, func, select, update
from sqlmodel import Session, col

from catalog.refresh import due
from catalog.refresh.work import Work
from catalog.tables import CrawlRun, Listing, Marketplace

VIET_NAM = timezone(timedelta(hours=7))


def set_states(work: Work) -> None:
    """Bring every listing's state up to `today`; matching, which prefers listings still seen, comes to be due."""
    session = work.session
    marketplaces = session.execute(
        select(col(Marketplace.slug), col(Marketplace.stale_after_days), col(Marketplace.gone_after_days))
    ).all()
    held_since = _held_since(session)
    counted: Counter[str] = Counter()
    for slug, stale_after, gone_after in marketplaces:
        day = min(work.today, held_since.get(slug, work.today))
        fresh_since = _midnight(day - timedelta(days=stale_after))
        known_since = _midnight(day - timedelta(days=max(gone_after, stale_after)))
        last_seen = col(Listing.last_seen)
        state = case((last_seen >= fresh_since, "fresh"), (last_seen >= known_since, "stale"), else_="gone")
        statement = (
            update(Listing).where(col(Listing.marketplace) == slug, col(Listing.state) != state).values(state=state)
        )
        changed = session.execute(statement.returning(col(Listing.id), col(Listing.state))).all()
        counted.update(row.state for row in changed)
        due.put(session, due.MATCHING, [row.id for row in changed])
        session.commit()
    work.report.back, work.report.stale, work.report.gone = counted["fresh"], counted["stale"], counted["gone"]


def local_day(moment: datetime) -> date:
    """The day in Viet Nam."""
    return moment.astimezone(VIET_NAM).date()


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), VIET_NAM).astimezone(UTC)


def _held_since(session: Session) -> dict[str, date]:
    """Marketplaces whose last finished crawl is held, with the day of the first of the held ones at the end."""
    crawls = (col(CrawlRun.kind) == "crawl", col(CrawlRun.status) == "finished", col(CrawlRun.marketplace).is_not(None))
    believed = (
        select(col(CrawlRun.marketplace).label("slug"), func.max(col(CrawlRun.id)).label("run"))
        .where(*crawls, col(CrawlRun.held).is_(False))
        .group_by(col(CrawlRun.marketplace))
        .subquery()
    )
    after = (
        select(col(CrawlRun.marketplace), func.min(col(CrawlRun.id)).label("run"))
        .join(believed, believed.c.slug == col(CrawlRun.marketplace), isouter=True)
        .where(*crawls, col(CrawlRun.held).is_(True), col(CrawlRun.id) > func.coalesce(believed.c.run, 0))
        .group_by(col(CrawlRun.marketplace))
        .subquery()
    )
    found = session.execute(
        select(col(CrawlRun.marketplace), col(CrawlRun.started_at)).join(after, after.c.run == col(CrawlRun.id))
    )
    return {slug: local_day(started) for slug, started in found if slug is not None}
