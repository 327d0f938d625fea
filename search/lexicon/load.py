"""The lexicon as one lookup: which things a name holds, and which thing a phrase of a query asks for."""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

from catalog.normalise.syllable import is_syllable
from search.lexicon.plurals import one_of_many
from search.lexicon.rows import FILES, Guard, abbreviations, classifiers, foreign, guards, minimal_pairs, noise, things
from search.text import fold, key
from search.text.scripts import plain_script
from search.text.tokens import Token, words_of

Phrase = tuple[str, ...]
# Shorter English words are too near to two Vietnamese ones.
_LEAST_JOINED = 7


class Lexicon:
    """Phrases as tuples of keys. Built once; unchanging."""

    def __init__(self) -> None:
        self._guards = {_keys(guard.phrase): _Guard(guard) for guard in guards()}
        self._phrases = {row.thing: tuple(_keys(name) for name in row.names) for row in things()}
        self._names = _by_first_word((name, row.thing) for row in things() for name in row.names)
        self.asked = _lookup((name, row.thing) for row in things() for name in row.asked)
        self.asked_folded = _folded_lookup((name, row.thing) for row in things() for name in row.asked)
        self.longest_asked = max(map(len, self.asked_folded), default=1)
        self.english = _folded_lookup((name, row.thing) for row in things() for name in row.english)
        self._english_singular = {tuple(map(one_of_many, phrase)): named for phrase, named in self.english.items()}
        self._english_joined = {
            "".join(phrase): named
            for phrase, named in self._english_singular.items()
            if len("".join(phrase)) >= _LEAST_JOINED and not all(map(is_syllable, phrase))
        }
        self._english_alone = frozenset(
            word for phrase in self.english for word in phrase if word.isalpha() and not is_syllable(word)
        )
        self._english_by_length: dict[int, list[str]] = {}
        for word in {word for phrase in self.english for word in phrase}:
            self._english_by_length.setdefault(len(word), []).append(word)
        self.foreign = {plain_script(name): row.thing for row in foreign() for name in row.names}
        self._asking: dict[tuple[str, Phrase], tuple[str, ...]] = {}
        for row in things():
            for asked in (tuple(words_of(name)) for name in row.asked):
                self._asking.setdefault((row.thing, tuple(map(fold, asked))), asked)
        self._named = {row.thing: tuple(tuple(words_of(name)) for name in row.names) for row in things()}
        self.titles = {row.thing: row.names[0] for row in things()}
        self.abbreviations = {fold(row.short.lower()): row.long[0] for row in abbreviations()}
        self._noise = frozenset(_keys(phrase) for phrase, _ in noise())
        self._noise_folded = frozenset(tuple(map(fold, words_of(phrase))) for phrase, _ in noise())
        self._longest_noise = max(map(len, self._noise))
        single = [words[0] for row in things() for name in row.names if len(words := words_of(name)) == 1]
        told = minimal_pairs()
        self._single_keys, self._single_folds = frozenset(map(key, single)), frozenset(map(fold, (*single, *told)))
        self._paired = frozenset(map(key, told))
        self._known_keys = frozenset(key(word) for word in _known_words(alone=True))
        self._folds = frozenset(fold(word) for word in _known_words(alone=False))
        self._kept = frozenset(tuple(map(fold, words_of(one))) for row in classifiers() for one in row.long)
        self.classifiers = {row.short: frozenset(row.long) for row in classifiers()}

    def noise_in(self, tokens: Sequence[Token]) -> frozenset[int]:
        """Places of the words that say how a thing is sold, not what it is; words without tones may be any of them."""
        found: set[int] = set()
        start = 0
        while start < len(tokens):
            length = next(
                (n for n in range(self._longest_noise, 0, -1) if self._is_noise(tokens[start : start + n])), 0
            )
            found.update(range(start, min(start + length, len(tokens))))
            start += length or 1
        return frozenset(found)

    def _is_noise(self, part: Sequence[Token]) -> bool:
        if any(token.toned for token in part):
            return tuple(token.key for token in part) in self._noise
        return tuple(token.fold for token in part) in self._noise_folded

    def knows_word(self, token: Token) -> bool:
        """Whether a word is one of the language that shoppers use, tones and all where it has any."""
        return token.key in self._known_keys if token.toned else token.fold in self._folds

    def is_told_by_tones(self, token: Token) -> bool:
        """Whether only its tones keep the word apart from another thing: bơ from bò."""
        return token.key in self._paired

    def is_name(self, token: Token) -> bool:
        """Whether the word alone, tones and all where it has any, is a name of some thing or kept apart from one."""
        return token.key in self._single_keys if token.toned else token.fold in self._single_folds

    def is_kept_together(self, one: str, two: str) -> bool:
        """Whether a counting word and the next, both without tones, are one name: thảo quả, củ sắn."""
        return (one, two) in self._kept

    def english_like(self, word: str, letters: int) -> list[str]:
        """English words of about the length of this one: at most so many letters more or fewer."""
        lengths = range(len(word) - letters, len(word) + letters + 1)
        return [one for length in lengths for one in self._english_by_length.get(length, ())]

    def is_english_word(self, word: str) -> bool:
        """Whether a word without tones is an English one of the lexicon and can be no Vietnamese syllable."""
        return word in self._english_alone

    def things_in(self, keys: Sequence[str]) -> Iterator[tuple[str, int, int]]:
        """Things named by a text of exact keys, each with its first word and its length; guarded phrases left out."""
        for start, first in enumerate(keys):
            for phrase, named in self._names.get(first, ()):
                length = len(phrase)
                if (length == 1 or tuple(keys[start : start + length]) == phrase) and self.allows(phrase, keys, start):
                    for thing in named:
                        yield thing, start, length

    def phrases_of(self, things: Collection[str]) -> Mapping[str, list[Phrase]]:
        """The phrases names use for some things, by their first words."""
        found: dict[str, list[Phrase]] = {}
        for thing in things:
            for phrase in self._phrases.get(thing, ()):
                found.setdefault(phrase[0], []).append(phrase)
        return found

    def phrases_in(self, keys: Sequence[str], phrases: Mapping[str, list[Phrase]]) -> Iterator[tuple[int, int]]:
        """Where a text of exact keys holds one of the phrases: the first word and their number."""
        for start, first in enumerate(keys):
            for phrase in phrases.get(first, ()):
                if tuple(keys[start : start + len(phrase)]) == phrase and self.allows(phrase, keys, start):
                    yield start, len(phrase)

    def allows(self, phrase: Phrase, keys: Sequence[str], start: int) -> bool:
        """Whether the phrase means its thing there, by the words beside it."""
        guard = self._guards.get(phrase)
        if guard is None:
            return True
        previous = keys[start - 1] if start else ""
        after = start + len(phrase)
        return guard.allows(previous, keys[after] if after < len(keys) else "")

    def english_things(self, phrase: Phrase) -> tuple[str, ...]:
        """Things an English phrase of folded words names, a plural taken for its singular and words that are written
        together or apart for one another ("dragonfruit")."""
        found = self.english.get(phrase)
        if found is None:
            singular = tuple(map(one_of_many, phrase))
            found = self._english_singular.get(singular) or self._english_joined.get("".join(singular))
        return found or ()

    def names_of(self, thing: str) -> tuple[tuple[str, ...], ...]:
        """The names of a thing on products, as words."""
        return self._named.get(thing, ())

    def name_asking(self, thing: str, phrase: Phrase) -> tuple[str, ...] | None:
        """The Vietnamese words that ask for a thing and fold to the phrase."""
        return self._asking.get((thing, phrase))

    def allows_folded(self, phrase: tuple[str, ...], folds: Sequence[str], start: int) -> bool:
        """As `allows`, where the words beside the phrase carry no tones."""
        guard = self._guards.get(tuple(key(word) for word in phrase))
        if guard is None:
            return True
        after = start + len(phrase)
        return guard.allows_folded(folds[start - 1] if start else "", folds[after] if after < len(folds) else "")


