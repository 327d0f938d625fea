"""A marketplace file for a site that is being probed, and what a person must still check in it."""

import re
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from crawlers.marketplaces.model import DEFAULT_DELAY, MarketplaceFile
from crawlers.probe.report import ProbeReport
from crawlers.probe.site import Site


def address(site: Site, path: str) -> str:
    """A path on the site's own host."""
    scheme, _, rest = site.home.partition("://")
    return f"{scheme}://{rest.split('/')[0]}{path}"


def slug_of(site: Site) -> str:
    """The slug asked for, else one from the host's name."""
    if site.slug:
        return site.slug
    name = re.sub(r"^(www|m)\.", "", urlsplit(site.home).hostname or "site")
    # Of an address on this machine the port tells shops apart.
    name = site.host if name[-1].isdigit() else name.rsplit(".", 1)[0]
    return re.sub(r"[^a-z0-9]+", "-", name).strip("-") or "site"


def bare_file(site: Site, **more: Any) -> MarketplaceFile:
    """A file with nothing but the site's address and what is given. Raises ValidationError."""
    local = site.host.startswith(("127.", "localhost", "["))
    said: dict[str, Any] = {
        "slug": slug_of(site),
        "name": urlsplit(site.home).hostname or "site",
        "kind": "private",
        "platform": "schema_org",
        "enabled": True,
        "homepage": site.home,
        "delay": 0 if local else DEFAULT_DELAY,
        "sample": local,
        "domains": [{"host": site.host}],
        "evidence": {"checked_on": datetime.now(UTC).date(), "confidence": "low"},
    }
    return MarketplaceFile.model_validate(said | more)


def to_check(report: ProbeReport) -> list[str]:
    """What only a person can tell."""
    points = [
        "Name, operator, kind and province are not known from the pages.",
        "Read the site's terms of use, and its robots.txt once more by eye.",
        "Compare three sample listings with the pages they come from.",
    ]
    weak = [name for name in ("price", "images", "description") if report.coverage.get(name, 0) < 0.5]
    if weak:
        points.append(f"Few samples state {', '.join(weak)}: look for a selector.")
    if report.platform in ("selectors", "dnn"):
        points.append("The selectors were found on a handful of pages: try a category of another kind.")
    if report.robots.get("crawl_delay"):
        points.append(f"robots.txt asks for {report.robots['crawl_delay']:g} s between requests; `delay` follows it.")
    return points
