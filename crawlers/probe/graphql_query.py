"""From a GraphQL schema (introspection) to queries that list products: what to select, and how to page."""

import re
from dataclasses import dataclass, field
from typing import Any

from crawlers.extract import paths

_CONTAINERS = ("items", "nodes", "edges", "results", "data", "docs", "products", "list", "rows", "records")
_PRICE = re.compile(r"(price|pricing|amount|cost|gia)", re.I)
_NAME = re.compile(r"(name|title|^ten)", re.I)
_GOODS = re.compile(r"(product|search|item|goods|sanpham|san_pham|hang|catalog)", re.I)
_WORTH = re.compile(
    r"(price|pricing|image|asset|thumbnail|media|picture|categor|brand|producer|manufacturer|vendor|shop|seller|stock|"
    r"variant|gross|money|range|start|amount|regular|final|minimum|html|description|province|anh|gia|nhom)",
    re.I,
)
_COUNT = re.compile(r"^(take|first|limit|page_?size|per_?page|size|count|rows)$", re.I)
_SKIP = re.compile(r"^(skip|offset|start|from)$", re.I)
_PAGE = re.compile(r"^(page|current_?page|page_?number|page_?no)$", re.I)
_TOTAL = re.compile(r"^total(_?(items|count|records|results))?$", re.I)
_TAKE = 50
_MOST_FIELDS = 40
_DEEPEST = 4


@dataclass
class Query:
    """A query with its variables, and the variable that pages it: by items skipped, by page number or by cursor."""

    text: str
    variables: dict[str, Any] = field(default_factory=dict)
    offset: str | None = None
    page: str | None = None
    cursor: str | None = None

    def paging(self, answer: Any, count: int) -> dict[str, Any]:
        """What the `[json]` table says about paging."""
        if self.cursor:
            end = next((path for path in _ends(answer)), None)
            return {"cursor_variable": self.cursor, "next": end} if end else {}
        named = {"offset_variable": self.offset} if self.offset else {"page_variable": self.page} if self.page else {}
        return named | {"page_size": max(1, min(count, 500))} if named else {}


def queries(schema: dict[str, Any]) -> list[Query]:
    """Queries for every field of the schema's root that lists things with a name and a price, the likeliest first."""
    types = {one["name"]: one for one in schema.get("types") or [] if isinstance(one, dict)}
    root = types.get((schema.get("queryType") or {}).get("name") or "Query", {})
    found = [(one["name"], query) for one in root.get("fields") or [] if (query := _query(one, types)) is not None]
    return [query for _, query in sorted(found, key=lambda pair: (not _GOODS.search(pair[0]), pair[0] == "search"))]


def _query(root: dict[str, Any], types: dict[str, Any]) -> Query | None:
    place = _place(root["type"], types)
    if place is None:
        return None
    path, item = place
    names = [one["name"] for one in types[item].get("fields") or []]
    selected = _selection(item, types, _DEEPEST)
    if not any(map(_NAME.search, names)) or not _PRICE.search(selected):
        return None
    arguments = _arguments(root.get("args") or [], types, cursor="edges" in path)
    if arguments is None:
        return None
    inner = f"{{ {selected} }}"
    for step in reversed(path):
        more = " pageInfo { endCursor hasNextPage }" if step == "edges" else ""
        inner = f"{{{more} {step} {inner} }}"
    declared = ", ".join(f"${name}: {kind}" for name, kind in arguments.types.items())
    passed = ", ".join(f"{name}: ${name}" for name in arguments.types)
    head = f"query({declared})" if declared else "query"
    arguments.query.text = f"{head} {{ {root['name']}{f'({passed})' if passed else ''} {inner} }}"
    return arguments.query


def _place(kind: dict[str, Any], types: dict[str, Any]) -> tuple[list[str], str] | None:
    """The way from a field to its list of things: the fields between, and the things' type."""
    name, is_list = _unwrapped(kind)
    if is_list:
        return ([], name) if types.get(name, {}).get("kind") == "OBJECT" else None
    inner = {one["name"]: one["type"] for one in types.get(name, {}).get("fields") or []}
    for step in _CONTAINERS:
        target, listed = _unwrapped(inner[step]) if step in inner else ("", False)
        if listed and types.get(target, {}).get("kind") == "OBJECT":
            node = next((one["type"] for one in types[target]["fields"] if one["name"] == "node"), None)
            return ([step, "node"], _unwrapped(node)[0]) if step == "edges" and node else ([step], target)
    return None


