"""The cells of a row as fields of the listing contract, as a person who fills in a sheet means them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from catalog.listing import Oddity
from catalog.sheets.cells import Cell, text_of
from catalog.sheets.headings import CONTRACT, Column

# Addresses under `.invalid` never lead anywhere (RFC 2606).
_STAND_IN = "https://no-address.invalid/row-"
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_THOUSANDS = re.compile(r"nghin|ngan\b|1[.,]?000|\bk\b")
_UNIT = re.compile(r"\b(kg|gam|gram|gr|g|ml|lit|l)\b")
_ADDRESS = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)
_BARE_ADDRESS = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/\S*)?", re.IGNORECASE)
_LEVELS = re.compile(r" ?[>›»] ?")
# A mobile or a fixed line whose nought a spreadsheet took for a figure's.
_WITHOUT_NOUGHT = re.compile(r"[35789]\d{8}|2\d{9}")
# What a spreadsheet writes where a formula has no answer.
_NO_ANSWER = frozenset(("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"))
_AROUND = ("commune", "district")
# Kept as they are beside what they were put into.
_BESIDE = ("unit", "decided_on", "issuer", *_AROUND)


def stand_in(number: int) -> str:
    """An address for a row that has none: it names the row, and leads nowhere."""
    return f"{_STAND_IN}{number}"


def names_a_row(url: str) -> bool:
    """Whether an address only stands in for a missing one."""
    return url.startswith(_STAND_IN)


def is_address(word: str) -> bool:
    """Whether a word is a whole web address, as a picture's or a page's has to be."""
    return _ADDRESS.fullmatch(word) is not None


def record_of(row: Sequence[Cell], columns: Mapping[int, Column]) -> tuple[dict[str, Any], list[Oddity]]:
    """The fields of a row, each column nobody knows under its heading, and what was odd about the cells."""
    given: dict[str, list[tuple[str, Column]]] = {}
    fields: dict[str, Any] = {}
    oddities: list[Oddity] = []
    for at, column in columns.items():
        text = text_of(row, at)
        if not text:
            continue
        if text in _NO_ANSWER:
            oddities.append(_invalid(column.field or column.heading, text))
        elif column.field is None:
            fields[_free(column.heading, fields)] = text
        else:
            given.setdefault(column.field, []).append((text, column))
    known, odd = _fields(given)
    return known | fields, oddities + odd


def _fields(given: Mapping[str, list[tuple[str, Column]]]) -> tuple[dict[str, Any], list[Oddity]]:
    first = {name: values[0][0] for name, values in given.items()}
    pictures, odd_pictures = _pictures([text for text, _ in given.get("images", ())])
    url, odd_url = _url(first.get("url"))
    made: dict[str, Any] = {name: text for name, text in first.items() if name in CONTRACT}
    made |= {
        "url": url,
        "images": pictures,
        "category": [level for level in _LEVELS.split(" ".join(first.get("category", "").split())) if level],
        "net_content": ", ".join(_content(text, column) for text, column in given.get("net_content", ())),
        "address": _joined(first, "address", *_AROUND),
        "certificate": _certificate(first),
        "phone": _phone(first.get("phone", "")),
        "extra": {given[name][0][1].heading: first[name] for name in _BESIDE if name in first},
    }
    for name, key in (("price", "price_text"), ("list_price", "list_price")):
        if name in given and (key == name or key not in given):
            made |= _price(*given[name][0], name, key, first.get("unit", "") if name == "price" else "")
    return {name: value for name, value in made.items() if value}, odd_pictures + odd_url


def _price(text: str, column: Column, name: str, worded: str, unit: str) -> dict[str, Any]:
    """A bare number as it is; one in thousands, or for a unit of its own column, with these words."""
    if not _NUMBER.fullmatch(text):
        return {name: None, worded: text}
    thousands = _THOUSANDS.search(column.bracketed)
    if not thousands and not unit:
        return {name: text}
    words = f"{text} nghìn đồng" if thousands else f"{text} đồng"
    return {name: None, worded: f"{words}/{unit}" if unit else words}


def _content(text: str, column: Column) -> str:
    """A bare number takes its unit from the heading: `500` under `Khối lượng (g)`."""
    unit = _UNIT.search(column.bracketed)
    return f"{text} {unit[1]}" if unit and _NUMBER.fullmatch(text) else text


def _joined(first: Mapping[str, str], *names: str) -> str:
    """The fields that add something to those before them, with commas."""
    said = ""
    for text in filter(None, (first.get(name) for name in names)):
        said = said if text in said else f"{said}, {text}" if said else text
    return said


def _certificate(first: Mapping[str, str]) -> str:
    """The decision's number with its day and issuer from columns of their own."""
    words = first.get("certificate", "")
    for name, before in (("decided_on", "ngày"), ("issuer", "của")):
        if words and (text := first.get(name)):
            words += f" {before} {text}"
    return words


def _phone(text: str) -> str:
    digits = text.replace(" ", "").replace(".", "")
    return f"0{digits}" if _WITHOUT_NOUGHT.fullmatch(digits) else text


def _pictures(cells: Sequence[str]) -> tuple[list[str], list[Oddity]]:
    """The addresses among the words; anything else is odd, once."""
    words = [word for text in cells for word in re.split(r"[\s;|]+|,\s*(?=https?:)", text) if word]
    good = [word for word in words if is_address(word)]
    odd = [word for word in words if not is_address(word)]
    return good, [_invalid("images", odd[0])] if odd else []


def _url(text: str | None) -> tuple[str | None, list[Oddity]]:
    """The address, with the scheme that people leave out; None where it is no address."""
    if text and _BARE_ADDRESS.fullmatch(text):
        return f"https://{text}", []
    if text and not is_address(text):
        return None, [_invalid("url", text)]
    return text, []


def _invalid(field: str, words: str) -> Oddity:
    return Oddity(code=f"{field}/invalid", field=field, words=words[:200])


def _free(heading: str, fields: Mapping[str, Any]) -> str:
    """The heading, numbered where it stands over several columns or is a field's own name."""
    names: Iterator[str] = (f"{heading}_{number}" for number in range(2, 200))
    taken = {*fields, *CONTRACT}
    return heading if heading not in taken else next(name for name in names if name not in taken)
