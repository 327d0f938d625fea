"""By which names a producer is known, and why they were taken for one."""

from collections import Counter
from typing import Literal

from pydantic import BaseModel, Field
from sqlalchemy import select
from sqlmodel import Session, col

from catalog.facts import LegalForm
from catalog.normalise.producer import read_producer
from catalog.tables import Certificate, Listing, Producer

_MOST_READ = 2000

Because = Literal["named", "written_otherwise", "no_form", "no_province"]


class NameVariant(BaseModel):
    """One way of writing the producer's name."""

    words: str
    legal_form: LegalForm | None = None
    listings: int = 0
    certificates: int = 0
    because: Because = Field(
        description="named: the same words; written_otherwise: the same proper name in other words, case or tones; "
        "no_form: names no legal form, and there is one producer of that name and place; "
        "no_province: names no province, and the name is known in one only."
    )


def known_as(session: Session, producer: Producer) -> list[NameVariant]:
    """The names on its listings (of at most 2,000) and certificates, the most common first."""
    counted: Counter[tuple[str, bool]] = Counter()
    certified: Counter[tuple[str, bool]] = Counter()
    listings = select(col(Listing.evidence), col(Listing.facts)).where(col(Listing.producer_id) == producer.id)
    for row in session.execute(listings.order_by(col(Listing.id)).limit(_MOST_READ)):
        said = (row.evidence or {}).get("producer")
        if said:
            placed = bool(row.facts["place"]["province"]) or producer.province is None
            counted[_name_in(said["source"], said["words"]), placed] += 1
    papers = select(col(Certificate.producer_name), col(Certificate.province))
    for name, province in session.execute(papers.where(col(Certificate.producer_id) == producer.id)):
        certified[name, bool(province) or producer.province is None] += 1
    made = [
        _variant(producer, words, placed, counted[words, placed], certified[words, placed])
        for words, placed in counted | certified
    ]
    return sorted(made, key=lambda one: (-one.listings, -one.certificates, one.words, one.because))


def _name_in(source: str, words: str) -> str:
    """The words of the name: those of the field, or what stands behind the label in a description."""
    return words if source == "producer" else (words.partition(":")[2] or words).strip()


def _variant(producer: Producer, words: str, placed: bool, listings: int, certificates: int) -> NameVariant:
    read = read_producer(words)
    form = read.legal_form if read else None
    because: Because = "written_otherwise"
    if not placed:
        because = "no_province"
    elif form is None and producer.legal_form is not None:
        because = "no_form"
    elif words.endswith(producer.name):
        because = "named"
    return NameVariant(words=words, legal_form=form, listings=listings, certificates=certificates, because=because)
