"""What a price is for: `/kg`, `/ bộ`, `/100g`, `một ký` as the contract's words (`kg`, `l`, `100 g`, `set`, …)."""

import re

_MEASURES = {
    "kg": "kg", "ky": "kg", "ki": "kg", "kilo": "kg", "kilogam": "kg", "kilogram": "kg", "can ta": "kg",
    "g": "g", "gr": "g", "gam": "g", "gram": "g", "lang": "100 g", "yen": "10 kg", "ta": "100 kg", "tan": "t",
    "l": "l", "lit": "l", "lit nuoc": "l", "liter": "l", "litre": "l", "ml": "ml",
    "m": "m", "met": "m", "m2": "m2",
}  # fmt: skip
_THINGS = {
    "bo": "set", "set": "set", "combo": "set", "hop": "box", "goi": "packet", "bich": "packet", "tui": "bag",
    "bao": "sack",
    "chai": "bottle", "binh": "bottle", "lo": "jar", "hu": "jar", "keo": "jar", "lon": "can", "can": "canister",
    "xo": "bucket",
    "thung": "case", "loc": "multipack", "vi": "tray", "khay": "tray", "cay": "piece", "thanh": "bar", "cuon": "roll",
    "cai": "piece", "chiec": "piece", "con": "piece", "qua": "piece", "trai": "piece", "cu": "piece",
    "banh": "piece", "mieng": "piece",
    "san pham": "piece", "sp": "piece", "vien": "piece", "bong": "piece", "canh": "piece", "buc": "piece",
    "chau": "pot",
    "doi": "pair", "cap": "pair", "bo hoa": "bunch", "nai": "bunch", "buong": "bunch", "xau": "string", "chum": "bunch",
    "chuc": "10 pieces", "ta 12": "dozen", "ban": "copy", "nguoi": "person", "khach": "person", "dem": "night",
    "phong": "room",
    "suat": "portion", "phan": "portion", "ly": "cup", "coc": "cup", "to": "bowl", "dia": "plate", "ong": "tube",
    "tuyp": "tube", "mat": "tray",
}  # fmt: skip
_COUNTS = {"mot": 1.0, "nua": 0.5, "½": 0.5, "1/2": 0.5, "1⁄2": 0.5}
_PARTS = {"kg": "g", "l": "ml"}
_NAMES = sorted({**_MEASURES, **_THINGS}, key=len, reverse=True)
_SLASH = re.compile(
    rf"\s*(?:/|per\s|tren\s(?=1|mot|kg))\s*(?P<count>1[/⁄]2|\d{{1,4}}(?:[.,]\d{{1,3}})?|mot|nua|½)?\s*(?P<unit>{'|'.join(_NAMES)})(?![a-z0-9])"
)
_WORD = re.compile(
    r"\s*(?:/\s*)?(?:mot|moi|1|cho 1|cho mot)\s*(?P<unit>kg|ky|ki|kilo|can|lit|l|lang|yen|ta|hop|goi"
    r"|tui|chai|hu|lo|bo|thung)(?![a-z0-9])"
)


def per_after(folded: str, end: int) -> tuple[str | None, int]:
    """What the price ending at `end` is for, and where the words saying so end."""
    if (found := _SLASH.match(folded, end)) and (name := _named(found["unit"], found["count"])):
        return name, found.end()
    if found := _WORD.match(folded, end):
        unit = "kg" if found["unit"] == "can" else found["unit"]
        return _named(unit, None), found.end()
    return None, end


def per_named(words: str) -> str | None:
    """What `kg`, `bộ` or `100g` (folded) stands for."""
    found = _SLASH.match("/" + words)
    return _named(found["unit"], found["count"]) if found else None


def _named(unit: str, count: str | None) -> str | None:
    """`100 g`, `250 ml`; parts of a kilogram or litre in g or ml (`0.5kg`, `nua ky`); None for other parts."""
    name = _MEASURES.get(unit) or _THINGS[unit]
    number = _number(count or "1", name)
    if not number.is_integer():
        if name not in _PARTS:
            return None
        number, name = round(number * 1000, 3), _PARTS[name]
    if number <= 0 or not number.is_integer():
        return None
    if number == 1:
        return name
    head, _, tail = name.partition(" ")
    return f"{int(number) * int(head)} {tail}" if head.isdigit() else f"{int(number)} {name}"


def _number(count: str, name: str) -> float:
    """`1.000` grams are a thousand, `0.250` kilograms a quarter."""
    if count in _COUNTS:
        return _COUNTS[count]
    whole, _, decimals = count.replace(",", ".").partition(".")
    thousands = len(decimals) == 3 and name in ("g", "ml") and whole != "0"
    return float(whole + decimals) if thousands else float(f"{whole}.{decimals or 0}")
