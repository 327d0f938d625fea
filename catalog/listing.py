"""The listing contract: one product page of one marketplace, in its own words, as JSON Lines.

Spiders emit it, `chophien import` reads it, `chophien export listings` writes it. Only `url` and `name` are required; a
field of an unexpected shape is kept under `extra` and counted, never a reason to drop the listing.
"""

import hashlib
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import orjson
from pydantic import BaseModel, ConfigDict, Field, JsonValue

from catalog.json_values import NumberText, TooDeep, fit
from catalog.slug import slugify

Number = int | float | str


class Oddity(BaseModel):
    """Something unexpected about one field: counted under `field/kind`, shown with the words it came from."""

    model_config = ConfigDict(frozen=True)

    code: str = Field(examples=["price/ambiguous"])
    field: str
    words: str = ""


class Listing(BaseModel):
    """A listing as found. Numbers may be text; nothing here is normalised but the shape."""

    model_config = ConfigDict(extra="forbid")

    url: str
    name: str
    marketplace: str | None = None
    external_id: str | None = None
    price: Number | None = None
    price_text: str | None = None
    list_price: Number | None = None
    currency: str | None = None
    availability: str | None = None
    description: str | None = None
    net_content: str | None = None
    images: list[str] = Field(default_factory=list)
    producer: str | None = None
    shop: str | None = None
    address: str | None = None
    province: str | None = None
    category: list[str] = Field(default_factory=list)
    ocop_stars: Number | None = None
    certificate: str | None = None
    gtin: str | None = None
    sku: str | None = None
    phone: str | None = None
    updated_at: str | None = None
    observed_at: str | None = None
    extra: dict[str, JsonValue] = Field(default_factory=dict)

    def payload(self) -> dict[str, Any]:
        """The contract's JSON object: what was given, without empty fields."""
        return {key: value for key, value in self.model_dump().items() if value not in (None, [], {})}

    def content_hash(self) -> str:
        """Hash (32 hex digits) of everything but the time of sighting: equal content, equal hash."""
        body = self.payload()
        body.pop("observed_at", None)
        return hash_of(body)


def hash_of(body: Mapping[str, Any]) -> str:
    """Hash (32 hex digits) of a JSON object, whatever the order of its keys. Raises TypeError where it is no JSON."""
    return hashlib.blake2b(orjson.dumps(body, option=orjson.OPT_SORT_KEYS), digest_size=16).hexdigest()


class ListingError(ValueError):
    """A line that cannot be a listing; the message says what is wrong, in English, without the line's number.

    `vietnamese` says the same; where nothing was given, the English words.
    """

    def __init__(self, message: str, vietnamese: str | None = None) -> None:
        super().__init__(message)
        self.vietnamese = vietnamese or message


_LISTS = ("images", "category")
_NUMBERS = ("price", "list_price", "ocop_stars")
_KNOWN = frozenset(Listing.model_fields)
LONGEST_URL = 2048
_HOST = re.compile(r"[^\s\x00-\x20#%/<>?@\[\\\]^|]*\w[^\s\x00-\x20#%/<>?@\[\\\]^|]*")


def parse_listing(record: Mapping[str, Any]) -> tuple[Listing, list[Oddity]]:
    """Read one record of the contract.

    What does not fit goes under `extra` and is counted: unknown fields, fields of an unexpected shape, bad entries of a
    list (the good ones stay), and, as text, numbers JSON or 64 bits cannot say. Where `extra` has that name already
    with another value, the next free of `name_2`, `name_3`, … is taken.

    Returns the listing and what was odd about its shape. Raises ListingError where `url` or `name` is missing or empty,
    or `url` is no absolute http(s) address of a host, of at most 2,048 bytes.
    """
    fields: dict[str, Any] = {}
    left: dict[str, Any] = {}
    oddities: list[Oddity] = []
    for key, value in record.items():
        if value is None or key == "extra":
            continue
        known = key in _KNOWN
        shaped, rest = _shape(key, value) if known else (None, value)
        if shaped is not None:
            fields[key] = shaped
        if rest is not None:
            left[key] = rest
            oddities.append(
                Oddity(code=f"{key}/invalid", field=key, words=str(rest)[:200])
                if known
                else Oddity(code="extra/unknown", field=key)
            )
    _require(fields)
    return Listing(**fields, extra=_extra(record.get("extra"), left, oddities)), oddities


