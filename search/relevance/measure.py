"""Recall in the first ten (of what could stand there) and noise (the share of the first ten that does not fit)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from search.relevance.cases import Case, keys_of

Answerer = Callable[[str], Sequence[str]]
"""Gives the names of the first ten hits of a query."""

FIRST = 10


@dataclass(frozen=True, slots=True)
class Figure:
    """One class's recall and noise, and the number of its queries."""

    recall: float
    noise: float
    queries: int


@dataclass(frozen=True, slots=True)
class Scored:
    """One query's answer judged."""

    case: Case
    recall: float
    noise: float
    first: tuple[str, ...]


def score(cases: Iterable[Case], names: Sequence[str], answer: Answerer) -> list[Scored]:
    """Judge an engine's answers. Queries that nothing among the names fits are left out."""
    found = []
    holding = _by_word(names)
    for case in cases:
        among = {name for word in case.words for name in holding[word]} if case.words else names
        wanted = {name for name in among if (case.wanted or case.fits)(name)}
        if not wanted:
            continue
        first = tuple(answer(case.query))[:FIRST]
        recall = len(wanted.intersection(first)) / min(FIRST, len(wanted))
        noise = sum(not case.fits(name) for name in first) / len(first) if first else 0.0
        found.append(Scored(case, recall, noise, first))
    return found


def _by_word(names: Sequence[str]) -> Mapping[str, list[str]]:
    holding: dict[str, list[str]] = defaultdict(list)
    for name in names:
        for word in keys_of(name):
            holding[word].append(name)
    return holding


def measure(
    cases: Sequence[Case], names: Sequence[str], engines: Mapping[str, Answerer]
) -> dict[str, dict[str, Figure]]:
    """Figures by engine and class, over all the cases given."""
    return {engine: _by_group(score(cases, names, answer)) for engine, answer in engines.items()}


def table(figures: Mapping[str, Mapping[str, Figure]]) -> str:
    """The figures as a Markdown table: a row for each class, recall / noise for each engine."""
    groups = list(dict.fromkeys(group for by_group in figures.values() for group in by_group))
    lines = ["| | queries | " + " | ".join(figures) + " |", "|---|---:" + "|---" * len(figures) + "|"]
    for group in groups:
        found = [by_group[group] for by_group in figures.values()]
        cells = (f"{one.recall:.3f} / {one.noise:.3f}" for one in found)
        lines.append(f"| {group} | {found[0].queries} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _by_group(scored: Sequence[Scored]) -> dict[str, Figure]:
    groups = dict.fromkeys(one.case.group for one in scored)
    found = {}
    for group in groups:
        mine = [one for one in scored if one.case.group == group]
        found[group] = Figure(fmean(one.recall for one in mine), fmean(one.noise for one in mine), len(mine))
    return found
