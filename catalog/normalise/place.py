"""Where a listing says it comes from: province of today, the one before July 2025, and the commune of today.

Only the `address` and `province` fields are read. The address outranks the bare `province` field where both name the
same province of today (it says more); where they differ the `province` field stands and the oddity is flagged. A
former province is given where the words name one that is gone, a district or old commune of one, or a commune of
today all of whose parts lay in one; a page dated before the merger means the province of that time.
"""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from catalog import places
from catalog.facts import Place
from catalog.listing import Listing
from catalog.normalise.address import Unit, units_of
from catalog.normalise.gazetteer import district_names, province_names, squeezed
from catalog.normalise.named_commune import named_commune
from catalog.normalise.named_district import named_district, narrowed
from catalog.normalise.named_province import also_named, is_doubled, named_province, province_apart, whole_key
from catalog.normalise.result import Evidence, Found, odd
from catalog.normalise.text import clean


class PlaceReading(NamedTuple):
    """What an address says; `kinds` are oddities (`ambiguous`, `commune_divided`, `unknown`)."""

    province: str | None = None
    former: str | None = None
    commune: str | None = None
    kinds: tuple[str, ...] = ()


def place_of(listing: Listing) -> Found[Place]:
    """The place of a listing from its `address` and `province` fields."""
    before = _dated_before_merger(listing)
    given = [
        (words, name)
        for words, name in ((listing.province, "province"), (listing.address, "address"))
        if words and words.strip()
    ]
    readings = [(read_place(words, before_merger=before), words, name) for words, name in given]
    known = [one for one in readings if one[0].province]
    if not known:
        return Found(
            Place(), None, tuple(odd("place", kind, words) for reading, words, _ in readings for kind in reading.kinds)
        )
    reading, words, source = known[0]
    kinds = [(kind, text) for one, text, _ in readings for kind in one.kinds if kind != "unknown" or len(known) == 0]
    if len(known) == 2:
        other = known[1][0]
        if other.province == reading.province:
            former = other.former or reading.former
            reading, words, source = other._replace(former=former), known[1][1], "address"
        else:
            kinds.append(("disagrees", f"{known[0][1]} / {known[1][1]}"))
    value = Place(province=reading.province, former_province=reading.former, commune=reading.commune)
    evidence = Evidence(source=source, words=words[:200], confidence=0.6 if kinds else 0.95)
    return Found(value, evidence, tuple(odd("place", kind, text) for kind, text in kinds))


def _dated_before_merger(listing: Listing) -> bool:
    """Whether the page says it was last changed before the merger."""
    try:
        return listing.updated_at is not None and date.fromisoformat(listing.updated_at[:10]) < places.MERGED_ON
    except ValueError:
        return False


@lru_cache(maxsize=8192)
def read_place(address: str, *, before_merger: bool = False) -> PlaceReading:
    """Read an address or the name of a province. `before_merger` says the words are older than July 2025."""
    units = units_of(clean(address).text)
    reading = _resolved(_telling(units), before_merger=before_merger)
    if units and reading.province is None and not reading.kinds:
        return PlaceReading(kinds=("unknown",))
    return reading


def _telling(units: list[Unit]) -> tuple[Unit, ...]:
    """The units without streets, and hamlets below two others, unless their words are those of something wider."""
    exact = province_names()[0]
    telling: list[Unit] = []
    for unit in units:
        narrow = unit.label == "street" or (
            unit.label == "hamlet" and len(telling) > 1 and squeezed(unit.name) not in district_names()
        )
        if not narrow or whole_key(unit) in exact or len(province_apart(unit)) > 1:
            telling.append(unit)
    return tuple(telling)


# Room for every commune of before July 2025.
@lru_cache(maxsize=16_384)
def _resolved(given: tuple[Unit, ...], *, before_merger: bool) -> PlaceReading:
    """What units say together: kept, since the addresses of one commune differ in their houses alone."""
    units = [part for unit in given for part in province_apart(unit)]
    provinces, town, naming = named_province(units)
    town = town or (naming is not None and is_doubled(naming, units))
    district = named_district(units, provinces)
    formers = narrowed(provinces, district, town, units)
    if len(formers) > 1 and naming and (other := also_named(units, naming, formers)):
        formers = other
    if not formers:
        return PlaceReading()
    today = {places.successor_of(slug) for slug in formers}
    if len(today) > 1:
        return PlaceReading(kinds=("ambiguous",))
    province = today.pop()
    former = formers[0] if len(formers) == 1 else None
    others = [unit for unit in units if unit is not naming and unit != (district and district.unit)]
    commune, from_commune, kinds = named_commune(
        others, units, province, formers, old_words=bool(district) or before_merger
    )
    former = former or from_commune
    if former is None and before_merger and province in provinces:
        former = province
    if province not in places.merged_provinces():
        former = None
    return PlaceReading(province, former, commune, kinds)
