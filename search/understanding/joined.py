"""Syllables run together ("nuocmam"), cut where the catalog's words end."""

import math
from collections.abc import Iterator

from search.text import fold
from search.text.syllables import is_toned
from search.text.tokens import Token
from search.words import Vocabulary

_LONGEST = 40
_LONGEST_WORD = 12
_KEPT = 3


def split_joined(token: Token, vocabulary: Vocabulary) -> Iterator[tuple[str, ...]]:
    """The likeliest ways to cut the token into two or more words of the catalog, the best first."""
    text = token.text
    if not 4 <= len(text) <= _LONGEST or text.isdigit():
        return
    best: list[list[tuple[float, tuple[str, ...]]]] = [[] for _ in range(len(text) + 1)]
    best[0].append((0.0, ()))
    for end in range(1, len(text) + 1):
        ways: list[tuple[float, tuple[str, ...]]] = []
        for start in range(max(0, end - _LONGEST_WORD), end):
            word = _word(text[start:end], vocabulary)
            if word is not None:
                ways.extend((cost + _cost(words, word, vocabulary), (*words, word)) for cost, words in best[start])
        best[end] = sorted(ways)[:_KEPT]
    yield from (words for _, words in best[-1] if len(words) > 1)


def _word(part: str, vocabulary: Vocabulary) -> str | None:
    """The part as a word of the catalog; typed tones must be right, none typed may be any."""
    if len(part) == 1 and part not in "yo":
        return None
    if is_toned(part):
        return part if vocabulary.count(part) else None
    folded = fold(part)
    return part if vocabulary.has_fold(folded) else None


def _cost(before: tuple[str, ...], word: str, vocabulary: Vocabulary) -> float:
    """Fewer and commoner words, and words that stand side by side in names, are likelier."""
    count = vocabulary.fold_count(fold(word))
    cost = 6.0 - min(4.0, math.log1p(count) / 2) - 0.3 * len(word)
    if before:
        pairs = vocabulary.folded_pair(fold(before[-1]), fold(word))
        cost += 2.0 if not pairs else -math.log1p(pairs) / 2
    return cost
