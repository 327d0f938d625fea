"""Checking one listing: its facts, and what the rules find in them."""

from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict

from catalog.checks import ocop_predicates, predicates
from catalog.checks.case import PREDICATES, Case
from catalog.checks.rules import Rule, Severity, rules
from catalog.facts import Facts
from catalog.listing import Listing
from catalog.normalise import normalise
from catalog.recognition import Registry

# Importing them is what fills the table.
_FILLED_BY = (predicates, ocop_predicates)
_ORDER = {"error": 0, "warning": 1, "info": 2}


class Finding(BaseModel):
    """One thing found: `message` says what is wrong and why it matters, `hint` how to mend it."""

    model_config = ConfigDict(frozen=True)

    code: str
    severity: Severity
    field: str
    message: str
    message_en: str
    hint: str
    hint_en: str


class CheckedListing(BaseModel):
    """A listing's facts and findings, the gravest first."""

    model_config = ConfigDict(frozen=True)

    url: str
    facts: Facts
    findings: list[Finding]

    def to_json(self) -> dict[str, Any]:
        """The contract's JSON object of `chophien check --json`."""
        return self.model_dump(mode="json")


def check_listing(listing: Listing, *, registry: Registry, today: date) -> CheckedListing:
    """Normalise a listing and put it to every rule."""
    case = Case(listing, normalise(listing, registry=registry, today=today), today)
    found = [_finding(rule, words) for code, rule in rules().items() if (words := PREDICATES[code](case)) is not None]
    found.sort(key=lambda one: _ORDER[one.severity])
    return CheckedListing(url=listing.url, facts=case.facts, findings=found)


def _finding(rule: Rule, words: str) -> Finding:
    """The rule's words with what was found in place of `{words}`; nothing else of the words is read as a pattern."""
    texts = {key: getattr(rule, key).replace("{words}", words) for key in ("message", "message_en", "hint", "hint_en")}
    return Finding(code=rule.code, severity=rule.severity, field=rule.field, **texts)
