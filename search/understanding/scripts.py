"""Queries in Chinese, Japanese and Korean, cut into names the lexicon knows and put together: 芒果干, 건망고."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from search.contract import Correction
from search.engines.clauses import Has, either
from search.fields import CONCEPT, TERMS
from search.lexicon import Lexicon
from search.text.scripts import CJK, is_sounded, plain_script
from search.text.tokens import Token
from search.understanding.reading import Reading, Unit, together
from search.understanding.word import Word
from search.understanding.words import plain_unit
from search.words import Vocabulary

# What joins names or says where a thing is from; nothing is lost without it.
_FILLERS = tuple(
    map(
        plain_script,
        [
            "越南产",
            "越南",
            "ベトナム産",
            "ベトナムの",
            "ベトナム",
            "베트남산",
            "베트남",
            "特产",
            "特産",
            "특산",
            "的",
            "の",
            "之",
            "은",
            "는",
            "이",
            "가",
            "을",
            "를",
            "의",
            "と",
        ],
    )
)
_UNKNOWN, _ONE_SOUND, _FILLER, _NAME = 1.0, 0.9, 0.05, 0.1


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a run of characters: a name of a thing, a filler (neither), or what nothing knows."""

    text: str
    thing: str | None = None
    unknown: bool = False

    @property
    def cost(self) -> float:
        if self.thing is not None:
            return _ONE_SOUND if len(self.text) == 1 and is_sounded(self.text) else _NAME
        return _UNKNOWN * len(self.text) if self.unknown else _FILLER


class ScriptReader:
    """Reads the words of a query that are in another script; None where no thing is known."""

    def __init__(self, vocabulary: Vocabulary, lexicon: Lexicon) -> None:
        self._vocabulary = vocabulary
        self._lexicon = lexicon
        self._longest = max(map(len, lexicon.foreign), default=1)

    def read(self, tokens: Sequence[Token]) -> Reading | None:
        """The things named, the thing itself first, since these languages put it last; what is unknown is given up."""
        units: list[Unit] = []
        corrections: list[Correction] = []
        gone: list[str] = []
        for piece in self._pieces([token.text for token in tokens if CJK.search(token.text)]):
            if piece.thing is not None:
                title = self._lexicon.titles[piece.thing]
                units.append(self._unit(piece, piece.thing))
                corrections.append(Correction(original=piece.text, corrected=title, kind="translation"))
            elif piece.unknown:
                gone.append(piece.text)
        if not units:
            return None
        named = list(reversed({unit.thing: unit for unit in units}.values()))
        for token in tokens:
            if CJK.search(token.text):
                continue
            if self._vocabulary.has_fold(token.fold):
                named.append(plain_unit(Word(token.text, token.toned)))
            else:
                gone.append(token.text)
        return Reading(tuple(named), tuple(corrections), tuple(gone), translated=True)

    def _unit(self, piece: _Piece, thing: str) -> Unit:
        """The thing; after it names that hold the parts its name is put together from, one of them the thing sold."""
        exact = Has(TERMS, (CONCEPT + thing,))
        name = plain_script(piece.text)
        parts = [part.thing for part in self._cut(name, less_than=len(name))] if len(name) > 1 else []
        known = [part for part in parts if part]
        broad = either(exact, together(known)) if len(known) > 1 and len(known) == len(parts) else None
        return Unit(self._lexicon.titles[thing], exact, broad, thing=thing)

    def _pieces(self, runs: Sequence[str]) -> Iterator[_Piece]:
        """All runs as one name where there is such a name, else each cut by itself."""
        known = self._lexicon.foreign
        whole = plain_script("".join(runs))
        if whole in known:
            yield _Piece(" ".join(runs), known[whole])
            return
        for run in runs:
            yield from _as_typed(run, list(_sure(self._cut(plain_script(run)))))

    def _cut(self, run: str, *, less_than: int | None = None) -> list[_Piece]:
        """The cut that leaves the fewest characters unknown, in the fewest names; all shorter than `less_than`."""
        longest = self._longest if less_than is None else min(self._longest, less_than - 1)
        best: list[tuple[float, list[_Piece]]] = [(0.0, [])]
        for end in range(1, len(run) + 1):
            ways = [
                (best[start][0] + piece.cost, start, piece)
                for start in range(max(0, end - longest), end)
                if (piece := self._piece(run[start:end])) is not None
            ]
            cost, start, piece = min(ways, key=lambda way: way[0])
            best.append((cost, [*best[start][1], piece]))
        return best[-1][1]

    def _piece(self, text: str) -> _Piece | None:
        thing = self._lexicon.foreign.get(text)
        if thing is not None:
            return _Piece(text, thing)
        if text in _FILLERS:
            return _Piece(text)
        return _Piece(text, unknown=True) if len(text) == 1 else None


def _as_typed(run: str, pieces: list[_Piece]) -> Iterator[_Piece]:
    """The pieces as they were typed, where making the run plain has kept its length."""
    at = 0
    for piece in pieces:
        end = at + len(piece.text)
        yield replace(piece, text=run[at:end]) if len(plain_script(run)) == len(run) else piece
        at = end


def _sure(pieces: list[_Piece]) -> Iterator[_Piece]:
    """The pieces, what is unknown run together. Beside it a single character is a guess, unless it ends the name as
    茶, 酒 and 糖 do: then it too counts as unknown."""
    doubtful = any(piece.unknown for piece in pieces)
    unknown = ""
    for place, piece in enumerate(pieces):
        ends = place == len(pieces) - 1 and not is_sounded(piece.text)
        if piece.unknown or (doubtful and piece.thing is not None and len(piece.text) == 1 and not ends):
            unknown += piece.text
            continue
        if unknown:
            yield _Piece(unknown, unknown=True)
            unknown = ""
        yield piece
    if unknown:
        yield _Piece(unknown, unknown=True)
