"""What the rules on OCOP stars look for."""

import re
from datetime import timedelta

from catalog.checks.case import Case, from_oddity, rule
from catalog.recognition import MONTHS_VALID, months_after

EXPIRES_SOON = timedelta(days=180)
_TRACEABLE = re.compile(r"\bqr\b|truy xuat|tem dien tu|ma vach|check ?vn|icheck|traceab")

from_oddity("ocop/contradicted", "ocop_stars/contradicted")
from_oddity("ocop/below_three", "ocop_stars/below_three")
from_oddity("ocop/not_one_rating", "ocop_stars/range", "ocop_stars/threshold", "ocop_stars/potential")
from_oddity("ocop/claims_differ", "ocop_stars/disagrees", "ocop_stars/differs_from_award")


@rule("ocop/no_decision")
def _no_decision(case: Case) -> str | None:
    ocop = case.facts.ocop
    return f"{ocop.stars or '?'}★" if ocop.status == "claimed" and ocop.decision is None else None


@rule("ocop/unchecked_decision")
def _unchecked(case: Case) -> str | None:
    ocop = case.facts.ocop
    return ocop.decision.number if ocop.status == "claimed" and ocop.decision else None


@rule("ocop/lapsed")
def _lapsed(case: Case) -> str | None:
    ocop = case.facts.ocop
    if ocop.status != "lapsed":
        return None
    return f"{ocop.decision.number}, {ocop.decision.date:%d/%m/%Y}" if ocop.decision and ocop.decision.date else ""


@rule("ocop/expires_soon")
def _expires_soon(case: Case) -> str | None:
    ocop = case.facts.ocop
    if ocop.status != "proven" or ocop.decision is None or ocop.decision.date is None:
        return None
    until = months_after(ocop.decision.date, MONTHS_VALID)
    return f"{until:%d/%m/%Y}" if until - case.today <= EXPIRES_SOON else None


@rule("ocop/not_shown")
def _not_shown(case: Case) -> str | None:
    ocop = case.facts.ocop
    said = case.listing.ocop_stars or "ocop" in case.everything
    return f"{ocop.stars}" if ocop.status == "proven" and not said else None


@rule("ocop/no_traceability")
def _no_traceability(case: Case) -> str | None:
    stars = case.facts.ocop.stars
    return (
        str(stars)
        if stars and stars >= 4 and not _TRACEABLE.search(case.everything) and not case.listing.gtin
        else None
    )
