"""An operator's yard: a catalog on PostgreSQL, a shop on the loopback, and the command line beside them."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session, col, select

from api.jobs import tables
from api.jobs.connection import jobs_engine
from api.jobs.status import PieceState, state_of
from catalog.tables import CrawlRun
from tests.cli.conftest import Run, chophien
from tests.crawlers.conftest import toml_of
from tests.crawlers.site import Answer, Site

__all__ = ["chophien"]
PATIENCE = 300
CHOPHIEN = [str(Path(sys.executable).with_name("chophien"))]
HASTY = """
import api.jobs.connection
from api.cli import main
api.jobs.connection.WAIT_SECONDS = 0.5
main()
"""
Process = subprocess.Popen[str]


class Yard:
    """Settings of one machine; `run` types a command and reads its end."""

    def __init__(self, folder: Path, engine: Engine, chophien: Run) -> None:
        self.folder, self.engine, self._chophien = folder, engine, chophien
        self._hosts: list[str] = []
        (folder / "files").mkdir(parents=True)

    def add(self, site: Site, slug: str = "cho-thu") -> str:
        """A marketplace file for a site; gives its slug."""
        (self.folder / "files" / f"{slug}.toml").write_text(toml_of(site.host, slug=slug), encoding="utf-8")
        self._hosts.append(site.host)
        return slug

    def run(self, *words: str, code: int = 0, **settings: str) -> str:
        """Type a command and wait for its end; gives its output. The exit code has to be as said."""
        done = self._chophien(*words, **self._settings(settings))
        assert done.returncode == code, f"{done.returncode}: {done.stderr}"
        assert "Traceback" not in done.stderr
        return done.stdout

    def json(self, *words: str, code: int = 0, **settings: str) -> Any:
        """The same for the JSON it writes."""
        return json.loads(self.run(*words, "--json", code=code, **settings))

    @contextmanager
    def working(self, *words: str, hasty: bool = False, **settings: str) -> Iterator[Process]:
        """A worker that stays, killed at the end where it still runs; a `hasty` one soon takes a database for gone."""
        process = self._start([sys.executable, "-c", HASTY] if hasty else CHOPHIEN, "worker", *words, **settings)
        try:
            yield process
        finally:
            process.kill()
            process.communicate()

    def _start(self, program: list[str], *words: str, **settings: str) -> Process:
        """A command on its way, in a process of its own."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("CHOPHIEN_")}
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "env": kept | self._settings(settings)}
        return subprocess.Popen([*program, *words], text=True, **pipes)  # type: ignore[call-overload, no-any-return]  # one dict

    def _settings(self, more: dict[str, str]) -> dict[str, str]:
        return {
            "CHOPHIEN_DATA_DIR": str(self.folder / "var"),
            "CHOPHIEN_DATABASE_URL": self.engine.url.render_as_string(hide_password=False),
            "CHOPHIEN_MARKETPLACES_DIR": str(self.folder / "files"),
            "CHOPHIEN_ALLOW_PRIVATE_HOSTS": json.dumps(self._hosts),
            "CHOPHIEN_CRAWL_AT": "",
        } | more

    def sql(self, statement: str, **values: object) -> Any:
        """One statement in the queue's schema; gives the first value of what it returns."""
        engine = jobs_engine(self.engine)
        with engine.begin() as connection:
            done = connection.execute(text(statement), values)
            found = done.scalar() if done.returns_rows else None
        engine.dispose()
        return found

    def later(self) -> None:
        """Time passes: what waits for another try is due, and workers that died are known to be dead."""
        self.sql("UPDATE procrastinate_jobs SET scheduled_at = now() WHERE status = 'todo'")
        self.sql("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'")

    def piece(self, name: str) -> PieceState:
        """How a piece of work stands."""
        [found] = [one for one in state_of(self.engine).pieces if one.name == name]
        return found

    def failures(self, name: str) -> int:
        """How often a piece of work failed; one that was never put in has not."""
        return sum(one.failures for one in state_of(self.engine).pieces if one.name == name)

    def runs(self) -> list[CrawlRun]:
        """Every crawl that was recorded, in order."""
        with Session(self.engine, expire_on_commit=False) as session:
            return list(session.exec(select(CrawlRun).order_by(col(CrawlRun.id))).all())


@pytest.fixture
def queue(postgres_database: Engine) -> Engine:
    """A catalog with a queue."""
    assert tables.bring_up(postgres_database)
    return postgres_database


@pytest.fixture
def jobs(queue: Engine) -> Iterator[Engine]:
    """Statements in the queue's schema."""
    engine = jobs_engine(queue)
    yield engine
    engine.dispose()


@pytest.fixture
def yard(tmp_path: Path, postgres_database: Engine, chophien: Run) -> Yard:
    """An empty catalog on PostgreSQL, and no queue yet."""
    return Yard(tmp_path / "yard", postgres_database, chophien)


def asked_of(jobs: Engine) -> list[dict[str, object]]:
    """What is asked of each job, in the order they were put in."""
    with jobs.connect() as connection:
        return list(connection.execute(text("SELECT args FROM procrastinate_jobs ORDER BY id")).scalars())


def held_back(site: Site, path: str) -> threading.Event:
    """Let the site answer this path when the event is set, and not before."""
    opened, answer = threading.Event(), site.answer(path)

    def wait(_: str) -> Answer:
        opened.wait(PATIENCE)
        return answer

    site.pages[path] = wait
    return opened


def wait_until(true: Callable[[], object], process: Process | None = None) -> None:
    """Wait for something that has to come, while the process lives."""
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert process is None or process.poll() is None, "the worker ended by itself"
        assert time.monotonic() < deadline, "it never came this far"
        time.sleep(0.02)


def stop(process: Process) -> str:
    """SIGTERM, as an init system sends it; gives what was said on the error stream."""
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, said
    return said
