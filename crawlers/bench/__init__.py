"""Figures of crawling: `run()` for the command line, `python -m crawlers.bench` by hand."""

from crawlers.bench.measure import run

__all__ = ["run"]
