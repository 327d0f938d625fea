"""What each rule looks for: a function of the case that gives the words found, or None where all is well."""

import re

from catalog.checks.case import Case, from_oddity, rule
from catalog.normalise.contact import is_gtin, phone_of, states_tax_code, tax_code_of
from catalog.normalise.text import clean

NAME_SHORTEST, NAME_LONGEST = 8, 120
DESCRIPTION_SHORTEST = 80
PICTURES_WANTED = 3
_CURES = re.compile(
    r"\bchua (?:khoi|dut diem|benh|ung thu|tieu duong)|\bdac tri\b|than duoc|dieu tri (?:khoi|dut diem|benh|ung thu)"
)
_PHONE_IN_NAME = re.compile(r"(?:\+?84|0)(?:[ .]?\d){9}(?!\d)")

_SEVERAL_CONTENTS = ("net_content/several", "net_content/options", "net_content/unclear")

from_oddity(
    "name/encoding",
    "name/tcvn3",
    "name/vni",
    "name/mojibake",
    "description/tcvn3",
    "description/vni",
    "description/mojibake",
)
from_oddity("price/currency", "price/currency")
from_oddity("price/negative", "price/negative")
from_oddity("price/suspicious", "price/suspicious")
from_oddity("price/disagrees", "price/disagrees", "price/minor_units")
from_oddity("list_price/below_price", "list_price/below_price")
from_oddity("net_content/several", *_SEVERAL_CONTENTS)
from_oddity("place/unknown", "place/unknown")
from_oddity("place/ambiguous", "place/ambiguous")
from_oddity("place/disagrees", "place/disagrees")
from_oddity("producer/same_as_shop", "producer/same_as_shop")


@rule("name/capitals")
def _capitals(case: Case) -> str | None:
    name = clean(case.listing.name).text
    return name if name.isupper() and len(name.split()) > 1 else None


@rule("name/too_short")
def _too_short(case: Case) -> str | None:
    return case.facts.name if len(case.facts.name) < NAME_SHORTEST else None


@rule("name/too_long")
def _too_long(case: Case) -> str | None:
    return str(len(case.facts.name)) if len(case.facts.name) > NAME_LONGEST else None


@rule("name/phone")
def _phone_in_name(case: Case) -> str | None:
    found = _PHONE_IN_NAME.search(case.facts.name)
    return found[0] if found else None


@rule("price/missing")
def _price_missing(case: Case) -> str | None:
    return "" if case.facts.price_status == "missing" and "price/negative" not in case.oddities else None


@rule("price/contact")
def _price_contact(case: Case) -> str | None:
    return "" if case.facts.price_status == "contact" else None


@rule("price/ambiguous")
def _price_ambiguous(case: Case) -> str | None:
    ambiguous = case.facts.price_status == "ambiguous" and "price/currency" not in case.oddities
    return str(case.listing.price_text or case.listing.price or "") if ambiguous else None


@rule("price/wholesale")
def _price_wholesale(case: Case) -> str | None:
    return case.listing.price_text or "" if case.facts.price_status == "wholesale" else None


@rule("net_content/missing")
def _content_missing(case: Case) -> str | None:
    if case.facts.net_content or _sold_by_measure(case) or case.facts.group in ("IV", "V", "VI"):
        return None
    return None if {"net_content/range", *_SEVERAL_CONTENTS} & case.oddities.keys() else ""


@rule("net_content/range")
def _content_a_range(case: Case) -> str | None:
    return None if _sold_by_measure(case) else case.oddities.get("net_content/range")


def _sold_by_measure(case: Case) -> bool:
    """A price for a kilogram or litre says all there is to say of goods that are weighed when they are sold."""
    facts = case.facts
    return facts.price_per is not None and facts.unit_price is not None and facts.unit_price.per != "piece"


@rule("images/missing")
def _no_picture(case: Case) -> str | None:
    return "" if not case.listing.images else None


@rule("images/few")
def _few_pictures(case: Case) -> str | None:
    count = len(case.listing.images)
    return str(count) if 0 < count < PICTURES_WANTED else None


@rule("description/missing")
def _no_description(case: Case) -> str | None:
    return "" if not case.description else None


@rule("description/short")
def _short_description(case: Case) -> str | None:
    return str(len(case.description)) if 0 < len(case.description) < DESCRIPTION_SHORTEST else None


@rule("description/cure")
def _cure(case: Case) -> str | None:
    found = _CURES.search(case.everything) if case.facts.group in ("I", "II", "III", None) else None
    return found[0] if found else None


@rule("producer/missing")
def _no_producer(case: Case) -> str | None:
    return "" if case.facts.producer is None else None


@rule("place/missing")
def _no_place(case: Case) -> str | None:
    given = (case.listing.address or "").strip() or (case.listing.province or "").strip()
    return "" if case.facts.place.province is None and not given else None


@rule("place/commune_missing")
def _no_commune(case: Case) -> str | None:
    return "" if case.facts.place.province and not case.facts.place.commune else None


@rule("phone/missing")
def _no_phone(case: Case) -> str | None:
    return "" if not (case.listing.phone or "").strip() else None


@rule("phone/invalid")
def _bad_phone(case: Case) -> str | None:
    phone = (case.listing.phone or "").strip()
    return phone if phone and phone_of(phone) is None else None


@rule("gtin/invalid")
def _bad_gtin(case: Case) -> str | None:
    gtin = (case.listing.gtin or "").strip()
    return gtin if gtin and not is_gtin(gtin) else None


@rule("tax_code/invalid")
def _bad_tax_code(case: Case) -> str | None:
    text = f"{case.listing.producer or ''} {case.listing.address or ''} {case.description}"
    return "" if states_tax_code(text) and tax_code_of(text) is None else None
