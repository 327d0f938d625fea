"""HTML as a tree, unless it is nested so deeply that only harm can be meant.

A parser looks through all open elements at each new one, so that a megabyte of `<div>` costs it minutes. Browsers stop
at 512 levels; no shop comes near.
"""

import re
from collections import Counter

from selectolax.lexbor import LexborHTMLParser

_DEEPEST = 2_000
# Below so many tags no nesting costs more than a blink, and the tags need not be counted.
_FEW = 8_000
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]{0,40})")
# Elements without an end, and those that another one of their kind ends.
_ENDING_THEMSELVES = frozenset(
    (
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track"),
        *(
            "wbr",
            "body",
            "colgroup",
            "dd",
            "dt",
            "head",
            "html",
            "li",
            "optgroup",
            "option",
            "p",
            "tbody",
            "td",
            "tfoot",
        ),
        *("th", "thead", "tr"),
    )
)


class HostilePage(ValueError):
    """The page would do harm to whoever reads it; the message says how."""


def tree(text: str) -> LexborHTMLParser:
    """The document. Raises HostilePage where its elements are nested thousands deep."""
    if text.count("<") > _FEW and _depth(text) > _DEEPEST:
        raise HostilePage(f"elements are nested more than {_DEEPEST} deep")
    return LexborHTMLParser(text)


def _depth(text: str) -> int:
    """How many elements are open at once, at most, without those that need no end."""
    opened: Counter[str] = Counter()
    depth = deepest = 0
    for closing, name in _TAG.findall(text):
        name = name.lower()
        if name in _ENDING_THEMSELVES:
            continue
        if not closing:
            opened[name] += 1
            depth += 1
            deepest = max(deepest, depth)
        elif opened[name]:
            opened[name] -= 1
            depth -= 1
    return deepest
