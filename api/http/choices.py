"""Values of a filter that do not exist, and the right one that comes nearest."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import NamedTuple

from catalog.groups import GROUPS
from catalog.normalise.place import read_place
from catalog.places import current_provinces, former_provinces
from catalog.slug import slugify

_LONGEST = 40
_EXAMPLE = "tuyen-quang"


class Unknown(NamedTuple):
    """A value that is none, cut to what can be shown; the nearest right one, if any; a sentence in two languages."""

    value: str
    nearest: str | None
    vietnamese: str
    english: str


def unknown_provinces(values: Iterable[str]) -> list[Unknown]:
    """Those that are no slug of a province, of today or of before July 2025."""
    return [_unknown_province(value) for value in values if not is_province(value)]


def unknown_groups(values: Iterable[str]) -> list[Unknown]:
    """Those that are no code of an OCOP group."""
    return [_unknown_group(value) for value in values if value not in GROUPS]


def is_province(slug: str) -> bool:
    """Whether it is a province's slug, of today or of before July 2025."""
    return slug in current_provinces() or slug in former_provinces()


def _unknown_province(value: str) -> Unknown:
    near = _nearest_province(value)
    shown = value[:_LONGEST]
    right, right_en = ("gần nhất là", "the nearest is") if near else ("viết như", "write it as")
    example = near or _EXAMPLE
    return Unknown(
        shown,
        near,
        f"Không có tỉnh, thành “{shown}”; {right} {example}.",
        f"There is no province “{shown}”; {right_en} {example}.",
    )


def _nearest_province(value: str) -> str | None:
    """By what people call it (`Sài Gòn`, `hcm`, `Huế`), else by its letters."""
    words = value[:_LONGEST].replace("-", " ").replace("_", " ")
    meant = read_place(words)
    if found := meant.former or meant.province:
        return found
    slugs = sorted({*current_provinces(), *former_provinces()})
    return next(iter(get_close_matches(slugify(words), slugs, n=1, cutoff=0.7)), None)


def _unknown_group(value: str) -> Unknown:
    shown, codes = value[:_LONGEST], ", ".join(GROUPS)
    near = value.upper() if value.upper() in GROUPS else None
    return Unknown(
        shown,
        near,
        f"Không có nhóm hàng “{shown}”; phải là một trong: {codes}.",
        f"There is no group “{shown}”; it must be one of: {codes}.",
    )
