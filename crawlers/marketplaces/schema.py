"""The JSON schema of marketplace files, for editors; docs/marketplace.schema.json is this, written down.

`python -m crawlers.marketplaces.schema > docs/marketplace.schema.json` writes it anew.
"""

import sys
from typing import Any

import orjson

from crawlers.marketplaces.model import MarketplaceFile


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a marketplace file."""
    from crawlers.extract.selectors import FIELDS
    from crawlers.platforms import PLATFORMS

    schema = MarketplaceFile.model_json_schema(by_alias=True)
    named = schema["properties"]
    named["platform"]["anyOf"][0]["enum"] = sorted(PLATFORMS)
    fields = {"pattern": f"^({'|'.join(sorted(FIELDS))}|extra\\..+)$"}
    for table in ("selectors", "product_selectors"):
        named[table]["propertyNames"] = fields
    schema["$defs"]["Json"]["properties"]["fields"]["propertyNames"] = fields
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Marketplace file"} | schema


def schema_text() -> str:
    """The schema as it stands in the docs."""
    return orjson.dumps(json_schema(), option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS).decode() + "\n"


if __name__ == "__main__":
    sys.stdout.write(schema_text())
