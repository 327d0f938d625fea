"""Names of places as keys: provinces, towns, districts and communes, exact with diacritics and folded without."""

from collections import defaultdict
from functools import cache, lru_cache

from catalog import places
from catalog.data import read_rows
from catalog.normalise.text import fold, spell

DISTRICT_KINDS = ("huyen", "quan", "thixa", "thanhpho")
COMMUNE_KINDS = ("phuong", "xa", "thitran", "dackhu")
Names = dict[str, tuple[str, ...]]


@lru_cache(maxsize=16_384)
def exact_key(name: str) -> str:
    """The words of a name in lower case with diacritics, hyphens and dots apart: `tt huế`."""
    return " ".join(spell(name).lower().replace("-", " ").replace("–", " ").replace(".", " ").split())


@lru_cache(maxsize=16_384)
def squeezed(name: str) -> str:
    """The folded letters and digits of a name: `xathuanha`."""
    return "".join(filter(str.isalnum, fold(spell(name))))


@cache
def province_names() -> tuple[Names, Names, frozenset[str]]:
    """Former province slugs by exact key and by folded key, and the folded keys that are towns, not provinces."""
    exact: Names = {}
    folded: Names = {}
    towns: set[str] = set()
    for row in read_rows("place_names.csv"):
        slugs = tuple(row["slugs"].split("|"))
        key = exact_key(row["name"])
        exact[key] = slugs
        folded[fold(key)] = slugs
        if row["note"] in ("town", "island", "district"):
            towns.add(fold(key))
    for one in places.provinces():
        folded[one.slug.replace("-", " ")] = exact.setdefault(exact_key(one.name), (one.slug,))
    return exact, folded, frozenset(towns)


@cache
def districts() -> Names:
    """Former province slugs by folded kind and name: `huyencujut` -> (`dak-nong`,)."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in places.old_communes():
        found[one.district].add(one.province)
    return {key: tuple(sorted(slugs)) for key, slugs in found.items()}


@cache
def district_names() -> frozenset[str]:
    """The folded names of all districts of before July 2025, without their kinds."""
    return frozenset(key.removeprefix(kind) for key in districts() for kind in DISTRICT_KINDS if key.startswith(kind))


@cache
def old_communes() -> dict[tuple[str, str], tuple[places.OldCommune, ...]]:
    """Old communes by former province and folded kind and name."""
    found: dict[tuple[str, str], list[places.OldCommune]] = defaultdict(list)
    for one in places.old_communes():
        found[one.province, squeezed(one.key)].append(one)
    return {key: tuple(units) for key, units in found.items()}


@cache
def current_communes() -> dict[tuple[str, str], tuple[places.Commune, ...]]:
    """Today's communes by province and folded kind and name, and by the folded name alone."""
    found: dict[tuple[str, str], list[places.Commune]] = defaultdict(list)
    for one in places.communes():
        found[one.province, squeezed(one.kind + one.name)].append(one)
        found[one.province, squeezed(one.name)].append(one)
    return {key: tuple(units) for key, units in found.items()}


@cache
def commune_names() -> frozenset[str]:
    """The folded names of all communes of today."""
    return frozenset(squeezed(one.name) for one in places.communes())


@cache
def parts_of() -> dict[str, tuple[str, ...]]:
    """Former province slugs by the slug of today's province."""
    found: dict[str, list[str]] = defaultdict(list)
    for one in places.former_provinces().values():
        found[one.successor or one.slug].append(one.slug)
    return {slug: tuple(parts) for slug, parts in found.items()}
