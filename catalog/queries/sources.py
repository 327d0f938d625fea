"""The state of each source: its last crawl, what was wrong with it and why, and whether it waits for someone's word."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Protocol

from pydantic import BaseModel, Field
from sqlalchemy import Engine, select
from sqlmodel import Session, col

from catalog.tables import CrawlRun, Marketplace


class Source(Protocol):
    """What is asked about: a marketplace's row or its file."""

    @property
    def slug(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def enabled(self) -> bool: ...


class Fallen(BaseModel):
    """A required field that fewer listings state than before: shares between 0 and 1."""

    field: str
    before: float
    now: float


class ArchiveRead(BaseModel):
    """The last time pages of the marketplace were read from an archive: it says nothing of how the site fares."""

    file: str | None = Field(None, description="Name of the archive; null where it was not read to its end.")
    status: str = Field(description="running, finished, failed or interrupted.")
    started_at: datetime
    listings: int = 0
    problem: str | None = Field(None, description="Why it was not read to its end, in an English sentence.")


class SourceHealth(BaseModel):
    """One marketplace's last crawl. `cause` is one word of the crawler's causes, `layout` or `empty`."""

    slug: str
    name: str
    enabled: bool
    run_id: int | None = None
    status: str | None = Field(None, description="running, finished, failed or interrupted; null: never crawled.")
    held: bool = Field(False, description="Lost too much to be believed before someone has looked.")
    cause: str | None = None
    problems: list[str] = Field(default_factory=list, description="What was wrong, in English sentences.")
    fallen: list[Fallen] = Field(default_factory=list)
    started_at: datetime | None = None
    finished_at: datetime | None = None
    believed_at: datetime | None = Field(None, description="End of the last finished run that is not held.")
    pages: int = 0
    unchanged: int = Field(0, description="Pages that answered 304.")
    skipped: int = Field(0, description="Pages not asked for: nothing said that they changed.")
    listings: int = 0
    median_listings: int | None = Field(None, description="Median of the last five believed runs before this one.")
    new: int = 0
    changed: int = 0
    gone: int = 0
    coverage: dict[str, float] = Field(default_factory=dict, description="Share of the listings read that state it.")
    usual_coverage: dict[str, float] = Field(default_factory=dict, description="Its median in the believed runs.")
    causes: dict[str, int] = Field(default_factory=dict, description="Why pages could not be had, and how often.")
    oddities: dict[str, int] = Field(default_factory=dict)
    archive: ArchiveRead | None = Field(None, description="Null where no archive was read since the last crawl.")


def sources(engine: Engine, known: Iterable[Source] | None = None) -> list[SourceHealth]:
    """The state of every marketplace that is enabled or was ever crawled, those that need someone first.

    `known` are the marketplaces to look at, by default those of the catalog.
    """
    with Session(engine) as session:
        asked: Iterable[Any] = session.scalars(select(Marketplace)).all() if known is None else known
        states = [_state(session, one) for one in asked]
    shown = [state for state in states if state.enabled or state.run_id is not None or state.archive is not None]
    return sorted(shown, key=lambda state: (not state.held, state.status == "finished", state.slug))


def release(engine: Engine, run_id: int) -> bool:
    """Believe a held run after all; False where there is no held run of this number."""
    with Session(engine) as session:
        run = session.get(CrawlRun, run_id)
        if run is None or not run.held:
            return False
        run.held = False
        session.add(run)
        session.commit()
    return True


def _state(session: Session, source: Source) -> SourceHealth:
    run, archive = _last(session, source.slug), _last(session, source.slug, kind="archive")
    if archive is not None and run is not None and (archive.id or 0) < (run.id or 0):
        archive = None
    read = _read(archive) if archive is not None else None
    if run is None:
        return SourceHealth(slug=source.slug, name=source.name, enabled=source.enabled, archive=read)
    believed = _last(session, source.slug, col(CrawlRun.status) == "finished", col(CrawlRun.held).is_(False))
    verdict = run.report.get("verdict") or {}
    told = {name: verdict[name] for name in ("cause", "problems", "fallen", "median_listings") if name in verdict}
    counted = ("unchanged", "skipped", "coverage", "causes", "oddities")
    return SourceHealth(
        slug=source.slug,
        name=source.name,
        enabled=source.enabled,
        run_id=run.id,
        listings=run.seen,
        archive=read,
        believed_at=believed.finished_at if believed else None,
        usual_coverage=verdict.get("usual_coverage") or {},
        **run.model_dump(include={"status", "held", "started_at", "finished_at", "pages", "new", "changed", "gone"}),
        **{name: run.report[name] for name in counted if name in run.report},
        **told,
    )


def _read(run: CrawlRun) -> ArchiveRead:
    return ArchiveRead(
        file=run.report.get("archive"),
        status=run.status,
        started_at=run.started_at,
        listings=run.seen,
        problem=run.report.get("broken") or run.report.get("error"),
    )


def _last(session: Session, slug: str, *conditions: Any, kind: str = "crawl") -> CrawlRun | None:
    query = select(CrawlRun).where(col(CrawlRun.marketplace) == slug, col(CrawlRun.kind) == kind, *conditions)
    return session.scalars(query.order_by(col(CrawlRun.id).desc()).limit(1)).first()
