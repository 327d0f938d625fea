"""Write what came of a task into its rows. A picture once had is kept whatever its address gives later."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from catalog.tables import Image
from images.fetch import FetchFailed, Postponed
from images.queue import RETRY_AFTER, Task, fetch_notes
from images.report import PictureReport
from images.verdicts import Verdict, verdict
from images.work import Judged, Outcome

_COPIED = ("status", "sha256", "format", "width", "height", "dhash", "verdict", "fetched_at")


def record(opened: Session, outcome: Outcome, now: datetime, report: PictureReport) -> None:
    """Bring the rows of one task to its outcome and count it."""
    rows = opened.exec(select(Image).where(col(Image.id).in_(outcome.task.due))).all()
    if isinstance(outcome.failure, Postponed):
        report.postponed += len(rows)
    elif outcome.failure is not None:
        for row in rows:
            _fail(row, outcome.failure, now, report)
    elif outcome.judged is not None:
        _answer(rows, outcome.judged, now, report)
    else:
        _copy(opened, rows, outcome.task, now, report)


def _fail(row: Image, failure: FetchFailed, now: datetime, report: PictureReport) -> None:
    attempts = int(fetch_notes(row).get("attempts", 0)) + 1
    row.fetched_at = now
    if row.sha256 is not None and failure.transient:
        report.retrying += 1
        return
    said = verdict(failure.code, failure.detail)
    row.verdict = _verdict_json((said,), {"attempts": attempts})
    if failure.transient and attempts <= len(RETRY_AFTER):
        report.retrying += 1
        return
    _count((said,), report)
    row.status = "broken" if row.sha256 is None else "ok"


def _copy(opened: Session, rows: Sequence[Image], task: Task, now: datetime, report: PictureReport) -> None:
    """Nothing was fetched, or nothing had changed: the rows take the answer that is already known."""
    known = opened.get(Image, task.known)
    if known is None:
        return
    if not task.answered:
        known.fetched_at = now
        report.unchanged += 1
    for row in rows:
        if row.id != known.id:
            for name in _COPIED:
                setattr(row, name, getattr(known, name))
            report.shared += 1


def _answer(rows: Sequence[Image], judged: Judged, now: datetime, report: PictureReport) -> None:
    notes = {"etag": judged.etag, "last_modified": judged.last_modified}
    report.fetched += 1
    report.bytes += judged.size
    report.thumbnails += judged.thumbnails
    report.shared += len(rows) - 1
    _count(judged.verdicts, report)
    for row in rows:
        row.fetched_at = now
        row.verdict = _verdict_json(judged.verdicts, notes)
        if judged.facts is not None:
            row.status = "ok"
            for name, value in asdict(judged.facts).items():
                setattr(row, name, value)
        elif row.sha256 is None:
            row.status = "broken"


def _count(verdicts: tuple[Verdict, ...], report: PictureReport) -> None:
    worst = verdicts[0]
    report.verdicts[worst.code] = report.verdicts.get(worst.code, 0) + 1
    setattr(report, worst.severity, getattr(report, worst.severity) + 1)


def _verdict_json(verdicts: tuple[Verdict, ...], notes: dict[str, Any]) -> dict[str, Any]:
    """The worst verdict's object, the others under `also`, what the next request needs under `fetch`."""
    body = verdicts[0].to_json()
    body["also"] = [one.to_json() for one in verdicts[1:]]
    body["fetch"] = {name: value for name, value in notes.items() if value}
    return body
