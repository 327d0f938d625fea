"""The lexicon's checker: what is wrong with its rows, and whether each row's own test holds.

A row's test reads `query => name` (the query finds the name) or `query =/> name` (it does not). Names are taken as the
whole catalog: the query is understood against the words of all tests together.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from catalog.normalise.syllable import is_syllable
from search.engines.clauses import All, Any, Between, Clause, Has, Not
from search.lexicon.load import Lexicon, shipped_lexicon
from search.lexicon.rows import abbreviations, classifiers, foreign, guards, regions, things
from search.terms import taken_apart, terms_of
from search.text.scripts import plain_script
from search.understanding import Understanding
from search.understanding.places import shipped_gazetteer
from search.words import Vocabulary, WordCounts

_NOT_FOUND = " =/> "
_FOUND = " => "


@dataclass(frozen=True, slots=True)
class RowTest:
    """One row's test: the file and row it stands in, what is asked and what must, or must not, be found."""

    row: str
    query: str
    name: str
    found: bool


def problems() -> list[str]:
    """Everything wrong with the rows as such; empty where all is well."""
    return [
        *(*_thing_problems(), *_guard_problems(), *_foreign_problems()),
        *(*_double_problems(), *_short_problems(), *_test_problems()),
    ]


def failures() -> list[str]:
    """The rows whose tests do not hold."""
    tests = list(row_tests())
    lexicon = shipped_lexicon()
    terms = {test.name: _terms(test.name, lexicon) for test in tests}
    counts = WordCounts()
    for name in terms:
        counts.count([taken_apart(name)], None)
    understanding = Understanding(Vocabulary(counts.dump()), lexicon, shipped_gazetteer())
    catalog = list(terms.values())
    found = [
        f"{test.row}: {test.query!r} {'misses' if test.found else 'finds'} {test.name!r}"
        for test in tests
        if _finds(understanding, test, terms[test.name], catalog) is not test.found
    ]
    asked = ((row, [unit.text for unit in understanding.parse(row.test).filters]) for row in regions())
    return found + [
        f"regions.csv {row.name}: {row.test!r} asks for {said}" for row, said in asked if said != [row.name]
    ]


def row_tests() -> Iterator[RowTest]:
    """The tests of all rows."""
    for name, test in _named_tests():
        found = _NOT_FOUND not in test
        query, _, wanted = test.partition(_FOUND if found else _NOT_FOUND)
        yield RowTest(name, query.strip(), wanted.strip(), found)


def holds(clause: Clause, terms: frozenset[str]) -> bool:
    """Whether a document of these terms and nothing else fulfils a clause."""
    match clause:
        case Has(_, values):
            return not terms.isdisjoint(values)
        case All(parts):
            return all(holds(part, terms) for part in parts)
        case Any(parts):
            return any(holds(part, terms) for part in parts)
        case Not(part):
            return not holds(part, terms)
        case Between():
            return False


def _finds(understanding: Understanding, test: RowTest, terms: frozenset[str], catalog: list[frozenset[str]]) -> bool:
    """As the service answers: by the first reading that finds anything at all."""
    query = understanding.parse(test.query)
    for reading in (*understanding.typed(query), *understanding.mended(query)):
        if any(holds(reading.where, one) for one in catalog):
            return holds(reading.where, terms)
    return False


def _terms(name: str, lexicon: Lexicon) -> frozenset[str]:
    return frozenset(terms_of([taken_apart(name)], None, (), lexicon))


def _named_tests() -> Iterator[tuple[str, str]]:
    yield from ((f"things.csv {row.thing}", row.test) for row in things())
    yield from ((f"guards.csv {row.phrase}", row.test) for row in guards())
    yield from ((f"foreign.csv {row.thing}", row.test) for row in foreign())
    yield from ((f"abbreviations.csv {row.short}", row.test) for row in abbreviations())
    yield from ((f"classifiers.csv {row.short}", row.test) for row in classifiers())


def _thing_problems() -> Iterator[str]:
    guarded = {row.phrase for row in guards()}
    seen: set[str] = set()
    for row in things():
        if row.thing in seen:
            yield f"things.csv {row.thing}: stands twice"
        seen.add(row.thing)
        if not row.names or not row.source:
            yield f"things.csv {row.thing}: needs names and a source"
        for asked in row.asked:
            if asked not in row.names:
                yield f"things.csv {row.thing}: asked for by {asked!r}, which is none of its names"
            if len(row.names) > 1 and is_syllable(asked) and asked not in guarded:
                yield f"things.csv {row.thing}: the single syllable {asked!r} needs a row in guards.csv"


def _guard_problems() -> Iterator[str]:
    named = {name for row in things() for name in row.names}
    seen: set[str] = set()
    for row in guards():
        if row.phrase in seen:
            yield f"guards.csv {row.phrase}: stands twice"
        seen.add(row.phrase)
        if row.phrase not in named:
            yield f"guards.csv {row.phrase}: names no thing"
        if not row.source:
            yield f"guards.csv {row.phrase}: needs a source"


def _foreign_problems() -> Iterator[str]:
    known = {row.thing for row in things()}
    for row in foreign():
        if row.thing not in known:
            yield f"foreign.csv {row.thing}: is no thing"
        if not row.names or not row.source:
            yield f"foreign.csv {row.thing}: needs names and a source"


def _double_problems() -> Iterator[str]:
    """A foreign phrase asks for one thing only."""
    seen: dict[str, str] = {}
    pairs = [(plain_script(name), row.thing) for row in foreign() for name in row.names]
    pairs.extend((name, row.thing) for row in things() for name in row.english)
    for name, thing in pairs:
        if seen.setdefault(name, thing) != thing:
            yield f"{name!r} asks for {seen[name]} and for {thing}"


def _short_problems() -> Iterator[str]:
    """No cycles: what is written short never stands for something written short."""
    shorts = {row.short for row in abbreviations()}
    for row in abbreviations():
        for word in row.long[0].split():
            if word in shorts:
                yield f"abbreviations.csv {row.short}: stands for {word!r}, which is itself short"
    for row in (*abbreviations(), *classifiers()):
        if not row.source:
            yield f"{row.short}: needs a source"


def _test_problems() -> Iterator[str]:
    for name, test in _named_tests():
        if _FOUND not in test and _NOT_FOUND not in test:
            yield f"{name}: has no test"
