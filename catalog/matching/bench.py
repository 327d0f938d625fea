"""Matching at scale: generated listings, from scratch and after changes. `python -m catalog.matching.bench 100000`."""

import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, insert, select
from sqlmodel import Session, col

from catalog.database import connect_sqlite
from catalog.facts import Facts
from catalog.matching.report import MatchReport
from catalog.matching.run import match
from catalog.matching.signatures import batches
from catalog.migrate import upgrade
from catalog.tables import Content, Listing, Marketplace

_GOODS = (
    "Mật ong|Chè xanh|Miến dong|Nước mắm|Cà phê bột|Hạt điều|Tinh bột nghệ|Bánh phồng tôm|Gạo|Trà thảo mộc|Tương ớt"
)
_KINDS = "hoa nhãn|hoa cà phê|rang muối|vị chanh|vị gừng|sấy dẻo|sấy giòn|nguyên chất|hữu cơ|đặc biệt|cay|ít đường"
_ONSETS, _RIMES = (
    "B|C|D|Đ|G|H|K|L|M|N|Ng|Nh|Ph|Qu|S|T|Th|Tr|V|X",
    "a|ai|an|ang|ân|át|ê|ên|iêm|inh|oa|ôc|ông|ơn|uân|ung|ương|y",
)
_SIZES = ("100g", "250g", "500g", "1kg", "bộ 2 hũ x 250g")
_SHOPS = 8
_WRITINGS = (
    "{goods} {kind} {brand} {size}",
    "{brand} {goods} {kind} - {size}",
    "{goods} {kind} {brand} ({size}) - OCOP 4 sao",
    "{goods} {brand} {kind} gói {size}",
)
_NOW = datetime(2026, 11, 1, tzinfo=UTC)


def run(listings: int) -> dict[str, Any]:
    """Match so many generated listings from scratch, then 1,000 changed ones; seconds, counts and the peak in MB."""
    with tempfile.TemporaryDirectory() as folder:
        engine = connect_sqlite(f"sqlite:///{Path(folder) / 'bench.sqlite3'}")
        upgrade(engine)
        fill(engine, listings)
        report, scratch = _timed(engine, None)
        changed = _change(engine, 1000)
        after, again = _timed(engine, changed)
        engine.dispose()
    return {
        "listings": listings,
        "products": report.products,
        "from_scratch_s": scratch[0],
        "from_scratch_cpu_s": scratch[1],
        "changed": len(changed),
        "compared_anew": after.changed,
        "changed_s": again[0],
        "changed_cpu_s": again[1],
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def _timed(engine: Engine, changed: list[int] | None) -> tuple[MatchReport, tuple[float, float]]:
    """A run, committed, with its seconds on the clock and of the processor."""
    clock, cpu = time.perf_counter(), time.process_time()
    with Session(engine) as session:
        report = match(session, changed=changed)
        session.commit()
    return report, (round(time.perf_counter() - clock, 2), round(time.process_time() - cpu, 2))


def names() -> Iterator[tuple[int, str, str, str]]:
    """Shop, brand, goods and name of one listing after another: three shops sell each product in each size."""
    syllables = [onset + rime for onset, rime in product(_ONSETS.split("|"), _RIMES.split("|"))]
    goods, kinds = _GOODS.split("|"), _KINDS.split("|")
    number = 0
    for step, first in product(range(1, len(syllables) // 2), range(len(syllables))):
        brand = f"{syllables[first]} {syllables[(first + step) % len(syllables)]}"
        for place, one in enumerate(goods):
            kind, size = kinds[(place + first) % len(kinds)], _SIZES[(place + step) % len(_SIZES)]
            for shop in range(3):
                number += 1
                writing = _WRITINGS[(number + shop) % len(_WRITINGS)]
                yield (number + shop) % _SHOPS, brand, one, writing.format(goods=one, kind=kind, brand=brand, size=size)


def fill(engine: Engine, listings: int) -> None:
    """Write so many listings, a third of them with their producer known."""
    with engine.begin() as connection:
        shops = [{"slug": f"cho-{shop}", "name": f"Chợ {shop}", "domains": []} for shop in range(_SHOPS)]
        connection.execute(insert(Marketplace), shops)
    rows = ((number, *name) for number, name in zip(range(listings), names(), strict=False))
    for batch in batches(rows, 5000):
        contents, found = [], []
        for number, shop, brand, _, name in batch:
            url = f"https://cho-{shop}.example/{number}"
            contents.append({"hash": f"{number:032x}", "body": {"url": url, "name": name}})
            producer = {"name": brand, "legal_form": "cooperative"} if number % 3 == 0 else None
            found.append(_row(number, shop, url, name, producer))
        with engine.begin() as connection:
            connection.execute(insert(Content), contents)
            connection.execute(insert(Listing), found)


def _row(number: int, shop: int, url: str, name: str, producer: dict[str, str] | None) -> dict[str, Any]:
    facts = {**Facts(name=name).to_json(), "producer": producer}
    return {
        "marketplace": f"cho-{shop}", "url": url, "name": name, "content_hash": f"{number:032x}", "first_seen": _NOW,
        "last_seen": _NOW, "state": "fresh", "facts": facts, "shape_oddities": [], "oddities": [],
    }  # fmt: skip


def _change(engine: Engine, count: int) -> list[int]:
    """Give evenly spread listings a new name of the same product."""
    with Session(engine) as session:
        ids = session.scalars(select(col(Listing.id)).order_by(col(Listing.id))).all()
        chosen = [one for one in ids[:: max(1, len(ids) // count)][:count] if one]
        for batch in batches(chosen):
            for row in session.scalars(select(Listing).where(col(Listing.id).in_(batch))):
                row.facts = {**(row.facts or {}), "name": f"{row.name} chính hãng"}
        session.commit()
    return chosen


if __name__ == "__main__":
    for size in sys.argv[1:] or ["100000"]:
        sys.stdout.write(f"{run(int(size))}\n")
