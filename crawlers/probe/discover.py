"""The generic way: which of a site's addresses are products and which are lists, and how their pages can be read."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from crawlers.extract import cards, pager, xml
from crawlers.extract.text import clean
from crawlers.page import Page
from crawlers.platforms.schema_org import SchemaOrg
from crawlers.probe import card_groups, find, marks, proposal, shapes
from crawlers.probe.card_groups import Group
from crawlers.probe.report import ProbeReport
from crawlers.probe.site import Site

_MOST_SITEMAPS = 5
_MOST_LISTS = 8
_ENOUGH_LISTS = 3
_MOST_CLUSTERS = 7
_EACH = 2
_SAMPLE = 4
_MOST_RECOMMENDED = 8
_PRODUCT_MAP = re.compile(r"(product|san-?pham|shop|hang|goods|item)", re.I)
_LISTS = re.compile(
    r"(san-?pham|products?\b|/shop|cua-hang|danh-?muc|categor|collection|catalog|nganh-hang|nhom|dac-san|nong-san|"
    r"mua-sam|ocop|gian-hang|hang-hoa|/c/|-c\d+)",
    re.I,
)


@dataclass
class Findings:
    """What a site shows: addresses known, list pages with their cards, product pages, what cards say of products."""

    linked: list[str]
    sitemaps: dict[str, list[str]]
    lists: list[Page] = field(default_factory=list)
    others: list[Page] = field(default_factory=list)
    products: list[Page] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)

    @property
    def in_sitemaps(self) -> list[str]:
        """Addresses that sitemaps name."""
        return list(dict.fromkeys(url for links in self.sitemaps.values() for url in links))

    @property
    def known(self) -> list[str]:
        """Addresses that the front page or a sitemap names."""
        return list(dict.fromkeys([*self.linked, *self.in_sitemaps]))

    def kinds(self) -> list[list[str]]:
        """Known addresses by kind, each sitemap's by themselves, those of a sitemap of products first."""
        parts = [(name, group) for name, links in self.sitemaps.items() for group in shapes.clusters(_busy(links))]
        parts += [("", group) for group in shapes.clusters(_busy(self.linked))]
        parts.sort(key=lambda part: (not _PRODUCT_MAP.search(part[0].rsplit("/", 1)[-1]), -len(part[1])))
        return [group for _, group in parts]

    def hubs(self, site: Site) -> list[Page]:
        """Pages without cards of their own that lead to lists."""
        lists = {page.url for page in self.lists}
        return [page for page in self.others if lists & {site.own(page, link) for link in cards.links(page)}]

    @property
    def targets(self) -> dict[str, dict[str, str]]:
        """Products the cards lead to, with what the cards say."""
        return {url: said for group in self.groups for url, said in group.targets.items()}


async def look_around(site: Site, report: ProbeReport, front: Page) -> Findings:
    """Read sitemaps, lists and a few pages of each kind of address."""
    links = [target for link in cards.links(front) if (target := site.own(front, link))]
    found = Findings(list(dict.fromkeys(links)), await _sitemap_links(site, report))
    await _walk_lists(site, found, front, links)
    await _sample_products(site, found)
    if len(found.products) < _EACH:
        await _judge_kinds(site, found, found.kinds())
    if len(found.products) < _EACH:
        known = set(found.known)
        pages = [*found.others, *found.lists]
        further = [target for page in pages for link in cards.links(page) if (target := site.own(page, link))]
        found.linked += dict.fromkeys(further)
        await _judge_kinds(site, found, shapes.clusters(_busy(link for link in further if link not in known)))
        await _sample_products(site, found)
    found.products = _largest_kind(found)
    return found


def _busy(links: Iterable[str]) -> list[str]:
    return [link for link in links if not marks.IDLE.search(link)]


async def _sitemap_links(site: Site, report: ProbeReport) -> dict[str, list[str]]:
    """Addresses by the sitemap that names them; of an index the first, those that name products before the others."""
    named: dict[str, list[str]] = {}
    waiting = [*report.sitemaps, *report.feeds[:1]]
    for _ in range(_MOST_SITEMAPS):
        page = await site.page(waiting.pop(0)) if waiting else None
        if page is None:
            continue
        try:
            for entry in xml.entries(page.body):
                target = site.own(page, entry.fields.get("loc") or entry.fields.get("link") or "")
                if target:
                    (waiting if entry.tag == "sitemap" else named.setdefault(page.url, [])).append(target)
        except xml.HostileXml:
            continue
        waiting.sort(key=lambda link: not _PRODUCT_MAP.search(link.rsplit("/", 1)[-1].replace("sitemap", "")))
    return named


