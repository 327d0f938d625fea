"""`chophien index`: bring the search index up to the catalog, follow it, look at it, go back, make its keys."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer

from api.cli import console, context, queueing
from api.cli.exits import CommandError, Exit
from catalog.background import give_way
from catalog.settings import Settings

MASTER = "MEILI_MASTER_KEY"

index = typer.Typer(
    help="The search index: bring it up to the catalog (no further word needed), look at it, go back to the last one.",
    invoke_without_command=True,
)


@index.callback()
def build(
    ctx: typer.Context,
    full: Annotated[bool, typer.Option(help="Build anew beside the live index, then switch.")] = False,
    afresh: Annotated[
        bool, typer.Option(help="The same, and make every document again, also those kept from the last full build.")
    ] = False,
    watch: Annotated[bool, typer.Option(help="Stay, and keep the index up to the catalog until Ctrl-C.")] = False,
    every: Annotated[float, typer.Option(min=1, help="Seconds between two looks of --watch.")] = 30,
    defer: queueing.DeferFlag = False,
    as_json: console.JsonFlag = False,
) -> None:
    """Bring the search index up to the catalog.

    Changed products only, where an index stands; all of it where none does, where its fields or the lexicon changed, or
    with `--full`. A full build happens beside the live index, is verified, and then switched; the one before is kept.
    It makes only the documents whose products changed since the last full one, unless the fields or the lexicon did.

    With `--watch` it does so whenever something changed, and waits for an engine or a database that is down.
    """
    if ctx.invoked_subcommand is not None:
        return
    if watch and (full or afresh):
        raise typer.BadParameter("choose one of --watch and --full or --afresh.", param_hint="--watch")
    if watch and defer:
        raise typer.BadParameter("workers bring the index up by themselves.", param_hint="--defer")
    if watch:
        _follow(every)
        return
    if defer:
        from api.jobs.pieces import INDEX

        queueing.defer(context.settings(), [INDEX.given(full=full, afresh=afresh)], as_json=as_json)
        return
    from search.build import build_index

    give_way()
    current = context.settings()
    engine = context.database(current)
    try:
        with _engine_errors(), console.progress("Building the index") as step:
            report = build_index(current, engine, full=full, afresh=afresh, progress=step)
    finally:
        engine.dispose()
    shown = {name: getattr(report, name) for name in report.__slots__}
    if as_json:
        console.emit(shown)
    else:
        console.show("Index", shown)


def _follow(every: float) -> None:
    from search.follow import Follower

    stop = threading.Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    give_way()
    current = context.settings()
    engine = context.database(current)
    try:
        console.say(f"Following the catalog, a look every {every:g} seconds (Ctrl-C stops it).")
        Follower(current, engine, every=every, say=console.say).run(stop)
    finally:
        engine.dispose()
    console.say("Stopped.")


@index.command()
def status(as_json: console.JsonFlag = False) -> None:
    """Show what stands in the live index, and why it should be built anew, if it should."""
    from search.build import index_status

    with _engine_errors():
        found = index_status(context.settings())
    state = found.state.to_json() if found.state else {}
    shown = {"engine": found.engine, "rebuild": found.rebuild, **state}
    if as_json:
        console.emit(shown)
    else:
        console.show("Index", shown)


@index.command()
def rollback(as_json: console.JsonFlag = False) -> None:
    """Switch back to the index before the last full build; once more switches forward again.

    `chophien index --watch` leaves an index that was gone back to alone; `chophien index` brings it up to the catalog.
    """
    from search.build import rollback as switch_back

    current = context.settings()
    engine = context.database(current)
    try:
        with _engine_errors():
            state = switch_back(current, engine)
    finally:
        engine.dispose()
    if as_json:
        console.emit(state.to_json())
    else:
        console.show("Live again", state.to_json())


@index.command()
def keys(
    write: Annotated[Path | None, typer.Option(help="Folder to write search/key and index/key to instead.")] = None,
    as_json: console.JsonFlag = False,
) -> None:
    """Make the two keys this catalog needs of a Meilisearch server, and show them.

    `search` may only ask the live index: give it to `chophien serve`. `index` may also build: give it to
    `chophien index`. The server's master key is read from MEILI_MASTER_KEY and needed for nothing else.
    """
    from search.keys import KeysRefused, scoped_keys

    current = context.settings()
    master = os.environ.get(MASTER)
    if not current.meilisearch_url or not master:
        raise CommandError(f"Set CHOPHIEN_MEILISEARCH_URL and {MASTER}, then run this again.", Exit.ENVIRONMENT)
    try:
        made = scoped_keys(current.meilisearch_url, master, prefix=current.meilisearch_prefix)
    except KeysRefused as problem:
        raise CommandError(f"{problem}.", Exit.ENVIRONMENT) from problem
    shown = {"search": made.search, "index": made.index}
    if write is not None:
        for name, key in shown.items():
            _write_secret(write / name / "key", key)
        shown = {name: str(write / name / "key") for name in shown}
    if as_json:
        console.emit(shown)
    else:
        console.show("Keys", shown)


def _write_secret(path: Path, secret: str) -> None:
    """Write a file nobody else may read."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        path.touch(mode=0o600)
        path.write_text(f"{secret}\n")
    except OSError as problem:
        raise CommandError(f"{path} cannot be written: {problem.strerror}.", Exit.ENVIRONMENT) from problem


def rebuild_asked(current: Settings) -> str | None:
    """Why the live index should be built anew, where one stands and answers."""
    from search.build import index_status
    from search.contract import EngineUnavailable

    try:
        found = index_status(current)
    except EngineUnavailable:
        return None
    return found.rebuild if found.state else None


@contextmanager
def _engine_errors() -> Iterator[None]:
    """An engine that is down or refuses becomes one sentence."""
    from search.contract import EngineUnavailable
    from search.engines.protocol import BuildError

    try:
        yield
    except EngineUnavailable as problem:
        address = context.settings().meilisearch_url
        # A server's address may hold a password before the @.
        mend = f" Check CHOPHIEN_MEILISEARCH_URL ({address.rpartition('@')[2]})." if address else ""
        raise CommandError(f"The search engine does not answer: {problem}.{mend}", Exit.ENVIRONMENT) from problem
    except BuildError as problem:
        raise CommandError(f"{problem}.", Exit.FAILED) from problem
