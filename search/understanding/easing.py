"""Readings that leave out what only narrows the question: words of selling, sizes, prices, stars."""

from collections.abc import Iterator, Sequence

from search.understanding.reading import Reading, Unit

NARROWING = ("size", "price", "stars")
"""Kinds of units given up before any word of the thing itself, the lightest first."""


def narrowed_less(filters: Sequence[Unit]) -> Iterator[tuple[Unit, ...]]:
    """Ever fewer filters: without each that narrows, then without all of those; places stay."""
    narrowing = sorted(
        (unit for unit in filters if unit.kind in NARROWING), key=lambda unit: NARROWING.index(unit.kind)
    )
    for gone in narrowing:
        yield tuple(unit for unit in filters if unit is not gone)
    if len(narrowing) > 1:
        yield tuple(unit for unit in filters if unit not in narrowing)


def given_up(reading: Reading, whole: Sequence[Unit], words: Sequence[str] = ()) -> Reading:
    """The reading, naming as given up the words, and those of the whole question's filters that it lacks."""
    gone = (*words, *(unit.text for unit in whole if unit not in reading.units))
    return Reading(reading.units, reading.corrections, gone, translated=reading.translated)
