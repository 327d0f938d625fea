"""Which district of before July 2025 an address names, and which former provinces remain by it."""

from typing import NamedTuple

from catalog import places
from catalog.normalise.address import Unit
from catalog.normalise.gazetteer import DISTRICT_KINDS, districts, old_communes, parts_of, squeezed
from catalog.normalise.named_commune import old_keys, without_kind


class NamedDistrict(NamedTuple):
    """The unit that names a district, and the former provinces it may lie in."""

    unit: Unit
    homes: tuple[str, ...]


def named_district(units: list[Unit], provinces: tuple[str, ...]) -> NamedDistrict | None:
    """The district of units that name these former provinces, or none; without provinces, one of a single home."""
    known = districts()
    within = {part for slug in provinces for part in parts_of().get(places.successor_of(slug), ())}
    for unit in units:
        bare = unit.label == "" and (within or unit is units[0]) and not unit.name.isdigit()
        kinds = (unit.kind,) if unit.kind in DISTRICT_KINDS else DISTRICT_KINDS if bare else ()
        if bare and not within:
            anywhere = {home for kind in kinds for home in known.get(kind + squeezed(unit.name), ())}
            if len(anywhere) > 1:
                continue
        for kind in kinds:
            key = kind + squeezed(unit.name)
            homes = tuple(slug for slug in known.get(key, ()) if not within or slug in within)
            if homes and squeezed(unit.name) not in {squeezed(slug) for slug in homes if unit.label == ""}:
                return NamedDistrict(unit, homes)
    return None


def narrowed(
    provinces: tuple[str, ...], district: NamedDistrict | None, town: bool, units: list[Unit]
) -> tuple[str, ...]:
    """The former provinces that remain: a name kept by today's province may mean any of its parts.

    `town` says that the provinces are named by a town of that name, which lies in one of them alone.
    """
    if not provinces:
        return district.homes if district and len(district.homes) == 1 else ()
    if district:
        homes = district.homes
        if len(homes) > 1 and all(slug in places.current_provinces() for slug in provinces):
            homes = _with_commune(homes, district.unit, units) or homes
        inside = tuple(slug for slug in homes if slug in provinces)
        kept = provinces[0] in places.current_provinces()
        return inside or (homes if kept or len(homes) == 1 else provinces)
    if town:
        return provinces
    wide: list[str] = []
    for slug in provinces:
        wide.extend(parts_of()[slug] if slug in parts_of() and len(provinces) == 1 else (slug,))
    return tuple(wide)


def _with_commune(homes: tuple[str, ...], district: Unit, units: list[Unit]) -> tuple[str, ...]:
    """Of several former provinces with a district of one name, those where it has the commune the address names."""
    name = squeezed(district.name)
    return tuple(
        slug
        for slug in homes
        if any(
            without_kind(one.district) == name
            for unit in units
            if unit.label == "commune"
            for key in old_keys(unit)
            for one in old_communes().get((slug, key), ())
        )
    )
