"""The command line: every command in the order the manual shows them."""

from api.cli import (
    bench,
    check,
    database,
    demo,
    derive,
    doctor,
    gather,
    index,
    matching,
    probing,
    report,
    serve,
    sources,
    transfer,
    worker,
)
from api.cli.app import app, main
from api.cli.manual import manual

START, GATHER, CATALOG, WORK, ANSWER, CARE = "Start here", "Gather", "Catalog", "Workers", "Answer", "Care"

app.command(rich_help_panel=START, epilog=manual("demo"))(demo.demo)
app.command(rich_help_panel=START, epilog=manual("check"))(check.check)

app.command(rich_help_panel=GATHER, epilog=manual("crawl"))(gather.crawl)
app.command(rich_help_panel=GATHER, epilog=manual("extract"))(gather.extract)
app.command(rich_help_panel=GATHER, epilog=manual("probe"))(probing.probe)
app.command(rich_help_panel=GATHER)(probing.capture)
app.command(rich_help_panel=GATHER)(sources.marketplaces)

app.command("import", rich_help_panel=CATALOG, epilog=manual("import"))(transfer.import_)
app.command(rich_help_panel=CATALOG, epilog=manual("refresh"))(derive.refresh)
app.command(rich_help_panel=CATALOG, epilog=manual("pictures"))(derive.pictures)
app.command(rich_help_panel=CATALOG, epilog=manual("export"))(transfer.export)
app.command(rich_help_panel=CATALOG, epilog=manual("explain"))(matching.explain)
app.command(rich_help_panel=CATALOG)(matching.review)
app.command(rich_help_panel=CATALOG)(matching.decide)

app.add_typer(worker.worker, name="worker", rich_help_panel=WORK, epilog=manual("worker"))

app.add_typer(index.index, name="index", rich_help_panel=ANSWER)
app.command(rich_help_panel=ANSWER, epilog=manual("serve"))(serve.serve)
app.add_typer(report.report, name="report", rich_help_panel=ANSWER)

app.command(rich_help_panel=CARE, epilog=manual("doctor"))(doctor.doctor)
app.add_typer(database.db, name="db", rich_help_panel=CARE)
app.command(rich_help_panel=CARE)(bench.bench)

__all__ = ["app", "main"]
