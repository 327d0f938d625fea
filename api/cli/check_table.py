"""What `chophien check` shows people: each listing as it was read, then what to mend and how, in their language."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from rich.padding import Padding
from rich.table import Table

from api.cli import console
from api.web.formats import Formats
from api.web.texts import Translator
from catalog.facts import Facts, Ocop, Place
from catalog.places import commune_name, former_province_name, province_name
from search.contract import Lang

_MARKS = {"error": "[bold red]✗[/]", "warning": "[yellow]![/]", "info": "[dim]·[/]"}


class CheckTable:
    """Prints results one after the other and counts them; `close` says the sum."""

    def __init__(self, lang: Lang) -> None:
        self._t = Translator(lang)
        self._formats = Formats(self._t)
        self._listings = 0
        self._found: Counter[str] = Counter()

    def show(self, result: Mapping[str, Any], number: int) -> None:
        """One line's result, as `check_line` gives it."""
        facts = Facts.model_validate(result["facts"]) if result["facts"] else None
        title = facts.name if facts else self._t("check.line", n=number)
        console.out.print()
        console.tell(f"[bold]{number}. {console.plain(title)}[/]  [dim]{console.plain(result['url'] or '')}[/]")
        if facts:
            self._listings += 1
            self._print(self._rows(facts))
        findings = result["findings"]
        self._found.update(finding["severity"] for finding in findings)
        self._print(self._advice(findings) if findings else [("[green]✓[/]", self._t("check.fine"))])

    def close(self) -> None:
        """How many listings were read, and how much is to be mended."""
        counts = {name: self._found[name] for name in _MARKS}
        console.out.print()
        console.tell(self._t("check.sum", n=self._listings, **counts))

    def _rows(self, facts: Facts) -> Iterator[tuple[str, str]]:
        t, formats = self._t, self._formats
        content, producer, group = facts.net_content, facts.producer, facts.group
        yield t("check.price"), self._price(facts)
        yield t("check.content"), formats.content(content) if content else ""
        yield t("check.place"), self._place(facts.place)
        yield t("check.stars"), self._stars(facts.ocop)
        yield t("check.producer"), formats.legal_name(producer) if producer else ""
        yield t("check.group"), formats.group(group) if group else ""

    def _price(self, facts: Facts) -> str:
        t, formats = self._t, self._formats
        if facts.price is None:
            return t(f"price.status_{facts.price_status}")
        text = formats.money(facts.price)
        if facts.price_max and facts.price_max != facts.price:
            text = t("price.range", low=text, high=formats.money(facts.price_max))
        if facts.price_per:
            text = t("price.per", price=text, unit=formats.per_unit(facts.price_per))
        parts = [text]
        if facts.list_price:
            parts.append(t("check.list_price", price=formats.money(facts.list_price)))
        each = facts.unit_price
        if each and each.per != facts.price_per:
            parts.append(formats.price_for(each.amount, each.per))
        return " · ".join(parts)

    def _place(self, place: Place) -> str:
        if place.province is None:
            return ""
        commune = commune_name(place.province, place.commune) if place.commune else None
        text = ", ".join(filter(None, (commune, province_name(place.province))))
        if place.former_province and place.former_province != place.province:
            text += f" ({self._t('place.former', name=former_province_name(place.former_province))})"
        return text

    def _stars(self, ocop: Ocop) -> str:
        if ocop.status == "none":
            return ""
        text = self._t(f"stars.{ocop.status}", n=ocop.stars or "?")
        return f"{text} – {ocop.decision.number}" if ocop.decision else text

    def _advice(self, findings: list[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
        ending = "_en" if self._t.lang == "en" else ""
        for finding in findings:
            yield _MARKS[finding["severity"]], console.plain(finding[f"message{ending}"])
            if hint := finding.get(f"hint{ending}"):
                yield "", f"[dim]→ {console.plain(hint)}[/]"

    def _print(self, rows: Any) -> None:
        table = Table.grid(padding=(0, 2))
        table.add_column(style="dim", no_wrap=True)
        table.add_column(overflow="fold")
        for label, text in rows:
            table.add_row(label, text or "–")
        console.out.print(Padding(table, (0, 0, 0, 3)))
