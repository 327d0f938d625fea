"""The benchmarks' frame, and each of them once at its small size: that it runs and measures, never how fast."""

import math
from datetime import UTC, datetime

import pytest

from api.bench import BENCHES, Figure, UnknownBench, run, write_markdown
from api.bench.figure import at_least, at_most
from catalog.bench import ImportFigure
from crawlers.bench.measure import Figures


def _import_of(lines: int) -> ImportFigure:
    return ImportFigure(lines=lines, seconds=1, per_second=lines, peak_mib=100 + lines / 1000, database_mib=1)


class _InstantCrawls:
    """Stands in for crawls in seven processes, which take a minute; what is made of their figures is the real thing."""

    def __enter__(self) -> "_InstantCrawls":
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing was opened."""

    def crawl(self, _slug: str, pages: int, **_: str) -> Figures:
        return Figures(seconds=2, cpu_seconds=1, early_mib=88, peak_mib=90, pages=pages, seen=pages)

    def crawl_together(self, _slugs: tuple[str, ...], pages: int) -> float:
        return float(pages)


@pytest.mark.parametrize(
    ("figure", "ok", "bar"),
    [
        (at_least("a", 3_000, "/s", 3_000, size="full"), True, "≥ 3,000"),
        (at_least("a", 2_999, "/s", 3_000, size="full"), False, "≥ 3,000"),
        (at_most("a", 15, "ms", 15, size="full"), True, "≤ 15"),
        (at_most("a", 15.1, "ms", 15, size="full"), False, "≤ 15"),
        (at_most("a", 99, "ms", 15, size="small"), None, "≤ 15"),
    ],
)
def test_bars_are_held_at_full_size_only(figure: Figure, ok: bool | None, bar: str) -> None:
    assert (figure.ok, figure.bar) == (ok, bar)


@pytest.mark.parametrize(("names", "size"), [(["import", "imports"], "small"), (None, "huge")])
def test_an_unknown_name_is_refused_before_anything_runs(names: list[str] | None, size: str) -> None:
    steps: list[int] = []
    with pytest.raises(UnknownBench, match="there are"):
        run(names, size=size, progress=lambda done, _: steps.append(done))
    assert steps == []


def test_one_that_fails_does_not_take_the_others_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise RuntimeError("no space left")

    monkeypatch.setattr("api.bench.images.measure_pictures", fail)
    monkeypatch.setattr("api.bench.catalog.measure_import", _import_of)
    steps: list[tuple[int, int | None]] = []
    figures = run(["pictures", "import"], size="small", progress=lambda done, total: steps.append((done, total)))
    assert steps == [(0, 2), (1, 2), (2, 2)]
    assert figures[0] == Figure("pictures", 0.0, "", ok=False, note="did not finish: no space left")
    assert [(figure.name, figure.value) for figure in figures[1:]] == [
        ("import", 10_000),
        ("import: memory, many lines to few", 1.09),
        ("import: speed, many lines to few", 10),
    ]


def test_the_page_of_figures() -> None:
    figures = [
        Figure("import", 12_345.6, "listings/s", "≥ 3,000", True, "1,000,000 lines"),
        Figure("search p50", 1.2345, "ms", "≤ 5", False),
        Figure("pictures", 10, "pictures/s", note="a | b\nc"),
    ]
    page = write_markdown(figures, measured=datetime(2026, 11, 22, tzinfo=UTC))
    assert "on 2026-11-22" in page
    assert "| import | 12,346 listings/s | ≥ 3,000 | yes | 1,000,000 lines |" in page
    assert "| search p50 | 1.23 ms | ≤ 5 | **no** |  |" in page
    assert "| pictures | 10 pictures/s |  |  | a \\| b c |" in page
    assert page.endswith("|\n")


@pytest.mark.parametrize("name", BENCHES)
def test_each_runs_and_measures_something(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.bench.catalog.LINES", {"small": (50, 200)})
    monkeypatch.setattr("crawlers.bench.measure._Bench", _InstantCrawls)
    monkeypatch.setattr("crawlers.bench.measure._STORE_PAGES", 1)
    monkeypatch.setattr("api.bench.normalising.LISTINGS", {"small": 100})
    monkeypatch.setattr("api.bench.matching.LISTINGS", {"small": (200, 300, 400)})
    monkeypatch.setattr("api.bench.images.PICTURES", {"small": 1})
    monkeypatch.setattr("api.bench.search.PRODUCTS", {"small": 200})
    monkeypatch.setattr("api.bench.search.QUERIES", 40)
    figures = run([name], size="small")
    assert figures
    for figure in figures:
        assert figure.ok is None, figure.note
        assert math.isfinite(figure.value)
        assert figure.value > 0
        assert figure.unit
        assert figure.to_json()["name"] == figure.name
