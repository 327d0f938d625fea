"""Counting the catalog's words while the index is built or changed."""

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

import orjson

from search.terms import Name
from search.text import fold, key

_MOST_PAIRS = 200_000
_MOST_HEADS = 50_000
_HEAD_WORDS = 5
# Most pairs and beginnings of a large catalog are met once; beyond so many, those are forgotten again.
_CROWD = 400_000


class WordCounts:
    """How many products have each word, pair of neighbours and beginning of a name, and what each producer has."""

    def __init__(self) -> None:
        self.words: Counter[str] = Counter()
        self.pairs: Counter[str] = Counter()
        self.heads: Counter[str] = Counter()
        self.producers: Counter[str] = Counter()

    def count(self, names: Iterable[Name], producer: tuple[str, str] | None, times: int = 1) -> None:
        """Add one product, or take it away again with `times=-1`. `producer` is its id and name."""
        words: set[str] = set()
        pairs: set[str] = set()
        heads: set[str] = set()
        for _, found, start, runs in names:
            words.update(found)
            words.update(runs)
            pairs.update([f"{one} {two}" for one, two in pairwise(found)])
            heads.update([" ".join(found[start:end]) for end in range(start + 1, start + _HEAD_WORDS + 1)])
        for counter, seen in ((self.words, words), (self.pairs, pairs), (self.heads, heads)):
            if times == 1:
                counter.update(seen)
            else:
                counter.subtract(seen)
        self.pairs = _thinned(self.pairs)
        self.heads = _thinned(self.heads)
        if producer is not None:
            self.producers["\t".join(producer)] += times

    def add(self, other: "WordCounts") -> None:
        """Add what was counted elsewhere."""
        for name, counter in vars(other).items():
            getattr(self, name).update(counter)

    def kinds(self) -> frozenset[str]:
        """The words and producers there are, whatever their number."""
        return frozenset(one for counter in (self.words, self.producers) for one, count in counter.items() if count > 0)

    def dump(self) -> bytes:
        """What `Vocabulary` and `load` read."""
        return orjson.dumps(
            {
                "words": _kept(self.words, None),
                "pairs": _kept(self.pairs, _MOST_PAIRS),
                "heads": _kept(self.heads, _MOST_HEADS),
                "producers": _kept(self.producers, None),
            }
        )

    def dump_all(self) -> bytes:
        """What `load` reads, the rarest included: counting goes on from it as if it had never stopped."""
        return orjson.dumps(vars(self))

    @classmethod
    def load(cls, dumped: bytes) -> "WordCounts":
        """Counts as either way dumped them."""
        counts = cls()
        for name, values in orjson.loads(dumped).items():
            getattr(counts, name).update(values)
        return counts


def _thinned(counter: Counter[str]) -> Counter[str]:
    """The same, or what is left of a crowd without the rarest: never kept, and memory stays flat."""
    least = 1
    while len(counter) > _CROWD:
        counter = Counter({one: count for one, count in counter.items() if count > least})
        least += 1
    return counter


def _kept(counter: Counter[str], most: int | None) -> dict[str, int]:
    """The commonest, those as common as each other by themselves: the same whatever order they were counted in."""
    common = sorted((-count, one) for one, count in counter.items() if count > 0)
    return {one: -minus for minus, one in common[:most]}


def by_key(words: dict[str, int]) -> dict[str, tuple[str, int]]:
    """Exact key → its commonest writing and the count of all its writings."""
    found: dict[str, tuple[str, int]] = {}
    for word, count in words.items():
        one = key(word)
        known = found.get(one)
        found[one] = (word, count) if known is None else (known[0], known[1] + count)
    return found


def by_fold(words: dict[str, tuple[str, int]]) -> dict[str, list[str]]:
    """Folded key → the writings it stands for, the commonest first."""
    found: dict[str, list[tuple[int, str]]] = {}
    for writing, count in words.values():
        found.setdefault(fold(writing), []).append((count, writing))
    return {one: [writing for _, writing in sorted(many, reverse=True)] for one, many in found.items()}
