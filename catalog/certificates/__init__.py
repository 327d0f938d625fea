"""OCOP certificates: the registry of recognised products, and reading the lists provinces publish."""

from catalog.certificates.registry import CertificateRegistry, shipped_registry
from catalog.recognition import Match, Recognition
from catalog.sheets.cells import UnreadableList

__all__ = ["CertificateRegistry", "Match", "Recognition", "UnreadableList", "shipped_registry"]
