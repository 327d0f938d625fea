"""What the values of a listing's fields look like in JSON, whatever their keys are called."""

import re
from collections.abc import Callable
from typing import Any

_AMOUNT = re.compile(r"\s*(\d{1,3}(?:[.,]\d{3})+|\d+)(?:\.\d{1,2})?\s*(?:₫|đ|vn[đd]|đồng)?\s*", re.IGNORECASE)
_PICTURE = re.compile(r"\.(jpe?g|png|webp|gif|avif)(\?|$)|/(image|media|asset)s?/", re.IGNORECASE)
_LEAST_PRICE = 100
_LONGEST_STATE = 30
_FEWEST_DIGITS = 9


def amount(value: Any) -> float | None:
    """The đồng of a number or of a text that is one amount."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value) if value > 0 else None
    found = _AMOUNT.fullmatch(str(value or ""))
    return float(re.sub(r"[.,]", "", found.group(1))) or None if found else None


def is_price(value: Any) -> bool:
    """Whether a value can be a price."""
    return (amount(value) or 0) >= _LEAST_PRICE


def _is_words(value: Any) -> bool:
    return isinstance(value, str) and bool(re.search(r"[^\W\d_]{2}", value)) and not value.startswith(("http", "/"))


def _is_picture(value: Any) -> bool:
    return isinstance(value, str) and _PICTURE.search(value) is not None


def _is_link(value: Any) -> bool:
    return isinstance(value, str) and value.startswith(("/", "http")) and not _is_picture(value)


def _is_slug(value: Any) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(r"[\w-]+(?:\.html)?", value))


def _is_code(value: Any) -> bool:
    return not isinstance(value, bool) and bool(re.fullmatch(r"[\w./-]{1,64}", str(value)))


def _is_state(value: Any) -> bool:
    return isinstance(value, bool | int) or (isinstance(value, str) and len(value) < _LONGEST_STATE)


def _is_quantity(value: Any) -> bool:
    return isinstance(value, str) and bool(re.search(r"\d", value))


def _is_stars(value: Any) -> bool:
    return bool(re.search(r"\b[1-5]\b", str(value))) and not isinstance(value, bool)


def _is_phone(value: Any) -> bool:
    return len(re.sub(r"\D", "", str(value))) >= _FEWEST_DIGITS


LOOKS: dict[str, Callable[[Any], bool]] = {
    "words": _is_words,
    "price": is_price,
    "link": _is_link,
    # Pictures behind an address without an ending are pictures too.
    "picture": lambda value: _is_picture(value) or _is_link(value),
    "slug": _is_slug,
    "code": _is_code,
    "state": _is_state,
    "quantity": _is_quantity,
    "stars": _is_stars,
    "phone": _is_phone,
}
"""By the names that `json_fields.toml` calls them."""
