"""Searches as people make them, always the same ones: what the search is measured with."""

import random
from typing import Any

from api.bench.goods import GOODS
from catalog.places import communes, current_provinces
from catalog.slug import fold

Query = dict[str, Any]


def queries(number: int) -> list[Query]:
    """Searches as people make them: words with and without tones, a slip, a filter or two, sometimes by price."""
    chance = random.Random(11)  # noqa: S311  (made up, not secret)
    provinces = sorted(current_provinces())
    return [_query(chance, provinces) for _ in range(number)]


def _query(chance: random.Random, provinces: list[str]) -> Query:
    words = chance.choice(GOODS)[0].lower()
    kind = chance.random()
    if kind < 0.4:
        words = fold(words)
    elif kind < 0.5:
        words = words[: max(3, len(words) - chance.randrange(1, 4))]
    elif kind < 0.6:
        words = f"{words} {chance.choice(communes()).name.lower()}"
    elif kind < 0.65:
        words = ""
    query: Query = {"q": words}
    if chance.random() < 0.3:
        query["province"] = chance.sample(provinces, chance.choice((1, 2)))
    if chance.random() < 0.2:
        query["stars"] = [chance.choice((3, 4, 5))]
    if chance.random() < 0.1:
        query["price_max"] = chance.randrange(100, 500) * 1000
    if chance.random() < 0.3:
        query["sort"] = chance.choice(("price", "-price", "unit_price"))
    return query
