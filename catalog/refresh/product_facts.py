"""One facts object for a product, made of its listings' facts and its offers.

- Only listings not gone speak, unless all are gone.
- `price` is the lowest of the main variant: the size and pack most fresh offers have, of those that name one.
  Outliers and wholesale prices are left out, per-kilogram prices too unless nobody asks another (then those of the
  unit most ask by), sold-out offers stand back, and stale offers speak only where no fresh one does.
  `price_max` is the highest such price of the same variant where it differs, or the end of the range that an only offer
  states. `list_price`, `net_content` and `unit_price` are those of the offer that sets `price`. Where all are gone
  there is no price.
- `ocop` is the best proven: `proven`, then `contradicted`, `lapsed`, `claimed`. A star on a page proves nothing.
- `producer` and `place` are those of the proven listings where there are any, else what most listings say.
- `group` is what most listings say.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import orjson

from catalog.facts import Facts
from catalog.refresh.offers import Offer, counts_for_price, states_a_price

_PROOF = ("proven", "contradicted", "lapsed", "claimed", "none")
_NO_PRICE = ("contact", "wholesale", "ambiguous", "missing")

Row = Any


def product_facts(name: str, rows: Sequence[Row], offers: Sequence[Offer]) -> dict[str, Any]:
    """The facts object of a product; `rows` are its listings (with `facts`), `offers` theirs, in the same order."""
    pairs = [pair for pair in zip(rows, offers, strict=True) if pair[1]["state"] != "gone"]
    speaking = pairs or list(zip(rows, offers, strict=True))
    facts = [row.facts for row, _ in speaking]
    best = min(facts, key=_by_proof)
    trusted = [one for one in facts if one["ocop"]["status"] == "proven"] or facts
    made = {
        "name": name,
        "place": _most(trusted, "place", _says_place) or _most(facts, "place", _says_place),
        "ocop": best["ocop"],
        "producer": _most(trusted, "producer", bool) or _most(facts, "producer", bool),
        "group": _most(facts, "group", bool),
        **_price(speaking),
    }
    return Facts.model_validate({key: value for key, value in made.items() if value is not None}).to_json()


def main_variant(offers: Iterable[Offer]) -> str | None:
    """The variant most fresh offers have; of equally common ones the first that most offers have, then the shorter.

    One that names no size (empty or None) only where no offer names one.
    """
    counted: Counter[str | None] = Counter()
    fresh: Counter[str | None] = Counter()
    for offer in offers:
        counted[offer["variant"]] += 1
        fresh[offer["variant"]] += offer["state"] == "fresh" and offer["price"] is not None
    sizes = [one for one in counted if one] or counted
    return min(sizes, key=lambda one: (-fresh[one], -counted[one], len(one or ""), one or ""), default=None)


def _price(pairs: Sequence[tuple[Row, Offer]]) -> dict[str, Any]:
    known = [pair for pair in pairs if pair[1]["state"] != "gone"]
    asking = [pair for pair in known if counts_for_price(pair[1])] or _by_commonest_unit(known)
    asking = _first_that_holds(
        asking,
        lambda offer: offer["state"] == "fresh" and offer["availability"] != "out_of_stock",
        lambda offer: offer["state"] == "fresh",
        lambda offer: offer["availability"] != "out_of_stock",
    )
    if not asking:
        return _without_price(pairs)
    variant = main_variant(offer for _, offer in asking)
    same = [pair for pair in asking if pair[1]["variant"] == variant]
    row, cheapest = min(same, key=lambda pair: (pair[1]["price"], pair[1]["listing_id"]))
    # Beside others, a listing's own range says nothing of this size: it may run over the sizes that it sells.
    stated = row.facts["price_max"] or 0 if len(same) == 1 else 0
    highest = max(stated, *(offer["price"] for _, offer in same))
    return {
        "price": cheapest["price"],
        "price_max": highest if highest > cheapest["price"] else None,
        "list_price": cheapest["list_price"],
        "price_per": cheapest["price_per"],
        "price_status": "stated",
        "net_content": row.facts["net_content"],
        "unit_price": row.facts["unit_price"],
    }


def _by_commonest_unit(pairs: Sequence[tuple[Row, Offer]]) -> list[tuple[Row, Offer]]:
    priced = [pair for pair in pairs if states_a_price(pair[1])]
    units = Counter(offer["price_per"] for _, offer in priced)
    unit = min(units, key=lambda one: (-units[one], one), default=None)
    return [pair for pair in priced if pair[1]["price_per"] == unit]


def _without_price(pairs: Sequence[tuple[Row, Offer]]) -> dict[str, Any]:
    variant = main_variant(offer for _, offer in pairs)
    same = [row.facts for row, offer in pairs if offer["variant"] == variant]
    said = {offer["price_status"] for _, offer in pairs}
    return {
        "price_status": next((status for status in _NO_PRICE if status in said), "missing"),
        "net_content": _most(same, "net_content", bool),
    }


def _first_that_holds(pairs: list[tuple[Row, Offer]], *conditions: Callable[[Offer], bool]) -> list[tuple[Row, Offer]]:
    for condition in conditions:
        if kept := [pair for pair in pairs if condition(pair[1])]:
            return kept
    return pairs


def _by_proof(facts: dict[str, Any]) -> tuple[int, int, bytes]:
    ocop = facts["ocop"]
    return _PROOF.index(ocop["status"]), -(ocop["stars"] or 0), orjson.dumps(ocop)


def _says_place(place: dict[str, Any]) -> bool:
    return any(place.values())


def _most(facts: Sequence[dict[str, Any]], name: str, says: Callable[[Any], bool]) -> Any:
    """What most facts say under `name`; of equally common values the one that says more, then the first in order."""
    counted = Counter(orjson.dumps(one[name], option=orjson.OPT_SORT_KEYS) for one in facts if says(one[name]))
    if not counted:
        return None
    return orjson.loads(min(counted, key=lambda value: (-counted[value], value.count(b"null"), value)))
