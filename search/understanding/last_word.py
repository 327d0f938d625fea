"""The last word of a query, which may still be being typed: whether it is whole, and what else its letters may be."""

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from catalog.normalise.syllable import is_syllable
from search.contract import Correction
from search.text import fold, key
from search.text.syllables import is_toned
from search.text.tokens import Token
from search.understanding.joined import split_joined
from search.understanding.reading import Reading, Unit
from search.understanding.typing_methods import from_telex, from_vni
from search.understanding.word import Word
from search.understanding.words import WordUnits
from search.words import Vocabulary

# A last word is taken for whole where names have it this often against longer words that begin with it; a single letter
# only where it is the commoner.
_WHOLE_SHARE = 0.25


class LastWord:
    """Judges the last word by the catalog's names."""

    def __init__(self, vocabulary: Vocabulary, words: WordUnits) -> None:
        self.vocabulary = vocabulary
        self._words = words

    def likelier(self, tokens: Sequence[Token], words: Sequence[Word], begun: tuple[Unit, ...]) -> Iterator[Reading]:
        """What a last word nobody wrote whole is likelier than the beginning of a rare one."""
        if not self.vocabulary.has_fold(tokens[-1].fold):
            yield from self._run_together(tokens, begun)
            yield from self._left_keys(tokens, words, begun)

    def is_whole(self, words: Sequence[Word]) -> bool:
        """Whether the last word is surely whole: some name has it, beside the word before it, and few have there a
        longer one that begins so."""
        last = words[-1]
        known = self.vocabulary.count(last.text) if last.exact else self.vocabulary.fold_count(last.fold)
        if self._words.knows(words):
            return True
        if not known or is_toned(last.text):
            alone = len(words) == 1 or self._words.is_counting(words, len(words) - 2)
            return bool(known) and (alone or bool(self._beside(words[-2], last)))
        if len(words) == 1:
            longer = () if is_syllable(last.text) else self.vocabulary.beginning(last.fold)
            return known >= _WHOLE_SHARE * sum(self.vocabulary.fold_count(one) for one in longer)
        after = self.vocabulary.after(words[-2].fold)
        longer_ones = sum(count for one, count in after.items() if one != last.fold and one.startswith(last.fold))
        beside = self._beside(words[-2], last)
        return bool(beside) and beside >= (_WHOLE_SHARE if len(last.fold) > 1 else 1.0) * longer_ones

    def _beside(self, one: Word, two: Word) -> int:
        if one.exact and two.exact:
            return self.vocabulary.pair(one.text, two.text)
        return self.vocabulary.folded_pair(one.fold, two.fold)

    def _run_together(self, tokens: Sequence[Token], begun: tuple[Unit, ...]) -> Iterator[Reading]:
        """A single word nobody wrote whole, where it is likelier two run together than the beginning of a rare one."""
        if len(tokens) != 1:
            return
        for parts in islice(split_joined(tokens[0], self.vocabulary), 1):
            pairs = [self.vocabulary.folded_pair(fold(one), fold(two)) for one, two in pairwise(parts)]
            if min(pairs) > sum(map(self.vocabulary.fold_count, begun[-1].last)):
                words = [Word(part, exact=tokens[0].toned) for part in parts]
                change = Correction(original=tokens[0].text, corrected=" ".join(parts), kind="joined")
                yield Reading(self._words.units(words), (change,))

    def _left_keys(self, tokens: Sequence[Token], words: Sequence[Word], begun: tuple[Unit, ...]) -> Iterator[Reading]:
        """A last word nobody wrote whole, where typing keys left in it ("char" for chả) spell a commoner one."""
        last = tokens[-1]
        if last.toned:
            return
        for decode, kind in ((from_telex, "telex"), (from_vni, "vni")):
            decoded = decode(last.text)
            writing = self.vocabulary.writing(key(decoded)) if decoded else None
            if writing and self.vocabulary.count(writing) > sum(map(self.vocabulary.fold_count, begun[-1].last)):
                change = Correction(original=last.text, corrected=writing, kind=kind)
                yield Reading(self._words.units([*words[:-1], Word(writing, exact=True)]), (change,))
