"""GraphQL shops: the schema is asked which query lists things with names and prices, and that query is written.

Where a shop keeps its schema to itself, the queries of the softwares that are met (Vendure, Saleor) are tried.
"""

from collections.abc import AsyncIterator
from typing import Any

import orjson

from crawlers.marketplaces.model import MarketplaceFile
from crawlers.page import Page
from crawlers.probe import json_shape, proposal
from crawlers.probe.graphql_query import Query, queries
from crawlers.probe.json_site import plain_table, url_template
from crawlers.probe.report import ProbeReport
from crawlers.probe.site import Site

_TYPE = "{ kind name ofType { kind name ofType { kind name ofType { kind name } } } }"
_SCHEMA = (
    "{ __schema { queryType { name } types { kind name"
    f" fields {{ name args {{ name defaultValue type {_TYPE} }} type {_TYPE} }}"
    f" inputFields {{ name defaultValue type {_TYPE} }} possibleTypes {{ name }} }} }} }}"
)
_VENDURE = Query(
    "query($input: SearchInput!) { search(input: $input) { totalItems items { productId productName slug sku"
    " description inStock productAsset { preview } priceWithTax { ... on SinglePrice { value }"
    " ... on PriceRange { min max } }"
    " currencyCode } } }",
    {"input": {"take": 100, "skip": 0, "groupByProduct": True}},
    offset="input.skip",
)
_SALEOR = Query(
    "query($first: Int!, $after: String, $channel: String) { products(first: $first, after: $after, channel: $channel)"
    " { totalCount pageInfo { endCursor hasNextPage } edges { node { id name slug thumbnail { url } category { name }"
    " pricing { priceRange { start { gross { amount currency } } } } } } } }",
    {"first": 100, "channel": "default-channel"},
    cursor="after",
)
_MOST_TRIED = 4


async def ways(site: Site, report: ProbeReport, front: Page, links: list[str]) -> AsyncIterator[MarketplaceFile]:
    """A file for each of these addresses that is a GraphQL endpoint and lists products."""
    for url in links:
        answer = await _ask(site, url, "{ __typename }", {})
        if not isinstance(answer, dict) or not isinstance(answer.get("data"), dict):
            continue
        schema = await _ask(site, url, _SCHEMA, {})
        known = queries(schema["data"]["__schema"]) if isinstance(schema, dict) and _has_schema(schema) else []
        words = "says its schema" if known else "keeps its schema to itself"
        report.evidence.append(f"{url} answers GraphQL and {words}")
        tried = known[:_MOST_TRIED] if known else [_VENDURE, _SALEOR]
        for query in [_VENDURE, *tried] if known and _is_vendure(schema) else tried:
            file = await _file(site, report, url, query, front)
            if file is not None:
                yield file
                break


async def _file(site: Site, report: ProbeReport, url: str, query: Query, front: Page) -> MarketplaceFile | None:
    answer = await _ask(site, url, query.text, query.variables)
    shape = json_shape.shape(answer)
    if shape is None:
        return None
    table = (
        plain_table(shape) | {"query": query.text, "variables": query.variables} | query.paging(answer, len(shape.rows))
    )
    table |= await url_template(site, shape, front, report)
    return proposal.bare_file(site, platform="graphql", entry={"api": [url]}, json=table)


async def _ask(site: Site, url: str, query: str, variables: dict[str, Any]) -> Any:
    found = await site.get(url, body=orjson.dumps({"query": query, "variables": variables}).decode())
    return Page(found.url, found.body, "api").json if found is not None and found.ok else None


def _has_schema(answer: dict[str, Any]) -> bool:
    data = answer.get("data")
    return isinstance(data, dict) and isinstance(data.get("__schema"), dict)


def _is_vendure(answer: Any) -> bool:
    return b'"SearchResultPrice"' in orjson.dumps(answer)
