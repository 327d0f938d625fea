"""How shop software writes: addresses without tones, thousands, the typographer's dashes."""

import re
import unicodedata


def bare(text: str) -> str:
    """Latin letters without tones and marks, case kept."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(char for char in plain if not unicodedata.combining(char))


def slugify(text: str) -> str:
    """`mat-ong-bac-ha`, as WordPress, Haravan and Laravel shops make addresses."""
    return re.sub(r"[^a-z0-9]+", "-", bare(text).lower()).strip("-")


def alias(text: str) -> str:
    """`Mat-ong-Bac-ha`, as NukeViet makes addresses."""
    return re.sub(r"[^A-Za-z0-9]+", "-", bare(text)).strip("-")


def dotted(amount: int) -> str:
    """`125.000`."""
    return f"{amount:,}".replace(",", ".")


def texturize(text: str) -> str:
    """What WordPress makes of a title: entities for ampersands, quotes and dashes, in names of its JSON too."""
    escaped = text.replace("&", "&amp;").replace(" - ", " &#8211; ")
    return re.sub(r'"([^"]*)"', r"&#8220;\1&#8221;", escaped)
