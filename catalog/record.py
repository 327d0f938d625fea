"""The recorder: what a crawl or an import saw, written as it comes, and nothing derived from it."""

from collections.abc import Iterable
from contextlib import suppress
from types import TracebackType
from typing import Any, Literal, Self

from sqlalchemy import Engine, func, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col

from catalog.database import past_deadlocks
from catalog.listing import Listing, ListingError, Oddity
from catalog.marketplaces import ensure_marketplace
from catalog.sightings import Sighting, Tally, sighting_of, write_sightings, write_unchanged
from catalog.tables import CrawlRun, Marketplace
from catalog.tables import Listing as ListingRow
from catalog.tables.columns import utc_now

Kind = Literal["crawl", "archive", "import"]
Status = Literal["finished", "failed", "interrupted"]
_FEWEST_TO_HOLD = 10


class Recorder:
    """Writes Content, Listing, Observation and CrawlRun rows (and a bare Marketplace row where one is missing).

    Use it as a context: leaving it writes the rest and closes the run (`failed` on an error, `interrupted` on Ctrl-C).
    A run that died without closing is closed as `interrupted` by the next of the same kind and marketplace.
    Memory is one batch, however long the run.
    """

    def __init__(self, engine: Engine, *, marketplace: str | None, kind: Kind = "crawl", batch: int = 1000) -> None:
        self._engine = engine
        self._marketplace = marketplace
        self._kind = kind
        self._batch = batch
        self._pending: list[Sighting] = []
        self._unchanged: set[str] = set()
        self._tally = Tally()
        self._finished: CrawlRun | None = None
        self._ensured: set[str] = set()
        self._started = utc_now()
        if marketplace is not None:
            self._ensure(marketplace)
        self.run_id = self._open()

    def add(self, listing: Listing, oddities: Iterable[Oddity] = ()) -> list[Oddity]:
        """Record one listing. Its marketplace is the one it names, else the recorder's.

        Returns the given oddities and what is odd about its time of sighting.

        Raises ListingError where it cannot be kept: no marketplace, an address of more than 2,048 bytes, or what JSON
        cannot say.
        """
        marketplace = listing.marketplace or self._marketplace
        if not marketplace:
            raise ListingError("no `marketplace`")
        if marketplace not in self._ensured:
            self._ensure(marketplace)
        now = self._started if self._kind == "import" else utc_now()
        sighting = sighting_of(listing, marketplace=marketplace, now=now, oddities=tuple(oddities))
        self._pending.append(sighting)
        if len(self._pending) >= self._batch:
            self.flush()
        return sighting.oddities

    def still_seen(self, urls: Iterable[str]) -> None:
        """Record that known pages of the recorder's marketplace still say what they said (304, or an equal body)."""
        for url in urls:
            self._unchanged.add(url)
            if len(self._unchanged) >= self._batch:
                self.flush()

    def flush(self) -> None:
        """Write what is pending, in one transaction; where that fails all of it stays pending."""
        if not self._pending and not self._unchanged:
            return
        counts = past_deadlocks(self._write)
        self._pending, self._unchanged = [], set()
        for count in counts:
            self._count(count)

    def finish(
        self,
        status: Status = "finished",
        *,
        pages: int = 0,
        report: dict[str, Any] | None = None,
        held: bool | None = None,
    ) -> CrawlRun:
        """Write the rest and close the run.

        A finished crawl that lost more than the marketplace's declared share of what the last believed crawl saw is
        held, unless `held` says otherwise (a crawl of a part of the marketplace, for one, passes False).
        """
        self.flush()
        with Session(self._engine, expire_on_commit=False) as session:
            run = session.get_one(CrawlRun, self.run_id)
            run.status, run.pages, run.report = status, pages, report or {}
            run.seen, run.new, run.changed = self._tally.seen, self._tally.new, self._tally.changed
            run.finished_at = utc_now()
            run.gone = _lost(session, run)
            run.held = _must_hold(session, run) if held is None else held
            session.add(run)
            session.commit()
        self._finished = run
        return run

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._finished is not None:
            return
        if kind is None:
            self.finish()
            return
        status: Status = "failed" if issubclass(kind, Exception) else "interrupted"
        with suppress(SQLAlchemyError):
            self.finish(status, report={"error": f"{kind.__name__}: {error}"})

    def _write(self) -> list[Tally]:
        counts = []
        with self._engine.begin() as connection:
            if self._pending:
                once = self._kind != "import"
                counts.append(write_sightings(connection, self._pending, run_id=self.run_id, once=once))
            if self._unchanged and self._marketplace:
                now = utc_now()
                written = write_unchanged(connection, self._marketplace, self._unchanged, run_id=self.run_id, now=now)
                counts.append(written)
        return counts

    def _count(self, tally: Tally) -> None:
        self._tally.seen += tally.seen
        self._tally.new += tally.new
        self._tally.changed += tally.changed

    def _ensure(self, slug: str) -> None:
        with self._engine.begin() as connection:
            ensure_marketplace(connection, slug)
        self._ensured.add(slug)

    def _open(self) -> int:
        with Session(self._engine) as session:
            left = update(CrawlRun).where(
                col(CrawlRun.status) == "running",
                col(CrawlRun.kind) == self._kind,
                col(CrawlRun.marketplace).is_not_distinct_from(self._marketplace),
            )
            session.execute(left.values(status="interrupted", finished_at=self._started))
            run = CrawlRun(marketplace=self._marketplace, kind=self._kind, started_at=self._started)
            session.add(run)
            session.flush()
            number = run.id or 0
            session.commit()
            return number


def _lost(session: Session, run: CrawlRun) -> int:
    """Listings the last believed crawl saw, or a held one after it, that this crawl did not."""
    if run.kind != "crawl" or run.status != "finished" or run.marketplace is None:
        return 0
    believed = select(func.max(CrawlRun.id)).where(
        col(CrawlRun.marketplace) == run.marketplace,
        col(CrawlRun.kind) == "crawl",
        col(CrawlRun.status) == "finished",
        col(CrawlRun.held).is_(False),
        col(CrawlRun.id) < run.id,
    )
    baseline = session.scalar(believed)
    if baseline is None:
        return 0
    missing = select(func.count()).where(
        col(ListingRow.marketplace) == run.marketplace,
        col(ListingRow.last_run_id) >= baseline,
        col(ListingRow.last_run_id) < run.id,
    )
    return session.scalar(missing) or 0


def _must_hold(session: Session, run: CrawlRun) -> bool:
    if run.gone == 0 or run.seen + run.gone < _FEWEST_TO_HOLD:
        return False
    return run.gone / (run.seen + run.gone) > session.get_one(Marketplace, run.marketplace).hold_share
