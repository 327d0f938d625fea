"""One row of a list as a certificate, or the reason why it is none."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from catalog import places
from catalog.certificates.cells import NoDay, day_of, stars_of, text_of
from catalog.certificates.ratings import Goods
from catalog.certificates.surroundings import Around, issuer_in
from catalog.facts import Decision
from catalog.normalise.decision import find_decision
from catalog.normalise.place import PlaceReading, read_place
from catalog.normalise.text import clean, fold
from catalog.recognition import MONTHS_VALID, months_after
from catalog.sheets.cells import Cell
from catalog.tables import Certificate

FIRST_OCOP_DAY = date(2018, 1, 1)
_EXTENDED = timedelta(days=180)
_REVOKED = re.compile(r"thu hoi|huy bo|bi huy|revoked")
_OVER = re.compile(r"het (?:han|hieu luc)|khong con|expired")
_NUMBER_ALONE = re.compile(r"(?:so|qd|quyet dinh|[\s:.])*(\d{1,6})")


class NoCertificate(ValueError):
    """A row that is no certificate; the message says why, in English."""


@dataclass(frozen=True)
class Row:
    """A row's cells by kind, and what they say with the words around them."""

    cells: dict[str, Cell]
    around: Around
    product: str
    producer: str
    address: str
    stars_words: str
    proposed: bool

    def naming(self, goods: Goods) -> "Row":
        """The row for one of the products it names under ratings."""
        stars, purpose, _ = goods.rating
        around = self.around if purpose == "recognised" else replace(self.around, purpose=purpose)
        words, proposed = f"{stars} sao", around.purpose == "proposed"
        return replace(self, around=around, product=goods.name, stars_words=words, proposed=proposed)

    def day(self, name: str) -> date | None:
        """The day in a cell. Raises NoCertificate where it is none."""
        try:
            return day_of(self.cells.get(name))
        except NoDay as problem:
            raise NoCertificate(str(problem)) from problem


def certificate_of(row: Row, today: date) -> tuple[Certificate, list[str]]:
    """The certificate with what was put right about it. Raises NoCertificate."""
    _require_names(row)
    status = fold(text_of(row.cells, "status"))
    revoked = row.around.purpose == "revoked" or _REVOKED.search(status) is not None
    stars = _stars(row, revoked=revoked)
    notes: list[str] = []
    decision = _decision(row, notes, revoked=revoked)
    if decision and decision.date and not FIRST_OCOP_DAY <= decision.date <= today:
        raise NoCertificate(f"a decision of {decision.date:%d/%m/%Y} lies before OCOP (2018) or after today")
    signed = decision is not None and decision.date is not None
    place = _place(row, decision)
    made = Certificate(
        product_name=row.product,
        producer_name=row.producer,
        stars=stars,
        number=decision.number if decision else "",
        issuer=(decision.issuer or "") if decision else "",
        issued_on=decision.date if decision else None,
        expires_on=_expires_on(row, decision, status, today, notes),
        revoked_on=_revoked_on(row, today) if revoked else None,
        revoked_by=_words_of(_revoking(row)) if revoked else None,
        file_code=text_of(row.cells, "file_code") or None,
        address=row.address or None,
        province=place.province,
        former_province=place.former,
        commune=place.commune,
        category=text_of(row.cells, "category") or row.around.category or None,
        level="B2" if row.proposed else "A" if signed else "R" if revoked else "B1",
    )
    return made, notes


def _require_names(row: Row) -> None:
    if not row.product:
        raise NoCertificate("the row does not name the product")
    if not row.producer:
        raise NoCertificate("the row does not name the maker")
    if row.around.purpose == "refused":
        raise NoCertificate("the list says that this product was not recognised")


def _stars(row: Row, *, revoked: bool) -> int:
    """The stars given; 0 where a revocation does not say which."""
    words = row.stars_words
    stars = stars_of(words) if words else row.around.stars
    if revoked:
        return stars if stars and 3 <= stars <= 5 else 0
    if stars is None and re.search(r"(?:khong|chua) (?:dat|du|xep)", fold(words)):
        raise NoCertificate(f"the row says that it was not rated (“{words[:40]}”)")
    if stars is None:
        said = f": “{words[:40]}”" if words else ""
        raise NoCertificate(f"the row does not say how many stars{said}")
    if stars > 5:
        raise NoCertificate(f"there are no {stars} stars")
    if stars < 3:
        raise NoCertificate(f"{stars} stars carry no certificate")
    return stars


