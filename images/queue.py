"""Which pictures are due to be fetched, one task an address, however many listings name it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Engine, and_, func, or_
from sqlmodel import Session, col, select

from catalog.database import session
from catalog.settings import Settings
from catalog.tables import Image
from images.thumbnails import is_complete

RECHECK_AFTER = timedelta(days=30)
RETRY_AFTER = (timedelta(hours=1), timedelta(days=1), timedelta(days=3))
_PAGE = 200


@dataclass(frozen=True)
class Task:
    """One address to ask. `due` are the rows waiting for it; `known` the id of a row that already has its answer.

    `answered` says that this answer is fresh, so that the rows only copy it and nothing is fetched.
    """

    address: str
    url: str
    due: tuple[str, ...]
    known: str | None = None
    answered: bool = False
    etag: str | None = None
    last_modified: str | None = None


def due_tasks(engine: Engine, now: datetime) -> Iterator[Task]:
    """Tasks in the order of the hash of their addresses, which mixes the servers; pages, so that memory stays flat."""
    last, done = "", ""
    while True:
        with session(engine) as opened:
            ids = opened.exec(
                select(Image.id).where(_may_be_due(now), col(Image.id) > last).order_by(col(Image.id)).limit(_PAGE)
            ).all()
            addresses = list(dict.fromkeys(one.partition("-")[0] for one in ids))
            tasks = [_task(_rows_of(opened, address), address, now) for address in addresses if address != done]
        if not ids:
            return
        last, done = ids[-1], addresses[-1]
        yield from (task for task in tasks if task is not None)


def count_due(engine: Engine, now: datetime) -> int:
    """How many rows are due, at most: a few may wait longer after repeated failures."""
    with session(engine) as opened:
        return opened.exec(select(func.count()).select_from(Image).where(_may_be_due(now))).one()


def want_missing_files(engine: Engine, settings: Settings) -> int:
    """Want every picture again whose thumbnails are not on the disk; returns how many. Reads every row."""
    last, found = "", 0
    while True:
        with session(engine) as opened:
            rows = opened.exec(
                select(Image).where(Image.status == "ok", col(Image.id) > last).order_by(col(Image.id)).limit(_PAGE)
            ).all()
            for row in rows:
                if row.sha256 is None or not is_complete(settings, row.sha256):
                    row.status, row.sha256, row.verdict, row.fetched_at = "wanted", None, None, None
                    found += 1
        if not rows:
            return found
        last = rows[-1].id


def fetch_notes(row: Image) -> dict[str, Any]:
    """What is kept of past requests: `attempts` that failed in a row, `etag`, `last_modified`."""
    notes = (row.verdict or {}).get("fetch")
    return notes if isinstance(notes, dict) else {}


def _may_be_due(now: datetime) -> ColumnElement[bool]:
    fetched = col(Image.fetched_at)
    first_or_again = or_(fetched.is_(None), fetched <= now - RETRY_AFTER[0])
    return or_(
        and_(col(Image.status) == "wanted", first_or_again),
        and_(col(Image.status).in_(("ok", "broken")), fetched <= now - RECHECK_AFTER),
    )


def _is_due(row: Image, now: datetime) -> bool:
    if row.status == "dropped" or (row.status == "broken" and row.fetched_at is None):
        return False
    if row.fetched_at is None:
        return True
    if row.status != "wanted":
        return row.fetched_at <= now - RECHECK_AFTER
    attempts = int(fetch_notes(row).get("attempts", 1))
    return row.fetched_at <= now - RETRY_AFTER[min(attempts, len(RETRY_AFTER)) - 1]


def _rows_of(opened: Session, address: str) -> Sequence[Image]:
    """Every row of one address. The bounds hold in every collation, since the hashes are of one length."""
    following = f"{int(address, 16) + 1:0{len(address)}x}"
    return opened.exec(
        select(Image).where(col(Image.id) >= address, col(Image.id) < following).order_by(col(Image.id))
    ).all()


def _task(rows: Sequence[Image], address: str, now: datetime) -> Task | None:
    due = tuple(row.id for row in rows if _is_due(row, now))
    if not due:
        return None
    url = rows[0].url
    answers = [row for row in rows if row.fetched_at is not None and row.status in ("ok", "broken")]
    if not answers:
        return Task(address, url, due)
    newest = max(answers, key=lambda row: (row.status == "ok", row.fetched_at))
    answered = newest.id not in due
    if newest.status != "ok":
        return Task(address, url, due, known=newest.id if answered else None, answered=answered)
    notes = fetch_notes(newest)
    return Task(address, url, due, newest.id, answered, notes.get("etag"), notes.get("last_modified"))
