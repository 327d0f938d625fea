"""The index's life: built beside the live one, verified, switched, kept for going back, changed piece by piece."""

import logging
import random
import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine as Database

from catalog.settings import Settings
from search.documents import ProductDocument, stream_documents, stream_fingerprints
from search.engines.clauses import EVERYTHING, Has
from search.engines.protocol import Ask, Builder, BuildError, Draft, IndexState
from search.fields import FACETS, ORDERS, TERMS, schema_hash
from search.kept import Damaged, Kept
from search.lexicon import shipped_lexicon
from search.lexicon.load import lexicon_hash
from search.making import Canary, Making
from search.opening import open_builder, open_engine
from search.staleness import rebuild_reason
from search.terms import taken_apart
from search.turns import my_turn
from search.words import WordCounts

log = logging.getLogger(__name__)

_MANY = 5_000
_CANARIES = 20
_FULL_SHARE = 0.5

Progress = Callable[[int, int | None], None]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. `mode` is `full`, `changes` or `nothing`; `reason` says why it was a full one.

    `kept` of the indexed documents were taken as they were kept from the last full build.
    """

    engine: str
    mode: str
    reason: str
    documents: int
    indexed: int
    removed: int
    kept: int
    seconds: float

    @property
    def per_second(self) -> float:
        """Documents indexed in a second."""
        return self.indexed / self.seconds if self.seconds else 0.0


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """What stands in the live index, and why it should be built anew, if it should."""

    engine: str
    state: IndexState | None
    rebuild: str | None


def index_status(settings: Settings) -> IndexStatus:
    """The live index's state. Raises EngineUnavailable where a server does not answer."""
    engine = open_engine(settings)
    state = engine.state()
    return IndexStatus(engine.name, state, rebuild_reason(state))


def build_index(
    settings: Settings,
    database: Database,
    *,
    full: bool = False,
    afresh: bool = False,
    progress: Progress | None = None,
) -> BuildReport:
    """Bring the index up to the catalog: what changed where an index stands, all of it where none does or with `full`.

    A full build happens beside the live index, which answers until the new one is verified. Documents that have not
    changed are taken as they were kept from the last full build; with `afresh` every one is made again.

    Raises BuildError (the live index is untouched, or another process is at it) and EngineUnavailable.
    """
    started = time.perf_counter()
    with my_turn(settings, database):
        builder = open_builder(settings)
        state = builder.engine.state()
        reason = "asked for" if full or afresh else rebuild_reason(state)
        changed: Sequence[str] = ()
        removed: Sequence[str] = ()
        kept = 0
        if reason is None and state is not None:
            changed, removed = _differences(builder, database)
            if len(changed) > max(_MANY, _FULL_SHARE * state.documents):
                reason = "most products changed"
        if reason is not None or state is None:
            file = settings.data_dir / "kept" / f"{builder.engine.name}.sqlite3"
            done, kept = _rebuild(builder, database, file, afresh=afresh, progress=progress)
            mode, indexed, gone = "full", done, 0
        elif changed or removed or state.held:
            done = _change(builder, database, state, changed, removed, progress)
            mode, indexed, gone = "changes", len(changed), len(removed)
        else:
            done = state.documents
            mode, indexed, gone = "nothing", 0, 0
    seconds = time.perf_counter() - started
    return BuildReport(builder.engine.name, mode, reason or "", done, indexed, gone, kept, seconds)


def rollback(settings: Settings, database: Database) -> IndexState:
    """Switch back to the index before the last full build; once more switches forward again. Raises BuildError.

    The index gone back to is left as it is by who follows the catalog, until `build_index` is called.
    """
    with my_turn(settings, database):
        return open_builder(settings).rollback()


def _rebuild(
    builder: Builder, database: Database, file: Path, *, afresh: bool, progress: Progress | None
) -> tuple[int, int]:
    """How many documents were indexed, and how many of them as they were kept."""
    try:
        with Kept(file, empty=afresh) as kept:
            return _built(builder, database, kept, progress)
    except Damaged as error:
        log.warning("%s is damaged, and every document is made again: %s", file, error)
    try:
        with Kept(file, empty=True) as kept:
            return _built(builder, database, kept, progress)
    except Damaged as error:
        log.warning("%s cannot be made, and nothing is kept for the next full build: %s", file, error)
    return _built(builder, database, None, progress)


def _built(builder: Builder, database: Database, kept: Kept | None, progress: Progress | None) -> tuple[int, int]:
    making = Making(database, builder, kept)
    canaries: list[Canary] = []
    done = 0
    draft = builder.draft()
    try:
        for part in making:
            draft.add(part.lines)
            canaries.extend(part.canaries)
            done += len(part.lines)
            if progress:
                progress(done, max(done, making.total))
        draft.finish(_state(done), making.words)
        _verify(draft, done, canaries)
        _warm(draft)
        draft.switch()
    except BaseException:
        draft.discard()
        raise
    making.keep()
    return done, done - making.made


def _change(
    builder: Builder,
    database: Database,
    state: IndexState,
    changed: Sequence[str],
    removed: Sequence[str],
    progress: Progress | None,
) -> int:
    lexicon = shipped_lexicon()
    counts = WordCounts.load(builder.engine.words())
    words = counts.kinds()
    known = 0
    for names, producer in builder.sources([*changed, *removed]):
        counts.count([taken_apart(name) for name in names], producer, times=-1)
        known += 1
    done = 0

    def documents() -> Iterator[ProductDocument]:
        nonlocal done
        for document in stream_documents(database, lexicon, changed):
            counts.count(document.apart, document.maker)
            yield document
            done += 1
            if progress:
                progress(done, len(changed))

    def after() -> tuple[IndexState, bytes]:
        same = words == counts.kinds()
        return _state(state.documents - known + done, state.generation if same else None), counts.dump()

    builder.change(documents(), removed, after)
    return state.documents - known + done


def _differences(builder: Builder, database: Database) -> tuple[list[str], list[str]]:
    """Ids of products new or changed since they were indexed, and of those that are no more."""
    indexed = dict(builder.fingerprints())
    changed = []
    for one, current in stream_fingerprints(database):
        if indexed.pop(one, None) != current or not current:
            changed.append(one)
    return changed, sorted(indexed)


def _verify(draft: Draft, expected: int, canaries: Sequence[Canary]) -> None:
    """A new index must hold as many products as went in, and find a few of them by their whole names."""
    found = draft.engine.ask(Ask(where=EVERYTHING, limit=1)).total
    if found != expected:
        raise BuildError(f"the new index holds {found} products instead of {expected}; the old one stays")
    for canary in random.sample(canaries, min(_CANARIES, len(canaries))):
        answer = draft.engine.ask(Ask(where=Has(TERMS, (canary.term,)), limit=100))
        if not any(hit["id"] == canary.id for hit in answer.hits) and answer.total < 100:
            raise BuildError(f"the new index does not find product {canary.id}; the old one stays")


def _warm(draft: Draft) -> None:
    """Ask each order and facet once: what was never read since it was written takes many times as long at first."""
    for order in ORDERS:
        draft.engine.ask(Ask(order=order, facets=dict.fromkeys(FACETS, EVERYTHING)))


def _state(documents: int, generation: str | None = None) -> IndexState:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return IndexState(schema_hash(), lexicon_hash(), generation or secrets.token_hex(8), documents, now)
