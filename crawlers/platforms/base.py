"""The base of all shop platforms: what a page is, and how each kind of page is read.

A platform overrides what its software does differently. Everything here is free of I/O. The usual way, which most
platforms keep: sitemaps and feeds name product pages, product pages carry schema.org data, list pages are followed by
the file's patterns, and cards on them are read where the file declares selectors.
"""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from catalog.listing import Oddity
from crawlers.extract import build, cards, pager, schema_product, selectors, sitemaps, xml
from crawlers.extract.structured import main_product, products_of
from crawlers.extract.urls import canonical
from crawlers.marketplaces.model import MarketplaceFile
from crawlers.page import Follow, Found, Page, Reading, Role
from crawlers.platforms.addresses import Addresses


class Platform(Addresses):
    """Reads the pages of one marketplace. Subclasses name themselves and override `usual_entries` and the `read_*`."""

    name: ClassVar[str]
    # Keys (`entry.api`, `json.items`) without which a file of this platform says too little.
    needs: ClassVar[tuple[str, ...]] = ()
    # The software's own cards, for files that declare none.
    cards: ClassVar[Mapping[str, str]] = {}
    # The software's own product page, for pages without structured data.
    product_page: ClassVar[Mapping[str, str]] = {}

    def __init__(self, file: MarketplaceFile) -> None:
        super().__init__(file)
        self.card_selectors = file.selectors if "card" in file.selectors else self.cards

    @classmethod
    def lacks(cls, file: MarketplaceFile) -> str | None:
        """What a file for this software still needs to say before it can be crawled; None where nothing is missing."""
        missing = [need for need in cls.needs if not _said(file, need)]
        return f"platform {cls.name!r} needs {' and '.join(missing)}" if missing else None

    def read(self, page: Page) -> Iterator[Reading]:
        """Listings, addresses to follow and oddities of one page, by the role it was fetched in."""
        readers = {
            "sitemap": self.read_sitemap,
            "feed": self.read_feed,
            "api": self.read_api,
            "listing": self.read_listing,
            "product": self.read_product,
        }
        yield from readers[page.role](page)

    def role_of(self, url: str, body: bytes) -> Role:
        """The role of a saved page, from what it is and the file's patterns."""
        start = body[:300].lstrip(b"\xef\xbb\xbf \r\n\t")
        if start[:1] in (b"{", b"["):
            return "api"
        if xml.is_sitemap(body):
            return "sitemap"
        if xml.is_feed(body):
            return "feed"
        if self._product:
            return "product" if self.is_product(url) else "listing"
        return "listing" if self.is_listing(url) else "product"

    def read_sitemap(self, page: Page) -> Iterator[Reading]:
        """Product addresses of a sitemap with their `lastmod`, and the sitemaps of an index that may hold some."""
        named = []
        if not xml.is_sitemap(page.body):
            yield Oddity(code="page/unexpected", field="page", words=f"no sitemap: {page.url}"[:200])
            yield from self.other_ways(page.url, "sitemap")
        try:
            for entry in xml.entries(page.body):
                link = self.own(page, entry.fields.get("loc"))
                if link is None:
                    continue
                if entry.tag == "sitemap":
                    named.append(link)
                elif self.wanted_in_sitemap(link):
                    yield Follow(link, "product", version=entry.fields.get("lastmod"))
        except xml.HostileXml as error:
            yield Oddity(code="page/hostile", field="page", words=str(error))
        yield from (Follow(link, "sitemap") for link in sitemaps.wanted(named))

    def read_feed(self, page: Page) -> Iterator[Reading]:
        """Product addresses of an RSS or Atom feed."""
        try:
            for entry in xml.entries(page.body):
                link = self.own(page, entry.fields.get("link"))
                if link and (self.is_product(link) or not self._product) and not self.skipped(link):
                    yield Follow(link, "product", version=entry.fields.get("updated") or entry.fields.get("pubDate"))
        except xml.HostileXml as error:
            yield Oddity(code="page/hostile", field="page", words=str(error))

    def read_api(self, page: Page) -> Iterator[Reading]:
        """Listings of an answer in JSON; platforms with an API override this."""
        yield Oddity(code="page/unexpected", field="page", words=f"{self.name} reads no JSON: {page.url}"[:200])

    def read_listing(self, page: Page) -> Iterator[Reading]:
        """Cards of a list page, links to products, and further list pages."""
        yield from self.read_cards(page)
        yield from self.links(page)

    def read_cards(self, page: Page) -> Iterator[Reading]:
        """Listings stated on a list page's cards, where the file declares a `card` selector."""
        for record in cards.records(page.tree, self.card_selectors):
            yield self.found(record, page, partial=True)

    def links(self, page: Page) -> Iterator[Follow]:
        """Links to product and list pages by the file's patterns and selectors, and to the next page of the list."""
        versions = self.versions(page)
        named = self.named_products(page)
        linked = [target for link in cards.links(page) if (target := self.own(page, link))]
        for target in dict.fromkeys([*named, *linked]):
            if target in named or self.is_product(target):
                yield Follow(target, "product", version=versions.get(target))
            elif self.is_listing(target):
                yield Follow(target, "listing")
        for link in pager.next_links(page, self.file.selectors):
            further = self.own(page, link)
            if further is not None and further not in named and not self.is_product(further):
                yield Follow(further, "listing")

    def named_products(self, page: Page) -> list[str]:
        """Product pages that the `link` selector or the software's own cards name: addresses alone may not tell."""
        declared = self.file.selectors.get("link")
        links = selectors.select(page.tree, declared) if declared else []
        if self.cards and not self._product:
            links += [str(record["url"]) for record in cards.records(page.tree, self.card_selectors)]
        return list(dict.fromkeys(target for link in links if (target := self.own(page, link))))

    def versions(self, page: Page) -> dict[str, str]:
        """A fingerprint of each card by its product's address: equal cards, unchanged product pages."""
        stated = ((self.own(page, record["url"]), record) for record in cards.records(page.tree, self.card_selectors))
        return {target: cards.fingerprint(record) for target, record in stated if target}

    def read_product(self, page: Page) -> Iterator[Reading]:
        """The listing of a product page: schema.org data first, then what the declared selectors add."""
        record = self.structured(page)
        declared = self.declared(page) if self.file.product_selectors or not record else {}
        merged = {**record, **declared, "url": self.address_of(page)}
        if merged.get("name"):
            yield self.found(merged, page)

    def declared(self, page: Page) -> dict[str, Any]:
        """Fields of a product page as selectors say: the file's, else the software's own."""
        chosen = self.file.product_selectors
        if not chosen and "card" not in self.file.selectors:
            chosen = self.file.selectors
        return selectors.record(page.tree, chosen or self.product_page)

    def structured(self, page: Page) -> dict[str, Any]:
        """Fields of the page's main product by its structured data; empty where there is none."""
        products, crumbs = products_of(page)
        if not products:
            return {}
        here = {canonical(page.url, hosts=self.hosts), self.address_of(page)}
        main = main_product(products, page, here, self.hosts)
        if main is None:
            return {}
        record = schema_product.record(main)
        crumbs = [name for name in crumbs if name != record.get("name")]
        return ({"category": crumbs} if crumbs else {}) | record

    def found(self, record: Mapping[str, Any], page: Page, *, partial: bool = False) -> Found | Oddity:
        """A record as a listing of this marketplace. One of many on a page must say its own address."""
        if page.role != "product" and not record.get("url"):
            return Oddity(code="url/missing", field="url", words=str(record.get("name"))[:200])
        link = page.join(str(record.get("url") or page.url))
        link = canonical(link, hosts=self.hosts, secure=self.secure) or link
        record = {**record, "url": self.tidied(link)}
        return build.found(record, page_url=page.url, marketplace=self.file.slug, hosts=self.hosts, partial=partial)


def _said(file: MarketplaceFile, need: str) -> bool:
    """Whether a dotted key of the file is given."""
    value: Any = file.model_dump(by_alias=True)
    for name in need.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return bool(value)
