"""Any JSON a site gives away, by declared paths: for portals with an API of their own.

1. `entry.api` names the first addresses. `[json]`: `items` is the path to the list; `[json.fields]` maps contract
   fields to paths in one item (`name = "title"`, `images = "media[].url"`, `"extra.brand" = "brand.name"`); `||` stands
   between paths where the first that says something counts (`price = "sale_price || price"`).
2. `url_template` builds the listing's address where the items carry none: `"/san-pham/{slug}-{id}.html"`.
3. Paging: `next` is the path to the next page's address, or `page` the query parameter that counts from 1, or `offset`
   the one that skips so many items (both with `page_size`: a shorter list ends the crawl).
4. `price_divisor` for prices given in hundredths.
5. An address of `entry.api` may be a web page that carries its data in a script (`__NEXT_DATA__` and others of the type
   `application/json`): the paths begin in there.
"""

import re
from collections.abc import Iterator
from typing import Any, ClassVar
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from catalog.listing import Oddity
from crawlers.extract import paths, script_json
from crawlers.extract.money import machine_price
from crawlers.extract.text import clean, from_html
from crawlers.page import Follow, Page, Reading
from crawlers.platforms.base import Platform

_HOLE = re.compile(r"\{([\w.\[\]]+)\}")
_LISTS = ("images", "category")
_STOCK = {
    **dict.fromkeys(("instock", "available", "true", "active", "conhang"), "InStock"),
    **dict.fromkeys(("outofstock", "unavailable", "soldout", "false", "hethang"), "OutOfStock"),
}


class JsonPaths(Platform):
    """Declared JSON."""

    name = "json_paths"
    needs: ClassVar[tuple[str, ...]] = ("entry.api", "json.fields.name")

    def read_api(self, page: Page) -> Iterator[Reading]:
        path = self.file.json_paths.items
        lists = (paths.at(answer, path) for answer in script_json.answers(page.body, page.text))
        items = next((one for one in lists if isinstance(one, list)), None)
        if not isinstance(items, list):
            words = f"no list at {self.file.json_paths.items!r}"
            yield Oddity(code="page/unexpected", field="page", words=words)
            return
        for item in items:
            if isinstance(item, dict):
                yield self.found(self.item(item), page)
        yield from self.next_page(page, len(items))

    def next_page(self, page: Page, count: int) -> Iterator[Follow]:
        """The page after this one, as the file declares."""
        declared = self.file.json_paths
        if declared.next:
            link = self.own(page, clean(paths.at(page.json, declared.next)))
            if link and count:
                yield Follow(link, "api")
        elif declared.page and count >= declared.page_size:
            yield Follow(_raised(page.url, declared.page, 1, start=1), "api")
        elif declared.offset and count >= declared.page_size:
            yield Follow(_raised(page.url, declared.offset, declared.page_size, start=0), "api")

    def item(self, item: dict[str, Any]) -> dict[str, Any]:
        """Contract fields of one item."""
        declared = self.file.json_paths
        record: dict[str, Any] = {}
        extra: dict[str, Any] = {}
        for name, path in declared.fields.items():
            if name.startswith("extra."):
                extra[name.removeprefix("extra.")] = paths.stated(item, path)
            elif name == "availability":
                record[name] = _availability(paths.at(item, path))
            else:
                record[name] = _shaped(name, paths.stated(item, path), declared.price_divisor)
        if record.get("list_price") == record.get("price"):
            record.pop("list_price", None)
        if declared.url_template:
            record["url"] = _HOLE.sub(
                lambda hole: quote(str(paths.at(item, hole.group(1)) or "")), declared.url_template
            )
        return record | ({"extra": extra} if extra else {})


def _shaped(name: str, value: Any, divisor: int) -> Any:
    if name in _LISTS:
        values = value if isinstance(value, list) else [value]
        return [text for one in values if (text := clean(one))]
    if isinstance(value, list):
        value = value[0]
    if name in ("price", "list_price"):
        return machine_price(value, divisor=divisor)
    return from_html(value) if name == "description" else clean(value)


def _availability(value: Any) -> str | None:
    """A truth or a number of pieces in stock, or the words themselves."""
    if isinstance(value, bool | int | float):
        return "InStock" if value > 0 else "OutOfStock"
    text = clean(value)
    return _STOCK.get(re.sub(r"[^a-z]", "", text.lower()), text) if text else None


def _raised(url: str, parameter: str, by: int, *, start: int) -> str:
    """The address with a number of its query raised; one that is not there yet or is no number counts as `start`."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    said = query.get(parameter, "")
    query[parameter] = str((int(said) if said.isdigit() else start) + by)
    return urlunsplit(parts._replace(query=urlencode(query)))
