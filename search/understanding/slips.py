"""Slips of the finger and sounds written as they are heard: what a word nobody's name holds may have been meant as."""

import re
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import OSA

from catalog.normalise.syllable import is_syllable
from search.lexicon import Lexicon
from search.text import fold, key
from search.text.syllables import is_toned, without_marks
from search.text.tokens import Token
from search.understanding.word import Guess, Word
from search.words import Vocabulary

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
# Sounds that are one in a region, written for each other: the second for the first or the first for the second.
_SOUNDS = tuple(
    tuple(pair.split("/"))
    for pair in [
        "ph/f",
        "ch/tr",
        "s/x",
        "d/gi",
        "d/r",
        "gi/r",
        "l/n",
        "ng/n",
        "c/k",
        "c/t",
        "qu/w",
        "i/y",
        "v/d",
        "ngh/ng",
        "gh/g",
        "kh/h",
        "d/z",
        "gi/z",
        "gi/j",
        "d/j",
        "c/q",
    ]
)
_LINKED = 12
_COMMON = 4
_WRITINGS = 3
_LONG = 6
# Words so short are near to too many others to be guessed at alone.
_SHORT = 4
_SOUND_COST = 1.0
# Letters no Vietnamese word has are written for a sound on purpose.
_NO_LETTER = frozenset("fjwz")
_SOUND_ON_PURPOSE = 0.5
_HATS = str.maketrans("", "", "^(+")
# A letter typed twice ("mậtt") is a slip for sure: hardly a Vietnamese word has one.
_TWICE = re.compile(r"([^\W_])\1+")
_TWICE_COST = 0.5
# A word of the language that names have too is rarely a slip.
_KNOWN_COST = 0.6


