"""Product ids: drawn from the listing a product was first seen as, kept by the group that holds most of it."""

import base64
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

Bearer = tuple[str, str, list[int]]


def drawn_id(order: int, attempt: int = 0) -> str:
    """`p` and nine letters of base32 from a listing's order; `attempt` gives another where one is taken."""
    digest = hashlib.blake2b(f"{order}/{attempt}".encode(), digest_size=6).digest()
    return "p" + base64.b32encode(digest).decode().lower()[:9]


@dataclass
class Claims:
    """Ids that more than one group, or groups that more than one id, lay claim to; all others stay as they are.

    `kept` gives a contested group its old id (None: a new one); `lost` gives an old id the group most of its listings
    went to.
    """

    kept: dict[int, str | None] = field(default_factory=dict)
    lost: dict[str, int] = field(default_factory=dict)


def settle_claims(bearers: Callable[[], Iterable[Bearer]], group_of: Callable[[int], int]) -> Claims:
    """Give every old id to the group with most of its listings; of several, a group keeps the one it holds most of.

    `bearers` gives, each time it is called, every old id with its age (ISO text) and the listings that bear it.
    """
    torn, contested = _contests(bearers, group_of)
    claims = Claims()
    votes: dict[int, tuple[int, str, str]] = {}
    for old, age, listings in bearers():
        counted = Counter(group_of(one) for one in listings)
        if old not in torn and contested.isdisjoint(counted):
            continue
        group, count = min(counted.items(), key=lambda item: (-item[1], item[0]))
        claims.kept.update((one, None) for one in counted if one not in claims.kept)
        claims.lost[old] = group
        rank = (-count, age, old)
        votes[group] = min(votes.get(group, rank), rank)
    for group, (_, _, old) in votes.items():
        claims.kept[group] = old
        del claims.lost[old]
    return claims


def _contests(bearers: Callable[[], Iterable[Bearer]], group_of: Callable[[int], int]) -> tuple[set[str], set[int]]:
    """Ids whose listings are in several groups, and groups with listings of several ids."""
    claimed: Counter[int] = Counter()
    torn: set[str] = set()
    for old, _, listings in bearers():
        groups = {group_of(one) for one in listings}
        if len(groups) > 1:
            torn.add(old)
        claimed.update(groups)
    return torn, {group for group, count in claimed.items() if count > 1}
