"""What was understood of a listing, as label and text: the checker's page and `chophien check` show the same."""

from collections.abc import Iterator

from api.web.formats import Formats
from api.web.texts import Translator
from catalog.facts import Decision, Facts, Ocop, Place
from catalog.places import commune_name, former_province_name, province_name


def fact_rows(facts: Facts, t: Translator) -> Iterator[tuple[str, str]]:
    """Label and text of each fact; the text is empty where nothing was read."""
    formats = Formats(t)
    content, producer, group, each = facts.net_content, facts.producer, facts.group, facts.unit_price
    yield t("check.price"), price(facts, t)
    yield t("check.content"), formats.content(content) if content else ""
    yield t("check.unit_price"), formats.price_for(each.amount, each.per) if each else ""
    yield t("check.place"), place(facts.place, t)
    yield t("check.stars"), stars(facts.ocop, t)
    yield t("check.producer"), formats.legal_name(producer) if producer else ""
    yield t("check.group"), formats.group(group) if group else ""


def price(facts: Facts, t: Translator) -> str:
    """The price with what it is for and the struck one, or why there is none."""
    formats = Formats(t)
    if facts.price is None:
        return t(f"price.status_{facts.price_status}")
    text = formats.money(facts.price)
    if facts.price_max and facts.price_max != facts.price:
        text = t("price.range", low=text, high=formats.money(facts.price_max))
    if facts.price_per:
        text = t("price.per", price=text, unit=formats.per_unit(facts.price_per))
    return f"{text} · {t('check.list_price', price=formats.money(facts.list_price))}" if facts.list_price else text


def place(found: Place, t: Translator) -> str:
    """Commune and province of today, and the province of before July 2025 where that was another."""
    if found.province is None:
        return ""
    commune = commune_name(found.province, found.commune) if found.commune else None
    text = ", ".join(filter(None, (commune, province_name(found.province))))
    if found.former_province and found.former_province != found.province:
        text += f" ({t('place.former', name=former_province_name(found.former_province))})"
    return text


def stars(ocop: Ocop, t: Translator) -> str:
    """The stars, how far they are proven, and the decision."""
    if ocop.status == "none":
        return ""
    text = t(f"stars.{ocop.status}", n=ocop.stars or "?")
    return f"{text} – {_decision(ocop.decision, t)}" if ocop.decision else text


def _decision(decision: Decision, t: Translator) -> str:
    day = Formats(t).day(decision.date) if decision.date else None
    return ", ".join(filter(None, (t("check.decision", number=decision.number), day, decision.issuer)))
