"""The end of every command's manual page: how it is called, and where its exit codes are explained."""

EXAMPLES: dict[str, tuple[tuple[str, str], ...]] = {
    "demo": (
        ("demo", "everything, served at http://127.0.0.1:8000"),
        ("demo --no-serve --changed 3 --json", "a second run that finds three prices changed in each shop"),
    ),
    "check": (
        ("check listings.jsonl", "a table in Vietnamese of what to mend"),
        ("check tin-dang.xlsx", "the same of a spreadsheet, one listing a row"),
        ("check - --json < listings.jsonl", "one object a line, for a program"),
    ),
    "crawl": (
        ("crawl voso", "one marketplace"),
        ("crawl --defer", "every enabled marketplace, left to the workers"),
        ("crawl voso --limit 20 --archive pages/", "a first look that keeps the pages"),
    ),
    "extract": (("extract voso home.html --url https://voso.vn/", "the listings of one saved page"),),
    "probe": (("probe https://shop.example/", "which platform it is, and a draft of its marketplace file"),),
    "import": (
        ("import listings.jsonl.gz", "listings, plain or gzip"),
        ("import certificates quyet-dinh.xlsx", "the list of a recognition decision"),
    ),
    "refresh": (("refresh --dry-run", "what would read differently, nothing kept"),),
    "pictures": (("pictures --limit 100", "the next hundred"),),
    "worker": (
        ("worker", "every queue until Ctrl-C; start it on each machine"),
        ("worker --queues crawl --concurrency 4", "a machine that only crawls"),
        ("worker --once", "what is there now, and a summary"),
        ("worker status", "what waits, runs and failed, and why"),
    ),
    "export": (
        ("export listings > listings.jsonl", "what `import` reads"),
        ("export products > products.jsonl", "facts of each product and its listings"),
    ),
    "explain": (("explain https://voso.vn/mat-ong-p1.html", "why a listing stands where it stands"),),
    "serve": (("serve --port 8080", "page, API and widget until Ctrl-C"),),
    "doctor": (("doctor", "what is set, what is missing and how to mend it"),),
}


def manual(command: str) -> str:
    """The epilog of a command's help, in markdown."""
    lines = [f"`chophien {call}`  {meaning}" for call, meaning in EXAMPLES.get(command, ())]
    return "\n\n".join(["**Examples**", *lines, "Exit codes are explained by `chophien --help`."])
