"""What of a listing counts when two are compared, small enough to keep beside it."""

import hashlib
from dataclasses import dataclass, field, fields
from typing import Any

import orjson

from catalog.matching.text import fold


@dataclass(slots=True)
class Signature:
    """`words`: each word that tells the goods apart, with its part; `maker`: the producer's proper words, folded.

    `order` is a number drawn from marketplace and address: ties are settled by it, never by the order of arrival.
    `spoken` is the whole name, folded, where no producer is known: another's producer may stand in it.
    `profile` is equal for listings that every comparison treats alike.
    """

    id: int
    order: int
    words: dict[str, str]
    plain: bool = False
    degree: str = ""
    maker: list[str] = field(default_factory=list)
    maker_words: list[str] = field(default_factory=list)
    maker_name: str = ""
    legal_form: str = ""
    province: str = ""
    decision: str = ""
    shop: str = ""
    gtin: str = ""
    sku: str = ""
    picture: str = ""
    variant: str = ""
    pieces: int = 0
    spoken: str = ""
    keys: list[int] = field(default_factory=list)
    profile: str = ""

    def profiled(self) -> "Signature":
        """Itself, with its profile set."""
        said = [getattr(self, name) for name in FIELDS if name not in _OWN]
        self.profile = hashlib.blake2b(orjson.dumps(said), digest_size=6).hexdigest()
        return self

    def folded(self) -> dict[str, str]:
        """The words without marks, for comparing with a name written without them."""
        return {fold(word): part for word, part in self.words.items()}

    def dump(self) -> str:
        """As kept in the database."""
        return orjson.dumps([getattr(self, name) for name in FIELDS]).decode()

    @classmethod
    def load(cls, text: str | bytes) -> "Signature | None":
        """Back from the database; None where earlier rules wrote it with other fields."""
        values: list[Any] = orjson.loads(text)
        return cls(*values) if len(values) == len(FIELDS) else None


FIELDS = tuple(one.name for one in fields(Signature))


def kept_keys(text: str | bytes) -> list[int]:
    """The keys in a kept signature, whatever rules wrote it: its one list of numbers."""
    lists = (value for value in orjson.loads(text) if isinstance(value, list) and value)
    return next((value for value in lists if isinstance(value[0], int)), [])


_OWN = ("id", "order", "variant", "pieces", "sku", "keys", "profile")
