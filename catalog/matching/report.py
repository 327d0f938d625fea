"""What a run of matching did."""

from dataclasses import dataclass


@dataclass
class MatchReport:
    """Counts of one run; `listings` is how many were looked at, `changed` how many had to be compared anew."""

    listings: int = 0
    changed: int = 0
    products: int = 0
    created: int = 0
    updated: int = 0
    merged: int = 0
    split: int = 0
