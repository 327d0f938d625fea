"""What `chophien check` shows people: each listing as it was read, then what to mend and how, in their language."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from rich.padding import Padding
from rich.table import Table

from api.cli import console
from api.web.fact_rows import fact_rows
from api.web.texts import Translator
from catalog.facts import Facts
from catalog.sheets import names_a_row
from search.contract import Lang

_MARKS = {"error": "[bold red]✗[/]", "warning": "[yellow]![/]", "info": "[dim]·[/]"}


class CheckTable:
    """Prints results one after the other and counts them; `close` says the sum."""

    def __init__(self, lang: Lang) -> None:
        self._t = Translator(lang)
        self._listings = 0
        self._found: Counter[str] = Counter()

    def show(self, result: Mapping[str, Any], number: int) -> None:
        """One line's result, as `check_line` gives it."""
        facts = Facts.model_validate(result["facts"]) if result["facts"] else None
        title = facts.name if facts else self._t("check.line", n=number)
        console.out.print()
        url = result["url"] or ""
        told = "" if names_a_row(url) else console.plain(url)
        console.tell(f"[bold]{number}. {console.plain(title)}[/]  [dim]{told}[/]")
        if facts:
            self._listings += 1
            rows = fact_rows(facts, self._t)
            self._print((label, console.plain(text.replace("\u00a0", " "))) for label, text in rows)
        findings = result["findings"]
        self._found.update(finding["severity"] for finding in findings)
        self._print(self._advice(findings) if findings else [("[green]✓[/]", self._t("check.fine"))])

    def close(self) -> None:
        """How many listings were read, and how much is to be mended."""
        counts = {name: self._found[name] for name in _MARKS}
        console.out.print()
        console.tell(self._t("check.sum", n=self._listings, **counts))

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
