"""The rows of the lexicon's files, as they stand in them. docs/search.md says what each column means."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

FILES = (
    "things.csv",
    "guards.csv",
    "foreign.csv",
    "abbreviations.csv",
    "classifiers.csv",
    "noise.csv",
    "minimal_pairs.csv",
)


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing: the phrases names use for it, the Vietnamese phrases that ask for it, and the English ones."""

    thing: str
    names: tuple[str, ...]
    asked: tuple[str, ...]
    english: tuple[str, ...]
    source: str
    test: str


@dataclass(frozen=True, slots=True)
class Guard:
    """Where a phrase is not the thing: beside which words it is never meant, or beside which alone it is."""

    phrase: str
    not_next: frozenset[str]
    not_previous: frozenset[str]
    only_next: frozenset[str]
    only_previous: frozenset[str]
    source: str
    test: str


@dataclass(frozen=True, slots=True)
class Foreign:
    """The names of a thing in Chinese (both scripts), Japanese and Korean."""

    thing: str
    names: tuple[str, ...]
    source: str
    test: str


@dataclass(frozen=True, slots=True)
class Region:
    """Provinces that go by one name; `test` is a query that asks for it."""

    name: str
    slugs: tuple[str, ...]
    source: str
    test: str


@dataclass(frozen=True, slots=True)
class Short:
    """A short writing and what it stands for; for a classifier, the word and the phrases it belongs to."""

    short: str
    long: tuple[str, ...]
    source: str
    test: str


@cache
def things() -> tuple[Thing, ...]:
    """The rows of things.csv; where `asked` is empty, a thing is asked for by its names."""
    return tuple(
        Thing(
            row["thing"],
            _many(row["names"]),
            _many(row["asked"]) or (() if row["asked"] == "-" else _many(row["names"])),
            _many(row["english"]),
            row["source"],
            row["test"],
        )
        for row in _rows("things.csv")
    )


@cache
def guards() -> tuple[Guard, ...]:
    """The rows of guards.csv."""
    return tuple(
        Guard(
            row["phrase"],
            frozenset(_many(row["not_next"])),
            frozenset(_many(row["not_previous"])),
            frozenset(_many(row["only_next"])),
            frozenset(_many(row["only_previous"])),
            row["source"],
            row["test"],
        )
        for row in _rows("guards.csv")
    )


@cache
def foreign() -> tuple[Foreign, ...]:
    """The rows of foreign.csv."""
    return tuple(
        Foreign(
            row["thing"],
            _many("|".join((row["chinese"], row["japanese"], row["korean"]))),
            row["source"],
            row["test"],
        )
        for row in _rows("foreign.csv")
    )


@cache
def abbreviations() -> tuple[Short, ...]:
    """The rows of abbreviations.csv."""
    return _shorts("abbreviations.csv")


@cache
def classifiers() -> tuple[Short, ...]:
    """The rows of classifiers.csv: words that may stand before a noun, and the phrases in which they are more."""
    return _shorts("classifiers.csv")


@cache
def noise() -> tuple[tuple[str, str], ...]:
    """Phrases that say how a thing is sold or who sells it, not what it is; each with its kind."""
    return tuple((row["phrase"], row["kind"]) for row in _rows("noise.csv"))


@cache
def regions() -> tuple[Region, ...]:
    """Regions with the provinces, as before July 2025, they are made of."""
    return tuple(Region(row["name"], _many(row["slugs"]), row["source"], row["test"]) for row in _rows("regions.csv"))


@cache
def minimal_pairs() -> tuple[str, ...]:
    """Words that only their tones keep apart."""
    return tuple(form for row in _rows("minimal_pairs.csv") for form in _many(row["forms"]))


def _shorts(name: str) -> tuple[Short, ...]:
    return tuple(Short(row["short"], _many(row["long"]), row["source"], row["test"]) for row in _rows(name))


def _rows(name: str) -> list[dict[str, str]]:
    text = (files(__package__) / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _many(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip() and part.strip() != "-")
