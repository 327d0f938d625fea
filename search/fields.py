"""The index's fields, declared once; both engines build their schema from here.

A document's words stand in one field, `terms`, as exact strings in namespaces, so that no engine's own folding, typo or
prefix rule decides what a Vietnamese word is:

| prefix | holds | example for "Mật ong bạc hà 500g" |
|---|---|---|
| `t:` | each word with its tones | `t:ma^t.` |
| `f:` | each word without tones | `f:mat` |
| `b:` | two neighbouring words without tones | `b:mat ong` |
| `h:` | how a name begins, one to four words, without tones | `h:mat ong bac` |
| `n:` | a whole name, without tones | `n:mat ong bac ha 500g` |
| `z:` | a size, in grams or millilitres | `z:500g` |
| `c:` | a thing the lexicon knows by several names | `c:honey` |
| `k:` | such a thing where the name begins with it | `k:honey` |
| `p:` | each word of the producer's name, without tones | `p:minh` |
"""

import hashlib
from typing import Final

EXACT, FOLDED, PAIR, HEAD, WHOLE = "t:", "f:", "b:", "h:", "n:"
SIZE, CONCEPT, HEAD_CONCEPT, MAKER = "z:", "c:", "k:", "p:"

TERMS: Final = "terms"
FACETS: Final = ("province", "stars", "group", "marketplace", "producer")
SEVERAL_VALUED: Final = ("marketplace",)
"""Facets of which a product may have more than one value."""

FILTERS: Final = (*FACETS, "former_province", "commune")
NUMBERS: Final = ("price", "unit_price", "star_order", "first_seen", "rank")
"""Integers an order or a range may use; `rank` breaks every tie, the greater first."""

ORDERS: Final[dict[str, tuple[str, bool]]] = {
    "relevance": ("rank", True),
    "price": ("price", False),
    "-price": ("price", True),
    "unit_price": ("unit_price", False),
    "stars": ("star_order", True),
    "newest": ("first_seen", True),
}
"""What each sort of the contract orders by, and whether the greater comes first. Documents without it come last."""

FACET_VALUES: Final = 50
"""How many values of a facet are counted, the commonest first."""

RANK_BITS: Final = 30
HEAD_WORDS: Final = 4
SCHEMA_VERSION: Final = 5
"""Raised whenever a term's or a field's meaning changes, so that a built index is known to be of the old kind."""


def schema_hash() -> str:
    """What a built index must have been made with to be answered from."""
    words = repr((SCHEMA_VERSION, FILTERS, NUMBERS, ORDERS, RANK_BITS, HEAD_WORDS))
    return hashlib.blake2b(words.encode(), digest_size=8).hexdigest()
