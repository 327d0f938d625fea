"""When what was kept of pages no longer counts: the file or the extraction has changed, so every page is read again."""

import hashlib

from crawlers.marketplaces.model import MarketplaceFile

# Raised when extraction gives other fields from the same page.
EXTRACTION = "2"


def fingerprint(file: MarketplaceFile) -> str:
    """Changes with the extraction and with whatever in the file decides what is read and how."""
    said = file.model_dump_json(
        include={"platform", "homepage", "domains", "entry", "patterns", "selectors", "product_selectors", "json_paths"}
    )
    return hashlib.blake2b(f"{EXTRACTION} {said}".encode(), digest_size=16).hexdigest()
