"""`chophien marketplaces`: the marketplace files, checked and listed."""

from typing import TYPE_CHECKING, Annotated

import typer

from api.cli import console, context
from api.cli.exits import CommandError, Exit

if TYPE_CHECKING:
    from crawlers.marketplaces import MarketplaceFile


def marketplaces(
    enabled: Annotated[bool, typer.Option("--enabled", help="Only those that are crawled.")] = False,
    as_json: console.JsonFlag = False,
) -> None:
    """Check every marketplace file and list what is known of each: kind, platform, province, evidence and its date.

    Wrong files are named after the others, each with every field that is wrong and what it should be (exit code 4).
    """
    from crawlers.marketplaces import MarketplaceFileError, load_all

    try:
        files = load_all(context.settings())
    except MarketplaceFileError as problem:
        raise CommandError(str(problem), Exit.INPUT) from problem
    chosen = [file for file in files.usable.values() if file.enabled or not enabled]
    if as_json:
        console.emit([file.model_dump(mode="json") for file in chosen])
    else:
        _show(chosen)
    if files.wrong:
        raise CommandError("\n".join(str(error) for error in files.wrong.values()), Exit.INPUT)


def _show(files: "list[MarketplaceFile]") -> None:
    rows = [
        [
            file.slug,
            file.name,
            file.kind,
            file.platform,
            file.province,
            file.enabled,
            file.evidence.confidence,
            file.evidence.as_of,
        ]
        for file in files
    ]
    columns = ["marketplace", "name", "kind", "platform", "province", "enabled", "confidence", "known as of"]
    console.show_rows(f"{len(rows)} marketplaces", columns, rows)
