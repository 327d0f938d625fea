"""One spider class a marketplace file, made when asked for: `scrapy list` names the slugs."""

from collections.abc import Sequence
from typing import Any, Self

from scrapy import Request

from catalog.settings import get_settings
from crawlers.extract.urls import same_site
from crawlers.fetch.spider import MarketplaceSpider
from crawlers.marketplaces import MarketplaceFile, load_all


class MarketplaceLoader:
    """Scrapy's spider loader over the marketplace files."""

    def __init__(self) -> None:
        self._files = load_all(get_settings())

    @classmethod
    def from_settings(cls, settings: Any) -> Self:  # noqa: ARG003 -- Scrapy's interface
        return cls()

    def load(self, spider_name: str) -> type[MarketplaceSpider]:
        """The marketplace's spider. Raises KeyError for an unknown slug, MarketplaceFileError for a wrong file."""
        if spider_name not in self._files.usable and spider_name not in self._files.wrong:
            raise KeyError(spider_name)
        return spider_class(self._files.get(spider_name))

    def list(self) -> list[str]:
        """Every slug whose file can be used."""
        return sorted(self._files.usable)

    def find_by_request(self, request: Request) -> Sequence[str]:
        """Marketplaces that an address belongs to."""
        return [slug for slug, file in self._files.usable.items() if same_site(request.url, file.hosts())]


def spider_class(file: MarketplaceFile) -> type[MarketplaceSpider]:
    """The spider of one marketplace."""
    return type(f"{file.slug.title().replace('-', '')}Spider", (MarketplaceSpider,), {"name": file.slug, "file": file})
