"""The listing checker: what is wrong with a listing, why it matters, how to mend it. Rules: docs/checks.md."""

from catalog.checks.check import CheckedListing, Finding, check_listing
from catalog.checks.rules import Rule, rules

__all__ = ["CheckedListing", "Finding", "Rule", "check_listing", "rules"]
