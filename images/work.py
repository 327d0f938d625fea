"""What is done with one address, away from the database: fetch, judge, hash, write thumbnails."""

import hashlib
from dataclasses import dataclass

from catalog.settings import Settings
from images.fetch import Fetched, Fetcher, FetchFailed
from images.hashing import dhash
from images.judge import judge
from images.politeness import Politeness, fetch_politely
from images.queue import Task
from images.store import WIDTHS
from images.thumbnails import make_thumbnails, write_thumbnails
from images.verdicts import Verdict


@dataclass(frozen=True)
class Facts:
    """What is known of a picture's file: the hash names its thumbnails, the size is the original's, upright."""

    sha256: str
    format: str
    width: int
    height: int
    dhash: str


@dataclass(frozen=True)
class Judged:
    """A fetched file: verdicts (worst first), its facts where it is usable, and what the server said beside it."""

    verdicts: tuple[Verdict, ...]
    facts: Facts | None
    thumbnails: int
    size: int
    etag: str | None
    last_modified: str | None


Known = dict[str, tuple[tuple[Verdict, ...], Facts | None]]
"""What was found in a run's files, by their hash: shops of one maker show the same picture."""
MOST_KNOWN = 10_000


@dataclass(frozen=True)
class Outcome:
    """What came of one task: a failure, a judged file, or neither where what is known still holds."""

    task: Task
    failure: FetchFailed | None = None
    judged: Judged | None = None


def work(task: Task, fetcher: Fetcher, politeness: Politeness, settings: Settings, known: Known) -> Outcome:
    """Do one task. Raises OSError where the thumbnails cannot be written; nothing a server sends raises."""
    if task.answered:
        return Outcome(task)
    try:
        answer = fetch_politely(task.url, fetcher, politeness, etag=task.etag, last_modified=task.last_modified)
    except FetchFailed as failure:
        return Outcome(task, failure=failure)
    return Outcome(task, judged=look_at(answer, answer.body, settings, known) if answer.body is not None else None)


def look_at(answer: Fetched, raw: bytes, settings: Settings, known: Known | None = None) -> Judged:
    """Judge a file's bytes and write its thumbnails where they are not there yet; not again what is `known`."""
    sha256 = hashlib.sha256(raw).hexdigest()
    if known and sha256 in known:
        return Judged(*known[sha256], 0, len(raw), answer.etag, answer.last_modified)
    judgement = judge(raw)
    facts, written = None, 0
    if (picture := judgement.picture) is not None:
        thumbnails = make_thumbnails(picture)
        facts = Facts(sha256, picture.format, picture.width, picture.height, dhash(thumbnails[WIDTHS[0]]))
        written = write_thumbnails(thumbnails, settings, sha256)
    if known is not None and len(known) < MOST_KNOWN:
        known[sha256] = judgement.verdicts, facts
    return Judged(judgement.verdicts, facts, written, len(raw), answer.etag, answer.last_modified)
