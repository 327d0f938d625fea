"""Vietnamese text as the index keeps it: words, their exact and folded keys, sizes."""

from search.text.syllables import fold, key, surface
from search.text.tokens import Token, tokenize

__all__ = ["Token", "fold", "key", "surface", "tokenize"]
