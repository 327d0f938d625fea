"""A query's readings, in the order they are to be tried: as typed first, then mended."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from search.contract import Correction
from search.engines.clauses import All, Clause, Has, both
from search.fields import FOLDED
from search.lexicon import Lexicon
from search.terms import is_generic
from search.text import key, tokenize
from search.text.scripts import CJK
from search.text.tokens import Token, words_of
from search.understanding.easing import given_up, narrowed_less
from search.understanding.english import EnglishReader
from search.understanding.guesses import Guesses
from search.understanding.last_word import LastWord
from search.understanding.mending import Mended, mended
from search.understanding.places import Gazetteer
from search.understanding.query import Query, parse, selling_words
from search.understanding.reading import Reading, Unit, exact_word
from search.understanding.readings import readings_of
from search.understanding.scripts import ScriptReader
from search.understanding.word import Word
from search.understanding.words import COUNTING, WordUnits, begun_writings
from search.words import Vocabulary

_MENDED_EASED = 3


class Understanding:
    """Readings of queries against one catalog's words. Unchanging, so many threads may ask it."""

    def __init__(self, vocabulary: Vocabulary, lexicon: Lexicon, gazetteer: Gazetteer) -> None:
        self.vocabulary = vocabulary
        self._gazetteer = gazetteer
        self._lexicon = lexicon
        self._words = WordUnits(vocabulary, lexicon)
        self._last = LastWord(vocabulary, self._words)
        self._guesses = Guesses(vocabulary, lexicon)
        self._english = EnglishReader(vocabulary, lexicon)
        self._scripts = ScriptReader(vocabulary, lexicon)
        # One question asks for them up to three times; what others ask between is few.
        self._kept_mended = lru_cache(maxsize=16)(self._mended)

    def parse(self, text: str, *, typing: bool = True) -> Query:
        """Take a query apart. `typing`: the last word may be unfinished, unless a space follows it."""
        return parse(text, self._gazetteer, self.vocabulary, self._lexicon, typing=typing)

    def typed(self, query: Query) -> list[Reading]:
        """Readings that change no letter: the first with a hit is the one meant."""
        if CJK.search(query.text):
            reading = self._scripts.read(query.words)
            return [self._filtered(reading, query)] if reading else []
        if not query.words:
            return [Reading(query.filters)]
        if query.filters and not content(query):
            # "đặc sản Hà Giang": what is sold there, whether its names say so or not.
            return [given_up(Reading(query.filters), query.filters, selling_words(query))]
        words = [Word(token.text, query.toned or query.literal) for token in query.words]
        ways = self._english_ways(query.words) if self._english.is_english(query.words) else []
        english = ways[0] if ways else None
        # "tra oolong": where names have it so, a Vietnamese name with an English word in it.
        mixed = english is not None and not all(unit.thing for unit in english.units) and self._is_phrase(query.words)
        found = [english] if english and not mixed else []
        if english and not mixed:
            found.extend(ways[1:])
        found.extend(self._in_order(query, words))
        if english and mixed:
            found.append(english)
        if (
            english is None
            and not query.toned
            and not self._is_phrase(query.words)
            and (late := self._english.english(query.words))
        ):
            found.append(late)
        return [self._filtered(reading, query) for reading in found]

    def mended(self, query: Query) -> tuple[Reading, ...]:
        """Readings less words of selling or narrowing numbers, then with letters changed, the cheapest first."""
        return self._kept_mended(query)

    def _mended(self, query: Query) -> tuple[Reading, ...]:
        found = list(self._eased(query))
        bare = replace(query, words=content(query), noise=frozenset())
        for asked in (query, bare) if query.noise and bare.words else (query,):
            gone = selling_words(query) if asked is not query else ()
            ways = mended(asked.words, self._guesses, self.vocabulary)
            for words, corrections in self._keyed(ways):
                units = self._words.units(words)
                found.append(replace(self._filtered(Reading(units, corrections), query), relaxed=gone))
        if (english := self._english_respelt(query)) is not None:
            found.insert(0, english)
        whole = found[-_MENDED_EASED:] if not query.noise else []
        for filters in narrowed_less(query.filters):
            for one in whole:
                words_left = tuple(unit for unit in one.units if unit not in query.filters)
                less = Reading((*words_left, *filters), one.corrections)
                found.append(given_up(less, query.filters))
        return tuple(found)

    def _english_ways(self, tokens: Sequence[Token]) -> list[Reading]:
        """The tokens as English, cut from their first word and from their last: the fewer parts the likelier."""
        cuts = (self._english.english(tokens, from_end=from_end) for from_end in (False, True))
        return sorted({one.units: one for one in cuts if one is not None}.values(), key=lambda one: len(one.units))

    def _eased(self, query: Query) -> Iterator[Reading]:
        """The words as typed, where the catalog has them all, less what only narrows the question."""
        every = (query.words, ()), (content(query), selling_words(query))
        for tokens, gone in every if query.noise else every[:1]:
            words = [Word(token.text, token.toned or query.literal) for token in tokens]
            if not self._all_known(words):
                continue
            units = self._words.units(words)
            sets = [query.filters] if gone else []
            for filters in (*sets, *narrowed_less(query.filters)):
                if units or any(unit.kind == "place" for unit in filters):
                    yield given_up(Reading((*units, *filters)), query.filters, gone)

    def _is_phrase(self, tokens: Sequence[Token]) -> bool:
        """Whether the words, tones aside, stand side by side in the catalog's names: then they are Vietnamese."""
        folds = [token.fold for token in tokens]
        return len(folds) > 1 and all(self.vocabulary.folded_pair(one, two) for one, two in pairwise(folds))

    def settled(self, reading: Reading) -> Reading:
        """The reading that was chosen, with the commonest of the words its letters without tones stand for."""
        named = [unit for unit in reading.units if unit.folds]
        folds = [one for unit in named for one in unit.folds]
        if reading.translated or not any(_is_folded(unit.exact) for unit in named) or any(unit.last for unit in named):
            return reading
        if all(len(self.vocabulary.writings(one)) < 2 for one in folds):
            return reading
        best = readings_of(folds, self.vocabulary)
        return replace(reading, commonest=both(*(exact_word(key(one)) for one in best[0]))) if best else reading

    def readings(self, query: Query) -> list[tuple[str, ...]]:
        """What a query without tones may mean, the commonest first."""
        return readings_of([token.fold for token in query.words], self.vocabulary)

    def _in_order(self, query: Query, words: Sequence[Word]) -> Iterator[Reading]:
        """The words whole, or begun where the last one is being typed and stands nowhere beside the one before it."""
        whole = Reading(self._words.units(words)) if self._all_known(words) else None
        settled = whole is not None and self._last.is_whole(words)
        if whole is not None and settled:
            yield whole
        if query.open_end and self._all_known(words[:-1]):
            begun = self._words.begun(words, whole=whole is not None)
            if begun is not None:
                yield from self._last.likelier(query.words, words, begun)
                yield Reading(begun, commonest=words[-1].clause if whole is not None else None)
        if whole is not None and not settled:
            yield whole

    def _all_known(self, words: Sequence[Word]) -> bool:
        return all(unit.thing or self._words.is_in_names(unit) for unit in self._words.units(words))

    def _filtered(self, reading: Reading, query: Query) -> Reading:
        return replace(reading, units=(*reading.units, *query.filters))

    def continuations(self, query: Query) -> list[str]:
        """Words a whole last word may also be the beginning of, the commonest first."""
        if not query.open_end or not query.words:
            return []
        last = query.words[-1]
        before = query.words[-2].fold if len(query.words) > 1 else None
        begun = begun_writings(last.text, self.vocabulary, after=before)
        return [one for one in begun if len(one) > len(last.text)]

    def split(self, query: Query) -> tuple[list[Word], list[Correction]]:
        """The query's words to give up from: short writings written out, tones kept where they were typed."""
        words: list[Word] = []
        corrections = []
        for token in query.words:
            long = self._lexicon.abbreviations.get(token.fold)
            if long and not self.vocabulary.has_fold(token.fold):
                words.extend(Word(word, exact=True) for word in words_of(long))
                corrections.append(Correction(original=token.text, corrected=long, kind="abbreviation"))
            else:
                words.append(Word(token.text, token.toned))
        return words, corrections

    def is_findable(self, unit: Unit) -> bool:
        """Whether some name has a part of a query, or the thing it names."""
        return self._words.is_findable(unit)

    def is_told_by_tones(self, unit: Unit) -> bool:
        """Whether a part is one word that only its tones keep apart from another thing."""
        tokens = tokenize(unit.text)
        return len(tokens) == 1 and tokens[0].toned and self._lexicon.is_told_by_tones(tokens[0])

    def is_thing(self, words: Sequence[Word]) -> bool:
        """Whether the words name something of their own: a thing the lexicon knows, or what names begin with."""
        units = self.units(words)
        if len(units) == 1 and units[0].thing:
            return True
        writings = [words[0].text] if words[0].exact else self.vocabulary.writings(words[0].fold)
        own = [one for one in writings if not is_generic(one) and one not in COUNTING]
        return len(words) == 1 and any(one in self.vocabulary.heads for one in own)

    def units(self, words: Sequence[Word]) -> tuple[Unit, ...]:
        """Words as parts of a reading."""
        return self._words.units(words)

    def _keyed(self, ways: Sequence[Mended]) -> Iterator[Mended]:
        """The ways; where all that was changed are typing keys left, first that words without keys have no tones, if
        they stand so in names."""
        for words, corrections in ways:
            exact = tuple(Word(word.text, exact=True) for word in words)
            keyed = bool(corrections) and all(change.kind in ("telex", "vni") for change in corrections)
            if keyed and exact != words and all(self.vocabulary.pair(a.text, b.text) for a, b in pairwise(exact)):
                yield exact, corrections
            yield words, corrections

    def _english_respelt(self, query: Query) -> Reading | None:
        """An English query with a slip in it, where every word of it is then English."""
        if query.toned or CJK.search(query.text) or any(map(self._guesses.is_keyed_or_joined, query.words)):
            return None
        reading = self._english.respelt(query.words)
        known = reading is not None and all(unit.thing for unit in reading.units)
        return self._filtered(reading, query) if reading is not None and known else None

    def partly_english(self, query: Query) -> Reading | None:
        """An English query less the words that nothing knows."""
        return self._english.english(query.words, partly=True) if self._english.is_english(query.words) else None

    def word_by_word(self, query: Query) -> Reading | None:
        """An English phrase read by its single words."""
        return self._english.english(query.words, longest=1)


def content(query: Query) -> tuple[Token, ...]:
    """The words that say what is wanted."""
    return tuple(token for place, token in enumerate(query.words) if place not in query.noise)


def _is_folded(clause: Clause) -> bool:
    parts = clause.parts if isinstance(clause, All) else (clause,)
    return any(isinstance(part, Has) and part.values[0].startswith(FOLDED) for part in parts)
