"""One reading of a query: its parts, what each part asks of a document, and what was changed to get there."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from search.contract import Correction
from search.engines.clauses import Clause, Has, both, either
from search.fields import CONCEPT, EXACT, FOLDED, HEAD, HEAD_CONCEPT, HEAD_WORDS, PAIR, TERMS, WHOLE

_LONGEST_WHOLE = 8


@dataclass(frozen=True, slots=True)
class Unit:
    """One part of a reading. `broad` also lets in the thing's other names, `exact` does not; `close` stands between,
    and `apart` lets in names of the thing that hold all of the words, though not side by side.

    `folds` are the part's words without tones where it is words of a name; `last` are the words a last word still being
    typed may become. `thing` is the lexicon's thing, `filters` what it shows as filters.
    """

    text: str
    exact: Clause
    broad: Clause | None = None
    folds: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    thing: str | None = None
    kind: str = "words"
    filters: tuple[tuple[str, str], ...] = ()
    close: Clause | None = None
    apart: Clause | None = None

    @property
    def widest(self) -> Clause:
        """What a document must hold for this part."""
        return self.broad if self.broad is not None else self.exact


@dataclass(frozen=True)
class Reading:
    """Parts that must all hold. `commonest` holds the words of the commonest of several readings of the same letters.

    `translated`: the words came from another language.
    """

    units: tuple[Unit, ...]
    corrections: tuple[Correction, ...] = ()
    relaxed: tuple[str, ...] = ()
    commonest: Clause | None = None
    translated: bool = False

    @property
    def text(self) -> str:
        """The query as understood."""
        return " ".join(unit.text for unit in self.units)

    @cached_property
    def where(self) -> Clause:
        """What every hit holds."""
        return both(*(unit.widest for unit in self.units))

    @property
    def filters(self) -> dict[str, list[str]]:
        """Filters read out of the words."""
        found: dict[str, list[str]] = {}
        for unit in self.units:
            for name, value in unit.filters:
                found.setdefault(name, []).append(value)
        return found

    def without(self, *gone: Unit) -> "Reading":
        """The reading less some parts, which are named as given up."""
        left = tuple(unit for unit in self.units if unit not in gone)
        return replace(self, units=left, relaxed=(*self.relaxed, *(unit.text for unit in gone)), commonest=None)

    def tiers(self) -> tuple[Clause, ...]:
        """Parts of `where`, best first: the thing itself, its words side by side, anywhere, its other names."""
        named = [unit for unit in self.units if unit.folds]
        exact = both(*(unit.exact for unit in self.units))
        found = self._word_tiers(named, exact) if named else []
        things = [unit.thing for unit in self.units if unit.thing]
        if things:
            head = Has(TERMS, (HEAD_CONCEPT + things[0],))
            found.extend((both(exact, head), exact))
            if any(unit.apart for unit in self.units):
                found.append(both(*(unit.apart or unit.exact for unit in self.units)))
            found.append(both(self.where, head))
        found.extend((exact, both(*(unit.close or unit.widest for unit in self.units))))
        return tuple(tier for tier in dict.fromkeys(found) if tier != self.where)

    def _word_tiers(self, named: list[Unit], exact: Clause) -> list[Clause]:
        """The whole name, its beginning, the words side by side, a name that begins with the first of them."""
        several = len(_folds(named)) > 1
        first = Has(TERMS, (HEAD + named[0].folds[0],))
        found = [both(exact, whole)] if (whole := _whole_clause(named)) else []
        ways = [_head_clause(named), *([both(*_pair_clauses(named)), first] if several else [])]
        if self.commonest:
            found.extend(both(exact, way, self.commonest) for way in ways)
            found.append(both(exact, self.commonest))
        return [*found, *(both(exact, way) for way in ways)]


def exact_word(key: str) -> Has:
    """A word with its tones."""
    return Has(TERMS, (EXACT + key,))


def folded_words(*folds: str) -> Has:
    """One of several words, whatever their tones."""
    return Has(TERMS, tuple(FOLDED + one for one in folds))


def thing_or(exact: Clause, thing: str, prefix: str) -> Clause:
    """The words, or the thing by another name."""
    return either(exact, Has(TERMS, (prefix + thing,)))


def together(things: Sequence[str]) -> Clause:
    """Names that hold all of the things and begin with one: "Bàn chải tre" is of bamboo, a noodle's name is not."""
    heads = Has(TERMS, tuple(HEAD_CONCEPT + thing for thing in things))
    return both(heads, *(Has(TERMS, (CONCEPT + thing,)) for thing in things))


def _folds(units: list[Unit]) -> list[str]:
    return [one for unit in units for one in unit.folds]


def _ends(units: list[Unit]) -> tuple[str, ...]:
    """What the last word may be: itself, or what it may become."""
    return units[-1].last or units[-1].folds[-1:]


def _head_clause(units: list[Unit]) -> Clause:
    folds = _folds(units)
    begin = folds[:HEAD_WORDS]
    if len(folds) > HEAD_WORDS:
        return Has(TERMS, (HEAD + " ".join(begin),))
    return Has(TERMS, tuple(HEAD + " ".join([*begin[:-1], end]) for end in _ends(units)))


def _whole_clause(units: list[Unit]) -> Clause | None:
    folds = _folds(units)
    if len(folds) > _LONGEST_WHOLE or units[-1].last:
        return None
    return Has(TERMS, (WHOLE + " ".join(folds),))


def _pair_clauses(units: list[Unit]) -> list[Clause]:
    folds = _folds(units)
    pairs = [Has(TERMS, (f"{PAIR}{one} {two}",)) for one, two in itertools.pairwise(folds)]
    return [*pairs, Has(TERMS, tuple(f"{PAIR}{folds[-2]} {end}" for end in _ends(units)))]
