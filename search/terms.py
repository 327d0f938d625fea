"""The terms a product is found by: its names, its maker and its sizes, in the namespaces of `search.fields`."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from search.fields import CONCEPT, EXACT, FOLDED, HEAD, HEAD_CONCEPT, HEAD_WORDS, MAKER, PAIR, SIZE, WHOLE
from search.lexicon import Lexicon
from search.text import fold, key, surface
from search.text.tokens import WORD, sizes_of

# Words a name may begin with that say how a thing is sold, not what it is.
_PACKING = frozenset(
    [
        "combo",
        "set",
        "bộ",
        "lốc",
        "thùng",
        "hộp",
        "gói",
        "túi",
        "hũ",
        "lọ",
        "chai",
        "can",
        "bao",
        "bịch",
        "lon",
        "khay",
        "vỉ",
        "dây",
        "xô",
        "thanh",
        "cặp",
        "đôi",
        "x",
        "ocop",
        "sao",
        "đặc",
        "sản",
        "hàng",
        "sản",
        "phẩm",
        "chính",
        "hãng",
        "mới",
        "hot",
        "sale",
        "giảm",
        "giá",
        "freeship",
        "loại",
    ]
)
# Words that only say which part of a thing it is: "thịt heo" is pork before it is meat.
_GENERIC = frozenset(["thịt", "quả", "trái", "hạt", "củ", "con", "hoa", "lá", "cây", "bột", "nước", "trà", "khô"])
# Letters with a sign between them, one letter at least alone: P/S, L'Oréal, X-Men, D-nee, Goo.n.
_SIGN = re.compile(r"['’/.&-]")
_RUN = re.compile(r"(?<![^\W_])(?:[^\W\d_]['’/.&-][^\W\d_]+|[^\W\d_]+['’/.&-][^\W\d_])(?![^\W_])")
_BRACKETS = re.compile(r"^\s*[\[(【][^\])】]{0,40}[\])】]\s*")


class Name(NamedTuple):
    """A name taken apart: its lower-case text, its words, and the place of the first that says what the thing is.

    `runs` are words written with a sign between letters, run together: `ps` for P/S, `loreal` for L'Oréal.
    """

    plain: str
    words: list[str]
    start: int
    runs: list[str]


class _Forms(NamedTuple):
    """A word's keys, and the terms they make."""

    key: str
    fold: str
    exact: str
    folded: str


@lru_cache(maxsize=131_072)
def _forms(word: str) -> _Forms:
    return _Forms(key(word), fold(word), EXACT + key(word), FOLDED + fold(word))


def taken_apart(name: str) -> Name:
    """Words of a name. "Combo 2 hũ mật ong" begins with "mật"; one of nothing but packing words at its first word."""
    plain = surface(name)
    words = WORD.findall(_BRACKETS.sub("", plain) if plain[:1] in "[(【 " else plain) or WORD.findall(plain)
    start = next((place for place, word in enumerate(words) if not is_packing(word)), 0)
    return Name(plain, words, start, _runs(plain))


def _runs(plain: str) -> list[str]:
    return [_SIGN.sub("", run) for run in _RUN.findall(plain)] if _SIGN.search(plain) else []


def name_words(name: str) -> tuple[list[str], int]:
    """The words of a name and the place of the first that says what the thing is."""
    found = taken_apart(name)
    return found.words, found.start


def is_generic(word: str) -> bool:
    """Whether a word only says which part of a thing is meant, or in what form, and is no thing of its own."""
    return word in _GENERIC


def is_packing(word: str) -> bool:
    """Whether a word of a name says how the thing is packed or praised, or is a number."""
    return word in _PACKING or word[0].isdigit()


def product_terms(names: Iterable[str], producer: str | None, sizes: Iterable[str], lexicon: Lexicon) -> list[str]:
    """Every term of one product, each once. `sizes` are size terms known from the facts, beside those in the names."""
    return terms_of([taken_apart(name) for name in names], producer, sizes, lexicon)


def terms_of(names: Iterable[Name], producer: str | None, sizes: Iterable[str], lexicon: Lexicon) -> list[str]:
    """The same of names already taken apart."""
    terms = [SIZE + size for size in sizes]
    for name in names:
        terms += _name_terms(name, lexicon)
    if producer:
        terms += _maker_terms(producer)
    return list(dict.fromkeys(terms))


@lru_cache(maxsize=16_384)
def _maker_terms(producer: str) -> tuple[str, ...]:
    return tuple(MAKER + fold(word) for word in WORD.findall(surface(producer)))


def _name_terms(name: Name, lexicon: Lexicon) -> list[str]:
    words, start = name.words, name.start
    forms = [_forms(word) for word in words]
    folded = [form.fold for form in forms]
    terms = [form.exact for form in forms]
    terms += [form.folded for form in forms]
    terms += [f"{PAIR}{one} {two}" for one, two in pairwise(folded)]
    terms += [SIZE + size.term for size in sizes_of(name.plain)]
    for run in name.runs:
        terms += [_forms(run).exact, _forms(run).folded]
    terms.append(WHOLE + " ".join(folded))
    for begin in {0, start}:
        terms += _beginnings(folded, begin)
    firsts = (0, start, start + (start < len(words) and words[start] in _GENERIC))
    for concept, place, _ in lexicon.things_in([form.key for form in forms]):
        terms.append(CONCEPT + concept)
        if place in firsts:
            terms.append(HEAD_CONCEPT + concept)
    return terms


def _beginnings(folded: Sequence[str], begin: int) -> list[str]:
    ends = range(begin + 1, min(begin + HEAD_WORDS, len(folded)) + 1)
    return [HEAD + " ".join(folded[begin:end]) for end in ends]
