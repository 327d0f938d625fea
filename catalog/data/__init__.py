"""Data files the catalog ships; docs/places.md and docs/normalising.md say where each comes from."""

import csv
from collections.abc import Iterator
from importlib.resources import files


def read_rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of one shipped CSV file, as text."""
    with (files(__name__) / name).open(encoding="utf-8") as stream:
        yield from csv.DictReader(stream)