def _unwrapped(kind: dict[str, Any]) -> tuple[str, bool]:
    is_list = False
    while kind.get("ofType"):
        is_list |= kind["kind"] == "LIST"
        kind = kind["ofType"]
    return kind.get("name") or "", is_list


def _selection(name: str, types: dict[str, Any], depth: int) -> str:
    """Plain fields of a type, and those of its parts that may hold a price, a picture or a name."""
    said = types.get(name, {})
    if said.get("kind") == "UNION":
        parts = ((one["name"], _selection(one["name"], types, depth - 1)) for one in said.get("possibleTypes") or [])
        return " ".join(f"... on {part} {{ {inner} }}" for part, inner in parts if inner)
    words = []
    for one in said.get("fields") or []:
        if any(
            argument["type"]["kind"] == "NON_NULL" and argument.get("defaultValue") is None for argument in one["args"]
        ):
            continue
        target, _ = _unwrapped(one["type"])
        kind = types.get(target, {}).get("kind", "SCALAR")
        if kind in ("SCALAR", "ENUM"):
            words.append(one["name"])
        elif depth > 1 and _WORTH.search(one["name"]) and (inner := _selection(target, types, depth - 1)):
            words.append(f"{one['name']} {{ {inner} }}")
    return " ".join(words[:_MOST_FIELDS])


@dataclass
class _Arguments:
    types: dict[str, str] = field(default_factory=dict)
    query: Query = field(default_factory=lambda: Query(""))


def _arguments(given: list[dict[str, Any]], types: dict[str, Any], *, cursor: bool) -> _Arguments | None:
    """Values for the arguments that page, and for those that must be given; None where one cannot be guessed."""
    found = _Arguments()
    for one in given:
        name, required = one["name"], one["type"]["kind"] == "NON_NULL" and one.get("defaultValue") is None
        base, _ = _unwrapped(one["type"])
        fields = types.get(base, {}).get("inputFields")
        value = _object(fields, found.query, name) if fields else _plain(name, base, found.query, name)
        if cursor and name == "after":
            found.query.cursor = name
            found.types[name] = _written(one["type"])
            continue
        if value is None or value == {}:
            if not required:
                continue
            value = {} if fields else None
        if value is None:
            return None
        found.types[name] = _written(one["type"])
        found.query.variables[name] = value
    return found


def _object(fields: list[dict[str, Any]], query: Query, path: str) -> dict[str, Any]:
    values = {
        one["name"]: _plain(one["name"], _unwrapped(one["type"])[0], query, f"{path}.{one['name']}") for one in fields
    }
    return {name: value for name, value in values.items() if value is not None}


def _plain(name: str, kind: str, query: Query, path: str) -> Any:
    """A value for one plain argument by its name; None where nothing is to be said."""
    if kind == "Int" and _COUNT.match(name):
        return _TAKE
    if kind == "Int" and _SKIP.match(name):
        query.offset = path
        return 0
    if kind == "Int" and _PAGE.match(name):
        query.page = path
        return 1
    words = {"groupByProduct": True, "channel": "default-channel", "search": "", "term": "", "keyword": ""}
    return words.get(name) if kind in ("String", "Boolean") else None


def _written(kind: dict[str, Any]) -> str:
    """A type as a query writes it: `[ID!]!`."""
    if kind["kind"] == "NON_NULL":
        return _written(kind["ofType"]) + "!"
    return f"[{_written(kind['ofType'])}]" if kind["kind"] == "LIST" else str(kind["name"])


def _ends(answer: Any, path: str = "", depth: int = 0) -> list[str]:
    """Paths to an end cursor."""
    if not isinstance(answer, dict) or depth > _DEEPEST:
        return []
    if paths.at(answer, "pageInfo.endCursor"):
        return [f"{path}.pageInfo.endCursor" if path else "pageInfo.endCursor"]
    return [end for key, one in answer.items() for end in _ends(one, f"{path}.{key}" if path else key, depth + 1)]
