"""One listing as the rules look at it, and the table of what each rule looks for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from catalog.facts import Facts
from catalog.listing import Listing
from catalog.normalise import Normalised
from catalog.normalise.text import clean, fold


@dataclass(frozen=True)
class Case:
    """One listing with what was made of it on a day."""

    listing: Listing
    normalised: Normalised
    today: date

    @property
    def facts(self) -> Facts:
        """The facts."""
        return self.normalised.facts

    @cached_property
    def oddities(self) -> dict[str, str]:
        """The words of each oddity by its code."""
        return {one.code: one.words for one in self.normalised.oddities}

    @cached_property
    def description(self) -> str:
        """The cleaned description."""
        return clean(self.listing.description or "").text

    @cached_property
    def everything(self) -> str:
        """All the page says, folded."""
        given = self.listing
        return fold(
            " ".join(
                filter(
                    None, (given.name, self.description, given.certificate, " ".join(map(str, given.extra.values())))
                )
            )
        )


Predicate = Callable[[Case], str | None]
PREDICATES: dict[str, Predicate] = {}


def rule(code: str) -> Callable[[Predicate], Predicate]:
    """Let a function stand for the rule of that code."""

    def keep(predicate: Predicate) -> Predicate:
        PREDICATES[code] = predicate
        return predicate

    return keep


def from_oddity(rule_code: str, *codes: str) -> None:
    """A rule that stands on an oddity of normalising."""

    def found(case: Case) -> str | None:
        return next((case.oddities[code] for code in codes if code in case.oddities), None)

    PREDICATES[rule_code] = found
