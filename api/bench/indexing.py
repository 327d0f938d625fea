"""How fast an index is built: from the catalog, and beside it the engine alone with the same documents made before."""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from pathlib import Path

from sqlalchemy import Engine as Database

from api.bench.goods import product_id
from catalog.background import give_way
from catalog.database import connect
from catalog.settings import Settings
from search.build import build_index
from search.documents import stream_documents
from search.engines.protocol import Builder, IndexState
from search.lexicon import shipped_lexicon
from search.making import Making
from search.opening import open_builder

_BATCH = 10_000
_WRITTEN = 200
_STARTING = 60.0


def built(settings: Settings, database: Database, *, afresh: bool) -> float:
    """Products a second of a full build from the catalog, checked and switched: what `chophien index` does.

    With `afresh` every document is made, as the first time; without, `chophien index --full` takes those it kept.
    """
    started = time.perf_counter()
    report = build_index(settings, database, full=True, afresh=afresh)
    return report.documents / (time.perf_counter() - started)


def filled(builder: Builder, database: Database, folder: Path) -> float:
    """Documents a second of the engine alone: the same ones, made beforehand and read from a file in the folder."""
    made = Making(database, builder)
    file = folder / "documents.jsonl"
    with file.open("w", encoding="utf-8") as written:
        for part in made:
            written.writelines(f"{line}\n" for line in part.lines)
    state = IndexState("bench", "bench", "bench", made.total, "")
    words = made.words
    draft = builder.draft()
    started = time.perf_counter()
    with file.open(encoding="utf-8") as read:
        lines = (line.rstrip("\n") for line in read)
        while batch := list(islice(lines, _BATCH)):
            draft.add(batch)
    draft.finish(state, words)
    spent = time.perf_counter() - started
    draft.discard()
    file.unlink()
    return made.total / spent


@contextmanager
def being_written(settings: Settings) -> Iterator[None]:
    """Two hundred changed products are written to the live index, again and again, by another process.

    It gives way to questions, as `chophien index --watch` does.
    """
    context = get_context("spawn")
    begun = context.Event()
    process = context.Process(target=_write, args=(settings, begun), daemon=True)
    process.start()
    try:
        if not begun.wait(_STARTING):
            raise RuntimeError("nothing was written")
        yield
    finally:
        process.terminate()
        process.join()


def _write(settings: Settings, begun: Event) -> None:
    give_way()
    database, builder = connect(settings), open_builder(settings)
    state, words = builder.engine.state(), builder.engine.words()
    chosen = random.Random(3)  # noqa: S311  (made up, not secret)
    if state is None:
        return
    outcome = replace(state, whole=True), words
    while True:
        first = chosen.randrange(max(1, state.documents - _WRITTEN))
        ids = [product_id(number) for number in range(first, first + _WRITTEN)]
        builder.change(stream_documents(database, shipped_lexicon(), ids), [], lambda: outcome)
        begun.set()
