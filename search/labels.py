"""What facet values and places are called, in Vietnamese or English."""

from collections.abc import Iterable, Mapping, Sequence

from catalog.groups import GROUPS, group_name
from catalog.places import current_provinces, former_province_name, province_name
from search.contract import Lang
from search.text import fold
from search.text.tokens import words_of

_STARS = ("5", "4", "3", "2", "1")


class Labels:
    """Names of facet values; a value nobody knows is called by itself."""

    def __init__(self, marketplaces: Mapping[str, str], producers: Mapping[str, tuple[str, int]]) -> None:
        self._marketplaces = marketplaces
        self._producers = producers

    def of(self, facet: str, value: str, lang: Lang) -> str:
        """The label of one value of a facet."""
        if facet == "marketplace":
            return self._marketplaces.get(value, value)
        if facet == "producer":
            return self._producers.get(value, (value, 0))[0]
        if facet == "stars":
            return f"{value} sao" if lang == "vi" else f"{value} star{'s' if value != '1' else ''}"
        if facet == "group":
            return _group(value, lang)
        return province(value) or value

    def matching(self, facet: str, text: str, lang: Lang) -> list[tuple[str, str]]:
        """Values whose label holds words that begin as typed, the producers of most products first."""
        wanted = [fold(word) for word in words_of(text)]
        named = ((value, self.of(facet, value, lang)) for value in self._values(facet))
        return [(value, label) for value, label in named if _begins(label, wanted)]

    def _values(self, facet: str) -> Iterable[str]:
        if facet == "producer":
            return sorted(self._producers, key=lambda one: -self._producers[one][1])
        known = {"marketplace": self._marketplaces, "group": GROUPS, "province": current_provinces(), "stars": _STARS}
        return known[facet]


def _begins(label: str, wanted: Sequence[str]) -> bool:
    folds = [fold(word) for word in words_of(label)]
    return all(any(word.startswith(one) for word in folds) for one in wanted)


def province(slug: str | None) -> str | None:
    """The name of a province of today, else of one of before July 2025; None where it is neither."""
    return current_province(slug) or former_province(slug)


def current_province(slug: str | None) -> str | None:
    """The name of a province of today; None where there is none such."""
    try:
        return province_name(slug) if slug else None
    except KeyError:
        return None


def former_province(slug: str | None) -> str | None:
    """The name of a province of before July 2025; None where there was none such."""
    try:
        return former_province_name(slug) if slug else None
    except KeyError:
        return None


def _group(code: str, lang: Lang) -> str:
    try:
        return group_name(code, lang=lang)
    except KeyError:
        return code
