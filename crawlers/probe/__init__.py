"""Looking at an unknown site and writing a marketplace file for it: which software, which fields, what to check."""

from crawlers.probe.report import ProbeReport
from crawlers.probe.run import probe

__all__ = ["ProbeReport", "probe"]
