"""How a server is treated: robots.txt is obeyed, requests are spaced, one that stops answering is left alone."""

import threading
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from protego import Protego

from catalog.net import ForbiddenAddress, is_allowed, url_host_port, user_agent
from catalog.settings import Settings
from images.fetch import Fetched, Fetcher, FetchFailed, Postponed, Redirect

ROBOTS_BYTES = 512_000
LONGEST_DELAY = 30.0
FAILURES_BEFORE_REST = 5


@dataclass
class _Host:
    delay: float
    next_at: float = 0.0
    failures: int = 0
    robots: Protego | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)


class Politeness:
    """Keeps what one run knows of each server; safe to use from several threads."""

    def __init__(self, settings: Settings, fetcher: Fetcher) -> None:
        self._settings = settings
        self._fetcher = fetcher
        self._agent = user_agent(settings)
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()
        self._stopped = threading.Event()

    def enter(self, url: str) -> None:
        """Wait for the server's next free moment.

        Raises FetchFailed where its robots.txt forbids the address, Postponed where it has stopped answering.
        """
        host = self._host(url)
        with host.lock:
            if host.failures >= FAILURES_BEFORE_REST:
                raise Postponed("the server stopped answering")
            if host.robots is None:
                host.robots = self._read_robots(url, host)
        if not host.robots.can_fetch(url, self._agent):
            raise FetchFailed("robots", "robots.txt")
        self._wait(host)

    def stop(self) -> None:
        """Make every wait end at once with Postponed."""
        self._stopped.set()

    def report(self, url: str, *, answered: bool) -> None:
        """Tell how a request went: several failures in a row and the server is left alone for the rest of the run."""
        host = self._host(url)
        host.failures = 0 if answered else host.failures + 1

    def _host(self, url: str) -> _Host:
        try:
            name, port = url_host_port(url)
        except ForbiddenAddress as error:
            raise FetchFailed("forbidden_address", str(error)) from error
        exempt = is_allowed(name, port, self._settings.allow_private_hosts)
        with self._lock:
            return self._hosts.setdefault(f"{name}:{port}", _Host(0.0 if exempt else self._settings.picture_delay))

    def _wait(self, host: _Host) -> None:
        with self._lock:
            now = time.monotonic()
            start = max(now, host.next_at)
            host.next_at = start + host.delay
        if self._stopped.wait(start - now):
            raise Postponed("stopped")

    def _read_robots(self, url: str, host: _Host) -> Protego:
        """RFC 9309: while robots.txt is unreachable nothing may be fetched; an absent one forbids nothing."""
        parts = urlsplit(url)
        robots_url = f"{parts.scheme}://{parts.netloc}/robots.txt"
        try:
            text = self._robots_text(robots_url, host)
        except FetchFailed as error:
            if error.transient:
                host.failures = FAILURES_BEFORE_REST
            if error.transient or error.code == "forbidden_address":
                raise
            text = ""
        rules = Protego.parse(text)
        asked = rules.crawl_delay(self._agent)
        if asked and host.delay:
            host.delay = min(max(host.delay, asked), LONGEST_DELAY)
        return rules

    def _robots_text(self, url: str, host: _Host) -> str:
        for _ in range(self._fetcher.limits.redirects + 1):
            self._wait(host)
            answer = self._fetcher.get(url, accept="text/plain")
            if isinstance(answer, Redirect):
                url = answer.url
                continue
            return (answer.body or b"")[:ROBOTS_BYTES].decode("utf-8", "replace")
        return ""


def fetch_politely(
    url: str, fetcher: Fetcher, politeness: Politeness, *, etag: str | None = None, last_modified: str | None = None
) -> Fetched:
    """Fetch a picture through its redirects, each hop checked, spaced and asked of robots.txt like the first.

    Raises FetchFailed.
    """
    for _ in range(fetcher.limits.redirects + 1):
        answer = _ask(url, fetcher, politeness, etag, last_modified)
        if not isinstance(answer, Redirect):
            return answer
        url = answer.url
    raise FetchFailed("missing", "too many redirects")


def _ask(
    url: str, fetcher: Fetcher, politeness: Politeness, etag: str | None, last_modified: str | None
) -> Fetched | Redirect:
    for may_repeat in (True, False):
        politeness.enter(url)
        try:
            answer = fetcher.get(url, accept="image/*", etag=etag, last_modified=last_modified)
        except FetchFailed as error:
            if error.cut_off and may_repeat:
                continue
            politeness.report(url, answered=not error.transient)
            raise
        politeness.report(url, answered=True)
        return answer
    raise AssertionError("the second attempt answers or fails")
