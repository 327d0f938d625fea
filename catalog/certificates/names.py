"""Comparing a listing's name with a certificate's: what names the product, without packs, praise and the producer."""

import re
from functools import lru_cache

from catalog.facts import LegalForm
from catalog.normalise.producer import read_producer
from catalog.normalise.text import fold, words

_PACKED = re.compile(
    r"(?=[\dxh])(?:(?<!\d)\d{1,9}(?:[.,]\d{1,9})?\s?(?:kg|gram|gam|gr|g|ml|lit|l|hop|goi|tui|chai|hu|lo|lon|vien|mieng|qua|trai|cai"
    r"|cuon)(?![a-z0-9])|(?<![a-z0-9])x\s?\d{1,9}|(?<!\d)\d{1,9}\s?x(?![a-z])"
    r"|(?:hang\s)?\d\s?(?:sao|\*|★)|(?<![\d.,])\d{1,3}(?:[.,]\d{3}){1,4}\s?(?:d|vnd|₫)|(?<!\d)\d{1,9}k(?![a-z]))"
)
_HARMLESS = frozenset(
    words(
        "ocop sao hang dat chuan san pham dac hop tui goi hu chai lo lon thung loc combo set bo qua tang bieu cao "
        "cap thuong loai mot 1 2 3 chinh hieu hang moi ngon sach"
        " nguyen chat thiet giay gia re freeship viet nam vietnam va cua tai cho theo huu co organic tinh khiet "
        "hat htx cong ty tnhh nha lam truyen thong"
    )
)


@lru_cache(maxsize=4096)
def core_words(name: str) -> tuple[str, ...]:
    """The folded words of a name without its packs, weights, stars and prices."""
    return tuple(words(_PACKED.sub(" ", fold(name))))


def covers(said: tuple[str, ...], certified: tuple[str, ...], producer: str) -> bool:
    """Whether a listing's words name the certified product: no other word of weight on either side."""
    free = _HARMLESS.union(words(producer))
    listed, recognised = set(said), set(certified)
    missing = recognised - listed - free
    further = listed - recognised - free
    return not missing and not further and bool(listed & recognised)


# A maker writes one of these for another; between the kinds lies a different legal person.
_KINDS: dict[LegalForm, str] = {
    "cooperative": "cooperative",
    "cooperative_union": "cooperative",
    "cooperative_group": "cooperative",
    "llc": "company",
    "single_member_llc": "company",
    "joint_stock": "company",
    "private_enterprise": "company",
    "household": "household",
    "household_business": "household",
    "workshop": "household",
}


def may_be_same(said: str, certified: str, *, by_words: bool = False) -> bool:
    """Whether two makers' names may mean one: no different kind of legal form.

    With `by_words` the proper name of one must hold the other's too.
    """
    first, second = read_producer(said), read_producer(certified)
    if first is None or second is None:
        return not by_words
    kinds = {_KINDS[one.legal_form] for one in (first, second) if one.legal_form}
    if len(kinds) > 1:
        return False
    one, other = set(words(first.name)), set(words(second.name))
    return not by_words or one <= other or other <= one
