"""Which listing speaks for its product, and the product's row made of what its listings say."""

import re
from collections.abc import Sequence
from typing import Any

from catalog.matching.signature import Signature
from catalog.matching.text import has_marks
from catalog.slug import slugify

_OCOP = {"proven": 0, "lapsed": 1, "claimed": 2, "contradicted": 3, "none": 4}
_PACKS = re.compile(r"(?:^|\s)\d+x")
_STATES = {"fresh": 0, "stale": 1, "gone": 2}


def best_first(members: Sequence[int], rows: dict[int, Any], signatures: dict[int, Signature]) -> list[int]:
    """The members, the best listing first.

    A name with its tones before one without, one of the thing before one of a pack of it, a known producer, a proven
    star, a listing still seen, a name not shouted, a stated price, a known content; ties by the listings' own order.
    """

    def rank(one: int) -> tuple[Any, ...]:
        row = rows[one]
        facts = row.facts or {}
        name = facts.get("name") or row.name
        return (
            not has_marks(name),
            bool(_PACKS.search(signatures[one].variant)),
            not facts.get("producer"),
            _OCOP.get((facts.get("ocop") or {}).get("status", "none"), 4),
            _STATES.get(row.state, 3),
            name.isupper(),
            facts.get("price_status") != "stated",
            not facts.get("net_content"),
            signatures[one].order,
        )

    return sorted(members, key=rank) if len(members) > 1 else list(members)


def product_values(ranked: Sequence[int], rows: dict[int, Any]) -> dict[str, Any]:
    """The product's columns but its id: the best listing's facts, what it lacks filled from the others.

    Times are the listings' own: first seen of any, last seen of any.
    """
    best = rows[ranked[0]]
    facts = dict(best.facts or {"name": best.name})
    for one in ranked[1:]:
        _fill(facts, rows[one].facts or {})
    place = facts.get("place") or {}
    name = facts.get("name") or best.name
    return {
        "slug": slugify(name) or "san-pham",
        "name": name,
        "facts": facts,
        "producer_id": next((rows[one].producer_id for one in ranked if rows[one].producer_id), None),
        "province": place.get("province"),
        "former_province": place.get("former_province"),
        "group_code": facts.get("group"),
        "stars": (facts.get("ocop") or {}).get("stars"),
        "first_seen": min(rows[one].first_seen for one in ranked),
        "updated_at": max(rows[one].last_seen for one in ranked),
    }


def _fill(facts: dict[str, Any], other: dict[str, Any]) -> None:
    for field in ("producer", "group"):
        if not facts.get(field) and other.get(field):
            facts[field] = other[field]
    if not (facts.get("place") or {}).get("province") and (other.get("place") or {}).get("province"):
        facts["place"] = other["place"]
    ours, theirs = (_OCOP.get((one.get("ocop") or {}).get("status", "none"), 4) for one in (facts, other))
    if theirs < ours:
        facts["ocop"] = other["ocop"]
