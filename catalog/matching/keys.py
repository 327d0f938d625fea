"""Candidate keys: two listings are compared only where they share one.

A key is a whole set of telling words, or that set without one of its words: so names that say the same share a key,
and so do names of which one says a word more, or spells a word otherwise. Others hold a maker's or brand's name and
what it is a name of, however much else is said. Letters are sorted, so that "Chin su" and
"Chinsu", and any order of words, give one key.
"""

import hashlib
from collections.abc import Iterator

from catalog.matching.lexicon import BRAND, CODE, COMMUNE, HOUSE, NUMBER, PLACE, PROPER, SOFT, UNKNOWN
from catalog.matching.signature import Signature
from catalog.matching.text import fold

_NAMES = frozenset({BRAND, UNKNOWN, PROPER, CODE, HOUSE})
_LIGHT = frozenset({SOFT, PLACE})
# Without these two names are two products, whatever else they share.
_KEPT = frozenset({NUMBER, CODE})
_HALVES = {PROPER: 1, UNKNOWN: 2, BRAND: 2, HOUSE: 2}
_MOST_LEFT_OUT = 10
_NAMES_OF_MAKERS = frozenset({BRAND, UNKNOWN, PROPER, HOUSE, COMMUNE})
_NO_HEAD = _NAMES_OF_MAKERS | _LIGHT | _KEPT
_MOST_NAMES, _SHORTEST_NAME = 3, 3


def keys_of(signature: Signature) -> list[int]:
    """The keys of a listing, as 63-bit numbers."""
    return sorted({_number(key) for key in _keys(signature)})


def _keys(signature: Signature) -> Iterator[str]:
    if signature.gtin:
        yield f"gtin {signature.gtin}"
    if signature.sku:
        yield f"sku {signature.sku}"
    if signature.picture:
        yield f"picture {signature.picture} {signature.variant}"
    yield from _heads(signature)
    light = frozenset[str]() if signature.plain else _LIGHT
    said = {fold(word): part for word, part in signature.words.items() if part not in light} or signature.folded()
    words = list(said)
    named = not _NAMES.isdisjoint(signature.words.values())
    if named or not signature.maker:
        yield _letters(words)
    if signature.decision:
        yield f"decision {signature.decision} {min(words, default='')}"
    left_out = _left_out(said)
    if not signature.maker and not named and not signature.plain:
        yield from (_letters(words, without) for without in left_out if len(words) > 3)
        return
    whole = list(dict.fromkeys([*words, *signature.maker]))
    yield _letters(whole)
    if len(whole) > 2:
        yield from (_letters(whole, without) for without in left_out)


def _heads(signature: Signature) -> Iterator[str]:
    """Whose goods and what they are, however much else is said: each name with the first two words that are none."""
    known = signature.maker or signature.maker_words
    names = {_letters(known)} if known else set[str]()
    run: list[str] = []
    for word, part in (*signature.words.items(), ("", "")):
        if part in _NAMES_OF_MAKERS:
            run.append(fold(word))
        elif run:
            names.add(_letters(run))
            run = []
    kinds = [word for word, part in signature.words.items() if part not in _NO_HEAD]
    for name in sorted(names)[:_MOST_NAMES]:
        if len(name) >= _SHORTEST_NAME:
            yield from (f"head {name} {fold(kind.split()[0])}" for kind in kinds[:2])


def _left_out(said: dict[str, str]) -> list[str]:
    """The words a key may do without: no number, and no half name where no whole one would be left."""
    halves = sum(_HALVES.get(part, 0) for part in said.values())
    return [word for word, part in said.items() if part not in _KEPT and (part != PROPER or halves > 2)][
        :_MOST_LEFT_OUT
    ]


def _letters(words: list[str], without: str = "") -> str:
    """The letters of the words in alphabetical order."""
    return "".join(sorted("".join(word for word in words if word != without).replace(" ", "")))


def _number(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest()) >> 1
