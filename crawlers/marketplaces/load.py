"""Reading marketplace files, with errors that name the file, the key and what is wrong with it."""

import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from pydantic import ValidationError

from catalog.settings import Settings
from crawlers.marketplaces.model import MarketplaceFile
from crawlers.marketplaces.values import ADDRESS, AS_OF, HOST, SLUG

SHIPPED = Path(__file__).parent


class MarketplaceFileError(ValueError):
    """A marketplace file that cannot be used; the message has one line for each thing wrong."""


class UnknownMarketplace(LookupError):
    """No marketplace file has this slug; the message names those that come near."""


@dataclass(frozen=True)
class MarketplaceFiles:
    """Every marketplace file there is, by slug: those that can be used, and what is wrong with the others."""

    usable: dict[str, MarketplaceFile]
    wrong: dict[str, MarketplaceFileError]

    def get(self, slug: str) -> MarketplaceFile:
        """One marketplace. Raises MarketplaceFileError for a wrong file, UnknownMarketplace where there is none."""
        if slug in self.wrong:
            raise self.wrong[slug]
        if slug not in self.usable:
            raise UnknownMarketplace(_unknown(slug, sorted(self.usable)))
        return self.usable[slug]


def load_all(settings: Settings | None = None) -> MarketplaceFiles:
    """The shipped marketplaces and those of `settings.marketplaces_dir`, which win even where they are wrong.

    Raises MarketplaceFileError for a declared folder that does not exist.
    """
    folders = [SHIPPED]
    if settings is not None and settings.marketplaces_dir is not None:
        if not settings.marketplaces_dir.is_dir():
            raise MarketplaceFileError(f"{settings.marketplaces_dir}: no such folder (CHOPHIEN_MARKETPLACES_DIR)")
        folders.append(settings.marketplaces_dir)
    files = MarketplaceFiles({}, {})
    for path in (path for folder in folders for path in sorted(folder.glob("*.toml"))):
        for known in (files.usable, files.wrong):
            known.pop(path.stem, None)
        try:
            files.usable[path.stem] = load_file(path)
        except MarketplaceFileError as error:
            files.wrong[path.stem] = error
    return files


def load_file(path: Path) -> MarketplaceFile:
    """One marketplace file. Raises MarketplaceFileError, also where the slug is not the file's name."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise MarketplaceFileError(f"{path}: cannot be read: {error}") from error
    file = read_toml(text, name=path.name)
    if file.slug != path.stem:
        raise MarketplaceFileError(f"{path.name}: slug is {file.slug!r}, but the file's name says {path.stem!r}")
    return file


def read_toml(text: str, *, name: str = "marketplace file") -> MarketplaceFile:
    """A marketplace file's text. Raises MarketplaceFileError with `name` before each complaint."""
    try:
        # Windows editors begin a file with a mark that TOML does not know.
        return MarketplaceFile.model_validate(tomllib.loads(text.removeprefix("\ufeff")))
    except tomllib.TOMLDecodeError as error:
        raise MarketplaceFileError(f"{name}: not TOML: {error}") from error
    except ValidationError as error:
        raise MarketplaceFileError("\n".join(f"{name}: {line}" for line in _complaints(error))) from error


def _unknown(slug: str, slugs: list[str]) -> str:
    near = get_close_matches(slug, slugs, n=3) or slugs[:5]
    return f"no marketplace {slug!r}; there is {', '.join(near)}"


def _complaints(error: ValidationError) -> list[str]:
    """A line for each thing wrong: where it stands in the file, and what should stand there."""
    lines = []
    for one in error.errors():
        where = ".".join(str(part) for part in one["loc"]) or "the file"
        said = str(one["type"])
        if said == "string_pattern_mismatch":
            message = f"{one['input']!r} {_SHAPES.get(one['ctx']['pattern'], 'is written in another way')}"
        else:
            message = _WORDS.get(said, one["msg"].removeprefix("Value error, "))
        lines += [f"{where}: {line}" for line in message.splitlines()]
    return lines


_SHAPES = {
    SLUG: "is not written in small letters a to z, digits and hyphens, as in `cho-vung-cao`",
    ADDRESS: "is no address that begins with https:// or http://",
    HOST: "is no host: small letters, without https:// and without a path, as in `chovungcao.vn`",
    AS_OF: "is no day, month or year, as in `2026-09-10`, `2026-09` or `2026`",
}
_WORDS = {
    "extra_forbidden": "no such key",
    "missing": "is required",
    "date_type": "is a day, written like 2025-12-31 without quotation marks",
    "bool_type": "is true or false, without quotation marks",
    "list_type": 'is a list, as in ["…", "…"]; of tables, each begins with [[…]]',
    "string_type": "is a text in quotation marks",
    "float_type": "is a number without quotation marks",
    "int_type": "is a whole number without quotation marks",
}
