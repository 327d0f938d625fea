"""A proposed marketplace file as text, with what is to be checked beside what it concerns."""

import re
from typing import Any

from crawlers.marketplaces.model import MarketplaceFile
from crawlers.probe.report import ProbeReport


def text(file: MarketplaceFile, report: ProbeReport) -> str:
    """The file as text, with what is to be checked as comments."""
    delay = max(file.delay, float(report.robots.get("crawl_delay") or 0))
    lines = ["# Proposed by a probe; check each line marked with ?", f"slug = {_word(file.slug)}  # ?"]
    lines += [f"name = {_word(file.name)}  # ?", 'kind = "private"  # ? provincial, postal, private or registry']
    lines += [f"platform = {_word(str(file.platform))}", "enabled = true", f"homepage = {_word(file.homepage or '')}"]
    lines += [f"delay = {delay:g}", *(["sample = true"] if file.sample else []), "", "[[domains]]"]
    lines += [f"host = {_word(file.domains[0].host)}"]
    lines += _table("entry", {name: value for name, value in file.entry.model_dump().items() if value})
    lines += _table("patterns", {name: value for name, value in file.patterns.model_dump().items() if value})
    lines += _json_tables(file)
    lines += _table("selectors", file.selectors) + _table("product_selectors", file.product_selectors)
    notes = [*report.evidence, *(f"To check: {point}" for point in report.to_check)]
    lines += ["", "[evidence]", f"checked_on = {file.evidence.checked_on}"]
    lines += ['confidence = "low"', f"notes = {_value(notes)}"]
    return "\n".join(lines) + "\n"


def _table(name: str, rows: dict[str, Any]) -> list[str]:
    return ["", f"[{name}]", *(f"{_key(key)} = {_value(value)}" for key, value in rows.items())] if rows else []


def _json_tables(file: MarketplaceFile) -> list[str]:
    said = file.json_paths.model_dump(exclude_defaults=True)
    fields = said.pop("fields", {})
    return _table("json", said) + _table("json.fields", fields)


def _key(key: str) -> str:
    return key if re.fullmatch(r"[\w-]+", key) else _word(key)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"{value:g}" if isinstance(value, float) else str(value)
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_key(key)} = {_value(one)}" for key, one in value.items()) + " }" if value else "{}"
    if not isinstance(value, list):
        return _word(str(value))
    return "[\n" + "".join(f"  {_value(one)},\n" for one in value) + "]" if len(value) > 1 else f"[{_value(value[0])}]"


def _word(said: str) -> str:
    """A string of TOML: literal where that reads better, else with everything escaped that must be."""
    if "'" not in said and ("\\" in said or '"' in said) and said.isprintable():
        return f"'{said}'"
    escaped = said.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(one if one.isprintable() else f"\\u{ord(one):04x}" for one in escaped) + '"'
