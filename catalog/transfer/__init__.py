"""In and out as JSON Lines: `chophien import` and `chophien export`."""

from catalog.transfer.exporting import export_listings, export_products
from catalog.transfer.importing import BadLine, ImportReport, import_jsonl
from catalog.transfer.lines import Source, TransferError

__all__ = [
    "BadLine",
    "ImportReport",
    "Source",
    "TransferError",
    "export_listings",
    "export_products",
    "import_jsonl",
]
