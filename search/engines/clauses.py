"""What a document must hold, said without any engine's words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Has:
    """The field holds at least one of the values."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """The number lies between low and high, both included; None leaves a side open."""

    field: str
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds; with no part, everything."""

    parts: tuple["Clause", ...] = ()


@dataclass(frozen=True, slots=True)
class Any:
    """At least one part holds; with no part, nothing."""

    parts: tuple["Clause", ...] = ()


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: "Clause"


Clause = Has | Between | All | Any | Not

EVERYTHING = All()
NOTHING = Any()


def both(*parts: Clause | None) -> Clause:
    """All of the parts that are given, flattened."""
    flat: list[Clause] = []
    for part in parts:
        if isinstance(part, All):
            flat.extend(part.parts)
        elif part is not None:
            flat.append(part)
    return flat[0] if len(flat) == 1 else All(tuple(dict.fromkeys(flat)))


def either(*parts: Clause | None) -> Clause:
    """At least one of the parts that are given, flattened."""
    flat: list[Clause] = []
    for part in parts:
        if isinstance(part, Any):
            flat.extend(part.parts)
        elif part is not None:
            flat.append(part)
    return flat[0] if len(flat) == 1 else Any(tuple(dict.fromkeys(flat)))
