"""One listing as its normalisers read it: each text cleaned, lowered and folded once."""

from functools import cached_property

from catalog.facts import Decision
from catalog.listing import Listing
from catalog.normalise.decision import find_decision
from catalog.normalise.text import Cleaned, clean, fold

DESCRIPTION_READ = 6000


class Page:
    """A listing with its cleaned texts; of the description the first 6,000 characters are read for facts."""

    def __init__(self, listing: Listing) -> None:
        self.listing = listing
        self.title: Cleaned = clean(listing.name)
        self.name: str = self.title.text
        # The name without diacritics, letter for letter.
        self.name_folded: str = fold(self.name)
        # The cleaned description, its lines kept, and the part of it that is read for facts.
        self.about: Cleaned = clean(listing.description, keep_lines=True) if listing.description else Cleaned("")
        self.description: str = self.about.text[:DESCRIPTION_READ]
        self.certificate: str = clean(listing.certificate).text if listing.certificate else ""

    @cached_property
    def description_folded(self) -> str:
        """The description without diacritics, letter for letter."""
        return fold(self.description)

    @cached_property
    def quoted(self) -> tuple[Decision | None, str]:
        """The recognition decision the page quotes and its words: by its `certificate`, description, then name."""
        for text in (self.certificate, self.description, self.name):
            if text and (found := find_decision(text)):
                return found
        return None, ""
