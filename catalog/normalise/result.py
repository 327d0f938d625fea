"""What normalising a listing gives: the facts, where each comes from, and what was odd."""

from typing import Generic, NamedTuple, TypeVar

from pydantic import BaseModel, ConfigDict

from catalog.facts import Facts
from catalog.listing import Oddity


class Evidence(BaseModel):
    """Where a fact comes from: the listing's field, the words there, and how sure the reading is (0 to 1)."""

    model_config = ConfigDict(frozen=True)

    source: str
    words: str
    confidence: float


T = TypeVar("T")


class Found(NamedTuple, Generic[T]):
    """One fact as read from a listing, with its evidence and what was odd."""

    value: T
    evidence: Evidence | None = None
    oddities: tuple[Oddity, ...] = ()


def odd(field: str, kind: str, words: object = "") -> Oddity:
    """An oddity counted under `field/kind`."""
    return Oddity(code=f"{field}/{kind}", field=field, words=str(words)[:200])


class Normalised(NamedTuple):
    """The facts of one listing; `evidence` by fact name."""

    facts: Facts
    evidence: dict[str, Evidence]
    oddities: list[Oddity]
