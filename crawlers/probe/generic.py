"""Files for sites of no known software, from what was found by looking around."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from crawlers.marketplaces.model import MarketplaceFile
from crawlers.probe import discover, find, marks, proposal, shapes
from crawlers.probe.card_groups import Group
from crawlers.probe.discover import Findings
from crawlers.probe.report import ProbeReport
from crawlers.probe.site import Site

_MOST_ENTRIES = 60
_MOST_PATTERNS = 4


def ways(site: Site, report: ProbeReport, found: Findings, *, dnn: bool = False) -> Iterator[MarketplaceFile]:
    """Files to try: by structured data, by selectors on product pages, by cards alone."""
    products = [page.url for page in found.products]
    if len(products) >= 2:
        structured = [page for page in found.products if discover.has_structure(page, site)]
        words = f"{len(products)} product pages recognised among {len(found.known)} known addresses"
        report.evidence.append(words)
        if len(structured) * 2 > len(products):
            report.evidence.append("product pages carry schema.org data or product meta tags")
            yield from _structured(site, report, found)
        else:
            report.evidence.append("product pages carry no structured data: selectors were looked for")
        yield from _by_selectors(site, report, found, "dnn" if dnn else "selectors")
    group = _largest(found)
    if group is not None:
        entry, patterns = _lists(site, found, None)
        yield _file(site, "dnn" if dnn else "selectors", entry, patterns, selectors=group.declared())


def _structured(site: Site, report: ProbeReport, found: Findings) -> Iterator[MarketplaceFile]:
    pattern = _product_pattern(found)
    named = [url for url in found.in_sitemaps if pattern and re.search(pattern, url)]
    flat = {page.url for page in found.products} & set(found.in_sitemaps)
    feeds = [link for link in report.feeds if link in found.sitemaps]
    if report.sitemaps and len(named) >= max(2, len(found.targets) // 2):
        yield _file(site, "schema_org", {"sitemaps": report.sitemaps}, {"product": [pattern]})
    elif feeds and len(named) >= max(2, len(found.targets)):
        yield _file(site, "schema_org", {"feeds": feeds}, {"product": [pattern]})
    elif report.sitemaps and flat and not pattern:
        # Products and lists are addressed alike: every page named is looked at, and only products have data.
        yield _file(site, "schema_org", {"sitemaps": report.sitemaps}, {})
    group = _largest(found)
    entry, patterns = _lists(site, found, pattern)
    if pattern:
        yield _file(site, "schema_org", entry, patterns)
    elif group is not None:
        yield _file(site, "schema_org", entry, patterns, selectors={**group.declared(), "link": group.link()})


def _by_selectors(site: Site, report: ProbeReport, found: Findings, platform: str) -> Iterator[MarketplaceFile]:
    group = _largest(found)
    own = find.product_selectors(found.products, found.targets, group.selector if group else None)
    if "name" not in own:
        return
    pattern = _product_pattern(found)
    entry, patterns = _lists(site, found, pattern)
    if pattern and any(re.search(pattern, url) for url in found.in_sitemaps):
        entry["sitemaps"] = report.sitemaps
    if group is None:
        if pattern:
            yield _file(site, platform, entry, patterns, selectors=own)
        return
    selectors = group.declared() | ({} if pattern else {"link": group.link()})
    yield _file(site, platform, entry, patterns, selectors=selectors, product_selectors=own)


def _file(site: Site, platform: str, entry: dict[str, Any], patterns: dict[str, Any], **more: Any) -> MarketplaceFile:
    return proposal.bare_file(site, platform=platform, entry=entry, patterns=patterns, **more)


def _largest(found: Findings) -> Group | None:
    """Cards with a price before others, then those on the most lists, then those that lead to the most products."""
    times = Counter(group.selector for group in found.groups)
    best = max(
        found.groups,
        key=lambda one: ("price" in one.fields, times[one.selector], len(one.targets)),
        default=None,
    )
    if best is None:
        return None
    targets = {url: said for one in found.groups if one.selector == best.selector for url, said in one.targets.items()}
    return Group(best.selector, best.fields, targets)


def _product_pattern(found: Findings) -> str | None:
    """A pattern for products that fits no page seen to be something else; None where addresses do not tell."""
    urls = [page.url for page in found.products]
    kinds = {shapes.outline(url) for url in urls}
    alike = [url for url in {*found.targets, *urls} if shapes.outline(url) in kinds]
    pattern = shapes.pattern([*alike, *_elsewhere(found, alike)])
    others = [page.url for page in [*found.lists, *found.others]]
    return None if any(re.search(pattern, url) for url in others) else pattern


def _elsewhere(found: Findings, products: list[str]) -> list[str]:
    """What the products would be called in other lists, where they stand below the list that shows them."""
    made = []
    for page in found.lists:
        above = page.url.rstrip("/") + "/"
        below = next((url.removeprefix(above) for url in products if url.startswith(above)), None)
        alike = [url for url in found.linked if shapes.key(url) == shapes.key(page.url)] if below else []
        made += [f"{url.rstrip('/')}/{below}" for url in alike]
    return made


def _lists(site: Site, found: Findings, product: str | None) -> tuple[dict[str, Any], dict[str, Any]]:
    """Where the lists begin, and patterns for the others of their kind where these fit no product."""
    seen = [page.url for page in (*found.lists, *found.hubs(site))]
    targets = set(found.targets) | {page.url for page in found.products}
    links = [url for url in found.known if url not in targets and not marks.IDLE.search(url)]
    kinds = [group for group in shapes.clusters([*seen, *links]) if set(group) & set(seen)]
    told: list[tuple[str, list[str]]] = []
    alike: list[tuple[str, list[str]]] = []
    for group in kinds:
        pattern = shapes.pattern(
            [url for url in group if urlsplit(url).path.strip("/") or urlsplit(url).query] or group
        )
        clear = len(group) > 1 and not any(re.search(pattern, url) for url in targets)
        (told if clear else alike).append((pattern, group))
    entries = [site.home, *seen, *(url for _, group in alike for url in group)]
    entry: dict[str, Any] = {"pages": list(dict.fromkeys(entries))[:_MOST_ENTRIES]}
    patterns: dict[str, Any] = {"listing": [pattern for pattern, _ in told][:_MOST_PATTERNS]}
    return entry, patterns | ({"product": [product]} if product else {})
