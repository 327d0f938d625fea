"""What one refresh of the pictures did."""

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass
class PictureReport:
    """Counts of pictures (addresses on listings), except `thumbnails` (files), `bytes` (fetched) and `products`.

    `shared` pictures took the answer of another listing that names the same address; `postponed` ones wait for another
    run because their server stopped answering; `retrying` ones failed in a way that may pass.
    """

    new: int = 0
    dropped: int = 0
    fetched: int = 0
    unchanged: int = 0
    shared: int = 0
    ok: int = 0
    poor: int = 0
    refused: int = 0
    retrying: int = 0
    postponed: int = 0
    thumbnails: int = 0
    bytes: int = 0
    products: int = 0
    verdicts: dict[str, int] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The report as a JSON object."""
        return asdict(self)
