"""Products of the same kind as one: by what its name begins with."""

from collections.abc import Mapping
from typing import Any

from search.engines.clauses import Has, Not, both
from search.engines.protocol import Ask
from search.fields import HEAD, HEAD_CONCEPT, TERMS
from search.lexicon import Lexicon
from search.terms import taken_apart
from search.text import fold, key

_WORDS = 2


def similar_ask(shown: Mapping[str, Any], lexicon: Lexicon, limit: int) -> Ask | None:
    """Names that begin with the same thing, however called, or with the same two words; None for a name of no words.

    The same province and the more special thing come first: "trà xanh" before "trà".
    """
    name = taken_apart(shown["name"])
    begun = [fold(word) for word in name.words[name.start : name.start + _WORDS]]
    if not begun:
        return None
    named = lexicon.things_in([key(word) for word in name.words])
    things = sorted(((length, thing) for thing, place, length in named if place == name.start), reverse=True)
    kinds = tuple(HEAD_CONCEPT + thing for _, thing in things) or (HEAD + " ".join(begun),)
    where = both(Has(TERMS, kinds), Not(Has("id", (shown["id"],))))
    special = both(where, Has(TERMS, kinds[:1]))
    place = shown.get("province")
    near = (both(special, Has("province", (place,))),) if place else ()
    return Ask(where=where, tiers=(*near, special), limit=limit)
