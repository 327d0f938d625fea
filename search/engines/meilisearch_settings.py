"""The fields of `search.fields` as Meilisearch's index settings.

Nothing is searched by Meilisearch's own words: it folds tones, begins typo tolerance at five letters and pads answers.
Documents are found by filters over exact terms, which its bitmaps answer at once; it counts facets and sorts. Synonyms
are in the terms already, guarded by the words beside them, which its synonym setting cannot be.
"""

from typing import Any

import orjson

from search.documents import ProductDocument
from search.engines.clauses import All, Between, Clause, Has, Not
from search.engines.clauses import Any as Either
from search.engines.protocol import Source
from search.fields import FACET_VALUES, FILTERS, NUMBERS, ORDERS, TERMS

DEEPEST = 10_200
"""Hits reachable by paging: the contract's last offset and a page."""
TIERS_AT_ONCE = 8
_ABSENT = tuple(f"below_{place}" for place in range(1, TIERS_AT_ONCE))
"""Fields no document has, to sort by: see `sort_below`."""


def index_settings() -> dict[str, Any]:
    """Settings of an index of products."""
    return {
        "searchableAttributes": [],
        "displayedAttributes": ["id", "fingerprint", "hit", "source"],
        "filterableAttributes": [
            _filterable([TERMS, "id", *FILTERS], comparison=False),
            _filterable(list(NUMBERS), comparison=True),
        ],
        "sortableAttributes": [*NUMBERS, *_ABSENT],
        "rankingRules": ["sort"],
        "faceting": {"maxValuesPerFacet": FACET_VALUES, "sortFacetValuesBy": {"*": "count"}},
        "pagination": {"maxTotalHits": DEEPEST},
        "typoTolerance": {"enabled": False},
        "prefixSearch": "disabled",
        "proximityPrecision": "byAttribute",
        "facetSearch": False,
    }


def words_settings() -> dict[str, Any]:
    """Settings of the small index that keeps the state and the vocabulary."""
    return {"searchableAttributes": [], "filterableAttributes": [], "sortableAttributes": []}


def to_meilisearch(document: ProductDocument) -> str:
    """A document as a line of JSON."""
    fields = {
        "id": document.id,
        "fingerprint": document.fingerprint,
        TERMS: document.terms,
        "hit": document.hit,
        "source": [document.names, document.maker],
        **document.filters,
        **document.numbers,
    }
    return orjson.dumps(fields).decode()


def from_meilisearch(line: str) -> Source:
    """What such a line was made from."""
    return read_source(orjson.loads(line)["source"])


def read_source(stored: list[Any]) -> Source:
    """The field `source`, as it is stored."""
    names, maker = stored
    return names, (maker[0], maker[1]) if maker else None


def sort_of(order: str) -> list[str]:
    """The sort parameter for one sort of the contract; documents without the number come last by themselves."""
    name, falling = ORDERS[order]
    first = f"{name}:{'desc' if falling else 'asc'}"
    return [first] if name == "rank" else [first, "rank:desc"]


def sort_below(place: int, order: str) -> list[str]:
    """The sort parameter of the tier at a place among those searched at once: its hits come after those above it.

    Meilisearch merges hits of several searches by comparing what each was sorted by, value by value, and a value that
    is missing comes after any other. So the hits of each tier miss one value more than those of the tier above.
    """
    return [*(f"{name}:desc" for name in _ABSENT[:place]), *sort_of(order)]


def to_filter(clause: Clause) -> str:
    """A clause in Meilisearch's filter language."""
    match clause:
        case Has(field, values):
            quoted = [_quoted(value) for value in values]
            return f"{field} = {quoted[0]}" if len(quoted) == 1 else f"{field} IN [{', '.join(quoted)}]"
        case Between(field, low, high):
            ends = ((f"{field} >= {low}", low), (f"{field} <= {high}", high))
            return " AND ".join(text for text, end in ends if end is not None) or f"{field} EXISTS"
        case All(()):
            return "id EXISTS"
        case All(parts):
            return " AND ".join(f"({to_filter(part)})" for part in parts)
        case Either(()):
            return "NOT id EXISTS"
        case Either(parts):
            return " OR ".join(f"({to_filter(part)})" for part in parts)
        case Not(part):
            return f"NOT ({to_filter(part)})"


def _filterable(fields: list[str], *, comparison: bool) -> dict[str, Any]:
    features = {"facetSearch": False, "filter": {"equality": True, "comparison": comparison}}
    return {"attributePatterns": fields, "features": features}


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
