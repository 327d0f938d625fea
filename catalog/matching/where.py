"""Places that names give: whether two of them can be one ("Trảng Bàng" lies in "Tây Ninh")."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from catalog.data import read_rows
from catalog.matching.text import fold
from catalog.places import communes, former_provinces, old_communes, provinces, successor_of

# Wider than a province, or across several: they contradict nothing.
_REGIONS = frozenset(
    [
        *("caonguyenda", "taybac", "dongbac", "vietbac", "taynguyen", "mientay", "mienbac", "mientrung", "miennam"),
        *("vietnam", "dongbang", "bacbo", "nambo", "trungbo", "baynui"),
    ]
)
_KINDS = ("huyen", "thixa", "thanhpho", "quan")


def contradict(some: Iterable[str], others: Iterable[str]) -> bool:
    """Whether no place of one side can be or lie in one of the other's; a place that is not known contradicts all."""
    return not any(_agree(one, other) for one in some for other in others)


def _agree(one: str, other: str) -> bool:
    first, second = _glued(one), _glued(other)
    if first == second or not _REGIONS.isdisjoint((first, second)):
        return True
    known = _provinces()
    if first in known and second in known:
        return known[first] == known[second]
    if first in known:
        return known[first] in _homes().get(second, ())
    return second in known and known[second] in _homes().get(first, ())


def _glued(name: str) -> str:
    return fold(name).replace(" ", "").replace("-", "")


@cache
def _provinces() -> Mapping[str, str]:
    """Today's province of every province's name, folded and run together."""
    return {_glued(one.name): one.successor or one.slug for one in provinces()}


@cache
def _homes() -> Mapping[str, frozenset[str]]:
    """Today's provinces in which a town, district or commune of a name lies or lay."""
    found: dict[str, set[str]] = defaultdict(set)
    for old in old_communes():
        found[_glued(old.name)].add(successor_of(old.province))
        kind = next((kind for kind in _KINDS if old.district.startswith(kind)), "")
        found[old.district.removeprefix(kind)].add(successor_of(old.province))
    for one in communes():
        found[_glued(one.name)].add(one.province)
    for row in read_rows("place_names.csv"):
        found[_glued(row["name"])].update(
            successor_of(slug) if slug in former_provinces() else slug for slug in row["slugs"].split("|")
        )
    return {name: frozenset(slugs) for name, slugs in found.items()}
