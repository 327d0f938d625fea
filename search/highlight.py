"""A product's name with what matched marked, letters and tones as they stand."""

import html
from collections.abc import Iterator, Mapping, Sequence

from search.engines.clauses import All, Any, Clause, Has
from search.fields import CONCEPT, EXACT, FOLDED, TERMS
from search.lexicon import Lexicon
from search.lexicon.load import Phrase
from search.text import fold, key, surface
from search.text.tokens import WORD, words_of
from search.understanding import Reading

_OPEN, _CLOSE = "<mark>", "</mark>"


class Highlighter:
    """Marks the words one reading asked for. Built once an answer, used for each of its hits."""

    def __init__(self, reading: Reading, lexicon: Lexicon) -> None:
        terms = {term for unit in reading.units if unit.kind != "place" for term in _terms(unit.widest)}
        places = (words_of(unit.text) for unit in reading.units if unit.kind == "place")
        self._asked_places = [tuple(map(fold, words)) for words in places]
        self._keys = _named(terms, EXACT)
        self._folds = _named(terms, FOLDED)
        own = {unit.thing for unit in reading.units if unit.thing}
        self._phrases = lexicon.phrases_of(own)
        self._parts = lexicon.phrases_of(_named(terms, CONCEPT) - own)
        self._lexicon = lexicon
        self._known: dict[str, bool] = {}

    def mark(self, name: str) -> str:
        """The name as escaped HTML with `<mark>` around what matched."""
        plain = surface(name)
        if len(plain) != len(name):
            return html.escape(name)
        pieces: list[str] = []
        at = 0
        for start, end in self._spans(plain):
            pieces.extend((html.escape(name[at:start]), _OPEN, html.escape(name[start:end]), _CLOSE))
            at = end
        return "".join((*pieces, html.escape(name[at:])))

    def _spans(self, plain: str) -> list[tuple[int, int]]:
        found = [(match[0], *match.span()) for match in WORD.finditer(plain)]
        marked = {place for place, (word, _, _) in enumerate(found) if self._is_asked(word)}
        marked.update(self._places_of(self._phrases, found))
        if not marked:
            marked.update(self._places_of(self._parts, found))
        folds = tuple(fold(word) for word, _, _ in found) if self._asked_places else ()
        for asked in self._asked_places:
            starts = (start for start in range(len(folds)) if folds[start : start + len(asked)] == asked)
            marked.update(at for start in starts for at in range(start, start + len(asked)))
        spans: list[tuple[int, int]] = []
        for place in sorted(marked):
            _, start, end = found[place]
            if spans and plain[spans[-1][1] : start].isspace():
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((start, end))
        return spans

    def _places_of(self, phrases: Mapping[str, list[Phrase]], found: Sequence[tuple[str, int, int]]) -> Iterator[int]:
        if phrases:
            for start, length in self._lexicon.phrases_in([key(word) for word, _, _ in found], phrases):
                yield from range(start, start + length)

    def _is_asked(self, word: str) -> bool:
        # Hits of one answer mostly hold the same words.
        known = self._known.get(word)
        if known is None:
            known = self._known[word] = key(word) in self._keys or fold(word) in self._folds
        return known


def _terms(clause: Clause) -> set[str]:
    match clause:
        case Has(field, values):
            return set(values) if field == TERMS else set()
        case All(parts) | Any(parts):
            return {term for part in parts for term in _terms(part)}
        case _:
            return set()


def _named(terms: set[str], prefix: str) -> frozenset[str]:
    return frozenset(term[len(prefix) :] for term in terms if term.startswith(prefix))
