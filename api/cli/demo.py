"""`chophien demo`: everything, end to end, on sample marketplaces."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli import console, context
from api.cli.exits import CommandError, Exit
from api.cli.serve import require_free_port, run_server
from api.demo.fair import FIRST_PORT, SHOPS, FairError, free_ports, is_free, port_before, sample_fair
from api.today import today
from catalog.settings import Settings

if TYPE_CHECKING:
    from api.demo.pipeline import Gathered

FairPort = Annotated[
    int | None,
    typer.Option(
        min=1, max=65530, help="First of the sample shops' five ports; those of the last run, or free ones from 8101."
    ),
]
Engine = Annotated[str, typer.Option(help="`embedded`, or `meilisearch` (found on PATH, started and stopped again).")]


def demo(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port of the page and the API.")] = 8000,
    fair_port: FairPort = None,
    engine: Engine = "embedded",
    serve: Annotated[bool, typer.Option(help="Serve at the end; --no-serve ends when all is built.")] = True,
    changed: Annotated[int, typer.Option(min=0, help="Let the fair change this many prices, to see a second run.")] = 0,
    as_json: console.JsonFlag = False,
) -> None:
    """Crawl a sample fair of five local shops, build the catalog and the index, and serve it.

    The goods are real recognised OCOP products; prices that are not known facts are marked as samples. A second run
    reuses what is there and fetches only what changed. Ctrl-C ends the shops and the server with it.
    """
    if engine not in {"embedded", "meilisearch"}:
        raise typer.BadParameter(f"`{engine}` is no engine; choose embedded or meilisearch.", param_hint="--engine")
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _as_interrupt)
    base = context.settings()
    folder = context.writable_data_dir(base)
    if serve:
        require_free_port("127.0.0.1", port, other="make demo PORT={port}, or chophien demo --port {port}")
    first = _fair_port(folder / "sample-fair", fair_port)
    for shop_port in range(first, first + SHOPS):
        _require_free_shop_port(shop_port)
    try:
        with sample_fair(folder / "sample-fair", first, changed=changed) as marketplaces:
            demonstration = _settings(base, marketplaces, first, port)
            with engines(engine, demonstration) as (indexing, searching):
                gathered = _gather(indexing, as_json=as_json, port=port if serve else None)
                if serve:
                    run_server(searching, "127.0.0.1", port)
    except FairError as problem:
        raise CommandError(str(problem), Exit.ENVIRONMENT) from problem
    if gathered.failed:
        raise CommandError(f"These marketplaces could not be crawled: {', '.join(gathered.failed)}.", Exit.PARTIAL)


def _fair_port(folder: Path, wanted: int | None) -> int:
    before = port_before(folder)
    if before and wanted and wanted != before:
        raise CommandError(
            f"This data folder holds the fair of port {before}, whose shops would all be new on port {wanted}. Leave "
            "--fair-port out, or begin anew in another folder: CHOPHIEN_DATA_DIR=/some/folder.",
            Exit.ENVIRONMENT,
        )
    return wanted or before or free_ports(FIRST_PORT)


def _gather(current: Settings, *, as_json: bool, port: int | None) -> "Gathered":
    from api.demo.pipeline import gather

    database = context.database(current)
    try:
        gathered = gather(current, database, console.progress, today=today())
    finally:
        database.dispose()
    if as_json:
        console.emit(vars(gathered))
    else:
        _three_lines(gathered, port)
    return gathered


def _three_lines(g: "Gathered", port: int | None) -> None:
    console.tell(
        f"[bold]Gathered[/]  {g.listings} listings of {g.products} products from {g.marketplaces} sample shops "
        f"({g.pages} pages fetched; {g.new} new, {g.changed} changed)"
    )
    console.tell(f"[bold]Compared[/]  {g.products_sold_twice} products have more than one offer")
    if port is None:
        console.tell("[bold]Look[/]      run `chophien demo` again to serve it at http://127.0.0.1:8000")
    else:
        console.tell(f"[bold]Look[/]      http://127.0.0.1:{port}  (Ctrl-C stops everything)")


def _settings(base: Settings, marketplaces: Path, fair_port: int, port: int) -> Settings:
    hosts = [f"127.0.0.1:{number}" for number in range(fair_port, fair_port + SHOPS)]
    return base.model_copy(
        update={
            "marketplaces_dir": marketplaces,
            "allow_private_hosts": [*base.allow_private_hosts, *hosts],
            "public_url": f"http://127.0.0.1:{port}",
        }
    )


@contextmanager
def engines(name: str, current: Settings) -> Iterator[tuple[Settings, Settings]]:
    """Settings to build the index with, and settings to serve with, while the engine runs.

    A Meilisearch server is found on PATH, started with a key that is kept nowhere and stopped again; the index is built
    with a key that may manage it, and served with one that may only read it. Raises CommandError where none is found.
    """
    if name == "embedded":
        embedded = current.model_copy(update={"meilisearch_url": None, "meilisearch_key": None})
        yield embedded, embedded
        return
    from search.server import ServerError, running_server

    try:
        with running_server(current.data_dir / "meilisearch") as server:
            yield server.indexing(current), server.searching(current)
    except ServerError as problem:
        raise CommandError(f"{problem}.", Exit.ENVIRONMENT) from problem


def _require_free_shop_port(port: int) -> None:
    if not is_free(port):
        raise CommandError(
            f"Port {port}, wanted by a sample shop, is in use. Stop what uses it, or choose others in a new data "
            f"folder: CHOPHIEN_DATA_DIR=/some/folder make demo ARGS='--fair-port {port + 100}'.",
            Exit.ENVIRONMENT,
        )


def _as_interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
