"""The small protocol an engine fulfils. Nothing of tantivy or Meilisearch is seen outside `search/engines`."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any as Anything
from typing import Protocol

from search.documents import ProductDocument
from search.engines.clauses import EVERYTHING, Clause, Not, both


@dataclass(frozen=True, slots=True)
class Ask:
    """One question. Hits come tier by tier (a hit stands in the first tier that holds it), each tier by `order`.

    Every tier is a part of `where`, though it need not say so; what no tier holds comes last.
    `facets` names the clause each facet is counted under; `counts` are clauses of which only the number is wanted.
    `few`: there are probably not many hits, so an engine may plan for more than the first tiers.
    """

    where: Clause = EVERYTHING
    tiers: tuple[Clause, ...] = ()
    order: str = "relevance"
    offset: int = 0
    limit: int = 20
    facets: Mapping[str, Clause] = field(default_factory=dict)
    counts: tuple[Clause, ...] = ()
    few: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """`hits` are the documents' shown parts; `facets` count by value; `counts` answer the question's in order."""

    total: int
    hits: list[dict[str, Anything]]
    facets: dict[str, dict[str, int]]
    counts: list[int]


@dataclass(frozen=True, slots=True)
class IndexState:
    """What stands in an index and how it was made. `generation` changes with the words its names hold.

    `whole` is false while documents are being changed: one that stays so was cut off, and its words are not counted.
    `held` is true of an index somebody went back to, and wants left alone.
    """

    schema: str
    lexicon: str
    generation: str
    documents: int
    built_at: str
    whole: bool = True
    held: bool = False

    def to_json(self) -> dict[str, Anything]:
        """A JSON object from which the state can be made again."""
        return {name: getattr(self, name) for name in self.__slots__}


Source = tuple[list[str], tuple[str, str] | None]
"""A product's names, and its producer's id and name."""

Outcome = Callable[[], tuple[IndexState, bytes]]
"""An index's new state and words, known once its last document was made."""


def tiers_of(ask: Ask) -> list[Clause]:
    """The tiers and, last, everything asked for. They overlap: a hit counts where it is first met."""
    return [*ask.tiers, ask.where]


def tiers_apart(ask: Ask) -> list[Clause]:
    """The same, no two of which share a hit: what a page after the first is counted off by."""
    tiers = tiers_of(ask)
    return [both(tier, *(Not(one) for one in tiers[:place])) for place, tier in enumerate(tiers)]


class Engine(Protocol):
    """The reading side. Safe to use from many threads. Every method raises EngineUnavailable where nothing answers."""

    name: str

    def ask(self, ask: Ask) -> Answer: ...

    def first(self, clauses: Sequence[Clause]) -> int | None:
        """The place of the first clause that any document fulfils; None where there is none."""
        ...

    def state(self) -> IndexState | None:
        """What the live index says of itself, seen anew within two seconds of a change; None where there is none."""
        ...

    def words(self) -> bytes:
        """The vocabulary stored beside the live index."""
        ...


class Draft(Protocol):
    """An index under construction beside the live one."""

    def add(self, lines: Sequence[str]) -> None:
        """Put documents in, each as the builder's `encode` wrote it."""
        ...

    def finish(self, state: IndexState, words: bytes) -> None:
        """Everything given is searchable through `engine` after this; raises BuildError where something was refused."""
        ...

    @property
    def engine(self) -> Engine:
        """The draft, asked as if it were live."""
        ...

    def switch(self) -> None:
        """Make the draft live; what was live is kept as the previous one."""
        ...

    def discard(self) -> None: ...


class Builder(Protocol):
    """The writing side: one at a time."""

    @property
    def engine(self) -> Engine:
        """The live index, asked."""
        ...

    @property
    def encode(self) -> Callable[[ProductDocument], str]:
        """Writes a document as this engine takes it; a plain function, so that other processes can call it."""
        ...

    @property
    def source(self) -> Callable[[str], Source]:
        """Reads back what such a line was made from."""
        ...

    def draft(self) -> Draft: ...

    def change(self, documents: Iterable[ProductDocument], removed: Sequence[str], after: Outcome) -> None:
        """Put documents into the live index, take the removed ids out, and store what `after` then says.

        While it lasts, and for ever where it is cut off, the index's state is not `whole`.
        """
        ...

    def fingerprints(self) -> Iterator[tuple[str, str]]:
        """Id and fingerprint of every document in the live index."""
        ...

    def sources(self, ids: Sequence[str]) -> Iterator[Source]:
        """Names and producer (id, name) of the given documents, as they went in; unknown ids are passed over."""
        ...

    def rollback(self) -> IndexState:
        """Switch back to the previous index, and hold it; forward again from one that is held.

        Raises BuildError where there is none.
        """
        ...


class BuildError(RuntimeError):
    """An index could not be built, verified or switched; the live one is untouched."""
