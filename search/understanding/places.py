"""Places said in a query, by their old, new and short names, from the catalog's own list of places."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from catalog import places
from catalog.data import read_rows
from catalog.normalise.syllable import is_syllable
from search.engines.clauses import Clause, Has, Not, both, either
from search.fields import PAIR, TERMS
from search.lexicon.rows import regions
from search.text.tokens import Token, tokenize
from search.understanding.reading import Unit, exact_word, folded_words
from search.words import Vocabulary

_NEAR = frozenset(("gần", "gan", "near", "quanh"))
_AT = frozenset(("ở", "o", "tại", "tai", "in", "from", "của", "tỉnh", "tinh", "tp", "province"))
_COMMUNE = frozenset(("xã", "xa", "phường", "phuong"))
_LONGEST = 5
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class _Place:
    """A place and the slugs it may mean: provinces of before or after July 2025."""

    name: str
    keys: tuple[str, ...]
    folds: tuple[str, ...]
    slugs: tuple[str, ...]
    town: bool


class Gazetteer:
    """Finds places in words. Built once; unchanging."""

    def __init__(self) -> None:
        self._by_fold: dict[tuple[str, ...], _Place] = {}
        for name, slugs, town in _names():
            tokens = tokenize(name)
            place = _Place(name, tuple(t.key for t in tokens), tuple(t.fold for t in tokens), slugs, town)
            self._by_fold.setdefault(place.folds, place)
        self._apart = {"".join(folds): folds for folds in self._by_fold if len(folds) > 1}
        self._communes = {tuple(t.fold for t in tokenize(one.name)): one for one in places.communes()}

    def find(
        self, tokens: Sequence[Token], words: Vocabulary, others: frozenset[int] = frozenset()
    ) -> list[tuple[int, int, Unit]]:
        """Places as (first token, token after the last, unit), the leading "gần", "ở", "tại" taken along.

        `others` are tokens no place begins with.
        """
        found = []
        start = 0
        while start < len(tokens):
            match = None if start in others else self._at(tokens, start, words)
            if match is None:
                start += 1
            else:
                found.append(match)
                start = match[1]
        return found

    def _at(self, tokens: Sequence[Token], start: int, words: Vocabulary) -> tuple[int, int, Unit] | None:
        first = start + (tokens[start].text in _NEAR | _AT | _COMMUNE)
        for end in range(min(first + _LONGEST, len(tokens)), first, -1):
            part = tokens[first:end]
            folds = tuple(token.fold for token in part)
            place = self._by_fold.get(folds)
            if place is not None and (self._is_run_together(part) or _is_meant(place, part, words, said=first > start)):
                return start, end, _unit(place, part, self._other_writing(folds))
            if first > start and folds in self._communes and tokens[start].text in _COMMUNE | _NEAR:
                return start, end, _commune_unit(self._communes[folds], part, near=tokens[start].text in _NEAR)
        return None

    def _is_run_together(self, part: Sequence[Token]) -> bool:
        """ "sapa", "hanoi": no Vietnamese word, and a place's name once taken apart."""
        return len(part) == 1 and part[0].fold in self._apart and not is_syllable(part[0].text)

    def _other_writing(self, folds: tuple[str, ...]) -> tuple[str, ...]:
        """The same name run together, or taken apart, where it is written both ways."""
        if len(folds) == 1:
            return self._apart.get(folds[0], ())
        joined = ("".join(folds),)
        return joined if joined in self._by_fold else ()


def _is_meant(place: _Place, part: Sequence[Token], words: Vocabulary, *, said: bool) -> bool:
    """Typed with its tones; or without, where no name of the catalog holds other words of the same letters."""
    if any(token.toned for token in part):
        return tuple(token.key for token in part) == place.keys
    if len("".join(place.folds)) < _SHORTEST and (len(part) > 1 or is_syllable(part[0].text)):
        return False
    if said:
        return True
    if len(part) == 1:
        return not words.has_fold(place.folds[0])
    return not words.other_writings(place.folds, place.keys)


def _unit(place: _Place, part: Sequence[Token], other: tuple[str, ...]) -> Unit:
    clauses = [_province_clause(slug, town=place.town) for slug in place.slugs]
    filters = tuple(("province", slug) for slug in place.slugs)
    written = [_side_by_side(other)] if other else []
    return Unit(place.name, either(*clauses, _in_name(part), *written), kind="place", filters=filters)


def widened(unit: Unit) -> Unit | None:
    """The whole of the provinces a town lies in today, whose goods its own name did not find."""
    slugs = [slug for name, slug in unit.filters if name == "province" and slug in places.current_provinces()]
    if not slugs:
        return None
    name = ", ".join(places.province_name(slug) for slug in slugs)
    wide = Has("province", tuple(slugs))
    return Unit(name, wide, kind="place", filters=tuple(("province", slug) for slug in slugs))


def _side_by_side(folds: tuple[str, ...]) -> Clause:
    pairs = (Has(TERMS, (f"{PAIR}{one} {two}",)) for one, two in itertools.pairwise(folds))
    return both(*(folded_words(one) for one in folds), *pairs)


def _province_clause(slug: str, *, town: bool) -> Clause:
    """Today's province where the name still stands; for a town in it, less what is known to lie in its other parts."""
    if slug not in places.current_provinces():
        return Has("former_province", (slug,))
    others = tuple(sorted(old for old in places.former_provinces() if old != slug and places.successor_of(old) == slug))
    if town and others:
        return both(Has("province", (slug,)), Not(Has("former_province", others)))
    return Has("province", (slug,))


def _commune_unit(commune: places.Commune, part: Sequence[Token], *, near: bool) -> Unit:
    clause: Clause = Has("commune", (commune.slug,))
    if near:
        clause = Has("province", (commune.province,))
    shown = (("province", commune.province),) if near else (("commune", commune.slug),)
    return Unit(commune.name, either(clause, _in_name(part)), kind="place", filters=shown)


def _in_name(part: Sequence[Token]) -> Clause:
    """The place's words in the product's own name: many a listing says its place nowhere else."""
    toned = any(token.toned for token in part)
    words = [exact_word(token.key) if toned else folded_words(token.fold) for token in part]
    pairs = [Has(TERMS, (f"{PAIR}{one.fold} {two.fold}",)) for one, two in itertools.pairwise(part)]
    return both(*words, *pairs)


def _names() -> Iterable[tuple[str, tuple[str, ...], bool]]:
    for province in places.provinces():
        yield province.name, (province.slug,), False
    for row in read_rows("place_names.csv"):
        if len(row["name"]) > 2 or " " in row["name"] or not row["name"].isupper():
            yield row["name"], tuple(row["slugs"].split("|")), bool(row["note"])
    for region in regions():
        yield region.name, region.slugs, True


@cache
def shipped_gazetteer() -> Gazetteer:
    """The gazetteer of the places the catalog ships."""
    return Gazetteer()
