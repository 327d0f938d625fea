"""What a query was understood as, for the page: conditions read out of its words, and other readings as links."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from api.web.addresses import Pairs, search_address
from api.web.formats import Formats
from api.web.texts import Translator
from catalog.places import communes
from search.contract import SearchResponse
from search.labels import province
from search.lexicon.rows import regions

_WHYS = ("spelling", "tones", "longer", "folded", "without_filter")
"""In the order they are shown."""
_PRICES = {"price_min": "filters.from_price", "price_max": "filters.to_price"}


@dataclass(frozen=True)
class OtherReading:
    """Words that would find so many, and their address; the filters set on the page stay."""

    text: str
    total: int
    address: str


@dataclass(frozen=True)
class OtherReadings:
    """Readings offered for one reason: `why` as the API names it."""

    why: str
    readings: list[OtherReading]


def conditions(answer: SearchResponse, t: Translator) -> list[str]:
    """What was read out of the words as places, stars, prices and sizes, in words."""
    found = []
    for name, values in answer.query.filters.items():
        region = _regions().get(tuple(values)) if name == "province" else None
        found.extend([region] if region else [_condition(name, value, t) for value in values])
    return found


def other_readings(answer: SearchResponse, pairs: Pairs) -> list[OtherReadings]:
    """Readings worth a line beside hits; where there are none the page gives them as ways on."""
    return [OtherReadings(why, found) for why in _WHYS if (found := list(_readings(answer, pairs, why)))]


def _readings(answer: SearchResponse, pairs: Pairs, why: str) -> Iterator[OtherReading]:
    kept = [pair for pair in pairs if pair[0] not in ("q", "page")]
    for one in answer.query.alternatives if answer.hits else ():
        if one.why == why and one.total != answer.total:
            yield OtherReading(one.text, one.total, search_address([("q", one.text), *kept]))


def _condition(name: str, value: str, t: Translator) -> str:
    if name == "province":
        return province(value) or value
    if name == "commune":
        return _communes().get(value, value)
    if name == "stars":
        return t("stars.short", n=int(value))
    if name in _PRICES:
        return t(_PRICES[name], price=Formats(t).money(int(value)))
    return value


@cache
def _regions() -> dict[tuple[str, ...], str]:
    return {region.slugs: region.name for region in reversed(regions())}


@cache
def _communes() -> dict[str, str]:
    return {one.slug: one.name for one in communes()}
