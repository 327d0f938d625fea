"""Sites without structured data, read by the file's own selectors.

1. `entry.pages` names the first list pages; `patterns.listing` and the pager (`selectors.next`) lead to the others.
2. `[selectors]` with `card` reads each card of a list page; the other selectors are relative to the card.
3. With `patterns.product`, product pages are fetched too and read with `[product_selectors]`; what only the card
   states (a card's price, say) is not lost: it is carried along and fills what the page itself does not state.
4. Without `patterns.product` the cards are the listings, and no product page is fetched.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from crawlers.extract import cards
from crawlers.page import Follow, Page, Reading
from crawlers.platforms.base import Platform


class Selectors(Platform):
    """Declared CSS."""

    name = "selectors"
    needs: ClassVar[tuple[str, ...]] = ("selectors.name",)

    def usual_entries(self) -> Iterator[Follow]:
        yield Follow(self.address("/"), "listing")

    def links(self, page: Page) -> Iterator[Follow]:
        stated = {self.own(page, record["url"]): record for record in cards.records(page.tree, self.file.selectors)}
        for follow in super().links(page):
            card = stated.get(follow.url) if follow.role == "product" else None
            yield replace(follow, context={"card": card}) if card else follow

    def read_product(self, page: Page) -> Iterator[Reading]:
        own = {**self.structured(page), **self.declared(page)}
        merged = {**(page.context.get("card") or {}), **own, "url": page.url}
        if merged.get("name"):
            yield self.found(merged, page)
