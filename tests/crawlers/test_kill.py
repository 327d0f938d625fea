"""A crawl killed at any moment, then run again: the same listings as without it, none twice, little fetched twice."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import func
from sqlmodel import Session, col, select

from catalog.tables import CrawlRun, Listing, Observation
from crawlers.worker import Order
from tests.crawlers.conftest import Room
from tests.crawlers.site import Answer, Site, serving
from tests.crawlers.test_crawl import stock

PRODUCTS = 60
PATIENCE = 300
# The pages from here on are withheld until the crawl is dead, so that no machine is fast enough to finish before.
WITHHELD_FROM = 40


@dataclass(frozen=True)
class Moment:
    """When to kill: once the site was asked for so many addresses and so much is recorded.

    `opened`: whether the site answers at all; `known`: the catalog holds something by then; `kept`: so does the crawl's
    own store; `locked`: which of the two cannot be written from the first page on, so that the kill comes while the
    crawl waits to write it.
    """

    opened: bool = True
    asked: int = 0
    known: bool = False
    kept: bool = False
    locked: str | None = None


MOMENTS = {
    "before anything is read": Moment(opened=False),
    "before it commits": Moment(asked=WITHHELD_FROM, locked="catalog"),
    "between catalog and store": Moment(known=True, locked="store"),
    "when some is recorded": Moment(known=True, kept=True),
}


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="needs process groups")
@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS)
def test_kill_dash_nine_loses_nothing_and_doubles_nothing(room: Room, moment: Moment) -> None:
    prices = {number: 50_000 + number for number in range(PRODUCTS)}
    with serving(Site()) as site:
        gate = Gate(site, prices)
        room.add(site)
        kill_at(moment, room, site, gate)
        left, runs = known(room), statuses(room)
        site.forget()
        last = room.crawl()
        expected = {f"{site.origin}/p/{number}": price for number, price in prices.items()}
    assert bool(left) == moment.known, "the kill came at another moment"
    assert left <= WITHHELD_FROM
    assert (last.status, last.listings) == ("finished", PRODUCTS)
    assert {url: body["price"] for url, body in room.listings().items()} == expected
    if moment.kept:
        assert last.pages < PRODUCTS, "what was recorded before the kill is not fetched again"
    with Session(room.engine) as session:
        in_last = select(func.count()).where(col(Observation.run_id) == last.run_id)
        assert session.exec(in_last).one() == PRODUCTS
    assert (runs, statuses(room)) == (["running"], ["interrupted", "finished"])


class Gate:
    """Holds a shop's answers back: the sitemap until `opened`, the later products until `killed`."""

    def __init__(self, site: Site, prices: dict[int, int]) -> None:
        self.opened, self.killed = threading.Event(), threading.Event()
        stock(site, prices)
        held = {f"/p/{number}": self.killed for number in range(WITHHELD_FROM, PRODUCTS)}
        held["/sitemap.xml"] = self.opened
        for path, event in held.items():
            site.pages[path] = _after(event, site.answer(path))


def _after(event: threading.Event, answer: Answer) -> Callable[[str], Answer]:
    def wait(_: str) -> Answer:
        event.wait(PATIENCE)
        return answer

    return wait


def kill_at(moment: Moment, room: Room, site: Site, gate: Gate) -> None:
    """Start a crawl and kill it, with no chance to say goodbye, at the given moment."""
    process = start(room)
    try:
        wait_until(lambda: site.asked["/sitemap.xml"] > 0, process)
        with locked(room, moment.locked):
            if moment.opened:
                gate.opened.set()
            stands = Standstill(site)
            wait_until(lambda: site.asked.total() >= moment.asked or stands(), process)
            wait_until(lambda: not moment.known or known(room) > 0, process)
            wait_until(lambda: not moment.kept or kept(room) > 0, process)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        gate.opened.set()
        gate.killed.set()


class Standstill:
    """Whether nothing more is asked of a site: a crawl that waits to write asks for nothing."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._last, self._since = -1, 0.0

    def __call__(self) -> bool:
        now, asked = time.monotonic(), self._site.asked.total()
        if asked != self._last:
            self._last, self._since = asked, now
        return now - self._since > 2


def start(room: Room) -> "subprocess.Popen[bytes]":
    """A crawl as the command line starts it."""
    order = Order(settings=room.settings, slug="cho-thu").model_dump_json().encode()
    process = subprocess.Popen(
        [sys.executable, "-m", "crawlers.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    assert process.stdin is not None
    process.stdin.write(order + b"\n")
    process.stdin.close()
    return process


def wait_until(true: Callable[[], bool], process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert process.poll() is None, "the crawl ended by itself"
        assert time.monotonic() < deadline, "the crawl never came this far"
        time.sleep(0.01)


@contextmanager
def locked(room: Room, name: str | None) -> Iterator[None]:
    """Nobody else writes to the catalog, or to the crawl's own store."""
    path = {"catalog": room.engine.url.database, "store": store_of(room), None: ":memory:"}[name]
    with closing(sqlite3.connect(str(path), isolation_level=None, timeout=30)) as database:
        database.execute("BEGIN IMMEDIATE")
        yield


def known(room: Room) -> int:
    with Session(room.engine) as session:
        return session.exec(select(func.count()).select_from(Listing)).one()


def statuses(room: Room) -> list[str]:
    with Session(room.engine) as session:
        return list(session.exec(select(CrawlRun.status).order_by(col(CrawlRun.id))).all())


def kept(room: Room) -> int:
    """Product pages that the crawl's own store remembers."""
    with closing(sqlite3.connect(store_of(room), timeout=30)) as store:
        return int(store.execute("SELECT count(*) FROM page WHERE role = 'product'").fetchone()[0])


def store_of(room: Room) -> Path:
    return room.folder / "crawl" / "cho-thu.sqlite3"
