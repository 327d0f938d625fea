"""The filters a request names itself, and what each facet is counted under."""

from collections.abc import Mapping

from catalog import places
from search.contract import SearchRequest
from search.engines.clauses import EVERYTHING, Between, Clause, Has, both, either
from search.fields import FACETS


class Filters:
    """A request's filters: values of one are alternatives, different ones must all hold."""

    def __init__(self, request: SearchRequest) -> None:
        self.selected: Mapping[str, tuple[str, ...]] = {
            name: tuple(dict.fromkeys(str(value) for value in getattr(request, name))) for name in FACETS
        }
        self._clauses = {name: _one_of(name, values) for name, values in self.selected.items() if values}
        priced = request.price_min is not None or request.price_max is not None
        self._price: Clause | None = Between("price", request.price_min, request.price_max) if priced else None

    def __bool__(self) -> bool:
        return bool(self._clauses) or self._price is not None

    @property
    def clause(self) -> Clause:
        """All of them."""
        return both(self._price, *self._clauses.values()) if self else EVERYTHING

    def without(self, facet: str) -> Clause:
        """All but one facet's own: what that facet is counted under, so that its other values can be added."""
        others = [clause for name, clause in self._clauses.items() if name != facet]
        return both(self._price, *others)


def value_clause(facet: str, value: str) -> Clause:
    """What a product of one value of a facet holds."""
    return _one_of(facet, (value,))


def _one_of(name: str, values: tuple[str, ...]) -> Clause:
    if name != "province":
        return Has(name, values)
    former = tuple(value for value in values if value not in places.current_provinces())
    current = tuple(value for value in values if value in places.current_provinces())
    return either(Has("province", current) if current else None, Has("former_province", former) if former else None)
