"""Print the figures as JSON: `python -m crawlers.bench [pages]`."""

import sys

import orjson

from crawlers.bench import run

if __name__ == "__main__":
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 1_500
    sys.stdout.write(orjson.dumps(run(pages=pages), option=orjson.OPT_INDENT_2).decode() + "\n")
