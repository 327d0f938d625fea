"""Phone numbers, tax codes and bar codes, checked with phonenumbers and python-stdnum."""

import re

import phonenumbers
from stdnum import ean
from stdnum.exceptions import ValidationError
from stdnum.vn import mst

_HOTLINE = re.compile(r"1[89]00\d{2,6}")
_TAX = re.compile(r"(?:mst|mã số thuế|ma so thue)\s?[:.]?\s?(\d{10}(?:[ -]?\d{3})?)", re.IGNORECASE)


def phone_of(words: str) -> str | None:
    """A Vietnamese phone number as `+84…` (a hotline as its digits), or None where the words hold none valid."""
    digits = "".join(letter for letter in words if letter.isdigit())
    if _HOTLINE.fullmatch(digits):
        return digits
    for match in phonenumbers.PhoneNumberMatcher(words[:200], "VN"):
        return phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
    return None


def tax_code_of(text: str) -> str | None:
    """The tax code (mã số thuế) a text labels, as ten digits or ten and three; None where none is valid."""
    if found := _TAX.search(text):
        try:
            return str(mst.validate(found[1].replace(" ", "")))
        except ValidationError:
            return None
    return None


def states_tax_code(text: str) -> bool:
    """Whether a text labels a tax code at all, valid or not."""
    return _TAX.search(text) is not None


def is_gtin(words: str) -> bool:
    """Whether a bar code has the right length and check digit."""
    return bool(ean.is_valid(words.strip()))
