"""Keeping the index up to the catalog without being told: what `chophien index --watch` runs until it is stopped."""

import hashlib
import threading
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Engine as Database
from sqlalchemy.exc import DBAPIError

from catalog.settings import Settings
from search.build import BuildReport, build_index, index_status
from search.contract import EngineUnavailable
from search.engines.protocol import BuildError, IndexState
from search.rows import stream_fingerprinted

_LONGEST_WAIT = 300.0


@dataclass(frozen=True, slots=True)
class Seen:
    """The catalog and the index as they stood when they were last found to agree."""

    catalog: str
    index: IndexState | None


class Follower:
    """Looks again and again whether catalog and index agree, and builds where they do not.

    It sees products that changed, an index somebody rolled back or removed, other fields and another lexicon. Where the
    engine or the database is down or a build fails, it tries again, ever less often, up to every five minutes.
    """

    def __init__(self, settings: Settings, database: Database, *, every: float, say: Callable[[str], None]) -> None:
        self._settings = settings
        self._database = database
        self._every = every
        self._say = say
        self._seen: Seen | None = None
        self._held = False
        self._failed = 0

    def run(self, stop: threading.Event) -> None:
        """Follow until `stop` is set."""
        while not stop.is_set():
            stop.wait(self.once())

    def once(self) -> float:
        """Look once; the seconds to wait before the next look."""
        try:
            report = self._agree()
        except (EngineUnavailable, BuildError, DBAPIError) as error:
            self._failed += 1
            wait: float = min(self._every * 2 ** min(self._failed - 1, 10), _LONGEST_WAIT)
            if self._failed == 1:
                self._say(f"The index waits: {_sentence(error)}.")
            return wait
        if self._failed:
            self._say("The index follows again.")
        self._failed = 0
        if report is not None and report.mode != "nothing":
            self._say(_told(report))
        return self._every

    def _agree(self) -> BuildReport | None:
        status = index_status(self._settings)
        if status.state is not None and status.state.held:
            if not self._held:
                self._say("The index was taken back to an older one, which is kept until `chophien index` is run.")
            self._held = True
            return None
        self._held = False
        catalog = catalog_signature(self._database)
        if status.rebuild is None and self._seen == Seen(catalog, status.state):
            return None
        report = build_index(self._settings, self._database)
        self._seen = Seen(catalog, index_status(self._settings).state)
        return report


def catalog_signature(database: Database) -> str:
    """Changes with anything the index holds of any product: under a second for 200,000."""
    found = hashlib.blake2b(digest_size=16)
    for one, digest, picture, maker in stream_fingerprinted(database):
        found.update(f"{one}\t{digest}\t{picture}\t{maker}\n".encode())
    return found.hexdigest()


def _sentence(error: Exception) -> str:
    return "the database does not answer" if isinstance(error, DBAPIError) else str(error)


def _told(report: BuildReport) -> str:
    if report.mode == "full":
        return f"Built anew, {report.documents:,} products in {report.seconds:.1f} s: {report.reason}."
    return f"{report.indexed:,} products changed, {report.removed:,} removed, in {report.seconds:.1f} s."
