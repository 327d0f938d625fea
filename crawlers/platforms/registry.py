"""The national OCOP registry's API as it stood in April 2021: not a shop, but what proves a star.

1. `/v1/public/product-info/?page_size=100&page=N` answers `{count, next, results[]}` in the way of Django REST; one
   product is `/v1/public/product-info/{id}/`.
2. Fields: `name`, `ocop_star`, `description`, `story`, `ocop_certificate_number` (free text), `issued_on`,
   `expiry_date`, `certificate_img`, `image` to `image4`, `manufacturer` {`name`, `representative`, `address`,
   `phone_number`, `email`}. No price. The representative's name and e-mail are personal and are not kept.
"""

from collections.abc import Iterator
from typing import Any

from catalog.listing import Oddity
from crawlers.extract import paths
from crawlers.extract.text import clean, from_html
from crawlers.page import Follow, Page, Reading
from crawlers.platforms.base import Platform
from crawlers.platforms.haravan import next_page

_PICTURES = ("image", "image1", "image2", "image3", "image4")


class Registry(Platform):
    """Recognised products with their certificates."""

    name = "registry"

    def usual_entries(self) -> Iterator[Follow]:
        yield Follow(self.address("/v1/public/product-info/?page_size=100"), "api")

    def read_api(self, page: Page) -> Iterator[Reading]:
        answer = page.json
        results = paths.at(answer, "results")
        if isinstance(answer, dict) and "ocop_star" in answer:
            results = [answer]
        if not isinstance(results, list):
            yield Oddity(code="page/unexpected", field="page", words="no `results`")
            return
        for item in results:
            if isinstance(item, dict):
                yield self.found(self.record(item), page)
        if results and paths.at(answer, "next"):
            yield Follow(next_page(page.url), "api")

    def record(self, item: dict[str, Any]) -> dict[str, Any]:
        """Contract fields of one recognised product."""
        dates = {name: text for name in ("issued_on", "expiry_date") if (text := clean(item.get(name)))}
        pictures = [item.get(name) for name in _PICTURES]
        return {
            "name": clean(item.get("name")),
            "url": self.address(f"/v1/public/product-info/{item.get('id')}/"),
            "external_id": clean(item.get("id")),
            "description": from_html(item.get("description")),
            "ocop_stars": item.get("ocop_star"),
            "certificate": clean(item.get("ocop_certificate_number")),
            "images": [link for link in pictures if isinstance(link, str) and link],
            "producer": clean(paths.at(item, "manufacturer.name")),
            "address": clean(paths.at(item, "manufacturer.address")),
            "phone": clean(paths.at(item, "manufacturer.phone_number")),
            "extra": dates,
        }
