"""Data that pages leave in their scripts for their own use: a product's object, or all that the page was drawn from."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

import orjson

_OBJECT = re.compile(r"""(?:product|productJson|product_json|product_data)["']?\s*[=:]\s*(?=\{)""", re.I)
_SCRIPT = re.compile(r"""<script[^<>]*type\s*=\s*["']application/json["'][^<>]*>\s*(?=\{)""", re.I)
_DATA = re.compile(r"""<script[^<>]*type\s*=\s*["']application/json["'][^<>]*>""", re.I)
_LONGEST = 500_000
# A page with more candidates than this is no shop's.
_MOST = 10


def answers(body: bytes, text: str) -> Iterator[Any]:
    """The body itself where it is JSON, else what its scripts of that type hold."""
    try:
        yield orjson.loads(body.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError:
        for start in islice(_DATA.finditer(text), _MOST):
            end = text.find("</script", start.end())
            if end < 0:
                return
            try:
                yield orjson.loads(text[start.end() : end])
            except orjson.JSONDecodeError:
                continue


def product(text: str) -> dict[str, Any] | None:
    """The first object in a script that has `variants` and a name, cut at its closing brace."""
    for pattern in (_OBJECT, _SCRIPT):
        for start in islice(pattern.finditer(text), _MOST):
            found = _object(text, start.end())
            if found is not None:
                return found
    return None


def _object(text: str, start: int) -> dict[str, Any] | None:
    try:
        value = orjson.loads(text[start : _closing(text, start)])
    except orjson.JSONDecodeError:
        return None
    if isinstance(value, dict) and isinstance(value.get("product"), dict):
        value = value["product"]
    return value if isinstance(value, dict) and "variants" in value and ("title" in value or "name" in value) else None


def _closing(text: str, start: int) -> int:
    """The position after the brace that closes the one at `start`."""
    depth, quoted, position = 0, False, start
    limit = min(len(text), start + _LONGEST)
    while position < limit:
        letter = text[position]
        if letter == "\\" and quoted:
            position += 1
        elif letter == '"':
            quoted = not quoted
        elif not quoted and letter in "{}":
            depth += 1 if letter == "{" else -1
            if depth == 0:
                return position + 1
        position += 1
    return position
