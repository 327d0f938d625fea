"""Helpers for reading what the fair serves."""

import json
from typing import Any

from selectolax.lexbor import LexborHTMLParser


def json_ld(page: str) -> list[Any]:
    """The JSON-LD blocks of a page."""
    return [json.loads(node.text()) for node in LexborHTMLParser(page).css('script[type="application/ld+json"]')]