async def _walk_lists(site: Site, found: Findings, front: Page, links: list[str]) -> None:
    """Look for cards on the front page, then on the links that are likeliest lists."""
    _note_list(site, found, front)
    likely = [link for link in links if not marks.IDLE.search(link) and link not in found.targets and link != site.home]
    likely.sort(key=lambda link: not _LISTS.search(urlsplit(link).path + "?" + urlsplit(link).query))
    asked = 0
    # One of each kind of address first, then more of the kinds.
    first: dict[tuple[str, ...], str] = {}
    for link in likely:
        first.setdefault(shapes.key(link), link)
    for link in dict.fromkeys([*first.values(), *likely]):
        lists = [page for page in found.lists if page.url != front.url]
        if asked >= _MOST_LISTS or len(lists) >= _ENOUGH_LISTS:
            break
        if link in found.targets:
            continue
        page = await site.page(link)
        asked += 1
        if page is not None and not _note_list(site, found, page):
            (found.products if has_structure(page, site) else found.others).append(page)


def _note_list(site: Site, found: Findings, page: Page) -> bool:
    """Keep a page's cards, unless the page is a product that recommends others."""
    groups = card_groups.groups(page, site.own) if b"<" in page.body[:1000] else []
    if not groups or _is_single(page, site):
        return False
    found.lists.append(page)
    found.groups += groups[:2]
    return True


def _is_single(page: Page, site: Site) -> bool:
    """Whether a page with cards is nonetheless about one product."""
    if has_structure(page, site):
        return True
    own = page.tree.css_first("h1")
    heading = clean(own.text()) if own is not None else None
    bought = page.tree.css("form [type=submit], button, a.btn, [class*=cart]")
    quantity = page.tree.css_first(
        "input[name*=quantity], input[name*=qty], input[name*=so_luong], input[name*=soluong]"
    )
    return bool(heading) and quantity is not None and len(bought) > 0


async def _sample_products(site: Site, found: Findings) -> None:
    """Look at some products of the largest kind that the cards lead to."""
    groups = shapes.clusters(found.targets)
    for group in groups[:2]:
        # From the middle: the first of a list is often a banner's.
        ordered = group[len(group) // 3 :] + group[: len(group) // 3]
        for url in ordered[:_SAMPLE]:
            page = await site.page(url)
            if page is not None and b"<" in page.body[:1000]:
                found.products.append(page)
        if len(found.products) >= _EACH:
            break


async def _judge_kinds(site: Site, found: Findings, kinds: list[list[str]]) -> None:
    """Sort samples of every kind of address into products and others by what their pages hold."""
    for group in kinds[:_MOST_CLUSTERS]:
        good: list[Page] = []
        for number, url in enumerate(_spread(group)):
            if number >= _EACH and not good:
                break
            page = await site.page(url)
            if page is None or b"<" not in page.body[:500]:
                continue
            if is_product(page, site):
                good.append(page)
            elif page not in found.lists and not _note_list(site, found, page):
                found.others.append(page)
        found.products += good
        if len(found.products) >= _SAMPLE:
            break


def _spread(group: list[str]) -> list[str]:
    """Some addresses from all over a group: its beginning is often not like the rest."""
    positions = (len(group) // 2, 0, len(group) - 1, len(group) // 4, 3 * len(group) // 4)
    return list(dict.fromkeys(group[position] for position in positions))


def is_product(page: Page, site: Site) -> bool:
    """Whether a page is about one product, by its data or by what it looks like."""
    if has_structure(page, site):
        return True
    groups = card_groups.groups(page, site.own)
    # More cards than a few recommendations are a list.
    is_list = bool(groups) and len(groups[0].targets) > _MOST_RECOMMENDED and not _is_single(page, site)
    return not is_list and find.looks_like_product(page, groups[0].selector if groups else None)


def has_structure(page: Page, site: Site) -> bool:
    """Whether a page's schema.org data or meta tags describe one product for sale."""
    record = SchemaOrg(proposal.bare_file(site)).structured(page)
    return bool(record.get("name")) and ("price" in record or "sku" in record or "availability" in record)


def _largest_kind(found: Findings) -> list[Page]:
    """The product pages of the commonest address shape: a lone other one is a mistake."""
    unique = {page.url: page for page in found.products}
    groups = shapes.clusters(unique)
    urls = set(groups[0]) if groups else set()
    return [page for url, page in unique.items() if url in urls]


def next_pages(page: Page) -> list[str]:
    """Further pages of a list, absolute."""
    return [page.join(link) for link in pager.next_links(page, {})]
