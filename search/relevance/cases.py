"""Queries and what fits them, made from names: each class spoils or shortens phrases of the names in its own way."""

import hashlib
import random
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from search.terms import is_packing, name_words
from search.text import fold, key
from search.text.syllables import is_toned
from search.understanding.keys import in_telex, in_vni
from search.understanding.words import refines

_NEAR_KEYS = {
    pair[0]: pair[1:]
    for pair in [
        "aqsz",
        "bvn",
        "cxv",
        "dsf",
        "ewr",
        "gfh",
        "hgj",
        "iuo",
        "kjl",
        "lk",
        "mn",
        "nbm",
        "oip",
        "po",
        "qwa",
        "ret",
        "sad",
        "try",
        "uyi",
        "vcb",
        "xzc",
        "ytu",
    ]
}


@dataclass(frozen=True, slots=True)
class Case:
    """One query; `fits` tells whether a name answers it. `wanted` narrows what must be among the first ten.

    `words`: keys of which each name that fits holds one, so that the others need not be looked at; none: any may fit.
    """

    group: str
    query: str
    fits: Callable[[str], bool]
    wanted: Callable[[str], bool] | None = None
    words: frozenset[str] = frozenset()

    @property
    def held_out(self) -> bool:
        """Half of the queries, chosen by their letters, are never looked at while the search is tuned."""
        return hashlib.blake2b(self.query.encode(), digest_size=1).digest()[0] % 2 == 1


def generated(names: Sequence[str], *, each: int, seed: int = 7) -> Iterator[Case]:
    """Cases of the classes that are made from the names themselves, `each` of every class."""
    chosen = random.Random(seed)  # noqa: S311  # not for secrets
    phrases = list(_phrases(names, chosen))
    makers = {
        "toned": _toned,
        "untoned": _untoned,
        "as you type": _begun,
        "joined": _joined,
        "typo": _misspelt,
        "Telex": _telex,
        "VNI": _vni,
    }
    for group, make in makers.items():
        made = 0
        for words in chosen.sample(phrases, len(phrases)):
            case = make(group, words, chosen)
            if case is not None:
                yield case
                made += 1
            if made == each:
                break


def exact_words(words: Sequence[str]) -> Callable[[str], bool]:
    """A name fits that holds all of the words with their tones."""
    wanted = frozenset(key(word) for word in words)
    return lambda name: wanted <= keys_of(name)


def folded(words: Sequence[str]) -> Callable[[str], bool]:
    """A name fits that holds all of the words, whatever their tones."""
    wanted = frozenset(fold(word) for word in words)
    return lambda name: wanted <= _folds(name)


@lru_cache(maxsize=65_536)
def keys_of(name: str) -> frozenset[str]:
    """The keys of a name's words."""
    return frozenset(key(word) for word in name_words(name)[0])


@lru_cache(maxsize=65_536)
def _folds(name: str) -> frozenset[str]:
    return frozenset(fold(word) for word in name_words(name)[0])


def _phrases(names: Sequence[str], chosen: random.Random) -> Iterator[tuple[str, ...]]:
    """Two to four words side by side, mostly from where a name begins, without packing words and numbers."""
    seen: set[tuple[str, ...]] = set()
    for name in names:
        words, start = name_words(name)
        if chosen.random() < 0.3 and len(words) > start + 3:
            start = chosen.randrange(start, len(words) - 2)
        phrase = tuple(words[start : start + chosen.choice((2, 2, 3, 4))])
        usable = len(phrase) >= 2 and not any(is_packing(word) or not word.isalpha() for word in phrase)
        if usable and any(map(is_toned, phrase)) and phrase not in seen:
            seen.add(phrase)
            yield phrase


def _toned(group: str, words: tuple[str, ...], _chosen: random.Random) -> Case:
    return Case(group, " ".join(words), exact_words(words), words=frozenset((key(words[0]),)))


def _untoned(group: str, words: tuple[str, ...], _chosen: random.Random) -> Case:
    return Case(group, " ".join(plain(word) for word in words), folded(words))


def _begun(group: str, words: tuple[str, ...], chosen: random.Random) -> Case | None:
    last = words[-1]
    if len(last) < 2:
        return None
    typed = last[: chosen.randrange(1, len(last))]
    before = words[:-1] if chosen.random() < 0.5 else tuple(plain(word) for word in words[:-1])
    typed = typed if before == words[:-1] else plain(typed)
    fits_before = exact_words(before) if before == words[:-1] else folded(before)

    def fits(name: str) -> bool:
        return fits_before(name) and any(refines(word, typed) for word in name_words(name)[0])

    return Case(group, " ".join((*before, typed)), fits)


def _joined(group: str, words: tuple[str, ...], chosen: random.Random) -> Case:
    joined = "".join(plain(word) for word in words[:2])
    query = " ".join((joined, *(plain(word) for word in words[2:])))
    return Case(group, query if chosen.random() < 0.7 else "".join(map(plain, words)), folded(words))


def _misspelt(group: str, words: tuple[str, ...], chosen: random.Random) -> Case | None:
    """One slip, in a word of four letters, or of three where two other words tell what is meant."""
    place = chosen.randrange(len(words))
    toned = chosen.random() < 0.5
    written = [word if toned else plain(word) for word in words]
    if len(written[place]) < (3 if len(words) > 2 else 4):
        return None
    written[place] = _spoilt(written[place], chosen)
    return Case(group, " ".join(written), folded(words))


def _spoilt(word: str, chosen: random.Random) -> str:
    at = chosen.randrange(len(word))
    way = chosen.choice(("drop", "swap", "near", "double"))
    if way == "drop":
        return word[:at] + word[at + 1 :]
    if way == "swap" and at + 1 < len(word):
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if way == "near" and word[at] in _NEAR_KEYS:
        return word[:at] + chosen.choice(_NEAR_KEYS[word[at]]) + word[at + 1 :]
    return word[:at] + word[at] + word[at:]


def _telex(group: str, words: tuple[str, ...], chosen: random.Random) -> Case:
    at_end = chosen.random() < 0.6
    typed = " ".join(in_telex(word, tone_last=at_end) for word in words)
    return Case(group, typed, exact_words(words), words=frozenset((key(words[0]),)))


def _vni(group: str, words: tuple[str, ...], _chosen: random.Random) -> Case:
    return Case(group, " ".join(in_vni(word) for word in words), exact_words(words), words=frozenset((key(words[0]),)))


def plain(text: str) -> str:
    """The text as one types it without tones; y stays y."""
    bare = "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    return bare.replace("đ", "d")
