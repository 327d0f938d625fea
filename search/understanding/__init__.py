"""What a shopper's words ask for, step by step, for whatever engine answers."""

from search.understanding.reading import Reading, Unit
from search.understanding.understand import Understanding

__all__ = ["Reading", "Understanding", "Unit"]
