"""Words of a query as parts of a reading: exact, folded, still being typed, or of a producer's name."""

import itertools
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from search.engines.clauses import All, Has, both, either
from search.fields import CONCEPT, EXACT, FOLDED, MAKER, PAIR, TERMS
from search.lexicon import Lexicon
from search.text import fold, key
from search.text.syllables import is_toned
from search.understanding.reading import Unit, thing_or
from search.understanding.word import Word
from search.words import Vocabulary

_DOMINANT = 0.6
_MOST_BEGUN = 120
# These only count what stands after them; hạt and hoa may also be another part of it.
COUNTING = frozenset(("quả", "trái", "củ", "con"))
_COUNTING_FOLDED = frozenset(map(fold, COUNTING))


class WordUnits:
    """Makes units of words, by the lexicon and the catalog's vocabulary."""

    def __init__(self, vocabulary: Vocabulary, lexicon: Lexicon) -> None:
        self._vocabulary = vocabulary
        self._lexicon = lexicon

    def units(self, words: Sequence[Word]) -> tuple[Unit, ...]:
        """The words as units: phrases the lexicon knows by other names, then single words and producers' names."""
        found: list[Unit] = []
        keys, folds = [word.key for word in words], [word.fold for word in words]
        start = 0
        while start < len(words):
            length, thing = self._thing_at(words, start, keys, folds)
            if thing is None and self.is_counting(words, start):
                length, thing = self._thing_at(words, start + 1, keys, folds)
                length += 1
            if thing is None:
                length = self._maker_at(words, start)
                found.append(self._maker(words[start : start + length]) if length else plain_unit(words[start]))
                start += length or 1
            else:
                found.append(_thing_unit(words[start : start + length], thing))
                start += length
        return tuple(found)

    def is_counting(self, words: Sequence[Word], start: int) -> bool:
        """Whether the word only counts the next one ("quả na"), and is no part of a name with it ("quả óc chó")."""
        if start + 1 == len(words):
            return False
        word, after = words[start], words[start + 1]
        if word.text not in COUNTING and (word.exact or word.fold not in _COUNTING_FOLDED):
            return False
        return not self._lexicon.is_kept_together(word.fold, after.fold)

    def begun(self, words: Sequence[Word], *, whole: bool) -> tuple[Unit, ...] | None:
        """The words with the last one still being typed; None where no word of the catalog begins so.

        With `whole` the last word may also be just what it is.
        """
        before = words[-2].fold if len(words) > 1 else None
        writings = begun_writings(words[-1].text, self._vocabulary, after=before)
        if not whole and not is_toned(words[-1].text):
            writings = [one for one in writings if fold(one) != words[-1].fold]
        if not writings:
            return None
        folds = tuple(dict.fromkeys(fold(one) for one in writings))
        if is_toned(words[-1].text):
            clause = Has(TERMS, tuple(EXACT + key(one) for one in writings))
        else:
            clause = Has(TERMS, tuple(FOLDED + one for one in folds))
        last = Unit(words[-1].text, clause, folds=(words[-1].fold,), last=folds)
        return (*self.units(words[:-1]), last)

    def _thing_at(
        self, words: Sequence[Word], start: int, keys: Sequence[str], folds: Sequence[str]
    ) -> tuple[int, str | None]:
        """The longest phrase here that names one thing: its length and the thing."""
        for length in range(min(self._lexicon.longest_asked, len(words) - start), 0, -1):
            phrase = tuple(folds[start : start + length])
            things = self._lexicon.asked_folded.get(phrase)
            if things is None:
                continue
            if any(word.exact for word in words[start : start + length]):
                exact = tuple(keys[start : start + length])
                things = self._lexicon.asked.get(exact, ())
                if things and self._lexicon.allows(exact, keys, start):
                    return length, things[0]
            elif len(things) == 1 and self._is_meant(things[0], phrase, folds, start):
                return length, things[0]
        return 0, None

    def things(self, words: Sequence[Word]) -> list[str]:
        """The things the words name by the lexicon."""
        return [unit.thing for unit in self.units(words) if unit.thing]

    def is_findable(self, unit: Unit) -> bool:
        """Whether some name has the unit's words, or its thing by another name. A phrase the lexicon knows is one: "củ
        sắn" is not found where there is only "bột sắn dây"."""
        if unit.kind == "producer" or (unit.thing and all(map(self._vocabulary.has_fold, unit.folds))):
            return True
        if unit.thing is None:
            return self.is_in_names(unit)
        return any(map(self._stands, self._lexicon.names_of(unit.thing)))

    def is_in_names(self, unit: Unit) -> bool:
        """Whether some name has the unit's word, tones and all where it has any."""
        if not isinstance(unit.exact, Has):
            return True
        term = unit.exact.values[0]
        if term.startswith(EXACT):
            return self._vocabulary.writing(term[len(EXACT) :]) is not None
        return self._vocabulary.has_fold(unit.folds[0])

    def _stands(self, name: Sequence[str]) -> bool:
        count, pair = self._vocabulary.count, self._vocabulary.pair
        return all(map(count, name)) and all(pair(one, two) for one, two in pairwise(name))

    def knows(self, words: Sequence[Word]) -> bool:
        """Whether the last of the words belongs to a phrase the lexicon knows by other names."""
        units = self.units(words)
        return bool(units) and units[-1].thing is not None

    def _is_meant(self, thing: str, phrase: tuple[str, ...], folds: Sequence[str], start: int) -> bool:
        """A phrase without tones names a thing where it has none ("ngao"), or where its letters hardly mean anything
        else in this catalog."""
        asked = self._lexicon.name_asking(thing, phrase)
        if asked is None or not self._lexicon.allows_folded(asked, folds, start):
            return False
        as_typed = asked == phrase
        return as_typed or all(self._is_dominant(word) for word in asked) or self._is_pair(asked)

    def _is_dominant(self, word: str) -> bool:
        all_of_them = self._vocabulary.fold_count(fold(word))
        return self._vocabulary.count(word) >= _DOMINANT * all_of_them

    def _is_pair(self, asked: tuple[str, ...]) -> bool:
        if len(asked) < 2:
            return False
        exact = sum(self._vocabulary.pair(one, two) for one, two in itertools.pairwise(asked))
        folded = sum(self._vocabulary.folded_pair(fold(one), fold(two)) for one, two in itertools.pairwise(asked))
        return exact >= _DOMINANT * folded

    def _maker_at(self, words: Sequence[Word], start: int) -> int:
        """How many words here are a producer's name rather than a product's."""
        length = 0
        while start + length + 1 < len(words) and self._is_maker_pair(words[start + length], words[start + length + 1]):
            length = length + 1
        if length:
            return length + 1
        word = words[start].fold
        return int(not self._vocabulary.has_fold(word) and self._vocabulary.is_maker_word(word))

    def _is_maker_pair(self, one: Word, two: Word) -> bool:
        return self._vocabulary.is_maker_pair(one.fold, two.fold) and not self._vocabulary.folded_pair(
            one.fold, two.fold
        )

    def _maker(self, words: Sequence[Word]) -> Unit:
        makers = All(tuple(Has(TERMS, (MAKER + word.fold,)) for word in words))
        text = " ".join(word.text for word in words)
        return Unit(text, either(makers, both(*(word.clause for word in words))), kind="producer")


