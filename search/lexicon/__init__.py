"""The food-and-craft words: one thing's several names, as data with a source for each row."""

from search.lexicon.load import Lexicon, shipped_lexicon

__all__ = ["Lexicon", "shipped_lexicon"]
