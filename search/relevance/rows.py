"""Cases read from a CSV file of queries: class, query, and the phrases of which a fitting name holds one."""

import csv
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

from search.relevance.cases import Case
from search.terms import name_words
from search.text import key

HEAD = "head noun first"
COMPOSED = "composed"


def read_cases(path: Path) -> Iterator[Case]:
    """The file's rows. In the class `head noun first` names that begin with a phrase must come among the first ten;
    in `composed` the words of a phrase may stand apart."""
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            phrases = [tuple(key(word) for word in phrase.split()) for phrase in row["fits"].split("|")]
            holds = _apart if row["class"] == COMPOSED else _together
            wanted = _any_of(phrases, _begins) if row["class"] == HEAD else None
            words = frozenset(phrase[0] for phrase in phrases)
            yield Case(row["class"], row["query"], _any_of(phrases, holds), wanted, words)


def _any_of(
    phrases: list[tuple[str, ...]], holds: Callable[[tuple[str, ...], tuple[str, ...]], bool]
) -> Callable[[str], bool]:
    return lambda name: any(holds(_keys(name), phrase) for phrase in phrases)


def _together(words: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    return phrase[0] in words and any(words[start : start + len(phrase)] == phrase for start in range(len(words)))


def _apart(words: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    return set(phrase) <= set(words)


def _begins(words: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    return words[: len(phrase)] == phrase


@lru_cache(maxsize=65_536)
def _keys(name: str) -> tuple[str, ...]:
    return tuple(key(word) for word in name_words(name)[0])
