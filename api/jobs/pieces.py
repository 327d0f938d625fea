"""What can be put into the queue: a marketplace's crawl, a batch of refresh, images or index, the nightly round.

A piece's name is its queueing lock: of each, one at most waits. Its lock keeps two that get in each other's way from
running at once, on however many machines.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import orjson
from procrastinate import App
from procrastinate.exceptions import AlreadyEnqueued
from sqlalchemy import Engine, text

if TYPE_CHECKING:
    from crawlers.marketplaces import MarketplaceFile

_HASTEN = text(
    "UPDATE procrastinate_jobs SET scheduled_at = now() "
    "WHERE queueing_lock = :name AND status = 'todo' AND scheduled_at > now()"
)
ADD = """
UPDATE procrastinate_jobs SET args = (args - 'limit') || (asked - 'limit') || CASE
    WHEN args ? 'limit' AND asked ? 'limit'
    THEN jsonb_build_object('limit', greatest((args->>'limit')::integer, (asked->>'limit')::integer)) ELSE '{}' END
FROM (SELECT CAST(%(asked)s AS jsonb) AS asked) AS more WHERE queueing_lock = %(name)s AND status = 'todo' RETURNING id
"""
"""Has the piece that waits do what is asked of it again besides: the wider of both, all where one has no limit."""
QUEUES = ("crawl", "refresh", "images", "index")


@dataclass(frozen=True)
class Piece:
    """One piece of work. Those of a higher priority are begun first, so that what was crawled is soon seen."""

    task: str
    name: str
    queue: str
    lock: str
    priority: int
    arguments: dict[str, Any] = field(default_factory=dict)

    def given(self, **arguments: Any) -> "Piece":
        """The same with arguments; those that say nothing are left out."""
        return replace(self, arguments={name: value for name, value in arguments.items() if value})


# Both write what is known of a product; images wait for a refresh, not the other way round.
REFRESH = Piece("refresh", "refresh", "refresh", "catalog", 30)
IMAGES = Piece("images", "images", "images", "catalog", 10)
INDEX = Piece("index", "index", "index", "index", 20)
NIGHTLY = Piece("nightly", "nightly", "crawl", "nightly", 40)


def crawls(
    files: "Sequence[MarketplaceFile]",
    *,
    full: bool = False,
    limit: int | None = None,
    every: "Iterable[MarketplaceFile]",
) -> list[Piece]:
    """A piece a marketplace. Those that share a domain, of `every` file known, share a lock: a domain has one pause."""
    # Loads Scrapy, which to look at the queue takes none of.
    from crawlers.runner import of_one_site

    lock = {one.slug: min(member.slug for member in group) for group in of_one_site(list(every)) for one in group}
    return [crawl_of(one.slug, site=lock[one.slug]).given(slug=one.slug, full=full, limit=limit) for one in files]


def crawl_of(slug: str, *, site: str | None = None) -> Piece:
    """One marketplace's crawl. Of a `site`, named by one of its marketplaces, one is crawled at a time."""
    return Piece("crawl", f"crawl {slug}", "crawl", f"site {site or slug}", 0, {"slug": slug})


def hasten(jobs: Engine, name: str) -> bool:
    """Let a piece that waits for another try be due now; whether it did wait for one."""
    with jobs.begin() as connection:
        return connection.execute(_HASTEN, {"name": name}).rowcount > 0


def put(app: App, piece: Piece) -> int | None:
    """Queue a piece; the job's number, or None where the same piece waits already: it does what this one asks too."""
    job = app.configure_task(
        piece.task, queue=piece.queue, lock=piece.lock, queueing_lock=piece.name, priority=piece.priority
    )
    while True:
        try:
            return job.defer(**piece.arguments)
        except AlreadyEnqueued:
            asked = orjson.dumps(piece.arguments).decode()
            # None is found where a worker has begun it in between, without what is asked here.
            if app.connector.get_sync_connector().execute_query_all(ADD, asked=asked, name=piece.name):
                return None