class _Guard:
    """One guard, by keys."""

    def __init__(self, row: Guard, *, _folding: bool = False) -> None:
        self._not_next, self._not_previous = _all_keys(row.not_next), _all_keys(row.not_previous)
        self._only_next, self._only_previous = _all_keys(row.only_next), _all_keys(row.only_previous)

        self._folded: _Guard | None = None if _folding else _Guard(_without_tones(row), _folding=True)

    def allows_folded(self, previous: str, following: str) -> bool:
        """As `allows`, by words without tones."""
        return self._folded is None or self._folded.allows(previous, following)

    def allows(self, previous: str, following: str) -> bool:
        """Whether the words beside the phrase leave it its meaning."""
        if previous in self._not_previous or following in self._not_next:
            return False
        if not (self._only_next or self._only_previous):
            return True
        return following in self._only_next or previous in self._only_previous


def _without_tones(row: Guard) -> Guard:
    def folded(words: frozenset[str]) -> frozenset[str]:
        return frozenset(map(fold, words))

    beside = folded(row.not_next), folded(row.not_previous), folded(row.only_next), folded(row.only_previous)
    return Guard(row.phrase, *beside, row.source, row.test)


@cache
def shipped_lexicon() -> Lexicon:
    """The lexicon that comes with the program."""
    return Lexicon()


@cache
def lexicon_hash() -> str:
    """Hash of the lexicon's files: an index made with another one must be built anew."""
    content = b"".join((files("search.lexicon") / name).read_bytes() for name in FILES)
    return hashlib.blake2b(content, digest_size=8).hexdigest()


def _known_words(*, alone: bool) -> Iterator[str]:
    """The words of all phrases, or those that mean something `alone`: no "tơi", which stands in "mồng tơi" only."""
    yield from minimal_pairs()
    phrases = (name for row in things() for name in (*row.names, *row.asked))
    for phrase in (*phrases, *(phrase for phrase, _ in noise()), *(row.long[0] for row in abbreviations())):
        words = words_of(phrase)
        if len(words) == 1 or not alone:
            yield from words


def _keys(phrase: str) -> Phrase:
    return tuple(key(word) for word in words_of(phrase))


def _all_keys(words: frozenset[str]) -> frozenset[str]:
    return frozenset(key(word) for word in words)


def _lookup(pairs: Iterator[tuple[str, str]] | Sequence[tuple[str, str]]) -> dict[Phrase, tuple[str, ...]]:
    found: dict[Phrase, tuple[str, ...]] = {}
    for name, thing in pairs:
        phrase = _keys(name)
        found[phrase] = (*found.get(phrase, ()), thing)
    return found


def _by_first_word(pairs: Iterator[tuple[str, str]]) -> dict[str, list[tuple[Phrase, tuple[str, ...]]]]:
    found: dict[str, list[tuple[Phrase, tuple[str, ...]]]] = {}
    for phrase, thing in _lookup(pairs).items():
        found.setdefault(phrase[0], []).append((phrase, thing))
    return found


def _folded_lookup(pairs: Iterator[tuple[str, str]] | Sequence[tuple[str, str]]) -> dict[Phrase, tuple[str, ...]]:
    found: dict[Phrase, tuple[str, ...]] = {}
    for name, thing in pairs:
        phrase = tuple(fold(word) for word in words_of(name))
        if thing not in found.get(phrase, ()):
            found[phrase] = (*found.get(phrase, ()), thing)
    return found
