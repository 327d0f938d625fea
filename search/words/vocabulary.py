"""The catalog's words as the understanding asks for them."""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence

import orjson
from rapidfuzz.distance import OSA

from search.text import fold, key
from search.text.syllables import is_toned
from search.text.tokens import words_of
from search.words.counting import by_fold, by_key

_LONGEST_GUESSED = 20
_PREFIX = 3
_NONE: Mapping[str, int] = {}


class Vocabulary:
    """Unchanging, so many threads may read it. Words are lower-case NFC; counts are products."""

    def __init__(self, dumped: bytes = b"{}") -> None:
        stored = orjson.loads(dumped)
        self._words: dict[str, tuple[str, int]] = by_key(stored.get("words", {}))
        self._folded = by_fold(self._words)
        self._fold_counts = {one: sum(map(self.count, many)) for one, many in self._folded.items()}
        self._pairs: dict[str, int] = {_pair_key(pair): count for pair, count in stored.get("pairs", {}).items()}
        self._folded_pairs = _folded_pairs(stored.get("pairs", {}))
        common = sorted(self._folded, key=self.fold_count, reverse=True)
        self._begun = _by_beginning(common)
        self._near = _deletions(common)
        self._like_long = _by_shape(common)
        self.heads: dict[str, int] = stored.get("heads", {})
        self.producers = _producers(stored.get("producers", {}))
        self._maker_words, self._maker_pairs = _maker_words(self.producers.values())

    def count(self, word: str) -> int:
        """Products with exactly this word."""
        found = self._words.get(key(word))
        count: int = found[1] if found else 0
        return count

    def writing(self, one_key: str) -> str | None:
        """The commonest writing of an exact key; None where the catalog has no such word."""
        found = self._words.get(one_key)
        return found[0] if found else None

    def writings(self, folded: str) -> list[str]:
        """The words a folded key stands for, the commonest first."""
        return self._folded.get(folded, [])

    def toned_words(self) -> Iterator[str]:
        """The words that carry marks, each as it is mostly written."""
        return (writing for writing, _ in self._words.values() if is_toned(writing))

    def has_fold(self, folded: str) -> bool:
        """Whether any word folds to this."""
        return folded in self._folded

    def fold_count(self, folded: str) -> int:
        """Products, some counted twice, with a word that folds to this."""
        return self._fold_counts.get(folded, 0)

    def pair(self, one: str, two: str) -> int:
        """Products where these exact words stand side by side."""
        return self._pairs.get(f"{key(one)} {key(two)}", 0)

    def folded_pair(self, one: str, two: str) -> int:
        """Products where words folding to these stand side by side."""
        return self._folded_pairs.get(one, _NONE).get(two, 0)

    def after(self, folded: str) -> Mapping[str, int]:
        """Folded words that follow this one, the commonest first, with their counts."""
        return self._folded_pairs.get(folded, _NONE)

    def other_writings(self, folds: Sequence[str], keys: Sequence[str]) -> bool:
        """Whether names hold other words than these side by side that fold to the same (bạc hà for Bắc Hà)."""
        for one, two, first, second in zip(folds, folds[1:], keys, keys[1:], strict=False):
            exact = self._pairs.get(f"{first} {second}", 0)
            if self.folded_pair(one, two) > exact:
                return True
        return False

    def beginning(self, prefix: str) -> Sequence[str]:
        """Folded words that begin with the folded prefix, itself included, the commonest first."""
        begun = self._begun.get(prefix[:_PREFIX], ())
        return begun if len(prefix) <= _PREFIX else [word for word in begun if word.startswith(prefix)]

    def near(self, folded: str) -> set[str]:
        """Folded words one letter away: one missing, one too many, one changed, two exchanged; some a little more."""
        found: set[str] = set()
        for form in (folded, *_without_one(folded)):
            found.update(self._near.get(form, ()))
            if form in self._folded:
                found.add(form)
        found.discard(folded)
        return found

    def within_two(self, folded: str) -> set[str]:
        """Folded words of the same first letter two letters away, for long words nothing nearer explains."""
        found = set()
        for length in range(len(folded) - 2, len(folded) + 3):
            for word in self._like_long.get((folded[:1], length), ()):
                if OSA.distance(folded, word, score_cutoff=2) <= 2:
                    found.add(word)
        return found

    def is_maker_word(self, folded: str) -> bool:
        """Whether a producer's name holds the word."""
        return folded in self._maker_words

    def is_maker_pair(self, one: str, two: str) -> bool:
        """Whether a producer's name holds the two words side by side."""
        return (one, two) in self._maker_pairs


def _pair_key(pair: str) -> str:
    one, _, two = pair.partition(" ")
    return f"{key(one)} {key(two)}"


def _folded_pairs(pairs: Mapping[str, int]) -> dict[str, dict[str, int]]:
    """First folded word → what follows it; the pairs come with the commonest first, and so what follows does."""
    found: dict[str, dict[str, int]] = {}
    for pair, count in pairs.items():
        one, _, two = pair.partition(" ")
        after = found.setdefault(fold(one), {})
        second = fold(two)
        after[second] = after.get(second, 0) + count
    return found


def _by_beginning(common: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word in common:
        for length in range(1, min(_PREFIX, len(word)) + 1):
            found.setdefault(word[:length], []).append(word)
    return found


def _by_shape(common: Sequence[str]) -> dict[tuple[str, int], list[str]]:
    found: dict[tuple[str, int], list[str]] = {}
    for word in common:
        if word.isalpha():
            found.setdefault((word[:1], len(word)), []).append(word)
    return found


def _producers(stored: Mapping[str, int]) -> dict[str, tuple[str, int]]:
    found = {}
    for line, count in stored.items():
        one, _, name = line.partition("\t")
        found[one] = (name, count)
    return found


def _maker_words(producers: Iterable[tuple[str, int]]) -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    words: set[str] = set()
    pairs: set[tuple[str, str]] = set()
    for name, _ in producers:
        folds = [fold(word) for word in words_of(name)]
        words.update(folds)
        pairs.update(itertools.pairwise(folds))
    return frozenset(words), frozenset(pairs)


def _without_one(word: str) -> set[str]:
    return {word[:place] + word[place + 1 :] for place in range(len(word))} if len(word) <= _LONGEST_GUESSED else set()


def _deletions(words: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Word less one letter → the words it may come from (symmetric deletion: W. Garbe, SymSpell)."""
    found: dict[str, list[str]] = {}
    for word in words:
        if len(word) >= 2 and not any(char.isdigit() for char in word):
            for form in _without_one(word):
                found.setdefault(form, []).append(word)
    return {form: tuple(many) for form, many in found.items()}
