"""The pages' texts: both languages say the same things."""

import re
from pathlib import Path

import pytest

from api.web import formats
from api.web.texts import LANGUAGES, Translator, texts
from catalog.matching import compare
from catalog.normalise import sale_units

WEB = Path(formats.__file__).parent
_SLOT = re.compile(r"\{(\w+)\}")
_SAID_OF_A_MATCH = re.compile(
    r"""(?:add\(|Part\(|yield (?:[\d.]+, )?|\(0\.9, |\(known, |if seen else )"([a-z][\w ]+)\""""
)
_USED = re.compile(r"""\bt\(\s*"([\w.\-]+)"\s*[,)]""")


def test_both_languages_have_the_same_keys() -> None:
    assert set(texts("vi")) == set(texts("en"))


@pytest.mark.parametrize("key", sorted(texts("vi")))
def test_a_text_has_the_same_slots_in_both(key: str) -> None:
    slots = [set(_SLOT.findall(texts(lang)[key])) - {"s"} for lang in LANGUAGES]
    assert slots[0] == slots[1]


def test_every_key_a_template_or_module_names_exists() -> None:
    sources = [*WEB.rglob("*.html"), *WEB.rglob("*.py")]
    used = {key for file in sources for key in _USED.findall(file.read_text("utf-8"))}
    assert len(used) > 50
    assert used <= set(texts("vi"))


@pytest.mark.parametrize(
    ("lang", "number", "expected"),
    [
        ("vi", 1250, "1.250"),
        ("en", 1250, "1,250"),
        ("vi", 0.5, "0,5"),
        ("en", 2.25, "2.25"),
        ("vi", 1000000, "1.000.000"),
    ],
)
def test_numbers(lang: str, number: float, expected: str) -> None:
    assert Translator("vi" if lang == "vi" else "en").number(number) == expected


def test_english_plurals() -> None:
    t = Translator("en")
    assert t("results.count", n=1) == "1 product"
    assert t("results.count", n=1200) == "1,200 products"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("Mật <mark>ong</mark>", "Mật <mark>ong</mark>"),
        ("a &lt;b&gt; <mark>c</mark>", "a &lt;b&gt; <mark>c</mark>"),
        ("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;"),
        ("<mark onclick=x>a</mark>", "&lt;mark onclick=x&gt;a&lt;/mark&gt;"),
    ],
)
def test_only_mark_survives_highlighting(given: str, expected: str) -> None:
    assert str(formats.marked(given)) == expected


def test_every_reason_of_a_match_has_words() -> None:
    """What the rules call a reason is looked up by its name on the product page."""
    room = Path(compare.__file__).parent
    said = [about for file in room.glob("*_score.py") for about in _SAID_OF_A_MATCH.findall(file.read_text("utf-8"))]
    assert len(said) >= 12
    assert {f"why.{about.lower().replace(' ', '_')}" for about in said} <= set(texts("vi"))


def test_whatever_a_price_is_for_has_a_word() -> None:
    names = {*sale_units._MEASURES.values(), *sale_units._THINGS.values()}
    assert {name.split(" ")[-1] for name in names} - {"g", "ml"} <= {
        key.removeprefix("unit.") for key in texts("vi") if key.startswith("unit.")
    }
