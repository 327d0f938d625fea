"""One word of a query as a reading takes it, and a guess at what a word was meant as."""

from dataclasses import dataclass

from search.engines.clauses import Clause
from search.text import fold, key
from search.understanding.reading import exact_word, folded_words


@dataclass(frozen=True, slots=True)
class Word:
    """One word as a reading takes it: `exact` with its tones, else any word that folds to it."""

    text: str
    exact: bool

    @property
    def fold(self) -> str:
        """Its folded key."""
        return fold(self.text)

    @property
    def key(self) -> str:
        """Its exact key."""
        return key(self.text)

    @property
    def clause(self) -> Clause:
        """What a name must hold."""
        return exact_word(self.key) if self.exact else folded_words(self.fold)


@dataclass(frozen=True, slots=True)
class Guess:
    """`words` stand for the `span` tokens from where the guess was made. `kind` is a correction's; None: as typed."""

    words: tuple[Word, ...]
    span: int
    cost: float
    kind: str | None
    text: str
