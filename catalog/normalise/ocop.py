"""OCOP stars with their proof: what the listing claims, weighed against the registry of certificates.

The claim is read from `ocop_stars`, `certificate`, the name, then the description (there only beside the word OCOP or
a rating); the first that gives stars counts. A recognition with a signed decision outranks every claim.
"""

from collections.abc import Iterator
from datetime import date

from catalog.facts import Decision, Ocop
from catalog.listing import Oddity
from catalog.normalise.page import Page
from catalog.normalise.result import Evidence, Found, odd
from catalog.normalise.stars import Claim, claim_in, may_claim, read_claim, read_stars_field
from catalog.recognition import MONTHS_VALID, Match, months_after

_CONFIDENCE = {"ocop_stars": 0.9, "certificate": 0.85, "name": 0.8, "description": 0.6, "category": 0.5}


def ocop_of(page: Page, match: Match | None, today: date) -> Found[Ocop]:
    """The OCOP standing of a listing on a day; `match` is what the registry knows of it."""
    claim, source, oddities = _claim(page)
    decision, quoted = page.quoted
    if match:
        return _weighed(match, claim, decision, oddities, today)
    if decision is None and (claim is None or not claim.ocop):
        return Found(Ocop(), None, tuple(oddities))
    stars = claim.stars if claim else None
    lapsed = decision is not None and decision.date is not None and today > months_after(decision.date, MONTHS_VALID)
    words = claim.words if claim and claim.ocop else quoted
    evidence = Evidence(
        source=source if claim else "certificate", words=words[:200], confidence=_CONFIDENCE.get(source, 0.5)
    )
    return Found(
        Ocop(stars=stars, status="lapsed" if lapsed else "claimed", decision=decision), evidence, tuple(oddities)
    )


def _claim(page: Page) -> tuple[Claim | None, str, list[Oddity]]:
    """The strongest claim, the field it stands in, and oddities of all of them."""
    claims = [(claim, source) for claim, source in _claims(page) if claim is not None]
    oddities = [odd("ocop_stars", kind, claim.words) for claim, source in claims for kind in claim.kinds]
    starred = [(claim, source) for claim, source in claims if claim.stars is not None]
    if len({claim.stars for claim, _ in starred}) > 1:
        said = " / ".join(f"{source}: {claim.stars}" for claim, source in starred)
        oddities.append(odd("ocop_stars", "disagrees", said))
    named = starred or [(claim, source) for claim, source in claims if claim.ocop]
    return (*named[0], oddities) if named else (None, "", oddities)


def _claims(page: Page) -> Iterator[tuple[Claim | None, str]]:
    listing = page.listing
    if listing.ocop_stars is not None:
        yield read_stars_field(listing.ocop_stars), "ocop_stars"
    if page.certificate:
        yield read_claim(page.certificate), "certificate"
    yield claim_in(page.name, page.name_folded, bare=True), "name"
    if may_claim(page.description.lower()):
        yield claim_in(page.description, page.description_folded, bare=False), "description"
    for label in listing.category:
        if "ocop" in label.lower():
            yield read_claim(label, bare=False), "category"


def _weighed(
    match: Match, claim: Claim | None, quoted: Decision | None, oddities: list[Oddity], today: date
) -> Found[Ocop]:
    """The standing where the registry knows the product."""
    one = match.recognition
    words = f"{one.product_name} / {one.producer_name} / {one.stars} / {one.number or one.issuer} / {one.level}"
    evidence = Evidence(source=f"registry:{one.level}", words=words[:200], confidence=0.95 if one.proves else 0.7)
    claimed = claim.stars if claim else None
    if one.revoked_by(today):
        found = odd("ocop_stars", "revoked", words)
        return Found(
            Ocop(stars=one.stars or claimed, status="lapsed", decision=one.decision), evidence, (*oddities, found)
        )
    if not one.proves:
        if claimed is not None and claimed != one.stars:
            oddities = [*oddities, odd("ocop_stars", "differs_from_award", words)]
        return Found(
            Ocop(stars=claimed or one.stars, status="claimed", decision=quoted or one.decision),
            evidence,
            tuple(oddities),
        )
    if claimed is not None and claimed != one.stars:
        found = odd("ocop_stars", "contradicted", f"{claimed} / {words}")
        return Found(Ocop(stars=one.stars, status="contradicted", decision=one.decision), evidence, (*oddities, found))
    status = "proven" if one.valid_on(today) else "lapsed"
    return Found(Ocop(stars=one.stars, status=status, decision=one.decision), evidence, tuple(oddities))
