"""The name shown for a listing: cleaned, whole, and readable where the page shouts.

A name whose letters are all capitals is written with a capital at each word's start. What carries a digit (`ST25`)
or is no Vietnamese syllable (`TAFA`, `OCOP`) stays as it is, and a weight's unit becomes small (`500G` -> `500g`).
"""

import re
from functools import cache

from catalog.normalise.syllable import is_syllable
from catalog.places import provinces

_WORD = re.compile(r"[^\W_]+")
_WEIGHT = re.compile(r"\d+(?:KG|GR|GRAM|G|ML|LÍT|LIT)")
_ACRONYMS = frozenset({"HTX", "THT", "HCM", "OCOP", "TNHH", "VN", "ST", "AN", "DN"})

# Words of goods that are no Vietnamese syllables and nobody's name either.
_OF_GOODS = frozenset(
    {"SHAN", "OOLONG", "OLONG", "ATISO", "MACCA", "MACA", "CACAO", "COCOA", "COFFEE", "TEA", "MATCHA", "ESPRESSO"}
    | {"ROBUSTA", "ARABICA", "COLLAGEN", "SPIRULINA", "OMEGA", "VITAMIN", "SACHI", "INCHI", "SOCOLA", "CHOCOLATE"}
    | {"YOGURT", "SNACK", "PIZZA", "SPAGHETTI", "COMBO", "SET", "MIX"}
)


def readable_name(name: str) -> str:
    """The name, out of capitals where it is all capitals and has at least two words of letters."""
    if not name.isupper() or len(_WORD.findall(name)) < 2:
        return name
    return _WORD.sub(_lowered, name)


def _lowered(found: re.Match[str]) -> str:
    word = found[0]
    if _WEIGHT.fullmatch(word):
        return word.lower()
    if any(letter.isdigit() for letter in word) or word in _ACRONYMS - {"AN"}:
        return word
    known = is_syllable(word) or word in _OF_GOODS or word in _of_places() or word in ("KG", "G", "ML")
    return word.capitalize() if known else word


@cache
def _of_places() -> frozenset[str]:
    """Words of provinces' names, of which some are no Vietnamese syllables (`ĐẮK LẮK`)."""
    return frozenset(word.upper() for one in provinces() for word in _WORD.findall(one.name))
