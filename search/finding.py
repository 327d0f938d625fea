"""From a query to the reading that is answered: the one as typed, a near spelling, or what is left of it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from search.alternatives import (
    Choice,
    as_typed,
    choices,
    goods_of_places,
    is_surely_meant,
    may_be_slips,
    near_spellings,
)
from search.contract import SearchRequest
from search.engines.clauses import Clause, both
from search.engines.protocol import Answer, Ask, Engine
from search.fields import FACETS
from search.filters import Filters
from search.lexicon import Lexicon
from search.relaxing import relaxations
from search.understanding import Reading, Understanding
from search.understanding.query import Query


class Found(NamedTuple):
    """The reading that was answered, its answer, and the others that were counted beside it."""

    reading: Reading
    answer: Answer
    offered: Sequence[Choice]


class Finder:
    """Asks the engine for one reading after the other, as few times as possible."""

    def __init__(self, engine: Engine, lexicon: Lexicon) -> None:
        self._engine = engine
        self._lexicon = lexicon

    def first(self, understanding: Understanding, query: Query, request: SearchRequest, filters: Filters) -> Found:
        """The first reading that finds anything whatever the filters; the last resort gives words up.

        Raises EngineUnavailable.
        """
        typed = understanding.typed(query)
        known: dict[Clause, int] = {}
        if typed:
            near = tuple(near_spellings(understanding, query, typed[0])) if may_be_slips(typed[0]) else ()
            if not near:
                found = self._found(understanding, query, request, filters, typed[0])
                if found.answer.total or found.answer.counts[0]:
                    return found
            else:
                # Counted first: mostly the words as typed find nothing, and facets and hits of nothing cost as much.
                counted = self._engine.ask(Ask(typed[0].where, limit=0, counts=tuple(one.where for one in near)))
                known = {one.where: count for one, count in zip(near, counted.counts, strict=True)}
                if (meant := self._surely_meant(counted, typed[0], near)) is not None:
                    return self._found(understanding, query, request, filters, meant, as_typed(query, typed[0]))
                if counted.total:
                    return self._found(understanding, query, request, filters, typed[0])
        reading = self._with_a_hit([*typed[1:], *understanding.mended(query)], known)
        if reading is None:
            reading = self._with_a_hit(relaxations(typed, understanding, query), known)
        if reading is None:
            nothing = Reading(())
            offered = (*choices(understanding, query, nothing), *goods_of_places(query))
            counts = self._engine.ask(Ask(limit=0, counts=tuple(choice.where for choice in offered))).counts
            return Found(nothing, Answer(0, [], {}, [0, *counts]), offered)
        return self._found(understanding, query, request, filters, reading, few=True)

    def _surely_meant(self, counted: Answer, typed: Reading, near: Sequence[Reading]) -> Reading | None:
        """A near spelling that names have so much oftener than the words as typed that these are a slip."""
        few, pairs = counted.total, zip(near, counted.counts, strict=True)
        return next((one for one, many in pairs if is_surely_meant(one, many, typed, few, self._lexicon)), None)

    def _found(
        self,
        understanding: Understanding,
        query: Query,
        request: SearchRequest,
        filters: Filters,
        reading: Reading,
        *first: Choice,
        few: bool = False,
    ) -> Found:
        """Ask for a reading; in the same question, how much the choices would find."""
        settled = understanding.settled(reading)
        offered = (*first, *choices(understanding, query, settled)) if not request.offset else ()
        return Found(settled, self._ask(settled, request, filters, offered, few=few), offered)

    def _with_a_hit(self, readings: Sequence[Reading], known: Mapping[Clause, int]) -> Reading | None:
        """The first that finds anything; what those find that are `known` was counted already."""
        possible: dict[Clause, Reading] = {}
        for one in readings:
            if known.get(one.where, 1):
                possible.setdefault(one.where, one)
        clauses = list(possible)
        sure = next((place for place, clause in enumerate(clauses) if clause in known), len(clauses))
        place = self._engine.first(clauses[:sure]) if sure else None
        found = clauses[sure if place is None else place :]
        return possible[found[0]] if found else None

    def _ask(
        self,
        reading: Reading,
        request: SearchRequest,
        filters: Filters,
        offered: Sequence[Choice],
        *,
        few: bool,
    ) -> Answer:
        where = both(reading.where, filters.clause)
        ranked = request.sort == "relevance"
        return self._engine.ask(
            Ask(
                where=where,
                tiers=tuple(both(tier, filters.clause) for tier in reading.tiers()) if ranked else (),
                order=request.sort,
                offset=request.offset,
                limit=request.limit,
                facets={name: both(reading.where, filters.without(name)) for name in FACETS},
                counts=(reading.where, *(both(choice.where, filters.clause) for choice in offered)),
                few=few,
            )
        )
