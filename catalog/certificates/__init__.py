"""OCOP certificates: the registry of recognised products, and reading the lists provinces publish."""

from catalog.certificates.grids import UnreadableList
from catalog.certificates.registry import CertificateRegistry, shipped_registry
from catalog.recognition import Match, Recognition

__all__ = ["CertificateRegistry", "Match", "Recognition", "UnreadableList", "shipped_registry"]