def plain_unit(word: Word) -> Unit:
    """A word of a name."""
    return Unit(word.text, word.clause, folds=(word.fold,))


def _thing_unit(words: Sequence[Word], thing: str) -> Unit:
    """A phrase the lexicon knows: its words side by side, then the thing by another name, last the words apart."""
    folds = [word.fold for word in words]
    pairs = (Has(TERMS, (f"{PAIR}{one} {two}",)) for one, two in pairwise(folds))
    apart = both(*(word.clause for word in words))
    exact = both(apart, *pairs)
    text = " ".join(word.text for word in words)
    broad = thing_or(apart, thing, CONCEPT)
    close = thing_or(exact, thing, CONCEPT)
    together = both(apart, Has(TERMS, (CONCEPT + thing,))) if len(words) > 1 else None
    return Unit(text, exact, broad, tuple(folds), thing=thing, close=close, apart=together and either(exact, together))


def begun_writings(typed: str, vocabulary: Vocabulary, after: str | None = None) -> list[str]:
    """Words of the catalog a half-typed word may become: the marks typed so far are among theirs.

    Those that follow the word before (`after`, folded) in some name come first, then the commonest.
    """
    folded = "".join(letter for letter, _ in _letters(typed))
    following = vocabulary.after(after) if after is not None else {}
    begun = [one for one in following if one.startswith(folded)][:_MOST_BEGUN]
    begun.extend(one for one in vocabulary.beginning(folded)[:_MOST_BEGUN] if one not in following)
    found = (writing for one in begun[:_MOST_BEGUN] for writing in vocabulary.writings(one))
    return [one for one in found if refines(one, typed)] if is_toned(typed) else list(found)


def refines(word: str, typed: str) -> bool:
    """Whether a typed word may be, or become, this one: letters and marks typed so far are among its own."""
    letters, begun = _letters(word), _letters(typed)
    if len(letters) < len(begun):
        return False
    return all(mine[0] == yours[0] and yours[1] <= mine[1] for mine, yours in zip(letters, begun, strict=False))


@lru_cache(maxsize=65_536)
def _letters(word: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """Each letter and its marks; the bar of đ counts as a mark of d."""
    found: list[tuple[str, set[str]]] = []
    for char in unicodedata.normalize("NFD", word):
        if unicodedata.combining(char) and found:
            found[-1][1].add(char)
        else:
            found.append(("d", {char}) if char == "đ" else (char, set()))
    return tuple((letter, frozenset(marks)) for letter, marks in found)
