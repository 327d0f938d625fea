"""Why two names can never be one product, whatever else speaks for it: reasons in words, empty where there is none."""

from itertools import pairwise

from catalog.matching.align import GENERAL, Aligned
from catalog.matching.lexicon import (
    BRAND,
    COMMUNE,
    FLAVOUR,
    FORM,
    GRADE,
    HOUSE,
    LIGHTEST,
    PLACE,
    PROPER,
    SOFT,
    UNKNOWN,
    VARIETY,
)
from catalog.matching.signature import Signature
from catalog.matching.text import fold
from catalog.matching.where import contradict

_WHERE = frozenset({PLACE, COMMUNE})
_NAMES = frozenset({BRAND, UNKNOWN, PROPER, HOUSE, COMMUNE})
_NAMES_OF_PARTS = {FLAVOUR: "flavour", VARIETY: "variety", GRADE: "grade", FORM: "form", PLACE: "place"}


def hopeless(one: Signature, other: Signature) -> bool:
    """A quick look: both names say what the other does not, and no spelling or producer could explain it.

    Words spelt otherwise or run together start alike; a producer's or company's words are left to the comparison.
    """
    if one.plain or other.plain or (one.maker != other.maker and (one.maker or other.maker)):
        return False
    left = {word: part for word, part in one.words.items() if word not in other.words}
    right = {word: part for word, part in other.words.items() if word not in one.words}
    if (
        not GENERAL.isdisjoint((*left, *right))
        or LIGHTEST.issuperset(left.values())
        or LIGHTEST.issuperset(right.values())
    ):
        return False
    starts = {fold(piece)[0] for word in left for piece in word.split()}
    return starts.isdisjoint(fold(piece)[0] for word in right for piece in word.split())


def conflict(aligned: Aligned) -> str:
    """Both names say something the other does not: two products, unless it is only praise."""
    left = {word: part for word, part in aligned.left.items() if part != SOFT}
    right = {word: part for word, part in aligned.right.items() if part != SOFT}
    if not left or not right:
        return ""
    for part, about in _NAMES_OF_PARTS.items():
        if part in left.values() and part in right.values():
            some, others = _of(left, part), _of(right, part)
            if part != PLACE or contradict(some, others):
                return f"{about}: {' '.join(some)} ≠ {' '.join(others)}"
    if _WHERE.issuperset(left.values()) or _WHERE.issuperset(right.values()):
        return ""
    return f"words: {' '.join(left)} ≠ {' '.join(right)}"


def swapped(one: Signature, other: Signature) -> str:
    """Two syllables of a name in the other order: "Minh Long" and "Long Minh" are two makers."""
    turned = {(second, first) for first, second in _named_pairs(other)}
    both = [pair for pair in _named_pairs(one) if pair in turned and pair[0] != pair[1]]
    return f"name: {' '.join(both[0])} ≠ {' '.join(reversed(both[0]))}" if both else ""


def _named_pairs(signature: Signature) -> list[tuple[str, str]]:
    """Syllables side by side in names; what stands between two names parts them."""
    said = [(piece, part) for word, part in signature.words.items() for piece in fold(word).split()]
    return [
        (first, second)
        for (first, part), (second, next_part) in pairwise(said)
        if part in _NAMES and next_part in _NAMES
    ]


def _of(words: dict[str, str], part: str) -> list[str]:
    return [word for word, kind in words.items() if kind == part]
