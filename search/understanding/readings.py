"""The words that letters without tones may stand for, as whole phrases: the commonest first."""

import itertools
import math
from collections.abc import Sequence

from search.terms import is_packing
from search.text.syllables import is_toned
from search.words import Vocabulary

_KEPT = 6
_WRITINGS = 5
_PACKING_COST = 3.0
# A word that has no tones was typed whole; one that has some was not. Alone it is meant so where names have it a
# tenth as often ("cam" beside "cám"), among others its neighbours tell.
_AS_TYPED, _ALONE = 1.0, math.log(10)


def readings_of(folds: Sequence[str], vocabulary: Vocabulary) -> list[tuple[str, ...]]:
    """Phrases of catalog words that fold to these, the likeliest first; words side by side in names go together."""
    as_typed = _ALONE if len(folds) == 1 else _AS_TYPED
    ways: list[tuple[float, tuple[str, ...]]] = [(0.0, ())]
    for one in folds:
        longer: list[tuple[float, tuple[str, ...]]] = []
        for writing in vocabulary.writings(one)[:_WRITINGS]:
            longer.extend(
                (score + _score(words, writing, vocabulary, as_typed), (*words, writing)) for score, words in ways
            )
        ways = sorted(longer, reverse=True)[:_KEPT]
    best = [words for _, words in ways]
    linked = [words for words in best if _is_linked(words, vocabulary)]
    return linked or best[:1]


def _score(before: tuple[str, ...], writing: str, vocabulary: Vocabulary, as_typed: float) -> float:
    score = math.log1p(vocabulary.count(writing)) - (_PACKING_COST if is_packing(writing) else 0.0)
    score += 0.0 if is_toned(writing) else as_typed
    if before:
        pairs = vocabulary.pair(before[-1], writing)
        score += 3 * math.log1p(pairs) if pairs else -4.0
    return score


def _is_linked(words: tuple[str, ...], vocabulary: Vocabulary) -> bool:
    return all(vocabulary.pair(one, two) for one, two in itertools.pairwise(words))
