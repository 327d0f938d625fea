"""Which commune of today an address names: by its own name, or by that of a commune that became part of it."""

from typing import NamedTuple

from catalog import places
from catalog.normalise.address import Unit
from catalog.normalise.gazetteer import (
    COMMUNE_KINDS,
    DISTRICT_KINDS,
    current_communes,
    exact_key,
    old_communes,
    province_names,
    squeezed,
)


class NamedCommune(NamedTuple):
    """Slug of today's commune, the former province it lay in where that is one, and oddities (`commune_divided`)."""

    slug: str | None = None
    former: str | None = None
    kinds: tuple[str, ...] = ()


def named_commune(
    others: list[Unit], units: list[Unit], province: str, formers: tuple[str, ...], *, old_words: bool
) -> NamedCommune:
    """The commune of a province of today that one of `others` names, those called a commune first.

    `others` are the `units` without what named the province and the district; `formers` are the former provinces it
    may have lain in; with `old_words` the address is taken to speak of communes before July 2025.
    """
    for unit in (*(one for one in others if one.label), *(one for one in others if not one.label)):
        if unit.label not in ("commune", "") or (unit.label == "" and unit.folded in province_names()[1]):
            continue
        readers = (
            (_from_old, _from_current)
            if old_words or (len(formers) == 1 and province in places.merged_provinces())
            else (_from_current, _from_old)
        )
        for reader in readers if unit.label or old_words else (_from_current,):
            found = reader(unit, units, province, formers)
            if found:
                return found
    return NamedCommune()


def _from_current(unit: Unit, _units: list[Unit], province: str, _formers: tuple[str, ...]) -> NamedCommune | None:
    found = current_communes().get((province, unit.kind + squeezed(unit.name)), ())
    if len(found) > 1:
        found = tuple(one for one in found if exact_key(one.name) == exact_key(unit.name))
    if len(found) == 1 and (unit.label or exact_key(found[0].name) == exact_key(unit.name)):
        return NamedCommune(found[0].slug, found[0].former_province)
    return None


def _from_old(unit: Unit, units: list[Unit], _province: str, formers: tuple[str, ...]) -> NamedCommune | None:
    """By an old commune; its district in the address, then its diacritics, tell those of one name apart."""
    found = [one for slug in formers for key in old_keys(unit) for one in old_communes().get((slug, key), ())]
    if len(found) > 1:
        keys = {unit.kind + squeezed(unit.name) for unit in units if unit.kind in DISTRICT_KINDS}
        bare = {squeezed(unit.name) for unit in units if not unit.kind}
        found = [one for one in found if one.district in keys or without_kind(one.district) in bare] or found
    if len(found) > 1 or not unit.kind:
        found = [one for one in found if one.name and exact_key(one.name) == exact_key(unit.name)]
    if len(found) != 1:
        return None
    successor = places.commune_by_code()[found[0].successors[0]]
    kinds = ("commune_divided",) if len(found[0].successors) > 1 else ()
    return NamedCommune(successor.slug, found[0].province, kinds)


def old_keys(unit: Unit) -> list[str]:
    """The keys a unit may have among old communes: of its kind, or of every kind where it names none."""
    return [kind + squeezed(unit.name) for kind in ((unit.kind,) if unit.kind else COMMUNE_KINDS)]


def without_kind(key: str) -> str:
    """The key of a district or commune without its kind in front (`huyenmeovac` -> `meovac`)."""
    for kind in (*DISTRICT_KINDS, *COMMUNE_KINDS):
        if key.startswith(kind):
            return key.removeprefix(kind)
    return key
