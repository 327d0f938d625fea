"""How money, amounts, names, dates, addresses and marked words are written on a page."""

import re
from datetime import date, datetime
from typing import Protocol
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from api.http.answers import VIETNAM
from api.web.texts import Translator
from catalog.facts import NetContent
from catalog.groups import GROUPS, group_name

_TICKS = re.compile(r"`([^`]+)`")
_MARK = re.compile(r"</?mark>")
_LARGER = {"g": "kg", "ml": "l"}


class Named(Protocol):
    """A producer as facts or a page name it."""

    @property
    def name(self) -> str: ...

    @property
    def legal_form(self) -> str | None: ...


class Formats:
    """The formats of one language, as templates call them."""

    def __init__(self, t: Translator) -> None:
        self._t = t

    def money(self, amount: int) -> str:
        """Integer đồng as people write them: `125.000 ₫`."""
        return f"{self._t.number(amount)}\u00a0₫"

    def per_unit(self, unit: str) -> str:
        """What a price is for, in words (`kg`, `100 g`, `10 pieces` is `chục`); one without a word stays as it is."""
        if self._t.has(f"unit.{unit}"):
            return self._t(f"unit.{unit}")
        number, _, name = unit.partition(" ")
        return f"{number}\u00a0{self.per_unit(name)}" if name and number.isdigit() else unit

    def price_for(self, amount: int, per: str | None) -> str:
        """A price with what it is for, where it is not for the thing as sold: `120.000 ₫/kg`."""
        return self._t("price.per", price=self.money(amount), unit=self.per_unit(per)) if per else self.money(amount)

    def day(self, value: date) -> str:
        """A date, in Vietnam's time where it is a moment: `05/08/2026`, `5 Aug 2026`."""
        if isinstance(value, datetime):
            value = value.astimezone(VIETNAM).date()
        return f"{value:%d/%m/%Y}" if self._t.lang == "vi" else f"{value.day} {value:%b %Y}"

    def content(self, net: NetContent) -> str:
        """Net content as people write it: `500 g`, `1,5 kg`, `20 × 2 g (40 g)`."""
        if net.packs <= 1:
            return self._amount(net.amount, net.unit)
        return f"{net.packs} × {self._amount(net.per_pack, net.unit)} ({self._amount(net.amount, net.unit)})"

    def _amount(self, amount: float, unit: str) -> str:
        if unit in _LARGER and amount >= 1000:
            amount, unit = amount / 1000, _LARGER[unit]
        written = self._t.number(round(amount, 3))
        return f"{written}\u00a0{self._t('unit.piece') if unit == 'piece' else unit}"

    def group(self, code: str) -> str:
        """The name of an OCOP group; an unknown code stays as it is."""
        return group_name(code, lang=self._t.lang) if code in GROUPS else code

    def legal_name(self, producer: Named) -> str:
        """A producer's name with its legal form: `Hợp tác xã Việt Tân`."""
        key = f"form.{producer.legal_form}"
        if not self._t.has(key):
            return producer.name
        form = self._t(key, name="").strip()
        return producer.name if producer.name.lower().startswith(form.lower()) else self._t(key, name=producer.name)


def marked(html: str) -> Markup:
    """Highlighted words from an engine: `<mark>` is kept; anything else that looks like markup is escaped."""
    return Markup(html) if not re.search(r"[<>]", _MARK.sub("", html)) else escape(html)  # noqa: S704


def ticked(text: str) -> Markup:
    """Words between backticks as code, everything escaped."""
    return Markup(_TICKS.sub(r"<code>\1</code>", str(escape(text))))  # noqa: S704


def web_address(url: str | None) -> str:
    """An address found on the web, or `#` where following it would be no visit to a web page (`javascript:` …)."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return "#"
    return url or "#" if parts.scheme in ("http", "https") and parts.netloc else "#"
