"""How producers are told apart: by name first, then by province, then by legal form."""

from collections.abc import Mapping
from typing import Any

from catalog.facts import ProducerName
from catalog.slug import slugify

_FORMS = {
    "cooperative": "htx",
    "cooperative_union": "lien-hiep-htx",
    "cooperative_group": "tht",
    "household_business": "hkd",
    "household": "ho",
    "workshop": "co-so",
    "llc": "cong-ty",
    "single_member_llc": "cong-ty",
    "joint_stock": "ctcp",
    "private_enterprise": "dntn",
}
_WORDS = {
    "cooperative": "HTX",
    "cooperative_union": "Liên hiệp HTX",
    "cooperative_group": "Tổ hợp tác",
    "household_business": "Hộ kinh doanh",
    "household": "Hộ sản xuất",
    "workshop": "Cơ sở sản xuất",
    "llc": "Công ty TNHH",
    "single_member_llc": "Công ty TNHH MTV",
    "joint_stock": "Công ty CP",
    "private_enterprise": "DNTN",
}
_NAME_LENGTH = 50


def producer_key(producer: Mapping[str, Any] | None) -> str | None:
    """The name's slug, for the `producer` of a facts object; None where it names none."""
    return slugify(producer["name"], limit=_NAME_LENGTH) or None if producer else None


def form_key(producer: Mapping[str, Any]) -> str | None:
    """The legal form as an id spells it; None where it is unknown.

    Shops write "TNHH" and "TNHH MTV" of one company, so those two are one.
    """
    return _FORMS.get(producer.get("legal_form") or "")


def producer_id(key: str, form: str | None, province: str | None) -> str:
    """The producer's id and address on the site, as `htx-nam-nhun-lai-chau`."""
    return "-".join(part for part in (form, key, province) if part)


def in_words(producer: ProducerName | None) -> str | None:
    """The producer as people write it, with its legal form."""
    return None if producer is None else " ".join(filter(None, (_WORDS.get(producer.legal_form or ""), producer.name)))
