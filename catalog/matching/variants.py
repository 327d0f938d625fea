"""Which size of its product each listing is, by what all of them say."""

from collections import defaultdict
from collections.abc import Sequence

from catalog.matching.signature import Signature


def variants_of(members: Sequence[Signature]) -> dict[int, str]:
    """The variant of each listing of one product, by listing id.

    A listing that only counts ("hộp 100 túi lọc") is the one size of which another says the same count and its weight
    ("100 túi lọc x 2g"); where several sizes have that count, it stays a size of its own.
    """
    weighed: dict[str, set[str]] = defaultdict(set)
    for one in members:
        if one.pieces:
            weighed[f"{one.pieces}pc"].add(one.variant)
    found: dict[int, str] = {}
    for one in members:
        known = weighed.get(one.variant, set())
        found[one.id] = next(iter(known)) if len(known) == 1 else one.variant
    return found
