"""Lines under the search box: queries, products, producers, provinces and groups that begin as typed."""

import html
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice
from urllib.parse import quote

from catalog.groups import GROUPS, group_name
from catalog.places import current_provinces
from search.contract import Alternative, Lang, Suggestion
from search.engines.protocol import Ask, Engine
from search.highlight import Highlighter
from search.lexicon import Lexicon
from search.text import fold
from search.text.tokens import words_of
from search.understanding import Understanding
from search.understanding.words import refines

_PRODUCTS = 4
_QUERIES = 4
_OTHERS = 2
_SCANNED = 300
_SHORT = 4
_KEPT = 60
_POPULAR = 5


class Suggester:
    """Suggestions from one generation of the index; only products are asked of the engine."""

    def __init__(self, understanding: Understanding, engine: Engine, lexicon: Lexicon) -> None:
        self._understanding = understanding
        self._engine = engine
        self._lexicon = lexicon
        heads = understanding.vocabulary.heads
        self._heads = sorted((_folded(head), -count, head) for head, count in heads.items() if count > 1 or " " in head)
        self._common = _by_beginning(self._heads)
        longer = [(head, count) for head, count in heads.items() if " " in head]
        self._popular = sorted(longer, key=lambda one: -one[1])[:_POPULAR]
        self._producers = sorted(
            (place, -count, one, name)
            for one, (name, count) in understanding.vocabulary.producers.items()
            for place in _starts(name)
        )
        self._provinces = sorted(
            (start, slug, one.name) for slug, one in current_provinces().items() for start in _starts(one.name)
        )

    def popular(self) -> list[Alternative]:
        """What many names begin with: a way on from an empty page."""
        return [Alternative(text=head, total=count, why="popular") for head, count in self._popular]

    def suggest(self, text: str, limit: int, lang: Lang) -> list[Suggestion]:
        """At most `limit` lines: queries and products first, then producers, provinces and groups, in turn."""
        begun = _folded(text)
        if not begun:
            return []
        queries = list(islice(self._queries(text, begun), _QUERIES))
        lines = (*self._makers(begun), *self._places(begun), *_groups(begun, lang))
        others = [line for line in lines if _has_marks_of(line.text, text)]
        kept = min(len(others), _OTHERS)
        products = self._products(text, max(0, min(_PRODUCTS, limit - kept - min(len(queries), limit))))
        first = [*queries, *products]
        return [*(first if len(first) + len(others) <= limit else first[: max(0, limit - kept)]), *others][:limit]

    def _queries(self, text: str, begun: str) -> Iterator[Suggestion]:
        typed = words_of(text)
        for head, count in self._heads_from(begun):
            words = head.split()
            if len(words) < len(typed) or not all(map(refines, words, typed)):
                continue
            yield _line("query", head, head, f"/?q={quote(head)}", begun, count)

    def _heads_from(self, begun: str) -> list[tuple[str, int]]:
        """Beginnings of names that begin so, the commonest first; of very many, the commonest alone."""
        if len(begun) <= _SHORT:
            return self._common.get(begun, [])
        at = bisect_left(self._heads, (begun,))
        found = []
        for folded, minus, head in self._heads[at : at + _SCANNED]:
            if not folded.startswith(begun):
                break
            found.append((head, -minus))
        return sorted(found, key=lambda one: (-one[1], len(one[0])))

    def _products(self, text: str, limit: int) -> list[Suggestion]:
        if limit <= 0:
            return []
        readings = self._understanding.typed(self._understanding.parse(text))
        for reading in readings[:2]:
            answer = self._engine.ask(Ask(where=reading.where, tiers=reading.tiers()[:1], limit=limit))
            if answer.hits:
                highlighter = Highlighter(reading, self._lexicon)
                return [
                    Suggestion(
                        kind="product",
                        text=hit["name"],
                        highlighted=highlighter.mark(hit["name"]),
                        value=hit["id"],
                        url=hit["url"],
                    )
                    for hit in answer.hits
                ]
        return []

    def _makers(self, begun: str) -> Iterator[Suggestion]:
        for _, minus, one, name in self._producers[bisect_left(self._producers, (begun,)) :][:_OTHERS]:
            if any(start.startswith(begun) for start in _starts(name)):
                yield _line("producer", name, one, f"/co-so/{one}", begun, -minus)

    def _places(self, begun: str) -> Iterator[Suggestion]:
        for start, slug, name in self._provinces[bisect_left(self._provinces, (begun,)) :][:_OTHERS]:
            if start.startswith(begun):
                yield _line("province", name, slug, f"/?province={slug}", begun, None)


def _has_marks_of(name: str, typed: str) -> bool:
    """Whether the marks typed are among the name's own, as far as it was typed: "cà" begins no "Cá"."""
    words, begun = words_of(name), words_of(typed)
    starts = range(len(words) - len(begun) + 1)
    return any(all(map(refines, words[start:], begun)) for start in starts)


def _by_beginning(heads: list[tuple[str, int, str]]) -> dict[str, list[tuple[str, int]]]:
    """One to four letters → the commonest of the names' beginnings that begin so."""
    found: dict[str, list[tuple[str, int]]] = {}
    for folded, minus, head in sorted(heads, key=lambda one: one[1]):
        for length in range(1, min(_SHORT, len(folded)) + 1):
            kept = found.setdefault(folded[:length], [])
            if len(kept) < _KEPT:
                kept.append((head, -minus))
    return found


def _groups(begun: str, lang: Lang) -> Iterator[Suggestion]:
    for code in GROUPS:
        name = group_name(code, lang=lang)
        if _folded(name).startswith(begun):
            yield _line("group", name, code, f"/?group={code}", begun, None)


def _line(kind: str, text: str, value: str, url: str, begun: str, count: int | None) -> Suggestion:
    return Suggestion.model_validate(
        {"kind": kind, "text": text, "highlighted": _marked(text, begun), "value": value, "url": url, "count": count}
    )


def _marked(text: str, begun: str) -> str:
    """The typed beginning marked, wherever a word of the text begins with it."""
    for start in range(len(text)):
        if (start == 0 or not text[start - 1].isalnum()) and _folded(text[start:]).startswith(begun):
            end = next((end for end in range(start + 1, len(text) + 1) if _folded(text[start:end]) == begun), len(text))
            return f"{html.escape(text[:start])}<mark>{html.escape(text[start:end])}</mark>{html.escape(text[end:])}"
    return html.escape(text)


def _folded(text: str) -> str:
    return " ".join(fold(word) for word in words_of(text))


def _starts(name: str) -> Sequence[str]:
    words = _folded(name).split()
    return tuple(" ".join(words[start:]) for start in range(len(words)))
