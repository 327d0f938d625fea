"""Shapes of addresses: which links of a site are alike, and a regular expression for a set of them."""

import re
from collections import defaultdict
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlsplit

_NUMBERED = re.compile(r"^(?P<words>.*?)(?P<mark>[-_/](?:p|id|pr|sp)?)(?P<number>\d+)(?P<ending>\.\w+|)$")
_ENDING = re.compile(r"\.(html?|php|aspx?)$", re.I)


def shape(url: str) -> tuple[str, ...]:
    """A key that addresses of one kind share: literal words become `a`, numbers `9`, endings and query keys stay."""
    parts = urlsplit(url)
    segments = [one for one in parts.path.split("/") if one]
    kinds = [_kind(one, last=position == len(segments) - 1) for position, one in enumerate(segments)]
    slash = ("/",) if parts.path.endswith("/") and segments else ()
    queries = [f"?{key}={value if not _is_identifier(value) else '9'}" for key, value in parse_qsl(parts.query)]
    return (*kinds, *slash, *sorted(queries))


def clusters(urls: Iterable[str]) -> list[list[str]]:
    """Addresses grouped by shape and first path segment, the largest group first."""
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for url in dict.fromkeys(urls):
        groups[key(url)].append(url)
    return sorted(groups.values(), key=len, reverse=True)


def key(url: str) -> tuple[str, ...]:
    """What addresses of one kind have in common: their shape and their first path segment."""
    segments = [one for one in urlsplit(url).path.split("/") if one]
    return (segments[0] if len(segments) > 1 else "", *shape(url))


def outline(url: str) -> tuple[object, ...]:
    """What products of one shop have in common whatever their group: first segment, depth, last segment, query keys."""
    whole = shape(url)
    segments = [one for one in urlsplit(url).path.split("/") if one]
    first = segments[0] if len(segments) > 1 else ""
    path = [one for one in whole if not one.startswith("?")]
    return (first, len(segments), path[-1:] == ["/"], tuple(path[len(segments) - 1 :][:1]), tuple(whole[len(path) :]))


def pattern(urls: list[str]) -> str:
    """A regular expression for a whole address's end that every one of these addresses matches."""
    paths = [[one for one in urlsplit(url).path.split("/") if one] for url in urls]
    depth = len(paths[0])
    if any(len(path) != depth for path in paths):
        depth = 0
    segments = ["/" + _class({path[position] for path in paths}) for position in range(depth)]
    slash = "/?" if any(urlsplit(url).path.endswith("/") for url in urls) and segments else ""
    query = _query_pattern([dict(parse_qsl(urlsplit(url).query)) for url in urls])
    if query:
        return "".join(segments) + slash + query
    return ("".join(segments) or "/[^?#]+") + slash + r"(?:[?#]|$)"


def _kind(segment: str, *, last: bool) -> str:
    if segment.isdigit():
        return "9"
    numbered = _NUMBERED.match(segment)
    ending = _ENDING.search(segment)
    if last and numbered:
        return f"a{numbered['mark']}9{numbered['ending']}"
    return (
        f"a{ending.group(0)}"
        if ending
        else "a"
        if last
        else segment
        if segment.isascii() and len(segment) < 20
        else "a"
    )


def _class(values: set[str]) -> str:
    if len(values) == 1:
        return re.escape(values.pop())
    if all(value.isdigit() for value in values):
        return r"\d+"
    numbered = [_NUMBERED.match(value) for value in values]
    if all(numbered):
        marks = {(one["mark"], one["ending"]) for one in numbered if one}
        if len(marks) == 1:
            mark, ending = marks.pop()
            return rf"[^/?#]*{re.escape(mark)}\d+{re.escape(ending)}"
    endings = {found.group(0) if (found := _ENDING.search(value)) else "" for value in values}
    ending = endings.pop() if len(endings) == 1 else ""
    return "[^/?#]+" + re.escape(ending)


def _query_pattern(queries: list[dict[str, str]]) -> str:
    """Query keys that all addresses have and that tell them apart or say what they are."""
    shared = [key for key in queries[0] if all(key in query for query in queries)]
    parts = []
    for key in shared:
        values = {query[key] for query in queries}
        if len(values) == 1 and not _is_identifier(next(iter(values))):
            parts.append(rf"(?=.*[?&]{re.escape(key)}={re.escape(next(iter(values)))}(?:&|$))")
        elif len(values) > 1 and all(_is_identifier(value) for value in values):
            parts.append(rf"(?=.*[?&]{re.escape(key)}=\d+)")
    return "".join(parts)


def _is_identifier(value: str) -> bool:
    return value.isdigit()
