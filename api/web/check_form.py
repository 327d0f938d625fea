"""The checker's form: its fields as a page shows them, and the one listing that was typed into it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from api.web.forms import Form
from api.web.texts import Translator
from catalog.listing import Listing
from catalog.sheets import is_address


@dataclass(frozen=True)
class Field:
    """One field under its name in the listing contract; `lines` above one is a box of so many lines."""

    name: str
    most: int = 200
    lines: int = 1
    wide: bool = False
    keyboard: str = "text"
    suggested: str = "off"


FIELDS = (
    Field("name", most=300, wide=True),
    Field("price_text"),
    Field("list_price"),
    Field("net_content"),
    Field("category"),
    Field("description", most=20_000, lines=5, wide=True),
    Field("producer", most=300, suggested="organization"),
    Field("address", most=500, suggested="street-address"),
    Field("ocop_stars"),
    Field("certificate", most=500),
    Field("phone", keyboard="tel", suggested="tel"),
    Field("gtin", keyboard="numeric"),
    Field("images", most=20_000, lines=3, wide=True),
)
_LEVELS = re.compile(r"\s*[>›»]\s*")


@dataclass
class Typed:
    """What stands in the form's fields, and what is wrong with some of them."""

    values: dict[str, str]
    problems: dict[str, str] = field(default_factory=dict)

    @property
    def listing(self) -> Listing:
        """The listing they describe. It has no address yet, and its pictures are only counted."""
        given = {name: value for name, value in self.values.items() if value and name not in ("category", "images")}
        levels = [level for level in _LEVELS.split(self.values["category"]) if level]
        pictures = [line for line in _lines(self.values["images"]) if is_address(line)]
        return Listing(url="", **{"name": "", **given}, category=levels, images=pictures)


def empty(suggested: Mapping[str, str]) -> Typed:
    """A form not yet sent; a link may fill in some of it, such as the producer's name."""
    return Typed({one.name: suggested.get(one.name, "").replace("\x00", "")[: one.most] for one in FIELDS})


def read(form: Form, t: Translator) -> Typed:
    """The form as it was sent, each field's complaint in its place."""
    typed = Typed({one.name: form.text(one.name) for one in FIELDS})
    for one in FIELDS:
        length = len(typed.values[one.name])
        if length > one.most:
            typed.problems[one.name] = t("check.too_long", most=one.most, length=length)
    if not typed.values["name"]:
        typed.problems["name"] = t("check.name_missing")
    odd = [line for line in _lines(typed.values["images"]) if not is_address(line)]
    if odd:
        typed.problems.setdefault("images", t("check.no_picture_address", words=odd[0][:60]))
    return typed


def _lines(text: str) -> list[str]:
    return text.split()
