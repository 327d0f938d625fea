"""Filters of an address that were left out because there is no such value: said in a sentence, with a way on."""

from dataclasses import dataclass

from starlette.datastructures import QueryParams

from api.web.addresses import search_address, search_pairs
from api.web.formats import Formats
from api.web.reading import read_unknown
from api.web.texts import Translator
from catalog.places import current_provinces, former_province_name, province_name
from search.contract import SearchRequest


@dataclass(frozen=True)
class Ignored:
    """What was left out, and where a click leads instead; `label` is empty where there is nothing near."""

    sentence: str
    label: str = ""
    address: str = ""


def ignored(params: QueryParams, asked: SearchRequest, t: Translator) -> list[Ignored]:
    """The values that do not exist, each with the nearest that does."""
    return [
        _line(name, one.value, one.nearest, asked, t)
        for name, several in read_unknown(params).items()
        for one in several
    ]


def _line(name: str, value: str, nearest: str | None, asked: SearchRequest, t: Translator) -> Ignored:
    sentence = t(f"ignored.{name}", value=value)
    if nearest is not None:
        pairs = search_pairs(asked)
        return Ignored(sentence, _label(name, nearest, t), search_address(dict.fromkeys([*pairs, (name, nearest)])))
    return Ignored(sentence, t("ignored.provinces"), "/tinh") if name == "province" else Ignored(sentence)


def _label(name: str, value: str, t: Translator) -> str:
    if name == "group":
        return Formats(t).group(value)
    if value in current_provinces():
        return province_name(value)
    return t("place.former", name=former_province_name(value))
