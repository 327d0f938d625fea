"""Which listings a run groups, and the groups it makes of them, in arrays that a million listings fit into."""

from array import array
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import func, or_, select
from sqlmodel import Session, col

from catalog.matching.clusters import Pair, cluster
from catalog.matching.signatures import batches, load_signatures
from catalog.matching.verdict import ACCEPT
from catalog.tables import Listing, MatchDecision, MatchEdge

_LOADED = 2_000
_TABLES: tuple[tuple[type[MatchEdge] | type[MatchDecision], Any], ...] = (
    (MatchEdge, col(MatchEdge.score) >= ACCEPT),
    (MatchDecision, col(MatchDecision.same)),
)


class Groups:
    """For every listing of the scope, the group it belongs to, named by its smallest listing id."""

    def __init__(self, ids: Iterable[int], largest: int) -> None:
        self._group = array("q", bytes(8 * (largest + 1)))
        for one in ids:
            self._group[one] = one

    def of(self, listing_id: int) -> int:
        """The group's name; 0 for a listing outside the scope."""
        return self._group[listing_id]

    def join(self, one: int, other: int) -> None:
        """Make two listings part of one group; listings outside the scope are left alone."""
        if not self._group[one] or not self._group[other]:
            return
        first, second = self._find(one), self._find(other)
        self._group[max(first, second)] = min(first, second)

    def put(self, members: list[int]) -> None:
        """Make these listings one group."""
        name = min(members)
        for one in members:
            self._group[one] = name

    def flatten(self) -> None:
        """Let every listing point at its group's name."""
        for one in range(len(self._group)):
            if self._group[one]:
                self._group[one] = self._find(one)

    def all(self) -> Iterator[list[int]]:
        """Every group's listings, groups by name."""
        inside = [one for one in range(len(self._group)) if self._group[one]]
        inside.sort(key=self._group.__getitem__)
        for _, members in groupby(inside, key=self._group.__getitem__):
            yield list(members)

    def _find(self, one: int) -> int:
        root = one
        while self._group[root] != root:
            root = self._group[root]
        while self._group[one] != root:
            self._group[one], one = root, self._group[one]
        return root


def everything(session: Session) -> tuple[Iterator[int], int]:
    """All listing ids, read as they go, and the largest."""
    largest = session.scalar(select(func.max(col(Listing.id)))) or 0
    rows = session.scalars(select(col(Listing.id)).order_by(col(Listing.id)), execution_options={"yield_per": 10_000})
    return (one for one in rows if one is not None), largest


def affected(session: Session, ids: Iterable[int]) -> set[int]:
    """Listings whose group may change with these: their products' other listings and all that edges lead to."""
    known: set[int] = set()
    fresh = set(ids)
    while fresh:
        known |= fresh
        fresh = (_beside(session, fresh) | set().union(*linked_to(session, fresh).values())) - known
    return known


def group(session: Session, groups: Groups, scope: set[int] | None = None) -> None:
    """Group the scope: components of accepted pairs first, then each component by its best pairs."""
    for one, other in _pairs(session) if scope is None else _pairs_of(session, scope):
        groups.join(one, other)
    groups.flatten()
    for components in _loads(groups):
        _split(session, groups, components)


def _pairs(session: Session) -> Iterator[Pair]:
    for table, wanted in _TABLES:
        pairs = select(col(table.first_id), col(table.second_id)).where(wanted)
        yield from (tuple(pair) for pair in session.execute(pairs, execution_options={"yield_per": 10_000}))


def _pairs_of(session: Session, scope: set[int]) -> Iterator[Pair]:
    for batch in batches(sorted(scope)):
        for table, wanted in _TABLES:
            first = col(table.first_id)
            pairs = select(first, col(table.second_id)).where(wanted, first.in_(batch))
            yield from (tuple(pair) for pair in session.execute(pairs))


def _loads(groups: Groups) -> Iterator[list[list[int]]]:
    load: list[list[int]] = []
    weight = 0
    for members in groups.all():
        if len(members) < 2:
            continue
        load.append(members)
        weight += len(members)
        if weight >= _LOADED:
            yield load
            load, weight = [], 0
    if load:
        yield load


def _split(session: Session, groups: Groups, components: list[list[int]]) -> None:
    ids = [one for members in components for one in members]
    signatures = load_signatures(session, ids)
    edges: dict[int, dict[Pair, float]] = {}
    words: dict[tuple[int, bool], list[Pair]] = {}
    for batch in batches(ids):
        wanted = select(MatchEdge).where(col(MatchEdge.first_id).in_(batch))
        for edge in session.scalars(wanted, execution_options={"yield_per": 1000}):
            edges.setdefault(groups.of(edge.first_id), {})[edge.first_id, edge.second_id] = edge.score
        for said in session.scalars(select(MatchDecision).where(col(MatchDecision.first_id).in_(batch))):
            words.setdefault((groups.of(said.first_id), said.same), []).append((said.first_id, said.second_id))
    for members in components:
        name, inside = members[0], set(members)
        made = cluster(
            {one: signatures[one] for one in members},
            {pair: score for pair, score in edges.get(name, {}).items() if inside.issuperset(pair)},
            [pair for pair in words.get((name, True), ()) if inside.issuperset(pair)],
            [pair for pair in words.get((name, False), ()) if inside.issuperset(pair)],
        )
        for part in made:
            groups.put(part)


def _beside(session: Session, ids: set[int]) -> set[int]:
    found: set[int] = set()
    for batch in batches(sorted(ids)):
        product_id, listing_id = col(Listing.product_id), col(Listing.id)
        products = select(product_id).where(listing_id.in_(batch), product_id.is_not(None))
        found.update(one for one in session.scalars(select(listing_id).where(product_id.in_(products))) if one)
    return found


def linked_to(session: Session, ids: set[int]) -> dict[int, set[int]]:
    """For each of these listings, those that an accepted edge or a person's `same` links to it."""
    found: dict[int, set[int]] = {}
    for batch in batches(sorted(ids), 400):
        for table, wanted in _TABLES:
            first, second = col(table.first_id), col(table.second_id)
            pairs = select(first, second).where(wanted, or_(first.in_(batch), second.in_(batch)))
            for one, other in session.execute(pairs):
                found.setdefault(one, set()).add(other)
                found.setdefault(other, set()).add(one)
    return {one: found[one] for one in ids if one in found}
