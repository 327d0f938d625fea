"""GraphQL shops by a declared query: Vendure, Saleor, Medusa with its plugin, and one-off storefronts.

1. `entry.api` names the endpoint. `[json] query` is sent with `variables`; the answer is read by `items`, `fields`,
   `url_template` and `price_divisor` exactly as in `json_paths` (paths begin at `data.`).
2. Paging: `offset_variable` names the variable that skips (Vendure: `input.skip`) and grows by `page_size`,
   `page_variable` the one that counts pages from 1; both until an answer holds fewer items. `cursor_variable` (Saleor:
   `after`) gets what the path `next` leads to, until that is empty or the same.
Vendure: `query($input: SearchInput!) { search(input: $input) { items { productName slug priceWithTax { … } } } }`,
`variables = { input = { take = 100, skip = 0, groupByProduct = true } }`; its prices are in hundredths.
"""

import copy
from collections.abc import Iterator
from typing import Any, ClassVar

import orjson

from crawlers.extract import paths
from crawlers.page import Follow, Page
from crawlers.platforms.json_paths import JsonPaths


class GraphQL(JsonPaths):
    """A declared query."""

    name = "graphql"
    needs: ClassVar[tuple[str, ...]] = ("json.query", "json.items", "json.fields.name")

    def entries(self) -> Iterator[Follow]:
        for follow in super().entries():
            yield self._ask(follow.url, 0) if follow.role == "api" else follow

    def usual_entries(self) -> Iterator[Follow]:
        yield Follow(self.address("/graphql"), "api")

    def next_page(self, page: Page, count: int) -> Iterator[Follow]:
        declared = self.file.json_paths
        cursor = paths.at(page.json, declared.next) if declared.cursor_variable and declared.next else None
        if cursor and count and cursor != page.context.get("cursor"):
            yield self._ask(page.url, 0, cursor=str(cursor))
        elif not declared.cursor_variable and count >= declared.page_size:
            step = declared.page_size if declared.offset_variable else 1
            if declared.offset_variable or declared.page_variable:
                yield self._ask(page.url, int(page.context.get("offset", 0)) + step)

    def _ask(self, url: str, offset: int, *, cursor: str | None = None) -> Follow:
        """The query for the items after the first `offset`; with `page_variable` that is the number of pages before."""
        declared = self.file.json_paths
        variables = copy.deepcopy(declared.variables)
        if declared.offset_variable:
            _put(variables, declared.offset_variable.split("."), offset)
        elif declared.page_variable:
            _put(variables, declared.page_variable.split("."), offset + 1)
        elif declared.cursor_variable and cursor:
            _put(variables, declared.cursor_variable.split("."), cursor)
        body = orjson.dumps({"query": declared.query, "variables": variables}).decode()
        return Follow(url, "api", body=body, context={"offset": offset, "cursor": cursor})


def _put(variables: dict[str, Any], path: list[str], value: int | str) -> None:
    for name in path[:-1]:
        variables = variables.setdefault(name, {})
    variables[path[-1]] = value
