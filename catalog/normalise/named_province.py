"""Which province the units of an address name: by its name of today or of before July 2025, or a part of one."""

from functools import lru_cache
from typing import NamedTuple

from catalog import places
from catalog.normalise.address import Unit
from catalog.normalise.gazetteer import (
    DISTRICT_KINDS,
    commune_names,
    current_communes,
    districts,
    exact_key,
    parts_of,
    province_names,
    squeezed,
)
from catalog.normalise.text import fold, words

_FAMILY_NAMES = frozenset(words("nguyen tran le pham huynh hoang phan vu vo dang bui do ho ngo duong ly"))
_STREETY = frozenset(words("duong pho cho cau ga quoc tinh dai xa lo khach nha cong cty htx hop co cua ben dao"))


class NamedProvince(NamedTuple):
    """The former provinces a unit may name, whether it names but a town of that name, and the unit."""

    slugs: tuple[str, ...] = ()
    town: bool = False
    unit: Unit | None = None


def named_province(units: list[Unit]) -> NamedProvince:
    """What the first fitting of units names, the widest first; nothing where none fits."""
    for index, unit in enumerate(units):
        if unit.label == "commune":
            continue
        slugs = _lookup(unit, index == 0)
        if slugs:
            below = unit.label == "district" or (unit.label == "city" and not _is_central(slugs))
            return NamedProvince(slugs, below or _is_town(unit), unit)
    return NamedProvince()


def also_named(units: list[Unit], naming: Unit, formers: tuple[str, ...]) -> tuple[str, ...]:
    """A further unit that names one part of the province: `Hà Giang (nay là Tuyên Quang)`."""
    slugs = named_province([unit for unit in units if unit is not naming]).slugs
    return slugs if len(slugs) == 1 and slugs[0] in formers and slugs[0] != places.successor_of(slugs[0]) else ()


def is_doubled(naming: Unit, units: list[Unit]) -> bool:
    """`Minh Xuân, Tuyên Quang, Tuyên Quang`: a province named twice is the city and its province of that time."""
    name = naming.name.lower()
    return sum(unit.name.lower() == name for unit in units if unit.label in ("", "province")) > 1


def _is_central(slugs: tuple[str, ...]) -> bool:
    return all(
        places.current_provinces().get(slug) and places.current_provinces()[slug].kind == "thành phố" for slug in slugs
    )


@lru_cache(maxsize=4096)
def _is_town(unit: Unit) -> bool:
    """Whether a unit's words are known as a town's, not as a province's."""
    return not province_names()[2].isdisjoint((unit.folded, fold(whole_key(unit))))


@lru_cache(maxsize=4096)
def _lookup(unit: Unit, last: bool) -> tuple[str, ...]:
    """The former provinces one unit may name; `last` says that it is the widest of its address."""
    exact, folded, _ = province_names()
    if unit.label in ("street", "hamlet"):
        return exact.get(whole_key(unit), ())
    if unit.label == "district" and unit.kind != "thixa":
        return ()
    name = exact_key(unit.name)
    words = name.split()
    for start in range(max(0, len(words) - 5), len(words)):
        tail = words[start:]
        key = " ".join(tail)
        if start and not _may_precede(words[:start], tail, unit):
            continue
        if slugs := exact.get(key):
            return slugs
        plain = key.isascii() or unit.label == "province" or (last and len(tail) > 1 and start == 0)
        if plain and (slugs := folded.get(fold(key))):
            return slugs
    return ()


def _may_precede(head: list[str], tail: list[str], unit: Unit) -> bool:
    """Whether words may stand before a province in its unit: not a house number, street or family name."""
    if unit.label or len(tail) == 1:
        return False
    first, near = fold(head[0]), fold(head[-1])
    return not (
        first[0].isdigit() or near in _FAMILY_NAMES or first in _FAMILY_NAMES or near in _STREETY or first in _STREETY
    )


def province_apart(unit: Unit) -> tuple[Unit, ...]:
    """`huyện Cư Jút Đắk Nông` and `Mèo Vạc Hà Giang` without their commas: the province by itself, then the rest."""
    if unit.label in ("province", "town"):
        return (unit,)
    exact, folded, towns = province_names()
    words = unit.name.split()
    for start in range(1, len(words)):
        key = exact_key(" ".join(words[start:]))
        slugs = exact.get(key) or (folded.get(key) if key.isascii() else None)
        if slugs is None or key in towns or fold(key) in towns or squeezed(unit.name) in commune_names():
            continue
        tail = Unit("", "", " ".join(words[start:]))
        if unit.label not in ("", "street"):
            if key in exact and (unit.label != "city" or unit.kind + squeezed(" ".join(words[:start])) in districts()):
                return tail, Unit(unit.label, unit.kind, " ".join(words[:start]))
        elif apart := _district_apart(words[:start], slugs):
            return tail, *apart
    return (unit,)


def _district_apart(head: list[str], slugs: tuple[str, ...]) -> tuple[Unit, ...]:
    """The district (or commune of today) that ends the words before a province's name, and what stands before it."""
    within = {part for slug in slugs for part in parts_of()[places.successor_of(slug)]}
    for start in range(len(head)):
        name = squeezed(" ".join(head[start:]))
        known = any(not within.isdisjoint(districts().get(kind + name, ())) for kind in DISTRICT_KINDS)
        if known or any((places.successor_of(slug), name) in current_communes() for slug in slugs):
            rest = (Unit("", "", " ".join(head[:start])),) if start else ()
            return Unit("", "", " ".join(head[start:])), *rest
    return ()


def whole_key(unit: Unit) -> str:
    """The key of all the unit's words, its kind among them, as the exact names of provinces are kept."""
    return exact_key(unit.whole)
