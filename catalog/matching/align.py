"""Two names laid side by side: the words both say, and what is left on either side."""

from dataclasses import dataclass

from rapidfuzz import fuzz

from catalog.matching.lexicon import (
    BRAND,
    CODE,
    COMMUNE,
    FORM,
    GRADE,
    HOUSE,
    MANNER,
    PLACE,
    PLAIN,
    PROPER,
    SOFT,
    UNKNOWN,
    lexicon,
)
from catalog.matching.makers import own
from catalog.matching.signature import Signature
from catalog.matching.text import fold

_DISTINCTIVE = {UNKNOWN: 1.0, BRAND: 1.0, HOUSE: 1.0, PROPER: 0.5, CODE: 0.4}
_RARE = frozenset({UNKNOWN, PROPER, PLAIN, BRAND})
_NAMING = frozenset({BRAND, UNKNOWN, PROPER, HOUSE})
_WHOLE_NAMES = frozenset({BRAND, HOUSE, COMMUNE})
_IN_NAMES = _NAMING | {GRADE, SOFT, PLACE, COMMUNE}
# An exact word, the more general ones it may stand beside, and what it says more.
_EXACT = {
    "sấy giòn": (("khô",), "giòn", MANNER), "sấy lạnh": (("khô",), "lạnh", MANNER),
    "sấy thăng hoa": (("khô",), "thăng hoa", MANNER), "sấy dẻo": (("khô",), "dẻo", FORM),
    "cao đặc": (("cao",), "đặc", MANNER), "bánh qui": (("bánh",), "qui", SOFT),
    "bánh cracker": (("bánh",), "cracker", SOFT), "nước ngọt": (("nước giải khát",), "ngọt", SOFT),
    "nước tăng lực": (("nước giải khát", "nước ngọt"), "tăng lực", SOFT),
}  # fmt: skip
GENERAL = frozenset(one for general, _, _ in _EXACT.values() for one in general)


@dataclass
class Aligned:
    """Words both names have, with their parts on either side, and what is left on each side."""

    shared: list[tuple[str, str, str]]
    left: dict[str, str]
    right: dict[str, str]

    def names(self) -> tuple[float, list[str]]:
        """How much of what both say is a maker's or line's name, and its words; ordinary words count nothing."""
        total, seen = 0.0, []
        for word, part, twin in self.shared:
            weight = 0.0 if PLAIN in (part, twin) else max(_DISTINCTIVE.get(part, 0.0), _DISTINCTIVE.get(twin, 0.0))
            if weight:
                total += weight * _fullness(word, part, twin)
                seen.append(word)
        return total, seen


def _fullness(word: str, part: str, twin: str) -> float:
    """A name of two ordinary words is a whole name; so is a code of at least two letters and two digits."""
    if PROPER in (part, twin):
        return len(word.split())
    if part == CODE:
        letters = sum(letter.isalpha() for letter in word)
        return 2.5 if letters >= 2 and len(word) - letters >= 2 and "phantram" not in word else 1.0
    return 1.0


def align(one: Signature, other: Signature) -> Aligned:
    """Lay the words of two listings side by side; where one is written without tones, both are read without."""
    plain = one.plain or other.plain
    left, right = (_told_without_tones(one), _told_without_tones(other)) if plain else (one.words, other.words)
    if left.keys() == right.keys():
        return Aligned([(word, part, right[word]) for word, part in left.items()], {}, {})
    shared = [(word, part, right[word]) for word, part in left.items() if word in right]
    aligned = Aligned(
        shared,
        {word: part for word, part in left.items() if word not in right},
        {word: part for word, part in right.items() if word not in left},
    )
    if aligned.left and aligned.right:
        _align_joined(aligned)
        if not _RARE.isdisjoint(aligned.left.values()) or not _RARE.isdisjoint(aligned.right.values()):
            _align_spelling(aligned)
        _align_pieces(aligned)
        _align_syllables(aligned)
        _align_exact(aligned)
    return aligned


def _told_without_tones(signature: Signature) -> dict[str, str]:
    """The words without tones, less those that could then be a container's or seller's."""
    noise = lexicon().plain_noise
    return {word: part for word, part in signature.folded().items() if word not in noise} or signature.folded()


def _align_joined(aligned: Aligned) -> None:
    """ "Chin su" and "Chinsu": words of one side that run together into one of the other."""
    for many, few in ((aligned.left, aligned.right), (aligned.right, aligned.left)):
        whole = fold("".join(many)).replace(" ", "")
        for word in list(few):
            glued = fold(word).replace(" ", "")
            parts = _run_equal_to(list(many), glued) if glued in whole else []
            if parts:
                part = few.pop(word)
                twins = [many.pop(piece) for piece in parts]
                aligned.shared.append((word, part, twins[0] if len(twins) == 1 else part))


def _run_equal_to(pieces: list[str], glued: str) -> list[str]:
    for start in range(len(pieces)):
        built = ""
        for end in range(start, len(pieces)):
            built += fold(pieces[end]).replace(" ", "")
            if built == glued:
                return pieces[start : end + 1]
            if not glued.startswith(built):
                break
    return []


