"""The values a marketplace file is written in: how each is spelt, and what is said of one that is spelt otherwise."""

import re
from datetime import date, timedelta
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from catalog.places import current_provinces, former_provinces

Kind = Literal["provincial", "postal", "private", "registry"]
Confidence = Literal["high", "medium", "low", "none"]

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
ADDRESS = r"^https?://[^\s/]+\S*$"
HOST = r"^[a-z0-9.\-\[\]:]+$"
AS_OF = r"^20\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"

# Fields whose coverage a crawl measures.
WATCHED = (
    *("name", "price", "description", "images", "producer"),
    *("address", "category", "ocop_stars", "net_content", "shop"),
)


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"{pattern!r} is not a regular expression: {error}") from error
    return pattern


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _province(slug: str) -> str:
    if slug in current_provinces():
        return slug
    former = former_provinces().get(slug)
    if former is not None and former.successor is not None:
        raise ValueError(f"{slug!r} has been part of {former.successor!r} since July 2025")
    raise ValueError(f"{slug!r} is no province; `chophien report provinces` lists them")


def _past(day: date) -> date:
    if day > date.today() + timedelta(days=1):  # noqa: DTZ011 -- a day's difference does not matter
        raise ValueError(f"{day} has not come yet")
    return day


def _watched(name: str) -> str:
    if name not in WATCHED:
        raise ValueError(f"the coverage of {name!r} is not measured; use {', '.join(WATCHED)}")
    return name


Slug = Annotated[str, Field(pattern=SLUG, max_length=60)]
Address = Annotated[str, Field(pattern=ADDRESS, max_length=2000)]
Host = Annotated[str, Field(pattern=HOST, max_length=253)]
Regex = Annotated[str, AfterValidator(_compiles)]
Regexes = Annotated[list[Regex], BeforeValidator(_listed, json_schema_input_type=Regex | list[Regex])]
Addresses = Annotated[list[Address], BeforeValidator(_listed, json_schema_input_type=Address | list[Address])]
Province = Annotated[Slug, AfterValidator(_province)]
PastDay = Annotated[date, AfterValidator(_past)]
Watched = Annotated[str, AfterValidator(_watched)]
