"""Guesses for single words put together into whole phrases the catalog's names make likely."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from search.contract import Correction
from search.text.tokens import Token
from search.understanding.guesses import Guesses
from search.understanding.word import Guess, Word
from search.words import Vocabulary

Mended = tuple[tuple[Word, ...], tuple[Correction, ...]]
"""A query's words as they may be meant, and what was changed."""

_KEPT = 8
_GIVEN = 10
_APART = 0.6
# Two slips in one query are rarer than one.
_ANOTHER = 0.4
_SLIPS = ("typo", "folded", "classifier")


@dataclass(frozen=True, slots=True)
class _Step:
    """The best way so far that ends with this guess."""

    cost: float
    last: Word | None
    place: int
    guess: Guess | None
    before: "_Step | None"
    slipped: bool = False


def mended(tokens: Sequence[Token], guesses: Guesses, vocabulary: Vocabulary) -> list[Mended]:
    """Whole phrases with what was changed to get there, the likeliest first; none where a word has no guess."""
    steps: list[list[_Step]] = [[_Step(0.0, None, 0, None, None)], *([] for _ in tokens)]
    for place in range(len(tokens)):
        steps[place] = _best(steps[place], _KEPT)
        if steps[place]:
            for guess in guesses.at(tokens, place):
                own = guess.cost + _rarity(guess, vocabulary)
                steps[place + guess.span].extend(_taken(step, guess, place, own, vocabulary) for step in steps[place])
    found: dict[tuple[Word, ...], tuple[Correction, ...]] = {}
    for step in _best(steps[-1], _GIVEN):
        words, corrections = _traced(step, tokens)
        if words:
            found.setdefault(words, corrections)
    return list(found.items())


def _best(steps: list[_Step], most: int) -> list[_Step]:
    return sorted(steps, key=lambda step: step.cost)[:most]


def _taken(step: _Step, guess: Guess, place: int, own: float, vocabulary: Vocabulary) -> _Step:
    slips = guess.kind in _SLIPS
    if slips and step.slipped:
        own += _ANOTHER
    slipped = slips or step.slipped
    if not guess.words:
        return _Step(step.cost + own, step.last, place, guess, step, slipped)
    cost = step.cost + own + (_distance(step.last, guess.words[0], vocabulary) if step.last else 0.0)
    return _Step(cost, guess.words[-1], place, guess, step, slipped)


def _rarity(guess: Guess, vocabulary: Vocabulary) -> float:
    """Rare words cost a little; so do the words of one guess that never stand side by side."""
    cost = 0.0
    for word in guess.words:
        count = vocabulary.count(word.text) if word.exact else vocabulary.fold_count(word.fold)
        cost += max(0.0, 0.5 - 0.08 * math.log1p(count))
    return cost + sum(_distance(one, two, vocabulary) for one, two in zip(guess.words, guess.words[1:], strict=False))


def _distance(one: Word, two: Word, vocabulary: Vocabulary) -> float:
    """Words that stand side by side in many names go together; those that never do are odd."""
    if one.exact and two.exact:
        pairs = vocabulary.pair(one.text, two.text)
    else:
        pairs = vocabulary.folded_pair(one.fold, two.fold)
    return _APART if not pairs else -min(0.5, 0.1 * math.log1p(pairs))


def _traced(step: _Step, tokens: Sequence[Token]) -> tuple[tuple[Word, ...], tuple[Correction, ...]]:
    words: list[Word] = []
    corrections: list[Correction] = []
    at: _Step | None = step
    while at is not None and at.guess is not None:
        words[:0] = at.guess.words
        if at.guess.kind is not None:
            original = " ".join(token.text for token in tokens[at.place : at.place + at.guess.span])
            corrections.insert(0, Correction(original=original, corrected=at.guess.text, kind=at.guess.kind))
        at = at.before
    return tuple(words), tuple(corrections)
