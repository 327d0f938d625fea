"""Search over the catalog: understanding Vietnamese queries, on Meilisearch or on the embedded engine."""

from search.opening import open_service

__all__ = ["open_service"]
