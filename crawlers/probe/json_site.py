"""A site's own JSON: which endpoint lists the products, how it is paged, and where the products' pages are."""

import re
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from crawlers.extract import cards, paths, script_json
from crawlers.marketplaces.model import MarketplaceFile
from crawlers.page import Page
from crawlers.probe import json_shape, proposal
from crawlers.probe.json_shape import Shape
from crawlers.probe.report import ProbeReport
from crawlers.probe.site import Site

_MOST_ENDPOINTS = 7
_COUNTERS = ("page", "trang", "p")
_SKIPPERS = ("offset", "skip", "start")
_TEMPLATES = ("/products/{slug}", "/product/{slug}", "/san-pham/{slug}", "/{slug}", "/p/{slug}", "/{slug}.html")
_LARGEST = 500


async def ways(site: Site, report: ProbeReport, front: Page, links: list[str]) -> AsyncIterator[MarketplaceFile]:
    """A file for each of these addresses that gives a list of products, in their order."""
    for url in links[:_MOST_ENDPOINTS]:
        page = await site.page(url)
        shape = _shape(page) if page is not None else None
        if page is None or shape is None:
            continue
        place = shape.items or "its top"
        report.evidence.append(f"{urlsplit(url).path} gives JSON with {len(shape.rows)} products at {place!r}")
        table = {
            **plain_table(shape),
            **await _paging(site, page, shape),
            **await url_template(site, shape, front, report),
        }
        yield proposal.bare_file(site, platform="json_paths", entry={"api": [url]}, json=table)


def _shape(page: Page) -> Shape | None:
    """The products of an answer, or of the data in a page's scripts."""
    found = filter(None, map(json_shape.shape, script_json.answers(page.body, page.text)))
    return max(found, key=lambda one: len(one.rows), default=None)


def plain_table(shape: Shape) -> dict[str, Any]:
    """What the shape says of the `[json]` table, without paging and addresses."""
    fields = {name: path for name, path in shape.fields.items() if name != "slug"}
    table: dict[str, Any] = {"items": shape.items, "fields": fields}
    return table | ({"price_divisor": shape.divisor} if shape.divisor != 1 else {})


async def _paging(site: Site, page: Page, shape: Shape) -> dict[str, Any]:
    """How the endpoint gives the products after the first: asked, not guessed."""
    if page.json is None:
        return {}
    path = json_shape.next_link(page.json)
    if path:
        return {"next": path}
    total, count = json_shape.total(page.json), len(shape.rows)
    if (total is not None and total <= count) or count > _LARGEST:
        return {}
    asked = [key for key, value in parse_qsl(urlsplit(page.url).query) if value.isdigit()]
    counters = [key for key in asked if re.search(r"page(?!.?size)|trang|^p$", key, re.I)] or list(_COUNTERS)
    skippers = [key for key in asked if re.search(r"offset|skip|start|from", key, re.I)] or list(_SKIPPERS)
    for key in counters:
        if await _differs(site, page, shape, key, 2):
            return {"page": key, "page_size": count}
    for key in skippers:
        if await _differs(site, page, shape, key, count):
            return {"offset": key, "page_size": count}
    return {}


async def _differs(site: Site, page: Page, shape: Shape, key: str, value: int) -> bool:
    """Whether the parameter leads to other products than the first page's."""
    parts = urlsplit(page.url)
    query = urlencode({**dict(parse_qsl(parts.query)), key: str(value)})
    second = await site.page(urlunsplit(parts._replace(query=query)))
    rows = paths.listed(second.json, shape.items) if second is not None and second.json is not None else []
    return bool(rows) and rows[0] not in shape.rows


async def url_template(site: Site, shape: Shape, front: Page, report: ProbeReport) -> dict[str, Any]:
    """The form of the products' addresses where the items carry none: off the site's links, else by asking for one."""
    if "url" in shape.fields:
        return {}
    slug, identifier = shape.fields.get("slug"), shape.fields.get("external_id")
    known = [target for link in cards.links(front) if (target := site.own(front, link))]
    for row in shape.rows:
        words = {path: str(paths.at(row, path) or "") for path in (slug, identifier) if path}
        if (template := _template_of(known, words)) is not None:
            return {"url_template": template}
    hole = slug or identifier
    if hole is None:
        report.to_check.append(
            "The items carry neither an address nor a slug: say in `json.url_template` where they are."
        )
        return {"url_template": "/"}
    for form in _TEMPLATES:
        template = form.replace("{slug}", f"{{{hole}}}")
        first = await site.get(proposal.address(site, form.replace("{slug}", str(paths.at(shape.rows[0], hole)))))
        if first is not None and first.ok:
            return {"url_template": template}
    report.to_check.append("No address of a product was found: `json.url_template` is the usual one, a guess.")
    return {"url_template": _TEMPLATES[0].replace("{slug}", f"{{{hole}}}")}


def _template_of(links: list[str], words: dict[str, str]) -> str | None:
    """A link's path with the item's slug and identifier as holes; None where no link holds them as whole words."""
    for link in links:
        path = urlsplit(link).path
        holes = path
        for name, word in sorted(words.items(), key=lambda pair: -len(pair[1])):
            if word:
                holes = re.sub(rf"(?<![\w]){re.escape(word)}(?![\w])", f"{{{name}}}", holes)
        if holes != path and not (
            len(words) > 1 and holes.count("{") == 1 and all(w.isdigit() for w in words.values())
        ):
            return holes
    return None
