"""`chophien bench`: what the program promises in figures, measured on this machine.

Bars are held at full size only. Times that depend on the machine have bars with room; what can be said as a ratio
within one run is said so.
"""

from api.bench.figure import SIZES, Figure, Size
from api.bench.markdown import write_markdown
from api.bench.registry import BENCHES, Bench, UnknownBench, run

__all__ = ["BENCHES", "SIZES", "Bench", "Figure", "Size", "UnknownBench", "run", "write_markdown"]
