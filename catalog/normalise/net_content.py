"""Net content: amount, unit, packs and what is in one pack.

Which field outranks which: `net_content`; the name where the field has no weight or volume, or where the name says how
many such packs are sold; then a weight beside the price (`80.000 đồng/gói 250g`); then a labelled amount in the
description ("Khối lượng tịnh: 500g"). A range (`1,2-1,5kg`) is flagged and left null.
"""

import re
from itertools import islice
from typing import NamedTuple

from catalog.facts import ContentUnit, NetContent
from catalog.normalise.chains import Chain
from catalog.normalise.page import Page
from catalog.normalise.quantities import UNITS, tokens_of
from catalog.normalise.result import Evidence, Found, odd
from catalog.normalise.text import clean
from catalog.normalise.whole_content import content_in

_LABELLED = re.compile(
    r"(?:khối lượng|trọng lượng|dung tích|thể tích|quy cách|đóng gói|định lượng|net ?(?:weight|content|wt)|tịnh|klt)"
    r"(?: thực| sản phẩm| tịnh| đóng gói|/\s?thể tích|\s?\([^)]{0,30}\)){0,3}\s?[:\-–]?\s?(?P<words>[^\n;]{1,60})"
)
_HELD = re.compile(
    r"(?<![^\W_])(?:hộp|túi|gói|chai|hũ|lọ|lon|can|bịch|bao|thùng|bình)\s(?:khoảng\s)?\d[\d.,]{0,5}\s?(?:kg|g"
    r"|gr|gram|gam|ml|l|lít)(?![^\W_])"
)


_PRICED_UNIT = re.compile(
    rf"(?:(?:một|mot|mỗi|nửa|½)\s?)?(?:{'|'.join(sorted(map(re.escape, UNITS), key=len, reverse=True))})(?![^\W_])"
)


class _Choice(NamedTuple):
    """A reading with the field it comes from, its words and how sure it is."""

    chain: Chain
    source: str
    words: str
    confidence: float


def read_content(text: str) -> Chain | None:
    """Read the net content out of cleaned words, as `thùng 24 chai x 580ml`; None where none is said."""
    return content_in(text.lower())


def content_of(page: Page) -> Found[NetContent | None]:
    """The net content of a listing."""
    choice = _choice(page)
    if choice is None:
        return Found(None)
    chain = choice.chain
    oddities = tuple(odd("net_content", kind, _odd_words(kind, choice)) for kind in dict.fromkeys(chain.kinds))
    if not chain.amount or "range" in chain.kinds:
        return Found(None, None, oddities)
    packs = max(chain.packs, 1)
    unit: ContentUnit = "g" if chain.unit == "g" else "ml" if chain.unit == "ml" else "piece"
    value = NetContent(amount=chain.amount, unit=unit, packs=packs, per_pack=round(chain.amount / packs, 3))
    sure = round(choice.confidence - 0.3 * bool(oddities), 2)
    return Found(value, Evidence(source=choice.source, words=choice.words[:200], confidence=sure), oddities)


def _odd_words(kind: str, choice: _Choice) -> str:
    """What a person must mend: of a range the range itself (`1,2-1,5kg`), else all the words."""
    if kind != "range":
        return choice.words
    scanned, tokens = tokens_of(clean(choice.words).text.lower())
    return next((scanned[one.start : one.end] for one in tokens if one.range_end is not None), choice.words)


def _choice(page: Page) -> _Choice | None:
    """Which field's reading counts."""
    words = page.listing.net_content or ""
    field = read_content(clean(words).text) if words else None
    named = read_content(page.name)
    if field and field.unit != "piece":
        more = _with_packs(field, named)
        return _Choice(more, "name", page.name, 0.8) if more else _Choice(field, "net_content", words, 1.0)
    if named and named.unit != "piece":
        return _Choice(named, "name", page.name, 0.9)
    further = _beside_price(page) or _described(page)
    if further and further.chain.unit != "piece":
        return further
    if field:
        return _Choice(field, "net_content", words, 0.9)
    return _Choice(named, "name", page.name, 0.8) if named else further


def _with_packs(field: Chain, named: Chain | None) -> Chain | None:
    """The content where the name says how many packs of the field's weight are sold (`Combo 3 hũ mật ong`)."""
    if named is None or named.packs * named.amount <= 1 or field.packs > 1:
        return None
    if named.unit == field.unit and named.packs > 1 and abs(named.per - field.amount) <= 0.02 * field.amount:
        return named
    if named.unit == "piece" and named.outer and named.packs == 1:
        return field._replace(amount=field.amount * named.amount, packs=int(named.amount), per=field.amount)
    return None


def _beside_price(page: Page) -> _Choice | None:
    """A weight beside the price: `80.000 đồng/gói 250g`; the price's own unit (`/kg`, `/100g`) is none."""
    text = page.listing.price_text or ""
    after = clean(text).text.partition("/")[2].strip() if "/" in text else ""
    if not after or after[0].isdigit():
        return None
    chain = read_content(after)
    if chain is None or chain.packs > 1 or chain.unit == "piece" or _PRICED_UNIT.match(after.lower()):
        return None
    return _Choice(chain, "price_text", text, 0.7)


def _described(page: Page) -> _Choice | None:
    """A labelled amount in the description, else the first weight standing behind its container."""
    lowered = page.description.lower()
    if len(lowered) != len(page.description):
        return None
    for found in islice(_LABELLED.finditer(lowered), 20):
        if chain := content_in(found["words"]):
            return _Choice(chain, "description", page.description[found.start() : found.end()], 0.7)
    held = _HELD.search(lowered)
    chain = content_in(held[0]) if held else None
    return _Choice(chain, "description", held[0], 0.5) if held and chain else None
