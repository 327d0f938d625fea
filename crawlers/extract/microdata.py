"""schema.org microdata (`itemscope`, `itemprop`) as the same dicts that JSON-LD gives.

Only the subtrees of the asked type are walked: the whole page's microdata costs ten times as much.
"""

from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

_URLS = {"a": "href", "area": "href", "link": "href", "img": "src", "source": "src", "object": "data", "audio": "src"}
_DEEPEST = 8
_ABOUT = {"mainEntity", "mainEntityOfPage", "about", "itemOffered"}


def objects(tree: LexborHTMLParser, *names: str) -> list[dict[str, Any]]:
    """Objects of these types, in the order of the page; a property given twice becomes a list.

    Those that are no part of another thing, and those a page or an offer says it is about (`mainEntity`,
    `itemOffered`); never a list's elements or a product's own parts (`isRelatedTo`).
    """
    nodes = (node for name in names for node in tree.css(f'[itemscope][itemtype*="schema.org/{name}" i]'))
    return [_object(node, 0) for node in nodes if _type(node) in names and _stands_alone(node)]


def _stands_alone(node: LexborNode) -> bool:
    part = node.attributes.get("itemprop")
    return part is None or bool(_ABOUT & set(part.split()))


def _object(node: LexborNode, depth: int) -> dict[str, Any]:
    thing: dict[str, Any] = {"@type": _type(node)}
    _collect(node, thing, depth)
    return thing


def _collect(node: LexborNode, thing: dict[str, Any], depth: int) -> None:
    child = node.child
    while child is not None:
        if child.is_element_node:
            names = (child.attributes.get("itemprop") or "").split()
            scoped = "itemscope" in child.attributes
            for name in names:
                _put(thing, name, _object(child, depth + 1) if scoped and depth < _DEEPEST else _value(child))
            if not scoped:
                _collect(child, thing, depth)
        child = child.next


def _put(thing: dict[str, Any], name: str, value: Any) -> None:
    if value in (None, ""):
        return
    if name in thing:
        thing[name] = [*(thing[name] if isinstance(thing[name], list) else [thing[name]]), value]
    else:
        thing[name] = value


def _value(node: LexborNode) -> str | None:
    attributes = node.attributes
    if attributes.get("content"):
        return attributes["content"]
    attribute = _URLS.get(node.tag or "")
    if attribute:
        return attributes.get(attribute) or attributes.get("data-src")
    if node.tag == "meta":
        return attributes.get("content")
    if node.tag in ("time", "data", "meter"):
        return attributes.get("datetime") or attributes.get("value") or node.text(strip=True)
    return node.text(separator=" ", strip=True)


def _type(node: LexborNode) -> str:
    return (node.attributes.get("itemtype") or "").split(" ")[0].rstrip("/").rsplit("/", 1)[-1]
