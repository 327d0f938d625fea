"""How fast the catalog takes listings in, and whether its memory stays flat. Part of `chophien bench`."""

import io
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

import orjson
from pydantic import BaseModel

from catalog.database import connect_sqlite
from catalog.migrate import upgrade
from catalog.transfer import Source, import_jsonl

_GOODS = ("Mật ong bạc hà", "Chè shan tuyết", "Chanh dây sấy dẻo", "Cà phê bột", "Nước mắm cốt", "Thịt trâu gác bếp")
_PLACES = ("Mèo Vạc, Hà Giang", "Bắc Hà, Lào Cai", "Đơn Dương, Lâm Đồng", "Cát Hải, Hải Phòng")
_SIZES = ("500ml", "250g", "hộp 20 túi lọc x 2g", "1kg", "combo 2 hũ 40g")
_DAY = datetime(2026, 11, 1, tzinfo=UTC)


class ImportFigure(BaseModel):
    """One import of `lines` synthetic listings into an empty SQLite catalog, in a process of its own."""

    lines: int
    seconds: float
    per_second: int
    peak_mib: float
    database_mib: float


def synthetic_lines(number: int) -> Iterator[bytes]:
    """Listings as long and as varied as real ones; always the same for the same number."""
    for at in range(number):
        good, place, size = _GOODS[at % 6], _PLACES[at % 4], _SIZES[at % 5]
        record = {
            "url": f"https://cho-{at % 7}.example/san-pham/{at}",
            "name": f"{good} {place.split(',')[0]} {size} - lô {at}",
            "price": f"{(at % 900 + 20) * 1000:,}đ".replace(",", "."),
            "description": f"{good} của HTX số {at % 997} tại {place}. " * 4,
            "images": [f"https://cho-{at % 7}.example/anh/{at}-{n}.jpg" for n in range(3)],
            "producer": f"HTX Nông nghiệp số {at % 997}",
            "address": place,
            "category": ["Thực phẩm", good],
            "ocop_stars": at % 3 + 3,
            "observed_at": (_DAY + timedelta(seconds=at)).isoformat(),
            "kho": at % 11,
        }
        yield orjson.dumps(record) + b"\n"


def measure_import(lines: int) -> ImportFigure:
    """Import `lines` listings in a fresh process, so that the peak of memory is this import's alone."""
    with TemporaryDirectory(prefix="chophien-bench-") as folder:
        command = [sys.executable, "-m", "catalog.bench", str(lines), folder]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE)  # noqa: S603  (our own interpreter)
    return ImportFigure.model_validate_json(done.stdout)


class _Lines(io.RawIOBase):
    """Synthetic lines as a stream that is never whole in memory."""

    def __init__(self, number: int) -> None:
        self._lines = synthetic_lines(number)
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]  # typeshed wants any buffer
        while len(self._rest) < len(buffer) and (line := next(self._lines, None)) is not None:
            self._rest += line
        taken, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        buffer[: len(taken)] = taken
        return len(taken)


def _import_here(lines: int, folder: Path) -> ImportFigure:
    path = folder / "bench.sqlite3"
    engine = connect_sqlite(f"sqlite:///{path}")
    upgrade(engine)
    started = time.perf_counter()
    import_jsonl(engine, cast(Source, _Lines(lines)))
    seconds = time.perf_counter() - started
    engine.dispose()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return ImportFigure(
        lines=lines,
        seconds=round(seconds, 2),
        per_second=round(lines / seconds),
        peak_mib=round(peak, 1),
        database_mib=round(path.stat().st_size / 2**20, 1),
    )


if __name__ == "__main__":
    sys.stdout.write(_import_here(int(sys.argv[1]), Path(sys.argv[2])).model_dump_json())
