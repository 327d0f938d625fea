"""The names searched and the queries asked of them.

`names.txt` are names of village goods that stand in no other test material; the corpus of grocery listings and the
recognised products are read where they lie. `queries.csv` was at hand while the search was made. `unseen.csv` was
written afterwards; of it, too, the half that `Case.held_out` chooses was never looked at query by query.
`unseen_later.csv` holds the sets written after those, each measured before anything was mended by it, and
`later_names.txt` the names of village goods that came with them.
"""

import json
from functools import cache
from pathlib import Path

from search.relevance import Case, generated
from search.relevance.rows import read_cases

_HERE = Path(__file__).parent


@cache
def own_names() -> tuple[str, ...]:
    """Names of village goods."""
    return tuple((_HERE / "names.txt").read_text(encoding="utf-8").splitlines())


@cache
def later_names() -> tuple[str, ...]:
    """Names of village goods that came with the later queries."""
    return tuple((_HERE / "later_names.txt").read_text(encoding="utf-8").splitlines())


@cache
def real_names(shared: Path) -> tuple[str, ...]:
    """Names of grocery listings and of recognised products."""
    listings = json.loads((shared / "corpus" / "grocery_listings.json").read_text(encoding="utf-8"))
    records = json.loads((shared / "records" / "ocop_records.transcribed.json").read_text(encoding="utf-8"))
    names = [one["name"] for one in listings]
    names.extend(product["product_name"] for batch in records["batches"] for product in batch["products"])
    return tuple(dict.fromkeys(names))


def all_names(shared: Path | None) -> tuple[str, ...]:
    """Every name there is."""
    return tuple(dict.fromkeys((*(real_names(shared) if shared else ()), *own_names(), *later_names())))


@cache
def seen_cases() -> tuple[Case, ...]:
    """Queries written while the search was made."""
    return tuple(read_cases(_HERE / "queries.csv"))


@cache
def unseen_cases() -> tuple[Case, ...]:
    """Queries written afterwards."""
    return tuple(read_cases(_HERE / "unseen.csv"))


@cache
def later_cases() -> tuple[Case, ...]:
    """Queries written after all others."""
    return tuple(read_cases(_HERE / "unseen_later.csv"))


def all_cases(shared: Path | None, each: int) -> tuple[Case, ...]:
    """Queries made from all the names, `each` of a class, and all that are written down."""
    return (*generated(all_names(shared), each=each), *seen_cases(), *unseen_cases(), *later_cases())
