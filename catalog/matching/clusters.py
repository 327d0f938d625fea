"""From likely pairs to products: people's decisions first, then the best pairs, never across a block."""

from collections.abc import Iterable, Mapping
from itertools import product

from catalog.matching.compare import compare
from catalog.matching.signature import Signature
from catalog.matching.verdict import ACCEPT

Pair = tuple[int, int]


def cluster(
    signatures: Mapping[int, Signature],
    edges: Mapping[Pair, float],
    same: Iterable[Pair] = (),
    different: Iterable[Pair] = (),
) -> list[list[int]]:
    """Group listings into products; the outcome depends on what they say, not on the order they came in.

    Pairs are taken best first, ties by the listings' own order. Two groups are joined only where no listing of one is
    blocked against one of the other, by a rule or by a person; a person's `same` is joined whatever the rules say, but
    not across another person's `different`.
    """
    joined = _Groups(signatures, {frozenset(pair) for pair in different})
    for one, other in same:
        if not joined.forbidden(one, other):
            joined.join(one, other)
    for one, other in sorted(edges, key=lambda pair: _rank(pair, edges[pair], signatures)):
        if edges[one, other] >= ACCEPT and joined.allowed(one, other):
            joined.join(one, other)
    return joined.all()


def _rank(pair: Pair, score: float, signatures: Mapping[int, Signature]) -> tuple[float, list[int]]:
    return -score, sorted(signatures[one].order for one in pair)


class _Groups:
    """Disjoint groups with what may not be joined."""

    def __init__(self, signatures: Mapping[int, Signature], different: set[frozenset[int]]) -> None:
        self._signatures = signatures
        self._different = different
        self._group = {one: [one] for one in signatures}
        self._profiles = {one: signature.profile for one, signature in signatures.items()}
        self._blocked: dict[tuple[str, str], bool] = {}

    def allowed(self, one: int, other: int) -> bool:
        """Whether the groups of two listings may be joined."""
        first, second = self._group[one], self._group[other]
        return first is not second and not any(self._apart(a, b) for a, b in product(first, second))

    def forbidden(self, one: int, other: int) -> bool:
        """Whether a person holds any two listings of the two groups apart."""
        return any(frozenset(pair) in self._different for pair in product(self._group[one], self._group[other]))

    def join(self, one: int, other: int) -> None:
        """Join the groups of two listings."""
        first, second = self._group[one], self._group[other]
        if first is not second:
            first.extend(second)
            self._group.update(dict.fromkeys(second, first))

    def all(self) -> list[list[int]]:
        """The groups, each in the listings' own order."""
        distinct = {id(group): group for group in self._group.values()}.values()
        return [sorted(group, key=lambda one: self._signatures[one].order) for group in distinct]

    def _apart(self, one: int, other: int) -> bool:
        if frozenset((one, other)) in self._different:
            return True
        first, second = sorted((self._profiles[one], self._profiles[other]))
        if (first, second) not in self._blocked:
            self._blocked[first, second] = bool(compare(self._signatures[one], self._signatures[other]).block)
        return self._blocked[first, second]
