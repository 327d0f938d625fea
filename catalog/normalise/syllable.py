"""What a Vietnamese syllable may look like: tells decoded text from noise.

Toneless rhymes are those of the general orthography (Viện Ngôn ngữ học); a word passes with one tone mark at most.
"""

import re
import unicodedata
from functools import lru_cache

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_RHYMES = re.findall(
    r"\w+",
    """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot
ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut
uy uya uych uyên uyêt uynh uyt uyu uyn uyp ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
y yêm yên yêng yêt yêu
""",
)
_ONSETS = re.findall(r"\w+", "ngh ng nh gh gi kh ph th tr ch qu b c d đ g h k l m n p r s t v x")
_STOPS = ("c", "p", "t", "ch")
_ONSET = re.compile(f"gi(?=[aăâeêoôơuư])|{'|'.join(one for one in _ONSETS if one != 'gi')}")
_VOWELS = re.compile("[aăâeêioôơuưy]+")
_FREE = frozenset({"oa", "oe", "uy"})
_SHAPE = re.compile(
    f"(?:{'|'.join(_ONSETS)})?(?:{'|'.join(sorted(_RHYMES, key=len, reverse=True))})|gi|qu(?:ôc|yt|ynh|ych|yp|yu)"
)


def toneless(word: str) -> tuple[str, int]:
    """The word lower-cased without its tone marks (ă â ê ô ơ ư stay), and how many tone marks it had."""
    apart = unicodedata.normalize("NFD", word.lower())
    kept = "".join(letter for letter in apart if letter not in _TONES)
    return unicodedata.normalize("NFC", kept), len(apart) - len(kept)


@lru_cache(maxsize=8192)
def is_written(word: str) -> bool:
    """Whether one word is a syllable as it is really written: its letters in one case, and its tone in its place.

    A syllable that ends in c, ch, p or t has the acute or the dot tone and no other; the tone stands on the vowel that
    carries it (`lẽo`, never `leõ`), which tells Vietnamese from the same letters in a legacy font.
    """
    if not (word.islower() or word.isupper() or word[1:].islower()) or not is_syllable(word):
        return False
    bare, _ = toneless(word)
    tone, place = _tone_of(word.lower())
    start = onset.end() if (onset := _ONSET.match(bare)) else 0
    vowels = _VOWELS.match(bare, start)
    if vowels is None:
        return True
    if bare[vowels.end() :] in _STOPS and tone not in ("\u0301", "\u0323"):
        return False
    return not tone or place - start in _tone_places(vowels[0], bare[vowels.end() :])


def _tone_of(word: str) -> tuple[str, int]:
    """The tone mark of a word and the index of the letter it stands on; no mark where there is none."""
    for index, letter in enumerate(unicodedata.normalize("NFC", word)):
        for mark in unicodedata.normalize("NFD", letter)[1:]:
            if mark in _TONES:
                return mark, index
    return "", 0


def _tone_places(vowels: str, coda: str) -> tuple[int, ...]:
    """Which of a syllable's vowels may carry its tone; `hòa` and `hoà` are both written."""
    if len(vowels) == 1:
        return (0,)
    if vowels in _FREE:
        return (0, 1)
    if len(vowels) == 2:
        return (1,) if coda or vowels[1] in "êơâôă" else (0,)
    return (2,) if vowels[2] == "ê" else (1,)


@lru_cache(maxsize=8192)
def is_syllable(word: str) -> bool:
    """Whether one word, in any case, is a possible Vietnamese syllable."""
    if len(word) > 7:
        return False
    bare, tones = toneless(word)
    return tones <= 1 and _SHAPE.fullmatch(bare) is not None
