"""Every text of the pages, one TOML file a language; keys are dotted paths such as `search.placeholder`."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from search.contract import Lang

LANGUAGES: tuple[Lang, ...] = ("vi", "en")
_FOLDER = Path(__file__).parent / "texts"


@cache
def texts(lang: Lang) -> Mapping[str, str]:
    """All texts of one language by key."""
    return dict(_flatten(tomllib.loads((_FOLDER / f"{lang}.toml").read_text("utf-8"))))


def _flatten(table: Mapping[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in table.items():
        if isinstance(value, Mapping):
            found += _flatten(value, f"{prefix}{key}.")
        else:
            found.append((prefix + key, str(value)))
    return found


class Translator:
    """`t("results.count", n=3)` in one language. `{n}` is written with its thousands, `{s}` is the English plural."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang
        self._texts = texts(lang)

    def __call__(self, key: str, **values: object) -> str:
        """The text for a key. Raises KeyError for one that does not exist."""
        words = self._texts[key]
        if not values:
            return words
        count = values.get("n")
        plural = "" if count == 1 else "s"
        shown = {name: self.number(value) if isinstance(value, int) else value for name, value in values.items()}
        return words.format(**{"s": plural, **shown})

    def has(self, key: str) -> bool:
        """Whether the key exists."""
        return key in self._texts

    def number(self, value: float) -> str:
        """A number as the language writes it: `1.250` in Vietnamese, `1,250` in English."""
        written = f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}".rstrip("0")
        return written.translate(_SWAPPED) if self.lang == "vi" else written


_SWAPPED = str.maketrans(",.", ".,")
