"""Numbers written out in Vietnamese, as prices have them: `một trăm hai mươi nghìn` is 120,000."""

import re

_DIGITS = {
    "khong": 0, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "sau": 6, "bay": 7, "tam": 8,
    "chin": 9,
}  # fmt: skip
_SCALES = {"nghin": 1_000, "ngan": 1_000, "trieu": 1_000_000, "ty": 1_000_000_000}
_WORDS = "|".join((*_DIGITS, "muoi", "tram", "linh", "le", "ruoi", *_SCALES))
_SPOKEN = re.compile(
    rf"(?<![a-z0-9] )(?<![a-z0-9])(?:(?:{_WORDS}) ){{0,15}}(?:{_WORDS})(?![a-z])(?: dong(?![a-z]))?"
    rf"|(?<=gia )(?:(?:{_WORDS}) ){{1,15}}(?:{_WORDS})(?![a-z])"
)


def with_digits(folded: str) -> str:
    """A folded text with every amount of thousands or more in words replaced by its digits and `dong`."""
    if not any(scale in folded for scale in _SCALES):
        return folded
    return _SPOKEN.sub(lambda found: _amount(found[0]) or found[0], folded)


def _amount(words: str) -> str | None:
    """`120000 dong`, or None where the words are no number of thousands."""
    total = part = 0
    scaled = False
    last_scale = 1
    for word in words.removesuffix(" dong").split():
        if word in _SCALES:
            if not part:
                return None
            total, part, last_scale, scaled = total + part * _SCALES[word], 0, _SCALES[word], True
        elif word == "ruoi":
            total += last_scale // 2
        elif word == "tram":
            part = (part or 1) * 100
        elif word == "muoi":
            units = part % 10
            part = part - units + (units or 1) * 10
        elif word in _DIGITS:
            part += _DIGITS[word]
    return f"{total + part} dong" if scaled and total >= 1_000 else None
