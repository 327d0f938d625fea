"""Reading pages one after the other: what is new, what was met before, what went wrong. No fetching here.

The spider and the archive read alike, so that a page gives the same listings from the network and from an archive.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field

from catalog.listing import Oddity
from crawlers.extract.html_tree import HostilePage
from crawlers.extract.urls import identity
from crawlers.page import Follow, Found, Page
from crawlers.platforms import Platform

logger = logging.getLogger(__name__)

_UNUSABLE = ("page/unreadable", "page/hostile", "page/unexpected")


@dataclass
class Read:
    """What one page gave: listings not met before, addresses to follow, oddities."""

    found: list[Found] = field(default_factory=list)
    follows: list[Follow] = field(default_factory=list)
    oddities: list[Oddity] = field(default_factory=list)

    @property
    def usable(self) -> bool:
        """Whether the page could be read to its end."""
        return not any(one.code in _UNUSABLE for one in self.oddities)


def read(platform: Platform, page: Page, claim: Callable[[str], bool]) -> Read:
    """Read a page. `claim` says of a key whether it is new: each listing counts once, the first time it is met."""
    result = Read()
    try:
        for reading in platform.read(page):
            if isinstance(reading, Found):
                result.found.append(reading)
            elif isinstance(reading, Follow):
                result.follows.append(reading)
            else:
                result.oddities.append(reading)
    except HostilePage as error:
        result.oddities.append(Oddity(code="page/hostile", field="page", words=f"{page.url[:150]}: {error}"))
    except Exception:
        # Whatever a hostile page provokes in a parser costs this page only.
        logger.exception("cannot read %s", page.url)
        result.oddities.append(Oddity(code="page/unreadable", field="page", words=page.url[:200]))
    if page.role == "product" and not result.found:
        result.oddities.append(Oddity(code="page/no_listing", field="page", words=page.url[:200]))
    _settle(result, claim)
    return result


def _settle(result: Read, claim: Callable[[str], bool]) -> None:
    """Drop cards whose product page is going to be read, and listings that were recorded already."""
    visited = {identity(follow.url) for follow in result.follows if follow.role == "product"}
    complete = (one for one in result.found if not (one.partial and identity(one.listing.url) in visited))
    result.found = [one for one in complete if claim(f"listing {identity(one.listing.url)}")]
