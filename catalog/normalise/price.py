"""The price of a listing, in integer đồng.

Which field outranks which: `price_text`, what the shopper reads, where it states a price that `price` does not deny;
else `price`; else a price written into the name, then after "Giá" in the description. `list_price` outranks a struck
price in the text. A number of 0 or 1 is no price. Nothing ambiguous is guessed: it is flagged and left null.
"""

import re
from itertools import islice

from catalog.listing import Listing
from catalog.normalise.page import Page
from catalog.normalise.price_words import PriceReading, read_number, read_price
from catalog.normalise.result import Evidence, Found, odd
from catalog.normalise.text import fold

_PRICE_IN_NAME = re.compile(r"\d\s?(?:d|dong|₫|vnd|k|nghin|ngan|tr|trieu)(?![a-z])|₫\s?\d")
_GIA = re.compile(r"\bgia\b[^\n]{0,80}")
_DEAREST = 1_000_000_000
_DONG = frozenset({"", "vnd", "d", "₫", "dong", "vn", "viet nam dong", "704"})


def price_of(page: Page) -> Found[PriceReading]:
    """The price of a listing."""
    listing = page.listing
    field = read_number(listing.price) if listing.price is not None else None
    text = read_price(listing.price_text) if listing.price_text and listing.price_text.strip() else None
    reading, source, confidence = _combined(field, text)
    if reading.status == "missing" and "negative" not in reading.kinds:
        reading, source, confidence = _from_words(page) or (reading, source, confidence)
    if _foreign(listing.currency) and not reading.sure_dong:
        reading = PriceReading(status="ambiguous", kinds=("currency",), words=f"{reading.words} {listing.currency}")
    reading = _with_list_price(reading, listing)
    if reading.status == "stated" and _suspicious(reading.price or 0):
        reading = reading._replace(kinds=(*reading.kinds, "suspicious"))
    oddities = tuple(
        odd("list_price" if kind == "below_price" else "price", kind, reading.words) for kind in reading.kinds
    )
    evidence = (
        Evidence(source=source, words=reading.words, confidence=confidence) if reading.status != "missing" else None
    )
    return Found(reading, evidence, oddities)


def _suspicious(price: int) -> bool:
    """Whether a price looks like a filler: over a billion đồng, one digit repeated seven times, or 123456…"""
    digits = str(price)
    filler = len(digits) >= 6 and ("1234567890".startswith(digits) or (len(digits) >= 7 and len(set(digits)) == 1))
    return filler or price > _DEAREST


def _combined(field: PriceReading | None, text: PriceReading | None) -> tuple[PriceReading, str, float]:
    """One reading of the `price` and `price_text` fields, the field that gave it, and how sure it is."""
    if field is None or field.status == "missing" or text is None or text.status == "missing":
        return _only(field, text)
    if text.status == "stated":
        if field.status != "stated":
            return text, "price_text", 0.9
        agrees = field.price in text.seen or field.price == text.price
        if agrees:
            return text, "price_text", 1.0
        kind = "minor_units" if field.price == 100 * (text.price or 0) else "disagrees"
        return text._replace(kinds=(*text.kinds, kind)), "price_text", 0.6
    if field.status != "stated" or (text.status == "wholesale" and field.price in text.seen):
        return text, "price_text", 0.9
    kinds = ("disagrees",) if text.status == "contact" else ()
    return field._replace(kinds=(*field.kinds, *kinds)), "price", 0.8


def _only(field: PriceReading | None, text: PriceReading | None) -> tuple[PriceReading, str, float]:
    given = [(one, source) for one, source in ((text, "price_text"), (field, "price")) if one]
    for reading, source in given:
        if reading.status != "missing":
            return reading, source, 0.95
    return (*given[-1], 0.0) if given else (PriceReading(), "price", 0.0)


def _from_words(page: Page) -> tuple[PriceReading, str, float] | None:
    """A price written with its currency into the name, or after "Giá" in the description."""
    if _PRICE_IN_NAME.search(page.name_folded):
        reading = read_price(page.name)
        if reading.sure and reading.status in ("stated", "wholesale") and (reading.price or 0) >= 1000:
            return reading, "name", 0.6
    if "gia" not in page.description_folded:
        return None
    for found in islice(_GIA.finditer(page.description_folded), 10):
        reading = read_price(page.description[found.start() : found.end()])
        if (reading.sure and reading.status in ("stated", "wholesale")) or reading.status == "contact":
            return reading, "description", 0.6
    return None


def _foreign(currency: str | None) -> bool:
    return currency is not None and fold(currency.strip()) not in _DONG


def _with_list_price(reading: PriceReading, listing: Listing) -> PriceReading:
    """The reading with the `list_price` field, where that is above the price."""
    if listing.list_price is None:
        return reading
    listed = read_number(listing.list_price)
    if listed.status != "stated" or listed.price is None:
        return reading
    if reading.price is not None and listed.price < reading.price:
        return reading._replace(kinds=(*reading.kinds, "below_price"))
    return reading._replace(list_price=listed.price if listed.price != reading.price else None)
