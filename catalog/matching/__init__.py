"""Know the same thing when you see it twice: which listings are one product, and which size of it each is."""

from catalog.matching.explaining import Compared, Explanation, explain
from catalog.matching.people import ReviewPair, UnknownListing, decide, export_labels, review_pairs, take_back
from catalog.matching.report import MatchReport
from catalog.matching.run import match

__all__ = [
    "Compared",
    "Explanation",
    "MatchReport",
    "ReviewPair",
    "UnknownListing",
    "decide",
    "explain",
    "export_labels",
    "match",
    "review_pairs",
    "take_back",
]
