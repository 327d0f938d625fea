"""Prices that can be read without understanding Vietnamese; everything else is left to the catalog as text."""

import re
from decimal import Decimal, InvalidOperation

_LABEL = r"(?:(?:giá|price)(?: (?:bán|khuyến mãi|khuyến mại|km|ưu đãi|gốc|cũ|niêm yết|thị trường|sale))?\s*[:：]?\s*)?"
_GROUPED = re.compile(
    rf"^{_LABEL}(?:₫|đ|VN[ĐD])?\s*(\d{{1,3}}(?:([.,])\d{{3}})(?:\2\d{{3}})*|\d+)\s*(?:₫|đ|VN[ĐD]|đồng)?$", re.I
)


# No price has more; arithmetic on a million digits takes minutes.
_LONGEST = 40


def plain_price(text: str | None) -> int | None:
    """The đồng of one amount as shops print it ("22,000₫", "Giá: 150.000 đ"); None for ranges, units and words."""
    found = _GROUPED.match(text.strip()) if text else None
    if found is None:
        return None
    return int(found.group(1).replace(".", "").replace(",", "")) or None


def machine_price(value: object, *, divisor: int = 1) -> int | float | str | None:
    """A price of structured data, where the dot is the decimal point: "150000", 150000.0, "60000.00".

    A text that is no number ("150.000 đ", which NukeViet themes write) comes back as it is.
    """
    if value is None or isinstance(value, bool | list | dict):
        return None
    text = str(value).strip()
    if len(text) > _LONGEST:
        return text
    try:
        amount = Decimal(text) / divisor
    except InvalidOperation:
        return text or None
    if not amount.is_finite() or amount < 0:
        return text or None
    # "150.000" in a price field is a hundred and fifty thousand written the Vietnamese way.
    if isinstance(value, str) and divisor == 1 and re.fullmatch(r"\d{1,3}(\.\d{3})+", text):
        return text
    return int(amount) if amount == amount.to_integral_value() else float(amount)
