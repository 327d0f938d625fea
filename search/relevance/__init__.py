"""How good the answers are: recall and noise in the first ten, by class of query, on names given by the caller."""

from search.relevance.cases import Case, generated
from search.relevance.measure import Figure, measure, score, table

__all__ = ["Case", "Figure", "generated", "measure", "score", "table"]