def _align_spelling(aligned: Aligned) -> None:
    """A name or code written slightly otherwise; two ordinary words of one letter's difference are two words."""
    for word in list(aligned.left):
        for twin in aligned.right:
            if _same_word(word, aligned.left[word], twin, aligned.right[twin]):
                aligned.shared.append((word, aligned.left.pop(word), aligned.right.pop(twin)))
                break


def _align_syllables(aligned: Aligned) -> None:
    """The same syllables parted otherwise: "mì tôm | chua cay" and "mì | tôm chua cay"; a name's in their order."""
    left, right = (" ".join(words).split() for words in (aligned.left, aligned.right))
    named = not _WHOLE_NAMES.isdisjoint((*aligned.left.values(), *aligned.right.values()))
    if left and (left == right if named else sorted(left) == sorted(right)):
        aligned.shared += [(word, part, part) for word, part in aligned.left.items()]
        aligned.left.clear()
        aligned.right.clear()


def _align_pieces(aligned: Aligned) -> None:
    """A phrase of one side that the other says in several words, wherever they stand: "tiêu đen", "tiêu hạt đen".

    A name's syllables stand in their order: "Minh Long" is not "Long Minh".
    """
    for some, others in ((aligned.left, aligned.right), (aligned.right, aligned.left)):
        for phrase in [word for word in some if " " in word]:
            pieces = _made_of(phrase, others)
            if pieces and not (some[phrase] in _WHOLE_NAMES and " ".join(pieces) != phrase):
                part = some.pop(phrase)
                for piece in pieces:
                    others.pop(piece)
                aligned.shared.append((phrase, part, part))


def _made_of(phrase: str, words: dict[str, str]) -> list[str]:
    """Which of the words make up the whole phrase; none where they do not."""
    left = phrase.split()
    taken: list[str] = []
    for word in words:
        pieces = word.split()
        if all(pieces.count(piece) <= left.count(piece) for piece in pieces):
            taken.append(word)
            for piece in pieces:
                left.remove(piece)
    return taken if not left else []


def _align_exact(aligned: Aligned) -> None:
    """A general word beside a more exact one of it: "sấy" and "sấy giòn", "bánh" and "bánh quy"."""
    for general, exact in ((aligned.left, aligned.right), (aligned.right, aligned.left)):
        for word in [word for word in exact if word in _EXACT]:
            kinds, more, part = _EXACT[word]
            kind = next((one for one in kinds if one in general), None)
            if kind:
                aligned.shared.append((word, exact.pop(word), general.pop(kind)))
                exact[more] = part


def _same_word(word: str, part: str, twin: str, twin_part: str) -> bool:
    if part not in _RARE and twin_part not in _RARE:
        return False
    if fold(word) == fold(twin):
        return True
    one, other = fold(word), fold(twin)
    return min(len(one), len(other)) >= 5 and one[:2] == other[:2] and fuzz.ratio(one, other) >= 88


def discharge_makers(aligned: Aligned, one: Signature, other: Signature) -> str:
    """Take out words that are the producer's, not the goods'; gives the producer that one name says of the other's."""
    if one.maker and other.maker:
        for extras in (aligned.left, aligned.right):
            _drop(extras, {*one.maker, *other.maker})
            _drop_names(extras, f" {one.maker_name} {other.maker_name} ")
    said = ""
    for words, known, unknown in ((aligned.right, one, other), (aligned.left, other, one)):
        if not known.maker or unknown.maker_words:
            continue
        if f" {' '.join(known.maker)} " in f" {unknown.spoken} ":
            said = " ".join(known.maker)
            _drop(words, set(known.maker))
    return said


def _drop_names(extras: dict[str, str], makers: str) -> None:
    """Names, places and praise that stand in the producer's own name ("hữu cơ" of HTX Quế hữu cơ Nậm Đét)."""
    for word in [word for word, part in extras.items() if part in _IN_NAMES and f" {fold(word)} " in makers]:
        extras.pop(word)


def _drop(words: dict[str, str], pieces: set[str]) -> None:
    for word in [word for word in words if own(set(fold(word).split()), pieces)]:
        words.pop(word)


def discharge_houses(aligned: Aligned) -> None:
    """A company's name that only one side gives says little where both give the brand ("Acecook Hằng Nga")."""
    left, right = aligned.left, aligned.right
    if HOUSE not in left.values() and HOUSE not in right.values():
        return
    brands = sum(1.0 for _, part, twin in aligned.shared if {part, twin} & {BRAND, UNKNOWN})
    brands += 0.5 * sum(1.0 for _, part, twin in aligned.shared if PROPER in (part, twin))
    for words, across in ((left, right), (right, left)):
        if brands >= 1.0 and _NAMING.isdisjoint(across.values()):
            words.update({word: SOFT for word, part in words.items() if part == HOUSE})
