"""A measured figure and the bar it is held against."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

Size = Literal["small", "full"]
SIZES: tuple[Size, ...] = ("small", "full")


@dataclass(frozen=True)
class Figure:
    """One line of the result. `bar` is in words (`≥ 3,000`); `ok` is None where there is none to pass at this size."""

    name: str
    value: float
    unit: str
    bar: str = ""
    ok: bool | None = None
    note: str = ""

    @property
    def measured(self) -> str:
        """The value as people read it, with its unit: whole from a thousand on, three digits below."""
        whole = abs(self.value) >= 1000 or self.value == int(self.value)
        return f"{self.value:,.0f} {self.unit}".strip() if whole else f"{self.value:.3g} {self.unit}".strip()

    def to_json(self) -> dict[str, Any]:
        """The figure as a JSON object."""
        return asdict(self)


def at_least(name: str, value: float, unit: str, bar: float, *, size: Size, note: str = "") -> Figure:
    """A figure that must reach a bar, which is set for the full size."""
    return Figure(name, value, unit, f"≥ {bar:,g}", _verdict(size, value >= bar), note)


def at_most(name: str, value: float, unit: str, bar: float, *, size: Size, note: str = "") -> Figure:
    """A figure that must stay under a bar, which is set for the full size."""
    return Figure(name, value, unit, f"≤ {bar:,g}", _verdict(size, value <= bar), note)


def _verdict(size: Size, passed: bool) -> bool | None:
    return passed if size == "full" else None