def merged(given: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """Both, nothing lost: a name both have with other values comes back as `name` (given) and `name_2` (more)."""
    whole = dict(given)
    for key, value in more.items():
        name, number = key, 1
        while name in whole and hash_of({"": whole[name]}) != hash_of({"": value}):
            number += 1
            name = f"{key}_{number}"
        whole[name] = value
    return whole


def _extra(given: Any, left: Mapping[str, Any], oddities: list[Oddity]) -> dict[str, Any]:
    """`extra` as given with what was left over, in values JSON can say; says what it had to change."""
    if given is not None and not isinstance(given, Mapping):
        oddities.append(Oddity(code="extra/invalid", field="extra", words=str(given)[:200]))
        given = {"extra": given}
    try:
        told = {key: fit(value) for key, value in (given or {}).items()}
        rest = {key: fit(value) for key, value in left.items()}
    except TooDeep as error:
        raise ListingError(f"`extra`: {error}", "`extra` lồng quá sâu") from error
    changed = [key for key, (_, odd) in told.items() if odd]
    changed += [key for key, (_, odd) in rest.items() if odd and key not in _KNOWN]
    oddities.extend(Oddity(code="extra/number", field=key) for key in changed)
    try:
        return merged(_values(told), _values(rest))
    except TypeError as error:
        raise ListingError(f"it cannot be written as JSON: {error}", "có ô không viết được thành JSON") from error


def _values(fitted: Mapping[str, tuple[Any, bool]]) -> dict[str, Any]:
    return {key: value for key, (value, _) in fitted.items()}


def _require(fields: dict[str, Any]) -> None:
    for required in ("url", "name"):
        if not str(fields.get(required) or "").strip():
            raise ListingError(f"`{required}` is missing or empty", f"thiếu `{required}`")
    fields["url"] = fields["url"].strip()
    if not _is_web_address(fields["url"]):
        raise ListingError(
            "`url` is no absolute http or https address with a host",
            "`url` phải là địa chỉ đầy đủ, bắt đầu bằng http:// hoặc https://",
        )
    if len(fields["url"].encode(errors="replace")) > LONGEST_URL:
        raise ListingError(f"`url` is longer than {LONGEST_URL} bytes", f"`url` dài hơn {LONGEST_URL} byte")
    if fields.get("marketplace") and not slugify(fields["marketplace"]):
        raise ListingError("`marketplace` has neither letters nor digits", "`marketplace` không có chữ hay số nào")


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and _HOST.fullmatch(parts.hostname or "") is not None


def _shape(key: str, value: Any) -> tuple[Any, Any]:
    """The value in the shape the contract asks for, and what of it does not fit; each None where there is nothing."""
    if key in _LISTS:
        return _text_list(value)
    fits = not isinstance(value, bool) and (isinstance(value, str) or _is_number(value))
    if isinstance(value, NumberText):
        fits = key not in _NUMBERS and value.is_integer()
    if not fits:
        return None, value
    return (value if key in _NUMBERS else str(value)), None


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not fit(value)[1]


def _text_list(value: Any) -> tuple[list[str] | None, Any]:
    if isinstance(value, str) and not isinstance(value, NumberText):
        return [value], None
    if not isinstance(value, list):
        return None, value
    good = [one for one in value if isinstance(one, str) and not isinstance(one, NumberText)]
    bad = [one for one in value if not isinstance(one, str) or isinstance(one, NumberText)]
    return (good if good or not bad else None), (bad or None)
