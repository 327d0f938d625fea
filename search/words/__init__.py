"""The words the catalog holds, counted by product: what corrections, readings and suggestions are chosen from."""

from search.words.counting import WordCounts
from search.words.vocabulary import Vocabulary

__all__ = ["Vocabulary", "WordCounts"]
