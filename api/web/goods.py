"""Names a page needs beside an answer: the official group a code belongs to, and provinces old and new."""

from functools import cache

from catalog.groups import GROUPS
from catalog.places import current_provinces, former_provinces


def group_main(code: str | None) -> str:
    """The group's code (`I` to `VI`), or `none` where it is not one of the six."""
    return code if code is not None and code in GROUPS else "none"


@cache
def former_names(slug: str) -> tuple[str, ...]:
    """Names of the other provinces that became part of this one on 1 July 2025."""
    return tuple(one.name for one in former_provinces().values() if one.successor == slug != one.slug)


@cache
def province_choices() -> tuple[tuple[str, str], ...]:
    """Slug and name of the 34 provinces and cities of today, in the order of their slugs."""
    return tuple((slug, one.name) for slug, one in sorted(current_provinces().items()))
