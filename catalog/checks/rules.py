"""The checker's rules as data (rules.toml), in the words of people who keep a shop's books."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict

Severity = Literal["error", "warning", "info"]


class Rule(BaseModel):
    """One rule. `message` and `hint` (and their English) may name what was found as `{words}`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    severity: Severity
    field: str
    message: str
    message_en: str
    hint: str
    hint_en: str


@cache
def rules() -> dict[str, Rule]:
    """Every rule by its code, in the order of the file."""
    text = (files(__package__) / "rules.toml").read_text(encoding="utf-8")
    return {code: Rule(code=code, **body) for code, body in tomllib.loads(text).items()}
