"""A query taken apart: the words left when quotes, numbers and places are read out of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from search.lexicon import Lexicon
from search.text import surface, tokenize
from search.text.tokens import Token
from search.understanding.numbers import numbers_in
from search.understanding.places import Gazetteer
from search.understanding.reading import Unit
from search.words import Vocabulary

LONGEST = 200
MOST_WORDS = 16
# Tags and character entities that came along with a copied name.
_MARKUP = re.compile(r"</?[a-z!][^<>]*>|&(?:[a-z]{2,8}|#x?[0-9a-f]{1,6});")
_QUOTED = re.compile(r'["“”]([^"“”]{1,80})["“”]')


@dataclass(frozen=True, slots=True)
class Query:
    """A query taken apart: its `tokens`; the `words` left when places are read out of them; the units places and
    numbers became.

    `noise` are the places among the words of those that say how a thing is sold, not what it is.
    """

    text: str
    tokens: tuple[Token, ...]
    words: tuple[Token, ...]
    filters: tuple[Unit, ...]
    open_end: bool
    literal: bool = False
    noise: frozenset[int] = frozenset()

    @property
    def toned(self) -> bool:
        """Whether any word carries tones: then a word without is one that has none."""
        return any(token.toned for token in self.words)


def parse(text: str, gazetteer: Gazetteer, vocabulary: Vocabulary, lexicon: Lexicon, *, typing: bool) -> Query:
    """Take a query apart. `typing`: the last word may be unfinished, unless a space follows it."""
    plain = _MARKUP.sub(lambda tag: " " * len(tag[0]), surface(text[:LONGEST]))
    literal = bool(_QUOTED.search(plain))
    numbers = [] if literal else numbers_in(plain)
    blank = plain
    for found in numbers:
        blank = blank[: found.start] + "|" * (found.end - found.start) + blank[found.end :]
    tokens = tokenize(blank)[:MOST_WORDS]
    noise = frozenset() if literal else lexicon.noise_in(tokens)
    places = [] if literal else gazetteer.find(tokens, vocabulary, noise)
    taken = {place for start, end, _ in places for place in range(start, end)}
    kept = [place for place in range(len(tokens)) if place not in taken]
    left = tuple(tokens[place] for place in kept)
    filters = (*(found.unit for found in numbers), *(unit for _, _, unit in places))
    at_end = bool(left) and left[-1].end == len(plain)
    return Query(text, tuple(tokens), left, filters, typing and at_end and not literal, literal, _moved(noise, kept))


def selling_words(query: Query) -> tuple[str, ...]:
    """The phrases that say how a thing is sold."""
    found: list[str] = []
    for place in sorted(query.noise):
        word = query.words[place].text
        if place - 1 in query.noise:
            found[-1] += f" {word}"
        else:
            found.append(word)
    return tuple(found)


def _moved(places: frozenset[int], kept: Sequence[int]) -> frozenset[int]:
    return frozenset(new for new, old in enumerate(kept) if old in places)