def _decision(row: Row, notes: list[str], *, revoked: bool) -> Decision | None:
    """The row's own decision, completed by its date and issuer columns; else the table's.

    In a list of revocations the table's decision is the one that revokes, so the row's own alone counts.
    """
    default = None if revoked and row.around.purpose == "revoked" else row.around.decision
    words = text_of(row.cells, "number")
    issuer = _issuer(row)
    found = find_decision(clean(words).text) if words else None
    if found is None:
        day = row.day("issued_on")
        if (alone := _NUMBER_ALONE.fullmatch(fold(words))) and (day or issuer):
            return Decision(number=f"{alone[1]}/QĐ-UBND", date=day, issuer=issuer or _issuer_of(default))
        if words and default is None:
            notes.append(f"“{words[:60]}” is read as no decision, so nothing is proven by this row")
        return default
    own = found[0]
    day = own.date or row.day("issued_on")
    if day is None and default is not None and default.number == own.number:
        day = default.date
    if day is None:
        notes.append(f"decision {own.number} has no date, so nothing is proven by this row")
    return Decision(number=own.number, date=day, issuer=own.issuer or issuer or _issuer_of(default))


def _issuer(row: Row) -> str | None:
    words = text_of(row.cells, "issuer")
    if not words or not re.match(r"(?:chu tich )?(?:ubnd|uy ban|bo\b)", fold(words)):
        return None
    return issuer_in(words) or words


def _issuer_of(decision: Decision | None) -> str | None:
    return decision.issuer if decision else None


def _words_of(decision: Decision | None) -> str | None:
    if decision is None:
        return None
    day = f" ngày {decision.date:%d/%m/%Y}" if decision.date else ""
    return f"{decision.number}{day}" + (f" của {decision.issuer}" if decision.issuer else "")


def _expires_on(row: Row, decision: Decision | None, status: str, today: date, notes: list[str]) -> date | None:
    """The printed expiry, where it can be one: after the decision, and not later than 36 months and 180 days on."""
    printed = row.day("expires_on")
    issued = decision.date if decision else None
    if printed and issued:
        if printed <= issued:
            notes.append(f"it would expire ({printed:%d/%m/%Y}) before it was decided; 36 months are taken instead")
            printed = None
        elif printed > months_after(issued, MONTHS_VALID) + _EXTENDED:
            notes.append(f"it would hold until {printed:%d/%m/%Y}, longer than the law allows; 36 months are taken")
            printed = None
    if _OVER.search(status):
        until = printed or (months_after(issued, MONTHS_VALID) if issued else None)
        return min(until, today - timedelta(days=1)) if until else None
    return printed


def _revoked_on(row: Row, today: date) -> date:
    by = _revoking(row)
    return row.day("revoked_on") or (by.date if by and by.date else None) or today


def _revoking(row: Row) -> Decision | None:
    """The decision that revokes: the list's, or the one the row's status names."""
    if row.around.purpose == "revoked":
        return row.around.decision
    found = find_decision(text_of(row.cells, "status"))
    return found[0] if found else None


def _place(row: Row, decision: Decision | None) -> PlaceReading:
    """The maker's place: its address, its section's, the code of its commune; the issuer's province where none says."""
    unit = places.commune_by_code().get(text_of(row.cells, "unit_code").zfill(5))
    words = ", ".join(filter(None, (row.address, row.around.place)))
    read = read_place(words) if words else PlaceReading()
    deciding = decision or row.around.decision
    issuer = _issuer_of(decision) or _issuer_of(row.around.decision) or ""
    if read.province is None and issuer.startswith("UBND "):
        before = deciding is not None and deciding.date is not None and deciding.date < places.MERGED_ON
        read = read_place(", ".join(filter(None, (words, issuer.removeprefix("UBND ")))), before_merger=before)
    return PlaceReading(
        read.province or (unit.province if unit else None),
        read.former or (unit.former_province if unit else None),
        read.commune or (unit.slug if unit else None),
    )
