"""What a comparison of two listings comes to: a score with its reasons, or a block no score can lift."""

from dataclasses import dataclass, field

ACCEPT, DOUBT = 82.0, 65.0


@dataclass(frozen=True)
class Part:
    """One reason: what it is about, its weight in the score of 100, and the words it rests on."""

    about: str
    weight: float
    words: str = ""


@dataclass
class Verdict:
    """`score` of 100; `block` says why the two can never be one product, whatever the score."""

    score: float = 0.0
    parts: list[Part] = field(default_factory=list)
    block: str = ""

    @property
    def accepted(self) -> bool:
        """Whether the two are taken for one product."""
        return not self.block and self.score >= ACCEPT

    def add(self, about: str, weight: float, words: str = "") -> None:
        """Add a reason to the score."""
        self.score += weight
        self.parts.append(Part(about, round(weight, 1), words))
