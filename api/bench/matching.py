"""Listings matched from scratch, twice as many, and after changes; the memory of ten times as many."""

from api.bench.figure import Figure, Size, at_most
from catalog.matching.bench import run

LISTINGS: dict[Size, tuple[int, int, int]] = {
    "small": (2_000, 4_000, 6_000),
    "full": (100_000, 200_000, 1_000_000),
}


def measure(size: Size) -> list[Figure]:
    """Match generated listings, then a thousand changed ones among them; seconds are the processor's."""
    once, twice, most = map(run, LISTINGS[size])
    scratch, again = once["from_scratch_cpu_s"], once["changed_cpu_s"]
    listings = f"{once['listings']:,} listings into {once['products']:,} products"
    clock = f"of the processor; {once['from_scratch_s']:g} s on the clock"
    many = f"{most['listings']:,} listings in {most['from_scratch_cpu_s']:g} s of the processor"
    return [
        at_most("matching: from scratch", scratch, "s", 60, size=size, note=f"{listings}; {clock}"),
        at_most(
            "matching: twice as many", round(twice["from_scratch_cpu_s"] / scratch, 2), "×", 2.3, size=size,
            note=f"{twice['listings']:,} listings to {once['listings']:,}",
        ),
        at_most("matching: changes", again, "s", 2, size=size, note=f"{once['changed']:,} changed listings"),
        at_most("matching: memory", most["peak_mb"], "MB", 600, size=size, note=many),
    ]  # fmt: skip
