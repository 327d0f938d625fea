"""What a word that finds nothing may have been meant as, each guess with what it costs to believe."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from catalog.normalise.syllable import is_syllable
from search.lexicon import Lexicon
from search.text import fold, key
from search.text.syllables import is_toned
from search.text.tokens import Token, words_of
from search.understanding.joined import split_joined
from search.understanding.keys import in_telex
from search.understanding.slips import Slips
from search.understanding.typing_methods import from_half_telex, from_telex, from_vni
from search.understanding.word import Guess, Word
from search.understanding.words import COUNTING
from search.words import Vocabulary

_MOST = 24
# A word that only counts is given up sooner than one that may be another part of the thing.
_COUNTED_COST, _PART_COST = 0.6, 0.9


class Guesses:
    """Guesses for the tokens of one query."""

    def __init__(self, vocabulary: Vocabulary, lexicon: Lexicon) -> None:
        self._vocabulary = vocabulary
        self._lexicon = lexicon
        self._slips = Slips(vocabulary, lexicon)
        # Keys of words that are no syllables ("atisoo", "nestles") look like other keys: they are known one by one.
        self._foreign_keys = {
            in_telex(word, tone_last=last): word
            for word in vocabulary.toned_words()
            if not is_syllable(word)
            for last in (False, True)
        }

    def at(self, tokens: Sequence[Token], place: int) -> list[Guess]:
        """Guesses for the token there, the cheapest first."""
        token = tokens[place]
        found = [*self._as_typed(tokens, place), *self._typing_method(token), *self._abbreviation(token)]
        if not self._is_at_home(tokens, place):
            found.extend(self._joined(token))
            found.extend(self._merged(tokens, place))
            found.extend(self._slips.at(tokens, place))
        found.extend(self._classifier(tokens, place))
        found.sort(key=lambda guess: guess.cost)
        return found[:_MOST]

    def is_keyed_or_joined(self, token: Token) -> bool:
        """Whether typing keys left in the word make it one of some name, or it is several that stand so in names."""
        if any(True for _ in self._typing_method(token)):
            return True
        joined = (tuple(map(fold, words)) for words in split_joined(token, self._vocabulary))
        return any(all(self._vocabulary.folded_pair(*pair) for pair in pairwise(words)) for words in joined)

    def _is_at_home(self, tokens: Sequence[Token], place: int) -> bool:
        """Whether some name has the word beside each of its neighbours: then the mistake is elsewhere."""
        if self._is_thing(tokens[place]) or (len(tokens) == 1 and self._is_in_names(tokens[place])):
            return True
        beside = [tokens[near : near + 2] for near in (place - 1, place) if 0 <= near < len(tokens) - 1]
        return len(tokens) > 1 and all(self._stand_together(one, two) for one, two in beside)

    def _is_in_names(self, token: Token) -> bool:
        return bool(self._vocabulary.count(token.text)) if token.toned else self._vocabulary.has_fold(token.fold)

    def _is_thing(self, token: Token) -> bool:
        """Whether the word, tones and all, is one the lexicon knows: then it is no mistake, however rare."""
        return token.toned and (token.key,) in self._lexicon.asked

    def _stand_together(self, one: Token, two: Token) -> bool:
        if one.toned and two.toned:
            return bool(self._vocabulary.pair(one.text, two.text))
        return bool(self._vocabulary.folded_pair(one.fold, two.fold))

    def _as_typed(self, tokens: Sequence[Token], place: int) -> Iterator[Guess]:
        token = tokens[place]
        if self._vocabulary.count(token.text) or self._is_thing(token):
            yield Guess((Word(token.text, token.toned),), 1, 0.0, None, token.text)
        if self._vocabulary.has_fold(token.fold):
            if token.toned and (not self._is_of_names(token) or self._fits_but_for_tones(tokens, place)):
                yield Guess((Word(token.fold, False),), 1, 0.7, "folded", token.fold)
            elif not token.toned and not self._vocabulary.count(token.text):
                yield Guess((Word(token.text, False),), 1, 0.0, None, token.text)

    def _is_of_names(self, token: Token) -> bool:
        return self._lexicon.knows_word(token) or bool(self._vocabulary.count(token.text))

    def _fits_but_for_tones(self, tokens: Sequence[Token], place: int) -> bool:
        """Whether a word of the same letters stands beside a neighbour, as that was typed, in some name. What a phrase
        begins with is the thing itself: "bơ một nắng" is no "bò một nắng"."""
        token = tokens[place]
        if not place and self._lexicon.is_told_by_tones(token) and self._vocabulary.count(token.text):
            return False
        pair = self._vocabulary.pair
        before, after = tokens[max(place - 1, 0) : place], tokens[place + 1 : place + 2]
        return any(
            any(pair(one.text, writing) for one in before) or any(pair(writing, one.text) for one in after)
            for writing in self._vocabulary.writings(tokens[place].fold)
        )

    def _typing_method(self, token: Token) -> Iterator[Guess]:
        if token.toned and is_syllable(token.text):
            return
        if (whole := self._foreign_keys.get(token.text)) is not None:
            yield Guess((Word(whole, True),), 1, 0.1, "telex", whole)
        methods = ((from_half_telex, "telex"),) if token.toned else ((from_telex, "telex"), (from_vni, "vni"))
        for decode, kind in methods:
            decoded = decode(token.text)
            if decoded is None:
                continue
            writing = self._vocabulary.writing(key(decoded))
            if writing is not None:
                yield Guess((Word(writing, True),), 1, 0.2, kind, writing)
            elif is_syllable(decoded) and self._vocabulary.has_fold(fold(decoded)):
                yield Guess((Word(fold(decoded), False),), 1, 0.9, kind, fold(decoded))

    def _abbreviation(self, token: Token) -> Iterator[Guess]:
        long = self._lexicon.abbreviations.get(token.fold)
        if long and all(self._vocabulary.count(word) for word in words_of(long)):
            yield Guess(tuple(Word(word, True) for word in words_of(long)), 1, 0.4, "abbreviation", long)

    def _joined(self, token: Token) -> Iterator[Guess]:
        for words in split_joined(token, self._vocabulary):
            text = " ".join(words)
            yield Guess(tuple(Word(word, is_toned(word)) for word in words), 1, 0.3 + 0.05 * len(words), "joined", text)

    def _merged(self, tokens: Sequence[Token], place: int) -> Iterator[Guess]:
        for span in (2, 3):
            text = "".join(token.text for token in tokens[place : place + span])
            if place + span <= len(tokens) and len(text) >= 4 and self._vocabulary.count(text):
                yield Guess((Word(text, is_toned(text)),), span, 0.5, "joined", text)

    def _classifier(self, tokens: Sequence[Token], place: int) -> Iterator[Guess]:
        """A word that only counts its noun ("quả xoài") may be left out."""
        kept = self._lexicon.classifiers.get(tokens[place].text)
        if kept is None or place + 1 >= len(tokens) or f"{tokens[place].text} {tokens[place + 1].text}" in kept:
            return
        yield Guess((), 1, _COUNTED_COST if tokens[place].text in COUNTING else _PART_COST, "classifier", "")
