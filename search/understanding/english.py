"""Queries in English, put together from the lexicon's things: "dried mango"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rapidfuzz import process
from rapidfuzz.distance import OSA

from catalog.normalise.syllable import is_syllable
from search.contract import Correction
from search.engines.clauses import Clause, Has, both, either
from search.fields import CONCEPT, TERMS
from search.lexicon import Lexicon
from search.text import fold
from search.text.tokens import Token
from search.understanding.reading import Reading, Unit, folded_words, together
from search.understanding.word import Word
from search.understanding.words import plain_unit
from search.words import Vocabulary

_STOP_WORDS = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "with",
        "and",
        "for",
        "from",
        "in",
        "on",
        "to",
        "or",
        "vietnam",
        "vietnamese",
        "viet",
        "nam",
        "buy",
        "best",
        "good",
        "fresh-made",
        "natural",
        "pure",
        "local",
        "specialty",
        "specialties",
        "product",
        "products",
        "style",
        "flavour",
        "flavor",
        "flavored",
        "flavoured",
        "taste",
        "made",
        "traditional",
        "homemade",
        "authentic",
        "famous",
        "where",
        "cheap",
        "shop",
    ]
)
_LONGEST = 4
# Shorter words are near to too many others; longer ones may be two letters away.
_GUESSED, _LONG = 5, 8


class EnglishReader:
    """Reads a query as English; None where too little of it is known."""

    def __init__(self, vocabulary: Vocabulary, lexicon: Lexicon) -> None:
        self._vocabulary = vocabulary
        self._lexicon = lexicon

    def english(
        self, tokens: Sequence[Token], *, longest: int = _LONGEST, partly: bool = False, from_end: bool = False
    ) -> Reading | None:
        """The tokens as English; needs one phrase the lexicon knows and no word left that nothing knows.

        The parts come in Vietnamese order, the thing before what is said of it. `longest`: words of one phrase.
        `partly`: words that nothing knows are given up instead. `from_end`: phrases are cut from the last word, which
        names the thing itself: "roasted", "coffee beans".
        """
        units: list[Unit] = []
        corrections: list[Correction] = []
        gone: list[str] = []
        parts = self._parts_from_end(tokens, longest) if from_end else self._parts(tokens, longest)
        for part, thing in parts:
            text = " ".join(token.text for token in part)
            if thing is not None:
                units.append(self._unit(part, thing))
                corrections.append(Correction(original=text, corrected=self._lexicon.titles[thing], kind="english"))
            elif text not in _STOP_WORDS:
                if self._vocabulary.has_fold(part[0].fold):
                    units.append(plain_unit(Word(part[0].text, part[0].toned)))
                else:
                    gone.append(text)
        if not corrections or (gone and not partly):
            return None
        return Reading(tuple(reversed(units)), tuple(corrections), tuple(gone), translated=True)

    def respelt(self, tokens: Sequence[Token]) -> Reading | None:
        """The tokens as English with words that nothing knows taken for English ones a letter or two away."""
        meant: list[Token] = []
        changes: list[Correction] = []
        for token in tokens:
            word = token.text
            if len(word) >= _GUESSED and not self._is_known(token) and word not in _STOP_WORDS:
                slips = 1 if len(word) < _LONG else 2
                likely = self._lexicon.english_like(word, slips)
                near = process.extractOne(word, likely, scorer=OSA.distance, score_cutoff=slips)
                if near is not None:
                    changes.append(Correction(original=word, corrected=near[0], kind="typo"))
                    word = near[0]
            meant.append(replace(token, text=word, key=word, fold=fold(word)))
        reading = self.english(meant) if changes else None
        return replace(reading, corrections=(*changes, *reading.corrections)) if reading is not None else None

    def _is_known(self, token: Token) -> bool:
        return self._vocabulary.has_fold(token.fold) or bool(self._lexicon.english_things((token.fold,)))

    def _parts(self, tokens: Sequence[Token], longest: int) -> Iterator[tuple[Sequence[Token], str | None]]:
        start = 0
        while start < len(tokens):
            length, thing = self._english_at(tokens, start, longest)
            yield tokens[start : start + max(length, 1)], thing
            start += max(length, 1)

    def _parts_from_end(self, tokens: Sequence[Token], longest: int) -> list[tuple[Sequence[Token], str | None]]:
        found: list[tuple[Sequence[Token], str | None]] = []
        end = len(tokens)
        while end:
            lengths = range(min(longest, end), 0, -1)
            named = ((length, self._english_at(tokens[end - length : end], 0, length)) for length in lengths)
            length, thing = next(((length, thing) for length, (whole, thing) in named if whole == length), (1, None))
            found.append((tokens[end - length : end], thing))
            end -= length
        return found[::-1]

    def is_english(self, tokens: Sequence[Token]) -> bool:
        """Whether the words can hardly be Vietnamese: none has tones, and a known English one is no syllable."""
        if any(token.toned for token in tokens):
            return False
        return any(
            thing is not None and not all(is_syllable(token.text) for token in part)
            for part, thing in self._parts(tokens, _LONGEST)
        )

    def _english_at(self, tokens: Sequence[Token], start: int, longest: int = _LONGEST) -> tuple[int, str | None]:
        for length in range(min(longest, len(tokens) - start), 0, -1):
            things = self._lexicon.english_things(tuple(token.fold for token in tokens[start : start + length]))
            if things:
                return length, things[0]
        return 0, None

    def _unit(self, part: Sequence[Token], thing: str) -> Unit:
        """The thing; after it names that hold the English words, or its parts where one of them is the thing sold."""
        exact = Has(TERMS, (CONCEPT + thing,))
        literal = both(*(folded_words(token.fold) for token in part))
        ways: list[Clause] = [exact, literal]
        parts = [one for _, one in self._parts(part, len(part) - 1)] if len(part) > 1 else []
        if len(parts) > 1 and all(parts):
            ways.append(together([one for one in parts if one]))
        return Unit(self._lexicon.titles[thing], exact, either(*ways), thing=thing)
