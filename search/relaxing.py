"""Where nothing matches: which parts of the query are given up, one step after the other."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from search.understanding import Reading, Understanding, Unit
from search.understanding.easing import given_up, narrowed_less
from search.understanding.places import widened
from search.understanding.query import Query, selling_words

_MOST = 32
# In "coffee beans" and "guava leaf" the other word says what is wanted.
_KINDS = frozenset(
    ("bean", "nut", "seed", "leaf", "root", "flower", "fruit", "powder", "herb", "drink", "traditional-cake")
)
_NOT = frozenset(("không", "khong"))
# What these begin has little in common: "dầu gội" is no oil to cook with.
_UNLIKE = frozenset(("dầu", "dau", "sữa", "sua", "kem", "tinh"))


def relaxations(typed: Sequence[Reading], understanding: Understanding, query: Query) -> list[Reading]:
    """Ever wider readings: first without words of selling and what no name has, sizes, prices, stars, then words.

    A place is widened, then given up, after everything that is said of the thing but before the thing itself.
    Vietnamese names begin with the thing, so words are given up from the end.
    """
    if typed and typed[0].translated:
        whole = typed[0]
        words = tuple(unit for unit in whole.units if unit not in query.filters)
        apart = understanding.word_by_word(query) if len(words) == 1 and len(query.words) > 1 else None
        found: list[Reading] = []
        if (said := tuple(unit for unit in words if unit.thing not in _KINDS)) and said != words:
            gone = [*whole.relaxed, *(unit.text for unit in words if unit not in said)]
            found.extend(_narrower_first(whole, said, query.filters, gone, least=len(said)))
        found.extend(_narrower_first(whole, words, query.filters, whole.relaxed))
        if apart is not None:
            found.extend(_narrower_first(apart, apart.units, query.filters, ()))
    else:
        found = [*_of_words(understanding, query), *_wider_things(understanding, query)]
        found.sort(key=lambda one: not any(unit.folds for unit in one.units))
    found = [one for one in dict.fromkeys(found) if one.units and _says_the_same(one)]
    return _keeping_the_thing(found, query, understanding)[:_MOST]


def _keeping_the_thing(found: list[Reading], query: Query, understanding: Understanding) -> list[Reading]:
    """Where only tones tell what the first word is, it is the last to go: of "bơ một nắng" no "bò một nắng" is left."""
    head = query.words[0].text if query.words else None
    first = next((unit for one in found for unit in one.units if unit.text == head), None)
    if first is None or not understanding.is_told_by_tones(first):
        return found
    return sorted(found, key=lambda one: first.text in one.relaxed)


def _of_words(understanding: Understanding, query: Query) -> Iterator[Reading]:
    if (english := understanding.partly_english(query)) is not None:
        yield from _narrower_first(english, english.units, query.filters, english.relaxed)
    words, corrections = understanding.split(query)
    noise = {query.words[place].text for place in query.noise}
    asked = [word for word in words if word.text not in noise]
    units = understanding.units(asked)
    whole = Reading(units, tuple(corrections))
    silent = selling_words(query)
    yield from _narrower_first(whole, units, query.filters, silent, least=len(units))
    known = tuple(unit for unit in units if understanding.is_findable(unit))
    gone = [*silent, *(unit.text for unit in units if unit not in known)]
    # A number alone says nothing of what is wanted: it goes with the words that nothing knows.
    said = tuple(unit for unit in known if not unit.text.isdigit()) or known
    gone.extend(unit.text for unit in known if unit not in said)
    yield from _narrower_first(whole, said, query.filters, gone)


def _wider_things(understanding: Understanding, query: Query) -> Iterator[Reading]:
    """At the very last, of things named by several words, what their first words name alone: of "rượu cần" the rượu.

    Only where these name something of their own: of "củ sắn" no củ is left.
    """
    words, corrections = understanding.split(query)
    for unit in understanding.units(words):
        own = [word for word in words if word.fold in unit.folds] if unit.thing else []
        if own and own[0].text in _UNLIKE:
            continue
        for length in range(len(own) - 1, 0, -1):
            if understanding.is_thing(own[:length]):
                wider = understanding.units(own[:length])
                gone = [*(word.text for word in words if word not in own), " ".join(word.text for word in own[length:])]
                yield from _narrower_first(Reading(wider, tuple(corrections)), wider, query.filters, gone)


def _narrower_first(
    whole: Reading, words: tuple[Unit, ...], filters: tuple[Unit, ...], gone: Sequence[str], least: int = 1
) -> Iterator[Reading]:
    """The words less ever more of them and of the filters; `gone` were given up before, `least` words stay."""

    def reading(kept: Sequence[Unit], left: Sequence[Unit]) -> Reading:
        lost = [*gone, *(unit.text for unit in words if unit not in kept)]
        return given_up(replace(whole, units=(*kept, *left)), filters, lost)

    fewer = [filters, *narrowed_less(filters)]
    places = tuple(unit for unit in filters if unit.kind == "place")
    wide = tuple(wider for unit in places if (wider := widened(unit)) is not None)
    ways = [kept for kept in _ways(words) if len(kept) >= least]
    if words or places:
        yield from (reading(words, left) for left in fewer)
    if places and wide:
        yield reading(words, wide)
    if places:
        yield from (reading(kept, places) for kept in ways if words[0] in kept)
        yield from (reading(words, ()) for _ in words[:1])
    yield from (reading(kept, ()) for kept in ways)


def _ways(words: tuple[Unit, ...]) -> list[tuple[Unit, ...]]:
    """The words less one, from the end; then less several from either end; then each alone."""
    count = len(words)
    less_one = [words[:place] + words[place + 1 :] for place in reversed(range(count)) if count > 1]
    ends = [part for kept in range(count - 2, 0, -1) for part in (words[:kept], words[count - kept :])]
    return list(dict.fromkeys([*less_one, *ends, *((unit,) for unit in words if count > 1)]))


def _says_the_same(reading: Reading) -> bool:
    """A word is not kept where the "không" before it was given up: that would ask for the opposite. Nor does "không"
    alone ask for anything."""
    return not (_NOT & set(reading.relaxed)) and any(unit.text not in _NOT for unit in reading.units)
