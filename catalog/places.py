"""Provinces and communes of Viet Nam with the dates they are valid; no network.

63 provinces until 30 June 2025, 34 since (Resolution 202/2025/QH15); codes by 124/2004/QĐ-TTg and 19/2025/QĐ-TTg were
re-used, so a code means something only with its scheme. docs/places.md says where the data comes from.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from catalog.data import read_rows

MERGED_ON = date(2025, 7, 1)


@dataclass(frozen=True, slots=True)
class Province:
    """A province or central city in one span of time; `successor` is the slug of what it became."""

    slug: str
    name: str
    kind: str
    code: str
    code_scheme: str
    valid_from: date
    valid_to: date | None
    successor: str | None


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune, ward or special zone of today.

    `slug` is the folded name without its kind (`dong-gia-nghia`), unique in its province: where two fold alike, both
    carry their code. `former_province` is the slug of the province before July 2025 where all its parts lay in one.
    """

    code: str
    province: str
    slug: str
    kind: str
    name: str
    former_province: str | None


@dataclass(frozen=True, slots=True)
class OldCommune:
    """A commune of before July 2025: `key` and `district` are folded with their kinds (`phuongnghiatrung`).

    `successors` are codes of today's communes, the one that took the larger part first.
    """

    province: str
    district: str
    key: str
    name: str
    successors: tuple[str, ...]


@cache
def provinces() -> tuple[Province, ...]:
    """Every span of every province since August 2008, the old ones first."""
    return tuple(
        Province(
            slug=row["slug"],
            name=row["name"],
            kind=row["kind"],
            code=row["code"],
            code_scheme=row["code_scheme"],
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
            successor=row["successor"] or None,
        )
        for row in read_rows("provinces.csv")
    )


@cache
def current_provinces() -> Mapping[str, Province]:
    """The 34 provinces of today, by slug."""
    return MappingProxyType({one.slug: one for one in provinces() if one.valid_to is None})


@cache
def former_provinces() -> Mapping[str, Province]:
    """The 63 provinces as they last were before the merger, by slug."""
    return MappingProxyType({one.slug: one for one in provinces() if one.valid_from < MERGED_ON})


@cache
def merged_provinces() -> frozenset[str]:
    """Slugs of today's provinces that more than one old province became."""
    parts: dict[str, int] = defaultdict(int)
    for one in former_provinces().values():
        parts[one.successor or one.slug] += 1
    return frozenset(slug for slug, count in parts.items() if count > 1)


def successor_of(slug: str) -> str:
    """Slug of today's province that an old (or today's) province belongs to; KeyError where there is none such."""
    return former_provinces()[slug].successor or slug


def province_name(slug: str) -> str:
    """The name of a province of today; KeyError where there is none such."""
    return current_provinces()[slug].name


def former_province_name(slug: str) -> str:
    """The name of a province as it was before July 2025; KeyError where there was none such."""
    return former_provinces()[slug].name


def province_at(code: str, on: date) -> Province | None:
    """The province a code meant on a day: 15 was Yên Bái and is Lào Cai."""
    for one in provinces():
        if one.code == code and one.valid_from <= on and (one.valid_to is None or on <= one.valid_to):
            return one
    return None


@cache
def old_communes() -> tuple[OldCommune, ...]:
    """The 10,040 communes of before July 2025."""
    return tuple(
        OldCommune(row["province"], row["district"], row["key"], row["name"], tuple(row["successors"].split("|")))
        for row in read_rows("old_communes.csv")
    )


@cache
def communes() -> tuple[Commune, ...]:
    """The 3,321 communes of today."""
    homes: dict[str, set[str]] = defaultdict(set)
    for old in old_communes():
        for code in old.successors:
            homes[code].add(old.province)
    return tuple(
        Commune(
            code=row["code"],
            province=row["province"],
            slug=row["slug"],
            kind=row["kind"],
            name=row["name"],
            former_province=next(iter(homes[row["code"]])) if len(homes[row["code"]]) == 1 else None,
        )
        for row in read_rows("communes.csv")
    )


@cache
def commune_by_code() -> Mapping[str, Commune]:
    """Today's communes by their code (scheme 19/2025/QĐ-TTg)."""
    return MappingProxyType({one.code: one for one in communes()})


@cache
def _communes_by_slug() -> Mapping[tuple[str, str], Commune]:
    return {(one.province, one.slug): one for one in communes()}


def commune(province: str, slug: str) -> Commune:
    """A commune of today by its province's slug and its own; KeyError where there is none such."""
    return _communes_by_slug()[province, slug]


def commune_name(province: str, slug: str) -> str:
    """The name of a commune of today with its kind, as `phường Đông Gia Nghĩa`; KeyError where there is none such."""
    found = commune(province, slug)
    return f"{found.kind} {found.name}"
