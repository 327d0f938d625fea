"""The benchmarks, as data, and the running of them one after the other."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module

from api.bench.figure import SIZES, Figure, Size

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Bench:
    """A benchmark: what it measures, and the module whose `measure(size)` does, loaded only when it runs."""

    about: str
    module: str

    def measure(self, size: Size) -> list[Figure]:
        """Run it; takes seconds at the small size and minutes at the full one."""
        figures: list[Figure] = import_module(self.module).measure(size)
        return figures


BENCHES: dict[str, Bench] = {
    "import": Bench("Listings imported a second, and memory from few lines to many.", "api.bench.catalog"),
    "normalise": Bench("Listings turned into facts a second, and hostile words.", "api.bench.normalising"),
    "crawl": Bench("Pages crawled, read and recorded a second; two at once; a second time.", "api.bench.crawling"),
    "matching": Bench("Listings matched a second, from scratch and after changes.", "api.bench.matching"),
    "search": Bench("Searches inside the process and over HTTP, with five facets.", "api.bench.search"),
    "pictures": Bench("Pictures judged, hashed and resized a second.", "api.bench.images"),
}


class UnknownBench(ValueError):
    """No benchmark or size of that name; the message lists those there are."""


def run(
    names: Sequence[str] | None = None,
    *,
    size: str = "full",
    progress: Callable[[int, int | None], None] | None = None,
) -> list[Figure]:
    """Run the named benchmarks, or all, and give their figures in order; `progress` counts benchmarks.

    One that fails gives a figure that is not ok and says why; the others run. Raises UnknownBench before anything runs.
    """
    chosen = list(names or BENCHES)
    _check(chosen, size)
    figures: list[Figure] = []
    for done, name in enumerate(chosen):
        if progress is not None:
            progress(done, len(chosen))
        figures += _figures(name, "full" if size == "full" else "small")
    if progress is not None:
        progress(len(chosen), len(chosen))
    return figures


def _figures(name: str, size: Size) -> list[Figure]:
    try:
        return BENCHES[name].measure(size)
    except Exception as error:
        # A benchmark reaches into every room; whatever fails there must not take the other figures with it.
        log.debug("the benchmark %s failed", name, exc_info=True)
        return [Figure(name, 0.0, "", ok=False, note=f"did not finish: {error or type(error).__name__}")]


def _check(names: Sequence[str], size: str) -> None:
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        raise UnknownBench(f"There is no benchmark `{unknown[0]}`; there are {', '.join(BENCHES)}.")
    if size not in SIZES:
        raise UnknownBench(f"There is no size `{size}`; there are {', '.join(SIZES)}.")
