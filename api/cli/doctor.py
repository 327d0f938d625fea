"""`chophien doctor`: what is set, what is there, what is missing and how to mend it."""

import os
import platform
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Literal

from api.cli import console, context
from api.cli.exits import CommandError, Exit
from catalog.settings import Settings

Verdict = Literal["ok", "note", "wrong"]


@dataclass(frozen=True)
class Examined:
    """One thing looked at; `mend` says what to do where the verdict is not ok."""

    name: str
    verdict: Verdict
    found: str
    mend: str = ""


def doctor(as_json: console.JsonFlag = False) -> None:
    """Look at everything the program stands on, and say what is wrong and how to mend it.

    Ends with exit code 3 where something needed is missing; notes alone are no failure.
    """
    results = list(examine(context.settings()))
    if as_json:
        console.emit([asdict(result) for result in results])
    else:
        marks = {"ok": "✓", "note": "·", "wrong": "✗"}
        rows = [[marks[r.verdict], r.name, r.found, r.mend] for r in results]
        console.show_rows("What the program stands on", ["", "part", "found", "to do"], rows)
    if any(result.verdict == "wrong" for result in results):
        raise CommandError("Something needed is missing; see above.", Exit.ENVIRONMENT)


def examine(settings: Settings) -> Iterator[Examined]:
    """Every examination in turn; one that breaks reports that instead of ending the rest."""
    examinations: tuple[tuple[str, Callable[[Settings], Examined]], ...] = (
        ("Python", _python),
        ("SQLite", _sqlite),
        ("data folder", _data_folder),
        ("free disk", _disk),
        ("database", _database),
        ("workers", _workers),
        ("marketplace files", _marketplaces),
        ("search", _search),
        ("Meilisearch program", _meilisearch_program),
        ("contact", _contact),
    )
    for name, examination in examinations:
        try:
            yield examination(settings)
        except Exception as problem:
            yield Examined(name, "wrong", f"{type(problem).__name__}: {str(problem).splitlines()[0][:120]}")


def _python(_settings: Settings) -> Examined:
    fit = sys.version_info >= (3, 11)
    return Examined("Python", "ok" if fit else "wrong", platform.python_version(), "" if fit else "3.11 or newer")


def _sqlite(_settings: Settings) -> Examined:
    # `ON CONFLICT … RETURNING`, which recording uses, came with 3.35.
    fit = sqlite3.sqlite_version_info >= (3, 35)
    return Examined("SQLite", "ok" if fit else "wrong", sqlite3.sqlite_version, "" if fit else "3.35 or newer")


def _data_folder(settings: Settings) -> Examined:
    folder = settings.data_dir
    if not folder.exists():
        return Examined("data folder", "note", f"{folder} (not there yet)", "made by the first command that needs it")
    fit = os.access(folder, os.W_OK | os.X_OK)
    return Examined("data folder", "ok" if fit else "wrong", str(folder), "" if fit else "make it writable")


def _disk(settings: Settings) -> Examined:
    folder = settings.data_dir if settings.data_dir.exists() else settings.data_dir.resolve().parent
    free = shutil.disk_usage(folder).free / 2**30
    return Examined("free disk", "ok" if free > 2 else "note", f"{free:.1f} GiB", "" if free > 2 else "make room")


def _database(settings: Settings) -> Examined:
    from sqlmodel import Session, func, select

    from catalog.database import connect
    from catalog.migrate import is_current
    from catalog.tables import Listing, Product

    if settings.database_url is None and not (settings.data_dir / "chophien.sqlite3").exists():
        return Examined("database", "note", "none yet", "`chophien demo`, `import` or `crawl` makes it")
    engine = connect(settings)
    try:
        if not is_current(engine):
            return Examined("database", "note", "its tables are of an older version", "run `chophien db upgrade`")
        with Session(engine) as session:
            listings = session.exec(select(func.count()).select_from(Listing)).one()
            products = session.exec(select(func.count()).select_from(Product)).one()
    finally:
        engine.dispose()
    return Examined("database", "ok", f"{engine.dialect.name}: {listings:,} listings, {products:,} products")


def _workers(settings: Settings) -> Examined:
    wrong = context.wrong_schedule(settings)
    if settings.resolved_database_url.startswith("sqlite"):
        return Examined("workers", "note" if wrong else "ok", "not needed on SQLite", wrong or "")
    if wrong:
        return Examined("workers", "wrong", wrong, "mend it, or set it empty: no crawl by itself")
    from api.cli.queueing import tables_of
    from api.jobs.status import state_of
    from catalog.database import connect

    engine = connect(settings)
    try:
        tables = tables_of(engine)
        if tables != "up to date":
            return Examined("workers", "note", f"the queue's tables: {tables}", "`chophien db upgrade`, then `worker`")
        state = state_of(engine)
    finally:
        engine.dispose()
    found = f"{state.workers} alive, {state.left()} jobs wait"
    if failed := state.failed():
        return Examined("workers", "note", f"{found}, {len(failed)} failed", "see `chophien worker status`")
    idle = state.left() and not state.workers
    return Examined("workers", "note" if idle else "ok", found, "start one: `chophien worker`" if idle else "")


def _marketplaces(settings: Settings) -> Examined:
    from crawlers.marketplaces import load_all

    files = load_all(settings)
    enabled = sum(file.enabled for file in files.usable.values())
    found = f"{len(files.usable) + len(files.wrong)} files, {enabled} enabled"
    if not files.wrong:
        return Examined("marketplace files", "ok", found)
    faults = "\n".join(str(wrong) for wrong in files.wrong.values())
    return Examined("marketplace files", "wrong", f"{found}, wrong: {', '.join(files.wrong)}", faults)


def _search(settings: Settings) -> Examined:
    from search.build import index_status
    from search.contract import EngineUnavailable

    name = "Meilisearch" if settings.meilisearch_url else "embedded engine"
    try:
        found = index_status(settings)
    except EngineUnavailable as problem:
        mend = (
            "start it, or check CHOPHIEN_MEILISEARCH_URL and _KEY" if settings.meilisearch_url else "`chophien index`"
        )
        return Examined("search", "wrong", f"{name}: {problem}", mend)
    if found.rebuild is not None or found.state is None:
        return Examined("search", "note", f"{name}: {found.rebuild}", "run `chophien index`")
    held = ", gone back to" if found.state.held else ""
    return Examined("search", "ok", f"{name}: {found.state.documents:,} products of {found.state.built_at}{held}")


def _meilisearch_program(settings: Settings) -> Examined:
    found = shutil.which("meilisearch")
    if found or settings.meilisearch_url:
        return Examined("Meilisearch program", "ok", "on PATH" if found else "not needed, an address is set")
    return Examined("Meilisearch program", "note", "not on PATH", "only `demo --engine meilisearch` needs it")


def _contact(settings: Settings) -> Examined:
    own = Settings.model_fields["contact"].default != settings.contact
    return Examined(
        "contact",
        "ok" if own else "note",
        settings.contact,
        "" if own else "set CHOPHIEN_CONTACT before crawling live marketplaces",
    )
