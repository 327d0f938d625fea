"""Likely pairs: who is compared with whom, and the edges the comparisons leave."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations, groupby
from operator import itemgetter

from sqlalchemy import delete, or_, select
from sqlmodel import Session, SQLModel, col

from catalog.matching.blocks import hopeless
from catalog.matching.compare import compare
from catalog.matching.signature import Signature
from catalog.matching.signatures import batches, load_signatures
from catalog.matching.verdict import DOUBT
from catalog.tables import MatchEdge, MatchKey

MOST_AT_ONCE = 40
_TELLS_NOTHING = 500
_WINDOW = 5
_SMALL = 8
_LOADED = 6_000
_REMEMBERED = 800_000
_EDGES = SQLModel.metadata.tables["match_edge"]

Pair = tuple[int, int]


def rebuild_edges(session: Session, progress: Callable[[int], None]) -> None:
    """All edges anew, from all keys in their order."""
    session.execute(delete(MatchEdge))
    done = 0
    seen: set[int] = set()
    for groups in _loads(_unseen(_groups(session), seen)):
        signatures = load_signatures(session, {one for members in groups for one in members})
        edges: dict[Pair, float] = {}
        for members in groups:
            for one, other in candidates([signatures[member] for member in members]):
                _compare(one, other, edges, seen)
        _write(session, edges)
        if len(seen) > _REMEMBERED:
            seen.clear()
        done += sum(map(len, groups))
        progress(done)


def refresh_edges(session: Session, ids: Iterable[int], linked: Mapping[int, set[int]]) -> None:
    """The edges of changed listings anew, against everything there is.

    `linked` gives, for each of them, the listings its old edges led to: it may have stood for them in comparisons, so
    these are compared with each other.
    """
    changed = set(ids)
    seen: set[int] = set()
    for batch in batches(sorted(changed), 400):
        first, second = col(MatchEdge.first_id), col(MatchEdge.second_id)
        session.execute(delete(MatchEdge).where(or_(first.in_(batch), second.in_(batch))))
    for batch in batches(sorted(changed), 400):
        left = [sorted(linked[one] - changed)[:MOST_AT_ONCE] for one in batch if len(linked.get(one, ())) > 1]
        edges: dict[Pair, float] = {}
        for one, other in _around(session, batch, left):
            if one.id in changed or other.id in changed or not set(one.keys).isdisjoint(other.keys):
                _compare(one, other, edges, seen)
        _write(session, edges)


def _around(session: Session, ids: list[int], left: list[list[int]]) -> Iterator[tuple[Signature, Signature]]:
    """Pairs of some listings with those that share a key, and pairs of the listings `left` without one between them."""
    keys = {key for one in load_signatures(session, ids).values() for key in one.keys}
    groups = list(_groups_of(session, keys))
    signatures = load_signatures(session, {one for members in (*groups, *left) for one in members})
    chosen = set(ids)
    for members in groups:
        for one, other in candidates([signatures[member] for member in members]):
            if one.id in chosen or other.id in chosen:
                yield one, other
    for members in left:
        yield from combinations((signatures[member] for member in members), 2)


def candidates(members: list[Signature]) -> Iterator[tuple[Signature, Signature]]:
    """Whom to compare among those who share a key.

    Listings that say the same are chained, and the first of them stands for the rest; where many different ones share
    a key, only neighbours by name are compared.
    """
    members = sorted(members, key=lambda one: (one.profile, one.order))
    different: list[Signature] = []
    for one, following in zip(members, [*members[1:], None], strict=True):
        if not different or different[-1].profile != one.profile:
            different.append(one)
        if following is not None and following.profile == one.profile:
            yield one, following
    if len(different) <= MOST_AT_ONCE:
        yield from combinations(different, 2)
        return
    different.sort(key=lambda one: (sorted(one.folded()), one.order))
    for start, one in enumerate(different):
        yield from ((one, other) for other in different[start + 1 : start + 1 + _WINDOW])


def _compare(one: Signature, other: Signature, edges: dict[Pair, float], seen: set[int]) -> None:
    pair = (one.id, other.id) if one.id < other.id else (other.id, one.id)
    number = _numbered(*pair)
    if number in seen:
        return
    seen.add(number)
    if hopeless(one, other):
        return
    verdict = compare(one, other)
    if not verdict.block and verdict.score >= DOUBT:
        edges[pair] = round(verdict.score, 1)


def _numbered(first: int, second: int) -> int:
    return first << 32 | second


def _write(session: Session, edges: dict[Pair, float]) -> None:
    known: set[Pair] = set()
    for batch in batches({first for first, _ in edges}):
        rows = session.execute(select(_EDGES.c.first_id, _EDGES.c.second_id).where(_EDGES.c.first_id.in_(batch)))
        known.update((first, second) for first, second in rows)
    fresh = [{"first_id": one, "second_id": two, "score": edges[one, two]} for one, two in sorted(edges.keys() - known)]
    if fresh:
        session.connection().execute(_EDGES.insert(), fresh)


def _groups(session: Session) -> Iterator[list[int]]:
    """The listings of every key that more than one has, by key; read as it goes.

    A key that very many share says only what goods they are: it is passed over.
    """
    rows = session.execute(
        select(col(MatchKey.key), col(MatchKey.listing_id)).order_by(col(MatchKey.key), col(MatchKey.listing_id)),
        execution_options={"yield_per": 10_000},
    )
    for _, group in groupby(rows, key=itemgetter(0)):
        members = [row[1] for row in group]
        if 1 < len(members) <= _TELLS_NOTHING:
            yield members


def _groups_of(session: Session, keys: Iterable[int]) -> Iterator[list[int]]:
    members: dict[int, list[int]] = {}
    for batch in batches(keys):
        rows = session.execute(select(col(MatchKey.key), col(MatchKey.listing_id)).where(col(MatchKey.key).in_(batch)))
        for key, listing_id in rows:
            members.setdefault(key, []).append(listing_id)
    found = {tuple(sorted(ids)) for ids in members.values() if 1 < len(ids) <= _TELLS_NOTHING}
    yield from map(list, sorted(found))


def _unseen(groups: Iterable[list[int]], seen: set[int]) -> Iterator[list[int]]:
    """Without the small groups whose every pair another key has brought together before."""
    brought: set[tuple[int, ...]] = set()
    for members in groups:
        if len(members) <= _SMALL:
            if tuple(members) in brought or all(_numbered(*pair) in seen for pair in combinations(members, 2)):
                continue
            brought.add(tuple(members))
            if len(brought) > _LOADED:
                brought.clear()
        yield members


def _loads(groups: Iterator[list[int]]) -> Iterator[list[list[int]]]:
    """The groups in loads of a few thousand listings."""
    load: list[list[int]] = []
    weight = 0
    for members in groups:
        load.append(members)
        weight += len(members)
        if weight >= _LOADED:
            yield load
            load, weight = [], 0
    if load:
        yield load
