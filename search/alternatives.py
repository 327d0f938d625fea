"""Other readings of the same words, offered beside the one that was answered."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

from search.engines.clauses import Clause, both
from search.lexicon import Lexicon
from search.text import fold, key, tokenize
from search.understanding import Reading, Understanding
from search.understanding.query import Query
from search.understanding.reading import exact_word, folded_words

_READINGS = 5
_CONTINUED = 3
_SPELLINGS = 4
# Words that names have this many times as often a slip away from those typed were meant: the second where the word that
# is changed is one of the language, tones and all, or the name of a thing, and not just two of its letters exchanged.
_SURELY, _SURELY_DESPITE = 8, 20
# A shorter last word that may go on says too little of what stands before it.
_LEAST_WHOLE = 3


@dataclass(frozen=True, slots=True)
class Choice:
    """One other reading; `wider` ones are shown only where they find more than the answer has.

    `why`: `folded` (without tones), `tones` (one of several words of these letters), `longer` (the last word goes
    on), `spelling` (did you mean), `without_filter` (a place, price, size or star taken off); beside these,
    `popular` is what names begin with where nothing at all was found.
    """

    text: str
    where: Clause
    why: str
    wider: bool = False


def choices(understanding: Understanding, query: Query, reading: Reading) -> tuple[Choice, ...]:
    """Readings to offer, at most a dozen."""
    found: dict[str, Choice] = {}
    for choice in (
        *_folded(query),
        *_toned(understanding, query, reading),
        *_longer(understanding, query),
        *_respelt(understanding, query, reading),
        *_unfiltered(reading),
    ):
        if choice.text and choice.text not in found:
            found[choice.text] = choice
    return tuple(found.values())


def _folded(query: Query) -> Iterator[Choice]:
    if query.toned:
        folds = [token.fold for token in query.words]
        where = both(*(folded_words(one) for one in folds), *(unit.widest for unit in query.filters))
        yield Choice(" ".join(folds), where, "folded", wider=True)


def _toned(understanding: Understanding, query: Query, reading: Reading) -> Iterator[Choice]:
    if query.toned or not query.words or reading.translated:
        return
    if all(len(understanding.vocabulary.writings(token.fold)) < 2 for token in query.words):
        return
    for words in understanding.readings(query)[:_READINGS]:
        clauses = (exact_word(key(word)) for word in words)
        yield Choice(" ".join(words), both(*clauses, *(unit.widest for unit in query.filters)), "tones")


def _longer(understanding: Understanding, query: Query) -> Iterator[Choice]:
    before = query.words[:-1]
    for word in understanding.continuations(query)[:_CONTINUED]:
        clauses = [exact_word(token.key) if query.toned else folded_words(fold(token.text)) for token in before]
        text = " ".join([*(token.text for token in before), word])
        where = both(*clauses, exact_word(key(word)), *(unit.widest for unit in query.filters))
        yield Choice(text, where, "longer")


def _respelt(understanding: Understanding, query: Query, reading: Reading) -> Iterator[Choice]:
    """Did you mean: the likeliest near spelling."""
    for likeliest in islice(near_spellings(understanding, query, reading), 1):
        yield Choice(likeliest.text, likeliest.where, "spelling", wider=True)


def near_spellings(understanding: Understanding, query: Query, reading: Reading) -> Iterator[Reading]:
    """Where words typed side by side stand so in no name: near spellings of them, the likeliest first."""
    folds = [token.fold for token in query.words]
    if reading.corrections or reading.translated or reading.relaxed or query.literal:
        return
    if all(understanding.vocabulary.folded_pair(one, two) for one, two in pairwise(folds)):
        return
    mended = (one for one in understanding.mended(query) if one.corrections and not one.relaxed)
    yield from islice(mended, _SPELLINGS)


def may_be_slips(typed: Reading) -> bool:
    """Whether what was typed says enough for another spelling to be taken for it: a last word just begun does not."""
    return not any(unit.last and len(unit.text) < _LEAST_WHOLE for unit in typed.units)


def is_surely_meant(near: Reading, many: int, typed: Reading, few: int, lexicon: Lexicon) -> bool:
    """Whether `many` names with a near spelling are so much more than the `few` with the words as typed that these are
    a slip. Words of a phrase the lexicon knows are none, nor is a last word that may go on."""
    if any(change.kind != "typo" for change in near.corrections):
        return False
    slips = [token for change in near.corrections for token in tokenize(change.original)]
    swapped = all(sorted(fold(change.original)) == sorted(fold(change.corrected)) for change in near.corrections)
    known = {token.text for unit in typed.units if unit.thing or unit.last for token in tokenize(unit.text)}
    if any(token.text in known for token in slips):
        return False
    doubted = not swapped and any(
        lexicon.is_name(token) or (token.toned and lexicon.knows_word(token)) for token in slips
    )
    return few > 0 and many >= (_SURELY_DESPITE if doubted else _SURELY) * few


def as_typed(query: Query, reading: Reading) -> Choice:
    """The words as they were typed, offered beside a spelling taken for them."""
    return Choice(" ".join(token.text for token in query.words), reading.where, "spelling")


def goods_of_places(query: Query) -> tuple[Choice, ...]:
    """Where nothing was found: what is sold from the places that were asked for."""
    places = (unit for unit in query.filters if unit.kind == "place")
    return tuple(Choice(f"đặc sản {unit.text}", unit.widest, "popular") for unit in places)


def _unfiltered(reading: Reading) -> Iterator[Choice]:
    for unit in reading.units:
        if unit.filters:
            less = reading.without(unit)
            yield Choice(less.text, less.where, "without_filter", wider=True)
