"""A producer's contact as its listings state it: checked, in their own writing."""

from collections.abc import Mapping
from typing import Any

from catalog.normalise.contact import phone_of, tax_code_of


def plain(text: str | None) -> str | None:
    """Single spaces, and no U+0000."""
    return " ".join(text.replace("\x00", "").split()) if text else None


def phone_in(words: str | None) -> str | None:
    """The number as it is written, where it is one."""
    return plain(words) if words and phone_of(words) else None


def stated_tax_code(body: Mapping[str, Any]) -> str | None:
    """The valid tax code beside the producer's name or address; in a description, where no shop could be meant."""
    fields = ("producer", "address") if body.get("shop") else ("producer", "address", "description")
    return next((code for name in fields if (code := tax_code_of(body.get(name) or ""))), None)
