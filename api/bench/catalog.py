"""Listings imported a second, and whether memory stays flat from few lines to many."""

from api.bench.figure import Figure, Size, at_least, at_most
from catalog.bench import measure_import

LINES: dict[Size, tuple[int, int]] = {"small": (1_000, 10_000), "full": (10_000, 1_000_000)}


def measure(size: Size) -> list[Figure]:
    """Two imports into an empty SQLite catalog, each in a process of its own."""
    few, many = (measure_import(lines) for lines in LINES[size])
    speed = f"{many.lines:,} lines in {many.seconds:,g} s, {many.database_mib:,g} MiB on disk"
    memory = f"{few.peak_mib:g} MiB for {few.lines:,} lines, {many.peak_mib:g} MiB for {many.lines:,}"
    held, growth = round(many.per_second / few.per_second, 2), round(many.peak_mib / few.peak_mib, 2)
    return [
        at_least("import", many.per_second, "listings/s", 3_000, size=size, note=speed),
        at_most("import: memory, many lines to few", growth, "×", 1.2, size=size, note=memory),
        Figure("import: speed, many lines to few", held, "×", note=f"{few.per_second:,} listings/s for the few"),
    ]
