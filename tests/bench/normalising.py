"""How much of real names and prices is read, how fast, and a sample to check by hand.

    python -m tests.bench.normalising FILE [--show 200] [--seed 20261122]

FILE is a JSON list of objects with `name` and `price` (as the grocery names the figures in docs/normalising.md are of),
or listings as JSON Lines. Rates are of one core's own time.
"""

import argparse
import json
import random
import time
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from catalog.certificates import shipped_registry
from catalog.facts import Facts
from catalog.listing import Listing, parse_listing
from catalog.normalise import normalise

TODAY = date(2026, 11, 22)


def listings_of(path: Path) -> list[Listing]:
    """The listings of a file, without what could not be one."""
    text = path.read_text("utf-8")
    records: list[dict[str, Any]] = json.loads(text) if text.startswith("[") else [*map(json.loads, text.splitlines())]
    if records and "url" not in records[0]:
        records = [{"url": one["link"], "name": one["name"], "price_text": one["price"]} for one in records]
    return [parse_listing(one)[0] for one in records]


def measure(listings: list[Listing]) -> tuple[list[Facts], float]:
    """The facts of every listing and how many listings a second one core reads."""
    registry = shipped_registry()
    for one in listings[:100]:
        normalise(one, registry=registry, today=TODAY)
    started = time.process_time()
    facts = [normalise(one, registry=registry, today=TODAY).facts for one in listings]
    return facts, len(listings) / (time.process_time() - started)


def told(facts: Facts) -> str:
    """The net content in a few letters, to be checked by eye."""
    content = facts.net_content
    return f"{content.amount:g} {content.unit} ({content.packs} x {content.per_pack:g})" if content else "-"


def main() -> None:
    """Print the shares, the rate and the sample."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--seed", type=int, default=20261122)
    given = parser.parse_args()
    listings = listings_of(given.file)
    facts, rate = measure(listings)
    print(f"{len(listings):,} listings, {rate:,.0f} a second")  # noqa: T201
    units = Counter(one.net_content.unit if one.net_content else "none" for one in facts)
    for label, counts in (("price", Counter(one.price_status for one in facts)), ("net content", units)):
        print(label, {key: f"{count / len(facts):.1%}" for key, count in counts.most_common()})  # noqa: T201
    for index in random.Random(given.seed).sample(range(len(listings)), given.show):
        print(f"{listings[index].name} => {told(facts[index])}")  # noqa: T201


if __name__ == "__main__":
    main()