class Slips:
    """Words of the catalog that lie a slip or two away from those typed."""

    def __init__(self, vocabulary: Vocabulary, lexicon: Lexicon) -> None:
        self._vocabulary = vocabulary
        self._lexicon = lexicon

    def at(self, tokens: Sequence[Token], place: int) -> Iterator[Guess]:
        """What the token there may be a slip of, in no order."""
        token = tokens[place]
        yield from self._typed_twice(token)
        if len(token.fold) < 2 or any(char.isdigit() for char in token.fold) or self._is_sure(token, len(tokens)):
            return
        known = _KNOWN_COST if self._lexicon.knows_word(token) and token.toned else 0.0
        proven = len(token.fold) > _SHORT - (len(tokens) == 1) and not (token.toned and is_syllable(token.text))
        alike = self._alike(token.fold)
        near = self._vocabulary.near(token.fold) | alike
        if (bare := without_marks(token.text)) != token.fold:
            near |= self._vocabulary.near(bare)
        if not near and len(token.fold) >= _LONG:
            near = self._vocabulary.within_two(token.fold)
        for folded in self._fitting(near, tokens, place):
            costs = [_sound_cost(token.fold, folded)] if folded in alike else []
            costs.extend(one for form in {token.fold, bare} if (one := _misspelling_cost(form, folded)) is not None)
            if costs and ((proven and not known) or self._fits(folded, tokens, place)):
                yield from self._misspelt_as(token, folded, min(costs) + known)

    def _typed_twice(self, token: Token) -> Iterator[Guess]:
        once = _TWICE.sub(r"\1", token.text)
        if once != token.text and not self._vocabulary.count(token.text):
            exact = is_toned(once)
            if self._vocabulary.count(once) if exact else self._vocabulary.has_fold(fold(once)):
                yield Guess((Word(once, exact),), 1, _TWICE_COST, "typo", once)

    def _is_sure(self, token: Token, words: int) -> bool:
        """Whether the word is no misspelling: one of the language, or a short writing."""
        if words == 1 and token.fold in self._lexicon.abbreviations:
            return True
        if (words == 1 or len(token.text) > _SHORT) and self._lexicon.is_english_word(token.text):
            return True
        return self._lexicon.knows_word(token) and (words == 1 or (token.toned and self._lexicon.is_name(token)))

    def _fits(self, folded: str, tokens: Sequence[Token], place: int) -> bool:
        """Whether the folded word stands beside a neighbour, as that was typed, in some name."""
        before = tokens[place - 1].fold if place else ""
        after = tokens[place + 1].fold if place + 1 < len(tokens) else ""
        return bool(self._vocabulary.folded_pair(before, folded) or self._vocabulary.folded_pair(folded, after))

    def _fitting(self, near: set[str], tokens: Sequence[Token], place: int) -> list[str]:
        """Those that stand beside a neighbouring word in some name, then the commonest."""
        before = tokens[place - 1].fold if place else ""
        after = tokens[place + 1].fold if place + 1 < len(tokens) else ""

        def beside(word: str) -> int:
            return self._vocabulary.folded_pair(before, word) + self._vocabulary.folded_pair(word, after)

        linked = sorted((word for word in near if beside(word)), key=beside, reverse=True)[:_LINKED]
        common = sorted(near, key=self._vocabulary.fold_count, reverse=True)[:_COMMON]
        return list(dict.fromkeys((*linked, *common)))

    def _misspelt_as(self, token: Token, folded: str, cost: float) -> Iterator[Guess]:
        """Tones that were typed are kept where words of the right letters carry them."""
        writings = self._vocabulary.writings(folded)
        if token.toned:
            kept = [one for one in writings if _is_near(one, token)][:_WRITINGS]
            for writing in kept:
                hats = (
                    0.0 if OSA.distance(key(writing), token.key) <= 1 or OSA.distance(writing, token.text) <= 1 else 0.3
                )
                yield Guess((Word(writing, True),), 1, cost + hats, "typo", writing)
            if kept:
                return
            cost += 0.4
        yield Guess((Word(folded, False),), 1, cost, "typo", writings[0])

    def _alike(self, folded: str) -> set[str]:
        found = set()
        for one, two in _SOUNDS:
            for wrong, right in ((one, two), (two, one)):
                for start in (0, len(folded) - len(wrong)):
                    if folded.startswith(wrong, max(start, 0)) and (start == 0 or len(wrong) < len(folded)):
                        word = folded[:start] + right + folded[start + len(wrong) :]
                        if self._vocabulary.has_fold(word):
                            found.add(word)
        return found - {folded}


def _sound_cost(typed: str, meant: str) -> float:
    return _SOUND_ON_PURPOSE if _NO_LETTER & set(typed) and not _NO_LETTER & set(meant) else _SOUND_COST


def _is_near(writing: str, token: Token) -> bool:
    """Whether a slip of one letter, or of one mark, lies between a word and what was typed. A hat or horn is no letter:
    "múi" may be "muối"."""
    pairs = (writing, token.text), (key(writing), token.key), (_unhatted(key(writing)), _unhatted(token.key))
    return any(OSA.distance(one, two, score_cutoff=1) <= 1 for one, two in pairs)


def _unhatted(one_key: str) -> str:
    return one_key.translate(_HATS)


def _misspelling_cost(typed: str, meant: str) -> float | None:
    """Exchanged letters and near keys cost less than others; None where more than two letters differ."""
    distance = OSA.distance(typed, meant, score_cutoff=2)
    if distance != 1:
        return 2.2 if distance == 2 else None
    if len(typed) != len(meant):
        return 1.0
    wrong, right = next((a, b) for a, b in zip(typed, meant, strict=True) if a != b)
    if sorted(typed) == sorted(meant):
        return 0.7
    return 1.0 if _are_near(wrong, right) else 1.3


def _are_near(one: str, two: str) -> bool:
    places = [(row, keys.index(char)) for char in (one, two) for row, keys in enumerate(_ROWS) if char in keys]
    return len(places) == 2 and abs(places[0][0] - places[1][0]) <= 1 and abs(places[0][1] - places[1][1]) <= 1
