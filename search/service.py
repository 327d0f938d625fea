"""The search service: understand the words, ask the engine, shape the answer. The same for both engines."""

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from search.alternatives import Choice
from search.contract import (
    Alternative,
    EngineUnavailable,
    Facet,
    FacetValue,
    Hit,
    Lang,
    SearchRequest,
    SearchResponse,
    Suggestion,
    SuggestResponse,
    Understood,
)
from search.engines.clauses import Has, both
from search.engines.protocol import Answer, Ask, Engine
from search.fields import FACETS
from search.filters import Filters, value_clause
from search.finding import Finder
from search.highlight import Highlighter
from search.labels import Labels, current_province, former_province
from search.lexicon import Lexicon
from search.similar import similar_ask
from search.understanding import Reading
from search.understanding.places import Gazetteer
from search.understanding.query import Query
from search.views import View, Views

_NAMES_KEPT = 60.0
_VALUES = 50


class EngineSearchService:
    """Answers the contract from an engine. Safe to use from many threads; sees a new index without a restart."""

    def __init__(
        self, engine: Engine, lexicon: Lexicon, gazetteer: Gazetteer, marketplaces: Callable[[], Mapping[str, str]]
    ) -> None:
        self.engine = engine
        self._lexicon = lexicon
        self._views = Views(engine, lexicon, gazetteer)
        self._finder = Finder(engine, lexicon)
        self._read_marketplaces = marketplaces
        self._marketplaces: tuple[float, Mapping[str, str]] = (-_NAMES_KEPT, {})

    def ready(self) -> bool:
        """Whether an index answers."""
        try:
            return self.engine.state() is not None
        except EngineUnavailable:
            return False

    def search(self, request: SearchRequest) -> SearchResponse:
        """Hits, their number and facets of the query as understood. Raises EngineUnavailable."""
        started = time.perf_counter()
        view = self.view()
        query = view.understanding.parse(request.q)
        filters = Filters(request)
        reading, answer, offered = self._finder.first(view.understanding, query, request, filters)
        labels = Labels(self._marketplace_names(), view.vocabulary.producers)
        return SearchResponse(
            hits=self._hits(answer, reading, request.lang),
            total=answer.total,
            facets=_facets(answer, filters, labels, request.lang),
            query=_understood(view, query, request, reading, answer, offered),
            took_ms=round((time.perf_counter() - started) * 1000, 3),
        )

    def suggest(self, text: str, *, limit: int = 8, lang: Lang = "vi") -> SuggestResponse:
        """Lines under the search box while typing. Raises EngineUnavailable."""
        started = time.perf_counter()
        view = self.view()
        lines: list[Suggestion] = view.suggester.suggest(text, limit, lang)
        return SuggestResponse(suggestions=lines, took_ms=round((time.perf_counter() - started) * 1000, 3))

    def similar(self, product_id: str, *, limit: int = 6, lang: Lang = "vi") -> list[Hit]:
        """Other products of the same kind, those of the same province first; none where the product is unknown."""
        found = self.engine.ask(Ask(where=Has("id", (product_id,)), limit=1))
        ask = similar_ask(found.hits[0], self._lexicon, limit) if found.hits else None
        return self._hits(self.engine.ask(ask), Reading(()), lang) if ask else []

    def facet_values(self, request: SearchRequest, facet: Facet, text: str, *, limit: int = 20) -> list[FacetValue]:
        """Values of a facet whose names hold words that begin as typed, counted under the request's other filters."""
        view, filters = self.view(), Filters(request)
        query = view.understanding.parse(request.q)
        reading = self._finder.first(view.understanding, query, request, filters).reading
        labels = Labels(self._marketplace_names(), view.vocabulary.producers)
        values = labels.matching(facet, text, request.lang)[:_VALUES]
        base = both(reading.where, filters.without(facet))
        clauses = tuple(both(base, value_clause(facet, value)) for value, _ in values)
        counts = self.engine.ask(Ask(where=base, limit=0, counts=clauses)).counts
        chosen = filters.selected[facet]
        lines = [
            FacetValue(value=value, label=label, count=count, selected=value in chosen)
            for (value, label), count in zip(values, counts, strict=True)
            if count or value in chosen
        ]
        return sorted(lines, key=lambda one: (-one.count, one.label))[:limit]

    def view(self) -> View:
        """What is known of the live index. Raises EngineUnavailable."""
        return self._views.live()

    def _hits(self, answer: Answer, reading: Reading, lang: Lang) -> list[Hit]:
        highlighter = Highlighter(reading, self._lexicon)
        return [_hit(shown, highlighter, lang) for shown in answer.hits]

    def _marketplace_names(self) -> Mapping[str, str]:
        read_at, names = self._marketplaces
        if time.monotonic() - read_at > _NAMES_KEPT:
            names = self._read_marketplaces()
            self._marketplaces = (time.monotonic(), names)
        return names


def _understood(
    view: View, query: Query, request: SearchRequest, reading: Reading, answer: Answer, offered: Sequence[Choice]
) -> Understood:
    nothing = not reading.units and bool(query.tokens)
    return Understood(
        text=request.q,
        understood_as=_words_of(reading),
        corrections=list(reading.corrections),
        filters=reading.filters,
        relaxed=list(reading.relaxed),
        alternatives=[*_alternatives(answer, offered), *(view.suggester.popular() if nothing else ())],
    )


def _alternatives(answer: Answer, offered: Sequence[Choice]) -> list[Alternative]:
    return [
        Alternative(text=choice.text, total=total, why=choice.why)
        for choice, total in zip(offered, answer.counts[1:], strict=True)
        if total and (not choice.wider or total > answer.total)
    ]


def _words_of(reading: Reading) -> str:
    words = " ".join(unit.text for unit in reading.units if not unit.filters)
    return words or reading.text


def _hit(shown: Mapping[str, Any], highlighter: Highlighter, lang: Lang) -> Hit:  # noqa: ARG001  # names of places are the same in both
    return Hit(
        **shown,
        highlighted=highlighter.mark(shown["name"]),
        province_name=current_province(shown.get("province")),
        former_province_name=former_province(shown.get("former_province")),
    )


def _facets(answer: Answer, filters: Filters, labels: Labels, lang: Lang) -> dict[str, list[FacetValue]]:
    found = {}
    for name in FACETS:
        counts = dict(answer.facets.get(name, {}))
        for value in filters.selected[name]:
            counts.setdefault(value, 0)
        values = [
            FacetValue(
                value=value, label=labels.of(name, value, lang), count=count, selected=value in filters.selected[name]
            )
            for value, count in counts.items()
        ]
        found[name] = sorted(values, key=lambda one: (-one.count, one.label, one.value))
    return found
